// SPDX-License-Identifier: Apache-2.0
#include "clinic/reseat.h"

#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/edit_house.h"
#include "clinic/holds.h"
#include "clinic/keep_break.h"
#include "clinic/keep_load.h"
#include "clinic/outside_hours.h"
#include "clinic/reseat_parts.h"
#include "clinic/reseat_propose.h"
#include "keys/token.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Role;

constexpr int kTries = 3;  // when others keep booking what was just found

std::vector<Appointment> visits_of(store::Connection& c, const Clinic& clinic, const Offer& offer,
                                   const Lost& lost) {
  std::vector<Appointment> out;
  for (Appointment& a :
       store::list_at(c, clinic.tenant, offer.location.id, offer.zone.start_of(lost.day),
                      offer.zone.start_of(lost.day + 1))) {
    bool here = lost.room ? a.room == lost.room : a.practitioner == lost.practitioner;
    if (lost.outside_hours) here = here && !works_for(offer, a);
    if (here && can_still_change(a) && a.start > clinic.now()) out.push_back(std::move(a));
  }
  return out;
}

store::ReseatItem item_of(const store::Reseat& reseat, const Appointment& a) {
  store::ReseatItem item;
  item.reseat = reseat.id;
  item.appointment = a.id;
  item.was_status = a.status;
  item.was_practitioner = a.practitioner;
  item.was_room = a.room;
  item.was_start = a.start;
  item.was_busy_from = a.busy_from;
  item.was_busy_until = a.busy_until;
  item.was_room_from = a.room_from;
  item.was_room_until = a.room_until;
  item.was_equipment = a.equipment;
  return item;
}

Done close_free_spans(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                      const store::Reseat& reseat) {
  const schedule::BitRow& free = *offer.times.free.at(reseat.resource);
  Instant end = offer.zone.start_of(reseat.day + 1);
  std::optional<Instant> from;
  for (Instant t = std::max(offer.zone.start_of(reseat.day),
                            schedule::instant_of(schedule::cell_at_or_before(clinic.now())));
       t <= end; t = t + Seconds{schedule::kCellSeconds}) {
    schedule::Cell cell = schedule::cell_at_or_before(t);
    bool is_free = t < end && free.test(cell);
    if (is_free && !from) from = t;
    if (!is_free && from) {
      FASCIA_TRY_DONE(close_room_span(tx, clinic, reseat, *from, t));
      from.reset();
    }
  }
  return {};
}

// All that would leave its time.
std::vector<AppointmentId> ids_of(const Proposal& proposal) {
  std::vector<AppointmentId> out;
  for (std::size_t i = 0; i < proposal.visits.size(); ++i) {
    out.push_back(proposal.visits[i].id);
    if (proposal.places[i] && !proposal.places[i]->then.empty())
      for (const Appointment& part : proposal.parts[i]) out.push_back(part.id);
  }
  return out;
}

// Each place alone leaves the break and keeps the load; two of one therapist may not.
bool still_leaves(store::Transaction& tx, const Clinic& clinic, const Proposal& proposal,
                  const schedule::Place& place) {
  const schedule::Snapshot times = clinic.availability.get()->times;
  const auto moved = ids_of(proposal);
  std::vector<schedule::Taken> beside;
  for (const schedule::Taken& t : schedule::all_of(place)) {
    if (!leaves_break(tx, clinic, times, t.practitioner, t.busy_from, t.busy_until) ||
        !leaves_load(tx, clinic, times, t, moved) ||
        !leaves_day(tx, clinic, times, t, moved, beside))
      return false;
    beside.push_back(t);
  }
  return true;
}

// What is offered in place of one appointment, kept for who is called.
Done keep_place(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
                const Appointment& a, const schedule::Taken& taken, store::ReseatItem item) {
  FASCIA_TRY(item.hold, hold_for_list(tx, clinic, reseat, a.service, taken));
  item.practitioner = taken.practitioner;
  item.room = taken.room;
  item.start = taken.start;
  store::put_reseat_item(tx, clinic.tenant, item);
  return {};
}

// Keeps the place that was found for one visit, or says why there is none. `before` stands before
// what each item says.
Done seat_item(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
               const Proposal& proposal, std::size_t i, store::ReseatItem item,
               std::string_view before = {}) {
  const auto& place = proposal.places[i];
  if (!place || !still_leaves(tx, clinic, proposal, *place)) {
    item.why = std::string(before) + (place ? "others_first" : proposal.why[i]);
    store::put_reseat_item(tx, clinic.tenant, item);
    return {};
  }
  item.why = before;
  if (place->then.empty())
    return keep_place(tx, clinic, reseat, proposal.visits[i], place->taken, std::move(item));
  const auto taken = schedule::all_of(*place);
  for (std::size_t k = 0; k < taken.size(); ++k) {
    const Appointment& part = proposal.parts[i][k];
    store::ReseatItem one = part.id == item.appointment ? item : item_of(reseat, part);
    const bool lost =
        std::ranges::find(proposal.visits, part.id, &Appointment::id) != proposal.visits.end();
    one.why = std::string(before).append(lost ? kWholeVisit : kGoesAlong);
    FASCIA_TRY_DONE(keep_place(tx, clinic, reseat, part, taken[k], std::move(one)));
  }
  return {};
}

// Whether it goes elsewhere with another part that was lost, which stands for it.
bool goes_with_another(const Proposal& proposal, std::size_t i) {
  for (std::size_t j = 0; j < i; ++j)
    if (proposal.places[j] && !proposal.places[j]->then.empty() &&
        std::ranges::find(proposal.parts[j], proposal.visits[i].id, &Appointment::id) !=
            proposal.parts[j].end())
      return true;
  return false;
}

Done keep_item(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
               const Proposal& proposal, std::size_t i) {
  auto changed = [&](const Appointment& a) {
    auto now_is = store::find_appointment(tx, clinic.tenant, a.id);
    return !now_is || now_is->sequence != a.sequence || now_is->status != a.status;
  };
  // Somebody changed it meanwhile: look again.
  if (changed(proposal.visits[i]) || std::ranges::any_of(proposal.parts[i], changed))
    return conflict("start_taken", "start");
  if (goes_with_another(proposal, i)) {  // as far as it was still to be had
    auto written = store::find_reseat_item(tx, clinic.tenant, reseat.id, proposal.visits[i].id);
    if (written) return {};
  }
  return seat_item(tx, clinic, reseat, proposal, i, item_of(reseat, proposal.visits[i]));
}

// What was kept for an offer that is gone. A room that is lost does not become free by it.
Done take_back(store::Transaction& tx, Clinic& clinic, const Offer& fresh, store::ReseatItem& item,
               schedule::Snapshot& times) {
  std::optional<store::Hold> kept;
  for (store::Hold& hold : store::holds_of_browser(tx, clinic.tenant, list_key(item.reseat)))
    if (hold.id == item.hold) kept = std::move(hold);
  give_back(tx, clinic, item);
  if (!kept) return {};
  times = schedule::without(times, kept->id.value);
  auto lost = lost_room_of(tx, clinic, fresh, item);
  if (!lost || kept->room_from == kept->room_until) return {};
  FASCIA_TRY_DONE(close_room_span(tx, clinic, *lost, kept->room_from, kept->room_until));
  schedule::Taken closed = store::taken_of(*kept, 0);
  closed.practitioner = {};
  closed.equipment.clear();
  closed.minutes = 0;
  closed.busy_from = closed.busy_until = kept->room_from;
  times = schedule::with(times, closed);
  return {};
}

// New offers in one list for those whose first one is gone. Who was told of it is called again.
Done offer_again_in(store::Transaction& tx, Clinic& clinic, const Actor& actor, const Offer& fresh,
                    store::Reseat list) {
  std::vector<store::ReseatItem> items;
  std::vector<Appointment> visits;
  Offer offer = fresh;
  for (const store::ReseatItem& item : store::reseat_items(tx, clinic.tenant, list.id)) {
    auto a = store::find_appointment(tx, clinic.tenant, item.appointment);
    if (!a || a->location != clinic.place()) continue;
    auto all = items_of_offer(tx, clinic, {list, item, *a});
    if (all.empty() || all.front().item.appointment != item.appointment) continue;
    if (std::ranges::none_of(all, [&](const OpenItem& one) {
          return offer_is_gone(tx, clinic, fresh, one.item, one.visit);
        }))
      continue;
    for (OpenItem& one : all) {
      const bool along = goes_along(one.item);
      FASCIA_TRY_DONE(take_back(tx, clinic, fresh, one.item, offer.times));
      one.item.practitioner = {};
      one.item.room = {};
      one.item.start.reset();
      one.item.state = "open";
      one.item.state_before.clear();
      if (along) one.item.why = kGoesAlong;  // no call of its own, unless it goes along again
      store::put_reseat_item(tx, clinic.tenant, one.item);
      if (along) continue;
      items.push_back(std::move(one.item));
      visits.push_back(std::move(one.visit));
    }
  }
  if (items.empty()) return {};
  Lost lost{{}, closed_room(list), list.day, !is_room(list) && list.time_off == 0};
  if (!is_room(list)) lost.practitioner = PractitionerId{list.resource};
  list.expires = offer.zone.start_of(offer.zone.date(clinic.now()) + 1);
  const Proposal proposal = propose(tx, clinic, offer, lost, std::move(visits));
  for (std::size_t i = 0; i < items.size(); ++i) {
    const AppointmentId of = items[i].appointment;
    const bool written = goes_with_another(proposal, i) &&
                         store::find_reseat_item(tx, clinic.tenant, list.id, of)->start;
    if (!written)
      FASCIA_TRY_DONE(seat_item(tx, clinic, list, proposal, i, std::move(items[i]), kOfferChanged));
    audit(tx, clinic, actor, "reseat.offered_again", "appointment", of.value,
          proposal.visits[i].client);
  }
  return {};
}

Done offer_again(store::Transaction& tx, Clinic& clinic, const Actor& actor) {
  // As the house stands within this transaction, with who is away by now.
  auto fresh = build_offer(tx, clinic.tenant, clinic.now(), clinic.location);
  for (const store::Reseat& list : store::open_reseats(tx, clinic.tenant))
    FASCIA_TRY_DONE(offer_again_in(tx, clinic, actor, *fresh, list));
  return {};
}

Result<store::ReseatId> write_list(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                   store::Reseat& reseat, const Proposal& proposal,
                                   bool outside_hours) {
  if (auto open =
          store::open_reseat_of(tx, clinic.tenant, reseat.kind, reseat.resource, reseat.day)) {
    // A list of some hours is not enough where the whole day is lost.
    if (is_room(reseat) || outside_hours || open->time_off != 0) return open->id;
    for (const store::Hold& hold : store::list_holds(tx, clinic.tenant, clinic.place()))
      if (hold.browser == list_key(open->id)) free_hold(tx, clinic, hold);
    store::close_reseat(tx, clinic.tenant, open->id, clinic.now());
  }
  free_expired_holds(tx, clinic, clinic.now());
  if (is_room(reseat)) {
    FASCIA_TRY_DONE(close_free_spans(tx, clinic, offer, reseat));
  } else if (!outside_hours) {
    reseat.time_off = clinic.random.id<PractitionerId>().value;
    store::add_time_off(
        tx, clinic.tenant,
        {reseat.time_off, {PractitionerId{reseat.resource}, {reseat.day, 0}, {reseat.day + 1, 0}}});
  }
  store::add_reseat(tx, clinic.tenant, reseat);
  for (std::size_t i = 0; i < proposal.visits.size(); ++i)
    FASCIA_TRY_DONE(keep_item(tx, clinic, reseat, proposal, i));
  return reseat.id;
}

Done check_lost(const Offer& offer, const Lost& lost, Date today) {
  bool known = lost.room ? offer.room(lost.room) != nullptr && !lost.practitioner
                         : offer.practitioner(lost.practitioner) != nullptr;
  if (!known) return invalid("lost", "lost_unknown");
  if (lost.day < today || lost.day > today + 180) return invalid("day", "day_over");
  return {};
}

}  // namespace

std::string list_key(store::ReseatId id) { return keys::token_hash("reseat " + id.text()); }
bool is_room(const store::Reseat& reseat) { return reseat.kind == "room"; }
RoomId closed_room(const store::Reseat& reseat) {
  return is_room(reseat) ? RoomId{reseat.resource} : RoomId{};
}

Result<HoldId> hold_for_list(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
                             ServiceId service, const schedule::Taken& t) {
  store::Hold hold;
  hold.id = clinic.random.id<HoldId>();
  hold.token_hash = keys::token_hash(clinic.random.token());
  hold.browser = list_key(reseat.id);
  hold.address = hold.token_hash;
  hold.service = service;
  hold.location = clinic.place();
  hold.start = t.start;
  store::set_seat(hold, t);
  hold.expires = std::min(reseat.expires, t.start);
  if (!store::take_cells(tx, clinic.tenant, store::busy_of(hold)))
    return conflict("start_taken", "start");
  store::add_hold(tx, clinic.tenant, hold, clinic.now());
  schedule::Taken taken = store::taken_of(hold, t.deep_minutes);
  taken.minutes = t.minutes;
  taken_in_memory(tx, clinic, taken, hold.expires);
  return hold.id;
}

Done close_room_span(store::Transaction& tx, Clinic& clinic, const store::Reseat& reseat,
                     Instant from, Instant until) {
  store::Reseat day = reseat;
  day.expires = until;
  schedule::Taken span;
  span.room = closed_room(reseat);
  span.start = until;  // it ends by itself when the span is over
  span.busy_from = span.busy_until = from;
  span.room_from = from;
  span.room_until = until;
  auto held = hold_for_list(tx, clinic, day, {}, span);
  return held ? Done() : Done(held.error());
}

Result<store::ReseatId> reseat_day(Clinic& clinic, const Actor& actor, const Lost& lost) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk, Role::therapist}));
  Error last = conflict("start_taken", "start");
  for (int i = 0; i < kTries; ++i) {
    auto offer = current_offer(clinic);
    Date today = offer->zone.date(clinic.now());
    FASCIA_TRY_DONE(check_lost(*offer, lost, today));
    store::Reseat reseat;
    reseat.id = clinic.random.id<store::ReseatId>();
    reseat.kind = lost.room ? "room" : "practitioner";
    reseat.resource = lost.room ? lost.room.value : lost.practitioner.value;
    reseat.day = lost.day;
    reseat.created = clinic.now();
    reseat.expires = offer->zone.start_of(today + 1);
    reseat.staff = actor.staff;
    const Proposal proposal = clinic.store.read([&](store::Connection& c) {
      auto visits = visits_of(c, clinic, *offer, lost);
      std::erase_if(visits,
                    [&](const Appointment& a) { return moves_whole_already(c, clinic, a); });
      return propose(c, clinic, *offer, lost, std::move(visits));
    });
    auto done = edit(clinic, actor, "clinic.reseat", reseat.id.value,
                     [&](store::Transaction& tx) -> Result<store::ReseatId> {
                       FASCIA_TRY(store::ReseatId list, write_list(tx, clinic, *offer, reseat,
                                                                   proposal, lost.outside_hours));
                       FASCIA_TRY_DONE(offer_again(tx, clinic, actor));
                       return list;
                     });
    if (done || done.error().message != "start_taken") return done;
    last = done.error();
  }
  return last;
}

}  // namespace fascia::clinic
