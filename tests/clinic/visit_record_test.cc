// SPDX-License-Identifier: Apache-2.0
// A health record that staff lay beside what the client answered for a visit.
#include "clinic/visit_record.h"

#include "clinic/kept_record.h"
#include "laid_record.h"

namespace fascia::clinic {
namespace {

TEST(VisitRecord, R4_what_a_record_adds_takes_the_confirmation_back_and_calls_somebody) {
  AnsweredVisit at;
  ASSERT_EQ(at.now().status, store::Status::confirmed);
  auto laid = lay_record(*at.clinic, at.desk, at.visit.id, record_with(kLegClot));
  ASSERT_TRUE(laid) << laid.error().message;
  EXPECT_EQ(laid->resources, 1u);  // of those that tell something
  EXPECT_EQ(at.now().status, store::Status::requested);
  ScreeningContent kept = at.content();
  EXPECT_EQ(kept.asked, "record");
  EXPECT_EQ(kept.asked_by, at.desk.staff.text());
  ASSERT_TRUE(kept.beside);
  EXPECT_EQ(kept.beside->person.answers.at("blood_clot"), care::Answer(care::Said::no));
  ASSERT_EQ(kept.beside->apart.size(), 1u);
  EXPECT_EQ(kept.beside->apart[0].question, "blood_clot");
  EXPECT_EQ(kept.beside->apart[0].resources, std::vector<std::string>{"Condition/c7"});
  std::vector<std::string> kinds;
  for (const WaitingTask& one : waiting_tasks(*at.clinic, at.desk)) kinds.push_back(one.task.kind);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "call_after_refusal"), 1);
  auto trail = at.audit_trail(at.visit.client);
  EXPECT_EQ(std::count(trail.begin(), trail.end(), "appointment.record_laid|"), 1);
  at.all_sound();
}

TEST(VisitRecord, a_record_that_adds_nothing_leaves_the_visit_confirmed) {
  AnsweredVisit at;
  const std::string asthma_free = record_with(
      R"({"resource":{"resourceType":"Condition","id":"c1","verificationStatus":{"coding":[{"code":)"
      R"("refuted"}]},"code":{"text":"blood clot in the leg"}}})");
  ASSERT_TRUE(lay_record(*at.clinic, at.desk, at.visit.id, asthma_free));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_TRUE(at.content().beside);
}

TEST(VisitRecord, what_nobody_understands_is_kept_with_its_words_and_asked_before_it_is_sure) {
  AnsweredVisit at;
  auto laid = lay_record(*at.clinic, at.desk, at.visit.id, record_with(kUnknown));
  ASSERT_TRUE(laid) << laid.error().message;
  EXPECT_EQ(laid->to_look_at, 1u);
  EXPECT_EQ(at.now().status, store::Status::requested);
  const auto unread = unread_of(at.content());
  ASSERT_EQ(unread.size(), 1u);
  EXPECT_EQ(unread[0].resource, "Condition/c9");
  EXPECT_EQ(unread[0].words, "Zorblax syndrome");
  auto tasks = waiting_tasks(*at.clinic, at.program);
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].task.kind, "call_before_visit");
}

TEST(VisitRecord, R3_a_second_record_makes_nothing_milder) {
  AnsweredVisit at;
  ASSERT_TRUE(lay_record(*at.clinic, at.desk, at.visit.id, record_with(kLegClot)));
  ASSERT_TRUE(lay_record(*at.clinic, at.desk, at.visit.id, record_with("")));
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_EQ(at.content().intake.answers.at("blood_clot"), care::Answer(care::Said::yes));
  EXPECT_FALSE(at.content().must_speak) << "nothing became milder";
}

// Who answers anew drops nothing of what the record said.
TEST(VisitRecord, R3_a_record_is_laid_beside_answers_that_are_given_anew) {
  for (bool for_the_visit : {true, false}) {
    AnsweredVisit at;
    ASSERT_TRUE(
        lay_record(*at.clinic, at.desk, at.visit.id, record_with(kLegClot + "," + kUnknown)));
    ScreenVisit anew{at.deep, at.monday + 3, Date::of(1988, 5, 4), {}, {}, "web", {}, {}};
    anew.intake = at.content().beside->person;
    if (for_the_visit) anew.visit = at.visit.id;
    auto screened = screen_visit(*at.clinic, anew);
    ASSERT_TRUE(screened) << screened.error().message;
    // With the visit it is decided at once; answers of elsewhere meet the record where they are
    // bound to it.
    EXPECT_EQ(refuses(screened->screening), for_the_visit);
    auto bound = bind_intake(*at.clinic, at.visit.id, {at.desk, {}}, screened->token);
    ASSERT_TRUE(bound) << bound.error().message;
    EXPECT_EQ(bound->status, store::Status::requested);
    ScreeningContent kept = at.content();
    EXPECT_EQ(kept.intake.answers.at("blood_clot"), care::Answer(care::Said::yes));
    ASSERT_TRUE(kept.beside);
    EXPECT_EQ(kept.beside->person.answers.at("blood_clot"), care::Answer(care::Said::no));
    EXPECT_EQ(kept.beside->apart.size(), 1u);
    ASSERT_EQ(kept.records.size(), 1u) << "bound to the visit it was asked for, it counts once";
    ASSERT_EQ(unread_of(kept).size(), 1u);
    EXPECT_EQ(unread_of(kept)[0].words, "Zorblax syndrome");
    const store::Service service = *at.clinic->availability.get()->service(at.deep);
    EXPECT_TRUE(refuses(decide(*at.clinic, kept, service, at.monday + 3)));
    at.all_sound();
  }
}

// All ways in which a record answers one question decide, on the day as well.
TEST(VisitRecord, R3_of_two_operations_both_decide_whenever_it_is_decided_again) {
  AnsweredVisit at;
  auto operation = [](const char* id, const char* code, const char* day) {
    return std::string(R"({"resource":{"resourceType":"Procedure","id":")") + id +
           R"(","status":"completed","code":{"coding":[{"system":"http://snomed.info/sct","code":")" +
           code + R"("}]},"performedDateTime":")" + day + R"("}})";
  };
  ASSERT_TRUE(lay_record(*at.clinic, at.desk, at.visit.id,
                         record_with(operation("a", "86481000", "2026-11-01") + "," +
                                     operation("b", "55705006", "2026-03-01"))));
  ScreeningContent kept = at.content();
  ASSERT_FALSE(kept.others.empty());
  const store::Service service = *at.clinic->availability.get()->service(at.deep);
  const care::Screening all = decide(*at.clinic, kept, service, at.monday + 3);
  for (const care::AnswerMap& answers : kept.others) {
    care::Intake way = kept.intake;
    way.answers = answers;
    const care::Screening one =
        care::screen(at.clinic->protocol, way, service_kind(service), at.monday + 3);
    EXPECT_GE(all.decision, one.decision);
    for (const care::Finding& finding : one.findings)
      EXPECT_TRUE(std::ranges::any_of(all.findings, [&](const care::Finding& other) {
        return other.rule == finding.rule && other.decision >= finding.decision;
      })) << finding.rule;
  }
}

TEST(VisitRecord, R25_what_is_no_record_of_this_person_is_refused_and_changes_nothing) {
  AnsweredVisit at;
  EXPECT_EQ(at.refusal(""), "record_missing on file");
  EXPECT_EQ(at.refusal("not json"), "json_syntax on file");
  EXPECT_EQ(at.refusal(R"({"resourceType":"Patient"})"), "fhir_no_bundle on file");
  EXPECT_EQ(at.refusal(std::string(20000, '[')), "json_too_deep on file");
  EXPECT_EQ(at.refusal(record_with(kLegClot, "1990-01-01")), "screening_other_person on file");
  const std::string fits = record_with("");
  at.clinic->upload_limit = fits.size();
  EXPECT_EQ(at.refusal(fits + " "), "record_size on file");
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_EQ(at.now().screening, at.visit.screening);
  EXPECT_EQ(at.refusal(fits), "");
}

TEST(VisitRecord, it_lies_beside_answers_and_only_while_the_visit_is_to_come) {
  AnsweredVisit bare(false);
  EXPECT_EQ(bare.refusal(record_with("")), "record_needs_answers on file");
  AnsweredVisit over;
  ASSERT_TRUE(cancel_appointment(*over.clinic, over.visit.id, {over.desk, {}}));
  EXPECT_EQ(over.refusal(record_with("")), "appointment_over on ");
}

TEST(VisitRecord, R20_only_staff_lay_a_record) {
  AnsweredVisit at;
  EXPECT_EQ(lay_record(*at.clinic, Actor{}, at.visit.id, record_with("")).error().code,
            Code::forbidden);
  EXPECT_EQ(lay_record(*at.clinic, at.desk, AppointmentId{77}, record_with("")).error().message,
            "appointment_unknown");
}

}  // namespace
}  // namespace fascia::clinic
