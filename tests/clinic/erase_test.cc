// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>
#include <sstream>

#include "clinic/backup.h"
#include "clinic/client_keys.h"
#include "clinic/erase_client.h"
#include "small_clinic.h"
#include "store/client_keys.h"
#include "store/records.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;

// Maya and Ann came once, on 23 November 2026, and agreed to something.
class Erasure : public testing::Test {
 protected:
  static constexpr store::ConsentId kMayas{501}, kAnns{502};

  Erasure() {
    maya = came("Maya Roy", Date::of(1988, 5, 4), 10, kMayas, "maya");
    ann = came("Ann Lee", Date::of(2010, 2, 28), 12, kAnns, "ann");
    EXPECT_TRUE(settle_keys(*small.clinic));
    fs::create_directories(small.folder / "backups");
  }
  ClientId came(const char* name, Date born, int hour, store::ConsentId consent, const char* key) {
    BookAppointment in = small.booking(small.at(1, hour), key);
    in.client.name = name;
    in.client.birth_date = born;
    in.client.email = std::string(key) + "@example.invalid";
    if (age_in_years(born, small.monday) < 18) {
      in.client.guardian = "Eva Lee";
      in.client.guardian_relation = "mother";
    }
    in.actor = small.program;
    auto booked = book_appointment(*small.clinic, in);
    EXPECT_TRUE(booked) << booked.error().message << booked.error().field;
    return *small.clinic->store.write([&](store::Transaction& tx) -> Result<ClientId> {
      auto a = *store::find_appointment(tx, small.clinic->tenant, booked->appointment.id);
      store::add_consent(
          tx, small.clinic->tenant, *small.sealer,
          {consent, a.client, a.id, small.clock.now(), PrivateText("numb left leg")});
      return a.client;
    });
  }
  void be_on(Date day) { small.clock.seconds = small.zone.instant({day, 12 * 60}).seconds; }
  std::string to(const char* name) const { return (small.folder / "backups" / name).string(); }
  EraseClient of(ClientId client) const {
    return {client, client == ann ? "Ann Lee" : "maya roy", "her wish"};
  }
  std::string error_of(ClientId client) {
    auto done = erase_client(*small.clinic, small.program, of(client));
    return done ? "" : done.error().message;
  }
  // What the rows of a backup say of a consent, with all keys that lie beside it: the text, or why
  // it does not open.
  std::string read_from(const std::string& backup, store::ConsentId consent) {
    std::string file = (small.folder / "restored.db").string();
    for (const auto& old : {file, store::keys_file_of(file)}) fs::remove(old);
    EXPECT_TRUE(open_backup(backup, file, *small.sealer, keys_beside(backup)));
    auto opened = store::Store::open({.path = file, .keys_follow = true}, small.clock.now());
    auto sealer = small.sealer->again();
    EXPECT_TRUE(adopt_keys(*opened.value(), *sealer, small.clinic->tenant, keys_beside(backup)));
    return (*opened)->read([&](store::Connection& c) -> std::string {
      auto row = c.first("SELECT client, sealed FROM consent WHERE tenant = $1 AND id = $2",
                         {small.clinic->tenant, consent});
      if (!row) return "no row";
      try {
        return sealer
            ->open(c, small.clinic->tenant, row->id<ClientId>(0), "consent.sealed", consent.value,
                   row->text(1))
            .reveal();
      } catch (const std::logic_error&) {
        return "sealed for good";
      }
    });
  }

  SmallClinic small;
  ClientId maya, ann;
};

std::string bytes_of(const fs::path& file) {
  std::ostringstream all;
  all << std::ifstream(file, std::ios::binary).rdbuf();
  return all.str();
}

TEST(Retention, R23_is_ten_years_or_until_28_for_who_was_a_child) {
  const Retention rules;
  Date visit = Date::of(2026, 5, 10);
  EXPECT_EQ(retention_ends(visit, Date::of(2015, 8, 20), rules), Date::of(2043, 8, 20));
  EXPECT_EQ(retention_ends(visit, Date::of(1980, 1, 1), rules), Date::of(2036, 5, 10));
  EXPECT_EQ(retention_ends(Date::of(2026, 11, 1), Date::of(2009, 1, 1), rules),
            Date::of(2037, 1, 1));
  EXPECT_EQ(retention_ends(Date::of(2028, 2, 29), Date::of(1980, 1, 1), rules),
            Date::of(2038, 3, 1));
  EXPECT_EQ(retention_ends(visit, std::nullopt, rules), Date::of(2054, 5, 10));
}

TEST_F(Erasure, R23_is_refused_before_its_time_under_hold_and_to_who_is_not_the_owner) {
  EXPECT_EQ(error_of(maya), "client_has_visits");
  be_on(Date::of(2036, 11, 23));
  auto early = erase_client(*small.clinic, small.program, of(maya));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().message, "erasure_too_early");
  EXPECT_EQ(early.error().args.at(0).second, "2036-11-24");
  be_on(Date::of(2036, 11, 24));
  for (store::Role role : {store::Role::desk, store::Role::therapist}) {
    Actor staff{Actor::Kind::staff, {7}, role, small.ana};
    EXPECT_EQ(erase_client(*small.clinic, staff, of(maya)).error().message, "forbidden");
  }
  ASSERT_TRUE(set_legal_hold(*small.clinic, small.program, maya, PrivateText("a complaint")));
  EXPECT_EQ(error_of(maya), "client_on_hold");
  EXPECT_TRUE(end_legal_hold(*small.clinic, small.program, maya));
  // Never by a slip, and never without a word why.
  EXPECT_EQ(erase_client(*small.clinic, small.program, {maya, "Ann Lee", "x"}).error().message,
            "erasure_name_differs");
  EXPECT_EQ(erase_client(*small.clinic, small.program, {maya, "Maya Roy", " "}).error().message,
            "erasure_reason_missing");
  EXPECT_EQ(error_of(maya), "");
  EXPECT_EQ(error_of(maya), "client_erased");
  EXPECT_EQ(error_of({12345}), "client_unknown");
  // Ann was 16: hers is kept until she is 28.
  EXPECT_EQ(error_of(ann), "erasure_too_early");
  be_on(Date::of(2038, 2, 27));
  EXPECT_EQ(records_due(*small.clinic, small.program)->due.size(), 0u);
  be_on(Date::of(2038, 2, 28));
  auto due = records_due(*small.clinic, small.program);
  ASSERT_EQ(due->due.size(), 1u);
  EXPECT_EQ(due->due.at(0).client.id, ann);
  EXPECT_FALSE(due->next);
}

// However many clients there are, one page looks at two hundred of them.
TEST_F(Erasure, R23_the_report_of_what_is_due_goes_through_a_big_clinic_in_pages) {
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    for (std::int64_t i = 1; i <= 450; ++i) {
      store::Client client;
      client.id = {1000 + i};
      client.name = "Client " + std::to_string(i);
      client.birth_date = Date::of(1970, 1, 1);
      // Many were made in one moment.
      store::add_client(tx, small.clinic->tenant, client, Instant{1600000000 + i / 300});
    }
    return {};
  }));
  be_on(Date::of(2034, 1, 1));
  std::set<ClientId> seen;
  int pages = 0;
  for (std::optional<store::LookedAt> after = store::LookedAt{}; after; ++pages) {
    auto found = records_due(*small.clinic, small.program, *after);
    ASSERT_TRUE(found);
    EXPECT_LE(found->due.size(), 200u);
    for (const RecordAge& age : found->due) EXPECT_TRUE(seen.insert(age.client.id).second);
    after = found->next;
    ASSERT_LT(pages, 5);
  }
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(seen.size(), 450u);
}

TEST_F(Erasure, R23_the_key_of_who_was_erased_leaves_memory_at_once) {
  auto bytes_of_key = [&](ClientId client) {
    auto wrapped = small.store->read(
        [&](store::Connection& c) { return store::find_key(c, small.clinic->tenant, client); });
    auto key = keys::open_key(*keys::Key::from_bytes(small.master_key), wrapped.value(),
                              "wrapped_key/" + id_text(client.value));
    return std::string(key->bytes());
  };
  const std::string mayas = bytes_of_key(maya), anns = bytes_of_key(ann);
  auto is_held = [&](const std::string& bytes) {
    return small.sealer->held().memory().find(bytes) != std::string_view::npos;
  };
  EXPECT_TRUE(is_held(mayas));
  EXPECT_TRUE(is_held(anns));
  be_on(Date::of(2036, 11, 24));
  EXPECT_EQ(error_of(maya), "");
  EXPECT_FALSE(is_held(mayas));
  EXPECT_TRUE(is_held(anns));
}

TEST_F(Erasure, R23_the_years_are_the_owners_to_set_but_never_below_the_floor_of_the_data) {
  EXPECT_EQ(retention_floor(*small.clinic).adult_years, 10);
  auto low = edit_retention(*small.clinic, small.program, {9, 10});
  ASSERT_FALSE(low);
  EXPECT_EQ(low.error().field, "adult_years");
  EXPECT_EQ(edit_retention(*small.clinic, small.program, {10, 9}).error().field,
            "minor_years_after_18");
  EXPECT_FALSE(edit_retention(*small.clinic, small.program, {100, 10}));
  Actor desk{Actor::Kind::staff, {7}, store::Role::desk, {}};
  EXPECT_EQ(edit_retention(*small.clinic, desk, {12, 10}).error().message, "forbidden");
  ASSERT_TRUE(edit_retention(*small.clinic, small.program, {12, 10}));
  be_on(Date::of(2036, 11, 24));
  EXPECT_EQ(record_age(*small.clinic, small.program, maya)->keep_until, Date::of(2038, 11, 24));
  EXPECT_EQ(error_of(maya), "erasure_too_early");
  // A row that says less than the floor, from wherever, is not believed.
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, small.clinic->tenant, "retention.adult", "1");
    return {};
  }));
  EXPECT_EQ(record_age(*small.clinic, small.program, maya)->keep_until, Date::of(2036, 11, 24));
}

TEST_F(Erasure, R23_leaves_nothing_of_the_person_and_the_clinic_whole) {
  be_on(Date::of(2036, 12, 1));
  ASSERT_EQ(error_of(maya), "");
  small.clinic->store.read([&](store::Connection& c) {
    EXPECT_FALSE(store::find_key(c, small.clinic->tenant, maya));
    EXPECT_TRUE(store::find_key(c, small.clinic->tenant, ann));
    EXPECT_EQ(store::find_client(c, small.clinic->tenant, maya)->name, "");
    EXPECT_TRUE(store::search_clients(c, small.clinic->tenant, "maya", 5).empty());
  });
  for (const auto& line : check_clinic(*small.clinic))
    if (line.what != "zone_data") {
      EXPECT_TRUE(line.sound) << line.what << line.faults.size();
    }
  // That it happened is kept: who, when, how many rows.
  auto age = record_age(*small.clinic, small.program, maya);
  ASSERT_TRUE(age && age->erased);
  EXPECT_GT(age->erased->taken, 1);
  if (store::on_postgresql()) return;
  for (const auto& file : fs::directory_iterator(small.folder))
    if (file.is_regular_file()) {
      EXPECT_EQ(bytes_of(file).find("maya@example"), std::string::npos) << file.path();
      EXPECT_EQ(bytes_of(file).find("Maya Roy"), std::string::npos) << file.path();
      EXPECT_EQ(bytes_of(file).find("maya roy"), std::string::npos) << file.path();  // as searched
    }
}

TEST_F(Erasure, R23_an_old_backup_restored_after_thirty_days_cannot_read_the_erased_client) {
  if (store::on_postgresql()) GTEST_SKIP() << "of SQLite alone";
  be_on(Date::of(2036, 11, 20));
  auto old = back_up(*small.clinic, to("old.db"));
  ASSERT_TRUE(old && old->sound);
  EXPECT_EQ(read_from(to("old.db"), kMayas), "numb left leg");  // the copy does hold her
  be_on(Date::of(2036, 12, 1));
  ASSERT_EQ(error_of(maya), "");
  // The copy of the keys of that day still has hers: a newer one says that she was erased.
  EXPECT_EQ(read_from(to("old.db"), kMayas), "numb left leg");
  be_on(Date::of(2036, 12, 2));
  ASSERT_TRUE(back_up(*small.clinic, to("new.db"))->sound);
  EXPECT_EQ(read_from(to("old.db"), kMayas), "sealed for good");
  EXPECT_EQ(read_from(to("old.db"), kAnns), "numb left leg");
  // Thirty days on, no copy of her key is left anywhere.
  be_on(Date::of(2036, 12, 21));
  ASSERT_TRUE(back_up(*small.clinic, to("later.db"))->sound);
  EXPECT_FALSE(fs::exists(to("old.db.keys")));
  EXPECT_TRUE(fs::exists(to("new.db.keys")));
  EXPECT_TRUE(fs::exists(to("old.db")));
  EXPECT_EQ(read_from(to("old.db"), kMayas), "sealed for good");
  EXPECT_EQ(read_from(to("old.db"), kAnns), "numb left leg");
  // A look at the old backup restores it: she is erased again, and all of it is sound.
  auto looked = look_at_backup(*small.clinic, to("old.db"), (small.folder / "look.db").string());
  ASSERT_TRUE(looked) << looked.error().message << looked.error().cause;
  EXPECT_TRUE(looked->sound);
}

TEST_F(Erasure, R23_a_key_that_a_restore_brought_back_ends_again_and_a_cut_erasure_goes_on) {
  be_on(Date::of(2036, 12, 1));
  store::WrappedKey kept;
  small.clinic->store.read([&](store::Connection& c) {
    kept = {maya, *store::find_key(c, small.clinic->tenant, maya)};
  });
  auto write = [&](auto work) {
    ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
      work(tx);
      return {};
    }));
  };
  auto has_key = [&] {
    return small.store->read(
        [&](store::Connection& c) { return store::find_key(c, small.clinic->tenant, maya); });
  };
  // The power went after the rows and before the key.
  write([&](store::Transaction& tx) {
    store::delete_client_rows(tx, small.clinic->tenant, maya);
    store::add_erasure(tx, small.clinic->tenant, {maya, small.clock.now(), {}, 3});
  });
  EXPECT_TRUE(has_key());
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_FALSE(has_key());
  // Rows of before the erasure stand here again.
  write([&](store::Transaction& tx) {
    tx.run("DELETE FROM erasure WHERE tenant = $1", {small.clinic->tenant});
    tx.run("UPDATE client SET name = 'Maya Roy', wrapped_key = $3 WHERE tenant = $1 AND id = $2",
           {small.clinic->tenant, maya, kept.wrapped});
  });
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_FALSE(has_key());
  EXPECT_TRUE(record_age(*small.clinic, small.program, maya)->client.name.empty());
}

TEST_F(Erasure, R23_rows_hold_no_key_once_it_is_over_and_a_new_client_reads_at_once) {
  auto waiting = [&] {
    return small.store->read(
        [&](store::Connection& c) { return store::waiting_keys(c, small.clinic->tenant, 9); });
  };
  EXPECT_TRUE(waiting().empty());
  came("Zoe Hart", Date::of(1990, 1, 1), 14, {503}, "zoe");
  EXPECT_EQ(waiting().size(), 1u);
  std::string wrapped = waiting().at(0).wrapped;
  if (!store::on_postgresql()) {
    // A backup that is taken in that moment holds the key in its keys alone.
    ASSERT_TRUE(back_up(*small.clinic, to("now.db"))->sound);
    EXPECT_EQ(read_from(to("now.db"), {503}), "numb left leg");
    const std::string rows = (small.folder / "now").string();
    ASSERT_TRUE(open_backup(to("now.db"), rows, *small.sealer, keys_beside(to("now.db"))));
    EXPECT_NE(bytes_of(rows).find("Zoe Hart"), std::string::npos);
    EXPECT_EQ(bytes_of(rows).find(wrapped), std::string::npos);
  }
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_TRUE(waiting().empty());
}

}  // namespace
}  // namespace fascia::clinic
