// SPDX-License-Identifier: Apache-2.0
// A visit in turn that goes to another time with all its parts, in the list of calls (R37).
#include <algorithm>
#include <iterator>

#include "clinic/change_appointment.h"
#include "clinic/clearance_wait.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/messages.h"
#include "clinic/remind.h"
#include "clinic/reseat_parts.h"
#include "clinic/reseat_places.h"
#include "schedule/in_turn.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::ReseatItem;

std::string_view said(const ReseatItem& item) {
  std::string_view why = item.why;
  if (why.starts_with(kOfferChanged)) why.remove_prefix(kOfferChanged.size());
  return why;
}

}  // namespace

bool moves_whole(const ReseatItem& item) {
  return item.start && (said(item) == kWholeVisit || said(item) == kGoesAlong);
}

bool goes_along(const ReseatItem& item) { return said(item) == kGoesAlong; }

std::vector<OpenItem> items_of_offer(store::Connection& c, const Clinic& clinic,
                                     const OpenItem& one) {
  if (!moves_whole(one.item)) return {one};
  std::vector<OpenItem> out;
  for (Appointment& part : store::parts_of_visit(c, clinic.tenant, one.visit)) {
    auto item = store::find_reseat_item(c, clinic.tenant, one.reseat.id, part.id);
    if (item && moves_whole(*item)) out.push_back({one.reseat, std::move(*item), std::move(part)});
  }
  std::ranges::sort(out, {}, [](const OpenItem& open) {
    return std::pair(open.item.was_start, open.item.appointment);
  });
  return out;
}

Done accept_whole(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
                  std::vector<OpenItem>& items) {
  for (const OpenItem& one : items) {
    const ReseatItem& item = one.item;
    if (!stands_where_it_was(item, one.visit)) return conflict("call_over");
    ReseatItem asked = item;
    asked.state = item.state_before;
    if (offer_is_gone(tx, clinic, offer, asked, one.visit)) return conflict("offer_gone");
    if (!still_fits(tx, clinic, offer, one.visit, item.practitioner, *item.start))
      return conflict("place_no_longer_fits");
  }
  const Appointment& first = items.front().visit;
  if (standing_parts(tx, clinic, first).size() != items.size()) return conflict("call_over");
  MoveInto to;
  to.start = *items.front().item.start;
  to.reason = "re-seated";
  to.closed_room = room_closed_at(offer, items.front().reseat, to.start);
  for (OpenItem& one : items) {
    one.item.was_status = one.visit.status;
    to.by_part.push_back(one.item.practitioner);
    if (HoldId freed = give_back(tx, clinic, one.item)) to.freed.push_back(freed);
  }
  FASCIA_TRY(Appointment moved, move_in_turn(tx, clinic, offer, first, {actor, {}}, to));
  const auto parts = standing_parts(tx, clinic, moved);
  for (std::size_t i = 0; i < items.size(); ++i) {
    OpenItem& one = items[i];
    one.item.start = parts[i].start;
    one.item.room = parts[i].room;
    if (is_room(one.reseat) && one.item.was_room == closed_room(one.reseat))
      FASCIA_TRY_DONE(
          close_room_span(tx, clinic, one.reseat, one.item.was_room_from, one.item.was_room_until));
  }
  return {};
}

Done take_back_whole(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                     std::vector<OpenItem>& items) {
  for (const OpenItem& one : items)
    if (one.visit.start != one.item.start || one.visit.practitioner != one.item.practitioner ||
        !can_still_change(one.visit) || one.item.was_start <= clinic.now())
      return conflict("nothing_to_undo");
  std::vector<store::Busy> busy;
  for (OpenItem& one : items) {
    store::free_cells(tx, clinic.tenant, store::busy_of(one.visit));
    open_closed_room(tx, clinic, one);
    stand_again(one.visit, one.item, offer);
    std::ranges::copy(store::busy_of(one.visit), std::back_inserter(busy));
  }
  if (!store::take_cells(tx, clinic.tenant, busy)) return conflict("start_taken", "start");
  for (const OpenItem& one : items) {
    store::update_appointment(tx, clinic.tenant, one.visit);
    const store::Service* service = offer.service(one.visit.service);
    taken_in_memory(tx, clinic,
                    store::taken_of(one.visit, service == nullptr ? 0 : deep_minutes(*service)));
  }
  const Appointment& first = items.front().visit;
  plan_reminders(tx, clinic, first);
  move_letter(tx, clinic, first);
  auto client = store::find_client(tx, clinic.tenant, first.client);
  FASCIA_CHECK(client.has_value());
  add_appointment_message(tx, clinic, offer, "moved", first, *client, {});
  return keep_whole_again(tx, clinic, items);
}

Done keep_whole_again(store::Transaction& tx, Clinic& clinic, std::vector<OpenItem>& items) {
  const OpenItem& first = items.front();
  if (*first.item.start <= clinic.now()) return {};
  auto offer = clinic.availability.get();
  schedule::Snapshot times = offer->times;
  schedule::Question q;
  for (const OpenItem& one : items) {
    times = schedule::without(times, one.visit.id.value);
    q.in_turn.push_back({one.visit.service, one.item.practitioner});
  }
  // Memory may not know yet that they stand where they stood.
  for (const OpenItem& one : items) times = schedule::with(times, store::taken_of(one.visit, 0));
  if (RoomId room = room_closed_at(*offer, first.reseat, *first.item.start))
    times = with_room_closed(times, room, *first.item.start);
  q.service = first.visit.service;
  q.now = clinic.now();
  q.first_visit = first.visit.first_visit;
  q.staff = true;
  FASCIA_TRY(schedule::Seat seat, schedule::choose_seat(times, q, *first.item.start));
  const auto seats = schedule::seats_of(seat);
  for (std::size_t i = 0; i < items.size(); ++i) {
    OpenItem& one = items[i];
    FASCIA_TRY(one.item.hold,
               hold_for_list(tx, clinic, one.reseat, one.visit.service, seats[i].taken));
    one.item.start = seats[i].taken.start;
    one.item.room = seats[i].taken.room;
  }
  return {};
}

}  // namespace fascia::clinic
