// SPDX-License-Identifier: Apache-2.0
#include "store/treatment.h"

namespace fascia::store {
namespace {

constexpr std::string_view kConsentCell = "consent.sealed";
constexpr std::string_view kPlanCell = "plan.sealed";
constexpr std::string_view kChangeCell = "plan_change.sealed";
constexpr std::string_view kEntryCell = "session_entry.sealed";

// Of a session `s`: not one that was entered on the wrong client.
#define FASCIA_NOT_IN_ERROR                                                   \
  "AND NOT EXISTS (SELECT 1 FROM chart_entry AS e WHERE e.tenant = s.tenant " \
  "AND e.session = s.id AND e.status = 'entered_in_error') "

TreatmentSession session_from(const Row& row) {
  return {row.id<SessionId>(0),      row.id<AppointmentId>(1), row.id<ClientId>(2),
          row.id<PractitionerId>(3), row.instant(4),           row.maybe_instant(5)};
}

std::vector<TreatmentSession> sessions_from(const Rows& rows) {
  std::vector<TreatmentSession> out;
  for (const Row& row : rows) out.push_back(session_from(row));
  return out;
}

std::optional<Plan> plan_from(Connection& c, TenantId tenant, Sealer& sealer,
                              const std::optional<Row>& row) {
  if (!row) return std::nullopt;
  auto id = row->id<PlanId>(0);
  auto client = row->id<ClientId>(1);
  return Plan{id, client, row->id<AppointmentId>(2), row->instant(3),
              sealer.open(c, tenant, client, kPlanCell, id.value, row->text(4))};
}

}  // namespace

void add_consent(Connection& c, TenantId tenant, Sealer& sealer, const Consent& x) {
  c.run(
      "INSERT INTO consent (tenant, id, client, appointment, at, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, x.id, x.client, x.appointment, x.at,
       sealer.seal(c, tenant, x.client, kConsentCell, x.id.value, x.body)});
}

std::vector<Consent> consents_of(Connection& c, TenantId tenant, Sealer& sealer,
                                 AppointmentId appointment) {
  std::vector<Consent> out;
  for (const Row& row : c.query("SELECT id, client, at, sealed FROM consent "
                                "WHERE tenant = $1 AND appointment = $2 ORDER BY at, id",
                                {tenant, appointment})) {
    auto id = row.id<ConsentId>(0);
    auto client = row.id<ClientId>(1);
    out.push_back({id, client, appointment, row.instant(2),
                   sealer.open(c, tenant, client, kConsentCell, id.value, row.text(3))});
  }
  return out;
}

void add_plan_change(Connection& c, TenantId tenant, Sealer& sealer, const PlanChange& x) {
  c.run(
      "INSERT INTO plan_change (tenant, id, client, appointment, at, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, x.id, x.client, x.appointment, x.at,
       sealer.seal(c, tenant, x.client, kChangeCell, x.id.value, x.body)});
}

std::vector<PlanChange> plan_changes_of(Connection& c, TenantId tenant, Sealer& sealer,
                                        AppointmentId appointment) {
  std::vector<PlanChange> out;
  for (const Row& row : c.query("SELECT id, client, at, sealed FROM plan_change "
                                "WHERE tenant = $1 AND appointment = $2 ORDER BY at, id",
                                {tenant, appointment})) {
    auto id = row.id<PlanChangeId>(0);
    auto client = row.id<ClientId>(1);
    out.push_back({id, client, appointment, row.instant(2),
                   sealer.open(c, tenant, client, kChangeCell, id.value, row.text(3))});
  }
  return out;
}

void add_plan(Connection& c, TenantId tenant, Sealer& sealer, const Plan& x) {
  c.run(
      "INSERT INTO plan (tenant, id, client, appointment, created, sealed) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, x.id, x.client, x.appointment, x.created,
       sealer.seal(c, tenant, x.client, kPlanCell, x.id.value, x.body)});
}

std::optional<Plan> find_plan(Connection& c, TenantId tenant, Sealer& sealer, PlanId id) {
  return plan_from(c, tenant, sealer,
                   c.first("SELECT id, client, appointment, created, sealed FROM plan "
                           "WHERE tenant = $1 AND id = $2",
                           {tenant, id}));
}

std::optional<Plan> plan_of(Connection& c, TenantId tenant, Sealer& sealer,
                            AppointmentId appointment) {
  return plan_from(c, tenant, sealer,
                   c.first("SELECT id, client, appointment, created, sealed FROM plan "
                           "WHERE tenant = $1 AND appointment = $2 "
                           "ORDER BY created DESC, id DESC LIMIT 1",
                           {tenant, appointment}));
}

Done start_session(Connection& c, TenantId tenant, const TreatmentSession& x) {
  bool started =
      c.run(
          "INSERT INTO treatment_session (tenant, id, appointment, client, "
          "practitioner, started, ended) VALUES ($1, $2, $3, $4, $5, $6, $7) "
          "ON CONFLICT (tenant, appointment) DO NOTHING",
          {tenant, x.id, x.appointment, x.client, x.practitioner, x.started, x.ended}) == 1;
  if (!started) return conflict("session_started");
  return {};
}

Done end_session(Connection& c, TenantId tenant, SessionId id, Instant at) {
  if (c.run("UPDATE treatment_session SET ended = $3 WHERE tenant = $1 AND id = $2 "
            "AND ended IS NULL",
            {tenant, id, at}) == 1)
    return {};
  if (!find_session(c, tenant, id)) return not_found("session_missing");
  return conflict("session_ended");
}

std::optional<TreatmentSession> find_session(Connection& c, TenantId tenant, SessionId id) {
  auto row = c.first(
      "SELECT id, appointment, client, practitioner, started, ended FROM treatment_session "
      "WHERE tenant = $1 AND id = $2",
      {tenant, id});
  return row ? std::optional(session_from(*row)) : std::nullopt;
}

std::optional<TreatmentSession> session_of(Connection& c, TenantId tenant,
                                           AppointmentId appointment) {
  auto row = c.first(
      "SELECT id, appointment, client, practitioner, started, ended FROM treatment_session "
      "WHERE tenant = $1 AND appointment = $2",
      {tenant, appointment});
  return row ? std::optional(session_from(*row)) : std::nullopt;
}

std::vector<TreatmentSession> sessions_of(Connection& c, TenantId tenant, ClientId client,
                                          Errors errors) {
  if (errors == Errors::shown)
    return sessions_from(
        c.query("SELECT id, appointment, client, practitioner, started, ended "
                "FROM treatment_session WHERE tenant = $1 AND client = $2 ORDER BY started, id",
                {tenant, client}));
  return sessions_from(c.query(
      "SELECT s.id, s.appointment, s.client, s.practitioner, s.started, s.ended "
      "FROM treatment_session AS s WHERE s.tenant = $1 AND s.client = $2 " FASCIA_NOT_IN_ERROR
      "ORDER BY s.started, s.id",
      {tenant, client}));
}

bool entered_in_error(Connection& c, TenantId tenant, SessionId session) {
  return c
      .first(
          "SELECT 1 FROM chart_entry WHERE tenant = $1 AND session = $2 "
          "AND status = 'entered_in_error'",
          {tenant, session})
      .has_value();
}

std::vector<TreatmentSession> sessions_between(Connection& c, TenantId tenant, Instant from,
                                               Instant until) {
  return sessions_from(
      c.query("SELECT s.id, s.appointment, s.client, s.practitioner, s.started, s.ended "
              "FROM treatment_session AS s WHERE s.tenant = $1 AND s.started >= $2 AND s.started < "
              "$3 " FASCIA_NOT_IN_ERROR "ORDER BY s.started, s.id",
              {tenant, from, until}));
}

// Each ended session has a draft until it is signed: the drafts are few, the sessions many. CROSS
// JOIN keeps SQLite from going over the sessions for the sake of their order.
std::vector<TreatmentSession> unsigned_sessions(Connection& c, TenantId tenant) {
  return sessions_from(
      c.query("SELECT DISTINCT s.id, s.appointment, s.client, s.practitioner, s.started, s.ended "
              "FROM chart_entry AS d CROSS JOIN treatment_session AS s WHERE d.tenant = $1 AND "
              "d.status = 'draft' AND s.tenant = d.tenant AND s.id = d.session "
              "AND s.ended IS NOT NULL "
              "AND NOT EXISTS (SELECT 1 FROM chart_entry AS e WHERE e.tenant = s.tenant "
              "AND e.session = s.id AND e.status = 'signed') ORDER BY s.started, s.id",
              {tenant}));
}

bool add_session_entry(Connection& c, TenantId tenant, Sealer& sealer, const SessionEntry& x) {
  auto session = find_session(c, tenant, x.session);
  FASCIA_CHECK(session.has_value());
  return c.run(
             "INSERT INTO session_entry (tenant, id, session, seq, at, sealed) "
             "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, session, seq) DO NOTHING",
             {tenant, x.id, x.session, x.seq, x.at,
              sealer.seal(c, tenant, session->client, kEntryCell, x.id.value, x.body)}) == 1;
}

std::vector<SessionEntry> session_entries(Connection& c, TenantId tenant, Sealer& sealer,
                                          SessionId id) {
  std::vector<SessionEntry> out;
  auto session = find_session(c, tenant, id);
  if (!session) return out;
  for (const Row& row : c.query("SELECT id, seq, at, sealed FROM session_entry "
                                "WHERE tenant = $1 AND session = $2 ORDER BY seq",
                                {tenant, id})) {
    auto entry = row.id<SessionEntryId>(0);
    out.push_back({entry, id, row.number(1), row.instant(2),
                   sealer.open(c, tenant, session->client, kEntryCell, entry.value, row.text(3))});
  }
  return out;
}

int next_session_entry(Connection& c, TenantId tenant, SessionId session) {
  return c
      .first(
          "SELECT COALESCE(MAX(seq), 0) + 1 FROM session_entry "
          "WHERE tenant = $1 AND session = $2",
          {tenant, session})
      ->number(0);
}

}  // namespace fascia::store
