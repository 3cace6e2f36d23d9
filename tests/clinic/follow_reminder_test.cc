// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "clinic/before_visit.h"
#include "clinic/change_appointment.h"
#include "clinic/client_curve.h"
#include "clinic/complete_client.h"
#include "clinic/notices.h"
#include "clinic/remind.h"
#include "clinic/tasks.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

std::string text_in(const store::Message& mail, std::string_view key) {
  auto body = json::read(mail.payload.reveal());
  const auto* value = body->as_object().if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

class Reminders : public ::testing::Test, public FollowedVisit {
 protected:
  // A visit in five days at ten, decided by the health form of the first one.
  Booked next_visit(const std::string& email = "maya@example.invalid", bool known_birth = true) {
    auto in = booking(at(5, 10), "next" + email);
    in.client.email = email;
    if (email.empty()) {
      in.client.name = "Ida Grey";
      in.client.phone = "780-555-0133";
    }
    if (!known_birth) in.client.birth_date.reset();
    auto done = book_appointment(*clinic, in);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return *done;
  }
  void go_to(Instant when) {
    clock.seconds = when.seconds;
    do_due_work(*clinic);
  }
  std::size_t reminded() { return mails("reminder").size(); }
  std::vector<std::string> waiting(const Actor& actor) {
    std::vector<std::string> out;
    for (const WaitingTask& t : waiting_tasks(*clinic, actor)) out.push_back(t.task.kind);
    std::sort(out.begin(), out.end());
    return out;
  }
  store::TaskId task(std::string_view kind) {
    for (const WaitingTask& t : waiting_tasks(*clinic, program))
      if (t.task.kind == kind) return t.task.id;
    return {};
  }
};

// E!A#350, E!A#1025
TEST_F(Reminders, R36_come_48_and_3_hours_before_and_once_each) {
  next_visit();
  go_to(at(3, 10) - minutes(1));
  EXPECT_EQ(reminded(), 0U);
  go_to(at(3, 10));
  EXPECT_EQ(reminded(), 1U);
  go_to(at(4, 10));
  EXPECT_EQ(reminded(), 1U);
  go_to(at(5, 7));
  EXPECT_EQ(reminded(), 2U);
  go_to(at(5, 9));
  EXPECT_EQ(reminded(), 2U);
}

TEST_F(Reminders, R36_the_hours_are_the_clinics_own) {
  ASSERT_TRUE(edit_notices(*clinic, owner_actor, {"", "24"}));
  next_visit();
  go_to(at(3, 10));
  EXPECT_EQ(reminded(), 0U);
  go_to(at(4, 10));
  EXPECT_EQ(reminded(), 1U);
  go_to(at(5, 9));
  EXPECT_EQ(reminded(), 1U);
}

TEST_F(Reminders, R36_nobody_is_reminded_where_the_clinic_wants_none) {
  ASSERT_TRUE(edit_notices(*clinic, owner_actor, {"", ""}));
  next_visit();
  go_to(at(5, 9));
  EXPECT_EQ(reminded(), 0U);
}

TEST_F(Reminders, R36_a_moved_visit_takes_its_reminders_along_and_a_cancelled_one_has_none) {
  Booked visit = next_visit();
  ASSERT_TRUE(move_appointment(*clinic, visit.appointment.id, {program, {}}, at(7, 10)));
  go_to(at(5, 9));
  EXPECT_EQ(reminded(), 0U);
  go_to(at(5, 10));
  EXPECT_EQ(reminded(), 1U);  // 48 hours before the new time
  EXPECT_EQ(text_in(mails("reminder")[0], "wall"), to_iso(zone.wall(at(7, 10))));
  ASSERT_TRUE(cancel_appointment(*clinic, visit.appointment.id, {program, {}}));
  go_to(at(7, 8));
  EXPECT_EQ(reminded(), 1U);
}

TEST_F(Reminders, R36_a_visit_that_stands_again_is_reminded_of_again) {
  Booked visit = next_visit();
  ASSERT_TRUE(set_status(*clinic, desk_actor, visit.appointment.id, store::Status::cancelled));
  ASSERT_TRUE(undo_status(*clinic, desk_actor, visit.appointment.id));
  go_to(at(3, 10));
  EXPECT_EQ(reminded(), 1U);
}

TEST_F(Reminders, R36_a_program_that_slept_sends_the_newest_alone_and_none_after_the_start) {
  next_visit();
  go_to(at(5, 8));
  EXPECT_EQ(reminded(), 1U);
  auto second = booking(at(6, 14), "later");
  ASSERT_TRUE(book_appointment(*clinic, second));
  go_to(at(6, 15));
  EXPECT_EQ(reminded(), 1U);
}

TEST_F(Reminders, R36_carry_the_intake_link_while_it_is_due_and_else_the_clients_own_minute) {
  Booked visit = next_visit();
  ASSERT_EQ(visit.appointment.status, store::Status::requested);
  go_to(at(3, 10));
  auto mail = mails("reminder").at(0);
  EXPECT_EQ(text_in(mail, "intake_path").rfind("/intake/", 0), 0U);
  EXPECT_FALSE(text_in(mail, "intake_due").empty());
  EXPECT_TRUE(text_in(mail, "path").empty());
}

TEST_F(Reminders, R18_R36_say_nothing_of_health_and_never_promote) {
  next_visit();
  go_to(at(3, 10));
  go_to(at(5, 7));
  ASSERT_EQ(reminded(), 2U);
  for (const auto& mail : mails("reminder")) {
    std::string text = mail.payload.reveal();
    for (const char* never : {"Deep", "tissue", "elaxation", "pain", "back", "massage", "Silva",
                              "offer", "sale", "gift"})
      EXPECT_EQ(text.find(never), std::string::npos) << never;
  }
}

TEST_F(Reminders, R36_without_mail_it_is_a_call_of_the_desk_until_the_visit_begins) {
  next_visit("");
  go_to(at(3, 10));
  EXPECT_EQ(reminded(), 0U);
  ASSERT_EQ(waiting(desk_actor), std::vector<std::string>{"reminder_call"});
  auto call = waiting_tasks(*clinic, desk_actor).front();
  EXPECT_EQ(call.client_phone, "780-555-0133");
  EXPECT_TRUE(call.may_act);
  // Reached: the second reminder calls nobody a second time.
  ASSERT_TRUE(close_task(*clinic, desk_actor, call.task.id, "spoke", {}));
  go_to(at(5, 7));
  EXPECT_EQ(task("reminder_call"), store::TaskId{});
}

TEST_F(Reminders, R36_a_call_that_was_not_made_comes_back_and_ends_with_the_visit) {
  next_visit("");
  go_to(at(3, 10));
  ASSERT_TRUE(close_task(*clinic, desk_actor, task("reminder_call"), "left_word", {}));
  go_to(at(5, 7));
  ASSERT_NE(task("reminder_call"), store::TaskId{});
  go_to(at(5, 10));
  EXPECT_EQ(task("reminder_call"), store::TaskId{});
}

TEST_F(Reminders, R36_a_call_about_an_old_time_ends_when_the_visit_is_cancelled) {
  Booked visit = next_visit("");
  go_to(at(3, 10));
  ASSERT_NE(task("reminder_call"), store::TaskId{});
  ASSERT_TRUE(cancel_appointment(*clinic, visit.appointment.id, {program, {}}));
  EXPECT_EQ(task("reminder_call"), store::TaskId{});
}

TEST_F(Reminders, R19_without_a_birth_date_the_mail_has_no_link_and_the_desk_finds_it_out) {
  next_visit("ida@example.invalid", false);
  go_to(at(3, 10));
  auto mail = mails("reminder").at(0);
  EXPECT_TRUE(text_in(mail, "intake_path").empty());
  EXPECT_TRUE(text_in(mail, "path").empty());
  ASSERT_NE(task("birth_date_missing"), store::TaskId{});
  auto early =
      complete_birth_date(*clinic, desk_actor, task("birth_date_missing"), Date::of(2030, 1, 1));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().field, "birth_date");
  ASSERT_TRUE(
      complete_birth_date(*clinic, desk_actor, task("birth_date_missing"), Date::of(1970, 2, 3)));
  EXPECT_EQ(task("birth_date_missing"), store::TaskId{});
  go_to(at(5, 7));
  EXPECT_FALSE(text_in(mails("reminder").back(), "intake_path").empty());
}

TEST_F(Reminders, R41_the_owner_names_who_is_alerted_and_bad_addresses_are_refused) {
  struct Row {
    Notices in;
    const char* field;
  } rows[] = {{{"lead@clinic.invalid, no address", "48"}, "alert_to"},
              {{"", "48, x"}, "reminder_hours"},
              {{"", "0"}, "reminder_hours"},
              {{"", "169"}, "reminder_hours"},
              {{"", "1, 2, 3, 4"}, "reminder_hours"}};
  for (const Row& row : rows) {
    auto done = edit_notices(*clinic, owner_actor, row.in);
    ASSERT_FALSE(done) << row.in.alert_to << row.in.reminder_hours;
    EXPECT_EQ(done.error().field, row.field);
  }
  EXPECT_FALSE(edit_notices(*clinic, desk_actor, {"", "48"}));
  EXPECT_FALSE(read_notices(*clinic, ana_actor));
  ASSERT_TRUE(edit_notices(*clinic, owner_actor, {"lead@clinic.invalid, two@clinic.invalid", "3"}));
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    NewTask urgent;
    urgent.kind = "emergency_call";
    urgent.urgent = true;
    urgent.due = clock.now();
    add_task(tx, *clinic, urgent);
    return {};
  }));
  do_due_work(*clinic);
  auto told = mails("alert");
  ASSERT_EQ(told.size(), 2U);
  EXPECT_NE(text_in(told[0], "to"), text_in(told[1], "to"));
}

class OwnMinute : public Reminders {
 protected:
  // The reminder of the decided visit, which is today at ten: three hours before.
  void remind_me() {
    clock.seconds = at(2, 7).seconds;
    ASSERT_TRUE(
        store->write([&](store::Transaction& tx) { return remind<1>(tx, *clinic, id.value); }));
    link = opened("before", token_of("reminder"));
  }
  TellBefore told() const {
    TellBefore out;
    out.pain = {4, 5, 8};
    out.anything = "no";
    return out;
  }
  ClientCurve curve() {
    return store->read(
        [&](store::Connection& c) { return curve_of(c, *clinic, client, clock.now()); });
  }
  const CurveOfMeasure* line(const ClientCurve& all, std::string_view use) {
    for (const auto& one : all.measures)
      if (one.measure->use == use) return &one;
    return nullptr;
  }
  OpenLink link;
};

TEST_F(OwnMinute, R36_the_reminder_of_a_decided_visit_leads_to_it) {
  remind_me();
  EXPECT_EQ(text_in(mails("reminder").at(0), "path").rfind("/before/", 0), 0U);
  EXPECT_TRUE(text_in(mails("reminder").at(0), "intake_path").empty());
  auto page = open_before_visit(*clinic, link);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_FALSE(page->told);
}

TEST_F(OwnMinute, what_the_client_tells_is_a_measurement_and_says_who_gave_it) {
  remind_me();
  ASSERT_TRUE(tell_before_visit(*clinic, link, told()));
  ClientCurve all = curve();
  const CurveOfMeasure* average = line(all, "pain_average");
  ASSERT_NE(average, nullptr);
  ASSERT_EQ(average->points.size(), 1U);
  EXPECT_EQ(average->points[0].value, 5);
  EXPECT_EQ(average->points[0].source, MeasuredBy::client);
  EXPECT_EQ(line(all, "pain_worst")->points[0].value, 8);
  // The health form of two days before said seven at the worst place.
  const CurveOfMeasure* now = line(all, "pain_now");
  ASSERT_EQ(now->points.size(), 2U);
  EXPECT_EQ(now->points[0].value, 7);
  EXPECT_EQ(now->points[0].source, MeasuredBy::intake);
  EXPECT_EQ(now->points[1].value, 4);
  EXPECT_EQ(now->points[1].source, MeasuredBy::client);
  // The therapist asks again in the room: the same day's newest counts.
  clock.seconds = at(2, 10).seconds;
  start();
  ClientCurve later = curve();
  EXPECT_EQ(line(later, "pain_average")->points.size(), 1U);
  EXPECT_EQ(line(later, "pain_average")->points[0].source, MeasuredBy::therapist);
}

TEST_F(OwnMinute, the_therapist_sees_it_and_a_later_word_replaces_it) {
  remind_me();
  ASSERT_TRUE(tell_before_visit(*clinic, link, told()));
  TellBefore again = told();
  again.anything = "yes";
  again.words = PrivateText("a new medicine");
  ASSERT_TRUE(tell_before_visit(*clinic, link, again));
  auto seen = store->read([&](store::Connection& c) { return told_before(c, *clinic, id); });
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->anything, "yes");
  EXPECT_EQ(seen->words, "a new medicine");
  EXPECT_EQ(seen->pain.worst, 8);
}

TEST_F(OwnMinute, R20_whatever_is_new_or_unsure_is_a_task_of_the_therapist_without_its_words) {
  remind_me();
  ASSERT_TRUE(tell_before_visit(*clinic, link, told()));
  EXPECT_EQ(task("client_says_new"), store::TaskId{});
  for (const char* answer : {"yes", "unsure", "rather_not"}) {
    TellBefore in = told();
    in.anything = answer;
    ASSERT_TRUE(tell_before_visit(*clinic, link, in));
    ASSERT_NE(task("client_says_new"), store::TaskId{}) << answer;
    EXPECT_FALSE(read_task(*clinic, desk_actor, task("client_says_new")));
    ASSERT_TRUE(close_task(*clinic, ana_actor, task("client_says_new"), "spoke", {}));
  }
}

TEST_F(OwnMinute, what_does_not_fit_is_refused_by_name_and_nothing_is_kept) {
  remind_me();
  TellBefore in = told();
  in.pain.now = 11;
  EXPECT_EQ(tell_before_visit(*clinic, link, in).error().field, "pain_now");
  in = told();
  in.pain.worst = 3;
  EXPECT_EQ(tell_before_visit(*clinic, link, in).error().message, "pain_worst_below");
  in = told();
  in.anything = "";
  EXPECT_EQ(tell_before_visit(*clinic, link, in).error().field, "anything");
  EXPECT_EQ(line(curve(), "pain_average"), nullptr);
  clock.seconds = at(2, 10).seconds;
  EXPECT_EQ(tell_before_visit(*clinic, link, told()).error().message, "before_over");
}

TEST_F(OwnMinute, R22_nothing_of_it_stands_in_the_open) {
  remind_me();
  TellBefore in = told();
  in.anything = "yes";
  in.words = PrivateText("xylographic secret");
  ASSERT_TRUE(tell_before_visit(*clinic, link, in));
  auto rows = store->read([&](store::Connection& c) {
    return c.query("SELECT sealed FROM before_visit WHERE tenant = $1", {clinic->tenant});
  });
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].text(0).find("xylographic"), std::string::npos);
}

// Somebody who has no e-mail.
class OnPaper : public Reminders {
 protected:
  OnPaper() {
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      tx.run("UPDATE client SET email = '', phone = '780-555-0133' WHERE tenant = $1 AND id = $2",
             {clinic->tenant, client});
      return {};
    }));
  }
};

TEST_F(OnPaper, R31_the_sheet_is_printed_and_handed_over) {
  finish();
  EXPECT_TRUE(mails("aftercare").empty());
  ASSERT_NE(task("hand_over_sheet"), store::TaskId{});
  auto shown = waiting_tasks(*clinic, desk_actor).front();
  EXPECT_EQ(shown.task.due, clock.now() + minutes(15));
  EXPECT_FALSE(shown.may_act);  // what stands on it only a therapist may read (R20)
  EXPECT_TRUE(close_task(*clinic, ana_actor, task("hand_over_sheet"), "spoke", {}));
}

TEST_F(OnPaper, R41_a_check_in_is_asked_by_phone_and_its_answers_count_as_any) {
  finish();
  later(24);
  EXPECT_TRUE(mails("check_in").empty());
  auto call = task("check_in_call");
  ASSERT_NE(call, store::TaskId{});
  auto read = read_check_in_task(*clinic, ana_actor, call);
  ASSERT_TRUE(read);
  ASSERT_TRUE(read->to_ask);
  EXPECT_EQ(read->to_ask->kind, store::CheckInKind::after_24h);
  EXPECT_FALSE(answer_asked_aloud(*clinic, desk_actor, call, {{"Q0", "none"}}));
  auto missing = answer_asked_aloud(*clinic, ana_actor, call, {{"Q1", "2"}});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().field, "Q0");
  auto answered = answer_asked_aloud(*clinic, ana_actor, call, {{"Q0", "none"}, {"Q1", "8"}});
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_EQ(answered->shown, "E4");
  EXPECT_EQ(task("check_in_call"), store::TaskId{});
  EXPECT_NE(task("check_in_answer"), store::TaskId{});
}

TEST_F(OnPaper, R19_a_sheet_that_waited_for_a_birth_date_is_sent_when_it_is_known) {
  make_ready();
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    tx.run(
        "UPDATE client SET email = 'maya@example.invalid', birth_date = NULL WHERE tenant = $1 "
        "AND id = $2",
        {clinic->tenant, client});
    return {};
  }));
  finish_ready();
  EXPECT_TRUE(mails("aftercare").empty());
  ASSERT_NE(task("hand_over_sheet"), store::TaskId{});
  ASSERT_NE(task("birth_date_missing"), store::TaskId{});
  ASSERT_TRUE(
      complete_birth_date(*clinic, desk_actor, task("birth_date_missing"), Date::of(1988, 5, 4)));
  EXPECT_EQ(mails("aftercare").size(), 1U);
  EXPECT_EQ(task("hand_over_sheet"), store::TaskId{});
}

}  // namespace
}  // namespace fascia::clinic
