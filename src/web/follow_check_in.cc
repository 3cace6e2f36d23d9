// SPDX-License-Identifier: Apache-2.0
// The minute after a session: questions, the screen that follows, and what the therapist sees.
#include <algorithm>

#include "clinic/alliance.h"
#include "clinic/check_in.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/private_link.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

void add_options(page::View& one, const Visit& visit, const care::CheckInQuestion& question) {
  auto typed = visit.form.all(question.id);
  auto chosen = [&](const std::string& id) {
    return std::find(typed.begin(), typed.end(), id) != typed.end();
  };
  one.list("q_options");
  bool has_none = false;
  for (const auto& option : question.options) {
    has_none = has_none || option.id == "none";
    one.add("q_options")
        .set("option_value", option.id)
        .set("option_text", follow_words(visit, option.text))
        .show("option_chosen", chosen(option.id));
  }
  if (question.signs && !has_none)
    one.add("q_options")
        .set("option_value", "none")
        .set("option_text", visit.say("follow.none_of_these"))
        .show("option_chosen", chosen("none"));
}

// One question, or one of its kind for each activity, asked with the activity's words.
void add_question(page::View& view, const Visit& visit, const care::CheckInQuestion& question,
                  const std::string& field, const std::string& text,
                  const std::optional<Error>& error) {
  page::View& one = view.add("questions");
  const std::string fault = fault_at(visit, error ? &*error : nullptr, field);
  one.set("q_id", field).set("q_text", text).show("q_wrong", !fault.empty()).set("q_error", fault);
  bool number = !question.free_text && question.kind == care::Kind::number;
  one.show("q_number", number)
      .show("q_choice", !question.free_text && question.kind == care::Kind::choice)
      .show("q_many", !question.free_text && question.kind == care::Kind::multi)
      .show("q_free", question.free_text);
  const care::Measure* measure =
      care::find_measure(visit.site.clinic.follow_up.measures, question.measure);
  bool good_is_high = measure != nullptr && measure->higher_is_better;
  one.set("q_ramp", good_is_high ? "plain" : "pain");
  one.set("q_typed", question.free_text ? visit.form.get(field) : "");
  one.set("q_low", follow_words(visit, question.low_words))
      .set("q_high", follow_words(visit, question.high_words));
  add_options(one, visit, question);
  one.list("q_steps");
  if (number)
    page::set_scale_steps(one, "q_steps", static_cast<int>(question.low),
                          static_cast<int>(question.high), number_in(visit.form, field));
}

http::Response questions_page(const Visit& visit, const clinic::OpenCheckIn& open,
                              const std::string& aloud, const std::optional<Error>& error) {
  page::View view;
  std::string moment(store::to_string(open.kind));
  view.set("sheet_path", visit.request.path).set("aloud", aloud).show("is_aloud", !aloud.empty());
  view.list("questions");
  for (const auto* question : care::questions_at(visit.site.clinic.follow_up.check_ins, moment)) {
    std::string text = follow_words(visit, care::question_text(*question, moment));
    if (!clinic::asks_activities(visit.site.clinic, *question)) {
      add_question(view, visit, *question, question->id, text, error);
      continue;
    }
    for (std::size_t i = 0; i < open.activities.size(); ++i)
      add_question(view, visit, *question, question->id + "." + std::to_string(i + 1),
                   text + " " + open.activities[i], error);
  }
  auto wrongs = wrongs_of(visit, error ? &*error : nullptr);
  for (page::Wrong& wrong : wrongs) wrong.field = "q-" + wrong.field;
  page::set_wrongs(view, wrongs);
  return show(visit, "follow-check-in", std::move(view), error ? 422 : 200);
}

// How it was with the therapist, where this visit is one after which it is asked.
void set_alliance(page::View& view, const Visit& visit, const clinic::Alliance& alliance,
                  const std::optional<Error>& error) {
  view.show("asks_alliance", !alliance.asked.empty())
      .show("alliance_thanks", alliance.asked_before)
      .show("offer_change", alliance.offer_change)
      .list("alliance");
  for (const care::Measure* measure : alliance.asked) {
    page::View& one = view.add("alliance");
    const std::string fault = fault_at(visit, error ? &*error : nullptr, measure->id);
    one.set("a_id", measure->id)
        .set("a_text", follow_words(visit, measure->text))
        .show("a_wrong", !fault.empty())
        .set("a_error", fault);
    page::set_scale_steps(one, "a_steps", static_cast<int>(measure->low),
                          static_cast<int>(measure->high), number_in(visit.form, measure->id));
  }
}

http::Response answered_page(const Visit& visit, const clinic::OpenLink& link,
                             const clinic::Answered& answered,
                             const std::optional<Error>& error = {}) {
  page::View view;
  view.set("sheet_path", visit.request.path);
  bool alarm = answered.level == care::Level::emergency || answered.level == care::Level::urgent;
  view.show("alarm", alarm);
  view.list("paragraphs");
  for (const care::Words& words : answered.screen)
    view.add("paragraphs").set("paragraph", follow_words(visit, words));
  view.list("numbers");
  for (const std::string& number : answered.numbers) add_number(view, visit, number);
  auto alliance = clinic::alliance_after(visit.site.clinic, link);
  if (!alliance) return show_error(visit, alliance.error());
  set_alliance(view, visit, alarm ? clinic::Alliance{} : *alliance, error);
  page::set_wrongs(view, wrongs_of(visit, error ? &*error : nullptr));
  return show(visit, "follow-answered", std::move(view), error ? 422 : 200);
}

http::Response check_in_page(Visit& visit) {
  return behind_birth_date(
      visit, "check_in", visit.request.param("token"), [](Visit& v, const clinic::OpenLink& link) {
        auto open = clinic::open_check_in(v.site.clinic, link);
        if (!open) return show_error(v, open.error());
        bool posted = v.request.method == http::Method::post;
        if (posted && v.form.has("progress")) return go_to_progress(v, link);
        if (open->answered && posted && v.form.has("alliance")) {
          auto told = clinic::answer_alliance(v.site.clinic, link, v.form.pairs());
          if (told) return go(v, v.request.path);
          if (told.error().code != Code::invalid) return show_error(v, told.error());
          return answered_page(v, link, *open->answered, told.error());
        }
        if (open->answered) return answered_page(v, link, *open->answered);
        if (!posted || v.form.has("link_birth_date")) return questions_page(v, *open, {}, {});
        auto done = clinic::answer_check_in(v.site.clinic, link, v.form.pairs());
        if (done) return go(v, v.request.path);
        if (done.error().code == Code::invalid) return questions_page(v, *open, {}, done.error());
        return show_error(v, done.error());
      });
}

std::string moment_text(const Visit& visit, Instant at) {
  auto offer = visit.site.clinic.availability.get();
  return page::when_text(visit.language, offer->zone.wall(at));
}

void add_answers(page::View& view, const Visit& visit, const clinic::CheckInTask& task) {
  view.list("answers");
  for (const clinic::Answered& answered : task.answers) {
    page::View& one = view.add("answers");
    one.set("answered_at", moment_text(visit, answered.at));
    one.set("answered_kind",
            visit.say("follow_kind." + std::string(store::to_string(answered.kind))));
    const std::string row = "follow_row." + answered.shown;
    const bool known = page::has_text(visit.language, row);
    one.show("has_row", known).set("row_text", known ? visit.say(row) : "");
    one.set("row_id", answered.shown).set("answered_by", task.client_name);
    one.list("answer_lines");
    for (const auto& line : answered.lines)
      one.add("answer_lines")
          .set("line_question", follow_words(visit, line.question))
          .set("line_answer", follow_words(visit, line.answer));
    one.show("has_note", !answered.note.empty()).set("answer_note", answered.note);
    one.list("client_read");
    for (const care::Words& words : answered.screen)
      one.add("client_read").set("read_text", follow_words(visit, words));
  }
}

http::Response task_page(Visit& visit, const std::optional<Error>& error) {
  auto task = clinic::read_check_in_task(visit.site.clinic, visit.actor(), task_id(visit));
  if (!task) return show_error(visit, task.error());
  page::View view;
  view.set("task_path", "/treat/task/" + task->task.id.text())
      .set("desk_path", "/desk/task/" + task->task.id.text())
      .set("client_name", task->client_name)
      .set("client_phone", task->client_phone)
      .set("client_phone_digits", page::phone_digits(task->client_phone))
      .show("has_phone", !task->client_phone.empty())
      .show("is_open", !task->task.done_at.has_value())
      .set("task_due", moment_text(visit, task->task.due));
  view.show("urgent", task->task.urgent);
  view.show("may_ask", task->to_ask && !task->task.done_at);
  view.set("next_try", "").show("has_next_try", false);
  for (Instant one : task->tries)
    if (one > visit.site.clinic.now()) {
      view.set("next_try", moment_text(visit, one)).show("has_next_try", true);
      break;
    }
  add_answers(view, visit, *task);
  view.list("calls").show("has_calls", !task->calls.empty());
  for (const clinic::CallSoFar& call : task->calls)
    view.add("calls")
        .set("call_at", moment_text(visit, call.at))
        .set("call_outcome", visit.say("follow_outcome." + call.outcome));
  view.list("outcomes");
  for (const std::string& id : visit.site.clinic.follow_up.check_ins.call_outcomes)
    view.add("outcomes")
        .set("outcome_id", id)
        .set("outcome_text", visit.say("follow_outcome." + id));
  view.field("note", visit.form.get("note"));
  view.show("outcome_wrong", false).set("outcome_error", "");
  auto wrongs = wrongs_of(visit, error ? &*error : nullptr);
  for (page::Wrong& wrong : wrongs) wrong.field = "outcome";
  page::set_wrongs(view, wrongs);
  return show(visit, "follow-task", std::move(view), error ? 422 : 200);
}

http::Response note_call(Visit& visit) {
  auto done = clinic::note_call(visit.site.clinic, visit.actor(), task_id(visit),
                                visit.form.get("outcome"), PrivateText(visit.form.get("note")));
  if (done) return go(visit, "/treat/task/" + task_id(visit).text());
  if (done.error().code == Code::invalid) return task_page(visit, done.error());
  return show_error(visit, done.error());
}

// The questions asked by phone, where there is no mail to answer by.
http::Response ask_page(Visit& visit) {
  const std::string path = "/treat/task/" + task_id(visit).text();
  auto task = clinic::read_check_in_task(visit.site.clinic, visit.actor(), task_id(visit));
  if (!task) return show_error(visit, task.error());
  if (!task->to_ask) return go(visit, path);
  if (visit.request.method == http::Method::get)
    return questions_page(visit, *task->to_ask, task->client_name, {});
  auto done = clinic::answer_asked_aloud(visit.site.clinic, visit.actor(), task_id(visit),
                                         visit.form.pairs());
  if (done) return go(visit, path);
  if (done.error().code == Code::invalid)
    return questions_page(visit, *task->to_ask, task->client_name, done.error());
  return show_error(visit, done.error());
}

}  // namespace

void add_follow_check_in(http::Router& router, const std::shared_ptr<Site>& site) {
  for (auto method : {http::Method::get, http::Method::post})
    router.add({method, "/check-in/{token}", open_to_all(site, check_in_page),
                "the client, by private link and birth date"});
  std::vector<store::Role> roles{store::Role::therapist, store::Role::owner};
  const char* who = "the therapist whose task it is";
  router.add({http::Method::get, "/treat/task/{id}",
              for_staff(site, roles, [](Visit& v) { return task_page(v, {}); }), who});
  router.add({http::Method::post, "/treat/task/{id}/call", for_staff(site, roles, note_call), who});
  for (auto method : {http::Method::get, http::Method::post})
    router.add({method, "/treat/task/{id}/ask", for_staff(site, roles, ask_page), who});
}

}  // namespace fascia::web
