// SPDX-License-Identifier: Apache-2.0
#include "schedule/in_turn.h"

#include <algorithm>

#include "schedule/in_turn_parts.h"

namespace fascia::schedule {
namespace {

int longest_turnover(const Snapshot& s, const std::string& kind) {
  int most = 0;
  for (const RoomTime& room : s.rooms)
    if (room.kind == kind) most = std::max(most, room.turnover);
  return most;
}

}  // namespace

const ServiceTime& service_at(const Snapshot& s, const Part& part) {
  return s.services.at(part.service);
}

bool gives(const PractitionerTime& p, ServiceId service) {
  return std::ranges::find(p.services, service) != p.services.end();
}

bool are_known(const Snapshot& s, const std::vector<Part>& parts) {
  return std::ranges::all_of(parts,
                             [&](const Part& part) { return s.services.contains(part.service); });
}

int longest_wait(const Snapshot& s, const Question& q, const std::vector<Part>& parts,
                 std::size_t i, PractitionerId before, PractitionerId after) {
  const ServiceTime& one = service_at(s, parts[i]);
  const int first = i == 0 && q.first_visit ? s.rules.first_visit_room_minutes : 0;
  return around(s, one.id, before).after + first + longest_turnover(s, one.room_kind) +
         around(s, parts[i + 1].service, after).before;
}

Done add_in_turn(Snapshot& s, ServiceId as, const std::vector<ServiceId>& services) {
  std::vector<const ServiceTime*> parts;
  for (ServiceId id : services) {
    auto at = s.services.find(id);
    if (at == s.services.end()) return invalid("services", "service_unknown");
    parts.push_back(&at->second);
  }
  if (parts.size() < 2) return invalid("services", "service_unknown");
  ServiceTime all = *parts.front();
  all.id = as;
  all.in_turn = true;
  all.minutes = all.gentle_minutes = 0;
  all.equipment.clear();
  all.visits_a_day = 0;
  for (const ServiceTime* part : parts) {
    all.minutes += part->minutes;
    all.gentle_minutes += part->minutes - part->deep_minutes();
    all.deep = all.deep || part->deep;
    all.online = all.online && part->online;
    all.retired = all.retired || part->retired;
  }
  s.joined[as] = services;
  s.services[as] = all;
  for (PractitionerTime& p : s.practitioners)
    if (std::ranges::any_of(services, [&](ServiceId id) { return gives(p, id); }))
      p.services.push_back(as);
  return {};
}

std::vector<Part> parts_in_turn(const Snapshot& s, const Question& q) {
  if (!q.in_turn.empty()) return q.in_turn;
  std::vector<Part> out;
  auto service = s.services.find(q.service);
  if (q.may_turn && service != s.services.end() && service->second.in_turn)
    for (ServiceId one : s.joined.at(q.service)) out.push_back({one});
  return out;
}

std::vector<Seat> seats_of(const Seat& seat) {
  std::vector<Seat> out{seat};
  out.front().then.clear();
  out.insert(out.end(), seat.then.begin(), seat.then.end());
  return out;
}

Question question_of_part(const Question& whole, const Part& part, bool first) {
  Question q = whole;
  q.service = part.service;
  q.practitioner = part.practitioner;
  q.in_turn.clear();
  if (first) return q;
  q.staff = true;
  q.first_visit = false;
  return q;
}

}  // namespace fascia::schedule
