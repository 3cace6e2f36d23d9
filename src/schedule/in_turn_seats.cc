// SPDX-License-Identifier: Apache-2.0
// A therapist and a room for each part of a visit in turn, from one start.
#include <algorithm>
#include <utility>

#include "schedule/in_turn_parts.h"

namespace fascia::schedule {
namespace {

constexpr std::int64_t kFirstSeat = INT64_MIN + 1;  // nothing that is taken has one of these ids

Snapshot with_one_room(const Snapshot& before, const RoomTime& room) {
  Snapshot s = before;
  s.rooms = {room};
  s.room_rows.clear();
  return s;
}

// Seats for all parts from one start, tried in order until all are there.
class Seating {
 public:
  Seating(const Question& q, const std::vector<Part>& parts) : q_(q), parts_(parts) {}

  // Those with the least waiting in all; where somebody is asked for by name, as they give most.
  Result<Seat> choose(const Snapshot& s, Instant start) {
    left_ = kAnyWait;
    if (!begin(s, start)) return error_ ? *error_ : conflict("start_taken", "start");
    const int most = waited();
    if (q_.practitioner)
      for (const Seat& seat : seats_) givers_.push_back(seat.practitioner);
    for (int wait = 0; wait < most; wait += kCellMinutes) {
      const std::vector<Seat> known = std::exchange(seats_, {});
      left_ = wait;
      if (begin(s, start)) break;
      seats_ = known;
    }
    Seat out = seats_.front();
    out.then.assign(seats_.begin() + 1, seats_.end());
    return out;
  }

 private:
  static constexpr int kCellMinutes = 5, kAnyWait = 24 * 60;

  int waited() const {
    Instant at = seats_.front().taken.start;
    int out = 0;
    for (const Seat& seat : seats_) {
      out += static_cast<int>((seat.taken.start - at).value / 60);
      at = seat.taken.start + minutes(seat.taken.minutes);
    }
    return out;
  }

  // Whoever is asked for by name first, so that they give what they can of it.
  std::vector<PractitionerId> who(const Snapshot& s, std::size_t i) const {
    const Part& part = parts_[i];
    if (part.practitioner) return {part.practitioner};
    if (!givers_.empty()) return {givers_[i]};
    std::vector<PractitionerId> out;
    for (const PractitionerTime& p : s.practitioners)
      if (gives(p, part.service)) out.push_back(p.id);
    if (!q_.practitioner) return out;
    auto named = std::ranges::find(out, q_.practitioner);
    const bool last_chance = i + 1 == parts_.size() && !is_named_in_seats();
    if (last_chance)
      return named == out.end() ? std::vector<PractitionerId>() : std::vector{*named};
    if (named != out.end()) std::rotate(out.begin(), named, named + 1);
    return out;
  }

  bool is_named_in_seats() const {
    return std::ranges::any_of(
        seats_, [&](const Seat& seat) { return seat.practitioner == q_.practitioner; });
  }

  // A later part may need the very room that this one would take first.
  bool rooms_matter(const Snapshot& s, std::size_t i) const {
    return std::any_of(
        parts_.begin() + static_cast<std::ptrdiff_t>(i) + 1, parts_.end(), [&](const Part& later) {
          return service_at(s, later).room_kind == service_at(s, parts_[i]).room_kind;
        });
  }

  bool begin(const Snapshot& s, Instant start) {
    return std::ranges::any_of(who(s, 0),
                               [&](PractitionerId id) { return sit_with(s, 0, start, id); });
  }

  bool sit_with(const Snapshot& s, std::size_t i, Instant start, PractitionerId id) {
    const Part part{parts_[i].service, id};
    const Question question = question_of_part(q_, part, i == 0);
    if (!rooms_matter(s, i)) return take(s, s, i, question, start);
    return std::ranges::any_of(s.rooms, [&](const RoomTime& room) {
      return room.kind == service_at(s, part).room_kind &&
             take(s, with_one_room(s, room), i, question, start);
    });
  }

  bool take(const Snapshot& s, const Snapshot& there, std::size_t i, const Question& question,
            Instant start) {
    auto seat = choose_seat(there, question, start);
    if (!seat) {
      if (!error_) error_ = seat.error();
      return false;
    }
    seats_.push_back(*seat);
    if (i + 1 == parts_.size() || goes_on(s, i)) return true;
    seats_.pop_back();
    return false;
  }

  bool goes_on(const Snapshot& before, std::size_t i) {
    Taken taken = seats_.back().taken;
    taken.id = kFirstSeat + static_cast<std::int64_t>(i);
    const Snapshot s = with(before, taken);
    const Instant finish = taken.start + minutes(taken.minutes);
    int most = 0;
    for (PractitionerId next : who(s, i + 1))
      most = std::max(most, longest_wait(s, q_, parts_, i, taken.practitioner, next));
    most = std::min(most, left_);
    for (Instant at = instant_of(cell_at_or_after(finish)); at <= finish + minutes(most);
         at = at + Seconds{kCellSeconds}) {
      const int wait = static_cast<int>((at - finish).value / 60);
      left_ -= wait;
      const bool sits = sit_by(s, i + 1, at, finish);
      left_ += wait;
      if (sits) return true;
    }
    return false;
  }

  // The same for who may be waited for so long.
  bool sit_by(const Snapshot& s, std::size_t i, Instant at, Instant finish) {
    const PractitionerId before = seats_.back().practitioner;
    for (PractitionerId id : who(s, i))
      if (at <= finish + minutes(longest_wait(s, q_, parts_, i - 1, before, id)) &&
          sit_with(s, i, at, id))
        return true;
    return false;
  }

  const Question& q_;
  const std::vector<Part>& parts_;
  std::vector<Seat> seats_;
  std::vector<PractitionerId> givers_;  // once it is known who gives which part
  std::optional<Error> error_;
  int left_ = 0;  // minutes of waiting that are left
};

}  // namespace

Result<Seat> choose_in_turn(const Snapshot& s, const Question& q, const std::vector<Part>& parts,
                            Instant start) {
  if (!are_known(s, parts)) return invalid("service", "service_unknown");
  for (const Part& part : parts) {
    const bool given = std::ranges::any_of(s.practitioners, [&](const PractitionerTime& p) {
      return gives(p, part.service) && (!part.practitioner || part.practitioner == p.id);
    });
    if (!given) return invalid("practitioner", "practitioner_not_for_service");
  }
  const bool named = !q.practitioner || std::ranges::any_of(parts, [&](const Part& part) {
    return part.practitioner ? part.practitioner == q.practitioner
                             : std::ranges::any_of(s.practitioners, [&](const auto& p) {
                                 return p.id == q.practitioner && gives(p, part.service);
                               });
  });
  if (!named) return invalid("practitioner", "practitioner_not_for_service");
  return Seating(q, parts).choose(s, start);
}

}  // namespace fascia::schedule
