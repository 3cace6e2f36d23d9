// SPDX-License-Identifier: Apache-2.0
// What a visit needs besides a therapist and a room: a free piece of each kind, in memory, in the
// store, and beside a reference that counts minutes.
#include <algorithm>
#include <random>
#include <set>
#include <thread>

#include "clinic/booking_limits.h"
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/holds.h"
#include "clinic/measuring_time.h"
#include "clinic/reseat.h"
#include "clinic/small_clinic.h"

namespace fascia::clinic {
namespace {

struct Equipment : ::testing::Test, SmallClinic {
  void TearDown() override { EXPECT_EQ(unsound(), ""); }
  // The parts of the audit that fail, but for the age of the zone data.
  std::string unsound() {
    std::string out;
    for (const CheckLine& line : check_clinic(*clinic))
      if (line.what != "zone_data" && !line.sound) out += line.what + " ";
    return out;
  }
  // A kind that the relaxation needs from now on.
  store::EquipmentKindId need(const char* name, int pieces) {
    store::Equipment e;
    e.name = name;
    e.pieces = pieces;
    auto kind = edit_equipment(*clinic, program, e);
    EXPECT_TRUE(kind);
    store::Service s = *current_offer(*clinic)->service(swedish);
    s.equipment.push_back(*kind);
    EXPECT_TRUE(edit_service(*clinic, program, s));
    return *kind;
  }
  store::Equipment kept(store::EquipmentKindId id) {
    const auto house = read_house(*clinic, program);
    for (const auto& e : house->equipment)
      if (e.id == id) return e;
    return {};
  }
  Result<Booked> book(Instant start, PractitionerId who, ServiceId service,
                      const std::string& hold = {}) {
    BookAppointment in = booking(start, "key " + std::to_string(++keys));
    in.client.name = "Client " + std::to_string(keys);
    in.practitioner = who;
    in.service = service;
    in.hold = hold;
    return book_appointment(*clinic, in);
  }
  std::string why(const Result<Booked>& booked) { return booked ? "" : booked.error().message; }
  bool is_offered(Instant start, PractitionerId who) {
    schedule::Question q;
    q.service = swedish;
    q.practitioner = who;
    q.from = q.to = zone.date(start);
    q.now = clock.now();
    const auto days = schedule::find_starts(current_offer(*clinic)->times, q);
    for (const auto& one : days.front().starts)
      if (one.at == start) return true;
    return false;
  }
  // Memory as another program's would be that has read nothing since.
  void forget(std::shared_ptr<const Offer> then) { clinic->availability.put(std::move(then)); }
  int keys = 0;
};

TEST_F(Equipment, the_last_piece_is_one_visits_alone_until_it_gives_it_back) {
  need("Cupping set", 1);
  const Instant ten = at(1, 10);
  auto first = book(ten, ana, swedish);
  ASSERT_TRUE(first);
  ASSERT_EQ(first->appointment.equipment.size(), 1U);
  EXPECT_FALSE(is_offered(ten, ben));
  EXPECT_FALSE(is_offered(at(1, 11), ben));  // it is put away until 11:15
  EXPECT_TRUE(is_offered(at(1, 11, 15), ben));
  EXPECT_EQ(why(book(ten, ben, swedish)), "start_taken");
  EXPECT_EQ(why(book(ten, ben, deep)), "");  // needs none
  AppointmentId id = first->appointment.id;
  auto moved = move_appointment(*clinic, id, {program, {}}, at(2, 10), ana, {});
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_FALSE(is_offered(at(2, 10), ben));
  EXPECT_TRUE(is_offered(at(1, 14), ben));
  for (auto status : {store::Status::late_cancelled, store::Status::cancelled}) {
    ASSERT_TRUE(set_status(*clinic, program, id, status));
    EXPECT_TRUE(is_offered(at(2, 10), ben));
    ASSERT_TRUE(undo_status(*clinic, program, id));
    EXPECT_FALSE(is_offered(at(2, 10), ben));
  }
  // Somebody took it meanwhile: the visit cannot stand again.
  ASSERT_TRUE(set_status(*clinic, program, id, store::Status::cancelled));
  EXPECT_EQ(why(book(at(2, 10), ben, swedish)), "");
  EXPECT_EQ(undo_status(*clinic, program, id).error().message, "start_taken");
}

TEST_F(Equipment, a_hold_keeps_the_piece_and_its_end_gives_it_back) {
  need("Hot towel cabinet", 1);
  auto held = hold_start(*clinic, {swedish, at(1, 10), ana, {}, true, "a browser", ""});
  ASSERT_TRUE(held);
  EXPECT_FALSE(is_offered(at(1, 10), ben));
  EXPECT_EQ(why(book(at(1, 10), ben, swedish)), "start_taken");
  EXPECT_EQ(why(book(at(1, 10), ana, swedish, held->token)), "");
  ASSERT_TRUE(hold_start(*clinic, {swedish, at(2, 10), ana, {}, true, "a browser", ""}));
  EXPECT_FALSE(is_offered(at(2, 10), ben));
  clock.seconds += 601;
  EXPECT_TRUE(is_offered(at(2, 10), ben));
}

TEST_F(Equipment, the_store_decides_where_memory_knows_less_and_finds_the_other_piece) {
  auto kind = need("Cupping set", 2);
  auto before = current_offer(*clinic);
  auto first = book(at(1, 10), ana, swedish);
  ASSERT_TRUE(first);
  forget(before);
  auto second = book(at(1, 10), ben, swedish);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_NE(first->appointment.equipment, second->appointment.equipment);
  load_availability(*clinic);
  // One fewer: who has it keeps it, and the next is told.
  store::Equipment fewer = kept(kind);
  fewer.pieces = 1;
  ASSERT_TRUE(edit_equipment(*clinic, program, fewer));
  before = current_offer(*clinic);
  EXPECT_EQ(why(book(at(2, 10), ana, swedish)), "");
  forget(before);
  EXPECT_EQ(why(book(at(2, 10), ben, swedish)), "start_taken");
  load_availability(*clinic);
  fewer.pieces = 2;
  ASSERT_TRUE(edit_equipment(*clinic, program, fewer));
  EXPECT_EQ(kept(kind).each.size(), 2U);  // the second one is the old second one
  EXPECT_EQ(why(book(at(2, 10), ben, swedish)), "");
}

TEST_F(Equipment, what_is_needed_is_not_taken_away_and_what_is_closed_is_not_booked) {
  auto kind = need("Cupping set", 1);
  ASSERT_TRUE(book(at(1, 10), ana, swedish));
  Actor desk{Actor::Kind::staff, StaffId{7}, store::Role::desk, {}};
  EXPECT_EQ(edit_equipment(*clinic, desk, kept(kind)).error().code, Code::forbidden);
  EXPECT_EQ(remove_equipment(*clinic, program, kind).error().message, "equipment_needed");
  store::Equipment none = kept(kind);
  none.pieces = 0;
  EXPECT_EQ(edit_equipment(*clinic, program, none).error().field, "pieces");
  store::Equipment closed = kept(kind);
  closed.active = false;
  ASSERT_TRUE(edit_equipment(*clinic, program, closed));
  EXPECT_FALSE(is_offered(at(3, 10), ana));
  EXPECT_EQ(why(book(at(3, 10), ana, swedish)), "start_taken");
  store::Service s = *current_offer(*clinic)->service(swedish);
  s.equipment = {store::EquipmentKindId{4711}};
  EXPECT_EQ(edit_service(*clinic, program, s).error().message, "equipment_unknown");
  s.equipment.clear();
  ASSERT_TRUE(edit_service(*clinic, program, s));
  EXPECT_TRUE(is_offered(at(3, 10), ana));
  auto removed = remove_equipment(*clinic, program, kind);
  ASSERT_TRUE(removed);
  EXPECT_TRUE(removed->switched_off);  // a visit has it
  EXPECT_EQ(removed->ahead, 1);
}

TEST_F(Equipment, the_audit_sees_each_cell_of_a_piece_that_nobody_has) {
  auto kind = need("Cupping set", 1);
  ASSERT_TRUE(book(at(1, 10), ana, swedish));
  const store::Busy cell{kept(kind).each[0].value, at(1, 15), at(1, 15, 5)};
  auto change = [&](bool take) {
    ASSERT_TRUE(clinic->store.write([&](store::Transaction& tx) -> Done {
      if (take) {
        EXPECT_TRUE(store::take_cells(tx, clinic->tenant, {cell}));
      } else {
        store::free_cells(tx, clinic->tenant, {cell});
      }
      return {};
    }));
  };
  change(true);
  EXPECT_EQ(unsound(), "masks index ");
  change(false);
}

// The therapist falls ill: whoever takes over at the same time takes the piece that is there, and
// taking the yes back gives it back.
TEST_F(Equipment, a_visit_that_is_re_seated_keeps_its_piece) {
  need("Cupping set", 1);
  auto visit = book(at(1, 10), ana, swedish);
  ASSERT_TRUE(visit);
  const Actor desk{Actor::Kind::staff, StaffId{7}, store::Role::desk, {}};
  const AppointmentId id = visit->appointment.id;
  auto now_is = [&] {
    return *clinic->store.read(
        [&](store::Connection& c) { return store::find_appointment(c, clinic->tenant, id); });
  };
  auto list = reseat_day(*clinic, desk, {ana, {}, monday + 1});
  ASSERT_TRUE(list) << list.error().message;
  auto calls = call_list(*clinic, desk, *list);
  ASSERT_TRUE(calls);
  ASSERT_EQ(calls->calls.size(), 1U);
  EXPECT_EQ(calls->calls[0].item.start, at(1, 10));
  EXPECT_EQ(calls->calls[0].item.practitioner, ben);
  auto yes = answer_call(*clinic, desk, *list, id, CallWent::accepted);
  ASSERT_TRUE(yes) << yes.error().message;
  EXPECT_EQ(now_is().practitioner, ben);
  EXPECT_EQ(now_is().equipment, visit->appointment.equipment);
  EXPECT_EQ(unsound(), "");
  auto undone = undo_call(*clinic, desk, *list, id);
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(now_is().practitioner, ana);
  EXPECT_EQ(now_is().equipment, visit->appointment.equipment);
  EXPECT_EQ(unsound(), "");
  ASSERT_TRUE(close_call_list(*clinic, desk, *list, true));
}

TEST_F(Equipment, a_room_that_is_lost_leaves_the_piece_with_the_visit) {
  need("Cupping set", 1);
  auto visit = book(at(1, 10), ana, swedish);
  ASSERT_TRUE(visit);
  const Actor desk{Actor::Kind::staff, StaffId{7}, store::Role::desk, {}};
  auto list = reseat_day(*clinic, desk, {{}, visit->appointment.room, monday + 1});
  ASSERT_TRUE(list) << list.error().message;
  auto calls = call_list(*clinic, desk, *list);
  ASSERT_EQ(calls->calls.size(), 1U);
  EXPECT_TRUE(calls->calls[0].only_room);
  AppointmentId id = visit->appointment.id;
  ASSERT_TRUE(answer_call(*clinic, desk, *list, id, CallWent::accepted));
  EXPECT_EQ(unsound(), "");
  ASSERT_TRUE(undo_call(*clinic, desk, *list, id));
}

// Ten minutes more on arrival are ten more of the piece, or none at all.
TEST_F(Equipment, measuring_keeps_the_piece_or_takes_nothing) {
  need("Cupping set", 1);
  auto measure = [&](store::Appointment a) {
    EXPECT_TRUE(clinic->store.write([&](store::Transaction& tx) -> Done {
      add_measuring_time(tx, *clinic, a);
      store::update_appointment(tx, clinic->tenant, a);
      return {};
    }));
    load_availability(*clinic);
    return a.busy_until;
  };
  auto alone = book(at(1, 10), ana, swedish);
  ASSERT_TRUE(alone);
  EXPECT_EQ(measure(alone->appointment), at(1, 11, 25));
  EXPECT_FALSE(is_offered(at(1, 11, 15), ben));
  auto first = book(at(2, 10), ana, swedish);
  ASSERT_TRUE(first);
  ASSERT_TRUE(book(at(2, 11, 15), ben, swedish));
  EXPECT_EQ(measure(first->appointment), at(2, 11, 15));
}

// ---- beside a reference that knows no bits

struct BusyTime {
  Instant from, until;
};

// Which times the therapists, rooms and pieces have, read from the visits themselves.
struct Reference {
  std::vector<store::Appointment> visits;
  std::shared_ptr<const Offer> offer;

  bool free(std::int64_t resource, BusyTime span) const {
    for (const store::Appointment& a : visits)
      if (store::takes_time(a.status))
        for (const store::Busy& busy : store::busy_of(a))
          if (busy.resource == resource && busy.from < span.until && span.from < busy.until)
            return false;
    return true;
  }
  bool can(ServiceId id, PractitionerId who, Instant start) const {
    const store::Service& s = *offer->service(id);
    const int minute = offer->zone.wall(start).minute;
    const BusyTime busy{start - minutes(s.before_minutes),
                        start + minutes(s.minutes + s.after_minutes)};
    if (minute - s.before_minutes < 540 || minute + s.minutes + s.after_minutes > 1020)
      return false;
    if (minute % s.grid_minutes != 0 || !free(who.value, busy)) return false;
    const bool room = std::ranges::any_of(offer->rooms, [&](const store::Room& r) {
      return free(r.id.value, {busy.from, busy.until + minutes(15 + r.turnover_minutes)});
    });
    return room && std::ranges::all_of(s.equipment, [&](store::EquipmentKindId kind) {
             const auto& e = *std::ranges::find(offer->equipment, kind, &store::Equipment::id);
             return std::any_of(e.each.begin(), e.each.begin() + e.pieces,
                                [&](EquipmentId piece) { return free(piece.value, busy); });
           });
  }
};

TEST_F(Equipment, random_clinics_offer_and_book_what_the_reference_says) {
  const unsigned seed = 20261126;
  std::mt19937 chance(seed);
  auto any = [&](int n) { return static_cast<int>(chance() % static_cast<unsigned>(n)); };
  ASSERT_TRUE(edit_room(*clinic, program, {{}, {}, "Room 3"}));
  BookingLimits limits;
  limits.deep_minutes_a_day = 0;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  std::vector<PractitionerId> people{ana, ben, add_therapist("Cleo Marsh", 2)};
  need("Cupping set", 2);
  need("Hot towel cabinet", 1);
  store::Service s = *current_offer(*clinic)->service(deep);
  s.equipment = {current_offer(*clinic)->equipment[0].id};
  s.minutes = 45;
  s.before_minutes = 10;
  ASSERT_TRUE(edit_service(*clinic, program, s));
  std::vector<AppointmentId> booked;
  int yes = 0, no = 0;
  for (int step = 0; step < 60; ++step) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step));
    Reference reference;
    reference.offer = current_offer(*clinic);
    reference.visits = clinic->store.read([&](store::Connection& c) {
      return store::list_appointments(c, clinic->tenant, at(0, 0), at(9, 0));
    });
    const ServiceId service = any(2) == 0 ? deep : swedish;
    schedule::Question q{service, monday + 1, monday + 1, {}, clock.now(), {}, true, false, false};
    std::set<std::pair<Instant, PractitionerId>> shown, wanted;
    const auto days = schedule::find_starts(reference.offer->times, q);
    for (const auto& start : days.front().starts)
      for (PractitionerId who : start.practitioners) shown.insert({start.at, who});
    for (int minute = 540; minute < 1020; minute += 5)
      for (PractitionerId who : people)
        if (reference.can(service, who, at(1, 0, minute))) wanted.insert({at(1, 0, minute), who});
    ASSERT_EQ(shown, wanted);
    const Instant start = at(1, 9, 15 * any(30));
    const PractitionerId who = people[static_cast<std::size_t>(any(3))];
    if (!booked.empty() && any(3) == 0) {
      const AppointmentId id = booked[static_cast<std::size_t>(any(int(booked.size())))];
      (void)set_status(*clinic, program, id,
                       any(2) == 0 ? store::Status::cancelled : store::Status::late_cancelled);
    } else if (auto done = book(start, who, service)) {
      EXPECT_TRUE(wanted.count({start, who}));
      booked.push_back(done->appointment.id);
      ++yes;
    } else {
      EXPECT_FALSE(wanted.count({start, who})) << done.error().message;
      ++no;
    }
  }
  EXPECT_GT(yes, 5);
  EXPECT_GT(no, 5);
}

// ---- two therapists want the last one at once

TEST_F(Equipment, of_many_who_want_the_last_cupping_set_exactly_one_gets_it) {
  need("Cupping set", 1);
  constexpr int kRounds = 10, kThreads = 8;
  for (int round = 1; round <= kRounds; ++round) {
    std::atomic<bool> go = false;
    std::atomic<int> won = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&, t] {
        BookAppointment in =
            booking(at(round, 10), std::to_string(round) + "-" + std::to_string(t));
        in.client.name = "Client " + std::to_string(t);
        in.practitioner = t % 2 == 0 ? ana : ben;
        while (!go) std::this_thread::yield();
        auto done = book_appointment(*clinic, in);
        if (done) ++won;
        if (!done && done.error().message == "start_taken") ++refused;
      });
    go = true;
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(won, 1) << "round " << round;
    EXPECT_EQ(refused, kThreads - 1);
  }
}

}  // namespace
}  // namespace fascia::clinic
