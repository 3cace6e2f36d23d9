// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/private_text.h"
#include "store/sealed.h"

namespace fascia::store {

// Two records of one person, joined: the rows of the merged one become the kept one's, each noted,
// so that all that is asked by client holds for the person. Sealed cells stay as they are, under
// the key of the merged record (Sealer::open tries it too), so that an undoing brings back the very
// same bytes and an erasure of the person still makes old backups forget both. A signed chart entry
// stays with the client it was signed for, because its digest names them; it is the person's whose
// session it is about.

using MergeId = Id<struct MergeTag>;
struct ClientMerge {
  MergeId id;
  ClientId kept, merged;
  Instant at;
  StaffId staff;
  std::optional<Instant> undone;
  StaffId undone_by;
  PrivateText body;  // JSON of the use case, sealed under the kept client's key
};

// All records that were merged into this one, those of earlier merges among them.
std::vector<ClientId> merged_into(Connection& c, TenantId tenant, ClientId kept);

// The persons of all records with this name and birth date, the oldest record's first; one may come
// more than once.
std::vector<ClientId> persons_named(Connection& c, TenantId tenant, std::string_view name,
                                    Date birth_date);

// Moves the rows and notes them. Neither may be merged already, which throws.
void merge_clients(Connection& c, TenantId tenant, Sealer& sealer, const ClientMerge& merge);
// Moves them back, and with a visit all that was written about it since. What was written since is
// sealed under the merged client's own key again. The merge is undone from then on.
void unmerge_clients(Connection& c, TenantId tenant, Sealer& sealer, const ClientMerge& merge,
                     Instant now, StaffId staff);
// Whether a chart of a visit that would go back was signed for the kept client since: its digest
// binds it there.
bool chart_signed_since(Connection& c, TenantId tenant, const ClientMerge& merge);

std::optional<ClientMerge> find_merge(Connection& c, TenantId tenant, Sealer& sealer, MergeId id);
// Those that stand, into this record, latest first.
std::vector<ClientMerge> merges_into(Connection& c, TenantId tenant, Sealer& sealer, ClientId kept);

bool is_session_running(Connection& c, TenantId tenant, ClientId client);

// Two records that share a birth date, a phone, an e-mail, or a name without two birth dates. A
// pair may come twice.
struct Likeness {
  ClientId one, other;
};
// Of records made in [from, until), each with those that are alike. Without those that were merged,
// erased, or said to be two people.
std::vector<Likeness> alike_since(Connection& c, TenantId tenant, Instant from, Instant until);
std::vector<Likeness> alike_with(Connection& c, TenantId tenant, ClientId client);
// Somebody looked: these are two people.
void keep_apart(Connection& c, TenantId tenant, const Likeness& two, Instant now, StaffId staff);

}  // namespace fascia::store
