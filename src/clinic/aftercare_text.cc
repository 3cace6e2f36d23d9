// SPDX-License-Identifier: Apache-2.0
#include "clinic/aftercare_text.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

care::Words words_at(const bj::object& from, std::string_view key) {
  const bj::value* value = from.if_contains(key);
  return value != nullptr && value->is_object() ? read_words(*value) : care::Words{};
}
bj::array texts(const std::vector<std::string>& list) {
  bj::array out;
  for (const std::string& item : list) out.emplace_back(item);
  return out;
}
std::vector<std::string> texts_at(const bj::object& from, std::string_view key) {
  std::vector<std::string> out;
  for (const bj::value& item : json::list_at(from, key)) out.emplace_back(item.as_string());
  return out;
}

bj::object write(const care::Advice& a) {
  return {{"id", a.id},
          {"text", write_words(a.text)},
          {"dose", write_words(a.dose)},
          {"source", a.source},
          {"mark", a.mark},
          {"stays", a.stays},
          {"stretches", a.stretches}};
}
bj::object write(const care::ChosenStretch& s) {
  bj::object out{{"id", s.id},
                 {"area", s.area},
                 {"name", write_words(s.name)},
                 {"steps", write_words(s.steps)},
                 {"hold", write_words(s.hold)},
                 {"source", s.source}};
  if (s.caution) out["caution"] = write_words(*s.caution);
  return out;
}
bj::object write(const care::SignGroup& group) {
  bj::array signs;
  for (const care::Sign& s : group.signs)
    signs.push_back(bj::object{{"id", s.id}, {"text", write_words(s.text)}});
  return {{"line", group.line}, {"head", write_words(group.head)}, {"signs", std::move(signs)}};
}

care::Advice read_advice(const bj::object& from) {
  return {json::text_at(from, "id"),
          words_at(from, "text"),
          words_at(from, "dose"),
          json::text_at(from, "source"),
          json::text_at(from, "mark"),
          json::is_true_at(from, "stays"),
          json::is_true_at(from, "stretches")};
}
care::ChosenStretch read_stretch(const bj::object& from) {
  care::ChosenStretch s{json::text_at(from, "id"),    json::text_at(from, "area"),
                        words_at(from, "name"),       words_at(from, "steps"),
                        words_at(from, "hold"),       {},
                        json::text_at(from, "source")};
  if (from.contains("caution")) s.caution = words_at(from, "caution");
  return s;
}
care::SignGroup read_signs(const bj::object& from) {
  care::SignGroup group{json::text_at(from, "line"), words_at(from, "head"), {}};
  for (const bj::value& sign : json::list_at(from, "signs"))
    group.signs.push_back(
        {json::text_at(sign.as_object(), "id"), group.line, words_at(sign.as_object(), "text")});
  return group;
}

}  // namespace

bj::object write_words(const care::Words& words) { return {{"en", words.en}, {"fr", words.fr}}; }
care::Words read_words(const bj::value& from) {
  const bj::object& words = from.as_object();
  return {json::text_at(words, "en"), json::text_at(words, "fr")};
}

bj::object write_sheet(const care::Aftercare& sheet) {
  bj::array advice, stretches, signs, prompts;
  for (const care::Advice& a : sheet.advice) advice.push_back(write(a));
  for (const care::ChosenStretch& s : sheet.stretches) stretches.push_back(write(s));
  for (const care::SignGroup& g : sheet.signs) signs.push_back(write(g));
  for (const care::Prompt& p : sheet.prompts)
    prompts.push_back(bj::object{{"id", p.id}, {"text", write_words(p.text)}});
  bj::object out{{"advice", std::move(advice)},
                 {"pack", sheet.pack},
                 {"see_doctor", sheet.see_doctor},
                 {"stretches", std::move(stretches)},
                 {"stretch_rule", write_words(sheet.stretch_rule)},
                 {"soreness", write_words(sheet.soreness)},
                 {"signs", std::move(signs)},
                 {"clinic_line", write_words(sheet.clinic_line)},
                 {"prompts", std::move(prompts)},
                 {"open_flags", texts(sheet.open_flags)},
                 {"taken_as_no", texts(sheet.taken_as_no)}};
  if (sheet.rest_until) out["rest_until"] = sheet.rest_until->seconds;
  return out;
}

care::Aftercare read_sheet(const bj::value& value) {
  const bj::object& from = value.as_object();
  care::Aftercare out;
  for (const bj::value& a : json::list_at(from, "advice"))
    out.advice.push_back(read_advice(a.as_object()));
  out.pack = json::text_at(from, "pack");
  out.see_doctor = json::is_true_at(from, "see_doctor");
  for (const bj::value& s : json::list_at(from, "stretches"))
    out.stretches.push_back(read_stretch(s.as_object()));
  out.stretch_rule = words_at(from, "stretch_rule");
  out.soreness = words_at(from, "soreness");
  for (const bj::value& g : json::list_at(from, "signs"))
    out.signs.push_back(read_signs(g.as_object()));
  out.clinic_line = words_at(from, "clinic_line");
  for (const bj::value& p : json::list_at(from, "prompts"))
    out.prompts.push_back({json::text_at(p.as_object(), "id"), words_at(p.as_object(), "text")});
  out.open_flags = texts_at(from, "open_flags");
  if (from.contains("taken_as_no")) out.taken_as_no = texts_at(from, "taken_as_no");
  if (const bj::value* until = from.if_contains("rest_until"))
    out.rest_until = Instant{until->as_int64()};
  return out;
}

bj::object write_choices(const SheetChoices& choices) {
  static constexpr std::string_view kPreferences[] = {"none", "heat", "cold"};
  bj::object flags;
  for (const auto& [id, yes] : choices.flags) flags[id] = yes;
  bj::object out{{"preference", kPreferences[static_cast<std::size_t>(choices.preference)]},
                 {"oil", choices.oil},
                 {"flags", std::move(flags)},
                 {"removed", texts(choices.removed)}};
  if (choices.tenderness) out["tenderness"] = *choices.tenderness;
  if (choices.pack_minutes) out["pack_minutes"] = *choices.pack_minutes;
  return out;
}

SheetChoices read_choices(const bj::value& value) {
  const bj::object& from = value.as_object();
  SheetChoices out;
  out.preference =
      care::parse_preference(json::text_at(from, "preference")).value_or(care::Preference::none);
  out.oil = json::is_true_at(from, "oil");
  if (const bj::value* flags = from.if_contains("flags"))
    for (const auto& [id, yes] : flags->as_object()) out.flags[std::string(id)] = yes.as_bool();
  out.removed = texts_at(from, "removed");
  out.tenderness = json::whole_at(from, "tenderness");
  out.pack_minutes = json::whole_at(from, "pack_minutes");
  return out;
}

}  // namespace fascia::clinic
