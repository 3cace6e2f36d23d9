// SPDX-License-Identifier: Apache-2.0
// What the therapist changes of the plan, and why (R7); what is measured on arrival (R6) and how
// far something moves.
#include <algorithm>
#include <cstdlib>

#include "clinic/change_plan.h"
#include "clinic/record_outcomes.h"
#include "clinic/record_rights.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/answer_fields.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

using clinic::PlanChange;
using Kind = PlanChange::Kind;

constexpr Kind kStricter[] = {Kind::depth,     Kind::ceiling,   Kind::minutes,
                              Kind::leave_out, Kind::technique, Kind::refuse};

std::string finding_name(const Visit& visit, const std::string& rule) {
  const care::Rule* known = visit.site.clinic.protocol.rule(rule);
  return known == nullptr ? rule : care::in_language(known->title, page::code(visit.language));
}

std::string grade_text(const Visit& visit, const PlanChange& change) {
  const care::Condition* of = visit.site.clinic.plans.condition(change.rule);
  std::string name =
      of == nullptr ? change.rule : care::in_language(of->name, page::code(visit.language));
  return visit.say("treat_grade.of", {{"what", name}, {"grade", change.grade}});
}

std::string change_text(const Visit& visit, const std::vector<PlanChange>& all,
                        const PlanChange& change) {
  std::string place =
      change.region ? region_name(visit, *change.region) : visit.say("treat_change.everywhere");
  std::string what;
  if (change.kind == Kind::technique) what = technique_name(visit, change.technique);
  if (change.kind == Kind::raise) what = finding_name(visit, change.rule);
  if (change.kind == Kind::grade) what = grade_text(visit, change);
  if (change.kind == Kind::back)
    for (const PlanChange& one : all)
      if (one.id == change.of) what = change_text(visit, all, one);
  return visit.say("treat_change.did_" + std::string(to_string(change.kind)),
                   {{"n", std::to_string(change.to)}, {"place", place}, {"what", what}});
}

std::string unit_text(const Visit& visit, const std::string& unit) {
  std::string id = "treat_unit." + unit;
  return page::has_text(visit.language, id) ? visit.say(id) : unit;
}

// A number as people type it, a comma for the point too.
std::optional<double> typed_number(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');
  if (text.empty()) return std::nullopt;
  char* end = nullptr;
  double value = std::strtod(text.c_str(), &end);
  return end != nullptr && *end == '\0' ? std::optional(value) : std::nullopt;
}

PlanChange change_in(const http::Form& form) {
  PlanChange out;
  out.kind = clinic::parse_change_kind(form.get("kind")).value_or(Kind::depth);
  bool of_place = out.kind == Kind::leave_out || out.kind == Kind::depth;
  if (of_place) out.region = care::parse_region(form.get("region"));
  if (out.kind == Kind::technique) out.technique = form.get("technique");
  out.to = number_in(form, "to").value_or(-1);
  out.rule = form.get("rule");
  if (out.kind == Kind::grade) out.grade = form.get("grade");
  out.of = store::PlanChangeId::parse(form.get("of")).value_or(store::PlanChangeId{});
  out.reason = form.get("reason");
  return out;
}

http::Response change(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto done = clinic::change_plan(visit.site.clinic, visit.actor(), {*id, change_in(visit.form)});
  if (!done) return client_refused(visit, done.error());
  if (visit.form.get("kind") == "grade")
    return go(visit, treat_path(*id, "#grade-" + visit.form.get("rule")));
  return go(visit, treat_path(*id, "#plan"));
}

http::Response measured(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto in = arrival_in(visit);
  if (!in) return client_refused(visit, in.error());
  auto day = clinic::measure_on_arrival(visit.site.clinic, visit.actor(), {*id, *in});
  if (!day) return client_refused(visit, day.error());
  return go(visit, treat_path(*id, "#day"));
}

http::Response movement(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  bool after = visit.form.get("when") == "after";
  auto value = typed_number(visit.form.get("movement_value"));
  Result<clinic::Recorded> done = invalid("movement_value", "measure_number");
  if (value)
    done = clinic::record_outcomes(visit.site.clinic, visit.actor(),
                                   {*id, {{visit.form.get("movement"), *value, {}}}});
  if (done) return go(visit, treat_path(*id, after ? "/finish#movement" : "#movement"));
  Error error = done.error();
  if (error.code == Code::invalid) error.field = "movement_value";
  return after ? finish_refused(visit, error) : client_refused(visit, error);
}

}  // namespace

// What was corrected, and what the person says against the record (R25), beside it.
void set_notes(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  clinic::Clinic& clinic = visit.site.clinic;
  auto notes = clinic.store.read(
      [&](store::Connection& c) { return clinic::record_notes(c, clinic, file.visit.client.id); });
  view.list("notes").show("has_notes", !notes.empty());
  for (const clinic::RecordNote& note : notes)
    view.add("notes")
        .set("note_day", day_of_instant(visit, note.at))
        .set("note_kind", visit.say(note.letter      ? "treat_client.letter"
                                    : note.corrected ? "treat_client.corrected"
                                                     : "treat_client.annotated"))
        .set("note_text", note.text.reveal());
}

void set_changes(page::View& view, const Visit& visit, const std::vector<PlanChange>& changes) {
  view.list("changes").show("has_changes", !changes.empty());
  for (const PlanChange& change : changes) {
    page::View& one = view.add("changes");
    one.set("change_text", change_text(visit, changes, change))
        .set("change_reason", change.reason)
        .set("change_by", change.by)
        .set("change_time", clock_of(visit, change.at))
        .set("change_id", change.id.text());
    one.show("change_has_reason", !change.reason.empty())
        .show("change_gone", change.taken_back)
        .show("change_stands", !change.taken_back && change.kind != Kind::back);
  }
}

std::vector<std::string> change_lines(const Visit& visit, const std::vector<PlanChange>& changes) {
  std::vector<std::string> out;
  for (const PlanChange& change : changes)
    out.push_back(visit.say(change.reason.empty() ? "treat_soap.changed" : "treat_soap.changed_why",
                            {{"time", clock_of(visit, change.at)},
                             {"what", change_text(visit, changes, change)},
                             {"why", change.reason}}));
  return out;
}

void set_change_form(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  const http::Form& form = visit.form;
  bool running = file.session.has_value();
  view.show("may_change",
            file.visit.own_visit && file.room.day && !(running && file.session->ended));
  std::vector<page::Option> kinds;
  for (Kind kind : kStricter)
    if (kind != Kind::refuse || !running)
      kinds.push_back({std::string(to_string(kind)),
                       visit.say("treat_change.kind_" + std::string(to_string(kind)))});
  page::set_options(view, "kind", kinds, {form.get("kind")});
  std::vector<page::Option> places{{"", visit.say("treat_change.everywhere")}};
  for (const care::Region& region : page::body_regions())
    if (clinic::depth_allowed(visit.site.clinic, file.room, region) > 0)
      places.push_back({region.text(), page::region_text(visit.language, region)});
  page::set_options(view, "region", places, {form.get("region")});
  std::vector<page::Option> techniques{{"", "–"}};
  for (const care::Technique& technique : visit.site.clinic.plans.techniques)
    techniques.push_back({technique.id, technique_name(visit, technique.id)});
  page::set_options(view, "technique", techniques, {form.get("technique")});
  view.field("to", form.get("to")).field("reason", form.get("reason"));
  view.list("raisable");
  if (!file.room.day || running) return;
  for (const care::Finding& finding : file.room.day->screening.findings) {
    bool raised =
        std::any_of(file.room.changes.begin(), file.room.changes.end(), [&](const PlanChange& one) {
          return one.kind == Kind::raise && !one.taken_back && one.rule == finding.rule;
        });
    if (raised || !clinic::may_raise(visit.site.clinic, finding)) continue;
    view.add("raisable")
        .set("raise_rule", finding.rule)
        .set("raise_title", care::in_language(finding.title, page::code(visit.language)));
  }
}

std::string unit_of(const Visit& visit, const care::Measure& measure) {
  if (!measure.unit.empty()) return visit.say("follow_unit." + measure.unit);
  return visit.say("treat_move.of", {{"most", std::to_string(static_cast<int>(measure.high))}});
}

void set_movements(page::View& view, const Visit& visit,
                   const std::vector<clinic::Movement>& movements) {
  auto name_of = [&](const care::Measure& measure) {
    return care::in_language(measure.name, page::code(visit.language));
  };
  auto value_of = [&](const clinic::Movement& one, const std::optional<double>& value) {
    return value ? page::number_text(visit.language, *value) + " " + unit_of(visit, *one.measure)
                 : std::string("–");
  };
  view.list("movements").show("has_movements", !movements.empty());
  for (const clinic::Movement& one : movements)
    view.add("movements")
        .set("movement_name", name_of(*one.measure))
        .set("movement_before", value_of(one, one.before))
        .set("movement_after", value_of(one, one.after));
  std::vector<page::Option> all;
  std::string chosen = visit.form.get("movement");
  if (chosen.empty() && !movements.empty()) chosen = movements.front().measure->id;
  for (const care::Measure* measure : clinic::movement_measures(visit.site.clinic))
    all.push_back({measure->id, name_of(*measure) + " (" + unit_of(visit, *measure) + ")"});
  page::set_options(view, "movement", all, {chosen});
  view.field("movement_value", visit.form.get("movement_value"));
}

void set_arrival(page::View& view, const Visit& visit) {
  const care::Protocol& protocol = visit.site.clinic.protocol;
  view.list("measures");
  for (const care::Question* question : clinic::arrival_measures(protocol)) {
    // What was measured before is not shown again: the desk reads no health data (R20).
    view.add("measures")
        .set("measure_id", question->id)
        .set("measure_text", care::in_language(question->text, page::code(visit.language)))
        .set("measure_unit", unit_text(visit, question->unit))
        .set("measure_typed", visit.form.get("q-" + question->id));
  }
}

Result<care::AnswerMap> arrival_in(const Visit& visit) {
  const care::Protocol& protocol = visit.site.clinic.protocol;
  auto offer = visit.site.clinic.availability.get();
  Date today = offer->zone.date(visit.site.clinic.now());
  care::AnswerMap out;
  for (const care::Question* question : clinic::arrival_measures(protocol)) {
    FASCIA_TRY(auto answer, read_field(visit.form, *question, protocol, today));
    if (answer) out.emplace(question->id, *answer);
  }
  return out;
}

void add_treat_change(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  const char* own = "the visit's own therapist";
  router.add(
      {http::Method::post, "/treat/{appointment}/change", for_staff(site, roles, change), own});
  router.add({http::Method::post, "/treat/{appointment}/measured", for_staff(site, roles, measured),
              "staff"});
  router.add(
      {http::Method::post, "/treat/{appointment}/movement", for_staff(site, roles, movement), own});
}

}  // namespace fascia::web
