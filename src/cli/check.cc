// SPDX-License-Identifier: Apache-2.0
// `fascia check`: is this clinic whole?
#include "cli/check.h"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>
#include <memory>

#include "cli/clinic_options.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "clinic/recovery_sheet.h"
#include "core/json.h"
#include "keys/recovery_sheet.h"

namespace fascia::cli {
namespace {

struct CheckOptions : ClinicOptions {
  bool json = false;
};

std::string in_words(const clinic::CheckLine& line) {
  static const std::map<std::string, std::string> kWords = {
      {"file", "the database file"},
      {"rows", "what stands in it"},
      {"masks", "taken cells against appointments and holds"},
      {"index", "free times in memory against taken cells"},
      {"lost", "rows that other rows name"},
      {"audit", "the chain of audit events"},
      {"charts", "signed charts against their digests"},
      {"keys", "the clients' keys"},
      {"cells", "sealed cells with this key"},
      {"changes", "what was written after it"},
      {"zone_data", "zone data " + zone_data_version()}};
  return kWords.at(line.what);
}

}  // namespace

bool all_sound(const std::vector<clinic::CheckLine>& lines) {
  return std::all_of(lines.begin(), lines.end(), [](auto& line) { return line.sound; });
}

void print_check(const std::vector<clinic::CheckLine>& lines) {
  for (const auto& line : lines) {
    std::cout << (line.sound ? "sound   " : "UNSOUND ") << in_words(line) << ": " << line.looked_at
              << " looked at\n";
    for (const std::string& fault : line.faults) std::cout << "          " << fault << "\n";
  }
}

void print_check_json(const std::vector<clinic::CheckLine>& lines) {
  boost::json::array checks;
  for (const auto& line : lines) {
    boost::json::array faults(line.faults.begin(), line.faults.end());
    checks.push_back(boost::json::object{{"what", line.what},
                                         {"sound", line.sound},
                                         {"looked_at", line.looked_at},
                                         {"faults", std::move(faults)}});
  }
  std::cout << json::write_pretty(boost::json::object{{"sound", all_sound(lines)},
                                                      {"zone_data", zone_data_version()},
                                                      {"checks", std::move(checks)}});
}

namespace {

void say_of_sheet(const CheckOptions& options, OpenClinic& open) {
  auto key = keys::read_master_key(key_file_of(options.dir, options.key_file));
  bool is_demo = open.clinic().availability.get()->location.is_demo;
  if (key && !is_demo && !clinic::has_recovery_sheet(open.clinic(), keys::sheet_mark(*key)))
    std::cerr << "fascia: the master key is not on paper yet: fascia key sheet --data "
              << options.dir << "\n";
}

// What stands in a database whose file is not sound, as far as it can be read.
void add_rows_of(const CheckOptions& options, OpenStore opened, const Clock& clock,
                 std::vector<clinic::CheckLine>& lines, std::optional<Error>& stopped) {
  try {
    auto open = open_rows(std::move(opened), key_file_of(options.dir, options.key_file), clock);
    if (!open) {
      stopped = open.error();
      return;
    }
    auto rows = clinic::check_rows((*open)->clinic());
    lines.insert(lines.end(), rows.begin(), rows.end());
    if (all_sound(lines)) say_of_sheet(options, **open);
  } catch (const store::StoreError& fault) {
    using Kind = store::StoreError::Kind;
    if (fault.kind != Kind::corrupt && fault.kind != Kind::unreachable) throw;
    lines.push_back({"rows", false, 0, {std::string("cannot be read: ") + fault.what()}});
  }
}

// The file comes first, by its engine's word: what stands in it may not be readable.
Result<int> check(const CheckOptions& options) {
  SystemClock clock;
  std::vector<clinic::CheckLine> lines;
  std::optional<Error> stopped;
  auto opened = open_to_look(options.dir, options.database, clock);
  if (opened) {
    lines.push_back(clinic::check_file(*opened->store));
    add_rows_of(options, std::move(*opened), clock, lines, stopped);
  } else if (opened.error().message == "store_damaged") {
    lines.push_back({"file", false, 1, {opened.error().args.front().second + " is damaged"}});
  } else {
    return opened.error();
  }
  // Of a sound file that another key or program is needed for, there is nothing more to say.
  if (stopped && all_sound(lines)) return *stopped;
  options.json ? print_check_json(lines) : print_check(lines);
  if (stopped) (void)say_error(*stopped);
  return all_sound(lines) ? kDone : kNo;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", "Look whether a clinic's data is whole");
  add_clinic_options(*command, *options);
  command->add_flag("--json", options->json, "print the result as JSON");
  command->footer(
      "Looks at the file, the taken cells, the index, rows that others name, the audit chain, "
      "signed\n"
      "charts, every sealed cell and the zone data. May run beside a server. Exit code: 0 all is "
      "sound, 1 something is\n"
      "not, 3 the data or its key cannot be read.\n"
      "Example:\n  fascia check --data /srv/clinic --json");
  command->callback([options, &exit_code] {
    auto done = check(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
