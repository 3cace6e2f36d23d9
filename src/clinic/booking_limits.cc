// SPDX-License-Identifier: Apache-2.0
#include "clinic/booking_limits.h"

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
    for (const Limit& one : kLimits)
      store::set_setting(tx, clinic.tenant, one.setting, std::to_string(limits.*one.value));
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
