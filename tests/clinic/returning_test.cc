// SPDX-License-Identifier: Apache-2.0
// A client who was here before: what was told then comes along, what is new decides again.
#include "care/returning.h"

#include "answered.h"
#include "clinic/answer_intake.h"
#include "clinic/change_appointment.h"
#include "clinic/manage_clinic.h"
#include "small_clinic.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

// "None of these", and to the details that are open by themselves no as well.
void answer_step(const care::Protocol& protocol, const care::Step& step, care::AnswerMap& answers) {
  answers = care::none_of_these(protocol, step.group, answers);
  for (const std::string& id : step.open) {
    const care::Question& question = *protocol.question(id);
    if (!question.is_detail() || answers.count(id) != 0) continue;
    if (question.kind == care::Kind::tri)
      answers[id] = care::Said::no;
    else if (question.kind == care::Kind::multi)
      answers[id] = std::vector<std::string>();
    else
      answers[id] = care::Said::not_sure;
  }
}

struct Returning : SmallClinic {
  store::Appointment first, second;

  explicit Returning(const care::AnswerMap& said) {
    auto told = answered(*this, swedish, monday + 1, said);
    EXPECT_TRUE(told);
    BookAppointment in = booking(at(1, 10), "first");
    in.screening = told->token;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    first = booked->appointment;
    clock.seconds = at(20, 8).seconds;
    booked = book_appointment(*clinic, booking(at(23, 10), "second"));
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    second = booked->appointment;
    EXPECT_EQ(second.client, first.client);
  }
  VisitDraft begin(const Actor& actor = {}, const char* asked = "web") {
    auto draft = begin_intake(*clinic, "browser", second.id, asked, actor);
    EXPECT_TRUE(draft);
    return *draft;
  }
  // What is open answered with no; the screening is bound to the visit.
  Screened answer_rest(VisitDraft& draft, const Actor& actor = {}) {
    for (int page = 0; page < 20; ++page) {
      care::Step step = next_questions(*clinic, draft);
      if (step.what != care::Step::What::ask) break;
      std::erase(draft.reopened, step.group);
      answer_step(clinic->protocol, step, draft.intake.answers);
    }
    auto screened = screen_draft(*clinic, "browser", draft);
    EXPECT_TRUE(screened);
    EXPECT_TRUE(finish_intake(*clinic, actor, draft, *screened));
    return *screened;
  }
  ScreeningContent content(AppointmentId id) {
    return clinic->store.read([&](store::Connection& c) {
      auto visit = store::find_appointment(c, clinic->tenant, id);
      auto kept = store::find_screening(c, clinic->tenant, *sealer, visit->screening);
      return *read_content(*clinic, *kept);
    });
  }
  std::string sealed(AppointmentId id) {
    return clinic->store.read([&](store::Connection& c) {
      auto visit = store::find_appointment(c, clinic->tenant, id);
      auto kept = store::find_screening(c, clinic->tenant, *sealer, visit->screening);
      return std::string(kept->content.reveal());
    });
  }
  store::Status status() { return find_visit(*clinic, second.id, {program, {}})->status; }
};

care::AnswerMap diabetes() {
  care::AnswerMap said;
  said["diabetes"] = care::Said::yes;
  for (const char* detail :
       {"diabetes.now", "diabetes.feet", "diabetes.low_risk", "insulin_device"})
    said[detail] = std::vector<std::string>();
  return said;
}

TEST(ReturningClient, what_was_told_comes_along_with_its_day_and_the_old_intake_stays) {
  Returning c(diabetes());
  std::string before = c.sealed(c.first.id);
  VisitDraft draft = c.begin();
  EXPECT_EQ(draft.carried_from, c.first.screening);
  EXPECT_EQ(draft.carried_day, c.monday);
  EXPECT_FALSE(draft.consent) << "asked for each intake (R13)";
  EXPECT_EQ(draft.intake.answers.at("diabetes"), care::Answer(care::Said::yes));
  EXPECT_EQ(draft.intake.answers.count("blood_thinner"), 0u) << "medicines are asked each time";
  draft.news = "none";
  EXPECT_FALSE(refuses(c.answer_rest(draft).screening));
  EXPECT_EQ(c.status(), store::Status::confirmed);
  ScreeningContent kept = c.content(c.second.id);
  EXPECT_EQ(kept.carried_from, c.first.screening);
  EXPECT_EQ(kept.news, "none");
  EXPECT_EQ(kept.intake.told_on.at("diabetes"), c.monday);
  EXPECT_EQ(kept.intake.told_on.count("blood_thinner"), 0u);
  EXPECT_EQ(c.sealed(c.first.id), before);
}

TEST(ReturningClient, R5_last_times_places_and_medicines_come_along_to_be_shown_and_are_no_answer) {
  Returning c(diabetes());
  const care::Region back = *care::parse_region("low-back.R");
  VisitDraft told = c.begin();
  told.news = "none";
  told.intake.pains = {{back, 6}};
  told.intake.since = "weeks";
  told.intake.answers["any.medicines"] = told.intake.answers["statin"] = care::Said::yes;
  c.answer_rest(told);
  c.clock.seconds = c.at(24, 8).seconds;
  auto third = book_appointment(*c.clinic, c.booking(c.at(27, 10), "third"));
  ASSERT_TRUE(third);
  auto draft = begin_intake(*c.clinic, "later", third->appointment.id, "web", {});
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->last.pains, told.intake.pains);
  EXPECT_EQ(draft->last.answers.at("statin"), care::Answer(care::Said::yes));
  EXPECT_EQ(draft->last.answers.count("patch"), 0u) << "a no is nothing to fill in";
  EXPECT_EQ(draft->last.answers.count("diabetes"), 0u) << "that lasts, and came along";
  EXPECT_TRUE(draft->last_day);
  EXPECT_TRUE(draft->intake.pains.empty());
  EXPECT_EQ(draft->intake.answers.count("statin"), 0u);
  VisitDraft kept = find_draft(*c.clinic, "later");
  EXPECT_EQ(kept.last.pains, draft->last.pains);
  EXPECT_EQ(kept.last.answers, draft->last.answers);
  // R20: whoever may not see the first visit sees none of this either.
  Actor desk{Actor::Kind::staff, c.random.id<StaffId>(), store::Role::desk, {}};
  auto typed = begin_intake(*c.clinic, "desk", third->appointment.id, "paper", desk);
  ASSERT_TRUE(typed);
  EXPECT_FALSE(typed->last_day);
  EXPECT_TRUE(typed->last.answers.empty() && typed->last.pains.empty());
}

TEST(ReturningClient, a_new_answer_decides_again) {
  Returning c(diabetes());
  VisitDraft draft = c.begin();
  draft.news = "some";
  draft.reopened = {"body"};
  for (care::Step step = next_questions(*c.clinic, draft); step.group != "body";
       step = next_questions(*c.clinic, draft)) {
    ASSERT_EQ(step.what, care::Step::What::ask);
    answer_step(c.clinic->protocol, step, draft.intake.answers);
  }
  care::Step body = next_questions(*c.clinic, draft);
  EXPECT_GT(body.questions.size(), body.open.size()) << "with what was said, to be looked at";
  draft.intake.answers["cancer"] = care::Said::yes;
  draft.intake.told_on.erase("cancer");
  for (const char* detail : {"cancer.kind", "cancer.chemo", "cancer.chemo_had", "cancer.where"})
    draft.intake.answers[detail] = care::Said::not_sure;
  EXPECT_TRUE(refuses(c.answer_rest(draft).screening));
  EXPECT_EQ(c.status(), store::Status::requested);
}

TEST(ReturningClient, an_older_intake_does_not_stand_in_for_one_that_cannot_be_read_any_more) {
  Returning c(diabetes());
  auto told = answered(c, c.deep, c.monday + 22, {});
  ASSERT_TRUE(told);
  BookAppointment in = c.booking(c.at(22, 10), "between");
  in.service = c.deep;
  in.screening = told->token;
  auto between = book_appointment(*c.clinic, in);
  ASSERT_TRUE(between) << between.error().message;
  // What is sold no more can still be read; a row that is gone cannot.
  ASSERT_TRUE(c.store->write([&](store::Transaction& tx) -> Done {
    store::remove_service(tx, c.clinic->tenant, c.deep);
    return {};
  }));
  load_availability(*c.clinic);
  VisitDraft draft = c.begin();
  EXPECT_FALSE(draft.carried_from);
  EXPECT_EQ(draft.intake.answers.count("diabetes"), 0u);
}

// R3 over visits: what refused and lasts is made milder by nobody alone; what passes may be over.
TEST(ReturningClient, R3_a_lasting_answer_that_refused_is_not_taken_back_alone) {
  care::AnswerMap said;
  said["cancer"] = care::Said::yes;
  for (const char* detail : {"cancer.kind", "cancer.chemo", "cancer.chemo_had", "cancer.where"})
    said[detail] = care::Said::not_sure;
  Returning c(diabetes());
  // The first of two intakes of one person refused.
  VisitDraft refused = c.begin();
  for (const auto& [id, answer] : said) refused.intake.answers[id] = answer;
  EXPECT_TRUE(refuses(c.answer_rest(refused).screening));
  c.clock.seconds = c.at(24, 8).seconds;
  auto third = book_appointment(*c.clinic, c.booking(c.at(27, 10), "third"));
  ASSERT_TRUE(third);
  for (bool milder : {false, true}) {
    auto draft = begin_intake(*c.clinic, milder ? "b" : "a", third->appointment.id, "web", {});
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->intake.answers.at("cancer"), care::Answer(care::Said::yes));
    if (milder) {
      draft->intake.answers["cancer"] = care::Said::no;
      draft->intake.told_on.erase("cancer");
    }
    for (int page = 0; page < 20; ++page) {
      care::Step step = next_questions(*c.clinic, *draft);
      if (step.what != care::Step::What::ask) break;
      answer_step(c.clinic->protocol, step, draft->intake.answers);
    }
    auto screened = screen_draft(*c.clinic, milder ? "b" : "a", *draft);
    ASSERT_TRUE(screened);
    EXPECT_EQ(screened->must_speak, milder);
    EXPECT_EQ(refuses(screened->screening), !milder);
  }
}

// Who typed the paper form in, and a therapist who never treated this client, saw nothing of the
// first visit; what it said binds nevertheless.
TEST(ReturningClient, R3_a_lasting_refusal_binds_on_paper_and_with_another_therapist) {
  care::AnswerMap said;
  said["cancer"] = care::Said::yes;
  for (const char* detail : {"cancer.kind", "cancer.chemo", "cancer.chemo_had", "cancer.where"})
    said[detail] = care::Said::not_sure;
  for (const char* how : {"paper", "aloud"}) {
    Returning c(diabetes());
    VisitDraft refused = c.begin();
    for (const auto& [id, answer] : said) refused.intake.answers[id] = answer;
    EXPECT_TRUE(refuses(c.answer_rest(refused).screening));
    c.clock.seconds = c.at(24, 8).seconds;
    auto third = book_appointment(*c.clinic, c.booking(c.at(27, 10), "third"));
    ASSERT_TRUE(third);
    Actor other{Actor::Kind::staff, c.random.id<StaffId>(), store::Role::therapist, {}};
    Actor desk{Actor::Kind::staff, c.random.id<StaffId>(), store::Role::desk, {}};
    const Actor& asks = std::string(how) == "paper" ? desk : other;
    auto draft = begin_intake(*c.clinic, how, third->appointment.id, how, asks);
    ASSERT_TRUE(draft) << how;
    EXPECT_TRUE(draft->intake.answers.empty()) << how;
    EXPECT_FALSE(draft->carried_day) << how;
    c.second = third->appointment;
    Screened milder = c.answer_rest(*draft, asks);
    EXPECT_FALSE(refuses(milder.screening)) << how;
    EXPECT_TRUE(milder.must_speak) << how;
    EXPECT_EQ(c.status(), store::Status::requested) << how;
  }
}

TEST(ReturningClient, R19_R20_nothing_comes_along_for_another_person_or_a_typing_desk) {
  Returning c(diabetes());
  Actor desk{Actor::Kind::staff, c.random.id<StaffId>(), store::Role::desk, {}};
  Actor ana{Actor::Kind::staff, c.random.id<StaffId>(), store::Role::therapist, c.ana};
  EXPECT_TRUE(c.begin(desk, "paper").intake.answers.empty());
  EXPECT_FALSE(c.begin(ana, "aloud").intake.answers.empty());
  EXPECT_TRUE(c.begin(ana, "paper").intake.answers.empty());
  // A therapist who never treated this client reads none of it here.
  Actor other{Actor::Kind::staff, c.random.id<StaffId>(), store::Role::therapist, {}};
  EXPECT_TRUE(c.begin(other, "aloud").intake.answers.empty());
  // The same birth date is not the same person.
  BookAppointment in = c.booking(c.at(23, 13), "stranger");
  in.client.name = "Lea Stone";
  auto stranger = book_appointment(*c.clinic, in);
  ASSERT_TRUE(stranger);
  auto draft = begin_intake(*c.clinic, "other", stranger->appointment.id, "web", {});
  ASSERT_TRUE(draft);
  EXPECT_TRUE(draft->intake.answers.empty());
  EXPECT_FALSE(draft->carried_from);
}

}  // namespace
}  // namespace fascia::clinic
