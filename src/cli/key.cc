// SPDX-License-Identifier: Apache-2.0
// `fascia key`: the master key on paper, so that a lost machine loses nothing (R24), and its
// change.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/clinic_options.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "clinic/client_keys.h"
#include "clinic/recovery_sheet.h"
#include "keys/recovery_sheet.h"

namespace fascia::cli {
namespace {

struct KeyOptions {
  std::string dir, key_file, from;
  bool again = false;
};

// The line that is asked for; another key asks for another.
int asked_line(const std::string& mark) { return 1 + mark.front() % 4; }

// What was typed: standard input, or a file.
Result<std::vector<std::string>> typed_lines(const std::string& from, std::size_t wanted) {
  std::ifstream file;
  if (!from.empty()) {
    file.open(from);
    if (!file) return Error{Code::unavailable, "file_unreadable", "from", {{"file", from}}, {}};
  }
  std::istream& in = from.empty() ? std::cin : file;
  std::vector<std::string> lines;
  for (std::string line; lines.size() < wanted && std::getline(in, line);)
    if (line.find_first_not_of(" \t\r") != line.npos) lines.push_back(line);
  lines.resize(wanted);
  return lines;
}

Result<int> sheet(const KeyOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options.dir, options.key_file, clock));
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_file_of(options.dir, options.key_file)));
  std::string mark = keys::sheet_mark(key);
  if (!options.again && clinic::has_recovery_sheet(open->clinic(), mark))
    return conflict("sheet_shown", "again");
  std::cout << "Recovery sheet of " << open->clinic().availability.get()->location.name << "\n\n";
  auto lines = keys::recovery_sheet(key);
  for (std::size_t i = 0; i < lines.size(); ++i)
    std::cout << "  " << i + 1 << ":  " << lines[i] << "\n";
  std::cout
      << "\nWhoever has this sheet and a backup can read all health data of the clinic. Print it, "
         "keep it\nlocked away outside the house, and leave no copy on a computer.\n"
         "When the machine is lost, on a new one:\n"
         "  fascia key enter --key-file /srv/clinic.key\n"
         "  fascia restore --from BACKUP --data /srv/clinic\n"
         "Now show that it is on paper:\n"
         "  fascia key confirm --data "
      << options.dir << "\n";
  return kDone;
}

Result<int> confirm(const KeyOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options.dir, options.key_file, clock));
  FASCIA_TRY(keys::Key key, keys::read_master_key(key_file_of(options.dir, options.key_file)));
  std::string mark = keys::sheet_mark(key);
  int line = asked_line(mark);
  std::cerr << "Type line " << line << " of the sheet:\n";
  FASCIA_TRY(auto typed, typed_lines(options.from, 1));
  FASCIA_TRY(std::string digits, keys::read_sheet_line(line, typed.front()));
  FASCIA_TRY(std::string wanted,
             keys::read_sheet_line(line, keys::recovery_sheet(key)[std::size_t(line - 1)]));
  if (digits != wanted)
    return invalid("line", "sheet_line_wrong", {{"line", std::to_string(line)}});
  FASCIA_TRY_DONE(clinic::confirm_recovery_sheet(open->clinic(), clinic::kCommand, mark));
  std::cout << "The key stands on paper. `fascia check` warns of it no more.\n";
  return kDone;
}

Result<int> enter(const KeyOptions& options) {
  std::cerr << "Type the four lines of the sheet:\n";
  FASCIA_TRY(auto typed, typed_lines(options.from, 4));
  keys::RecoverySheet sheet;
  std::copy(typed.begin(), typed.end(), sheet.begin());
  FASCIA_TRY(keys::Key key, keys::key_of_sheet(sheet));
  FASCIA_TRY_DONE(keys::write_master_key(options.key_file, key));
  std::cout << "The key stands in " << options.key_file << ".\n";
  return kDone;
}

// The new key stands beside the old one before anything is wrapped by it, and takes its name last:
// what is interrupted between the two is ended by the next command (open_database).
Result<int> rotate(const KeyOptions& options) {
  SystemClock clock;
  FASCIA_TRY(FolderInUse alone, use_folder(options.dir, Use::alone));
  FASCIA_TRY(auto open, open_clinic(options.dir, options.key_file, clock));
  const std::string path = key_file_of(options.dir, options.key_file), next_path = next_key(path);
  // One that is there already is of a change that was interrupted before it began.
  auto next = keys::read_master_key(next_path);
  // Nothing was wrapped by what is no key: it was made and not yet written when the plug was
  // pulled.
  if (std::error_code ec; !next && next.error().message == "key_malformed")
    std::filesystem::remove(next_path, ec);
  if (!next) next = keys::make_master_key(next_path, *open->random);
  if (!next) return next.error();
  FASCIA_TRY_DONE(clinic::change_master_key(open->clinic(), *next));
  FASCIA_TRY_DONE(take_next_key(path));
  std::cout << "The master key is another one; the old one stands in " << path
            << ".old. It opens the copies of the clients' keys that were made until now: take a "
               "backup, and destroy it after 30 days. Print the new sheet:\n  fascia key sheet "
               "--data "
            << options.dir << "\n";
  return kDone;
}

void add_from(CLI::App* command, KeyOptions& options) {
  command->add_option("--from", options.from, "a file to read instead of what is typed");
}

}  // namespace

void add_key(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<KeyOptions>();
  CLI::App* command = app.add_subcommand("key", "The master key: on paper, and another one");
  command->require_subcommand(1);
  command->footer("Example:\n  fascia key sheet --data /srv/clinic");
  auto add = [&](const char* name, const char* help, Result<int> (*run)(const KeyOptions&)) {
    CLI::App* one = command->add_subcommand(name, help);
    one->callback([options, run, &exit_code] {
      auto done = run(*options);
      exit_code = done ? *done : say_error(done.error());
    });
    return one;
  };
  auto of_clinic = [&](CLI::App* one) {
    one->add_option("--data", options->dir, "the clinic's data folder")->required();
    one->add_option("--key-file", options->key_file,
                    "where the master key stands (default: DIR.key beside DIR)");
  };
  CLI::App* shown = add("sheet", "Print the recovery sheet, once", sheet);
  of_clinic(shown);
  shown->add_flag("--again", options->again, "although somebody confirmed that it is on paper");
  shown->footer(
      "Exit code: 0 printed, 1 it was confirmed before.\n"
      "Example:\n  fascia key sheet --data /srv/clinic | lp");
  CLI::App* confirmed =
      add("confirm", "Type a line of the sheet to show that you have it", confirm);
  of_clinic(confirmed);
  add_from(confirmed, *options);
  confirmed->footer(
      "Exit code: 0 it is right, 2 it is not.\n"
      "Example:\n  fascia key confirm --data /srv/clinic");
  CLI::App* rotated = add("rotate", "Change the master key, with all servers stopped", rotate);
  of_clinic(rotated);
  rotated->footer(
      "Wraps every client's key anew in one transaction; interrupted, it is as before or done.\n"
      "A server of another folder on the same database that still has the old key makes no more\n"
      "clients and ends. The old key is kept as KEY.old. Exit code: 0 done, 1 a server runs, 3 "
      "cannot read or "
      "write.\n"
      "Example:\n  fascia key rotate --data /srv/clinic");
  CLI::App* entered = add("enter", "Make the key's file from a sheet", enter);
  entered->add_option("--key-file", options->key_file, "the file to make")->required();
  add_from(entered, *options);
  entered->footer(
      "Exit code: 0 done, 2 a line is not right or the file exists.\n"
      "Example:\n  fascia key enter --key-file /srv/clinic.key");
}

}  // namespace fascia::cli
