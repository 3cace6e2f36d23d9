// SPDX-License-Identifier: Apache-2.0
// The chart of a session: a draft started from what was tapped, signed and locked, amendments
// beside it.
#include <algorithm>

#include "clinic/chart.h"
#include "clinic/enter_in_error.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/treat_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

using clinic::Chart;
using clinic::Soap;

// One sentence after the other.
void add(std::string& text, const std::string& sentence) {
  if (sentence.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence;
}

std::string number(std::optional<int> value) { return value ? std::to_string(*value) : "–"; }

std::string subjective_of(const Visit& visit, const clinic::ClientFile& file, const Chart& chart) {
  std::string out;
  if (file.room.day) {
    const care::Intake& intake = file.room.day->before.intake;
    std::vector<std::string> pains;
    for (const care::Pain& pain : intake.pains)
      pains.push_back(region_name(visit, pain.region) + " " + std::to_string(pain.intensity) +
                      "/10");
    if (!pains.empty())
      add(out, visit.say("treat_soap.pains", {{"places", page::and_text(visit.language, pains)}}));
    if (!intake.since.empty()) add(out, visit.say("treat_soap.since", {{"words", intake.since}}));
    if (!intake.function.empty())
      add(out, visit.say("treat_soap.function",
                         {{"words", told_text(visit, intake.function, "assess.limit_")}}));
    if (file.room.day->complete() && !file.room.day->today.empty())
      add(out, visit.say("treat_soap.day_asked"));
  }
  if (chart.pain_before)
    add(out, visit.say("treat_soap.pain_before", {{"value", number(chart.pain_before)}}));
  return out;
}

std::string objective_of(const Visit& visit, const clinic::ClientFile& file, const Chart& chart) {
  std::string out;
  for (const clinic::WorkedRegion& w : chart.summary.regions) {
    add(out,
        visit.say("treat_soap.worked", {{"place", region_name(visit, w.region)},
                                        {"time", page::minutes_text(visit.language, w.minutes)},
                                        {"techniques", techniques_text(visit, w.techniques)},
                                        {"depth", std::to_string(w.deepest)}}));
    if (!w.paces.empty())
      add(out, visit.say("treat_soap.pace", {{"pace", pace_text(visit, w.paces)}}));
    if (w.highest_discomfort >= 0)
      add(out, visit.say("treat_soap.felt", {{"value", std::to_string(w.highest_discomfort)}}));
  }
  for (const clinic::Applied& one : chart.summary.applied)
    add(out, visit.say("treat_soap.applied",
                       {{"what", applied_place(visit, one)}, {"how", applied_text(visit, one)}}));
  for (const std::string& line : change_lines(visit, chart.changes)) add(out, line);
  for (const clinic::SessionStop& stop : chart.summary.stops)
    add(out, visit.say("treat_soap.stop",
                       {{"time", clock_of(visit, stop.at)},
                        {"place", stop.region ? region_name(visit, *stop.region) : "–"},
                        {"cause", visit.say("treat_stop." + stop.cause)}}));
  if (!chart.summary.not_deep.empty())
    add(out, visit.say("treat_soap.not_deep", {{"words", chart.summary.not_deep}}));
  for (const std::string& line :
       tender_lines(visit, clinic::tender_before(file.history), chart.summary.tender))
    add(out, line);
  if (std::string comfort = comfort_text(visit, chart.summary); !comfort.empty())
    add(out, visit.say("treat_soap.comfort", {{"what", comfort}}));
  auto number_of = [&](const std::optional<double>& value) {
    return value ? page::number_text(visit.language, *value) : std::string("–");
  };
  for (const clinic::Movement& one : chart.movements) {
    const std::string unit = unit_of(visit, *one.measure);
    add(out, visit.say("treat_soap.movement",
                       {{"what", care::in_language(one.measure->name, page::code(visit.language))},
                        {"before", number_of(one.before)},
                        {"after", number_of(one.after)},
                        {"unit", unit}}));
    if (one.before && one.after && one.measure->mdc)
      add(out, visit.say("treat_soap.movement_error",
                         {{"error", number_of(one.measure->mdc)}, {"unit", unit}}));
  }
  for (const care::Region& region : chart.summary.withdrawn)
    add(out, visit.say("treat_soap.withdrawn", {{"place", region_name(visit, region)}}));
  return out;
}

std::string assessment_of(const Visit& visit, const clinic::ClientFile& file, const Chart& chart) {
  std::string out;
  if (chart.pain_before && chart.pain_after)
    add(out, visit.say("treat_soap.pain_change", {{"before", number(chart.pain_before)},
                                                  {"after", number(chart.pain_after)}}));
  if (chart.summary.highest_discomfort > file.ceiling)
    add(out, visit.say("treat_soap.over_ceiling",
                       {{"value", std::to_string(chart.summary.highest_discomfort)},
                        {"ceiling", std::to_string(file.ceiling)}}));
  return out;
}

std::string plan_of(const Visit& visit, const clinic::ClientFile& file) {
  std::string out;
  const care::Plan& plan = file.room.plan;
  if (plan.visits > 0 && plan.days_between > 0)
    add(out, visit.say("treat_soap.next_spread", {{"visits", std::to_string(plan.visits)},
                                                  {"days", std::to_string(plan.days_between)}}));
  else if (plan.visits > 0)
    add(out, visit.say("treat_soap.next", {{"visits", std::to_string(plan.visits)},
                                           {"week", std::to_string(plan.visits_a_week)}}));
  if (!plan.next_time.empty())
    add(out, visit.say("treat_soap.next_time", {{"places", regions_text(visit, plan.next_time)}}));
  return out;
}

Soap draft_of(const Visit& visit, const clinic::ClientFile& file, const Chart& chart) {
  return {subjective_of(visit, file, chart), objective_of(visit, file, chart),
          assessment_of(visit, file, chart), plan_of(visit, file)};
}

void set_entry(page::View& view, const Visit& visit, const clinic::ChartEntry& entry) {
  view.set("entry_subjective", entry.soap.subjective)
      .set("entry_objective", entry.soap.objective)
      .set("entry_assessment", entry.soap.assessment)
      .set("entry_plan", entry.soap.plan)
      .set("entry_author", entry.author)
      .set("entry_day", day_of_instant(visit, entry.signed_at.value_or(entry.created)))
      .set("entry_time", clock_of(visit, entry.signed_at.value_or(entry.created)))
      .set("entry_reason", entry.reason)
      .set("entry_digest", entry.digest.substr(0, 12));
  view.show("entry_has_pace", !entry.soap.pace.empty());
  view.set("entry_pace", entry.soap.pace.empty() ? "" : pace_text(visit, {entry.soap.pace}));
}

void set_receipt(page::View& view, const Visit& visit, const Chart& chart) {
  view.list("receipt");
  if (chart.entries.empty()) return;
  const clinic::ReceiptFacts& r = chart.entries.front().receipt;
  page::View& one = view.add("receipt");
  one.set("receipt_client", r.client)
      .set("receipt_therapist", r.therapist)
      .set("receipt_number", r.association.empty() ? "" : r.association + " " + r.number)
      .set("receipt_valid",
           r.valid_until ? page::day_year_text(visit.language, *r.valid_until) : "")
      .set("receipt_minutes", page::minutes_text(visit.language, r.minutes_delivered))
      .set("receipt_price", page::money_text(visit.language, r.price));
  one.show("receipt_has_number", !r.association.empty());
}

// R17: the mark where there is one, else the way to set it.
void set_error(page::View& view, const Visit& visit, const Chart& chart) {
  const clinic::ChartEntry* mark = chart.error_mark();
  view.list("error_mark");
  if (mark != nullptr)
    view.add("error_mark")
        .set("mark_reason", mark->reason)
        .set("mark_by", mark->author)
        .set("mark_day", day_of_instant(visit, mark->created));
  bool may = mark == nullptr && chart.signed_entry() != nullptr && chart.visit.own_visit;
  view.show("may_mark", may);
  std::vector<page::Option> right{{"", visit.say("treat_error.nobody")}};
  if (may)
    for (const clinic::MeantFor& one :
         clinic::meant_for(visit.site.clinic, visit.actor(), chart.visit.appointment.id))
      right.push_back({one.appointment.text(), one.client + ", " + clock_of(visit, one.start)});
  page::set_options(view, "right", right, {visit.form.get("right")});
  view.field("error_reason", visit.form.get("error_reason"));
}

http::Response chart_view(Visit& visit, const Chart& chart, const clinic::ClientFile& file,
                          const std::optional<Error>& error) {
  page::View view;
  set_head(view, visit, file);
  set_rules(view, visit, file);
  set_summary(view, visit, chart.summary);
  set_receipt(view, visit, chart);
  const clinic::ChartEntry* draft = chart.draft();
  const clinic::ChartEntry* done = chart.signed_entry();
  bool mine = chart.visit.own_visit;
  Soap soap = draft != nullptr && !draft->soap.empty() ? draft->soap : draft_of(visit, file, chart);
  auto field = [&](const char* name, const std::string& kept) {
    view.field(name, visit.form.has(name) ? visit.form.get(name) : kept);
  };
  field("subjective", soap.subjective);
  field("objective", soap.objective);
  field("assessment", soap.assessment);
  field("plan", soap.plan);
  const auto unpaced = chart.summary.without_pace();
  view.show("ask_pace", !unpaced.empty());
  view.set("pace_places", regions_text(visit, unpaced));
  const std::string pace = visit.form.has("pace") ? visit.form.get("pace") : soap.pace;
  page::set_options(view, "pace",
                    {{"slow", visit.say("treat_pace.button_slow")},
                     {"usual", visit.say("treat_pace.button_usual")}},
                    {pace});
  set_tender(view, visit, clinic::tender_before(file.history), chart.summary.tender);
  field("text", "");
  field("reason", "");
  view.show("is_draft", draft != nullptr && mine).show("is_signed", done != nullptr);
  view.show("others_draft", done == nullptr && !mine);
  set_changes(view, visit, chart.changes);
  set_movements(view, visit, chart.movements);
  set_error(view, visit, chart);
  view.show("can_amend", done != nullptr && mine && chart.error_mark() == nullptr);
  view.list("signed").list("amendments");
  if (done != nullptr) set_entry(view.add("signed"), visit, *done);
  for (const clinic::ChartEntry& entry : chart.entries)
    if (entry.amends && entry.status == store::ChartStatus::locked)
      set_entry(view.add("amendments"), visit, entry);
  view.set("session_day", day_of_instant(visit, chart.session.started));
  view.list("prompts");
  if (!chart.summary.comfort.empty())
    for (const auto* alert :
         clinic::comfort_alerts(visit.site.clinic, chart.summary.comfort.back()))
      if (alert->who == "therapist")
        view.add("prompts").set("prompt_text",
                                care::in_language(alert->text, page::code(visit.language)));
  view.show("kept", visit.request.query_value("done") == "kept")
      .show("just_signed", visit.request.query_value("done") == "signed")
      .show("just_anew", visit.request.query_value("done") == "anew")
      .show("just_amended", visit.request.query_value("done") == "amended");
  page::set_wrongs(view, wrongs_of(visit, error ? &*error : nullptr));
  return show(visit, "treat-chart", std::move(view), error ? treat_status(*error) : 200);
}

http::Response chart_again(Visit& visit, AppointmentId id, const std::optional<Error>& error) {
  clinic::Clinic& clinic = visit.site.clinic;
  auto chart = clinic::read_chart(clinic, visit.actor(), id);
  if (!chart) {
    const std::string& what = chart.error().message;
    // The reason is asked on the client's page.
    if (what == "chart_reason_missing" || what == "session_missing")
      return go(visit, treat_path(id));
    return show_error(visit, chart.error());
  }
  if (!chart->session.ended && chart->visit.own_visit) return go(visit, treat_path(id, "/session"));
  auto file = clinic::file_of_visit(clinic, visit.actor(), chart->visit);
  if (!file) return show_error(visit, file.error());
  return chart_view(visit, *chart, *file, error);
}

http::Response chart_page(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  return chart_again(visit, *id, std::nullopt);
}

http::Response answer(Visit& visit, AppointmentId id, const Done& done, const char* what) {
  if (done) return go(visit, treat_path(id, std::string("/chart?done=") + what));
  if (done.error().code == Code::forbidden || done.error().code == Code::not_found)
    return show_error(visit, done.error());
  return chart_again(visit, id, done.error());
}

http::Response keep(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const http::Form& form = visit.form;
  Soap soap{form.get("subjective"), form.get("objective"), form.get("assessment"), form.get("plan"),
            form.get("pace")};
  if (!known_word(form.get("do"), {"sign", "keep"}))
    return chart_again(visit, *id, invalid("do", "choice_missing"));
  if (form.get("do") == "sign")
    return answer(visit, *id, clinic::sign_chart(visit.site.clinic, visit.actor(), *id, soap),
                  "signed");
  return answer(visit, *id, clinic::keep_chart(visit.site.clinic, visit.actor(), *id, soap),
                "kept");
}

http::Response amend(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  return answer(visit, *id,
                clinic::amend_chart(visit.site.clinic, visit.actor(), *id, visit.form.get("text"),
                                    visit.form.get("reason")),
                "amended");
}

http::Response mark_error(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  AppointmentId right = AppointmentId::parse(visit.form.get("right")).value_or(AppointmentId{});
  Done done = clinic::enter_in_error(visit.site.clinic, visit.actor(),
                                     {*id, visit.form.get("error_reason"), right});
  if (done && right) return go(visit, treat_path(right, "/chart?done=anew"));
  if (!done && done.error().field == "reason") {
    Error error = done.error();
    error.field = "error_reason";
    return chart_again(visit, *id, error);
  }
  return answer(visit, *id, done, "error");
}

}  // namespace

void add_treat_chart(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  router.add({http::Method::get, "/treat/{appointment}/chart", for_staff(site, roles, chart_page),
              "whoever treats this client"});
  const char* own = "the visit's own therapist";
  router.add({http::Method::post, "/treat/{appointment}/chart", for_staff(site, roles, keep), own});
  router.add(
      {http::Method::post, "/treat/{appointment}/error", for_staff(site, roles, mark_error), own});
  router.add(
      {http::Method::post, "/treat/{appointment}/amend", for_staff(site, roles, amend), own});
}

}  // namespace fascia::web
