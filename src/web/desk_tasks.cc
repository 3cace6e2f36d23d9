// SPDX-License-Identifier: Apache-2.0
// What waits for a person. The desk sees that it waits, who must act and by when (R20).
#include <algorithm>
#include <iterator>

#include "clinic/check_in.h"
#include "clinic/tasks.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/desk_view.h"
#include "web/follow_view.h"

namespace fascia::web {
namespace {

std::string kind_text(const Visit& visit, const std::string& kind) {
  std::string id = "task." + kind;
  return visit.say(page::has_text(visit.language, id) ? id : "task.other");
}

std::string due_text(const Visit& visit, Instant due) {
  auto offer = visit.site.clinic.availability.get();
  if (due <= visit.site.clinic.now()) return visit.say("desk_task.due_now");
  WallTime wall = offer->zone.wall(due);
  std::string when = wall.date == today_of(visit) ? page::clock_words(visit.language, wall.minute)
                                                  : page::when_text(visit.language, wall);
  return visit.say("desk_task.due_by", {{"when", when}});
}

std::string who_text(const Visit& visit, const clinic::WaitingTask& t) {
  if (!t.taken_by_name.empty()) return visit.say("desk_task.taken_by", {{"name", t.taken_by_name}});
  if (!t.practitioner_name.empty())
    return visit.say("desk_task.for_name", {{"name", t.practitioner_name}});
  return visit.say("desk_task.for_" + std::string(store::to_string(t.task.role)));
}

// What the lists and the task's own page both show.
void set_facts(page::View& item, const Visit& visit, const clinic::WaitingTask& t) {
  item.set("task_text", kind_text(visit, t.task.kind))
      .set("task_class", t.task.urgent ? "urgent" : "waits")
      .set("task_sign", t.task.urgent ? "!" : "")
      .set("task_due", due_text(visit, t.task.due))
      .set("task_who", who_text(visit, t));
}

const clinic::WaitingTask* find_in(const std::vector<clinic::WaitingTask>& tasks,
                                   store::TaskId id) {
  for (const auto& t : tasks)
    if (t.task.id == id) return &t;
  return nullptr;
}

// Why it waits, for whoever may read it; a stranger's answers need a typed reason first (R20).
void set_reason(page::View& view, const Visit& visit, const clinic::WaitingTask& t,
                const Error* error) {
  bool asks = false, read = false;
  std::string reason;
  if (t.may_read) {
    auto content =
        clinic::read_task(visit.site.clinic, visit.actor(), t.task.id, visit.form.get("why"));
    read = content.has_value();
    if (content) reason = content->payload.reveal();
    asks = !content && content.error().message == "chart_reason_missing";
  }
  bool wrong = asks && visit.form.has("why");
  view.show("has_reason", read).set("reason", reason).show("asks_why", asks);
  view.field("why", visit.form.get("why"),
             wrong ? visit.say("errors.chart_reason_missing") : std::string());
  (void)error;
}

std::string wrong_at(const Visit& visit, const Error* error, std::string_view field) {
  return error != nullptr && error->field == field ? page::error_text(visit.language, *error) : "";
}

// How it ended. An urgent call ends with somebody reached; else it is sent on, or tried again
// (R41).
void set_outcomes(page::View& view, const Visit& visit, const clinic::WaitingTask& t,
                  const Error* error) {
  const bool urgent = clinic::is_urgent_call(t.task);
  std::vector<page::Option> outcomes;
  for (const std::string& id : clinic::task_outcomes()) {
    const bool of_visit = id == "booked_again" || id == "moved" || id == "cancelled";
    if (!urgent || !of_visit) outcomes.push_back({id, visit.say("task_outcome." + id)});
  }
  page::set_options(view, "outcome", outcomes, {visit.form.get("outcome")},
                    wrong_at(visit, error, "outcome"));
  std::vector<page::Option> colleagues{{"", visit.say("desk_task.nobody")}};
  if (urgent)
    for (const clinic::Colleague& one :
         clinic::colleagues_for(visit.site.clinic, visit.actor(), t.task.id))
      colleagues.push_back({one.id.text(), one.name});
  page::set_options(view, "to", colleagues, {visit.form.get("to")}, wrong_at(visit, error, "to"));
  view.show("urgent_call", urgent);
}

http::Response task_page(Visit& visit, const Error* error = nullptr) {
  auto tasks = clinic::waiting_tasks(visit.site.clinic, visit.actor());
  const clinic::WaitingTask* t = find_in(tasks, task_id(visit));
  if (t == nullptr) return show_error(visit, not_found("task_unknown"));
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  set_facts(view, visit, *t);
  view.set("task_id", t->task.id.text());
  view.show("has_client", !t->client_name.empty());
  view.set("task_client", t->client_name);
  view.set("task_phone", t->client_phone)
      .set("task_phone_link", page::phone_digits(t->client_phone));
  view.show("has_phone", !t->client_phone.empty());
  view.show("has_visit", static_cast<bool>(t->task.appointment) && t->visit.has_value());
  view.set("task_visit_path", "/desk/visit/" + t->task.appointment.text());
  view.set("task_visit", t->visit ? page::when_text(visit.language, *t->visit) : "");
  view.show("may_act", t->may_act).show("mine", t->task.taken_by == visit.staff->id);
  set_task_step(view, visit, t->task);
  set_reason(view, visit, *t, error);
  set_outcomes(view, visit, *t, error);
  view.field("note", visit.form.get("note"), wrong_at(visit, error, "note"));
  return show(visit, "desk-task", std::move(view), error != nullptr ? status_for(*error) : 200);
}

http::Response tasks_page(Visit& visit) {
  auto tasks = clinic::waiting_tasks(visit.site.clinic, visit.actor());
  page::View view;
  constexpr const char* kGroups[] = {"urgent", "calls", "others"};
  // Calls to people come before papers that are late: somebody may be waiting in pain.
  view.list("urgent").list("calls").list("others").show("none", tasks.empty());
  for (const auto& t : tasks) set_task(view.add(kGroups[task_rank(t)]), visit, t);
  for (const char* group : kGroups)
    view.show("has_" + std::string(group), !view.lists().find(group)->second.empty());
  return show(visit, "desk-tasks", std::move(view));
}

http::Response read(Visit& visit) { return task_page(visit); }

http::Response take(Visit& visit) {
  auto done = clinic::take_task(visit.site.clinic, visit.actor(), task_id(visit));
  if (!done) return task_page(visit, &done.error());
  return go(visit, "/desk/task/" + task_id(visit).text());
}

http::Response give_back(Visit& visit) {
  auto done = clinic::give_back_task(visit.site.clinic, visit.actor(), task_id(visit));
  if (!done) return task_page(visit, &done.error());
  return go(visit, "/desk/tasks");
}

http::Response close_task(Visit& visit) {
  auto done = clinic::close_task(visit.site.clinic, visit.actor(), task_id(visit),
                                 visit.form.get("outcome"), PrivateText(visit.form.get("note")),
                                 StaffId::parse(visit.form.get("to")).value_or(StaffId{}));
  if (!done && done.error().code == Code::invalid) return task_page(visit, &done.error());
  if (!done) return show_error(visit, done.error());
  return go(visit, "/desk/tasks");
}

}  // namespace

std::size_t task_rank(const clinic::WaitingTask& t) {
  constexpr std::string_view kPapers[] = {"intake_overdue", "chart_unsigned", "clearance_missing",
                                          "mail_bounced", "hand_over_sheet"};
  if (t.task.urgent) return 0;
  bool paper = std::find(std::begin(kPapers), std::end(kPapers), t.task.kind) != std::end(kPapers);
  return paper ? 2 : 1;
}

void set_task(page::View& item, const Visit& visit, const clinic::WaitingTask& t) {
  std::string about = t.client_name.empty() ? "" : short_name(t.client_name);
  if (t.visit) about += (about.empty() ? "" : " · ") + page::when_text(visit.language, *t.visit);
  set_facts(item, visit, t);
  item.set("task_path", "/desk/task/" + t.task.id.text()).set("task_about", about);
}

void add_desk_tasks(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/tasks", for_staff(site, roles, tasks_page), "staff"});
  router.add({Method::get, "/desk/task/{id}",
              for_staff(site, roles, [](Visit& v) { return task_page(v); }), "staff"});
  router.add({Method::post, "/desk/task/{id}/read", for_staff(site, roles, read), "staff"});
  router.add({Method::post, "/desk/task/{id}/take", for_staff(site, roles, take), "staff"});
  router.add(
      {Method::post, "/desk/task/{id}/give-back", for_staff(site, roles, give_back), "staff"});
  router.add({Method::post, "/desk/task/{id}/close", for_staff(site, roles, close_task), "staff"});
}

}  // namespace fascia::web
