// SPDX-License-Identifier: Apache-2.0
#include "store/practitioners.h"
#include "store/seats.h"
#include "store/services.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class FreeTime : public TreatedClinic {};

TEST_F(FreeTime, what_an_owner_sets_reads_back_and_what_was_never_set_changes_nothing) {
  write([&](Transaction& tx) {
    Service s;
    s.id = {901};
    s.slug = "no-gaps";
    s.no_gaps = true;
    put_service(tx, kTenant, s);
    s.id = {902};
    s.slug = "grid";
    s.no_gaps = false;
    put_service(tx, kTenant, s);
    Room room{{903}, {1}, "Bath"};
    put_room(tx, kTenant, room);
    room.turnover_minutes = 20;
    put_room(tx, kTenant, room);
    schedule::Shift shift{{904}, 1, 540, 1020, {}, {}, Date::of(2026, 1, 1), {}};
    add_shift(tx, kTenant, {1}, {905, shift});
    shift.weekday = 2;
    shift.floating = schedule::FloatingBreak{30, 660, 840};
    add_shift(tx, kTenant, {1}, {906, shift});
  });
  read([&](Connection& c) {
    for (const Service& s : list_services(c, kTenant))
      EXPECT_EQ(s.no_gaps, s.id == ServiceId{901}) << s.slug;
    for (const Room& room : list_rooms(c, kTenant))
      EXPECT_EQ(room.turnover_minutes, room.id == RoomId{903} ? 20 : 0) << room.name;
    int mobile = 0;
    for (const KeptShift& kept : list_shifts(c, kTenant)) {
      EXPECT_EQ(kept.shift.floating.has_value(), kept.id == 906);
      if (kept.shift.floating)
        mobile += *kept.shift.floating == schedule::FloatingBreak{30, 660, 840};
    }
    EXPECT_EQ(mobile, 1);
    return 0;
  });
}

// Over midnight of UTC, and no more than was asked for.
TEST_F(FreeTime, the_cells_that_are_taken_come_in_order_and_from_the_span_alone) {
  const Instant midnight{86400 * 20'000};
  write([&](Transaction& tx) {
    ASSERT_TRUE(take_cells(tx, kTenant,
                           {{77, midnight - minutes(10), midnight + minutes(5)},
                            {77, midnight + minutes(60), midnight + minutes(70)},
                            {78, midnight, midnight + minutes(5)}}));
  });
  auto cells = read([&](Connection& c) {
    return taken_cells(c, kTenant, {77, midnight - minutes(5), midnight + minutes(65)});
  });
  const std::int64_t cell = midnight.seconds / 300;
  EXPECT_EQ(cells, (std::vector<schedule::Cell>{{cell - 1}, {cell}, {cell + 12}}));
}

}  // namespace
}  // namespace fascia::store
