// SPDX-License-Identifier: Apache-2.0
// Which engine keeps the data: the address says it.
#include "store/postgresql/address.h"
#include "store/postgresql/store.h"
#include "store/sqlite/store.h"

namespace fascia::store {

Result<std::unique_ptr<Store>> Store::open(const StoreSettings& settings, Instant now) {
  return postgresql::is_address(settings.path) ? postgresql::open(settings, now)
                                               : sqlite::open(settings, now);
}

}  // namespace fascia::store
