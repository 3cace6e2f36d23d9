// SPDX-License-Identifier: Apache-2.0
// The client before the door: findings, plan, history, the questions of the day, consent, start.
#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/start_session.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/answer_fields.h"
#include "web/follow_view.h"
#include "web/letter_view.h"
#include "web/record_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

Date today_of_site(const Visit& visit) {
  auto offer = visit.site.clinic.availability.get();
  return offer->zone.date(visit.site.clinic.now());
}

void set_findings(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  view.list("findings");
  bool has_letter = false;
  view.show("has_letter", false).show("has_loosened", false).list("loosened");
  if (!file.room.day) return;
  for (const care::Finding& finding : file.room.day->screening.findings) {
    page::View& one = view.add("findings");
    one.set("finding_rule", finding.rule)
        .set("finding_title", follow_words(visit, finding.title))
        .set("finding_reason", follow_words(visit, finding.reason))
        .set("finding_advice", follow_words(visit, finding.advice))
        .set("finding_decision",
             visit.say("treat_decision." + std::string(to_string(finding.decision))));
    one.show("finding_strict", finding.decision >= care::Decision::modify);
    one.show("finding_has_advice", !finding.advice->en.empty());
    std::string source = finding.sources->empty() ? "" : finding.sources->front().title;
    one.show("finding_has_source", !source.empty()).set("finding_source", source);
    set_letter_note(one, visit, finding);
    set_loosening(one, visit, finding);
    has_letter = has_letter || care::asks_physician(finding) || finding.letter;
  }
  view.show("has_letter", has_letter);
  set_loosened(view, visit, file.room.day->screening);
}

void set_history(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  view.list("history");
  for (const clinic::PastVisit& past : file.history) {
    std::vector<care::Region> regions;
    for (const auto& w : past.summary.regions) regions.push_back(w.region);
    page::View& one = view.add("history");
    one.set("past_day", day_of_instant(visit, past.session.started))
        .set("past_path", treat_path(past.session.appointment, "/chart"))
        .set("past_places", regions_text(visit, regions))
        .set("past_minutes", page::minutes_text(visit.language, past.summary.minutes_delivered))
        .set("past_highest", past.summary.highest_discomfort < 0
                                 ? "–"
                                 : std::to_string(past.summary.highest_discomfort))
        .set("past_assessment", past.soap && !past.in_error ? past.soap->assessment : "")
        .set("past_plan", past.soap && !past.in_error ? past.soap->plan : "");
    one.show("past_signed", past.is_signed && !past.in_error).show("past_error", past.in_error);
    one.show("past_unsigned", !past.is_signed).show("past_amended", past.amendments > 0);
    one.show("past_has_places", !regions.empty());
  }
}

bool has_error(const std::vector<Error>& errors, const std::string& field) {
  return std::any_of(errors.begin(), errors.end(),
                     [&](const Error& e) { return e.field == field; });
}

void set_day_questions(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                       const std::vector<Error>& errors) {
  view.list("questions");
  const auto& day = file.room.day;
  view.show("day_known", day.has_value());
  view.show("day_done", day && day->open.empty()).show("must_speak", day && day->must_speak);
  view.show("day_refuses", day && day->refuses());
  // Once answered it is one line; what was refused just now stays open.
  view.show("day_folded", day && day->complete() && !visit.request.path.ends_with("/day"));
  if (!day) return;
  const care::Protocol& protocol = visit.site.clinic.protocol;
  for (const std::string& id : day->asked) {
    const care::Question* question = protocol.question(id);
    if (question == nullptr) continue;  // the birth date: the desk's to find out
    page::View& one = view.add("questions");
    FieldOf field{visit.language, *question, protocol, day->today, today_of_site(visit)};
    fill_question(one, field, true);
    fill_alarm_options(one, field, [](const std::string&) { return std::string(); });
    bool open = std::find(day->open.begin(), day->open.end(), id) != day->open.end();
    one.show("q_open", open).show("q_wrong", has_error(errors, id));
    std::string fault;
    for (const Error& e : errors)
      if (e.field == id) fault = page::error_text(visit.language, e);
    one.set("q_error", fault);
  }
}

// Where on the page one deals with what hinders; nothing: nowhere on it.
std::string place_to_mend(const clinic::ClientFile& file, const std::string& hindrance) {
  if (hindrance == "day_questions_open" || hindrance == "must_speak" ||
      hindrance == "screening_missing" || hindrance == "screening_refuses_today")
    return "#day";
  if (hindrance.starts_with("consent_") || hindrance.starts_with("guardian_")) return "#consent";
  if (hindrance == "refused_by_therapist") return "#plan";
  if (hindrance == "grade_unconfirmed")
    for (const clinic::HurtGrade& grade : file.room.grades)
      if (grade.waits()) return "#grade-" + grade.condition;
  return {};
}

void set_hindered(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  view.list("hindered");
  if (file.session) return;
  for (const std::string& id : file.hindrances) {
    const std::string place = file.visit.own_visit ? place_to_mend(file, id) : std::string();
    view.add("hindered")
        .set("hindered_text", visit.say("errors." + id))
        .set("hindered_at", place)
        .show("hindered_here", !place.empty());
  }
}

// The parts of the page by name, those of the way to the start with how far they are.
void set_jumps(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  view.list("jumps");
  auto open = [&](const std::string& place) {
    return std::ranges::any_of(
        file.hindrances, [&](const std::string& id) { return place_to_mend(file, id) == place; });
  };
  auto add = [&](const std::string& part, const char* sign) {
    view.add("jumps")
        .set("jump_at", "#" + part)
        .set("jump_sign", sign)
        .set("jump_text", visit.say("treat_jump." + part));
  };
  if (file.visit.own_visit) {
    for (const char* part : {"day", "consent"})
      add(part, open(std::string("#") + part) ? "!" : "✓");
    if (!file.session) add("start", "");
  }
  add("plan", "");
  add("findings", "");
  if (file.room.day) add("answers", "");
  add("history", "");
}

void set_start(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  bool mine = file.visit.own_visit;
  view.show("own_visit", mine).show("running", file.session && !file.session->ended);
  view.show("ended", file.session && file.session->ended);
  view.show("can_start", mine && file.hindrances.empty());
  view.show("not_yet", !file.session && !file.hindrances.empty());
  set_hindered(view, visit, file);
  set_jumps(view, visit, file);
  view.list("to_read");
  const auto read = visit.form.all("read");
  if (file.room.day)
    for (const care::Finding& finding : file.room.day->screening.findings)
      if (finding.decision >= care::Decision::modify)
        view.add("to_read")
            .set("read_rule", finding.rule)
            .set("read_title", follow_words(visit, finding.title))
            .show("read_on", std::ranges::count(read, finding.rule) > 0);
  page::set_check(view, "identity", visit.form.has("identity"));
  view.list("alike");
  for (const clinic::LikeName& other : file.like_names)
    view.add("alike")
        .set("alike_name", other.name)
        .set("alike_born",
             other.born ? page::date_text(visit.language, *other.born) : std::string("–"))
        .set("alike_time", clock_of(visit, other.start))
        .set("alike_therapist", other.therapist);
  page::set_scale(view, "pain_now", number_in(visit.form, "pain_now"));
  page::set_scale(view, "pain_average", number_in(visit.form, "pain_average"));
  page::set_scale(view, "pain_worst", number_in(visit.form, "pain_worst"));
}

// Where on the page the field at fault stands.
std::string place_of(const Visit& visit, const std::string& field) {
  if (visit.request.path.ends_with("/measured"))
    return field == "measures" ? "arrival" : "arrival-" + field;
  if (visit.request.path.ends_with("/change") && visit.form.get("kind") == "grade")
    return grade_place(visit, field);
  if (field == "rule" || field == "change") return "plan";
  // The consent asks for a guardian, and so does a question of the day.
  if (visit.request.path.ends_with("/consent")) return field;
  bool question = visit.site.clinic.protocol.question(field) != nullptr;
  return question ? "q-" + field : field;
}

http::Response client_view(Visit& visit, const clinic::ClientFile& file,
                           const std::vector<Error>& errors = {}) {
  page::View view;
  set_head(view, visit, file);
  // Where nothing may be worked on there is no plan, and no place is told from the others.
  const care::Plan& plan = file.room.plan;
  const bool works = plan.segments.empty() || std::ranges::any_of(plan.segments, [](const auto& s) {
                       return !s.places.empty();
                     });
  auto marks = marks_of(visit, file, nullptr);
  if (!works) {
    for (page::BodyMark& mark : marks) mark.avoid = false;
    std::erase_if(marks, [](const page::BodyMark& m) { return m.pain == 0 && m.tender < 0; });
  }
  view.show("nothing_today", !works);
  page::set_body_map_shown(view, visit.language, marks);
  set_findings(view, visit, file);
  set_rules(view, visit, file);
  set_tender(view, visit, clinic::tender_before(file.history), {});
  set_plan(view, visit, works ? plan : care::Plan{}, -1);
  set_plan_beside(view, visit, works ? plan : care::Plan{});
  set_sources(view, visit, file);
  set_notes(view, visit, file);
  set_history(view, visit, file);
  set_day_questions(view, visit, file, errors);
  set_told(view, visit, file.visit.appointment.id);
  set_answers(view, visit, file);
  set_record_form(view, visit, file.visit.appointment.id, treat_path(file.visit.appointment.id));
  set_consent(view, visit, file, visit.form);
  set_own_regions(view, visit, file, visit.form, errors);
  set_start(view, visit, file);
  set_changes(view, visit, file.room.changes);
  set_change_form(view, visit, file);
  set_hurt_grades(view, visit, file, errors);
  set_movements(view, visit, file.movements);
  set_arrival(view, visit);
  auto refused_by = [&](const char* form) {
    return !errors.empty() && visit.request.path.ends_with(form);
  };
  view.show("change_open", refused_by("/change") && visit.form.get("kind") != "grade")
      .show("arrival_open", refused_by("/measured"));
  view.show("movement_open", refused_by("/movement") || !file.movements.empty());
  view.set("said_since", file.room.day
                             ? told_text(visit, file.room.day->before.intake.since, "assess.since_")
                             : "");
  view.set("said_function",
           file.room.day ? told_text(visit, file.room.day->before.intake.function, "assess.limit_")
                         : "");
  view.show("has_since", file.room.day && !file.room.day->before.intake.since.empty());
  view.show("has_function", file.room.day && !file.room.day->before.intake.function.empty());
  std::vector<page::Wrong> wrongs;
  for (const Error& e : errors) {
    wrongs.push_back({place_of(visit, e.field), page::error_text(visit.language, e)});
  }
  page::set_wrongs(view, wrongs);
  return show(visit, "treat-client", std::move(view),
              errors.empty() ? 200 : treat_status(errors.front()));
}

http::Response reason_page(Visit& visit, AppointmentId id, const std::optional<Error>& error) {
  page::View view;
  view.set("visit_path", treat_path(id));
  view.field("reason", visit.form.get("reason"),
             error ? page::error_text(visit.language, *error) : "");
  page::set_wrongs(view, wrongs_of(visit, error ? &*error : nullptr));
  return show(visit, "treat-reason", std::move(view), error ? 422 : 403);
}

http::Response opened(Visit& visit, const std::string& reason,
                      const std::vector<Error>& errors = {}) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto file = clinic::open_client(visit.site.clinic, visit.actor(), *id, reason);
  if (file) return client_view(visit, *file, errors);
  if (file.error().message == "chart_reason_missing") {
    bool asked = visit.request.method == http::Method::post;
    return reason_page(visit, *id, asked ? std::optional(file.error()) : std::nullopt);
  }
  return show_error(visit, file.error());
}

http::Response client_page(Visit& visit) { return opened(visit, {}); }
http::Response open_with_reason(Visit& visit) { return opened(visit, visit.form.get("reason")); }

http::Response answer_day(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const care::Protocol& protocol = visit.site.clinic.protocol;
  clinic::AnswerDay in{*id, {}, visit.form.has("spoken")};
  std::vector<Error> errors;
  for (const std::string& asked : visit.form.all("shown")) {
    const care::Question* question = protocol.question(asked);
    if (question == nullptr) continue;
    auto answer = read_field(visit.form, *question, protocol, today_of_site(visit));
    if (!answer)
      errors.push_back(answer.error());
    else if (*answer)
      in.answers.emplace(asked, **answer);
  }
  // What could be read is kept, so that nobody has to answer twice.
  auto day = clinic::answer_day(visit.site.clinic, visit.actor(), in);
  if (!day) return client_refused(visit, day.error());
  if (!errors.empty()) return opened(visit, {}, errors);
  return go(visit, treat_path(*id, day->complete() ? "#consent" : "#day"));
}

http::Response start(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  clinic::StartSession in{*id,
                          {number_in(visit.form, "pain_now"), number_in(visit.form, "pain_average"),
                           number_in(visit.form, "pain_worst")},
                          visit.form.all("read"),
                          visit.form.has("identity")};
  auto started = clinic::start_session(visit.site.clinic, visit.actor(), in);
  if (!started) return client_refused(visit, started.error());
  return go(visit, treat_path(*id, "/session"));
}

}  // namespace

// Refusals about rights have no form to stand in.
http::Response client_refused(Visit& visit, const Error& error) {
  if (error.code == Code::forbidden || error.code == Code::not_found)
    return show_error(visit, error);
  std::vector<Error> errors{error};
  errors.insert(errors.end(), error.also.begin(), error.also.end());
  return opened(visit, {}, errors);
}

void add_treat_client(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  const char* who = "whoever treats; others' clients with a reason";
  router.add({http::Method::get, "/treat/{appointment}", for_staff(site, roles, client_page), who});
  router.add({http::Method::post, "/treat/{appointment}/open",
              for_staff(site, roles, open_with_reason), who});
  const char* own = "the visit's own therapist";
  router.add(
      {http::Method::post, "/treat/{appointment}/day", for_staff(site, roles, answer_day), own});
  router.add(
      {http::Method::post, "/treat/{appointment}/start", for_staff(site, roles, start), own});
}

}  // namespace fascia::web
