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

// `x` of `n`: cases that responded, sessions after which a client was called.
struct Tally {
  int x = 0;  // 0 to n
  int n = 0;
};
// 0 to 1, with its 95 % limits.
struct Interval {
  double share = 0, low = 0, high = 0;
};
// Below, p0 is the clinic's share (0 to 1) and kappa says how strongly a therapist's is drawn
// towards it: as if so many more cases of the clinic's share were theirs.

// Wilson's interval; nothing for n = 0.
std::optional<Interval> wilson(Tally tally);
// The share of a therapist drawn towards the clinic's (beta-binomial).
Interval shrunk_share(Tally own, double p0, double kappa);
// The chance, 0 to 1, that the therapist's share is above the clinic's.
double chance_above(Tally own, double p0, double kappa);
// Two quarters in a row with the chance beyond the limit, on the same side; for the lead alone.
bool clearly_different(const FigureRules& rules, const std::vector<double>& chance_by_quarter);
// How alike the therapists are, by moments; the default until enough of them have enough cases.
double kappa_of(const FigureRules& rules, const std::vector<Tally>& therapists);
// The share that a therapist would have with the clinic's mix of cases: so many responded, where
// so many were to be expected by the shares of the cells they lie in.
Interval adjusted_share(int responded, double expected, double p0, double kappa);
double expected_share(const FigureRules& rules, Tally cell, double p0);
// 95 % upper limit, 0 to 1, of a rate of harm when none was seen.
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
