// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The clinic's and the therapists' figures over many clients, with what may be shown of them.
// Therapists are never ranked: a figure stands beside its interval, lists are sorted by name.
namespace fascia::care {

// Read from the protocol.
struct FigureRules {
  int inside_least = 0;            // cells below are hidden inside the clinic too
  int public_clinic_least = 0;     // cases before the clinic's figure is public
  int public_therapist_least = 0;  // cases before a therapist's is, and before matching uses it
  int public_cell_least = 0;
  int round_percent = 0, round_below = 0;  // public percentages of fewer cases are rounded
  int extreme_least = 0;                   // none or all of fewer cases counts as a small cell
  double measured_share = 0;               // below: "not enough follow-up"
  int case_ratings = 0, case_treatments = 0;
  double response = 0, response_share = 0, baseline_least = 0, worse = 0;
  double kappa = 0, kappa_least = 0, kappa_most = 0;
  int kappa_therapists = 0, kappa_cases = 0;
  double different = 0;    // posterior chance before a difference is shown
  double cell_weight = 0;  // of the clinic's share in a case-mix cell
  int window_months = 0;   // full months that a figure counts
  double high_share = 0;   // above: it may say that answers are missing
  // The case mix: pain before the first treatment and weeks since the start from which a cell is
  // another one, and places by their names, the first that fits.
  std::vector<double> baseline_steps;
  int long_weeks = 0;
  struct Area {
    std::string id;
    std::vector<std::string> regions;
  };
  std::vector<Area> areas;
};

struct Interval {
  double share = 0, low = 0, high = 0;
};
// Wilson's 95 % interval of x of n; nothing for n = 0.
std::optional<Interval> wilson(int x, int n);
// The share of a therapist drawn towards the clinic's share p0 (beta-binomial), with 95 % limits.
Interval shrunk_share(int x, int n, double p0, double kappa);
// The chance that the therapist's share is above the clinic's.
double chance_above(int x, int n, double p0, double kappa);
// Two quarters in a row with the chance beyond the limit, on the same side; for the lead alone.
bool clearly_different(const FigureRules& rules, const std::vector<double>& chance_by_quarter);
struct Tally {
  int x = 0;
  int n = 0;
};
// How alike the therapists are, by moments; the default until enough of them have enough cases.
double kappa_of(const FigureRules& rules, const std::vector<Tally>& therapists);
// Observed against expected cases (case mix), with 95 % limits.
Interval adjusted_share(double observed, double expected, double p0, double kappa);
double expected_share(const FigureRules& rules, Tally cell, double p0);
// 95 % upper limit of a rate of harm when none was seen.
double upper_limit_of_none(int sessions);

// One episode as the figures see it: raw ratings before sessions.
enum class CaseResult : char { not_measured, not_better, responder, worse };
CaseResult case_result(const FigureRules& rules, const std::vector<double>& before_treatment,
                       const std::vector<double>& later, int treatments);

enum class FigureFor : char { lead, therapist_self, public_clinic, public_therapist };
struct Figure {
  bool shown = false;
  std::string hidden_because;  // too_few, small_cell, not_enough_follow_up
  Interval interval;           // as shown: rounded for the public
  int cases = 0;
};
// Of `eligible` episodes, those with treatments enough, `tally.n` were measured.
Figure figure(const FigureRules& rules, FigureFor audience, Tally tally, int eligible);

// Cells of one row beside a published total: nothing where hidden. When only one would be hidden,
// the next smallest is too, so that it cannot be worked out.
std::vector<std::optional<int>> suppress(const std::vector<int>& cells, int least);

boost::json::object to_json(const Figure& figure);

}  // namespace fascia::care
