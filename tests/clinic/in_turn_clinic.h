// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "clinic/change_appointment.h"
#include "clinic/join_services.h"
#include "clinic/small_clinic.h"
#include "core/json.h"

namespace fascia::clinic {

// Ana gives deep tissue, Ben hot stones in the warm room; nobody gives both.
struct InTurnClinic : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  ServiceId stones, both;
  RoomId warm;
  int keys = 0;

  InTurnClinic() {
    store::Service hot = service("stones-30", "Hot stones 30", "other");
    hot.minutes = 30;
    hot.price = {5000, "CAD"};
    hot.room_kind = "warm";
    stones = *edit_service(*clinic, program, hot);
    warm = *edit_room(*clinic, program, {{}, {}, "Warm room", "warm"});
    gives(ana, {deep, swedish});
    gives(ben, {swedish, stones});
    auto joined = join_services(*clinic, {}, {deep, stones});
    EXPECT_TRUE(joined) << (joined ? "" : joined.error().message);
    both = *joined;
  }
  void gives(PractitionerId who, std::vector<ServiceId> services) {
    const auto house = read_house(*clinic, program);
    for (store::Practitioner p : house->practitioners)
      if (p.id == who) {
        p.services = services;
        EXPECT_TRUE(edit_practitioner(*clinic, program, p));
      }
  }
  BookAppointment asked(Instant start) {
    BookAppointment in = booking(start, "key " + std::to_string(++keys));
    in.service = both;
    in.client.name = "Guest " + std::to_string(keys);
    return in;
  }
  Booked booked(Instant start) {
    auto out = book_appointment(*clinic, asked(start));
    EXPECT_TRUE(out) << (out ? "" : out.error().message + " " + out.error().field);
    return out ? *out : Booked{};
  }
  std::string alone(ServiceId what, Instant start, PractitionerId who) {
    BookAppointment in = asked(start);
    in.service = what;
    in.practitioner = who;
    auto out = book_appointment(*clinic, in);
    return out ? "booked" : out.error().message;
  }
  store::Appointment now(AppointmentId id) {
    return find_visit(*clinic, id, {program, {}}).value();
  }
  std::vector<boost::json::object> mails() {
    std::vector<boost::json::object> out;
    store->read([&](store::Connection& c) {
      for (const auto& m : store::waiting_messages(c, clinic->tenant, *sealer, {1LL << 40}, 1000)) {
        auto payload = json::read(m.payload.reveal())->as_object();
        payload["kind"] = m.kind;
        out.push_back(std::move(payload));
      }
      return 0;
    });
    return out;
  }
  std::size_t visits() {
    return store->read([&](store::Connection& c) {
      return static_cast<std::size_t>(store::count_appointments(c, clinic->tenant));
    });
  }
};

}  // namespace fascia::clinic
