// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// The public holidays on which the whole clinic is closed, as the owner ticked them: ids of
// schedule::holiday_rules(). No visit is offered or booked on them; what is booked already stays.
std::vector<std::string> closed_holidays(store::Connection& c, TenantId tenant);
// The days themselves, as time off of everybody, for `days` days from `first` on.
std::vector<schedule::TimeOff> holiday_closures(store::Connection& c, TenantId tenant, Date first,
                                                int days);

// Every whole day on which the clinic is closed, of holidays and of the owner's own closures, with
// what it is called.
std::vector<Closed> closed_days(store::Connection& c, TenantId tenant, Date first, int days);

struct HolidayChoice {
  std::string id;
  Date next;             // today or later
  bool alberta = false;  // a general holiday of Alberta
  bool federal = false;  // under federal labour law
  bool closed = false;   // ticked
  int visits = 0;        // still booked on that day
};
// All that are known, the next first. Forbidden to everybody but an owner.
Result<std::vector<HolidayChoice>> read_holidays(Clinic& clinic, const Actor& actor);
// The clinic closes on these and no others: holiday_unknown on "holidays".
Done edit_holidays(Clinic& clinic, const Actor& actor, const std::vector<std::string>& ids);

}  // namespace fascia::clinic
