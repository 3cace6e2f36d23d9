// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// Brings the store of keys and the rows to one state (store/client_keys.h): keys that wait in their
// rows go over, an erasure whose second half was interrupted ends, and who was erased and stands
// here again, because an older copy was restored, is erased again (R23), and a part of a record
// that was let go, too (record_kinds.h). Cheap when there is nothing to do: the worker calls it all
// the time.
Done settle_keys(Clinic& clinic);

// A key that is made must be wrapped by the master key of now, also where another program changed
// it on the same database: within the transaction that makes one. Error key_changed.
Done expect_master_key(store::Connection& connection, Clinic& clinic);

// Fills the store of keys of a restored database from copies of such stores: each key that this
// master key unwraps, but of nobody of whom one of the copies knows that they were erased; and with
// what they know of parts that were let go. A copy
// that cannot be read is passed over with a warning; keys_unreadable when none of the others has
// the tenant's key.
Done adopt_keys(store::Store& store, store::Sealer& sealer, TenantId tenant,
                const std::vector<std::string>& copies);

// The tenant's own key as the first of these copies has it that this master key unwraps, wrapped as
// it stands there. Errors: key_wrong, keys_unreadable when one could not be read and no other has
// it.
Result<std::string> tenant_key_in(const std::vector<std::string>& copies, TenantId tenant,
                                  const store::Sealer& sealer);

// Wraps every key anew by another master key, in one transaction: after it the old one opens
// nothing here. `keys_foreign` when a key is not wrapped by the one of now, database_in_use when
// another program is connected; nothing is changed then.
Done change_master_key(Clinic& clinic, const keys::Key& next);

}  // namespace fascia::clinic
