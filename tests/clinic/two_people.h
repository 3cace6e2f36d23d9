// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/book_couple.h"
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/small_clinic.h"
#include "clinic/tasks.h"
#include "store/records.h"

namespace fascia::clinic {

// Three therapists, and two rooms of which the first has two tables.
struct Couple : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  PractitionerId cleo = add_therapist("Cleo Fox", 2);
  RoomId for_two = with_two_tables("Room 1");

  RoomId with_two_tables(const std::string& name) {
    auto offer = clinic->availability.get();
    for (store::Room room : offer->rooms)
      if (room.name == name) {
        room.tables = 2;
        EXPECT_TRUE(edit_room(*clinic, program, room));
        return room.id;
      }
    return {};
  }
  BookCouple couple(Instant start, PractitionerId first = {}, PractitionerId second = {}) const {
    BookCouple in;
    in.start = start;
    in.actor = desk;
    in.first = {deep, first, {}, {}};
    in.first.client.name = "Maya Roy";
    in.first.client.birth_date = Date::of(1988, 5, 4);
    in.first.client.email = "maya@example.invalid";
    in.second = {swedish, second, {}, {}};
    in.second.client.name = "Noor Lind";
    in.second.client.birth_date = Date::of(1990, 2, 1);
    in.second.client.email = "noor@example.invalid";
    return in;
  }
  BookedCouple booked(Instant start, PractitionerId first, PractitionerId second) {
    auto out = book_couple(*clinic, couple(start, first, second));
    EXPECT_TRUE(out) << (out ? "" : out.error().message + " " + out.error().field);
    return out ? *out : BookedCouple{};
  }
  std::string alone(Instant start, PractitionerId who) {
    auto in = booking(start, to_rfc3339_utc(start) + who.text());
    in.client.name = "Sol " + who.text();
    in.practitioner = who;
    auto out = book_appointment(*clinic, in);
    return out ? "booked" : out.error().message;
  }
  store::Appointment visit(const Booked& of) {
    return find_visit(*clinic, of.appointment.id, {program, {}}).value();
  }
  std::size_t visits() {
    return store->read([&](store::Connection& c) {
      return store::list_appointments(c, clinic->tenant, at(-1, 0), at(100, 0)).size();
    });
  }
  std::string changed(const Booked& of, store::Status to) {
    auto done = set_status(*clinic, desk, of.appointment.id, to);
    return done ? "done" : done.error().message;
  }
  std::string undone(const Booked& of) {
    auto done = undo_status(*clinic, desk, of.appointment.id);
    return done ? "done" : done.error().message;
  }
  std::vector<std::string> tasks() {
    std::vector<std::string> out;
    for (const WaitingTask& t : waiting_tasks(*clinic, program))
      out.push_back(t.task.kind + " " + t.client_name);
    return out;
  }
  // Both stand at one time in one room, which one of them keeps.
  void beside(const Booked& one, const Booked& two) {
    const store::Appointment a = visit(one), b = visit(two);
    EXPECT_EQ(a.start, b.start);
    EXPECT_EQ(a.room, b.room);
    EXPECT_TRUE(a.together);
    EXPECT_EQ(a.together, b.together);
    EXPECT_NE(store::keeps_room(a), store::keeps_room(b));
  }
};

}  // namespace fascia::clinic
