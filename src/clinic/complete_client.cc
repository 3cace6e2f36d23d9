// SPDX-License-Identifier: Apache-2.0
#include "clinic/complete_client.h"

#include "clinic/after_session.h"
#include "clinic/book_appointment.h"
#include "clinic/tasks.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kKind = "birth_date_missing";
constexpr Seconds kStillOfUse = days_of_24h(7);

Result<store::Task> task_for(store::Connection& c, const Clinic& clinic, const Actor& actor,
                             store::TaskId id) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  auto task = store::find_task(c, clinic.tenant, id);
  if (!task || task->kind != kKind || task->done_at) return not_found("task_unknown");
  return *task;
}

}  // namespace

bool opens_links(const store::Client& client) { return !client.email.empty() && client.birth_date; }

void need_birth_date(store::Transaction& tx, Clinic& clinic, const store::Client& client,
                     AppointmentId appointment) {
  NewTask task;
  task.kind = std::string(kKind);
  task.client = client.id;
  task.appointment = appointment;
  task.role = store::Role::desk;
  task.due = clinic.now() + hours(4);
  add_task(tx, clinic, task);
}

Result<std::string> who_lacks_birth_date(Clinic& clinic, const Actor& actor, store::TaskId id) {
  return clinic.store.read([&](store::Connection& c) -> Result<std::string> {
    FASCIA_TRY(store::Task task, task_for(c, clinic, actor, id));
    auto client = store::find_client(c, clinic.tenant, task.client);
    if (!client) return not_found("task_unknown");
    return client->name;
  });
}

Done complete_birth_date(Clinic& clinic, const Actor& actor, store::TaskId id, Date birth_date) {
  Date today = clinic.availability.get()->zone.date(clinic.now());
  ClientDetails checked;
  checked.name = checked.phone = "0000000";  // the date alone is asked about here
  checked.birth_date = birth_date;
  if (Done fine = check_client(checked, today); !fine)
    return invalid("birth_date", fine.error().message);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(store::Task task, task_for(tx, clinic, actor, id));
    if (!store::set_birth_date(tx, clinic.tenant, task.client, birth_date))
      return conflict("birth_date_known");
    task.done_at = clinic.now();
    task.taken_by = actor.staff;
    task.outcome = "spoke";
    store::update_task(tx, clinic.tenant, task);
    audit(tx, clinic, actor, "client.birth_date", "client", task.client.value, task.client);
    return send_what_waited(tx, clinic, task.client, clinic.now() - kStillOfUse);
  });
}

}  // namespace fascia::clinic
