// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

inline constexpr int kMostWeekMinutes = 5'040;  // twelve hours on each day of it

// What holds for every visit that is booked here, whatever the service.
struct BookingLimits {
  int lead_minutes = 120;        // 0 to 10,080: how long before its start a visit can be booked
  int horizon_days = 92;         // 1 to 180: how far ahead
  int deep_minutes_a_day = 240;  // 0 to 720: of deep work for one therapist (R32); 0: no limit
  // 0 to 5,040, of one therapist from Monday to Sunday, where it is not set for them by themselves
  // (therapist_rules.h); 0: no limit.
  int deep_minutes_a_week = 0;
  int hands_on_minutes_a_week = 0;  // of all sessions, without what stands around them
  int client_deep_week = 3;         // 0 to 14: deep visits of one client in seven days; 0: no limit
  // 0 to 60 in steps of 5: a therapist's rest after each session, after one of so many minutes and
  // more (15 to 480 in steps of 5), and after one with so many minutes of deep work and more.
  int rest_minutes = 0;
  int rest_long_from = 60;
  int rest_long_minutes = 0;
  int rest_deep_from = 60;
  int rest_deep_minutes = 0;
  // No times are offered to who waits from this hour of the evening until this one of the morning,
  // on the clinic's clock; the same hour twice: at any time.
  int quiet_from_hour = 21;  // 0 to 23
  int quiet_until_hour = 8;  // 0 to 23
};
BookingLimits booking_limits(store::Connection& c, TenantId tenant);
void keep_limits(store::Transaction& tx, TenantId tenant, const BookingLimits& limits);

// The least rest after a session of so many minutes, of which so many are sold as deep work.
int rest_after(const BookingLimits& limits, int minutes, int deep_minutes);

// Booking counts a deep visit with all of its minutes; a plan has only so many at depth 4 and 5.
// The most of them that so many booked minutes hold, and the most booked minutes for so many.
int deep_in_booked(const care::PlanProtocol& plans, int booked);
int booked_for_deep(const care::PlanProtocol& plans, int deep);

// What a new clinic begins with: the defaults, with what the protocol says of a therapist's load.
BookingLimits limits_of_sheet(const care::PlanProtocol& plans);

// Forbidden to everybody but an owner.
Result<BookingLimits> read_booking_limits(Clinic& clinic, const Actor& actor);
// Free times follow at once; what is booked stays. number_out_of_range names the field, with `low`,
// `high` and `step`.
Done edit_booking_limits(Clinic& clinic, const Actor& actor, const BookingLimits& limits);

// When the quiet hours end in which `t` lies; nothing outside of them. An end that the clock skips
// is the moment after the gap.
std::optional<Instant> quiet_until(const Zone& zone, const BookingLimits& limits, Instant t);

}  // namespace fascia::clinic
