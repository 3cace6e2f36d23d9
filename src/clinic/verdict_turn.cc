// SPDX-License-Identifier: Apache-2.0
#include "clinic/verdict_turn.h"

#include "clinic/client_curve.h"
#include "clinic/tasks.h"

namespace fascia::clinic {

bool is_for_lead(store::Connection& c, Clinic& clinic, ClientId client) {
  return curve_of(c, clinic, client, clinic.now()).next.tell_lead;
}

void tell_lead_of_turn(store::Transaction& tx, Clinic& clinic, ClientId client, AppointmentId visit,
                       bool before) {
  if (before || !is_for_lead(tx, clinic, client)) return;
  NewTask task;
  task.kind = "course_for_lead";
  task.client = client;
  task.appointment = visit;
  task.role = store::Role::owner;
  task.due = clinic.now();
  add_task(tx, clinic, task);
}

}  // namespace fascia::clinic
