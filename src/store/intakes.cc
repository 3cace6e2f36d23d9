// SPDX-License-Identifier: Apache-2.0
#include "store/intakes.h"

#include <charconv>
#include <set>

#include "core/result.h"
#include "store/client_keys.h"

namespace fascia::store {
namespace {

constexpr std::string_view kDraft = "intake_draft.sealed", kScreening = "screening.sealed";

// Nothing of one that belongs to no client and whose key is gone.
std::optional<KeptScreening> screening_of(Connection& c, TenantId tenant, Sealer& sealer,
                                          const std::optional<Row>& row) {
  if (!row) return std::nullopt;
  const Row& r = *row;
  KeptScreening s{
      r.id<ScreeningId>(0), r.text(1), r.date(2),          r.id<ServiceId>(3), r.text(4),
      r.id<ClientId>(5),    {},        r.maybe_instant(7), r.instant(8)};
  std::optional<PrivateText> content =
      s.client ? sealer.open(c, tenant, s.client, kScreening, s.id.value, r.text(6))
               : sealer.open_unbound(c, tenant, kScreening, s.id.value, r.text(6));
  if (!content) return std::nullopt;
  s.content = std::move(*content);
  return s;
}

std::string sealed_screening(Connection& c, TenantId tenant, Sealer& sealer,
                             const KeptScreening& s) {
  return s.client ? sealer.seal(c, tenant, s.client, kScreening, s.id.value, s.content)
                  : sealer.seal_unbound(c, tenant, kScreening, s.id.value, s.content);
}

Reply reply_of(const Row& r) {
  return {r.id<ReplyId>(0), r.text(1), r.text(2), r.text(3),
          r.text(4),        r.text(5), r.text(6), r.instant(7)};
}

}  // namespace

// A draft's row has no id: the first digits of its hash are its number.
std::optional<std::int64_t> draft_row(std::string_view token_hash) {
  const std::string_view digits = token_hash.substr(0, 15);
  const char* end = digits.data() + digits.size();
  std::int64_t number = 0;
  auto read = std::from_chars(digits.data(), end, number, 16);
  if (read.ec != std::errc() || read.ptr != end || number < 0) return std::nullopt;
  return number;
}

std::optional<PrivateText> find_draft(Connection& c, TenantId tenant, Sealer& sealer,
                                      std::string_view token_hash, Instant now) {
  auto row = c.first(
      "SELECT sealed FROM intake_draft WHERE tenant = $1 AND token_hash = $2 AND expires > $3",
      {tenant, token_hash, now});
  auto number = draft_row(token_hash);
  if (!row || !number) return std::nullopt;
  return sealer.open_unbound(c, tenant, kDraft, *number, row->text(0));
}

void put_draft(Connection& c, TenantId tenant, Sealer& sealer, std::string_view token_hash,
               const PrivateText& draft, Instant expires) {
  auto number = draft_row(token_hash);
  FASCIA_CHECK(number.has_value());
  c.run(
      "INSERT INTO intake_draft (tenant, token_hash, sealed, expires) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (tenant, token_hash) DO UPDATE SET sealed = excluded.sealed, expires = "
      "excluded.expires",
      {tenant, token_hash, sealer.seal_unbound(c, tenant, kDraft, *number, draft), expires});
}

void remove_draft(Connection& c, TenantId tenant, std::string_view token_hash) {
  c.run("DELETE FROM intake_draft WHERE tenant = $1 AND token_hash = $2", {tenant, token_hash});
  if (auto number = draft_row(token_hash)) forget_key(c, tenant, unbound_owner(*number));
}

void add_screening(Connection& c, TenantId tenant, Sealer& sealer, const KeptScreening& s,
                   Instant now) {
  c.run(
      "INSERT INTO screening (tenant, id, token_hash, visit_date, service, protocol, client, "
      "sealed, created, expires) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {tenant, s.id, s.token_hash, s.visit_date, s.service, s.protocol, s.client,
       sealed_screening(c, tenant, sealer, s), now, s.expires});
}

#define FASCIA_SCREENING_COLUMNS                                                                 \
  "SELECT id, token_hash, visit_date, service, protocol, client, sealed, expires, created FROM " \
  "screening "                                                                                   \
  "WHERE tenant = $1 "

std::optional<KeptScreening> find_screening(Connection& c, TenantId tenant, Sealer& sealer,
                                            ScreeningId id) {
  auto row = c.first(FASCIA_SCREENING_COLUMNS "AND id = $2", {tenant, id});
  return screening_of(c, tenant, sealer, row);
}

std::vector<KeptScreening> screenings_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                                ClientId client) {
  std::vector<KeptScreening> out;
  for (const Row& row :
       c.query(FASCIA_SCREENING_COLUMNS "AND client = $2 ORDER BY created, id", {tenant, client}))
    if (auto one = screening_of(c, tenant, sealer, row)) out.push_back(std::move(*one));
  return out;
}

ClientId client_of_screening(Connection& c, TenantId tenant, ScreeningId id) {
  auto row = c.first("SELECT client FROM screening WHERE tenant = $1 AND id = $2", {tenant, id});
  return row ? row->id<ClientId>(0) : ClientId{};
}

std::optional<KeptScreening> find_screening_by_token(Connection& c, TenantId tenant, Sealer& sealer,
                                                     std::string_view token_hash, Instant now) {
  auto row =
      c.first(FASCIA_SCREENING_COLUMNS "AND token_hash = $2 AND (expires IS NULL OR expires > $3)",
              {tenant, token_hash, now});
  return screening_of(c, tenant, sealer, row);
}

void bind_screening(Connection& c, TenantId tenant, Sealer& sealer, KeptScreening s,
                    ClientId client) {
  s.client = client;
  s.expires.reset();
  update_screening(c, tenant, sealer, s);
  forget_key(c, tenant, unbound_owner(s.id.value));
}

void update_screening(Connection& c, TenantId tenant, Sealer& sealer, const KeptScreening& s) {
  std::int64_t changed = c.run(
      "UPDATE screening SET client = $3, sealed = $4, expires = $5, visit_date = $6, service = $7, "
      "protocol = $8 "
      "WHERE tenant = $1 AND id = $2",
      {tenant, s.id, s.client, sealed_screening(c, tenant, sealer, s), s.expires, s.visit_date,
       s.service, s.protocol});
  FASCIA_CHECK(changed == 1);
}

std::int64_t forget_unbooked(Connection& c, TenantId tenant, Instant now) {
  const std::int64_t gone =
      c.run("DELETE FROM intake_draft WHERE tenant = $1 AND expires <= $2", {tenant, now}) +
      c.run("DELETE FROM screening WHERE tenant = $1 AND client IS NULL AND expires <= $2",
            {tenant, now});
  std::set<ClientId> open;
  for (const Row& row : c.query(
           "SELECT token_hash FROM intake_draft WHERE tenant = $1 AND expires > $2", {tenant, now}))
    if (auto number = draft_row(row.text(0))) open.insert(unbound_owner(*number));
  for (const Row& row : c.query("SELECT id FROM screening WHERE tenant = $1 AND expires > $2 AND "
                                "client IS NULL",
                                {tenant, now}))
    open.insert(unbound_owner(row.integer(0)));
  // Also of one that a restored copy of the keys brought back, or that a power cut left.
  for (ClientId owner : unbound_owners(c, tenant))
    if (!open.contains(owner)) forget_key(c, tenant, owner);
  return gone;
}

void add_reply(Connection& c, TenantId tenant, const Reply& r) {
  c.run(
      "INSERT INTO reply (tenant, id, page, name, email, body, language, status, created) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {tenant, r.id, r.page, r.name, r.email, r.body, r.language, r.status, r.created});
}

std::vector<Reply> list_replies(Connection& c, TenantId tenant, std::string_view page,
                                std::string_view status) {
  std::vector<Reply> out;
  for (const Row& row :
       c.query("SELECT id, page, name, email, body, language, status, created FROM reply "
               "WHERE tenant = $1 AND status = $2 AND page = $3 ORDER BY created, id",
               {tenant, status, page}))
    out.push_back(reply_of(row));
  return out;
}

std::vector<Reply> waiting_replies(Connection& c, TenantId tenant) {
  std::vector<Reply> out;
  for (const Row& row :
       c.query("SELECT id, page, name, email, body, language, status, created FROM reply "
               "WHERE tenant = $1 AND status = 'waiting' ORDER BY created, id",
               {tenant}))
    out.push_back(reply_of(row));
  return out;
}

std::vector<Reply> all_replies(Connection& c, TenantId tenant, std::string_view status) {
  std::vector<Reply> out;
  for (const Row& row :
       c.query("SELECT id, page, name, email, body, language, status, created FROM reply "
               "WHERE tenant = $1 AND status = $2 ORDER BY created DESC, id",
               {tenant, status}))
    out.push_back(reply_of(row));
  return out;
}

bool set_reply(Connection& c, TenantId tenant, ReplyId id, std::string_view status,
               std::optional<std::string> body) {
  return c.run(
             "UPDATE reply SET status = $3, body = COALESCE($4, body) WHERE tenant = $1 AND id = "
             "$2",
             {tenant, id, status, body}) == 1;
}

}  // namespace fascia::store
