// SPDX-License-Identifier: Apache-2.0
#include "clinic/speak_with_client.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/change_parts.h"
#include "clinic/check_in.h"
#include "clinic/clearance_wait.h"
#include "clinic/in_turn.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "core/blank.h"
#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using store::Appointment;
using store::Status;

constexpr std::string_view kCall = "call_before_visit";
constexpr Seconds kCallWithin = hours(4);
constexpr std::size_t kLongestNote = 2000;

Done check_note(const PrivateText& note) {
  if (is_blank(note.reveal())) return invalid("note", "note_missing");
  if (note.reveal().size() > kLongestNote) return invalid("note", "note_too_long");
  return {};
}

// Beside the answers it is about, under the same seal; those stay as they were given.
Done add_spoken(store::KeptScreening& kept, const Clinic& clinic, const Actor& actor,
                const PrivateText& note) {
  FASCIA_TRY(bj::value value, json::read(kept.content.reveal()));
  value.as_object()["spoken"] = bj::object{{"by", actor.staff.text()},
                                           {"at", to_rfc3339_utc(clinic.now())},
                                           {"protocol", clinic.protocol.version},
                                           {"note", note.reveal()}};
  kept.content = PrivateText(json::write(value));
  return {};
}

Done close_call(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                const Appointment& visit) {
  auto task = store::open_task_of(tx, clinic.tenant, kCall, visit.id);
  if (!task) return {};
  if (task->taken_by && task->taken_by != actor.staff) return conflict("task_taken");
  task->taken_by = actor.staff;
  task->done_at = clinic.now();
  task->outcome = "spoke";
  store::update_task(tx, clinic.tenant, *task);
  audit(tx, clinic, actor, "task.closed", "task", task->id.value, task->client);
  return {};
}

}  // namespace

void need_call_before_visit(store::Transaction& tx, Clinic& clinic, const Appointment& visit) {
  NewTask task;
  task.kind = kCall;
  task.client = visit.client;
  task.appointment = visit.id;
  task.role = store::Role::therapist;
  task.practitioner = visit.practitioner;
  // Four hours in which the clinic is open, and before the visit in any case.
  Instant now = clinic.now();
  Instant within = care::after_open_time(now, kCallWithin, open_spans(*current_offer(clinic), now));
  task.due = std::min(within, std::max(now, visit.start));
  add_task(tx, clinic, task);
}

Result<Appointment> speak_in(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                             AppointmentId id, const PrivateText& note) {
  if (actor.kind != Actor::Kind::staff || !actor.practitioner) return forbidden();
  FASCIA_TRY_DONE(check_note(note));
  auto visit = store::find_appointment(tx, clinic.tenant, id);
  if (!visit) return not_found("appointment_unknown");
  visit = lead_visit(tx, clinic, *visit);
  id = visit->id;
  if (visit->status != Status::requested || !visit->screening)
    return conflict("nothing_to_speak_about");
  auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, visit->screening);
  FASCIA_CHECK(kept.has_value());
  FASCIA_TRY_DONE(add_spoken(*kept, clinic, actor, note));
  store::update_screening(tx, clinic.tenant, clinic.sealer, *kept);
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  auto offer = clinic.availability.get();
  const auto service = service_of_visit(tx, clinic, *offer, *visit);
  if (!service) return invalid("service", "service_unknown");
  care::Screening now = decide(clinic, content, *service, visit->wall.date);
  if (decided(now, content.must_speak)) {
    visit->status = Status::confirmed;
    visit->intake_due_by.reset();
    store::update_appointment(tx, clinic.tenant, *visit);
    stand_alike(tx, clinic, *visit);
    say_if_sure(tx, clinic, *offer, *visit);
  }
  if (!refuses(now)) drop_task(tx, clinic, "call_after_refusal", visit->id);
  // What the talk found decides about the letter too (R40).
  move_letter(tx, clinic, *visit);
  drop_task(tx, clinic, "letter_lapsed", visit->id);
  audit(tx, clinic, actor, "appointment.spoken", "appointment", id.value, visit->client);
  return *visit;
}

Result<Appointment> speak_with_client(Clinic& clinic, const Actor& actor, AppointmentId id,
                                      const PrivateText& note) {
  (void)current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Appointment visit, speak_in(tx, clinic, actor, id, note));
    FASCIA_TRY_DONE(close_call(tx, clinic, actor, visit));
    return visit;
  });
}

}  // namespace fascia::clinic
