// SPDX-License-Identifier: Apache-2.0
// Two places of one owner, each with a program of its own on the same database.
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/day_sheet.h"
#include "clinic/due_work.h"
#include "clinic/follow_store.h"
#include "clinic/free_times.h"
#include "clinic/holds.h"
#include "clinic/tasks.h"
#include "clinic/wait_list.h"
#include "small_clinic.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

// Beside the small clinic one on the other bank of the river, with one room and Zoe, who works
// there on each day; Ben works there on Saturdays too.
struct TwoPlaces : testing::Test, SmallClinic {
  Clinic beyond{*store, *sealer, random, clock, shipped_knowledge(), clinic->tenant};
  PractitionerId zoe;
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};

  TwoPlaces() {
    clinic->location = clinic->place();
    store::Location there = clinic->availability.get()->location;
    there.id = random.id<LocationId>();
    there.name = "Beyond the River";
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::add_location(tx, clinic->tenant, there);
      return {};
    }));
    beyond.location = there.id;
    load_availability(beyond);
    EXPECT_TRUE(edit_room(beyond, program, {{}, {}, "River room"}));
    store::Practitioner p;
    p.name = "Zoe Lake";
    p.position = 2;
    p.services = {deep, swedish};
    zoe = edit_practitioner(beyond, program, p).value();
    for (int day = 1; day <= 7; ++day)
      EXPECT_TRUE(
          add_shift(beyond, program, {zoe, day, 540, 1020, {}, {}, Date::of(2020, 1, 1), {}}));
    load_availability(*clinic);
  }
  std::size_t free_at(Clinic& where, Instant start) {
    for (const schedule::Start& one : free_times(where, {swedish, zone.date(start), {}, {}}))
      if (one.at == start) return one.practitioners.size();
    return 0;
  }
  Booked book(Clinic& where, Instant start, const char* key) {
    auto done = book_appointment(where, booking(start, key));
    EXPECT_TRUE(done) << (done ? "" : done.error().message + " " + done.error().field);
    return done ? *done : Booked{};
  }
  std::size_t mails_of(const Clinic& where) {
    return store->read([&](store::Connection& c) {
      return store::waiting_messages(c, where.tenant, *sealer, clock.now(), 50, where.place())
          .size();
    });
  }
};

TEST_F(TwoPlaces, each_offers_its_own_therapists_and_rooms_and_shows_its_own_day) {
  EXPECT_EQ(free_at(*clinic, at(1, 10)), 2u);
  EXPECT_EQ(free_at(beyond, at(1, 10)), 1u);
  Booked here = book(*clinic, at(1, 10), "here"), there = book(beyond, at(1, 12), "there");
  EXPECT_EQ(there.appointment.practitioner, zoe);
  EXPECT_EQ(there.appointment.location, beyond.location);
  // The same person, who has visits at both.
  EXPECT_EQ(here.client.id, there.client.id);
  EXPECT_EQ(free_at(*clinic, at(1, 10)), 1u);
  EXPECT_EQ(free_at(beyond, at(1, 12)), 0u);
  for (auto [where, visit] : {std::pair(clinic.get(), here), {&beyond, there}}) {
    auto sheet = day_sheet(*where, desk, monday + 1);
    ASSERT_TRUE(sheet);
    ASSERT_EQ(sheet->visits.size(), 1u);
    EXPECT_EQ(sheet->visits[0].appointment.id, visit.appointment.id);
    EXPECT_FALSE(sheet->visits[0].practitioner_name.empty());
    EXPECT_FALSE(sheet->visits[0].room_name.empty());
  }
  // What happens at one changes nothing of what the other knows.
  EXPECT_FALSE(follow_store(*clinic));
  EXPECT_FALSE(follow_store(beyond));
  for (const CheckLine& line : check_clinic(*clinic)) {
    EXPECT_TRUE(line.sound || line.what == "zone_data") << line.what;
  }
}

TEST_F(TwoPlaces, mails_due_work_tasks_holds_and_waiting_stay_with_their_place) {
  book(beyond, at(1, 10), "there");
  EXPECT_EQ(mails_of(*clinic), 0u);
  EXPECT_EQ(mails_of(beyond), 1u);
  // The health questions are overdue tomorrow: the program of that place sees it.
  clock.seconds = at(1, 9).seconds;
  do_due_work(*clinic, 50);
  EXPECT_TRUE(waiting_tasks(beyond, program).empty());
  do_due_work(beyond, 50);
  EXPECT_TRUE(waiting_tasks(*clinic, program).empty());
  ASSERT_EQ(waiting_tasks(beyond, program).size(), 1u);
  EXPECT_EQ(waiting_tasks(beyond, program)[0].task.kind, "intake_overdue");
  HoldStart hold;
  hold.service = swedish;
  hold.start = at(2, 10);
  ASSERT_TRUE(hold_start(beyond, hold));
  clock.seconds = at(1, 10).seconds;
  current_offer(*clinic);  // frees nothing of the other's
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    free_expired_holds(tx, *clinic, clock.now());
    return {};
  }));
  EXPECT_EQ(store->read([&](store::Connection& c) {
    return store::list_holds(c, beyond.tenant, beyond.location).size();
  }),
            1u);
  current_offer(beyond);
  EXPECT_EQ(free_at(beyond, at(2, 10)), 1u);
  JoinWaitList wish;
  wish.service = swedish;
  wish.name = "Noor Lind";
  wish.email = "noor@example.invalid";
  wish.actor = desk;
  ASSERT_TRUE(join_wait_list(beyond, wish));
  EXPECT_TRUE(wait_list(*clinic, desk)->empty());
  EXPECT_EQ(wait_list(beyond, desk)->size(), 1u);
}

// Invariant 1: whatever one place's memory believes, a therapist is in one place at a time.
TEST_F(TwoPlaces, a_therapist_of_both_is_booked_once) {
  ASSERT_TRUE(edit_room(beyond, program, {{}, {}, "Second river room"}));
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::add_shift(
        tx, clinic->tenant, beyond.location,
        {random.id<PractitionerId>().value, {ben, 2, 540, 1020, {}, {}, Date::of(2020, 1, 1), {}}});
    return {};
  }));
  load_availability(beyond);
  BookAppointment in = booking(at(1, 10), "here");
  in.practitioner = ben;
  ASSERT_TRUE(book_appointment(*clinic, in));
  // Its memory is older than that visit: the mask refuses.
  in = booking(at(1, 10), "there");
  in.client.name = "Noor Lind";
  in.practitioner = ben;
  auto again = book_appointment(beyond, in);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message, "start_taken");
  // Read anew, it is not offered.
  EXPECT_EQ(free_at(beyond, at(1, 10)), 2u);
  load_availability(beyond);
  EXPECT_EQ(free_at(beyond, at(1, 10)), 1u);
}

TEST_F(TwoPlaces, a_visit_is_changed_where_it_takes_place) {
  Booked there = book(beyond, at(1, 10), "there");
  const Key key{{}, there.manage_token};
  auto moved = move_appointment(*clinic, there.appointment.id, key, at(1, 12), {}, {});
  EXPECT_EQ(moved ? "" : moved.error().message, "visit_elsewhere");
  auto gone = cancel_appointment(*clinic, there.appointment.id, key);
  EXPECT_EQ(gone ? "" : gone.error().message, "visit_elsewhere");
  EXPECT_TRUE(move_appointment(beyond, there.appointment.id, key, at(1, 12), {}, {}));
}

}  // namespace
}  // namespace fascia::clinic
