// SPDX-License-Identifier: Apache-2.0
#include "schedule/room_rows.h"

#include <algorithm>

#include "schedule/availability.h"
#include "schedule/kernel.h"
#include "schedule/start_rows.h"

namespace fascia::schedule {
namespace {

using Word = std::uint64_t;

// What a row is about, without the row.
RoomRow asked_of(const Snapshot& s, const ServiceTime& service, bool first_visit) {
  return {service.room_kind,
          cells_for(service.before),
          service.minutes + service.after + (first_visit ? s.rules.first_visit_room_minutes : 0),
          {}};
}

const RoomRow* same_as(const Snapshot& s, int before, int minutes, const std::string& kind) {
  for (const RoomRow& row : s.room_rows)
    if (row.before == before && row.minutes == minutes && row.kind == kind) return &row;
  return nullptr;
}

int cells_in(const RoomRow& row, const RoomTime& room) {
  return row.before + cells_for(row.minutes + room.turnover);
}

void keep_rooms(const Snapshot& s, const RoomRow& row, std::size_t first, std::span<Word> kept) {
  std::vector<Wanted> rooms;
  rooms.reserve(s.rooms.size());
  for (const RoomTime& room : s.rooms) {
    if (room.kind != row.kind) continue;
    const int cells = cells_in(row, room);
    const auto all = s.free.at(room.id.value)->words().subspan(first);
    rooms.push_back({all.first(std::min(all.size(), kept.size() + words_ahead(cells))), cells});
  }
  keep_fitting_any(rooms, kept);
}

// The words with the cells from which a visit reaches into [from, until).
struct Touched {
  std::size_t first = 0, words = 0;
};

Touched touched(const Snapshot& s, Cell from, Cell until, int longest) {
  const std::int64_t begin = std::max<std::int64_t>(0, from.index - s.origin.index - longest + 1);
  const std::int64_t end = std::min(s.cells, until.index - s.origin.index);
  if (end <= begin) return {};
  const auto first = static_cast<std::size_t>(begin / 64);
  return {first, static_cast<std::size_t>((end - 1) / 64) + 1 - first};
}

// Lets `change` work on the touched words of each row of the room's kind; what stays as it was is
// shared with the state before.
template <class Change>
void change_rows(Snapshot& s, RoomId id, Cell from, Cell until, Change change) {
  const auto room = std::ranges::find(s.rooms, id, &RoomTime::id);
  if (room == s.rooms.end()) return;
  std::vector<Word> now;
  for (RoomRow& row : s.room_rows) {
    if (row.kind != room->kind) continue;
    const Touched at = touched(s, from, until, cells_in(row, *room));
    const auto before = std::span(*row.begins).subspan(at.first, at.words);
    now.assign(before.begin(), before.end());
    change(row, *room, at, std::span(now));
    if (std::ranges::equal(now, before)) continue;
    auto changed = std::make_shared<std::vector<Word>>(*row.begins);
    std::ranges::copy(now, changed->begin() + static_cast<std::ptrdiff_t>(at.first));
    row.begins = std::move(changed);
  }
}

}  // namespace

void make_room_rows(Snapshot& s) {
  auto make = [&](const ServiceTime& service, bool first_visit) {
    RoomRow row = asked_of(s, service, first_visit);
    if (same_as(s, row.before, row.minutes, row.kind) != nullptr) return;
    std::vector<Word> begins(static_cast<std::size_t>((s.cells + 63) / 64), ~Word{0});
    keep_rooms(s, row, 0, begins);
    row.begins = std::make_shared<const std::vector<Word>>(std::move(begins));
    s.room_rows.push_back(std::move(row));
  };
  s.room_rows.clear();
  for (const auto& [id, service] : s.services) {
    if (service.retired ||
        std::ranges::find(s.rooms, service.room_kind, &RoomTime::kind) == s.rooms.end())
      continue;
    for (bool first_visit : {false, true}) {
      make(service, first_visit);
      for (const PractitionerTime& who : s.practitioners)
        if (who.own.contains(id)) make(as_given(service, who), first_visit);
    }
  }
}

void keep_room_taken(Snapshot& s, RoomId id, Cell from, Cell until) {
  change_rows(s, id, from, until,
              [&](const RoomRow& row, const RoomTime&, Touched at, std::span<Word> now) {
                keep_rooms(s, row, at.first, now);
              });
}

void keep_room_given_back(Snapshot& s, RoomId id, Cell from, Cell until) {
  change_rows(
      s, id, from, until,
      [&](const RoomRow& row, const RoomTime& room, Touched at, std::span<Word> now) {
        std::vector<Word> here(now.size(), ~Word{0});
        const Wanted wanted{s.free.at(id.value)->words().subspan(at.first), cells_in(row, room)};
        keep_fitting_any({&wanted, 1}, here);
        for (std::size_t i = 0; i < now.size(); ++i) now[i] |= here[i];
      });
}

const RoomRow* room_row(const Snapshot& s, const ServiceTime& service, bool first_visit) {
  const int first = first_visit ? s.rules.first_visit_room_minutes : 0;
  return same_as(s, cells_for(service.before), service.minutes + service.after + first,
                 service.room_kind);
}

void keep_where_a_room_is(const Snapshot& s, const ServiceTime& service, bool first_visit,
                          std::size_t first_word, std::span<Word> kept) {
  keep_rooms(s, asked_of(s, service, first_visit), first_word, kept);
}

}  // namespace fascia::schedule
