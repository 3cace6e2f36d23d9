// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <fstream>
#include <sstream>

#include "clinic/backup_plan.h"
#include "clinic/client_keys.h"
#include "keys/token.h"
#include "small_clinic.h"
#include "store/client_keys.h"
#include "store/database_file.h"
#include "store/intakes.h"
#include "store/sealed_copy.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;

class Backups : public testing::Test {
 protected:
  void SetUp() override {
    if (store::on_postgresql()) GTEST_SKIP() << "of SQLite alone";
    plan.folder = (small.folder / "backups").string();
  }
  std::vector<std::string> files(std::string_view ending) {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(plan.folder))
      if (entry.path().string().ends_with(ending)) out.push_back(entry.path().string());
    std::sort(out.begin(), out.end());
    return out;
  }
  std::optional<LastBackup> last() {
    return small.store->read(
        [&](store::Connection& c) { return last_backup(c, small.clinic->tenant); });
  }
  void later(Seconds by) { small.clock.seconds += by.value; }
  BackupKeeper& keeper() {
    if (!keeper_) keeper_ = std::make_unique<BackupKeeper>(*small.clinic, plan);
    return *keeper_;
  }

  SmallClinic small;
  BackupPlan plan;

 private:
  std::unique_ptr<BackupKeeper> keeper_;
};

TEST_F(Backups, are_taken_on_time_verified_and_the_old_ones_go) {
  plan.keep_days = 3;
  EXPECT_TRUE(backup_is_late(last(), small.clock.now()));
  EXPECT_TRUE(*keeper().look());
  EXPECT_FALSE(*keeper().look());
  ASSERT_TRUE(last() && last()->sound);
  EXPECT_FALSE(backup_is_late(last(), small.clock.now()));
  for (int day = 0; day < 5; ++day) {
    later(hours(24));
    EXPECT_TRUE(*keeper().look());
  }
  EXPECT_EQ(files(".db").size(), 4u);  // of three days and of today
  EXPECT_EQ(files(".keys").size(), 4u);
  EXPECT_EQ(files(".changes").size(), 4u);
  EXPECT_TRUE(files(".making").empty());
  later(hours(49));
  EXPECT_TRUE(backup_is_late(last(), small.clock.now()));
}

TEST_F(Backups, one_that_is_not_sound_is_none_and_the_owner_sees_why) {
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    tx.run("UPDATE audit_event SET reason = 'x' WHERE tenant = $1 AND seq = 4",
           {small.clinic->tenant});
    return {};
  }));
  EXPECT_TRUE(*keeper().look());
  EXPECT_TRUE(files("").empty());
  ASSERT_TRUE(last());
  EXPECT_FALSE(last()->sound);
  EXPECT_EQ(last()->problem, "backup_unsound");
  // Tried again after an hour, not at each look.
  EXPECT_FALSE(*keeper().look());
  later(hours(1));
  EXPECT_TRUE(*keeper().look());
}

TEST_F(Backups, a_copy_that_rotted_is_found_when_it_is_looked_at) {
  ASSERT_TRUE(*keeper().look());
  std::string file = files(".db").at(0), scratch = (small.folder / "look.db").string();
  auto looked = look_at_backup(*small.clinic, file, scratch);
  ASSERT_TRUE(looked) << looked.error().message;
  EXPECT_TRUE(looked->sound);
  EXPECT_FALSE(fs::exists(scratch));
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    bytes << std::string(4096, 'x');
  }
  auto rotten = look_at_backup(*small.clinic, file, scratch);
  ASSERT_FALSE(rotten);
  EXPECT_EQ(rotten.error().message, "copy_damaged");
  EXPECT_EQ(rotten.error().args.at(0).second, file);
  EXPECT_FALSE(fs::exists(scratch));
}

std::string bytes_in(const fs::path& file) {
  std::ostringstream all;
  all << std::ifstream(file, std::ios::binary).rdbuf();
  return all.str();
}

TEST_F(Backups, R22_say_nothing_of_a_person_in_any_byte_of_their_folder) {
  BookAppointment in = small.booking(small.at(1, 10), "k");
  in.client.name = "Odile Quesnel";
  in.client.phone = "780-555-0147";
  in.actor = small.program;
  ASSERT_TRUE(keeper().begin());
  ASSERT_TRUE(book_appointment(*small.clinic, in));
  ASSERT_TRUE(*keeper().look());
  const std::string backup = files(".db").at(0);
  later(Seconds{10});
  in.start = small.at(1, 13);
  in.idempotency_key = in.body = "l";
  ASSERT_TRUE(book_appointment(*small.clinic, in));
  later(Seconds{10});
  ASSERT_TRUE(keeper().look());
  const std::string rows = (small.folder / "rows").string();
  ASSERT_TRUE(open_backup(backup, rows, *small.sealer, keys_beside(backup)));
  EXPECT_GT(fs::file_size(backup), fs::file_size(rows));
  int looked_at = 0;
  for (const auto& file : fs::directory_iterator(plan.folder)) {
    const std::string bytes = bytes_in(file);
    ++looked_at;
    for (const char* word : {"Quesnel", "quesnel", "780-555-0147", "5550147", "Ana Silva"})
      EXPECT_EQ(bytes.find(word), std::string::npos) << file.path() << " " << word;
  }
  EXPECT_EQ(looked_at, 3);
  for (const char* word : {"Odile Quesnel", "Ana Silva", "CREATE TABLE client"})
    EXPECT_NE(bytes_in(rows).find(word), std::string::npos) << word;
  // Nothing of it is left in plain beside the database.
  for (const auto& entry : fs::directory_iterator(small.folder))
    EXPECT_FALSE(entry.path().filename().string().starts_with("scratch-")) << entry.path();
}

TEST_F(Backups, that_were_changed_cut_or_put_together_from_two_are_refused_by_name) {
  ASSERT_TRUE(*keeper().look());
  later(hours(24));
  ASSERT_TRUE(*keeper().look());
  const std::string file = files(".db").at(0), whole = bytes_in(file),
                    other = bytes_in(files(".db").at(1));
  auto rows_at = [](const std::string& bytes) {
    return bytes.find('\n', bytes.find('\n', bytes.find('\n') + 1) + 1) + 1;
  };
  const std::size_t facts = whole.find("\"number\":"), key = whole.find('\n', facts) + 10,
                    rows = rows_at(whole);
  ASSERT_NE(facts, whole.npos);
  ASSERT_GT(whole.size(), rows + (128 << 10));
  auto refused = [&](const std::string& bytes, const char* what) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    auto opened =
        open_backup(file, (small.folder / "rows").string(), *small.sealer, keys_beside(file));
    ASSERT_FALSE(opened) << what;
    EXPECT_EQ(opened.error().message, "copy_damaged") << what;
    EXPECT_EQ(opened.error().args.at(0).second, file) << what;
    EXPECT_FALSE(fs::exists(small.folder / "rows")) << what;
  };
  auto with = [&](std::size_t at, char c) {
    std::string bytes = whole;
    bytes[at] = bytes[at] == c ? '7' : c;
    return bytes;
  };
  refused(with(facts + 9, '8'), "another number");
  refused(with(key, 'A'), "the key");
  refused(with(rows + 30, 'x'), "the rows");
  refused(with(whole.size() - 1, 'x'), "their end");
  refused(whole.substr(0, whole.size() - 1), "cut by a byte");
  refused(whole.substr(0, rows + 24 + (64 << 10) + 17), "cut after a piece");
  refused(whole.substr(0, rows), "no rows");
  refused(whole.substr(0, key), "half a head");
  refused(whole.substr(0, rows) + other.substr(rows_at(other)), "rows of another one");
  std::ofstream(file, std::ios::binary | std::ios::trunc) << whole;
  auto wrong =
      open_backup(file, (small.folder / "rows").string(),
                  store::Sealer(keys::Key::make(small.random), small.random), keys_beside(file));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "key_wrong");
  EXPECT_TRUE(
      open_backup(file, (small.folder / "rows").string(), *small.sealer, keys_beside(file)));
}

TEST_F(Backups, R24_open_after_the_master_key_was_changed_with_any_newer_copy_of_the_keys) {
  ASSERT_TRUE(*keeper().look());
  const std::string old = files(".db").at(0), rows = (small.folder / "rows").string();
  keys::Key next = keys::Key::make(small.random);
  ASSERT_TRUE(change_master_key(*small.clinic, next));
  store::Sealer sealer(std::move(next), small.random);
  EXPECT_EQ(open_backup(old, rows, sealer, keys_beside(old)).error().message, "key_wrong");
  Clinic anew(*small.store, sealer, small.random, small.clock, shipped_knowledge(),
              small.clinic->tenant);
  load_availability(anew);
  auto made = back_up(anew, (fs::path(plan.folder) / "after.db").string());
  ASSERT_TRUE(made && made->sound);
  EXPECT_TRUE(open_backup(old, rows, sealer, keys_beside(old)));
  fs::remove(rows);
  // The old key opens what was copied with it, until it is destroyed.
  EXPECT_TRUE(open_backup(old, rows, *small.sealer, {store::keys_file_of(old)}));
}

TEST_F(Backups, that_an_older_program_left_in_plain_are_looked_at_and_opened_as_ever) {
  ASSERT_TRUE(*keeper().look());
  const std::string file = files(".db").at(0), rows = (small.folder / "rows").string();
  ASSERT_TRUE(open_backup(file, rows, *small.sealer, keys_beside(file)));
  fs::rename(rows, file);
  EXPECT_FALSE(store::is_sealed_copy(file));
  auto looked = look_at_backup(*small.clinic, file, (small.folder / "look.db").string());
  ASSERT_TRUE(looked) << looked.error().message;
  EXPECT_TRUE(looked->sound);
  EXPECT_TRUE(open_backup(file, rows, *small.sealer, {}));
  EXPECT_EQ(backups_of(small.clinic->tenant, plan.folder).size(), 1u);
}

// A draft and an intake that nobody had booked with, as one backup holds them.
TEST_F(Backups, R23_forget_answers_that_nobody_booked_with_when_their_keys_are_thirty_days_old) {
  const TenantId tenant = small.clinic->tenant;
  const std::string browser = keys::token_hash("browser");
  store::KeptScreening screening;
  screening.id = {77};
  screening.token_hash = keys::token_hash("screening");
  screening.visit_date = small.monday;
  screening.service = small.deep;
  screening.content = PrivateText("numb left leg");
  screening.expires = small.clock.now() + hours(24);
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::put_draft(tx, tenant, *small.sealer, browser, PrivateText("half of it"),
                     small.clock.now() + hours(24));
    store::add_screening(tx, tenant, *small.sealer, screening, small.clock.now());
    return {};
  }));
  fs::create_directories(plan.folder);
  const std::string old = (fs::path(plan.folder) / "old.db").string();
  ASSERT_TRUE(back_up(*small.clinic, old)->sound);
  const Instant then = small.clock.now();
  // What the rows of that day say with all keys that lie beside them.
  auto read_from_old = [&]() -> std::pair<std::string, std::string> {
    const std::string file = (small.folder / "restored.db").string();
    store::forget_database(file);
    EXPECT_TRUE(open_backup(old, file, *small.sealer, keys_beside(old)));
    auto opened = store::Store::open({.path = file, .keys_follow = true}, small.clock.now());
    auto sealer = small.sealer->again();
    EXPECT_TRUE(adopt_keys(**opened, *sealer, tenant, keys_beside(old)));
    return (*opened)->read([&](store::Connection& c) {
      auto draft = store::find_draft(c, tenant, *sealer, browser, then);
      auto kept = store::find_screening(c, tenant, *sealer, {77});
      return std::pair(draft ? draft->reveal() : "gone", kept ? kept->content.reveal() : "gone");
    });
  };
  EXPECT_EQ(read_from_old(), std::pair(std::string("half of it"), std::string("numb left leg")));
  later(hours(25));
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    EXPECT_EQ(store::forget_unbooked(tx, tenant, small.clock.now()), 2);
    return {};
  }));
  later(days_of_24h(30));
  ASSERT_TRUE(back_up(*small.clinic, (fs::path(plan.folder) / "new.db").string())->sound);
  EXPECT_FALSE(fs::exists(store::keys_file_of(old)));
  EXPECT_EQ(read_from_old(), std::pair(std::string("gone"), std::string("gone")));
  // Nor is a copy without them called unsound.
  auto looked = look_at_backup(*small.clinic, old, (small.folder / "look.db").string());
  ASSERT_TRUE(looked) << looked.error().message;
  EXPECT_TRUE(looked->sound);
}

// As another clinic, which has the same folder, left it.
void make_foreign(SmallClinic& small, const std::string& backup) {
  const std::string rows = backup + ".rows";
  ASSERT_TRUE(open_backup(backup, rows, *small.sealer, keys_beside(backup)));
  fs::rename(rows, backup);
  for (const auto& [file, sql] :
       {std::pair{backup, "UPDATE tenant SET tenant = 99"},
        std::pair{store::keys_file_of(backup), "UPDATE client_key SET tenant = 99"}}) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  }
}

TEST_F(Backups, of_another_clinic_in_the_same_folder_stay_and_are_not_taken_for_ones_own) {
  plan.keep_days = 3;
  ASSERT_TRUE(*keeper().look());
  const std::string foreign = files(".db").at(0);
  make_foreign(small, foreign);
  const std::string unfinished = foreign + ".making-" + id_text(99);
  std::ofstream(unfinished) << "half";
  const std::string own_unfinished = making_of(foreign, small.clinic->tenant);
  std::ofstream(own_unfinished) << "half";
  for (int day = 0; day < 40; ++day) {
    later(hours(24));
    EXPECT_TRUE(*keeper().look());
  }
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_TRUE(fs::exists(store::keys_file_of(foreign)));
  EXPECT_TRUE(fs::exists(changes_file_of(foreign)));
  EXPECT_TRUE(fs::exists(unfinished));
  EXPECT_FALSE(fs::exists(own_unfinished));
  EXPECT_EQ(backups_of(small.clinic->tenant, plan.folder).size(), 4u);
  for (int i = 0; i < 2; ++i) {
    later(Seconds{20});
    ASSERT_TRUE(keeper().look());
  }
  // The newest is the other clinic's: what follows one's own is found all the same.
  const std::string own = backups_of(small.clinic->tenant, plan.folder).back();
  const std::string newer = (fs::path(plan.folder) / "clinic-20300101T000000Z.db").string();
  fs::copy_file(foreign, newer);
  fs::copy_file(store::keys_file_of(foreign), store::keys_file_of(newer));
  const std::string scratch = (small.folder / "kept").string();
  fs::create_directories(scratch);
  auto master = keys::Key::from_bytes(small.master_key);
  auto kept = KeptFolder::open(plan.folder, *master, small.random, small.clock.now(), scratch);
  ASSERT_TRUE(kept) << kept.error().message;
  auto moment = (*kept)->moment(*time_of_backup(own) + Seconds{10}, to_rfc3339_utc);
  ASSERT_TRUE(moment) << moment.error().message;
  EXPECT_EQ(moment->backup, own);
}

// The clinic's own disk is the fault, and who looks for space in the backups' folder loses days.
TEST_F(Backups, of_a_damaged_source_say_so_to_the_owner_too) {
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    for (int i = 0; i < 4000; ++i)
      store::set_setting(tx, small.clinic->tenant, "filling " + std::to_string(i),
                         std::string(200, 'x'));
    return {};
  }));
  small.store->wipe_deleted();  // all of it is in the one file
  {
    std::fstream bytes(small.database, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(small.database) / 8192 * 4096));
    bytes << std::string(40 * 4096, 'Z');
  }
  auto made = back_up(*small.clinic, (small.folder / "b.db").string());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "backup_source_damaged");
  EXPECT_FALSE(fs::exists(small.folder / "b.db"));
}

// Two servers of one database: the other one changed the master key.
TEST(MasterKey, R24_makes_no_key_for_a_client_after_another_program_changed_it) {
  SmallClinic small;
  auto other_sealer = small.sealer->again();
  Clinic other(*small.store, *other_sealer, small.random, small.clock, shipped_knowledge(),
               small.clinic->tenant);
  load_availability(other);
  keys::Key next = keys::Key::make(small.random);
  ASSERT_TRUE(change_master_key(*small.clinic, next));
  auto refused =
      small.store->read([&](store::Connection& c) { return expect_master_key(c, other); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "key_changed");
  auto before = small.store->read(
      [&](store::Connection& c) { return store::list_keys(c, small.clinic->tenant).size(); });
  auto booked = book_appointment(other, small.booking(small.at(1, 10), "k"));
  ASSERT_FALSE(booked);
  EXPECT_EQ(booked.error().message, "key_changed");
  EXPECT_EQ(small.store->read([&](store::Connection& c) {
    return store::waiting_keys(c, small.clinic->tenant, 5).size() +
           store::list_keys(c, small.clinic->tenant).size();
  }),
            before);
}

}  // namespace
}  // namespace fascia::clinic
