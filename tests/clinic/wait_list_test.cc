// SPDX-License-Identifier: Apache-2.0
// Who waits for a time gets it in order, and a time that is kept for one is kept from all others.
#include "clinic/wait_list.h"

#include <thread>

#include "clinic/booking_limits.h"
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/due_work.h"
#include "clinic/holds.h"
#include "clinic/manage_clinic.h"
#include "clinic/tasks.h"
#include "core/json.h"
#include "small_clinic.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

// Tuesday has one time, at ten with Ana, and it is taken.
struct WaitList : SmallClinic, ::testing::Test {
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  AppointmentId taken;

  void SetUp() override {
    Date tuesday = monday + 1;
    ASSERT_TRUE(add_time_off(*clinic, program, {ben, {tuesday, 0}, {tuesday + 1, 0}}));
    ASSERT_TRUE(add_time_off(*clinic, program, {ana, {tuesday, 0}, {tuesday, 10 * 60}}));
    ASSERT_TRUE(add_time_off(*clinic, program, {ana, {tuesday, 11 * 60 + 15}, {tuesday + 1, 0}}));
    auto booked = book_appointment(*clinic, booking(at(1, 10), "first"));
    ASSERT_TRUE(booked);
    taken = booked->appointment.id;
  }
  JoinWaitList wish(const char* name) {
    JoinWaitList in;
    in.service = swedish;
    in.from = in.until = monday + 1;
    in.name = name;
    in.email = "wait@example.invalid";
    in.birth_date = Date::of(1980, 1, 1);
    return in;
  }
  store::WaitId join(const char* name) {
    auto id = join_wait_list(*clinic, wish(name));
    EXPECT_TRUE(id) << (id ? "" : id.error().message + " " + id.error().field);
    clock.seconds += 1;
    work();
    return id ? *id : store::WaitId{};
  }
  void work() {
    while (do_due_work(*clinic) > 0) {
    }
  }
  void cancel() { ASSERT_TRUE(cancel_appointment(*clinic, taken, {program, {}})); }
  // By name, who has an offer now.
  std::string offered() {
    std::string out;
    auto list = wait_list(*clinic, desk);
    for (const Waiting& one : *list)
      if (one.offer) out += (out.empty() ? "" : ", ") + one.entry.name;
    return out;
  }
  // The mail of the offer that is open; it holds the only copy of its token.
  WaitAnswer by_mail() {
    WaitAnswer out;
    out.policy = AgreedPolicy{policy_now(*clinic).version, "the words"};
    for (auto& m : clinic->store.read([&](store::Connection& c) {
           return store::waiting_messages(c, clinic->tenant, *sealer, clock.now(), 50);
         })) {
      if (m.kind != "wait_offer") continue;
      std::string path(json::read(m.payload.reveal())->at("path").as_string());
      auto slash = path.rfind('/');
      auto id = store::WaitOfferId::parse(path.substr(6, slash - 6)).value_or(store::WaitOfferId{});
      std::string token = path.substr(slash + 1);
      auto found = find_offer(*clinic, id, token);
      if (!found || !found->open) continue;
      out.id = id;
      out.token = token;
    }
    return out;
  }
  WaitAnswer by_desk() {
    WaitAnswer out;
    auto list = wait_list(*clinic, desk);
    for (const Waiting& one : *list)
      if (one.offer) out.id = one.offer->id;
    out.actor = desk;
    return out;
  }
  void all_sound() {
    for (const CheckLine& line : check_clinic(*clinic))
      EXPECT_TRUE(line.sound) << line.what << " " << (line.faults.empty() ? "" : line.faults[0]);
  }
};

TEST_F(WaitList, a_freed_time_is_kept_for_who_came_first_and_goes_to_the_next_at_the_deadline) {
  join("Ann First");
  join("Bea Second");
  EXPECT_EQ(offered(), "");
  cancel();
  work();
  EXPECT_EQ(offered(), "Ann First");
  auto rival = booking(at(1, 10), "rival");
  rival.client.name = "Rival Ray";
  EXPECT_EQ(book_appointment(*clinic, rival).error().message, "start_taken");
  WaitAnswer ann = by_mail();
  EXPECT_TRUE(find_offer(*clinic, ann.id, ann.token)->open);
  clock.seconds = find_offer(*clinic, ann.id, ann.token)->offer.expires.seconds;
  work();
  EXPECT_EQ(offered(), "Bea Second");
  EXPECT_EQ(accept_offer(*clinic, ann).error().message, "wait_offer_over");
  auto booked = accept_offer(*clinic, by_mail());
  ASSERT_TRUE(booked) << booked.error().message << " " << booked.error().field;
  EXPECT_EQ(booked->client.name, "Bea Second");
  EXPECT_EQ(booked->appointment.start, at(1, 10));
  EXPECT_EQ(booked->appointment.status, store::Status::requested);  // the questions are due (R4)
  EXPECT_EQ(wait_list(*clinic, desk)->size(), 1u);
  all_sound();
}

TEST_F(WaitList, a_gap_that_was_let_pass_goes_to_the_next_and_not_start_by_start_to_the_same) {
  ASSERT_TRUE(add_time_off(*clinic, program, {ben, {monday + 2, 0}, {monday + 3, 0}}));
  ASSERT_TRUE(add_time_off(*clinic, program, {ana, {monday + 2, 0}, {monday + 2, 10 * 60}}));
  // Room for one visit, at ten or a quarter past.
  ASSERT_TRUE(add_time_off(*clinic, program, {ana, {monday + 2, 11 * 60 + 30}, {monday + 3, 0}}));
  auto visit = book_appointment(*clinic, booking(at(2, 10), "wednesday"));
  ASSERT_TRUE(visit);
  for (const char* name : {"Ann First", "Bea Second"}) {
    auto in = wish(name);
    in.from = in.until = monday + 2;
    ASSERT_TRUE(join_wait_list(*clinic, in));
    clock.seconds += 1;
  }
  work();
  ASSERT_EQ(offered(), "");
  ASSERT_TRUE(cancel_appointment(*clinic, visit->appointment.id, {program, {}}));
  work();
  ASSERT_EQ(offered(), "Ann First");
  clock.seconds = wait_list(*clinic, desk)->front().offer->expires.seconds;
  work();
  EXPECT_EQ(offered(), "Bea Second");
  ASSERT_TRUE(decline_offer(*clinic, by_desk(), false));
  work();
  EXPECT_EQ(offered(), "");
  all_sound();
}

// Wednesday has room for two, one after the other, with Ana alone.
struct LongGap : WaitList {
  void SetUp() override {
    WaitList::SetUp();
    const Date day = monday + 2;
    ASSERT_TRUE(add_time_off(*clinic, program, {ben, {day, 0}, {day + 1, 0}}));
    ASSERT_TRUE(add_time_off(*clinic, program, {ana, {day, 0}, {day, 10 * 60}}));
    ASSERT_TRUE(add_time_off(*clinic, program, {ana, {day, 12 * 60 + 30}, {day + 1, 0}}));
  }
  void wait(const char* name, int from_minute = 0, int until_minute = 24 * 60) {
    auto in = wish(name);
    in.from = in.until = monday + 2;
    in.from_minute = from_minute;
    in.until_minute = until_minute;
    ASSERT_TRUE(join_wait_list(*clinic, in));
    clock.seconds += 1;
  }
  Instant offered_to(const char* name) {
    auto list = wait_list(*clinic, desk);
    for (const Waiting& one : *list)
      if (one.offer && one.entry.name == name) return one.offer->start;
    return {};
  }
};

TEST_F(LongGap, a_gap_for_two_that_was_let_pass_goes_to_the_next_before_the_same_have_its_rest) {
  for (const char* name : {"Ann First", "Bea Second", "Cat Third"}) wait(name);
  work();
  ASSERT_EQ(offered(), "Ann First, Bea Second");
  clock.seconds = wait_list(*clinic, desk)->front().offer->expires.seconds + 5;
  work();
  // Cat is next; Ann has the other half of the gap, as nobody else waits for it.
  EXPECT_EQ(offered(), "Ann First, Cat Third");
  EXPECT_EQ(offered_to("Cat Third"), at(2, 10));
  EXPECT_EQ(offered_to("Ann First"), at(2, 11, 15));
  all_sound();
}

TEST_F(LongGap, a_gap_for_two_is_offered_to_the_first_and_the_next_at_times_that_fit_both) {
  wait("Ann First", 10 * 60 + 30);      // half past ten would leave nothing of use
  wait("Bea Second", 0, 10 * 60 + 30);  // before that
  work();
  EXPECT_EQ(offered(), "Ann First, Bea Second");
  EXPECT_EQ(offered_to("Ann First"), at(2, 11, 15));
  EXPECT_EQ(offered_to("Bea Second"), at(2, 10));
  all_sound();
}

TEST_F(LongGap, one_person_has_one_offer_at_a_time_and_waits_no_more_once_they_have_a_visit) {
  wait("Ann First");
  auto in = wish("Ann First");
  in.from = in.until = monday + 2;
  in.email = "ann@example.invalid";  // another address: online that is not known to be her
  ASSERT_TRUE(join_wait_list(*clinic, in));
  clock.seconds += 1;
  wait("Bea Second");
  work();
  EXPECT_EQ(offered(), "Ann First, Bea Second");
  WaitAnswer yes = by_desk();
  yes.id = wait_list(*clinic, desk)->front().offer->id;
  ASSERT_TRUE(accept_offer(*clinic, yes));
  EXPECT_EQ(wait_list(*clinic, desk)->size(), 1u);
  all_sound();
}

TEST_F(WaitList, the_same_wish_twice_is_refused_and_a_wider_one_keeps_the_place) {
  join("Ann First");
  join("Bea Second");
  const store::WaitEntry ann = wait_list(*clinic, desk)->front().entry;
  auto again = wish("ann  first");
  again.name = "Ann First";
  auto refused = join_wait_list(*clinic, again);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "wait_twice");
  EXPECT_EQ(refused.error().field, "service");
  again.weekdays = "2";  // a part of what she waits for
  EXPECT_EQ(join_wait_list(*clinic, again).error().message, "wait_twice");
  again.email = "other@example.invalid";
  again.actor = desk;  // who knows the person by name and birth date
  EXPECT_EQ(join_wait_list(*clinic, again).error().message, "wait_twice");
  again = wish("Ann First");
  again.service = deep;  // another visit
  EXPECT_TRUE(join_wait_list(*clinic, again));
  again = wish("Ann First");
  again.until = monday + 5;
  auto wider = join_wait_list(*clinic, again);
  ASSERT_TRUE(wider);
  EXPECT_EQ(*wider, ann.id);
  auto list = wait_list(*clinic, desk);
  ASSERT_EQ(list->size(), 3u);
  EXPECT_EQ(list->front().entry.created, ann.created);
  EXPECT_EQ(list->front().entry.until, monday + 5);
}

TEST_F(WaitList, who_says_no_waits_on_and_is_not_offered_the_same_time_again) {
  join("Ann First");
  join("Bea Second");
  cancel();
  work();
  ASSERT_TRUE(decline_offer(*clinic, by_mail(), false));
  work();
  EXPECT_EQ(offered(), "Bea Second");
  ASSERT_TRUE(decline_offer(*clinic, by_mail(), true));
  work();
  EXPECT_EQ(offered(), "");
  EXPECT_EQ(wait_list(*clinic, desk)->size(), 1u);
  auto anybody = booking(at(1, 10), "anybody");
  anybody.client.name = "Rival Ray";
  EXPECT_TRUE(book_appointment(*clinic, anybody));
  all_sound();
}

TEST_F(WaitList, the_desk_says_yes_for_a_caller_and_the_link_is_void) {
  join("Ann First");
  cancel();
  work();
  WaitAnswer mail = by_mail();
  auto booked = accept_offer(*clinic, by_desk());
  ASSERT_TRUE(booked) << booked.error().message << " " << booked.error().field;
  EXPECT_EQ(accept_offer(*clinic, mail).error().message, "wait_offer_unknown");
  mail.token = "wrong";
  EXPECT_EQ(find_offer(*clinic, mail.id, mail.token).error().message, "wait_offer_unknown");
  EXPECT_TRUE(wait_list(*clinic, desk)->empty());
  all_sound();
}

TEST_F(WaitList, wishes_are_kept_to) {
  auto in = wish("Ann First");
  in.from_minute = 12 * 60;  // afternoons: the freed time is at ten
  ASSERT_TRUE(join_wait_list(*clinic, in));
  in = wish("Bea Second");
  in.weekdays = "1";  // Mondays
  in.from = monday;
  in.until = monday + 6;
  ASSERT_TRUE(join_wait_list(*clinic, in));
  in = wish("Cat Third");
  in.practitioner = ben;
  ASSERT_TRUE(join_wait_list(*clinic, in));
  work();
  std::string before = offered();  // Bea has a free time of this Monday at once
  EXPECT_EQ(before, "Bea Second");
  cancel();
  work();
  EXPECT_EQ(offered(), "Bea Second");
}

TEST_F(WaitList, R37_a_kept_wish_for_a_woman_or_a_man_decides_whose_times_are_offered) {
  ana_is_a_woman_and_ben_a_man();
  ann_wished_for("man", at(2, 10));  // the time that is freed is Ana's
  join("Ann First");
  join("Bea Second");  // nobody knows her: she takes whoever is free
  cancel();
  work();
  EXPECT_EQ(offered(), "Bea Second");
}

TEST_F(WaitList, a_time_that_a_hold_gave_back_or_a_move_left_is_offered_too) {
  join("Ann First");
  ASSERT_TRUE(move_appointment(*clinic, taken, {program, {}}, at(2, 10)));
  work();
  EXPECT_EQ(offered(), "Ann First");
  ASSERT_TRUE(decline_offer(*clinic, by_desk(), true));
  join("Bea Second");  // free at once
  EXPECT_EQ(offered(), "Bea Second");
  all_sound();
}

TEST_F(WaitList, what_refuses_a_yes_leaves_the_time_kept_for_them) {
  join("Ann First");
  cancel();
  work();
  WaitAnswer ann = by_mail(), other = ann;
  other.policy->version += 1;
  EXPECT_FALSE(accept_offer(*clinic, other));
  EXPECT_TRUE(find_offer(*clinic, ann.id, ann.token)->open);
  EXPECT_EQ(wait_list(*clinic, desk)->size(), 1u);
  EXPECT_TRUE(accept_offer(*clinic, ann));
  all_sound();
}

TEST_F(WaitList, one_freed_time_is_offered_once_and_booked_once_however_many_race) {
  join("Ann First");
  join("Bea Second");
  cancel();
  std::vector<std::thread> racers;
  for (int i = 0; i < 4; ++i) racers.emplace_back([&] { do_due_work(*clinic); });
  for (std::thread& one : racers) one.join();
  work();
  EXPECT_EQ(offered(), "Ann First");
  WaitAnswer ann = by_mail();
  std::atomic<int> yes = 0, rivals = 0;
  racers.clear();
  for (int i = 0; i < 4; ++i) {
    racers.emplace_back([&] {
      if (accept_offer(*clinic, ann)) ++yes;
    });
    racers.emplace_back([&, i] {
      auto in = booking(at(1, 10), "rival " + std::to_string(i));
      in.client.name = "Rival " + std::to_string(i);
      if (book_appointment(*clinic, in)) ++rivals;
    });
  }
  for (std::thread& one : racers) one.join();
  EXPECT_EQ(yes, 1);
  EXPECT_EQ(rivals, 0);
  auto day = clinic->store.read([&](store::Connection& c) {
    return store::list_appointments(c, clinic->tenant, at(1, 9), at(1, 12));
  });
  EXPECT_EQ(std::count_if(day.begin(), day.end(),
                          [](const auto& a) { return store::takes_time(a.status); }),
            1);
  all_sound();
}

// From 21 to 8 o'clock unless the owner says else; the time stays free until then.
TEST_F(WaitList, nobody_is_offered_a_time_in_the_quiet_hours) {
  auto in = wish("Ann First");
  in.from = in.until = monday + 2;
  in.practitioner = ana;
  Instant night = at(1, 23);
  ASSERT_TRUE(add_time_off(*clinic, program, {ana, {monday + 2, 0}, {monday + 2, 15 * 60}}));
  auto late = booking(at(2, 15), "late");
  late.practitioner = ana;
  auto visit = book_appointment(*clinic, late);
  ASSERT_TRUE(visit);
  ASSERT_TRUE(join_wait_list(*clinic, in));
  work();
  ASSERT_EQ(offered(), "");
  clock.seconds = night.seconds;
  ASSERT_TRUE(cancel_appointment(*clinic, visit->appointment.id, {program, {}}));
  work();
  EXPECT_EQ(offered(), "");
  clock.seconds = at(2, 7, 59).seconds;
  work();
  EXPECT_EQ(offered(), "");
  clock.seconds = at(2, 8).seconds;
  work();
  EXPECT_EQ(offered(), "Ann First");
  all_sound();
}

TEST_F(WaitList, a_deadline_in_the_quiet_hours_waits_for_their_end) {
  BookingLimits limits;
  limits.quiet_from_hour = 24;
  EXPECT_EQ(edit_booking_limits(*clinic, program, limits).error().field, "quiet_from_hour");
  limits.quiet_from_hour = 10;
  limits.quiet_until_hour = 13;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  join("Ann First");
  cancel();
  work();
  ASSERT_EQ(offered(), "Ann First");
  auto list = wait_list(*clinic, desk);
  EXPECT_EQ(list->front().offer->expires, at(0, 13, 20));  // not 12:00, four hours from now
}

TEST_F(WaitList, who_has_no_mail_is_called_by_the_desk) {
  auto in = wish("Ann First");
  in.email.clear();
  in.phone = "780 555 0123";
  ASSERT_TRUE(join_wait_list(*clinic, in));
  work();
  auto tasks = [&] { return waiting_tasks(*clinic, desk); };
  EXPECT_TRUE(tasks().empty());
  cancel();
  work();
  ASSERT_EQ(offered(), "Ann First");
  ASSERT_EQ(tasks().size(), 1u);
  EXPECT_EQ(tasks()[0].task.kind, "wait_call");
  EXPECT_EQ(tasks()[0].client_name, "Ann First");
  EXPECT_EQ(tasks()[0].client_phone, "780 555 0123");
  EXPECT_TRUE(tasks()[0].may_act);
  EXPECT_EQ(tasks()[0].task.due, wait_list(*clinic, desk)->front().offer->expires);
  EXPECT_FALSE(by_mail().id);  // nothing was mailed
  ASSERT_TRUE(accept_offer(*clinic, by_desk()));
  EXPECT_TRUE(tasks().empty());
  // Nobody was reached: the deadline ends the call too.
  in.name = "Bea Second";
  in.from = in.until = monday + 2;
  ASSERT_TRUE(join_wait_list(*clinic, in));
  work();
  ASSERT_EQ(tasks().size(), 1u);
  clock.seconds = tasks()[0].task.due.seconds;
  work();
  for (const WaitingTask& still : tasks())
    EXPECT_TRUE(still.task.kind != "wait_call" || still.task.due.seconds > clock.seconds);
  all_sound();
}

TEST_F(WaitList, bad_wishes_are_refused_by_field) {
  struct Case {
    const char* error;
    const char* field;
    std::function<void(JoinWaitList&)> change;
  };
  const Case cases[] = {
      {"name_missing", "name", [](auto& in) { in.name = " "; }},
      {"email_or_phone_missing", "email", [](auto& in) { in.email.clear(); }},
      {"birth_date_missing", "birth_date", [](auto& in) { in.birth_date.reset(); }},
      {"wait_under_18", "birth_date", [&](auto& in) { in.birth_date = monday - 3000; }},
      {"days_invalid", "until", [&](auto& in) { in.until = monday - 3; }},
      {"wait_hours_invalid", "part", [](auto& in) { in.until_minute = 0; }},
      {"wait_hours_invalid", "part", [](auto& in) { in.weekdays = "8"; }},
      {"service_unknown", "service", [](auto& in) { in.service = {}; }},
      {"practitioner_not_for_service", "practitioner",
       [](auto& in) { in.practitioner = PractitionerId{5}; }},
  };
  for (const Case& one : cases) {
    JoinWaitList in = wish("Ann First");
    one.change(in);
    auto out = join_wait_list(*clinic, in);
    ASSERT_FALSE(out) << one.error;
    EXPECT_EQ(out.error().message, one.error);
    EXPECT_EQ(out.error().field, one.field);
  }
  EXPECT_EQ(wait_list(*clinic, Actor{}).error().code, Code::forbidden);
}

}  // namespace
}  // namespace fascia::clinic
