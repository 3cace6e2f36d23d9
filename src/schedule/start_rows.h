// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "schedule/availability.h"

namespace fascia::schedule {

// The answer to a question as bits, before anybody counts them: a row for each therapist asked. A
// bit stands for the cell in which the therapist's time begins (the buffer before the session, if
// there is one); the session starts `before` cells later.
struct StartRows {
  Cell origin;            // of bit 0
  std::size_t words = 0;  // of a row
  int before = 0;
  std::vector<PractitionerId> who;
  std::unique_ptr<std::uint64_t[]> bits;  // a row for each of them

  std::span<const std::uint64_t> row(std::size_t i) const { return {&bits[i * words], words}; }
};
// The therapists that are asked: all who give the service, or the one.
std::vector<const PractitionerTime*> asked(const Snapshot& snapshot, const Question& question);

// Those of them who keep the same minutes around it, with the service as they give it.
struct Givers {
  ServiceTime service;
  std::vector<const PractitionerTime*> who;
};
std::vector<Givers> givers(const Snapshot& snapshot, const ServiceTime& service,
                           const Question& question);
ServiceTime as_given(const ServiceTime& service, const PractitionerTime& who);

StartRows start_rows(const Snapshot& snapshot, const Givers& givers, const Question& question);

// What binds a therapist's own row, said of one seat [from, until): the same as in the rows, so
// that what is offered can be had.
bool leaves_break(const Snapshot& snapshot, PractitionerId who, Cell from, Cell until);
bool leaves_no_hole(const Snapshot& snapshot, PractitionerId who, Cell from, Cell until,
                    bool on_grid);
bool within_load(const Snapshot& snapshot, const ServiceTime& service, const PractitionerTime& who,
                 Date day);

// Cells of the therapist in a visit of this service, as it is given.
struct VisitCells {
  int before = 0;
  int busy = 0;  // before and after included
};
VisitCells cells_of(const ServiceTime& service);

inline constexpr int kEveryCell = 0;  // no grid
inline constexpr int kStaffLateMinutes =
    15;  // staff may still enter a visit that began so long ago

}  // namespace fascia::schedule
