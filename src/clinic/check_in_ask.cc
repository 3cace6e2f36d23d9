// SPDX-License-Identifier: Apache-2.0
// When the clock asks: by mail, once more where nobody answers, and by phone where there is no
// mail.
#include <algorithm>

#include "clinic/check_in_parts.h"
#include "clinic/complete_client.h"
#include "clinic/due_work.h"
#include "clinic/messages.h"
#include "clinic/tasks.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

std::optional<Instant> next_session(store::Connection& c, const Clinic& clinic,
                                    const store::TreatmentSession& session) {
  std::optional<Instant> next;
  for (const auto& other : store::sessions_of(c, clinic.tenant, session.client))
    if (other.started > session.started && (!next || other.started < *next)) next = other.started;
  return next;
}

// Its time is over, or the next session has begun meanwhile.
bool is_over(store::Connection& c, const Clinic& clinic, const store::TreatmentSession& session,
             const care::PlannedCheckIn& one) {
  auto next = next_session(c, clinic, session);
  return clinic.now() >= one.expires || (next && *next <= clinic.now());
}

void mail_check_in(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                   const store::Client& client, store::CheckInId id, Instant expires) {
  auto a = store::find_appointment(tx, clinic.tenant, session.appointment);
  if (!a) return;
  std::string token =
      make_private_link(tx, clinic, {"check_in", id.value, session.client, expires});
  auto payload = appointment_payload(*clinic.availability.get(), *a);
  payload["path"] = "/check-in/" + token;
  add_mail(tx, clinic, "check_in", client, std::move(payload), a->id);
}

// Nobody to write to: the therapist asks by phone, and types in what was said.
void leave_call(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                Instant due) {
  NewTask task;
  task.kind = std::string(kCheckInCall);
  task.client = session.client;
  task.appointment = session.appointment;
  task.role = store::Role::therapist;
  task.practitioner = session.practitioner;
  task.due = due;
  add_task(tx, clinic, task);
}

std::optional<store::CheckIn> known(store::Connection& c, Clinic& clinic, SessionId session,
                                    store::CheckInKind kind) {
  for (const store::CheckIn& one : store::check_ins_of(c, clinic.tenant, clinic.sealer, session))
    if (one.kind == kind) return one;
  return std::nullopt;
}

}  // namespace

std::optional<care::PlannedCheckIn> planned_check_in(store::Connection& c, const Clinic& clinic,
                                                     const store::TreatmentSession& session,
                                                     store::CheckInKind kind) {
  auto all = care::plan_check_ins(clinic.follow_up.check_ins, *session.ended,
                                  clinic.availability.get()->zone, next_session(c, clinic, session),
                                  store::to_string(kind));
  for (const care::PlannedCheckIn& one : all)
    if (one.moment == store::to_string(kind)) return one;
  return std::nullopt;
}

std::string check_in_work(store::CheckInKind kind) {
  return "check_in." + std::string(store::to_string(kind));
}

void plan_check_in_work(store::Transaction& tx, Clinic& clinic,
                        const store::TreatmentSession& session) {
  for (const care::CheckInMoment& moment : clinic.follow_up.check_ins.moments) {
    auto kind = store::parse_check_in_kind(moment.id);
    if (!kind || moment.extra) continue;
    if (auto one = planned_check_in(tx, clinic, session, *kind))
      plan_due_work(tx, clinic, check_in_work(*kind), session.id.value, one->send);
  }
}

Done ask_check_in(store::Transaction& tx, Clinic& clinic, SessionId id, store::CheckInKind kind) {
  auto session = store::find_session(tx, clinic.tenant, id);
  if (!session || !session->ended) return {};
  auto one = planned_check_in(tx, clinic, *session, kind);
  if (!one || is_over(tx, clinic, *session, *one)) return {};
  auto client = store::find_client(tx, clinic.tenant, session->client);
  if (!client) return {};
  Instant allowed = care::send_time(clinic.follow_up.check_ins, std::max(clinic.now(), one->send),
                                    clinic.availability.get()->zone);
  if (allowed > clinic.now()) {
    plan_due_work(tx, clinic, check_in_work(kind), id.value, allowed);
    return {};
  }
  store::CheckIn kept{
      clinic.random.id<store::CheckInId>(), id, session->client, kind, one->due, {}, {}};
  if (!store::add_check_in(tx, clinic.tenant, clinic.sealer, kept)) return {};
  if (!client->birth_date) need_birth_date(tx, clinic, *client, session->appointment);
  if (!opens_links(*client)) {
    auto open = open_spans(*clinic.availability.get(), clinic.now());
    leave_call(tx, clinic, *session, care::after_open_time(clinic.now(), hours(4), open));
    return {};
  }
  mail_check_in(tx, clinic, *session, *client, kept.id,
                std::max(one->expires, clinic.now() + hours(12)));
  plan_due_work(tx, clinic, check_in_work(kind) + ".again", id.value,
                std::max(one->remind, clinic.now() + hours(1)));
  return {};
}

Done ask_check_in_again(store::Transaction& tx, Clinic& clinic, SessionId id,
                        store::CheckInKind kind) {
  auto session = store::find_session(tx, clinic.tenant, id);
  auto kept = known(tx, clinic, id, kind);
  if (!session || !session->ended || !kept || kept->answered) return {};
  auto one = planned_check_in(tx, clinic, *session, kind);
  if (!one || is_over(tx, clinic, *session, *one)) return {};
  Instant allowed =
      care::send_time(clinic.follow_up.check_ins, clinic.now(), clinic.availability.get()->zone);
  if (allowed > clinic.now()) {
    plan_due_work(tx, clinic, check_in_work(kind) + ".again", id.value, allowed);
    return {};
  }
  auto client = store::find_client(tx, clinic.tenant, session->client);
  if (client && opens_links(*client))
    mail_check_in(tx, clinic, *session, *client, kept->id, one->expires);
  return {};
}

Result<store::CheckIn> open_call(store::Connection& c, Clinic& clinic, store::TaskId id) {
  auto task = store::find_task(c, clinic.tenant, id);
  if (!task || task->kind != kCheckInCall) return not_found("task_unknown");
  auto session = store::session_of(c, clinic.tenant, task->appointment);
  if (!session) return not_found("check_in_missing");
  std::optional<store::CheckIn> newest;
  for (const store::CheckIn& one :
       store::check_ins_of(c, clinic.tenant, clinic.sealer, session->id))
    if (!one.answered) newest = one;
  if (!newest) return not_found("check_in_missing");
  return *newest;
}

}  // namespace fascia::clinic
