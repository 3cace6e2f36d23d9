// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_in.h"

#include <algorithm>

#include "clinic/client_curve.h"
#include "clinic/tasks.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class CheckIns : public ::testing::Test, public FollowedVisit {
 protected:
  const Fields quiet{{"Q0", "none"}, {"Q1", "2"},    {"Q2", "less"}, {"Q3", "3"},
                     {"Q4", "none"}, {"Q5", "none"}, {"Q6", "none"}, {"Q7", "right"}};
  Fields with(const std::string& which, const std::string& value) const {
    Fields out = quiet;
    for (auto& [question, answer] : out)
      if (question == which) answer = value;
    return out;
  }
  static Fields at_48h(const std::string& soreness) {
    return {{"Q0", "none"}, {"Q1", soreness}, {"Q2", "less"}, {"Q3", "3"},
            {"Q4", "none"}, {"Q5", "none"},   {"Q6", "none"}};
  }
  std::vector<WaitingTask> waiting(const Actor& actor) { return waiting_tasks(*clinic, actor); }
  std::size_t asked() { return mails("check_in").size(); }
};

// CHK-S27: soreness is asked about at 24 and at 48 hours.
TEST_F(CheckIns, are_asked_at_24_and_48_hours_once_each) {
  finish();
  later(23);
  EXPECT_EQ(asked(), 0U);
  later(24);
  EXPECT_EQ(asked(), 1U);
  later(25);
  EXPECT_EQ(asked(), 1U);
  ASSERT_TRUE(store->write([&](store::Transaction& tx) {
    return ask<store::CheckInKind::after_24h>(tx, *clinic, session.id.value);
  }));
  EXPECT_EQ(asked(), 1U);
  ASSERT_TRUE(answers(quiet));
  later(48);
  EXPECT_EQ(asked(), 2U);
}

TEST_F(CheckIns, wait_for_an_allowed_hour) {
  finish();
  // The program slept until two in the morning of the day after.
  later(24 + 16);
  ASSERT_EQ(zone.wall(clock.now()).minute / 60, 2);
  EXPECT_EQ(asked(), 0U);
  Instant nine = zone.instant({zone.date(clock.now()), 9 * 60});
  clock.seconds = nine.seconds - 1;
  do_due_work(*clinic);
  EXPECT_EQ(asked(), 0U);
  clock.seconds = nine.seconds;
  do_due_work(*clinic);
  EXPECT_EQ(asked(), 1U);
  // One that falls due in the evening waits for the morning too.
  auto send = [&](int hour, int minute) {
    return care::send_time(clinic->follow_up.check_ins, zone.instant({monday, hour * 60 + minute}),
                           zone);
  };
  EXPECT_EQ(send(19, 59), zone.instant({monday, 19 * 60 + 59}));
  EXPECT_EQ(send(20, 0), zone.instant({monday + 1, 9 * 60}));
  EXPECT_EQ(send(8, 59), zone.instant({monday, 9 * 60}));
}

TEST_F(CheckIns, R41_whoever_is_silent_is_asked_once_more_and_no_third_time) {
  finish();
  later(24);
  ASSERT_EQ(asked(), 1U);
  // Twelve hours on it is night: the second word comes at nine.
  later(24 + 12);
  EXPECT_EQ(asked(), 1U);
  clock.seconds = zone.instant({zone.date(clock.now()) + 1, 9 * 60}).seconds;
  do_due_work(*clinic);
  EXPECT_EQ(asked(), 2U);
  do_due_work(*clinic);
  EXPECT_EQ(asked(), 2U);
}

TEST_F(CheckIns, R41_who_has_answered_is_not_asked_again) {
  finish();
  later(24);
  ASSERT_TRUE(answers(quiet));
  later(47);
  EXPECT_EQ(asked(), 1U);
}

TEST_F(CheckIns, one_more_is_asked_at_72_hours_of_who_was_sore_at_48_and_of_nobody_else) {
  finish();
  later(24);
  ASSERT_TRUE(answers(quiet));
  later(48);
  ASSERT_TRUE(answers(at_48h("1")));
  later(71);
  EXPECT_EQ(asked(), 2U);
  later(72);
  EXPECT_EQ(asked(), 3U);
  auto open = open_check_in(*clinic, opened("check_in", token_of("check_in")));
  ASSERT_TRUE(open);
  EXPECT_EQ(open->kind, store::CheckInKind::after_72h);
  // Still sore on the third day: a therapist calls (row E7).
  auto answered = answers({{"Q0", "none"}, {"Q1", "1"}});
  ASSERT_TRUE(answered) << answered.error().field << answered.error().message;
  EXPECT_EQ(answered->shown, "E7");
  EXPECT_EQ(waiting(ana_actor).size(), 1U);
}

TEST_F(CheckIns, nobody_is_asked_at_72_hours_who_was_not_sore_at_48) {
  finish();
  later(24);
  ASSERT_TRUE(answers(quiet));
  later(48);
  ASSERT_TRUE(answers(at_48h("0")));
  later(72);
  later(90);
  EXPECT_EQ(asked(), 2U);
}

TEST_F(CheckIns, a_week_after_the_session_the_course_is_asked_about) {
  finish();
  for (int h : {24, 48, 167}) later(h);
  std::size_t before = asked();
  later(168);
  ASSERT_EQ(asked(), before + 1);
  auto open = open_check_in(*clinic, opened("check_in", token_of("check_in")));
  ASSERT_TRUE(open);
  EXPECT_EQ(open->kind, store::CheckInKind::after_7d);
  // The average of the seven days before the session was 5: two more is a call (row E12), and who
  // asks for one gets one from the desk (row E13).
  auto answered = answers({{"Q0", "none"}, {"Q3", "5"}, {"Q9", "7"}, {"Q11", "6"}, {"Q12", "yes"}});
  ASSERT_TRUE(answered) << answered.error().field << answered.error().message;
  EXPECT_EQ(answered->shown, "E12");
  auto curve =
      store->read([&](store::Connection& c) { return curve_of(c, *clinic, client, clock.now()); });
  ASSERT_FALSE(curve.measures.empty());
  EXPECT_EQ(curve.measures.front().points.back().value, 7);
  EXPECT_EQ(curve.measures.front().points.back().source, MeasuredBy::client);
}

TEST_F(CheckIns, an_average_asked_within_three_days_of_the_next_session_does_not_count) {
  finish();
  for (int h : {24, 48, 168}) later(h);
  ASSERT_TRUE(answers({{"Q0", "none"}, {"Q3", "5"}, {"Q9", "6"}}));
  auto points = [&] {
    return store
        ->read([&](store::Connection& c) { return curve_of(c, *clinic, client, clock.now()); })
        .measures.front()
        .points.size();
  };
  EXPECT_EQ(points(), 2U);
  ASSERT_TRUE(store->write([&](store::Transaction& tx) {
    return store::start_session(
        tx, clinic->tenant,
        {SessionId{77}, AppointmentId{78}, client, ana, clock.now() + days_of_24h(3), {}});
  }));
  EXPECT_EQ(points(), 1U);
}

TEST_F(CheckIns, the_next_session_ends_the_questions_of_the_one_before) {
  finish();
  later(24);
  ASSERT_TRUE(store->write([&](store::Transaction& tx) {
    return store::start_session(
        tx, clinic->tenant,
        {SessionId{77}, AppointmentId{78}, client, ana, clock.now() + hours(1), {}});
  }));
  for (int h : {36, 48, 72, 168}) later(h);
  EXPECT_EQ(asked(), 1U);
}

TEST_F(CheckIns, R41_a_call_that_reached_nobody_comes_back_after_the_hours_of_the_row) {
  finish();
  later(24);  // Thursday at 10:40; open until 17:00
  Instant told = clock.now();
  ASSERT_TRUE(answers(with("Q5", "weakness")));  // E3: after one hour, after four, the next morning
  auto task = waiting(ana_actor).front().task.id;
  auto read = [&] { return *read_check_in_task(*clinic, ana_actor, task); };
  ASSERT_EQ(read().tries.size(), 3U);
  EXPECT_EQ(read().tries[0], told + hours(1));
  EXPECT_EQ(read().tries[1], told + hours(4));
  EXPECT_EQ(read().tries[2], zone.instant({zone.date(told) + 1, 9 * 60}));
  ASSERT_TRUE(note_call(*clinic, ana_actor, task, "no_answer", {}));
  EXPECT_EQ(read().task.due, told + hours(1));
  EXPECT_EQ(read().task.taken_by, ana_actor.staff);
  clock.seconds = (told + hours(1)).seconds;
  do_due_work(*clinic);
  EXPECT_FALSE(read().task.taken_by);  // anybody may make the next call
  ASSERT_TRUE(note_call(*clinic, ana_actor, task, "no_answer", {}));
  EXPECT_EQ(read().task.due, told + hours(4));
  clock.seconds = (told + hours(4)).seconds;
  do_due_work(*clinic);
  ASSERT_TRUE(note_call(*clinic, ana_actor, task, "left_word", {}));
  EXPECT_EQ(read().task.due, zone.instant({zone.date(told) + 1, 9 * 60}));
  auto decides = [&] {
    auto all = waiting(owner_actor);
    return std::count_if(all.begin(), all.end(),
                         [](const WaitingTask& t) { return t.task.kind == "lead_decides"; });
  };
  // Three tries and nobody reached: the lead decides.
  EXPECT_EQ(decides(), 1);
}

TEST_F(CheckIns, R41_the_next_morning_an_urgent_call_wakes_people_again) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q0", "W11")));
  ASSERT_TRUE(take_task(*clinic, ana_actor, waiting(ana_actor).front().task.id));
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic->tenant, "alert_to", "lead@clinic.invalid, two@clinic.invalid");
    return {};
  }));
  do_due_work(*clinic);
  EXPECT_TRUE(mails("alert").empty());  // somebody has it
  Instant morning = zone.instant({zone.date(clock.now()) + 1, 9 * 60});
  clock.seconds = morning.seconds;
  do_due_work(*clinic);
  do_due_work(*clinic);
  EXPECT_EQ(mails("alert").size(), 2U);  // one to each named person
  EXPECT_FALSE(waiting(ana_actor).front().task.taken_by);
}

TEST_F(CheckIns, a_pressure_said_too_strong_twice_running_lowers_the_ceiling) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q7", "too_strong")));
  EXPECT_EQ(store->read([&](store::Connection& c) {
    return store::check_ins_of_client(c, clinic->tenant, *sealer, client).size();
  }),
            1U);
  // A second session a week on, and the same answer.
  store::TreatmentSession second{
      SessionId{77}, AppointmentId{78}, client, ana, clock.now() + days_of_24h(6), {}};
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    auto first = store::find_appointment(tx, clinic->tenant, id);
    first->id = second.appointment;
    first->manage_hash = "another";
    store::add_appointment(tx, clinic->tenant, *first, clock.now());
    FASCIA_TRY_DONE(store::start_session(tx, clinic->tenant, second));
    second.ended = second.started + hours(1);
    FASCIA_TRY_DONE(store::end_session(tx, clinic->tenant, second.id, *second.ended));
    plan_check_in_work(tx, *clinic, second);
    return {};
  }));
  clock.seconds = second.ended->seconds + hours(24).value;
  do_due_work(*clinic);
  auto answered = answers(with("Q7", "too_strong"));
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->shown, "E11");
  EXPECT_EQ(answered->ceiling_change, -1);
}

TEST_F(CheckIns, none_is_sent_when_the_program_comes_back_after_its_end) {
  finish();
  later(24 * 11);  // the week's question ends three days after it was due
  EXPECT_EQ(asked(), 0U);
}

TEST_F(CheckIns, R18_the_mail_says_nothing_of_health) {
  finish();
  later(24);
  ASSERT_EQ(asked(), 1U);
  std::string text = mails("check_in")[0].payload.reveal();
  for (const char* never : {"pain", "sore", "back", "massage", "Deep", "bruise"})
    EXPECT_EQ(text.find(never), std::string::npos) << never;
}

TEST_F(CheckIns, R41_a_quiet_answer_has_its_whole_screen_and_asks_nobody) {
  finish();
  later(24);
  auto answered = answers(quiet);
  ASSERT_TRUE(answered) << answered.error().field << answered.error().message;
  EXPECT_EQ(answered->shown, "E0");
  EXPECT_FALSE(answered->screen.empty());
  EXPECT_TRUE(waiting(program).empty());
  auto again = answers(quiet);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message, "check_in_answered");
}

TEST_F(CheckIns, R41_a_warning_sign_tells_whom_to_call_at_once_and_wakes_the_clinic) {
  finish();
  later(24);
  auto answered = answers(with("Q0", "W01"));
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->shown, "E1");
  EXPECT_EQ(answered->numbers.front(), "911");
  EXPECT_NE(answered->screen.front().en.find("911"), std::string::npos);
  EXPECT_EQ(waiting(program).size(), 2U);  // who calls, and who may read why
  EXPECT_TRUE(waiting(program).front().task.urgent);
}

TEST_F(CheckIns, R41_named_people_are_told_until_somebody_takes_it_and_no_word_is_of_health) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic->tenant, "alert_to", "lead@clinic.invalid");
    return {};
  }));
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q5", "weakness")));
  do_due_work(*clinic);
  ASSERT_EQ(mails("alert").size(), 1U);
  std::string text = mails("alert")[0].payload.reveal();
  for (const char* never : {"weak", "Maya", "811", "pain"})
    EXPECT_EQ(text.find(never), std::string::npos) << never;
  wait(15);
  do_due_work(*clinic);
  EXPECT_EQ(mails("alert").size(), 2U);
  wait(15);
  do_due_work(*clinic);
  EXPECT_EQ(mails("alert").size(), 3U);
  ASSERT_TRUE(take_task(*clinic, ana_actor, waiting(ana_actor).front().task.id));
  wait(15);
  do_due_work(*clinic);
  wait(15);
  do_due_work(*clinic);
  EXPECT_EQ(mails("alert").size(), 3U);
}

TEST_F(CheckIns, R20_the_desk_sees_that_it_waits_and_never_what_was_answered) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q1", "8")));
  auto seen = waiting(desk_actor);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].task.kind, "check_in_answer");
  EXPECT_EQ(seen[0].practitioner_name, "Ana Silva");
  EXPECT_GT(seen[0].task.due, clock.now());
  EXPECT_FALSE(read_check_in_task(*clinic, desk_actor, seen[0].task.id));
  EXPECT_FALSE(read_check_in_task(*clinic, owner_actor, seen[0].task.id));
  auto read = read_check_in_task(*clinic, ana_actor, seen[0].task.id);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->answers.size(), 1U);
  EXPECT_EQ(read->answers[0].lines[1].answer.en, "8");
}

TEST_F(CheckIns, R41_no_closing_before_three_tries_or_a_word_with_the_person) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q1", "8")));
  auto task = waiting(ana_actor).front().task.id;
  for (int tries = 0; tries < 3; ++tries) {
    auto early = close_task(*clinic, ana_actor, task, "left_word", {});
    ASSERT_FALSE(early) << tries;
    EXPECT_EQ(early.error().message, "escalation_tries");
    ASSERT_TRUE(note_call(*clinic, ana_actor, task, "no_answer", {}));
  }
  EXPECT_EQ(read_check_in_task(*clinic, ana_actor, task)->calls.size(), 3U);
  EXPECT_FALSE(close_task(*clinic, ana_actor, task, "", {}));
  EXPECT_TRUE(close_task(*clinic, ana_actor, task, "left_word", {}));
}

TEST_F(CheckIns, a_call_that_reaches_the_person_closes_it) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q1", "8")));
  auto task = waiting(ana_actor).front().task.id;
  EXPECT_FALSE(note_call(*clinic, ana_actor, task, "whatever", {}));
  ASSERT_TRUE(note_call(*clinic, ana_actor, task, "reached", PrivateText("is better")));
  EXPECT_TRUE(waiting(program).empty());
}

TEST_F(CheckIns, a_sign_must_be_answered_and_the_error_names_it) {
  finish();
  later(24);
  Fields bare = quiet;
  bare.erase(bare.begin());
  auto missing = answers(bare);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().field, "Q0");
}

TEST_F(CheckIns, what_is_answered_after_a_session_stays_out_of_the_verdict) {
  finish();
  later(24);
  ASSERT_TRUE(answers(with("Q3", "9")));
  auto curve = curve_of_client(*clinic, ana_actor, client);
  ASSERT_TRUE(curve);
  for (const auto& line : curve->measures)
    for (const auto& point : line.points) EXPECT_NE(point.value, 9);
}

}  // namespace
}  // namespace fascia::clinic
