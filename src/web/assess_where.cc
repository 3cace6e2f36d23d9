// SPDX-License-Identifier: Apache-2.0
// Where it hurts and how much; since when, and what it keeps the person from doing.
#include <algorithm>

#include "page/body_map.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/assess_parts.h"

namespace fascia::web::assess {
namespace {

using clinic::VisitDraft;

constexpr std::size_t kMostWords = 300;
constexpr std::string_view kJoin = "; ";
const std::vector<std::string_view> kSince = {"days", "weeks", "months", "long", "on_off"};
const std::vector<std::string_view> kLimits = {"sleep", "sit",   "stand", "walk",  "lift",
                                               "bend",  "reach", "work",  "sport", "nothing"};

http::Response show_where(Visit& visit, const VisitDraft& draft, const std::vector<Error>& errors) {
  page::View view;
  page::set_steps(view, 3, kSteps);
  std::vector<page::BodyMark> marks;
  for (const care::Pain& pain : draft.intake.pains)
    marks.push_back({pain.region, pain.intensity, false, false, 0});
  page::set_body_map(view, visit.language, marks);
  view.show("for_other", draft.for_whom == "child" || draft.for_whom == "other");
  view.show("no_pain_on", draft.no_pain);
  view.show("has_last", draft.last_day && !draft.last.pains.empty());
  if (draft.last_day) view.set("last_day", page::day_text(visit.language, *draft.last_day));
  view.list("last_places");
  for (const care::Pain& pain : draft.last.pains)
    view.add("last_places")
        .set("last_place", page::region_text(visit.language, pain.region))
        .set("last_number", static_cast<std::int64_t>(pain.intensity));
  std::vector<page::Wrong> wrongs;
  for (const Error& e : errors) wrongs.push_back({e.field, page::error_text(visit.language, e)});
  page::set_wrongs(view, wrongs);
  return show(visit, "assess-where", std::move(view), errors.empty() ? 200 : 422);
}

// 1 to 10; 0 when nothing was said, -1 when it is no such number.
int pain_of(const std::string& typed) {
  if (typed.empty() || typed == "0") return 0;
  if (typed.size() == 1 && typed[0] >= '1' && typed[0] <= '9') return typed[0] - '0';
  return typed == "10" ? 10 : -1;
}

std::string field_of(const std::string& region) { return "place-" + region; }

// What the client's words hold of the choices in either language: a switch of language keeps them.
std::vector<std::string> chosen_in(std::string_view words, std::string_view prefix,
                                   const std::vector<std::string_view>& options, std::string& own) {
  std::vector<std::string> chosen;
  own.clear();
  for (std::size_t from = 0; from <= words.size();) {
    std::size_t end = std::min(words.find(kJoin, from), words.size());
    std::string part(words.substr(from, end - from));
    from = end + kJoin.size();
    bool known = false;
    for (std::string_view option : options)
      for (page::Language language : page::kLanguages)
        if (!known && page::text(language, std::string(prefix) + std::string(option)) == part) {
          chosen.emplace_back(option);
          known = true;
        }
    if (!known && !part.empty()) own += (own.empty() ? "" : std::string(kJoin)) + part;
  }
  return chosen;
}

std::string joined(const Visit& visit, std::string_view prefix,
                   const std::vector<std::string_view>& options,
                   const std::vector<std::string>& chosen, std::string own) {
  std::string out;
  auto put = [&](const std::string& text) {
    if (!text.empty()) out += (out.empty() ? "" : std::string(kJoin)) + text;
  };
  for (std::string_view option : options)
    if (std::find(chosen.begin(), chosen.end(), option) != chosen.end())
      put(visit.say(std::string(prefix) + std::string(option)));
  put(cut_text(std::move(own), kMostWords));
  return out;
}

void set_choice(const Visit& visit, page::View& view, std::string_view name,
                std::string_view prefix, const std::vector<std::string_view>& options,
                const std::vector<std::string>& chosen, std::string_view error) {
  std::vector<page::Option> all;
  for (std::string_view option : options)
    all.push_back({std::string(option), visit.say(std::string(prefix) + std::string(option))});
  page::set_options(view, name, all, chosen, error);
}

http::Response show_since(Visit& visit, const VisitDraft& draft, const Error* error) {
  page::View view;
  page::set_steps(view, 3, kSteps);
  std::string own;
  auto since = chosen_in(draft.intake.since, "assess.since_", kSince, own);
  set_choice(visit, view, "since", "assess.since_", kSince, since,
             error != nullptr ? page::error_text(visit.language, *error) : std::string());
  view.set("since_words", own);
  auto limits = chosen_in(draft.intake.function, "assess.limit_", kLimits, own);
  set_choice(visit, view, "limits", "assess.limit_", kLimits, limits, {});
  view.set("limits_words", own);
  page::set_wrongs(view, wrongs_of(visit, error));
  return show(visit, "assess-since", std::move(view), error != nullptr ? 422 : 200);
}

}  // namespace

http::Response where_page(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  if (!draft.consent) return go(visit, "/assess");
  return show_where(visit, draft, {});
}

http::Response post_where(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  if (!draft.consent) return go(visit, "/assess");
  const std::string last = visit.form.get("last");
  if ((last == "same" || last == "mark") && !draft.last.pains.empty()) {
    draft.intake.pains = draft.last.pains;
    draft.no_pain = false;
    // Marked alone, they are on the map to be changed, and are sent with it.
    return last == "same" ? go_on(visit, draft) : show_where(visit, draft, {});
  }
  draft.intake.pains.clear();
  draft.no_pain = visit.form.has("no_pain");
  std::vector<Error> errors;
  auto say = [&](const care::Region& region) {
    errors.push_back(invalid(field_of(region.text()), "place_pain_missing",
                             {{"place", page::region_text(visit.language, region)}}));
  };
  std::vector<std::string> ticked = visit.form.all("region");
  for (const care::Region& region : page::body_regions()) {
    const std::string id = region.text();
    const std::string typed = visit.form.get("pain." + id);
    const bool on = std::find(ticked.begin(), ticked.end(), id) != ticked.end();
    int pain = pain_of(typed);
    // A number beside a box that was not ticked is an answer all the same.
    if (pain < 0 || (on && pain == 0 && typed.empty())) say(region);
    if (on || pain > 0) draft.intake.pains.push_back({region, std::max(pain, 0)});
  }
  if (draft.intake.pains.empty() && !draft.no_pain)
    errors.push_back(invalid("map", "place_missing"));
  if (!errors.empty()) return show_where(visit, draft, errors);
  std::erase_if(draft.intake.pains, [](const care::Pain& pain) { return pain.intensity == 0; });
  if (draft.intake.pains.empty()) draft.no_pain = true;
  if (!draft.intake.pains.empty()) draft.no_pain = false;
  return go_on(visit, draft);
}

http::Response since_page(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  if (!draft.consent) return go(visit, "/assess");
  return show_since(visit, draft, nullptr);
}

http::Response post_since(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  if (!draft.consent) return go(visit, "/assess");
  draft.intake.since = joined(visit, "assess.since_", kSince, visit.form.all("since"),
                              visit.form.get("since_words"));
  draft.intake.function = joined(visit, "assess.limit_", kLimits, visit.form.all("limits"),
                                 visit.form.get("limits_words"));
  if (draft.intake.since.empty()) {
    Error error = invalid("since", "since_missing");
    return show_since(visit, draft, &error);
  }
  return go_on(visit, draft);
}

}  // namespace fascia::web::assess
