// SPDX-License-Identifier: Apache-2.0
#include "schedule/availability.h"

#include <algorithm>
#include <set>

namespace fascia::schedule {
namespace {

using Row = std::shared_ptr<const BitRow>;
constexpr int kEveryCell = 0;  // no grid
constexpr std::int64_t kDaySeconds = 86400;
constexpr int kStaffLateMinutes = 15;  // staff may still enter a visit that began so long ago

Row keep(BitRow row) { return std::make_shared<const BitRow>(std::move(row)); }

BitRow free_of(BitRow row, const Snapshot& s, std::int64_t resource) {
  for (const auto& [id, t] : s.taken) {
    if (t.practitioner.value == resource)
      row.clear(cell_at_or_before(t.busy_from), cell_at_or_after(t.busy_until));
    if (t.room.value == resource)
      row.clear(cell_at_or_before(t.room_from), cell_at_or_after(t.room_until));
  }
  return row;
}

BitRow always(const Snapshot& s) {
  BitRow row(s.origin, s.cells);
  row.set(s.origin, {s.origin.index + s.cells});
  return row;
}

void renew(Snapshot& s, PractitionerId practitioner, RoomId room) {
  if (auto at = s.working.find(practitioner); at != s.working.end())
    s.free[practitioner.value] = keep(free_of(*at->second, s, practitioner.value));
  if (s.free.count(room.value)) s.free[room.value] = keep(free_of(always(s), s, room.value));
}

const ServiceTime* service_of(const Snapshot& s, ServiceId id) {
  auto at = s.services.find(id);
  return at == s.services.end() ? nullptr : &at->second;
}

bool gives(const PractitionerTime& p, ServiceId service) {
  return std::find(p.services.begin(), p.services.end(), service) != p.services.end();
}

// Starts at which some room of the kind is free for the whole of its time.
BitRow room_starts(const Snapshot& s, const ServiceTime& service, bool first_visit) {
  int before = cells_for(service.before);
  int length = before + cells_for(service.minutes + service.after +
                                  (first_visit ? s.rules.first_visit_room_minutes : 0));
  BitRow any(s.origin, s.cells);
  for (const RoomTime& room : s.rooms) {
    if (room.kind != service.room_kind) continue;
    any |= s.free.at(room.id.value)->starts(length);
  }
  return any.later(-before);
}

BitRow practitioner_starts(const Snapshot& s, const ServiceTime& service, PractitionerId id) {
  int before = cells_for(service.before);
  int length = before + cells_for(service.minutes + service.after);
  return s.free.at(id.value)->starts(length).later(-before);
}

int deep_minutes_on(const Snapshot& s, PractitionerId id, Date day) {
  auto at = s.deep.find({id, day});
  return at == s.deep.end() ? 0 : at->second;
}

void count_deep(Snapshot& s, const Taken& t, int sign) {
  if (t.deep_minutes == 0) return;
  auto [at, fresh] = s.deep.try_emplace({t.practitioner, s.zone.date(t.start)}, 0);
  at->second += sign * t.deep_minutes;
  if (at->second == 0) s.deep.erase(at);
}

bool within_load(const Snapshot& s, const ServiceTime& service, PractitionerId id, Date day) {
  if (!service.deep || s.rules.deep_minutes_a_day == 0) return true;
  return deep_minutes_on(s, id, day) + service.minutes <= s.rules.deep_minutes_a_day;
}

// Exactly once on the wall clock: a start whose wall time comes twice is not offered.
bool exists_once(const Zone& zone, Instant t) {
  return zone.resolve(zone.wall(t)).kind == Zone::Kind::unique;
}

const char* refused_by_rules(const Snapshot& s, const ServiceTime& service, const Question& q,
                             Instant start) {
  WallTime wall = s.zone.wall(start);
  if (q.earliest && wall.date < *q.earliest) return "start_before_earliest";
  if (!exists_once(s.zone, start)) return "start_off_grid";
  if (start < q.now - minutes(q.staff ? kStaffLateMinutes : 0)) return "start_too_soon";
  if (q.staff) return start.seconds % kCellSeconds == 0 ? nullptr : "start_off_grid";
  if (start.seconds % 60 != 0 || wall.minute % service.grid != 0) return "start_off_grid";
  if (start < q.now + minutes(s.rules.lead_minutes)) return "start_too_soon";
  if (wall.date > s.zone.date(q.now) + s.rules.horizon_days) return "start_too_far";
  return nullptr;
}

std::vector<const PractitionerTime*> asked(const Snapshot& s, const Question& q) {
  std::vector<const PractitionerTime*> out;
  for (const PractitionerTime& p : s.practitioners)
    if (gives(p, q.service) && (!q.practitioner || q.practitioner == p.id)) out.push_back(&p);
  return out;
}

// A day on which the clock runs through from midnight to midnight: its cells can be counted.
bool is_even_day(const Zone& zone, Instant begin, Instant end) {
  if ((end - begin).value != kDaySeconds || zone.wall(begin).minute != 0) return false;
  int offset = zone.offset_seconds(begin);
  for (Seconds later : {hours(6), hours(12), hours(18), Seconds{kDaySeconds - 1}})
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

// The cells at which the rules let a start be: what refused_by_rules says of one instant.
BitRow allowed_by_rules(const Snapshot& s, const ServiceTime& service, const Question& q) {
  BitRow row = *s.on_grid.at(q.staff ? kEveryCell : service.grid);
  const Cell begin = s.origin, end{s.origin.index + s.cells};
  auto start_of = [&](Date d) {
    if (d <= s.first) return begin;
    std::size_t i = static_cast<std::size_t>(d - s.first);
    return i < s.day_starts->size() ? cell_at_or_after((*s.day_starts)[i]) : end;
  };
  Instant soonest = q.now + minutes(q.staff ? -kStaffLateMinutes : s.rules.lead_minutes);
  row.clear(begin, cell_at_or_after(soonest));
  row.clear(begin, start_of(q.earliest ? std::max(q.from, *q.earliest) : q.from));
  Date last = q.to;
  if (!q.staff) last = std::min(last, s.zone.date(q.now) + s.rules.horizon_days);
  row.clear(start_of(last + 1), end);
  return row;
}

Taken times_of(const Snapshot& s, const ServiceTime& service, const Question& q, Instant start) {
  Taken t;
  t.start = start;
  t.busy_from = t.room_from = start - minutes(service.before);
  t.busy_until = start + minutes(service.minutes + service.after);
  t.room_until = t.busy_until + minutes(q.first_visit ? s.rules.first_visit_room_minutes : 0);
  t.deep_minutes = service.deep ? service.minutes : 0;
  return t;
}

}  // namespace

Date Snapshot::day_of(Instant t) const {
  auto after = std::upper_bound(day_starts->begin(), day_starts->end(), t);
  return first + static_cast<int>(after - day_starts->begin()) - 1;
}

Snapshot build(const Foundation& f, const std::vector<Taken>& taken, std::int64_t version) {
  Snapshot s;
  s.zone = f.zone;
  s.rules = f.rules;
  s.rooms = f.rooms;
  std::sort(s.rooms.begin(), s.rooms.end(), [](const RoomTime& a, const RoomTime& b) {
    return std::tie(a.position, a.id) < std::tie(b.position, b.id);
  });
  s.practitioners = f.practitioners;
  s.version = version;
  s.origin = cell_at_or_before(f.zone.start_of(f.first));
  s.cells = cell_at_or_after(f.zone.start_of(f.first + f.days)).index - s.origin.index;
  for (const ServiceTime& service : f.services) s.services[service.id] = service;
  read_clock(s, f);
  for (const Taken& t : taken) {
    s.taken[t.id] = t;
    count_deep(s, t, 1);
  }
  for (const PractitionerTime& p : f.practitioners) {
    s.working[p.id] = keep(working_row(p.id, f.shifts, f.time_off, f.zone, s.origin, s.cells));
    s.free[p.id.value] = keep(free_of(*s.working[p.id], s, p.id.value));
  }
  for (const RoomTime& room : s.rooms)
    s.free[room.id.value] = keep(free_of(always(s), s, room.id.value));
  return s;
}

Snapshot with(const Snapshot& before, const Taken& taken) {
  Snapshot s = before;
  auto old = s.taken.find(taken.id);
  if (old != s.taken.end()) {
    Taken gone = old->second;
    s.taken.erase(old);
    count_deep(s, gone, -1);
    renew(s, gone.practitioner, gone.room);
  }
  s.taken[taken.id] = taken;
  count_deep(s, taken, 1);
  renew(s, taken.practitioner, taken.room);
  ++s.version;
  return s;
}

Snapshot without(const Snapshot& before, std::int64_t taken_id) {
  Snapshot s = before;
  auto at = s.taken.find(taken_id);
  if (at == s.taken.end()) return s;
  Taken gone = at->second;
  s.taken.erase(at);
  count_deep(s, gone, -1);
  renew(s, gone.practitioner, gone.room);
  ++s.version;
  return s;
}

std::string difference(const Snapshot& a, const Snapshot& b) {
  if (a.origin != b.origin || a.cells != b.cells) return "rows of other days";
  if (a.taken != b.taken) return "other appointments or holds";
  if (a.deep != b.deep) return "other deep minutes";
  if (a.free.size() != b.free.size()) return "other resources";
  for (const auto& [id, row] : a.free) {
    auto other = b.free.find(id);
    if (other == b.free.end() || !(*other->second == *row)) return "resource " + id_text(id);
  }
  return {};
}

std::vector<Day> find_starts(const Snapshot& s, const Question& q) {
  std::vector<Day> days;
  for (Date d = q.from; d <= q.to; d = d + 1) days.push_back({d, {}});
  const ServiceTime* service = service_of(s, q.service);
  if (service == nullptr || days.empty()) return days;
  std::map<Cell, std::vector<PractitionerId>> found;
  BitRow rooms = room_starts(s, *service, q.first_visit);
  rooms &= allowed_by_rules(s, *service, q);
  bool limited = service->deep && s.rules.deep_minutes_a_day != 0;
  for (const PractitionerTime* p : asked(s, q)) {
    BitRow row = practitioner_starts(s, *service, p->id);
    row &= rooms;
    for (Cell c : row.cells()) {
      if (limited && !within_load(s, *service, p->id, s.day_of(instant_of(c)))) continue;
      found[c].push_back(p->id);
    }
  }
  for (auto& [cell, practitioners] : found) {
    Instant t = instant_of(cell);
    Date date = s.day_of(t);
    if (date < q.from || date > q.to) continue;
    days[static_cast<std::size_t>(date - q.from)].starts.push_back({t, std::move(practitioners)});
  }
  return days;
}

Result<Seat> choose_seat(const Snapshot& s, const Question& q, Instant start) {
  const ServiceTime* service = service_of(s, q.service);
  if (service == nullptr) return invalid("service", "service_unknown");
  auto who = asked(s, q);
  if (who.empty()) return invalid("practitioner", "practitioner_not_for_service");
  if (const char* why = refused_by_rules(s, *service, q, start)) return invalid("start", why);
  Taken times = times_of(s, *service, q, start);
  Cell from = cell_at_or_before(times.busy_from), until = cell_at_or_after(times.busy_until);
  bool works = false;
  for (const PractitionerTime* p : who) {
    works = works || s.working.at(p->id)->all(from, until);
    if (!s.free.at(p->id.value)->all(from, until)) continue;
    if (!within_load(s, *service, p->id, s.zone.date(start))) continue;
    for (const RoomTime& room : s.rooms) {
      if (room.kind != service->room_kind) continue;
      if (!s.free.at(room.id.value)
               ->all(cell_at_or_before(times.room_from), cell_at_or_after(times.room_until)))
        continue;
      times.practitioner = p->id;
      times.room = room.id;
      return Seat{p->id, room.id, times};
    }
  }
  if (!works) return invalid("start", "start_outside_hours");
  return conflict("start_taken", "start");
}

std::vector<Start> nearest_starts(const Snapshot& s, const Question& q, Instant start,
                                  std::size_t most) {
  Question around = q;
  Date day = s.zone.date(start);
  around.from = day - 7;
  around.to = day + 14;
  std::vector<Start> all;
  for (Day& one : find_starts(s, around))
    for (Start& found : one.starts)
      if (found.at != start) all.push_back(std::move(found));
  auto away = [&](const Start& x) { return std::abs((x.at - start).value); };
  std::stable_sort(all.begin(), all.end(), [&](auto& a, auto& b) { return away(a) < away(b); });
  if (all.size() > most) all.resize(most);
  return all;
}

}  // namespace fascia::schedule
