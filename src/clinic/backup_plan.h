// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/kept_changes.h"

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

// The backups that were taken by themselves into a folder, by time, and the moment that a name
// tells.
std::vector<std::string> backups_in(const std::string& folder);
std::optional<Instant> time_of_backup(const std::string& file);
// Of a folder that several clinics share those of this one, and those that cannot be read.
std::vector<std::string> backups_of(TenantId tenant, const std::string& folder);

// Takes backups when their time has come and keeps what is written between them (kept_changes.h).
// Used by one thread.
class BackupKeeper {
 public:
  BackupKeeper(Clinic& clinic, BackupPlan plan) : clinic_(clinic), plan_(std::move(plan)) {}
  ~BackupKeeper();
  BackupKeeper(const BackupKeeper&) = delete;
  BackupKeeper& operator=(const BackupKeeper&) = delete;

  // From here on what is written is recorded: before anybody writes. Where nothing was written
  // since the last change that was kept, its file goes on, as if the program had never ended.
  Done begin();
  // Some seconds after the last time: what was written since becomes one segment. A backup is taken
  // when it is due, an hour after one that failed, and at once (though not four times in ten
  // minutes) where none is followed by changes: at a start after a crash, and after another program
  // wrote to the file. Old ones are taken away. True when one was tried; what became of it stands
  // in `last_backup`.
  Result<bool> look();

 private:
  Result<bool> back_up_when_due(bool wanted);
  bool may_back_up_again(Instant now) const;
  void keep_changes(Instant until);
  void note_end();

  Clinic& clinic_;
  const BackupPlan plan_;
  bool recording_ = false;
  std::optional<ChangesWriter> changes_;
  std::string newest_;  // the backup that was taken last, until its changes are followed
  Instant last_{};      // of the last change that was taken
  bool noted_ = false;  // the end of the changes, which is a change too
};

}  // namespace fascia::clinic
