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

using ConsentId = Id<struct ConsentTag>;
using SessionEntryId = Id<struct SessionEntryTag>;

// What is kept of a treatment: the agreement, the plan, the session with what was tapped, the
// chart. Bodies are JSON texts of the use cases, sealed under the client's key (R22).

// One answer about being treated, as it was given (R12). Consent that is withdrawn or given anew is
// a further row; none is ever changed.
struct Consent {
  ConsentId id;
  ClientId client;
  AppointmentId appointment;
  Instant at;
  PrivateText body;
};
void add_consent(Connection& c, TenantId tenant, Sealer& sealer, const Consent& consent);
// Oldest first: the last one holds.
std::vector<Consent> consents_of(Connection& c, TenantId tenant, Sealer& sealer,
                                 AppointmentId appointment);

// What a therapist changed of the plan of a visit (R7); taking it back is a further row.
using PlanChangeId = Id<struct PlanChangeTag>;
struct PlanChange {
  PlanChangeId id;
  ClientId client;
  AppointmentId appointment;
  Instant at;
  PrivateText body;
};
void add_plan_change(Connection& c, TenantId tenant, Sealer& sealer, const PlanChange& change);
// Oldest first.
std::vector<PlanChange> plan_changes_of(Connection& c, TenantId tenant, Sealer& sealer,
                                        AppointmentId appointment);

// A plan is never changed either; a new one stands after it.
struct Plan {
  PlanId id;
  ClientId client;
  AppointmentId appointment;
  Instant created;
  PrivateText body;
};
void add_plan(Connection& c, TenantId tenant, Sealer& sealer, const Plan& plan);
std::optional<Plan> find_plan(Connection& c, TenantId tenant, Sealer& sealer, PlanId id);
// The newest of the appointment.
std::optional<Plan> plan_of(Connection& c, TenantId tenant, Sealer& sealer,
                            AppointmentId appointment);

// One treatment. An appointment has at most one.
struct TreatmentSession {
  SessionId id;
  AppointmentId appointment;
  ClientId client;
  PractitionerId practitioner;
  Instant started;
  std::optional<Instant> ended;
};
// Error session_started (conflict) when the appointment has one.
Done start_session(Connection& c, TenantId tenant, const TreatmentSession& session);
// Errors session_missing, session_ended.
Done end_session(Connection& c, TenantId tenant, SessionId id, Instant at);
std::optional<TreatmentSession> find_session(Connection& c, TenantId tenant, SessionId id);
std::optional<TreatmentSession> session_of(Connection& c, TenantId tenant,
                                           AppointmentId appointment);
// Oldest first. What was entered in error (R17) belongs to somebody else: it is left out of curves,
// counts and figures, and shown where the chart itself is read.
enum class Errors : char { left_out, shown };
std::vector<TreatmentSession> sessions_of(Connection& c, TenantId tenant, ClientId client,
                                          Errors errors = Errors::left_out);
bool entered_in_error(Connection& c, TenantId tenant, SessionId session);
// Started in [from, until), in order, without errors.
std::vector<TreatmentSession> sessions_between(Connection& c, TenantId tenant, Instant from,
                                               Instant until);

// One tap or remark of a session, at its true time (R28: it may arrive later).
struct SessionEntry {
  SessionEntryId id;
  SessionId session;
  int seq = 0;  // counted by who taps, from 1
  Instant at;
  PrivateText body;
};
// False when an entry of that number stands already: what is sent twice is kept once. Throws when
// there is no such session.
bool add_session_entry(Connection& c, TenantId tenant, Sealer& sealer, const SessionEntry& entry);
// By number.
std::vector<SessionEntry> session_entries(Connection& c, TenantId tenant, Sealer& sealer,
                                          SessionId session);
// One above the highest number.
int next_session_entry(Connection& c, TenantId tenant, SessionId session);

// `signed` is a word of C++; the store and JSON say "signed". Further states are not kept but seen:
// an entry is amended when another one amends it, and was entered in error when such an `error`
// entry stands beside it (R17).
enum class ChartStatus { draft, locked, error };
std::string_view to_string(ChartStatus status);  // "draft", "signed", "entered_in_error"

struct ChartEntry {
  ChartEntryId id;
  SessionId session;
  ClientId client;
  StaffId author;
  ChartStatus status = ChartStatus::draft;
  ChartEntryId amends;  // the signed entry this one stands beside
  PrivateText body;     // of an amendment and an error: with the reason
  std::string digest;   // of all the rest, body as sealed; empty in a draft
  Instant created;
  std::optional<Instant> signed_at;
};
void add_chart_draft(Connection& c, TenantId tenant, Sealer& sealer, const ChartEntry& entry);
// Errors chart_missing, chart_signed.
Done change_chart_draft(Connection& c, TenantId tenant, Sealer& sealer, ChartEntryId id,
                        const PrivateText& body);
// From here on nothing changes it (invariant 3). Errors chart_missing, chart_signed.
Done sign_chart(Connection& c, TenantId tenant, ChartEntryId id, Instant at);
// A signed entry beside a signed one, its status `locked` (an amendment) or `error`; `entry.amends`
// names it, `entry.created` is the moment of both. Errors chart_missing; chart_unsigned when what
// it would amend is a draft; chart_in_error when that was entered in error.
Done add_amendment(Connection& c, TenantId tenant, Sealer& sealer, const ChartEntry& entry);
// Throws when a signed entry is not what was signed.
// The digest of a signed entry; empty of a draft and where there is none.
std::string chart_digest(Connection& c, TenantId tenant, ChartEntryId id);
std::optional<ChartEntry> find_chart_entry(Connection& c, TenantId tenant, Sealer& sealer,
                                           ChartEntryId id);
// Oldest first, drafts and amendments too.
std::vector<ChartEntry> chart_of(Connection& c, TenantId tenant, Sealer& sealer, SessionId session);
std::vector<ChartEntry> chart_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                        ClientId client);
// Ended sessions that have no signed entry (R31), oldest first.
std::vector<TreatmentSession> unsigned_sessions(Connection& c, TenantId tenant);

}  // namespace fascia::store
