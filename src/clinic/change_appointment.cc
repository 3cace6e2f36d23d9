// SPDX-License-Identifier: Apache-2.0
#include "clinic/change_appointment.h"

#include <algorithm>

#include "clinic/change_parts.h"
#include "clinic/clearance_wait.h"
#include "clinic/couple_room.h"
#include "clinic/day_answers.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/keep_break.h"
#include "clinic/keep_load.h"
#include "clinic/kept_record.h"
#include "clinic/measuring_time.h"
#include "clinic/messages.h"
#include "clinic/pass_rules.h"
#include "clinic/remind.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "clinic/wait_list.h"
#include "clinic/who_may_book.h"
#include "keys/token.h"
#include "store/clients.h"
#include "store/moves.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

Result<Appointment> find_in(store::Connection& c, const Clinic& clinic, AppointmentId id,
                            const Key& key) {
  auto a = store::find_appointment(c, clinic.tenant, id);
  bool holds_link =
      a && !key.token.empty() && keys::equal_secret(a->manage_hash, keys::token_hash(key.token));
  bool staff = key.actor.is_staff() || key.actor.kind == Actor::Kind::program;
  if (!a || !(staff || holds_link)) return not_found("appointment_unknown");
  return *a;
}

SeatWish wish_of(const Clinic& clinic, const Appointment& a, const Actor& actor,
                 const MoveInto& to) {
  SeatWish wish;
  wish.question.service = a.service;
  wish.question.practitioner = to.practitioner ? to.practitioner : a.practitioner;
  wish.question.now = clinic.now();
  wish.question.first_visit = a.first_visit;
  wish.start = to.start;
  wish.closed_room = to.closed_room;
  for (HoldId hold : to.freed) wish.freed.push_back(hold.value);
  for (AppointmentId other : to.moved_before) wish.freed.push_back(other.value);
  wish.actor = actor;
  wish.reason = {to.reason, to.rules_reason};
  return wish;
}

}  // namespace

Result<Appointment> visit_here(store::Connection& c, const Clinic& clinic, AppointmentId id,
                               const Key& key) {
  FASCIA_TRY(Appointment a, find_in(c, clinic, id, key));
  if (a.location != clinic.place()) return conflict("visit_elsewhere");
  return a;
}

void say_change(store::Transaction& tx, Clinic& clinic, const Offer& offer, std::string_view kind,
                const Appointment& a, const std::string& token) {
  auto client = store::find_client(tx, clinic.tenant, a.client);
  FASCIA_CHECK(client.has_value());
  add_appointment_message(tx, clinic, offer, kind, a, *client, token);
}

void say_if_sure(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Appointment& a) {
  if (a.status == Status::confirmed && a.start > clinic.now())
    say_change(tx, clinic, offer, "confirmed", a, {});
}

bool can_still_change(const Appointment& a) {
  return a.status == Status::requested || a.status == Status::booked ||
         a.status == Status::confirmed;
}

schedule::Snapshot with_room_closed(const schedule::Snapshot& times, RoomId room, Instant start) {
  schedule::Taken closed;
  closed.id = -1;
  closed.room = room;
  closed.start = closed.busy_from = closed.busy_until = start;
  closed.room_from = start - days_of_24h(1);
  closed.room_until = start + days_of_24h(1);
  return schedule::with(times, closed);
}

Result<Appointment> find_visit(Clinic& clinic, AppointmentId id, const Key& key) {
  return clinic.store.read([&](store::Connection& c) { return find_in(c, clinic, id, key); });
}

Done screened_for(store::Transaction& tx, Clinic& clinic, const Offer& offer, Appointment& a,
                  bool& measured) {
  if (!a.screening) return {};
  auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, a.screening);
  FASCIA_CHECK(kept.has_value());
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  const auto service = service_of_visit(tx, clinic, offer, a);
  if (!service) return invalid("service", "service_unknown");
  care::Screening now = decide(clinic, content, *service, offer.zone.date(a.start));
  // What waits for a letter may wait for another day (R40); no move makes it wanted.
  bool waits = waits_for_letter(now) && paper_is_wanted(tx, clinic, a);
  if (refuses(now) && !waits) return invalid("start", "screening_refuses");
  if (waits) FASCIA_TRY_DONE(check_letter_start(clinic, a.start));
  measured = !now.measure_on_arrival.empty();
  a.status = decided(now, content.must_speak) ? Status::confirmed : Status::requested;
  return {};
}

Done still_stands(const Offer& offer, const Appointment& a, const std::optional<Stood>& seen) {
  if (!seen || (seen->start == a.start && seen->practitioner == a.practitioner)) return {};
  const store::Practitioner* who = offer.practitioner(a.practitioner);
  return Error{Code::conflict,
               "moved_meanwhile",
               "start",
               {{"when", to_iso(a.wall)}, {"therapist", who == nullptr ? "" : who->first_name}},
               {}};
}

Result<Appointment> move_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                            AppointmentId id, const Key& key, const MoveInto& to) {
  FASCIA_TRY(Appointment a, visit_here(tx, clinic, id, key));
  Instant now = clinic.now();
  if (!can_still_change(a) || a.start <= now) return conflict("appointment_over");
  FASCIA_TRY_DONE(still_stands(offer, a, to.seen));
  // At its own start a part gets another therapist or room, and the others stay.
  if (a.in_turn && to.start != a.start) return move_in_turn(tx, clinic, offer, a, key, to);
  if (key.actor.kind == Actor::Kind::client) {
    if (standing_half(tx, clinic, a)) return invalid("start", "couple_moves_by_phone");
    FASCIA_TRY_DONE(may_change_online(tx, clinic, a.client, "start"));
  }
  const Instant start = to.start;
  const store::Move was{a.id, now, a.start, a.practitioner};
  const store::Service* service = offer.service(a.service);
  if (service == nullptr) return invalid("service", "service_unknown");
  NewSeat seat;
  if (to.seat) {
    seat.passed = *to.seat;
  } else {
    free_expired_holds(tx, clinic, now);
    FASCIA_TRY(seat, sit_elsewhere(tx, clinic, a, wish_of(clinic, a, key.actor, to)));
  }
  const PassedSeat& passed = seat.passed;
  store::set_seat(a, passed.seat.taken);
  a.start = start;
  a.finish = start + minutes(service->minutes);
  a.wall = offer.zone.wall(start);
  a.zone_version = zone_data_version();
  ++a.sequence;
  bool measured = false;
  FASCIA_TRY_DONE(screened_for(tx, clinic, offer, a, measured));
  FASCIA_TRY(std::string limit, within_client_limit(tx, clinic, offer, a, key.actor, to.reason));
  FASCIA_TRY(std::string then, within_client_time(tx, clinic, a, key.actor, to.reason));
  if (!store::take_cells(tx, clinic.tenant, store::busy_of(a)))
    return conflict("start_taken", "start");
  if (measured) add_measuring_time(tx, clinic, a);
  store::update_appointment(tx, clinic.tenant, a);
  if (seat.written) inherit_room(tx, clinic, *seat.written);
  store::add_move(tx, clinic.tenant, clinic.random.id<AppointmentId>().value, was);
  time_was_freed(tx, clinic);
  plan_reminders(tx, clinic, a);
  move_letter(tx, clinic, a);
  say_change(tx, clinic, offer, "moved", a, key.token);
  audit(tx, clinic, key.actor, "appointment.moved", "appointment", a.id.value, a.client,
        both_reasons(passed.reason, both_reasons(limit, then)));
  taken_in_memory(tx, clinic, store::taken_of(a, passed.seat.taken.deep_minutes));
  return a;
}

Result<Appointment> move_appointment(Clinic& clinic, AppointmentId id, const Key& key,
                                     Instant start, PractitionerId practitioner,
                                     const std::string& reason, const std::optional<Stood>& seen) {
  auto offer = current_offer(clinic);
  MoveInto to;
  to.start = start;
  to.practitioner = practitioner;
  to.reason = reason;
  to.seen = seen;
  return clinic.store.write(
      [&](store::Transaction& tx) { return move_in(tx, clinic, *offer, id, key, to); });
}

Offer offer_without(Clinic& clinic, const Offer& offer, const Appointment& a) {
  Offer out = offer;
  for (const Appointment& part : whole_visit(clinic, a))
    out.times = schedule::without(out.times, part.id.value);
  return out;
}

Result<PractitionerId> therapist_free_at(Clinic& clinic, const Appointment& a, Instant start) {
  const schedule::Snapshot times = offer_without(clinic, *current_offer(clinic), a).times;
  schedule::Question q;
  q.service = a.service;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  q.in_turn = clinic.store.read([&](store::Connection& c) { return parts_to_move(c, clinic, a); });
  if (!q.in_turn.empty()) {  // whoever would give which part is for the desk to ask
    FASCIA_TRY(schedule::Seat seat, schedule::choose_seat(times, q, start));
    return a.practitioner;
  }
  q.practitioner = a.practitioner;
  if (schedule::choose_seat(times, q, start)) return a.practitioner;
  q.practitioner = {};
  FASCIA_TRY(schedule::Seat seat, schedule::choose_seat(times, q, start));
  return seat.practitioner;
}

std::optional<Stood> moved_from(Clinic& clinic, AppointmentId id) {
  return clinic.store.read([&](store::Connection& c) -> std::optional<Stood> {
    auto a = store::find_appointment(c, clinic.tenant, id);
    auto move = store::last_move(c, clinic.tenant, id);
    if (!a || !move || !can_still_change(*a)) return std::nullopt;
    bool possible = move->start > clinic.now() && a->start > clinic.now();
    bool there = move->start == a->start && move->practitioner == a->practitioner;
    if (!possible || there) return std::nullopt;
    return Stood{move->start, move->practitioner};
  });
}

Result<Appointment> bind_intake(Clinic& clinic, AppointmentId id, const Key& key,
                                const std::string& screening) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Appointment a, visit_here(tx, clinic, id, key));
    a = lead_visit(tx, clinic, a);
    if (a.status != Status::requested) return conflict("appointment_over");
    auto kept = store::find_screening_by_token(tx, clinic.tenant, clinic.sealer,
                                               keys::token_hash(screening), clinic.now());
    if (!kept || kept->client) return invalid("screening", "screening_unknown");
    FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
    auto client = store::find_client(tx, clinic.tenant, a.client);
    if (client->birth_date && *client->birth_date != content.birth_date)
      return invalid("screening", "screening_other_person");
    const auto service = service_of_visit(tx, clinic, *offer, a);
    if (!service) return invalid("service", "service_unknown");
    FASCIA_TRY_DONE(
        lay_kept_records(tx, clinic, a.screening, *service, a.wall.date, content, *kept));
    // What was said on the day stays said, and what is open stays open (R1, R3).
    FASCIA_TRY_DONE(carry_day(tx, clinic, a.screening, *kept));
    FASCIA_TRY(content, read_content(clinic, *kept));
    a.screening = kept->id;
    carry_letters(tx, clinic, a.client, *kept, content);
    store::bind_screening(tx, clinic.tenant, clinic.sealer, *kept, a.client);
    FASCIA_TRY(care::Screening now, decide_visit(tx, clinic, *offer, a, *service, content));
    if (decided(now, content.must_speak)) {
      a.status = Status::confirmed;
      a.intake_due_by.reset();
    }
    store::update_appointment(tx, clinic.tenant, a);
    stand_alike(tx, clinic, a);
    drop_task(tx, clinic, "intake_overdue", a.id);
    if (refuses(now)) want_letter(tx, clinic, a, now);
    if (auto other = standing_half(tx, clinic, a); other && refuses(now))
      call_other_half(tx, clinic, *other);
    move_letter(tx, clinic, a);
    say_if_sure(tx, clinic, *offer, a);
    audit(tx, clinic, key.actor, "appointment.intake", "appointment", a.id.value, a.client);
    return a;
  });
}

}  // namespace fascia::clinic
