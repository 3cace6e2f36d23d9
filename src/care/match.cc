// SPDX-License-Identifier: Apache-2.0
#include "care/match.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
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
    found.emplace_back(points, MatchReason{std::string(id), points, args, filled(id, args)});
  }
  Words filled(std::string_view id, const Args& args) const {
    return filled(rules.texts, id, args);
  }
  static Words filled(const std::map<std::string, Words, std::less<>>& texts, std::string_view id,
                      const Args& args) {
    auto entry = texts.find(id);
    Words words = entry == texts.end() ? Words{} : entry->second;
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
      // In whole tens: a number that names the last client says more than it knows.
      int tens = candidate.treated - candidate.treated % kTreatedCases;
      reason(weight("treated"), "treated", {{"count", std::to_string(tens)}});
    }
    static constexpr int kYearsThatCount = 15;
    int years = std::clamp(candidate.experience_years, 0, kYearsThatCount);
    if (years > 0) {
      reason(years * weight("experience_year"), "experience_year",
             {{"years", std::to_string(candidate.experience_years)}});
    }
    reason(weight("trained"), "trained");
    if (candidate.training_hours > 0)
      reason(0, "training_hours", {{"hours", std::to_string(candidate.training_hours)}});
  }

  // A therapist's hands are protected: room for deep work counts a little.
  void load(const Candidate& candidate) {
    if (candidate.deep_limit <= 0) return;
    int left = std::clamp(candidate.deep_limit - candidate.deep_booked, 0, candidate.deep_limit);
    int points = weight("rested") * left / candidate.deep_limit;
    if (points == 0) return;
    reason(points, "rested",
           {{"booked", std::to_string(candidate.deep_booked)},
            {"limit", std::to_string(candidate.deep_limit)}});
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

// FNV-1a: spreads the questions evenly and decides nothing that must not be guessed.
std::uint64_t spread(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash ^ (hash >> 29);
}

// Nobody is passed over whom this client asked for or knows.
bool may_explore(const MatchRules& rules, const MatchInput& input) {
  const Wishes& wishes = input.wishes;
  bool personal = !wishes.named.empty() || !wishes.comfortable_with.empty();
  return rules.one_in > 0 && !personal && !input.question.empty() &&
         spread(input.question) % static_cast<unsigned>(rules.one_in) == 0;
}

// One question in so many is led by somebody who is new here, if they are suited nearly as well.
void give_new_their_share(const MatchRules& rules, const MatchInput& input,
                          std::vector<Ranked>& listed) {
  if (listed.size() < 2 || !may_explore(rules, input)) return;
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    auto known = std::find_if(input.candidates.begin(), input.candidates.end(),
                              [&](const Candidate& c) { return c.id == listed[i].therapist; });
    bool near = listed[0].points - listed[i].points <= rules.most_points;
    if (known->people < rules.new_below && near && !listed[i].next_starts.empty()) {
      fresh.push_back(i);
    }
  }
  if (fresh.empty() || fresh.front() == 0) return;
  std::uint64_t turn = spread(input.question + '.') % fresh.size();
  Ranked& chosen = listed[fresh[turn]];
  int points = listed[0].points - chosen.points + 1;
  Weighing words{rules, input, chosen, {}};
  chosen.points += points;
  chosen.reasons.insert(chosen.reasons.begin(),
                        MatchReason{"new", points, {}, words.filled("new", {})});
  std::rotate(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(fresh[turn]),
              listed.begin() + static_cast<std::ptrdiff_t>(fresh[turn]) + 1);
}

constexpr std::size_t kMostNamed = 3;  // reasons in the sentence

Words sentence(const MatchRules& rules, const Ranked& ranked) {
  std::vector<Words> parts;
  for (const MatchReason& reason : ranked.reasons) {
    if (parts.size() == kMostNamed) break;
    if (reason.points < 0) continue;
    parts.push_back(Weighing::filled(rules.shorts, reason.id, reason.args));
  }
  Words joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    bool last = i > 0 && i + 1 == parts.size();
    joined.en += (i == 0 ? "" : last ? ' ' + rules.and_word.en + ' ' : ", ") + parts[i].en;
    joined.fr += (i == 0 ? "" : last ? ' ' + rules.and_word.fr + ' ' : ", ") + parts[i].fr;
  }
  Words whole = rules.sentence;
  for (auto [text, reasons] : {std::pair(&whole.en, joined.en), std::pair(&whole.fr, joined.fr)}) {
    constexpr std::string_view kHole = "{reasons}";
    auto at = text->find(kHole);
    if (at != std::string::npos) text->replace(at, kHole.size(), reasons);
  }
  return whole;
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

namespace {

bool speaks_needed(const MatchInput& input, const std::string& therapist) {
  return std::any_of(input.candidates.begin(), input.candidates.end(), [&](const Candidate& c) {
    return c.id == therapist && c.languages.count(input.wishes.language) != 0;
  });
}

// A language that is needed is a hard condition where somebody who fits speaks it.
std::vector<Ranked> take_other_language(const MatchInput& input, std::vector<Ranked>& listed) {
  if (!input.wishes.language_needed || input.wishes.language.empty()) return {};
  auto others = std::stable_partition(listed.begin(), listed.end(), [&](const Ranked& one) {
    return speaks_needed(input, one.therapist);
  });
  if (others == listed.begin()) return {};
  std::vector<Ranked> out(std::make_move_iterator(others), std::make_move_iterator(listed.end()));
  listed.erase(others, listed.end());
  return out;
}

void give_ranks(const MatchRules& rules, const MatchInput& input, std::vector<Ranked>& listed) {
  for (std::size_t i = 0; i < listed.size(); ++i) {
    Ranked& one = listed[i];
    one.rank = static_cast<int>(i) + 1;
    bool earlier = i + 1 < listed.size() && one.points == listed[i + 1].points &&
                   first_start(one.next_starts) < first_start(listed[i + 1].next_starts);
    if (earlier) {
      Weighing words{rules, input, one, {}};
      one.reasons.push_back({"earlier", 0, {}, words.filled("earlier", {})});
    }
    one.why = sentence(rules, one);
  }
}

}  // namespace

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
    weighing.load(candidate);
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
  ranking.other_language = take_other_language(input, ranking.listed);
  give_new_their_share(protocol.match, input, ranking.listed);
  give_ranks(protocol.match, input, ranking.listed);
  give_ranks(protocol.match, input, ranking.other_language);
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
