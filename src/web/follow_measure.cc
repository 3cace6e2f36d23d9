// SPDX-License-Identifier: Apache-2.0
// What the therapist measures before a session: the client's own activities, a joint, the change
// since the start.
#include <cstdlib>

#include "clinic/record_outcomes.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

// A number as people type it, a comma for the point too.
std::optional<double> typed_number(std::string text) {
  for (char& c : text)
    if (c == ',') c = '.';
  if (text.empty()) return std::nullopt;
  char* end = nullptr;
  double value = std::strtod(text.c_str(), &end);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return value;
}

http::Response form_page(Visit& visit, const std::optional<Error>& error) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto form = clinic::measure_form(visit.site.clinic, visit.actor(), *id);
  if (!form) return show_error(visit, form.error());
  auto wrong = [&](std::string_view field) {
    return error && error->field == field ? page::error_text(visit.language, *error)
                                          : std::string();
  };
  page::View view;
  view.set("visit_path", treat_path(*id)).set("client_name", form->client_name);
  view.list("activities");
  int number = 0;
  for (const std::string& activity : form->activities) {
    page::View& one = view.add("activities");
    one.set("activity_number", std::int64_t{++number}).set("activity", activity);
    one.list("activity_steps");
    auto chosen = number_in(visit.form, "activity." + std::to_string(number));
    for (int n = 0; n <= 10; ++n)
      one.add("activity_steps").set("step", std::int64_t{n}).show("step_chosen", chosen == n);
  }
  view.field("new_activity", visit.form.get("new_activity"), wrong("psfs"));
  page::set_scale(view, "new_rating", number_in(visit.form, "new_rating"), wrong("new_rating"));
  std::vector<page::Option> movements{{"", visit.say("follow.no_joint")}};
  for (const care::Measure* m : form->movements)
    if (m->id != "ftf")
      movements.push_back(
          {m->id, follow_words(visit, m->name) + " (" + visit.say("follow_unit." + m->unit) + ")"});
  page::set_options(view, "joint", movements, {visit.form.get("joint")});
  view.field("ftf", visit.form.get("ftf"), wrong("ftf"));
  std::string joint = visit.form.get("joint");
  view.field("joint_value", visit.form.get("joint_value"), joint.empty() ? "" : wrong(joint));
  view.show("ask_global", form->global_change);
  std::vector<page::Option> changes{{"", "–"}};
  for (int n = -5; n <= 5; ++n)
    changes.push_back({std::to_string(n), visit.say("follow_global." + std::to_string(n + 5))});
  page::set_options(view, "global", changes, {visit.form.get("global")});
  std::vector<page::Wrong> wrongs;
  if (error) {
    std::string field = error->field == "psfs"                    ? "new_activity"
                        : error->field == joint && !joint.empty() ? "joint_value"
                        : error->field == "measures"              ? "ftf"
                                                                  : error->field;
    wrongs.push_back({field, page::error_text(visit.language, *error)});
  }
  page::set_wrongs(view, wrongs);
  return show(visit, "follow-measure", std::move(view), error ? 422 : 200);
}

http::Response keep(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const http::Form& form = visit.form;
  clinic::RecordOutcomes in{*id, {}};
  auto activities = form.all("activity");
  for (std::size_t i = 0; i < activities.size(); ++i)
    if (auto value = typed_number(form.get("activity." + std::to_string(i + 1))))
      in.values.push_back({"psfs", *value, activities[i]});
  if (auto value = typed_number(form.get("new_rating")))
    in.values.push_back({"psfs", *value, form.get("new_activity")});
  else if (!form.get("new_activity").empty())
    return form_page(visit, invalid("new_rating", "measure_number"));
  for (const auto& [name, measure] : {std::pair<std::string, std::string>{"ftf", "ftf"},
                                      {"joint_value", form.get("joint")},
                                      {"global", "groc11"}}) {
    std::string text = form.get(name);
    if (text.empty() || measure.empty()) continue;
    auto value = typed_number(text);
    if (!value) return form_page(visit, invalid(measure, "measure_number"));
    in.values.push_back({measure, *value, {}});
  }
  auto done = clinic::record_outcomes(visit.site.clinic, visit.actor(), in);
  if (done) return go(visit, treat_path(*id));
  if (done.error().code == Code::invalid) return form_page(visit, done.error());
  return show_error(visit, done.error());
}

}  // namespace

void add_follow_measure(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  const char* own = "the visit's own therapist";
  router.add({http::Method::get, "/treat/{appointment}/measures",
              for_staff(site, roles, [](Visit& v) { return form_page(v, {}); }), own});
  router.add(
      {http::Method::post, "/treat/{appointment}/measures", for_staff(site, roles, keep), own});
}

}  // namespace fascia::web
