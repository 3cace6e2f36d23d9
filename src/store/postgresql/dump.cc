// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql/dump.h"

#include <fcntl.h>
#include <postgresql/libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "store/database_file.h"

namespace fascia::store::postgresql {
namespace {

namespace fs = std::filesystem;

// What an address says, as libpq reads it from the environment.
std::vector<std::string> environment_of(const std::string& address) {
  std::vector<std::string> out;
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parts(
      PQconninfoParse(address.c_str(), nullptr), PQconninfoFree);
  for (PQconninfoOption* one = parts.get(); one != nullptr && one->keyword != nullptr; ++one)
    if (one->envvar != nullptr && one->val != nullptr)
      out.push_back(std::string(one->envvar) + "=" + one->val);
  for (char** at = environ; *at != nullptr; ++at) out.emplace_back(*at);  // the first one counts
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

Done dump(const std::string& address, const std::string& file) {
  const std::string making = file + ".making";
  auto failed = [&](const std::string& why) -> Error {
    std::error_code ec;
    fs::remove(making, ec);
    return {Code::unavailable, "backup_before_missing", "database", {}, why};
  };
  std::vector<std::string> words{"pg_dump", "--format=custom", "--no-password", "--file=" + making},
      environment = environment_of(address);
  std::error_code ec;
  fs::remove(making, ec);
  if (int made = ::open(making.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600); made >= 0)
    ::close(made);
  pid_t child = -1;
  if (::posix_spawnp(&child, "pg_dump", nullptr, nullptr, pointers(words).data(),
                     pointers(environment).data()) != 0)
    return failed("pg_dump does not start");
  int status = 0;
  if (::waitpid(child, &status, 0) != child || status != 0) return failed("pg_dump failed");
  if (!sync_path(making)) return failed("sync");
  fs::rename(making, file, ec);
  if (ec || !sync_path(fs::absolute(file).parent_path().string())) return failed(ec.message());
  return {};
}

}  // namespace fascia::store::postgresql
