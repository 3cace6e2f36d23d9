// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/next_step.h"
#include "care/protocol.h"
#include "core/result.h"
#include "core/time.h"

// How one client's ratings went over the visits (clinical rule vr-1): an estimate of the level at
// the start and of the change since, and a word for it. It says what changed, never what did it
// (R10). Parameters are data (protocols/measures.toml).
namespace fascia::care {

// The kinds of ratings that the rule may run on. One series holds one kind.
struct SeriesKind {
  double sigma = 1.0;     // SD of one rating around the person's own course
  bool decimals = false;  // a mean of several answers
  bool inverted = false;  // higher is better: judged as 10 - value
};

struct VerdictParameters {
  std::string rule_version;
  std::map<std::string, SeriesKind, std::less<>> series;
  double low = 0, high = 10;  // range of a rating
  double mu0 = 0, om2 = 0;    // prior mean and variance of the level at the start
  double kap2 = 0;            // prior variance of the change
  int course = 0;             // treatments over which a course unfolds (H)
  double lam = 0;             // forgetting per later rating
  double w_int = 0;           // weight of the intake rating beside a second one before treatment
  double mcid_abs = 0, mcid_rel = 0;
  double f_in = 0, p_in = 0, p_out = 0;
  int n_out = 0;
  double f_clear = 0, p_clear = 0;
  double a_worse = 0, p_worse_in = 0, p_worse_prev = 0, p_worse_out = 0;
  int n_min = 0, k_min = 0, k_decide = 0, k_force = 0, k_plateau = 0;
  double still_open = 0, p_still_open = 0;  // a gain as likely as not keeps "too early" open
  double slope_plateau = 0, goal = 0;
  int slope_ratings = 0;  // the newest ratings that the slope is taken over
  double rebound = 0, jump = 0, low_baseline = 0, small_room = 0;
  int gap_days = 0;                             // a longer gap begins a new episode
  double global_change = 0, function_gain = 0;  // see disagreements()
};

struct Rating {
  double value = 0;
  int treatments = 0;        // had before this rating; never decreases
  std::optional<Date> on;    // for the gap rule
  bool check_in = false;     // answered between visits: gives a provisional verdict
  bool new_episode = false;  // first one after a new injury or surgery
};

struct Estimate {
  double baseline = 0;      // a
  double change = 0;        // d, so far; negative is better
  double sd = 0;            // s, of the change
  double least_change = 0;  // m, the smallest change that matters
  double p_response = 0, p_clear = 0, p_worse = 0, p_worse_before = 0;
  double slope = 0;  // points a rating, of the newest ones
  double level() const { return baseline + change; }
};

struct VerdictStep {
  Verdict machine = Verdict::too_early;  // the rule's own word
  Verdict verdict = Verdict::too_early;  // what is told: too early where the pain is too low to say
  bool clear = false;                    // responding: "clear", otherwise "likely"
  std::optional<Estimate> estimate;      // none before k_min treatments
  bool low_baseline = false, small_room = false, rebound = false, jump = false;
  bool provisional = false;
  int ratings = 0;     // in this episode
  int treatments = 0;  // in this episode
  int episode = 1;
  std::string rule_version;
};

// One client's ratings of one kind, added in the order they were taken.
class VerdictCourse {
 public:
  // `kind` is one of parameters.series; error series_unknown (field "series").
  static Result<VerdictCourse> begin(const VerdictParameters& parameters, std::string_view kind);

  // Errors: rating_range (args low, high), rating_whole, rating_order, on field "rating".
  Done add(const Rating& rating);
  // The verdict after the last rating; the provisional one when that was a check-in.
  const VerdictStep& now() const { return provisional_ ? *provisional_ : last_; }
  // Ratings in use: one for each number of treatments, two at most before the first. Treatments are
  // counted from the start of the episode.
  const std::vector<Rating>& used() const { return kept_; }

 private:
  struct Memory {
    bool worse = false;
    bool responding = false;
    int low = 0;
  };
  VerdictCourse() = default;
  Done check(const Rating& rating) const;
  void begin_episode(const Rating& rating);
  bool replace(const Rating& rating);
  void replay();
  VerdictStep step(Memory& memory, const std::vector<Rating>& ratings) const;
  Verdict decide(Memory& memory, const Estimate& e, int k) const;
  void mark(VerdictStep& out, const Memory& memory, const std::vector<Rating>& ratings) const;

  VerdictParameters parameters_;
  SeriesKind kind_;
  std::vector<Rating> kept_;
  Memory memory_;
  VerdictStep last_;
  std::optional<VerdictStep> provisional_;
  int treatments_ = 0;  // of the newest rating, as given
  int base_ = 0;        // treatments before this episode
  std::optional<Date> newest_;
  int episode_ = 1;
};

// The verdicts after each of these ratings; errors as VerdictCourse.
Result<std::vector<VerdictStep>> judge(const VerdictParameters& parameters, std::string_view kind,
                                       const std::vector<Rating>& ratings);

// The closed form for ratings of one episode (treatments from its start, oldest first). At least
// one treatment was had before the last rating.
Estimate estimate(const VerdictParameters& parameters, const SeriesKind& kind,
                  const std::vector<Rating>& ratings);

// Where the person's own view says something else: a reason to talk, not another verdict.
struct Disagreement {
  bool global_change = false;    // "better" or "worse" in their own words, against the verdict
  bool function_better = false;  // function gained, pain did not: plan as responding
};
Disagreement disagreements(const VerdictParameters& parameters, Verdict verdict,
                           std::optional<double> global_change,
                           std::optional<double> function_gain);

// `goal_twice`: the client's own goal was met at two visits in a row. Where function got better and
// pain did not, the row that says so.
const NextStep& next_step(const std::vector<NextStep>& steps, const VerdictParameters& parameters,
                          const VerdictStep& now, bool goal_twice, bool function_better);

boost::json::object to_json(const VerdictStep& step);

}  // namespace fascia::care
