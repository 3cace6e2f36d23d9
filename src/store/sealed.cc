// SPDX-License-Identifier: Apache-2.0
#include "store/sealed.h"

#include "store/client_keys.h"
#include "store/client_merges.h"

namespace fascia::store {
namespace {

std::string wrap_context(std::int64_t owner) { return "wrapped_key/" + id_text(owner); }

std::string cell_context(std::string_view context, std::int64_t row) {
  return std::string(context) + "/" + id_text(row);
}

}  // namespace

std::string Sealer::new_wrapped_key(std::int64_t owner) {
  keys::Key key = keys::Key::make(random_);
  return keys::seal(master_, key.bytes(), wrap_context(owner), random_);
}

bool Sealer::fits(Connection& connection, TenantId tenant) {
  auto wrapped = find_key(connection, tenant, {});
  return wrapped && unwraps(tenant.value, *wrapped);
}

bool Sealer::unwraps(std::int64_t owner, const std::string& wrapped) const {
  return unwrapped(owner, wrapped).has_value();
}

std::optional<keys::Key> Sealer::unwrapped(std::int64_t owner, const std::string& wrapped) const {
  auto key = keys::open_key(master_, wrapped, wrap_context(owner));
  return key ? std::optional(std::move(*key)) : std::nullopt;
}

std::optional<std::string> Sealer::wrapped_anew(std::int64_t owner, const std::string& wrapped,
                                                const keys::Key& next) {
  auto key = unwrapped(owner, wrapped);
  if (!key) return std::nullopt;
  return keys::seal(next, key->bytes(), wrap_context(owner), random_);
}

std::unique_ptr<Sealer> Sealer::again() const {
  auto key = keys::Key::from_bytes(master_.bytes());
  FASCIA_CHECK(key.has_value());
  return std::make_unique<Sealer>(std::move(*key), random_);
}

void Sealer::forget(TenantId tenant, ClientId client) {
  held_.forget({tenant.value, client.value});
}

keys::Key Sealer::key_of(Connection& connection, TenantId tenant, ClientId client) {
  const keys::HeldKeys::Owner owner{tenant.value, client.value};
  if (auto held = held_.find(owner)) return std::move(*held);
  const std::uint64_t since = held_.now();
  auto wrapped = find_key(connection, tenant, client);
  FASCIA_CHECK(wrapped.has_value());
  auto key = unwrapped(client ? client.value : tenant.value, *wrapped);
  FASCIA_CHECK(key.has_value());
  held_.hold(owner, *key, since);
  return std::move(*key);
}

// Never held in memory: the same row may get another key, from another program too.
std::string Sealer::seal_unbound(Connection& connection, TenantId tenant, std::string_view context,
                                 std::int64_t row, const PrivateText& plain) {
  const ClientId owner = unbound_owner(row);
  auto wrapped = find_key(connection, tenant, owner);
  if (!wrapped) {
    wrapped = new_wrapped_key(owner.value);
    put_key(connection, tenant, {owner, *wrapped});
  }
  auto key = unwrapped(owner.value, *wrapped);
  FASCIA_CHECK(key.has_value());
  return keys::seal(*key, plain.reveal(), cell_context(context, row), random_);
}

std::optional<PrivateText> Sealer::open_unbound(Connection& connection, TenantId tenant,
                                                std::string_view context, std::int64_t row,
                                                const std::string& sealed) {
  const ClientId owner = unbound_owner(row);
  auto wrapped = find_key(connection, tenant, owner);
  // What an older program left is sealed by the tenant's key.
  std::optional<keys::Key> key =
      wrapped ? unwrapped(owner.value, *wrapped) : std::optional(key_of(connection, tenant, {}));
  FASCIA_CHECK(key.has_value());
  auto plain = keys::open(*key, sealed, cell_context(context, row));
  if (!plain && !wrapped) return std::nullopt;
  FASCIA_CHECK(plain.has_value());
  return PrivateText(std::move(*plain));
}

std::string Sealer::seal(Connection& connection, TenantId tenant, ClientId client,
                         std::string_view context, std::int64_t row, const PrivateText& plain) {
  return keys::seal(key_of(connection, tenant, client), plain.reveal(), cell_context(context, row),
                    random_);
}

PrivateText Sealer::open(Connection& connection, TenantId tenant, ClientId client,
                         std::string_view context, std::int64_t row, const std::string& sealed) {
  auto plain = keys::open(key_of(connection, tenant, client), sealed, cell_context(context, row));
  // What came with a merged record keeps the key it was sealed under.
  if (!plain && client)
    for (ClientId merged : merged_into(connection, tenant, client)) {
      if (!find_key(connection, tenant, merged)) continue;  // erased, in a copy of before
      plain = keys::open(key_of(connection, tenant, merged), sealed, cell_context(context, row));
      if (plain) break;
    }
  FASCIA_CHECK(plain.has_value());
  return PrivateText(std::move(*plain));
}

}  // namespace fascia::store
