// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/private_text.h"
#include "core/result.h"
#include "store/sealed.h"

namespace fascia::store {

using AftercareId = Id<struct AftercareTag>;
using CheckInId = Id<struct CheckInTag>;
using OutcomeId = Id<struct OutcomeTag>;

// What is kept after a treatment: aftercare, check-ins, outcome measures. Bodies are JSON texts of
// the use cases, sealed under the client's key (R22).

// What this client was told after this session. A session has one.
struct Aftercare {
  AftercareId id;
  SessionId session;
  ClientId client;
  Instant created;
  PrivateText body;
};
// False when the session has one already: it stays as it was given.
bool add_aftercare(Connection& c, TenantId tenant, Sealer& sealer, const Aftercare& aftercare);
// The therapist changed it after the session: its body anew.
void change_aftercare(Connection& c, TenantId tenant, Sealer& sealer, const Aftercare& aftercare);
std::optional<Aftercare> find_aftercare(Connection& c, TenantId tenant, Sealer& sealer,
                                        AftercareId id);
std::optional<Aftercare> aftercare_of(Connection& c, TenantId tenant, Sealer& sealer,
                                      SessionId session);

enum class CheckInKind { after_24h, after_48h, after_72h, after_7d };
std::string_view to_string(CheckInKind kind);  // "24h", "48h", "72h", "7d"
std::optional<CheckInKind> parse_check_in_kind(std::string_view text);

// A question after a session, by private link. A session has one of each kind.
struct CheckIn {
  CheckInId id;
  SessionId session;
  ClientId client;
  CheckInKind kind = CheckInKind::after_24h;
  Instant due;
  std::optional<Instant> answered;
  PrivateText body;  // the answers; empty until then
};
// False when the session has one of that kind: due work done twice does no harm.
bool add_check_in(Connection& c, TenantId tenant, Sealer& sealer, const CheckIn& check_in);
// Errors check_in_missing, check_in_answered.
Done answer_check_in(Connection& c, TenantId tenant, Sealer& sealer, CheckInId id,
                     const PrivateText& answers, Instant at);
std::optional<CheckIn> find_check_in(Connection& c, TenantId tenant, Sealer& sealer, CheckInId id);
// By due time.
std::vector<CheckIn> check_ins_of(Connection& c, TenantId tenant, Sealer& sealer,
                                  SessionId session);
std::vector<CheckIn> check_ins_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                         ClientId client);
// Asked before `before` and without an answer, oldest first.
std::vector<CheckIn> silent_check_ins(Connection& c, TenantId tenant, Sealer& sealer,
                                      Instant before);

// What a client told about themselves in the days before a visit. A visit has one; the newest
// words stand.
struct BeforeVisit {
  AppointmentId appointment;
  ClientId client;
  Instant told;
  PrivateText body;
};
void keep_before_visit(Connection& c, TenantId tenant, Sealer& sealer, const BeforeVisit& told);
std::optional<BeforeVisit> find_before_visit(Connection& c, TenantId tenant, Sealer& sealer,
                                             AppointmentId appointment);

// One measurement of one measure, e.g. pain today.
struct Outcome {
  OutcomeId id;
  ClientId client;
  AppointmentId appointment;  // none: taken outside a visit
  std::string measure;        // its id in the protocol
  Instant taken;
  int treatments = 0;  // how many the client had before it
  PrivateText body;    // the value with what belongs to it
};
void add_outcome(Connection& c, TenantId tenant, Sealer& sealer, const Outcome& outcome);
// Whether a measure above this one is named in the open.
bool has_open_measures(Connection& c, TenantId tenant, OutcomeId after);
// Of before schema 0022: brings the names of some measures into their sealed cells, and says how
// far it came; nothing when all are.
std::optional<OutcomeId> seal_measures(Connection& c, TenantId tenant, Sealer& sealer,
                                       OutcomeId after, int most);
// In time order, all measures.
std::vector<Outcome> outcomes_of(Connection& c, TenantId tenant, Sealer& sealer, ClientId client);
// Taken in [from, until), in time order: what matching and the clinic's figures are counted from.
std::vector<Outcome> outcomes_between(Connection& c, TenantId tenant, Sealer& sealer, Instant from,
                                      Instant until);

}  // namespace fascia::store
