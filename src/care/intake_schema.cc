// SPDX-License-Identifier: Apache-2.0
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "care/intake.h"

namespace fascia::care {
namespace {

namespace bj = boost::json;

bj::object one_of(const std::vector<std::string>& words) {
  bj::array all;
  for (const std::string& word : words) all.push_back(bj::string(word));
  return {{"enum", std::move(all)}};
}

bj::object any_of(bj::object first, bj::object second) {
  bj::array both;
  both.push_back(std::move(first));
  both.push_back(std::move(second));
  return {{"anyOf", std::move(both)}};
}

bj::object answer_schema(const Question& question) {
  bj::object unsure = one_of({"not_sure", "rather_not_say"});
  std::vector<std::string> options{"none"};
  for (const auto& option : question.options) options.push_back(option.id);
  switch (question.kind) {
    case Kind::tri:
      return any_of(one_of({"yes", "no", "not_sure", "rather_not_say"}),
                    bj::object{{"type", "boolean"}});
    case Kind::number:
      return any_of(
          bj::object{{"type", "number"}, {"minimum", question.low}, {"maximum", question.high}},
          unsure);
    case Kind::date:
      return any_of(
          bj::object{{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}},
          one_of({"not_sure", "rather_not_say", "long_ago"}));
    case Kind::choice:
      return any_of(one_of(options), unsure);
    case Kind::multi:
      return any_of(bj::object{{"type", "array"}, {"items", one_of(options)}},
                    one_of({"none", "not_sure", "rather_not_say"}));
    default:
      return any_of(bj::object{{"type", "array"}, {"items", {{"$ref", "#/$defs/region"}}}},
                    one_of({"none", "not_sure", "rather_not_say"}));
  }
}

bj::object string_type() { return {{"type", "string"}}; }
bj::object date_type() { return {{"type", "string"}, {"format", "date"}}; }

}  // namespace

bj::value intake_schema(const Protocol& protocol) {
  bj::object answers;
  for (const Question& question : protocol.questions) {
    bj::object one = answer_schema(question);
    one["description"] = question.text.en;
    answers[question.id] = std::move(one);
  }
  std::vector<std::string> regions;
  for (const Region& region : protocol.regions) regions.push_back(region.text());
  bj::object intensity{{"type", "integer"}, {"minimum", 0}, {"maximum", 10}};
  bj::object pain{
      {"type", "object"},
      {"additionalProperties", false},
      {"required", {"region", "intensity"}},
      {"properties", {{"region", {{"$ref", "#/$defs/region"}}}, {"intensity", intensity}}}};
  bj::object properties{
      {"visit_date", date_type()},
      {"answered_on", date_type()},
      {"service", string_type()},
      {"birth_date", date_type()},
      {"sex", one_of({"female", "male", "other"})},
      {"for", one_of({"me", "child", "other"})},
      {"answered_by", string_type()},
      {"pains", {{"type", "array"}, {"items", pain}}},
      {"since", string_type()},
      {"function", string_type()},
      {"answers", {{"type", "object"}, {"additionalProperties", false}, {"properties", answers}}},
      {"told_on", {{"type", "object"}, {"additionalProperties", date_type()}}}};
  return bj::object{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                    {"title", "Fascia intake"},
                    {"type", "object"},
                    {"additionalProperties", false},
                    {"properties", std::move(properties)},
                    {"$defs", {{"region", one_of(regions)}}}};
}

}  // namespace fascia::care
