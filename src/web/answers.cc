// SPDX-License-Identifier: Apache-2.0
#include "web/answers.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>

#include "page/body_map.h"

namespace fascia::web {
namespace {

namespace bj = boost::json;
using care::Kind;

std::string say(page::Language language, const care::Words& words) {
  return care::in_language(words, page::code(language));
}

void option(page::View& question, std::string_view value, std::string_view text, bool chosen) {
  question.add("q_options")
      .set("option_value", value)
      .set("option_text", text)
      .show("option_chosen", chosen);
}

bool said(const care::AnswerMap& answers, const std::string& id, care::Said what) {
  auto at = answers.find(id);
  const auto* value = at == answers.end() ? nullptr : std::get_if<care::Said>(&at->second);
  return value != nullptr && *value == what;
}

bool ticked(const care::AnswerMap& answers, const std::string& id, std::string_view value) {
  auto at = answers.find(id);
  if (at == answers.end()) return false;
  if (const auto* one = std::get_if<std::string>(&at->second)) return *one == value;
  if (const auto* many = std::get_if<std::vector<std::string>>(&at->second))
    return std::find(many->begin(), many->end(), value) != many->end();
  if (const auto* regions = std::get_if<std::vector<care::Region>>(&at->second))
    return std::any_of(regions->begin(), regions->end(),
                       [&](auto& r) { return r.text() == value; });
  return false;
}

std::string typed(const care::AnswerMap& answers, const std::string& id) {
  auto at = answers.find(id);
  if (at == answers.end()) return {};
  if (const auto* number = std::get_if<double>(&at->second))
    return std::to_string(static_cast<long>(*number));
  if (const auto* date = std::get_if<care::SaidDate>(&at->second)) return date->text;
  return {};
}

void fill_options(page::View& one, page::Language language, const care::Question& q,
                  const care::AnswerMap& answers) {
  auto word = [&](const char* id) { return page::text(language, id); };
  if (q.kind == Kind::tri) {
    option(one, "yes", word("assess.yes"), said(answers, q.id, care::Said::yes));
    option(one, "no", word("assess.no"), said(answers, q.id, care::Said::no));
  }
  if (q.kind == Kind::choice || q.kind == Kind::multi)
    for (const auto& o : q.options)
      option(one, o.id, say(language, o.text), ticked(answers, q.id, o.id));
  if (q.kind == Kind::regions)
    for (const care::Region& region : page::body_regions())
      option(one, region.text(), page::region_text(language, region),
             ticked(answers, q.id, region.text()));
  if (q.kind != Kind::number && q.kind != Kind::regions && q.kind != Kind::date)
    option(one, "not_sure", word("assess.not_sure"), said(answers, q.id, care::Said::not_sure));
}

// The JSON value that the intake's reader knows, from the fields of a form.
bj::value value_of(const http::Form& form, const care::Question& q) {
  std::vector<std::string> given = form.all("q-" + q.id);
  std::erase(given, "");
  if (given.empty()) return nullptr;
  bool unsure = std::find(given.begin(), given.end(), "not_sure") != given.end();
  if (q.kind == Kind::number) {
    long number = 0;
    const std::string& text = given.front();
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (ec != std::errc() || end != text.data() + text.size()) return bj::string(text);
    return number;
  }
  if (q.kind == Kind::multi || q.kind == Kind::regions) {
    if (unsure) return bj::string("not_sure");
    bj::array many;
    for (const std::string& text : given) many.emplace_back(text);
    return many;
  }
  return bj::string(given.front());
}

bool can_be_none(const care::Question& q) {
  if (!q.parent.empty()) return false;
  return q.kind == Kind::tri || q.kind == Kind::multi || q.kind == Kind::choice;
}

}  // namespace

bool is_gate_group(const care::Protocol& protocol, std::string_view group) {
  return std::any_of(protocol.groups.begin(), protocol.groups.end(),
                     [&](const care::Group& g) { return g.id == group && g.gates; });
}

void fill_questions(page::View& view, page::Language language, const care::Protocol& protocol,
                    const care::Step& step, const care::AnswerMap& answers,
                    const std::vector<Error>& errors) {
  for (const care::Group& group : protocol.groups)
    if (group.id == step.group) view.set("group_title", say(language, group.title));
  view.set("group", step.group);
  view.list("questions");
  bool none = false;
  for (const care::Question* q : step.questions) {
    page::View& one = view.add("questions");
    one.set("q_id", q->id)
        .set("q_text", say(language, q->text))
        .set("q_why", say(language, q->why));
    one.show("q_has_why", !q->why.en.empty()).show("q_detail", !q->parent.empty());
    one.show("q_one", q->kind == Kind::tri || q->kind == Kind::choice);
    one.show("q_many", q->kind == Kind::multi).show("q_places", q->kind == Kind::regions);
    one.show("q_number", q->kind == Kind::number).show("q_date", q->kind == Kind::date);
    one.set("q_unit", q->unit).set("q_typed", typed(answers, q->id));
    one.list("q_options");
    fill_options(one, language, *q, answers);
    auto fault = std::find_if(errors.begin(), errors.end(),
                              [&](const Error& e) { return e.field == q->id; });
    one.show("q_wrong", fault != errors.end());
    one.set("q_error", fault != errors.end() ? page::error_text(language, *fault) : "");
    none = none || can_be_none(*q);
  }
  view.show("can_be_none", none);
}

std::vector<Error> read_questions(const http::Form& form, const care::Protocol& protocol,
                                  const care::Step& step, Date today, care::AnswerMap& answers) {
  std::vector<Error> errors;
  bool none = form.has("none");
  for (const care::Question* q : step.questions) {
    bj::value value = value_of(form, *q);
    if (value.is_null()) {
      if (none && can_be_none(*q)) continue;
      bool open = std::find(step.open.begin(), step.open.end(), q->id) != step.open.end();
      if (open && answers.find(q->id) == answers.end())
        errors.push_back(invalid(q->id, "answer_missing"));
      continue;
    }
    auto answer = care::read_answer(*q, value, protocol, q->id);
    if (!answer) {
      errors.push_back(answer.error());
      continue;
    }
    if (const auto* date = std::get_if<care::SaidDate>(&*answer);
        date != nullptr && date->latest > today) {
      errors.push_back(invalid(q->id, "date_in_future"));
      continue;
    }
    answers[q->id] = std::move(*answer);
  }
  if (none)
    for (auto& [id, answer] : care::none_of_these(protocol, step.group, answers))
      answers.emplace(id, answer);
  return errors;
}

}  // namespace fascia::web
