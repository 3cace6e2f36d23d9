// SPDX-License-Identifier: Apache-2.0
// The store on SQLite: one writer thread that commits in groups, a pool of readers beside it.
#include "store/sqlite/store.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>

#include "core/log.h"
#include "store/client_keys.h"
#include "store/database_file.h"
#include "store/migrations.h"
#include "store/sqlite/before_open.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/errors.h"
#include "store/sqlite/file_turn.h"
#include "store/sqlite/recording.h"

namespace fascia::store {
namespace {

using sqlite::SqliteConnection;

// More in one transaction would make the first wait for the last.
constexpr std::size_t kGroup = 64;

// Changes that nobody took: by then who takes them is gone or cannot write.
constexpr std::size_t kMostWaiting = 64 << 20;

// On PostgreSQL they are tables beside the others (migrations/postgresql, postgresql/store.cc).
constexpr const char* kKeysSchema =
    "CREATE TABLE IF NOT EXISTS client_keys.client_key (tenant INTEGER NOT NULL, client INTEGER "
    "NOT NULL, wrapped_key TEXT NOT NULL, PRIMARY KEY (tenant, client)) STRICT; "
    "CREATE TABLE IF NOT EXISTS client_keys.erased_client (tenant INTEGER NOT NULL, client INTEGER "
    "NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (tenant, client)) STRICT; "
    "CREATE TABLE IF NOT EXISTS client_keys.ended_kind (tenant INTEGER NOT NULL, client INTEGER "
    "NOT "
    "NULL, kind TEXT NOT NULL, rows_before INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY "
    "(tenant, client, kind)) STRICT; "
    "CREATE TABLE IF NOT EXISTS client_keys.audit_head (tenant INTEGER NOT NULL, seq INTEGER NOT "
    "NULL, hash TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (tenant)) STRICT";

class SqliteStore final : public Store, public ChangeLog {
 public:
  explicit SqliteStore(StoreSettings settings)
      : settings_(std::move(settings)),
        writer_(settings_.path, SqliteConnection::Mode::write, settings_.vfs,
                settings_.synchronous) {}

  ~SqliteStore() override {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  Done begin(Instant now) {
    auto script = [this](const std::string& text) { writer_.script(text); };
    auto migrations = embedded_migrations("sqlite");
    if (settings_.only_look)
      FASCIA_TRY_DONE(expect_newest(writer_, migrations));
    else
      FASCIA_TRY_DONE(bring_to_newest(script, migrations, now));
    writer_.script(kKeysSchema);
    for (std::size_t i = 0; i < settings_.readers; ++i) {
      readers_.push_back(std::make_unique<SqliteConnection>(
          settings_.path, SqliteConnection::Mode::read, settings_.vfs, settings_.synchronous));
      free_.push_back(readers_.back().get());
    }
    thread_ = std::thread([this] { write_until_stopped(); });
    return {};
  }

  std::vector<std::string> integrity() override {
    std::vector<std::string> faults;
    try {
      read([&](Connection& c) {
        for (const Row& row : c.query("PRAGMA integrity_check"))
          if (row.text(0) != "ok") faults.push_back(row.text(0));
        if (!c.query("PRAGMA foreign_key_check").empty()) faults.emplace_back("foreign keys");
        return 0;
      });
    } catch (const StoreError& fault) {
      if (fault.kind != StoreError::Kind::corrupt && fault.kind != StoreError::Kind::unreachable)
        throw;
      faults.push_back("cannot be read to its end: " + std::string(fault.what()));
    }
    return faults;
  }

  Done copy_to(const std::string& path) override {
    SqliteConnection own(settings_.path, SqliteConnection::Mode::write, settings_.vfs,
                         settings_.synchronous);
    own.run("VACUUM main INTO $1", {path});
    own.run("VACUUM client_keys INTO $1", {keys_file_of(path)});
    return {};
  }

  // By the writer itself, to which it is then no other program's work.
  void wipe_deleted() override {
    {
      std::lock_guard lock(mutex_);
      wipe_ = true;
    }
    if (auto done = nothing(); !done)
      log::warn("what was deleted is not wiped yet", {{"why", done.error().message}});
  }

  std::string engine() const override { return "sqlite"; }

  std::string folder() const override {
    return std::filesystem::absolute(settings_.path).parent_path().string();
  }

  Result<std::uint32_t> record(const Clock& clock) override {
    {
      std::lock_guard lock(mutex_);
      recorded_by_ = &clock;
      record_anew_ = true;
      waiting_ = {};
      waiting_bytes_ = 0;
    }
    FASCIA_TRY_DONE(nothing());  // the groups of before are over
    std::lock_guard lock(mutex_);
    return recorded_from_;
  }

  Result<Changes> take() override {
    FASCIA_TRY_DONE(nothing());  // sees whether another program wrote
    std::lock_guard lock(mutex_);
    waiting_bytes_ = 0;
    return std::exchange(waiting_, {});
  }

  void stop() override {
    std::lock_guard lock(mutex_);
    recorded_by_ = nullptr;
    waiting_ = {};
  }

 protected:
  std::optional<Error> submit(std::function<bool(Transaction&)> work) override {
    WriteTask task{std::move(work), {}};
    auto answered = task.done.get_future();
    {
      std::lock_guard lock(mutex_);
      if (stopping_ || queue_.size() >= settings_.queue)
        return Error{Code::unavailable, "store_busy", {}, {}, {}};
      queue_.push_back(&task);
    }
    wake_.notify_one();
    try {
      answered.get();
    } catch (const StoreError& fault) {
      using Kind = StoreError::Kind;
      if (fault.kind == Kind::full || fault.kind == Kind::read_only || fault.kind == Kind::busy)
        return Error{Code::unavailable, "store_unavailable", {}, {}, fault.what()};
      throw;
    }
    return std::nullopt;
  }

  Connection& borrow() override {
    std::unique_lock lock(mutex_);
    reader_free_.wait(lock, [this] { return !free_.empty(); });
    SqliteConnection* connection = free_.back();
    free_.pop_back();
    lock.unlock();
    try {
      connection->script("BEGIN");
    } catch (...) {
      // A reader that could not begin today may begin tomorrow: it stays in the pool.
      lock.lock();
      free_.push_back(connection);
      reader_free_.notify_one();
      throw;
    }
    return *connection;
  }

  void give_back(Connection& connection) noexcept override {
    auto& own = static_cast<SqliteConnection&>(connection);
    try {
      own.script("COMMIT");
    } catch (const StoreError& fault) {
      log::error("read transaction did not end", {{"code", std::to_string(fault.engine_code)}});
    }
    std::lock_guard lock(mutex_);
    free_.push_back(&own);
    reader_free_.notify_one();
  }

 private:
  // One program does it, the others wait for it: it copies, and goes through several transactions.
  Done bring_to_newest(const std::function<void(const std::string&)>& script,
                       const std::vector<Migration>& migrations, Instant now) {
    int applied = applied_migrations(writer_, script);
    std::optional<sqlite::FileTurn> turn;
    if (applied > 0 && applied < migrations.back().number) {
      turn.emplace(settings_.path + ".migrating");
      applied = applied_migrations(writer_, script);
    }
    if (applied > 0 && applied < migrations.back().number) {
      keep_copy(applied);
      sqlite::number_group(writer_, -1);  // what was recorded before does not go on after it
    }
    return migrate(writer_, script, migrations, now);
  }

  // What a migration could spoil stands beside it, opened and looked at, before the first one runs.
  // With the same number it is of an attempt that failed, and the database is as it was.
  void keep_copy(int applied) {
    const std::string copy = copy_before_migration(settings_.path, applied), making = copy + ".new";
    std::error_code ec;
    for (const std::string& old : {making, copy}) std::filesystem::remove(old, ec);
    writer_.run("VACUUM main INTO $1", {making});
    for (const auto& row : writer_.looked_into(making))
      if (row != "ok") throw StoreError(StoreError::Kind::corrupt, 0);
    std::filesystem::permissions(
        making, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ec);
    std::filesystem::rename(making, copy, ec);
    if (ec || !sync_path(copy)) throw StoreError(StoreError::Kind::other, 0);
    log::info("copy before migration", {{"number", std::to_string(applied)}});
  }

  void write_until_stopped() {
    while (true) {
      std::vector<WriteTask*> group;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        while (!queue_.empty() && group.size() < kGroup) {
          group.push_back(queue_.front());
          queue_.pop_front();
        }
      }
      write_group(group);
    }
  }

  // Each in a savepoint, all in one transaction; nobody is answered before the disk has it.
  void write_group(std::vector<WriteTask*>& group) {
    std::vector<std::function<void()>> effects;
    std::vector<std::exception_ptr> faults(group.size());
    try {
      wipe_when_asked();
      writer_.script("BEGIN IMMEDIATE");
      const Clock* clock = begin_recording();
      const std::int64_t rows = sqlite::rows_changed(writer_);
      for (std::size_t i = 0; i < group.size(); ++i) faults[i] = run_one(*group[i], effects);
      std::optional<Change> change;
      if (clock != nullptr)
        change = recording_->end(clock->now());
      else
        sqlite::number_group(writer_, rows);
      writer_.script("COMMIT");
      if (recording_) recording_->kept();
      if (change) keep(std::move(*change));
    } catch (const StoreError& fault) {
      log::error("commit failed", {{"code", std::to_string(fault.engine_code)}});
      undo_all();
      if (recording_) recording_->undone();
      // One each: an exception shared by those who wait would be freed by whichever is last.
      for (auto& one : faults)
        one = std::make_exception_ptr(StoreError(fault.kind, fault.engine_code));
      effects.clear();
    }
    for (auto& effect : effects) effect();
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (faults[i])
        group[i]->done.set_exception(std::move(faults[i]));
      else
        group[i]->done.set_value();
    }
  }

  std::exception_ptr run_one(WriteTask& task, std::vector<std::function<void()>>& effects) {
    Transaction tx(writer_);
    std::exception_ptr fault;
    bool keep = false;
    writer_.script("SAVEPOINT one");
    try {
      keep = task.work(tx);
    } catch (...) {
      fault = std::current_exception();
    }
    if (!keep) writer_.script("ROLLBACK TO one");
    writer_.script("RELEASE one");
    if (keep)
      for (auto& effect : tx.effects()) effects.push_back(std::move(effect));
    return fault;
  }

  Done nothing() {
    return write([](Transaction&) -> Done { return {}; });
  }

  void wipe_when_asked() {
    {
      std::lock_guard lock(mutex_);
      if (!std::exchange(wipe_, false)) return;
    }
    writer_.script(
        "PRAGMA main.wal_checkpoint(TRUNCATE); PRAGMA client_keys.wal_checkpoint(TRUNCATE)");
  }

  // Whose clock tells when this group is written; none: nobody wants to know what it writes.
  const Clock* begin_recording() {
    std::lock_guard lock(mutex_);
    if (recorded_by_ == nullptr) {
      recording_.reset();
      return nullptr;
    }
    const bool anew = std::exchange(record_anew_, false);
    if (!recording_ || anew) {
      recording_ = std::make_unique<sqlite::Recording>(writer_);
      recorded_from_ = recording_->number();
    }
    if (!recording_->begin()) waiting_.whole = false;
    return recorded_by_;
  }

  void keep(Change change) {
    std::lock_guard lock(mutex_);
    if (!waiting_.whole) return;
    waiting_bytes_ += change.rows.size() + change.keys.size();
    waiting_.all.push_back(std::move(change));
    if (waiting_bytes_ <= kMostWaiting) return;
    waiting_ = {{}, false};
    waiting_bytes_ = 0;
  }

  void undo_all() noexcept {
    try {
      writer_.script("ROLLBACK");
    } catch (const StoreError&) {
      // The engine has ended the transaction itself; there is nothing left to undo.
    }
  }

  const StoreSettings settings_;
  SqliteConnection writer_;
  std::vector<std::unique_ptr<SqliteConnection>> readers_;
  std::mutex mutex_;
  std::condition_variable wake_, reader_free_;
  std::deque<WriteTask*> queue_;
  std::vector<SqliteConnection*> free_;
  bool stopping_ = false, wipe_ = false;
  // What is recorded: by whose clock, what waits to be taken, and the writer's own part of it.
  const Clock* recorded_by_ = nullptr;
  bool record_anew_ = false;
  std::uint32_t recorded_from_ = 0;
  Changes waiting_;
  std::size_t waiting_bytes_ = 0;
  std::unique_ptr<sqlite::Recording> recording_;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Store>> sqlite::open(const StoreSettings& settings, Instant now) {
  try {
    FASCIA_TRY_DONE(sqlite::expect_keys(settings));
    auto store = std::make_unique<SqliteStore>(settings);
    auto begun = store->begin(now);
    if (!begun && begun.error().message == "clinic_missing")
      return Error{Code::unavailable, "clinic_missing", "data", {{"dir", settings.path}}, {}};
    if (!begun) return begun.error();
    return std::unique_ptr<Store>(std::move(store));
  } catch (const StoreError& fault) {
    return sqlite::open_error(settings, fault);
  }
}

}  // namespace fascia::store
