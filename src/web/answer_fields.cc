// SPDX-License-Identifier: Apache-2.0
#include "web/answer_fields.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>

#include "page/body_map.h"

namespace fascia::web {
namespace {

namespace bj = boost::json;
using care::Kind;
using care::Question;

constexpr int kPlaces = 3;  // fields of a "where" question
constexpr int kYears = 15;

std::string say(const FieldOf& f, const care::Words& words) {
  return care::in_language(words, page::code(f.language));
}

const care::Answer* answer_of(const FieldOf& f) {
  auto at = f.answers.find(f.question.id);
  return at == f.answers.end() ? nullptr : &at->second;
}

bool said(const FieldOf& f, care::Said what) {
  const care::Answer* answer = answer_of(f);
  const auto* value = answer == nullptr ? nullptr : std::get_if<care::Said>(answer);
  return value != nullptr && *value == what;
}

bool ticked(const FieldOf& f, const std::string& value) {
  const care::Answer* answer = answer_of(f);
  if (answer == nullptr) return false;
  if (const auto* one = std::get_if<std::string>(answer)) return *one == value;
  if (const auto* many = std::get_if<std::vector<std::string>>(answer))
    return std::find(many->begin(), many->end(), value) != many->end();
  return false;
}

void fill_date(page::View& view, const FieldOf& f) {
  std::string year, month, day;
  const care::Answer* answer = answer_of(f);
  if (const auto* date = answer == nullptr ? nullptr : std::get_if<care::SaidDate>(answer)) {
    year = date->text.substr(0, 4);
    if (date->text.size() >= 7) month = date->text.substr(5, 2);
    if (date->text.size() >= 10) day = date->text.substr(8, 2);
  }
  view.set("q_day", day);
  view.list("q_months").list("q_years");
  for (int m = 1; m <= 12; ++m) {
    std::string value = (m < 10 ? "0" : "") + std::to_string(m);
    view.add("q_months")
        .set("month_value", value)
        .set("month_text", page::text(f.language, "words.month_" + std::to_string(m)))
        .show("month_chosen", month == value);
  }
  int now = std::stoi(to_iso(f.today).substr(0, 4));
  for (int y = now; y > now - kYears; --y)
    view.add("q_years")
        .set("year_value", std::to_string(y))
        .show("year_chosen", year == std::to_string(y));
}

void fill_places(page::View& view, const FieldOf& f, bool all_places) {
  view.list("q_places_of");
  const care::Answer* answer = answer_of(f);
  const auto* marked = answer == nullptr ? nullptr : std::get_if<std::vector<care::Region>>(answer);
  // All that came along is shown, because what is sent replaces it.
  const int shown =
      marked == nullptr ? kPlaces : std::max(kPlaces, static_cast<int>(marked->size()));
  for (int i = 0; i < shown; ++i) {
    bool has = marked != nullptr && static_cast<std::size_t>(i) < marked->size();
    std::string chosen = has ? (*marked)[static_cast<std::size_t>(i)].text() : std::string();
    page::View& one = view.add("q_places_of");
    one.set("place_number", i + 1).set("place_kept", chosen);
    one.list("place_options");
    if (!all_places) continue;
    for (const care::Region& region : page::body_regions())
      one.add("place_options")
          .set("option_value", region.text())
          .set("option_text", page::region_text(f.language, region))
          .show("option_chosen", region.text() == chosen);
  }
}

// The signs of a line, each list under its own words; the first words are the legend.
void fill_signs(page::View& view, const FieldOf& f) {
  const care::Section* section =
      f.question.is_line() ? f.protocol.section(f.question.section) : nullptr;
  view.show("q_line", section != nullptr);
  view.set("q_title", section == nullptr ? "" : say(f, section->title));
  view.set("q_stem", section == nullptr ? "" : say(f, section->ask.front().stem));
  view.list("q_lists");
  if (section == nullptr) return;
  for (const care::SignList& list : section->ask) {
    page::View& one = view.add("q_lists");
    one.set("list_stem", say(f, list.stem)).show("list_next", &list != &section->ask.front());
    one.list("list_signs");
    for (const care::Words& sign : list.signs) one.add("list_signs").set("sign", say(f, sign));
  }
}

// The JSON value that the intake's reader knows, from the fields of a form.
bj::value value_of(const http::Form& form, const Question& q) {
  std::vector<std::string> given = form.all("q-" + q.id);
  std::erase(given, "");
  if (q.kind == Kind::date) {
    std::string text = form.get("q-" + q.id + ".y");
    std::string month = form.get("q-" + q.id + ".m"), day = form.get("q-" + q.id + ".d");
    if (!text.empty() && !month.empty()) {
      text += '-' + month;
      if (!day.empty()) text += (day.size() == 1 ? "-0" : "-") + day;
    }
    if (!text.empty()) return bj::string(text);
  }
  if (given.empty()) return nullptr;
  // Said alone they are the answer; beside something else, that counts.
  for (const char* said : {"not_sure", "rather_not_say"}) {
    if (given.size() == 1 && given.front() == said) return bj::string(said);
    std::erase(given, said);
  }
  if (given.empty()) return bj::string("not_sure");
  if (q.kind == Kind::number) {
    std::string text = given.front();
    std::replace(text.begin(), text.end(), ',', '.');
    double number = 0;
    auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (bad != std::errc() || end != text.data() + text.size()) return bj::string(text);
    return number;
  }
  if (q.kind == Kind::multi || q.kind == Kind::regions) {
    bj::array many;
    for (const std::string& text : given) many.emplace_back(text);
    return many;
  }
  return bj::string(given.front());
}

std::string number_text(double number) {
  auto whole = static_cast<long>(number);
  if (static_cast<double>(whole) == number) return std::to_string(whole);
  std::string text = std::to_string(number);
  return text.substr(0, text.find('.') + 2);
}

}  // namespace

void fill_question(page::View& view, const FieldOf& f, bool all_places) {
  const Question& q = f.question;
  care::Words why = care::why_asked(f.protocol, q);
  view.set("q_id", q.id).set("q_text", say(f, q.text)).set("q_why", say(f, why));
  view.show("q_has_why", !why.en.empty() && !q.is_detail());
  view.show("q_one", q.kind == Kind::tri || q.kind == Kind::choice);
  view.show("q_many", q.kind == Kind::multi).show("q_places", q.kind == Kind::regions);
  view.show("q_number", q.kind == Kind::number).show("q_date", q.kind == Kind::date);
  view.show("q_unsure", said(f, care::Said::not_sure));
  view.show("q_silent", said(f, care::Said::rather_not_say));
  view.show("q_long_ago", said(f, care::Said::long_ago));
  view.set("q_unit", q.unit);
  const care::Answer* answer = answer_of(f);
  const auto* number = answer == nullptr ? nullptr : std::get_if<double>(answer);
  view.set("q_typed", number == nullptr ? std::string() : number_text(*number));
  fill_signs(view, f);
  fill_date(view, f);
  fill_places(view, f, all_places);
}

void fill_alarm_options(page::View& view, const FieldOf& f,
                        const std::function<std::string(const std::string&)>& alarm_of) {
  view.list("q_options");
  auto option = [&](const std::string& value, const std::string& text, bool chosen,
                    const std::string& alarm) {
    view.add("q_options")
        .set("option_value", value)
        .set("option_text", text)
        .show("option_chosen", chosen)
        .set("option_alarm", alarm);
  };
  const Question& q = f.question;
  auto word = [&](const char* id) { return page::text(f.language, id); };
  if (q.is_line()) {
    option("no", word("assess.none_listed"), said(f, care::Said::no), "");
    option("yes", word("assess.one_or_more"), said(f, care::Said::yes), "");
  } else if (q.kind == Kind::tri) {
    std::string alarm = alarm_of("yes");
    option("yes", word("assess.yes"), said(f, care::Said::yes), q.yes_is_safe ? "" : alarm);
    option("no", word("assess.no"), said(f, care::Said::no), q.yes_is_safe ? alarm : "");
  }
  if (q.kind == Kind::choice || q.kind == Kind::multi)
    for (const auto& o : q.options) option(o.id, say(f, o.text), ticked(f, o.id), alarm_of(o.id));
  // "None fits" is no answer to a detail that decides about safety: there it is "not sure".
  bool must_fit = q.is_detail() && q.gate == care::Gate::safety;
  if (q.kind == Kind::choice && !must_fit &&
      std::none_of(q.options.begin(), q.options.end(), [](const auto& o) { return o.id == "no"; }))
    option("none", word(q.is_detail() ? "assess.none_fits" : "assess.no"), ticked(f, "none"), "");
  if (q.kind == Kind::multi) {
    const care::Answer* answer = answer_of(f);
    const auto* many = answer == nullptr ? nullptr : std::get_if<std::vector<std::string>>(answer);
    option("none", word("assess.none_of_them"), many != nullptr && many->empty(), "");
  }
  if (q.kind == Kind::tri || q.kind == Kind::choice || q.kind == Kind::multi) {
    option("not_sure", word("assess.not_sure"), said(f, care::Said::not_sure), "");
    option("rather_not_say", word("assess.rather_not_say"), said(f, care::Said::rather_not_say),
           "");
  }
}

Result<std::optional<care::Answer>> read_field(const http::Form& form, const Question& q,
                                               const care::Protocol& protocol, Date today) {
  bj::value value = value_of(form, q);
  if (value.is_null()) return std::optional<care::Answer>();
  // "None" beside something that was ticked: what was ticked counts.
  if (q.kind == Kind::multi && value.is_array() && value.get_array().size() > 1)
    for (auto at = value.get_array().begin(); at != value.get_array().end();)
      at = at->is_string() && at->get_string() == "none" ? value.get_array().erase(at) : at + 1;
  auto answer = care::read_answer(q, value, protocol, q.id);
  if (!answer) {
    // Words for programs ("wanted: YYYY-MM") are no help to a person.
    if (q.kind == Kind::date) return invalid(q.id, "intake_date");
    if (q.kind == Kind::number && answer.error().message == "intake_value")
      return invalid(q.id, "number_wanted");
    return answer.error();
  }
  if (const auto* date = std::get_if<care::SaidDate>(&*answer)) {
    auto past = care::read_said_date(date->text, today);
    if (!past) return invalid(q.id, "date_in_future");
    *answer = *std::move(past);
  }
  return std::optional<care::Answer>(std::move(*answer));
}

}  // namespace fascia::web
