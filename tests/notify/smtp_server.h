// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json/value.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "core/json.h"
#include "source_folder.h"

extern char** environ;

namespace fascia::notify {

// A folder of this test's own, gone at its end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "fascia-notify-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string read_all(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// smtp_server.py as a child process on a free loopback port.
class SmtpServer {
 public:
  explicit SmtpServer(std::vector<std::string> flags = {}) {
    std::vector<std::string> words = {
        "/usr/bin/python3", source_file("tests/notify/smtp_server.py"), folder_.path().string()};
    words.insert(words.end(), flags.begin(), flags.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    if (::posix_spawn(&child_, argv[0], &actions, nullptr, argv.data(), environ) != 0) child_ = 0;
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::string line;
    for (char c; ::read(ends[0], &c, 1) == 1 && c != '\n';) line.push_back(c);
    ::close(ends[0]);
    port_ = std::atoi(line.c_str());
    EXPECT_GT(port_, 0) << "the mail server of the tests did not start: is python3-aiosmtpd here?";
  }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;
  ~SmtpServer() {
    if (child_ == 0) return;
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
  }

  int port() const { return port_; }
  // How many messages it took.
  int count() const {
    int n = 0;
    while (std::filesystem::exists(folder_.path() / (std::to_string(n + 1) + ".eml"))) ++n;
    return n;
  }
  std::string raw(int n) const { return read_all(folder_.path() / (std::to_string(n) + ".eml")); }
  // The envelope and what an independent parser reads in the message.
  boost::json::value about(int n) const {
    auto read = json::read(read_all(folder_.path() / (std::to_string(n) + ".json")));
    EXPECT_TRUE(read) << "no message " << n;
    return read ? *read : boost::json::value();
  }

 private:
  TemporaryFolder folder_;
  pid_t child_ = 0;
  int port_ = 0;
};

}  // namespace fascia::notify
