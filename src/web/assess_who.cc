// SPDX-License-Identifier: Apache-2.0
// Who the visit is for, and consent to be asked (R13, R15).
#include <algorithm>
#include <charconv>

#include "page/fields.h"
#include "page/words.h"
#include "web/assess_parts.h"

namespace fascia::web::assess {
namespace {

using clinic::VisitDraft;

constexpr int kAdult = 18, kAlone = 14;  // R15

struct Typed {
  std::string day, month, year, guardian, relation;
};

std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

// "4", "5", "1988" or a whole day in one field, as some phones fill it.
std::optional<Date> birth_date_of(const http::Form& form) {
  if (auto whole = parse_date(form.get("birth_date"))) return whole;
  auto number = [&](const char* name, int most) {
    std::string text = form.get(name);
    int value = 0;
    auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
    return bad == std::errc() && end == text.data() + text.size() && value > 0 && value <= most
               ? value
               : 0;
  };
  int day = number("birth_day", 31), month = number("birth_month", 12),
      year = number("birth_year", 9999);
  if (day == 0 || month == 0 || year < 1000) return std::nullopt;
  return parse_date(std::to_string(year) + '-' + two(month) + '-' + two(day));
}

Typed typed_of(const Visit& visit, const VisitDraft& draft) {
  Typed typed{visit.form.get("birth_day"), visit.form.get("birth_month"),
              visit.form.get("birth_year"), draft.guardian, draft.guardian_relation};
  if (draft.intake.birth_date && visit.form.pairs().empty()) {
    std::string iso = to_iso(*draft.intake.birth_date);
    typed.year = iso.substr(0, 4);
    typed.month = std::to_string(std::stoi(iso.substr(5, 2)));
    typed.day = std::to_string(std::stoi(iso.substr(8, 2)));
  }
  return typed;
}

http::Response show_who(Visit& visit, const VisitDraft& draft, const std::vector<Error>& errors) {
  page::View view;
  page::set_steps(view, 1, kSteps);
  std::vector<page::Option> whom;
  for (const char* option : {"me", "child", "other"})
    whom.push_back({option, visit.say(std::string("assess.for_") + option)});
  page::set_options(view, "for_whom", whom, {draft.for_whom});
  Typed typed = typed_of(visit, draft);
  std::vector<page::Option> months{{"", visit.say("assess.month_choose")}};
  for (int m = 1; m <= 12; ++m)
    months.push_back({std::to_string(m), visit.say("words.month_" + std::to_string(m))});
  const auto birth = std::ranges::find(errors, "birth_date", &Error::field);
  page::set_options(view, "birth_month", months, {typed.month},
                    birth == errors.end() ? "" : page::error_text(visit.language, *birth));
  view.set("birth_day", typed.day).set("birth_year", typed.year);
  view.field("guardian", typed.guardian);
  view.field("relation", typed.relation);
  page::set_check(view, "present", draft.guardian_present);
  page::set_check(view, "consent", draft.consent);
  // A choice made on a page before this one (a service, a day) comes along.
  auto carried = [&](const char* name, std::string kept) {
    std::string text(visit.request.query_value(name));
    if (text.empty()) text = visit.form.get(name);
    return text.empty() ? kept : text;
  };
  view.set("service", carried("service", draft.service));
  view.set("day", carried("day", draft.visit_date ? to_iso(*draft.visit_date) : ""));
  // A birth date has three fields here, and is at fault as one.
  std::vector<page::Wrong> wrongs;
  for (const Error& e : errors) {
    page::Wrong wrong{e.field, page::error_text(visit.language, e)};
    if (e.field == "birth_date") wrong = {"birth_day", wrong.text, visit.say("assess.birth_date")};
    wrongs.push_back(std::move(wrong));
  }
  page::set_wrongs(view, wrongs);
  return show(visit, "assess-who", std::move(view), errors.empty() ? 200 : 422);
}

// A parent's consent is an answer of the protocol as well.
void set_guardian_answer(VisitDraft& draft, bool young) {
  draft.intake.answers.erase("guardian");
  if (!young) return;
  std::vector<std::string> said{"signed"};
  if (draft.guardian_present) said.push_back("present");
  draft.intake.answers["guardian"] = std::move(said);
}

std::vector<Error> read_who(const Visit& visit, VisitDraft& draft) {
  std::vector<Error> errors;
  const http::Form& form = visit.form;
  draft.for_whom = form.get("for_whom");
  if (draft.for_whom != "me" && draft.for_whom != "child" && draft.for_whom != "other")
    errors.push_back(invalid("for_whom", "choice_missing"));
  auto birth = birth_date_of(form);
  Date today = today_of(visit);
  int age = birth ? age_in_years(*birth, today) : kAdult;
  if (!birth)
    errors.push_back(invalid("birth_date", "birth_date_missing"));
  else if (*birth > today)
    errors.push_back(invalid("birth_date", "date_in_future"));
  else if (age > 120)
    errors.push_back(invalid("birth_date", "birth_date_too_old"));
  draft.guardian = cut_text(form.get("guardian"), 200);
  draft.guardian_relation = cut_text(form.get("relation"), 100);
  draft.guardian_present = form.has("present");
  bool young = age < kAdult;
  if (young && (draft.guardian.empty() || draft.guardian_relation.empty()))
    errors.push_back(invalid("guardian", "guardian_missing"));
  else if (!young && draft.for_whom == "other" && draft.guardian.empty())
    errors.push_back(invalid("guardian", "answerer_missing"));
  if (age < kAlone && !draft.guardian_present)
    errors.push_back(invalid("present", "present_missing"));
  draft.consent = form.has("consent");
  if (!draft.consent) errors.push_back(invalid("consent", "consent_missing"));
  if (!errors.empty()) return errors;
  draft.intake.birth_date = birth;
  draft.intake.for_whom = draft.for_whom;
  draft.intake.answered_by = draft.guardian;
  set_guardian_answer(draft, young);
  return errors;
}

}  // namespace

http::Response who_page(Visit& visit) { return show_who(visit, draft_of(visit), {}); }

http::Response post_who(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  // Another person begins with no answers; a screening serves nobody else (R15).
  auto birth = birth_date_of(visit.form);
  if (draft.intake.birth_date && birth && *birth != *draft.intake.birth_date) {
    VisitDraft fresh;
    fresh.refused = draft.refused;
    fresh.carried_from = draft.carried_from;  // binds again where the birth date is put right (R3)
    fresh.appointment = draft.appointment;
    fresh.asked = draft.asked;
    fresh.asked_by = draft.asked_by;
    fresh.service = draft.service;
    fresh.visit_date = draft.visit_date;
    draft = std::move(fresh);
  }
  std::vector<Error> errors = read_who(visit, draft);
  if (!errors.empty()) return show_who(visit, draft, errors);
  if (!draft.consent_at) draft.consent_at = visit.site.clinic.now();
  auto offer = visit.site.clinic.availability.get();
  std::string service = visit.form.get("service");
  if (!draft.appointment && offer->service_by_slug(service) != nullptr) draft.service = service;
  auto day = parse_date(visit.form.get("day"));
  if (!draft.appointment && day && *day >= today_of(visit)) draft.visit_date = day;
  return go_on(visit, draft);
}

}  // namespace fascia::web::assess
