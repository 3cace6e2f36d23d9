// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every use case leaves behind besides its own change: an audit event, messages, due work, and
// the memory of an answered request.

#include <optional>
#include <string>
#include <vector>

#include "store/audit_events.h"
#include "store/connection.h"
#include "store/sealed.h"

namespace fascia::store {

// A message to be rendered and sent after the commit. What it says is sealed (R22).
struct Message {
  MessageId id;
  std::string kind;  // "booked", "moved", "cancelled", …: a template of mail/
  ClientId client;
  std::string language;
  PrivateText payload;  // JSON for the template, recipient and link included
  int tries = 0;
  LocationId location = {};        // whose program sends it; none: any
  AppointmentId appointment = {};  // the visit it is about, if it is about one
};
void add_message(Connection& c, TenantId tenant, Sealer& sealer, const Message& message,
                 Instant now);
// Here and below `location` leaves out what is of other places; none: nothing is left out.
std::vector<Message> waiting_messages(Connection& c, TenantId tenant, Sealer& sealer, Instant now,
                                      int most, LocationId location = {});
std::optional<Message> find_message(Connection& c, TenantId tenant, Sealer& sealer, MessageId id);
void message_sent(Connection& c, TenantId tenant, MessageId id);
// Later again, or, after the last try, given up (status "failed").
void message_failed(Connection& c, TenantId tenant, MessageId id, std::optional<Instant> next_try);

// What the clock brings. Doing it twice does no harm: (what, subject) stands once.
struct DueWork {
  DueWorkId id;
  std::string what;  // "hold.expires", "check_in.24h", …
  std::int64_t subject = 0;
  Instant due;
  LocationId location = {};  // whose program does it; none: any
};
void add_due_work(Connection& c, TenantId tenant, const DueWork& work);
// Whether anything is due that nobody has: a look that spares the writer.
bool is_work_due(Connection& c, TenantId tenant, Instant now, LocationId location = {});
// Takes at most `most` that are due, leased until `lease`: another process leaves them alone.
std::vector<DueWork> take_due_work(Connection& c, TenantId tenant, Instant now, Instant lease,
                                   int most, LocationId location = {});
void due_work_done(Connection& c, TenantId tenant, DueWorkId id, Instant now);
void drop_due_work(Connection& c, TenantId tenant, std::string_view what, std::int64_t subject);

// The answer to a request that carried an idempotency key.
struct KeptAnswer {
  std::string key_hash;
  std::string body_hash;
  AppointmentId appointment;
  PrivateText answer;
};
std::optional<KeptAnswer> find_answer(Connection& c, TenantId tenant, Sealer& sealer,
                                      std::string_view key_hash);
void add_answer(Connection& c, TenantId tenant, Sealer& sealer, const KeptAnswer& answer,
                Instant now);

// A private link: the token's hash, one purpose, an end, and five tries at the birth date (R19).
struct PrivateLink {
  std::string token_hash;
  std::string purpose;  // "aftercare", "check_in", "curve", "intake"
  std::int64_t subject = 0;
  ClientId client;
  Instant expires;
  int tries_left = 5;
  std::string opened_by;  // hash of the browser that gave the birth date
};
void add_link(Connection& c, TenantId tenant, const PrivateLink& link);
std::optional<PrivateLink> find_link(Connection& c, TenantId tenant, std::string_view token_hash,
                                     Instant now);
void link_try_failed(Connection& c, TenantId tenant, std::string_view token_hash);
// From now on no link of this purpose opens this subject.
void end_links(Connection& c, TenantId tenant, std::string_view purpose, std::int64_t subject,
               Instant now);
void link_opened(Connection& c, TenantId tenant, std::string_view token_hash,
                 std::string_view browser);

}  // namespace fascia::store
