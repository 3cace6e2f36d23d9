// SPDX-License-Identifier: Apache-2.0
// A server that goes and comes back, and connections that break at the worst moment.
#include <poll.h>

#include <atomic>
#include <thread>

#include "store/postgresql/store.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

constexpr TenantId kTenant{7};

Done put(Transaction& tx, std::string_view name, std::string_view value) {
  tx.run(
      "INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
      {kTenant, name, value});
  return {};
}

// Stands between a program and the server; when it is armed, the answer to the next COMMIT is lost.
class LossyWire {
 public:
  explicit LossyWire(int server) : server_(server) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* any = reinterpret_cast<sockaddr*>(&at);
    EXPECT_EQ(bind(listener_, any, size), 0);
    EXPECT_EQ(listen(listener_, 16), 0);
    EXPECT_EQ(getsockname(listener_, any, &size), 0);
    port = ntohs(at.sin_port);
    acceptor_ = std::thread([this] {
      for (int client; (client = accept(listener_, nullptr, nullptr)) >= 0;)
        threads_.emplace_back([this, client] { carry(client); });
    });
  }
  ~LossyWire() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (auto& thread : threads_) thread.join();
    close(listener_);
  }

  int port = 0;
  std::atomic<bool> armed = false;
  std::atomic<int> lost = 0;

 private:
  static constexpr std::string_view kCommit{"COMMIT\0", 7};  // and not READ COMMITTED

  void carry(int client) {
    int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons(static_cast<std::uint16_t>(server_));
    EXPECT_EQ(connect(server, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
    bool swallow = false;
    for (pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}}; poll(ends, 2, -1) > 0;) {
      char bytes[16384];
      bool asks = ends[0].revents != 0;
      ssize_t n = read(asks ? client : server, bytes, sizeof bytes);
      if (n <= 0) break;
      std::string_view text(bytes, static_cast<std::size_t>(n));
      if (asks && text.find(kCommit) != text.npos && armed.exchange(false)) swallow = true;
      if (!asks && swallow) {
        ++lost;
        break;
      }
      if (write(asks ? server : client, bytes, text.size()) != n) break;
    }
    close(client);
    close(server);
  }

  const int server_;
  int listener_ = socket(AF_INET, SOCK_STREAM, 0);
  std::thread acceptor_;
  std::vector<std::thread> threads_;  // made by the acceptor alone
};

class PostgresqlLoss : public testing::Test {
 protected:
  void SetUp() override { FASCIA_POSTGRESQL_ONLY(); }
  PostgresqlServer& server() { return PostgresqlServer::shared(); }
};

TEST_F(PostgresqlLoss, a_lost_connection_is_made_anew_by_the_next_who_needs_it) {
  TemporaryStore store;
  ASSERT_TRUE(store->write([](Transaction& tx) { return put(tx, "a", "1"); }));
  auto look = [&] {
    return store->read([](Connection& c) {
      return c.first("SELECT COUNT(*) FROM setting WHERE tenant = $1", {kTenant})->integer(0);
    });
  };
  EXPECT_EQ(look(), 1);
  const char* end_all =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname <> 'postgres'";
  server().ask(end_all);
  EXPECT_EQ(look(), 1);
  EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "b", "1"); }));
  // In the middle: nothing of it is kept, and the one who asked is told.
  auto cut = store->write([&](Transaction& tx) -> Done {
    FASCIA_TRY_DONE(put(tx, "lost", "1"));
    server().ask(end_all);
    return put(tx, "lost too", "1");
  });
  EXPECT_EQ(cut.error().message, "store_unavailable");
  EXPECT_EQ(look(), 2);
  server().stop();
  EXPECT_EQ(store->write([](Transaction& tx) { return put(tx, "c", "1"); }).error().message,
            "store_unavailable");
  try {
    look();
    ADD_FAILURE() << "read from a server that is gone";
  } catch (const StoreError& fault) {
    EXPECT_EQ(fault.kind, StoreError::Kind::unreachable);
  }
  EXPECT_EQ(Store::open({.path = store.path()}, {0}).error().message, "store_unreachable");
  server().start();
  EXPECT_EQ(look(), 2);
  EXPECT_TRUE(store->write([](Transaction& tx) { return put(tx, "c", "1"); }));
}

TEST_F(PostgresqlLoss, a_commit_whose_answer_is_lost_is_answered_by_what_became_of_it) {
  std::string address = server().migrated_database();
  LossyWire wire(server().port());
  auto opened = Store::open({.path = "postgresql://fascia@127.0.0.1:" + std::to_string(wire.port) +
                                     "/" + PostgresqlServer::name_in(address)},
                            {0});
  ASSERT_TRUE(opened);
  std::unique_ptr<Store> store = std::move(*opened);
  int effects = 0;
  wire.armed = true;
  EXPECT_TRUE(store->write([&](Transaction& tx) -> Done {
    tx.after_commit([&] { ++effects; });
    return put(tx, "kept", "1");
  }));
  EXPECT_EQ(wire.lost, 1);
  EXPECT_EQ(effects, 1);
  // The other way: the server gave it up while it committed.
  server().ask(
      "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(5); "
      "RETURN NULL; END'; CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON setting "
      "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()",
      PostgresqlServer::name_in(address));
  std::thread ends([&] {
    for (int i = 0; i < 100; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (server().ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                       "WHERE wait_event = 'PgSleep'") != "0")
        return;
    }
  });
  auto undone = store->write([&](Transaction& tx) -> Done {
    tx.after_commit([&] { ++effects; });
    return put(tx, "undone", "1");
  });
  ends.join();
  EXPECT_EQ(undone.error().message, "store_unavailable");
  EXPECT_EQ(effects, 1);
  EXPECT_EQ(
      server().ask("SELECT string_agg(name, ',') FROM setting", PostgresqlServer::name_in(address)),
      "kept");
  store.reset();
  server().drop(address);
}

}  // namespace
}  // namespace fascia::store
