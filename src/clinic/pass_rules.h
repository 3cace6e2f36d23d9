// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "schedule/together.h"
#include "store/appointments.h"

namespace fascia::clinic {

// R35: staff may pass lead time, horizon, grid, the most visits of a day and a client's limit when
// they say why; nobody passes what is taken, the hours somebody works, the minutes of work that a
// therapist may have (R32), a screening or a credential. The clinic's own program goes over no full
// day.

struct PassReason {
  std::string typed;
  // Why lead time, horizon and grid are passed where nobody has to type it (a series, the wait
  // list); a full day and a client's limit ask for what was typed all the same.
  std::string rules = {};
};

struct PassedSeat {
  schedule::Seat seat;
  std::string reason;  // for the audit: the rule and what was typed; empty when no rule was passed
};
// A seat in the store. The clinic's own program passes the rules in silence; staff without a reason
// get pass_reason_missing on "reason" (pass_reason_too_long over 500 bytes); clients get what
// choose_seat says. credential_lapsed on "practitioner" when that is why nobody can give it.
Result<PassedSeat> seat_with_reason(store::Transaction& tx, const Clinic& clinic,
                                    const schedule::Snapshot& times, schedule::Question question,
                                    Instant start, const Actor& actor, const PassReason& reason);

// The same for two people who come together (schedule/together.h): both or an error. `passed` of
// the second one says nothing, so that a reason stands once.
struct PassedCouple {
  PassedSeat first, second;
};
Result<PassedCouple> couple_with_reason(store::Transaction& tx, const Clinic& clinic,
                                        const schedule::Snapshot& times, schedule::Couple couple,
                                        Instant start, const Actor& actor,
                                        const PassReason& reason);

// The client's limit (R32): not more deep visits within seven days than the setting
// client_deep_week allows (3 as shipped). client_deep_limit on "start" to clients; staff pass it
// with a reason, which comes back for the audit (empty: the limit is kept). `a` has client, service
// and start; when it is moved, its old time does not count.
Result<std::string> within_client_limit(store::Connection& tx, const Clinic& clinic,
                                        const Offer& offer, const store::Appointment& a,
                                        const Actor& actor, const std::string& reason);
// Of the starts that a plan adds to a client's visits of this service, in order, whether each would
// be one too many; those that are do not count for the next. `moved` are visits that the plan
// moves.
std::vector<bool> over_client_limit(store::Connection& c, const Clinic& clinic, const Offer& offer,
                                    ClientId client, ServiceId service,
                                    const std::vector<Instant>& starts,
                                    const std::vector<AppointmentId>& moved = {});

// Whether another visit of the client than these meets [start, finish). That of a pair with
// `together` is not asked: two who come together are two people (couple_same_person).
bool client_is_elsewhere(store::Connection& c, const Clinic& clinic, ClientId client, Instant start,
                         Instant finish, const std::vector<AppointmentId>& but,
                         AppointmentId together = {});
// One person is in one place: client_has_visit_then on "start" when another visit of the client
// meets this one's time; staff pass it with a reason, and without one it is asked for on "reason".
Result<std::string> within_client_time(store::Connection& tx, const Clinic& clinic,
                                       const store::Appointment& a, const Actor& actor,
                                       const std::string& reason);

// What staff typed: pass_reason_missing, pass_reason_too_long on "reason".
Done check_pass_reason(const std::string& typed);
// Both reasons in one line.
std::string both_reasons(const std::string& a, const std::string& b);

// The rule that staff would pass with this start: start_too_soon, start_too_far, start_off_grid,
// day_full; empty when it keeps them all, or when nobody may have it.
std::string rule_passed(const schedule::Snapshot& times, schedule::Question question,
                        Instant start);
std::string rule_passed(const schedule::Snapshot& times, schedule::Couple couple, Instant start);

// The days on which somebody who has credentials has none that is valid: they do not work then.
// Who has none written down is not asked for one.
std::vector<schedule::TimeOff> days_without_credential(
    const std::vector<store::Credential>& credentials, Date first, int days);

}  // namespace fascia::clinic
