// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clinic/check_clinic.h"

namespace fascia::clinic {

// Copies of the keys are kept so long and no longer (R23): after that, who was erased is forgotten
// by every backup.
constexpr int kKeysKeptDays = 30;

struct Backup {
  std::string file;  // beside it stand the keys: store::keys_file_of(file)
  std::uintmax_t bytes = 0;
  std::vector<CheckLine> lines;  // what was looked at in the copy
  bool sound = false;
};

// A copy of the clinic at one moment while it runs, sealed as a whole (store/sealed_copy.h), opened
// again from the disk and looked at before it gets its name; what is not sound gets none. In plain
// it stands in a scratch folder beside the database alone. Then copies of keys in the same folder
// that are too old are taken away. Errors: backup_exists, backup_unwritable, backup_source_damaged
// when it is the clinic's own file that cannot be read.
Result<Backup> back_up(Clinic& clinic, const std::string& to);

// Opens a copy with the clinic's key and looks at all of it, without touching the file: it looks at
// its rows in `scratch`, with the keys as `restore` would bring them together, and brought forward
// by the changes that stand beside it. Errors: backup_missing, clinic_missing, copy_damaged.
Result<Backup> look_at_backup(Clinic& clinic, const std::string& file, const std::string& scratch);

// Puts the rows of a backup in plain at `to`, with the tenant's key of one of these copies; of one
// that an older program left in plain none is needed. Errors: copy_damaged, backup_unwritable,
// key_wrong, keys_unreadable, clinic_missing.
Done open_backup(const std::string& backup, const std::string& to, const store::Sealer& sealer,
                 const std::vector<std::string>& copies);

// What a backup is called until it was looked at; with whose it is, so that what a kill left is
// taken away by its own clinic alone.
std::string making_of(const std::string& backup, TenantId tenant);

// Whose backup this is, asked without a change to the file: clinic_missing where it holds no
// clinic.
Result<TenantId> clinic_in(const std::string& backup);

// Copies of a file of before a migration (store/database_file.h) stand in this folder in plain,
// because the keys are not at hand when they are made; so do those of PostgreSQL that older
// programs left (store/sealed_dump.h). Seals those of this clinic, each opened again and compared
// before it takes the place of the plain one; how many. One that could not be sealed stays as it
// is, with a warning.
int seal_copies_before_migration(Clinic& clinic, const std::string& folder);

// Removes copies of keys, changes, and copies of a database of before a migration, in this folder
// that are this clinic's and older than thirty days, never those of a database that is in use; how
// many.
int forget_old_keys(const std::string& folder, TenantId tenant, Instant now);

// Where copies of keys may lie that belong to this backup: beside it, and all others in its folder,
// from which newer erasures are learnt. None of a backup that was never finished.
std::vector<std::string> keys_beside(const std::string& backup);

}  // namespace fascia::clinic
