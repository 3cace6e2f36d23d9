// SPDX-License-Identifier: Apache-2.0
// `fascia simulate`: a made-up clinic lived through on the real booking rules, once with a fixed
// grid of starts and once with starts that leave no gaps.
#include "schedule/simulate.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "core/json.h"

namespace fascia::cli {
namespace {

using schedule::SimulationResult;

struct SimulateOptions {
  schedule::Simulation simulation;
  bool json = false;
};

boost::json::object json_of(const SimulationResult& r) {
  return {{"policy", to_string(r.policy)},
          {"asked", r.asked},
          {"booked", r.booked},
          {"booked_from_wait_list", r.booked_from_wait_list},
          {"refused", r.refused},
          {"refused_minutes", r.refused_minutes},
          {"still_waiting", r.waiting},
          {"cancelled", r.cancelled},
          {"no_shows", r.no_shows},
          {"moved_for_illness", r.moved_for_illness},
          {"lost_to_illness", r.lost_to_illness},
          {"treated", r.treated},
          {"treated_minutes", r.treated_minutes},
          {"worked_minutes", r.worked},
          {"utilisation", r.utilisation()},
          {"unusable_minutes", r.unusable},
          {"unsold_minutes", r.unsold},
          {"deep_minutes_a_day", boost::json::object{{"mean", r.deep_mean},
                                                     {"p95", r.deep_p95},
                                                     {"most", r.deep_most},
                                                     {"days_at_limit", r.days_at_limit},
                                                     {"therapist_days", r.therapist_days}}}};
}

// Minutes lost in unusable gaps, as a share of those worked.
double share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100.0 * double(part) / double(whole);
}

void print(const std::vector<SimulationResult>& all) {
  auto line = [&](const char* what, auto value) {
    std::cout << fmt::format("{:<34}", what);
    for (const SimulationResult& r : all) std::cout << fmt::format("{:>14}", value(r));
    std::cout << "\n";
  };
  using R = const SimulationResult&;
  line("", [](R r) { return to_string(r.policy); });
  line("clients who asked", [](R r) { return std::to_string(r.asked); });
  line("booked", [](R r) { return std::to_string(r.booked); });
  line("  of them from the wait list", [](R r) { return std::to_string(r.booked_from_wait_list); });
  line("refused", [](R r) { return std::to_string(r.refused); });
  line("refused, of all asked",
       [](R r) { return fmt::format("{:.1f} %", share(r.refused, r.asked)); });
  line("cancelled", [](R r) { return std::to_string(r.cancelled); });
  line("did not come", [](R r) { return std::to_string(r.no_shows); });
  line("moved for illness", [](R r) { return std::to_string(r.moved_for_illness); });
  line("lost to illness", [](R r) { return std::to_string(r.lost_to_illness); });
  line("hours worked", [](R r) { return fmt::format("{:.0f}", double(r.worked) / 60); });
  line("hours treated", [](R r) { return fmt::format("{:.0f}", double(r.treated_minutes) / 60); });
  line("utilisation", [](R r) { return fmt::format("{:.1f} %", 100 * r.utilisation()); });
  line("unusable gaps, of hours worked",
       [](R r) { return fmt::format("{:.1f} %", share(r.unusable, r.worked)); });
  line("unsold, of hours worked",
       [](R r) { return fmt::format("{:.1f} %", share(r.unsold, r.worked)); });
  line("deep minutes a day, mean", [](R r) { return fmt::format("{:.0f}", r.deep_mean); });
  line("deep minutes a day, 95 of 100", [](R r) { return std::to_string(r.deep_p95); });
  line("deep minutes a day, most", [](R r) { return std::to_string(r.deep_most); });
  line("days with no deep hour left",
       [](R r) { return fmt::format("{:.1f} %", share(r.days_at_limit, r.therapist_days)); });
}

void run(const SimulateOptions& options) {
  std::vector<SimulationResult> all;
  for (auto policy : {schedule::StartPolicy::fixed_grid, schedule::StartPolicy::no_gaps})
    all.push_back(schedule::simulate(options.simulation, policy));
  if (!options.json) return print(all);
  const schedule::Simulation& s = options.simulation;
  boost::json::array results;
  for (const SimulationResult& r : all) results.push_back(json_of(r));
  std::cout << json::write(boost::json::object{{"therapists", s.therapists},
                                               {"weeks", s.weeks},
                                               {"seed", s.seed},
                                               {"grid", s.grid},
                                               {"demand", s.demand},
                                               {"deep_limit", s.deep_minutes_a_day},
                                               {"policies", std::move(results)}})
            << "\n";
}

}  // namespace

void add_simulate(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<SimulateOptions>();
  schedule::Simulation& s = options->simulation;
  CLI::App* command = app.add_subcommand(
      "simulate", "Live through a made-up year: a fixed grid of starts beside starts without gaps");
  command->add_option("--therapists", s.therapists, "1 to 200 (default 12)")
      ->check(CLI::Range(1, 200));
  command->add_option("--weeks", s.weeks, "1 to 104 (default 52)")->check(CLI::Range(1, 104));
  command->add_option("--seed", s.seed, "the same seed gives the same year (default 1)");
  command->add_option("--grid", s.grid, "minutes between starts of the fixed grid (default 15)")
      ->check(CLI::IsMember({5, 10, 15, 20, 30, 60}));
  command
      ->add_option("--demand", s.demand,
                   "minutes asked for beside minutes worked, 0.1 to 2 (default 0.85)")
      ->check(CLI::Range(0.1, 2.0))
      ->check([](const std::string& text) {  // "nan" is in every range
        return std::isfinite(std::strtod(text.c_str(), nullptr)) ? std::string()
                                                                 : text + " is no number";
      });
  command
      ->add_option("--deep-limit", s.deep_minutes_a_day,
                   "deep minutes of a therapist's day, 0 for no limit (default 240)")
      ->check(CLI::Range(0, 600));
  command->add_flag("--json", options->json, "the figures as JSON");
  command->footer(
      "Clients, wishes and illness are made up; both ways meet the same ones.\n"
      "Example:\n  fascia simulate --therapists 12 --weeks 52 --seed 1");
  command->callback([options, &exit_code] {
    run(*options);
    exit_code = kDone;
  });
}

}  // namespace fascia::cli
