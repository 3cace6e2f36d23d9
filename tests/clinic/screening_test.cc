// SPDX-License-Identifier: Apache-2.0
// The intake of a booked visit, and what binds a person who was refused.
#include "clinic/answer_intake.h"
#include "clinic/change_appointment.h"
#include "clinic/speak_with_client.h"
#include "clinic/tasks.h"
#include "small_clinic.h"

namespace fascia::clinic {
namespace {

// Every health question of the draft answered with "none of these".
void answer_all(Clinic& clinic, VisitDraft& draft) {
  for (int page = 0; page < 20; ++page) {
    care::Step step = next_questions(clinic, draft);
    if (step.what != care::Step::What::ask) return;
    draft.intake.answers = care::none_of_these(clinic.protocol, step.group, draft.intake.answers);
  }
  FAIL() << "the questions do not end";
}

struct Requested : SmallClinic {
  store::Appointment visit;

  explicit Requested(const char* key = "k") {
    BookAppointment in = booking(at(3, 10), key);
    in.service = deep;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked);
    visit = booked->appointment;
  }
  store::Appointment now() { return *find_visit(*clinic, visit.id, {program, {}}); }
};

TEST(Intake, R4_a_requested_visit_is_confirmed_by_its_intake) {
  Requested at;
  ASSERT_EQ(at.visit.status, store::Status::requested);
  EXPECT_TRUE(at.visit.intake_due_by);
  auto draft = begin_intake(*at.clinic, "browser", at.visit.id, "web", {});
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->visit_date, at.visit.wall.date);
  EXPECT_EQ(draft->service, "deep-tissue-60");
  EXPECT_EQ(draft->intake.birth_date, Date::of(1988, 5, 4));
  answer_all(*at.clinic, *draft);
  auto screened = screen_draft(*at.clinic, "browser", *draft);
  ASSERT_TRUE(screened);
  ASSERT_TRUE(finish_intake(*at.clinic, {}, *draft, *screened));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_FALSE(at.now().intake_due_by);
  EXPECT_TRUE(waiting_tasks(*at.clinic, at.program).empty());
  EXPECT_EQ(begin_intake(*at.clinic, "browser", at.visit.id, "web", {}).error().message,
            "appointment_over");
}

TEST(Intake,
     R4_an_intake_that_refuses_keeps_the_time_and_gives_the_desk_a_call_without_the_reason) {
  Requested at;
  auto draft = begin_intake(*at.clinic, "browser", at.visit.id, "web", {});
  draft->intake.answers["cancer"] = care::Said::yes;
  for (const char* detail : {"cancer.kind", "cancer.chemo", "cancer.chemo_had", "cancer.where"})
    draft->intake.answers[detail] = care::Said::not_sure;
  answer_all(*at.clinic, *draft);
  auto screened = screen_draft(*at.clinic, "browser", *draft);
  ASSERT_TRUE(screened);
  ASSERT_TRUE(refuses(screened->screening));
  ASSERT_TRUE(finish_intake(*at.clinic, {}, *draft, *screened));
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_TRUE(at.now().screening);
  Actor desk{Actor::Kind::staff, {}, store::Role::desk, {}};
  auto tasks = waiting_tasks(*at.clinic, desk);
  // Beside it the therapist has a letter to prepare (R40).
  std::erase_if(tasks, [](const WaitingTask& one) { return one.task.kind == "clearance_missing"; });
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].task.kind, "call_after_refusal");
  EXPECT_EQ(tasks[0].task.appointment, at.visit.id);
  EXPECT_EQ(tasks[0].client_name, "Maya Roy");
  EXPECT_FALSE(read_task(*at.clinic, desk, tasks[0].task.id));
}

TEST(Intake, R15_an_intake_serves_no_other_person) {
  Requested at;
  auto draft = begin_intake(*at.clinic, "browser", at.visit.id, "web", {});
  draft->intake.birth_date = Date::of(1990, 1, 1);
  answer_all(*at.clinic, *draft);
  auto screened = screen_draft(*at.clinic, "browser", *draft);
  ASSERT_TRUE(screened);
  EXPECT_EQ(finish_intake(*at.clinic, {}, *draft, *screened).error().message,
            "screening_other_person");
  EXPECT_EQ(at.now().status, store::Status::requested);
}

TEST(Intake, R16_who_asked_and_how_is_kept) {
  for (const char* how : {"aloud", "paper"}) {
    Requested at;
    Actor therapist{Actor::Kind::staff, at.random.id<StaffId>(), store::Role::therapist, at.ana};
    auto draft = begin_intake(*at.clinic, "tablet", at.visit.id, how, therapist);
    ASSERT_TRUE(draft);
    answer_all(*at.clinic, *draft);
    auto screened = screen_draft(*at.clinic, "tablet", *draft);
    ASSERT_TRUE(screened);
    auto found = find_answer(*at.clinic, screened->token);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->content.asked, how);
    EXPECT_EQ(found->content.asked_by, therapist.staff.text());
    EXPECT_EQ(found->content.at, to_rfc3339_utc(at.clinic->now()));
    ASSERT_TRUE(finish_intake(*at.clinic, therapist, *draft, *screened));
    EXPECT_EQ(at.now().status, store::Status::confirmed);
  }
  Requested at;
  Actor desk{Actor::Kind::staff, at.random.id<StaffId>(), store::Role::desk, {}};
  EXPECT_EQ(begin_intake(*at.clinic, "desk", at.visit.id, "aloud", desk).error().message,
            "forbidden");
  EXPECT_TRUE(begin_intake(*at.clinic, "desk", at.visit.id, "paper", desk));
}

TEST(Screening, R3_both_answers_are_kept_with_their_times_and_bind_on_any_day) {
  SmallClinic at;
  VisitDraft draft;
  draft.consent = true;
  draft.intake.birth_date = Date::of(1988, 5, 4);
  draft.intake.answers["blood_clot"] = care::Said::yes;
  draft.intake.answers["blood_clot.date"] = care::SaidDate{Date::of(2026, 11, 1), "2026-11-01"};
  draft.intake.answers["blood_clot.where"] = care::Said::not_sure;
  draft.intake.answers["blood_clot.worse"] = care::Said::no;
  draft.intake.answers["blood_clot.treated"] = care::Said::yes;
  answer_all(*at.clinic, draft);
  auto first = screen_draft(*at.clinic, "browser", draft);
  ASSERT_TRUE(first);
  ASSERT_TRUE(refuses(first->screening));
  EXPECT_FALSE(first->must_speak);
  at.clock.seconds += 600;
  // Milder, and for a day on which even the first answers would not have refused outright.
  draft.intake.answers["blood_clot"] = care::Said::no;
  draft.visit_date = Date::of(2027, 9, 1);
  auto second = screen_draft(*at.clinic, "browser", draft);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->must_speak);
  EXPECT_FALSE(decided(second->screening, second->must_speak));
  auto kept = at.store->read([&](store::Connection& c) {
    return store::find_screening(c, at.clinic->tenant, *at.sealer, second->id);
  });
  ASSERT_TRUE(kept);
  std::string text(kept->content.reveal());
  EXPECT_NE(text.find("\"before\":\"\\\"yes\\\"\""), text.npos) << text;
  EXPECT_NE(text.find("\"after\":\"\\\"no\\\"\""), text.npos);
  EXPECT_NE(text.find("\"before_at\":\"2026-11-23T14:00:00Z\""), text.npos);
  EXPECT_NE(text.find("\"at\":\"2026-11-23T14:10:00Z\""), text.npos);
  // It binds the third try as well.
  auto third = screen_draft(*at.clinic, "browser", draft);
  EXPECT_TRUE(third->must_speak);
}

TEST(Screening, R3_a_refusal_binds_nobody_else) {
  SmallClinic at;
  VisitDraft draft;
  draft.intake.birth_date = Date::of(1988, 5, 4);
  draft.intake.answers["danger_now"] = std::vector<std::string>{"bleeding"};
  ASSERT_TRUE(screen_draft(*at.clinic, "browser", draft));
  EXPECT_EQ(draft.refused.size(), 1u);
  draft.intake = {};
  draft.intake.birth_date = Date::of(1990, 1, 1);
  answer_all(*at.clinic, draft);
  EXPECT_FALSE(screen_draft(*at.clinic, "browser", draft)->must_speak);
}

// Refused by link, then milder answers in another browser: kept, undecided, until a therapist has
// spoken with the person.
struct Loosened : Requested {
  Actor ana_acts{Actor::Kind::staff, random.id<StaffId>(), store::Role::therapist, ana};
  Actor desk_acts{Actor::Kind::staff, random.id<StaffId>(), store::Role::desk, {}};

  Screened answered(const char* browser, care::Said clot) {
    auto draft = begin_intake(*clinic, browser, visit.id, "web", {});
    EXPECT_TRUE(draft);
    draft->intake.answers["blood_clot"] = clot;
    if (clot == care::Said::yes) {
      draft->intake.answers["blood_clot.date"] =
          care::SaidDate{Date::of(2026, 11, 1), "2026-11-01"};
      draft->intake.answers["blood_clot.where"] = care::Said::not_sure;
      draft->intake.answers["blood_clot.worse"] = care::Said::no;
      draft->intake.answers["blood_clot.treated"] = care::Said::yes;
    }
    answer_all(*clinic, *draft);
    auto screened = screen_draft(*clinic, browser, *draft);
    EXPECT_TRUE(screened);
    EXPECT_TRUE(finish_intake(*clinic, {}, *draft, *screened));
    clock.seconds += 600;
    return *screened;
  }
  std::optional<store::Task> call() {
    return store->read([&](store::Connection& c) {
      return store::open_task_of(c, clinic->tenant, "call_before_visit", visit.id);
    });
  }
};

TEST(Speak, R3_milder_answers_of_a_refused_visit_wait_for_a_talk_and_then_decide) {
  Loosened at;
  ASSERT_TRUE(refuses(at.answered("phone", care::Said::yes).screening));
  EXPECT_FALSE(at.call());
  Screened milder = at.answered("another browser", care::Said::no);
  EXPECT_TRUE(milder.must_speak);
  EXPECT_EQ(at.now().status, store::Status::requested);
  ASSERT_TRUE(at.call());
  EXPECT_EQ(at.call()->role, store::Role::therapist);
  const PrivateText note("Clot was in 2006, she mistyped the year");
  for (const Actor& other : {at.desk_acts, Actor{}}) {
    auto refused = speak_with_client(*at.clinic, other, at.visit.id, note);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "forbidden");
  }
  EXPECT_EQ(
      speak_with_client(*at.clinic, at.ana_acts, at.visit.id, PrivateText(" ")).error().message,
      "note_missing");
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_TRUE(at.call());
  auto spoken = speak_with_client(*at.clinic, at.ana_acts, at.visit.id, note);
  ASSERT_TRUE(spoken) << spoken.error().message;
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_FALSE(at.call());
  auto kept = at.store->read([&](store::Connection& c) {
    return store::find_screening(c, at.clinic->tenant, *at.sealer, at.now().screening);
  });
  std::string text(kept->content.reveal());
  EXPECT_NE(text.find("mistyped the year"), text.npos);
  EXPECT_NE(text.find(at.ana_acts.staff.text()), text.npos);
  EXPECT_NE(text.find("\"before\":\"\\\"yes\\\"\""), text.npos) << "both answers stay";
  EXPECT_EQ(speak_with_client(*at.clinic, at.ana_acts, at.visit.id, note).error().message,
            "nothing_to_speak_about");
}

TEST(Speak, R3_closing_the_call_as_spoken_needs_the_note_and_decides_alike) {
  Loosened at;
  at.answered("phone", care::Said::yes);
  at.answered("phone", care::Said::no);
  ASSERT_TRUE(at.call());
  store::TaskId call = at.call()->id;
  EXPECT_EQ(close_task(*at.clinic, at.ana_acts, call, "spoke", {}).error().message, "note_missing");
  EXPECT_EQ(at.now().status, store::Status::requested);
  ASSERT_TRUE(close_task(*at.clinic, at.ana_acts, call, "spoke", PrivateText("Went through it")));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
}

TEST(Speak, R3_a_talk_makes_no_refusing_answer_milder) {
  Loosened at;
  at.answered("phone", care::Said::yes);
  auto spoken = speak_with_client(*at.clinic, at.ana_acts, at.visit.id, PrivateText("It is so"));
  ASSERT_TRUE(spoken);
  EXPECT_EQ(at.now().status, store::Status::requested);
  // What is answered after the talk decides by itself, in any browser.
  at.clock.seconds += 60;
  EXPECT_FALSE(at.answered("another browser", care::Said::no).must_speak);
  EXPECT_EQ(at.now().status, store::Status::confirmed);
}

}  // namespace
}  // namespace fascia::clinic
