// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/id.h"
#include "core/result.h"
#include "store/sealed.h"

namespace fascia::store {

// A copy of a PostgreSQL database at rest (R22): what pg_dump says, sealed as it comes, so that it
// stands on no disk in plain and two pieces of it are in memory, however large it is. The clients'
// keys are in it as they stand in the database, so its own key hangs on the master key alone: after
// `fascia key rotate` the old one opens it.
//
//   fascia dump 1
//   {"tenant":"…","key":"…"}     whose it is, and the key of this file, wrapped by the master key
//   what pg_dump said, bound to the line above (keys/sealed_file.h)

bool is_sealed_dump(const std::string& file);
// One that an older program left as pg_dump wrote it.
bool is_plain_dump(const std::string& file);

// From where `from` stands to its end, into a new file that its owner alone may read, all of it on
// the disk and opened again from there. What could not be made whole is not there. Errors:
// backup_unwritable, store_unreadable, copy_damaged.
Done seal_dump(int from, const std::string& sealed, TenantId tenant, Sealer& sealer);

// Whether this master key is the one that a sealed dump was made with. Error copy_damaged.
Result<bool> fits_dump(const std::string& file, const Sealer& sealer);
// Writes it in plain, sealed or not; what comes out before an error is nothing to go on with.
// Errors: copy_damaged, key_wrong, backup_unwritable, store_unreadable.
Done open_dump(const std::string& file, int to, const Sealer& sealer);

}  // namespace fascia::store
