// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "store/changes.h"
#include "store/sqlite/connection.h"

namespace fascia::store::sqlite {

// Each group of writes has a number, which the file carries, whether somebody records what it wrote
// or not: so a program that begins to record knows whether another one wrote since the last record.
// Within the group's transaction; `rows` are those that the connection had changed before it.
std::int64_t rows_changed(SqliteConnection& writer);
void number_group(SqliteConnection& writer, std::int64_t rows);

// Watches what one connection writes. On the writer's thread alone, like the connection.
class Recording {
 public:
  explicit Recording(SqliteConnection& writer);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  // After BEGIN IMMEDIATE, before the first write. False: another program wrote since the last
  // group.
  bool begin();
  // Before COMMIT: what the group wrote, under the next number; nothing when it wrote nothing.
  std::optional<Change> end(Instant at);
  // After COMMIT, and after a group that failed wherever it was: its number is given again.
  void kept() { before_.reset(); }
  void undone();
  std::uint32_t number() const { return number_; }

 private:
  struct Sessions;
  SqliteConnection& writer_;
  std::uint32_t number_ = 0;
  std::optional<std::uint32_t> before_;  // the number before a group that is not over
  std::int64_t seen_rows_ = 0, seen_keys_ = 0;
  std::unique_ptr<Sessions> sessions_;
};

}  // namespace fascia::store::sqlite
