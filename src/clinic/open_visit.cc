// SPDX-License-Identifier: Apache-2.0
#include "clinic/open_visit.h"

#include <algorithm>

namespace fascia::clinic {
namespace {

// A word such as "ok" explains nothing to whoever reads the audit later.
constexpr std::size_t kShortestReason = 8;

bool was_or_will_be(store::Status status) {
  return store::takes_time(status) || status == store::Status::completed;
}

}  // namespace

bool treats(const Actor& actor) {
  bool role = actor.role == store::Role::therapist || actor.role == store::Role::owner;
  return actor.is_staff() && role && actor.practitioner;
}

bool is_own_client(store::Connection& c, const Clinic& clinic, const Actor& actor,
                   ClientId client) {
  auto visits = store::list_of_client(c, clinic.tenant, client);
  return std::any_of(visits.begin(), visits.end(), [&](const store::Appointment& a) {
    return a.practitioner == actor.practitioner && was_or_will_be(a.status);
  });
}

bool is_reason(std::string_view reason) {
  std::size_t from = reason.find_first_not_of(" \t\r\n");
  return from != reason.npos && reason.size() - from >= kShortestReason;
}

Result<OpenVisit> open_visit(store::Connection& c, const Clinic& clinic, const Actor& actor,
                             AppointmentId id, std::string_view reason) {
  if (!treats(actor)) return forbidden();
  auto appointment = store::find_appointment(c, clinic.tenant, id);
  if (!appointment) return not_found("appointment_unknown");
  OpenVisit out;
  out.appointment = std::move(*appointment);
  auto client = store::find_client(c, clinic.tenant, out.appointment.client);
  FASCIA_CHECK(client.has_value());
  out.client = std::move(*client);
  out.own_visit = out.appointment.practitioner == actor.practitioner;
  out.own_client = is_own_client(c, clinic, actor, out.client.id);
  if (!out.own_client && !is_reason(reason))
    return Error{Code::forbidden, "chart_reason_missing", "reason", {}, {}};
  return out;
}

Result<OpenVisit> own_visit(store::Connection& c, const Clinic& clinic, const Actor& actor,
                            AppointmentId id) {
  if (!treats(actor)) return forbidden();
  auto appointment = store::find_appointment(c, clinic.tenant, id);
  if (!appointment) return not_found("appointment_unknown");
  if (appointment->practitioner != actor.practitioner) return forbidden("not_your_visit");
  return open_visit(c, clinic, actor, id, "own visit");
}

}  // namespace fascia::clinic
