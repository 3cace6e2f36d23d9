// SPDX-License-Identifier: Apache-2.0
#include "care/intake.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>
#include <numeric>

#include "core/json.h"

namespace fascia::care {
namespace {

namespace bj = boost::json;

constexpr std::array<std::string_view, 5> kSaid{"yes", "no", "not_sure", "rather_not_say",
                                                "long_ago"};
constexpr std::size_t kMaxOwnWords = 2000;

std::string_view text_of(const bj::value& value) {
  return value.is_string() ? std::string_view(value.get_string()) : std::string_view();
}

std::optional<Said> parse_said(std::string_view text) {
  auto found = std::find(kSaid.begin(), kSaid.end(), text);
  if (found == kSaid.end()) return std::nullopt;
  return static_cast<Said>(found - kSaid.begin());
}

Error bad_value(const Question& question, std::string_view field) {
  std::string wanted;
  switch (question.kind) {
    case Kind::tri:
      wanted = "yes, no, not_sure, rather_not_say";
      break;
    case Kind::number:
      wanted = question.unit.empty() ? "number" : question.unit;
      break;
    case Kind::date:
      wanted = "YYYY-MM-DD, YYYY-MM, YYYY, long_ago";
      break;
    case Kind::regions:
      wanted = "[\"low-back.L\"]";
      break;
    default:
      wanted = "none, not_sure";
      for (const auto& option : question.options) wanted += ", " + option.id;
  }
  return invalid(field, "intake_value", {{"wanted", wanted}});
}

bool is_option(const Question& question, std::string_view text) {
  return std::any_of(question.options.begin(), question.options.end(),
                     [&](const Question::Option& option) { return option.id == text; });
}

Result<Answer> read_number(const Question& question, const bj::value& value,
                           std::string_view field) {
  if (!value.is_number()) return bad_value(question, field);
  double number = value.to_number<double>();
  if (!std::isfinite(number) || number < question.low || number > question.high) {
    auto plain = [](double n) { return std::to_string(std::llround(n)); };
    return invalid(
        field, "intake_range",
        {{"low", plain(question.low)}, {"high", plain(question.high)}, {"unit", question.unit}});
  }
  return number;
}

Result<std::vector<std::string>> read_texts(const Question& question, const bj::value& value,
                                            std::string_view field) {
  std::vector<std::string> all;
  if (value.is_string() && text_of(value) == "none") return all;
  if (!value.is_array()) return bad_value(question, field);
  for (const bj::value& item : value.get_array()) {
    std::string_view text = text_of(item);
    if (text.empty()) return bad_value(question, field);
    if (text == "none" && value.get_array().size() == 1) return all;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.emplace_back(text);
  }
  return all;
}

Result<Answer> read_multi(const Question& question, const bj::value& value,
                          const Protocol& protocol, std::string_view field) {
  FASCIA_TRY(std::vector<std::string> texts, read_texts(question, value, field));
  std::vector<Region> regions;
  for (const std::string& text : texts) {
    if (question.kind == Kind::multi) {
      if (!is_option(question, text)) return invalid(field, "intake_option", {{"value", text}});
      continue;
    }
    auto region = parse_region(text);
    const auto& all = protocol.regions;
    if (!region || std::find(all.begin(), all.end(), *region) == all.end()) {
      return invalid(field, "intake_region");
    }
    regions.push_back(*region);
  }
  if (question.kind == Kind::multi) return Answer(std::move(texts));
  return Answer(std::move(regions));
}

// The keys of the object, one reader each; remembers where it is for the error.
struct Fields {
  const bj::object& object;
  const Protocol& protocol;
  std::vector<std::string> known;

  const bj::value* get(std::string_view key) {
    known.emplace_back(key);
    return object.if_contains(key);
  }
  Result<std::string> text(std::string_view key, std::vector<std::string_view> allowed = {}) {
    const bj::value* value = get(key);
    if (value == nullptr || value->is_null()) return std::string();
    std::string_view text = text_of(*value);
    bool good = value->is_string() && text.size() <= kMaxOwnWords;
    if (!allowed.empty()) {
      good = good && std::find(allowed.begin(), allowed.end(), text) != allowed.end();
    }
    std::string wanted;
    for (std::string_view word : allowed)
      wanted += (wanted.empty() ? "" : ", ") + std::string(word);
    if (!good) return invalid('/' + std::string(key), "intake_value", {{"wanted", wanted}});
    return std::string(text);
  }
  Result<std::optional<Date>> date(std::string_view key) {
    const bj::value* value = get(key);
    if (value == nullptr || value->is_null()) return std::optional<Date>();
    auto date = parse_date(text_of(*value));
    if (!date) return invalid('/' + std::string(key), "intake_date");
    return date;
  }
};

Result<std::vector<Pain>> read_pains(Fields& fields) {
  std::vector<Pain> pains;
  const bj::value* value = fields.get("pains");
  if (value == nullptr) return pains;
  if (!value->is_array()) return invalid("/pains", "intake_value", {{"wanted", "[{}]"}});
  std::size_t i = 0;
  for (const bj::value& item : value->get_array()) {
    std::string field = "/pains/" + std::to_string(i++);
    const bj::object* pain = item.if_object();
    if (pain == nullptr) return invalid(field, "intake_value", {{"wanted", "{}"}});
    for (const auto& [key, ignored] : *pain) {
      if (key == "region" || key == "intensity") continue;
      return invalid(field + '/' + std::string(key), "intake_key_unknown",
                     {{"nearest", nearest_name(key, {"region", "intensity"})}});
    }
    const bj::value* where = pain->if_contains("region");
    auto region = where == nullptr ? std::nullopt : parse_region(text_of(*where));
    const auto& all = fields.protocol.regions;
    if (!region || std::find(all.begin(), all.end(), *region) == all.end()) {
      return invalid(field + "/region", "intake_region");
    }
    const bj::value* how = pain->if_contains("intensity");
    double intensity = how != nullptr && how->is_number() ? how->to_number<double>() : -1;
    if (intensity < 0 || intensity > 10 || intensity != std::floor(intensity)) {
      return invalid(field + "/intensity", "intake_range",
                     {{"low", "0"}, {"high", "10"}, {"unit", ""}});
    }
    pains.push_back({*region, static_cast<int>(intensity)});
  }
  return pains;
}

// Before the answers: a day that was named by its month or year ended when it was told.
Done read_told_on(Fields& fields, Intake& intake) {
  const bj::value* value = fields.get("told_on");
  if (value == nullptr) return {};
  if (!value->is_object()) return invalid("/told_on", "intake_value", {{"wanted", "{}"}});
  auto latest = intake.answered_on ? intake.answered_on : intake.visit_date;
  for (const auto& [key, text] : value->get_object()) {
    std::string field = "/told_on/" + std::string(key);
    if (fields.protocol.question(key) == nullptr)
      return invalid(field, "intake_key_unknown", {{"nearest", ""}});
    auto day = parse_date(text_of(text));
    if (!day) return invalid(field, "intake_date");
    if (latest && *day > *latest) return invalid(field, "date_in_future");
    intake.told_on.emplace(std::string(key), *day);
  }
  return {};
}

Done read_answers(Fields& fields, Intake& intake) {
  const bj::value* value = fields.get("answers");
  if (value == nullptr) return {};
  if (!value->is_object()) return invalid("/answers", "intake_value", {{"wanted", "{}"}});
  for (const auto& [key, answer] : value->get_object()) {
    std::string field = "/answers/" + std::string(key);
    const Question* question = fields.protocol.question(key);
    if (question == nullptr) {
      std::vector<std::string> ids;
      for (const Question& one : fields.protocol.questions) ids.push_back(one.id);
      return invalid(field, "intake_key_unknown", {{"nearest", nearest_name(key, ids)}});
    }
    FASCIA_TRY(Answer read, read_answer(*question, answer, fields.protocol, field));
    auto known_by = intake.answered_on ? intake.answered_on : intake.visit_date;
    if (auto told = intake.told_on.find(key); told != intake.told_on.end()) known_by = told->second;
    if (auto* date = std::get_if<SaidDate>(&read)) {
      auto said = read_said_date(date->text, known_by);
      if (!said) return invalid(field, "date_in_future");
      *date = *std::move(said);
    }
    intake.answers.emplace(std::string(key), std::move(read));
  }
  return {};
}

struct ToJson {
  bj::value operator()(Said said) const {
    return bj::string(kSaid[static_cast<std::size_t>(said)]);
  }
  bj::value operator()(double number) const {
    if (number == std::floor(number)) return static_cast<std::int64_t>(number);
    return number;
  }
  bj::value operator()(const SaidDate& date) const { return bj::string(date.text); }
  bj::value operator()(const std::string& text) const { return bj::string(text); }
  bj::value operator()(const std::vector<std::string>& texts) const {
    bj::array all;
    for (const std::string& text : texts) all.push_back(bj::string(text));
    return all;
  }
  bj::value operator()(const std::vector<Region>& regions) const {
    bj::array all;
    for (const Region& region : regions) all.push_back(bj::string(region.text()));
    return all;
  }
};

}  // namespace

std::string nearest_name(std::string_view word, const std::vector<std::string>& names) {
  std::string best;
  std::size_t least = 4;  // more than three changes is another word
  for (const std::string& name : names) {
    std::vector<std::size_t> row(name.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < word.size() && i < 64; ++i) {
      std::size_t corner = row[0]++;
      for (std::size_t j = 0; j < name.size(); ++j) {
        std::size_t change = corner + (word[i] == name[j] ? 0 : 1);
        corner = row[j + 1];
        row[j + 1] = std::min({change, row[j] + 1, corner + 1});
      }
    }
    if (row.back() < least) {
      least = row.back();
      best = name;
    }
  }
  return best;
}

std::optional<SaidDate> read_said_date(std::string_view text, std::optional<Date> not_after) {
  std::optional<Date> first;
  std::optional<Date> last;
  if (text.size() == 10) {
    first = last = parse_date(text);
  } else if (text.size() == 7) {
    first = parse_date(std::string(text) + "-01");
    if (first) {
      bool december = first->month() == 12;
      last = Date::of(first->year() + (december ? 1 : 0), december ? 1 : first->month() + 1, 1) - 1;
    }
  } else if (text.size() == 4) {
    first = parse_date(std::string(text) + "-01-01");
    if (first) last = Date::of(first->year(), 12, 31);
  }
  if (!first || !last || first->year() < 1900) return std::nullopt;
  if (not_after && *first > *not_after) return std::nullopt;
  Date latest = not_after && *last > *not_after ? *not_after : *last;
  return SaidDate{latest, std::string(text)};
}

Result<Answer> read_answer(const Question& question, const bj::value& value,
                           const Protocol& protocol, std::string_view field) {
  if (value.is_bool() && question.kind == Kind::tri) {
    return Answer(value.get_bool() ? Said::yes : Said::no);
  }
  if (auto said = parse_said(text_of(value))) {
    bool unsure = *said == Said::not_sure || *said == Said::rather_not_say;
    bool fits = unsure || (question.kind == Kind::tri && *said != Said::long_ago) ||
                (question.kind == Kind::date && *said == Said::long_ago);
    // A choice may have an option of its own called "no".
    if (fits) return Answer(*said);
    if (question.kind != Kind::choice) return bad_value(question, field);
  }
  switch (question.kind) {
    case Kind::tri:
      return bad_value(question, field);
    case Kind::number:
      return read_number(question, value, field);
    case Kind::date: {
      auto date = read_said_date(text_of(value), std::nullopt);
      if (!date) return invalid(field, "intake_date");
      return Answer(*std::move(date));
    }
    case Kind::choice: {
      std::string text(text_of(value));
      if (text.empty()) return bad_value(question, field);
      if (text == "none" || is_option(question, text)) return Answer(std::move(text));
      return invalid(field, "intake_option", {{"value", text}});
    }
    default:
      return read_multi(question, value, protocol, field);
  }
}

Result<Intake> read_intake_value(const bj::value& json, const Protocol& protocol) {
  const bj::object* object = json.if_object();
  if (object == nullptr) return invalid("", "intake_value", {{"wanted", "{}"}});
  Fields fields{*object, protocol, {}};
  Intake intake;
  FASCIA_TRY(intake.visit_date, fields.date("visit_date"));
  FASCIA_TRY(intake.answered_on, fields.date("answered_on"));
  FASCIA_TRY(intake.service, fields.text("service"));
  FASCIA_TRY(intake.birth_date, fields.date("birth_date"));
  FASCIA_TRY(intake.sex, fields.text("sex", {"female", "male", "other", ""}));
  FASCIA_TRY(intake.for_whom, fields.text("for", {"me", "child", "other", ""}));
  FASCIA_TRY(intake.answered_by, fields.text("answered_by"));
  FASCIA_TRY(intake.pains, read_pains(fields));
  FASCIA_TRY(intake.since, fields.text("since"));
  FASCIA_TRY(intake.function, fields.text("function"));
  if (intake.answered_on && intake.visit_date && *intake.answered_on > *intake.visit_date) {
    return invalid("/answered_on", "date_in_future");
  }
  auto known_by = intake.answered_on ? intake.answered_on : intake.visit_date;
  if (intake.birth_date && known_by && *intake.birth_date > *known_by) {
    return invalid("/birth_date", "date_in_future");
  }
  FASCIA_TRY_DONE(read_told_on(fields, intake));
  FASCIA_TRY_DONE(read_answers(fields, intake));
  std::erase_if(intake.told_on,
                [&](const auto& one) { return intake.answers.count(one.first) == 0; });
  for (const auto& [key, ignored] : *object) {
    if (std::find(fields.known.begin(), fields.known.end(), key) != fields.known.end()) continue;
    return invalid('/' + std::string(key), "intake_key_unknown",
                   {{"nearest", nearest_name(key, fields.known)}});
  }
  return intake;
}

Result<Intake> read_intake(std::string_view text, const Protocol& protocol) {
  FASCIA_TRY(bj::value json, json::read(text));
  return read_intake_value(json, protocol);
}

Date told_day(const Intake& intake, Date visit) {
  return intake.answered_on.value_or(intake.visit_date.value_or(visit));
}

Date told_day(const Intake& intake, std::string_view question, Date visit) {
  auto own = intake.told_on.find(question);
  return own == intake.told_on.end() ? told_day(intake, visit) : own->second;
}

bj::value write_answer(const Answer& answer) { return std::visit(ToJson{}, answer); }

bj::value write_intake(const Intake& intake) {
  bj::object out;
  auto put = [&](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  if (intake.visit_date) out["visit_date"] = to_iso(*intake.visit_date);
  if (intake.answered_on) out["answered_on"] = to_iso(*intake.answered_on);
  put("service", intake.service);
  if (intake.birth_date) out["birth_date"] = to_iso(*intake.birth_date);
  put("sex", intake.sex);
  put("for", intake.for_whom);
  put("answered_by", intake.answered_by);
  bj::array pains;
  for (const Pain& pain : intake.pains) {
    pains.push_back(bj::object{{"region", pain.region.text()}, {"intensity", pain.intensity}});
  }
  out["pains"] = std::move(pains);
  put("since", intake.since);
  put("function", intake.function);
  bj::object answers;
  for (const auto& [id, answer] : intake.answers) answers[id] = write_answer(answer);
  out["answers"] = std::move(answers);
  bj::object told_on;
  for (const auto& [id, day] : intake.told_on)
    if (intake.answers.count(id) != 0) told_on[id] = to_iso(day);
  if (!told_on.empty()) out["told_on"] = std::move(told_on);
  return out;
}

}  // namespace fascia::care
