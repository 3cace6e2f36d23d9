// SPDX-License-Identifier: Apache-2.0
// `fascia place`: the places of one owner (docs/scale.md).
#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <iostream>
#include <memory>

#include "cli/clinic_options.h"
#include "cli/commands.h"
#include "clinic/manage_clinic.h"
#include "core/json.h"

namespace fascia::cli {
namespace {

struct PlaceOptions : ClinicOptions {
  store::Location place;
  std::string like, location, at;
  bool json = false;
};

constexpr const char* kAtHelp = "where it is, as maps show it: 55.17,-118.8";

boost::json::object in_json(const store::Location& place) {
  return {{"id", place.id.text()},
          {"name", place.name},
          {"address", place.address},
          {"city", place.city},
          {"at", place.at ? boost::json::value(to_text(*place.at)) : nullptr}};
}

Result<int> list(const PlaceOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options, clock));
  FASCIA_TRY(auto places, clinic::list_places(open->clinic(), clinic::kCommand));
  boost::json::array all;
  for (const store::Location& place : places) {
    if (options.json) {
      all.push_back(in_json(place));
      continue;
    }
    std::cout << place.id.text() << "  " << place.name;
    for (const std::string& more : {place.address, place.city})
      if (!more.empty()) std::cout << ", " << more;
    if (place.at) std::cout << ", at " << to_text(*place.at);
    std::cout << "\n";
  }
  if (options.json) std::cout << json::write(all) << "\n";
  return kDone;
}

Result<int> add(const PlaceOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options, clock));
  FASCIA_TRY_DONE(serve_place(*open, options.like));
  store::Location made = options.place;
  if (!options.at.empty()) {
    FASCIA_TRY(made.at, parse_position(options.at));
  }
  FASCIA_TRY(made.id, clinic::add_place(open->clinic(), clinic::kCommand, made));
  const LocationId id = made.id;
  if (options.json) {
    std::cout << json::write(in_json(made)) << "\n";
    return kDone;
  }
  std::cout << options.place.name << " is one of the owner's places now: " << id.text()
            << ". It has no rooms and no shifts yet.\nServe it, at an address of its own, with: "
               "fascia serve --data "
            << options.dir << " --location " << id.text()
            << "\nand sign in there as the owner. From their next start on the programs of the "
               "other places need --location too: fascia place list\n";
  return kDone;
}

Result<int> set(const PlaceOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options, clock));
  FASCIA_TRY_DONE(serve_place(*open, options.location));
  store::Location place = clinic::current_offer(open->clinic())->location;
  place.at.reset();
  if (options.at != "none") {
    FASCIA_TRY(place.at, parse_position(options.at));
  }
  FASCIA_TRY_DONE(clinic::edit_profile(open->clinic(), clinic::kCommand, place));
  if (options.json)
    std::cout << json::write(in_json(place)) << "\n";
  else
    std::cout << place.name
              << (place.at ? " is at " + to_text(*place.at) : std::string(" is nowhere on a map"))
              << " now.\n";
  return kDone;
}

}  // namespace

void add_place(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PlaceOptions>();
  CLI::App* group = app.add_subcommand("place", "The places of one owner, and one more");
  group->require_subcommand(1);
  group->footer(
      "Examples:\n  fascia place list --data /srv/chain\n"
      "  fascia place add --data /srv/chain --name \"North of the River\"");
  CLI::App* listed = add_of_clinic(
      *group, "list", "Print them with the number that lasts", *options,
      [options] { return list(*options); }, exit_code);
  listed->add_flag("--json", options->json, "print the result as JSON");
  listed->footer("Example:\n  fascia place list --data /srv/chain");
  CLI::App* added = add_of_clinic(
      *group, "add", "Add a place, empty", *options, [options] { return add(*options); },
      exit_code);
  store::Location& place = options->place;
  added->add_option("--name", place.name, "its name, which no other place has")->required();
  added->add_option("--address", place.address, "street and number");
  added->add_option("--city", place.city, "city");
  added->add_option("--phone", place.phone, "its phone");
  added->add_option("--email", place.email, "its e-mail address");
  added->add_option("--at", options->at, kAtHelp);
  added->add_option("--like", options->like,
                    "number or name of the place whose time zone, currency and emergency line it "
                    "has, where there are several");
  added->add_flag("--json", options->json, "print the result as JSON");
  added->footer(
      "Services, clients, staff, policy and closed days are the owner's, and stand at each place.\n"
      "Several places need a PostgreSQL database.\n"
      "Example:\n  fascia place add --data /srv/chain --name \"North of the River\" --city "
      "\"Grande Prairie\" --at 55.17,-118.8");
  CLI::App* changed = add_of_clinic(
      *group, "set", "Say where a place is", *options, [options] { return set(*options); },
      exit_code);
  changed->add_option("--location", options->location,
                      "its number or name, where there are several");
  changed->add_option("--at", options->at, std::string(kAtHelp) + "; none: it is not said")
      ->required();
  changed->add_flag("--json", options->json, "print the result as JSON");
  changed->footer(
      "Clients then see how far the next free time is, nearest first if they wish.\n"
      "Example:\n  fascia place set --data /srv/chain --location \"North of the River\" --at "
      "55.17,-118.8");
}

}  // namespace fascia::cli
