// SPDX-License-Identifier: Apache-2.0
// `fascia init`: an empty clinic with its first owner.
#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "clinic/init_clinic.h"
#include "clinic/knowledge.h"
#include "core/json.h"

namespace fascia::cli {
namespace {

struct InitOptions {
  std::string dir, key_file, database, name, zone = "America/Edmonton", owner, password;
  bool json = false;
};

// The result for a program. A password that was given is not said again.
std::string in_json(const InitOptions& options, const std::string& key_file,
                    const std::string& password) {
  boost::json::object out{
      {"data", options.dir}, {"key_file", key_file}, {"sign_in", options.owner}};
  if (options.password.empty()) out["password"] = password;
  return json::write(out);
}

int run(const InitOptions& options) {
  auto knowledge = clinic::read_knowledge(clinic::shipped_protocol_files());
  if (!knowledge) return say_error(knowledge.error());
  SystemClock clock;
  keys::SystemRandom random;
  auto folder = make_data_folder(options.dir, options.key_file, random, clock.now(), Speed::safe,
                                 options.database);
  if (!folder) return say_error(folder.error());
  clinic::InitClinic init;
  init.name = options.name;
  init.zone = options.zone;
  init.owner_name = options.owner;
  init.owner_sign_in = options.owner;
  init.owner_password = options.password.empty() ? random.token().substr(0, 16) : options.password;
  // A new clinic's hands are protected from its first day; the page of the limits changes it.
  init.limits = clinic::limits_of_sheet(knowledge->plan);
  auto made = clinic::init_clinic(*folder->store, *folder->sealer, random, clock.now(), init);
  if (!made) return say_error(made.error());
  if (auto done = finish_data_folder(std::move(*folder), options.dir); !done)
    return say_error(done.error());
  const std::string key_file = key_file_of(options.dir, options.key_file);
  if (options.json) {
    std::cout << in_json(options, key_file, init.owner_password) << "\n";
    return kDone;
  }
  std::cout << "An empty clinic stands in " << options.dir << ".\nSign in as " << options.owner;
  if (options.password.empty())
    std::cout << " with the password " << init.owner_password << " (shown only now)";
  std::cout << ".\nThe master key stands in " << key_file
            << ": put it on paper with fascia key sheet --data " << options.dir
            << "\nand keep that somewhere else. Without it the health data cannot be read.\n"
            << "Start it with: fascia serve --data " << options.dir
            << (options.database.empty() ? "" : " and the same database")
            << "\nand sign in at http://127.0.0.1:8080/sign-in\n";
  return kDone;
}

}  // namespace

void add_init(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* command = app.add_subcommand("init", "Make an empty clinic with its first owner");
  command->add_option("--data", options->dir, "folder to make")->required();
  command->add_option("--key-file", options->key_file,
                      "where the master key goes (default: DIR.key beside DIR)");
  command->add_option("--database", options->database,
                      "address of a PostgreSQL database in place of DIR/fascia.db");
  command->add_option("--name", options->name, "the clinic's name")->required();
  command->add_option("--zone", options->zone, "its time zone")->capture_default_str();
  command->add_option("--owner", options->owner, "the owner's sign-in name")->required();
  command->add_option("--password", options->password, "the owner's password")
      ->envname("FASCIA_INIT_PASSWORD");
  command->add_flag("--json", options->json, "print the result as JSON");
  command->footer(
      "Example:\n  fascia init --data /srv/clinic --name \"Grande Prairie Massage\" --owner ana");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fascia::cli
