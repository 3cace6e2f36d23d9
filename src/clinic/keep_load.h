// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// R32: whether a therapist's day and week keep their limits with this visit too, by what the store
// has in this transaction: memory may not know yet of what was booked a moment ago. What was given
// back in this transaction, to be taken elsewhere, does not count, and the visits that `moved`
// names do not.
bool leaves_load(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                 const schedule::Taken& visit, const std::vector<AppointmentId>& moved = {});

// The same of the most visits that the day may have, of the therapist at all places and of the
// service at this one. `beside`: what is booked with it, and does not stand in the store yet.
bool leaves_day(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                const schedule::Taken& visit, const std::vector<AppointmentId>& moved = {},
                const std::vector<schedule::Taken>& beside = {});

// The same of holes, for a service that is sold without gaps: whether by the cells of the store
// this start leaves no time that nobody can use.
bool leaves_no_hole(store::Connection& c, const Clinic& clinic, const schedule::Snapshot& times,
                    const schedule::Question& question, const schedule::Taken& visit);

}  // namespace fascia::clinic
