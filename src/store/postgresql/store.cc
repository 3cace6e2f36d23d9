// SPDX-License-Identifier: Apache-2.0
// The store on PostgreSQL: a pool of readers, a pool of writers, each write a transaction of its
// own.
#include "store/postgresql/store.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/log.h"
#include "store/postgresql/address.h"
#include "store/postgresql/connection.h"
#include "store/postgresql/errors.h"
#include "store/postgresql/migrations.h"
#include "store/postgresql/pages.h"

namespace fascia::store::postgresql {
namespace {

using Mode = PostgresqlConnection::Mode;
using Kind = StoreError::Kind;

constexpr std::size_t kWriters = 4;
constexpr int kTries = 8;
constexpr const char* kRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// A write begins with its ticket: the number of the transaction and the timeline of the server, by
// which its fate can be asked for when the answer to COMMIT is lost.
#define FASCIA_TICKET \
  "pg_current_xact_id()::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)"
constexpr const char* kWrite =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT " FASCIA_TICKET;
constexpr const char* kWriteInTurn =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT " FASCIA_TICKET
    " FROM store_turn WHERE name = 'write' FOR UPDATE";
// Two programs that start at once on an empty database both make this table: one of them fails and
// tries again.
constexpr const char* kMakeTurns =
    "CREATE TABLE IF NOT EXISTS store_turn (name TEXT PRIMARY KEY); "
    "INSERT INTO store_turn (name) VALUES ('migrate'), ('write') ON CONFLICT (name) DO NOTHING";
// The schema of the store of keys is not numbered (client_keys.h): any program makes what it needs.
constexpr const char* kMakeEnded =
    "CREATE TABLE IF NOT EXISTS ended_kind (tenant BIGINT NOT NULL, client BIGINT NOT NULL, kind "
    "TEXT COLLATE \"C\" NOT NULL, rows_before BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY "
    "(tenant, client, kind))";

void pause_before(int attempt) {
  // Two that undid each other must not meet again in step.
  auto own = std::hash<std::thread::id>{}(std::this_thread::get_id()) % 7;
  std::this_thread::sleep_for(std::chrono::milliseconds(attempt * (2 + static_cast<int>(own))));
}

// Connections that wait to be used; who finds none waits for one.
class Pool {
 public:
  void add(std::unique_ptr<PostgresqlConnection> connection) {
    free_.push_back(connection.get());
    all_.push_back(std::move(connection));
  }
  // Nothing when more than `most` wait already.
  PostgresqlConnection* take(std::size_t most = SIZE_MAX) {
    std::unique_lock lock(mutex_);
    if (free_.empty() && waiting_ >= most) return nullptr;
    ++waiting_;
    is_free_.wait(lock, [this] { return !free_.empty(); });
    --waiting_;
    PostgresqlConnection* connection = free_.back();
    free_.pop_back();
    return connection;
  }
  void give(PostgresqlConnection* connection) noexcept {
    std::lock_guard lock(mutex_);
    free_.push_back(connection);
    is_free_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable is_free_;
  std::size_t waiting_ = 0;
  std::vector<std::unique_ptr<PostgresqlConnection>> all_;
  std::vector<PostgresqlConnection*> free_;  // never grows past all_
};

Error unavailable(const StoreError& fault) {
  return {Code::unavailable, "store_unavailable", {}, {}, fault.what()};
}

// By the name under which each of our programs connects.
bool has_others(Connection& c) {
  return c.first(
              "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
              "AND application_name LIKE 'fascia/%' AND "
              "application_name <> current_setting('application_name')")
             ->integer(0) > 0;
}

class PostgresqlStore final : public Store {
 public:
  PostgresqlStore(StoreSettings settings, Writes writes)
      : settings_(std::move(settings)),
        durable_(settings_.synchronous != "OFF"),
        begin_write_(writes == Writes::in_turn ? kWriteInTurn : kWrite) {
    for (std::size_t i = 0; i < settings_.readers; ++i) readers_.add(connection(Mode::read));
    for (std::size_t i = 0; i < kWriters; ++i) writers_.add(connection(Mode::write));
  }

  // One process migrates, the others wait at its row until it is done or dead.
  Done begin(Instant now) {
    auto worker = connection(Mode::migrate);
    if (settings_.only_look) {
      (void)worker->script("SELECT 1");  // connects
      FASCIA_TRY_DONE(expect_newest(*worker, shared_migrations()));
      warn_of_server(*worker);
      return {};
    }
    auto turn = connection(Mode::migrate);
    make_turns(*turn);
    turn->begin("BEGIN; SELECT 1 FROM store_turn WHERE name = 'migrate' FOR UPDATE");
    FASCIA_TRY_DONE(migrate(
        *worker, [&](const std::string& text) { worker->script(text); }, shared_migrations(), now));
    (void)worker->script(kMakeEnded);
    turn->commit();
    warn_of_server(*worker);
    return {};
  }

  std::vector<std::string> integrity() override {
    auto reader = connection(Mode::migrate);
    auto faults = faults_of_pages(*reader);
    read([&](Connection& c) {
      auto pages = c.first(
          "SELECT COALESCE(checksum_failures, 0) FROM pg_stat_database "
          "WHERE datname = current_database()");
      if (pages && pages->integer(0) > 0)
        faults.push_back("pages with a wrong checksum: " + std::to_string(pages->integer(0)));
      for (const Row& row : c.query("SELECT c.relname FROM pg_index AS i JOIN pg_class AS c "
                                    "ON c.oid = i.indexrelid WHERE NOT i.indisvalid"))
        faults.push_back("index is not valid: " + row.text(0));
      for (const Row& row :
           c.query("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY conname"))
        faults.push_back("constraint is not valid: " + row.text(0));
      if (c.first("SELECT COUNT(*) FROM pg_constraint WHERE contype = 'x' AND conname IN "
                  "('appointment_therapist_once', 'appointment_room_once')")
              ->integer(0) != 2)
        faults.emplace_back("the second lock on double bookings is gone");
      return 0;
    });
    return faults;
  }

  Done copy_to(const std::string&) override { return conflict("backup_by_postgresql", "database"); }

  // Written anew without what was deleted. What the server's own log archive keeps is another
  // matter: docs/security.md.
  void wipe_deleted() override {
    (void)connection(Mode::migrate)->script("VACUUM (FULL) client_key");
  }

  std::string engine() const override { return "postgresql"; }

  // The server sees within moments that one of them ended.
  bool others_connected() override {
    for (int attempt = 0; attempt < kTries; ++attempt) {
      bool others = read([](Connection& c) { return has_others(c); });
      if (!others) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
    return true;
  }

 protected:
  std::optional<Error> submit(std::function<bool(Transaction&)> work) override {
    PostgresqlConnection* connection = writers_.take(settings_.queue);
    if (connection == nullptr) return Error{Code::unavailable, "store_busy", {}, {}, {}};
    struct Back {
      Pool& pool;
      PostgresqlConnection* connection;
      ~Back() { pool.give(connection); }
    } back{writers_, connection};
    for (int attempt = 1;; ++attempt) {
      try {
        write_once(*connection, work);
        return std::nullopt;
      } catch (const StoreError& fault) {
        connection->roll_back();
        if (may_try_again(fault) && attempt < kTries) {
          pause_before(attempt);
          continue;
        }
        if (is_overlap(fault)) return conflict("start_taken", "start");
        if (fault.kind == Kind::full || fault.kind == Kind::read_only || fault.kind == Kind::busy ||
            fault.kind == Kind::unreachable)
          return unavailable(fault);
        throw;
      } catch (...) {
        connection->roll_back();
        throw;
      }
    }
  }

  Connection& borrow() override {
    PostgresqlConnection* connection = readers_.take();
    try {
      (void)connection->begin(kRead);
    } catch (...) {
      connection->roll_back();
      readers_.give(connection);
      throw;
    }
    return *connection;
  }

  void give_back(Connection& connection) noexcept override {
    auto& own = static_cast<PostgresqlConnection&>(connection);
    own.roll_back();  // it only read
    readers_.give(&own);
  }

 private:
  std::unique_ptr<PostgresqlConnection> connection(Mode mode) {
    return std::make_unique<PostgresqlConnection>(settings_.path, mode, durable_);
  }

  static void make_turns(PostgresqlConnection& connection) {
    for (int attempt = 1;; ++attempt) {
      try {
        (void)connection.script(kMakeTurns);
        return;
      } catch (const EngineError& fault) {
        bool raced = fault.sqlstate() == "23505" || fault.sqlstate() == "42P07" ||
                     fault.sqlstate() == "42710" ||
                     fault.sqlstate() == "XX000";  // "tuple concurrently updated"
        if (!raced || attempt == kTries) throw;
        pause_before(attempt);
      }
    }
  }

  static void warn_of_server(PostgresqlConnection& connection) {
    static std::atomic_flag warned;
    if (warned.test_and_set()) return;
    for (const char* name : {"fsync", "full_page_writes"})
      if (connection.first("SELECT current_setting($1)", {name})->text(0) == "off")
        log::warn("the database server may lose what it acknowledged", {{"setting", name}});
    if (connection.first("SELECT current_setting('data_checksums')")->text(0) == "off")
      log::warn("whether a page of the database rotted cannot be told",
                {{"setting", "data_checksums"}});
  }

  void write_once(PostgresqlConnection& connection, std::function<bool(Transaction&)>& work) {
    std::string ticket = connection.begin(begin_write_);
    Transaction tx(connection);
    if (!work(tx)) {
      connection.roll_back();
      return;
    }
    // Memory learns of commits in the order in which they were made.
    std::unique_lock in_order(effects_, std::defer_lock);
    if (!tx.effects().empty()) in_order.lock();
    try {
      connection.commit();
    } catch (const StoreError& fault) {
      if (fault.kind != Kind::unreachable) throw;
      if (!was_kept(connection, ticket)) throw;
    }
    for (auto& effect : tx.effects()) effect();
  }

  // Whether a transaction whose COMMIT was not answered is kept. Where nobody can say (another
  // server took over, or none answers for long) it is the program's fault page, not "nothing was
  // saved".
  static bool was_kept(PostgresqlConnection& connection, const std::string& ticket) {
    const std::string number = ticket.substr(0, ticket.find('/')),
                      timeline = ticket.substr(number.size() + 1);
    for (int attempt = 0; attempt < 20; ++attempt) {
      std::string fate;
      try {
        fate = connection.script(
            "SELECT CASE WHEN left(pg_walfile_name(pg_current_wal_lsn()), 8) = '" + timeline +
            "' THEN pg_xact_status('" + number + "') ELSE 'unknown' END");
      } catch (const StoreError& fault) {
        if (fault.kind != Kind::unreachable) throw EngineError(kFateUnknown);
      }
      if (fate == "committed") return true;
      if (fate == "aborted") return false;
      if (fate == "unknown") break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50 * (attempt + 1)));
    }
    log::error("a commit was not answered and its fate is not known");
    throw EngineError(kFateUnknown);
  }

  const StoreSettings settings_;
  const bool durable_;
  const std::string begin_write_;
  Pool readers_, writers_;
  std::mutex effects_;
};

}  // namespace

Result<std::unique_ptr<Store>> open(const StoreSettings& settings, Instant now, Writes writes) {
  auto failed = [&](const char* message, const StoreError& fault) {
    return Error{Code::unavailable,
                 message,
                 "database",
                 {{"file", shown_address(settings.path)}},
                 shown_address(settings.path) + ": " + fault.what()};
  };
  try {
    auto store = std::make_unique<PostgresqlStore>(settings, writes);
    FASCIA_TRY_DONE(store->begin(now));
    return std::unique_ptr<Store>(std::move(store));
  } catch (const StoreError& fault) {
    return failed(fault.kind == Kind::unreachable ? "store_unreachable" : "store_unreadable",
                  fault);
  }
}

bool is_used(const std::string& address) {
  try {
    PostgresqlConnection own(address, Mode::migrate, true);
    (void)own.script("SELECT 1");  // connects
    return has_others(own);
  } catch (const StoreError&) {
    return false;
  }
}

}  // namespace fascia::store::postgresql
