// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "clinic/audit_chain.h"
#include "clinic/client_keys.h"
#include "clinic/holds.h"
#include "clinic/merge_clients.h"
#include "clinic/therapist_rules.h"
#include "followed_visit.h"
#include "keys/token.h"
#include "store/clients.h"
#include "store/erasure.h"
#include "store/intakes.h"
#include "store/rights.h"
#include "store/sqlite/connection.h"

namespace fascia::clinic {

using Cells = std::vector<std::vector<store::Value>>;

// The tables of a database with their columns, as SQLite tells them; those of the store of keys
// too.
struct FilledColumn {
  std::string name;
  bool text = false;
  int key = 0;  // its place in the primary key
};
using Shape = std::map<std::string, std::vector<FilledColumn>>;
inline Shape shape_of(store::sqlite::SqliteConnection& db) {
  Shape out;
  for (const auto& row : db.made(
           "SELECT m.name, t.name, t.type, t.pk FROM (SELECT name, type FROM sqlite_schema UNION "
           "ALL SELECT name, type FROM client_keys.sqlite_schema) AS m JOIN "
           "pragma_table_info(m.name) AS t WHERE m.type = 'table' AND m.name <> "
           "'schema_migration' ORDER BY m.name, t.cid"))
    out[std::get<std::string>(row[0])].push_back({std::get<std::string>(row[1]),
                                                  std::get<std::string>(row[2]) == "TEXT",
                                                  int(std::get<std::int64_t>(row[3]))});
  return out;
}

// A clinic in a file with a row in every table, made for the dumps of tests/clinic/filled: what has
// a use case is done by it, so that cells, masks, charts and the chain agree. What is left empty
// gets a row whose values follow from the names of its columns.
class FilledClinic : public FollowedVisit {
 public:
  FilledClinic() {
    visit_and_what_comes_of_it();
    house();
    people();
    rights();
    EXPECT_TRUE(settle_keys(*clinic));
    EXPECT_TRUE(keep_audit_head(*clinic, true));
    rest();
  }
  // Of a table: none when it has a row.
  std::vector<std::string> empty_tables() {
    store::sqlite::SqliteConnection db(database, store::sqlite::SqliteConnection::Mode::write, "",
                                       "OFF");
    std::vector<std::string> out;
    for (const auto& [table, columns] : shape_of(db))
      if (db.made("SELECT 1 FROM " + table + " LIMIT 1").empty()) out.push_back(table);
    return out;
  }

 private:
  void visit_and_what_comes_of_it() {
    finish();
    store->read([&](store::Connection& c) {
      auto a = store::find_appointment(c, clinic->tenant, id);
      EXPECT_TRUE(a && a->status == store::Status::completed);
      return 0;
    });
    later(25);
    Soap soap;
    soap.subjective = "« Ça tire » dit-elle; it's the right side";
    soap.objective = "Guarding at L4";
    soap.assessment = "Responding";
    soap.plan = "Again in two weeks";
    soap.pace = "slow";
    auto signed_ = sign_chart(*clinic, ana_actor, id, soap);
    EXPECT_TRUE(signed_) << (signed_ ? "" : signed_.error().message);
  }
  void house() {
    store::Equipment cups;
    cups.name = "Cupping set";
    cups.pieces = 2;
    EXPECT_TRUE(edit_equipment(*clinic, program, cups));
    EXPECT_TRUE(add_time_off(*clinic, program, {ben, {monday + 20, 540}, {monday + 20, 1020}}));
    store::Credential credential;
    credential.practitioner = ana;
    credential.association = "MTAA";
    credential.number = "T-1";
    credential.valid_from = Date::of(2020, 1, 1);
    credential.valid_until = Date::of(2030, 1, 1);
    EXPECT_TRUE(add_credential(*clinic, program, credential));
    EXPECT_TRUE(set_own_minutes(*clinic, program, {ben, swedish, 5, 20}));
    EXPECT_TRUE(set_own_week(*clinic, program, {ben, 1500, std::nullopt}));
    EXPECT_TRUE(set_service_group(*clinic, program, {deep, "Deep tissue", "Massage profond"}));
  }
  ClientId booked_as(const char* name, Date born, int day, const char* key) {
    BookAppointment in = booking(at(day, 11), key);
    in.client.name = name;
    in.client.birth_date = born;
    in.client.email = std::string(key) + "@example.invalid";
    in.actor = program;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    return booked ? booked->client.id : ClientId{};
  }
  void people() {
    ClientId zoe = booked_as("Zoë O'Neil", Date::of(1990, 2, 28), 8, "zoe");
    ClientId zoe_again = booked_as("Zoey Oneal", Date::of(1990, 3, 28), 9, "zoe2");
    MergeClients both{zoe, zoe_again, {}, PrivateText("one person")};
    auto merged = merge_clients(*clinic, program, both);
    EXPECT_TRUE(merged) << (merged ? "" : merged.error().message);
    if (merged) {
      EXPECT_TRUE(unmerge_clients(*clinic, program, *merged));
    }
    HoldStart hold;
    hold.service = swedish;
    hold.start = at(10, 14);
    hold.browser = "a browser";
    hold.address = "192.0.2.7";
    EXPECT_TRUE(hold_start(*clinic, hold));
  }
  void rights() {
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      const TenantId tenant = clinic->tenant;
      const Instant now = clock.now();
      const PrivateText why("because it's so");
      store::add_legal_hold(tx, tenant, *sealer,
                            {{1}, client, now, owner_actor.staff, std::nullopt, why});
      store::add_access_request(tx, tenant, *sealer,
                                {{1}, client, monday, monday + 45, 0, {}, {}, "", {41}, why});
      store::add_record_note(tx, tenant, *sealer, {1, client, now, "annotation", {41}, why});
      store::add_disclosure(tx, tenant, *sealer, {1, client, now, "", {41}, why});
      store::put_breach(tx, tenant, *sealer, {{1}, now, {}, {}, {}, {41}, why});
      store::put_draft(tx, tenant, *sealer, keys::token_hash("a browser"), why, now + hours(24));
      return {};
    }));
  }

  // A value for a column that no use case filled.
  store::Value value_for(const std::string& table, const FilledColumn& column, std::int64_t row) {
    const std::string& name = column.name;
    if (name == "tenant") return clinic->tenant.value;
    if (name == "client") return client.value;
    if (name == "appointment") return id.value;
    if (name == "sealed")
      return *store->write([&](store::Transaction& tx) -> Result<std::string> {
        return sealer->seal(tx, clinic->tenant, client, table + ".sealed", row,
                            PrivateText("{\"said\":\"it's so\"}"));
      });
    if (!column.text) return column.key > 0 ? row : clock.now().seconds;
    for (const char* day : {"day", "valid", "received", "due"})
      if (name.find(day) != name.npos) return std::string("2026-12-01");
    if (name.find("wall") != name.npos) return std::string("2026-12-01T09:00");
    return "l'été, " + name;
  }
  void rest() {
    for (const std::string& table : empty_tables()) {
      // Of nobody who is here: a row of somebody's erasure would bring it about.
      const bool erased = table == "erased_client" || table == "erasure" || table == "ended_kind";
      std::int64_t row = table == "before_visit" ? id.value : 77;
      std::string names, places;
      std::vector<store::Value> values;
      {
        store::sqlite::SqliteConnection db(database, store::sqlite::SqliteConnection::Mode::write,
                                           "", "OFF");
        const Shape shape = shape_of(db);
        for (const FilledColumn& column : shape.at(table)) {
          if (erased && column.name == "client")
            values.emplace_back(std::int64_t{99});
          else
            values.push_back(value_for(table, column, row));
          names += (names.empty() ? "" : ", ") + column.name;
          places += (places.empty() ? "$" : ", $") + std::to_string(values.size());
        }
        db.made("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")", values);
      }
    }
  }
};

}  // namespace fascia::clinic
