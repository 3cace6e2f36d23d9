// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"
#include "store/clinic_profile.h"

namespace fascia::clinic {

// What new zone data, or another zone of the clinic, did to the visits to come.
struct KeptWallTimes {
  std::vector<AppointmentId> shifted;   // stand at another instant now, at the wall time promised
  std::vector<AppointmentId> collided;  // of these, who found their time taken
};

// A visit is promised in wall time (invariant 7); its instant is derived under a named version of
// the zone data. Once for each newer version, each visit to come is put back to its wall time: its
// seat and its reminders go with it, and its calendar file is sent anew. Where its therapist, its
// room or its equipment is somebody else's then, it stands at its wall time without a seat, and the
// desk has an urgent call to make. Starts that are held are given up when anything shifts. Zone
// data that is older than the clinic's, or that does not say what it is, changes nothing.
Result<KeptWallTimes> keep_wall_times(Clinic& clinic);
// The same within the transaction that gave the place another zone: who was promised nine o'clock
// comes at nine o'clock of the place.
KeptWallTimes put_back_to_wall_times(store::Transaction& tx, Clinic& clinic, const Actor& actor);
// How many visits would move if the place were `place`.
std::size_t off_new_zone(store::Connection& c, const Clinic& clinic, const store::Location& place);

// Visits to come whose instant is not their wall time's, for `fascia check`.
std::vector<AppointmentId> off_their_wall_time(store::Connection& c, const Clinic& clinic);

}  // namespace fascia::clinic
