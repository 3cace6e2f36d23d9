// SPDX-License-Identifier: Apache-2.0
// A visit that its answers refuse outright is not one that waits for a physician: the refusal wins,
// and the letter is wanted again once it is lifted (R4, R40).
#include "clinic/clearance_wait.h"
#include "clinic/day_sheet.h"
#include "clinic/speak_with_client.h"
#include "clinic/visit_record.h"
#include "waiting_letter.h"

namespace fascia::clinic {
namespace {

using store::LetterStatus;

const char* const kClot =
    R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",)"
    R"("birthDate":"1988-05-04"}},{"resource":{"resourceType":"Condition","id":"c7",)"
    R"("clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":)"
    R"("http://snomed.info/sct","code":"128053003"}]},"onsetDateTime":"2026-11-01"}}]})";

struct RefusedVisit : ::testing::Test {
  WaitingForLetter at{WaitingForLetter::First::answers};
  void refuse() {
    auto laid = lay_record(*at.clinic, at.desk, at.visit.id, kClot);
    ASSERT_TRUE(laid) << laid.error().message;
    ASSERT_EQ(at.now().status, store::Status::requested);
  }
  std::vector<std::string> outcomes(const std::string& kind) {
    return at.clinic->store.read([&](store::Connection& c) {
      std::vector<std::string> out;
      const Instant now = at.clinic->now();
      for (const store::Task& task :
           store::closed_tasks(c, at.clinic->tenant, now - hours(1), now + hours(1)))
        if (task.kind == kind) out.push_back(task.outcome);
      return out;
    });
  }
};

TEST_F(RefusedVisit, R4_R40_a_refusal_closes_the_letter_and_its_task_with_the_reason) {
  ASSERT_EQ(at.tasks(), std::vector<std::string>{"clearance_missing"});
  refuse();
  EXPECT_EQ(at.tasks(), std::vector<std::string>{"call_after_refusal"});
  EXPECT_EQ(outcomes("clearance_missing"), std::vector<std::string>{"visit_refused"});
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::needless);
  EXPECT_FALSE(awaited_letter(*at.clinic, at.now()));
  EXPECT_TRUE(at.letter().asked.empty());
  EXPECT_EQ(give_letter(*at.clinic, at.therapist, at.visit.id).error().message,
            "letter_not_needed");
  EXPECT_EQ(letter_of_client(*at.clinic, at.visit.id, "").error().message, "letter_not_needed");
  auto seen = desk_visit(*at.clinic, at.desk, at.visit.id);
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->refused);
  at.all_sound();
  // The day before comes, and nothing of the letter is left to be due.
  at.walk_to(at.visit.start - hours(24));
  EXPECT_EQ(at.now().service, at.deep);
  EXPECT_EQ(at.now().status, store::Status::requested);
}

TEST_F(RefusedVisit, R3_R40_a_refusal_that_is_lifted_wants_the_letter_again) {
  refuse();
  ASSERT_TRUE(take_back_record(*at.clinic, at.desk, at.visit.id, 0));
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  EXPECT_TRUE(at.holds(at.tasks(), "clearance_missing"));
  EXPECT_FALSE(desk_visit(*at.clinic, at.desk, at.visit.id)->refused);
  EXPECT_FALSE(at.letter().asked.empty());
  EXPECT_TRUE(awaited_letter(*at.clinic, at.now()));
  // The therapist speaks with the person, the answer comes, and the visit is sure.
  ASSERT_TRUE(speak_with_client(*at.clinic, at.therapist, at.visit.id,
                                PrivateText("The record was somebody else's.")));
  ASSERT_TRUE(answer_letter(*at.clinic, at.therapist, at.visit.id,
                            at.reply(care::RuleLetter::Answer::yes)));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_TRUE(at.tasks().empty()) << at.tasks().front();
}

TEST_F(RefusedVisit, R40_answers_that_refuse_from_the_start_want_no_letter) {
  auto said = on_a_blood_thinner();
  said["blood_clot"] = care::Said::yes;
  said["blood_clot.date"] = care::SaidDate{at.monday - 20, to_iso(at.monday - 20)};
  auto booked = book_appointment(*at.clinic, at.wanted(at.at(4, 10), "bare"));
  ASSERT_TRUE(booked);
  auto screened = answered(at, at.deep, at.monday + 4, said);
  ASSERT_TRUE(screened);
  ASSERT_TRUE(refuses_outright(screened->screening));
  ASSERT_TRUE(bind_intake(*at.clinic, booked->appointment.id, {at.desk, {}}, screened->token));
  EXPECT_FALSE(letter_status(*at.clinic, booked->appointment.id));
}

}  // namespace
}  // namespace fascia::clinic
