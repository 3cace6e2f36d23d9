// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "clinic/change_appointment.h"
#include "clinic/clearance_wait.h"
#include "clinic/couple_room.h"
#include "clinic/edit_house.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/outside_hours.h"
#include "clinic/remind.h"
#include "clinic/reseat.h"
#include "clinic/reseat_parts.h"
#include "clinic/reseat_places.h"
#include "core/find_by_id.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::ReseatItem;
using store::Role;

Done for_desk(const Actor& actor) {
  return require_role(actor, {Role::owner, Role::desk, Role::therapist});
}

Result<OpenItem> open_item(store::Connection& c, const Clinic& clinic, store::ReseatId id,
                           AppointmentId visit) {
  auto reseat = store::find_reseat(c, clinic.tenant, id);
  auto item = store::find_reseat_item(c, clinic.tenant, id, visit);
  auto a = store::find_appointment(c, clinic.tenant, visit);
  if (!reseat || !item || !a) return not_found("reseat_unknown");
  if (reseat->closed) return conflict("reseat_closed");
  if (a->location != clinic.place()) return conflict("visit_elsewhere");
  return OpenItem{*reseat, *item, *a};
}

bool only_room(const ReseatItem& item) {
  return item.start == item.was_start && item.practitioner == item.was_practitioner;
}

Done accept(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
            OpenItem& open) {
  ReseatItem& item = open.item;
  if (!item.start) return invalid("visit", "no_place");
  if (!stands_where_it_was(item, open.visit)) return conflict("call_over");
  ReseatItem asked = item;
  asked.state = item.state_before;
  if (offer_is_gone(tx, clinic, offer, asked, open.visit)) return conflict("offer_gone");
  if (!still_fits(tx, clinic, offer, open.visit, item.practitioner, *item.start))
    return conflict("place_no_longer_fits");
  item.was_status = open.visit.status;
  HoldId freed = give_back(tx, clinic, item);
  FASCIA_TRY(Appointment moved, move_in(tx, clinic, offer, open.visit.id, {actor, {}},
                                        {*item.start,
                                         item.practitioner,
                                         "re-seated",
                                         {freed},
                                         room_closed_at(offer, open.reseat, *item.start)}));
  item.room = moved.room;
  if (is_room(open.reseat))
    FASCIA_TRY_DONE(
        close_room_span(tx, clinic, open.reseat, item.was_room_from, item.was_room_until));
  return {};
}

// What was offered is kept again.
Done keep_again(store::Transaction& tx, Clinic& clinic, const OpenItem& open, const Appointment& a,
                ReseatItem& item) {
  if (!item.start || *item.start <= clinic.now()) return {};
  schedule::Snapshot times = schedule::without(clinic.availability.get()->times, a.id.value);
  if (RoomId room = room_closed_at(*clinic.availability.get(), open.reseat, *item.start))
    times = with_room_closed(times, room, *item.start);
  bool same_time = item.start == a.start;
  if (!same_time)
    times = schedule::with(times, store::taken_of(a, 0));
  else if (auto other = standing_half(tx, clinic, a))
    times = beside_other_half(times, a, *other);
  schedule::Question q;
  q.service = a.service;
  q.practitioner = item.practitioner;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  q.staff = true;
  FASCIA_TRY(schedule::Seat seat, schedule::choose_seat(times, q, *item.start));
  if (only_room(item)) {  // the therapist's time is the visit's own
    seat.taken.busy_from = seat.taken.busy_until = a.start;
    seat.taken.deep_minutes = seat.taken.minutes = 0;
  } else if (same_time) {  // the room's time is
    seat.taken.room = a.room;
    seat.taken.room_from = seat.taken.room_until = a.start;
  }
  if (same_time) seat.taken.equipment.clear();  // they are the visit's own
  FASCIA_TRY(item.hold, hold_for_list(tx, clinic, open.reseat, a.service, seat.taken));
  item.room = seat.taken.room;
  return {};
}

// A yes that was none: the visit goes back, also where nobody could book it now.
Done take_back_move(store::Transaction& tx, Clinic& clinic, const Offer& offer, OpenItem& open) {
  ReseatItem& item = open.item;
  Appointment a = open.visit;
  if (a.start != item.start || a.practitioner != item.practitioner || !can_still_change(a) ||
      item.was_start <= clinic.now())
    return conflict("nothing_to_undo");
  // In the seat that it left for another therapist alone it has the room's time that it has by now:
  // of two who came together either may keep it.
  const bool same_room = a.start == item.was_start && a.room == item.was_room;
  if (!same_room && standing_half(tx, clinic, a)) return conflict("start_taken", "start");
  store::free_cells(tx, clinic.tenant, store::busy_of(a));
  open_closed_room(tx, clinic, open);
  const auto room_from = a.room_from, room_until = a.room_until;
  stand_again(a, item, offer);
  if (same_room) {
    a.room_from = room_from;
    a.room_until = room_until;
  }
  if (!store::keeps_room(a) && !room_is_theirs(tx, clinic, a)) want_room_alone(clinic, a);
  if (!store::take_cells(tx, clinic.tenant, store::busy_of(a)))
    return conflict("start_taken", "start");
  store::update_appointment(tx, clinic.tenant, a);
  plan_reminders(tx, clinic, a);
  move_letter(tx, clinic, a);
  auto client = store::find_client(tx, clinic.tenant, a.client);
  FASCIA_CHECK(client.has_value());
  add_appointment_message(tx, clinic, offer, "moved", a, *client, {});
  FASCIA_TRY_DONE(keep_again(tx, clinic, open, a, item));
  store::raise_version(tx, clinic.tenant, a.location);
  const store::Service* service = offer.service(a.service);
  taken_in_memory(tx, clinic, store::taken_of(a, service == nullptr ? 0 : deep_minutes(*service)));
  return {};
}

std::string name_of(store::Connection& c, const Clinic& clinic, const store::Reseat& reseat) {
  if (is_room(reseat)) {
    for (const store::Room& room : store::list_rooms(c, clinic.tenant, clinic.place()))
      if (room.id.value == reseat.resource) return room.name;
  } else {
    for (const store::Practitioner& p : store::list_practitioners(c, clinic.tenant, clinic.place()))
      if (p.id.value == reseat.resource) return p.name;
  }
  return {};
}

struct HouseOfList {
  std::vector<store::Practitioner> people;
  std::vector<store::Room> rooms;
  std::vector<store::Service> services;
};

// Who was to give the visit, and who would; each part, where all of them move.
void name_people(Call& call, const HouseOfList& house, const ReseatItem& item,
                 const std::vector<OpenItem>& parts) {
  std::vector<std::string> were;
  for (const OpenItem& one : parts) {
    auto* was = find_by_id(house.people, one.item.was_practitioner);
    if (was != nullptr && std::ranges::find(were, was->first_name) == were.end())
      were.push_back(was->first_name);
    if (!moves_whole(item)) continue;
    Call::Part& part = call.parts.emplace_back();
    if (auto* s = find_by_id(house.services, one.visit.service)) part.service = *s;
    if (auto* p = find_by_id(house.people, one.item.practitioner)) part.who = p->first_name;
    part.start = *one.item.start;
  }
  for (const std::string& name : were) call.was_who += (call.was_who.empty() ? "" : ", ") + name;
  if (!item.start) return;
  if (auto* p = find_by_id(house.people, item.practitioner)) call.new_who = p->name;
  if (auto* r = find_by_id(house.rooms, item.room)) call.new_room = r->name;
}

}  // namespace

void open_closed_room(store::Transaction& tx, Clinic& clinic, const OpenItem& open) {
  if (!is_room(open.reseat)) return;
  for (const store::Hold& hold : holds_of(tx, clinic, open.reseat.id))
    if (hold.room == open.item.was_room && hold.room_from == open.item.was_room_from &&
        !hold.practitioner)
      free_hold(tx, clinic, hold);
}

void stand_again(Appointment& a, const ReseatItem& item, const Offer& offer) {
  const Seconds length = a.finish - a.start;
  a.practitioner = item.was_practitioner;
  a.room = item.was_room;
  a.start = item.was_start;
  a.finish = a.start + length;
  a.busy_from = item.was_busy_from;
  a.busy_until = item.was_busy_until;
  a.room_from = item.was_room_from;
  a.room_until = item.was_room_until;
  a.equipment = item.was_equipment;
  a.wall = offer.zone.wall(a.start);
  a.status = item.was_status;
  ++a.sequence;
}

bool stands_where_it_was(const ReseatItem& item, const Appointment& a) {
  return a.start == item.was_start && a.practitioner == item.was_practitioner &&
         a.room == item.was_room && can_still_change(a);
}

bool offer_is_gone(store::Connection& c, const Clinic& clinic, const Offer& offer,
                   const ReseatItem& item, const Appointment& a) {
  const bool decided = item.state == "accepted" || item.state == "declined";
  if (decided || !item.start || *item.start <= clinic.now() || !stands_where_it_was(item, a))
    return false;
  Appointment there = a;
  there.practitioner = item.practitioner;
  there.start = *item.start;
  there.finish = there.start + (a.finish - a.start);
  return !works_for(offer, there) || offer.room(item.room) == nullptr ||
         lost_room_of(c, clinic, offer, item);
}

std::optional<store::Reseat> lost_room_of(store::Connection& c, const Clinic& clinic,
                                          const Offer& offer, const ReseatItem& item) {
  auto lost = store::open_reseat_of(c, clinic.tenant, "room", item.room.value,
                                    offer.zone.date(*item.start));
  return lost && lost->id != item.reseat ? lost : std::nullopt;
}

HoldId give_back(store::Transaction& tx, Clinic& clinic, ReseatItem& item) {
  for (const store::Hold& hold : holds_of(tx, clinic, item.reseat))
    if (hold.id == item.hold) {
      free_hold(tx, clinic, hold);
      item.hold = {};
      return hold.id;
    }
  item.hold = {};
  return {};
}

RoomId room_closed_at(const Offer& offer, const store::Reseat& reseat, Instant start) {
  return offer.zone.date(start) == reseat.day ? closed_room(reseat) : RoomId{};
}

std::vector<store::Hold> holds_of(store::Connection& c, const Clinic& clinic, store::ReseatId id) {
  return store::holds_of_browser(c, clinic.tenant, list_key(id));
}

std::optional<CallWent> parse_call(std::string_view text) {
  if (text == "reached") return CallWent::reached;
  if (text == "left_word") return CallWent::left_word;
  if (text == "accepted") return CallWent::accepted;
  if (text == "declined") return CallWent::declined;
  return std::nullopt;
}

Result<CallList> call_list(Clinic& clinic, const Actor& actor, store::ReseatId id) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  return clinic.store.read([&](store::Connection& c) -> Result<CallList> {
    auto reseat = store::find_reseat(c, clinic.tenant, id);
    if (!reseat) return not_found("reseat_unknown");
    CallList out{*reseat, name_of(c, clinic, *reseat), {}};
    const HouseOfList house{store::list_practitioners(c, clinic.tenant, clinic.place()),
                            store::list_rooms(c, clinic.tenant, clinic.place()),
                            store::list_all_services(c, clinic.tenant)};
    std::set<HoldId> kept;
    for (const store::Hold& hold : holds_of(c, clinic, id))
      if (hold.expires > clinic.now()) kept.insert(hold.id);
    for (ReseatItem& item : store::reseat_items(c, clinic.tenant, id)) {
      auto a = store::find_appointment(c, clinic.tenant, item.appointment);
      if (!a || (goes_along(item) && !item.start)) continue;
      const auto all = items_of_offer(c, clinic, {*reseat, item, *a});
      if (all.front().item.appointment != item.appointment) continue;  // one call for all of them
      Call call;
      call.client = store::find_client(c, clinic.tenant, a->client).value_or(store::Client{});
      if (auto* s = find_by_id(house.services, a->service)) call.service = *s;
      name_people(call, house, item, all);
      call.same_therapist = item.practitioner == item.was_practitioner;
      call.only_room = only_room(item);
      call.gone = std::ranges::any_of(all, [&](const OpenItem& one) {
        return offer_is_gone(c, clinic, *offer, one.item, one.visit);
      });
      call.changed = item.why.starts_with(kOfferChanged);
      if (call.changed) item.why.erase(0, kOfferChanged.size());
      call.kept = !call.gone && std::ranges::all_of(all, [&](const OpenItem& one) {
        return kept.count(one.item.hold) != 0;
      });
      call.over = item.state != "accepted" && !std::ranges::all_of(all, [](const OpenItem& one) {
                    return stands_where_it_was(one.item, one.visit);
                  });
      call.item = std::move(item);
      call.visit = std::move(*a);
      out.calls.push_back(std::move(call));
    }
    return out;
  });
}

std::vector<OpenCallList> open_call_lists(Clinic& clinic) {
  Date today = clinic.availability.get()->zone.date(clinic.now());
  return clinic.store.read([&](store::Connection& c) {
    std::vector<OpenCallList> out;
    for (store::Reseat& reseat : store::open_reseats(c, clinic.tenant)) {
      if (reseat.day < today) continue;
      OpenCallList one{reseat, name_of(c, clinic, reseat), 0, 0};
      if (one.lost.empty()) continue;  // of another place
      for (const ReseatItem& item : store::reseat_items(c, clinic.tenant, reseat.id)) {
        auto a = store::find_appointment(c, clinic.tenant, item.appointment);
        bool decided = item.state == "accepted" || item.state == "declined";
        if (!a || decided || !stands_where_it_was(item, *a)) continue;
        if (goes_along(item) && !item.start) continue;
        if (items_of_offer(c, clinic, {reseat, item, *a}).front().item.appointment !=
            item.appointment)
          continue;
        ++one.left;
        if (item.why.starts_with(kOfferChanged) && item.state == "open") ++one.changed;
      }
      out.push_back(std::move(one));
    }
    return out;
  });
}

Done answer_call(Clinic& clinic, const Actor& actor, store::ReseatId id, AppointmentId visit,
                 CallWent went) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    free_expired_holds(tx, clinic, clinic.now());
    FASCIA_TRY(OpenItem open, open_item(tx, clinic, id, visit));
    if (open.item.state == "accepted" || open.item.state == "declined")
      return conflict("call_decided");
    const bool whole = moves_whole(open.item);
    auto all = items_of_offer(tx, clinic, open);
    constexpr std::string_view kStates[] = {"reached", "left_word", "accepted", "declined"};
    const std::string state(kStates[static_cast<int>(went)]);
    for (OpenItem& one : all) {
      one.item.state_before = one.item.state;
      one.item.state = state;
    }
    if (went == CallWent::accepted)
      FASCIA_TRY_DONE(whole ? accept_whole(tx, clinic, *offer, actor, all)
                            : accept(tx, clinic, *offer, actor, all.front()));
    for (OpenItem& one : all) {
      if (went == CallWent::declined) give_back(tx, clinic, one.item);
      one.item.called = clinic.now();
      one.item.staff = actor.staff;
      store::put_reseat_item(tx, clinic.tenant, one.item);
    }
    audit(tx, clinic, actor, "reseat." + state, "appointment", visit.value, open.visit.client);
    return {};
  });
}

Done undo_call(Clinic& clinic, const Actor& actor, store::ReseatId id, AppointmentId visit) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    free_expired_holds(tx, clinic, clinic.now());
    FASCIA_TRY(OpenItem open, open_item(tx, clinic, id, visit));
    const std::string state = open.item.state;
    if (state == "open") return conflict("nothing_to_undo");
    const bool whole = moves_whole(open.item);
    auto all = items_of_offer(tx, clinic, open);
    OpenItem& first = all.front();
    if (state == "accepted")
      FASCIA_TRY_DONE(whole ? take_back_whole(tx, clinic, *offer, all)
                            : take_back_move(tx, clinic, *offer, first));
    if (state == "declined")
      FASCIA_TRY_DONE(whole ? keep_whole_again(tx, clinic, all)
                            : keep_again(tx, clinic, first, first.visit, first.item));
    for (OpenItem& one : all) {
      one.item.state = one.item.state_before.empty() ? "open" : one.item.state_before;
      one.item.state_before.clear();
      store::put_reseat_item(tx, clinic.tenant, one.item);
    }
    audit(tx, clinic, actor, "reseat.undone", "appointment", visit.value, open.visit.client);
    return {};
  });
}

Done close_call_list(Clinic& clinic, const Actor& actor, store::ReseatId id, bool works_after_all) {
  FASCIA_TRY_DONE(for_desk(actor));
  return edit(clinic, actor, works_after_all ? "clinic.reseat_undone" : "clinic.reseat_closed",
              id.value, [&](store::Transaction& tx) -> Done {
                auto reseat = store::find_reseat(tx, clinic.tenant, id);
                if (!reseat) return not_found("reseat_unknown");
                if (reseat->closed) return conflict("reseat_closed");
                // A room that stays closed keeps its spans.
                for (const store::Hold& hold : holds_of(tx, clinic, id))
                  if (hold.practitioner || works_after_all) free_hold(tx, clinic, hold);
                if (works_after_all && reseat->time_off != 0)
                  store::remove_time_off(tx, clinic.tenant, reseat->time_off);
                store::close_reseat(tx, clinic.tenant, id, clinic.now());
                return {};
              });
}

}  // namespace fascia::clinic
