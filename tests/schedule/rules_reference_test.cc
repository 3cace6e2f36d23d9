// SPDX-License-Identifier: Apache-2.0
// Random small clinics with every rule at once, beside a reference that knows no bits: it asks for
// each five minutes of the wall clock, each therapist and each room what the rules say.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <set>

#include "schedule/availability.h"

namespace fascia::schedule {
namespace {

constexpr ServiceId kLong{101}, kShort{102};
constexpr PractitionerId kAna{11}, kBen{12};
using Found = std::set<std::pair<std::int64_t, std::int64_t>>;

struct Case {
  Foundation f;
  std::vector<Taken> taken;
  Question q;
};

// Minutes of the row's time, counted from its first instant, that each resource is free.
class Reference {
 public:
  Reference(const Case& c) : c_(c), begin_(c.f.zone.start_of(c.f.first)) {
    for (Instant t = begin_; t < c.f.zone.start_of(c.f.first + c.f.days); t = t + minutes(5))
      walls_.push_back(c.f.zone.wall(t));
    for (const PractitionerTime& p : c.f.practitioners) {
      auto& row = free_[p.id.value];
      for (std::size_t i = 0; i < walls_.size(); ++i)
        row.push_back(works(p.id, begin_ + minutes(5 * std::int64_t(i)), walls_[i].date));
    }
    for (const RoomTime& r : c.f.rooms) free_[r.id.value].assign(walls_.size(), true);
    for (const EquipmentTime& e : c.f.equipment) free_[e.id.value].assign(walls_.size(), true);
    for (const Taken& t : c.taken) {
      fill(t.practitioner.value, t.busy_from, t.busy_until);
      fill(t.room.value, t.room_from, t.room_until);
      for (EquipmentId e : t.equipment) fill(e.value, t.busy_from, t.busy_until);
    }
  }

  Found starts() const {
    Found out;
    const ServiceTime& service = service_of(c_.q.service);
    for (std::size_t i = 0; i < walls_.size(); ++i) {
      Instant t = begin_ + minutes(5 * std::int64_t(i));
      if (!allowed(t, walls_[i])) continue;
      for (const PractitionerTime& p : c_.f.practitioners)
        if (std::find(p.services.begin(), p.services.end(), service.id) != p.services.end() &&
            fits(service, p, t, walls_[i].minute % service.grid == 0))
          out.insert({t.seconds, p.id.value});
    }
    return out;
  }

 private:
  const ServiceTime& service_of(ServiceId id) const {
    return *std::find_if(c_.f.services.begin(), c_.f.services.end(),
                         [&](const ServiceTime& s) { return s.id == id; });
  }
  // The end of a period is the second of a wall time that comes twice (working_time.h).
  Instant ending(Date d, int minute) const {
    Zone::Resolved r = c_.f.zone.resolve({d + minute / 1440, minute % 1440});
    return r.kind == Zone::Kind::repeated ? r.second
                                          : c_.f.zone.instant({d + minute / 1440, minute % 1440});
  }
  bool within(Instant t, Date d, int from, int to) const {
    return t >= c_.f.zone.instant({d, from}) && t < ending(d, to);
  }
  bool works(PractitionerId p, Instant t, Date d) const {
    for (const Shift& s : c_.f.shifts) {
      if (s.practitioner != p || s.weekday != d.weekday()) continue;
      if (s.break_from && within(t, d, *s.break_from, *s.break_to)) continue;
      const int minute = c_.f.zone.wall(t).minute;
      if (s.from_minute <= minute && minute < s.to_minute) return true;
    }
    return false;
  }
  void fill(std::int64_t id, Instant from, Instant until) {
    for (std::int64_t i = 0; i < std::int64_t(walls_.size()); ++i) {
      Instant a = begin_ + minutes(5 * i);
      if (from < a + minutes(5) && a < until) free_[id][std::size_t(i)] = false;
    }
  }
  bool free(std::int64_t id, Instant from, Instant until) const {
    for (Instant t = from; t < until; t = t + minutes(5)) {
      std::int64_t i = (t - begin_).value / 300;
      if (t < begin_ || i >= std::int64_t(walls_.size()) || !free_.at(id)[std::size_t(i)])
        return false;
    }
    return true;
  }
  bool allowed(Instant t, const WallTime& w) const {
    if (w.date < c_.q.from || w.date > c_.q.to) return false;
    if (c_.q.earliest && w.date < *c_.q.earliest) return false;
    if (c_.f.zone.resolve(w).kind != Zone::Kind::unique) return false;
    return t >= c_.q.now + minutes(c_.f.rules.lead_minutes) &&
           w.date <= c_.f.zone.date(c_.q.now) + c_.f.rules.horizon_days;
  }
  static Around own(const ServiceTime& s, const PractitionerTime& p) {
    for (const auto& [service, around] : p.own)
      if (service == s.id) return around;
    return {s.before, s.after};
  }
  bool fits(const ServiceTime& s, const PractitionerTime& who, Instant t, bool on_grid) const {
    const PractitionerId p = who.id;
    const Around kept = own(s, who);
    const Instant from = t - minutes(kept.before), until = t + minutes(s.minutes + kept.after);
    if (!free(p.value, from, until)) return false;
    const int extra = c_.q.first_visit ? c_.f.rules.first_visit_room_minutes : 0;
    if (std::none_of(c_.f.rooms.begin(), c_.f.rooms.end(), [&](const RoomTime& r) {
          return r.kind == s.room_kind &&
                 free(r.id.value, from, until + minutes(extra + r.turnover));
        }))
      return false;
    for (const std::string& kind : s.equipment)
      if (std::none_of(c_.f.equipment.begin(), c_.f.equipment.end(), [&](const auto& e) {
            return e.kind == kind && free(e.id.value, from, until);
          }))
        return false;
    return load(s, p, t) && week(s, who, t) && break_left(p, from, until) &&
           no_hole(s, who, from, until, on_grid);
  }
  bool load(const ServiceTime& s, PractitionerId p, Instant t) const {
    if (!s.deep || c_.f.rules.deep_minutes_a_day == 0) return true;
    int sum = s.minutes;
    for (const Taken& x : c_.taken)
      if (x.practitioner == p && c_.f.zone.date(x.start) == c_.f.zone.date(t))
        sum += x.deep_minutes;
    return sum <= c_.f.rules.deep_minutes_a_day;
  }
  // Monday to Sunday on the wall clock.
  bool week(const ServiceTime& s, const PractitionerTime& p, Instant t) const {
    int sum = s.minutes, deep = s.deep ? s.minutes : 0;
    const Date day = c_.f.zone.date(t);
    for (const Taken& x : c_.taken) {
      const Date other = c_.f.zone.date(x.start);
      if (x.practitioner != p.id || other - (other.weekday() - 1) != day - (day.weekday() - 1))
        continue;
      sum += x.minutes;
      deep += x.deep_minutes;
    }
    return (p.week.minutes == 0 || sum <= p.week.minutes) &&
           (!s.deep || p.week.deep_minutes == 0 || deep <= p.week.deep_minutes);
  }
  // With the visit in it, is the break still to be had in one piece?
  bool break_left(PractitionerId p, Instant from, Instant until) const {
    for (const Shift& s : c_.f.shifts) {
      if (s.practitioner != p || !s.floating) continue;
      for (Date d = c_.f.first; d < c_.f.first + c_.f.days; d = d + 1) {
        if (d.weekday() != s.weekday) continue;
        Instant a = c_.f.zone.instant({d, s.floating->from_minute});
        Instant b = ending(d, s.floating->to_minute);
        if (until <= a || b <= from) continue;
        bool left = false;
        for (Instant t = a; t + minutes(s.floating->minutes) <= b; t = t + minutes(5)) {
          Instant end = t + minutes(s.floating->minutes);
          left = left || (free(p.value, t, end) && (end <= from || until <= t));
        }
        if (!left) return false;
      }
    }
    return true;
  }
  bool no_hole(const ServiceTime& s, const PractitionerTime& who, Instant from, Instant until,
               bool on_grid) const {
    const PractitionerId p = who.id;
    if (!s.no_gaps) return on_grid;
    if (!free(p.value, from - minutes(5), from) || !free(p.value, until, until + minutes(5)))
      return true;
    int useful = c_.f.rules.shortest_useful_minutes;
    if (useful == 0) {
      useful = 10'000;
      for (const ServiceTime& x : c_.f.services)
        useful = std::min(useful, own(x, who).before + x.minutes + own(x, who).after);
    }
    return on_grid && free(p.value, from - minutes(useful), from) &&
           free(p.value, until, until + minutes(useful));
  }

  const Case& c_;
  Instant begin_;
  std::vector<WallTime> walls_;
  std::map<std::int64_t, std::vector<bool>> free_;
};

Found found_by(const Snapshot& s, const Question& q) {
  Found out;
  for (const Day& day : find_starts(s, q))
    for (const Start& x : day.starts)
      for (PractitionerId p : x.practitioners) out.insert({x.at.seconds, p.value});
  return out;
}

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(engine_); }
  bool one_in(int n) { return pick(1, n) == 1; }

 private:
  std::mt19937 engine_;
};

Case random_case(Random& r) {
  static const Zone kZones[] = {*Zone::load("America/Toronto"), *Zone::load("America/Edmonton"),
                                *Zone::load("Australia/Lord_Howe"),
                                *Zone::load("America/St_Johns")};
  Case c;
  Foundation& f = c.f;
  f.zone = kZones[r.pick(0, 3)];
  f.first = f.zone.name() == "Australia/Lord_Howe" ? Date::of(2026, 10, 2)
            : r.one_in(2)                          ? Date::of(2026, 10, 30)
                                                   : Date::of(2026, 3, r.pick(6, 9));
  f.days = 4;
  f.services = {{kLong, r.pick(4, 24) * 5, r.pick(0, 3) * 5, r.pick(0, 4) * 5, r.one_in(3) ? 5 : 15,
                 "treatment", true, true},
                {kShort, r.pick(3, 9) * 5, 0, r.pick(0, 2) * 5, 15, "treatment"}};
  f.services[0].no_gaps = r.one_in(3);
  if (r.one_in(3)) f.services[0].equipment = {"cups"};
  if (r.one_in(6)) f.services[0].equipment = {"cups", "cabinet"};
  f.equipment = {{EquipmentId{31}, "cups"}, {EquipmentId{32}, "cabinet"}};
  if (r.one_in(2)) f.equipment.push_back({EquipmentId{33}, "cups"});
  f.rooms = {{RoomId{21}, "treatment", 0, r.pick(0, 2) * 5}, {RoomId{23}, "gym", 2}};
  if (r.one_in(2)) f.rooms.push_back({RoomId{22}, "treatment", 1, r.pick(0, 2) * 10});
  f.practitioners = {{kAna, {kLong, kShort}}, {kBen, {kLong, kShort}}};
  for (PractitionerTime& p : f.practitioners) {
    if (r.one_in(2)) p.own[kLong] = {r.pick(0, 4) * 5, r.pick(0, 5) * 5};
    if (r.one_in(3)) p.own[kShort] = {r.pick(0, 2) * 5, r.pick(0, 3) * 5};
    if (r.one_in(3)) p.week.minutes = r.pick(12, 60) * 5;
    if (r.one_in(3)) p.week.deep_minutes = r.pick(6, 40) * 5;
  }
  f.rules.lead_minutes = r.pick(0, 3) * 60;
  f.rules.horizon_days = r.one_in(4) ? 2 : 92;
  f.rules.deep_minutes_a_day = r.one_in(3) ? r.pick(10, 40) * 5 : 0;
  f.rules.shortest_useful_minutes = r.one_in(3) ? r.pick(2, 12) * 5 : 0;
  for (int day = 1; day <= 7; ++day)
    for (PractitionerId p : {kAna, kBen}) {
      int from = r.pick(0, 140) * 5, to = std::min(1440, from + r.pick(40, 120) * 5);
      Shift s{p, day, from, to, {}, {}, Date::of(2000, 1, 1), {}};
      if (r.one_in(2)) {
        s.break_from = from + 60;
        s.break_to = from + 60 + r.pick(1, 6) * 5;
      }
      if (r.one_in(2)) s.floating = FloatingBreak{r.pick(1, 9) * 5, from + 90, from + 180};
      f.shifts.push_back(s);
    }
  c.q.service = kLong;
  c.q.from = f.first + r.pick(0, 1);
  c.q.to = f.first + r.pick(1, 3);
  c.q.now = f.zone.instant({f.first, r.pick(0, 8) * 60 + 7});
  c.q.first_visit = r.one_in(3);
  if (r.one_in(5)) c.q.earliest = f.first + 1;
  return c;
}

// Books what it can, gives some back, and keeps a snapshot that was changed step by step.
Snapshot fill(Case& c, Random& r) {
  Snapshot s = build(c.f, {}, 1);
  for (int i = 1; i <= 14; ++i) {
    Question one = c.q;
    one.service = r.one_in(2) ? kLong : kShort;
    one.practitioner = r.one_in(2) ? kAna : kBen;
    one.staff = r.one_in(2);
    one.from = c.f.first;
    Instant start = c.f.zone.instant({c.f.first + r.pick(0, 3), r.pick(0, 260) * 5});
    auto seat = choose_seat(s, one, start);
    if (!seat) continue;
    seat->taken.id = (std::int64_t{1} << 54) * i + i;  // spread over the pieces of the set
    c.taken.push_back(seat->taken);
    s = with(s, seat->taken);
  }
  if (c.taken.size() > 1 && r.one_in(2)) {
    s = without(s, c.taken[1].id);
    c.taken.erase(c.taken.begin() + 1);
  }
  return s;
}

TEST(Rules, free_starts_are_those_of_the_plain_reference_on_random_clinics) {
  const bool many = std::getenv("FASCIA_LONG") != nullptr;
  std::size_t offered = 0;
  for (unsigned seed = 1; seed <= (many ? 20'000u : 60u); ++seed) {
    Random r(seed);
    Case c = random_case(r);
    Snapshot s = fill(c, r);
    Found found = found_by(s, c.q);
    ASSERT_EQ(found, Reference(c).starts()) << "seed " << seed;
    EXPECT_EQ(difference(s, build(c.f, c.taken, 9)), "") << "seed " << seed;
    offered += found.size();
  }
  EXPECT_GT(offered, 1'000u);  // the cases are not empty ones
}

// Peers' 5: a time that is shown and then refused (cal#29532).
TEST(Peers, every_start_that_is_shown_can_be_booked_and_no_other) {
  std::size_t seen = 0;
  for (unsigned seed = 1001; seed <= 1012; ++seed) {
    Random r(seed);
    Case c = random_case(r);
    Snapshot s = fill(c, r);
    const Found found = found_by(s, c.q);
    for (const PractitionerTime& p : c.f.practitioners) {
      Question one = c.q;
      one.practitioner = p.id;
      Instant end = c.f.zone.start_of(c.q.to + 1);
      for (Instant t = c.f.zone.start_of(c.q.from); t < end; t = t + minutes(5)) {
        auto seat = choose_seat(s, one, t);
        ASSERT_EQ(seat.has_value(), found.count({t.seconds, p.id.value}) == 1)
            << "seed " << seed << ", " << to_iso(c.f.zone.wall(t)) << ": "
            << (seat ? "can be booked" : seat.error().message);
        seen += seat.has_value();
      }
    }
  }
  EXPECT_GT(seen, 200u);
}

}  // namespace
}  // namespace fascia::schedule
