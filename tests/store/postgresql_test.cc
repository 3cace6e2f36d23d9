// SPDX-License-Identifier: Apache-2.0
// What only the store on PostgreSQL has: several programs at once, a server that goes and comes
// back.
#include <atomic>
#include <barrier>
#include <thread>

#include "core/embedded.h"
#include "store/appointments.h"
#include "store/postgresql/address.h"
#include "store/postgresql/errors.h"
#include "store/postgresql/migrations.h"
#include "store/postgresql/store.h"
#include "store/records.h"
#include "store/self_check.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

using postgresql::Writes;

constexpr TenantId kTenant{7};
constexpr Instant kNoon{1790000000 / 86400 * 86400 + 12 * 3600};

Done put(Transaction& tx, std::string_view name, std::string_view value) {
  tx.run(
      "INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
      {kTenant, name, value});
  return {};
}

Appointment visit(std::int64_t id, PractitionerId who, RoomId where, Instant start) {
  Appointment a;
  a.id = {id};
  a.location = {1};
  a.status = Status::booked;
  a.service = {2};
  a.practitioner = who;
  a.room = where;
  a.client = {3};
  a.zone = "America/Edmonton";
  a.wall = Zone::load(a.zone)->wall(start);
  a.start = a.busy_from = a.room_from = start;
  a.finish = a.busy_until = a.room_until = start + minutes(60);
  a.price = {9500, "CAD"};
  return a;
}

class Postgresql : public testing::Test {
 protected:
  void SetUp() override { FASCIA_POSTGRESQL_ONLY(); }
  PostgresqlServer& server() { return PostgresqlServer::shared(); }
  std::unique_ptr<Store> open(const std::string& address, Writes writes = Writes::in_turn) {
    auto opened = postgresql::open({.path = address}, {0}, writes);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message + " " + opened.error().cause);
    return opened ? std::move(*opened) : nullptr;
  }
};

TEST_F(Postgresql, several_programs_that_start_on_an_empty_database_migrate_it_once) {
  std::string address = server().empty_database();
  std::atomic<int> ready = 0;
  std::vector<std::thread> programs;
  for (int i = 0; i < 4; ++i)
    programs.emplace_back([&] {
      if (auto store = open(address)) ++ready;
    });
  for (auto& program : programs) program.join();
  EXPECT_EQ(ready, 4);
  std::string applied =
      server().ask("SELECT count(*) FROM schema_migration", PostgresqlServer::name_in(address));
  EXPECT_EQ(std::stoul(applied), embedded_migrations("sqlite").size());
  server().drop(address);
}

// A server of an older program is found by its connection alone, whatever schema it has.
TEST_F(Postgresql, a_database_is_in_use_while_another_program_of_ours_is_connected) {
  std::string address = server().empty_database();
  EXPECT_FALSE(postgresql::is_used(address));
  {
    auto own = open(address);
    EXPECT_FALSE(postgresql::is_used(address));  // a program is not in its own way
    // As another process, which is told by its name.
    const char* join = address.find('?') == address.npos ? "?" : "&";
    auto program = open(address + join + "application_name=fascia/1-1");
    ASSERT_TRUE(program);
    // It connects with its first question, as a server does with its first look.
    ASSERT_TRUE(program->read([](Connection& c) { return c.first("SELECT 1").has_value(); }));
    EXPECT_TRUE(postgresql::is_used(address));
    // Also where the schema is one that this program does not know.
    (void)server().ask("UPDATE schema_migration SET number = number + 1000",
                       PostgresqlServer::name_in(address));
    EXPECT_TRUE(postgresql::is_used(address));
    EXPECT_FALSE(postgresql::is_used(server().empty_database()));  // of this database alone
  }
  bool used = true;
  for (int waited = 0; waited < 100 && used; ++waited) {  // the server notices that it went
    used = postgresql::is_used(address);
    if (used) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_FALSE(used);
  EXPECT_FALSE(postgresql::is_used("postgresql://127.0.0.1:1/nothing"));  // cannot be asked
  server().drop(address);
}

TEST_F(Postgresql, the_same_start_pressed_in_three_programs_at_once_is_booked_once) {
  std::string address = server().migrated_database();
  // Not in turn: the day masks alone decide here, as they must where the writers are many.
  std::vector<std::unique_ptr<Store>> programs;
  for (int i = 0; i < 3; ++i) programs.push_back(open(address, Writes::at_once));
  std::atomic<std::int64_t> id = 0;
  for (int round = 0; round < 10; ++round) {
    std::atomic<int> won = 0, lost = 0;
    std::vector<std::thread> people;
    for (int i = 0; i < 18; ++i)
      people.emplace_back([&, i] {
        Instant start = kNoon + hours(24 * round) + minutes(5 * (i % 5));
        Appointment a = visit(++id, {1}, {i % 2 == 0 ? 11 : 12}, start);
        auto done = programs[static_cast<std::size_t>(i % 3)]->write([&](Transaction& tx) -> Done {
          if (!take_cells(tx, kTenant, busy_of(a))) return conflict("start_taken", "start");
          add_appointment(tx, kTenant, a, kNoon);
          return {};
        });
        if (done)
          ++won;
        else if (done.error().message == "start_taken")
          ++lost;
      });
    for (auto& person : people) person.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 17);
  }
  auto faults = programs[0]->read([](Connection& c) { return check_masks(c, kTenant).faults; });
  EXPECT_TRUE(faults.empty()) << faults.front();
  programs.clear();
  server().drop(address);
}

TEST_F(Postgresql, three_programs_in_turn_make_one_unbroken_chain_of_audit_events) {
  std::string address = server().migrated_database();
  std::vector<std::unique_ptr<Store>> programs;
  for (int i = 0; i < 3; ++i) programs.push_back(open(address));
  keys::SystemRandom random;
  Sealer sealer(keys::Key::make(random), random);
  std::vector<std::thread> people;
  for (int i = 0; i < 6; ++i)
    people.emplace_back([&, i] {
      for (int n = 0; n < 10; ++n)
        EXPECT_TRUE(programs[static_cast<std::size_t>(i % 3)]->write([&](Transaction& tx) -> Done {
          add_audit(tx, kTenant, sealer, {kNoon, "staff", i, "looked", "client", n, {}, ""});
          return {};
        }));
    });
  for (auto& person : people) person.join();
  Counted chain = programs[0]->read([](Connection& c) { return check_audit(c, kTenant); });
  EXPECT_EQ(chain.looked_at, 60);
  EXPECT_TRUE(chain.faults.empty());
  programs.clear();
  server().drop(address);
}

// Were the masks ever wrong, the engine itself refuses: written here without asking them.
TEST_F(Postgresql, the_second_lock_refuses_a_therapist_or_a_room_taken_twice) {
  TemporaryStore store;
  auto add = [&](const Appointment& a) {
    return store->write([&](Transaction& tx) -> Done {
      add_appointment(tx, kTenant, a, kNoon);
      return {};
    });
  };
  EXPECT_TRUE(add(visit(1, {1}, {11}, kNoon)));
  EXPECT_EQ(add(visit(2, {1}, {12}, kNoon + minutes(59))).error().message, "start_taken");
  EXPECT_EQ(add(visit(3, {2}, {11}, kNoon + minutes(59))).error().message, "start_taken");
  EXPECT_TRUE(add(visit(4, {1}, {11}, kNoon + minutes(60))));
  EXPECT_TRUE(add(visit(5, {2}, {12}, kNoon)));
  Appointment cancelled = visit(6, {1}, {11}, kNoon);
  cancelled.status = Status::cancelled;
  EXPECT_TRUE(add(cancelled));
  // Moved onto another, or standing again beside it.
  auto moved = store->write([&](Transaction& tx) -> Done {
    update_appointment(tx, kTenant, visit(5, {1}, {12}, kNoon + minutes(30)));
    return {};
  });
  EXPECT_EQ(moved.error().message, "start_taken");
  cancelled.status = Status::booked;
  auto again = store->write([&](Transaction& tx) -> Done {
    update_appointment(tx, kTenant, cancelled);
    return {};
  });
  EXPECT_EQ(again.error().message, "start_taken");
  EXPECT_TRUE(store->integrity().empty());
  server().ask("ALTER TABLE appointment DROP CONSTRAINT appointment_room_once",
               PostgresqlServer::name_in(store.path()));
  EXPECT_EQ(store->integrity().size(), 1u);
}

TEST_F(Postgresql, a_fault_that_the_work_swallowed_is_not_answered_as_kept) {
  TemporaryStore store;
  auto swallows = [](Transaction& tx) -> Done {
    FASCIA_TRY_DONE(put(tx, "a", "1"));
    try {
      tx.run("INSERT INTO setting (tenant, name, value) VALUES ($1, 'a', '2')", {kTenant});
    } catch (const StoreError&) {
    }
    return {};
  };
  EXPECT_THROW((void)store->write(swallows), StoreError);
  EXPECT_FALSE(store->read([](Connection& c) {
    return c.first("SELECT 1 FROM setting WHERE tenant = $1", {kTenant}).has_value();
  }));
}

TEST_F(Postgresql, who_was_undone_for_another_is_tried_again) {
  std::string address = server().migrated_database();
  auto store = open(address, Writes::at_once);
  ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
    FASCIA_TRY_DONE(put(tx, "a", "0"));
    return put(tx, "b", "0");
  }));
  std::barrier both(2);
  std::atomic<int> tries = 0;
  auto cross = [&](const char* first, const char* second) {
    bool met = false;
    EXPECT_TRUE(store->write([&](Transaction& tx) -> Done {
      ++tries;
      FASCIA_TRY_DONE(put(tx, first, "1"));
      if (!met) both.arrive_and_wait();
      met = true;
      return put(tx, second, "1");
    }));
  };
  std::thread one([&] { cross("a", "b"); }), two([&] { cross("b", "a"); });
  one.join();
  two.join();
  EXPECT_GT(tries, 2);
  store.reset();
  server().drop(address);
}

TEST_F(Postgresql, no_value_and_no_password_is_in_what_is_said_of_a_fault) {
  TemporaryStore store;
  testing::internal::CaptureStderr();
  std::string said;
  try {
    (void)store->write([](Transaction& tx) -> Done {
      FASCIA_TRY_DONE(put(tx, "Maya Roy", "numb left leg"));
      tx.run("INSERT INTO setting (tenant, name, value) VALUES ($1, $2, $3)",
             {kTenant, "Maya Roy", "numb left leg"});
      return {};
    });
  } catch (const StoreError& fault) {
    said = fault.what();
    EXPECT_EQ(fault.kind, StoreError::Kind::constraint);
  }
  EXPECT_EQ(said, "store error 23505");
  for (const char* address :
       {"postgresql://ana:s3cret@127.0.0.1:1/x", "postgresql://ana:s3cret%@127.0.0.1:1/x"}) {
    Error error = Store::open({.path = address}, {0}).error();
    EXPECT_EQ(error.message, "store_unreachable");
    said += error.cause + error.args.at(0).second;
  }
  said += testing::internal::GetCapturedStderr();
  for (const char* secret : {"Maya", "numb", "s3cret"})
    EXPECT_EQ(said.find(secret), std::string::npos) << said;
}

TEST(PostgresqlAddress, is_shown_without_its_password) {
  EXPECT_TRUE(postgresql::is_address("postgresql://x/y"));
  EXPECT_FALSE(postgresql::is_address("/srv/clinic/fascia.db"));
  EXPECT_EQ(postgresql::shown_address("postgresql://ana:s3cret@db.example.ca:5433/clinic"),
            "postgresql://ana@db.example.ca:5433/clinic");
  EXPECT_EQ(postgresql::shown_address("postgresql://db/clinic?user=ana&password=s3cret"),
            "postgresql://ana@db/clinic");
  EXPECT_EQ(postgresql::shown_address("postgresql://a:s3cret%@db/x"), "postgresql://…");
}

TEST(PostgresqlErrors, each_kind_has_its_codes) {
  using Kind = StoreError::Kind;
  for (auto [state, kind] : {std::pair("23505", Kind::constraint),
                             {"23P01", Kind::constraint},
                             {"40001", Kind::busy},
                             {"40P01", Kind::busy},
                             {"55P03", Kind::busy},
                             {"53100", Kind::full},
                             {"25006", Kind::read_only},
                             {"XX001", Kind::corrupt},
                             {"08006", Kind::unreachable},
                             {"57P01", Kind::unreachable},
                             {"28P01", Kind::unreachable},
                             {"08P01", Kind::other},
                             {"42601", Kind::other}})
    EXPECT_EQ(postgresql::kind_of(state), kind) << state;
  EXPECT_TRUE(postgresql::may_try_again(postgresql::EngineError("40P01")));
  EXPECT_FALSE(postgresql::may_try_again(postgresql::EngineError("08006")));
}

TEST(PostgresqlMigrations, are_those_of_sqlite_in_the_other_types) {
  EXPECT_EQ(postgresql::in_postgresql(
                "-- A TEXT's word.\nCREATE TABLE a (id INTEGER NOT NULL, text TEXT) STRICT;"),
            "\nCREATE TABLE a (id BIGINT NOT NULL, text TEXT COLLATE \"C\") ;");
  const auto& all = postgresql::shared_migrations();
  EXPECT_EQ(all.size(), embedded_migrations("sqlite").size());
  for (const Migration& migration : all)
    for (const char* word : {"INTEGER", "STRICT", "BLOB"})
      EXPECT_EQ(migration.sql.find(word), migration.sql.npos) << migration.name;
}

}  // namespace
}  // namespace fascia::store
