// SPDX-License-Identifier: Apache-2.0
// A clinic put back to a moment between two backups.
#include "clinic/kept_changes.h"

#include <fstream>
#include <random>
#include <sstream>

#include "clinic/backup_plan.h"
#include "clinic/change_appointment.h"
#include "clinic/client_keys.h"
#include "clinic/erase_client.h"
#include "small_clinic.h"
#include "store/client_keys.h"
#include "store/records.h"
#include "store/sqlite/connection.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;
using store::sqlite::SqliteConnection;

class KeptMoments : public testing::Test {
 protected:
  void SetUp() override {
    if (store::on_postgresql()) GTEST_SKIP() << "of SQLite alone";
    plan.folder = (small.folder / "backups").string();
    keeper = std::make_unique<BackupKeeper>(*small.clinic, plan);
  }
  void later(std::int64_t seconds) { small.clock.seconds += seconds; }
  bool look() {
    auto done = keeper->look();
    EXPECT_TRUE(done) << (done ? "" : done.error().message + done.error().cause);
    return done && *done;
  }
  std::string scratch() {
    std::string out = (small.folder / ("scratch" + std::to_string(++scratches_))).string();
    fs::create_directories(out);
    return out;
  }
  Result<std::unique_ptr<KeptFolder>> folder(const keys::Key& key) {
    return KeptFolder::open(plan.folder, key, small.random, small.clock.now(), scratch());
  }
  Result<std::unique_ptr<KeptFolder>> folder() {
    return folder(*keys::Key::from_bytes(small.master_key));
  }
  Result<KeptMoment> moment(Instant at) {
    auto kept = folder();
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().message);
    return (*kept)->moment(at, to_rfc3339_utc);
  }
  // As `fascia restore --at` makes it; where it stands.
  std::string restored(Instant at) {
    auto kept = folder();
    EXPECT_TRUE(kept);
    auto found = (*kept)->moment(at, to_rfc3339_utc);
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    if (!found) return {};
    std::string file = scratch() + "/fascia.db";
    EXPECT_TRUE(open_backup(found->backup, file, *small.sealer, keys_beside(found->backup)));
    auto done = store::apply_to_rows(file, found->changes);
    EXPECT_TRUE(done) << (done ? "" : done.error().cause);
    auto opened = store::Store::open({.path = file, .keys_follow = true}, small.clock.now());
    auto sealer = small.sealer->again();
    auto copies = keys_beside(found->backup);
    for (const std::string& newest : (*kept)->newest_keys().copies) copies.push_back(newest);
    EXPECT_TRUE(adopt_keys(**opened, *sealer, small.clinic->tenant, copies));
    return file;
  }
  // Every row of every table.
  static std::string rows_of(const std::string& file) {
    SqliteConnection db(file, SqliteConnection::Mode::write, "", "OFF");
    std::string out;
    for (const auto& table : db.made(
             "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_migration' "
             "ORDER BY name"))
      for (const auto& row :
           db.made("SELECT * FROM " + std::get<std::string>(table[0]) + " ORDER BY 1, 2, 3")) {
        if (row.size() == 3 && std::get<std::string>(table[0]) == "setting" &&
            std::get<std::string>(row[1]).starts_with("backup."))
          continue;  // what the backups say of themselves is not part of a moment
        out += "\n" + std::get<std::string>(table[0]);
        for (const store::Value& value : row) {
          if (const auto* n = std::get_if<std::int64_t>(&value)) out += "|" + std::to_string(*n);
          if (const auto* text = std::get_if<std::string>(&value)) out += "|" + *text;
        }
      }
    return out;
  }
  std::vector<CheckLine> checked(const std::string& file) {
    auto opened = store::Store::open({.path = file}, small.clock.now());
    auto sealer = small.sealer->again();
    Clinic copy(**opened, *sealer, small.random, small.clock, shipped_knowledge(),
                small.clinic->tenant);
    load_availability(copy);
    EXPECT_TRUE(settle_keys(copy));
    auto lines = check_clinic(copy);
    std::erase_if(lines, [](const CheckLine& line) { return line.what == "zone_data"; });
    return lines;
  }
  // A visit; each is of somebody else.
  Result<Booked> book(int number) {
    BookAppointment in =
        small.booking(small.at(1 + number / 7, 9 + number % 7), "k" + std::to_string(number));
    in.client.name = "Person " + std::to_string(number);
    in.client.email = "p" + std::to_string(number) + "@example.invalid";
    in.actor = small.program;
    return book_appointment(*small.clinic, in);
  }
  std::string changes_file() { return changes_file_of(backups_in(plan.folder).back()); }
  static std::string bytes_of(const std::string& file) {
    std::ostringstream all;
    all << std::ifstream(file, std::ios::binary).rdbuf();
    return all.str();
  }

  SmallClinic small;
  BackupPlan plan;
  std::unique_ptr<BackupKeeper> keeper;

 private:
  int scratches_ = 0;
};

TEST_F(KeptMoments, each_of_ten_is_put_back_exactly) {
  ASSERT_TRUE(look());
  std::vector<std::pair<Instant, std::string>> moments;
  std::mt19937 chance(7);
  for (int i = 0; i < 60; ++i) {
    later(1 + chance() % 90);
    auto booked = book(i);
    ASSERT_TRUE(booked) << booked.error().message;
    later(1);
    ASSERT_TRUE(settle_keys(*small.clinic));
    if (i % 3 == 0) {
      later(1);
      ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
        store::add_consent(tx, small.clinic->tenant, *small.sealer,
                           {{900 + i},
                            booked->client.id,
                            booked->appointment.id,
                            small.clock.now(),
                            PrivateText("sore " + std::to_string(i))});
        return {};
      }));
    }
    moments.emplace_back(small.clock.now(), rows_of(small.database));
    if (chance() % 2 == 0) look();
    if (i == 30) {
      later(24 * 3600);  // two files of changes
      moments.back().first = small.clock.now();
      EXPECT_TRUE(look());
    }
  }
  later(2);
  look();
  ASSERT_EQ(backups_in(plan.folder).size(), 2u);
  std::shuffle(moments.begin(), moments.end(), chance);
  moments.resize(10);
  for (const auto& [at, rows] : moments) {
    std::string file = restored(at);
    ASSERT_FALSE(file.empty());
    EXPECT_EQ(rows_of(file), rows) << to_rfc3339_utc(at);
    for (const CheckLine& line : checked(file))
      EXPECT_TRUE(line.sound) << line.what << " " << line.faults.front();
  }
}

TEST_F(KeptMoments, between_two_changes_is_the_earlier_and_none_is_made_up) {
  const Instant before_all = small.clock.now();
  later(100);
  ASSERT_TRUE(look());
  later(100);
  ASSERT_TRUE(book(1));
  const Instant booked = small.clock.now();
  later(100);
  ASSERT_TRUE(book(2));
  later(2);
  look();
  auto between = moment(booked + Seconds{50});
  ASSERT_TRUE(between);
  EXPECT_EQ(between->last, booked);
  auto early = moment(before_all);
  EXPECT_EQ(early.error().message, "moment_too_early");
  auto late = moment(small.clock.now() + Seconds{60});
  EXPECT_EQ(late.error().message, "moment_too_late");
  EXPECT_EQ(late.error().code, Code::conflict);
  EXPECT_EQ(late.error().args.at(0).second, to_rfc3339_utc(small.clock.now() - Seconds{1}));
  // Quiet time is kept as such.
  later(600);
  look();
  EXPECT_TRUE(moment(small.clock.now() - Seconds{60}));
}

TEST_F(KeptMoments, a_crash_keeps_all_whole_segments_and_says_where_they_end) {
  ASSERT_TRUE(look());
  later(10);
  ASSERT_TRUE(book(1));
  const Instant first = small.clock.now();
  later(10);
  look();
  later(10);
  ASSERT_TRUE(book(2));
  later(10);
  look();
  const std::string whole = bytes_of(changes_file());
  const std::string backup = backups_in(plan.folder).back();
  auto kept = [&] {
    return small.store->read([&](store::Connection& c) {
      return read_changes(c, *small.sealer, small.clinic->tenant, backup,
                          noted_changes(c, small.clinic->tenant, backup));
    });
  };
  auto all = kept();
  ASSERT_TRUE(all);
  EXPECT_FALSE(all->cut_off);
  EXPECT_FALSE(all->lost);
  const std::size_t of_first = std::count_if(all->all.begin(), all->all.end(),
                                             [&](auto& change) { return change.at <= first; });
  ASSERT_GT(of_first, 0u);
  ASSERT_LT(of_first, all->all.size());
  // The plug was pulled amid one more segment.
  std::ofstream(changes_file(), std::ios::binary | std::ios::app) << "half a line";
  auto looked = look_at_backup(*small.clinic, backup, scratch() + "/look.db");
  ASSERT_TRUE(looked) << looked.error().message;
  EXPECT_TRUE(looked->sound);
  EXPECT_EQ(looked->lines.back().what, "changes");
  EXPECT_EQ(looked->lines.back().faults.size(), 1u);
  EXPECT_EQ(kept()->all.size(), all->all.size());
  // The last one was whole, as the clinic knows, and lost its end since.
  for (std::size_t lost : {std::size_t{1}, std::size_t{40}, std::size_t{400}}) {
    std::ofstream(changes_file(), std::ios::binary | std::ios::trunc)
        << whole.substr(0, whole.size() - lost);
    auto torn = kept();
    ASSERT_TRUE(torn);
    EXPECT_TRUE(torn->cut_off);
    EXPECT_FALSE(torn->broken);
    EXPECT_EQ(torn->lost, all->end.until);
    EXPECT_EQ(torn->all.size(), of_first);
    ASSERT_TRUE(moment(first));
    EXPECT_EQ(moment(all->until).error().message, "moment_too_late");  // no later backup knows more
    looked = look_at_backup(*small.clinic, backup, scratch() + "/look.db");
    EXPECT_FALSE(looked->sound);
    EXPECT_EQ(looked->lines.back().faults.size(), 2u);
  }
  // A whole segment that was changed is another matter, and what follows it is not read either.
  std::string changed = whole;
  auto at = changed.rfind('\n', changed.size() - 2) - 30;
  changed[at] = changed[at] == 'A' ? 'B' : 'A';
  std::ofstream(changes_file(), std::ios::binary | std::ios::trunc) << changed;
  EXPECT_TRUE(kept()->broken);
  EXPECT_FALSE(look_at_backup(*small.clinic, backup, scratch() + "/look.db")->sound);
}

TEST_F(KeptMoments, another_key_opens_none) {
  ASSERT_TRUE(look());
  EXPECT_EQ(folder(keys::Key::make(small.random)).error().message, "key_wrong");
  auto empty = KeptFolder::open(small.folder.string(), keys::Key::make(small.random), small.random,
                                small.clock.now(), scratch());
  EXPECT_EQ(empty.error().message, "backup_missing");
}

// Whole segments that were cut off leave a file like that of a server that ended earlier.
TEST_F(KeptMoments, R23_an_end_that_was_cut_off_is_told_by_the_clinic_and_by_later_backups) {
  ASSERT_TRUE(look());
  later(10);
  ASSERT_TRUE(book(1));
  const Instant first = small.clock.now();
  later(10);
  look();
  const std::string file = changes_file(), backup = backups_in(plan.folder).back();
  const std::string without_last = bytes_of(file);
  later(10);
  ASSERT_TRUE(book(2));
  const Instant second = small.clock.now();
  later(10);
  look();
  later(24 * 3600);
  ASSERT_TRUE(look());  // a later backup
  ASSERT_TRUE(moment(second));
  ASSERT_TRUE(look_at_backup(*small.clinic, backup, scratch() + "/look.db")->sound);
  const std::string whole = bytes_of(file);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << without_last;
  auto looked = look_at_backup(*small.clinic, backup, scratch() + "/look.db");
  ASSERT_TRUE(looked);
  EXPECT_FALSE(looked->sound);
  EXPECT_NE(looked->lines.back().faults.at(0).find("its end is missing"), std::string::npos);
  EXPECT_TRUE(moment(first));
  EXPECT_EQ(moment(second).error().message, "changes_cut");
  EXPECT_EQ((*folder())->newest_keys().unread, std::vector<std::string>{file});
  // One segment of another file, or of this one twice, does not open in its place.
  const auto line = without_last.rfind('\n', without_last.size() - 2) + 1;
  std::ofstream(file, std::ios::binary | std::ios::trunc)
      << without_last + without_last.substr(line);
  EXPECT_FALSE(look_at_backup(*small.clinic, backup, scratch() + "/look.db")->sound);
  EXPECT_EQ(moment(second).error().message, "changes_unreadable");
  // All of it.
  fs::remove(file);
  EXPECT_FALSE(look_at_backup(*small.clinic, backup, scratch() + "/look.db")->sound);
  EXPECT_EQ(moment(second).error().message, "changes_cut");
  std::ofstream(file, std::ios::binary | std::ios::trunc) << whole;
  EXPECT_TRUE(moment(second));
}

// What is noted is a change too: a clinic at rest writes no file that grows for its own sake.
TEST_F(KeptMoments, come_to_rest_when_nobody_writes) {
  ASSERT_TRUE(look());
  later(5);
  ASSERT_TRUE(book(1));
  for (int i = 0; i < 3; ++i) {
    later(10);
    look();
  }
  const auto bytes = fs::file_size(changes_file());
  for (int i = 0; i < 20; ++i) {
    later(10);
    look();
  }
  EXPECT_EQ(fs::file_size(changes_file()), bytes);
}

TEST_F(KeptMoments, go_on_after_a_server_that_ended_and_leave_no_gap) {
  ASSERT_TRUE(settle_keys(*small.clinic));  // as a backup has them
  ASSERT_TRUE(look());
  later(10);
  ASSERT_TRUE(book(1));
  const Instant booked = small.clock.now();
  keeper.reset();
  later(3600);
  const Instant between = small.clock.now();
  later(3600);
  keeper = std::make_unique<BackupKeeper>(*small.clinic, plan);
  EXPECT_FALSE(look());  // no backup is needed
  later(10);
  ASSERT_TRUE(book(2));
  later(10);
  look();
  ASSERT_EQ(backups_in(plan.folder).size(), 1u);
  auto then = moment(between);
  ASSERT_TRUE(then) << then.error().message;
  EXPECT_EQ(then->last, booked);
  const std::string file = restored(small.clock.now() - Seconds{1});
  EXPECT_EQ(rows_of(file), rows_of(small.database));
  EXPECT_TRUE(
      look_at_backup(*small.clinic, backups_in(plan.folder).back(), scratch() + "/l.db")->sound);
}

// What nobody recorded has a number too: a command that wrote while no server ran, or what a crash
// left in the database alone.
TEST_F(KeptMoments, begin_with_a_backup_after_a_crash_and_name_the_gap) {
  ASSERT_TRUE(look());
  later(10);
  ASSERT_TRUE(book(1));
  later(10);
  look();
  later(10);
  look();
  const Instant kept_until = small.clock.now() - Seconds{1};
  later(3);
  store::change_log(*small.store)->stop();  // what the kill leaves: nobody takes what is written
  ASSERT_TRUE(book(2));
  const Instant lost = small.clock.now();
  later(4);
  keeper = std::make_unique<BackupKeeper>(*small.clinic, plan);
  EXPECT_TRUE(look());  // at once
  const Instant begun = small.clock.now();
  later(2);
  look();
  ASSERT_EQ(backups_in(plan.folder).size(), 2u);
  auto gap = moment(lost);
  ASSERT_FALSE(gap);
  EXPECT_EQ(gap.error().message, "moment_not_kept");
  EXPECT_EQ(gap.error().args.at(0).second, to_rfc3339_utc(kept_until));
  EXPECT_EQ(gap.error().args.at(1).second, to_rfc3339_utc(begun));
  // Nothing that was acknowledged is missing from then on.
  const std::string file = restored(begun + Seconds{1});
  SqliteConnection db(file, SqliteConnection::Mode::write, "", "OFF");
  EXPECT_FALSE(db.made("SELECT 1 FROM client WHERE name = 'Person 2'").empty());
}

TEST_F(KeptMoments, do_not_fill_the_disk_when_a_server_crashes_again_and_again) {
  int taken = 0;
  for (int i = 0; i < 20; ++i) {
    if (i > 0) store::change_log(*small.store)->stop();
    ASSERT_TRUE(book(i));
    keeper = std::make_unique<BackupKeeper>(*small.clinic, plan);
    if (look()) ++taken;
    later(20);
  }
  EXPECT_EQ(taken, 3);
  later(600);
  EXPECT_TRUE(look());
}

TEST_F(KeptMoments, go_on_with_a_new_backup_after_another_program) {
  ASSERT_TRUE(look());
  later(700);
  EXPECT_FALSE(look());
  {
    SqliteConnection other(small.database, SqliteConnection::Mode::write, "", "FULL");
    other.run("INSERT INTO setting (tenant, name, value) VALUES ($1, 'b', '2')",
              {small.clinic->tenant});
  }
  const Instant foreign = small.clock.now();
  later(10);
  EXPECT_FALSE(look());
  later(10);
  EXPECT_TRUE(look());  // the one before is old enough
  EXPECT_EQ(moment(foreign + Seconds{5}).error().message, "moment_not_kept");
  later(60);
  ASSERT_TRUE(book(1));
  const Instant last = small.clock.now();
  // The server ends: what was not kept yet is kept now.
  keeper.reset();
  EXPECT_TRUE(moment(last));
}

TEST_F(KeptMoments, R22_nothing_in_a_segment_can_be_read) {
  ASSERT_TRUE(look());
  later(5);
  ASSERT_TRUE(book(1));
  later(5);
  look();
  EXPECT_NE(bytes_of(small.database + "-wal").find("Person 1"), std::string::npos);
  EXPECT_GT(fs::file_size(changes_file()), 1000u);
  EXPECT_EQ(bytes_of(changes_file()).find("Person 1"), std::string::npos);
  EXPECT_EQ(fs::status(changes_file()).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

// Who was erased after the last backup is known by what was written since, and by no backup.
TEST_F(KeptMoments, R23_who_was_erased_since_stays_erased_at_an_earlier_moment) {
  auto booked = book(1);
  ASSERT_TRUE(booked);
  ASSERT_TRUE(settle_keys(*small.clinic));
  ASSERT_TRUE(book(2));
  small.clock.seconds = small.zone.instant({Date::of(2036, 12, 1), 600}).seconds;
  ASSERT_TRUE(look());
  later(60);
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::add_consent(tx, small.clinic->tenant, *small.sealer,
                       {{901},
                        booked->client.id,
                        booked->appointment.id,
                        small.clock.now(),
                        PrivateText("numb left leg")});
    return {};
  }));
  const Instant here = small.clock.now();
  later(60);
  auto erased =
      erase_client(*small.clinic, small.program, {booked->client.id, "Person 1", "her wish"});
  ASSERT_TRUE(erased) << erased.error().message;
  later(60);
  look();
  const std::string file = restored(here);
  auto lines = checked(file);  // settles keys as a start does
  for (const CheckLine& line : lines) EXPECT_TRUE(line.sound) << line.what;
  SqliteConnection db(file, SqliteConnection::Mode::write, "", "OFF");
  EXPECT_TRUE(db.made("SELECT 1 FROM consent WHERE id = 901").empty());
  EXPECT_TRUE(
      db.made("SELECT 1 FROM client_key WHERE client = $1", {booked->client.id.value}).empty());
  EXPECT_FALSE(db.made("SELECT 1 FROM client WHERE name = 'Person 2'").empty());
}

// They hold keys as they were first written: they go like copies of keys, not like rows.
TEST_F(KeptMoments, R23_go_thirty_days_after_the_backup_they_follow) {
  plan.keep_days = 90;
  ASSERT_TRUE(look());
  later(5);
  ASSERT_TRUE(book(1));
  const std::string old = changes_file();
  for (int day = 0; day < 30; ++day) {
    EXPECT_TRUE(fs::exists(old)) << day;
    later(24 * 3600);
    EXPECT_TRUE(look());
  }
  later(24 * 3600);
  EXPECT_TRUE(look());
  EXPECT_FALSE(fs::exists(old));
  EXPECT_EQ(backups_in(plan.folder).size(), 32u);  // the rows stay
}

}  // namespace
}  // namespace fascia::clinic
