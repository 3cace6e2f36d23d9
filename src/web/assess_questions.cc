// SPDX-License-Identifier: Apache-2.0
// The health questions group by group, the gates first; and the page of an emergency (R2).
#include <algorithm>

#include "care/returning.h"
#include "clinic/ask_for_call.h"
#include "http/form_limits.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/answer_words.h"
#include "web/answers.h"
#include "web/assess_parts.h"

namespace fascia::web::assess {
namespace {

using clinic::VisitDraft;

Asking asking_of(const Visit& visit, const VisitDraft& draft) {
  const store::Service* service = chosen_service(visit, draft);
  care::Intake intake = draft.intake;
  intake.answered_on = today_of(visit);
  return {visit.site.clinic.protocol, std::move(intake),
          service != nullptr ? clinic::service_kind(*service) : care::ServiceKind::deep,
          clinic::draft_day(visit.site.clinic, draft), today_of(visit)};
}

int step_number(const Visit& visit, const std::string& group) {
  return is_gate_group(visit.site.clinic.protocol, group) ? 2 : 4;
}

// How far the person is among the groups that come after the map.
void set_progress(page::View& view, const Asking& asking, const std::string& group) {
  std::int64_t now = 0, all = 0;
  for (const care::Step& step :
       care::all_steps(asking.protocol, asking.intake, asking.service, asking.visit_date)) {
    if (is_gate_group(asking.protocol, step.group)) continue;
    ++all;
    if (step.group == group) now = all;
  }
  view.show("has_part", now > 0).set("part_now", now).set("part_count", all);
}

// What the page of an emergency says besides the advice.
void set_call(const Visit& visit, page::View& view, std::string_view number) {
  view.show("number_sent", number == "sent").show("number_wanted", number != "sent");
  view.field(
      "phone", "",
      number == "wrong" ? page::error_text(visit.language, invalid("phone", "phone_invalid")) : "");
  view.set("emergency_line", visit.site.clinic.availability.get()->location.emergency_line);
  view.set("emergency_digits",
           page::phone_digits(visit.site.clinic.availability.get()->location.emergency_line));
}

// What was told last time of this group, while it is not answered yet.
void set_last(const Visit& visit, page::View& view, const VisitDraft& draft,
              const std::string& group) {
  auto told = care::told_beyond_no(visit.site.clinic.protocol, draft.last.answers, group);
  std::erase_if(
      told, [&](const care::Question* one) { return draft.intake.answers.count(one->id) != 0; });
  view.show("has_last", draft.last_day && !told.empty());
  if (draft.last_day) view.set("last_day", page::day_text(visit.language, *draft.last_day));
  view.list("last_told");
  for (const care::Question* one : told)
    fill_told(view.add("last_told"), visit.language, visit.site.clinic.protocol, *one,
              draft.last.answers);
}

http::Response show_questions(Visit& visit, const VisitDraft& draft, const care::Step& step,
                              const std::vector<Error>& errors, bool filled = false) {
  page::View view;
  view.show("last_filled", filled);
  Asking asking = asking_of(visit, draft);
  const auto& again = draft.reopened;
  asking.whole = std::find(again.begin(), again.end(), step.group) != again.end();
  page::set_steps(view, step_number(visit, step.group), kSteps);
  set_progress(view, asking, step.group);
  fill_questions(view, visit.language, asking, step, errors);
  set_last(visit, view, draft, step.group);
  set_call(visit, view, {});
  view.show("for_other", draft.for_whom == "child" || draft.for_whom == "other");
  std::vector<page::Wrong> wrongs;
  for (const Error& e : errors) {
    const care::Question* q = visit.site.clinic.protocol.question(e.field);
    wrongs.push_back({"q-" + e.field, page::error_text(visit.language, e),
                      q == nullptr
                          ? std::string()
                          : question_words(visit.language, visit.site.clinic.protocol, *q)});
  }
  page::set_wrongs(view, wrongs);
  return show(visit, "assess-questions", std::move(view), errors.empty() ? 200 : 422);
}

// The group that was asked for, or the next one with something open.
std::optional<care::Step> wanted_step(Visit& visit, const VisitDraft& draft,
                                      std::string_view group) {
  if (!group.empty()) return step_of_group(asking_of(visit, draft), group);
  care::Step step = clinic::next_questions(visit.site.clinic, draft);
  if (step.what != care::Step::What::ask) return std::nullopt;
  return step;
}

// What was in sight of a page that was sent was told today, whatever came along from an earlier
// visit; while it is being filled in, what was changed alone.
std::vector<Error> take_answers(Visit& visit, VisitDraft& draft, const care::Step& step,
                                bool sent) {
  const care::AnswerMap before = draft.intake.answers;
  std::vector<Error> errors =
      read_questions(visit.form, asking_of(visit, draft), step, draft.intake.answers);
  for (const std::string& id : visit.form.all("shown")) {
    auto was = before.find(id);
    auto is = draft.intake.answers.find(id);
    bool same =
        was != before.end() && is != draft.intake.answers.end() && was->second == is->second;
    if (!same || (sent && errors.empty())) draft.intake.told_on.erase(id);
  }
  return errors;
}

// The page that was sent, or is being filled in, began with what was told last time.
bool is_filled(const Visit& visit) { return visit.form.get("filled") == "1"; }

// The group with what was told last time in its fields: kept when the person sends them (R5).
http::Response show_filled(Visit& visit, VisitDraft draft, const std::string& group) {
  draft.intake.answers.insert(draft.last.answers.begin(), draft.last.answers.end());
  draft.reopened.push_back(group);
  auto step = step_of_group(asking_of(visit, draft), group);
  if (!step) return go(visit, next_page(visit, draft));
  return show_questions(visit, draft, *step, {}, true);
}

}  // namespace

http::Response questions_page(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  std::string_view group = visit.request.query_value("group");
  std::string next = next_page(visit, draft);
  if (next == "/assess" || next == "/assess/emergency") return go(visit, next);
  if (group.empty() && next != "/assess/questions") return go(visit, next);
  auto step = wanted_step(visit, draft, group);
  if (!step) return go(visit, next == "/assess/questions" ? "/assess" : next);
  return show_questions(visit, draft, *step, {});
}

http::Response post_questions(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  if (!draft.consent) return go(visit, "/assess");
  auto step = wanted_step(visit, draft, visit.form.get("group"));
  if (!step) return go(visit, next_page(visit, draft));
  if (visit.form.get("last") == "fill") return show_filled(visit, std::move(draft), step->group);
  std::vector<Error> errors = take_answers(visit, draft, *step, true);
  if (errors.empty()) std::erase(draft.reopened, step->group);
  if (errors.empty() || next_page(visit, draft) == "/assess/emergency") return go_on(visit, draft);
  draft.answered = false;
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  // The same group again, with what the answers so far ask for.
  auto again = step_of_group(asking_of(visit, draft), step->group);
  return show_questions(visit, draft, again ? *again : *step, errors, is_filled(visit));
}

http::Response keep_answers(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  auto step = wanted_step(visit, draft, visit.form.get("group"));
  if (!draft.consent || !step) return http::plain(200, "nothing");
  (void)take_answers(visit, draft, *step, false);
  // R5: what was filled in from last time is not today's before the person sends it.
  auto& again = draft.reopened;
  if (is_filled(visit) && std::ranges::find(again, step->group) == again.end())
    again.push_back(step->group);
  if (next_page(visit, draft) == "/assess/emergency") {
    http::Response decided = go_on(visit, draft);
    return decided.status == 303 ? http::plain(200, "emergency") : decided;
  }
  draft.answered = false;
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  return http::plain(200, "kept");
}

http::Response emergency_page(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  care::Step step = clinic::next_questions(visit.site.clinic, draft);
  if (step.what != care::Step::What::emergency) return go(visit, next_page(visit, draft));
  page::View view;
  set_call(visit, view, visit.request.query_value("number"));
  view.list("alarms");
  std::int64_t number = 0;
  for (const care::Finding& finding : step.emergencies)
    view.add("alarms")
        .set("alarm_id", "alarm-" + std::to_string(number++))
        .set("advice_reason", care::in_language(finding.reason, page::code(visit.language)))
        .set("advice_text", care::in_language(finding.advice, page::code(visit.language)));
  return show(visit, "assess-emergency", std::move(view));
}

http::Response post_number(Visit& visit) {
  if (auto refused = limited(visit, http::form_limits::kNumbers)) return *refused;
  auto asked = clinic::ask_for_call(visit.site.clinic, visit.browser, visit.form.get("phone"));
  if (!asked && asked.error().field != "phone") return show_error(visit, asked.error());
  return go(visit, asked ? "/assess/emergency?number=sent#number"
                         : "/assess/emergency?number=wrong#number");
}

http::Response post_mistake(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  care::Step step = clinic::next_questions(visit.site.clinic, draft);
  for (const care::Finding& finding : step.emergencies)
    for (const std::string& question : finding.evidence.answers)
      draft.intake.answers.erase(question);
  return go_on(visit, draft);
}

}  // namespace fascia::web::assess
