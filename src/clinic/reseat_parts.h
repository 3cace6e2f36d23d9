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

bool stands_where_it_was(const store::ReseatItem& item, const store::Appointment& a);
// Whether what is offered cannot be any more, while nobody said yes or no: who was to give it is
// away then, or the room is lost.
bool offer_is_gone(store::Connection& c, const Clinic& clinic, const Offer& offer,
                   const store::ReseatItem& item, const store::Appointment& a);
// The open list of the offered room, when that is lost on the day of the offer.
std::optional<store::Reseat> lost_room_of(store::Connection& c, const Clinic& clinic,
                                          const Offer& offer, const store::ReseatItem& item);
// What is kept for it becomes free; the hold that it was.
HoldId give_back(store::Transaction& tx, Clinic& clinic, store::ReseatItem& item);

// Stands before what store::ReseatItem::why says when the first offer was gone.
inline constexpr std::string_view kOfferChanged = "changed ";

}  // namespace fascia::clinic
