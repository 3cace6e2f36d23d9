// SPDX-License-Identifier: Apache-2.0
#include "clinic/in_turn.h"

#include <algorithm>
#include <iterator>

#include "clinic/change_appointment.h"
#include "clinic/clearance_wait.h"
#include "clinic/holds.h"
#include "clinic/join_services.h"
#include "clinic/measuring_time.h"
#include "clinic/messages.h"
#include "clinic/pass_rules.h"
#include "clinic/remind.h"
#include "clinic/wait_list.h"
#include "clinic/who_may_book.h"
#include "schedule/in_turn.h"
#include "store/clients.h"
#include "store/moves.h"

namespace fascia::clinic {
namespace {

using store::Appointment;

schedule::Snapshot times_to_move(store::Transaction& tx, Clinic& clinic,
                                 const std::vector<Appointment>& parts, const MoveInto& to) {
  auto times = clinic.availability.get()->times;
  for (const Appointment& part : parts) {
    store::free_cells(tx, clinic.tenant, store::busy_of(part));
    times = schedule::without(times, part.id.value);
  }
  for (HoldId hold : to.freed) times = schedule::without(times, hold.value);
  for (AppointmentId other : to.moved_before) times = schedule::without(times, other.value);
  if (to.closed_room) times = with_room_closed(times, to.closed_room, to.start);
  return times;
}

void sit_at(Appointment& a, const schedule::Taken& seat, const Offer& offer) {
  store::set_seat(a, seat);
  a.start = seat.start;
  a.finish = a.start + minutes(seat.minutes);
  a.wall = offer.zone.wall(a.start);
  a.zone_version = zone_data_version();
  ++a.sequence;
}

// As if it were one visit, for what asks how often and when the client comes.
Result<std::string> client_may(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                               const std::vector<Appointment>& parts, const Actor& actor,
                               const std::string& reason) {
  Appointment all = parts.front();
  all.finish = parts.back().finish;
  for (const Appointment& part : parts)
    if (const auto* s = offer.service(part.service); s != nullptr && deep_minutes(*s) > 0)
      all.service = part.service;
  FASCIA_TRY(std::string limit, within_client_limit(tx, clinic, offer, all, actor, reason));
  FASCIA_TRY(std::string then, within_client_time(tx, clinic, all, actor, reason));
  return both_reasons(limit, then);
}

}  // namespace

AppointmentId lead_of(const Appointment& a) { return a.in_turn ? a.in_turn : a.id; }

bool leads(const Appointment& a) { return lead_of(a) == a.id; }

Appointment lead_visit(store::Connection& c, const Clinic& clinic, const Appointment& a) {
  if (leads(a)) return a;
  return store::find_appointment(c, clinic.tenant, a.in_turn).value_or(a);
}

std::vector<Appointment> whole_visit(Clinic& clinic, const Appointment& a) {
  if (!a.in_turn) return {a};
  return clinic.store.read(
      [&](store::Connection& c) { return store::parts_of_visit(c, clinic.tenant, a); });
}

std::vector<Appointment> standing_parts(store::Connection& c, const Clinic& clinic,
                                        const Appointment& a) {
  auto out = store::parts_of_visit(c, clinic.tenant, a);
  std::erase_if(out, [](const Appointment& one) { return !store::takes_time(one.status); });
  return out;
}

std::vector<Appointment> alike(store::Connection& c, const Clinic& clinic, const Appointment& a) {
  auto out = store::parts_of_visit(c, clinic.tenant, a);
  std::erase_if(out, [&](const Appointment& one) { return one.status != a.status; });
  return out;
}

std::optional<store::Service> service_of_visit(store::Connection& c, const Clinic& clinic,
                                               const Offer& offer, const Appointment& a) {
  std::vector<const store::Service*> parts;
  for (const Appointment& part : store::parts_of_visit(c, clinic.tenant, a))
    if (part.id == a.id || store::takes_time(part.status) || !store::takes_time(a.status))
      parts.push_back(offer.service(part.service));
  if (parts.empty() || std::ranges::find(parts, nullptr) != parts.end()) return std::nullopt;
  return parts.size() == 1 ? *parts.front() : store::made_of(parts);
}

Money price_of_visit(store::Connection& c, const Clinic& clinic, const Appointment& a) {
  Money out{0, a.price.currency};
  for (const Appointment& part : store::parts_of_visit(c, clinic.tenant, a))
    if (part.status == a.status || store::takes_time(part.status)) out.cents += part.price.cents;
  return out;
}

Money price_of_visit(Clinic& clinic, const Appointment& a) {
  return clinic.store.read([&](store::Connection& c) { return price_of_visit(c, clinic, a); });
}

std::string slug_of_visit(Clinic& clinic, const Appointment& a) {
  ServiceId asked = a.service;
  if (a.in_turn) {
    std::vector<ServiceId> parts;
    for (const Appointment& part : whole_visit(clinic, a))
      if (part.status == a.status) parts.push_back(part.service);
    if (auto all = join_services(clinic, kProgram, parts)) asked = *all;
  }
  auto offer = current_offer(clinic);
  const store::Service* service = offer->service(asked);
  return service == nullptr ? std::string() : service->slug;
}

void stand_alike(store::Transaction& tx, const Clinic& clinic, const Appointment& first) {
  if (!first.in_turn) return;
  for (Appointment& part : store::parts_of_visit(tx, clinic.tenant, first)) {
    if (part.id == first.id || !can_still_change(part)) continue;
    part.status = first.status;
    part.screening = first.screening;
    store::update_appointment(tx, clinic.tenant, part);
  }
}

std::vector<schedule::Part> parts_asked(const Offer& offer, ServiceId id,
                                        const std::vector<PractitionerId>& by_part) {
  std::vector<schedule::Part> out;
  const store::Service* service = offer.service(id);
  if (service == nullptr || service->parts.empty()) return out;
  const bool named = std::ranges::any_of(by_part, [](PractitionerId one) { return bool(one); });
  if (!named && !is_in_turn(offer, id)) return out;
  for (std::size_t i = 0; i < service->parts.size(); ++i)
    out.push_back({service->parts[i], i < by_part.size() ? by_part[i] : PractitionerId{}});
  return out;
}

std::vector<schedule::Part> parts_to_move(store::Connection& c, const Clinic& clinic,
                                          const Appointment& a, PractitionerId practitioner) {
  std::vector<schedule::Part> out;
  if (!a.in_turn) return out;
  for (const Appointment& part : standing_parts(c, clinic, a))
    out.push_back(
        {part.service, practitioner && part.id == a.id ? practitioner : part.practitioner});
  return out;
}

Result<Appointment> move_in_turn(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                 const Appointment& a, const Key& key, const MoveInto& to) {
  auto parts = standing_parts(tx, clinic, a);
  const Instant now = clinic.now();
  for (const Appointment& part : parts)
    if (!can_still_change(part) || part.start <= now) return conflict("appointment_over");
  if (key.actor.kind == Actor::Kind::client)
    FASCIA_TRY_DONE(may_change_online(tx, clinic, a.client, "start"));
  free_expired_holds(tx, clinic, now);
  schedule::Question question;
  question.in_turn = parts_to_move(tx, clinic, a, to.practitioner);
  for (std::size_t i = 0; i < question.in_turn.size() && i < to.by_part.size(); ++i)
    question.in_turn[i].practitioner = to.by_part[i];
  question.service = question.in_turn.front().service;
  question.now = now;
  question.first_visit = parts.front().first_visit;
  const schedule::Snapshot times = times_to_move(tx, clinic, parts, to);
  FASCIA_TRY(PassedSeat passed, seat_with_reason(tx, clinic, times, question, to.start, key.actor,
                                                 {to.reason, to.rules_reason}));
  const auto seats = schedule::seats_of(passed.seat);
  std::vector<store::Move> was;
  std::vector<store::Busy> busy;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    was.push_back({parts[i].id, now, parts[i].start, parts[i].practitioner});
    sit_at(parts[i], seats[i].taken, offer);
    std::ranges::copy(store::busy_of(parts[i]), std::back_inserter(busy));
  }
  Appointment& first = parts.front();
  bool measured = false;
  FASCIA_TRY_DONE(screened_for(tx, clinic, offer, first, measured));
  FASCIA_TRY(std::string limit, client_may(tx, clinic, offer, parts, key.actor, to.reason));
  if (!store::take_cells(tx, clinic.tenant, busy)) return conflict("start_taken", "start");
  if (measured) add_measuring_time(tx, clinic, first);
  Appointment out = a;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Appointment& part = parts[i];
    part.status = first.status;
    store::update_appointment(tx, clinic.tenant, part);
    store::add_move(tx, clinic.tenant, clinic.random.id<AppointmentId>().value, was[i]);
    audit(tx, clinic, key.actor, "appointment.moved", "appointment", part.id.value, part.client,
          both_reasons(passed.reason, limit));
    taken_in_memory(tx, clinic, store::taken_of(part, seats[i].taken.deep_minutes));
    if (part.id == a.id) out = part;
  }
  time_was_freed(tx, clinic);
  plan_reminders(tx, clinic, first);
  move_letter(tx, clinic, first);
  auto client = store::find_client(tx, clinic.tenant, first.client);
  FASCIA_CHECK(client.has_value());
  add_appointment_message(tx, clinic, offer, "moved", first, *client, key.token);
  return out;
}

}  // namespace fascia::clinic
