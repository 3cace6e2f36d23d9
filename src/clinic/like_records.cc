// SPDX-License-Identifier: Apache-2.0
#include "clinic/like_records.h"

#include <algorithm>
#include <set>

#include "clinic/like_names.h"
#include "store/client_merges.h"

namespace fascia::clinic {
namespace {

using store::Role;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

int reasons(const Alike& a) {
  return a.same_name + a.same_birth_date + a.same_phone + a.same_email - a.births_differ;
}

std::vector<LikePair> likely_ones(store::Connection& c, const Clinic& clinic,
                                  const std::vector<store::Likeness>& found) {
  std::vector<LikePair> out;
  std::set<std::pair<ClientId, ClientId>> seen;
  for (const auto& two : found) {
    if (!seen.emplace(two.one, two.other).second) continue;
    auto older = store::find_client(c, clinic.tenant, two.one);
    auto newer = store::find_client(c, clinic.tenant, two.other);
    if (!older || !newer) continue;
    Alike alike = compare(*older, *newer);
    if (is_likely_one(alike, *older, *newer))
      out.push_back({std::move(*older), std::move(*newer), alike});
  }
  std::stable_sort(out.begin(), out.end(), [](const LikePair& a, const LikePair& b) {
    return reasons(a.alike) > reasons(b.alike);
  });
  return out;
}

}  // namespace

Alike compare(const store::Client& a, const store::Client& b) {
  Alike out;
  out.same_name = store::folded_name(a.name) == store::folded_name(b.name);
  out.like_name = sounds_alike(a.name, b.name);
  if (a.birth_date && b.birth_date) {
    out.same_birth_date = *a.birth_date == *b.birth_date;
    out.births_differ = !out.same_birth_date;
  }
  std::string digits = store::digits_of(a.phone);
  out.same_phone = !digits.empty() && digits == store::digits_of(b.phone);
  out.same_email = !a.email.empty() && lower(a.email) == lower(b.email);
  return out;
}

bool is_likely_one(const Alike& alike, const store::Client& a, const store::Client& b) {
  if (alike.same_birth_date && alike.like_name) return true;
  // Of two birth dates one may be typed wrong, but not the name as well.
  bool named =
      nearly_one_name(a.name, b.name) || (!alike.births_differ && same_first_name(a.name, b.name));
  if ((alike.same_phone || alike.same_email) && named) return true;
  return alike.same_name && !alike.births_differ;
}

Result<std::vector<LikePair>> like_records(Clinic& clinic, const Actor& actor, Date from,
                                           Date until) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  const Zone zone = clinic.availability.get()->zone;
  return clinic.store.read([&](store::Connection& c) {
    return likely_ones(
        c, clinic, store::alike_since(c, clinic.tenant, zone.start_of(from), zone.start_of(until)));
  });
}

Result<std::vector<LikePair>> like_this_record(Clinic& clinic, const Actor& actor,
                                               ClientId client) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) {
    return likely_ones(c, clinic, store::alike_with(c, clinic.tenant, client));
  });
}

Done keep_records_apart(Clinic& clinic, const Actor& actor, ClientId one, ClientId other) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    for (ClientId id : {one, other})
      if (!store::find_client(tx, clinic.tenant, id)) return not_found("client_unknown", "client");
    store::keep_apart(tx, clinic.tenant, {one, other}, clinic.now(), actor.staff);
    audit(tx, clinic, actor, "client.kept_apart", "client", other.value, one);
    return {};
  });
}

}  // namespace fascia::clinic
