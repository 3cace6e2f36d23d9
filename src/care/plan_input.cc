// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <charconv>

#include "care/plan_parts.h"

namespace fascia::care {
namespace {

// Lower case, letters and digits apart; accents stay as bytes, which the table below knows.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool digit = false;
  constexpr std::string_view kApostrophe = "\u2019";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, kApostrophe.size()) == kApostrophe) {
      words.emplace_back();
      i += kApostrophe.size() - 1;
      continue;
    }
    char c = text[i];
    auto byte = static_cast<unsigned char>(c);
    bool is_digit = std::isdigit(byte) != 0;
    bool is_letter = std::isalpha(byte) != 0 || byte >= 0x80;
    if (!is_digit && !is_letter) {
      words.emplace_back();
      continue;
    }
    if (words.empty() || (!words.back().empty() && digit != is_digit)) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(byte));
    digit = is_digit;
  }
  std::erase(words, "");
  return words;
}

int number_word(const std::string& word) {
  static const std::map<std::string, int, std::less<>> kNumbers = {
      {"a", 1},    {"an", 1},      {"one", 1},      {"un", 1},       {"une", 1},   {"couple", 2},
      {"two", 2},  {"deux", 2},    {"few", 3},      {"quelques", 3}, {"three", 3}, {"trois", 3},
      {"four", 4}, {"quatre", 4},  {"five", 5},     {"cinq", 5},     {"six", 6},   {"seven", 7},
      {"sept", 7}, {"eight", 8},   {"huit", 8},     {"nine", 9},     {"neuf", 9},  {"ten", 10},
      {"dix", 10}, {"several", 3}, {"plusieurs", 3}};
  if (!word.empty() && std::isdigit(static_cast<unsigned char>(word.front())) != 0) {
    int value = -1;
    std::from_chars(word.data(), word.data() + std::min<std::size_t>(word.size(), 4), value);
    return value;
  }
  auto found = kNumbers.find(word);
  return found == kNumbers.end() ? -1 : found->second;
}

// Days of one unit; 0 for another word. "an" is also a number word, so it counts only after one.
int unit_days(const std::string& word, bool after_number) {
  static constexpr std::pair<std::string_view, int> kUnits[] = {{"hour", 0},
                                                                {"heure", 0},
                                                                {"day", 1},
                                                                {"jour", 1},
                                                                {"week", 7},
                                                                {"semaine", 7},
                                                                {"month", 30},
                                                                {"mois", 30},
                                                                {"year", 365},
                                                                {"ann\xC3\xA9"
                                                                 "e",
                                                                 365}};
  for (const auto& [unit, days] : kUnits) {
    if (word == unit || word == std::string(unit) + 's') return days == 0 ? -1 : days;
  }
  return after_number && (word == "an" || word == "ans") ? 365 : 0;
}

std::optional<int> named_day(const std::string& word, Date today) {
  static const std::map<std::string, int, std::less<>> kDays = {
      {"today", 0}, {"aujourd", 0}, {"tonight", 0},   {"morning", 0}, {"matin", 0},
      {"night", 1}, {"soir", 1},    {"yesterday", 1}, {"hier", 1}};
  if (auto found = kDays.find(word); found != kDays.end()) return found->second;
  static constexpr std::pair<std::string_view, std::string_view> kWeek[] = {
      {"monday", "lundi"},   {"tuesday", "mardi"},   {"wednesday", "mercredi"},
      {"thursday", "jeudi"}, {"friday", "vendredi"}, {"saturday", "samedi"},
      {"sunday", "dimanche"}};
  for (int i = 0; i < 7; ++i) {
    if (word != kWeek[i].first && word != kWeek[i].second) continue;
    return (today.weekday() - (i + 1) + 7) % 7;
  }
  return std::nullopt;
}

// "2026-09-14" or "2026-09" anywhere in the words; the latest day it can mean, which is stricter.
std::optional<Date> date_in(std::string_view text, Date today) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) continue;
    std::size_t end = i;
    while (end < text.size() &&
           (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == '-')) {
      ++end;
    }
    if (end - i >= 4) {
      if (auto said = read_said_date(text.substr(i, end - i), today)) return said->latest;
    }
    i = end;
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> days_since(std::string_view text, Date today) {
  if (auto date = date_in(text, today)) {
    return std::max(0, today - *date);
  }
  // "Two or three bad weeks", "from 1 to 6 weeks": the smallest number counts, which is stricter;
  // in "a few weeks" the article gives way.
  int number = -1;
  int distance = 0;
  bool article = false;
  bool less = false;
  for (const std::string& word : words_of(text)) {
    if (auto day = named_day(word, today)) return day;
    if (word == "less" || word == "moins") less = true;
    bool near = number >= 0 && distance <= 2;
    int unit = unit_days(word, near);
    if (unit < 0) return 0;
    if (unit > 0) {
      int days = std::min(near ? number * unit : unit * 2, 36500);
      return less ? days / 2 : days;
    }
    int value = number_word(word);
    ++distance;
    if (value < 0) continue;
    bool anew = !near || (article && distance == 1);
    number = anew ? value : std::min(number, value);
    article = word == "a" || word == "an" || word == "un" || word == "une";
    distance = 0;
  }
  return std::nullopt;
}

PlanInput plan_input(const PlanProtocol& protocol, const Intake& intake, const Screening& screening,
                     int minutes) {
  PlanInput input;
  input.pains = intake.pains;
  if (intake.birth_date) {
    input.age = std::max(0, age_in_years(*intake.birth_date, screening.visit_date));
  }
  input.days_since_start =
      days_since(intake.since, screening.visit_date).value_or(protocol.rule("unknown_since").value);
  input.service = screening.service;
  input.minutes = minutes;
  input.limits = screening.limits;
  input.screening_version = screening.protocol_version;
  input.reasons = reasons_of(screening);
  if (!screening.goes_ahead()) input.limits.max_depth = 0;
  if (screening.hold) {
    const PlanRule& rule = protocol.rule("undecided");
    Reason open;
    open.rule = rule.id;
    open.text = rule.text;
    open.source = rule.source;
    open.mark = rule.mark;
    open.version = protocol.version;
    open.max_depth = 0;
    input.reasons.push_back(std::move(open));
  }
  bool open =
      std::any_of(screening.findings.begin(), screening.findings.end(), [](const Finding& finding) {
        return finding.urgency != Urgency::none || finding.decision >= Decision::clearance;
      });
  if (open || !screening.goes_ahead()) input.facts.insert("red_flag_open");
  // What began lately is new pain; whoever had it for long has been asked before.
  if (input.days_since_start < protocol.rule("new_pain_days").value) {
    input.facts.insert("temple_pain_new");
  }
  read_said(protocol, intake, screening.visit_date, input);
  for (const Condition& condition : protocol.conditions) {
    bool letter = std::any_of(
        screening.findings.begin(), screening.findings.end(), [&](const Finding& finding) {
          return !condition.cleared_rule.empty() && finding.rule == condition.cleared_rule &&
                 finding.letter && finding.letter->answer != RuleLetter::Answer::no;
        });
    if (letter) input.cleared.insert(condition.id);
  }
  return input;
}

}  // namespace fascia::care
