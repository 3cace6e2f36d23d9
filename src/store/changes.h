// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "store/store.h"

namespace fascia::store {

// What a clinic in a file wrote, group by group, so that a copy of an earlier moment can be brought
// to any later one (clinic/kept_changes.h).
struct Change {
  // Of the group. The file carries the number of its last one, recorded or not, and so does every
  // copy of it.
  std::uint32_t number = 0;
  Instant at;              // before its commit, after its last write
  std::string rows, keys;  // as SQLite tells what became of each row, in both files
};
struct Changes {
  std::vector<Change> all;
  // False: after these something was written that is not among them, by another program on the same
  // file, or because too much waited to be taken.
  bool whole = true;
};

// What a store on SQLite can do besides.
class ChangeLog {
 public:
  virtual ~ChangeLog() = default;
  // Each group that begins after this is kept until it is taken; the number of the one before them.
  // What was kept before is dropped. The clock stays the caller's until `stop`.
  virtual Result<std::uint32_t> record(const Clock& clock) = 0;
  // All that was acknowledged before the call and not taken yet.
  virtual Result<Changes> take() = 0;
  virtual void stop() = 0;
};
// Nothing on PostgreSQL, whose server keeps a log of its own.
ChangeLog* change_log(Store& store);

// Of a copy that nobody has open, sealed or not (sealed_copy.h): the number of the last change in
// it, and whose it is. Errors: store_unreadable, copy_damaged.
struct CopyFacts {
  std::uint32_t number = 0;
  TenantId tenant;
};
Result<CopyFacts> read_copy(const std::string& file);
// What looked at a copy wrote into it, and groups have numbers: it gets back the one that it was
// copied with, which what was written after it follows.
Done number_copy(const std::string& file, std::uint32_t number);
// The settings whose names begin so, of a copy in plain.
Result<std::map<std::string, std::string>> settings_of_rows(const std::string& file,
                                                            const std::string& beginning);
// Brings a copy from one moment to another. Rows have to be as the changes expect them:
// changes_do_not_fit. Keys are many copies of one thing, so what is there already is no matter.
Done apply_to_rows(const std::string& file, const std::vector<Change>& changes);
Done apply_to_keys(const std::string& keys_file, const std::vector<Change>& changes);

}  // namespace fascia::store
