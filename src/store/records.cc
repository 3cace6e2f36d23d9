// SPDX-License-Identifier: Apache-2.0
#include "store/records.h"

namespace fascia::store {
namespace {

Message message_of(Connection& c, TenantId tenant, Sealer& sealer, const Row& r) {
  Message m{r.id<MessageId>(0), r.text(1), r.id<ClientId>(2), r.text(3), {}, r.number(5)};
  m.payload = sealer.open(c, tenant, m.client, "outbox.sealed", m.id.value, r.text(4));
  return m;
}

}  // namespace

void add_message(Connection& c, TenantId tenant, Sealer& sealer, const Message& m, Instant now) {
  c.run(
      "INSERT INTO outbox (tenant, id, kind, client, language, sealed, status, tries, next_try, "
      "created, location, appointment) "
      "VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $7, $8, $9)",
      {tenant, m.id, m.kind, m.client, m.language,
       sealer.seal(c, tenant, m.client, "outbox.sealed", m.id.value, m.payload), now, m.location,
       m.appointment});
}

std::vector<Message> waiting_messages(Connection& c, TenantId tenant, Sealer& sealer, Instant now,
                                      int most, LocationId location) {
  std::vector<Message> out;
  for (const Row& r : c.query("SELECT id, kind, client, language, sealed, tries FROM outbox "
                              "WHERE tenant = $1 AND status = 'waiting' AND next_try <= $2 "
                              "AND (location IS NULL OR location = COALESCE($4, location)) ORDER "
                              "BY next_try, id LIMIT $3",
                              {tenant, now, most, location}))
    out.push_back(message_of(c, tenant, sealer, r));
  return out;
}

std::optional<Message> find_message(Connection& c, TenantId tenant, Sealer& sealer, MessageId id) {
  auto row = c.first(
      "SELECT id, kind, client, language, sealed, tries FROM outbox WHERE tenant = $1 AND id = $2",
      {tenant, id});
  return row ? std::optional(message_of(c, tenant, sealer, *row)) : std::nullopt;
}

void message_sent(Connection& c, TenantId tenant, MessageId id) {
  c.run("UPDATE outbox SET status = 'sent', tries = tries + 1 WHERE tenant = $1 AND id = $2",
        {tenant, id});
}

void message_failed(Connection& c, TenantId tenant, MessageId id, std::optional<Instant> next_try) {
  c.run(
      "UPDATE outbox SET status = CASE WHEN $3 = 0 THEN 'failed' ELSE 'waiting' END, tries = tries "
      "+ 1, "
      "next_try = $3 WHERE tenant = $1 AND id = $2",
      {tenant, id, next_try.value_or(Instant{0})});
}

void add_due_work(Connection& c, TenantId tenant, const DueWork& w) {
  c.run(
      "INSERT INTO due_work (tenant, id, what, subject, due, leased_until, tries, done_at, "
      "location) VALUES ($1, $2, $3, $4, $5, 0, 0, NULL, $6) ON CONFLICT (tenant, what, subject) "
      "DO UPDATE SET due = excluded.due, leased_until = 0, done_at = NULL, "
      "location = excluded.location",
      {tenant, w.id, w.what, w.subject, w.due, w.location});
}

bool is_work_due(Connection& c, TenantId tenant, Instant now, LocationId location) {
  return c
      .first(
          "SELECT 1 FROM due_work WHERE tenant = $1 AND done_at IS NULL AND due <= $2 AND "
          "leased_until <= $2 AND (location IS NULL OR location = COALESCE($3, location)) LIMIT 1",
          {tenant, now, location})
      .has_value();
}

std::vector<DueWork> take_due_work(Connection& c, TenantId tenant, Instant now, Instant lease,
                                   int most, LocationId location) {
  std::vector<DueWork> out;
  for (const Row& r :
       c.query("SELECT id, what, subject, due, location FROM due_work WHERE tenant = $1 AND "
               "done_at IS NULL AND due <= $2 "
               "AND leased_until <= $2 AND (location IS NULL OR location = "
               "COALESCE($4, location)) ORDER BY due, id LIMIT $3",
               {tenant, now, most, location})) {
    DueWork w{r.id<DueWorkId>(0), r.text(1), r.integer(2), r.instant(3), r.id<LocationId>(4)};
    c.run("UPDATE due_work SET leased_until = $3, tries = tries + 1 WHERE tenant = $1 AND id = $2",
          {tenant, w.id, lease});
    out.push_back(std::move(w));
  }
  return out;
}

void due_work_done(Connection& c, TenantId tenant, DueWorkId id, Instant now) {
  // Work that planned itself anew while it ran stays open for its new time.
  c.run("UPDATE due_work SET done_at = $3 WHERE tenant = $1 AND id = $2 AND due <= $3",
        {tenant, id, now});
}

void drop_due_work(Connection& c, TenantId tenant, std::string_view what, std::int64_t subject) {
  c.run("DELETE FROM due_work WHERE tenant = $1 AND what = $2 AND subject = $3 AND done_at IS NULL",
        {tenant, what, subject});
}

std::optional<KeptAnswer> find_answer(Connection& c, TenantId tenant, Sealer& sealer,
                                      std::string_view key_hash) {
  auto row = c.first(
      "SELECT body_hash, appointment, sealed FROM idempotency WHERE tenant = $1 AND key_hash = $2",
      {tenant, key_hash});
  if (!row) return std::nullopt;
  KeptAnswer kept{std::string(key_hash), row->text(0), row->id<AppointmentId>(1), {}};
  kept.answer =
      sealer.open(c, tenant, {}, "idempotency.sealed", kept.appointment.value, row->text(2));
  return kept;
}

void add_answer(Connection& c, TenantId tenant, Sealer& sealer, const KeptAnswer& a, Instant now) {
  c.run(
      "INSERT INTO idempotency (tenant, key_hash, body_hash, appointment, sealed, created) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {tenant, a.key_hash, a.body_hash, a.appointment,
       sealer.seal(c, tenant, {}, "idempotency.sealed", a.appointment.value, a.answer), now});
}

void add_link(Connection& c, TenantId tenant, const PrivateLink& l) {
  c.run(
      "INSERT INTO private_link (tenant, token_hash, purpose, subject, client, expires, "
      "tries_left, opened_by) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {tenant, l.token_hash, l.purpose, l.subject, l.client, l.expires, l.tries_left, l.opened_by});
}

std::optional<PrivateLink> find_link(Connection& c, TenantId tenant, std::string_view token_hash,
                                     Instant now) {
  auto r = c.first(
      "SELECT purpose, subject, client, expires, tries_left, opened_by FROM private_link "
      "WHERE tenant = $1 AND token_hash = $2 AND expires > $3",
      {tenant, token_hash, now});
  if (!r) return std::nullopt;
  return PrivateLink{std::string(token_hash), r->text(0),   r->integer(1), r->id<ClientId>(2),
                     r->instant(3),           r->number(4), r->text(5)};
}

void link_try_failed(Connection& c, TenantId tenant, std::string_view token_hash) {
  c.run(
      "UPDATE private_link SET tries_left = tries_left - 1 WHERE tenant = $1 AND token_hash = $2 "
      "AND tries_left > 0",
      {tenant, token_hash});
}

void end_links(Connection& c, TenantId tenant, std::string_view purpose, std::int64_t subject,
               Instant now) {
  c.run(
      "UPDATE private_link SET expires = $4 "
      "WHERE tenant = $1 AND purpose = $2 AND subject = $3 AND expires > $4",
      {tenant, purpose, subject, now});
}

void link_opened(Connection& c, TenantId tenant, std::string_view token_hash,
                 std::string_view browser) {
  c.run(
      "UPDATE private_link SET opened_by = $3, tries_left = 5 WHERE tenant = $1 AND token_hash = "
      "$2",
      {tenant, token_hash, browser});
}

}  // namespace fascia::store
