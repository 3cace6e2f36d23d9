// SPDX-License-Identifier: Apache-2.0
// Two places of one owner, each with a program of its own on the same database.
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/day_sheet.h"
#include "clinic/due_work.h"
#include "clinic/find_client.h"
#include "clinic/follow_store.h"
#include "clinic/free_times.h"
#include "clinic/holds.h"
#include "clinic/join_services.h"
#include "clinic/keep_wall_times.h"
#include "clinic/messages.h"
#include "clinic/next_at_places.h"
#include "clinic/reseat.h"
#include "clinic/tasks.h"
#include "clinic/wait_list.h"
#include "small_clinic.h"
#include "store/clients.h"
#include "store/records.h"
#include "waiting_letter.h"

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
  // Ben works beyond the river on Tuesdays too.
  void ben_works_at_both() {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::add_shift(tx, clinic->tenant, beyond.location,
                       {random.id<PractitionerId>().value,
                        {ben, 2, 540, 1020, {}, {}, Date::of(2020, 1, 1), {}}});
      return {};
    }));
    load_availability(beyond);
  }
  std::vector<std::string> alerts_of(const Clinic& where) {
    std::vector<std::string> out;
    store->read([&](store::Connection& c) {
      for (const store::Message& m :
           store::waiting_messages(c, where.tenant, *sealer, clock.now(), 50, where.place()))
        if (m.kind == "alert") out.emplace_back(m.payload.reveal());
      return 0;
    });
    return out;
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

TEST_F(TwoPlaces, a_search_names_therapist_room_and_place_of_visits_wherever_they_are) {
  Booked here = book(*clinic, at(1, 10), "here"), there = book(beyond, at(2, 12), "there"),
         later = book(beyond, at(3, 12), "later"), gone = book(*clinic, at(1, 12), "gone");
  ASSERT_EQ(here.client.id, there.client.id);
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    auto a = *store::find_appointment(tx, clinic->tenant, gone.appointment.id);
    a.status = store::Status::cancelled;
    store::update_appointment(tx, clinic->tenant, a);
    return {};
  }));
  clock.seconds = at(1, 15).seconds;
  auto found = find_for_desk(*clinic, desk, here.client.name, monday + 1);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->clients.size(), 1u);
  const FoundClient& one = found->clients[0];
  ASSERT_TRUE(one.last && one.next);
  EXPECT_EQ(one.last->id, here.appointment.id);
  EXPECT_FALSE(one.last->practitioner.empty());
  EXPECT_FALSE(one.last->room.empty());
  EXPECT_EQ(one.next->id, there.appointment.id);  // not the later one
  EXPECT_EQ(one.next->practitioner, "Zoe Lake");
  EXPECT_EQ(one.next->room, "River room");
  EXPECT_EQ(one.next->place, "Beyond the River");
  EXPECT_EQ(one.next->wall, there.appointment.wall);
  EXPECT_EQ(desk_visit(*clinic, desk, there.appointment.id)->other_place, "Beyond the River");
  EXPECT_EQ(desk_visit(beyond, desk, there.appointment.id)->other_place, "");
}

// What a search finds is twenty people: each has their own visits.
TEST_F(TwoPlaces, a_search_gives_each_of_many_their_own_visits) {
  std::map<ClientId, AppointmentId> visits;
  for (int i = 0; i < 24; ++i) {
    BookAppointment in = booking(at(1 + i / 7, 9 + i % 7), "n" + std::to_string(i));
    in.client.name = "Alike Number" + std::string(1, static_cast<char>('a' + i));
    in.client.email = "n" + std::to_string(i) + "@example.invalid";
    in.actor = program;
    auto done = book_appointment(*clinic, in);
    ASSERT_TRUE(done) << done.error().message;
    visits[done->client.id] = done->appointment.id;
  }
  auto found = find_for_desk(*clinic, desk, "alike", monday + 1);
  ASSERT_EQ(found->clients.size(), store::kMostAround);
  for (const FoundClient& one : found->clients) {
    ASSERT_TRUE(one.next) << one.client.name;
    EXPECT_EQ(one.next->id, visits.at(one.client.id));
    EXPECT_FALSE(one.last);
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
  ben_works_at_both();
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

TEST_F(TwoPlaces, an_urgent_task_alerts_its_own_place_until_somebody_there_takes_it) {
  store::Location there = beyond.availability.get()->location;
  there.email = "river@example.invalid";
  ASSERT_TRUE(edit_profile(beyond, program, there));
  Booked visit = book(beyond, at(1, 10), "there");
  // Whoever's program finds out.
  store::TaskId task;
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    NewTask urgent;
    urgent.kind = "check_in_answer";
    urgent.role = store::Role::desk;
    urgent.urgent = true;
    urgent.client = visit.client.id;
    urgent.appointment = visit.appointment.id;
    urgent.due = clock.now();
    task = add_task(tx, *clinic, urgent);
    return {};
  }));
  do_due_work(*clinic, 50);
  EXPECT_TRUE(alerts_of(*clinic).empty());
  EXPECT_TRUE(alerts_of(beyond).empty());
  do_due_work(beyond, 50);
  EXPECT_TRUE(alerts_of(*clinic).empty());
  ASSERT_EQ(alerts_of(beyond).size(), 1u);
  EXPECT_NE(alerts_of(beyond)[0].find("river@example.invalid"), std::string::npos);
  const Seconds again = minutes(beyond.follow_up.check_ins.alert_repeat_minutes);
  clock.seconds = (clock.now() + again).seconds;
  do_due_work(*clinic, 50);
  EXPECT_EQ(alerts_of(beyond).size(), 1u);
  do_due_work(beyond, 50);
  EXPECT_EQ(alerts_of(beyond).size(), 2u);
  EXPECT_TRUE(alerts_of(*clinic).empty());
  // What is urgent at the other place alerts nobody here.
  ASSERT_TRUE(take_task(beyond, desk, task));
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    NewTask urgent;
    urgent.kind = "wait_call";
    urgent.urgent = true;
    urgent.due = clock.now();
    add_task(tx, *clinic, urgent);
    return {};
  }));
  clock.seconds = (clock.now() + again).seconds;
  do_due_work(beyond, 50);
  EXPECT_EQ(alerts_of(beyond).size(), 2u);
}

TEST_F(TwoPlaces, what_the_owner_changes_at_one_place_is_sold_so_at_all) {
  store::Service dearer = *clinic->availability.get()->service(swedish);
  dearer.price.cents = 12'300;
  ASSERT_TRUE(edit_service(*clinic, program, dearer));
  ASSERT_TRUE(follow_store(beyond));
  EXPECT_EQ(beyond.availability.get()->service(swedish)->price.cents, 12'300);
  EXPECT_FALSE(follow_store(beyond));
  EXPECT_FALSE(follow_store(*clinic));
  ASSERT_TRUE(add_time_off(*clinic, program, {{}, {monday + 1, 0}, {monday + 2, 0}}, "Fair"));
  ASSERT_TRUE(follow_store(beyond));
  EXPECT_EQ(free_at(beyond, at(1, 10)), 0u);
  EXPECT_EQ(free_at(beyond, at(2, 10)), 1u);
  // One of several parts that nobody booked is forgotten, wherever it is in memory.
  auto joined = join_services(*clinic, desk, {deep, swedish});
  ASSERT_TRUE(joined) << joined.error().message;
  load_availability(beyond);
  ASSERT_NE(beyond.availability.get()->service(*joined), nullptr);
  clock.seconds = at(0, 12).seconds;
  ASSERT_TRUE(forget_what_ended(*clinic));
  EXPECT_TRUE(follow_store(beyond));
  EXPECT_EQ(beyond.availability.get()->service(*joined), nullptr);
  ASSERT_TRUE(remove_service(*clinic, program, swedish));
  ASSERT_TRUE(follow_store(beyond));
  EXPECT_EQ(beyond.availability.get()->service_by_slug("relaxation-60"), nullptr);
}

TEST_F(TwoPlaces, what_is_left_behind_about_a_visit_is_done_at_its_place) {
  Booked visit = book(beyond, at(1, 10), "there");
  const std::size_t before = mails_of(beyond);
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    // Moves what that place planned itself.
    plan_due_work(tx, *clinic, "intake.due", visit.appointment.id.value, clock.now());
    add_mail(tx, *clinic, "moved", visit.client, {}, visit.appointment.id);
    NewTask task;
    task.kind = "reminder_call";
    task.client = visit.client.id;
    task.appointment = visit.appointment.id;
    task.due = clock.now();
    add_task(tx, *clinic, task);
    return {};
  }));
  EXPECT_EQ(mails_of(*clinic), 0u);
  EXPECT_EQ(mails_of(beyond), before + 1);
  EXPECT_TRUE(waiting_tasks(*clinic, program).empty());
  EXPECT_EQ(waiting_tasks(beyond, program).size(), 1u);
  EXPECT_EQ(do_due_work(*clinic, 50), 0);
  EXPECT_EQ(do_due_work(beyond, 50), 1);
  EXPECT_EQ(waiting_tasks(beyond, program).size(), 2u);
}

TEST_F(TwoPlaces, a_hold_of_a_therapist_of_both_is_sound_at_both) {
  ben_works_at_both();
  HoldStart hold;
  hold.service = swedish;
  hold.start = at(1, 10);
  hold.practitioner = ben;
  ASSERT_TRUE(hold_start(beyond, hold));
  for (const CheckLine& line : check_clinic(*clinic))
    if (line.what == "index") {
      EXPECT_TRUE(line.sound) << line.faults.front();
    }
  load_availability(*clinic);
  EXPECT_EQ(free_at(*clinic, at(1, 10)), 1u);
  EXPECT_FALSE(clinic->availability.get()->next_expiry);
}

TEST_F(TwoPlaces, rooms_shifts_and_equipment_are_changed_at_their_place_alone) {
  auto kind = edit_equipment(beyond, program, {{}, {}, "Hot stones", 1});
  ASSERT_TRUE(kind);
  const House house = *read_house(beyond, program);
  store::Room room = house.rooms.front();
  std::int64_t shift = 0;
  for (const auto& kept : house.shifts)
    if (kept.shift.practitioner == zoe) shift = kept.id;
  ASSERT_NE(shift, 0);
  auto why = [](const auto& done) { return done ? std::string() : done.error().message; };
  EXPECT_EQ(why(edit_room(*clinic, program, room)), "room_unknown");
  EXPECT_EQ(why(edit_equipment(*clinic, program, {*kind, {}, "Stones", 1})), "equipment_unknown");
  EXPECT_EQ(why(remove_room(*clinic, program, room.id)), "room_unknown");
  EXPECT_EQ(why(remove_equipment(*clinic, program, *kind)), "equipment_unknown");
  EXPECT_EQ(why(remove_shift(*clinic, program, shift)), "shift_unknown");
  EXPECT_EQ(why(edit_room(beyond, program, room)), "");
  EXPECT_EQ(why(remove_shift(beyond, program, shift)), "");
  EXPECT_EQ(why(remove_equipment(beyond, program, *kind)), "");
}

TEST_F(TwoPlaces, R37_a_call_list_is_answered_at_its_own_place) {
  Booked visit = book(beyond, at(1, 10), "there");
  auto list = reseat_day(beyond, desk, {zoe, {}, monday + 1});
  ASSERT_TRUE(list);
  auto answer = [&](Clinic& where, CallWent went) {
    auto done = answer_call(where, desk, *list, visit.appointment.id, went);
    return done ? std::string() : done.error().message;
  };
  EXPECT_EQ(answer(*clinic, CallWent::declined), "visit_elsewhere");
  EXPECT_EQ(answer(beyond, CallWent::declined), "");
  auto undone = undo_call(*clinic, desk, *list, visit.appointment.id);
  EXPECT_EQ(undone ? "" : undone.error().message, "visit_elsewhere");
}

TEST_F(TwoPlaces, the_check_sees_each_place_s_visits_off_their_wall_time) {
  Booked visit = book(beyond, at(1, 10), "there");
  auto off = [&](const Clinic& where) {
    return store->read([&](store::Connection& c) { return off_their_wall_time(c, where); });
  };
  EXPECT_TRUE(off(*clinic).empty());
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::Appointment a = visit.appointment;
    a.start = a.start + hours(1);
    store::update_appointment(tx, clinic->tenant, a);
    return {};
  }));
  for (const Clinic* where : {clinic.get(), &beyond}) {
    ASSERT_EQ(off(*where).size(), 1u);
    EXPECT_EQ(off(*where)[0], visit.appointment.id);
  }
}

// R40: work of before that stands at another place, as a program of another place planned it.
struct LetterOfAnotherPlace : testing::Test, WaitingForLetter {
  Clinic beyond{*store, *sealer, random, clock, shipped_knowledge(), clinic->tenant};

  LetterOfAnotherPlace() {
    clinic->location = clinic->place();
    store::Location there = clinic->availability.get()->location;
    there.id = random.id<LocationId>();
    there.name = "Beyond the River";
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::add_location(tx, clinic->tenant, there);
      store::add_due_work(tx, clinic->tenant,
                          {random.id<DueWorkId>(), std::string(kLetterDue), visit.id.value,
                           visit.start - hours(24), there.id});
      return {};
    }));
    beyond.location = there.id;
    load_availability(beyond);
  }
};

TEST_F(LetterOfAnotherPlace, R40_a_visit_is_made_gentler_by_the_program_of_its_place) {
  clock.seconds = (visit.start - hours(24)).seconds;
  do_due_work(beyond, 50);
  EXPECT_EQ(now().service, deep);
  EXPECT_EQ(now().status, store::Status::requested);
  walk_to(clock.now() + minutes(1));
  EXPECT_EQ(now().service, swedish);
}

TEST_F(TwoPlaces, the_place_that_is_free_first_comes_first_and_what_changes_there_is_seen) {
  OtherPlaces others;
  auto list = [&](std::optional<Date> earliest = {}) {
    std::vector<std::pair<std::string, Instant>> out;
    for (const NextAtPlace& one : next_at_places(*clinic, others, {swedish, earliest}))
      out.emplace_back(one.here ? "here" : one.place.name, one.start.value_or(Instant{}));
    return out;
  };
  using Lines = std::vector<std::pair<std::string, Instant>>;
  // Both at once: by name. The first clinic of the test is called Grande Prairie Massage.
  EXPECT_EQ(list(), (Lines{{"Beyond the River", at(0, 10)}, {"here", at(0, 10)}}));
  // Zoe has the only room beyond the river; its own program books her, and this one sees it.
  book(beyond, at(0, 10), "zoe");
  EXPECT_EQ(list(), (Lines{{"here", at(0, 10)}, {"Beyond the River", at(0, 11, 30)}}));
  EXPECT_EQ(list(monday + 1), (Lines{{"Beyond the River", at(1, 9)}, {"here", at(1, 9)}}));
  // Another day, and nobody who works there: last, with no time.
  ASSERT_TRUE(add_time_off(beyond, program, {zoe, {monday, 0}, {monday + 150, 0}}, "away"));
  const auto last = list().back();
  EXPECT_EQ(last.first, "Beyond the River");
  EXPECT_EQ(last.second, Instant{});
  clock.seconds = at(1, 8).seconds;
  EXPECT_EQ(list().front(), (std::pair<std::string, Instant>{"here", at(1, 10)}));
}

// Beyond the river is nearer to the person, who stands at the ferry; a third place says not where
// it is.
TEST_F(TwoPlaces, the_nearest_place_comes_first_if_so_asked_and_each_says_how_far_it_is) {
  const Position ferry{55'100'000, -118'700'000};
  store::Location here = clinic->availability.get()->location,
                  there = beyond.availability.get()->location, nowhere = there;
  here.at = Position{55'170'000, -118'800'000};
  there.at = Position{55'110'000, -118'690'000};
  ASSERT_TRUE(edit_profile(*clinic, program, here));
  ASSERT_TRUE(edit_profile(beyond, program, there));
  nowhere.id = random.id<LocationId>();
  nowhere.name = "A Tent";
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::add_location(tx, clinic->tenant, nowhere);
    return {};
  }));
  book(beyond, at(0, 10), "zoe");  // the nearest has time later
  OtherPlaces others;
  auto names = [&](PlaceOrder order, std::optional<Position> near) {
    std::string out;
    for (const NextAtPlace& one : next_at_places(*clinic, others, {swedish, {}, near, order}))
      out += (one.here ? "here" : one.place.name) + ", ";
    return out;
  };
  EXPECT_EQ(names(PlaceOrder::nearest, ferry), "Beyond the River, here, A Tent, ");
  EXPECT_EQ(names(PlaceOrder::soonest, ferry), "here, Beyond the River, A Tent, ");
  EXPECT_EQ(names(PlaceOrder::nearest, *here.at), "here, Beyond the River, A Tent, ");
  EXPECT_EQ(names(PlaceOrder::nearest, {}), "here, Beyond the River, A Tent, ");
  const auto far = next_at_places(*clinic, others, {swedish, {}, ferry, PlaceOrder::nearest});
  EXPECT_NEAR(far[0].km.value(), kilometres(ferry, *there.at), 1e-9);
  EXPECT_NEAR(far[1].km.value(), 10.05, 0.05);
  EXPECT_FALSE(far[2].km);
  // What it said is forgotten when it says nothing more.
  there = beyond.availability.get()->location;
  EXPECT_EQ(there.at, (Position{55'110'000, -118'690'000}));
  there.at.reset();
  ASSERT_TRUE(edit_profile(beyond, program, there));
  EXPECT_EQ(names(PlaceOrder::nearest, ferry), "here, Beyond the River, A Tent, ");
}

}  // namespace
}  // namespace fascia::clinic
