// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/appointments.h"
#include "store/services.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

constexpr TenantId kTenant{7};
constexpr ServiceId kDeep{1}, kStones{2}, kRelax{3}, kBoth{11}, kThree{12};

Service part(ServiceId id, const std::string& slug, const std::string& kind, int minutes) {
  Service s;
  s.id = id;
  s.slug = slug;
  s.name_en = slug + " en";
  s.name_fr = slug + " fr";
  s.kind = kind;
  s.techniques = {"stroking", slug};
  s.minutes = minutes;
  s.price = {minutes * 100, "CAD"};
  s.before_minutes = minutes / 12;
  s.after_minutes = minutes / 6;
  s.grid_minutes = minutes / 2;
  return s;
}

struct Joined : ::testing::Test {
  TemporaryStore store;
  void SetUp() override {
    ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
      put_service(tx, kTenant, part(kDeep, "deep", "deep", 60));
      put_service(tx, kTenant, part(kStones, "stones", "other", 20));
      put_service(tx, kTenant, part(kRelax, "relax", "swedish", 30));
      add_joined(tx, kTenant, kBoth, {kRelax, kDeep});
      add_joined(tx, kTenant, kThree, {kRelax, kStones, kRelax});
      return {};
    }));
  }
  std::vector<Service> joined() {
    return store->read(
        [](Connection& c) { return list_joined(c, kTenant, list_services(c, kTenant)); });
  }
  bool used(ServiceId id) {
    return store->read([&](Connection& c) { return is_used(c, kTenant, id); });
  }
};

TEST_F(Joined, several_in_one_visit_are_what_their_parts_are) {
  const std::vector<Service> all = joined();
  ASSERT_EQ(all.size(), 2u);
  const Service& both = all[0];
  EXPECT_EQ(both.id, kBoth);
  EXPECT_EQ(both.parts, (std::vector<ServiceId>{kRelax, kDeep}));
  EXPECT_EQ(both.slug, "relax~deep");
  EXPECT_EQ(both.name_en, "relax en, then deep en");
  EXPECT_EQ(both.name_fr, "relax fr, puis deep fr");
  EXPECT_EQ(both.kind, "deep") << "the strictest part decides";
  EXPECT_EQ(both.gentle_minutes, 30);
  EXPECT_EQ(both.minutes, 90);
  EXPECT_EQ(both.price.cents, 9000);
  EXPECT_EQ(both.before_minutes, 2) << "of the first";
  EXPECT_EQ(both.after_minutes, 10) << "of the last";
  EXPECT_EQ(both.grid_minutes, 15);
  EXPECT_EQ(both.techniques, (std::vector<std::string>{"stroking", "relax", "deep"}));
  EXPECT_EQ(all[1].parts, (std::vector<ServiceId>{kRelax, kStones, kRelax}));
  EXPECT_EQ(all[1].minutes, 80);
  EXPECT_EQ(all[1].kind, "swedish");
  EXPECT_EQ(store->read([](Connection& c) { return list_all_services(c, kTenant); }).size(), 5u);
  // A part that is sold no more is part of nothing that is.
  ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
    Service deep = part(kDeep, "deep", "deep", 45);
    deep.active = false;
    put_service(tx, kTenant, deep);
    return {};
  }));
  EXPECT_FALSE(joined()[0].active);
  EXPECT_EQ(joined()[0].minutes, 75) << "what a part becomes, the whole becomes";
  EXPECT_TRUE(joined()[1].active);
}

TEST_F(Joined, a_part_is_used_where_the_whole_is) {
  EXPECT_FALSE(used(kDeep));
  ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
    Appointment a;
    a.id = AppointmentId{5};
    a.location = LocationId{1};
    a.service = kBoth;
    a.practitioner = PractitionerId{2};
    a.room = RoomId{3};
    a.client = ClientId{4};
    a.wall = {Date::of(2026, 11, 24), 600};
    a.manage_hash = "hash";
    add_appointment(tx, kTenant, a, {});
    return {};
  }));
  EXPECT_TRUE(used(kBoth));
  EXPECT_TRUE(used(kDeep));
  EXPECT_TRUE(used(kRelax));
  EXPECT_FALSE(used(kStones));
  ASSERT_TRUE(store->write([](Transaction& tx) -> Done {
    remove_service(tx, kTenant, kStones);
    return {};
  }));
  const std::vector<Service> left = joined();
  ASSERT_EQ(left.size(), 1u) << "what it was a part of went with it";
  EXPECT_EQ(left[0].id, kBoth);
}

// The cells are taken as one piece: who wants but the middle of them gets it whole or not at all.
TEST_F(Joined, of_the_whole_and_its_middle_one_gets_the_time) {
  constexpr std::int64_t kWho = 42;
  const Instant ten{1790000000 / 3600 * 3600};
  for (int round = 0; round < 20; ++round) {
    const Instant start = ten + hours(4 * round);
    std::atomic<bool> go = false;
    std::atomic<int> won = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        const Instant from = t % 2 == 0 ? start : start + minutes(60);
        const Busy mine{kWho, from, from + minutes(t % 2 == 0 ? 90 : 30)};
        while (!go) std::this_thread::yield();
        auto done = store->write([&](Transaction& tx) -> Done {
          if (!take_cells(tx, kTenant, {mine})) return conflict("start_taken", "start");
          return {};
        });
        if (done) ++won;
      });
    go = true;
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(won, 1);
  }
}

}  // namespace
}  // namespace fascia::store
