// SPDX-License-Identifier: Apache-2.0
// Assess and screen: who for and consent, where it hurts, the health questions group by group, the
// answer. Works without script; what was typed outlives every mistake.
#include <boost/json/array.hpp>

#include "care/interview.h"
#include "clinic/screen_visit.h"
#include "clinic/visit_draft.h"
#include "page/body_map.h"
#include "page/words.h"
#include "web/answers.h"
#include "web/site.h"

namespace fascia::web {
namespace {

namespace bj = boost::json;
using clinic::VisitDraft;

constexpr http::RateLimit kScreens{"web.screenings", 60, minutes(10)};

void steps(const Visit&, page::View& view, int now) {
  view.set("step_now", now).set("step_count", 4);
}

Date today_of(const Visit& visit) {
  return visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now());
}

const store::Service* chosen_service(const Visit& visit, const VisitDraft& draft) {
  auto offer = visit.site.clinic.availability.get();
  if (const store::Service* service = offer->service_by_slug(draft.service)) return service;
  for (const store::Service& service : offer->services)
    if (service.kind == "deep" && service.online && service.minutes == 60) return &service;
  return offer->services.empty() ? nullptr : &offer->services.front();
}

// ---- who it is for, and consent (R13, R15)

http::Response who_page(Visit& visit, const VisitDraft& draft, const std::vector<Error>& errors) {
  page::View view;
  steps(visit, view, 1);
  auto fault = [&](std::string_view field) {
    for (const Error& e : errors)
      if (e.field == field) return page::error_text(visit.language, e);
    return std::string();
  };
  view.field("for_whom", "", fault("for_whom"));
  for (const char* option : {"me", "child", "other"})
    view.add("for_whom_options")
        .set("option_value", option)
        .set("option_text", visit.say(std::string("assess.for_") + option))
        .show("option_chosen", draft.for_whom == option);
  view.field(
      "birth_date",
      draft.intake.birth_date ? to_iso(*draft.intake.birth_date) : visit.form.get("birth_date"),
      fault("birth_date"));
  view.field("guardian", draft.guardian, fault("guardian"));
  view.field("consent", "", fault("consent"));
  view.show("consent_on", draft.consent);
  std::vector<page::Wrong> wrongs;
  for (const Error& e : errors) wrongs.push_back({e.field, page::error_text(visit.language, e)});
  page::set_wrongs(view, wrongs);
  return show(visit, "assess-who", std::move(view), errors.empty() ? 200 : 422);
}

http::Response post_who(Visit& visit) {
  VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  std::vector<Error> errors;
  draft.for_whom = visit.form.get("for_whom");
  if (draft.for_whom != "me" && draft.for_whom != "child" && draft.for_whom != "other")
    errors.push_back(invalid("for_whom", "choice_missing"));
  auto birth = parse_date(visit.form.get("birth_date"));
  Date today = today_of(visit);
  if (!birth)
    errors.push_back(invalid("birth_date", "date_invalid"));
  else if (*birth > today)
    errors.push_back(invalid("birth_date", "date_in_future"));
  else if (age_in_years(*birth, today) > 120)
    errors.push_back(invalid("birth_date", "birth_date_too_old"));
  draft.guardian = visit.form.get("guardian");
  if (birth && *birth <= today && age_in_years(*birth, today) < 18 && draft.guardian.empty())
    errors.push_back(invalid("guardian", "guardian_missing"));
  draft.consent = visit.form.has("consent");
  if (!draft.consent) errors.push_back(invalid("consent", "consent_missing"));
  draft.intake.birth_date = birth;
  draft.intake.for_whom = draft.for_whom;
  if (!errors.empty()) return who_page(visit, draft, errors);
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  return go(visit, "/assess/questions");
}

// ---- where it hurts

http::Response where_page(Visit& visit, const VisitDraft& draft, const Error* error) {
  page::View view;
  steps(visit, view, 2);
  std::vector<page::BodyMark> marks;
  for (const care::Pain& pain : draft.intake.pains)
    marks.push_back({pain.region, pain.intensity, false, false, 0});
  page::set_body_map(view, visit.language, marks);
  view.field("since", draft.intake.since);
  view.field("limits", draft.intake.function);
  page::set_wrongs(view, error != nullptr ? wrongs_of(visit, *error) : std::vector<page::Wrong>());
  return show(visit, "assess-where", std::move(view), error != nullptr ? 422 : 200);
}

http::Response post_where(Visit& visit) {
  VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  if (!draft.consent) return go(visit, "/assess");
  draft.intake.pains.clear();
  Error error;
  for (const std::string& text : visit.form.all("region")) {
    auto region = care::parse_region(text);
    if (!region || !page::on_body_map(*region)) continue;
    std::string typed = visit.form.get("pain." + text);
    int pain = typed.size() == 1 && typed[0] >= '0' && typed[0] <= '9' ? typed[0] - '0'
               : typed == "10"                                         ? 10
                                                                       : -1;
    if (pain < 0)
      error = invalid("pain." + text, "pain_missing",
                      {{"place", page::region_text(visit.language, *region)}});
    draft.intake.pains.push_back({*region, pain < 0 ? 0 : pain});
  }
  draft.intake.since = visit.form.get("since").substr(0, 500);
  draft.intake.function = visit.form.get("limits").substr(0, 500);
  if (draft.intake.pains.empty()) error = invalid("map", "place_missing");
  if (!error.message.empty()) return where_page(visit, draft, &error);
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  return go(visit, "/assess/questions");
}

// ---- the health questions

care::Step step_of(const Visit& visit, const VisitDraft& draft) {
  const store::Service* service = chosen_service(visit, draft);
  return care::next_step(
      visit.site.clinic.protocol, draft.intake,
      service != nullptr ? clinic::service_kind(*service) : care::ServiceKind::deep,
      draft.visit_date.value_or(today_of(visit) + 1));
}

http::Response emergency_page(Visit& visit, const care::Step& step) {
  page::View view;
  auto offer = visit.site.clinic.availability.get();
  view.set("emergency_line", offer->location.emergency_line);
  view.list("advice");
  for (const care::Finding& finding : step.emergencies)
    view.add("advice")
        .set("advice_reason", care::in_language(finding.reason, page::code(visit.language)))
        .set("advice_text", care::in_language(finding.advice, page::code(visit.language)));
  return show(visit, "assess-emergency", std::move(view));
}

http::Response questions_page(Visit& visit) {
  VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  if (!draft.consent) return go(visit, "/assess");
  care::Step step = step_of(visit, draft);
  if (step.what == care::Step::What::emergency) return emergency_page(visit, step);
  // The gates come first; then where it hurts; then the rest.
  bool gates = is_gate_group(visit.site.clinic.protocol, step.group);
  if (draft.intake.pains.empty() && (step.what == care::Step::What::done || !gates))
    return where_page(visit, draft, nullptr);
  if (step.what == care::Step::What::done) return go(visit, "/assess/answer");
  page::View view;
  steps(visit, view, gates ? 1 : 3);
  fill_questions(view, visit.language, visit.site.clinic.protocol, step, draft.intake.answers, {});
  page::set_wrongs(view, {});
  return show(visit, "assess-questions", std::move(view));
}

http::Response post_questions(Visit& visit) {
  VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  if (!draft.consent) return go(visit, "/assess");
  care::Step step = step_of(visit, draft);
  if (step.what != care::Step::What::ask || visit.form.get("group") != step.group)
    return go(visit, "/assess/questions");
  std::vector<Error> errors = read_questions(visit.form, visit.site.clinic.protocol, step,
                                             today_of(visit), draft.intake.answers);
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  if (errors.empty()) return go(visit, "/assess/questions");
  care::Step again = step_of(visit, draft);
  if (again.what == care::Step::What::emergency) return emergency_page(visit, again);
  page::View view;
  steps(visit, view, 3);
  fill_questions(view, visit.language, visit.site.clinic.protocol, step, draft.intake.answers,
                 errors);
  std::vector<page::Wrong> wrongs;
  for (const Error& e : errors)
    wrongs.push_back({"q-" + e.field, page::error_text(visit.language, e)});
  page::set_wrongs(view, wrongs);
  return show(visit, "assess-questions", std::move(view), 422);
}

// ---- the answer

void fill_findings(const Visit& visit, page::View& view, const care::Screening& screening) {
  view.list("findings");
  for (const care::Finding& finding : screening.findings) {
    page::View& one = view.add("findings");
    one.set("finding_title", care::in_language(finding.title, page::code(visit.language)));
    one.set("finding_reason", care::in_language(finding.reason, page::code(visit.language)));
    one.set("finding_decision",
            visit.say("decision." + std::string(care::to_string(finding.decision))));
    one.set("finding_rule", finding.rule);
    one.list("finding_sources");
    for (const care::Source& source : finding.sources)
      one.add("finding_sources")
          .set("source_text",
               source.title + (source.year != 0 ? ", " + std::to_string(source.year) : ""));
  }
}

http::Response answer_page(Visit& visit) {
  if (auto refused = limited(visit, kScreens)) return *refused;
  clinic::Clinic& clinic = visit.site.clinic;
  VisitDraft draft = clinic::find_draft(clinic, visit.browser);
  if (!draft.consent || !draft.intake.birth_date || draft.intake.pains.empty())
    return go(visit, "/assess");
  const store::Service* service = chosen_service(visit, draft);
  if (service == nullptr) return show_error(visit, not_found("service_unknown"));
  clinic::ScreenVisit in{service->id,
                         draft.visit_date.value_or(today_of(visit) + 1),
                         *draft.intake.birth_date,
                         draft.intake,
                         draft.screening,
                         "web",
                         {}};
  auto screened = clinic::screen_visit(clinic, in);
  if (!screened) return show_error(visit, screened.error());
  draft.screening = screened->token;
  draft.service = service->slug;
  if (auto kept = clinic::keep_draft(clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  const care::Screening& s = screened->screening;
  std::string decision(
      care::to_string(s.decision == care::Decision::note ? care::Decision::proceed : s.decision));
  page::View view;
  steps(visit, view, 4);
  view.set("answer_title", visit.say("answer." + decision));
  view.set("answer_text", visit.say("answer." + decision + "_text"));
  bool refused = clinic::refuses(s);
  view.show("may_book", !refused && !screened->must_speak);
  view.show("refused", refused);
  view.show("must_speak", screened->must_speak || s.staff_call);
  view.show("clearance", s.decision == care::Decision::clearance);
  view.show("later", refused && s.earliest.has_value());
  view.set("earliest_day", s.earliest ? page::day_year_text(visit.language, *s.earliest) : "");
  view.show("gentler", refused && s.gentler && s.gentler->decision < care::Decision::clearance);
  view.set("protocol_version", s.protocol_name + " " + s.protocol_version);
  fill_findings(visit, view, s);
  return show(visit, "assess-answer", std::move(view));
}

}  // namespace

void add_assess_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/assess", open_to_all(site, [](Visit& v) {
                return who_page(v, clinic::find_draft(v.site.clinic, v.browser), {});
              })});
  router.add({Method::post, "/assess", open_to_all(site, post_who)});
  router.add({Method::get, "/assess/where", open_to_all(site, [](Visit& v) {
                VisitDraft draft = clinic::find_draft(v.site.clinic, v.browser);
                return draft.consent ? where_page(v, draft, nullptr) : go(v, "/assess");
              })});
  router.add({Method::post, "/assess/where", open_to_all(site, post_where)});
  router.add({Method::get, "/assess/questions", open_to_all(site, questions_page)});
  router.add({Method::post, "/assess/questions", open_to_all(site, post_questions)});
  router.add({Method::get, "/assess/answer", open_to_all(site, answer_page)});
  router.add({Method::post, "/assess/again", open_to_all(site, [](Visit& v) {
                auto gone = clinic::forget_draft(v.site.clinic, v.browser);
                return gone ? go(v, "/assess") : show_error(v, gone.error());
              })});
}

}  // namespace fascia::web
