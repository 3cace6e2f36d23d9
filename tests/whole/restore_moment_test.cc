// SPDX-License-Identifier: Apache-2.0
// `fascia restore --at`: what a server with a backup folder wrote, put back as it was at a moment.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <boost/json.hpp>

#include "api_client.h"
#include "program.h"

namespace fascia::whole {
namespace {

std::string first_cell(const std::string& file, const char* sql) {
  sqlite3* db = nullptr;
  std::string out = "none";
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_open(file.c_str(), &db) == SQLITE_OK &&
      sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    out = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return out;
}

class RestoreToAMoment : public testing::Test {
 protected:
  // Three bookings at 9:10, 9:20 and 9:30, and the machine is gone.
  void SetUp() override {
    backups_ = folder_ / "backups";
    auto args = demo_.serve();
    fs::create_directories(backups_);
    write_text(fs::path(backups_) / kUnfinished, "what a kill amid a backup left");
    fs::last_write_time(fs::path(backups_) / kUnfinished,
                        fs::file_time_type::clock::now() - std::chrono::hours(25));
    Server server(args, {{"FASCIA_BACKUP_FOLDER", backups_}, {"FASCIA_LIMITS", "off"}});
    ASSERT_GT(server.port, 0) << server.err();
    for (int waited = 0; waited < 20'000 && changes().empty(); waited += 20)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_FALSE(changes().empty()) << server.err();
    for (const char* minute : {"10", "20", "30"}) {
      write_text(demo_.clock(), std::string("2026-11-24T09:") + minute + ":00-06:00\n");
      book(server.port, minute);
    }
    server.signal(SIGTERM);
    EXPECT_EQ(server.ended(20'000), 0);
  }
  std::string changes() const {
    if (!fs::exists(backups_)) return {};
    for (const auto& one : fs::directory_iterator(backups_))
      if (one.path().extension() == ".changes") return one.path().string();
    return {};
  }
  static void book(int port, const std::string& minute) {
    auto services = json_of(ask(port, "GET /api/v1/services HTTP/1.1"));
    const std::string id(services.at("items").at(0).at("id").as_string());
    auto days = json_of(ask(port, "GET /api/v1/availability?service=" + id +
                                      "&from=2026-12-10&to=2027-01-20 HTTP/1.1"));
    for (const bj::value& day : days.at("days").as_array()) {
      if (day.at("starts").as_array().empty()) continue;
      bj::object body{{"service", id},
                      {"start", day.at("starts").at(0).at("start")},
                      {"client", bj::object{{"name", "At " + minute},
                                            {"email", "at" + minute + "@example.invalid"}}}};
      std::string answer =
          ask(port, "POST /api/v1/appointments HTTP/1.1\r\nIdempotency-Key: k" + minute,
              json::write(body));
      ASSERT_EQ(answer.substr(9, 3), "201") << answer;
      return;
    }
    FAIL() << "no start";
  }
  Finished restore(const std::string& at, const char* to) {
    fs::copy_file(demo_.data() + ".key", folder_ / (std::string(to) + ".key").c_str(),
                  fs::copy_options::overwrite_existing);
    return run({"restore", "--from", backups_, "--at", at, "--data", folder_ / to});
  }
  std::string people(const char* in) {
    return first_cell(std::string(folder_ / in) + "/fascia.db",
                      "SELECT group_concat(name) FROM (SELECT name FROM client WHERE name LIKE 'At "
                      "%' ORDER BY name)");
  }

  DemoClinic demo_;
  Folder folder_;
  std::string backups_;
  static constexpr const char* kUnfinished = "clinic-20260101T000000Z.db.making";
};

TEST_F(RestoreToAMoment, has_what_was_booked_by_then_and_nothing_since) {
  auto done = restore("2026-11-24T09:25:00-06:00", "then");
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("the last change in it is of 2026-11-24T09:20:00-06:00"), done.out.npos)
      << done.out;
  EXPECT_EQ(people("then"), "At 10,At 20");
  auto checked = run({"check", "--data", folder_ / "then"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  ASSERT_EQ(restore("2026-11-24T15:30:00Z", "all").code, 0);
  EXPECT_EQ(people("all"), "At 10,At 20,At 30");
  // A clinic that is there is not touched.
  EXPECT_EQ(restore("2026-11-24T15:30:00Z", "all").code, 1);
}

// The server ended in order and begins anew: its changes go on, and no moment is without them.
TEST_F(RestoreToAMoment, has_no_gap_where_a_server_ended_and_began_again) {
  write_text(demo_.clock(), "2026-11-24T10:00:00-06:00\n");
  auto args = demo_.serve();
  {
    Server server(args, {{"FASCIA_BACKUP_FOLDER", backups_}, {"FASCIA_LIMITS", "off"}});
    ASSERT_GT(server.port, 0) << server.err();
    book(server.port, "60");
    server.signal(SIGTERM);
    EXPECT_EQ(server.ended(20'000), 0);
  }
  auto between = restore("2026-11-24T09:45:00-06:00", "between");
  EXPECT_EQ(between.code, 0) << between.err;
  EXPECT_EQ(people("between"), "At 10,At 20,At 30");
  EXPECT_EQ(restore("2026-11-24T10:00:00-06:00", "after").code, 0);
  EXPECT_EQ(people("after"), "At 10,At 20,At 30,At 60");
}

// Killed before what was answered became a segment: it is in the database, and in the backup that
// is taken when the server begins again; the moments between are named as not kept.
TEST_F(RestoreToAMoment, loses_nothing_of_a_killed_server_and_names_the_moments_that_are_not_kept) {
  auto args = demo_.serve();
  const Environment settings{{"FASCIA_BACKUP_FOLDER", backups_}, {"FASCIA_LIMITS", "off"}};
  {
    write_text(demo_.clock(), "2026-11-24T10:00:00-06:00\n");
    Server server(args, settings);
    ASSERT_GT(server.port, 0) << server.err();
    book(server.port, "60");
    server.signal(SIGKILL);
    server.ended(20'000);
  }
  write_text(demo_.clock(), "2026-11-24T10:10:00-06:00\n");
  Server server(args, settings);
  ASSERT_GT(server.port, 0) << server.err();
  auto newest = [&] {
    std::size_t files = 0;
    for (const auto& one : fs::directory_iterator(backups_))
      files += one.path().extension() == ".changes" ? 1 : 0;
    return files;
  };
  for (int waited = 0; waited < 60'000 && newest() < 2; waited += 20)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_EQ(newest(), 2u) << server.err();
  write_text(demo_.clock(), "2026-11-24T10:20:00-06:00\n");
  book(server.port, "80");
  server.signal(SIGTERM);
  EXPECT_EQ(server.ended(20'000), 0);
  auto gap = restore("2026-11-24T10:05:00-06:00", "gap");
  EXPECT_EQ(gap.code, 1) << gap.out;
  EXPECT_NE(gap.err.find("2026-11-24T10:10:00-06:00"), gap.err.npos) << gap.err;
  EXPECT_NE(gap.err.find("The nearest moments that are: 2026-11-24T"), gap.err.npos) << gap.err;
  EXPECT_EQ(restore("2026-11-24T10:10:00-06:00", "begun").code, 0);
  EXPECT_EQ(people("begun"), "At 10,At 20,At 30,At 60");
  EXPECT_EQ(restore("2026-11-24T10:20:00-06:00", "all").code, 0);
  EXPECT_EQ(people("all"), "At 10,At 20,At 30,At 60,At 80");
}

TEST_F(RestoreToAMoment, says_which_moments_are_kept_when_that_one_is_not) {
  auto early = restore("2026-11-24T08:00:00-06:00", "x");
  EXPECT_EQ(early.code, 1);
  EXPECT_NE(early.err.find("2026-11-24T09:00:00-06:00"), early.err.npos) << early.err;
  auto late = restore("2026-11-24T11:00:00-06:00", "x");
  EXPECT_EQ(late.code, 1);
  EXPECT_NE(late.err.find("2026-11-24T09:30:00-06:00"), late.err.npos) << late.err;
  EXPECT_EQ(restore("five past two", "x").code, 2);
  EXPECT_EQ(run({"restore", "--from", changes(), "--at", "2026-11-24T15:30:00Z", "--data",
                 folder_ / "x", "--key-file", demo_.data() + ".key"})
                .code,
            2);
  EXPECT_FALSE(fs::exists(std::string(folder_ / "x") + "/fascia.db"));
}

TEST_F(RestoreToAMoment, is_of_files_that_are_their_user_s_alone_and_of_no_unfinished_one) {
  EXPECT_FALSE(fs::exists(fs::path(backups_) / kUnfinished));
  for (const auto& one : fs::directory_iterator(backups_))
    EXPECT_EQ(one.status().permissions(), fs::perms::owner_read | fs::perms::owner_write)
        << one.path();
}

TEST_F(RestoreToAMoment, a_beginning_that_a_crash_cut_off_is_a_backup_that_nothing_follows) {
  const std::string whole = text_of(changes());
  for (std::size_t kept : {std::size_t{0}, std::size_t{12}, whole.find('\n') + 20}) {
    write_text(changes(), whole.substr(0, kept));
    auto done = restore("2026-11-24T09:00:00-06:00", ("at" + std::to_string(kept)).c_str());
    EXPECT_EQ(done.code, 0) << kept << done.err;
    EXPECT_EQ(restore("2026-11-24T09:25:00-06:00", "x").code, 1);
  }
}

TEST_F(RestoreToAMoment, R23_a_segment_that_rotted_is_said_and_what_stands_before_it_comes_back) {
  std::string rotted = text_of(changes());
  rotted[rotted.size() - 20] ^= 1;
  write_text(changes(), rotted);
  auto before = restore("2026-11-24T09:00:00-06:00", "before");
  EXPECT_EQ(before.code, 0) << before.err;
  EXPECT_NE(before.err.find("who was erased after the backup may not be known"), before.err.npos)
      << before.err;
  auto after = restore("2026-11-24T09:31:00-06:00", "after");
  EXPECT_EQ(after.code, 3) << after.err;
}

TEST_F(RestoreToAMoment, what_followed_another_backup_is_not_laid_over_this_one) {
  ASSERT_EQ(restore("2026-11-24T15:30:00Z", "all").code, 0);
  const std::string older = changes(), newer = backups_ + "/clinic-20261124T151500Z.db";
  fs::copy_file(folder_ / "all/fascia.db", newer);
  fs::copy_file(older.substr(0, older.size() - 8) + ".keys", newer + ".keys");
  fs::rename(older, newer + ".changes");
  auto laid = restore("2026-11-24T15:25:00Z", "x");
  EXPECT_EQ(laid.code, 1) << laid.out << laid.err;
  EXPECT_FALSE(fs::exists(std::string(folder_ / "x") + "/fascia.db"));
}

TEST_F(RestoreToAMoment, needs_the_key_and_whole_segments) {
  EXPECT_EQ(
      run({"restore", "--from", backups_, "--at", "2026-11-24T15:25:00Z", "--data", folder_ / "x"})
          .code,
      3);
  const std::string backup = changes().substr(0, changes().size() - 8);
  auto verify = [&] { return run({"backup", "verify", "--data", demo_.data(), "--from", backup}); };
  auto sound = verify();
  EXPECT_EQ(sound.code, 0) << sound.out << sound.err;
  EXPECT_NE(sound.out.find("what was written after it"), sound.out.npos) << sound.out;
  // The plug was pulled amid one more.
  const std::string whole = text_of(changes());
  write_text(changes(), whole + "half a line");
  auto torn = verify();
  EXPECT_EQ(torn.code, 0) << torn.out << torn.err;
  EXPECT_NE(torn.out.find("cut off"), torn.out.npos) << torn.out;
  // The last one says where the one before it ends; without both the clinic misses an end.
  auto line = whole.rfind('\n', whole.size() - 2);
  line = whole.rfind('\n', line - 1);
  write_text(changes(), whole.substr(0, line + 1));
  auto cut = verify();
  EXPECT_EQ(cut.code, 1) << cut.out << cut.err;
  EXPECT_NE(cut.out.find("its end is missing"), cut.out.npos) << cut.out;
  EXPECT_EQ(restore("2026-11-24T15:30:00Z", "x").code, 1);
  // It is of another clinic.
  std::string other = whole;
  other[other.find('\n') + 40] ^= 1;
  write_text(changes(), other);
  EXPECT_EQ(verify().code, 3);
}

}  // namespace
}  // namespace fascia::whole
