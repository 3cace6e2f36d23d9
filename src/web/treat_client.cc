// SPDX-License-Identifier: Apache-2.0
// The client before the door: findings, plan, history, the questions of the day, consent, start.
#include <algorithm>

#include "clinic/start_session.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/answer_fields.h"
#include "web/follow_view.h"
#include "web/letter_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

std::string words(const Visit& visit, const care::Words& text) {
  return care::in_language(text, page::code(visit.language));
}

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
        .set("finding_title", words(visit, finding.title))
        .set("finding_reason", words(visit, finding.reason))
        .set("finding_advice", words(visit, finding.advice))
        .set("finding_decision",
             visit.say("treat_decision." + std::string(to_string(finding.decision))));
    one.show("finding_strict", finding.decision >= care::Decision::modify);
    one.show("finding_has_advice", !finding.advice.en.empty());
    std::string source = finding.sources.empty() ? "" : finding.sources.front().title;
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

void set_consent(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                 const http::Form& form) {
  const auto& given = file.consent;
  bool holds = given && !given->withdrawn;
  // Once given it is one line; what was refused just now stays open.
  bool sent = visit.request.path.ends_with("/consent");
  bool wanting = std::any_of(file.hindrances.begin(), file.hindrances.end(), [](auto& id) {
    return id.starts_with("guardian_") || id.starts_with("consent_");
  });
  view.show("consent_folded", holds && !sent && !wanting);
  view.show("consent_given", holds).show("consent_withdrawn", given && given->withdrawn);
  view.set("consent_at", given ? clock_of(visit, given->at) : "")
      .set("consent_signed", given ? given->signed_by : "")
      .set("consent_depth", std::int64_t{given ? given->depth : 0})
      .set("consent_ceiling", std::int64_t{given ? given->ceiling : 0})
      .set("consent_word", given ? given->word : "");
  auto typed = [&](const char* name, const std::string& otherwise) {
    return form.has(name) ? form.get(name) : otherwise;
  };
  for (const char* item : {"treatment", "draping", "pressure", "stop_word", "support"})
    page::set_check(view, item, form.has(item) || holds);
  int most = std::max(1, file.room.max_depth);
  std::vector<page::Option> depths;
  for (int d = 1; d <= most; ++d)
    depths.push_back({std::to_string(d), visit.say("treat_depth." + std::to_string(d))});
  int planned = 1;
  for (const care::Segment& s : file.room.plan.segments) planned = std::max(planned, s.depth());
  page::set_options(view, "depth", depths,
                    {typed("depth", std::to_string(std::min(planned, most)))});
  std::vector<page::Option> ceilings;
  for (int c = 0; c <= file.room.plan.discomfort.ceiling; ++c)
    ceilings.push_back(
        {std::to_string(c), visit.say("treat_client.ceiling_option", {{"n", std::to_string(c)}})});
  page::set_options(view, "ceiling", ceilings, {typed("ceiling", std::to_string(file.ceiling))});
  view.field("word", typed("word", holds ? given->word : visit.say("treat_client.stop")));
  view.field("support_person", typed("support_person", holds ? given->support_person : ""));
  view.field("signed_by", typed("signed_by", ""));
  const clinic::Guardianship& needs = file.room.guardian;
  view.show("guardian_needed", needs.consents).show("guardian_there", needs.present);
  const store::Client& client = file.visit.client;
  bool known = given && !given->guardian.empty();
  view.field("guardian", typed("guardian", known ? given->guardian : client.guardian));
  view.field("guardian_relation", typed("guardian_relation", known ? given->guardian_relation
                                                                   : client.guardian_relation));
  page::set_check(view, "guardian_present",
                  form.has("guardian_present") || (holds && given->guardian_present));
}

void set_own_regions(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                     const http::Form& form, const std::optional<Error>& error) {
  view.list("own_regions");
  std::vector<care::Region> asked;
  for (const care::OwnConsentRegion& own : file.room.plan.own_consent) asked.push_back(own.region);
  if (file.consent)  // those already said no to have left the plan, and can be said yes to
    for (const clinic::RegionConsent& r : file.consent->regions)
      if (std::find(asked.begin(), asked.end(), r.region) == asked.end()) asked.push_back(r.region);
  for (const care::Region& region : asked) {
    std::string id = region.text(), name = region_name(visit, region);
    std::string says, reason, alternative;
    if (file.consent)
      for (const clinic::RegionConsent& r : file.consent->regions)
        if (r.region == region) {
          says = r.says == clinic::RegionConsent::Says::yes ? "yes" : "no";
          reason = r.reason;
          alternative = r.alternative;
        }
    if (form.has("says." + id)) says = form.get("says." + id);
    if (reason.empty()) reason = visit.say("treat_client.region_reason_text");
    if (alternative.empty()) alternative = visit.say("treat_client.region_alternative_text");
    if (form.has("reason." + id)) reason = form.get("reason." + id);
    if (form.has("alternative." + id)) alternative = form.get("alternative." + id);
    page::View& one = view.add("own_regions");
    bool wrong = error && error->field == "region." + id;
    one.set("own_id", id).set("own_name", name).set("own_reason", reason);
    one.set("own_alternative", alternative).set("own_signed", form.get("signed." + id));
    one.show("own_yes", says == "yes").show("own_no", says == "no").show("own_wrong", wrong);
    one.set("own_error", wrong ? page::error_text(visit.language, *error) : "");
  }
}

void set_start(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  bool mine = file.visit.own_visit;
  view.show("own_visit", mine).show("running", file.session && !file.session->ended);
  view.show("ended", file.session && file.session->ended);
  view.show("can_start", mine && file.hindrances.empty());
  view.list("hindered");
  if (!file.session)
    for (const std::string& id : file.hindrances)
      view.add("hindered").set("hindered_text", visit.say("errors." + id));
  view.list("to_read");
  if (file.room.day)
    for (const care::Finding& finding : file.room.day->screening.findings)
      if (finding.decision >= care::Decision::modify)
        view.add("to_read")
            .set("read_rule", finding.rule)
            .set("read_title", words(visit, finding.title));
  page::set_check(view, "identity", visit.form.has("identity"));
  view.list("alike");
  for (const clinic::LikeName& other : file.like_names)
    view.add("alike")
        .set("alike_name", other.name)
        .set("alike_born",
             other.born ? page::day_year_text(visit.language, *other.born) : std::string("–"))
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
  page::set_body_map_shown(view, visit.language, marks_of(file, nullptr));
  set_findings(view, visit, file);
  set_plan(view, visit, file.room.plan, -1);
  set_notes(view, visit, file);
  set_history(view, visit, file);
  set_day_questions(view, visit, file, errors);
  set_told(view, visit, file.visit.appointment.id);
  set_answers(view, visit, file);
  set_consent(view, visit, file, visit.form);
  set_own_regions(view, visit, file, visit.form,
                  errors.empty() ? std::nullopt : std::optional(errors.front()));
  set_start(view, visit, file);
  set_changes(view, visit, file.room.changes);
  set_change_form(view, visit, file);
  set_movements(view, visit, file.movements);
  set_arrival(view, visit);
  auto refused_by = [&](const char* form) {
    return !errors.empty() && visit.request.path.ends_with(form);
  };
  view.show("change_open", refused_by("/change")).show("arrival_open", refused_by("/measured"));
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
  page::set_wrongs(view, error ? wrongs_of(visit, *error) : std::vector<page::Wrong>{});
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

http::Response give_consent(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const http::Form& form = visit.form;
  clinic::Consent in;
  in.treatment = form.has("treatment");
  in.draping = form.has("draping");
  in.pressure = form.has("pressure");
  in.stop_word = form.has("stop_word");
  in.support = form.has("support");
  in.depth = number_in(form, "depth").value_or(0);
  in.ceiling = number_in(form, "ceiling").value_or(-1);
  in.word = form.get("word");
  in.support_person = form.get("support_person");
  in.signed_by = form.get("signed_by");
  in.guardian = form.get("guardian");
  in.guardian_relation = form.get("guardian_relation");
  in.guardian_present = form.has("guardian_present");
  for (const std::string& place : form.all("place")) {
    auto region = care::parse_region(place);
    std::string says = form.get("says." + place);
    if (!region || says.empty()) continue;
    in.regions.push_back(
        {*region,
         says == "yes" ? clinic::RegionConsent::Says::yes : clinic::RegionConsent::Says::no,
         form.get("reason." + place), form.get("alternative." + place),
         form.get("signed." + place)});
  }
  auto given = clinic::give_consent(visit.site.clinic, visit.actor(), *id, in);
  if (!given) return client_refused(visit, given.error());
  return go(visit, treat_path(*id, "#start"));
}

http::Response withdraw(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto region = care::parse_region(visit.form.get("region"));
  if (!region && !visit.form.has("all"))
    return client_refused(visit, invalid("region", "region_unknown"));
  auto done = clinic::withdraw_consent(visit.site.clinic, visit.actor(), *id, region);
  if (!done) return client_refused(visit, done.error());
  return go(visit, treat_path(*id, visit.form.has("in_session") ? "/session" : "#consent"));
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
  return opened(visit, {}, {error});
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
  router.add({http::Method::post, "/treat/{appointment}/consent",
              for_staff(site, roles, give_consent), own});
  router.add(
      {http::Method::post, "/treat/{appointment}/withdraw", for_staff(site, roles, withdraw), own});
  router.add(
      {http::Method::post, "/treat/{appointment}/start", for_staff(site, roles, start), own});
}

}  // namespace fascia::web
