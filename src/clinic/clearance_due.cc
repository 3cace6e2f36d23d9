// SPDX-License-Identifier: Apache-2.0
#include "clinic/clearance_due.h"

#include <algorithm>

#include "clinic/clearance_letter.h"
#include "clinic/couple_room.h"
#include "clinic/due_work.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/pass_rules.h"
#include "clinic/remind.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "clinic/wait_list.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::LetterStatus;

constexpr Seconds kBefore = hours(24);

// Gentler services that this therapist gives in no more time: those that are a part of the visit
// already, then others; the longest first, the cheapest of equals.
std::vector<const store::Service*> gentler_services(const Offer& offer, const Appointment& a) {
  std::vector<const store::Service*> out;
  const store::Service* now = offer.service(a.service);
  const store::Practitioner* who = offer.practitioner(a.practitioner);
  if (now == nullptr || who == nullptr || service_kind(*now) != care::ServiceKind::deep) return out;
  for (const store::Service& one : offer.services) {
    bool given =
        std::find(who->services.begin(), who->services.end(), one.id) != who->services.end();
    if (given && service_kind(one) == care::ServiceKind::swedish && one.minutes <= now->minutes)
      out.push_back(&one);
  }
  auto is_part = [&](const store::Service* one) {
    return std::ranges::find(now->parts, one->id) != now->parts.end();
  };
  std::stable_sort(out.begin(), out.end(), [&](auto* a_, auto* b_) {
    if (is_part(a_) != is_part(b_)) return is_part(a_);
    return a_->minutes != b_->minutes ? a_->minutes > b_->minutes
                                      : a_->price.cents < b_->price.cents;
  });
  return out;
}

// Of two who come together, and who is left of them, the visit keeps the seat it has, where the
// gentler service needs nothing else.
bool sit_still(store::Transaction& tx, Clinic& clinic, const store::Service& service,
               Appointment& a) {
  const schedule::Around around =
      schedule::around(clinic.availability.get()->times, service.id, a.practitioner);
  bool longer = a.start + minutes(service.minutes + around.after) > a.busy_until ||
                a.start - minutes(around.before) < a.busy_from;
  if (longer || !service.equipment.empty()) return false;
  return store::take_cells(tx, clinic.tenant, store::busy_of(a));
}

// Takes the seat of the gentler service at the same start; false where there is none.
bool sit_anew(store::Transaction& tx, Clinic& clinic, const store::Service& service,
              Appointment& a) {
  schedule::Question q;
  q.service = service.id;
  q.practitioner = a.practitioner;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  auto times = schedule::without(clinic.availability.get()->times, a.id.value);
  const bool still = a.together && sit_still(tx, clinic, service, a);
  if (!still) {
    if (standing_half(tx, clinic, a)) return false;
    auto passed = seat_with_reason(tx, clinic, times, q, a.start, kProgram, {});
    if (!passed) return false;
    store::set_seat(a, passed->seat.taken);
  }
  a.service = service.id;
  a.finish = a.start + minutes(service.minutes);
  // Nobody pays more than was agreed to.
  if (service.price.currency == a.price.currency && service.price.cents < a.price.cents)
    a.price = service.price;
  return still || store::take_cells(tx, clinic.tenant, store::busy_of(a));
}

Result<bool> make_gentler(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                          const ScreeningContent& content, Appointment& a) {
  for (const store::Service* service : gentler_services(offer, a)) {
    if (!decided(decide(clinic, content, *service, a.wall.date), content.must_speak)) continue;
    Appointment other = a;
    if (!sit_anew(tx, clinic, *service, other)) continue;
    other.status = store::Status::confirmed;
    other.intake_due_by.reset();
    a = std::move(other);
    freed_in_memory(tx, clinic, a.id.value);
    taken_in_memory(tx, clinic, store::taken_of(a, deep_minutes(*service)));
    return true;
  }
  return false;
}

void tell(store::Transaction& tx, Clinic& clinic, const Appointment& a, std::string_view kind) {
  auto client = store::find_client(tx, clinic.tenant, a.client);
  FASCIA_CHECK(client.has_value());
  add_appointment_message(tx, clinic, *clinic.availability.get(), kind, a, *client, {});
}

// What changed without the client: somebody calls before the day.
void call_for(store::Transaction& tx, Clinic& clinic, const Appointment& a,
              const std::string& kind) {
  NewTask task;
  task.kind = kind;
  task.client = a.client;
  task.appointment = a.id;
  task.role = store::Role::desk;
  task.due = clinic.now();
  add_task(tx, clinic, task);
}

// R3, R40: the visit's time has come and nobody has spoken with the client. Nothing is loosened: it
// stays requested and does not start; its letter ends, and a therapist settles the rest.
void end_with_the_start(store::Transaction& tx, Clinic& clinic, const Appointment& a,
                        store::Clearance& letter) {
  if (letter.status == LetterStatus::back || letter.status >= LetterStatus::gentler) return;
  step_letter(tx, clinic, kProgram, letter, LetterStatus::lapsed);
  drop_task(tx, clinic, "clearance_missing", a.id);
  settle_lapsed(tx, clinic, a);
}

// Nothing where the visit was decided meanwhile.
struct WaitsForLetter {
  Appointment visit;
  store::Clearance letter;
};
std::optional<WaitsForLetter> waiting_visit(store::Connection& c, const Clinic& clinic,
                                            std::int64_t subject) {
  auto visit = store::find_appointment(c, clinic.tenant, AppointmentId{subject});
  if (!visit || visit->status != store::Status::requested || !visit->screening) return {};
  auto letter = store::clearance_of(c, clinic.tenant, clinic.sealer, visit->id);
  if (!letter) return {};
  return WaitsForLetter{std::move(*visit), std::move(*letter)};
}

}  // namespace

Instant letter_is_due_at(const Clinic& clinic, const Appointment& visit) {
  return std::max(clinic.now(), visit.start - kBefore);
}

void confirm_after_letter(store::Transaction& tx, Clinic& clinic, Appointment visit) {
  visit.status = store::Status::confirmed;
  visit.intake_due_by.reset();
  store::update_appointment(tx, clinic.tenant, visit);
  drop_letter_work(tx, clinic, visit.id);
  drop_task(tx, clinic, "clearance_missing", visit.id);
  drop_task(tx, clinic, "letter_lapsed", visit.id);
  drop_task(tx, clinic, "call_after_refusal", visit.id);
  tell(tx, clinic, visit, "confirmed");
}

void settle_lapsed(store::Transaction& tx, Clinic& clinic, const Appointment& visit) {
  NewTask task;
  task.kind = "letter_lapsed";
  task.client = visit.client;
  task.appointment = visit.id;
  task.role = store::Role::therapist;
  task.practitioner = visit.practitioner;
  task.due = clinic.now();
  add_task(tx, clinic, task);
}

void drop_letter_work(store::Transaction& tx, const Clinic& clinic, AppointmentId visit) {
  for (std::string_view what : {kLetterDue, kLetterStart})
    store::drop_due_work(tx, clinic.tenant, what, visit.value);
}

Done letter_start_has_come(store::Transaction& tx, Clinic& clinic, std::int64_t subject) {
  auto waiting = waiting_visit(tx, clinic, subject);
  if (waiting && waiting->visit.start <= clinic.now())
    end_with_the_start(tx, clinic, waiting->visit, waiting->letter);
  return {};
}

Done letter_is_due(store::Transaction& tx, Clinic& clinic, std::int64_t subject) {
  auto waiting = waiting_visit(tx, clinic, subject);
  if (!waiting) return {};
  auto& [a, letter] = *waiting;
  if (a.start <= clinic.now()) {
    end_with_the_start(tx, clinic, a, letter);
    return {};
  }
  // Its seat is in the memory of the program of its place.
  if (a.location != clinic.place()) {
    plan_due_work(tx, clinic, kLetterDue, subject, clinic.now() + minutes(1));
    return {};
  }
  FASCIA_TRY(AskedOf asked, asked_of(tx, clinic, a));
  FASCIA_TRY(ScreeningContent content, read_content(clinic, asked.kept));
  care::Decision now = asked.screening.decision;
  // What may go on waits for something else, such as the talk; an emergency is a call of its own.
  if (now < care::Decision::clearance || now == care::Decision::emergency) {
    plan_due_work(tx, clinic, kLetterStart, subject, a.start);
    return {};
  }
  auto offer = clinic.availability.get();
  free_expired_holds(tx, clinic, clinic.now());
  store::free_cells(tx, clinic.tenant, store::busy_of(a));
  ++a.sequence;
  FASCIA_TRY(bool gentler, make_gentler(tx, clinic, *offer, content, a));
  std::optional<Appointment> other, heir;
  if (!gentler) {
    other = standing_half(tx, clinic, a);
    heir = heir_of(tx, clinic, a);
    if (heir) FASCIA_CHECK(store::take_cells(tx, clinic.tenant, {room_of(*heir)}));
    a.status = store::Status::cancelled;
    freed_in_memory(tx, clinic, a.id.value);
    time_was_freed(tx, clinic);
  }
  store::update_appointment(tx, clinic.tenant, a);
  if (heir) inherit_room(tx, clinic, *heir);
  if (other) call_other_half(tx, clinic, *other);
  plan_reminders(tx, clinic, a);
  step_letter(tx, clinic, kProgram, letter,
              gentler ? LetterStatus::gentler : LetterStatus::released);
  drop_task(tx, clinic, "clearance_missing", a.id);
  drop_task(tx, clinic, "call_after_refusal", a.id);
  call_for(tx, clinic, a, gentler ? "letter_gentler" : "letter_released");
  tell(tx, clinic, a, gentler ? "gentler" : "released");
  audit(tx, clinic, kProgram, gentler ? "appointment.gentler" : "appointment.cancelled",
        "appointment", a.id.value, a.client);
  store::raise_version(tx, clinic.tenant, a.location);
  return {};
}

}  // namespace fascia::clinic
