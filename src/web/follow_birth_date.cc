// SPDX-License-Identifier: Apache-2.0
// The desk finds out a birth date; and where a task leads to.
#include "clinic/complete_client.h"
#include "web/follow_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

http::Response birth_date_page(const Visit& visit, const std::optional<Error>& error) {
  auto name = clinic::who_lacks_birth_date(visit.site.clinic, visit.actor(), task_id(visit));
  if (!name) return show_error(visit, name.error());
  page::View view;
  std::string id = task_id(visit).text();
  view.set("client_name", *name).set("task_path", "/desk/task/" + id);
  view.set("form_path", "/desk/birth-date/" + id);
  view.field("birth_date", visit.form.get("birth_date"),
             error ? page::error_text(visit.language, *error) : std::string());
  page::set_wrongs(view, wrongs_of(visit, error ? &*error : nullptr));
  return show(visit, "follow-birth-date", std::move(view), error ? 422 : 200);
}

http::Response keep_birth_date(Visit& visit) {
  auto date = parse_date(visit.form.get("birth_date"));
  if (!date) return birth_date_page(visit, invalid("birth_date", "birth_date_invalid"));
  auto done = clinic::complete_birth_date(visit.site.clinic, visit.actor(), task_id(visit), *date);
  if (done) return go(visit, "/desk/tasks");
  if (done.error().code == Code::invalid) return birth_date_page(visit, done.error());
  return show_error(visit, done.error());
}

}  // namespace

store::TaskId task_id(const Visit& visit) {
  return store::TaskId::parse(visit.request.param("id")).value_or(store::TaskId{});
}

void set_task_step(page::View& view, const Visit& visit, const store::Task& task) {
  std::string path;
  if (task.kind == "birth_date_missing") path = "/desk/birth-date/" + task.id.text();
  if (task.kind == "wait_call") path = "/desk/wait";
  if (visit.actor().role == store::Role::owner && task.kind == "lead_decides")
    path = "/desk/task/" + task.id.text() + "/letter";
  bool treats = static_cast<bool>(visit.actor().practitioner);
  if (treats && task.kind == "hand_over_sheet") path = treat_path(task.appointment, "/aftercare");
  if (treats && task.kind == "check_in_call") path = "/treat/task/" + task.id.text() + "/ask";
  if (treats && task.kind == "client_says_new") path = treat_path(task.appointment);
  view.show("has_step", !path.empty()).set("step_path", path);
  view.set("step_text", path.empty() ? "" : visit.say("follow_step." + task.kind));
}

void add_follow_birth_date(http::Router& router, const std::shared_ptr<Site>& site) {
  std::vector<store::Role> roles{store::Role::owner, store::Role::desk, store::Role::therapist};
  router.add({http::Method::get, "/desk/birth-date/{id}",
              for_staff(site, roles, [](Visit& v) { return birth_date_page(v, {}); }), "staff"});
  router.add({http::Method::post, "/desk/birth-date/{id}", for_staff(site, roles, keep_birth_date),
              "staff"});
}

}  // namespace fascia::web
