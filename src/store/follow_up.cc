// SPDX-License-Identifier: Apache-2.0
#include "store/follow_up.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace fascia::store {
namespace {

constexpr std::string_view kAftercareCell = "aftercare.sealed";
constexpr std::string_view kCheckInCell = "check_in.sealed";
constexpr std::string_view kBeforeCell = "before_visit.sealed";
constexpr std::string_view kOutcomeCell = "outcome.sealed";

constexpr std::string_view kCheckInKinds[] = {"24h", "48h", "72h", "7d"};

// What was measured at a visit whose session was entered on the wrong client counts for nobody.
#define FASCIA_OUTCOME_NOT_IN_ERROR                                              \
  "AND NOT EXISTS (SELECT 1 FROM treatment_session AS s JOIN chart_entry AS e "  \
  "ON e.tenant = s.tenant AND e.session = s.id WHERE s.tenant = outcome.tenant " \
  "AND s.appointment = outcome.appointment AND e.status = 'entered_in_error') "

std::optional<Aftercare> aftercare_from(Connection& c, TenantId tenant, Sealer& sealer,
                                        const std::optional<Row>& row) {
  if (!row) return std::nullopt;
  auto id = row->id<AftercareId>(0);
  auto client = row->id<ClientId>(2);
  return Aftercare{id, row->id<SessionId>(1), client, row->instant(3),
                   sealer.open(c, tenant, client, kAftercareCell, id.value, row->text(4))};
}

CheckIn check_in_from(Connection& c, TenantId tenant, Sealer& sealer, const Row& row) {
  auto id = row.id<CheckInId>(0);
  auto client = row.id<ClientId>(2);
  auto kind = parse_check_in_kind(row.text(3));
  FASCIA_CHECK(kind.has_value());
  return {id,
          row.id<SessionId>(1),
          client,
          *kind,
          row.instant(4),
          row.maybe_instant(5),
          sealer.open(c, tenant, client, kCheckInCell, id.value, row.text(6))};
}

std::vector<CheckIn> check_ins_from(Connection& c, TenantId tenant, Sealer& sealer,
                                    const Rows& rows) {
  std::vector<CheckIn> out;
  for (const Row& row : rows) out.push_back(check_in_from(c, tenant, sealer, row));
  return out;
}

// Which measure it was is sealed with its body: the cell's first line. Rows of before schema 0022
// named it in the open, until `seal_measures` has been there.
PrivateText outcome_cell(const std::string& measure, const PrivateText& body) {
  return PrivateText(measure + "\n" + body.reveal());
}

std::vector<Outcome> outcomes_from(Connection& c, TenantId tenant, Sealer& sealer,
                                   const Rows& rows) {
  std::vector<Outcome> out;
  for (const Row& row : rows) {
    auto id = row.id<OutcomeId>(0);
    auto client = row.id<ClientId>(1);
    Outcome x{id,
              client,
              row.id<AppointmentId>(2),
              row.text(3),
              row.instant(4),
              row.number(5),
              sealer.open(c, tenant, client, kOutcomeCell, id.value, row.text(6))};
    if (x.measure.empty()) {
      const std::string cell = x.body.reveal();
      auto line = cell.find('\n');
      FASCIA_CHECK(line != cell.npos);
      x.measure = cell.substr(0, line);
      x.body = PrivateText(cell.substr(line + 1));
    }
    out.push_back(std::move(x));
  }
  return out;
}

}  // namespace

bool add_aftercare(Connection& c, TenantId tenant, Sealer& sealer, const Aftercare& x) {
  return c.run(
             "INSERT INTO aftercare (tenant, id, session, client, created, sealed) "
             "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, session) DO NOTHING",
             {tenant, x.id, x.session, x.client, x.created,
              sealer.seal(c, tenant, x.client, kAftercareCell, x.id.value, x.body)}) == 1;
}

void change_aftercare(Connection& c, TenantId tenant, Sealer& sealer, const Aftercare& x) {
  c.run("UPDATE aftercare SET sealed = $3 WHERE tenant = $1 AND id = $2",
        {tenant, x.id, sealer.seal(c, tenant, x.client, kAftercareCell, x.id.value, x.body)});
}

std::optional<Aftercare> find_aftercare(Connection& c, TenantId tenant, Sealer& sealer,
                                        AftercareId id) {
  return aftercare_from(c, tenant, sealer,
                        c.first("SELECT id, session, client, created, sealed FROM aftercare "
                                "WHERE tenant = $1 AND id = $2",
                                {tenant, id}));
}

std::optional<Aftercare> aftercare_of(Connection& c, TenantId tenant, Sealer& sealer,
                                      SessionId session) {
  return aftercare_from(c, tenant, sealer,
                        c.first("SELECT id, session, client, created, sealed FROM aftercare "
                                "WHERE tenant = $1 AND session = $2",
                                {tenant, session}));
}

std::string_view to_string(CheckInKind kind) {
  return kCheckInKinds[static_cast<std::size_t>(kind)];
}

std::optional<CheckInKind> parse_check_in_kind(std::string_view text) {
  auto found = std::find(std::begin(kCheckInKinds), std::end(kCheckInKinds), text);
  if (found == std::end(kCheckInKinds)) return std::nullopt;
  return static_cast<CheckInKind>(found - std::begin(kCheckInKinds));
}

bool add_check_in(Connection& c, TenantId tenant, Sealer& sealer, const CheckIn& x) {
  return c.run(
             "INSERT INTO check_in (tenant, id, session, client, kind, due, answered, sealed) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
             "ON CONFLICT (tenant, session, kind) DO NOTHING",
             {tenant, x.id, x.session, x.client, to_string(x.kind), x.due, x.answered,
              sealer.seal(c, tenant, x.client, kCheckInCell, x.id.value, x.body)}) == 1;
}

Done answer_check_in(Connection& c, TenantId tenant, Sealer& sealer, CheckInId id,
                     const PrivateText& answers, Instant at) {
  auto row = c.first("SELECT client FROM check_in WHERE tenant = $1 AND id = $2", {tenant, id});
  if (!row) return not_found("check_in_missing");
  bool kept =
      c.run(
          "UPDATE check_in SET answered = $3, sealed = $4 "
          "WHERE tenant = $1 AND id = $2 AND answered IS NULL",
          {tenant, id, at,
           sealer.seal(c, tenant, row->id<ClientId>(0), kCheckInCell, id.value, answers)}) == 1;
  if (!kept) return conflict("check_in_answered");
  return {};
}

std::optional<CheckIn> find_check_in(Connection& c, TenantId tenant, Sealer& sealer, CheckInId id) {
  auto row = c.first(
      "SELECT id, session, client, kind, due, answered, sealed FROM check_in "
      "WHERE tenant = $1 AND id = $2",
      {tenant, id});
  return row ? std::optional(check_in_from(c, tenant, sealer, *row)) : std::nullopt;
}

std::vector<CheckIn> check_ins_of(Connection& c, TenantId tenant, Sealer& sealer,
                                  SessionId session) {
  return check_ins_from(
      c, tenant, sealer,
      c.query("SELECT id, session, client, kind, due, answered, sealed FROM check_in "
              "WHERE tenant = $1 AND session = $2 ORDER BY due, id",
              {tenant, session}));
}

std::vector<CheckIn> check_ins_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                         ClientId client) {
  return check_ins_from(
      c, tenant, sealer,
      c.query("SELECT id, session, client, kind, due, answered, sealed FROM check_in "
              "WHERE tenant = $1 AND client = $2 ORDER BY due, id",
              {tenant, client}));
}

std::vector<CheckIn> silent_check_ins(Connection& c, TenantId tenant, Sealer& sealer,
                                      Instant before) {
  return check_ins_from(
      c, tenant, sealer,
      c.query("SELECT id, session, client, kind, due, answered, sealed FROM check_in "
              "WHERE tenant = $1 AND answered IS NULL AND due < $2 ORDER BY due, id",
              {tenant, before}));
}

void keep_before_visit(Connection& c, TenantId tenant, Sealer& sealer, const BeforeVisit& x) {
  c.run(
      "INSERT INTO before_visit (tenant, appointment, client, told, sealed) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, appointment) DO UPDATE SET "
      "told = excluded.told, sealed = excluded.sealed",
      {tenant, x.appointment, x.client, x.told,
       sealer.seal(c, tenant, x.client, kBeforeCell, x.appointment.value, x.body)});
}

std::optional<BeforeVisit> find_before_visit(Connection& c, TenantId tenant, Sealer& sealer,
                                             AppointmentId appointment) {
  auto row = c.first(
      "SELECT client, told, sealed FROM before_visit WHERE tenant = $1 AND appointment = $2",
      {tenant, appointment});
  if (!row) return std::nullopt;
  auto client = row->id<ClientId>(0);
  return BeforeVisit{appointment, client, row->instant(1),
                     sealer.open(c, tenant, client, kBeforeCell, appointment.value, row->text(2))};
}

void add_outcome(Connection& c, TenantId tenant, Sealer& sealer, const Outcome& x) {
  c.run(
      "INSERT INTO outcome (tenant, id, client, appointment, measure, taken, treatments, sealed) "
      "VALUES ($1, $2, $3, $4, '', $5, $6, $7)",
      {tenant, x.id, x.client, x.appointment, x.taken, x.treatments,
       sealer.seal(c, tenant, x.client, kOutcomeCell, x.id.value,
                   outcome_cell(x.measure, x.body))});
}

bool has_open_measures(Connection& c, TenantId tenant, OutcomeId after) {
  return c
      .first("SELECT 1 FROM outcome WHERE tenant = $1 AND measure <> '' AND id > $2 LIMIT 1",
             {tenant, after.value})
      .has_value();
}

std::optional<OutcomeId> seal_measures(Connection& c, TenantId tenant, Sealer& sealer,
                                       OutcomeId after, int most) {
  std::optional<OutcomeId> last;
  for (const Row& row : c.query("SELECT id, client, measure, sealed FROM outcome WHERE tenant = $1 "
                                "AND measure <> '' AND id > $2 ORDER BY id LIMIT $3",
                                {tenant, after.value, most})) {
    last = row.id<OutcomeId>(0);
    auto client = row.id<ClientId>(1);
    try {
      PrivateText body = sealer.open(c, tenant, client, kOutcomeCell, last->value, row.text(3));
      c.run("UPDATE outcome SET measure = '', sealed = $3 WHERE tenant = $1 AND id = $2",
            {tenant, *last,
             sealer.seal(c, tenant, client, kOutcomeCell, last->value,
                         outcome_cell(row.text(2), body))});
    } catch (const std::logic_error&) {
      // It does not open: `fascia check` says so, and it stays as it is.
    }
  }
  return last;
}

std::vector<Outcome> outcomes_of(Connection& c, TenantId tenant, Sealer& sealer, ClientId client) {
  return outcomes_from(
      c, tenant, sealer,
      c.query("SELECT id, client, appointment, measure, taken, treatments, sealed FROM outcome "
              "WHERE tenant = $1 AND client = $2 " FASCIA_OUTCOME_NOT_IN_ERROR "ORDER BY taken, id",
              {tenant, client}));
}

std::vector<Outcome> outcomes_between(Connection& c, TenantId tenant, Sealer& sealer, Instant from,
                                      Instant until) {
  return outcomes_from(
      c, tenant, sealer,
      c.query("SELECT id, client, appointment, measure, taken, treatments, sealed FROM outcome "
              "WHERE tenant = $1 AND taken >= $2 AND taken < $3 " FASCIA_OUTCOME_NOT_IN_ERROR
              "ORDER BY taken, id",
              {tenant, from, until}));
}

}  // namespace fascia::store
