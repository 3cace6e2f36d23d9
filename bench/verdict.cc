// SPDX-License-Identifier: Apache-2.0
// The operating characteristics of the verdict, by simulated people (sheet c 7b.5): how often
// nobody's pain changed and it says "worse", how many who got better are found by the fifth visit.
// bench_verdict [SERIES] [SEED]
#include "care/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <random>
#include <vector>

#include "care/follow_up_protocol.h"
#include "core/embedded.h"

namespace fascia {
namespace {

constexpr int kVisits = 12;       // verdict ratings k = 0 … 11, and the intake
constexpr int kFifth = 5;         // index of the rating before session 5: intake, k = 0, 1, 2, 3, 4
constexpr double kSlow = 0.6;     // SD of the slow personal fluctuation
constexpr double kSlowDays = 14;  // its time constant
constexpr std::array kGaps = {5, 7, 7, 7, 10, 14, 21};

using Random = std::mt19937_64;

struct Person {
  double level = 0;                              // true pain without any change
  std::function<double(int treatments)> change;  // true change after so many treatments
  int spike_at = -1;                             // index of a rating three points too high
};

struct Scenario {
  const char* name;
  std::function<Person(Random&)> person;
  double intake_least = 0;  // taken in only with an intake rating so high
  double noise = 0.8;       // SD of one rating
  // "p3": the mean of pain now, average and worst, to a third, less noisy than one answer.
  const char* kind = "nprs_avg7";
};

constexpr double kMeanNoise = 0.45;  // with the slow part an SD of 0.75

double normal(Random& random, double mean, double sd) {
  return std::normal_distribution<double>(mean, sd)(random);
}

double level_of(Random& random, double mean = 5.5, double sd = 1.3) {
  for (;;)
    if (double level = normal(random, mean, sd); level >= 3 && level <= 8.5) return level;
}

std::function<double(int)> by_visit_five(double points) {
  return [points](int k) { return points * std::min(k, 4) / 4.0; };
}

std::vector<care::Rating> series_of(const Scenario& scenario, Random& random) {
  for (;;) {
    Person person = scenario.person(random);
    std::vector<care::Rating> out;
    double slow = normal(random, 0, kSlow);
    for (int i = 0; i < kVisits + 1; ++i) {
      int treatments = std::max(0, i - 1);
      if (i > 0) {
        double days =
            i == 1 ? std::uniform_int_distribution<int>(2, 10)(random)
                   : kGaps[std::uniform_int_distribution<std::size_t>(0, kGaps.size() - 1)(random)];
        double keep = std::exp(-days / kSlowDays);
        slow = slow * keep + normal(random, 0, kSlow * std::sqrt(1 - keep * keep));
      }
      double truth = person.level + person.change(treatments) + slow;
      if (i == person.spike_at) truth += 3;
      double parts = std::strcmp(scenario.kind, "p3") == 0 ? 3 : 1;
      double said = std::round(parts * (truth + normal(random, 0, scenario.noise))) / parts;
      out.push_back({std::clamp(said, 0.0, 10.0), treatments, {}, false, false});
    }
    if (out.front().value >= scenario.intake_least) return out;
  }
}

std::vector<Scenario> scenarios() {
  auto stable = [](Random& r) { return Person{level_of(r), [](int) { return 0.0; }, -1}; };
  auto with_change = [](double points) {
    return [points](Random& r) { return Person{level_of(r), by_visit_five(points), -1}; };
  };
  auto responder = [](Random& r) {
    double level = level_of(r);
    double least = std::max(2.0, 0.3 * level);
    double gain = std::max(least, std::uniform_real_distribution<double>(2, 5)(r));
    return Person{level, by_visit_five(-std::min(gain, level)), -1};
  };
  auto smallest = [](Random& r) {
    double level = level_of(r);
    return Person{level, by_visit_five(-std::max(2.0, 0.3 * level)), -1};
  };
  auto spiked = [](std::function<Person(Random&)> made, int at) {
    return [made, at](Random& r) {
      Person person = made(r);
      person.spike_at = at;
      return person;
    };
  };
  return {
      {"1  stable, no true change", stable},
      {"2  responder, 2-5 points and 30 % or more", responder},
      {"2a responder, exactly 3 points", with_change(-3)},
      {"2b the smallest responder", smallest},
      {"3  slow responder, 0.25 a treatment",
       [](Random& r) {
         return Person{level_of(r), [](int k) { return -0.25 * k; }, -1};
       }},
      {"4a worsening by 2", with_change(2)},
      {"4b worsening by 3", with_change(3)},
      {"4c sudden worsening by 2",
       [](Random& r) {
         return Person{level_of(r), [](int k) { return k > 0 ? 2.0 : 0.0; }, -1};
       }},
      {"5  stable, one spike of 3 at visit 3", spiked(stable, 3)},
      {"5a responder, one spike of 3 at visit 4", spiked(responder, 4)},
      {"6  taken in on a bad day, no change",
       [](Random& r) {
         return Person{normal(r, 4.5, 1), [](int) { return 0.0; }, -1};
       },
       6},
      {"7  quick gain of 2.5, then flat",
       [](Random& r) {
         return Person{level_of(r), [](int k) { return -2.5 * std::min(k, 3) / 3.0; }, -1};
       }},
      {"8  relapse: -3 by visit 5, back by visit 8",
       [](Random& r) {
         return Person{level_of(r),
                       [](int k) { return k <= 4 ? -0.75 * k : std::min(k - 7, 0) * 1.0; }, -1};
       }},
      {"1n stable, noisier people (SD 1.32)", stable, 0, 1.18},
      {"1m stable, all three answers", stable, 0, kMeanNoise, "p3"},
      {"2m responder, all three answers", responder, 0, kMeanNoise, "p3"},
      {"2bm the smallest responder, all three", smallest, 0, kMeanNoise, "p3"},
      {"6m taken in on a bad day, all three",
       [](Random& r) {
         return Person{normal(r, 4.5, 1), [](int) { return 0.0; }, -1};
       },
       6, kMeanNoise, "p3"},
  };
}

struct Tally {
  std::array<int, 5> fifth{}, last{};
  int worse_by_fifth = 0, worse_ever = 0, responding_by_fifth = 0, responding_ever = 0;
  int rebound_ever = 0;  // the flag that a gain was lost again
};

Tally run(const care::VerdictParameters& rules, const Scenario& scenario, int series,
          std::uint64_t seed) {
  Random random(seed);
  Tally out;
  for (int i = 0; i < series; ++i) {
    auto steps = care::judge(rules, scenario.kind, series_of(scenario, random));
    if (!steps) std::abort();
    bool worse = false, responding = false, rebound = false;
    for (std::size_t n = 0; n < steps->size(); ++n) {
      care::Verdict word = (*steps)[n].machine;
      worse = worse || word == care::Verdict::worse;
      responding = responding || word == care::Verdict::responding;
      rebound = rebound || (*steps)[n].rebound;
      if (n == kFifth) {
        ++out.fifth[static_cast<std::size_t>(word)];
        out.worse_by_fifth += worse ? 1 : 0;
        out.responding_by_fifth += responding ? 1 : 0;
      }
    }
    ++out.last[static_cast<std::size_t>(steps->back().machine)];
    out.worse_ever += worse ? 1 : 0;
    out.responding_ever += responding ? 1 : 0;
    out.rebound_ever += rebound ? 1 : 0;
  }
  return out;
}

}  // namespace
}  // namespace fascia

int main(int argc, char** argv) {
  using namespace fascia;
  int series = argc > 1 ? std::atoi(argv[1]) : 12000;
  std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 2;
  std::vector<care::File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/"))
    if (file.path.ends_with(".toml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  auto screening = care::read_protocol(files);
  if (!screening || series < 1) return 2;
  auto known = care::read_follow_up_protocol(files, *screening);
  if (!known) return 2;
  const care::VerdictParameters& rules = known->verdict;
  std::printf("%d series a row, seed %llu, rule %s; shares in %%\n", series,
              static_cast<unsigned long long>(seed), rules.rule_version.c_str());
  std::printf("%-44s %6s %6s %6s %6s %6s | %11s | %11s | %20s | %7s\n", "", "early", "resp", "plat",
              "not", "worse", "worse 5/12", "resp 5/12", "end good/not/worse", "rebound");
  bool held = true;
  for (const Scenario& scenario : scenarios()) {
    Tally t = run(rules, scenario, series, seed);
    auto share = [&](int n) { return 100.0 * n / series; };
    auto word = [&](care::Verdict v) { return share(t.fifth[static_cast<std::size_t>(v)]); };
    auto end = [&](care::Verdict v) { return share(t.last[static_cast<std::size_t>(v)]); };
    std::printf(
        "%-44s %6.1f %6.1f %6.1f %6.1f %6.1f | %5.1f %5.1f | %5.1f %5.1f | %6.1f %6.1f %6.1f | "
        "%7.1f\n",
        scenario.name, word(care::Verdict::too_early), word(care::Verdict::responding),
        word(care::Verdict::plateau), word(care::Verdict::not_responding),
        word(care::Verdict::worse), share(t.worse_by_fifth), share(t.worse_ever),
        share(t.responding_by_fifth), share(t.responding_ever),
        end(care::Verdict::responding) + end(care::Verdict::plateau),
        end(care::Verdict::not_responding), end(care::Verdict::worse), share(t.rebound_ever));
    char row = scenario.name[0], sub = scenario.name[1];
    bool counts = sub == ' ' || sub == 'm';
    if (row == '1' && counts) held = held && share(t.worse_ever) <= 5;
    if (row == '2' && counts) held = held && share(t.responding_by_fifth) >= 90;
  }
  std::printf("%s\n", held ? "both aims held" : "an aim was missed");
  return held ? 0 : 1;
}
