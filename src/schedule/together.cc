// SPDX-License-Identifier: Apache-2.0
#include "schedule/together.h"

#include <algorithm>
#include <set>

#include "schedule/start_rows.h"

namespace fascia::schedule {
namespace {

constexpr std::int64_t kBeside = INT64_MIN;  // nothing that is taken has it
const std::string kTheirs = " ";             // no kind of room is written like that

bool gives_all(const PractitionerTime& p, const std::vector<ServiceId>& services) {
  return std::ranges::all_of(services, [&](ServiceId id) {
    return std::ranges::find(p.services, id) != p.services.end();
  });
}

Snapshot in_rooms_of(const Snapshot& snapshot, const Couple& c) {
  return in_rooms(snapshot, {c.first.service, c.second.service}, c.rooms);
}

Question second_of(const Couple& c) {
  Question q = c.first;
  q.service = c.second.service;
  q.practitioner = c.second.practitioner;
  return q;
}

// The same state as if nobody else worked here.
Snapshot with_these_alone(const Snapshot& snapshot,
                          const std::optional<std::vector<PractitionerId>>& those) {
  Snapshot s = snapshot;
  std::erase_if(s.practitioners,
                [&](const PractitionerTime& one) { return !is_among(those, one.id); });
  return s;
}

// Two different therapists in this one room, the only one that `s` has.
Result<CoupleSeats> seats_in_room(Snapshot& s, const Couple& c, Instant start) {
  const Question second = second_of(c);
  std::optional<Error> error;
  for (const PractitionerTime* p : asked(s, c.first)) {
    if (!is_among(c.first_among, p->id)) continue;
    Question one = c.first;
    one.practitioner = p->id;
    auto seat = choose_seat(s, one, start);
    if (!seat) {
      error = error ? error : seat.error();
      continue;
    }
    for (const PractitionerTime* other : asked(s, second)) {
      if (other->id == p->id || !is_among(c.second_among, other->id)) continue;
      Question two = second;
      two.practitioner = other->id;
      // What the first one needs of the equipment is not there for the second.
      Taken without_room = seat->taken;
      without_room.room = {};
      without_room.id = kBeside;
      auto beside = choose_seat(with(s, without_room), two, start);
      if (!beside) {
        error = error ? error : beside.error();
        continue;
      }
      CoupleSeats both{*seat, *beside};
      Taken& kept = both.first.taken;
      kept.room_from = std::min(kept.room_from, both.second.taken.room_from);
      kept.room_until = std::max(kept.room_until, both.second.taken.room_until);
      both.second.taken.room = {};
      both.second.taken.room_from = both.second.taken.room_until = {};
      return both;
    }
  }
  return error ? *error : invalid("practitioner", "practitioner_not_for_service");
}

}  // namespace

bool is_among(const std::optional<std::vector<PractitionerId>>& those, PractitionerId who) {
  return !those || std::ranges::find(*those, who) != those->end();
}

Done add_one_after_another(Snapshot& snapshot, ServiceId as,
                           const std::vector<ServiceId>& services) {
  std::vector<const ServiceTime*> parts;
  for (ServiceId id : services) {
    auto at = snapshot.services.find(id);
    if (at == snapshot.services.end()) return invalid("services", "service_unknown");
    parts.push_back(&at->second);
  }
  if (parts.empty()) return invalid("services", "service_unknown");
  ServiceTime all = *parts.front();
  all.id = as;
  all.minutes = all.gentle_minutes = 0;
  std::set<std::string> equipment;
  for (const ServiceTime* part : parts) {
    if (part->room_kind != all.room_kind)
      return invalid("services", "services_need_different_rooms");
    all.minutes += part->minutes;
    all.gentle_minutes += part->minutes - part->deep_minutes();
    all.deep = all.deep || part->deep;
    all.online = all.online && part->online;
    all.no_gaps = all.no_gaps || part->no_gaps;
    all.retired = all.retired || part->retired;
    equipment.insert(part->equipment.begin(), part->equipment.end());
  }
  all.after = parts.back()->after;
  all.equipment.assign(equipment.begin(), equipment.end());
  all.visits_a_day = 0;
  snapshot.joined[as] = services;
  snapshot.services[as] = all;
  for (PractitionerTime& p : snapshot.practitioners) {
    if (!gives_all(p, services)) continue;
    p.services.push_back(as);
    const Around own{around(*parts.front(), p).before, around(*parts.back(), p).after};
    if (own != Around{all.before, all.after}) p.own[as] = own;
  }
  return {};
}

Snapshot in_rooms(const Snapshot& snapshot, const std::vector<ServiceId>& services,
                  const std::vector<RoomId>& rooms) {
  Snapshot s = snapshot;
  for (ServiceId id : services)
    if (auto at = s.services.find(id); at != s.services.end()) at->second.room_kind = kTheirs;
  std::erase_if(s.rooms, [&](const RoomTime& room) {
    return std::ranges::find(rooms, room.id) == rooms.end();
  });
  for (RoomTime& room : s.rooms) room.kind = kTheirs;
  s.room_rows.clear();
  return s;
}

Result<CoupleSeats> choose_couple(const Snapshot& snapshot, const Couple& c, Instant start) {
  const Snapshot all = in_rooms_of(snapshot, c);
  std::optional<Error> error;
  for (const RoomTime& room : all.rooms) {
    Snapshot s = all;
    s.rooms = {room};
    auto seats = seats_in_room(s, c, start);
    if (seats) return seats;
    if (!error) error = seats.error();
  }
  return error ? *error : conflict("start_taken", "start");
}

std::vector<Instant> couple_starts(const Snapshot& snapshot, const Couple& c) {
  const Snapshot all = in_rooms_of(snapshot, c);
  std::set<Instant> second;
  for (const Day& day : find_starts(with_these_alone(all, c.second_among), second_of(c)))
    for (const Start& start : day.starts) second.insert(start.at);
  auto on_grid = [&](Instant at) {
    auto service = all.services.find(c.first.service);
    return !c.first.staff || service == all.services.end() ||
           all.zone.wall(at).minute % service->second.grid == 0;
  };
  std::vector<Instant> out;
  // What each could have alone is a short list; whether both can is asked of the very function that
  // books, so that what is shown can be had.
  for (const Day& day : find_starts(with_these_alone(all, c.first_among), c.first))
    for (const Start& start : day.starts)
      if (second.count(start.at) != 0 && on_grid(start.at) && choose_couple(snapshot, c, start.at))
        out.push_back(start.at);
  return out;
}

}  // namespace fascia::schedule
