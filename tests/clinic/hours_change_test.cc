// SPDX-License-Identifier: Apache-2.0
// The hours change while somebody books: either the booking fails, or whoever changed them is told.
#include <thread>

#include "busy_writer.h"
#include "clinic/change_appointment.h"
#include "clinic/change_shift.h"
#include "clinic/check_clinic.h"
#include "clinic/holds.h"
#include "clinic/outside_hours.h"
#include "clinic/reseat.h"
#include "two_people.h"

namespace fascia::clinic {
namespace {

struct HoursChange : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  const Actor therapist{Actor::Kind::staff, StaffId{78}, store::Role::therapist, ana};

  BookAppointment visit(PractitionerId who, Instant start, const std::string& name) const {
    auto in = booking(start, name);
    in.practitioner = who;
    in.client.name = name;
    return in;
  }
  AppointmentId book(PractitionerId who, Instant start, const std::string& name) {
    auto booked = book_appointment(*clinic, visit(who, start, name));
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    return booked ? booked->appointment.id : AppointmentId{};
  }
  // Each begins while the writer is busy, one after the other, so that with SQLite they share one
  // commit: memory knows nothing of the first when the second is decided.
  void in_one_group(const std::vector<std::function<void()>>& work) {
    BusyWriter writer(*store);
    std::vector<std::thread> all;
    for (const auto& one : work) {
      all.emplace_back(one);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));  // it stands in the queue
    }
    for (std::thread& one : all) one.join();
    writer.wait();
  }
  Done day_off(PractitionerId who, int day, int from_hour = 0, int until_hour = 24) {
    return add_time_off(*clinic, desk,
                        {who,
                         {monday + day, from_hour * 60},
                         until_hour == 24 ? WallTime{monday + day + 1, 0}
                                          : WallTime{monday + day, until_hour * 60}});
  }
  std::vector<AppointmentId> listed() {
    std::vector<AppointmentId> out;
    for (const OutsideHours& one : outside_hours(*clinic)) out.push_back(one.visit.id);
    return out;
  }
};

TEST_F(HoursChange, who_books_a_moment_after_time_off_was_entered_is_refused) {
  std::vector<std::string> ended(3);
  std::vector<std::function<void()>> work{[&] { EXPECT_TRUE(day_off(ana, 1)); }};
  for (std::size_t i = 0; i < ended.size(); ++i)
    work.push_back([&, i] {
      auto booked = book_appointment(
          *clinic, visit(ana, at(1, 10 + 2 * int(i)), "Client " + std::to_string(i)));
      ended[i] = booked ? "booked" : booked.error().message;
    });
  in_one_group(work);
  for (const std::string& one : ended) EXPECT_EQ(one, "start_outside_hours");
  EXPECT_TRUE(listed().empty());
  all_sound();
}

TEST_F(HoursChange, who_booked_a_moment_before_is_listed_for_whoever_entered_it) {
  AppointmentId id;
  in_one_group(
      {[&] { id = book(ana, at(1, 10), "Maya Roy"); }, [&] { EXPECT_TRUE(day_off(ana, 1)); }});
  EXPECT_EQ(listed(), std::vector{id});
  // It stands as it was promised until somebody moves it.
  EXPECT_EQ(find_visit(*clinic, id, {desk, {}})->start, at(1, 10));
  ASSERT_TRUE(move_appointment(*clinic, id, {desk, {}}, at(2, 10)));
  EXPECT_TRUE(listed().empty());
  all_sound();
}

TEST_F(HoursChange, a_shift_that_ends_or_a_room_that_goes_binds_the_next_one_of_the_same_group) {
  std::int64_t tuesday = 0;
  store->read([&](store::Connection& c) {
    for (const auto& kept : store::list_shifts(c, clinic->tenant))
      if (kept.shift.practitioner == ana && kept.shift.weekday == 2) tuesday = kept.id;
    return 0;
  });
  std::string ended;
  in_one_group({[&] { EXPECT_TRUE(remove_shift(*clinic, program, tuesday)); },
                [&] {
                  auto booked = book_appointment(*clinic, visit(ana, at(1, 10), "Maya Roy"));
                  ended = booked ? "booked" : booked.error().message;
                }});
  EXPECT_EQ(ended, "start_outside_hours");
  const RoomId second = clinic->availability.get()->rooms[1].id;
  std::vector<std::string> both(2);
  in_one_group(
      {[&] { EXPECT_TRUE(remove_room(*clinic, program, second)); },
       [&] { both[0] = book_appointment(*clinic, visit(ana, at(2, 10), "A B")) ? "y" : "n"; },
       [&] { both[1] = book_appointment(*clinic, visit(ben, at(2, 10), "C D")) ? "y" : "n"; }});
  EXPECT_EQ(both, (std::vector<std::string>{"y", "n"}));  // one room is left
  EXPECT_TRUE(listed().empty());
  all_sound();
}

TEST_F(HoursChange, R37_a_shift_is_changed_from_a_day_on_and_the_visits_outside_get_the_call_list) {
  auto tuesday = [&] {
    std::vector<store::KeptShift> out;
    store->read([&](store::Connection& c) {
      for (const auto& kept : store::list_shifts(c, clinic->tenant))
        if (kept.shift.practitioner == ana && kept.shift.weekday == 2) out.push_back(kept);
      return 0;
    });
    std::ranges::sort(out, {}, [](const auto& kept) { return kept.shift.valid_from; });
    return out;
  };
  const AppointmentId soon = book(ana, at(1, 14), "Maya Roy"),
                      later = book(ana, at(15, 14), "Luc Roy"),
                      kept = book(ana, at(15, 9), "Noor Lind");
  schedule::Shift to = tuesday().front().shift;
  to.to_minute = 12 * 60;
  to.valid_from = monday + 8;
  // Who books the lost afternoon in the same group of commits is refused.
  std::string ended;
  in_one_group({[&] { EXPECT_TRUE(change_shift(*clinic, desk, tuesday().front().id, to)); },
                [&] {
                  auto booked = book_appointment(*clinic, visit(ana, at(8, 13), "Sam Poe"));
                  ended = booked ? "booked" : booked.error().message;
                }});
  EXPECT_EQ(ended, "start_outside_hours");
  ASSERT_EQ(tuesday().size(), 2u);
  EXPECT_EQ(tuesday()[0].shift.valid_until, monday + 7);
  EXPECT_EQ(tuesday()[0].shift.to_minute, 17 * 60);
  EXPECT_EQ(tuesday()[1].shift, to);
  EXPECT_EQ(listed(), std::vector{later});
  EXPECT_EQ(find_visit(*clinic, soon, {desk, {}})->start, at(1, 14));
  EXPECT_EQ(find_visit(*clinic, kept, {desk, {}})->start, at(15, 9));
  Lost lost;
  lost.practitioner = ana;
  lost.day = monday + 15;
  lost.outside_hours = true;
  auto list = reseat_day(*clinic, desk, lost);
  ASSERT_TRUE(list) << list.error().message;
  auto calls = call_list(*clinic, desk, *list);
  ASSERT_TRUE(calls);
  ASSERT_EQ(calls->calls.size(), 1u);
  EXPECT_EQ(calls->calls.front().visit.id, later);
  // The rest of it has not begun: it is replaced, and its hours may come back.
  to.to_minute = 17 * 60;
  ASSERT_TRUE(change_shift(*clinic, desk, tuesday()[1].id, to));
  EXPECT_EQ(tuesday().size(), 2u);
  EXPECT_TRUE(listed().empty());
  all_sound();
}

TEST_F(HoursChange, a_change_of_a_shift_that_cannot_be_names_why_and_changes_nothing) {
  auto shifts = [&] {
    return store->read([&](store::Connection& c) { return store::list_shifts(c, clinic->tenant); });
  };
  const auto before = shifts();
  auto of = [&](int weekday) {
    return *std::ranges::find_if(before, [&](const auto& kept) {
      return kept.shift.practitioner == ana && kept.shift.weekday == weekday;
    });
  };
  auto refused = [&](std::int64_t id, auto change) {
    schedule::Shift to = of(2).shift;
    to.valid_from = monday;
    change(to);
    auto done = change_shift(*clinic, desk, id, to);
    EXPECT_FALSE(done);
    return done ? "" : done.error().field + " " + done.error().message;
  };
  using S = schedule::Shift;
  EXPECT_EQ(refused(1, [](S&) {}), " shift_unknown");
  EXPECT_EQ(refused(of(2).id, [](S& s) { s.valid_from = s.valid_from - 1; }),
            "valid_from shift_change_too_early");
  EXPECT_EQ(refused(of(2).id, [](S& s) { s.weekday = 3; }), "shift.from shift_overlaps");
  EXPECT_EQ(refused(of(2).id, [](S& s) { s.to_minute = s.from_minute; }),
            "shift.to shift_ends_before_it_starts");
  EXPECT_EQ(refused(of(2).id, [](S& s) { s.break_from = 8 * 60, s.break_to = 10 * 60; }),
            "shift.break break_outside_shift");
  EXPECT_EQ(refused(of(2).id, [](S& s) { s.valid_until = s.valid_from - 1; }),
            "shift.until until_before_from");
  EXPECT_EQ(change_shift(*clinic, therapist, of(2).id, of(2).shift).error().code, Code::forbidden);
  auto same = [](const auto& a, const auto& b) { return a.id == b.id && a.shift == b.shift; };
  EXPECT_TRUE(std::ranges::equal(shifts(), before, same));
  // One whose last day has passed is history.
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::end_shift(tx, clinic->tenant, of(2).id, monday - 6);
    return {};
  }));
  EXPECT_EQ(refused(of(2).id, [](S&) {}), "valid_from shift_over");
}

// Many at once, in whatever order: nobody stands outside the hours without being listed.
TEST_F(HoursChange, race_of_bookings_and_hours_leaves_no_visit_outside_them_unlisted) {
  const int rounds = std::getenv("FASCIA_LONG") != nullptr ? 100 : 8;
  for (int round = 0; round < rounds; ++round) {
    const int day = 1 + round % 60;
    std::atomic<bool> go = false;
    std::vector<std::thread> all;
    std::mutex mutex;
    std::vector<store::Appointment> won;
    for (int i = 0; i < 6; ++i)
      all.emplace_back([&, i] {
        while (!go) std::this_thread::yield();
        auto booked = book_appointment(
            *clinic, visit(ana, at(day, 9 + i), std::to_string(round) + " " + std::to_string(i)));
        std::lock_guard lock(mutex);
        if (booked) won.push_back(booked->appointment);
      });
    all.emplace_back([&] {
      while (!go) std::this_thread::yield();
      EXPECT_TRUE(day_off(ana, day, 11, 15));
    });
    go = true;
    for (std::thread& one : all) one.join();
    const auto known = listed();
    auto offer = clinic->availability.get();
    for (const store::Appointment& a : won)
      EXPECT_EQ(!works_for(*offer, a), std::ranges::find(known, a.id) != known.end());
  }
  all_sound();
}

TEST_F(HoursChange, what_was_held_before_is_not_booked_after) {
  HoldStart wanted;
  wanted.service = swedish;
  wanted.start = at(1, 10);
  wanted.practitioner = ana;
  auto held = hold_start(*clinic, wanted);
  ASSERT_TRUE(held) << held.error().message;
  ASSERT_TRUE(day_off(ana, 1, 10, 12));
  auto in = visit(ana, at(1, 10), "Maya Roy");
  in.hold = held->token;
  EXPECT_EQ(book_appointment(*clinic, in).error().message, "start_outside_hours");
}

TEST_F(HoursChange, R20_R35_the_desk_enters_a_therapists_time_off_and_closes_no_clinic) {
  ASSERT_TRUE(day_off(ana, 1));
  EXPECT_EQ(add_time_off(*clinic, therapist, {ana, {monday + 1, 0}, {monday + 2, 0}}).error().code,
            Code::forbidden);
  EXPECT_EQ(add_time_off(*clinic, desk, {{}, {monday + 1, 0}, {monday + 2, 0}}).error().code,
            Code::forbidden);
  EXPECT_EQ(add_time_off(*clinic, desk, {PractitionerId{5}, {monday + 1, 0}, {monday + 2, 0}})
                .error()
                .message,
            "practitioner_unknown");
  ASSERT_TRUE(add_time_off(*clinic, program, {{}, {monday + 5, 0}, {monday + 6, 0}}, "Fair"));
  auto ahead = time_off_ahead(*clinic, desk);
  ASSERT_TRUE(ahead);
  ASSERT_EQ(ahead->size(), 2u);
  EXPECT_EQ(remove_time_off(*clinic, desk, (*ahead)[1].id).error().code, Code::forbidden);
  EXPECT_TRUE(remove_time_off(*clinic, desk, (*ahead)[0].id));
  EXPECT_EQ(time_off_ahead(*clinic, therapist).error().code, Code::forbidden);
  clock.seconds = at(7, 8).seconds;
  EXPECT_TRUE(time_off_ahead(*clinic, desk)->empty());
}

TEST_F(HoursChange, R37_some_hours_off_ask_about_their_visits_alone_and_leave_the_rest_of_the_day) {
  AppointmentId morning = book(ana, at(1, 9), "Early Eve"), noon = book(ana, at(1, 13), "Noor Lee");
  ASSERT_TRUE(day_off(ana, 1, 12, 17));
  EXPECT_EQ(listed(), std::vector{noon});
  auto made = reseat_day(*clinic, desk, {ana, {}, monday + 1, true});
  ASSERT_TRUE(made) << made.error().message;
  auto list = call_list(*clinic, desk, *made);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->calls.size(), 1u);
  const Call& call = list->calls.front();
  EXPECT_EQ(call.visit.id, noon);
  ASSERT_TRUE(call.item.start);
  EXPECT_EQ(list->reseat.time_off, 0);
  // Ana still works until noon.
  EXPECT_TRUE(clinic->availability.get()->times.working.at(ana)->all(
      schedule::cell_at_or_before(at(1, 9)), schedule::cell_at_or_before(at(1, 12))));
  ASSERT_TRUE(answer_call(*clinic, desk, *made, noon, CallWent::accepted));
  EXPECT_TRUE(listed().empty());
  EXPECT_EQ(find_visit(*clinic, morning, {desk, {}})->start, at(1, 9));
  all_sound();
}

TEST_F(HoursChange, R37_a_therapist_who_then_is_away_all_day_gets_a_list_of_the_whole_day) {
  book(ana, at(1, 9), "Early Eve");
  book(ana, at(1, 13), "Noor Lee");
  ASSERT_TRUE(day_off(ana, 1, 12, 17));
  auto hours = reseat_day(*clinic, desk, {ana, {}, monday + 1, true});
  ASSERT_TRUE(hours);
  auto day = reseat_day(*clinic, desk, {ana, {}, monday + 1});
  ASSERT_TRUE(day) << day.error().message;
  EXPECT_NE(*day, *hours);
  EXPECT_TRUE(call_list(*clinic, desk, *hours)->reseat.closed);
  EXPECT_EQ(call_list(*clinic, desk, *day)->calls.size(), 2u);
  EXPECT_EQ(book_appointment(*clinic, visit(ana, at(1, 10, 30), "Late Lou")).error().message,
            "start_outside_hours");
  all_sound();
}

// Two who come together keep one room: the hours are looked at anew, the room is not.
TEST_F(Couple, one_of_two_gets_no_therapist_who_is_away_since_a_moment) {
  auto both = booked(at(1, 10), ana, ben);
  BusyWriter writer(*store);
  std::thread away([&] {
    EXPECT_TRUE(add_time_off(*clinic, program, {ben, {monday + 5, 0}, {monday + 6, 0}}));
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  std::thread other([&] {
    auto moved = move_appointment(*clinic, both.first.appointment.id, {desk, {}}, at(1, 10), cleo);
    EXPECT_TRUE(moved) << (moved ? "" : moved.error().message);
  });
  away.join();
  other.join();
  writer.wait();
  EXPECT_EQ(visit(both.first).practitioner, cleo);
  EXPECT_EQ(visit(both.first).room, for_two);
  EXPECT_EQ(visit(both.second).room, for_two);
}

}  // namespace
}  // namespace fascia::clinic
