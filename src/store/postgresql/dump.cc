// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql/dump.h"

#include <fcntl.h>
#include <postgresql/libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "store/postgresql/address.h"
#include "store/postgresql/connection.h"

namespace fascia::store::postgresql {
namespace {

// What an address says, as libpq reads it from the environment; the database's name by itself.
struct Environment {
  std::vector<std::string> words;
  std::string database;

  explicit Environment(const std::string& address) {
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parts(
        PQconninfoParse(address.c_str(), nullptr), PQconninfoFree);
    for (PQconninfoOption* one = parts.get(); one != nullptr && one->keyword != nullptr; ++one) {
      if (one->val == nullptr) continue;
      if (one->envvar != nullptr) words.push_back(std::string(one->envvar) + "=" + one->val);
      if (std::string_view(one->keyword) == "dbname") database = one->val;
    }
    for (char** at = environ; *at != nullptr; ++at)
      words.emplace_back(*at);  // the first one counts
  }
};

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

// One of PostgreSQL's programs with one end of a pipe; the other one is ours.
class Piped {
 public:
  // `theirs`: its standard output or its standard input.
  Piped(std::vector<std::string> words, Environment environment, int theirs) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    ours_ = ends[theirs == STDOUT_FILENO ? 0 : 1];
    const int other = ends[theirs == STDOUT_FILENO ? 1 : 0];
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, other, theirs);
    started_ = ::posix_spawnp(&child_, words.front().c_str(), &actions, nullptr,
                              pointers(words).data(), pointers(environment.words).data()) == 0;
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(other);
  }
  ~Piped() { (void)ended_well(); }
  Piped(const Piped&) = delete;
  Piped& operator=(const Piped&) = delete;

  bool started() const { return started_; }
  int ours() const { return ours_; }
  // Closes our end and waits for its own.
  bool ended_well() {
    if (ours_ >= 0) ::close(ours_);
    ours_ = -1;
    int status = 0;
    const bool waited = started_ && ::waitpid(child_, &status, 0) == child_;
    started_ = false;
    return waited && status == 0;
  }

 private:
  pid_t child_ = -1;
  int ours_ = -1;
  bool started_ = false;
};

Error not_restored(const std::string& address, const char* why) {
  return {Code::unavailable,
          "dump_not_restored",
          "database",
          {{"database", shown_address(address)}},
          why};
}

Done expect_empty(const std::string& address) {
  try {
    PostgresqlConnection own(address, PostgresqlConnection::Mode::migrate, true);
    if (own.script("SELECT COUNT(*)::text FROM pg_tables WHERE schemaname = current_schema()") !=
        "0")
      return conflict("database_taken", "database");
  } catch (const StoreError& fault) {
    return Error{Code::unavailable,
                 "store_unreachable",
                 "database",
                 {{"file", shown_address(address)}},
                 fault.what()};
  }
  return {};
}

}  // namespace

Done dump(const std::string& address, const std::function<Done(int from)>& take) {
  auto failed = [](const char* why) {
    return Error{Code::unavailable, "backup_before_missing", "database", {}, why};
  };
  Piped program({"pg_dump", "--format=custom", "--no-password", "--no-comments"},
                Environment(address), STDOUT_FILENO);
  if (!program.started()) return failed("pg_dump does not start");
  FASCIA_TRY_DONE(take(program.ours()));
  return program.ended_well() ? Done() : Done(failed("pg_dump failed"));
}

Done restore_dump(const std::string& address, const std::function<Done(int to)>& give) {
  FASCIA_TRY_DONE(expect_empty(address));
  const Environment environment(address);
  Piped program({"pg_restore", "--no-password", "--no-owner", "--no-acl", "--exit-on-error",
                 "--single-transaction", "--dbname=" + environment.database},
                environment, STDIN_FILENO);
  if (!program.started()) return not_restored(address, "pg_restore does not start");
  // Its own word is said where it ended first.
  const Done given = give(program.ours());
  if (!program.ended_well()) return not_restored(address, "pg_restore failed");
  return given;
}

TenantId tenant_in(const std::string& address) {
  try {
    PostgresqlConnection own(address, PostgresqlConnection::Mode::migrate, true);
    const std::string tenant = own.script("SELECT COALESCE(MIN(tenant), 0)::text FROM tenant");
    return TenantId{std::stoll(tenant)};
  } catch (const StoreError&) {
    return {};
  }
}

}  // namespace fascia::store::postgresql
