// SPDX-License-Identifier: Apache-2.0
#include "clinic/booking_limits.h"

#include <algorithm>
#include <array>

#include "clinic/edit_house.h"
#include "core/faults.h"
#include "store/clinic_profile.h"

namespace fascia::clinic {
namespace {

struct Limit {
  std::string_view setting;
  int BookingLimits::*value;
  int low, high, step;
};
constexpr std::array kLimits{
    Limit{"lead_minutes", &BookingLimits::lead_minutes, 0, 10'080, 1},
    Limit{"horizon_days", &BookingLimits::horizon_days, 1, 180, 1},
    Limit{"deep_minutes_a_day", &BookingLimits::deep_minutes_a_day, 0, 720, 1},
    Limit{"deep_minutes_a_week", &BookingLimits::deep_minutes_a_week, 0, kMostWeekMinutes, 1},
    Limit{"hands_on_minutes_a_week", &BookingLimits::hands_on_minutes_a_week, 0, kMostWeekMinutes,
          1},
    Limit{"client_deep_week", &BookingLimits::client_deep_week, 0, 14, 1},
    Limit{"rest_minutes", &BookingLimits::rest_minutes, 0, 60, 5},
    Limit{"rest_long_from", &BookingLimits::rest_long_from, 15, 480, 5},
    Limit{"rest_long_minutes", &BookingLimits::rest_long_minutes, 0, 60, 5},
    Limit{"rest_deep_from", &BookingLimits::rest_deep_from, 15, 480, 5},
    Limit{"rest_deep_minutes", &BookingLimits::rest_deep_minutes, 0, 60, 5},
    Limit{"quiet_from_hour", &BookingLimits::quiet_from_hour, 0, 23, 1},
    Limit{"quiet_until_hour", &BookingLimits::quiet_until_hour, 0, 23, 1},
};

}  // namespace

BookingLimits booking_limits(store::Connection& c, TenantId tenant) {
  BookingLimits all;
  for (const Limit& one : kLimits)
    if (auto kept = store::setting(c, tenant, one.setting)) all.*one.value = std::stoi(*kept);
  return all;
}

void keep_limits(store::Transaction& tx, TenantId tenant, const BookingLimits& limits) {
  for (const Limit& one : kLimits)
    store::set_setting(tx, tenant, one.setting, std::to_string(limits.*one.value));
}

int rest_after(const BookingLimits& limits, int minutes, int deep_minutes) {
  int rest = limits.rest_minutes;
  if (minutes >= limits.rest_long_from) rest = std::max(rest, limits.rest_long_minutes);
  if (deep_minutes >= limits.rest_deep_from) rest = std::max(rest, limits.rest_deep_minutes);
  return rest;
}

int deep_in_booked(const care::PlanProtocol& plans, int booked) {
  int most = 0;
  for (const care::SessionLength& length : plans.lengths)
    most = std::max(most, (booked * length.deep + length.booked - 1) / length.booked);
  return most;
}

int booked_for_deep(const care::PlanProtocol& plans, int deep) {
  int least = kMostWeekMinutes;
  for (const care::SessionLength& length : plans.lengths)
    if (length.deep > 0) least = std::min(least, deep * length.booked / length.deep);
  return least;
}

BookingLimits limits_of_sheet(const care::PlanProtocol& plans) {
  BookingLimits all;
  for (const care::LoadLimit& one : plans.load) {
    if (one.id == "hands_on_week") all.hands_on_minutes_a_week = one.hard * 60;  // hours
    if (one.id == "deep_week") all.deep_minutes_a_week = booked_for_deep(plans, one.hard);
    if (one.id == "deep_day")
      all.deep_minutes_a_day = std::min(all.deep_minutes_a_day, booked_for_deep(plans, one.hard));
  }
  for (const care::RestAfter& rest : plans.rests) {
    auto deep_enough = [&](const auto& length) { return length.deep >= rest.deep_from; };
    if (rest.deep_from > 0) {
      // The shortest visit whose plan may have so many.
      const auto length = std::ranges::find_if(plans.lengths, deep_enough);
      if (length == plans.lengths.end()) continue;
      all.rest_deep_from = length->booked;
      all.rest_deep_minutes = rest.minutes;
    } else if (rest.from > 0) {
      all.rest_long_from = rest.from;
      all.rest_long_minutes = rest.minutes;
    } else {
      all.rest_minutes = rest.minutes;
    }
  }
  return all;
}

Result<BookingLimits> read_booking_limits(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  return clinic.store.read([&](store::Connection& c) { return booking_limits(c, clinic.tenant); });
}

Done edit_booking_limits(Clinic& clinic, const Actor& actor, const BookingLimits& limits) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  Faults faults;
  for (const Limit& one : kLimits) {
    int value = limits.*one.value;
    if (value < one.low || value > one.high || value % one.step != 0)
      faults.add(out_of_range(one.setting, one.low, one.high, one.step));
  }
  FASCIA_TRY_DONE(faults.done());
  return edit(clinic, actor, "clinic.limits", 0, [&](store::Transaction& tx) -> Done {
    keep_limits(tx, clinic.tenant, limits);
    return {};
  });
}

std::optional<Instant> quiet_until(const Zone& zone, const BookingLimits& limits, Instant t) {
  const WallTime wall = zone.wall(t);
  const int from = limits.quiet_from_hour * 60, until = limits.quiet_until_hour * 60;
  const bool over_midnight = until < from;
  const bool quiet = over_midnight ? wall.minute >= from || wall.minute < until
                                   : wall.minute >= from && wall.minute < until;
  if (!quiet) return std::nullopt;
  const bool tomorrow = over_midnight && wall.minute >= from;
  return zone.instant({tomorrow ? wall.date + 1 : wall.date, until});
}

}  // namespace fascia::clinic
