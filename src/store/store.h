// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <future>
#include <memory>
#include <string>
#include <type_traits>

#include "core/clock.h"
#include "core/result.h"
#include "store/connection.h"

namespace fascia::store {

struct StoreSettings {
  std::string path = {};             // the database file; made when missing
  std::string vfs = {};              // SQLite file-system layer of a test; empty: the system's
  std::size_t readers = 4;           // connections that read beside the writer
  std::size_t queue = 1024;          // writes that may wait; more are refused
  std::string synchronous = "FULL";  // a test takes it away to show that it bites
  // A clinic as it stands: no migration is applied to it, and nothing is made.
  bool only_look = false;
  // A copy whose keys are brought to it after it was opened (clinic/client_keys.h).
  bool keys_follow = false;
};

// One write that waits for its turn with the engine that writes in groups (SQLite).
struct WriteTask {
  std::function<bool(Transaction&)> work;  // false: undo this one
  std::promise<void> done;                 // set after the disk has it; or the exception
};

// The clinic's data. Opened once; any thread may read and write. How writes come together is the
// engine's: on SQLite one thread takes what waits, runs each closure in a savepoint of one
// transaction, commits, and only then answers; on PostgreSQL each write is a transaction of its own
// on the caller's thread, takes its turn at one row, and may be run again from its beginning when
// the engine undid it, so that a closure changes nothing outside but what it leaves after_commit.
class Store {
 public:
  // Opens or makes the file, applies the migrations that are missing, reads the pragmas back.
  // Errors: schema_newer, schema_older and clinic_missing of one that is only looked at,
  // migration_changed, keys_gone when rows have a clinic and the file of its keys is not there,
  // store_damaged, store_folder_read_only, store_unreadable.
  static Result<std::unique_ptr<Store>> open(const StoreSettings& settings, Instant now);
  virtual ~Store() = default;

  // Runs `work(Connection&)` in a read transaction: all it reads is of one moment.
  template <class Work>
  auto read(Work work) -> decltype(work(std::declval<Connection&>())) {
    Lease lease(*this);
    return work(lease.connection());
  }

  // Runs `work(Transaction&) -> Result<T>` in a writing transaction. An Error undoes this work
  // alone. Returns after the commit is on disk. Error store_busy (unavailable) when too many wait;
  // a full or read-only disk is store_unavailable. Called from inside a write it would wait for
  // itself: don't.
  template <class Work>
  auto write(Work work) -> decltype(work(std::declval<Transaction&>())) {
    using Out = decltype(work(std::declval<Transaction&>()));
    std::optional<Out> out;
    auto failed = submit([&](Transaction& tx) {
      out.emplace(work(tx));
      return out->has_value();
    });
    if (failed) return *failed;
    return std::move(*out);
  }

  // Engine's own check of the file: empty when sound, else what it says.
  virtual std::vector<std::string> integrity() = 0;
  // A whole copy of the database at one moment, without stopping anybody, and after it one of the
  // keys (client_keys.h): the keys of all clients that the copy holds are in it.
  virtual Done copy_to(const std::string& path) = 0;
  // Takes what was deleted off the disk, as far as the engine's own files go.
  virtual void wipe_deleted() = 0;
  virtual std::string engine() const = 0;
  // Where the engine's file stands, and what is made of it for a while may stand too
  // (scratch_folder.h); empty where it has none.
  virtual std::string folder() const { return {}; }
  // Whether another program of ours has this database open, as far as the engine tells. Who uses a
  // file is told by its folder.
  virtual bool others_connected() { return false; }

 protected:
  virtual std::optional<Error> submit(std::function<bool(Transaction&)> work) = 0;
  virtual Connection& borrow() = 0;
  virtual void give_back(Connection& connection) noexcept = 0;

 private:
  class Lease {
   public:
    explicit Lease(Store& store) : store_(store), connection_(store.borrow()) {}
    ~Lease() { store_.give_back(connection_); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection& connection() { return connection_; }

   private:
    Store& store_;
    Connection& connection_;
  };
};

}  // namespace fascia::store
