// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "store/changes.h"
#include "store/sealed.h"

namespace fascia::store {

// The rows of a backup at rest (R22). All of them are sealed in one piece by a key of this file
// alone, which stands in its head, sealed by the tenant's key: so every copy of the clients' keys
// that opens its cells opens it too, also after the master key was changed. The head says in plain
// words what must be told before a key is at hand: whose it is, the number of its last change, and
// of its settings those that tell where the changes before it end (clinic/kept_changes.h).
//
//   fascia backup 1
//   {"tenant":"…","number":7,"settings":{…}}
//   the sealed key, bound to the line above
//   the rows, bound to both (keys/sealed_file.h)

bool is_sealed_copy(const std::string& file);

struct CopyHead {
  CopyFacts facts;
  std::map<std::string, std::string> settings;
  std::string text, sealed_key;  // as they stand in the file
};
// Error copy_damaged.
Result<CopyHead> read_head(const std::string& file);

// `tenant_key` is the tenant's, wrapped by the sealer's master key. Writes a new file that its
// owner alone may read, all of it on disk. Errors: backup_unwritable.
Done seal_copy(const std::string& plain, const std::string& sealed,
               const std::string& settings_beginning, const Sealer& sealer,
               const std::string& tenant_key, keys::Random& random);

// Writes the rows in plain, of a sealed copy or of one that an older program left as it was; what
// could not be opened to its end is not there. Errors: copy_damaged, backup_unwritable, key_wrong.
Done open_copy(const std::string& copy, const std::string& plain, const Sealer& sealer,
               const std::string& tenant_key);

// The settings of a copy whose names begin so, of a sealed one when its head is as it was written:
// copy_damaged.
Result<std::map<std::string, std::string>> settings_of_copy(const std::string& copy,
                                                            const std::string& beginning,
                                                            const Sealer& sealer,
                                                            const std::string& tenant_key);

}  // namespace fascia::store
