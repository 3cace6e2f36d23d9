// SPDX-License-Identifier: Apache-2.0
// R23: each kind of what is kept of a client ends by its own rule, by a person, never by itself.
#include "clinic/record_kinds.h"

#include <algorithm>
#include <map>
#include <set>

#include "clinic/access_request.h"
#include "clinic/backup.h"
#include "clinic/client_keys.h"
#include "clinic/erase_client.h"
#include "core/embedded.h"
#include "small_clinic.h"
#include "store/record_kinds.h"
#include "store/records.h"
#include "store/visit_fees.h"

namespace fascia::clinic {
namespace {

// Maya came on 24 November 2026; she got mails, and a fee was noted each year from 2026 on.
class RecordKinds : public testing::Test {
 protected:
  RecordKinds() {
    BookAppointment in = small.booking(small.at(1, 10), "maya");
    in.actor = small.program;
    auto booked = book_appointment(*small.clinic, in);
    EXPECT_TRUE(booked);
    maya = booked->client.id;
    // What the booking itself wrote, so that each message here is one that is counted.
    write([&](store::Transaction& tx) {
      tx.run("DELETE FROM outbox WHERE tenant = $1", {small.clinic->tenant});
    });
  }
  template <class Work>
  void write(Work work) {
    ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
      work(tx);
      return {};
    }));
  }
  void be_on(Date day) { small.clock.seconds = noon(day).seconds; }
  Instant noon(Date day) const { return small.zone.instant({day, 12 * 60}); }
  void got_mail(Date day) {
    write([&](store::Transaction& tx) {
      store::Message message;
      message.id = small.clinic->random.id<MessageId>();
      message.kind = "booked";
      message.client = maya;
      message.language = "en";
      message.payload = PrivateText("{}");
      store::add_message(tx, small.clinic->tenant, small.clinic->sealer, message, noon(day));
    });
  }
  void owed(Date day) {
    write([&](store::Transaction& tx) {
      store::VisitFee fee;
      fee.id = small.clinic->random.id<store::VisitFeeId>();
      fee.appointment = small.clinic->random.id<AppointmentId>();
      fee.client = maya;
      fee.what = "no_show";
      fee.fee = {5000};
      fee.at = noon(day);
      fee.why = PrivateText("{}");
      store::add_visit_fee(tx, small.clinic->tenant, small.clinic->sealer, fee);
    });
  }
  std::int64_t count(const char* table) {
    return small.store->read([&](store::Connection& c) {
      const bool fees = std::string_view(table) == "visit_fee";
      auto row = fees ? c.first("SELECT COUNT(*) FROM visit_fee WHERE tenant = $1 AND client = $2",
                                {small.clinic->tenant, maya})
                      : c.first("SELECT COUNT(*) FROM outbox WHERE tenant = $1 AND client = $2",
                                {small.clinic->tenant, maya});
      return row->integer(0);
    });
  }
  std::map<std::string, KindAge> ages() {
    std::map<std::string, KindAge> out;
    const auto age = record_age(*small.clinic, small.program, maya);
    for (const KindAge& kind : age->kinds) out[kind.kind] = kind;
    return out;
  }
  std::string ended(const std::string& kind, const std::string& why = "its time is over") {
    auto done = end_kind(*small.clinic, small.program, {maya, kind, why});
    return done ? std::to_string(*done) : done.error().message;
  }

  SmallClinic small;
  ClientId maya;
};

TEST_F(RecordKinds, R23_each_table_that_holds_something_of_a_client_is_of_one_kind_of_the_data) {
  std::map<std::string, int> told;
  std::set<std::string> alone;
  for (const auto& kind : retention_kinds(*small.clinic)) {
    EXPECT_FALSE(kind.source.empty()) << kind.id;
    EXPECT_EQ(kind.id, "retention." + kind.kind);
    for (const std::string& table : kind.holds) ++told[table];
    if (kind.ends != care::KindEnds::alone) continue;
    alone.insert(kind.kind);
    const auto is = store::parse_record_kind(kind.kind);
    ASSERT_TRUE(is) << kind.kind;
    EXPECT_EQ(store::tables_of(*is), kind.holds);
  }
  EXPECT_EQ(alone, (std::set<std::string>{"fees", "messages"}));
  for (const auto& [table, times] : told) EXPECT_EQ(times, 1) << table;
  // The tables as the migrations make them.
  std::string sql;
  for (const EmbeddedFile& file : embedded_under("migrations/sqlite/")) sql += file.bytes;
  std::set<std::string> tables;
  for (std::size_t at = sql.find("CREATE TABLE "); at != sql.npos;
       at = sql.find("CREATE TABLE ", at + 1)) {
    const std::size_t from = at + 13, to = sql.find(" (", from), end = sql.find(';', to);
    const std::string table = sql.substr(from, to - from);
    const std::string columns = sql.substr(to, end - to);
    tables.insert(table);
    if (columns.find(" client INTEGER") != columns.npos ||
        columns.find(" kept INTEGER") != columns.npos) {
      EXPECT_EQ(told.count(table), 1u) << table << " is of no kind in protocols/retention.toml";
    }
  }
  EXPECT_GT(tables.size(), 50u);
  for (const auto& [table, times] : told) EXPECT_EQ(tables.count(table), 1u) << table;
}

TEST_F(RecordKinds, R23_mails_may_go_three_years_after_the_last_one_and_by_a_person_alone) {
  got_mail(Date::of(2026, 11, 24));
  got_mail(Date::of(2028, 2, 29));
  be_on(Date::of(2030, 1, 1));  // the first is older than three years
  EXPECT_EQ(ages().at("messages").due, 0);
  be_on(Date::of(2031, 2, 28));
  EXPECT_EQ(ages().at("messages").count, 2);
  EXPECT_EQ(ages().at("messages").all, Date::of(2031, 3, 1));
  EXPECT_EQ(ended("messages"), "kind_too_early");
  EXPECT_TRUE(records_due(*small.clinic, small.program)->parts.empty());
  be_on(Date::of(2031, 3, 1));
  auto found = records_due(*small.clinic, small.program);
  EXPECT_TRUE(found->due.empty());
  ASSERT_EQ(found->parts.size(), 1u);
  EXPECT_EQ(found->parts.at(0).client.id, maya);
  EXPECT_EQ(found->parts.at(0).kinds.at(0).due, 2);
  EXPECT_EQ(count("outbox"), 2);  // a report takes nothing away
  for (store::Role role : {store::Role::desk, store::Role::therapist}) {
    Actor staff{Actor::Kind::staff, {7}, role, small.ana};
    EXPECT_EQ(end_kind(*small.clinic, staff, {maya, "messages", "x"}).error().message, "forbidden");
  }
  EXPECT_EQ(ended("messages", " "), "erasure_reason_missing");
  EXPECT_EQ(ended("treatment"), "kind_unknown");
  EXPECT_EQ(ended("outbox"), "kind_unknown");
  EXPECT_EQ(ended("messages"), "2");
  EXPECT_EQ(count("outbox"), 0);
  EXPECT_EQ(ended("messages"), "kind_empty");
  EXPECT_TRUE(records_due(*small.clinic, small.program)->parts.empty());
  // What, how many, who, and why stand in the chain; the record is kept as before.
  auto events = small.store->read([&](store::Connection& c) {
    return store::audit_of_client(c, small.clinic->tenant, small.clinic->sealer, maya);
  });
  const auto& last = events.back().event;
  EXPECT_EQ(last.action, "record.part_ended");
  EXPECT_EQ(last.subject_kind, "messages");
  EXPECT_EQ(last.subject, 2);
  EXPECT_EQ(last.reason, "its time is over");
  EXPECT_EQ(record_age(*small.clinic, small.program, maya)->keep_until, Date::of(2036, 11, 24));
  for (const auto& line : check_clinic(*small.clinic))
    EXPECT_TRUE(line.sound || line.what == "zone_data") << line.what;
}

TEST_F(RecordKinds, R23_a_fee_may_go_six_years_after_the_end_of_its_own_tax_year) {
  owed(Date::of(2026, 1, 1));
  owed(Date::of(2026, 12, 31));
  owed(Date::of(2027, 1, 1));
  be_on(Date::of(2032, 12, 31));
  EXPECT_EQ(ages().at("fees").due, 0);
  EXPECT_EQ(ended("fees"), "kind_too_early");
  be_on(Date::of(2033, 1, 1));
  EXPECT_EQ(ages().at("fees").due, 2);
  EXPECT_EQ(ages().at("fees").all, Date::of(2034, 1, 1));
  EXPECT_EQ(ended("fees"), "2");
  EXPECT_EQ(count("visit_fee"), 1);
  EXPECT_EQ(ended("fees"), "kind_too_early");
}

TEST_F(RecordKinds, R23_the_whole_record_is_kept_as_long_as_each_of_its_kinds) {
  owed(Date::of(2034, 5, 1));  // long after her last visit
  be_on(Date::of(2036, 11, 24));
  EXPECT_EQ(record_age(*small.clinic, small.program, maya)->keep_until, Date::of(2041, 1, 1));
  EXPECT_EQ(erase_client(*small.clinic, small.program, {maya, "Maya Roy", "x"}).error().message,
            "erasure_too_early");
  got_mail(Date::of(2040, 6, 1));
  be_on(Date::of(2041, 1, 1));
  EXPECT_EQ(record_age(*small.clinic, small.program, maya)->keep_until, Date::of(2043, 6, 1));
}

TEST_F(RecordKinds, R23_R25_nothing_goes_under_a_hold_or_while_a_request_waits) {
  got_mail(Date::of(2026, 11, 24));
  be_on(Date::of(2031, 1, 1));
  ASSERT_TRUE(set_legal_hold(*small.clinic, small.program, maya, PrivateText("a complaint")));
  EXPECT_EQ(ended("messages"), "client_on_hold");
  ASSERT_TRUE(end_legal_hold(*small.clinic, small.program, maya));
  ASSERT_TRUE(receive_request(*small.clinic, small.program, maya, small.clock.now(),
                              PrivateText("all of it")));
  EXPECT_EQ(ended("messages"), "client_asked");
  EXPECT_EQ(count("outbox"), 1);
  EXPECT_EQ(end_kind(*small.clinic, small.program, {{12345}, "messages", "x"}).error().message,
            "client_unknown");
}

TEST_F(RecordKinds, R23_the_years_of_a_kind_are_the_owners_but_never_below_the_data) {
  got_mail(Date::of(2026, 11, 24));
  EXPECT_EQ(least_kind_years(*small.clinic), (KindYears{{"fees", 6}, {"messages", 3}}));
  auto low = edit_retention(*small.clinic, small.program, {10, 10, {{"messages", 2}}});
  ASSERT_FALSE(low);
  EXPECT_EQ(low.error().field, "messages_years");
  EXPECT_EQ(edit_retention(*small.clinic, small.program, {10, 10, {{"plans", 9}}}).error().message,
            "kind_unknown");
  ASSERT_TRUE(edit_retention(*small.clinic, small.program, {10, 10, {{"messages", 5}}}));
  EXPECT_EQ(read_retention(*small.clinic, small.program)->kinds.at("fees"), 6);  // as it was
  be_on(Date::of(2031, 11, 23));
  EXPECT_EQ(ended("messages"), "kind_too_early");
  // A row that says less than the floor, from wherever, is not believed.
  write([&](store::Transaction& tx) {
    store::set_setting(tx, small.clinic->tenant, "retention.messages", "1");
  });
  be_on(Date::of(2028, 11, 24));
  EXPECT_EQ(ended("messages"), "kind_too_early");
  be_on(Date::of(2029, 11, 24));
  EXPECT_EQ(ended("messages"), "1");
}

// The clinic as an older copy of it comes back: its own chain knows nothing of what was let go, the
// newest keys do.
class OlderCopy : public RecordKinds {
 protected:
  void knows_ended(const std::string& kind, Instant before) {
    write([&](store::Transaction& tx) {
      store::keep_ended_kind(tx, small.clinic->tenant, {maya, kind, before, small.clock.now()});
    });
  }
  std::vector<std::string> ended_again() {
    auto trail = small.audit_trail(maya);
    std::erase_if(trail, [](const std::string& line) {
      return !line.starts_with("record.part_ended_again");
    });
    return trail;
  }
};

TEST_F(OlderCopy, R23_lets_go_again_what_a_person_had_let_go_and_says_so_once) {
  owed(Date::of(2026, 12, 31));
  owed(Date::of(2027, 1, 1));
  got_mail(Date::of(2026, 11, 24));
  be_on(Date::of(2033, 1, 1));
  knows_ended("fees", noon(Date::of(2027, 1, 1)) - hours(12));
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_EQ(count("visit_fee"), 1);
  EXPECT_EQ(count("outbox"), 1);  // nobody let go of these
  EXPECT_EQ(ended_again().size(), 1u);
  small.clock.seconds += 60;
  owed(Date::of(2026, 12, 30));  // noted since, whatever its day
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_EQ(count("visit_fee"), 2);
  EXPECT_EQ(ended_again().size(), 1u);
}

TEST_F(OlderCopy, R23_keeps_what_is_on_hold_in_it_for_a_person_to_decide) {
  got_mail(Date::of(2026, 11, 24));
  ASSERT_TRUE(set_legal_hold(*small.clinic, small.program, maya, PrivateText("a complaint")));
  be_on(Date::of(2031, 1, 1));
  knows_ended("messages", small.clock.now());
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_EQ(count("outbox"), 1);
  // Nor does it go by itself when the hold is over.
  ASSERT_TRUE(end_legal_hold(*small.clinic, small.program, maya));
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_EQ(count("outbox"), 1);
  EXPECT_EQ(ages().at("messages").due, 1);
}

TEST_F(RecordKinds, R23_a_backup_of_before_does_not_bring_back_what_a_person_let_go) {
  if (store::on_postgresql()) GTEST_SKIP() << "PostgreSQL has its own backups";
  got_mail(Date::of(2026, 11, 24));
  owed(Date::of(2026, 11, 24));
  be_on(Date::of(2030, 1, 1));
  ASSERT_TRUE(settle_keys(*small.clinic));
  const std::string folder = (small.folder / "backups").string();
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(back_up(*small.clinic, folder + "/old.db"));
  small.clock.seconds += 60;
  ASSERT_EQ(ended("messages"), "1");
  ASSERT_TRUE(settle_keys(*small.clinic));
  EXPECT_EQ(small.audit_trail(maya).back(), "record.part_ended|its time is over");
  ASSERT_TRUE(back_up(*small.clinic, folder + "/new.db"));
  const std::string file = (small.folder / "restored.db").string();
  ASSERT_TRUE(
      open_backup(folder + "/old.db", file, *small.sealer, keys_beside(folder + "/old.db")));
  auto opened = store::Store::open({.path = file, .keys_follow = true}, small.clock.now());
  ASSERT_TRUE(opened);
  auto sealer = small.sealer->again();
  ASSERT_TRUE(adopt_keys(**opened, *sealer, small.clinic->tenant, keys_beside(folder + "/old.db")));
  Clinic restored(**opened, *sealer, small.random, small.clock, shipped_knowledge(),
                  small.clinic->tenant);
  load_availability(restored);
  auto count_there = [&](store::RecordKind kind) {
    return (*opened)->read([&](store::Connection& c) {
      return store::rows_of_kind(c, restored.tenant, maya, kind).count;
    });
  };
  EXPECT_EQ(count_there(store::RecordKind::messages), 1);
  ASSERT_TRUE(settle_keys(restored));
  EXPECT_EQ(count_there(store::RecordKind::messages), 0);
  EXPECT_EQ(count_there(store::RecordKind::fees), 1);
  EXPECT_TRUE(records_due(restored, small.program)->parts.empty());
  for (const auto& line : check_clinic(restored))
    EXPECT_TRUE(line.sound || line.what == "zone_data") << line.what;
}

}  // namespace
}  // namespace fascia::clinic
