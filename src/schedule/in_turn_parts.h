// SPDX-License-Identifier: Apache-2.0
#pragma once

// What finding starts and seats of a visit in turn share.

#include "schedule/in_turn.h"

namespace fascia::schedule {

const ServiceTime& service_at(const Snapshot& snapshot, const Part& part);
bool gives(const PractitionerTime& who, ServiceId service);
// Whether the services of all parts are known here.
bool are_known(const Snapshot& snapshot, const std::vector<Part>& parts);
// Minutes that may pass between the i-th part and the next, by who gives them.
int longest_wait(const Snapshot& snapshot, const Question& question, const std::vector<Part>& parts,
                 std::size_t i, PractitionerId before, PractitionerId after);

}  // namespace fascia::schedule
