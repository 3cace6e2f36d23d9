// SPDX-License-Identifier: Apache-2.0
#include "web/answer_words.h"

#include <algorithm>
#include <cmath>

#include "page/body_map.h"
#include "page/words.h"

namespace fascia::web {
namespace {

using page::Language;

struct InWords {
  Language language;
  const care::Question& question;

  std::string say(const char* id) const { return page::text(language, id); }
  std::string option(const std::string& value) const {
    if (value == "none") return say("assess.no");
    for (const auto& one : question.options)
      if (one.id == value) return care::in_language(one.text, page::code(language));
    return value;
  }
  std::string listed(std::vector<std::string> items) const {
    return items.empty() ? say("assess.no") : page::and_text(language, items);
  }

  std::string operator()(care::Said said) const {
    switch (said) {
      case care::Said::yes:
        return say("assess.yes");
      case care::Said::no:
        return say("assess.no");
      case care::Said::not_sure:
        return say("assess.not_sure");
      case care::Said::long_ago:
        return say("assess.long_ago");
      default:
        return say("assess.rather_not_say");
    }
  }
  std::string operator()(double number) const {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (!text.empty() && text.back() == '.') text.pop_back();
    return question.unit.empty() ? text : text + ' ' + question.unit;
  }
  // As exactly as it was said: a day, a month, a year.
  std::string operator()(const care::SaidDate& date) const {
    if (auto day = parse_date(date.text)) return page::date_text(language, *day);
    auto first = parse_date(date.text + "-01");
    if (!first) return date.text;
    return say(("words.month_" + std::to_string(first->month())).c_str()) + ' ' +
           std::to_string(first->year());
  }
  std::string operator()(const std::string& one) const { return option(one); }
  std::string operator()(const std::vector<std::string>& many) const {
    std::vector<std::string> items;
    for (const std::string& one : many) items.push_back(option(one));
    return listed(std::move(items));
  }
  std::string operator()(const std::vector<care::Region>& places) const {
    std::vector<std::string> items;
    for (const care::Region& place : places) items.push_back(page::region_text(language, place));
    return listed(std::move(items));
  }
};

}  // namespace

std::string answer_words(Language language, const care::Question& question,
                         const care::Answer& answer) {
  return std::visit(InWords{language, question}, answer);
}

const std::string& question_words(Language language, const care::Protocol& protocol,
                                  const care::Question& question) {
  const care::Section* line = question.is_line() ? protocol.section(question.section) : nullptr;
  return care::in_language(line != nullptr ? line->title : question.text, page::code(language));
}

void fill_told(page::View& line, Language language, const care::Protocol& protocol,
               const care::Question& question, const care::AnswerMap& answers) {
  auto at = answers.find(question.id);
  line.set("told_question", question_words(language, protocol, question));
  line.set("told_answer", at == answers.end() ? "" : answer_words(language, question, at->second));
}

}  // namespace fascia::web
