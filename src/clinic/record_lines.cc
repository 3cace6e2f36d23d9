// SPDX-License-Identifier: Apache-2.0
#include "clinic/record_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using interop::ClientRecord;

// Under these keys stand ids of questions.
bool holds_questions(std::string_view key) { return key == "answers" || key == "ask_on_the_day"; }

// Where words stand beside it, what a program knows the same by says nothing to a person: which
// rule it was, which parts went into its sentence, the answers by the numbers of their questions.
bool is_in_words_already(const bj::object& object, std::string_view key) {
  bool said = false;
  for (const char* words : {"text", "name", "title", "head"}) said |= object.contains(words);
  if (key == "id" || key == "args" || key == "muscle" || key == "pack") return said;
  if (key == "answers" || key == "rows" || key == "shown") return object.contains("lines");
  if (key == "fr") return object.contains("rule");
  return key == "mark";
}

}  // namespace

BodyLines::BodyLines(const Clinic& clinic, const std::vector<store::Staff>& staff,
                     std::string_view language)
    : clinic_(clinic), language_(language) {
  for (const store::Staff& one : staff) {
    people_[one.id.text()] = one.name;
    if (one.practitioner) people_[one.practitioner.text()] = one.name;
  }
  auto offer = clinic.availability.get();
  for (const store::Practitioner& one : offer->practitioners) people_[one.id.text()] = one.name;
}

std::vector<ClientRecord::Line> BodyLines::of(const PrivateText& body) const {
  std::vector<ClientRecord::Line> out;
  auto value = json::read(body.reveal());
  if (value)
    add(*value, {}, {}, out);
  else if (!body.empty())
    out.push_back({{}, body.reveal()});  // plain words
  return out;
}

std::string BodyLines::named(std::string_view id) const {
  if (auto region = care::parse_region(id); region && care::exists(clinic_.plans.anatomy, *region))
    return care::region_name(clinic_.plans.anatomy, *region, language_);
  if (const auto* technique = clinic_.plans.technique(id)) return words(technique->name);
  if (const auto* muscle = clinic_.plans.anatomy.muscle(id)) return words(muscle->name);
  if (const auto* modality = clinic_.plans.modality(id)) return words(modality->name);
  if (const auto* position = clinic_.plans.position(id)) return words(position->name);
  if (const auto* condition = clinic_.plans.condition(id)) return words(condition->name);
  if (const auto* place = clinic_.plans.anatomy.region(id)) return words(place->name);
  for (const auto& spot : clinic_.plans.anatomy.zones)
    if (spot.id == id) return words(spot.where);
  for (const care::HealthFlag& flag : clinic_.follow_up.aftercare.flags)
    if (flag.id == id) return words(flag.name);
  if (auto at = people_.find(id); at != people_.end()) return at->second;
  return {};
}

std::string BodyLines::label(std::string_view key) const {
  if (const care::Question* question = clinic_.protocol.question(key)) return words(question->text);
  if (std::string name = named(key); !name.empty()) return name;
  std::string out(key);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string BodyLines::plain(const Value& value, std::string_view key) const {
  if (value.is_double()) return fmt::format("{}", value.as_double());
  if (!value.is_string()) return value.is_null() ? std::string() : json::write(value);
  const std::string text(value.as_string());
  const care::Question* question = clinic_.protocol.question(key);
  if (question != nullptr)
    for (const auto& option : question->options)
      if (option.id == text) return words(option.text);
  if (key == "rule") {  // of the screening; those of a plan stand under their own words
    const care::Rule* rule = clinic_.protocol.rule(text);
    return rule == nullptr ? std::string() : words(rule->title);
  }
  if (holds_questions(key) || text.find('.') != text.npos)
    if (const care::Question* asked = clinic_.protocol.question(text)) return words(asked->text);
  std::string name = named(text);
  return name.empty() ? text : name;
}

void BodyLines::add(const Value& value, std::string_view key, const std::string& name,
                    std::vector<ClientRecord::Line>& out) const {
  if (const bj::object* object = value.if_object()) {
    // The same words in two languages: those of the reader.
    if (object->size() == 2 && object->contains("en") && object->contains("fr"))
      return add(object->at(language_), key, name, out);
    for (const auto& [inner, inside] : *object) {
      if (is_in_words_already(*object, inner)) continue;
      bool whole = name.empty() || clinic_.protocol.question(inner) != nullptr;
      add(inside, inner, whole ? label(inner) : name + ", " + label(inner), out);
    }
  } else if (const bj::array* array = value.if_array()) {
    for (const bj::value& inside : *array) add(inside, key, name, out);
  } else if (std::string text = plain(value, key); !text.empty()) {
    out.push_back({name, std::move(text)});
  }
}

}  // namespace fascia::clinic
