// SPDX-License-Identifier: Apache-2.0
// Zone data changes: visits stand at the wall time they were promised (invariant 7).
#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/holds.h"
#include "clinic/keep_wall_times.h"
#include "clinic/manage_clinic.h"
#include "clinic/small_clinic.h"
#include "clinic/tasks.h"
#include "store/clinic_profile.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

class WallTimes : public ::testing::Test, public SmallClinic {
 protected:
  AppointmentId book(Instant start, PractitionerId who) {
    BookAppointment in = booking(start, to_rfc3339(start, zone) + who.text());
    in.client.name = who == ana ? "Maya Roy" : "Bea Roy";
    in.practitioner = who;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    return booked->appointment.id;
  }
  store::Appointment visit(AppointmentId id) {
    return store
        ->read([&](store::Connection& c) { return store::find_appointment(c, clinic->tenant, id); })
        .value();
  }
  // As if it had been promised under older data, on which this instant has another wall time.
  void was_promised(AppointmentId id, int minutes_later) {
    WallTime wall = visit(id).wall;
    wall.minute += minutes_later;
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      tx.run(
          "UPDATE appointment SET wall = $1, zone_version = '2025a' WHERE tenant = $2 AND id = $3",
          {to_iso(wall), clinic->tenant, id});
      store::set_setting(tx, clinic->tenant, "zone_data", "2025a");
      return {};
    }));
  }
  std::size_t mails(std::string_view kind) {
    auto all = store->read([&](store::Connection& c) {
      return store::waiting_messages(c, clinic->tenant, *sealer, clock.now(), 1000);
    });
    return std::size_t(std::ranges::count(all, kind, &store::Message::kind));
  }
  std::vector<std::string> faults() {
    std::vector<std::string> out;
    for (const CheckLine& line : check_clinic(*clinic))
      out.insert(out.end(), line.faults.begin(), line.faults.end());
    return out;
  }
};

class AnHour : public WallTimes, public ::testing::WithParamInterface<int> {};

// OCA/field-service#919, mantisbt/Calendar#104: new zone data moves no promise.
TEST_P(AnHour, a_month_that_was_booked_under_old_zone_data_keeps_its_wall_times) {
  const Seconds by = hours(GetParam());
  std::vector<AppointmentId> all;
  for (int day = 1; day <= 30; ++day) {
    // Neighbours, so that one hour on each would meet the next.
    all.push_back(book(at(day, 10), ana));
    all.push_back(book(at(day, 11, 15), ana));
    all.push_back(book(at(day, 13), ben));
  }
  ASSERT_TRUE(hold_start(*clinic, {swedish, at(2, 15), ana, {}, true, "browser", "10.0.0.1"}));
  std::vector<store::Appointment> before;
  for (AppointmentId id : all) {
    was_promised(id, 60 * GetParam());
    before.push_back(visit(id));
  }
  EXPECT_EQ(faults().size(), all.size());

  auto kept = keep_wall_times(*clinic);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->shifted.size(), all.size());
  EXPECT_TRUE(kept->collided.empty());
  for (const store::Appointment& was : before) {
    store::Appointment is = visit(was.id);
    EXPECT_EQ(to_iso(is.wall), to_iso(was.wall));
    EXPECT_EQ(is.start, was.start + by);
    EXPECT_EQ(is.start, zone.instant(was.wall));
    EXPECT_EQ(is.room_until, was.room_until + by);
    EXPECT_EQ(is.practitioner, was.practitioner);
    EXPECT_EQ(is.zone_version, zone_data_version());
    EXPECT_EQ(is.sequence, was.sequence + 1);  // a calendar takes the newer file
  }
  EXPECT_EQ(mails("clock_change"), all.size());
  EXPECT_EQ(faults(), std::vector<std::string>{});
  // Where they stood is free, in what is offered and in the write.
  EXPECT_NO_FATAL_FAILURE(book(GetParam() < 0 ? at(1, 14) : at(1, 12, 30), ben));

  auto again = keep_wall_times(*clinic);
  EXPECT_TRUE(again && again->shifted.empty());
}

INSTANTIATE_TEST_SUITE_P(WallTimes, AnHour, ::testing::Values(-1, 1));

TEST_F(WallTimes, who_finds_the_time_taken_keeps_it_on_the_wall_and_is_called) {
  AppointmentId newer = book(at(1, 10), ana), older = book(at(1, 11, 15), ana);
  was_promised(older, -60);
  auto kept = keep_wall_times(*clinic);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->collided, std::vector{older});
  EXPECT_EQ(visit(older).start, at(1, 10, 15));
  EXPECT_EQ(visit(newer).start, at(1, 10));
  auto tasks = waiting_tasks(*clinic, program);
  auto call = std::ranges::find(tasks, "clock_collision", [](auto& t) { return t.task.kind; });
  ASSERT_NE(call, tasks.end());
  EXPECT_EQ(call->task.appointment, older);
  EXPECT_TRUE(call->task.urgent);
  EXPECT_EQ(faults(), std::vector<std::string>{});
  // The call ends with another time, and all is as with any other visit.
  ASSERT_TRUE(move_appointment(*clinic, older, {program, {}}, at(1, 15)));
  EXPECT_EQ(visit(older).room_from, at(1, 15));
  EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(WallTimes, a_cancelled_visit_that_stands_again_stands_at_its_wall_time) {
  AppointmentId id = book(at(1, 10), ana);
  was_promised(id, -60);
  ASSERT_TRUE(set_status(*clinic, program, id, store::Status::cancelled));
  ASSERT_TRUE(keep_wall_times(*clinic));
  EXPECT_EQ(mails("clock_change"), 0u);
  ASSERT_TRUE(undo_status(*clinic, program, id));
  EXPECT_EQ(visit(id).start, at(1, 9));
  EXPECT_EQ(faults(), std::vector<std::string>{});
}

TEST_F(WallTimes, another_zone_of_the_clinic_keeps_the_wall_times_once_the_owner_is_sure) {
  const AppointmentId id = book(at(1, 10), ana), gone = book(at(1, 14), ben);
  ASSERT_TRUE(set_status(*clinic, program, gone, store::Status::cancelled));
  const store::Appointment was = visit(id);
  store::Location place = clinic->availability.get()->location;
  place.zone = "America/Toronto";
  const auto unsure = edit_profile(*clinic, program, place);
  ASSERT_FALSE(unsure);
  EXPECT_EQ(unsure.error().field + " " + unsure.error().message, "zone_sure zone_moves_visits");
  EXPECT_EQ(unsure.error().args.front().second, "1");
  EXPECT_EQ(visit(id).start, was.start);
  ASSERT_TRUE(edit_profile(*clinic, program, place, true));
  const Zone toronto = *Zone::load("America/Toronto");
  for (AppointmentId one : {id, gone}) {
    EXPECT_EQ(visit(one).zone, "America/Toronto");
    EXPECT_EQ(visit(one).start, toronto.instant(visit(one).wall));
  }
  EXPECT_EQ(to_iso(visit(id).wall), to_iso(was.wall));
  EXPECT_NE(visit(id).start, was.start);
  EXPECT_EQ(visit(id).sequence, was.sequence + 1);
  EXPECT_EQ(mails("clock_change"), 1u);
  EXPECT_EQ(faults(), std::vector<std::string>{});
  EXPECT_TRUE(edit_profile(*clinic, program, place));  // nothing moves any more
}

TEST_F(WallTimes, older_zone_data_than_the_clinics_changes_nothing) {
  AppointmentId id = book(at(1, 10), ana);
  was_promised(id, -60);
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic->tenant, "zone_data", "9999z");
    return {};
  }));
  auto kept = keep_wall_times(*clinic);
  EXPECT_TRUE(kept && kept->shifted.empty());
  EXPECT_EQ(visit(id).start, at(1, 10));
}

}  // namespace
}  // namespace fascia::clinic
