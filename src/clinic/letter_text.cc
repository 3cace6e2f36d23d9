// SPDX-License-Identifier: Apache-2.0
#include "clinic/letter_text.h"

#include <boost/json/object.hpp>

#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

Result<care::RuleLetter> read_one(const bj::value& value) {
  auto malformed = [] { return invalid("letters", "letter_malformed"); };
  if (!value.is_object()) return malformed();
  const bj::object& object = value.as_object();
  auto service = care::parse_service_kind(json::text_at(object, "service"));
  auto answer = care::parse_letter_answer(json::text_at(object, "answer"));
  auto signed_on = parse_date(json::text_at(object, "signed_on"));
  if (!service || !answer || !signed_on) return malformed();
  care::RuleLetter out;
  out.rule = json::text_at(object, "rule");
  out.service = *service;
  out.answer = *answer;
  out.signed_on = *signed_on;
  out.until = parse_date(json::text_at(object, "until"));
  out.max_depth = json::whole_at(object, "max_depth");
  out.limits = json::text_at(object, "limits");
  out.about = json::text_at(object, "about");
  if (const bj::value* told = object.if_contains("told"); told && told->is_object()) {
    out.told.emplace();
    for (const auto& [question, said] : told->as_object())
      if (said.is_string()) out.told->emplace(question, std::string(said.as_string()));
  }
  return out;
}

}  // namespace

bj::array write_letters(const std::vector<care::RuleLetter>& letters) {
  bj::array all;
  for (const care::RuleLetter& one : letters) {
    bj::object out{{"rule", one.rule},
                   {"service", care::to_string(one.service)},
                   {"answer", care::to_string(one.answer)},
                   {"signed_on", to_iso(one.signed_on)},
                   {"limits", one.limits},
                   {"about", one.about}};
    if (one.until) out["until"] = to_iso(*one.until);
    if (one.max_depth) out["max_depth"] = *one.max_depth;
    if (one.told) {
      bj::object told;
      for (const auto& [question, said] : *one.told) told[question] = said;
      out["told"] = std::move(told);
    }
    all.push_back(std::move(out));
  }
  return all;
}

Result<std::vector<care::RuleLetter>> read_letters(const bj::value& value) {
  std::vector<care::RuleLetter> out;
  if (!value.is_array()) return invalid("letters", "letter_malformed");
  for (const bj::value& one : value.as_array()) {
    FASCIA_TRY(care::RuleLetter letter, read_one(one));
    out.push_back(std::move(letter));
  }
  return out;
}

}  // namespace fascia::clinic
