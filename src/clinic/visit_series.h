// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/cancel_policy.h"
#include "clinic/clinic.h"
#include "schedule/series.h"
#include "store/series.h"

namespace fascia::clinic {

// Visits that come again at the desk. What repeats is what the wall clock shows; what stands in the
// way is listed before anything is written; each step is all or nothing.

struct RepeatVisit {
  AppointmentId first;  // its service, therapist, day of the week and time
  int every_weeks = 1;
  std::optional<int> count;  // the first one included; one of the two
  std::optional<Date> until;
  std::vector<Date> except;
  // An RRULE of RFC 5545 ("FREQ=WEEKLY;COUNT=6;BYDAY=TU,TH") in place of weeks, count and until, as
  // another calendar writes it; with or without the "RRULE:" before it.
  std::string rule = {};
  std::string reason = {};  // why a limit of the client is passed (R35)
  // What was read out and agreed to for each of the visits that are added (R36), as for a single
  // one. Without it they have no agreement, and none of them costs anything when it is missed.
  std::optional<AgreedPolicy> policy = {};
};
// The rule of such a series, for another calendar.
Result<std::string> rule_of_repeat(Clinic& clinic, const Actor& actor, const RepeatVisit& in);
// The visits that would be added, each with its seat or why not; with both where staff can pass
// with a reason what stands in the way: client_deep_limit (R32), client_has_visit_then. Errors:
// forbidden, appointment_unknown, those of schedule::check_series; series_invalid on `rule`.
Result<std::vector<schedule::SeriesVisit>> plan_repeat(Clinic& clinic, const Actor& actor,
                                                       const RepeatVisit& in);
// Books them all, or none: start_taken (and what else booking says) is said on "except"; a missing
// reason on "reason"; policy_changed on "policy". Lead time, horizon and grid are passed for a
// series without one.
Result<std::vector<AppointmentId>> repeat_visit(Clinic& clinic, const Actor& actor,
                                                const RepeatVisit& in);

// The visits of its series in order of time; empty when it stands alone.
Result<std::vector<store::Appointment>> series_of_visit(Clinic& clinic, const Actor& actor,
                                                        AppointmentId id);
// This one and all later ones that can still be changed. The number of them; nothing_ahead.
Result<int> cancel_rest(Clinic& clinic, const Actor& actor, AppointmentId id);

// Where this one and all later ones would go when this one goes to `to`: by as many days, at the
// same new time of the day.
struct MovedVisit {
  store::Appointment visit;
  WallTime to;
  std::string conflict;      // an error's id; empty: it is free
  bool with_reason = false;  // staff can pass it with a reason
};
Result<std::vector<MovedVisit>> plan_move_rest(Clinic& clinic, const Actor& actor, AppointmentId id,
                                               WallTime to);
// Moves them all, or none. The same therapists; the number of them. `reason`: as RepeatVisit's.
Result<int> move_rest(Clinic& clinic, const Actor& actor, AppointmentId id, WallTime to,
                      const std::string& reason = {});

}  // namespace fascia::clinic
