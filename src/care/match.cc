// SPDX-License-Identifier: Apache-2.0
#include "care/match.h"

#include <algorithm>
#include <limits>

namespace fascia::care {
namespace {

constexpr int kMeasuredCases = 20;  // R11
constexpr int kTreatedCases = 10;   // R11

using Args = std::vector<std::pair<std::string, std::string>>;

struct Weighing {
  const MatchRules& rules;
  const MatchInput& input;
  Ranked& ranked;
  std::vector<std::pair<int, MatchReason>> found;

  int weight(std::string_view id) const {
    auto entry = rules.weights.find(id);
    return entry == rules.weights.end() ? 0 : entry->second;
  }
  void reason(int points, std::string_view id, const Args& args = {}) {
    ranked.points += points;
    found.emplace_back(points, MatchReason{std::string(id), args, filled(id, args)});
  }
  Words filled(std::string_view id, const Args& args) const {
    auto entry = rules.texts.find(id);
    Words words = entry == rules.texts.end() ? Words{} : entry->second;
    for (const auto& [name, value] : args) {
      std::string hole = '{' + name + '}';
      for (std::string* text : {&words.en, &words.fr}) {
        auto at = text->find(hole);
        if (at != std::string::npos) text->replace(at, hole.size(), value);
      }
    }
    return words;
  }

  // What the client asked for or felt. Staff hear one word for all of it, with the same points, so
  // that nothing points at an answer about comfort.
  void wishes(const Candidate& candidate) {
    const Wishes& wishes = input.wishes;
    bool staff = input.audience == Audience::staff;
    int hidden = 0;
    auto wish = [&](std::string_view id, bool fits) {
      if (!fits) return;
      if (staff) {
        hidden += weight(id);
      } else {
        reason(weight(id), id);
      }
    };
    wish("named", wishes.named == candidate.id && !wishes.named.empty());
    wish("comfortable", wishes.comfortable_with.count(candidate.id) != 0);
    wish("gender", !wishes.gender.empty() && wishes.gender == candidate.gender);
    if (hidden > 0) reason(hidden, "fits_wishes");
    if (!wishes.language.empty() && candidate.languages.count(wishes.language) != 0) {
      reason(weight("language"), "language", {{"language", wishes.language}});
    }
  }

  void experience(const Candidate& candidate) {
    if (candidate.measured >= kMeasuredCases) {
      std::string_view band = to_string(candidate.band);
      reason(weight(band), band, {{"count", std::to_string(candidate.measured)}});
    }
    if (candidate.treated >= kTreatedCases) {
      reason(weight("treated"), "treated", {{"count", std::to_string(candidate.treated)}});
    }
    static constexpr int kYearsThatCount = 15;
    int years = std::clamp(candidate.experience_years, 0, kYearsThatCount);
    if (years > 0) {
      reason(years * weight("experience_year"), "experience_year",
             {{"years", std::to_string(candidate.experience_years)}});
    }
    reason(weight("trained"), "trained");
  }

  void done() {
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [points, one] : found) ranked.reasons.push_back(std::move(one));
  }
};

std::string_view why_not(const MatchInput& input, const Candidate& candidate) {
  if (candidate.services.count(input.service) == 0) return "match.not_offered";
  for (const std::string& technique : input.techniques) {
    if (candidate.techniques.count(technique) == 0) return "match.not_trained";
  }
  if (!candidate.credential_until || *candidate.credential_until < input.day) {
    return "match.credential";
  }
  const Wishes& wishes = input.wishes;
  bool other_gender =
      wishes.gender_needed && !wishes.gender.empty() && wishes.gender != candidate.gender;
  if (other_gender || wishes.rather_not.count(candidate.id) != 0) return "match.wish";
  return {};
}

std::int64_t first_start(const std::vector<Instant>& starts) {
  return starts.empty() ? std::numeric_limits<std::int64_t>::max() : starts.front().seconds;
}

}  // namespace

std::string_view to_string(Band band) {
  switch (band) {
    case Band::below:
      return "below";
    case Band::above:
      return "above";
    case Band::not_clearly_different:
      break;
  }
  return "not_clearly_different";
}

Ranking rank(const PlanProtocol& protocol, const MatchInput& input) {
  Ranking ranking;
  for (const Candidate& candidate : input.candidates) {
    std::string_view why = why_not(input, candidate);
    if (!why.empty()) {
      // Left out for the client's own reasons: nobody is told.
      if (why != "match.wish") ranking.unlisted.push_back({candidate.id, std::string(why)});
      continue;
    }
    Ranked ranked;
    ranked.therapist = candidate.id;
    ranked.next_starts = candidate.next_starts;
    std::sort(ranked.next_starts.begin(), ranked.next_starts.end());
    Weighing weighing{protocol.match, input, ranked, {}};
    weighing.wishes(candidate);
    weighing.experience(candidate);
    weighing.done();
    ranking.listed.push_back(std::move(ranked));
  }
  std::sort(ranking.listed.begin(), ranking.listed.end(), [](const Ranked& a, const Ranked& b) {
    if (a.points != b.points) return a.points > b.points;
    if (first_start(a.next_starts) != first_start(b.next_starts)) {
      return first_start(a.next_starts) < first_start(b.next_starts);
    }
    return a.therapist < b.therapist;
  });
  for (std::size_t i = 0; i < ranking.listed.size(); ++i) {
    Ranked& one = ranking.listed[i];
    one.rank = static_cast<int>(i) + 1;
    bool earlier = i + 1 < ranking.listed.size() && one.points == ranking.listed[i + 1].points &&
                   first_start(one.next_starts) < first_start(ranking.listed[i + 1].next_starts);
    if (earlier) {
      Weighing words{protocol.match, input, one, {}};
      one.reasons.push_back({"earlier", {}, words.filled("earlier", {})});
    }
  }
  return ranking;
}

std::vector<std::string> needed_techniques(const Plan& plan) {
  std::set<std::string> ids;
  for (const Segment& segment : plan.segments) {
    for (const WorkedPlace& place : segment.places) {
      ids.insert(place.techniques.begin(), place.techniques.end());
    }
  }
  return {ids.begin(), ids.end()};
}

}  // namespace fascia::care
