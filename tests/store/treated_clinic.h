// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "keys/random.h"
#include "store/clients.h"
#include "store/clinic_profile.h"
#include "store/sealed.h"
#include "temporary_store.h"

namespace fascia::store {

// A store with a tenant and two clients, whose cells can be sealed.
class TreatedClinic : public testing::Test {
 protected:
  static constexpr TenantId kTenant{7};
  static constexpr ClientId kAnn{11}, kBob{12};
  static constexpr Instant kStart{1790000000};

  void SetUp() override {
    write([&](Transaction& tx) {
      add_tenant(tx, kTenant, "Prairie", sealer.new_wrapped_key(kTenant.value));
      for (ClientId id : {kAnn, kBob}) {
        Client client;
        client.id = id;
        client.name = "A Client";
        client.wrapped_key = sealer.new_wrapped_key(id.value);
        add_client(tx, kTenant, client, kStart);
      }
    });
  }
  // Runs `work(Transaction&)` and keeps it.
  template <class Work>
  void write(Work work) {
    ASSERT_TRUE(store->write([&](Transaction& tx) -> Done {
      work(tx);
      return {};
    }));
  }
  template <class Work>
  auto read(Work work) {
    return store->read([&](Connection& c) { return work(c); });
  }

  TemporaryStore store;
  keys::SystemRandom random;
  Sealer sealer{keys::Key::make(random), random};
};

}  // namespace fascia::store
