// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "schedule/availability.h"

namespace fascia::schedule {

// Several services in one visit, each with a therapist and a room of its own: an hour with Emma in
// room 1, then half an hour with Liam in room 2. The next part begins as soon as it can when the
// one before it ends, and nobody waits longer than it would take to make the same room ready for
// it: what the therapist and the room keep after the one, and the therapist before the other.
//
// The first part keeps the grid, the lead time and the horizon; the later ones follow.
// `practitioner` of the question gives at least one part; one of a part gives that part. A first
// visit's longer room time is with the first part.

// Such a service, made of these; what one therapist and one room can give is one after another
// (together.h). Whoever gives one of them gives it. Put into a snapshot that nobody reads yet.
// service_unknown on `services`.
Done add_in_turn(Snapshot& snapshot, ServiceId as, const std::vector<ServiceId>& services);

// The parts that a question is about; empty where it is about one seat.
std::vector<Part> parts_in_turn(const Snapshot& snapshot, const Question& question);

// What find_starts and choose_seat answer where there are parts. A start names everybody who could
// be asked for by name.
std::vector<Day> find_in_turn(const Snapshot& snapshot, const Question& question,
                              const std::vector<Part>& parts);
Result<Seat> choose_in_turn(const Snapshot& snapshot, const Question& question,
                            const std::vector<Part>& parts, Instant start);

// All seats of a visit, in order.
std::vector<Seat> seats_of(const Seat& seat);

// The question that one part is to be asked with, where all of the visit is asked with this one.
Question question_of_part(const Question& whole, const Part& part, bool first);

}  // namespace fascia::schedule
