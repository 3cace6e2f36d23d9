// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/reseat.h"
#include "schedule/reseat.h"

namespace fascia::clinic {

// What proposing and answering share.

// The browser under which all holds of a list stand.
std::string list_key(store::ReseatId id);
bool is_room(const store::Reseat& reseat);
RoomId closed_room(const store::Reseat& reseat);

// Holds these times for the list; the id, or start_taken.
Result<HoldId> hold_for_list(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
                             ServiceId service, const schedule::Taken& times);
// A room that is closed keeps nothing free: a hold without a therapist, until the day is over.
Done close_room_span(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
                     Instant from, Instant until);

}  // namespace fascia::clinic
