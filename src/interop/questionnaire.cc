// SPDX-License-Identifier: Apache-2.0
#include "interop/questionnaire.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <set>

#include "core/json.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;
using care::Questionnaire;
using care::QuestionnaireItem;
using care::Words;

constexpr std::size_t kMostItems = 200;
constexpr std::size_t kMostOptions = 50;
constexpr int kDeepest = 6;

Error malformed(std::string at, std::string why) {
  std::string field = at.empty() ? "/" : at;
  return invalid(std::move(at), "questionnaire_malformed",
                 {{"field", std::move(field)}, {"why", std::move(why)}});
}

std::optional<double> number_at(const bj::object& object, std::string_view key) {
  const bj::value* found = object.if_contains(key);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  double value = found->to_number<double>();
  return std::isfinite(value) && std::abs(value) < 1e6 ? std::optional(value) : std::nullopt;
}

// The extensions of this url.
std::vector<const bj::object*> extensions(const bj::object& object, std::string_view url) {
  std::vector<const bj::object*> out;
  for (const bj::value& one : json::list_at(object, "extension"))
    if (one.is_object() && json::text_at(one.as_object(), "url") == url)
      out.push_back(&one.as_object());
  return out;
}
std::optional<double> number_of(const bj::object& object, std::string_view url) {
  for (const bj::object* one : extensions(object, url))
    for (const char* key : {"valueDecimal", "valueInteger"})
      if (auto value = number_at(*one, key)) return value;
  return std::nullopt;
}
std::string text_of(const bj::object& object, std::string_view url) {
  for (const bj::object* one : extensions(object, url))
    for (const char* key : {"valueString", "valueCode"})
      if (std::string text = json::text_at(*one, key); !text.empty()) return text;
  return {};
}

// A text with its translations (`_text` beside it); in the one language where there is no other.
Words words_at(const bj::object& object, const std::string& key) {
  Words out;
  std::string text = json::text_at(object, key);
  out.en = out.fr = text;
  const bj::value* beside = object.if_contains("_" + key);
  if (beside == nullptr || !beside->is_object()) return out;
  for (const bj::object* one : extensions(beside->as_object(), kTranslationUrl)) {
    std::string language = text_of(*one, "lang"), content = text_of(*one, "content");
    if (content.empty()) continue;
    if (language.starts_with("fr")) out.fr = content;
    if (language.starts_with("en")) out.en = content;
  }
  return out;
}

struct Parsing {
  Questionnaire out;
  std::set<std::string> links;
};

Done read_options(const bj::object& object, const std::string& at, QuestionnaireItem& item) {
  const bj::array& options = json::list_at(object, "answerOption");
  if (options.size() > kMostOptions) return malformed(at + "/answerOption", "too many options");
  for (std::size_t i = 0; i < options.size(); ++i) {
    std::string here = at + "/answerOption/" + std::to_string(i);
    if (!options[i].is_object()) return malformed(here, "an object is wanted");
    const bj::object& option = options[i].as_object();
    care::QuestionnaireOption one;
    std::optional<double> points = number_of(option, kOrdinalUrl);
    if (const bj::value* coding = option.if_contains("valueCoding");
        coding != nullptr && coding->is_object()) {
      one.code = json::text_at(coding->as_object(), "code");
      one.text = words_at(coding->as_object(), "display");
      if (!points) points = number_of(coding->as_object(), kOrdinalUrl);
    } else if (auto whole = number_at(option, "valueInteger")) {
      one.code = std::to_string(std::llround(*whole));
      one.text = {one.code, one.code};
      if (!points) points = whole;
    }
    if (one.code.empty()) return malformed(here, "valueCoding with a code or valueInteger");
    if (!points) return malformed(here, "its points: the ordinalValue extension");
    if (one.text.en.empty()) one.text = {one.code, one.code};
    one.points = *points;
    item.options.push_back(std::move(one));
  }
  if (item.options.empty()) return malformed(at + "/answerOption", "a choice has options");
  auto by_points = [](auto& a, auto& b) { return a.points < b.points; };
  auto [low, high] = std::minmax_element(item.options.begin(), item.options.end(), by_points);
  item.low = low->points;
  item.high = high->points;
  return {};
}

Done read_number(const bj::object& object, const std::string& at, const std::string& type,
                 QuestionnaireItem& item) {
  auto low = number_of(object, "http://hl7.org/fhir/StructureDefinition/minValue");
  auto high = number_of(object, "http://hl7.org/fhir/StructureDefinition/maxValue");
  if (!low || !high) return malformed(at, "a number has minValue and maxValue extensions");
  if (*low >= *high) return malformed(at, "minValue is below maxValue");
  item.low = *low;
  item.high = *high;
  item.whole = type == "integer";
  return {};
}

Done read_items(Parsing& reading, const bj::object& parent, const std::string& at, int depth);

// FHIR R4 (extensibility, 2.4.0.2): who does not know a modifier extension does not use what it
// stands in.
Done check_modifiers(const bj::object& object, const std::string& at) {
  if (!object.contains("modifierExtension")) return {};
  return malformed(at + "/modifierExtension", "a change of meaning that is not known here");
}

Done read_item(Parsing& reading, const bj::object& object, const std::string& at, int depth) {
  FASCIA_TRY_DONE(check_modifiers(object, at));
  std::string type = json::text_at(object, "type");
  if (type == "group") return read_items(reading, object, at, depth + 1);
  if (type == "display") return {};
  QuestionnaireItem item;
  item.link = json::text_at(object, "linkId");
  if (item.link.empty()) return malformed(at, "linkId");
  if (!reading.links.insert(item.link).second) return malformed(at, "linkId stands twice");
  item.text = words_at(object, "text");
  if (item.text.en.empty()) return malformed(at, "text");
  const bj::value* required = object.if_contains("required");
  item.required = required != nullptr && required->is_bool() && required->as_bool();
  if (object.contains("enableWhen") || object.contains("item"))
    return malformed(at, "items that depend on others cannot be scored");
  if (type == "choice") {
    FASCIA_TRY_DONE(read_options(object, at, item));
  } else if (type == "integer" || type == "decimal") {
    FASCIA_TRY_DONE(read_number(object, at, type, item));
  } else if (type == "boolean") {
    item.options = {{"no", {"No", "Non"}, 0}, {"yes", {"Yes", "Oui"}, 1}};
    item.high = 1;
  } else {
    return malformed(at, "type " + type + " has no points");
  }
  if (reading.out.items.size() == kMostItems) return malformed(at, "too many items");
  reading.out.items.push_back(std::move(item));
  return {};
}

Done read_items(Parsing& reading, const bj::object& parent, const std::string& at, int depth) {
  if (depth > kDeepest) return malformed(at, "groups nest too deep");
  const bj::array& items = json::list_at(parent, "item");
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string here = at + "/item/" + std::to_string(i);
    if (!items[i].is_object()) return malformed(here, "an object is wanted");
    FASCIA_TRY_DONE(read_item(reading, items[i].as_object(), here, depth));
  }
  return {};
}

Done read_scoring(Parsing& reading, const bj::object& top) {
  Questionnaire& out = reading.out;
  auto found = extensions(top, kScoringUrl);
  if (found.size() != 1) return malformed("/extension", "one scoring extension");
  const bj::object& scoring = *found.front();
  std::string method = text_of(scoring, "method");
  if (method != "sum" && method != "mean") return malformed("/extension", "method: sum or mean");
  out.method = method == "sum" ? Questionnaire::Method::sum : Questionnaire::Method::mean;
  out.licence = text_of(scoring, "licence");
  if (out.licence.find_first_not_of(" \t\r\n") == std::string::npos)
    return invalid("/extension", "questionnaire_unlicensed");
  out.higher_is_better = text_of(scoring, "direction") == "higher-is-better";
  out.mdc = number_of(scoring, "least-change");
  if (auto least = number_of(scoring, "least-items")) {
    out.least_items = static_cast<int>(*least);
    if (out.least_items < 1 || out.least_items > static_cast<int>(out.items.size()))
      return malformed("/extension", "least-items: 1 to the number of items");
  }
  for (const bj::object* one : extensions(scoring, "reverse")) {
    std::string link = json::text_at(*one, "valueString");
    auto item = std::find_if(out.items.begin(), out.items.end(),
                             [&](const QuestionnaireItem& i) { return i.link == link; });
    if (item == out.items.end()) return malformed("/extension", "reverse: no item " + link);
    item->reversed = true;
  }
  for (const bj::object* one : extensions(scoring, "cut-off")) {
    auto from = number_of(*one, "from");
    Words words{text_of(*one, "words"), text_of(*one, "words-fr")};
    if (!from || words.en.empty()) return malformed("/extension", "cut-off: from and words");
    if (words.fr.empty()) words.fr = words.en;
    if (!out.cut_offs.empty() && out.cut_offs.back().from >= *from)
      return malformed("/extension", "cut-offs rise");
    if (*from < out.lowest() || *from > out.highest())
      return malformed("/extension", "cut-off: from lies outside the scores");
    out.cut_offs.push_back({*from, std::move(words)});
  }
  return {};
}

bool is_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '.';
  });
}

}  // namespace

Result<Questionnaire> read_questionnaire(std::string_view text) {
  FASCIA_TRY(bj::value value, json::read(text));
  if (!value.is_object() || json::text_at(value.as_object(), "resourceType") != "Questionnaire")
    return malformed("/resourceType", "Questionnaire");
  const bj::object& top = value.as_object();
  Parsing reading;
  reading.out.id = json::text_at(top, "id");
  if (!is_id(reading.out.id)) return malformed("/id", "letters, digits, dots and dashes");
  FASCIA_TRY_DONE(check_modifiers(top, ""));
  std::string status = json::text_at(top, "status");
  if (status == "retired") return invalid("/status", "questionnaire_retired");
  if (!status.empty() && status != "active" && status != "draft" && status != "unknown")
    return malformed("/status", "draft, active, retired or unknown");
  reading.out.version = json::text_at(top, "version");
  reading.out.title = words_at(top, "title");
  if (reading.out.title.en.empty()) return malformed("/title", "a text");
  FASCIA_TRY_DONE(read_items(reading, top, "", 0));
  if (reading.out.items.empty()) return malformed("/item", "nothing is asked");
  FASCIA_TRY_DONE(read_scoring(reading, top));
  return std::move(reading.out);
}

}  // namespace fascia::interop
