// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/private_text.h"
#include "store/sealed.h"

namespace fascia::store {

// What people may ask of the clinic about their own record (R25); bodies are JSON texts of the use
// cases, sealed under the client's key, of a breach under the tenant's.

using AccessRequestId = Id<struct AccessRequestTag>;
struct AccessRequest {
  AccessRequestId id;
  ClientId client;
  Date received;
  Date due;
  int extended = 0;              // days that were added
  std::optional<Date> estimate;  // of the fee, sent on this day and not answered: the clock stands
  std::optional<Instant> answered;
  std::string outcome;  // "given", "refused", "withdrawn"; empty while open
  StaffId staff;
  PrivateText body;
};
void add_access_request(Connection& c, TenantId tenant, Sealer& sealer, const AccessRequest& x);
std::optional<AccessRequest> find_access_request(Connection& c, TenantId tenant, Sealer& sealer,
                                                 AccessRequestId id);
// Writes due, extended, estimate, answered and outcome anew.
void update_access_request(Connection& c, TenantId tenant, const AccessRequest& x);
// Those of one client, or, without one, all that are open; by the day they are due.
std::vector<AccessRequest> access_requests(Connection& c, TenantId tenant, Sealer& sealer,
                                           ClientId client);

// What is written beside a record and never changed: notes and disclosures.
struct RecordLine {
  std::int64_t id = 0;
  ClientId client;
  Instant at;
  std::string kind;  // of a note: "correction", "annotation"
  StaffId staff;
  PrivateText body;
};
void add_record_note(Connection& c, TenantId tenant, Sealer& sealer, const RecordLine& x);
std::vector<RecordLine> record_notes(Connection& c, TenantId tenant, Sealer& sealer,
                                     ClientId client);
void add_disclosure(Connection& c, TenantId tenant, Sealer& sealer, const RecordLine& x);
std::vector<RecordLine> disclosures(Connection& c, TenantId tenant, Sealer& sealer,
                                    ClientId client);

using BreachId = Id<struct BreachTag>;
struct Breach {
  BreachId id;
  Instant noticed;
  std::optional<Instant> commissioner_told, people_told, closed;
  StaffId staff;
  PrivateText body;
};
// Anew, or in the place of the one of this id.
void put_breach(Connection& c, TenantId tenant, Sealer& sealer, const Breach& x);
std::vector<Breach> breaches(Connection& c, TenantId tenant, Sealer& sealer);

}  // namespace fascia::store
