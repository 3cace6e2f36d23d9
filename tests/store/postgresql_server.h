// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grp.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <postgresql/libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include "store/store.h"

namespace fascia::store {

// Which engine this run of the tests is about: FASCIA_TEST_ENGINE=postgresql, else SQLite.
inline bool on_postgresql() {
  const char* engine = std::getenv("FASCIA_TEST_ENGINE");
  return engine != nullptr && std::string_view(engine) == "postgresql";
}

// A real PostgreSQL in a folder below /tmp, on a free loopback port: one a test program, started by
// the first test that needs it, stopped with the program even when that crashes.
class PostgresqlServer {
 public:
  // A port of this machine that nobody listens on.
  static int free_port() {
    int s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* any = reinterpret_cast<sockaddr*>(&at);
    EXPECT_EQ(bind(s, any, size), 0);
    EXPECT_EQ(getsockname(s, any, &size), 0);
    close(s);
    return ntohs(at.sin_port);
  }

  static PostgresqlServer& shared() {
    static PostgresqlServer server;
    return server;
  }

  // An empty database with every migration applied; its address.
  std::string migrated_database() {
    if (!clean_.empty()) {
      std::string address = clean_.back();
      clean_.pop_back();
      return address;
    }
    if (template_.empty()) {
      std::string made = empty_database();
      auto store = Store::open({.path = made}, {1790000000});
      EXPECT_TRUE(store) << (store ? "" : store.error().message + " " + store.error().cause);
      template_ = name_in(made);
      schema_ = ask(kSchema, template_);
    }
    return created(" TEMPLATE " + template_);
  }
  // Emptied for the next test, which costs a tenth of a new one; dropped when its schema was
  // changed.
  void give_back(const std::string& address) {
    if (ask(kSchema, name_in(address)) != schema_) return drop(address);
    ask(kEmpty, name_in(address));
    clean_.push_back(address);
  }
  std::string empty_database() { return created(""); }
  void drop(const std::string& address) {
    ask("DROP DATABASE IF EXISTS " + name_in(address) + " WITH (FORCE)");
  }
  // Runs a statement as the server's owner; the first cell of what it answers.
  std::string ask(const std::string& sql, const std::string& database = "postgres") {
    std::unique_ptr<PGconn, decltype(&PQfinish)> c(PQconnectdb(address_of(database).c_str()),
                                                   PQfinish);
    std::unique_ptr<PGresult, decltype(&PQclear)> r(PQexec(c.get(), sql.c_str()), PQclear);
    bool good =
        PQresultStatus(r.get()) == PGRES_TUPLES_OK || PQresultStatus(r.get()) == PGRES_COMMAND_OK;
    EXPECT_TRUE(good) << PQerrorMessage(c.get());
    return PQntuples(r.get()) > 0 ? PQgetvalue(r.get(), 0, 0) : "";
  }
  std::string address_of(const std::string& database) const {
    return "postgresql://fascia@127.0.0.1:" + std::to_string(port_) + "/" + database;
  }
  int port() const { return port_; }
  static std::string name_in(const std::string& address) {
    return address.substr(address.rfind('/') + 1);
  }
  // What a thief of the disk would hold of a database: its own files and the server's log of
  // changes.
  std::vector<std::string> files_of(const std::string& address) {
    ask("CHECKPOINT");
    std::string oid = ask("SELECT oid FROM pg_database WHERE datname = '" + name_in(address) + "'");
    std::vector<std::string> out;
    for (const std::string& part : {"/base/" + oid, std::string("/pg_wal")})
      for (const auto& one : std::filesystem::directory_iterator(data() + part))
        if (one.is_regular_file()) out.push_back(one.path().string());
    return out;
  }

  // As a power cut, and as its end.
  void stop() {
    if (server_ <= 0) return;
    kill(server_, SIGQUIT);
    waitpid(server_, nullptr, 0);
    server_ = 0;
  }
  void start() {
    server_ = spawn({program("postgres"),
                     "-D",
                     data(),
                     "-p",
                     std::to_string(port_),
                     "-k",
                     folder_.string(),
                     "-c",
                     "listen_addresses=127.0.0.1",
                     "-c",
                     "fsync=off",
                     "-c",
                     "max_connections=200",
                     "-c",
                     "deadlock_timeout=50ms",
                     "-c",
                     "max_wal_size=64MB",
                     "-c",
                     "min_wal_size=32MB",
                     "-c",
                     "shared_buffers=32MB",
                     "-c",
                     "autovacuum=off"});
    for (int i = 0; i < 400; ++i) {
      if (PQping(address_of("postgres").c_str()) == PQPING_OK) return;
      if (waitpid(server_, nullptr, WNOHANG) == server_) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    server_ = 0;
  }

 private:
  static constexpr const char* kSchema =
      "SELECT (SELECT string_agg(checksum, ',' ORDER BY number) FROM schema_migration) || "
      "(SELECT string_agg(conname, ',' ORDER BY conname) FROM pg_constraint)";
  static constexpr const char* kEmpty =
      "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE "
      "schemaname = 'public' AND tablename NOT IN ('schema_migration', 'store_turn') "
      "LOOP EXECUTE 'DELETE FROM ' || quote_ident(t); END LOOP; END $$";

  PostgresqlServer() {
    remove_what_crashes_left();
    folder_ = prefix() + std::to_string(getpid());
    std::filesystem::create_directories(folder_);
    if (geteuid() == 0) {
      EXPECT_EQ(chown(folder_.c_str(), owner()->pw_uid, owner()->pw_gid), 0);
    }
    pid_t made = spawn({program("initdb"), "-D", data(), "--no-sync", "-A", "trust", "-U", "fascia",
                        "-E", "UTF8", "--locale=C.UTF-8", "-k"});
    int status = 1;
    waitpid(made, &status, 0);
    EXPECT_EQ(status, 0) << "initdb; see " << folder_ / "log";
    // Somebody else may take the port between the look and the start.
    for (int tries = 0; tries < 3 && server_ == 0; ++tries) {
      port_ = free_port();
      start();
    }
    EXPECT_GT(server_, 0) << "no PostgreSQL; see " << folder_ / "log";
  }
  ~PostgresqlServer() {
    if (program_of_tests_ != getpid()) return;  // a child of a test
    stop();
    std::error_code ec;
    std::filesystem::remove_all(folder_, ec);
  }

  static std::string prefix() { return "/tmp/fascia-postgresql-"; }
  std::string data() const { return (folder_ / "data").string(); }

  static void remove_what_crashes_left() {
    std::error_code ec;
    for (const auto& one : std::filesystem::directory_iterator("/tmp", ec)) {
      std::string path = one.path().string();
      if (!path.starts_with(prefix())) continue;
      pid_t pid = std::atoi(path.c_str() + prefix().size());
      if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH) std::filesystem::remove_all(path, ec);
    }
  }

  static std::string program(const std::string& name) {
    for (int version = 30; version >= 13; --version) {
      std::string path = "/usr/lib/postgresql/" + std::to_string(version) + "/bin/" + name;
      if (access(path.c_str(), X_OK) == 0) return path;
    }
    return "/usr/bin/" + name;
  }
  // PostgreSQL refuses to run as root.
  static const passwd* owner() { return getpwnam("postgres"); }

  pid_t spawn(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const passwd* postgres = geteuid() == 0 ? owner() : nullptr;
    pid_t parent = getpid(), child = fork();
    if (child != 0) return child;
    if (postgres != nullptr && (initgroups("postgres", postgres->pw_gid) != 0 ||
                                setgid(postgres->pw_gid) != 0 || setuid(postgres->pw_uid) != 0))
      _exit(1);
    // After setuid, which forgets it: an immediate stop when the test program is no more.
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (getppid() != parent || chdir(folder_.c_str()) != 0) _exit(1);
    if (freopen("log", "a", stdout) == nullptr || dup2(STDOUT_FILENO, STDERR_FILENO) < 0) _exit(1);
    execv(arguments.front(), arguments.data());
    _exit(1);
  }

  std::string created(const std::string& like) {
    std::string name = "t" + std::to_string(++count_);
    ask("CREATE DATABASE " + name + like);
    return address_of(name);
  }

  const pid_t program_of_tests_ = getpid();
  std::filesystem::path folder_;
  int port_ = 0;
  pid_t server_ = 0;
  int count_ = 0;
  std::string template_, schema_;
  std::vector<std::string> clean_;
};

}  // namespace fascia::store
