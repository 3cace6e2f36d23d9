// SPDX-License-Identifier: Apache-2.0
#include "interop/record_told.h"

#include <boost/json/array.hpp>
#include <iterator>

namespace fascia::interop {
namespace {

namespace bj = boost::json;

bj::value answers_json(const care::AnswerMap& answers) {
  care::Intake intake;
  intake.answers = answers;
  return care::write_intake(intake).at("answers");
}

template <class Names>
bj::array names_json(const Names& names) {
  bj::array out;
  for (const std::string& name : names) out.push_back(bj::string(name));
  return out;
}

std::set<std::string> names_of(const bj::value& list) {
  std::set<std::string> out;
  for (const bj::value& name : list.as_array()) out.emplace(name.as_string());
  return out;
}

}  // namespace

bj::object write_told(const Record& record) {
  bj::array ways = {answers_json(record.intake.answers)};
  for (const care::AnswerMap& answers : record.others) ways.push_back(answers_json(answers));
  bj::object days, evidence;
  for (const auto& [question, day] : record.intake.told_on) days[question] = to_iso(day);
  for (const auto& [question, resources] : record.evidence)
    evidence[question] = names_json(resources);
  bj::object named;
  for (const auto& [name, thing] : record.named)
    named[name] = bj::object{{"type", thing.type}, {"words", thing.words}};
  bj::object out{{"ways", std::move(ways)},
                 {"told_on", std::move(days)},
                 {"evidence", std::move(evidence)},
                 {"named", std::move(named)},
                 {"ask", names_json(record.ask)},
                 {"doubted", names_json(record.doubted)},
                 {"measure", names_json(record.measure)},
                 {"sex", record.intake.sex}};
  if (record.intake.birth_date) out["birth_date"] = to_iso(*record.intake.birth_date);
  return out;
}

Result<Record> read_told(const bj::object& told, const care::Protocol& protocol) {
  Record out;
  std::vector<care::AnswerMap> ways;
  for (const bj::value& answers : told.at("ways").as_array()) {
    FASCIA_TRY(care::Intake one,
               care::read_intake_value(bj::object{{"answers", answers}}, protocol));
    ways.push_back(std::move(one.answers));
  }
  if (!ways.empty()) {
    out.intake.answers = std::move(ways.front());
    out.others.assign(std::make_move_iterator(ways.begin() + 1),
                      std::make_move_iterator(ways.end()));
  }
  for (const auto& [question, day] : told.at("told_on").as_object())
    if (auto date = parse_date(day.as_string())) out.intake.told_on[question] = *date;
  for (const auto& [question, resources] : told.at("evidence").as_object())
    out.evidence[question] = names_of(resources);
  // What was kept before has no words of its resources.
  if (const bj::value* named = told.if_contains("named"))
    for (const auto& [name, thing] : named->as_object())
      out.named[name] = {std::string(thing.at("type").as_string()),
                         std::string(thing.at("words").as_string())};
  out.ask = names_of(told.at("ask"));
  // Of what was kept before, nothing says what it only doubts: it counts as stated.
  if (const bj::value* doubted = told.if_contains("doubted")) out.doubted = names_of(*doubted);
  out.measure = names_of(told.at("measure"));
  out.intake.sex = std::string(told.at("sex").as_string());
  if (const bj::value* born = told.if_contains("birth_date"))
    out.intake.birth_date = parse_date(born->as_string());
  return out;
}

}  // namespace fascia::interop
