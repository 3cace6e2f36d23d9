// SPDX-License-Identifier: Apache-2.0
#include "clinic/client_keys.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "clinic/put_apart.h"
#include "clinic/record_kinds.h"
#include "core/log.h"
#include "store/client_keys.h"
#include "store/clients.h"
#include "store/erasure.h"
#include "store/merged_rows.h"
#include "store/record_kinds.h"

namespace fascia::clinic {
namespace {

constexpr int kAtOnce = 200;

// Two transactions, the copy first: a power cut between them leaves the key twice, never nowhere.
Done bring_over(store::Store& store, TenantId tenant) {
  while (true) {
    auto waiting =
        store.read([&](store::Connection& c) { return store::waiting_keys(c, tenant, kAtOnce); });
    if (waiting.empty()) return {};
    FASCIA_TRY_DONE(store.write([&](store::Transaction& tx) -> Done {
      for (const auto& key : waiting) store::put_key(tx, tenant, key);
      return {};
    }));
    FASCIA_TRY_DONE(store.write([&](store::Transaction& tx) -> Done {
      for (const auto& key : waiting) store::key_is_over(tx, tenant, key);
      return {};
    }));
  }
}

Done end_erasures(Clinic& clinic) {
  auto open = clinic.store.read(
      [&](store::Connection& c) { return store::erasures_without_end(c, clinic.tenant); });
  if (open.empty()) return {};
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    for (const auto& one : open) store::destroy_key(tx, clinic.tenant, {one.client, one.at});
    return {};
  }));
  for (const auto& one : open) clinic.sealer.forget(clinic.tenant, one.client);
  clinic.store.wipe_deleted();
  return {};
}

// An older copy has as one person who were two again when one of them was erased: an erasure takes
// all records of a person. The other one keeps what is theirs.
void part_from_erased(store::Transaction& tx, Clinic& clinic, const Actor& actor) {
  std::set<ClientId> erased;
  for (const auto& one : store::erased_clients(tx, clinic.tenant)) erased.insert(one.client);
  auto is_erased = [&](ClientId id) { return erased.contains(id); };
  std::vector<store::ClientMerge> parted;
  for (const auto& merge : store::standing_merges(tx, clinic.tenant)) {
    ClientId person = store::person_of(tx, clinic.tenant, merge.kept);
    auto records = store::merged_into(tx, clinic.tenant, person);
    records.push_back(person);
    auto gone = std::count_if(records.begin(), records.end(), is_erased);
    if (gone != 0 && gone != std::ssize(records)) parted.push_back(merge);
  }
  for (store::ClientMerge& merge : parted) {
    if (!is_erased(merge.kept))
      merge.body = store::find_merge(tx, clinic.tenant, clinic.sealer, merge.id).value().body;
    put_apart(tx, clinic, actor, merge);
  }
}

Done erase_again(Clinic& clinic) {
  auto here = clinic.store.read(
      [&](store::Connection& c) { return store::erased_but_here(c, clinic.tenant); });
  if (here.empty()) return {};
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    part_from_erased(tx, clinic, kProgram);
    for (ClientId client : here) {
      std::int64_t taken = store::delete_client_rows(tx, clinic.tenant, client);
      store::add_erasure(tx, clinic.tenant, {client, clinic.now(), {}, taken});
      audit(tx, clinic, kProgram, "client.erased_again", "client", client.value, client);
    }
    return {};
  }));
  clinic.store.wipe_deleted();
  return {};
}

}  // namespace

Done settle_keys(Clinic& clinic) {
  bool settled = clinic.store.read([&](store::Connection& c) {
    return store::erased_but_here(c, clinic.tenant).empty() &&
           store::waiting_keys(c, clinic.tenant, 1).empty() &&
           store::erasures_without_end(c, clinic.tenant).empty() &&
           store::ended_but_here(c, clinic.tenant).empty();
  });
  if (settled) return {};
  // Erased first: a key that came back with an older copy is not brought over.
  FASCIA_TRY_DONE(erase_again(clinic));
  FASCIA_TRY_DONE(bring_over(clinic.store, clinic.tenant));
  FASCIA_TRY_DONE(end_erasures(clinic));
  return end_kinds_again(clinic);
}

Done expect_master_key(store::Connection& connection, Clinic& clinic) {
  if (clinic.sealer.fits(connection, clinic.tenant)) return {};
  return Error{Code::unavailable, "key_changed", {}, {}, {}};
}

Done adopt_keys(store::Store& store, store::Sealer& sealer, TenantId tenant,
                const std::vector<std::string>& copies) {
  std::map<ClientId, std::string> keys;
  std::map<ClientId, Instant> erased;
  std::map<std::pair<ClientId, std::string>, store::EndedKind> ended;
  std::optional<Error> unread;
  for (const std::string& file : copies) {
    auto copy = store::read_keys_copy(file, tenant);
    if (!copy) {
      log::warn("a copy of the keys cannot be read: whom it alone knows to be erased is not known",
                {{"file", std::filesystem::path(file).filename().string()}});
      if (!unread) unread = copy.error();
      continue;
    }
    for (const auto& one : copy->erased) erased.emplace(one.client, one.at);
    for (const auto& one : copy->ended)
      if (auto& kept = ended[{one.client, one.kind}]; kept.at <= one.at) kept = one;
    for (auto& key : copy->keys) {
      std::int64_t owner = key.client ? key.client.value : tenant.value;
      if (sealer.unwraps(owner, key.wrapped)) keys.emplace(key.client, std::move(key.wrapped));
    }
  }
  if (unread && !keys.contains(ClientId{}) &&
      !store.read([&](store::Connection& c) { return sealer.fits(c, tenant); }))
    return *unread;
  return store.write([&](store::Transaction& tx) -> Done {
    for (const auto& [client, at] : erased) store::destroy_key(tx, tenant, {client, at});
    for (const auto& [client, wrapped] : keys)
      if (!erased.contains(client)) store::put_key(tx, tenant, {client, wrapped});
    for (const auto& [of, one] : ended)
      if (!erased.contains(one.client)) store::keep_ended_kind(tx, tenant, one);
    return {};
  });
}

Result<std::string> tenant_key_in(const std::vector<std::string>& copies, TenantId tenant,
                                  const store::Sealer& sealer) {
  std::optional<Error> unread;
  for (const std::string& file : copies) {
    auto copy = store::read_keys_copy(file, tenant);
    if (!copy && !unread) unread = copy.error();
    if (!copy) continue;
    for (const store::WrappedKey& key : copy->keys)
      if (!key.client && sealer.unwraps(tenant.value, key.wrapped)) return key.wrapped;
  }
  if (unread) return *unread;
  return Error{Code::unavailable,
               "key_wrong",
               "key_file",
               {{"file", copies.empty() ? std::string() : copies.front()}},
               {}};
}

Done change_master_key(Clinic& clinic, const keys::Key& next) {
  if (clinic.store.others_connected()) return conflict("database_in_use", "data");
  FASCIA_TRY_DONE(settle_keys(clinic));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    // All of them stand in one file now: one transaction is one there.
    if (!store::waiting_keys(tx, clinic.tenant, 1).empty())
      return conflict("clinic_in_use", "data");
    for (const auto& key : store::list_keys(tx, clinic.tenant)) {
      std::int64_t owner = key.client ? key.client.value : clinic.tenant.value;
      auto anew = clinic.sealer.wrapped_anew(owner, key.wrapped, next);
      if (!anew) return conflict("keys_foreign", "key_file");
      store::put_key(tx, clinic.tenant, {key.client, *anew});
    }
    return {};
  });
}

}  // namespace fascia::clinic
