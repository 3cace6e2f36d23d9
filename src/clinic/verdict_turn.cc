// SPDX-License-Identifier: Apache-2.0
#include "clinic/verdict_turn.h"

#include "clinic/client_curve.h"
#include "clinic/tasks.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kTurn = "course_for_lead";
constexpr std::string_view kEarly = "course_for_lead_early";

// Whether one was waiting. It stands with the visit that the check-in asked about.
bool end_early(store::Transaction& tx, const Clinic& clinic, ClientId client) {
  bool waited = false;
  for (const auto& session : store::sessions_of(tx, clinic.tenant, client))
    if (auto task = store::open_task_of(tx, clinic.tenant, kEarly, session.appointment)) {
      end_task(tx, clinic, std::move(*task), "not_needed");
      waited = true;
    }
  return waited;
}

}  // namespace

bool is_for_lead(store::Connection& c, Clinic& clinic, ClientId client) {
  return curve_of(c, clinic, client, clinic.now()).next.tell_lead;
}

void tell_lead_of_turn(store::Transaction& tx, Clinic& clinic, ClientId client, AppointmentId visit,
                       bool before) {
  const ClientCurve curve = curve_of(tx, clinic, client, clinic.now());
  const bool early = curve.verdict.provisional;
  // Who was told early and has not dealt with it is told the whole of it now.
  const bool untold = (!early && end_early(tx, clinic, client)) || !before;
  if (!curve.next.tell_lead || !untold) return;
  NewTask task;
  task.kind = early ? kEarly : kTurn;
  task.client = client;
  task.appointment = visit;
  task.role = store::Role::owner;
  task.due = clinic.now();
  add_task(tx, clinic, task);
}

}  // namespace fascia::clinic
