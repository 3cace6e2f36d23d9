// SPDX-License-Identifier: Apache-2.0
#include "store/appointments.h"
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

TEST_F(FreeTime, equipment_and_what_needs_it_reads_back_with_the_pieces_of_a_visit) {
  Equipment cups{{911}, {1}, "Cupping set", 1, true, 3, {{921}, {922}}};
  write([&](Transaction& tx) {
    put_equipment(tx, kTenant, cups);
    cups.each.push_back({923});
    cups.pieces = 3;
    cups.name = "Cups";
    put_equipment(tx, kTenant, cups);
    Service s;
    s.id = {901};
    s.slug = "cups";
    s.equipment = {cups.id};
    put_service(tx, kTenant, s);
    put_service(tx, kTenant, s);
    Hold hold;
    hold.id = {931};
    hold.token_hash = "hold";
    hold.room = {1};
    hold.expires = Instant{86400LL * 30'000};
    hold.equipment = {{921}, {923}};
    add_hold(tx, kTenant, hold, Instant{86400 * 20'000});
  });
  read([&](Connection& c) {
    auto all = list_equipment(c, kTenant);
    EXPECT_EQ(all.size(), 1U);
    EXPECT_EQ(all.at(0).name, "Cups");
    EXPECT_EQ(all.at(0).pieces, 3);
    EXPECT_EQ(all.at(0).each, (std::vector<EquipmentId>{{921}, {922}, {923}}));
    for (const Service& s : list_services(c, kTenant))
      EXPECT_EQ(s.equipment.size(), s.id == ServiceId{901} ? 1U : 0U) << s.slug;
    EXPECT_EQ(find_hold(c, kTenant, "hold")->equipment, (std::vector<EquipmentId>{{921}, {923}}));
    return 0;
  });
  write([&](Transaction& tx) {
    EXPECT_FALSE(is_used(tx, kTenant, cups));
    const Instant noon{86400 * 20'000};
    EXPECT_TRUE(take_cells(tx, kTenant, {{922, noon, noon + minutes(60)}}));
    EXPECT_TRUE(is_used(tx, kTenant, cups));
    remove_service(tx, kTenant, {901});
    remove_equipment(tx, kTenant, cups.id);
    EXPECT_TRUE(list_equipment(tx, kTenant).empty());
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
