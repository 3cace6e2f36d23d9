// SPDX-License-Identifier: Apache-2.0
#include "store/tasks.h"

#include <boost/json/object.hpp>

#include "core/json.h"
#include "core/result.h"

namespace fascia::store {
namespace {

Task task_of(const Row& r) {
  Task t;
  t.id = r.id<TaskId>(0);
  t.kind = r.text(1);
  t.urgent = r.flag(2);
  t.client = r.id<ClientId>(3);
  t.appointment = r.id<AppointmentId>(4);
  t.role = parse_role(r.text(5)).value();
  t.practitioner = r.id<PractitionerId>(6);
  t.due = r.instant(7);
  t.created = r.instant(8);
  t.taken_by = r.id<StaffId>(9);
  t.done_at = r.maybe_instant(10);
  t.outcome = r.text(11);
  t.location = r.id<LocationId>(12);
  return t;
}

std::vector<Task> tasks_of(const Rows& rows) {
  std::vector<Task> out;
  out.reserve(rows.size());
  for (const Row& r : rows) out.push_back(task_of(r));
  return out;
}

std::string sealed_cell(Connection& c, TenantId tenant, Sealer& sealer, const Task& task,
                        const TaskContent& content) {
  boost::json::object object{{"payload", content.payload.reveal()},
                             {"note", content.note.reveal()}};
  return sealer.seal(c, tenant, task.client, "task.sealed", task.id.value,
                     PrivateText(json::write(object)));
}

#define FASCIA_TASK_COLUMNS                                                                    \
  "SELECT id, kind, urgent, client, appointment, role, practitioner, due, created, taken_by, " \
  "done_at, outcome, location FROM task WHERE tenant = $1 "

}  // namespace

void add_task(Connection& c, TenantId tenant, Sealer& sealer, const Task& t,
              const TaskContent& content) {
  c.run(
      "INSERT INTO task (tenant, id, kind, urgent, client, appointment, role, practitioner, due, "
      "sealed, created, taken_by, done_at, outcome, location) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      {tenant, t.id, t.kind, t.urgent, t.client, t.appointment, to_string(t.role), t.practitioner,
       t.due, sealed_cell(c, tenant, sealer, t, content), t.created, t.taken_by, t.done_at,
       t.outcome, t.location});
}

std::optional<Task> find_task(Connection& c, TenantId tenant, TaskId id) {
  auto row = c.first(FASCIA_TASK_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(task_of(*row)) : std::nullopt;
}

TaskContent task_content(Connection& c, TenantId tenant, Sealer& sealer, TaskId id) {
  auto row = c.first("SELECT client, sealed FROM task WHERE tenant = $1 AND id = $2", {tenant, id});
  FASCIA_CHECK(row.has_value());
  PrivateText cell =
      sealer.open(c, tenant, row->id<ClientId>(0), "task.sealed", id.value, row->text(1));
  auto read = json::read(cell.reveal());
  FASCIA_CHECK(read.has_value());
  const boost::json::object& object = read->as_object();
  auto part = [&](std::string_view name) {
    return PrivateText(std::string(object.at(name).as_string()));
  };
  return {part("payload"), part("note")};
}

std::vector<Task> open_tasks(Connection& c, TenantId tenant, LocationId location) {
  return tasks_of(c.query(FASCIA_TASK_COLUMNS
                          "AND done_at IS NULL AND (location IS NULL OR location = COALESCE($2, "
                          "location)) ORDER BY urgent DESC, due, id",
                          {tenant, location}));
}

std::vector<Task> closed_tasks(Connection& c, TenantId tenant, Instant from, Instant until) {
  return tasks_of(c.query(FASCIA_TASK_COLUMNS
                          "AND done_at >= $2 AND done_at < $3 ORDER BY done_at DESC, id",
                          {tenant, from, until}));
}

std::optional<Task> open_task_of(Connection& c, TenantId tenant, std::string_view kind,
                                 AppointmentId appointment) {
  auto row = c.first(FASCIA_TASK_COLUMNS
                     "AND done_at IS NULL AND kind = $2 AND appointment = $3 ORDER BY id",
                     {tenant, kind, appointment});
  return row ? std::optional(task_of(*row)) : std::nullopt;
}

void update_task(Connection& c, TenantId tenant, const Task& t) {
  c.run(
      "UPDATE task SET taken_by = $3, done_at = $4, outcome = $5, urgent = $6, due = $7 "
      "WHERE tenant = $1 AND id = $2",
      {tenant, t.id, t.taken_by, t.done_at, t.outcome, t.urgent, t.due});
}

void set_task_content(Connection& c, TenantId tenant, Sealer& sealer, const Task& t,
                      const TaskContent& content) {
  c.run("UPDATE task SET sealed = $3 WHERE tenant = $1 AND id = $2",
        {tenant, t.id, sealed_cell(c, tenant, sealer, t, content)});
}

}  // namespace fascia::store
