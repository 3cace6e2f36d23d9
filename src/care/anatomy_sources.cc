// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <tuple>

#include "care/anatomy.h"

// Sheet b 5b. Weights are quarters and everything stays whole numbers until the end, so that a tie
// is a tie on every machine.
namespace fascia::care {
namespace {

using Marks = std::map<std::string, int, std::less<>>;  // region -> intensity, of one side

Marks marks_of(const std::vector<Pain>& pains, Side side) {
  Marks marks;
  for (const Pain& pain : pains) {
    if (pain.region.side != side && pain.region.side != Side::midline) continue;
    int& mark = marks[pain.region.id];
    mark = std::max(mark, std::clamp(pain.intensity, 1, 10));
  }
  return marks;
}

int weight(const Muscle& muscle, std::string_view region) {
  auto found = muscle.referral.find(region);
  int best = found == muscle.referral.end() ? 0 : found->second;
  for (std::size_t i = 0; i < muscle.locations.size(); ++i) {
    if (muscle.locations[i] == region) best = std::max(best, i == 0 ? 3 : 2);
  }
  return best;
}

struct Scored {
  const Muscle* muscle = nullptr;
  Side side = Side::left;
  std::int64_t explained = 0;  // C = explained / marked
  std::int64_t marked = 1;
  std::int64_t inside = 0;  // P = inside / whole
  std::int64_t whole = 1;
  int essential = 0;  // essential zones that are marked
  int tenths = 0;

  double coverage() const { return static_cast<double>(explained) / static_cast<double>(marked); }
  double fit() const { return static_cast<double>(inside) / static_cast<double>(whole); }
};

Scored score(const Muscle& muscle, Side side, const Marks& marks) {
  Scored scored;
  scored.muscle = &muscle;
  scored.side = side;
  scored.marked = 0;
  for (const auto& [region, intensity] : marks) {
    int quarters = weight(muscle, region);
    scored.explained += std::int64_t{intensity} * quarters;
    scored.marked += std::int64_t{intensity} * 4;
    scored.inside += quarters;
  }
  scored.whole = scored.inside;
  for (const auto& [region, quarters] : muscle.referral) {
    if (quarters != 4) continue;
    if (marks.count(region) != 0) {
      ++scored.essential;
    } else {
      scored.whole += 4;
    }
  }
  if (scored.inside == 0) return scored;
  // 1000 * prior * 2CP / (C + P) with prior in percent.
  std::int64_t over = 20 * muscle.prior * scored.explained * scored.inside;
  std::int64_t under = scored.explained * scored.whole + scored.inside * scored.marked;
  scored.tenths = static_cast<int>((2 * over + under) / (2 * under));
  return scored;
}

bool before(const Scored& a, const Scored& b) {
  if (a.tenths != b.tenths) return a.tenths > b.tenths;
  std::int64_t left = a.explained * b.marked;
  std::int64_t right = b.explained * a.marked;
  if (left != right) return left > right;
  left = a.inside * b.whole;
  right = b.inside * a.whole;
  if (left != right) return left > right;
  return std::tuple(-a.essential, -a.muscle->prior, a.muscle->layer, a.muscle->id, a.side) <
         std::tuple(-b.essential, -b.muscle->prior, b.muscle->layer, b.muscle->id, b.side);
}

std::vector<Scored> scored_all(const Anatomy& anatomy, const std::vector<Pain>& pains) {
  std::vector<Scored> all;
  for (Side side : {Side::left, Side::right}) {
    Marks marks = marks_of(pains, side);
    if (marks.empty()) continue;
    for (const Muscle& muscle : anatomy.muscles) {
      Scored scored = score(muscle, side, marks);
      if (scored.inside > 0) all.push_back(scored);
    }
  }
  std::sort(all.begin(), all.end(), before);
  return all;
}

ProbableSource row_of(const Scored& scored) {
  Strength strength = scored.tenths >= 700   ? Strength::strong
                      : scored.tenths >= 500 ? Strength::possible
                                             : Strength::weak;
  return {scored.muscle->id, scored.side,  false,   scored.tenths,
          scored.coverage(), scored.fit(), strength};
}

}  // namespace

std::string_view to_string(Strength strength) {
  switch (strength) {
    case Strength::strong:
      return "strong";
    case Strength::possible:
      return "possible";
    case Strength::weak:
      break;
  }
  return "weak";
}

std::vector<ProbableSource> probable_sources(const Anatomy& anatomy,
                                             const std::vector<Pain>& pains) {
  std::vector<ProbableSource> rows;
  for (const Scored& scored : scored_all(anatomy, pains)) rows.push_back(row_of(scored));
  return rows;
}

std::vector<ProbableSource> shown_sources(const Anatomy& anatomy, const std::vector<Pain>& pains) {
  static constexpr int kHidden = 300;  // tenths
  static constexpr std::size_t kShown = 3;
  static constexpr std::size_t kMost = 6;
  static constexpr double kEqual = 1e-9;
  std::vector<ProbableSource> rows;
  for (const ProbableSource& row : probable_sources(anatomy, pains)) {
    if (row.score_tenths < kHidden) break;
    auto other = std::find_if(rows.begin(), rows.end(),
                              [&](const auto& r) { return r.muscle == row.muscle; });
    if (other != rows.end()) {
      other->both_sides = true;
      continue;
    }
    if (rows.size() < kMost) rows.push_back(row);
  }
  auto tied = [&](const ProbableSource& row) {
    const ProbableSource& third = rows[kShown - 1];
    return row.score_tenths == third.score_tenths &&
           std::abs(row.coverage - third.coverage) < kEqual &&
           std::abs(row.fit - third.fit) < kEqual;
  };
  while (rows.size() > kShown && !tied(rows.back())) rows.pop_back();
  return rows;
}

std::vector<std::string> muscles_under(const Anatomy& anatomy, const std::vector<Pain>& pains) {
  using Listed = std::tuple<bool, Layer, std::string>;
  std::vector<Listed> rows;
  for (const Muscle& muscle : anatomy.muscles) {
    bool here = false;
    bool first = false;
    for (const Pain& pain : pains) {
      for (std::size_t i = 0; i < muscle.locations.size(); ++i) {
        if (muscle.locations[i] != pain.region.id) continue;
        here = true;
        first = first || i == 0;
      }
    }
    if (here) rows.emplace_back(!first, muscle.layer, muscle.id);
  }
  std::sort(rows.begin(), rows.end());
  std::vector<std::string> ids;
  for (Listed& row : rows) ids.push_back(std::get<2>(std::move(row)));
  return ids;
}

std::vector<Pain> unexplained(const Anatomy& anatomy, const std::vector<Pain>& pains,
                              const ProbableSource& top) {
  const Muscle* muscle = anatomy.muscle(top.muscle);
  std::vector<Pain> rest;
  for (const Pain& pain : pains) {
    bool same_side =
        top.both_sides || pain.region.side == top.side || pain.region.side == Side::midline;
    bool explained = muscle != nullptr && same_side && weight(*muscle, pain.region.id) >= 3;
    if (!explained) rest.push_back(pain);
  }
  return rest;
}

}  // namespace fascia::care
