// SPDX-License-Identifier: Apache-2.0
#include "store/told.h"

namespace fascia::store {

std::vector<SentMessage> messages_to_client(Connection& c, TenantId tenant, Sealer& sealer,
                                            ClientId client) {
  std::vector<SentMessage> out;
  for (const Row& row : c.query("SELECT id, created, status FROM outbox WHERE tenant = $1 AND "
                                "client = $2 ORDER BY created, id",
                                {tenant, client}))
    out.push_back({find_message(c, tenant, sealer, row.id<MessageId>(0)).value(), row.instant(1),
                   row.text(2)});
  return out;
}

std::int64_t count_waiting_mail(Connection& c, TenantId tenant) {
  return c
      .first(
          "SELECT COUNT(*) FROM outbox WHERE tenant = $1 AND status = 'waiting' AND next_try > 0",
          {tenant})
      ->integer(0);
}

std::int64_t give_up_old_mail(Connection& c, TenantId tenant, Instant before) {
  return c.run(
      "UPDATE outbox SET status = 'failed' WHERE tenant = $1 AND status = 'waiting' AND next_try < "
      "$2",
      {tenant, before});
}

std::vector<KeptTask> tasks_about_client(Connection& c, TenantId tenant, Sealer& sealer,
                                         ClientId client) {
  std::vector<KeptTask> out;
  for (const Row& row : c.query("SELECT id FROM task WHERE tenant = $1 AND client = $2 ORDER BY "
                                "created, id",
                                {tenant, client})) {
    auto id = row.id<TaskId>(0);
    out.push_back({find_task(c, tenant, id).value(), task_content(c, tenant, sealer, id)});
  }
  return out;
}

std::vector<Plan> plans_of(Connection& c, TenantId tenant, Sealer& sealer,
                           AppointmentId appointment) {
  std::vector<Plan> out;
  for (const Row& row : c.query("SELECT id FROM plan WHERE tenant = $1 AND appointment = $2 ORDER "
                                "BY created, id",
                                {tenant, appointment}))
    out.push_back(find_plan(c, tenant, sealer, row.id<PlanId>(0)).value());
  return out;
}

std::optional<std::string> questionnaire_file(Connection& c, TenantId tenant, std::string_view id,
                                              std::string_view version) {
  auto row =
      c.first("SELECT file FROM questionnaire WHERE tenant = $1 AND id = $2 AND version = $3",
              {tenant, id, version});
  return row ? std::optional(row->text(0)) : std::nullopt;
}

}  // namespace fascia::store
