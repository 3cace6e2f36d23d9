// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "schedule/availability.h"
#include "schedule/start_rows.h"

namespace fascia::schedule {
namespace {

constexpr std::int64_t kDaySeconds = 86400;

std::shared_ptr<const BitRow> keep(BitRow row) {
  return std::make_shared<const BitRow>(std::move(row));
}

BitRow always(const Snapshot& s) {
  BitRow row(s.origin, s.cells);
  row.set(s.origin, {s.origin.index + s.cells});
  return row;
}

// Everything whose time it takes: resource and cells.
template <class Do>
void each_use(const Taken& t, Do use) {
  const Cell from = cell_at_or_before(t.busy_from), until = cell_at_or_after(t.busy_until);
  use(t.practitioner.value, from, until);
  use(t.room.value, cell_at_or_before(t.room_from), cell_at_or_after(t.room_until));
  for (EquipmentId id : t.equipment) use(id.value, from, until);
}

bool is_load(const Taken& t) { return t.practitioner && (t.minutes != 0 || t.deep_minutes != 0); }

Date monday_of(Date day) { return day - (day.weekday() - 1); }

// Whole weeks: what lies past the rows counts in the last one.
std::size_t weeks_of_load(const Snapshot& s) {
  return static_cast<std::size_t>(s.first - s.monday + static_cast<int>(s.day_starts->size()) + 6) /
         7;
}

void add_load(const Snapshot& s, Snapshot::Load& load, const Taken& t, int sign) {
  const int day = s.zone.date(t.start) - s.monday;
  const std::size_t weeks = weeks_of_load(s), i = static_cast<std::size_t>(day);
  if (day < 0 || i >= weeks * 7) return;
  load.deep.resize(weeks * 7);
  load.weeks.resize(weeks);
  load.deep[i] = static_cast<std::int16_t>(load.deep[i] + sign * t.deep_minutes);
  load.weeks[i / 7] = static_cast<std::int16_t>(load.weeks[i / 7] + sign * t.minutes);
}

void count_load(Snapshot& s, const Taken& t, int sign) {
  if (!is_load(t)) return;
  auto& days = s.load[t.practitioner];
  Snapshot::Load changed = days ? *days : Snapshot::Load();
  add_load(s, changed, t, sign);
  days = std::make_shared<const Snapshot::Load>(std::move(changed));
}

using Visits = std::map<std::int64_t, Snapshot::DayVisits>;

// The therapist and the services that it is a visit of.
std::vector<std::int64_t> counted_for(const Snapshot& s, const Taken& t) {
  std::vector<std::int64_t> out{t.practitioner.value};
  if (t.service)
    for (ServiceId one : counted_as(s, t.service)) out.push_back(one.value);
  return out;
}

// A hold that keeps a room alone is no visit.
void add_visit(const Snapshot& s, Visits& visits, const Taken& t, int sign) {
  const int i = s.zone.date(t.start) - s.first;
  if (i < 0 || i >= static_cast<int>(s.day_starts->size()) || t.busy_until <= t.busy_from) return;
  for (std::int64_t id : counted_for(s, t)) {
    auto at = visits.find(id);
    if (at == visits.end()) continue;
    auto& on = at->second.on[static_cast<std::size_t>(i)];
    on = static_cast<std::int16_t>(on + sign);
  }
}

void keep_visits(Snapshot& s, Visits visits) {
  for (auto& [id, days] : visits)
    s.visits[id] = std::make_shared<const Snapshot::DayVisits>(std::move(days));
}

void count_visit(Snapshot& s, const Taken& t, int sign) {
  Visits visits;
  for (std::int64_t id : counted_for(s, t))
    if (auto at = s.visits.find(id); at != s.visits.end()) visits.emplace(id, *at->second);
  if (visits.empty()) return;
  add_visit(s, visits, t, sign);
  keep_visits(s, std::move(visits));
}

// Those that have a limit, with nothing counted yet.
void begin_visits(Snapshot& s, const Foundation& f) {
  s.joined = f.joined;
  Visits visits;
  auto limit = [&](std::int64_t id, int most) {
    if (most > 0) visits[id] = {most, std::vector<std::int16_t>(s.day_starts->size())};
  };
  for (const ServiceTime& one : f.services) limit(one.id.value, one.visits_a_day);
  for (const PractitionerTime& one : f.practitioners) limit(one.id.value, one.visits_a_day);
  keep_visits(s, std::move(visits));
}

bool is_full(const Snapshot& s, std::int64_t id, Date day) {
  auto at = s.visits.find(id);
  const int i = day - s.first;
  return at != s.visits.end() && i >= 0 && i < static_cast<int>(at->second->on.size()) &&
         at->second->on[static_cast<std::size_t>(i)] >= at->second->most;
}

int longest_visit(const Snapshot& s, const PractitionerTime& who) {
  int longest = 0;
  for (ServiceId id : who.services)
    if (auto at = s.services.find(id); at != s.services.end())
      longest = std::max(longest, cells_of(as_given(at->second, who)).busy);
  return longest;
}

// What a therapist's floating breaks leave, after the row has changed.
void follow_breaks(Snapshot& s, const Taken& t) {
  if (auto at = s.breaks.find(t.practitioner); at != s.breaks.end())
    at->second.follow(*s.free.at(t.practitioner.value));
}

// Takes only: what is free can but become less, so that nobody need ask what else is taken.
void take(Snapshot& s, const Taken& t) {
  s.taken.put(t);
  count_load(s, t, 1);
  count_visit(s, t, 1);
  each_use(t, [&](std::int64_t resource, Cell from, Cell until) {
    auto at = s.free.find(resource);
    if (at == s.free.end()) return;
    BitRow row = *at->second;
    row.clear(from, until);
    at->second = keep(std::move(row));
  });
  follow_breaks(s, t);
  keep_room_taken(s, t.room, cell_at_or_before(t.room_from), cell_at_or_after(t.room_until));
}

BitRow without_anything(const Snapshot& s, std::int64_t resource) {
  auto at = s.working.find(PractitionerId{resource});
  return at != s.working.end() ? at->second->row() : always(s);
}

void give_back(Snapshot& s, std::int64_t id) {
  const Taken gone = *s.taken.find(id);
  s.taken.remove(id);
  count_load(s, gone, -1);
  count_visit(s, gone, -1);
  std::map<std::int64_t, BitRow> rows;
  each_use(gone, [&](std::int64_t resource, Cell, Cell) {
    if (s.free.count(resource) != 0) rows[resource] = without_anything(s, resource);
  });
  for (const auto& [other, taken] : s.taken) {
    // Most have nothing to do with it: a look at two numbers, a hundred thousand times.
    if (taken.practitioner != gone.practitioner && taken.room != gone.room &&
        (gone.equipment.empty() || taken.equipment.empty()))
      continue;
    each_use(taken, [&](std::int64_t resource, Cell from, Cell until) {
      if (auto at = rows.find(resource); at != rows.end()) at->second.clear(from, until);
    });
  }
  for (auto& [resource, row] : rows) s.free[resource] = keep(std::move(row));
  follow_breaks(s, gone);
  keep_room_given_back(s, gone.room, cell_at_or_before(gone.room_from),
                       cell_at_or_after(gone.room_until));
}

// Exactly once on the wall clock: a start whose wall time comes twice is not offered.
bool exists_once(const Zone& zone, Instant t) {
  return zone.resolve(zone.wall(t)).kind == Zone::Kind::unique;
}

// A day on which the clock runs through from midnight to midnight: its cells can be counted. A
// change soon after midnight may show the evening once more (Goose Bay at 0:01), hence the last.
bool is_even_day(const Zone& zone, Instant begin, Instant end) {
  if ((end - begin).value != kDaySeconds || zone.wall(begin).minute != 0) return false;
  int offset = zone.offset_seconds(begin);
  for (Seconds later : {hours(6), hours(12), hours(18), Seconds{kDaySeconds - 1}, hours(27)})
    if (zone.offset_seconds(begin + later) != offset) return false;
  return true;
}

// The wall clock, day by day and cell by cell: nothing of it changes with a booking.
void read_clock(Snapshot& s, const Foundation& f) {
  s.first = f.first;
  auto starts = std::make_shared<std::vector<Instant>>();
  for (int i = 0; i <= f.days; ++i) starts->push_back(f.zone.start_of(f.first + i));
  std::map<int, BitRow> rows;
  rows.try_emplace(kEveryCell, s.origin, s.cells);
  for (const ServiceTime& service : f.services) rows.try_emplace(service.grid, s.origin, s.cells);
  for (std::size_t i = 0; i + 1 < starts->size(); ++i) {
    Instant begin = (*starts)[i], end = (*starts)[i + 1];
    bool even = is_even_day(f.zone, begin, end);
    for (Cell c = cell_at_or_after(begin); instant_of(c) < end; ++c.index) {
      Instant t = instant_of(c);
      if (!even && !exists_once(f.zone, t)) continue;
      auto minute = even ? (t - begin).value / 60 : f.zone.wall(t).minute;
      for (auto& [grid, row] : rows)
        if (grid == kEveryCell || minute % grid == 0) row.set(c, {c.index + 1});
    }
  }
  starts->pop_back();
  s.day_starts = starts;
  for (auto& [grid, row] : rows) s.on_grid[grid] = keep(std::move(row));
}

bool same_visits(const Snapshot& a, const Snapshot& b) {
  return std::ranges::equal(a.visits, b.visits, [](const auto& x, const auto& y) {
    return x.first == y.first && *x.second == *y.second;
  });
}

bool same_load(const Snapshot& a, const Snapshot& b) {
  for (const auto& [who, load] : a.load)
    for (std::size_t i = 0; i < load->deep.size(); ++i) {
      const Date day = a.monday + static_cast<int>(i);
      if (load->deep[i] != deep_minutes_on(b, who, day) ||
          load->weeks[i / 7] != minutes_in_week(b, who, day).minutes)
        return false;
    }
  return true;
}

// All that is taken in one walk: at a start there may be a million of them.
void take_all(Snapshot& s, const std::vector<Taken>& taken) {
  std::map<std::int64_t, BitRow> rows;
  for (const auto& [id, row] : s.free) rows.emplace(id, *row);
  std::map<PractitionerId, Snapshot::Load> load;
  Visits visits;
  for (const auto& [id, days] : s.visits) visits.emplace(id, *days);
  for (const Taken& t : taken) {
    if (!visits.empty()) add_visit(s, visits, t, 1);
    each_use(t, [&](std::int64_t resource, Cell from, Cell until) {
      if (auto at = rows.find(resource); at != rows.end()) at->second.clear(from, until);
    });
    if (is_load(t)) add_load(s, load[t.practitioner], t, 1);
  }
  keep_visits(s, std::move(visits));
  s.taken = TakenSet(taken);
  for (auto& [id, row] : rows) s.free[id] = keep(std::move(row));
  for (auto& [who, days] : load)
    s.load[who] = std::make_shared<const Snapshot::Load>(std::move(days));
}

}  // namespace

Date Snapshot::day_of(Instant t) const {
  auto after = std::upper_bound(day_starts->begin(), day_starts->end(), t);
  return first + static_cast<int>(after - day_starts->begin()) - 1;
}

std::vector<ServiceId> counted_as(const Snapshot& s, ServiceId service) {
  auto parts = s.joined.find(service);
  return parts == s.joined.end() ? std::vector<ServiceId>{service} : parts->second;
}

Snapshot without_day_limits(const Snapshot& snapshot) {
  Snapshot s = snapshot;
  s.visits.clear();
  return s;
}

bool is_day_full(const Snapshot& s, ServiceId service, Date day) {
  if (s.visits.empty()) return false;
  const auto counted = counted_as(s, service);
  return std::ranges::any_of(counted, [&](ServiceId one) { return is_full(s, one.value, day); });
}

bool is_day_full(const Snapshot& s, PractitionerId who, Date day) {
  return is_full(s, who.value, day);
}

int deep_minutes_on(const Snapshot& s, PractitionerId who, Date day) {
  auto at = s.load.find(who);
  const int i = day - s.monday;
  return at == s.load.end() || i < 0 || i >= static_cast<int>(at->second->deep.size())
             ? 0
             : at->second->deep[static_cast<std::size_t>(i)];
}

WeekLimits minutes_in_week(const Snapshot& s, PractitionerId who, Date day) {
  WeekLimits out;
  const Date monday = monday_of(day);
  auto at = s.load.find(who);
  const int week = (monday - s.monday) / 7;
  if (at == s.load.end() || monday < s.monday || week >= static_cast<int>(at->second->weeks.size()))
    return out;
  out.minutes = at->second->weeks[static_cast<std::size_t>(week)];
  for (int i = 0; i < 7; ++i) out.deep_minutes += deep_minutes_on(s, who, monday + i);
  return out;
}

Around around(const ServiceTime& service, const PractitionerTime& who) {
  auto own = who.own.find(service.id);
  return own == who.own.end() ? Around{service.before, service.after} : own->second;
}

Around around(const Snapshot& s, ServiceId service, PractitionerId who) {
  auto known = s.services.find(service);
  if (known == s.services.end()) return {};
  auto p = std::ranges::find(s.practitioners, who, &PractitionerTime::id);
  return around(known->second, p == s.practitioners.end() ? PractitionerTime() : *p);
}

Snapshot build(const Foundation& f, const std::vector<Taken>& taken, std::int64_t version) {
  Snapshot s;
  s.zone = f.zone;
  s.rules = f.rules;
  s.rooms = f.rooms;
  std::sort(s.rooms.begin(), s.rooms.end(), [](const RoomTime& a, const RoomTime& b) {
    return std::tie(a.position, a.id) < std::tie(b.position, b.id);
  });
  s.equipment = f.equipment;
  s.practitioners = f.practitioners;
  s.version = version;
  s.house = f.house;
  s.monday = monday_of(f.first);
  s.origin = cell_at_or_before(f.zone.start_of(f.first));
  s.cells = cell_at_or_after(f.zone.start_of(f.first + f.days)).index - s.origin.index;
  for (const ServiceTime& service : f.services) s.services[service.id] = service;
  read_clock(s, f);
  begin_visits(s, f);
  for (const PractitionerTime& p : f.practitioners) {
    BitRow working = working_row(p.id, f.shifts, f.time_off, f.zone, s.origin, s.cells);
    s.working[p.id] = std::make_shared<const Spans>(working);
    s.free[p.id.value] = keep(std::move(working));
  }
  for (const RoomTime& room : s.rooms) s.free[room.id.value] = keep(always(s));
  for (const EquipmentTime& one : s.equipment) s.free[one.id.value] = keep(always(s));
  take_all(s, taken);
  for (const PractitionerTime& p : f.practitioners) {
    auto breaks = break_windows(p.id, f.shifts, f.zone, s.origin, s.cells);
    if (!breaks.empty())
      s.breaks.emplace(p.id, BreakWindows(s.origin, std::move(breaks), *s.free.at(p.id.value),
                                          longest_visit(s, p)));
  }
  make_room_rows(s);
  return s;
}

Snapshot with(const Snapshot& before, const Taken& taken) {
  Snapshot s = before;
  if (s.taken.find(taken.id) != nullptr) give_back(s, taken.id);
  take(s, taken);
  ++s.version;
  return s;
}

Snapshot without(const Snapshot& before, std::int64_t taken_id) {
  Snapshot s = before;
  if (s.taken.find(taken_id) == nullptr) return s;
  give_back(s, taken_id);
  ++s.version;
  return s;
}

std::string difference(const Snapshot& a, const Snapshot& b) {
  if (a.origin != b.origin || a.cells != b.cells) return "rows of other days";
  if (!(a.taken == b.taken)) return "other appointments or holds";
  if (!same_load(a, b) || !same_load(b, a)) return "other minutes of work";
  if (!same_visits(a, b)) return "other numbers of visits";
  if (a.free.size() != b.free.size()) return "other resources";
  for (const auto& [id, row] : a.free) {
    auto other = b.free.find(id);
    if (other == b.free.end() || !(*other->second == *row)) return "resource " + id_text(id);
  }
  for (const auto& [who, breaks] : a.breaks)
    if (auto other = b.breaks.find(who);
        other == b.breaks.end() || !breaks.leaves_as(other->second))
      return "breaks of " + id_text(who.value);
  if (a.breaks.size() != b.breaks.size()) return "other breaks";
  if (a.room_rows != b.room_rows) return "starts with a room";
  return {};
}

}  // namespace fascia::schedule
