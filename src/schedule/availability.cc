// SPDX-License-Identifier: Apache-2.0
#include "schedule/availability.h"

#include <algorithm>
#include <set>

namespace fascia::schedule {
namespace {

using Row = std::shared_ptr<const BitRow>;

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

int deep_minutes_on(const Snapshot& s, PractitionerId practitioner, Date day) {
  int sum = 0;
  for (const auto& [id, t] : s.taken)
    if (t.practitioner == practitioner && s.zone.date(t.start) == day) sum += t.deep_minutes;
  return sum;
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
  if (start < q.now - minutes(q.staff ? 15 : 0)) return "start_too_soon";
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
  for (const Taken& t : taken) s.taken[t.id] = t;
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
    renew(s, gone.practitioner, gone.room);
  }
  s.taken[taken.id] = taken;
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
  renew(s, gone.practitioner, gone.room);
  ++s.version;
  return s;
}

std::string difference(const Snapshot& a, const Snapshot& b) {
  if (a.origin != b.origin || a.cells != b.cells) return "rows of other days";
  if (a.taken != b.taken) return "other appointments or holds";
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
  // Only the cells of the days that were asked for.
  BitRow window(s.origin, s.cells);
  window.set(cell_at_or_before(s.zone.start_of(q.from)),
             cell_at_or_after(s.zone.start_of(q.to + 1)));
  rooms &= window;
  // The wall clock is asked once a cell, not once a therapist.
  for (Cell c : rooms.cells())
    if (refused_by_rules(s, *service, q, instant_of(c)) != nullptr) rooms.clear(c, {c.index + 1});
  bool limited = service->deep && s.rules.deep_minutes_a_day != 0;
  for (const PractitionerTime* p : asked(s, q)) {
    BitRow row = practitioner_starts(s, *service, p->id);
    row &= rooms;
    for (Cell c : row.cells()) {
      if (limited && !within_load(s, *service, p->id, s.zone.date(instant_of(c)))) continue;
      found[c].push_back(p->id);
    }
  }
  for (auto& [cell, practitioners] : found) {
    Instant t = instant_of(cell);
    Date date = s.zone.date(t);
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
