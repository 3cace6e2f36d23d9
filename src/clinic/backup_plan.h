// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "clinic/backup.h"

namespace fascia::clinic {

// Backups that are taken by themselves. Only the clinic in a file takes its own; a PostgreSQL
// database is backed up by its own means (docs/postgresql.md).
struct BackupPlan {
  std::string folder;  // empty: none are taken
  int every_hours = 24;
  int keep_days = 90;  // of the rows; the newest sound one stays whatever its age
};

// The last one that was tried, as the owner sees it.
struct LastBackup {
  Instant at;
  bool sound = false;
  std::string file;     // its name, without the folder
  std::string problem;  // id of the error; empty when it is sound
};
std::optional<LastBackup> last_backup(store::Connection& c, TenantId tenant);
// More than two days without a sound one: the owner is told.
bool backup_is_late(const std::optional<LastBackup>& last, Instant now);

// Takes one when its time has come, an hour after one that failed, and takes old ones away. True
// when one was tried; what became of it stands in `last_backup`.
Result<bool> back_up_when_due(Clinic& clinic, const BackupPlan& plan);

}  // namespace fascia::clinic
