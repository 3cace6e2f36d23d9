// SPDX-License-Identifier: Apache-2.0
#include "clinic/change_appointment.h"

#include <algorithm>

#include "clinic/clearance_wait.h"
#include "clinic/couple_room.h"
#include "clinic/holds.h"
#include "clinic/keep_break.h"
#include "clinic/keep_load.h"
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

// Who would change a visit of another place here would sit it in this one's rooms, and memory there
// would not learn of it.
Result<Appointment> find_here(store::Connection& c, const Clinic& clinic, AppointmentId id,
                              const Key& key) {
  FASCIA_TRY(Appointment a, find_in(c, clinic, id, key));
  if (a.location != clinic.place()) return conflict("visit_elsewhere");
  return a;
}

int deep_of(const Offer& offer, const Appointment& a) {
  const store::Service* service = offer.service(a.service);
  return service == nullptr ? 0 : deep_minutes(*service);
}

Done screened_for(store::Transaction& tx, Clinic& clinic, const Offer& offer, Appointment& a,
                  bool& measured) {
  if (!a.screening) return {};
  auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, a.screening);
  FASCIA_CHECK(kept.has_value());
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  const store::Service* service = offer.service(a.service);
  if (service == nullptr) return invalid("service", "service_unknown");
  care::Screening now = decide(clinic, content, *service, offer.zone.date(a.start));
  // What waits for a letter may wait for another day (R40); no move makes it wanted.
  bool waits = waits_for_letter(now) && paper_is_wanted(tx, clinic, a);
  if (refuses(now) && !waits) return invalid("start", "screening_refuses");
  if (waits) FASCIA_TRY_DONE(check_letter_start(clinic, a.start));
  measured = !now.measure_on_arrival.empty();
  a.status = decided(now, content.must_speak) ? Status::confirmed : Status::requested;
  return {};
}

void say(store::Transaction& tx, Clinic& clinic, const Offer& offer, std::string_view kind,
         const Appointment& a, const std::string& token) {
  auto client = store::find_client(tx, clinic.tenant, a.client);
  FASCIA_CHECK(client.has_value());
  add_appointment_message(tx, clinic, offer, kind, a, *client, token);
}

// Writes the status with what it means for therapist and room.
Done change_status(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
                   Appointment& a, Status to) {
  bool had = store::takes_time(a.status), keeps = store::takes_time(to);
  std::optional<Appointment> other, heir;
  if (had && !keeps) {
    other = standing_half(tx, clinic, a);
    heir = heir_of(tx, clinic, a);
    free_seat(tx, clinic, a, heir);
    freed_in_memory(tx, clinic, a.id.value);
    time_was_freed(tx, clinic);
  }
  if (!had && keeps) {
    free_expired_holds(tx, clinic, clinic.now());
    if (!leaves_break(tx, clinic, offer.times, a.practitioner, a.busy_from, a.busy_until))
      return conflict("break_has_no_place", "start");
    if (!leaves_load(tx, clinic, offer.times, store::taken_of(a, deep_of(offer, a))))
      return conflict("start_taken", "start");
    if (!leaves_day(tx, clinic, offer.times, store::taken_of(a, 0)))
      return conflict("day_full", "start");
    find_room_again(tx, clinic, a);
    if (!store::take_cells(tx, clinic.tenant, store::busy_of(a)))
      return conflict("start_taken", "start");
    taken_in_memory(tx, clinic, store::taken_of(a, deep_of(offer, a)));
  }
  a.status = to;
  store::update_appointment(tx, clinic.tenant, a);
  if (heir) inherit_room(tx, clinic, *heir);
  // Staff are asked whether both stay away.
  if (other && !actor.is_staff()) call_other_half(tx, clinic, *other);
  plan_reminders(tx, clinic, a);
  audit(tx, clinic, actor, "appointment." + std::string(store::to_string(to)), "appointment",
        a.id.value, a.client);
  return {};
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
  if (to.freed) wish.freed.push_back(to.freed.value);
  for (AppointmentId other : to.moved_before) wish.freed.push_back(other.value);
  wish.actor = actor;
  wish.reason = to.rules_reason.empty() ? to.reason : to.rules_reason;
  return wish;
}

bool is_cancelled(Status status) {
  return status == Status::cancelled || status == Status::late_cancelled;
}

bool makes_sense(Status from, Status to) {
  bool open = from == Status::requested || from == Status::booked || from == Status::confirmed;
  switch (to) {
    case Status::arrived:
    case Status::no_show:
    case Status::cancelled:
    case Status::late_cancelled:
    case Status::confirmed:
      return open && from != to;
    default:
      return false;
  }
}

}  // namespace

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

Result<Appointment> move_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                            AppointmentId id, const Key& key, const MoveInto& to) {
  FASCIA_TRY(Appointment a, find_here(tx, clinic, id, key));
  Instant now = clinic.now();
  if (!can_still_change(a) || a.start <= now) return conflict("appointment_over");
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
  say(tx, clinic, offer, "moved", a, key.token);
  audit(tx, clinic, key.actor, "appointment.moved", "appointment", a.id.value, a.client,
        both_reasons(passed.reason, both_reasons(limit, then)));
  taken_in_memory(tx, clinic, store::taken_of(a, passed.seat.taken.deep_minutes));
  return a;
}

Result<Appointment> move_appointment(Clinic& clinic, AppointmentId id, const Key& key,
                                     Instant start, PractitionerId practitioner,
                                     const std::string& reason) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) {
    return move_in(tx, clinic, *offer, id, key, {start, practitioner, reason});
  });
}

bool cancels_late(Clinic& clinic, const Appointment& a) {
  return clinic.store.read([&](store::Connection& c) { return is_late(c, clinic, a); });
}

Offer offer_without(const Offer& offer, const Appointment& a) {
  Offer out = offer;
  out.times = schedule::without(offer.times, a.id.value);
  return out;
}

Result<PractitionerId> therapist_free_at(Clinic& clinic, const Appointment& a, Instant start) {
  schedule::Snapshot times = schedule::without(current_offer(clinic)->times, a.id.value);
  schedule::Question q;
  q.service = a.service;
  q.practitioner = a.practitioner;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  if (schedule::choose_seat(times, q, start)) return a.practitioner;
  q.practitioner = {};
  FASCIA_TRY(schedule::Seat seat, schedule::choose_seat(times, q, start));
  return seat.practitioner;
}

Result<Appointment> cancel_appointment(Clinic& clinic, AppointmentId id, const Key& key,
                                       const FeeReason& why) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Appointment a, find_here(tx, clinic, id, key));
    if (!can_still_change(a) || a.start <= clinic.now()) return conflict("appointment_over");
    bool late = !key.actor.is_staff() && is_late(tx, clinic, a);
    ++a.sequence;
    FASCIA_TRY_DONE(change_status(tx, clinic, *offer, key.actor, a,
                                  late ? Status::late_cancelled : Status::cancelled));
    FASCIA_TRY_DONE(owe_fee(tx, clinic, key.actor, a, a.status, why));
    say(tx, clinic, *offer, "cancelled", a, {});
    return a;
  });
}

Result<Appointment> set_status(Clinic& clinic, const Actor& actor, AppointmentId id, Status to,
                               const FeeReason& why) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) {
    return set_status_in(tx, clinic, *offer, actor, id, to, why);
  });
}

Result<Appointment> set_status_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                  const Actor& actor, AppointmentId id, Status to,
                                  const FeeReason& why) {
  FASCIA_TRY(Appointment a, find_here(tx, clinic, id, {actor, {}}));
  if (!makes_sense(a.status, to)) return conflict("no_status_change", "status");
  store::StatusChange change{
      clinic.random.id<AppointmentId>().value, id, clinic.now(), actor.staff, a.status, to};
  bool gives_up = is_cancelled(to);
  if (gives_up) ++a.sequence;
  FASCIA_TRY_DONE(change_status(tx, clinic, offer, actor, a, to));
  store::add_status_change(tx, clinic.tenant, change);
  FASCIA_TRY_DONE(owe_fee(tx, clinic, actor, a, to, why));
  if (gives_up) say(tx, clinic, offer, "cancelled", a, {});
  return a;
}

Result<Appointment> undo_status(Clinic& clinic, const Actor& actor, AppointmentId id) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Appointment a, find_here(tx, clinic, id, {actor, {}}));
    auto last = store::last_status_change(tx, clinic.tenant, id);
    if (!last || last->to != a.status) return conflict("nothing_to_undo", "status");
    bool stands_again = is_cancelled(last->to);
    if (stands_again) ++a.sequence;
    FASCIA_TRY_DONE(change_status(tx, clinic, *offer, actor, a, last->from));
    store::mark_undone(tx, clinic.tenant, last->id);
    drop_fee(tx, clinic, actor, a);
    letter_stands_again(tx, clinic, a);
    // The private link of the first mail was never taken away; it cannot be written again.
    if (stands_again) say(tx, clinic, *offer, "booked_again", a, {});
    return a;
  });
}

std::optional<MovedFrom> moved_from(Clinic& clinic, AppointmentId id) {
  return clinic.store.read([&](store::Connection& c) -> std::optional<MovedFrom> {
    auto a = store::find_appointment(c, clinic.tenant, id);
    auto move = store::last_move(c, clinic.tenant, id);
    if (!a || !move || !can_still_change(*a)) return std::nullopt;
    bool possible = move->start > clinic.now() && a->start > clinic.now();
    bool there = move->start == a->start && move->practitioner == a->practitioner;
    if (!possible || there) return std::nullopt;
    return MovedFrom{move->start, move->practitioner};
  });
}

Result<Appointment> bind_intake(Clinic& clinic, AppointmentId id, const Key& key,
                                const std::string& screening) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Appointment a, find_here(tx, clinic, id, key));
    if (a.status != Status::requested) return conflict("appointment_over");
    auto kept = store::find_screening_by_token(tx, clinic.tenant, clinic.sealer,
                                               keys::token_hash(screening), clinic.now());
    if (!kept || kept->client) return invalid("screening", "screening_unknown");
    FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
    auto client = store::find_client(tx, clinic.tenant, a.client);
    if (client->birth_date && *client->birth_date != content.birth_date)
      return invalid("screening", "screening_other_person");
    a.screening = kept->id;
    carry_letters(tx, clinic, a.client, *kept, content);
    const store::Service* service = offer->service(a.service);
    if (service == nullptr) return invalid("service", "service_unknown");
    care::Screening now = decide(clinic, content, *service, a.wall.date);
    if (decided(now, content.must_speak)) {
      a.status = Status::confirmed;
      a.intake_due_by.reset();
    }
    store::bind_screening(tx, clinic.tenant, clinic.sealer, *kept, a.client);
    store::update_appointment(tx, clinic.tenant, a);
    drop_task(tx, clinic, "intake_overdue", a.id);
    if (refuses(now)) want_letter(tx, clinic, a, now);
    if (auto other = standing_half(tx, clinic, a); other && refuses(now))
      call_other_half(tx, clinic, *other);
    move_letter(tx, clinic, a);
    audit(tx, clinic, key.actor, "appointment.intake", "appointment", a.id.value, a.client);
    return a;
  });
}

}  // namespace fascia::clinic
