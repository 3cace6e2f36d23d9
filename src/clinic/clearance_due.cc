// SPDX-License-Identifier: Apache-2.0
#include "clinic/clearance_due.h"

#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/clearance_letter.h"
#include "clinic/couple_room.h"
#include "clinic/due_work.h"
#include "clinic/gentler_visit.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/messages.h"
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

Result<bool> make_gentler(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                          const ScreeningContent& content, Appointment& a) {
  for (const store::Service* service : gentler_services(offer, a)) {
    if (!decided(decide(clinic, content, *service, a.wall.date), content.must_speak)) continue;
    Appointment other = a;
    if (!sit_gentler(tx, clinic, *service, other)) continue;
    other.status = store::Status::confirmed;
    other.intake_due_by.reset();
    a = std::move(other);
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

// A visit in turn is given up as a whole.
void release_later_parts(store::Transaction& tx, Clinic& clinic, const Appointment& first) {
  for (Appointment& part : store::parts_of_visit(tx, clinic.tenant, first)) {
    if (part.id == first.id || !can_still_change(part)) continue;
    store::free_cells(tx, clinic.tenant, store::busy_of(part));
    freed_in_memory(tx, clinic, part.id.value);
    part.status = store::Status::cancelled;
    ++part.sequence;
    store::update_appointment(tx, clinic.tenant, part);
    audit(tx, clinic, kProgram, "appointment.cancelled", "appointment", part.id.value, part.client);
  }
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
  stand_alike(tx, clinic, visit);
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
  const bool goes_on = now < care::Decision::clearance && !asked.screening.is_gentle_only();
  if (goes_on || now == care::Decision::emergency) {
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
    release_later_parts(tx, clinic, a);
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
