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

// A copy of the clinic at one moment while it runs, opened and looked at as a whole before it gets
// its name; what is not sound gets none. Then copies of keys in the same folder that are too old
// are taken away. Errors: backup_exists, backup_unwritable, backup_source_damaged when it is the
// clinic's own file that cannot be read.
Result<Backup> back_up(Clinic& clinic, const std::string& to);

// Opens a copy with the clinic's key and looks at all of it, without touching the file: it looks at
// a copy of the copy, with the keys as `restore` would bring them together, and brought forward by
// the changes that stand beside it.
Result<Backup> look_at_backup(Clinic& clinic, const std::string& file, const std::string& scratch);

// What a backup is called until it was looked at; with whose it is, so that what a kill left is
// taken away by its own clinic alone.
std::string making_of(const std::string& backup, TenantId tenant);

// Whose backup this is, asked without a change to the file: clinic_missing where it holds no
// clinic.
Result<TenantId> clinic_in(const std::string& backup);

// Removes copies of keys, changes, and copies of a database of before a migration, in this folder
// that are this clinic's and older than thirty days, never those of a database that is in use; how
// many.
int forget_old_keys(const std::string& folder, TenantId tenant, Instant now);

// Where copies of keys may lie that belong to this backup: beside it, and all others in its folder,
// from which newer erasures are learnt. None of a backup that was never finished.
std::vector<std::string> keys_beside(const std::string& backup);

}  // namespace fascia::clinic
