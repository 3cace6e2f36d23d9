// SPDX-License-Identifier: Apache-2.0
// `fascia client`: how long a record is kept, and its end (R23).
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/clinic_options.h"
#include "cli/commands.h"
#include "clinic/erase_client.h"

namespace fascia::cli {
namespace {

struct Options : ClinicOptions {
  std::string name, why, client;
};
using Open = std::unique_ptr<OpenClinic>;

// What is no number of a client is nobody's.
ClientId client_of(const Options& options) {
  return ClientId::parse(options.client).value_or(ClientId{});
}

void print(const clinic::RecordAge& age) {
  std::cout << age.client.id.text() << "  ";
  if (age.erased) {
    std::cout << "erased on " << to_rfc3339_utc(age.erased->at) << "\n";
    return;
  }
  std::cout << age.client.name
            << (age.client.birth_date ? ", born " + to_iso(*age.client.birth_date) : std::string())
            << ": last visit " << to_iso(age.last_visit) << ", kept until "
            << to_iso(age.keep_until) << (age.on_hold ? ", on legal hold" : "") << "\n";
}

Result<int> find(const Options& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  auto found = open->store->read([&](store::Connection& c) {
    return store::search_clients(c, open->clinic().tenant, options.name, 50);
  });
  for (const auto& client : found) {
    FASCIA_TRY(auto age, clinic::record_age(open->clinic(), kWhoRunsIt, client.id));
    print(age);
  }
  return found.empty() ? kNo : kDone;
}

Result<int> due(const Options& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(auto records, clinic::records_due(open->clinic(), kWhoRunsIt));
  for (const auto& age : records) print(age);
  std::cout << records.size() << " records need not be kept any longer.\n";
  return kDone;
}

Result<int> erase(const Options& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(auto age, clinic::record_age(open->clinic(), kWhoRunsIt, client_of(options)));
  if (!age.erased && store::folded_name(age.client.name) != store::folded_name(options.name))
    return invalid("name", "erasure_name_differs");
  FASCIA_TRY(auto erased, clinic::erase_client(open->clinic(), kWhoRunsIt, client_of(options)));
  std::cout << "Erased: " << erased.taken
            << " rows and the key. Take a backup now: with it the erasure is known outside this "
               "machine too.\n";
  return kDone;
}

Result<int> hold(const Options& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(auto id, clinic::set_legal_hold(open->clinic(), kWhoRunsIt, client_of(options),
                                             PrivateText(options.why)));
  std::cout << "Hold " << id.text() << " stands: nothing of this client is erased.\n";
  return kDone;
}

Result<int> release(const Options& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY_DONE(clinic::end_legal_hold(open->clinic(), kWhoRunsIt, client_of(options)));
  std::cout << "The hold is over.\n";
  return kDone;
}

}  // namespace

void add_client(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("client", "How long records are kept, and their end");
  command->require_subcommand(1);
  command->footer("Example:\n  fascia client find --data /srv/clinic --name roy");
  auto add = [&](const char* name, const char* help, Result<int> (*run)(const Options&)) {
    return add_of_clinic(
        *command, name, help, *options, [options, run] { return run(*options); }, exit_code);
  };
  auto of_client = [&](CLI::App* one) {
    one->add_option("--client", options->client, "the number that `find` prints")->required();
  };
  CLI::App* found =
      add("find", "Who it is, by name or phone: number and how long it is kept", find);
  found->add_option("--name", options->name, "part of a name, or digits of a phone")->required();
  found->footer(
      "Exit code: 0 found, 1 nobody.\n"
      "Example:\n  fascia client find --data /srv/clinic --name roy");
  add("due", "Records that need not be kept any longer; nothing is erased by itself", due)
      ->footer("Example:\n  fascia client due --data /srv/clinic");
  CLI::App* erased = add("erase", "Destroy a client's key and record, for good", erase);
  of_client(erased);
  erased->add_option("--name", options->name, "the client's whole name, against a slip")
      ->required();
  erased->footer(
      "Refused before the record's time is over, with a visit to come, and under a legal hold.\n"
      "Backups forget the client when their copies of the keys are 30 days old. Exit code: 0 "
      "done,\n"
      "1 refused, 2 nobody of this number, or the name is another.\n"
      "Example:\n  fascia client erase --data /srv/clinic --client 1h5vq0m2r8tx4 --name \"Maya "
      "Roy\"");
  CLI::App* held = add("hold", "Keep a record whatever its age (complaint, claim)", hold);
  of_client(held);
  held->add_option("--why", options->why, "kept sealed")->required();
  held->footer(
      "Example:\n  fascia client hold --data /srv/clinic --client 1h5vq0m2r8tx4 --why complaint");
  CLI::App* released = add("release", "End the legal hold", release);
  of_client(released);
  released->footer(
      "Exit code: 0 done, 2 there is none.\n"
      "Example:\n  fascia client release --data /srv/clinic --client 1h5vq0m2r8tx4");
}

}  // namespace fascia::cli
