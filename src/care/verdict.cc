// SPDX-License-Identifier: Apache-2.0
#include "care/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fascia::care {
namespace {

double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

double judged(const VerdictParameters& p, const SeriesKind& kind, double value) {
  return kind.inverted ? p.low + p.high - value : value;
}

// Two unknowns (level at the start, change over a whole course), solved for all ratings below
// `use`; weights and the course stay those of the whole series.
struct Fit {
  double baseline = 0, change = 0, sd = 0;
};
Fit fit(const VerdictParameters& p, const SeriesKind& kind, const std::vector<Rating>& ratings,
        std::size_t use) {
  auto share = [&](const Rating& r) {
    return static_cast<double>(std::min(r.treatments, p.course)) / p.course;
  };
  double variance = kind.sigma * kind.sigma;
  double a11 = 1 / p.om2, a12 = 0, a22 = 1 / p.kap2, b1 = p.mu0 / p.om2, b2 = 0;
  for (std::size_t i = 0; i < use; ++i) {
    double weight = 1;
    if (ratings[i].treatments > 0) {
      weight = std::pow(p.lam, static_cast<double>(ratings.size() - 1 - i));
    } else if (i == 0 && ratings.size() > 1 && ratings[1].treatments == 0) {
      weight = p.w_int;
    }
    double w = weight / variance, h = share(ratings[i]);
    double y = judged(p, kind, ratings[i].value);
    a11 += w;
    a12 += w * h;
    a22 += w * h * h;
    b1 += w * y;
    b2 += w * h * y;
  }
  double d = a11 * a22 - a12 * a12, h = share(ratings.back());
  return {(a22 * b1 - a12 * b2) / d, (a11 * b2 - a12 * b1) / d * h, std::sqrt(a11 / d) * h};
}

// The middle of all slopes between two of the newest ratings.
double slope(const VerdictParameters& p, const SeriesKind& kind,
             const std::vector<Rating>& ratings) {
  std::size_t n = ratings.size();
  std::size_t from = n - std::min(n, static_cast<std::size_t>(p.slope_ratings));
  std::vector<double> slopes;
  for (std::size_t i = from; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      slopes.push_back((judged(p, kind, ratings[j].value) - judged(p, kind, ratings[i].value)) /
                       static_cast<double>(j - i));
    }
  }
  if (slopes.empty()) return 0;
  std::sort(slopes.begin(), slopes.end());
  std::size_t middle = slopes.size() / 2;
  if (slopes.size() % 2 == 1) return slopes[middle];
  return (slopes[middle - 1] + slopes[middle]) / 2;
}

bool rebounded(const VerdictParameters& p, const SeriesKind& kind,
               const std::vector<Rating>& ratings) {
  std::size_t n = ratings.size();
  if (n < 4) return false;
  auto pair = [&](std::size_t i) {
    return (judged(p, kind, ratings[i].value) + judged(p, kind, ratings[i + 1].value)) / 2;
  };
  double lowest = pair(0);
  for (std::size_t i = 1; i + 3 < n; ++i) lowest = std::min(lowest, pair(i));
  return pair(n - 2) - lowest >= p.rebound;
}

}  // namespace

Estimate estimate(const VerdictParameters& p, const SeriesKind& kind,
                  const std::vector<Rating>& ratings) {
  FASCIA_CHECK(!ratings.empty() && ratings.back().treatments > 0);
  Fit all = fit(p, kind, ratings, ratings.size());
  Fit before = fit(p, kind, ratings, ratings.size() - 1);
  Estimate e;
  e.baseline = all.baseline;
  e.change = all.change;
  e.sd = all.sd;
  e.least_change = std::max(p.mcid_abs, p.mcid_rel * all.baseline);
  e.p_response = normal_below((-p.f_in * e.least_change - e.change) / e.sd);
  e.p_clear = normal_below((-p.f_clear * e.least_change - e.change) / e.sd);
  e.p_worse = 1 - normal_below((p.a_worse - e.change) / e.sd);
  e.p_worse_before = 1 - normal_below((p.a_worse - before.change) / before.sd);
  e.slope = slope(p, kind, ratings);
  return e;
}

Result<VerdictCourse> VerdictCourse::begin(const VerdictParameters& parameters,
                                           std::string_view kind) {
  auto found = parameters.series.find(kind);
  if (found == parameters.series.end()) {
    return invalid("series", "series_unknown", {{"name", std::string(kind)}});
  }
  VerdictCourse course;
  course.parameters_ = parameters;
  course.kind_ = found->second;
  course.last_.rule_version = parameters.rule_version;
  return course;
}

Done VerdictCourse::check(const Rating& rating) const {
  const VerdictParameters& p = parameters_;
  if (!(rating.value >= p.low && rating.value <= p.high)) {
    return invalid("rating", "rating_range",
                   {{"low", fmt::format("{}", p.low)}, {"high", fmt::format("{}", p.high)}});
  }
  if (!kind_.decimals && rating.value != std::floor(rating.value)) {
    return invalid("rating", "rating_whole");
  }
  bool backwards = rating.treatments < treatments_ || rating.treatments < 0 ||
                   (rating.on && newest_ && *rating.on < *newest_);
  if (backwards) return invalid("rating", "rating_order");
  return {};
}

void VerdictCourse::begin_episode(const Rating& rating) {
  bool gap = rating.on && newest_ && *rating.on - *newest_ > parameters_.gap_days;
  if (kept_.empty() || (!gap && !rating.new_episode)) return;
  kept_.clear();
  memory_ = {};
  base_ = rating.treatments;
  ++episode_;
}

// True when the rating took the place of another, so that what followed from that one is void.
bool VerdictCourse::replace(const Rating& rating) {
  bool same = !kept_.empty() && kept_.back().treatments == rating.treatments;
  bool second_before_treatment = rating.treatments == 0 && kept_.size() == 1;
  if (same && !second_before_treatment) {
    kept_.back() = rating;
    return true;
  }
  kept_.push_back(rating);
  return false;
}

void VerdictCourse::replay() {
  memory_ = {};
  std::vector<Rating> so_far;
  for (const Rating& rating : kept_) {
    so_far.push_back(rating);
    last_ = step(memory_, so_far);
  }
}

Done VerdictCourse::add(const Rating& given) {
  FASCIA_TRY_DONE(check(given));
  if (given.check_in) {
    // Judged on a copy: a rating between visits leaves no trace in the memory.
    VerdictCourse copy = *this;
    Rating as_visit = given;
    as_visit.check_in = false;
    FASCIA_TRY_DONE(copy.add(as_visit));
    provisional_ = copy.last_;
    provisional_->provisional = true;
    treatments_ = given.treatments;
    return {};
  }
  begin_episode(given);
  Rating rating = given;
  rating.treatments -= base_;
  bool replaced = replace(rating);
  if (replaced) {
    replay();
  } else {
    last_ = step(memory_, kept_);
  }
  provisional_.reset();
  treatments_ = given.treatments;
  if (given.on) newest_ = given.on;
  return {};
}

Verdict VerdictCourse::decide(Memory& memory, const Estimate& e, int k) const {
  const VerdictParameters& p = parameters_;
  if (memory.worse) {
    memory.worse = e.p_worse >= p.p_worse_out;
  } else if (e.p_worse >= p.p_worse_in && e.p_worse_before >= p.p_worse_prev) {
    memory = {true, false, 0};
  }
  if (memory.worse) return Verdict::worse;
  if (memory.responding) {
    memory.low = e.p_response < p.p_out ? memory.low + 1 : 0;
    if (memory.low >= p.n_out) memory = {};
  } else if (e.p_response >= p.p_in) {
    memory.responding = true;
  }
  if (memory.responding) {
    bool level = k >= p.k_plateau && e.level() > p.goal && e.slope > p.slope_plateau;
    return level ? Verdict::plateau : Verdict::responding;
  }
  if (k < p.k_decide) return Verdict::too_early;
  bool open = normal_below((-p.still_open - e.change) / e.sd) >= p.p_still_open;
  return k < p.k_force && open ? Verdict::too_early : Verdict::not_responding;
}

void VerdictCourse::mark(VerdictStep& out, const Memory& memory,
                         const std::vector<Rating>& ratings) const {
  const VerdictParameters& p = parameters_;
  double sum = 0;
  int before = 0;
  for (const Rating& rating : ratings) {
    if (rating.treatments != 0) continue;
    sum += judged(p, kind_, rating.value);
    ++before;
  }
  if (before > 0) {
    out.low_baseline = sum / before < p.low_baseline;
    out.small_room = !out.low_baseline && sum / before < p.small_room;
  }
  out.rebound = memory.responding && rebounded(p, kind_, ratings);
  std::size_t n = ratings.size();
  out.jump =
      n > 1 &&
      judged(p, kind_, ratings[n - 1].value) - judged(p, kind_, ratings[n - 2].value) >= p.jump;
}

VerdictStep VerdictCourse::step(Memory& memory, const std::vector<Rating>& ratings) const {
  const VerdictParameters& p = parameters_;
  VerdictStep out;
  out.rule_version = p.rule_version;
  out.episode = episode_;
  out.ratings = static_cast<int>(ratings.size());
  out.treatments = ratings.back().treatments;
  if (out.treatments >= p.k_min) {
    out.estimate = estimate(p, kind_, ratings);
    if (out.ratings >= p.n_min) out.machine = decide(memory, *out.estimate, out.treatments);
    out.clear = out.machine == Verdict::responding && out.estimate->p_clear >= p.p_clear;
  }
  mark(out, memory, ratings);
  out.verdict = out.machine;
  if (out.low_baseline && out.machine != Verdict::worse) out.verdict = Verdict::too_early;
  return out;
}

Result<std::vector<VerdictStep>> judge(const VerdictParameters& parameters, std::string_view kind,
                                       const std::vector<Rating>& ratings) {
  FASCIA_TRY(VerdictCourse course, VerdictCourse::begin(parameters, kind));
  std::vector<VerdictStep> steps;
  for (const Rating& rating : ratings) {
    FASCIA_TRY_DONE(course.add(rating));
    steps.push_back(course.now());
  }
  return steps;
}

Disagreement disagreements(const VerdictParameters& p, Verdict verdict,
                           std::optional<double> global_change,
                           std::optional<double> function_gain) {
  Disagreement out;
  if (global_change) {
    bool unchanged = verdict == Verdict::not_responding || verdict == Verdict::worse;
    out.global_change = (*global_change >= p.global_change && unchanged) ||
                        (*global_change <= -p.global_change && verdict == Verdict::responding);
  }
  out.function_better =
      verdict == Verdict::not_responding && function_gain && *function_gain >= p.function_gain;
  return out;
}

const NextStep& next_step(const std::vector<NextStep>& steps, const VerdictParameters& parameters,
                          const VerdictStep& now, bool goal_twice, bool function_better) {
  bool met = now.verdict == Verdict::responding &&
             (goal_twice || (now.estimate && now.estimate->level() <= parameters.goal));
  bool function = now.verdict == Verdict::not_responding && function_better;
  return step_for(steps, now.verdict, met, function);
}

boost::json::object to_json(const VerdictStep& step) {
  boost::json::object out{{"verdict", to_string(step.verdict)},
                          {"machine", to_string(step.machine)},
                          {"ratings", step.ratings},
                          {"treatments", step.treatments},
                          {"episode", step.episode},
                          {"provisional", step.provisional},
                          {"rule_version", step.rule_version}};
  if (step.machine == Verdict::responding) out["certainty"] = step.clear ? "clear" : "likely";
  boost::json::array flags;
  if (step.low_baseline) flags.emplace_back("low_baseline");
  if (step.small_room) flags.emplace_back("small_room");
  if (step.rebound) flags.emplace_back("rebound");
  if (step.jump) flags.emplace_back("jump");
  out["flags"] = std::move(flags);
  if (step.estimate) {
    const Estimate& e = *step.estimate;
    out["estimate"] = {{"baseline", e.baseline},
                       {"change", e.change},
                       {"sd", e.sd},
                       {"least_change", e.least_change},
                       {"p_response", e.p_response},
                       {"p_clear", e.p_clear},
                       {"p_worse", e.p_worse},
                       {"slope", e.slope}};
  }
  return out;
}

}  // namespace fascia::care
