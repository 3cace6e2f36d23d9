// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/id.h"
#include "schedule/bits.h"

namespace fascia::schedule {

struct Snapshot;
struct ServiceTime;

// Where a visit may begin so that one room of its kind is free for all of it, turnover included: a
// row for each length that is sold, kept with each booking, so that a question reads one row and
// not that of every room.
struct RoomRow {
  std::string kind;
  int before = 0;   // cells of the buffer before the session
  int minutes = 0;  // of the session, of what follows it, and those of a first visit (R32)
  std::shared_ptr<const std::vector<std::uint64_t>> begins;  // as the words of a BitRow

  bool operator==(const RoomRow& other) const {
    return kind == other.kind && before == other.before && minutes == other.minutes &&
           *begins == *other.begins;
  }
};

// All of them, from the rooms' rows as they are.
void make_room_rows(Snapshot& snapshot);
// After these cells of the room's row were taken, or given back.
void keep_room_taken(Snapshot& snapshot, RoomId room, Cell from, Cell until);
void keep_room_given_back(Snapshot& snapshot, RoomId room, Cell from, Cell until);
// That of a service as a therapist gives it; none for what is not sold as it is, such as one that
// was made for a question about two people in one room.
const RoomRow* room_row(const Snapshot& snapshot, const ServiceTime& as_given, bool first_visit);
// The same worked out anew for these words: of `kept` stay the bits where there is a room.
void keep_where_a_room_is(const Snapshot& snapshot, const ServiceTime& as_given, bool first_visit,
                          std::size_t first_word, std::span<std::uint64_t> kept);

}  // namespace fascia::schedule
