// SPDX-License-Identifier: Apache-2.0
// R32: what a new clinic begins with protects its therapists' hands from the first day.
#include "clinic/booking_limits.h"
#include "clinic/check_clinic.h"
#include "clinic/init_clinic.h"
#include "clinic/match_therapists.h"
#include "clinic/therapist_rules.h"
#include "small_clinic.h"

namespace fascia::clinic {
namespace {

BookingLimits sheet() { return limits_of_sheet(shipped_knowledge().plan); }

// Sheet b 4.8: 480 deep minutes a week and 28 hours; 10, 15 and 20 minutes of rest.
TEST(SheetLimits, R32_they_are_the_numbers_of_the_sheet_in_booked_minutes) {
  const care::PlanProtocol& plans = shipped_knowledge().plan;
  const BookingLimits limits = sheet();
  EXPECT_EQ(limits.deep_minutes_a_week, 1440);
  EXPECT_EQ(deep_in_booked(plans, limits.deep_minutes_a_week), 480);
  EXPECT_GT(deep_in_booked(plans, limits.deep_minutes_a_week + 3), 480);
  EXPECT_EQ(limits.hands_on_minutes_a_week, 28 * 60);
  // 120 a day would be 360 booked minutes: the stricter default stays.
  EXPECT_EQ(limits.deep_minutes_a_day, 240);
  EXPECT_EQ(deep_in_booked(plans, 240), 80);
  EXPECT_EQ(rest_after(limits, 30, 0), 10);
  EXPECT_EQ(rest_after(limits, 45, 45), 10);  // 14 deep minutes at most
  EXPECT_EQ(rest_after(limits, 50, 0), 15);
  EXPECT_EQ(rest_after(limits, 60, 0), 15);
  EXPECT_EQ(rest_after(limits, 55, 55), 15);
  EXPECT_EQ(rest_after(limits, 60, 60), 20);
  EXPECT_EQ(rest_after(limits, 90, 30), 15);  // a third of it is deep work
}

TEST(SheetLimits, R32_a_clinic_that_is_there_keeps_what_it_had) {
  const BookingLimits before;
  for (int minutes : {30, 60, 90}) EXPECT_EQ(rest_after(before, minutes, minutes), 0);
  EXPECT_EQ(before.deep_minutes_a_week, 0);
  EXPECT_EQ(before.hands_on_minutes_a_week, 0);
}

struct NewClinic : ::testing::Test, SmallClinic {
  NewClinic() {
    // What `fascia init` writes, as the store keeps it.
    EXPECT_TRUE(edit_booking_limits(*clinic, program, sheet()));
    for (ServiceId id : {deep, swedish}) {
      store::Service without_rest = *clinic->availability.get()->service(id);
      without_rest.after_minutes = 0;
      EXPECT_TRUE(edit_service(*clinic, program, without_rest));
    }
  }
  Result<Booked> book(Instant start, ServiceId service, const std::string& name) {
    auto in = booking(start, name + to_rfc3339_utc(start));
    in.practitioner = ana;
    in.service = service;
    in.client.name = name;
    in.client.email = name + "@example.invalid";
    return book_appointment(*clinic, in);
  }
  bool offered(Instant start, ServiceId service) {
    schedule::Question q;
    q.service = service;
    q.practitioner = ana;
    q.now = clock.now();
    q.from = q.to = zone.date(start);
    for (const auto& day : schedule::find_starts(clinic->availability.get()->times, q))
      for (const auto& one : day.starts)
        if (one.at == start) return true;
    return false;
  }
};

TEST_F(NewClinic, R32_no_start_is_offered_or_taken_inside_the_rest) {
  auto first = book(at(1, 10), deep, "maya");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->appointment.busy_until, at(1, 11, 20));
  EXPECT_FALSE(offered(at(1, 11, 15), swedish));
  EXPECT_EQ(book(at(1, 11, 15), swedish, "noor").error().message, "start_taken");
  EXPECT_TRUE(offered(at(1, 11, 30), swedish));
  auto second = book(at(1, 11, 30), swedish, "noor");
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->appointment.busy_until, at(1, 12, 45));
  // Before a visit as well: its own rest must end by then.
  EXPECT_FALSE(offered(at(1, 9), deep));
  EXPECT_EQ(book(at(1, 9), deep, "sol").error().message, "start_taken");
  // A therapist's own minutes add nothing where they are less, and cannot make it shorter.
  ASSERT_TRUE(set_own_minutes(*clinic, program, {ana, {}, 0, 5}));
  EXPECT_EQ(schedule::around(clinic->availability.get()->times, deep, ana).after, 20);
  EXPECT_EQ(schedule::around(clinic->availability.get()->times, swedish, ana).after, 15);
  all_sound();
}

TEST_F(NewClinic, R32_a_week_full_of_deep_work_is_a_hard_condition_of_matching) {
  MatchTherapists in;
  in.service = deep;
  in.day = monday + 1;
  auto week_of_ana = [&] {
    auto out = match_therapists(*clinic, in);
    EXPECT_TRUE(out);
    int within = 0;
    for (const MatchedTherapist& one : out->listed)
      if (one.id == ana)
        for (Instant start : one.starts) within += zone.date(start) < monday + 7 ? 1 : 0;
    return within;
  };
  store::Credential credential{0, ana, "CMMOTA", "1", Date::of(2020, 1, 1), Date::of(2030, 1, 1)};
  ASSERT_TRUE(add_credential(*clinic, program, credential));
  // Six days of four hours: the day's limit and the week's are reached together.
  int client = 0;
  for (int day = 1; day <= 6; ++day)
    for (int hour : {9, 11, 13, 15}) {
      EXPECT_GT(week_of_ana(), 0) << client;
      auto booked = book(at(day, hour), deep, "c" + std::to_string(client++));
      ASSERT_TRUE(booked) << booked.error().message << day << ' ' << hour;
    }
  EXPECT_EQ(week_of_ana(), 0);
  all_sound();
  // Monday is empty, and full by the week alone; what is not deep has room left.
  EXPECT_FALSE(offered(at(0, 14), deep));
  EXPECT_EQ(book(at(0, 14), deep, "more").error().message, "work_full");
  EXPECT_TRUE(offered(at(0, 14), swedish));
  EXPECT_TRUE(offered(at(7, 9), deep));  // the next week
  BookingLimits none = sheet();
  none.deep_minutes_a_week = 0;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, none));
  EXPECT_TRUE(offered(at(0, 14), deep));
}

}  // namespace
}  // namespace fascia::clinic
