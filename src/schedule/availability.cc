// SPDX-License-Identifier: Apache-2.0
#include "schedule/availability.h"

#include <algorithm>
#include <bit>

#include "schedule/in_turn.h"
#include "schedule/start_rows.h"

namespace fascia::schedule {
namespace {

const ServiceTime* service_of(const Snapshot& s, ServiceId id) {
  auto at = s.services.find(id);
  return at == s.services.end() ? nullptr : &at->second;
}

bool on_grid(const WallTime& wall, const ServiceTime& service) {
  return wall.minute % service.grid == 0;
}

const char* refused_by_rules(const Snapshot& s, const ServiceTime& service, const Question& q,
                             Instant start) {
  WallTime wall = s.zone.wall(start);
  if (q.earliest && wall.date < *q.earliest) return "start_before_earliest";
  if (s.zone.resolve(wall).kind != Zone::Kind::unique) return "start_off_grid";
  if (start < q.now - minutes(q.staff ? kStaffLateMinutes : 0)) return "start_too_soon";
  if (start.seconds % kCellSeconds != 0) return "start_off_grid";
  if (wall.date > s.last_day()) return "start_too_far";
  if (q.staff || q.held) return nullptr;
  // A service without gaps is asked for each therapist's own row, in seat_of.
  if (!service.no_gaps && !on_grid(wall, service)) return "start_off_grid";
  if (start < q.now + minutes(s.rules.lead_minutes)) return "start_too_soon";
  if (wall.date > s.zone.date(q.now) + s.rules.horizon_days) return "start_too_far";
  return nullptr;
}

Taken times_of(const Snapshot& s, const ServiceTime& service, Around kept, const Question& q,
               Instant start) {
  Taken t;
  t.start = start;
  t.minutes = service.minutes;
  t.service = service.id;
  t.busy_from = t.room_from = start - minutes(kept.before);
  t.busy_until = start + minutes(service.minutes + kept.after);
  t.room_until = t.busy_until + minutes(q.first_visit ? s.rules.first_visit_room_minutes : 0);
  t.deep_minutes = service.deep_minutes();
  return t;
}

bool is_free(const Snapshot& s, std::int64_t resource, Instant from, Instant until) {
  return s.free.at(resource)->all(cell_at_or_before(from), cell_at_or_after(until));
}

// The first room of the kind that is free, with its turnover; sets the room's times.
bool find_room(const Snapshot& s, const ServiceTime& service, Taken& times) {
  for (const RoomTime& room : s.rooms) {
    Instant until = times.room_until + minutes(room.turnover);
    if (room.kind != service.room_kind || !is_free(s, room.id.value, times.room_from, until))
      continue;
    times.room = room.id;
    times.room_until = until;
    return true;
  }
  return false;
}

bool find_equipment(const Snapshot& s, const ServiceTime& service, Taken& times) {
  for (const std::string& kind : service.equipment) {
    auto one = std::ranges::find_if(s.equipment, [&](const EquipmentTime& e) {
      return e.kind == kind && is_free(s, e.id.value, times.busy_from, times.busy_until);
    });
    if (one == s.equipment.end()) return false;
    times.equipment.push_back(one->id);
  }
  return true;
}

void add_starts(const Snapshot& s, const Question& q, const StartRows& rows,
                std::vector<Day>& days) {
  for (std::size_t w = 0; w < rows.words; ++w) {
    std::uint64_t any = 0;
    for (std::size_t p = 0; p < rows.who.size(); ++p) any |= rows.row(p)[w];
    for (; any != 0; any &= any - 1) {
      const int bit = std::countr_zero(any);
      Start found;
      found.at = instant_of({rows.origin.index + std::int64_t(w) * 64 + bit + rows.before});
      found.practitioners.reserve(rows.who.size());
      for (std::size_t p = 0; p < rows.who.size(); ++p)
        if ((rows.row(p)[w] >> bit & 1) != 0) found.practitioners.push_back(rows.who[p]);
      const Date date = s.day_of(found.at);
      if (date >= q.from && date <= q.to)
        days[static_cast<std::size_t>(date - q.from)].starts.push_back(std::move(found));
    }
  }
}

// Starts that were found for one group of therapists after the other: each once, in order, with
// the therapists in the clinic's order.
void make_one(const Snapshot& s, std::vector<Start>& starts) {
  std::ranges::stable_sort(starts, {}, &Start::at);
  std::vector<Start> out;
  for (Start& one : starts) {
    if (out.empty() || out.back().at != one.at) {
      out.push_back(std::move(one));
      continue;
    }
    auto& who = out.back().practitioners;
    who.insert(who.end(), one.practitioners.begin(), one.practitioners.end());
  }
  auto place_of = [&](PractitionerId id) {
    return std::ranges::find(s.practitioners, id, &PractitionerTime::id) - s.practitioners.begin();
  };
  for (Start& one : out) std::ranges::sort(one.practitioners, {}, place_of);
  starts = std::move(out);
}

}  // namespace

std::vector<Day> find_starts(const Snapshot& s, const Question& q) {
  if (const auto parts = parts_in_turn(s, q); !parts.empty()) return find_in_turn(s, q, parts);
  std::vector<Day> days;
  for (Date d = q.from; d <= q.to; d = d + 1) days.push_back({d, {}});
  const ServiceTime* service = service_of(s, q.service);
  if (service == nullptr || service->in_turn || days.empty()) return days;
  const auto groups = givers(s, *service, q);
  for (const Givers& given : groups) add_starts(s, q, start_rows(s, given, q), days);
  if (groups.size() > 1)
    for (Day& day : days) make_one(s, day.starts);
  return days;
}

Result<Seat> choose_seat(const Snapshot& s, const Question& q, Instant start) {
  if (const auto parts = parts_in_turn(s, q); !parts.empty())
    return choose_in_turn(s, q, parts, start);
  const ServiceTime* service = service_of(s, q.service);
  if (service == nullptr) return invalid("service", "service_unknown");
  auto who = asked(s, q);
  if (who.empty() || service->in_turn)
    return invalid("practitioner", "practitioner_not_for_service");
  if (const char* why = refused_by_rules(s, *service, q, start)) return invalid("start", why);
  const bool gapless = service->no_gaps && !q.staff && !q.held;
  const Date day = s.zone.date(start);
  if (is_day_full(s, service->id, day)) return conflict("day_full", "start");
  bool works = false, hole = false, full = false, worked = false;
  for (const PractitionerTime* p : who) {
    Taken times = times_of(s, *service, around(*service, *p), q, start);
    const Cell from = cell_at_or_before(times.busy_from),
               until = cell_at_or_after(times.busy_until);
    works = works || s.working.at(p->id)->all(from, until);
    if (!s.free.at(p->id.value)->all(from, until)) continue;
    if (is_day_full(s, p->id, day)) {
      full = true;
      continue;
    }
    if (!within_load(s, *service, *p, day)) {
      worked = true;
      continue;
    }
    if (!leaves_break(s, p->id, from, until)) continue;
    if (gapless && !leaves_no_hole(s, p->id, from, until, on_grid(s.zone.wall(start), *service))) {
      hole = true;
      continue;
    }
    if (!find_room(s, *service, times) || !find_equipment(s, *service, times)) continue;
    times.practitioner = p->id;
    return Seat{p->id, times.room, times, {}};
  }
  if (!works) return invalid("start", "start_outside_hours");
  if (hole) return invalid("start", "start_off_grid");
  if (full) return conflict("day_full", "start");
  if (worked) return conflict("work_full", "start");
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
