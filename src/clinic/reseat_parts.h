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
// The room that the list lost, where a visit would begin then; none on other days.
RoomId room_closed_at(const Offer& offer, const store::Reseat& reseat, Instant start);
std::vector<store::Hold> holds_of(store::Connection& c, const Clinic& clinic, store::ReseatId id);

// Holds these times for the list; the id, or start_taken.
Result<HoldId> hold_for_list(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
                             ServiceId service, const schedule::Taken& times);
// A room that is closed keeps nothing free: a hold without a therapist, until the day is over.
Done close_room_span(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
                     Instant from, Instant until);

// One call of a list that is open, with the visit as it stands.
struct OpenItem {
  store::Reseat reseat;
  store::ReseatItem item;
  store::Appointment visit;
};

// A visit in turn that is offered another time with all its parts (reseat_whole.cc): each part has
// an item, whether it was lost or goes along, and they are answered as one. So it says in `why`.
inline constexpr std::string_view kWholeVisit = "whole", kGoesAlong = "along";
bool moves_whole(const store::ReseatItem& item);
// A part that was not lost itself: without a time that is offered it is no call.
bool goes_along(const store::ReseatItem& item);
// In order of time, each with the visit as it stands: all of the offer that this item is a part of.
std::vector<OpenItem> items_of_offer(store::Connection& c, const Clinic& clinic,
                                     const OpenItem& one);
Done accept_whole(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
                  std::vector<OpenItem>& items);
// A yes that was none: all parts go back, or start_taken. What was offered is kept again.
Done take_back_whole(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                     std::vector<OpenItem>& items);
Done keep_whole_again(store::Transaction& tx, Clinic& clinic, std::vector<OpenItem>& items);

// The hold that keeps a lost room from everybody, where the visit goes back into it.
void open_closed_room(store::Transaction& tx, Clinic& clinic, const OpenItem& open);
// The way back: the seat, the times and the state that it had before it was moved, as they were
// written down. Nothing of it is taken yet.
void stand_again(store::Appointment& a, const store::ReseatItem& item, const Offer& offer);
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
