// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_chain.h"

#include "clinic/check_clinic.h"
#include "clinic/day_sheet.h"
#include "clinic/demo_clinic.h"
#include "small_clinic.h"

namespace fascia::clinic {
namespace {

// A demo of four places, on the engine under test.
struct Chain {
  Chain() {
    settings.now = zone.instant({Date::of(2026, 11, 24), 8 * 60});
    settings.weeks_back = 0;
    folder = std::filesystem::temp_directory_path() /
             ("fascia-chain-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder);
    clock = std::make_unique<DemoClock>(demo_beginning(settings));
    database = store::on_postgresql() ? store::PostgresqlServer::shared().migrated_database()
                                      : (folder / "fascia.db").string();
    store = std::move(*store::Store::open({.path = database, .synchronous = "OFF"}, clock->now()));
    sealer = std::make_unique<store::Sealer>(keys::Key::make(random), random);
    made = *make_demo(*store, *sealer, random, *clock, shipped_knowledge(), settings);
    clinic =
        std::make_unique<Clinic>(*store, *sealer, random, *clock, shipped_knowledge(), made.tenant);
    auto filled = fill_chain(*clinic, {4, 18, 3000, 1},
                             [&](int places, std::int64_t) { told.push_back(places); });
    EXPECT_TRUE(filled);
    added = filled ? *filled : 0;
  }
  ~Chain() {
    clinic.reset();
    store.reset();
    if (store::on_postgresql()) store::PostgresqlServer::shared().give_back(database);
    std::filesystem::remove_all(folder);
  }
  std::vector<store::Location> places() {
    return store->read([&](store::Connection& c) { return store::list_locations(c, made.tenant); });
  }
  static inline int count = 0;
  const Zone zone = *Zone::load("America/Edmonton");
  DemoSettings settings;
  std::filesystem::path folder;
  std::string database;
  keys::SeededRandom random{1};
  std::unique_ptr<DemoClock> clock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
  std::unique_ptr<Clinic> clinic;
  DemoMade made;
  std::int64_t added = 0;
  std::vector<int> told;
};

TEST(DemoChain, its_places_are_whole_and_each_can_be_served) {
  Chain chain;
  EXPECT_EQ(chain.told, (std::vector<int>{2, 3, 4}));
  EXPECT_EQ(chain.store->read([&](store::Connection& c) {
    return store::count_appointments(c, chain.made.tenant);
  }),
            3000);
  ASSERT_EQ(chain.places().size(), 4u);
  load_availability(*chain.clinic);
  for (const CheckLine& line : check_clinic(*chain.clinic)) {
    if (line.what == "zone_data") continue;
    EXPECT_TRUE(line.sound) << line.what << (line.faults.empty() ? "" : line.faults.front());
    if (line.what == "masks") {
      EXPECT_GT(line.looked_at, 5000);
    }
  }
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  std::size_t therapists = 0;
  for (const store::Location& place : chain.places()) {
    chain.clinic->location = place.id;
    load_availability(*chain.clinic);
    auto offer = chain.clinic->availability.get();
    therapists += offer->practitioners.size();
    auto sheet = day_sheet(*chain.clinic, desk, Date::of(2026, 11, 24));
    ASSERT_TRUE(sheet);
    EXPECT_FALSE(sheet->visits.empty()) << place.name;
    for (const auto& visit : sheet->visits)
      EXPECT_NE(offer->practitioner(visit.appointment.practitioner), nullptr) << place.name;
    schedule::Question q;
    q.service = offer->services.front().id;
    q.from = Date::of(2026, 11, 25);
    q.to = q.from + 13;
    q.now = chain.clinic->now();
    std::size_t starts = 0;
    for (const auto& day : schedule::find_starts(offer->times, q)) starts += day.starts.size();
    EXPECT_GT(starts, 0u) << place.name;
  }
  EXPECT_EQ(therapists, 18u);
}

}  // namespace
}  // namespace fascia::clinic
