// SPDX-License-Identifier: Apache-2.0
#include "clinic/answer_intake.h"

#include "care/returning.h"
#include "clinic/change_appointment.h"
#include "clinic/day_answers.h"
#include "clinic/earlier_answers.h"
#include "clinic/in_turn.h"
#include "clinic/messages.h"
#include "clinic/open_visit.h"
#include "clinic/speak_with_client.h"
#include "clinic/tasks.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

constexpr Seconds kCallWithin = hours(4);

void add_call(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit,
              const char* kind, bool emergency) {
  NewTask task;
  task.kind = kind;
  task.urgent = emergency;
  task.client = visit.client;
  task.appointment = visit.id;
  task.role = store::Role::desk;
  task.due = std::min(clinic.now() + kCallWithin, std::max(clinic.now(), visit.start));
  add_task(tx, clinic, task);
}

// What this client said for an earlier visit comes along: told to the client behind the birth date,
// and to a therapist who treats them. Who types in a paper form, and a therapist who never treated
// this client, sees none of it (R20); it binds the new answers all the same (R3).
Done take_along(Clinic& clinic, const Offer& offer, const store::Appointment& visit,
                const Actor& actor, VisitDraft& draft) {
  if (!draft.intake.birth_date) return {};
  bool may_see = false;
  // Every earlier visit is read and judged: not while others wait to write.
  auto earlier = clinic.store.read([&](store::Connection& c) {
    may_see = draft.asked != "paper" &&
              (!actor.is_staff() || is_own_client(c, clinic, actor, visit.client));
    return find_earlier_answers(c, clinic, offer, visit, *draft.intake.birth_date);
  });
  if (!earlier) return {};
  draft.carried_from = earlier->screening;
  if (earlier->must_speak || !may_see) return {};
  const Date day = offer.zone.date(visit.start);
  care::Intake carried = care::carry_answers(clinic.protocol, earlier->intake, day);
  draft.last.pains = earlier->intake.pains;
  draft.last.answers = care::last_answers(clinic.protocol, earlier->intake, day);
  const bool asked_anew = !draft.last.pains.empty() || !draft.last.answers.empty();
  if (carried.answers.empty() && !asked_anew) return {};
  if (asked_anew) draft.last_day = earlier->day;
  if (!carried.answers.empty()) {
    draft.intake = std::move(carried);
    draft.carried_day = earlier->day;
  }
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    Actor reader = actor;
    if (!actor.is_staff()) reader.kind = Actor::Kind::program;
    audit(tx, clinic, reader, "intake.taken_along", "appointment", visit.id.value, visit.client);
    return {};
  });
}

}  // namespace

Result<VisitDraft> begin_intake(Clinic& clinic, const std::string& browser,
                                AppointmentId appointment, const std::string& asked,
                                const Actor& actor) {
  if (asked == "aloud") FASCIA_TRY_DONE(require_role(actor, {store::Role::therapist}));
  auto offer = current_offer(clinic);
  auto visit = clinic.store.read(
      [&](store::Connection& c) { return store::find_appointment(c, clinic.tenant, appointment); });
  if (!visit) return not_found("appointment_unknown");
  if (visit->status != store::Status::requested) return conflict("appointment_over");
  VisitDraft draft = find_draft(clinic, browser);
  if (draft.appointment == appointment && draft.asked == asked && draft.asked_by == actor.staff)
    return draft;
  auto client = clinic.store.read(
      [&](store::Connection& c) { return store::find_client(c, clinic.tenant, visit->client); });
  std::vector<std::string> refused = std::move(draft.refused);
  draft = VisitDraft{};
  draft.refused = std::move(refused);
  draft.appointment = appointment;
  draft.asked = asked;
  draft.asked_by = actor.staff;
  if (auto slug = slug_of_visit(clinic, *visit); !slug.empty()) draft.service = slug;
  draft.visit_date = visit->wall.date;
  if (client) {
    draft.intake.birth_date = client->birth_date;
    draft.guardian = client->guardian;
    draft.guardian_relation = client->guardian_relation;
  }
  FASCIA_TRY_DONE(take_along(clinic, *offer, *visit, actor, draft));
  FASCIA_TRY_DONE(keep_draft(clinic, browser, draft));
  return draft;
}

Result<std::string> hand_out_intake_link(Clinic& clinic, const Actor& actor, AppointmentId id) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  return clinic.store.write([&](store::Transaction& tx) -> Result<std::string> {
    auto visit = store::find_appointment(tx, clinic.tenant, id);
    if (!visit) return not_found("appointment_unknown");
    if (visit->status != store::Status::requested || visit->screening ||
        visit->start <= clinic.now())
      return conflict("appointment_over");
    auto client = store::find_client(tx, clinic.tenant, visit->client);
    if (!client || !client->birth_date) return conflict("link_birth_date_missing");
    audit(tx, clinic, actor, "link.handed_out", "appointment", id.value, visit->client);
    return make_intake_path(tx, clinic, *visit);
  });
}

Done finish_intake(Clinic& clinic, const Actor& actor, const VisitDraft& draft,
                   const Screened& screened) {
  if (!draft.appointment) return {};
  // Who comes by the link proved the birth date before the draft was bound to the visit.
  Key key{actor, {}};
  if (!actor.is_staff()) key.actor.kind = Actor::Kind::program;
  FASCIA_TRY(store::Appointment visit, bind_intake(clinic, draft.appointment, key, screened.token));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    // What was said on the day of the visit decides with these answers.
    auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, visit.screening);
    const auto offer = clinic.availability.get();
    const auto service = service_of_visit(tx, clinic, *offer, visit);
    if (!kept || !service) return {};
    FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
    FASCIA_TRY(const care::Screening now,
               decide_visit(tx, clinic, *offer, visit, *service, content));
    call_about_answers(tx, clinic, visit, now, content.must_speak);
    return {};
  });
}

void call_about_answers(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit,
                        const care::Screening& screening, bool must_speak) {
  if (!refuses(screening)) drop_task(tx, clinic, "call_after_refusal", visit.id);
  if (decided(screening, must_speak))
    return drop_task(tx, clinic, "call_before_visit", visit.id);  // nothing is left to ask
  if (refuses(screening))
    return add_call(tx, clinic, visit, "call_after_refusal",
                    screening.decision == care::Decision::emergency);
  // Deep tissue that can be gentle work alone needs no talk of its own: the client chooses, or the
  // desk calls.
  if (screening.is_gentle_only()) {
    add_call(tx, clinic, visit, "offer_gentler", false);
    care::Screening rest = screening;
    rest.deep_work = care::DeepWork::full;
    if (decided(rest, must_speak)) return;
  }
  need_call_before_visit(tx, clinic, visit);
}

}  // namespace fascia::clinic
