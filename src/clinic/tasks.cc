// SPDX-License-Identifier: Apache-2.0
#include "clinic/tasks.h"

#include <algorithm>

#include "clinic/check_in.h"
#include "clinic/due_work.h"
#include "clinic/open_visit.h"
#include "clinic/speak_with_client.h"
#include "store/appointments.h"
#include "store/clients.h"
#include "store/records.h"
#include "store/wait_list.h"

namespace fascia::clinic {
namespace {

using store::Role;
using store::Task;

bool is_mine(const Actor& actor, const Task& t) {
  return !t.practitioner || t.practitioner == actor.practitioner ||
         (t.taken_by && t.taken_by == actor.staff);
}

// A colleague of the therapist named may step in: taking it says who did.
bool may_act(const Actor& actor, const Task& t) {
  if (actor.kind == Actor::Kind::program) return true;
  if (!actor.is_staff()) return false;
  switch (t.role) {
    case Role::desk:
      return true;
    case Role::therapist:
      return treats(actor);
    case Role::owner:
      return actor.role == Role::owner;
  }
  return false;
}

bool may_read(const Actor& actor, const Task& t) {
  return treats(actor) && may_act(actor, t) && is_mine(actor, t);
}

bool of_colleague(const Actor& actor, const Task& t) {
  return actor.is_staff() && t.role == Role::therapist && t.practitioner &&
         t.practitioner != actor.practitioner;
}

bool has_read(store::Connection& c, const Clinic& clinic, const Actor& actor, const Task& t) {
  return store::has_done(c, clinic.tenant, actor.staff, "task.read", t.id.value, t.client);
}

Result<Task> find_for(store::Connection& c, const Clinic& clinic, const Actor& actor,
                      store::TaskId id) {
  auto task = store::find_task(c, clinic.tenant, id);
  if (!task) return not_found("task_unknown");
  if (!may_act(actor, *task)) return forbidden();
  return *task;
}

WaitingTask waiting_of(store::Connection& c, const Clinic& clinic, const Actor& actor,
                       const Task& task) {
  WaitingTask out;
  out.task = task;
  if (task.client)
    if (auto client = store::find_client(c, clinic.tenant, task.client)) {
      out.client_name = client->name;
      out.client_phone = client->phone;
    }
  if (task.kind == "wait_call")
    if (auto offer = store::wait_offer_of_task(c, clinic.tenant, task.id))
      if (auto entry = store::find_wait_entry(c, clinic.tenant, offer->entry)) {
        out.client_name = entry->name;
        out.client_phone = entry->phone;
      }
  if (task.appointment)
    if (auto a = store::find_appointment(c, clinic.tenant, task.appointment)) out.visit = a->wall;
  if (task.practitioner)
    if (auto p = store::find_practitioner(c, clinic.tenant, task.practitioner))
      out.practitioner_name = p->name;
  if (task.taken_by)
    if (auto staff = store::find_staff(c, clinic.tenant, task.taken_by))
      out.taken_by_name = staff->name;
  out.may_act = may_act(actor, task);
  out.may_read = may_read(actor, task);
  return out;
}

// Changes one open task, with its audit event.
template <class Change>
Done change(Clinic& clinic, const Actor& actor, store::TaskId id, std::string_view action,
            Change how) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(Task task, find_for(tx, clinic, actor, id));
    FASCIA_TRY_DONE(how(tx, task));
    store::update_task(tx, clinic.tenant, task);
    audit(tx, clinic, actor, action, "task", id.value, task.client);
    return {};
  });
}

Done still_open(const Task& task, const Actor& actor) {
  if (task.done_at) return conflict("task_closed");
  if (task.taken_by && task.taken_by != actor.staff) return conflict("task_taken");
  return {};
}

// R3: that they spoke is said of the visit as well, and decides it.
bool waits_for_call(store::Connection& c, const Clinic& clinic, const Task& task) {
  auto visit = store::find_appointment(c, clinic.tenant, task.appointment);
  return visit && visit->status == store::Status::requested && visit->screening;
}

PrivateText joined_text(const PrivateText& first, const PrivateText& second) {
  if (first.empty()) return second;
  if (second.empty()) return first;
  return PrivateText(first.reveal() + "\n" + second.reveal());
}

bool takes_over(const Actor& actor, const store::Staff& one, const Task& task) {
  Actor other{Actor::Kind::staff, one.id, one.role, one.practitioner};
  return one.id != actor.staff && one.active && may_act(other, task);
}

// It waits for the colleague who is named, with the calls so far, until somebody is reached.
Done send_on(store::Transaction& tx, Clinic& clinic, const Actor& actor, Task& task, StaffId to,
             const PrivateText& note) {
  auto colleague = store::find_staff(tx, clinic.tenant, to);
  if (!colleague || !takes_over(actor, *colleague, task)) return invalid("to", "colleague_missing");
  task.taken_by = to;
  task.due = std::min(task.due, clinic.now());
  auto content = store::task_content(tx, clinic.tenant, clinic.sealer, task.id);
  content.note = joined_text(
      content.note, PrivateText("sent_on " + to_rfc3339_utc(clinic.now()) + " " + colleague->name));
  content.note = joined_text(content.note, note);
  store::set_task_content(tx, clinic.tenant, clinic.sealer, task, content);
  audit(tx, clinic, actor, "task.sent_on", "task", task.id.value, task.client);
  return {};
}

}  // namespace

store::TaskId add_task(store::Transaction& tx, Clinic& clinic, const NewTask& in) {
  if (in.appointment)
    if (auto known = store::open_task_of(tx, clinic.tenant, in.kind, in.appointment)) {
      if (in.urgent && !known->urgent) plan_alert(tx, clinic, known->location);
      known->urgent = known->urgent || in.urgent;
      known->due = std::min(known->due, in.due);
      store::update_task(tx, clinic.tenant, *known);
      auto content = store::task_content(tx, clinic.tenant, clinic.sealer, known->id);
      if (content.payload != in.payload) {
        content.payload = joined_text(content.payload, in.payload);
        store::set_task_content(tx, clinic.tenant, clinic.sealer, *known, content);
      }
      return known->id;
    }
  Task task;
  task.id = clinic.random.id<store::TaskId>();
  task.kind = in.kind;
  task.urgent = in.urgent;
  // Two records may have become one since the caller read whose visit it is.
  if (in.client) task.client = store::person_of(tx, clinic.tenant, in.client);
  task.appointment = in.appointment;
  task.role = in.role;
  task.practitioner = in.practitioner;
  task.due = in.due;
  task.created = clinic.now();
  task.location = place_of_visit(tx, clinic, in.appointment);
  store::add_task(tx, clinic.tenant, clinic.sealer, task, {in.payload, {}});
  if (task.urgent) plan_alert(tx, clinic, task.location);
  return task.id;
}

std::vector<WaitingTask> waiting_tasks(Clinic& clinic, const Actor& actor) {
  std::vector<WaitingTask> out;
  if (!actor.is_staff() && actor.kind != Actor::Kind::program) return out;
  bool sees_all = actor.role != Role::therapist || actor.kind == Actor::Kind::program;
  return clinic.store.read([&](store::Connection& c) {
    for (const Task& task : store::open_tasks(c, clinic.tenant, clinic.place()))
      if (sees_all || (task.role == Role::therapist && is_mine(actor, task)))
        out.push_back(waiting_of(c, clinic, actor, task));
    return out;
  });
}

Result<store::TaskContent> read_task(Clinic& clinic, const Actor& actor, store::TaskId id,
                                     const std::string& reason) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<store::TaskContent> {
    FASCIA_TRY(Task task, find_for(tx, clinic, actor, id));
    if (!may_read(actor, task)) return forbidden();
    bool stranger = of_colleague(actor, task) && task.client &&
                    !is_own_client(tx, clinic, actor, task.client) &&
                    !has_read(tx, clinic, actor, task);
    if (stranger && !is_reason(reason))
      return Error{Code::forbidden, "chart_reason_missing", "reason", {}, {}};
    audit(tx, clinic, actor, "task.read", "task", id.value, task.client, reason);
    return store::task_content(tx, clinic.tenant, clinic.sealer, id);
  });
}

Done read_before_acting(store::Connection& c, const Clinic& clinic, const Actor& actor,
                        const Task& task) {
  if (of_colleague(actor, task) && !has_read(c, clinic, actor, task))
    return forbidden("task_unread");
  return {};
}

Done take_task(Clinic& clinic, const Actor& actor, store::TaskId id) {
  return change(clinic, actor, id, "task.taken", [&](store::Transaction&, Task& task) -> Done {
    FASCIA_TRY_DONE(still_open(task, actor));
    task.taken_by = actor.staff;
    return {};
  });
}

Done give_back_task(Clinic& clinic, const Actor& actor, store::TaskId id) {
  return change(clinic, actor, id, "task.given_back", [&](store::Transaction&, Task& task) -> Done {
    FASCIA_TRY_DONE(still_open(task, actor));
    task.taken_by = {};
    return {};
  });
}

const std::vector<std::string>& task_outcomes() {
  static const std::vector<std::string> kOutcomes = {
      "spoke", "left_word", "booked_again", "moved", "cancelled", "sent_on", "not_needed"};
  return kOutcomes;
}

std::vector<Colleague> colleagues_for(Clinic& clinic, const Actor& actor, store::TaskId id) {
  return clinic.store.read([&](store::Connection& c) {
    std::vector<Colleague> out;
    auto task = find_for(c, clinic, actor, id);
    if (!task) return out;
    for (const store::Staff& one : store::list_staff(c, clinic.tenant))
      if (takes_over(actor, one, *task)) out.push_back({one.id, one.name});
    return out;
  });
}

Done close_task(Clinic& clinic, const Actor& actor, store::TaskId id, std::string_view outcome,
                const PrivateText& note, StaffId to) {
  const auto& known = task_outcomes();
  if (std::find(known.begin(), known.end(), outcome) == known.end())
    return invalid("outcome", "outcome_missing");
  if (note.reveal().size() > 2000) return invalid("note", "note_too_long");
  return change(clinic, actor, id, "task.closed", [&](store::Transaction& tx, Task& task) -> Done {
    FASCIA_TRY_DONE(still_open(task, actor));
    FASCIA_TRY_DONE(read_before_acting(tx, clinic, actor, task));
    if (outcome == "sent_on" && is_urgent_call(task))
      return send_on(tx, clinic, actor, task, to, note);
    FASCIA_TRY_DONE(may_close_call(tx, clinic, task, outcome));
    if (task.kind == "call_before_visit" && outcome == "spoke" &&
        waits_for_call(tx, clinic, task)) {
      auto spoken = speak_in(tx, clinic, actor, task.appointment, note);
      if (!spoken) return spoken.error();
    }
    task.taken_by = actor.staff;
    task.done_at = clinic.now();
    task.outcome = outcome;
    // The lead was to see that this call is made.
    if (task.kind == "check_in_answer") drop_task(tx, clinic, "answer_for_lead", task.appointment);
    if (note.empty()) return {};
    auto content = store::task_content(tx, clinic.tenant, clinic.sealer, id);
    content.note = joined_text(content.note, note);
    store::set_task_content(tx, clinic.tenant, clinic.sealer, task, content);
    return {};
  });
}

void drop_task(store::Transaction& tx, Clinic& clinic, std::string_view kind,
               AppointmentId appointment, std::string_view outcome) {
  auto task = store::open_task_of(tx, clinic.tenant, kind, appointment);
  if (task) end_task(tx, clinic, std::move(*task), outcome);
}

void end_task(store::Transaction& tx, const Clinic& clinic, Task task, std::string_view outcome) {
  task.done_at = clinic.now();
  task.outcome = outcome;
  store::update_task(tx, clinic.tenant, task);
}

Done reopen_task(Clinic& clinic, const Actor& actor, store::TaskId id) {
  return change(clinic, actor, id, "task.reopened", [&](store::Transaction&, Task& task) -> Done {
    if (!task.done_at) return conflict("task_open");
    task.done_at.reset();
    task.outcome.clear();
    return {};
  });
}

}  // namespace fascia::clinic
