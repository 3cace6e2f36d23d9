// SPDX-License-Identifier: Apache-2.0
#include "care/outcomes_figures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace fascia::care {
namespace {

constexpr double kZ95 = 1.959964;
constexpr double kTail = 0.025;
constexpr double kSmall = 1e-12;

double away_from_zero(double x) { return std::abs(x) < 1e-300 ? 1e-300 : x; }

// Continued fraction of the incomplete beta function, by Lentz; converges for x < (a+1)/(a+b+2).
double beta_fraction(double x, double a, double b) {
  double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;
  for (int i = 1; i <= 1000; ++i) {
    double m = i;
    double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    value *= d * c;
    double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    value *= d * c;
    if (std::abs(d * c - 1) < kSmall) break;
  }
  return value;
}

// The chance that a Beta(a, b) lies below x.
double beta_below(double x, double a, double b) {
  if (x <= 0 || b <= 0) return 0;
  if (x >= 1 || a <= 0) return 1;
  double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) +
                          b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(x, a, b) / a;
  return 1 - front * beta_fraction(1 - x, b, a) / b;
}

// The chance that a Gamma(shape, rate 1) lies below x: series below the middle, fraction above.
double gamma_below(double x, double shape) {
  if (x <= 0) return 0;
  double front = std::exp(shape * std::log(x) - x - std::lgamma(shape));
  if (x < shape + 1) {
    double term = 1 / shape, sum = term;
    for (double n = shape + 1; term > sum * kSmall; n += 1) sum += term *= x / n;
    return front * sum;
  }
  double b = x + 1 - shape, c = 1e300, d = 1 / away_from_zero(b), value = d;
  for (int i = 1; i <= 1000; ++i) {
    double part = -i * (i - shape);
    b += 2;
    d = 1 / away_from_zero(part * d + b);
    c = away_from_zero(b + part / c);
    value *= d * c;
    if (std::abs(d * c - 1) < kSmall) break;
  }
  return 1 - front * value;
}

// Where a rising function reaches `share`.
template <class Below>
double quantile(double share, double low, double high, Below below) {
  for (int i = 0; i < 200 && high - low > 1e-9 * std::max(1.0, high); ++i) {
    double middle = (low + high) / 2;
    (below(middle) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool is_public(FigureFor who) {
  return who == FigureFor::public_clinic || who == FigureFor::public_therapist;
}

int least_cases(const FigureRules& rules, FigureFor who) {
  if (who == FigureFor::public_clinic) return rules.public_clinic_least;
  if (who == FigureFor::public_therapist) return rules.public_therapist_least;
  return rules.inside_least;
}

// To whole steps of so many per cent, limits outwards so that the interval claims no more than it
// knows.
Interval rounded(Interval given, int percent) {
  if (percent <= 0) return given;
  double steps = 100.0 / percent;
  return {std::round(given.share * steps) / steps,
          std::max(0.0, std::floor(given.low * steps + kSmall) / steps),
          std::min(1.0, std::ceil(given.high * steps - kSmall) / steps)};
}

}  // namespace

std::optional<Interval> wilson(Tally tally) {
  if (tally.n <= 0) return std::nullopt;
  double count = tally.n, p = tally.x / count, z2 = kZ95 * kZ95;
  double centre = (p + z2 / (2 * count)) / (1 + z2 / count);
  double half = kZ95 * std::sqrt(p * (1 - p) / count + z2 / (4 * count * count)) / (1 + z2 / count);
  return Interval{p, std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Interval shrunk_share(Tally own, double p0, double kappa) {
  double a = kappa * p0 + own.x, b = kappa * (1 - p0) + own.n - own.x;
  auto below = [&](double share) { return beta_below(share, a, b); };
  return {(own.x + kappa * p0) / (own.n + kappa), quantile(kTail, 0, 1, below),
          quantile(1 - kTail, 0, 1, below)};
}

double chance_above(Tally own, double p0, double kappa) {
  return 1 - beta_below(p0, kappa * p0 + own.x, kappa * (1 - p0) + own.n - own.x);
}

bool clearly_different(const FigureRules& rules, const std::vector<double>& chance_by_quarter) {
  if (chance_by_quarter.size() < 2) return false;
  auto newest = chance_by_quarter.end() - 2;
  bool above = std::all_of(newest, chance_by_quarter.end(),
                           [&](double chance) { return chance >= rules.different; });
  bool below = std::all_of(newest, chance_by_quarter.end(),
                           [&](double chance) { return chance <= 1 - rules.different; });
  return above || below;
}

double kappa_of(const FigureRules& rules, const std::vector<Tally>& therapists) {
  double cases = 0, gains = 0, squares = 0;
  int enough = 0, counted = 0;
  for (const Tally& one : therapists) {
    if (one.n <= 0) continue;
    cases += one.n;
    gains += one.x;
    squares += static_cast<double>(one.n) * one.n;
    ++counted;
    if (one.n >= rules.kappa_cases) ++enough;
  }
  if (enough < rules.kappa_therapists) return rules.kappa;
  double p0 = gains / cases, spread = p0 * (1 - p0), sum = 0;
  for (const Tally& one : therapists) {
    if (one.n <= 0) continue;
    double apart = static_cast<double>(one.x) / one.n - p0;
    sum += one.n * apart * apart;
  }
  double v = (sum - (counted - 1) * spread) / (cases - squares / cases);
  if (!(v > 0)) return rules.kappa_most;
  return std::clamp(spread / v - 1, rules.kappa_least, rules.kappa_most);
}

Interval adjusted_share(int responded, double expected, double p0, double kappa) {
  double shape = responded + kappa * p0, rate = expected + kappa * p0;
  if (!(shape > 0) || !(rate > 0)) return {p0, 0, 1};
  double top = shape + 20 * std::sqrt(shape) + 50;
  auto below = [&](double x) { return gamma_below(x, shape); };
  auto capped = [&](double x) { return std::min(1.0, p0 * x / rate); };
  return {capped(shape), capped(quantile(kTail, 0, top, below)),
          capped(quantile(1 - kTail, 0, top, below))};
}

double expected_share(const FigureRules& rules, Tally cell, double p0) {
  double n = cell.n + rules.cell_weight;
  return n > 0 ? (cell.x + rules.cell_weight * p0) / n : p0;
}

double upper_limit_of_none(int sessions) { return sessions <= 3 ? 1 : 3.0 / sessions; }

CaseResult case_result(const FigureRules& rules, const std::vector<double>& before_treatment,
                       const std::vector<double>& later, int treatments) {
  auto ratings = static_cast<int>(before_treatment.size() + later.size());
  if (before_treatment.empty() || later.size() < 2 || ratings < rules.case_ratings ||
      treatments < rules.case_treatments) {
    return CaseResult::not_measured;
  }
  double baseline = mean(before_treatment);
  double change = mean({later.end() - 2, later.end()}) - baseline;
  if (change >= rules.worse) return CaseResult::worse;
  bool responder = baseline >= rules.baseline_least && change <= -rules.response &&
                   change <= -rules.response_share * baseline;
  return responder ? CaseResult::responder : CaseResult::not_better;
}

Figure figure(const FigureRules& rules, FigureFor who, Tally tally, int eligible) {
  Figure out;
  out.cases = tally.n;
  bool extreme = (tally.x == 0 || tally.x == tally.n) && tally.n < rules.extreme_least;
  if (tally.n < std::max(1, least_cases(rules, who))) {
    out.hidden_because = "too_few";
  } else if (extreme) {
    out.hidden_because = "small_cell";
  } else if (tally.n < rules.measured_share * eligible) {
    out.hidden_because = "not_enough_follow_up";
  }
  if (!out.hidden_because.empty()) return out;
  out.shown = true;
  out.interval = wilson(tally).value_or(Interval{});
  if (is_public(who) && tally.n < rules.round_below) {
    out.interval = rounded(out.interval, rules.round_percent);
  }
  return out;
}

std::vector<std::optional<int>> suppress(const std::vector<int>& cells, int least) {
  std::vector<std::optional<int>> shown(cells.begin(), cells.end());
  std::size_t hidden = 0;
  for (std::optional<int>& cell : shown) {
    if (*cell >= least) continue;
    cell.reset();
    ++hidden;
  }
  if (hidden != 1) return shown;
  // One alone could be worked out from the total.
  auto next = shown.end();
  for (auto cell = shown.begin(); cell != shown.end(); ++cell) {
    if (*cell && (next == shown.end() || **cell < **next)) next = cell;
  }
  if (next != shown.end()) next->reset();
  return shown;
}

boost::json::object to_json(const Figure& figure) {
  boost::json::object out{{"shown", figure.shown}};
  if (!figure.shown) {
    // Not even the number of cases: a small one tells who they are.
    out["because"] = figure.hidden_because;
    return out;
  }
  out["cases"] = figure.cases;
  out["share"] = figure.interval.share;
  out["low"] = figure.interval.low;
  out["high"] = figure.interval.high;
  return out;
}

}  // namespace fascia::care
