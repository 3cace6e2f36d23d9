// SPDX-License-Identifier: Apache-2.0
// Own minutes of a therapist and the limits of a week, through every way in which a visit gets its
// time.
#include "clinic/therapist_rules.h"

#include <thread>

#include "busy_writer.h"
#include "clinic/booking_limits.h"
#include "clinic/holds.h"
#include "clinic/join_services.h"
#include "clinic/reseat.h"
#include "clinic/service_list.h"
#include "clinic/visit_series.h"
#include "two_people.h"

namespace fascia::clinic {
namespace {

struct TherapistRules : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};

  Result<Booked> book(PractitionerId who, Instant start, const std::string& name,
                      ServiceId service = {}) {
    auto in = booking(start, name + to_rfc3339_utc(start));
    in.practitioner = who;
    in.client.name = name;
    if (service) in.service = service;
    return book_appointment(*clinic, in);
  }
  void keep(PractitionerId who, ServiceId service, int before, int after) {
    auto done = set_own_minutes(*clinic, program, {who, service, before, after});
    ASSERT_TRUE(done) << done.error().message;
  }
  void week(PractitionerId who, std::optional<int> minutes, std::optional<int> deep_minutes) {
    ASSERT_TRUE(set_own_week(*clinic, program, {who, minutes, deep_minutes}));
  }
  bool offered(PractitionerId who, Instant start, ServiceId service) {
    schedule::Question q;
    q.service = service;
    q.practitioner = who;
    q.now = clock.now();
    q.from = q.to = zone.date(start);
    for (const auto& day : schedule::find_starts(clinic->availability.get()->times, q))
      for (const auto& one : day.starts)
        if (one.at == start) return true;
    return false;
  }
};

TEST_F(TherapistRules, own_minutes_are_taken_in_the_day_mask_and_what_is_nearer_is_refused) {
  keep(ana, swedish, 10, 30);
  auto booked = book(ana, at(1, 10), "Maya Roy");
  ASSERT_TRUE(booked) << booked.error().message;
  EXPECT_EQ(booked->appointment.busy_from, at(1, 9, 50));
  EXPECT_EQ(booked->appointment.busy_until, at(1, 11, 30));
  // Ben keeps what the visit type asks for: nothing before, 15 minutes after.
  auto ben_s = book(ben, at(1, 10), "Noor Lee");
  ASSERT_TRUE(ben_s);
  EXPECT_EQ(ben_s->appointment.busy_from, at(1, 10));
  EXPECT_EQ(ben_s->appointment.busy_until, at(1, 11, 15));
  EXPECT_FALSE(offered(ana, at(1, 11, 30), swedish));  // ten minutes before it
  EXPECT_EQ(book(ana, at(1, 11, 30), "Sol Ott").error().message, "start_taken");
  EXPECT_TRUE(offered(ana, at(1, 11, 45), swedish));
  EXPECT_TRUE(book(ana, at(1, 11, 45), "Sol Ott"));
  EXPECT_EQ(book(ana, at(2, 9), "Sol Ott").error().message, "start_outside_hours");
  all_sound();
}

TEST_F(TherapistRules,
       that_for_one_service_goes_before_that_for_every_one_and_both_can_be_taken_back) {
  keep(ana, {}, 0, 45);
  keep(ana, swedish, 0, 5);
  EXPECT_EQ(schedule::around(clinic->availability.get()->times, swedish, ana),
            (schedule::Around{0, 5}));
  EXPECT_EQ(schedule::around(clinic->availability.get()->times, deep, ana),
            (schedule::Around{0, 45}));
  // The clinic's rest after a session is the least.
  BookingLimits limits = *read_booking_limits(*clinic, program);
  limits.rest_minutes = 20;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  EXPECT_EQ(schedule::around(clinic->availability.get()->times, swedish, ana).after, 20);
  ASSERT_TRUE(remove_own_minutes(*clinic, program, ana, swedish));
  EXPECT_EQ(schedule::around(clinic->availability.get()->times, swedish, ana).after, 45);
  ASSERT_TRUE(remove_own_minutes(*clinic, program, ana, {}));
  EXPECT_EQ(schedule::around(clinic->availability.get()->times, swedish, ana).after, 20);
  EXPECT_EQ(set_own_minutes(*clinic, program, {ana, swedish, 3, 0}).error().field, "own_before");
  EXPECT_EQ(set_own_minutes(*clinic, program, {ana, swedish, 0, 125}).error().field, "own_after");
  EXPECT_EQ(set_own_minutes(*clinic, program, {ana, ServiceId{9}, 0, 5}).error().field,
            "own_service");
  EXPECT_EQ(set_own_minutes(*clinic, desk, {ana, swedish, 0, 5}).error().code, Code::forbidden);
}

TEST_F(TherapistRules, a_move_a_series_and_a_joined_visit_take_the_own_minutes_too) {
  keep(ana, swedish, 10, 30);
  auto first = book(ben, at(1, 10), "Maya Roy");
  ASSERT_TRUE(first);
  auto moved = move_appointment(*clinic, first->appointment.id, {desk, {}}, at(1, 13), ana);
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->busy_from, at(1, 12, 50));
  EXPECT_EQ(moved->busy_until, at(1, 14, 30));
  ASSERT_TRUE(repeat_visit(*clinic, desk, {moved->id, 1, 3, {}, {}}));
  auto series = series_of_visit(*clinic, desk, moved->id);
  ASSERT_EQ(series->size(), 3u);
  for (const store::Appointment& a : *series) {
    EXPECT_EQ((a.start - a.busy_from).value, 600);
    EXPECT_EQ((a.busy_until - a.finish).value, 1800);
  }
  auto both = join_services(*clinic, desk, {swedish, deep});
  ASSERT_TRUE(both);
  auto joined = book(ana, at(3, 10), "Sol Ott", *both);
  ASSERT_TRUE(joined) << joined.error().message;
  EXPECT_EQ(joined->appointment.busy_from, at(3, 9, 50));  // of the first
  EXPECT_EQ((joined->appointment.busy_until - joined->appointment.finish).value, 900);
  all_sound();
}

TEST_F(TherapistRules, R37_a_call_list_offers_and_keeps_the_time_with_the_new_therapists_minutes) {
  keep(ben, swedish, 10, 30);
  auto first = book(ana, at(1, 10), "Maya Roy");
  ASSERT_TRUE(first);
  auto list = reseat_day(*clinic, desk, {ana, {}, monday + 1});
  ASSERT_TRUE(list);
  auto calls = call_list(*clinic, desk, *list);
  ASSERT_EQ(calls->calls.size(), 1u);
  ASSERT_EQ(calls->calls[0].item.practitioner, ben);
  ASSERT_TRUE(answer_call(*clinic, desk, *list, first->appointment.id, CallWent::accepted));
  auto now = find_visit(*clinic, first->appointment.id, {desk, {}});
  EXPECT_EQ((now->start - now->busy_from).value, 600);
  EXPECT_EQ((now->busy_until - now->finish).value, 1800);
  all_sound();
}

TEST_F(Couple, each_of_two_has_their_therapists_own_minutes_and_the_room_the_longer_ones) {
  ASSERT_TRUE(set_own_minutes(*clinic, program, {ben, {}, 10, 40}));
  auto both = booked(at(1, 10), ana, ben);
  EXPECT_EQ(visit(both.first).busy_from, at(1, 10));
  EXPECT_EQ(visit(both.second).busy_from, at(1, 9, 50));
  EXPECT_EQ(visit(both.second).busy_until, at(1, 11, 40));
  EXPECT_EQ(visit(both.first).room_from, at(1, 9, 50));
  EXPECT_GE(visit(both.first).room_until, at(1, 11, 40));
}

TEST_F(TherapistRules, R32_the_therapists_week_holds_in_what_is_offered_and_in_the_write) {
  week(ana, 120, std::nullopt);
  ASSERT_TRUE(book(ana, at(1, 10), "Maya Roy"));
  auto second = book(ana, at(2, 10), "Noor Lee");
  ASSERT_TRUE(second);
  EXPECT_FALSE(offered(ana, at(3, 10), swedish));
  EXPECT_EQ(book(ana, at(3, 10), "Sol Ott").error().message, "work_full");
  EXPECT_TRUE(offered(ana, at(7, 10), swedish));  // next Monday
  EXPECT_TRUE(offered(ben, at(3, 10), swedish));
  // Within the week it may be moved: its own minutes do not count twice.
  EXPECT_TRUE(move_appointment(*clinic, second->appointment.id, {desk, {}}, at(4, 10)));
  ASSERT_TRUE(set_status(*clinic, desk, second->appointment.id, store::Status::cancelled));
  EXPECT_TRUE(offered(ana, at(3, 10), swedish));
  ASSERT_TRUE(book(ana, at(3, 10), "Sol Ott"));
  // It cannot stand again, for its minutes are somebody else's.
  EXPECT_EQ(undo_status(*clinic, desk, second->appointment.id).error().message, "work_full");
  all_sound();
}

TEST_F(TherapistRules,
       R32_what_was_given_earlier_in_the_week_counts_and_the_clinics_limit_is_the_default) {
  BookingLimits limits = *read_booking_limits(*clinic, program);
  limits.deep_minutes_a_week = 120;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  ASSERT_TRUE(book(ana, at(0, 11), "Maya Roy", deep));
  ASSERT_TRUE(book(ana, at(1, 10), "Noor Lee", deep));
  clock.seconds = at(4, 7).seconds;  // Friday: Monday is no row any more
  load_availability(*clinic);
  EXPECT_FALSE(offered(ana, at(5, 10), deep));
  EXPECT_TRUE(offered(ana, at(5, 10), swedish));
  EXPECT_EQ(book(ana, at(5, 10), "Sol Ott", deep).error().message, "work_full");
  week(ana, std::nullopt, 180);  // her own
  EXPECT_TRUE(offered(ana, at(5, 10), deep));
  week(ana, std::nullopt, 0);  // none
  EXPECT_TRUE(offered(ana, at(5, 10), deep));
  week(ana, std::nullopt, std::nullopt);
  EXPECT_FALSE(offered(ana, at(5, 10), deep));
  EXPECT_EQ(set_own_week(*clinic, program, {ana, -1, {}}).error().field, "week_minutes");
  EXPECT_EQ(set_own_week(*clinic, program, {ana, {}, 6'000}).error().field, "week_deep_minutes");
  EXPECT_EQ(set_own_week(*clinic, desk, {ana, {}, 60}).error().code, Code::forbidden);
}

TEST_F(TherapistRules, R32_of_many_who_want_the_last_hour_of_a_week_at_once_one_gets_it) {
  week(ana, 120, std::nullopt);
  ASSERT_TRUE(book(ana, at(1, 10), "Maya Roy"));
  BusyWriter writer(*store);
  std::atomic<int> won = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 8; ++i)  // on different days: no cell is the same
    people.emplace_back([&, i] {
      won += book(ana, at(2 + i % 4, 10 + 3 * (i / 4)), "Client " + std::to_string(i)) ? 1 : 0;
    });
  for (std::thread& one : people) one.join();
  writer.wait();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(schedule::minutes_in_week(clinic->availability.get()->times, ana, monday).minutes, 120);
  all_sound();
}

TEST_F(TherapistRules, R32_what_somebody_holds_counts_in_the_week) {
  week(ana, 60, std::nullopt);
  HoldStart wanted;
  wanted.service = swedish;
  wanted.start = at(1, 10);
  wanted.practitioner = ana;
  auto held = hold_start(*clinic, wanted);
  ASSERT_TRUE(held);
  EXPECT_FALSE(offered(ana, at(2, 10), swedish));
  EXPECT_EQ(book(ana, at(2, 10), "Sol Ott").error().message, "work_full");
  ASSERT_TRUE(release_hold(*clinic, held->token));
  EXPECT_TRUE(book(ana, at(2, 10), "Sol Ott"));
  all_sound();
}

TEST_F(TherapistRules, R32_R37_a_call_list_gives_nobody_more_than_a_week) {
  week(ben, 60, std::nullopt);
  ASSERT_TRUE(book(ana, at(1, 10), "Maya Roy"));
  ASSERT_TRUE(book(ana, at(1, 13), "Noor Lee"));
  auto list = reseat_day(*clinic, desk, {ana, {}, monday + 1});
  ASSERT_TRUE(list) << list.error().message;
  int with_ben = 0;
  const auto calls = call_list(*clinic, desk, *list);
  for (const Call& call : calls->calls)
    with_ben += call.item.start && call.item.practitioner == ben &&
                zone.date(*call.item.start) < monday + 7;
  EXPECT_EQ(with_ben, 1);
  all_sound();
}

TEST_F(TherapistRules, R32_a_clients_deep_visits_in_seven_days_are_the_owners_to_set) {
  BookingLimits limits = *read_booking_limits(*clinic, program);
  EXPECT_EQ(limits.client_deep_week, 3);
  limits.client_deep_week = 1;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  ASSERT_TRUE(book(ana, at(1, 10), "Maya Roy", deep));
  EXPECT_EQ(book(ana, at(3, 10), "Maya Roy", deep).error().message, "client_deep_limit");
  EXPECT_TRUE(book(ana, at(8, 10), "Maya Roy", deep));
  limits.client_deep_week = 0;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  EXPECT_TRUE(book(ana, at(3, 10), "Maya Roy", deep));
  limits.client_deep_week = 15;
  EXPECT_EQ(edit_booking_limits(*clinic, program, limits).error().field, "client_deep_week");
}

TEST_F(TherapistRules, lengths_of_one_thing_stand_together_shortest_first) {
  store::Service longer = service("deep-tissue-90", "Deep tissue 90", "deep");
  longer.minutes = 90;
  longer.position = 5;
  const ServiceId ninety = *edit_service(*clinic, program, longer);
  store::Service last = *clinic->availability.get()->service(swedish);
  last.position = 3;
  ASSERT_TRUE(edit_service(*clinic, program, last));
  auto names = [&] {
    std::vector<std::string> out;
    for (const SoldThing& thing : sold_things(*clinic->availability.get(), true)) {
      out.push_back(thing.group == nullptr ? "-" : thing.group->name_en);
      for (const store::Service* one : thing.lengths) out.push_back(one->slug);
    }
    return out;
  };
  ASSERT_TRUE(set_service_group(*clinic, program, {ninety, " Deep tissue massage ", ""}));
  EXPECT_EQ(names(), (std::vector<std::string>{"-", "deep-tissue-60", "-", "relaxation-60", "-",
                                               "deep-tissue-90"}));  // one length is no choice
  ASSERT_TRUE(
      set_service_group(*clinic, program, {deep, "Deep tissue massage", "Massage profond"}));
  EXPECT_EQ(names(), (std::vector<std::string>{"Deep tissue massage", "deep-tissue-60",
                                               "deep-tissue-90", "-", "relaxation-60"}));
  EXPECT_EQ(clinic->availability.get()->group_of(ninety)->name_fr, "Deep tissue massage");
  EXPECT_EQ(set_service_group(*clinic, desk, {deep, "x", ""}).error().code, Code::forbidden);
  EXPECT_EQ(set_service_group(*clinic, program, {deep, std::string(201, 'x'), ""}).error().field,
            "group_en");
  ASSERT_TRUE(set_service_group(*clinic, program, {deep, "", ""}));
  EXPECT_EQ(names().front(), "-");
  ASSERT_TRUE(remove_service(*clinic, program, ninety));
  EXPECT_TRUE(clinic->availability.get()->groups.empty());
}

}  // namespace
}  // namespace fascia::clinic
