// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/sealed.h"

namespace fascia::store {

// Answers on their way, bound to a browser by the hash of its cookie; gone after 24 hours when
// nobody books (R13).
std::optional<PrivateText> find_draft(Connection& c, TenantId tenant, Sealer& sealer,
                                      std::string_view token_hash, Instant now);
void put_draft(Connection& c, TenantId tenant, Sealer& sealer, std::string_view token_hash,
               const PrivateText& draft, Instant expires);
void remove_draft(Connection& c, TenantId tenant, std::string_view token_hash);
// The number that binds a draft's cell to its row; none of a row that is not ours.
std::optional<std::int64_t> draft_row(std::string_view token_hash);

// A decided intake. Until it belongs to a client it is sealed by a key of its own and ends after 24
// hours; binding it seals it anew under the client's, and its own is forgotten.
struct KeptScreening {
  ScreeningId id;
  std::string token_hash;
  Date visit_date;
  ServiceId service;
  std::string protocol;  // name, version and digest of what decided
  ClientId client;       // none until bound
  PrivateText content;   // JSON: birth date, intake, screening, changed answers with their times
  std::optional<Instant> expires;
  Instant created = {};
};
void add_screening(Connection& c, TenantId tenant, Sealer& sealer, const KeptScreening& s,
                   Instant now);
std::optional<KeptScreening> find_screening(Connection& c, TenantId tenant, Sealer& sealer,
                                            ScreeningId id);
// All of them, oldest first: those too that no visit points to.
std::vector<KeptScreening> screenings_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                                ClientId client);
// Whose it is; none: nobody's yet, or there is none. Opens nothing.
ClientId client_of_screening(Connection& c, TenantId tenant, ScreeningId id);
std::optional<KeptScreening> find_screening_by_token(Connection& c, TenantId tenant, Sealer& sealer,
                                                     std::string_view token_hash, Instant now);
void bind_screening(Connection& c, TenantId tenant, Sealer& sealer, KeptScreening s,
                    ClientId client);
void update_screening(Connection& c, TenantId tenant, Sealer& sealer, const KeptScreening& s);

// Deletes drafts and unbound screenings whose time is over, and every key of one that is not there;
// how many rows.
std::int64_t forget_unbooked(Connection& c, TenantId tenant, Instant now);

// Replies under a public page.
struct Reply {
  ReplyId id;
  std::string page;
  std::string name;
  std::string email;  // never shown on a public page
  std::string body;
  std::string language;
  std::string status;  // waiting, approved, removed
  Instant created;
};
void add_reply(Connection& c, TenantId tenant, const Reply& reply);
std::vector<Reply> list_replies(Connection& c, TenantId tenant, std::string_view page,
                                std::string_view status);
std::vector<Reply> waiting_replies(Connection& c, TenantId tenant);
// Of every page, the latest first.
std::vector<Reply> all_replies(Connection& c, TenantId tenant, std::string_view status);
// False when there is no such reply.
bool set_reply(Connection& c, TenantId tenant, ReplyId id, std::string_view status,
               std::optional<std::string> body);

}  // namespace fascia::store
