// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>

#include "keys/token.h"
#include "source_folder.h"
#include "store/appointments.h"
#include "store/clearances.h"
#include "store/client_blocks.h"
#include "store/client_keys.h"
#include "store/client_merges.h"
#include "store/erasure.h"
#include "store/follow_up.h"
#include "store/intakes.h"
#include "store/postgresql/connection.h"
#include "store/records.h"
#include "store/reseats.h"
#include "store/rights.h"
#include "store/sqlite/connection.h"
#include "store/tasks.h"
#include "store/treatment.h"
#include "store/visit_fees.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class ClientMerges : public TreatedClinic {
 protected:
  static constexpr MergeId kMerge{901};

  static Appointment visit(ClientId client, std::int64_t id, Instant start) {
    Appointment a;
    a.id = {id};
    a.status = Status::completed;
    a.service = {71};
    a.practitioner = {51};
    a.room = {61};
    a.location = {1};
    a.client = client;
    a.start = a.busy_from = a.room_from = start;
    a.finish = a.busy_until = a.room_until = start + hours(1);
    a.screening = {id};
    return a;
  }
  // Something of this client in every table that has a client; ids from `base` on.
  void fill(ClientId client, std::int64_t base, Instant start) {
    const PrivateText note("what " + client.text() + " said");
    write([&](Transaction& tx) {
      add_appointment(tx, kTenant, visit(client, base, start), kStart);
      KeptScreening screening;
      screening.id = {base};
      screening.token_hash = keys::token_hash("screening" + id_text(base));
      screening.service = {71};
      screening.content = note;
      add_screening(tx, kTenant, sealer, screening, kStart);
      bind_screening(tx, kTenant, sealer, screening, client);
      ASSERT_TRUE(
          start_session(tx, kTenant, {{base}, {base}, client, {51}, start, start + hours(1)}));
      add_consent(tx, kTenant, sealer, {{base}, client, {base}, kStart, note});
      add_plan(tx, kTenant, sealer, {{base}, client, {base}, kStart, note});
      add_plan_change(tx, kTenant, sealer, {{base}, client, {base}, kStart, note});
      add_session_entry(tx, kTenant, sealer, {{base}, {base}, 1, kStart, note});
      add_chart(tx, client, base, note, true);
      add_chart(tx, client, base + 1, note, false);
      add_aftercare(tx, kTenant, sealer, {{base}, {base}, client, kStart, note});
      add_check_in(tx, kTenant, sealer,
                   {{base}, {base}, client, CheckInKind::after_24h, kStart, std::nullopt, {}});
      add_outcome(tx, kTenant, sealer, {{base}, client, {base}, "pain_now", kStart, 0, note});
      keep_before_visit(tx, kTenant, sealer, {{base}, client, kStart, note});
      ASSERT_TRUE(add_clearance(tx, kTenant, sealer,
                                {{base}, client, {base}, LetterStatus::wanted, kStart, note}));
      add_clearance_file(tx, kTenant, sealer,
                         {{base}, {base}, client, "application/pdf", 4, kStart, {41}}, note);
      add_legal_hold(tx, kTenant, sealer, {{base}, client, kStart, {41}, std::nullopt, note});
      add_visit_fee(tx, kTenant, sealer,
                    {{base}, {base}, client, "no_show", {4750, "CAD"}, true, {41}, kStart, note});
      add_client_block(tx, kTenant, sealer, {{base}, client, kStart, {41}, std::nullopt, {}, note});
      Date day = Date::of(2026, 11, 23);
      add_access_request(tx, kTenant, sealer,
                         {{base}, client, day, day + 45, 0, {}, {}, "", {41}, note});
      add_record_note(tx, kTenant, sealer, {base, client, kStart, "annotation", {41}, note});
      add_disclosure(tx, kTenant, sealer, {base, client, kStart, "", {41}, note});
      Task task;
      task.id = {base};
      task.kind = "call";
      task.client = client;
      task.appointment = {base};
      task.due = task.created = kStart;
      add_task(tx, kTenant, sealer, task, {note, {}});
      Message message;
      message.id = {base};
      message.kind = "booked";
      message.client = client;
      message.language = "en";
      message.payload = note;
      add_message(tx, kTenant, sealer, message, kStart);
      add_link(tx, kTenant, link(client, base, "link"));
      set_wish(tx, client);
    });
  }
  static PrivateLink link(ClientId client, std::int64_t subject, const std::string& name) {
    return {keys::token_hash(name + id_text(subject)),
            "intake",
            subject,
            client,
            kStart + hours(24),
            5,
            ""};
  }
  static void set_wish(Connection& c, ClientId client) {
    c.run("INSERT INTO client_wish (tenant, client, gender) VALUES ($1, $2, 'f')",
          {kTenant, client});
  }
  void add_chart(Transaction& tx, ClientId client, std::int64_t id, const PrivateText& body,
                 bool locked) {
    ChartEntry entry;
    entry.id = {id};
    entry.session = {locked ? id : id - 1};
    entry.client = client;
    entry.author = {41};
    entry.created = kStart;
    entry.body = body;
    add_chart_draft(tx, kTenant, sealer, entry);
    if (locked) {
      ASSERT_TRUE(sign_chart(tx, kTenant, {id}, kStart));
    }
  }
  ClientMerge merge_into(ClientId kept, ClientId merged, MergeId id = kMerge) {
    ClientMerge merge{id, kept, merged, kStart + hours(id.value), {41}, std::nullopt, {}, {}};
    merge.body = PrivateText("a misspelt name");
    write([&](Transaction& tx) { merge_clients(tx, kTenant, sealer, merge); });
    return merge;
  }
  void undo(const ClientMerge& merge) {
    write([&](Transaction& tx) {
      unmerge_clients(tx, kTenant, sealer, merge, kStart + hours(2000), {41});
    });
  }
  using Cells = std::vector<std::vector<Value>>;
  Cells ask(const std::string& sql) {
    if (on_postgresql()) {
      postgresql::PostgresqlConnection c(store.path(),
                                         postgresql::PostgresqlConnection::Mode::migrate, false);
      c.script("SELECT 1");  // connects
      return c.made(sql);
    }
    return sqlite::SqliteConnection(store.path(), sqlite::SqliteConnection::Mode::write, "", "OFF")
        .made(sql);
  }
  std::vector<std::string> words(const std::string& sql) {
    std::vector<std::string> out;
    for (const auto& row : ask(sql)) out.push_back(std::get<std::string>(row.at(0)));
    return out;
  }
  std::vector<std::string> tables() {
    return words(
        on_postgresql()
            ? "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = "
              "'public' ORDER BY table_name"
            : "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  }
  std::vector<std::string> columns(const std::string& table) {
    return words(on_postgresql()
                     ? "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE "
                       "table_schema = "
                       "'public' AND table_name = '" +
                           table + "' ORDER BY column_name"
                     : "SELECT name FROM pragma_table_info('" + table + "') ORDER BY name");
  }
  // Every cell of every table but those named.
  std::map<std::string, Cells> whole(const std::set<std::string>& without) {
    std::map<std::string, Cells> out;
    for (const std::string& table : tables()) {
      if (without.count(table) > 0) continue;
      std::string names;
      for (const std::string& column : columns(table))
        names += (names.empty() ? "" : ", ") + column;
      Cells rows = ask("SELECT " + names + " FROM " + table);
      std::sort(rows.begin(), rows.end());
      out[table] = std::move(rows);
    }
    return out;
  }
  std::size_t charts_of(ClientId client) {
    return read([&](Connection& c) { return chart_of_client(c, kTenant, sealer, client).size(); });
  }
};

TEST_F(ClientMerges, an_undone_merge_leaves_every_cell_as_it_was) {
  fill(kAnn, 100, kStart);
  fill(kBob, 200, kStart + hours(48));
  auto before = whole({"client_merge"});
  ClientMerge merge = merge_into(kAnn, kBob);
  EXPECT_NE(whole({"client_merge"}), before);
  undo(merge);
  auto after = whole({"client_merge"});
  for (const auto& [table, rows] : before) EXPECT_EQ(after[table], rows) << table;
  EXPECT_TRUE(read([&](Connection& c) { return merges_into(c, kTenant, sealer, kAnn); }).empty());
  // And another time: what is undone can be done again.
  merge_into(kAnn, kBob, {902});
  EXPECT_EQ(charts_of(kAnn), 4u);
}

TEST_F(ClientMerges, all_that_is_asked_of_the_kept_client_holds_for_both) {
  fill(kAnn, 100, kStart);
  fill(kBob, 200, kStart + hours(48));
  merge_into(kAnn, kBob);
  read([&](Connection& c) {
    EXPECT_EQ(list_of_client(c, kTenant, kAnn).size(), 2u);
    EXPECT_EQ(sessions_of(c, kTenant, kAnn).size(), 2u);
    EXPECT_EQ(check_ins_of_client(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(outcomes_of(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(clearances_of_client(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(record_notes(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(disclosures(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(access_requests(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(legal_holds(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(fees_of_client(c, kTenant, sealer, kAnn).size(), 2u);
    EXPECT_EQ(client_blocks(c, kTenant, sealer, kAnn).size(), 2u);
    // What was sealed for the one opens for the person, whatever table it is in.
    EXPECT_EQ(consents_of(c, kTenant, sealer, {200}).at(0).body.reveal(),
              "what 000000000000c said");
    EXPECT_EQ(session_entries(c, kTenant, sealer, {200}).size(), 1u);
    EXPECT_EQ(find_screening(c, kTenant, sealer, {200})->client, kAnn);
    EXPECT_EQ(task_content(c, kTenant, sealer, {200}).payload.reveal(), "what 000000000000c said");
    EXPECT_EQ(find_link(c, kTenant, keys::token_hash("link" + id_text(200)), kStart)->client, kAnn);
    // A signed entry is the person's through its session, and stays under the name it was signed
    // for.
    auto signed_entry = find_chart_entry(c, kTenant, sealer, {200});
    EXPECT_EQ(signed_entry->client, kBob);
    EXPECT_EQ(person_of(c, kTenant, kBob), kAnn);
    EXPECT_EQ(merged_into(c, kTenant, kAnn), std::vector<ClientId>{kBob});
  });
  EXPECT_EQ(charts_of(kAnn), 4u);
  EXPECT_EQ(charts_of(kBob), 0u);
}

TEST_F(ClientMerges, R23_what_was_written_since_goes_back_with_its_visit_under_its_own_key) {
  fill(kAnn, 100, kStart);
  fill(kBob, 200, kStart + hours(48));
  ClientMerge merge = merge_into(kAnn, kBob);
  write([&](Transaction& tx) {
    // Of a visit that goes back, and of one that was the kept client's.
    add_consent(tx, kTenant, sealer, {{301}, kAnn, {200}, kStart, PrivateText("since")});
    add_consent(tx, kTenant, sealer, {{302}, kAnn, {100}, kStart, PrivateText("since")});
    add_session_entry(tx, kTenant, sealer, {{301}, {200}, 2, kStart, PrivateText("since")});
    ASSERT_TRUE(answer_check_in(tx, kTenant, sealer, {200}, PrivateText("since"), kStart));
    add_link(tx, kTenant, link(kAnn, 200, "since"));
  });
  undo(merge);
  write([&](Transaction& tx) { destroy_key(tx, kTenant, {kAnn, kStart}); });
  write([&](Transaction& tx) {
    tx.run("UPDATE client SET wrapped_key = '' WHERE tenant = $1 AND id = $2", {kTenant, kAnn});
  });
  auto again = sealer.again();
  read([&](Connection& c) {
    auto consents = consents_of(c, kTenant, *again, {200});
    ASSERT_EQ(consents.size(), 2u);
    EXPECT_EQ(consents.at(1).body.reveal(), "since");
    EXPECT_EQ(session_entries(c, kTenant, *again, {200}).size(), 2u);
    EXPECT_EQ(check_ins_of_client(c, kTenant, *again, kBob).at(0).body.reveal(), "since");
    EXPECT_EQ(find_link(c, kTenant, keys::token_hash("since" + id_text(200)), kStart)->client,
              kBob);
    EXPECT_THROW((void)consents_of(c, kTenant, *again, {100}), std::logic_error);
  });
}

TEST_F(ClientMerges, a_merge_of_a_merged_record_points_all_at_the_last_and_is_undone_in_turn) {
  constexpr ClientId kCleo{13};
  write([&](Transaction& tx) {
    Client client;
    client.id = kCleo;
    client.name = "Cléo Roy";
    client.birth_date = Date::of(1990, 1, 1);
    client.wrapped_key = sealer.new_wrapped_key(kCleo.value);
    add_client(tx, kTenant, client, kStart);
  });
  fill(kCleo, 100, kStart);
  fill(kBob, 200, kStart + hours(48));
  ClientMerge first = merge_into(kBob, kCleo, {901}), second = merge_into(kAnn, kBob, {902});
  read([&](Connection& c) {
    EXPECT_EQ(person_of(c, kTenant, kCleo), kAnn);
    // Who types the old name comes to the one person.
    EXPECT_EQ(find_person(c, kTenant, "Cleo Roy", Date::of(1990, 1, 1))->id, kAnn);
    EXPECT_EQ(search_clients(c, kTenant, "roy", 9).at(0).id, kAnn);
    EXPECT_EQ(consents_of(c, kTenant, sealer, {100}).at(0).body.reveal(),
              "what 000000000000d said");
  });
  EXPECT_EQ(charts_of(kAnn), 4u);
  undo(second);
  EXPECT_EQ(charts_of(kBob), 4u);
  EXPECT_EQ(read([&](Connection& c) { return person_of(c, kTenant, kCleo); }), kBob);
  undo(first);
  EXPECT_EQ(charts_of(kCleo), 2u);
  read([&](Connection& c) {
    EXPECT_EQ(consents_of(c, kTenant, sealer, {100}).size(), 1u);
    EXPECT_EQ(find_person(c, kTenant, "Cleo Roy", Date::of(1990, 1, 1))->id, kCleo);
  });
}

TEST_F(ClientMerges, a_chart_that_was_signed_since_is_seen) {
  fill(kBob, 200, kStart);
  ClientMerge merge = merge_into(kAnn, kBob);
  auto since = [&] {
    return read([&](Connection& c) { return chart_signed_since(c, kTenant, merge); });
  };
  // The draft of before is signed for whom it was begun; one begun since is not.
  write([&](Transaction& tx) { ASSERT_TRUE(sign_chart(tx, kTenant, {201}, kStart)); });
  EXPECT_FALSE(since());
  write([&](Transaction& tx) {
    add_chart(tx, kAnn, 301, PrivateText("since"), false);
    tx.run("UPDATE chart_entry SET session = 200 WHERE tenant = $1 AND id = 301", {kTenant});
  });
  EXPECT_FALSE(since());
  write([&](Transaction& tx) { ASSERT_TRUE(sign_chart(tx, kTenant, {301}, kStart)); });
  EXPECT_TRUE(since());
}

TEST_F(ClientMerges, R25_who_opened_either_record_opened_this_person) {
  write([&](Transaction& tx) {
    for (ClientId client : {kBob, kAnn})
      add_audit(tx, kTenant, sealer,
                {kStart, "staff", 41, "chart.read", "chart", client.value, client, ""});
  });
  ClientMerge merge = merge_into(kAnn, kBob);
  auto opened = [&](ClientId client) {
    return read([&](Connection& c) { return audit_of_client(c, kTenant, sealer, client); });
  };
  ASSERT_EQ(opened(kAnn).size(), 2u);
  EXPECT_EQ(opened(kAnn).at(0).event.client, kBob);
  write([&](Transaction& tx) {
    // Of both: between the merge and its undoing, whoever opened the kept one opened this one.
    add_audit(tx, kTenant, sealer,
              {merge.at + hours(1), "staff", 41, "chart.read", "chart", 7, kAnn, ""});
    add_audit(tx, kTenant, sealer,
              {kStart + hours(3000), "staff", 41, "chart.read", "chart", 8, kAnn, ""});
  });
  undo(merge);
  EXPECT_EQ(opened(kAnn).size(), 3u);
  auto of_bob = opened(kBob);
  ASSERT_EQ(of_bob.size(), 2u);
  EXPECT_EQ(of_bob.at(1).event.subject, 7);
}

TEST_F(ClientMerges, R19_a_curve_opened_since_opens_neither_record_once_they_are_two_again) {
  ClientMerge merge = merge_into(kAnn, kBob);
  PrivateLink curve = link(kAnn, kAnn.value, "curve");
  curve.purpose = "curve";
  curve.expires = kStart + hours(9000);
  write([&](Transaction& tx) { add_link(tx, kTenant, curve); });
  auto opens = [&] {
    return read([&](Connection& c) {
      return find_link(c, kTenant, curve.token_hash, kStart + hours(2000)).has_value();
    });
  };
  EXPECT_TRUE(opens());
  undo(merge);
  EXPECT_FALSE(opens());
}

TEST_F(ClientMerges, R23_a_destroyed_key_of_one_merged_record_does_not_close_the_other) {
  constexpr ClientId kCleo{13};
  write([&](Transaction& tx) {
    Client client;
    client.id = kCleo;
    client.name = "Cléo Roy";
    client.wrapped_key = sealer.new_wrapped_key(kCleo.value);
    add_client(tx, kTenant, client, kStart);
  });
  fill(kCleo, 100, kStart);
  merge_into(kAnn, kBob, {901});
  merge_into(kAnn, kCleo, {902});
  write([&](Transaction& tx) {
    destroy_key(tx, kTenant, {kBob, kStart});
    tx.run("UPDATE client SET wrapped_key = '' WHERE tenant = $1 AND id = $2", {kTenant, kBob});
  });
  auto again = sealer.again();
  read([&](Connection& c) {
    EXPECT_EQ(consents_of(c, kTenant, *again, {100}).at(0).body.reveal(),
              "what 000000000000d said");
  });
}

TEST_F(ClientMerges, a_phone_a_mail_or_a_birth_date_makes_two_records_alike_until_somebody_looked) {
  auto add = [&](std::int64_t id, const char* name, std::optional<Date> born, const char* email,
                 const char* phone) {
    Client client;
    client.id = {id};
    client.name = name;
    client.birth_date = born;
    client.email = email;
    client.phone = phone;
    client.wrapped_key = sealer.new_wrapped_key(id);
    write([&](Transaction& tx) { add_client(tx, kTenant, client, kStart + hours(id)); });
  };
  add(31, "Maya Roy", Date::of(1988, 5, 4), "maya@example.invalid", "780 555 0142");
  add(32, "Maja Roy", Date::of(1988, 5, 4), "", "");
  add(33, "Ann Lee", Date::of(1970, 1, 1), "MAYA@example.invalid", "");
  add(34, "Ann Lee", {}, "", "(780) 555-0142");
  add(35, "Eva Poe", Date::of(1971, 1, 1), "", "");
  auto alike = [&](Instant from) {
    std::set<std::pair<std::int64_t, std::int64_t>> out;
    for (const Likeness& two :
         read([&](Connection& c) { return alike_since(c, kTenant, from, kStart + hours(1000)); }))
      out.emplace(two.one.value, two.other.value);
    return out;
  };
  using Pairs = std::set<std::pair<std::int64_t, std::int64_t>>;
  EXPECT_EQ(alike(kStart + hours(1)), (Pairs{{31, 32}, {31, 33}, {31, 34}, {33, 34}}));
  EXPECT_EQ(alike(kStart + hours(34)), (Pairs{{31, 34}, {33, 34}}));
  write([&](Transaction& tx) { keep_apart(tx, kTenant, {{34}, {31}}, kStart, {41}); });
  EXPECT_EQ(alike(kStart + hours(34)), (Pairs{{33, 34}}));
  merge_into({33}, {34});
  EXPECT_EQ(alike(kStart + hours(1)), (Pairs{{31, 32}, {31, 33}}));
  EXPECT_EQ(read([&](Connection& c) { return alike_with(c, kTenant, {31}); }).size(), 2u);
}

// A table that is a client's and that no merge moves would leave a part of a person behind.
TEST_F(ClientMerges, every_table_with_a_client_is_moved_or_named_here) {
  static const std::set<std::string> kNot = {
      "audit_event",    // a chain is never changed; its reader asks for all records of a person
      "client_search",  // the old name finds the kept record
      "ended_kind",     // what was let go of one record says nothing of the other
      "client_key",    "erased_client", "erasure"};
  std::string moved;
  std::ifstream in(source_file("src/store/merged_rows.cc"));
  moved.assign(std::istreambuf_iterator<char>(in), {});
  int seen = 0;
  for (const std::string& table : tables()) {
    auto names = columns(table);
    if (std::find(names.begin(), names.end(), "client") == names.end()) continue;
    ++seen;
    if (kNot.count(table) > 0) continue;
    EXPECT_NE(moved.find("UPDATE " + table + " SET client"), std::string::npos) << table;
  }
  EXPECT_GT(seen, 20);
}

}  // namespace
}  // namespace fascia::store
