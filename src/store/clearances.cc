// SPDX-License-Identifier: Apache-2.0
#include "store/clearances.h"

#include <iterator>

#include "core/result.h"

namespace fascia::store {
namespace {

constexpr std::string_view kLetterCell = "clearance.sealed";
constexpr std::string_view kFileCell = "clearance_file.sealed";
constexpr std::string_view kLetterStatuses[] = {"wanted",  "given",    "faxed",    "chased", "back",
                                                "gentler", "released", "needless", "lapsed"};

Clearance clearance_from(Connection& c, TenantId tenant, Sealer& sealer, const Row& row) {
  auto id = row.id<ClearanceId>(0);
  auto client = row.id<ClientId>(1);
  auto status = parse_letter_status(row.text(3));
  FASCIA_CHECK(status.has_value());
  return {
      id,      client,         row.id<AppointmentId>(2),
      *status, row.instant(4), sealer.open(c, tenant, client, kLetterCell, id.value, row.text(5))};
}

ClearanceFile file_from(const Row& row) {
  return {row.id<ClearanceFileId>(0),
          row.id<ClearanceId>(1),
          row.id<ClientId>(2),
          row.text(3),
          row.integer(4),
          row.instant(5),
          row.id<StaffId>(6)};
}

}  // namespace

std::string_view to_string(LetterStatus status) {
  return kLetterStatuses[static_cast<std::size_t>(status)];
}

std::optional<LetterStatus> parse_letter_status(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kLetterStatuses); ++i)
    if (kLetterStatuses[i] == text) return static_cast<LetterStatus>(i);
  return std::nullopt;
}

bool add_clearance(Connection& c, TenantId tenant, Sealer& sealer, const Clearance& x) {
  return c.run(
             "INSERT INTO clearance (tenant, id, client, appointment, status, created, sealed) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, appointment) DO NOTHING",
             {tenant, x.id, x.client, x.appointment, to_string(x.status), x.created,
              sealer.seal(c, tenant, x.client, kLetterCell, x.id.value, x.body)}) == 1;
}

void update_clearance(Connection& c, TenantId tenant, Sealer& sealer, const Clearance& x) {
  c.run("UPDATE clearance SET status = $3, sealed = $4 WHERE tenant = $1 AND id = $2",
        {tenant, x.id, to_string(x.status),
         sealer.seal(c, tenant, x.client, kLetterCell, x.id.value, x.body)});
}

std::optional<Clearance> clearance_of(Connection& c, TenantId tenant, Sealer& sealer,
                                      AppointmentId appointment) {
  auto row = c.first(
      "SELECT id, client, appointment, status, created, sealed FROM clearance "
      "WHERE tenant = $1 AND appointment = $2",
      {tenant, appointment});
  return row ? std::optional(clearance_from(c, tenant, sealer, *row)) : std::nullopt;
}

std::vector<Clearance> clearances_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                            ClientId client) {
  std::vector<Clearance> out;
  for (const Row& row :
       c.query("SELECT id, client, appointment, status, created, sealed FROM clearance "
               "WHERE tenant = $1 AND client = $2 ORDER BY created, id",
               {tenant, client}))
    out.push_back(clearance_from(c, tenant, sealer, row));
  return out;
}

void add_letter_step(Connection& c, TenantId tenant, ClearanceId letter, const LetterStep& step) {
  auto last = c.first(
      "SELECT COALESCE(MAX(seq), 0) FROM clearance_step WHERE tenant = $1 AND clearance = $2",
      {tenant, letter});
  c.run(
      "INSERT INTO clearance_step (tenant, clearance, seq, at, staff, status) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, letter, last->integer(0) + 1, step.at, step.staff, to_string(step.status)});
}

std::vector<LetterStep> letter_steps(Connection& c, TenantId tenant, ClearanceId letter) {
  std::vector<LetterStep> out;
  for (const Row& row : c.query("SELECT at, staff, status FROM clearance_step "
                                "WHERE tenant = $1 AND clearance = $2 ORDER BY seq",
                                {tenant, letter})) {
    auto status = parse_letter_status(row.text(2));
    FASCIA_CHECK(status.has_value());
    out.push_back({row.instant(0), row.id<StaffId>(1), *status});
  }
  return out;
}

void add_clearance_file(Connection& c, TenantId tenant, Sealer& sealer, const ClearanceFile& x,
                        const PrivateText& bytes) {
  auto last = c.first(
      "SELECT COALESCE(MAX(seq), 0) FROM clearance_file WHERE tenant = $1 AND clearance = $2",
      {tenant, x.clearance});
  c.run(
      "INSERT INTO clearance_file (tenant, id, clearance, client, seq, type, size, at, staff, "
      "sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {tenant, x.id, x.clearance, x.client, last->integer(0) + 1, x.type, x.size, x.at, x.staff,
       sealer.seal(c, tenant, x.client, kFileCell, x.id.value, bytes)});
}

std::vector<ClearanceFile> clearance_files(Connection& c, TenantId tenant, ClearanceId letter) {
  std::vector<ClearanceFile> out;
  for (const Row& row : c.query("SELECT id, clearance, client, type, size, at, staff "
                                "FROM clearance_file WHERE tenant = $1 AND clearance = $2 "
                                "ORDER BY seq",
                                {tenant, letter}))
    out.push_back(file_from(row));
  return out;
}

PrivateText clearance_file_bytes(Connection& c, TenantId tenant, Sealer& sealer,
                                 const ClearanceFile& file) {
  auto row =
      c.first("SELECT sealed FROM clearance_file WHERE tenant = $1 AND id = $2", {tenant, file.id});
  FASCIA_CHECK(row.has_value());
  return sealer.open(c, tenant, file.client, kFileCell, file.id.value, row->text(0));
}

}  // namespace fascia::store
