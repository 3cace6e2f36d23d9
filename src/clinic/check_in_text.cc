// SPDX-License-Identifier: Apache-2.0
// How an answered check-in stands in its sealed cell: questions, answers and screen in words.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "clinic/aftercare_text.h"
#include "clinic/check_in_parts.h"
#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

bj::value raw(const care::Answer& answer) {
  if (const auto* number = std::get_if<double>(&answer)) return *number;
  if (const auto* text = std::get_if<std::string>(&answer)) return bj::value(*text);
  bj::array out;
  if (const auto* many = std::get_if<std::vector<std::string>>(&answer))
    for (const std::string& one : *many) out.emplace_back(one);
  return out;
}

}  // namespace

PrivateText write_answered(const Clinic& clinic, const Answered& answered,
                           const care::CheckInAnswers& given, const care::CheckInResult& result) {
  bj::object answers;
  for (const auto& [id, answer] : given.answers) answers[id] = raw(answer);
  bj::array lines, screen, numbers, rows;
  for (const AnsweredLine& line : answered.lines)
    lines.push_back(
        bj::object{{"question", write_words(line.question)}, {"answer", write_words(line.answer)}});
  for (const care::Words& words : answered.screen) screen.push_back(write_words(words));
  for (const std::string& number : answered.numbers) numbers.emplace_back(number);
  for (const care::Escalation& row : result.escalations) rows.emplace_back(row.row);
  bj::object body{{"version", clinic.follow_up.version},
                  {"answers", std::move(answers)},
                  {"lines", std::move(lines)},
                  {"note", answered.note},
                  {"level", care::to_string(answered.level)},
                  {"rows", std::move(rows)},
                  {"shown", answered.shown},
                  {"screen", std::move(screen)},
                  {"numbers", std::move(numbers)},
                  {"ceiling_change", answered.ceiling_change}};
  return PrivateText(json::write(body));
}

std::string answer_of(const store::CheckIn& kept, std::string_view question) {
  auto value = json::read(kept.body.reveal());
  if (!value || !value->is_object()) return {};
  const bj::value* answers = value->as_object().if_contains("answers");
  return answers == nullptr ? std::string() : json::text_at(answers->as_object(), question);
}

Result<Answered> read_answered(const store::CheckIn& kept) {
  FASCIA_TRY(bj::value value, json::read(kept.body.reveal()));
  const bj::object& body = value.as_object();
  Answered out;
  out.kind = kept.kind;
  out.at = kept.answered.value_or(kept.due);
  for (const bj::value& line : body.at("lines").as_array())
    out.lines.push_back(
        {read_words(line.as_object().at("question")), read_words(line.as_object().at("answer"))});
  out.note = std::string(body.at("note").as_string());
  out.level =
      care::parse_level(std::string_view(body.at("level").as_string())).value_or(care::Level::none);
  out.shown = std::string(body.at("shown").as_string());
  for (const bj::value& words : body.at("screen").as_array())
    out.screen.push_back(read_words(words));
  for (const bj::value& number : body.at("numbers").as_array())
    out.numbers.emplace_back(number.as_string());
  out.ceiling_change = static_cast<int>(body.at("ceiling_change").as_int64());
  return out;
}

}  // namespace fascia::clinic
