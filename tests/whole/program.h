// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

// Runs the real program, which the build puts beside the test binaries.
namespace fascia::whole {

namespace fs = std::filesystem;

inline std::string program_path() {
  return (fs::read_symlink("/proc/self/exe").parent_path() / "fascia").string();
}

inline std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_text(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

// A folder that goes away with the value.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "fascia-whole-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

using Environment = std::map<std::string, std::string>;

// Starts it with its standard output and standard error in files below `folder`.
inline pid_t start(const std::vector<std::string>& args, const std::string& out,
                   const std::string& err, const Environment& extra = {}) {
  std::vector<std::string> words{program_path()};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::vector<std::string> environment;
  for (char** at = environ; *at != nullptr; ++at)
    if (!std::string(*at).starts_with("FASCIA_")) environment.emplace_back(*at);
  for (const auto& [name, value] : extra) environment.push_back(name + "=" + value);
  std::vector<char*> envp;
  for (std::string& entry : environment) envp.push_back(entry.data());
  envp.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&files, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t pid = -1;
  if (posix_spawn(&pid, argv[0], &files, nullptr, argv.data(), envp.data()) != 0) pid = -1;
  posix_spawn_file_actions_destroy(&files);
  return pid;
}

// The exit code, or 128 and the signal; -1 when it still runs after that time.
inline int wait_for(pid_t pid, int milliseconds) {
  if (pid <= 0) return 127;  // it did not start
  for (int waited = 0;; waited += 10) {
    int status = 0;
    if (::waitpid(pid, &status, WNOHANG) == pid)
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (waited >= milliseconds) return -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

struct Finished {
  int code = -1;
  std::string out, err;
};
inline Finished run(const std::vector<std::string>& args, const Environment& extra = {}) {
  Folder folder;
  pid_t pid = start(args, folder / "out", folder / "err", extra);
  int code = wait_for(pid, 120'000);
  if (code == -1 && pid > 0) {
    ::kill(pid, SIGKILL);
    wait_for(pid, 5000);
  }
  return {code, text_of(folder / "out"), text_of(folder / "err")};
}

// A server until the value goes away; `port` is 0 when it did not become ready.
class Server {
 public:
  explicit Server(std::vector<std::string> args, const Environment& extra = {}) {
    args.insert(args.begin(), "serve");
    args.insert(args.end(), {"--listen", "127.0.0.1:0"});
    pid_ = start(args, folder_ / "out", folder_ / "err", extra);
    for (int waited = 0; waited < 20'000 && port == 0 && ended_ == -1; waited += 10) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      std::string said = out();
      auto at = said.find("127.0.0.1:");
      if (at != said.npos && said.back() == '\n') port = std::stoi(said.substr(at + 10));
      if (port == 0) ended_ = wait_for(pid_, 0);
    }
  }
  ~Server() {
    if (ended_ != -1 || pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait_for(pid_, 5000);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void signal(int number) {
    if (pid_ > 0) ::kill(pid_, number);  // never a group, never all
  }
  int ended(int milliseconds) {
    if (ended_ == -1) ended_ = wait_for(pid_, milliseconds);
    return ended_;
  }
  std::string out() const { return text_of(folder_ / "out"); }
  std::string err() const { return text_of(folder_ / "err"); }

  int port = 0;

 private:
  Folder folder_;
  pid_t pid_ = -1;
  int ended_ = -1;
};

// A small demo clinic, made once for the test binary and copied for each test that needs one.
class DemoClinic {
 public:
  DemoClinic() {
    for (const char* file : {"data.key", "clock"}) fs::copy_file(made() / file, folder_ / file);
    fs::copy(made() / "data", folder_ / "data");
  }
  std::string data() const { return folder_ / "data"; }
  std::string clock() const { return folder_ / "clock"; }
  std::vector<std::string> serve() const { return {"--data", data(), "--clock", clock()}; }

 private:
  static const Folder& made() {
    static const Folder kFolder;
    static const Finished kMade = [] {
      write_text(kFolder / "clock", "2026-11-24T09:00:00-06:00\n");
      return run({"demo", "--data", kFolder / "data", "--now", "2026-11-24", "--weeks-back", "0"});
    }();
    if (kMade.code != 0) throw std::runtime_error("demo: " + kMade.err);
    return kFolder;
  }
  Folder folder_;
};

}  // namespace fascia::whole
