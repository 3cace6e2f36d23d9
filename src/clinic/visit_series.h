// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/book_appointment.h"
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "clinic/clinic.h"
#include "schedule/series.h"
#include "store/series.h"

namespace fascia::clinic {

// Visits that come again, at the desk or by the private link of the first one. What repeats is what
// the wall clock shows; what stands in the way is listed before anything is written; each step is
// all or nothing. A visit in turn (in_turn.h) repeats with all its parts, each with its own
// therapist; a series has its first parts.

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
  // Of the first visit's private link, for who is no staff: every rule of a booking online holds
  // for each visit, nobody passes any, and with the first there are at most six (R10).
  std::string token = {};
  std::string idempotency_key = {}, body = {};  // as BookAppointment's
};
inline constexpr int kMostOnline = 6;
// Such a series by its parts: how often, on which days of the week, until when. Errors as below.
Result<schedule::Series> series_of_repeat(Clinic& clinic, const Actor& actor,
                                          const RepeatVisit& in);
// The rule of such a series, for another calendar.
Result<std::string> rule_of_repeat(Clinic& clinic, const Actor& actor, const RepeatVisit& in);
// The visits that would be added, each with its seat or why not; with both where staff can pass
// with a reason what stands in the way: client_deep_limit (R32), client_has_visit_then, day_full.
// Errors: forbidden, appointment_unknown (a wrong token too), service_unknown; on every, count and
// until those of schedule::check_series; on rule those of interop::read_series_rule, and where
// there is one all others; series_alone where it has the first visit alone; series_except on except
// (no day of the series); to who is no staff series_online (arg most) and those of may_book_online.
Result<std::vector<schedule::SeriesVisit>> plan_repeat(Clinic& clinic, const Actor& actor,
                                                       const RepeatVisit& in);
// Books them all, or none: start_taken (and what else booking says) is said on "except"; a missing
// reason on "reason"; policy_changed on "policy". Lead time, horizon and grid are passed for a
// series without one. The same idempotency key again books nothing new.
Result<std::vector<Booked>> repeat_visit(Clinic& clinic, const Actor& actor, const RepeatVisit& in);

// A series as it stands, for another calendar: the visits that take place in order of time, and the
// rule that says them without the days it leaves out. No rule when one was moved to another time of
// the day, or when nothing repeats. Errors: appointment_unknown.
struct StandingSeries {
  std::vector<store::Appointment> visits;
  std::string rule;
  std::vector<WallTime> except;
};
Result<StandingSeries> standing_series(Clinic& clinic, AppointmentId id, const Key& key);

// The visits of its series in order of time; empty when it stands alone.
Result<std::vector<store::Appointment>> series_of_visit(Clinic& clinic, const Actor& actor,
                                                        AppointmentId id);
// Of a visit to which two come together: whether the other one comes along. Staff say it, as for a
// single visit: couple_choose on which when one of those ahead is for two and nothing was said.
enum class OfTwo : char { unsaid, one, both };
// This one and all later ones that can still be changed. The number of them; nothing_ahead.
Result<int> cancel_rest(Clinic& clinic, const Actor& actor, AppointmentId id,
                        OfTwo two = OfTwo::unsaid);

// Where this one and all later ones would go when this one goes to `to`: by as many days, at the
// same new time of the day. What counts is where this one stands or stood, also when it is over or
// cancelled and only later ones move.
struct MovedVisit {
  store::Appointment visit;
  WallTime to;
  std::string conflict;      // an error's id; empty: it is free
  bool with_reason = false;  // staff can pass it with a reason
};
Result<std::vector<MovedVisit>> plan_move_rest(Clinic& clinic, const Actor& actor, AppointmentId id,
                                               WallTime to, OfTwo two = OfTwo::unsaid);
// Moves them all, or none. The same therapists; the number of them. `reason`: as RepeatVisit's.
Result<int> move_rest(Clinic& clinic, const Actor& actor, AppointmentId id, WallTime to,
                      const std::string& reason = {}, OfTwo two = OfTwo::unsaid);

}  // namespace fascia::clinic
