// SPDX-License-Identifier: Apache-2.0
// Many people press at once: real threads on a real store, 20 times over. And the days on which the
// clocks change, through booking.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "busy_writer.h"
#include "clinic/booking_limits.h"
#include "clinic/change_appointment.h"
#include "clinic/holds.h"
#include "clinic/small_clinic.h"

namespace fascia::clinic {
namespace {

constexpr int kClients = 200;
constexpr int kRounds = 20;
constexpr int kThreads = 16;

class Race : public ::testing::Test, public SmallClinic {
 protected:
  // How `n` bookings end that are sent from many threads at once: the winners, and the other codes.
  struct Outcome {
    std::vector<store::Appointment> won;
    std::set<std::string> other;
  };
  Outcome race(Instant start, PractitionerId who, int round) {
    std::atomic<int> next = 0;
    std::atomic<bool> go = false;
    std::mutex mutex;
    Outcome out;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&] {
        while (!go) std::this_thread::yield();
        for (int i = next++; i < kClients; i = next++) {
          BookAppointment in = booking(start, std::to_string(round) + "-" + std::to_string(i));
          in.client.name = "Client " + std::to_string(i);
          in.practitioner = who;
          auto booked = book_appointment(*clinic, in);
          std::lock_guard lock(mutex);
          if (booked)
            out.won.push_back(booked->appointment);
          else
            out.other.insert(booked.error().message);
        }
      });
    go = true;
    for (std::thread& thread : threads) thread.join();
    return out;
  }
  // All of these at once: the writer is busy until each stands in the queue, so that with SQLite
  // they share one commit, and none of them is in memory when the next is decided.
  std::vector<Result<Booked>> at_once(const std::vector<BookAppointment>& all) {
    BusyWriter writer(*store);
    std::vector<std::optional<Result<Booked>>> ended(all.size());
    std::vector<std::thread> people;
    for (std::size_t i = 0; i < all.size(); ++i)
      people.emplace_back([&, i] { ended[i] = book_appointment(*clinic, all[i]); });
    for (std::thread& one : people) one.join();
    writer.wait();
    std::vector<Result<Booked>> out;
    for (auto& one : ended) out.push_back(std::move(*one));
    return out;
  }
  void expect_sound() {
    EXPECT_EQ(difference_from_store(), "");
    auto masks = store->read([&](store::Connection& c) {
      std::vector<store::Busy> busy;
      for (const auto& a : store::list_appointments(c, clinic->tenant, at(-1, 0), at(100, 0)))
        if (store::takes_time(a.status))
          std::ranges::copy(store::busy_of(a), std::back_inserter(busy));
      return std::pair(store::mask_rows(c, clinic->tenant), store::masks_of(busy));
    });
    EXPECT_EQ(masks.first, masks.second);
  }
};

// E!A#31, E!A#982, E!A#996, E!A#1217, E!A#1783, LB#147, LB#75, LB#57, LB#1614, cal#13397, cal#5820
TEST_F(Race, two_hundred_want_one_start_with_one_therapist_and_exactly_one_gets_it) {
  for (int round = 0; round < kRounds; ++round) {
    Outcome out = race(at(1 + round, 10), ana, round);
    ASSERT_EQ(out.won.size(), 1U) << "round " << round;
    EXPECT_EQ(out.won[0].practitioner, ana);
    EXPECT_EQ(out.other, std::set<std::string>{"start_taken"});
  }
  expect_sound();
}

// E!A#845
TEST_F(Race, with_k_therapists_free_and_none_named_exactly_k_win) {
  for (const char* room : {"Room 3", "Room 4"})
    ASSERT_TRUE(edit_room(*clinic, program, {{}, {}, room}));
  add_therapist("Cleo Marsh", 2);
  for (int round = 0; round < kRounds; ++round) {
    Outcome out = race(at(1 + round, 13), {}, round);
    ASSERT_EQ(out.won.size(), 3U) << "round " << round;
    std::set<PractitionerId> who;
    std::set<RoomId> where;
    for (const auto& a : out.won) {
      who.insert(a.practitioner);
      where.insert(a.room);
    }
    EXPECT_EQ(who.size(), 3U);
    EXPECT_EQ(where.size(), 3U);
    EXPECT_EQ(out.other, std::set<std::string>{"start_taken"});
  }
  expect_sound();
}

TEST_F(Race, fewer_rooms_than_therapists_and_the_rooms_decide) {
  add_therapist("Cleo Marsh", 2);
  Outcome out = race(at(1, 13), {}, 0);
  EXPECT_EQ(out.won.size(), 2U);
  expect_sound();
}

TEST_F(Race, holds_race_too_and_one_browser_gets_each_seat) {
  std::atomic<bool> go = false;
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      while (!go) std::this_thread::yield();
      HoldStart in{swedish,
                   at(1, 10),
                   ana,
                   {},
                   true,
                   "b" + std::to_string(t),
                   "10.0.0." + std::to_string(t)};
      if (hold_start(*clinic, in)) ++won;
    });
  go = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
}

// medplum#8311: a limit of a day that is checked before the booking and not with it.
TEST_F(Race, R32_a_therapists_deep_minutes_of_a_day_keep_their_limit_however_many_book_at_once) {
  BookingLimits limits;
  limits.deep_minutes_a_day = 240;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  // As many rooms as visits: what refuses is the limit, in whatever order they come.
  for (const char* name : {"Third", "Fourth", "Fifth"})
    ASSERT_TRUE(edit_room(*clinic, program, {{}, {}, name}));
  for (int day = 1; day <= 5; ++day) {
    std::vector<BookAppointment> all;
    for (int minute : {540, 615, 690, 765, 840}) {
      const std::string key = std::to_string(day) + "-" + std::to_string(minute);
      BookAppointment in = booking(at(day, 0) + minutes(minute), key);
      in.client.name = "Client " + key;
      in.service = deep;
      in.practitioner = ana;
      all.push_back(in);
    }
    int won = 0;
    for (const auto& one : at_once(all)) {
      if (one)
        ++won;
      else
        EXPECT_EQ(one.error().message, "work_full");
    }
    EXPECT_EQ(won, 4) << "day " << day;
    EXPECT_EQ(schedule::deep_minutes_on(clinic->availability.get()->times, ana, monday + day), 240);
  }
  expect_sound();
}

TEST_F(Race, a_service_without_gaps_gets_no_hole_from_two_who_book_at_once) {
  store::Service gapless = *clinic->availability.get()->service(swedish);
  gapless.no_gaps = true;
  ASSERT_TRUE(edit_service(*clinic, program, gapless));
  for (int day = 1; day <= 5; ++day) {
    std::vector<BookAppointment> all;
    for (int minute : {660, 750}) {  // either is fine alone; both leave less than a visit between
      const std::string key = std::to_string(day) + "-" + std::to_string(minute);
      BookAppointment in = booking(at(day, 0) + minutes(minute), key);
      in.client.name = "Client " + key;
      in.practitioner = ana;
      all.push_back(in);
    }
    auto ended = at_once(all);
    EXPECT_NE(ended[0].has_value(), ended[1].has_value()) << "day " << day;
  }
  expect_sound();
}

// respa#259, E!A#1765, cal#7278: busy time came in by another way between what was offered and the
// booking. Here that is the owner's word that a therapist is away.
TEST_F(Race, a_therapist_who_is_away_since_a_moment_ago_is_booked_no_more) {
  BusyWriter writer(*store, 400);
  BookAppointment in = booking(at(1, 10), "k");
  in.practitioner = ana;
  std::thread owner([&] {
    EXPECT_TRUE(add_time_off(*clinic, program, {ana, {monday + 1, 0}, {monday + 2, 0}}, "away"));
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // in the queue before the booking
  auto booked = book_appointment(*clinic, in);
  owner.join();
  writer.wait();
  EXPECT_FALSE(booked);
  in.practitioner = {};  // whoever is there has it
  in.idempotency_key = in.body = "l";
  auto other = book_appointment(*clinic, in);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->appointment.practitioner, ben);
  expect_sound();
}

// E!A#160
TEST_F(Race, one_client_in_two_tabs_is_booked_with_one_therapist_alone) {
  std::vector<BookAppointment> all{booking(at(1, 10), "one"), booking(at(1, 10, 30), "two")};
  all[0].practitioner = ana;
  all[1].practitioner = ben;
  ASSERT_TRUE(book_appointment(*clinic, booking(at(3, 10), "before")));  // they are known
  auto ended = at_once(all);
  ASSERT_NE(ended[0].has_value(), ended[1].has_value());
  const auto& lost = ended[0] ? ended[1] : ended[0];
  EXPECT_EQ(lost.error().message, "client_has_visit_then");
  EXPECT_EQ(lost.error().field, "start");
  expect_sound();
}

// cal#10789, cal#29958
TEST_F(Race, of_two_requests_for_one_start_one_is_kept_and_confirmed) {
  std::vector<BookAppointment> all{booking(at(1, 10), "one"), booking(at(1, 10), "two")};
  for (BookAppointment& in : all) in.practitioner = ana;
  all[1].client.name = "Rival Ray";
  auto ended = at_once(all);
  ASSERT_NE(ended[0].has_value(), ended[1].has_value());
  EXPECT_EQ((ended[0] ? ended[1] : ended[0]).error().message, "start_taken");
  const store::Appointment& kept = (ended[0] ? ended[0] : ended[1])->appointment;
  EXPECT_EQ(kept.status, store::Status::requested);  // its time is taken all the same (R4)
  EXPECT_TRUE(set_status(*clinic, program, kept.id, store::Status::confirmed));
  expect_sound();
}

// cal#12922, cal#22801
TEST_F(Race, one_link_moved_twice_at_once_leaves_one_visit_and_the_other_times_free) {
  auto booked = book_appointment(*clinic, booking(at(1, 10), "k"));
  ASSERT_TRUE(booked);
  const AppointmentId id = booked->appointment.id;
  std::vector<std::thread> people;
  for (int hour : {10, 12, 14})
    people.emplace_back([&, hour] {
      (void)move_appointment(*clinic, id, {{}, booked->manage_token}, at(2, hour)).has_value();
    });
  for (std::thread& one : people) one.join();
  auto all = store->read([&](store::Connection& c) {
    return store::list_appointments(c, clinic->tenant, at(0, 0), at(10, 0));
  });
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].wall.date, monday + 2);
  for (int hour : {10, 12, 14}) {
    BookAppointment in = booking(at(2, hour), "after" + std::to_string(hour));
    in.client.name = "Rival Ray";
    in.practitioner = all[0].practitioner;
    EXPECT_EQ(book_appointment(*clinic, in).has_value(), all[0].start != at(2, hour)) << hour;
  }
  expect_sound();
}

TEST_F(Race, two_visits_that_swap_at_once_both_keep_a_time_of_their_own) {
  auto first = booking(at(1, 10), "first"), second = booking(at(1, 13), "second");
  second.client.name = "Rival Ray";
  first.practitioner = second.practitioner = ana;
  auto a = book_appointment(*clinic, first), b = book_appointment(*clinic, second);
  ASSERT_TRUE(a && b);
  for (int round = 0; round < kRounds; ++round) {
    std::thread one([&] {
      auto moved = move_appointment(*clinic, a->appointment.id, {program, {}}, at(1, 13));
      EXPECT_FALSE(moved);
    });
    auto moved = move_appointment(*clinic, b->appointment.id, {program, {}}, at(1, 10));
    EXPECT_FALSE(moved);
    one.join();
  }
  EXPECT_EQ(find_visit(*clinic, a->appointment.id, {program, {}})->start, at(1, 10));
  EXPECT_EQ(find_visit(*clinic, b->appointment.id, {program, {}})->start, at(1, 13));
  expect_sound();
}

// Whether a therapist or a room is kept twice at a time, told by the rows alone.
bool any_overlap(const std::vector<store::Appointment>& all) {
  std::vector<store::Busy> busy;
  for (const store::Appointment& a : all)
    if (store::takes_time(a.status)) std::ranges::copy(store::busy_of(a), std::back_inserter(busy));
  std::ranges::sort(busy, {}, [](const store::Busy& b) { return std::pair(b.resource, b.from); });
  return std::ranges::adjacent_find(busy, [](const store::Busy& x, const store::Busy& y) {
           return x.resource == y.resource && y.from < x.until;
         }) != busy.end();
}

// Grins#92
// People book, move and cancel in three days of two therapists, all at once, and each remembers
// what was acknowledged. FASCIA_LONG makes a million attempts (./test long).
TEST_F(Race, thousands_of_contested_bookings_leave_no_overlap_and_nothing_is_lost) {
  const bool many = std::getenv("FASCIA_LONG") != nullptr;
  const int attempts = many ? 1'000'000 : store::on_postgresql() ? 5'000 : 20'000;
  std::mutex mutex;
  std::map<AppointmentId, Instant> acknowledged;
  std::atomic<int> next = 0;
  auto person = [&](unsigned seed) {
    std::mt19937 chance(seed);
    auto below = [&](int n) { return int(chance() % unsigned(n)); };
    std::vector<AppointmentId> mine;
    const Key desk{program, {}};
    auto keep = [&](AppointmentId id, std::optional<Instant> start) {
      std::lock_guard lock(mutex);
      if (start)
        acknowledged.insert_or_assign(id, *start);
      else
        acknowledged.erase(id);
    };
    for (int i = next++; i < attempts; i = next++) {
      Instant start = at(1 + below(3), 9 + below(8), 30 * below(2));
      int wish = below(16);
      if (wish < 14 || mine.empty()) {
        BookAppointment in = booking(start, std::to_string(i));
        in.client.name = "Client " + std::to_string(i);
        in.practitioner = wish < 7 ? ana : wish < 12 ? ben : PractitionerId{};
        if (auto booked = book_appointment(*clinic, in)) {
          mine.push_back(booked->appointment.id);
          keep(mine.back(), booked->appointment.start);
        }
        continue;
      }
      std::swap(mine[std::size_t(below(int(mine.size())))], mine.back());
      if (wish == 14) {
        if (auto moved = move_appointment(*clinic, mine.back(), desk, start))
          keep(mine.back(), moved->start);
      } else {
        ASSERT_TRUE(cancel_appointment(*clinic, mine.back(), desk));
        keep(mine.back(), std::nullopt);
        mine.pop_back();
      }
    }
  };
  std::vector<std::thread> people;
  for (unsigned n = 0; n < kThreads; ++n) people.emplace_back(person, n);
  for (std::thread& one : people) one.join();

  auto all = store->read([&](store::Connection& c) {
    return store::list_appointments(c, clinic->tenant, at(0, 0), at(10, 0));
  });
  EXPECT_FALSE(any_overlap(all));
  std::map<AppointmentId, Instant> standing;
  for (const auto& a : all)
    if (store::takes_time(a.status)) standing.emplace(a.id, a.start);
  EXPECT_EQ(standing, acknowledged);
  EXPECT_GT(all.size(), std::size_t(attempts) / 100) << "too few of them were contested";
  expect_sound();
}

// ---- the days on which clocks change

struct ClockDay {
  const char* zone;
  Date day;
  int offset_before, offset_after;  // hours from UTC at 0:00 and at 9:00
};

class ClockChange : public ::testing::TestWithParam<ClockDay> {};

// A clinic in that zone that is open all day, asked a week before.
TEST_P(ClockChange, the_wall_time_that_was_promised_is_the_wall_time_that_is_kept) {
  const ClockDay& p = GetParam();
  SmallClinic small;
  Zone zone = *Zone::load(p.zone);
  store::Location place = small.clinic->availability.get()->location;
  place.zone = p.zone;
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::update_location(tx, small.clinic->tenant, place);
    return {};
  }));
  small.clock.seconds = zone.instant({p.day - 7, 8 * 60}).seconds;
  load_availability(*small.clinic);
  EXPECT_EQ(zone.offset_seconds(zone.start_of(p.day)), p.offset_before * 3600);
  for (int hour : {9, 12, 15}) {
    Instant start = zone.instant({p.day, hour * 60});
    EXPECT_EQ(zone.offset_seconds(start), p.offset_after * 3600);
    auto booked = book_appointment(*small.clinic, small.booking(start, std::to_string(hour)));
    ASSERT_TRUE(booked) << booked.error().message;
    EXPECT_EQ(to_iso(booked->appointment.wall), to_iso(WallTime{p.day, hour * 60}));
    EXPECT_EQ(booked->appointment.zone, p.zone);
    EXPECT_EQ(booked->appointment.finish - booked->appointment.start, hours(1));
  }
  // The starts of that day are those of any other: 9:00 to 15:45 on the wall, none twice.
  auto offer = current_offer(*small.clinic);
  schedule::Question q;
  q.service = small.swedish;
  q.from = q.to = p.day + 1;
  q.now = small.clock.now();
  auto next = schedule::find_starts(offer->times, q);
  ASSERT_FALSE(next[0].starts.empty());
  EXPECT_EQ(zone.wall(next[0].starts.front().at).minute, 9 * 60);
}

INSTANTIATE_TEST_SUITE_P(
    Zones, ClockChange,
    ::testing::Values(ClockDay{"America/Edmonton", Date::of(2026, 3, 8), -7, -6},
                      ClockDay{"America/Edmonton", Date::of(2026, 11, 1), -6, -6},
                      ClockDay{"America/Edmonton", Date::of(2027, 3, 14), -6, -6},
                      ClockDay{"America/Toronto", Date::of(2027, 3, 14), -5, -4},
                      ClockDay{"America/Toronto", Date::of(2027, 11, 7), -4, -5}),
    [](const auto& param) {
      std::string name = std::string(param.param.zone).substr(8) + "_" + to_iso(param.param.day);
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

}  // namespace
}  // namespace fascia::clinic
