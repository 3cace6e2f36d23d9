// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "clinic/book_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/init_clinic.h"
#include "clinic/manage_clinic.h"
#include "clinic/review_protocol.h"
#include "store/postgresql_server.h"
#include "store/records.h"

namespace fascia::clinic {

class HandClock final : public Clock {
 public:
  Instant now() const override { return {seconds.load()}; }
  std::atomic<std::int64_t> seconds = 0;
};

inline const Knowledge& shipped_knowledge() {
  static const Knowledge kKnowledge = [] {
    auto read = read_knowledge(shipped_protocol_files());
    EXPECT_TRUE(read) << (read ? "" : read.error().message + " " + read.error().field);
    return read ? std::move(*read) : Knowledge{};
  }();
  return kKnowledge;
}

// A real clinic in a real file (or, as FASCIA_TEST_ENGINE says, on a real PostgreSQL): two
// therapists, two rooms, two services, open 9–17 every day; now is Monday 23 November 2026, 8:00 in
// Edmonton.
class SmallClinic {
 public:
  SmallClinic() {
    static std::atomic<int> count = 0;
    if (store::on_postgresql()) database = store::PostgresqlServer::shared().migrated_database();
    folder = std::filesystem::temp_directory_path() /
             ("fascia-clinic-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder);
    clock.seconds = zone.instant({monday, 8 * 60}).seconds;
    if (database.empty()) database = (folder / "fascia.db").string();
    auto opened = store::Store::open({.path = database}, clock.now());
    EXPECT_TRUE(opened);
    store = std::move(*opened);
    keys::Key key = keys::Key::make(random);
    master_key = key.bytes();
    sealer = std::make_unique<store::Sealer>(std::move(key), random);
    InitClinic init;
    init.name = "Grande Prairie Massage";
    init.owner_sign_in = "owner";
    init.owner_password = "a long password";
    auto tenant = init_clinic(*store, *sealer, random, clock.now(), init);
    EXPECT_TRUE(tenant);
    clinic = std::make_unique<Clinic>(*store, *sealer, random, clock, shipped_knowledge(), *tenant);
    load_availability(*clinic);
    EXPECT_TRUE(acknowledge_unreviewed(*clinic, program));
    deep = *edit_service(*clinic, program, service("deep-tissue-60", "Deep tissue 60", "deep"));
    swedish = *edit_service(*clinic, program, service("relaxation-60", "Relaxation 60", "swedish"));
    for (const char* name : {"Room 1", "Room 2"})
      EXPECT_TRUE(edit_room(*clinic, program, {{}, {}, name}));
    ana = add_therapist("Ana Silva", 0);
    ben = add_therapist("Ben Roy", 1);
  }
  ~SmallClinic() {
    clinic.reset();
    store.reset();
    if (store::on_postgresql()) store::PostgresqlServer::shared().give_back(database);
    std::filesystem::remove_all(folder);
  }
  SmallClinic(const SmallClinic&) = delete;
  SmallClinic& operator=(const SmallClinic&) = delete;

  static store::Service service(const char* slug, const char* name, const char* kind) {
    store::Service s;
    s.slug = slug;
    s.name_en = s.name_fr = name;
    s.kind = kind;
    s.price = {9500, "CAD"};
    return s;
  }
  PractitionerId add_therapist(const char* name, int position) {
    store::Practitioner p;
    p.name = name;
    p.position = position;
    p.services = {deep, swedish};
    auto id = edit_practitioner(*clinic, program, p);
    EXPECT_TRUE(id);
    for (int day = 1; day <= 7; ++day)
      EXPECT_TRUE(
          add_shift(*clinic, program, {*id, day, 540, 1020, {}, {}, Date::of(2020, 1, 1), {}}));
    return *id;
  }
  void ana_is_a_woman_and_ben_a_man() {
    for (auto [id, gender] : {std::pair(ana, "woman"), {ben, "man"}}) is_a(id, gender);
  }
  void is_a(PractitionerId who, const char* gender) {
    store::Practitioner p = *clinic->availability.get()->practitioner(who);
    p.gender = gender;
    EXPECT_TRUE(edit_practitioner(*clinic, program, p));
  }
  void first_room_has_two_tables() {
    store::Room room = clinic->availability.get()->rooms.front();
    room.tables = 2;
    EXPECT_TRUE(edit_room(*clinic, program, room));
  }
  // What memory says of the free times and the store does not; empty: nothing.
  std::string difference_from_store() {
    auto fresh = store->read(
        [&](store::Connection& c) { return build_offer(c, clinic->tenant, clock.now()); });
    return schedule::difference(clinic->availability.get()->times, fresh->times);
  }
  // Masks and index bit by bit, and the store against memory.
  void all_sound() {
    for (const CheckLine& line : check_clinic(*clinic))
      EXPECT_TRUE(line.sound) << line.what << " " << (line.faults.empty() ? "" : line.faults[0]);
    EXPECT_EQ(difference_from_store(), "");
  }
  // What the chain says of a client, as "action|reason".
  std::vector<std::string> audit_trail(ClientId client) {
    std::vector<std::string> out;
    for (const auto& one : store->read([&](store::Connection& c) {
           return store::audit_of_client(c, clinic->tenant, clinic->sealer, client);
         }))
      out.push_back(one.event.action + "|" + one.event.reason);
    return out;
  }
  Instant at(int days, int hour, int minute = 0) const {
    return zone.instant({monday + days, hour * 60 + minute});
  }
  BookAppointment booking(Instant start, const std::string& key) const {
    BookAppointment in;
    in.service = swedish;
    in.start = start;
    in.client.name = "Maya Roy";
    in.client.birth_date = Date::of(1988, 5, 4);
    in.client.email = "maya@example.invalid";
    in.idempotency_key = key;
    in.body = key;
    return in;
  }
  // Ann First was here before, and asked for a woman or a man.
  void ann_wished_for(const char* gender, Instant start, PractitionerId by = {}) {
    BookAppointment in = booking(start, "ann");
    in.practitioner = by;
    in.client.name = "Ann First";
    in.client.birth_date = Date::of(1980, 1, 1);
    in.client.email = "wait@example.invalid";
    in.gender_wish = gender;
    ASSERT_TRUE(book_appointment(*clinic, in));
  }

  const Date monday = Date::of(2026, 11, 23);
  const Zone zone = *Zone::load("America/Edmonton");
  const Actor program{Actor::Kind::program, {}, store::Role::owner, {}};
  std::filesystem::path folder;
  std::string database;    // the file, or the address
  std::string master_key;  // for a second program beside this one
  HandClock clock;
  keys::SystemRandom random;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
  std::unique_ptr<Clinic> clinic;
  ServiceId deep, swedish;
  PractitionerId ana, ben;
};

}  // namespace fascia::clinic
