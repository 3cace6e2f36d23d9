// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "care/match.h"

// Results of therapists from measured cases. A normal model: a therapist's mean varies around the
// clinic's with variance tau2, a case around the therapist's with variance sigma2; both are taken
// from the cases themselves.
namespace fascia::care {
namespace {

struct Sample {
  std::vector<double> values;
  double mean = 0;
};

double change_per_session(const MeasuredCase& one) {
  return (one.first - one.last) / std::max(1, one.treatments);
}

std::size_t stratum_of(const MatchRules& rules, double first) {
  std::size_t stratum = 0;
  for (int from : rules.strata) stratum += first >= from ? 1 : 0;
  return stratum;
}

// Each case less the mean of the clinic's cases that began as strong.
std::map<std::string, Sample> beside_alike(const MatchRules& rules,
                                           const std::vector<MeasuredCase>& cases) {
  std::vector<std::pair<double, int>> strata(rules.strata.size() + 1);
  for (const MeasuredCase& one : cases) {
    auto& [sum, count] = strata[stratum_of(rules, one.first)];
    sum += change_per_session(one);
    ++count;
  }
  std::map<std::string, Sample> samples;
  for (const MeasuredCase& one : cases) {
    const auto& [sum, count] = strata[stratum_of(rules, one.first)];
    samples[one.therapist].values.push_back(change_per_session(one) - sum / count);
  }
  for (auto& [id, sample] : samples) {
    double sum = 0;
    for (double value : sample.values) sum += value;
    sample.mean = sum / static_cast<double>(sample.values.size());
  }
  return samples;
}

double within_variance(const std::map<std::string, Sample>& samples) {
  double squares = 0, freedom = 0;
  for (const auto& [id, sample] : samples) {
    for (double value : sample.values) squares += (value - sample.mean) * (value - sample.mean);
    freedom += static_cast<double>(sample.values.size()) - 1;
  }
  return freedom > 0 ? squares / freedom : 0;
}

// By moments; never negative. Few therapists say little: none of the spread counts then.
double between_variance(const std::map<std::string, Sample>& samples, double sigma2) {
  double spread = 0, noise = 0, count = 0;
  for (const auto& [id, sample] : samples) {
    if (sample.values.size() < 2) continue;
    spread += sample.mean * sample.mean;
    noise += sigma2 / static_cast<double>(sample.values.size());
    ++count;
  }
  return count < 2 ? 0 : std::max(0.0, (spread - noise) / count);
}

}  // namespace

std::map<std::string, TherapistResult> results_of(const MatchRules& rules,
                                                  const std::vector<MeasuredCase>& cases) {
  std::map<std::string, Sample> samples = beside_alike(rules, cases);
  double sigma2 = within_variance(samples);
  double tau2 = between_variance(samples, sigma2);
  std::map<std::string, TherapistResult> results;
  for (const auto& [id, sample] : samples) {
    TherapistResult& out = results[id];
    out.measured = static_cast<int>(sample.values.size());
    double error = sigma2 / static_cast<double>(out.measured);
    double trust = tau2 + error > 0 ? tau2 / (tau2 + error) : 0;
    out.per_session = trust * sample.mean;
    double deviation = std::sqrt(trust * error);
    if (deviation <= 0) continue;
    double above = 0.5 * std::erfc(-out.per_session / deviation / std::sqrt(2.0));
    double wanted = rules.different_permille / 1000.0;
    if (above >= wanted) out.band = Band::above;
    if (above <= 1 - wanted) out.band = Band::below;
  }
  return results;
}

}  // namespace fascia::care
