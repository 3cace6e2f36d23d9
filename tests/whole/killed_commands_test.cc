// SPDX-License-Identifier: Apache-2.0
// kill -9 amid the commands that put a whole clinic somewhere else: afterwards it is as before, or
// the same command ends what it began, and no client's key lies about.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>

#include "program.h"
#include "store/postgresql_server.h"

namespace fascia::whole {
namespace {

class KilledCommands : public testing::Test {
 protected:
  void SetUp() override { std::cerr << "seed " << seed_ << "\n"; }
  static int rounds(int few = 4) { return std::getenv("FASCIA_LONG") != nullptr ? 60 : few; }
  std::string data() const { return demo_.data(); }
  std::string key() const { return data() + ".key"; }

  // How long it takes when nobody kills it, once.
  static int length_of(const std::vector<std::string>& words) {
    auto begun = std::chrono::steady_clock::now();
    Finished done = run(words);
    EXPECT_EQ(done.code, 0) << done.out << done.err;
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                std::chrono::steady_clock::now() - begun)
                                .count());
  }
  // True when it was killed, at a random moment of that time.
  bool kill_amid(const std::vector<std::string>& words, int length) {
    Folder said;
    pid_t child = start(words, said / "out", said / "err");
    std::this_thread::sleep_for(std::chrono::milliseconds(
        std::uniform_int_distribution<int>(0, std::max(1, length))(chance_)));
    if (child > 0) ::kill(child, SIGKILL);
    int code = wait_for(child, 10'000);
    EXPECT_TRUE(code == 128 + SIGKILL || code == 0) << code << text_of(said / "err");
    return code != 0;
  }
  static Finished check(const std::string& dir, const std::string& database = {}) {
    std::vector<std::string> words{"check", "--data", dir};
    if (!database.empty()) words.insert(words.end(), {"--database", database});
    return run(words);
  }
  static int left_of(const std::string& dir, const char* name) {
    int out = 0;
    for (const auto& entry : fs::directory_iterator(dir))
      out += entry.path().filename().string().starts_with(name) ? 1 : 0;
    return out;
  }

  const unsigned seed_ = std::random_device{}();
  std::mt19937 chance_{seed_};
  DemoClinic demo_;
  Folder folder_;
};

TEST_F(KilledCommands, R24_a_killed_rotation_leaves_one_key_that_opens_all_and_goes_on) {
  const std::vector<std::string> words{"key", "rotate", "--data", data()};
  const int length = length_of(words);
  int killed = 0;
  for (int round = 0; round < rounds(); ++round) {
    killed += kill_amid(words, length) ? 1 : 0;
    auto sound = check(data());
    ASSERT_EQ(sound.code, 0) << sound.out << sound.err;
    auto again = run(words);
    ASSERT_EQ(again.code, 0) << again.err;
    sound = check(data());
    ASSERT_EQ(sound.code, 0) << sound.out << sound.err;
  }
  EXPECT_GT(killed, 0);
}

TEST_F(KilledCommands, R23_a_killed_restore_goes_on_and_leaves_no_keys_anywhere) {
  const std::string backup = folder_ / "a.db", to = folder_ / "new";
  ASSERT_EQ(run({"backup", "--data", data(), "--to", backup}).code, 0);
  const std::vector<std::string> words{"restore", "--from",     backup, "--data",
                                       to,        "--key-file", key()};
  const int length = length_of(words);
  int killed = 0;
  for (int round = 0; round < rounds(); ++round) {
    fs::remove_all(to);
    killed += kill_amid(words, length) ? 1 : 0;
    auto again = run(words);
    // It was done, or it is done now.
    ASSERT_TRUE(again.code == 0 || fs::exists(to + "/fascia.db")) << again.err;
    auto sound = run({"check", "--data", to, "--key-file", key()});
    ASSERT_EQ(sound.code, 0) << sound.out << sound.err;
    EXPECT_EQ(left_of(to, "scratch-"), 0);
    EXPECT_EQ(left_of(to, "fascia.db.making"), 0);
    EXPECT_EQ(left_of("/tmp", "fascia-restore-"), 0);
  }
  EXPECT_GT(killed, 0);
}

// Whatever the moment, the folder of backups has nothing in plain, and the clinic's own folder
// until the next command alone.
TEST_F(KilledCommands, R22_a_killed_backup_leaves_no_rows_in_plain) {
  const std::string backup = folder_ / "a.db";
  const std::vector<std::string> words{"backup", "--data", data(), "--to", backup};
  const int length = length_of(words);
  for (int round = 0; round < rounds(); ++round) {
    for (const char* ending : {"", ".keys"}) fs::remove(backup + ending);
    kill_amid(words, length);
    for (const auto& entry : fs::directory_iterator(fs::path(backup).parent_path()))
      if (entry.path().extension() != ".keys") {
        EXPECT_NE(text_of(entry.path()).substr(0, 15), "SQLite format 3") << entry.path();
      }
    for (const char* ending : {"", ".keys"}) fs::remove(backup + ending);
    ASSERT_EQ(run(words).code, 0);
    EXPECT_EQ(left_of(data(), "scratch-"), 0);
  }
}

TEST_F(KilledCommands, R23_a_killed_look_at_a_backup_leaves_keys_until_the_next_one_alone) {
  const std::string backup = folder_ / "a.db";
  ASSERT_EQ(run({"backup", "--data", data(), "--to", backup}).code, 0);
  const std::vector<std::string> words{"backup", "verify", "--data", data(), "--from", backup};
  const int length = length_of(words);
  for (int round = 0; round < rounds(); ++round) {
    kill_amid(words, length);
    ASSERT_EQ(run(words).code, 0);
    EXPECT_EQ(left_of(data(), "scratch-"), 0);
    EXPECT_EQ(left_of("/tmp", "fascia-verify-"), 0);
  }
}

TEST_F(KilledCommands, a_killed_move_goes_on_to_a_server_and_back_to_a_file) {
  auto& server = store::PostgresqlServer::shared();
  auto to_server = [&](const std::string& address) {
    return std::vector<std::string>{"move", "--data", data(), "--from", "file", "--to", address};
  };
  const std::string first = server.empty_database();
  const int length = length_of(to_server(first));
  ASSERT_EQ(run({"move", "--data", data(), "--take-back", "file"}).code, 0);
  int killed = 0;
  for (int round = 0; round < rounds(2); ++round) {
    const std::string address = server.empty_database();
    killed += kill_amid(to_server(address), length) ? 1 : 0;
    auto again = run(to_server(address));
    ASSERT_TRUE(again.code == 0 || again.err.find("was moved") != again.err.npos) << again.err;
    auto sound = check(data(), address);
    ASSERT_EQ(sound.code, 0) << sound.out << sound.err;
    ASSERT_EQ(run({"move", "--data", data(), "--take-back", "file"}).code, 0);
    // Back into another folder.
    Folder other;
    fs::create_directories(other / "data");
    fs::copy_file(key(), other / "data.key");
    const std::vector<std::string> to_file{"move",  "--data", other / "data", "--from",
                                           address, "--to",   "file"};
    killed += kill_amid(to_file, length) ? 1 : 0;
    again = run(to_file);
    ASSERT_TRUE(again.code == 0 || again.err.find("was moved") != again.err.npos) << again.err;
    sound = check(other / "data");
    ASSERT_EQ(sound.code, 0) << sound.out << sound.err;
    EXPECT_EQ(left_of(other / "data", "fascia.db.moving"), 0);
  }
  EXPECT_GT(killed, 0);
}

}  // namespace
}  // namespace fascia::whole
