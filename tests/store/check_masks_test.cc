// SPDX-License-Identifier: Apache-2.0
// The look at the day masks goes through a clinic in stretches of days, and misses nothing where
// two of them meet.
#include "store/appointments.h"
#include "store/day_mask.h"
#include "store/self_check.h"
#include "temporary_store.h"

namespace fascia::store {
namespace {

constexpr TenantId kTenant{7};
constexpr std::int64_t kNight = 1790000000 / 86400 * 86400;  // midnight, UTC

Appointment night_visit(std::int64_t id, Instant start) {
  Appointment a;
  a.id = {id};
  a.location = {1};
  a.status = Status::booked;
  a.service = {2};
  a.practitioner = {21};
  a.room = {31};
  a.client = {3};
  a.zone = "America/Edmonton";
  a.wall = Zone::load(a.zone)->wall(start);
  a.start = a.busy_from = a.room_from = start;
  a.finish = a.busy_until = a.room_until = start + minutes(60);
  a.price = {9500, "CAD"};
  return a;
}

class CheckMasks : public testing::Test {
 protected:
  template <class Work>
  void write(Work work) {
    ASSERT_TRUE(store->write([&](Transaction& tx) -> Done {
      work(tx);
      return {};
    }));
  }
  // Forty nights apart by three days, each visit over midnight.
  void book_nights() {
    write([&](Transaction& tx) {
      for (std::int64_t i = 0; i < 40; ++i) {
        const Appointment a = night_visit(100 + i, Instant{kNight + i * 3 * 86400 - 1800});
        ASSERT_TRUE(take_cells(tx, kTenant, busy_of(a)));
        add_appointment(tx, kTenant, a, {1});
      }
    });
  }
  Counted look(std::int64_t visits_at_once) {
    return store->read([&](Connection& c) { return check_masks(c, kTenant, visits_at_once); });
  }

  TemporaryStore store;
};

TEST_F(CheckMasks, each_stretch_of_days_finds_the_same) {
  EXPECT_TRUE(look(1).faults.empty());  // of an empty clinic
  book_nights();
  for (std::int64_t at_once : {1, 2, 7, 1000}) {
    const Counted found = look(at_once);
    EXPECT_EQ(found.faults, std::vector<std::string>{}) << at_once;
    EXPECT_EQ(found.looked_at, 80) << at_once;
  }
}

TEST_F(CheckMasks, cells_that_nobody_took_are_found_wherever_they_are) {
  book_nights();
  // Long before all visits, between two of them, and long after.
  const std::int64_t first = mask_day(Instant{kNight});
  for (std::int64_t day : {first - 4000, first + 20, first + 4000}) {
    write([&](Transaction& tx) {
      ASSERT_TRUE(take_cells(tx, kTenant, {{99, Instant{day * 86400}, Instant{day * 86400 + 60}}}));
    });
  }
  for (std::int64_t at_once : {1, 7, 1000}) EXPECT_EQ(look(at_once).faults.size(), 3u) << at_once;
}

TEST_F(CheckMasks, two_in_one_place_are_found_once_also_over_midnight) {
  FASCIA_SQLITE_ONLY();  // PostgreSQL has a second lock, which refuses this row
  book_nights();
  write([&](Transaction& tx) {
    // Past the masks, as nothing of the program does.
    add_appointment(tx, kTenant, night_visit(500, Instant{kNight + 9 * 86400 + 900}), {1});
  });
  for (std::int64_t at_once : {1, 2, 7, 1000}) {
    int twice = 0;
    for (const std::string& fault : look(at_once).faults) twice += fault.starts_with("taken twice");
    EXPECT_EQ(twice, 2) << at_once;  // therapist and room
  }
}

}  // namespace
}  // namespace fascia::store
