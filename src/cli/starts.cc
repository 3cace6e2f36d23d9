// SPDX-License-Identifier: Apache-2.0
// `fascia starts`: free start times, the same JSON as the API's availability.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "api/parts.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"

namespace fascia::cli {
namespace {

struct StartsOptions {
  std::string dir, key_file, database, location;
  api::StartsAsk ask;
  bool json = false;
};

Result<int> run(const StartsOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options.dir, options.key_file, clock, options.database,
                                    Opening::only_look));
  FASCIA_TRY_DONE(serve_place(*open, options.location));
  auto offer = open->clinic().availability.get();
  api::StartsAsk ask = options.ask;
  // People type the short name, programs the id.
  if (const store::Service* service = offer->service_by_slug(ask.service))
    ask.service = service->id.text();
  FASCIA_TRY(schedule::Question question, api::starts_question(*offer, ask, clock.now()));
  std::vector<schedule::Day> days = schedule::find_starts(offer->times, question);
  if (options.json) {
    std::cout << api::availability_text(*offer, days) << "\n";
    return kDone;
  }
  for (const schedule::Day& day : days) {
    std::cout << to_iso(day.date) << " ";
    for (const schedule::Start& start : day.starts)
      std::cout << " " << clock_text(offer->zone.wall(start.at).minute);
    std::cout << (day.starts.empty() ? " -" : "") << "\n";
  }
  std::cerr << "Times are those of " << offer->zone.name() << ".\n";
  return kDone;
}

}  // namespace

void add_starts(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<StartsOptions>();
  CLI::App* command = app.add_subcommand("starts", "Print the free start times of a visit");
  command->add_option("--data", options->dir, "the clinic's data folder")->required();
  command->add_option("--key-file", options->key_file,
                      "where the master key is (default: DIR.key beside DIR)");
  command->add_option("--database", options->database,
                      "address of a PostgreSQL database in place of DIR/fascia.db");
  command->add_option("--location", options->location,
                      "number or name of the owner's place, where there are several");
  command->add_option("--service", options->ask.service, "id or short name of the visit")
      ->required();
  command->add_option("--from", options->ask.from, "first day, YYYY-MM-DD")->required();
  command->add_option("--to", options->ask.to, "last day, YYYY-MM-DD")->required();
  command->add_option("--practitioner", options->ask.practitioner, "id of one therapist");
  command->add_flag("--json", options->json, "the same JSON as GET /api/v1/availability");
  command->footer(
      "Days without a free time are printed empty.\n"
      "Example:\n  fascia starts --data /srv/clinic --service deep-tissue-60 --from 2026-11-24 "
      "--to 2026-11-30 --json");
  command->callback([options, &exit_code] {
    auto done = run(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
