// SPDX-License-Identifier: Apache-2.0
// `fascia demo`: a clinic full of invented people, to look at and to test with.
#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "clinic/demo_chain.h"
#include "clinic/demo_clinic.h"
#include "core/json.h"

namespace fascia::cli {
namespace {

struct DemoOptions {
  std::string dir, key_file, database, now;
  std::uint64_t seed = 1;
  int weeks_back = 13;
  int locations = 1, therapists = 0;
  std::int64_t appointments = 0;
  bool json = false;
};

// A day means 8:00 there, before the clinic opens; without one the present minute.
Result<Instant> story_end(const std::string& text) {
  FASCIA_TRY(Zone zone, Zone::load("America/Edmonton"));
  if (text.empty()) {
    Instant now = SystemClock().now();
    return Instant{now.seconds - now.seconds % 60};
  }
  if (auto date = parse_date(text)) return zone.instant({*date, 8 * 60});
  if (auto instant = parse_rfc3339(text)) return *instant;
  return invalid("now", "date_invalid");
}

void say_sign_ins(const clinic::DemoMade& made) {
  std::cout << "Sign-ins (name, password):\n";
  for (const clinic::DemoSignIn& s : made.sign_ins) {
    std::string role(store::to_string(s.role));
    std::cout << "  " << s.sign_in
              << std::string(10 - std::min<std::size_t>(s.sign_in.size(), 9), ' ') << s.password
              << "   " << s.name << ", " << role << "\n";
  }
}

void say_made(const DemoOptions& options, const clinic::DemoMade& made) {
  std::cout << "A demo clinic stands in " << options.dir << ": " << made.clients << " clients, "
            << made.treated << " sessions behind it, " << made.ahead
            << " visits to come. Nobody in it is real.\n";
  say_sign_ins(made);
  std::cout << "Start it with: fascia serve --data " << options.dir
            << (options.database.empty() ? "" : " and the same database") << "\n";
}

// The result for a program.
std::string in_json(const DemoOptions& options, const clinic::DemoMade& made) {
  boost::json::array sign_ins;
  for (const auto& s : made.sign_ins)
    sign_ins.push_back(boost::json::object{{"sign_in", s.sign_in},
                                           {"password", s.password},
                                           {"name", s.name},
                                           {"role", store::to_string(s.role)}});
  return json::write(boost::json::object{{"data", options.dir},
                                         {"clients", made.clients},
                                         {"treated", made.treated},
                                         {"ahead", made.ahead},
                                         {"sign_ins", std::move(sign_ins)}});
}

void draw_chain(const DemoOptions& options, int places, std::int64_t appointments) {
  std::cerr << "\rplace " << places << " of " << options.locations << ", " << appointments
            << " appointments" << (places == options.locations ? "\n" : "") << std::flush;
}

// The places beside the first one. What was interrupted leaves whole places.
Done grow(const DemoOptions& options, store::Store& store, store::Sealer& sealer,
          keys::Random& random, const Clock& clock, const clinic::Knowledge& knowledge,
          TenantId tenant) {
  clinic::Clinic first(store, sealer, random, clock, knowledge, tenant);
  FASCIA_TRY(std::int64_t added,
             clinic::fill_chain(
                 first, {options.locations, options.therapists, options.appointments, options.seed},
                 [&](int places, std::int64_t all) { draw_chain(options, places, all); }));
  if (options.json) return {};
  std::cout << "It is one of " << options.locations << " places with " << added
            << " appointments at the others. Name the one to serve: --location \"Example Massage "
               "002\"\n";
  return {};
}

Result<int> make(const DemoOptions& options) {
  FASCIA_TRY(Instant now, story_end(options.now));
  keys::SeededRandom random(options.seed);
  const clinic::DemoSettings settings{options.seed, now, options.weeks_back};
  clinic::DemoClock clock(clinic::demo_beginning(settings));
  FASCIA_TRY(auto knowledge, clinic::read_knowledge(clinic::shipped_protocol_files()));
  FASCIA_TRY(NewFolder folder, make_data_folder(options.dir, options.key_file, random, clock.now(),
                                                Speed::fast, options.database));
  FASCIA_TRY(auto made,
             clinic::make_demo(*folder.store, *folder.sealer, random, clock, knowledge, settings));
  if (options.locations > 1)
    FASCIA_TRY_DONE(
        grow(options, *folder.store, *folder.sealer, random, clock, knowledge, made.tenant));
  FASCIA_TRY_DONE(finish_data_folder(std::move(folder), options.dir));
  if (options.json)
    std::cout << in_json(options, made) << "\n";
  else
    say_made(options, made);
  if (made.troubles > 0)
    std::cerr << "fascia: " << made.troubles
              << " times a use case refused what the story wanted; the first: "
              << made.first_trouble << "\n";
  return kDone;
}

}  // namespace

void add_demo(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<DemoOptions>();
  CLI::App* command =
      app.add_subcommand("demo", "Make the demo clinic: invented people, real behaviour");
  command->add_option("--data", options->dir, "folder to make")->required();
  command->add_option("--key-file", options->key_file,
                      "where the master key goes (default: DIR.key beside DIR)");
  command->add_option("--database", options->database,
                      "address of a PostgreSQL database in place of DIR/fascia.db");
  command->add_option("--seed", options->seed, "another number, another clinic")
      ->capture_default_str();
  command->add_option("--now", options->now,
                      "the day on which it stands (8:00 there), or an instant; default: now");
  command->add_option("--weeks-back", options->weeks_back, "weeks of treatments behind it")
      ->check(CLI::Range(0, 26))
      ->capture_default_str();
  command
      ->add_option("--locations", options->locations,
                   "places of the owner; those beside the first are filled with rows alone")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--therapists", options->therapists, "therapists of all places together")
      ->check(CLI::Range(0, 40'000));
  command
      ->add_option("--appointments", options->appointments, "appointments of all places together")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{20'000'000}));
  command->add_flag("--json", options->json, "print the result as JSON");
  command->footer(
      "Examples:\n  fascia demo --data data/demo\n"
      "  fascia demo --data /tmp/clinic --seed 7 --now 2026-11-24\n"
      "The same seed and the same --now give the same clinic.");
  command->callback([options, &exit_code] {
    auto done = make(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
