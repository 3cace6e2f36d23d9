// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/backup.h"
#include "store/changes.h"

namespace fascia::clinic {

// Beside a backup stands a file with what was written after it, so that a clinic can be put back as
// it was at any moment until the file's end. A line of it is a segment: what was written within
// some seconds, sealed by the tenant's key and bound to all that stands before it in the file. A
// segment that a crash cut off, and what follows one that does not open, is not there.
std::string changes_file_of(const std::string& backup);

// How far such a file goes. Without whole segments at its end it looks like that of a server that
// ended earlier; so the clinic notes, after each segment with something in it, where the file ends,
// and later backups carry the note.
struct ChangesEnd {
  std::int64_t segments = 0;
  std::string head;  // of them all: each is bound to the head of those before it
  Instant until;
};
constexpr std::string_view kChangesNoted = "backup.changes/";  // settings, with the backup's name
void note_changes(store::Transaction& tx, TenantId tenant, const std::string& backup,
                  const ChangesEnd& end);
std::optional<ChangesEnd> noted_changes(store::Connection& c, TenantId tenant,
                                        const std::string& backup);

// Changes hold the keys of clients as they were first written, so they go like copies of keys
// (R23): thirty days after the backup they follow.
bool changes_are_over(Instant backup, Instant now);

struct KeptChanges {
  Instant begins;  // the moment of the backup itself
  Instant until;   // what was written up to this moment, and not after it, is here
  std::vector<store::Change> all;
  bool cut_off = false;  // its last segment is not whole, as a crash leaves it
  bool broken = false;   // a whole segment does not open: it was changed, moved, or rotted
  ChangesEnd end = {};   // of what is whole
  std::optional<Instant> lost = {};  // more was here, up to this moment, as the clinic noted
};

// Writes one such file. Each call of `add` is one segment, on disk when it returns.
class ChangesWriter {
 public:
  // The backup at that number and moment. Error backup_unwritable.
  static Result<ChangesWriter> begin(Clinic& clinic, const std::string& backup,
                                     std::uint32_t number, Instant begins);
  // Goes on with the file of a program that ended, when nothing was written since its last change,
  // as the number of the database's last group says. Error changes_do_not_fit, and of read_changes.
  static Result<ChangesWriter> go_on(Clinic& clinic, const std::string& backup,
                                     std::uint32_t number);
  ChangesWriter(ChangesWriter&& other) noexcept;
  ChangesWriter& operator=(ChangesWriter&& other) noexcept;
  ~ChangesWriter();

  // Changes in order, those that the backup has are passed over; all that was written until then.
  Done add(Clinic& clinic, const std::vector<store::Change>& changes, Instant until);
  Instant until() const { return end_.until; }
  const ChangesEnd& end() const { return end_; }
  const std::string& backup() const { return backup_; }

 private:
  ChangesWriter() = default;
  std::string sealed(Clinic& clinic, const std::string& plain) const;  // the next line
  bool write(std::string_view line);

  std::string backup_, file_;
  int handle_ = -1;
  std::uint32_t number_ = 0;
  ChangesEnd end_;
};

// Reads one with the tenant's key, which `connection` finds. One that a crash left unbegun has
// nothing, from the backup's own moment. Against what was noted, where anything is. Errors:
// changes_missing, changes_unreadable when not even its first segment opens.
Result<KeptChanges> read_changes(store::Connection& connection, store::Sealer& sealer,
                                 TenantId tenant, const std::string& backup,
                                 const std::optional<ChangesEnd>& noted);

// The backup to begin with, and what to bring it forward by, for the state after the last change at
// or before a moment.
struct KeptMoment {
  std::string backup;
  std::vector<store::Change> changes;
  Instant last;  // the last change in it; the backup's own moment when there is none
};

struct KeptKeys {
  std::vector<std::string> copies;
  std::vector<std::string> unread;  // files of changes whose erasures may be missing in these
};

// The backups of one folder with what was written after them, opened by the master key. Works in
// `scratch`, a folder that is the caller's to remove.
class KeptFolder {
 public:
  // Those of the clinic that this key is of, with further copies of its keys where there are any.
  // Errors: backup_missing, key_wrong.
  static Result<std::unique_ptr<KeptFolder>> open(const std::string& folder,
                                                  const keys::Key& master, keys::Random& random,
                                                  Instant now, const std::string& scratch,
                                                  const std::vector<std::string>& keys = {});
  // Errors: moment_too_early, moment_too_late, moment_not_kept, with what is kept `before` and
  // `after` it, each written as `say` does; changes_cut when it was kept and is gone.
  Result<KeptMoment> moment(Instant at, const std::function<std::string(Instant)>& say);
  // The clients' keys as the changes after each backup left them: those of new clients, and
  // erasures, that no backup may have yet. Of each, as a clock may have been set back.
  KeptKeys newest_keys();

 private:
  KeptFolder() = default;
  Result<KeptChanges> changes_of(const std::string& backup);
  void read_notes(Instant now);
  Done choose_tenant(const std::vector<std::string>& keys);

  std::vector<std::string> backups_;         // by time
  std::map<std::string, ChangesEnd> noted_;  // by the backup's file, as later backups know it
  std::string scratch_;
  TenantId tenant_;
  std::string tenant_key_;               // wrapped, as a copy of the keys has it
  std::unique_ptr<store::Store> store_;  // with the keys and nothing else
  std::unique_ptr<store::Sealer> sealer_;
};

}  // namespace fascia::clinic
