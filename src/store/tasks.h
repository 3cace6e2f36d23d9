// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/private_text.h"
#include "store/connection.h"
#include "store/sealed.h"
#include "store/staff.h"

namespace fascia::store {

using TaskId = Id<struct TaskTag>;

// Something that waits for a person. What stands in the open is what the desk may see (R20): that
// it waits, who must act, by when. Why it waits is in the sealed payload, what was said in the
// sealed note.
struct Task {
  TaskId id;
  std::string kind;  // "call_after_refusal", …: catalogue [task]
  bool urgent = false;
  ClientId client;              // may be none
  AppointmentId appointment;    // may be none
  Role role = Role::desk;       // who must act
  PractitionerId practitioner;  // which therapist; none: any
  Instant due;
  Instant created;
  StaffId taken_by;
  std::optional<Instant> done_at;
  std::string outcome;       // a word of the list in clinic/tasks.h; empty while open
  LocationId location = {};  // whose staff see it; none: of every place
};

// What is sealed of it.
struct TaskContent {
  PrivateText payload;
  PrivateText note;  // of whoever closed it
};

void add_task(Connection& c, TenantId tenant, Sealer& sealer, const Task& task,
              const TaskContent& content);
std::optional<Task> find_task(Connection& c, TenantId tenant, TaskId id);
// Opens the sealed cell: only for who may read it.
TaskContent task_content(Connection& c, TenantId tenant, Sealer& sealer, TaskId id);
// Urgent ones first, then by when they are due; `location` leaves out those of other places.
std::vector<Task> open_tasks(Connection& c, TenantId tenant, LocationId location = {});
// Those closed in [from, until), latest first.
std::vector<Task> closed_tasks(Connection& c, TenantId tenant, Instant from, Instant until);
// The open one of this kind about this appointment.
std::optional<Task> open_task_of(Connection& c, TenantId tenant, std::string_view kind,
                                 AppointmentId appointment);
// Writes taken_by, done_at and outcome.
void update_task(Connection& c, TenantId tenant, const Task& task);
void set_task_content(Connection& c, TenantId tenant, Sealer& sealer, const Task& task,
                      const TaskContent& content);

}  // namespace fascia::store
