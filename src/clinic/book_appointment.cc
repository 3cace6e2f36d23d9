// SPDX-License-Identifier: Apache-2.0
#include "clinic/book_appointment.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <iterator>

#include "clinic/booked_client.h"
#include "clinic/clearance_wait.h"
#include "clinic/client_keys.h"
#include "clinic/due_work.h"
#include "clinic/gender_wish.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/measuring_time.h"
#include "clinic/messages.h"
#include "clinic/remind.h"
#include "clinic/screen_visit.h"
#include "clinic/service_list.h"
#include "clinic/speak_with_client.h"
#include "clinic/who_may_book.h"
#include "core/json.h"
#include "keys/token.h"
#include "schedule/in_turn.h"
#include "store/merged_rows.h"
#include "store/records.h"
#include "store/reseats.h"

namespace fascia::clinic {
namespace {

// What the transaction works with, read before it decides.
struct Booking {
  const BookAppointment& in;
  const Offer& offer;
  const store::Service& service;
  Date visit_date;
};

std::vector<store::Appointment> later_parts(store::Connection& c, const Clinic& clinic,
                                            const store::Appointment& first) {
  auto out = store::parts_of_visit(c, clinic.tenant, first);
  std::erase_if(out, [&](const store::Appointment& part) { return part.id == first.id; });
  return out;
}

Result<std::optional<Booked>> answered_before(store::Transaction& tx, Clinic& clinic,
                                              const BookAppointment& in) {
  if (in.idempotency_key.empty()) return std::optional<Booked>();
  auto kept =
      store::find_answer(tx, clinic.tenant, clinic.sealer, keys::token_hash(in.idempotency_key));
  if (!kept) return std::optional<Booked>();
  if (kept->body_hash != keys::digest(in.body))
    return invalid("Idempotency-Key", "idempotency_key_reused");
  Booked again;
  again.appointment = store::find_appointment(tx, clinic.tenant, kept->appointment).value();
  again.client = store::find_client(tx, clinic.tenant, again.appointment.client).value();
  again.manage_token = kept->answer.reveal();
  again.repeated = true;
  again.then = later_parts(tx, clinic, again.appointment);
  return std::optional(std::move(again));
}

struct BoundScreening {
  store::KeptScreening kept;
  care::Screening now;   // decided for the day and the service of the booking
  bool waits = false;    // for a physician's letter alone (R40)
  bool to_call = false;  // somebody speaks with the person, letter or not
};

// What is sold as deep tissue reaches that depth somewhere (sheet a, 1); says what fits in its
// place.
Error gentle_only(const Offer& offer, const store::Service& service) {
  Error error = invalid("screening", "screening_gentle_only");
  if (const store::Service* gentle = gentler_service(offer, service))
    error.args = {{"service", gentle->id.text()}, {"slug", gentle->slug}};
  return error;
}

Result<std::optional<BoundScreening>> screening_of(store::Transaction& tx, Clinic& clinic,
                                                   const Booking& b, ClientId client,
                                                   store::Appointment& appointment) {
  if (b.in.screening.empty()) return std::optional<BoundScreening>();
  auto kept = store::find_screening_by_token(tx, clinic.tenant, clinic.sealer,
                                             keys::token_hash(b.in.screening), clinic.now());
  if (!kept || kept->client) return invalid("screening", "screening_unknown");
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  if (b.in.client.birth_date != content.birth_date)
    return invalid("screening", "screening_other_person");
  carry_letters(tx, clinic, client, *kept, content);
  BoundScreening out;
  out.now = decide(clinic, content, b.service, b.visit_date);  // another day decides again
  if (!may_be_booked(out.now)) return invalid("screening", "screening_refuses");
  if (content.ask_anew) return invalid("screening", "screening_rules_changed");
  if (out.now.is_gentle_only()) return gentle_only(b.offer, b.service);
  out.waits = waits_for_letter(out.now);
  if (out.waits) FASCIA_TRY_DONE(check_letter_start(clinic, b.in.start));
  bool sure = decided(out.now, content.must_speak);
  out.to_call = out.waits ? out.now.hold || out.now.staff_call || content.must_speak : !sure;
  if (sure) appointment.status = store::Status::confirmed;
  appointment.screening = kept->id;
  FASCIA_TRY(boost::json::value decided_on, json::read(kept->content.reveal()));
  write_decision(decided_on.as_object(), out.now, content.letters.size());
  kept->content = PrivateText(json::write(decided_on));
  out.kept = std::move(*kept);
  return std::optional(std::move(out));
}

// What is held was offered when it was held, and neither the clock nor a neighbour's cancelling
// takes it away.
schedule::Snapshot without_hold(store::Transaction& tx, Clinic& clinic, const BookAppointment& in,
                                schedule::Question& question) {
  const auto holds = held_by(tx, clinic, in.hold);
  const bool asked = !in.practitioner || std::ranges::any_of(holds, [&](const store::Hold& hold) {
    return hold.practitioner == in.practitioner;
  });
  question.held = asked && hold_it(*clinic.availability.get(), holds, in.service, in.start);
  if (question.held && holds.size() == 1) {
    question.practitioner = holds.front().practitioner;  // as the page named them
  } else if (question.held) {
    question.practitioner = {};
    question.in_turn.clear();
    for (const store::Hold& hold : holds)
      question.in_turn.push_back({hold.service, hold.practitioner});
  }
  return times_without(tx, clinic, holds);
}

// The first part of a visit in turn or all of any other, with the service that it is.
void fill_times(store::Appointment& a, const schedule::Seat& seat, const store::Service& service,
                const Booking& b) {
  store::set_seat(a, seat.taken);
  a.service = service.id;
  a.start = seat.taken.start;
  a.finish = a.start + minutes(service.minutes);
  a.wall = b.offer.zone.wall(a.start);
  a.zone = b.offer.zone.name();
  a.zone_version = zone_data_version();
  a.price = service.price;
}

schedule::Question question_of(const Clinic& clinic, const BookAppointment& in) {
  schedule::Question q;
  q.service = in.service;
  q.practitioner = in.practitioner;
  q.now = clinic.now();
  q.may_turn = true;
  q.in_turn = parts_asked(*clinic.availability.get(), in.service, in.by_part);
  return q;
}

// As set_status does, so that the desk can undo it: before a walk-in there was no visit, and its
// undoing gives the time back (R34).
void mark_arrived(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                  store::Appointment& a) {
  store::StatusChange change{clinic.random.id<AppointmentId>().value,
                             a.id,
                             clinic.now(),
                             actor.staff,
                             store::Status::cancelled,
                             store::Status::arrived};
  a.status = store::Status::arrived;
  store::update_appointment(tx, clinic.tenant, a);
  store::add_status_change(tx, clinic.tenant, change);
  audit(tx, clinic, actor, "appointment.arrived", "appointment", a.id.value, a.client);
}

void keep_agreement(store::Transaction& tx, const Clinic& clinic, const BookAppointment& in,
                    AppointmentId id) {
  store::add_agreement(
      tx, clinic.tenant,
      {id, in.policy->version, keys::digest(in.policy->text), in.actor.staff, clinic.now()},
      in.policy->text);
}

// What each seat is a seat for.
std::vector<const store::Service*> services_of(const Booking& b, const schedule::Seat& seat) {
  if (seat.then.empty()) return {&b.service};
  std::vector<const store::Service*> out;
  for (const schedule::Seat& one : schedule::seats_of(seat)) {
    out.push_back(b.offer.service(one.taken.service));
    FASCIA_CHECK(out.back() != nullptr);
  }
  return out;
}

// The visit as one, for what asks how often and when somebody comes.
store::Appointment whole_of(const store::Appointment& first, const schedule::Seat& seat,
                            const std::vector<const store::Service*>& services) {
  store::Appointment out = first;
  for (std::size_t i = 0; i < seat.then.size(); ++i) {
    const schedule::Taken& taken = seat.then[i].taken;
    out.finish = taken.start + minutes(taken.minutes);
    if (deep_minutes(*services[i + 1]) > 0) out.service = services[i + 1]->id;
  }
  return out;
}

// The rows of the later parts, like the first one's but for the seat, the service and its price.
std::vector<store::Appointment> add_later_parts(
    store::Transaction& tx, Clinic& clinic, const Booking& b, const store::Appointment& first,
    const schedule::Seat& seat, const std::vector<const store::Service*>& services) {
  std::vector<store::Appointment> out;
  for (std::size_t i = 0; i < seat.then.size(); ++i) {
    store::Appointment& part = out.emplace_back(first);
    part.id = clinic.random.id<AppointmentId>();
    part.first_visit = false;  // the longer room time is with the first part
    part.intake_due_by.reset();
    fill_times(part, seat.then[i], *services[i + 1], b);
    store::add_appointment(tx, clinic.tenant, part, clinic.now());
    if (b.in.policy) keep_agreement(tx, clinic, b.in, part.id);
    audit(tx, clinic, b.in.actor, "appointment.booked", "appointment", part.id.value, part.client);
    taken_in_memory(tx, clinic, store::taken_of(part, seat.then[i].taken.deep_minutes));
  }
  return out;
}

// The seat that was found before, or one in the store now.
Result<PassedSeat> seat_for(store::Transaction& tx, Clinic& clinic, const Booking& b,
                            const schedule::Snapshot& times, const schedule::Question& question) {
  if (b.in.seat) return *b.in.seat;
  return seat_with_reason(tx, clinic, times, question, b.in.start, b.in.actor,
                          {b.in.reason, b.in.rules_reason});
}

std::vector<store::Busy> busy_of_parts(const store::Appointment& first,
                                       const schedule::Seat& seat) {
  std::vector<store::Busy> out = store::busy_of(first);
  for (const schedule::Seat& later : seat.then) {
    store::Appointment part;
    store::set_seat(part, later.taken);
    std::ranges::copy(store::busy_of(part), std::back_inserter(out));
  }
  return out;
}

// The answers are the visit's from now on, with what follows from them.
void bind_answers(store::Transaction& tx, Clinic& clinic, const BoundScreening& screening,
                  const store::Appointment& a) {
  store::bind_screening(tx, clinic.tenant, clinic.sealer, screening.kept, a.client);
  if (screening.waits) want_letter(tx, clinic, a, screening.now);
  if (screening.to_call) need_call_before_visit(tx, clinic, a);
}

// What is kept beside the rows of a visit that was booked, and who is told of it.
void keep_beside(store::Transaction& tx, Clinic& clinic, const Booking& b, Booked& out) {
  store::Appointment& a = out.appointment;
  if (ClientId merged = merged_record(tx, clinic, b.in, out.client)) {
    store::note_visit(tx, clinic.tenant, merged, a.id);
    for (const store::Appointment& part : out.then)
      store::note_visit(tx, clinic.tenant, merged, part.id);
  }
  if (b.in.has_arrived) {
    mark_arrived(tx, clinic, b.in.actor, a);
    for (store::Appointment& part : out.then) mark_arrived(tx, clinic, b.in.actor, part);
  }
  if (!b.in.idempotency_key.empty())
    store::add_answer(tx, clinic.tenant, clinic.sealer,
                      {keys::token_hash(b.in.idempotency_key), keys::digest(b.in.body), a.id,
                       PrivateText(out.manage_token)},
                      clinic.now());
  if (b.in.policy) keep_agreement(tx, clinic, b.in, a.id);
  if (b.in.actor.kind == Actor::Kind::client && !b.in.by_link)
    look_at_like_one(tx, clinic, out.client, a.id);
  if (b.in.tell)
    add_appointment_message(tx, clinic, b.offer, "booked", a, out.client, out.manage_token);
}

Result<Booked> book_in(store::Transaction& tx, Clinic& clinic, const Booking& b) {
  FASCIA_TRY(auto again, answered_before(tx, clinic, b.in));
  if (again) return std::move(*again);
  Instant now = clinic.now();
  free_expired_holds(tx, clinic, now);
  schedule::Question question = question_of(clinic, b.in);
  schedule::Snapshot times = without_hold(tx, clinic, b.in, question);

  Booked out;
  store::Appointment& a = out.appointment;
  FASCIA_TRY_DONE(expect_master_key(tx, clinic));
  out.client = booked_client(tx, clinic, b.in);
  if (b.in.actor.kind == Actor::Kind::client)
    FASCIA_TRY_DONE(may_book_online(tx, clinic, b.service, out.client.id));
  if (!b.in.gender_wish.empty())
    store::set_gender_wish(tx, clinic.tenant, out.client.id, b.in.gender_wish);
  FASCIA_TRY(auto screening, screening_of(tx, clinic, b, out.client.id, a));
  a.first_visit = !store::has_visited(tx, clinic.tenant, out.client.id);
  if (b.in.policy) FASCIA_TRY_DONE(check_agreed(tx, clinic, *b.in.policy));
  question.first_visit = a.first_visit;
  FASCIA_TRY(const PassedSeat passed, seat_for(tx, clinic, b, times, question));
  const schedule::Seat& seat = passed.seat;
  const auto services = services_of(b, seat);
  fill_times(a, seat, *services.front(), b);
  if (!store::take_cells(tx, clinic.tenant, busy_of_parts(a, seat)))
    return conflict("start_taken", "start");

  if (screening && !screening->now.measure_on_arrival.empty()) add_measuring_time(tx, clinic, a);
  a.location = b.offer.location.id;
  a.client = out.client.id;
  a.together = b.in.together;
  const store::Appointment whole = whole_of(a, seat, services);
  FASCIA_TRY(std::string limit,
             within_client_limit(tx, clinic, b.offer, whole, b.in.actor, b.in.reason));
  FASCIA_TRY(std::string then, within_client_time(tx, clinic, whole, b.in.actor, b.in.reason));
  a.id = clinic.random.id<AppointmentId>();
  if (!seat.then.empty()) a.in_turn = a.id;
  a.booked_by = b.in.booked_by;
  out.manage_token = clinic.random.token();
  a.manage_hash = keys::token_hash(out.manage_token);
  // An intake that is due must be in a day before the visit, at the latest when it begins.
  if (a.status == store::Status::requested && !(screening && screening->waits))
    a.intake_due_by =
        std::max(now, std::min(a.start, std::max(now + hours(2), a.start - hours(24))));
  store::add_appointment(tx, clinic.tenant, a, now);
  if (a.intake_due_by) plan_due_work(tx, clinic, "intake.due", a.id.value, *a.intake_due_by);
  plan_reminders(tx, clinic, a);
  if (screening) bind_answers(tx, clinic, *screening, a);
  out.then = add_later_parts(tx, clinic, b, a, seat, services);
  keep_beside(tx, clinic, b, out);
  audit(tx, clinic, b.in.actor, "appointment.booked", "appointment", a.id.value, a.client,
        both_reasons(passed.reason, both_reasons(limit, then)));
  taken_in_memory(tx, clinic, store::taken_of(a, seat.taken.deep_minutes));
  return out;
}

}  // namespace

Result<Booked> book_appointment(Clinic& clinic, const BookAppointment& in) {
  auto offer = current_offer(clinic);
  FASCIA_TRY_DONE(check_booking(clinic, in));
  const store::Service* service = offer->service(in.service);
  if (service == nullptr || !service->active) return invalid("service", "service_unknown");
  // Who wishes for a woman or a man and names nobody gets one of them, or no time.
  BookAppointment wished = in;
  const bool may_choose = !in.practitioner && in.hold.empty();
  if (in.actor.kind == Actor::Kind::client && may_choose && !in.gender_wish.empty()) {
    FASCIA_TRY(wished.by_part,
               who_fits_wish(*offer, in.gender_wish, question_of(clinic, in), in.start));
    if (wished.by_part.size() == 1) {
      wished.practitioner = wished.by_part.front();
      wished.by_part.clear();
    }
  }
  Booking booking{wished, *offer, *service, offer->zone.date(in.start)};
  return clinic.store.write([&](store::Transaction& tx) { return book_in(tx, clinic, booking); });
}

Result<Booked> book_in_transaction(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                   const BookAppointment& in) {
  const store::Service* service = offer.service(in.service);
  if (service == nullptr || !service->active) return invalid("service", "service_unknown");
  return book_in(tx, clinic, {in, offer, *service, offer.zone.date(in.start)});
}

std::vector<schedule::Start> alternatives(Clinic& clinic, const BookAppointment& in) {
  schedule::Question question = question_of(clinic, in);
  question.first_visit = true;  // so long that it suits whoever asks
  auto offer = current_offer(clinic);
  const store::Service* service = offer->service(in.service);
  if (auto found = find_answer(clinic, in.screening); found && service != nullptr)
    question.earliest = first_day(clinic, *offer, found->content, *service).earliest;
  return schedule::nearest_starts(offer->times, question, in.start, 6);
}

}  // namespace fascia::clinic
