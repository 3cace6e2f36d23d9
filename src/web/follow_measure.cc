// SPDX-License-Identifier: Apache-2.0
// What the therapist measures before a session: the client's own activities, a joint, the change
// since the start.
#include <cstdlib>

#include "clinic/record_outcomes.h"
#include "core/faults.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/questionnaire_view.h"
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

// The field of the form that an error of the use case is about.
std::string field_of(const Visit& visit, const clinic::MeasureForm& form, const Error& error) {
  auto is = [&](const care::Measure* m) { return m != nullptr && error.field == m->id; };
  if (is(form.activity)) return "new_activity";
  if (is(form.reach) || error.field == "measures") return "reach";
  if (is(form.global)) return "global";
  bool joint = !error.field.empty() && error.field == visit.form.get("joint");
  return joint ? "joint_value" : error.field;
}

http::Response measures_page(Visit& visit, const std::optional<Error>& error) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto form = clinic::measure_form(visit.site.clinic, visit.actor(), *id);
  if (!form) return show_error(visit, form.error());
  page::View view;
  view.set("visit_path", treat_path(*id)).set("client_name", form->client_name);
  view.list("alerts");
  for (const care::MeasureAlert* alert : form->alerts)
    view.add("alerts").set("alert_text", follow_words(visit, alert->text));
  view.list("activities");
  int number = 0;
  for (const std::string& activity : form->activities) {
    page::View& one = view.add("activities");
    one.set("activity_number", std::int64_t{++number}).set("activity", activity);
    page::set_scale_steps(one, "activity_steps", 0, 10,
                          number_in(visit.form, "activity." + std::to_string(number)));
  }
  view.field("new_activity", visit.form.get("new_activity"));
  page::set_scale(view, "new_rating", number_in(visit.form, "new_rating"));
  view.list("feelings");
  for (const care::Measure* m : form->feelings) {
    page::View& one = view.add("feelings");
    one.set("feeling_id", m->id)
        .set("feeling_text", follow_words(visit, m->text))
        .set("feeling_low", follow_words(visit, m->low_words))
        .set("feeling_high", follow_words(visit, m->high_words));
    page::set_scale_steps(one, "feeling_steps", 0, 10, number_in(visit.form, "feeling." + m->id));
  }
  std::vector<page::Option> movements{{"", visit.say("follow.no_joint")}};
  for (const care::Measure* m : form->movements)
    movements.push_back(
        {m->id, follow_words(visit, m->name) + " (" + visit.say("follow_unit." + m->unit) + ")"});
  page::set_options(view, "joint", movements,
                    {visit.form.has("joint") ? visit.form.get("joint") : form->first_movement});
  view.show("ask_reach", form->reach != nullptr);
  view.field("reach", visit.form.get("reach"));
  view.field("joint_value", visit.form.get("joint_value"));
  view.show("ask_global", form->global != nullptr);
  std::vector<page::Option> changes{{"", "–"}};
  for (int n = -5; n <= 5; ++n)
    changes.push_back({std::to_string(n), visit.say("follow_global." + std::to_string(n + 5))});
  page::set_options(view, "global", changes, {visit.form.get("global")});
  set_questionnaires(view, visit, *id);
  view.show("has_questionnaires", !view.lists().at("questionnaires").empty());
  Faults faults;
  if (error)
    faults.add(each_changed(*error, [&](Error& one) { one.field = field_of(visit, *form, one); }));
  const Done told = faults.done();
  page::set_wrongs(view, wrongs_of(visit, told ? nullptr : &told.error()));
  return show(visit, "follow-measure", std::move(view), error ? 422 : 200);
}

// What was typed, as measurements; an error names the field at fault.
Result<std::vector<clinic::Measurement>> typed_values(const http::Form& form,
                                                      const clinic::MeasureForm& asked) {
  std::vector<clinic::Measurement> out;
  Faults faults;
  if (asked.activity != nullptr) {
    auto activities = form.all("activity");
    for (std::size_t i = 0; i < activities.size(); ++i)
      if (auto value = typed_number(form.get("activity." + std::to_string(i + 1))))
        out.push_back({asked.activity->id, *value, activities[i]});
    if (auto value = typed_number(form.get("new_rating")))
      out.push_back({asked.activity->id, *value, form.get("new_activity")});
    else if (!form.get("new_activity").empty())
      faults.add(invalid("new_rating", "measure_number"));
  }
  for (const care::Measure* m : asked.feelings)
    if (auto value = typed_number(form.get("feeling." + m->id))) out.push_back({m->id, *value, {}});
  const std::pair<std::string, std::string> others[] = {
      {"reach", asked.reach == nullptr ? "" : asked.reach->id},
      {"joint_value", form.get("joint")},
      {"global", asked.global == nullptr ? "" : asked.global->id}};
  for (const auto& [name, measure] : others) {
    std::string text = form.get(name);
    if (text.empty() || measure.empty()) continue;
    auto value = typed_number(text);
    if (value)
      out.push_back({measure, *value, {}});
    else
      faults.add(invalid(measure, "measure_number"));
  }
  FASCIA_TRY_DONE(faults.done());
  return out;
}

http::Response keep_measures(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto asked = clinic::measure_form(visit.site.clinic, visit.actor(), *id);
  if (!asked) return show_error(visit, asked.error());
  auto values = typed_values(visit.form, *asked);
  if (!values) return measures_page(visit, values.error());
  auto done = clinic::record_outcomes(visit.site.clinic, visit.actor(), {*id, *values});
  // What they ask the therapist to do is read before the visit goes on.
  if (done) return go(visit, treat_path(*id, done->asks ? "/measures" : ""));
  if (done.error().code == Code::invalid) return measures_page(visit, done.error());
  return show_error(visit, done.error());
}

}  // namespace

void add_follow_measure(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  const char* own = "the visit's own therapist";
  router.add({http::Method::get, "/treat/{appointment}/measures",
              for_staff(site, roles, [](Visit& v) { return measures_page(v, {}); }), own});
  router.add({http::Method::post, "/treat/{appointment}/measures",
              for_staff(site, roles, keep_measures), own});
}

}  // namespace fascia::web
