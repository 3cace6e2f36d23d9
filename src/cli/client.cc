// SPDX-License-Identifier: Apache-2.0
// `fascia client`: how long a record is kept, and its end (R23).
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <functional>
#include <iostream>
#include <memory>

#include "cli/clinic_options.h"
#include "cli/commands.h"
#include "clinic/erase_client.h"
#include "clinic/export_record.h"
#include "clinic/merge_clients.h"
#include "page/record_package.h"

namespace fascia::cli {
namespace {

struct ClientOptions : ClinicOptions {
  std::string name, why, client, other, out, kind, language = "en";
  int adult = 0, minor = 0, messages = 0, fees = 0;
};
using Open = std::unique_ptr<OpenClinic>;

// What is no number of a client is nobody's.
ClientId client_of(const ClientOptions& options) {
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
            << (age.visit_ahead ? ": a visit to come, " : ": last visit ") << to_iso(age.last_visit)
            << ", kept until " << to_iso(age.keep_until) << (age.on_hold ? ", on legal hold" : "")
            << "\n";
}

// What of it may go before the rest, and when.
void print_kinds(const clinic::RecordAge& age) {
  for (const clinic::KindAge& kind : age.kinds)
    std::cout << "    " << kind.kind << ": " << kind.count << " kept, " << kind.due
              << " may go now, all of them from " << to_iso(kind.all) << "\n";
}

Result<int> find(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  auto found = open->store->read([&](store::Connection& c) {
    return store::search_clients(c, open->clinic().tenant, options.name, 50);
  });
  for (const auto& client : found) {
    FASCIA_TRY(auto age, clinic::record_age(open->clinic(), clinic::kCommand, client.id));
    print(age);
    print_kinds(age);
  }
  return found.empty() ? kNo : kDone;
}

Result<int> due(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  std::size_t due = 0, parts = 0;
  for (std::optional<store::LookedAt> after = store::LookedAt{}; after;) {
    FASCIA_TRY(auto found, clinic::records_due(open->clinic(), clinic::kCommand, *after));
    for (const auto& age : found.due) print(age);
    for (const auto& age : found.parts) {
      print(age);
      print_kinds(age);
    }
    due += found.due.size();
    parts += found.parts.size();
    after = found.next;
  }
  std::cout << due << " records need not be kept any longer, and a part of " << parts << " more.\n";
  return kDone;
}

Result<int> end_part(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(auto taken, clinic::end_kind(open->clinic(), clinic::kCommand,
                                          {client_of(options), options.kind, options.why}));
  std::cout << "Gone: " << taken << " of the kind " << options.kind
            << ". The rest of the record stays.\n";
  return kDone;
}

Result<int> erase(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(auto erased, clinic::erase_client(open->clinic(), clinic::kCommand,
                                               {client_of(options), options.name, options.why}));
  std::cout << "Erased: " << erased.taken
            << " rows and the key. Take a backup now: with it the erasure is known outside this "
               "machine too.\n";
  return kDone;
}

Result<int> keep_years(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(clinic::Retention rules, clinic::read_retention(open->clinic(), clinic::kCommand));
  if (options.adult > 0) rules.adult_years = options.adult;
  if (options.minor > 0) rules.minor_years_after_18 = options.minor;
  if (options.messages > 0) rules.kinds["messages"] = options.messages;
  if (options.fees > 0) rules.kinds["fees"] = options.fees;
  if (options.adult > 0 || options.minor > 0 || options.messages > 0 || options.fees > 0)
    FASCIA_TRY_DONE(clinic::edit_retention(open->clinic(), clinic::kCommand, rules));
  const clinic::Retention floor = clinic::retention_floor(open->clinic());
  std::cout << "Adults: " << rules.adult_years << " years after the last visit (at least "
            << floor.adult_years << "). Who was under 18: " << rules.minor_years_after_18
            << " years after the 18th birthday (at least " << floor.minor_years_after_18 << ").\n";
  for (const auto& [kind, years] : rules.kinds)
    std::cout << "Of it, " << kind << ": " << years << " years (at least " << floor.kinds.at(kind)
              << "), then they may go before the rest.\n";
  return kDone;
}

// Into a new file that nobody else can read.
Done write_new_file(const std::string& path, const std::string& bytes) {
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0)
    return Error{errno == EEXIST ? Code::conflict : Code::unavailable,
                 errno == EEXIST ? "export_exists" : "export_unwritable",
                 "out",
                 {{"file", path}},
                 {}};
  std::size_t done = 0;
  while (done < bytes.size()) {
    ssize_t n = ::write(file, bytes.data() + done, bytes.size() - done);
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  bool whole = done == bytes.size() && ::fsync(file) == 0;
  ::close(file);
  if (whole) return {};
  ::unlink(path.c_str());
  return Error{Code::unavailable, "export_unwritable", "out", {{"file", path}}, {}};
}

Result<int> export_to_file(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  clinic::Clinic& clinic = open->clinic();
  const bool french = options.language == "fr";
  FASCIA_TRY(auto record, clinic::export_record(clinic, clinic::kCommand, client_of(options),
                                                french ? "fr" : "en"));
  auto templates = page::Templates::embedded([](std::string_view) { return std::string(); });
  auto package = page::pack_record(templates, french ? page::Language::fr : page::Language::en,
                                   record, clinic.availability.get()->zone, clinic.now());
  FASCIA_TRY_DONE(write_new_file(options.out, package.bytes.reveal()));
  std::cout << "The whole record stands in " << options.out
            << ". It is noted that it was given on: hand it to the person and delete the file.\n";
  return kDone;
}

Result<int> hold(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(auto id, clinic::set_legal_hold(open->clinic(), clinic::kCommand, client_of(options),
                                             PrivateText(options.why)));
  std::cout << "Hold " << id.text() << " stands: nothing of this client is erased.\n";
  return kDone;
}

Result<int> release(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY_DONE(clinic::end_legal_hold(open->clinic(), clinic::kCommand, client_of(options)));
  std::cout << "The hold is over.\n";
  return kDone;
}

std::string named(const store::Client& client) {
  return client.id.text() + "  " + client.name +
         (client.birth_date ? ", born " + to_iso(*client.birth_date) : std::string());
}

Result<int> alike(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  clinic::Clinic& clinic = open->clinic();
  Date tomorrow = clinic.availability.get()->zone.date(clinic.now()) + 1;
  FASCIA_TRY(auto pairs,
             clinic::like_records(clinic, clinic::kCommand, Date::of(1970, 1, 1), tomorrow));
  for (const auto& pair : pairs)
    std::cout << named(pair.older) << "\n" << named(pair.newer) << "\n\n";
  std::cout << pairs.size() << " pairs. Nothing is joined by itself.\n";
  return pairs.empty() ? kNo : kDone;
}

// The fields of the kept record hold, and of the other where the kept one has none; the owner's
// pages choose one by one.
Result<int> merge(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  clinic::Clinic& clinic = open->clinic();
  ClientId kept = client_of(options);
  ClientId other = ClientId::parse(options.other).value_or(ClientId{});
  FASCIA_TRY(auto two,
             clinic::look_at_both(clinic, clinic::kCommand, {.kept = kept, .merged = other}));
  const store::Client& person = two.kept.client;
  FASCIA_TRY(auto id, clinic::merge_clients(clinic, clinic::kCommand,
                                            {kept,
                                             other,
                                             {false, !person.birth_date, person.email.empty(),
                                              person.phone.empty(), false},
                                             PrivateText(options.why)}));
  std::cout << "Joined (" << id.text() << "). `fascia client unmerge --client " << kept.text()
            << "` puts them apart again.\n";
  return kDone;
}

Result<int> unmerge(const ClientOptions& options) {
  SystemClock clock;
  FASCIA_TRY(Open open, open_clinic(options, clock));
  FASCIA_TRY(auto merges, clinic::merges_of(open->clinic(), clinic::kCommand, client_of(options)));
  if (merges.empty()) return not_found("merge_unknown", "client");
  FASCIA_TRY_DONE(clinic::unmerge_clients(open->clinic(), clinic::kCommand, merges.front().id));
  std::cout << "Apart again: " << named(merges.front().merged) << "\n";
  return kDone;
}

void add_merging(const std::function<CLI::App*(const char*, const char*,
                                               Result<int> (*)(const ClientOptions&))>& add,
                 ClientOptions& options) {
  add("alike", "Records that may be one person's, the older one first", alike)
      ->footer(
          "Exit code: 0 there are some, 1 none.\nExample:\n  fascia client alike --data "
          "/srv/clinic");
  CLI::App* merged = add("merge", "Join two records of one person; can be undone", merge);
  merged->add_option("--client", options.client, "the record that is kept")->required();
  merged->add_option("--other", options.other, "the record that goes into it")->required();
  merged->add_option("--why", options.why, "kept sealed; needed where names or birth dates differ");
  merged->footer(
      "Exit code: 0 done, 1 refused, 2 nobody of this number, or a reason is missing.\n"
      "Example:\n  fascia client merge --data /srv/clinic --client 1h5vq0m2r8tx4 --other "
      "2k6wr1n3s9vy5 --why \"day and month were swapped\"");
  CLI::App* apart = add("unmerge", "Put the latest merge into a record apart again", unmerge);
  apart->add_option("--client", options.client, "the record that was kept")->required();
  apart->footer(
      "Exit code: 0 done, 1 refused, 2 there is none.\n"
      "Example:\n  fascia client unmerge --data /srv/clinic --client 1h5vq0m2r8tx4");
}

}  // namespace

void add_client(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ClientOptions>();
  CLI::App* command = app.add_subcommand("client", "How long records are kept, and their end");
  command->require_subcommand(1);
  command->footer("Example:\n  fascia client find --data /srv/clinic --name roy");
  auto add = [&](const char* name, const char* help, Result<int> (*run)(const ClientOptions&)) {
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
  add("due", "Records and parts of them that need not be kept any longer; nothing ends by itself",
      due)
      ->footer("Example:\n  fascia client due --data /srv/clinic");
  CLI::App* part =
      add("part", "End one kind of a record before the rest, when it is due", end_part);
  of_client(part);
  part->add_option("--kind", options->kind, "as `due` names it: messages, fees")->required();
  part->add_option("--why", options->why, "kept with the audit; nothing of the person's health")
      ->required();
  part->footer(
      "Exit code: 0 done, 1 refused (too early, legal hold, an open request), 2 nobody of this "
      "number\nor no such kind.\n"
      "Example:\n  fascia client part --data /srv/clinic --client 1h5vq0m2r8tx4 --kind messages "
      "--why \"three years are over\"");
  CLI::App* erased = add("erase", "Destroy a client's key and record, for good", erase);
  of_client(erased);
  erased->add_option("--name", options->name, "the client's whole name, against a slip")
      ->required();
  erased->add_option("--why", options->why, "kept with the audit; nothing of the person's health")
      ->required();
  erased->footer(
      "Refused before the record's time is over, with a visit to come, and under a legal hold.\n"
      "Backups forget the client when their copies of the keys are 30 days old. Exit code: 0 "
      "done,\n"
      "1 refused, 2 nobody of this number, or the name is another.\n"
      "Example:\n  fascia client erase --data /srv/clinic --client 1h5vq0m2r8tx4 --name \"Maya "
      "Roy\" --why \"her wish\"");
  CLI::App* kept =
      add("keep", "For how many years records are kept; sets them when told", keep_years);
  kept->add_option("--adult", options->adult, "years after the last visit");
  kept->add_option("--minor", options->minor, "years after the 18th birthday");
  kept->add_option("--messages", options->messages, "years for e-mails, after the last one");
  kept->add_option("--fees", options->fees, "years for fees, after the end of their tax year");
  kept->footer("Example:\n  fascia client keep --data /srv/clinic --adult 12");
  CLI::App* exported = add(
      "export", "All that is kept of a client as one .zip, to be handed to them", export_to_file);
  of_client(exported);
  exported->add_option("--out", options->out, "a file that does not exist yet")->required();
  exported->add_option("--language", options->language, "en or fr")
      ->check(CLI::IsMember({"en", "fr"}));
  exported->footer(
      "While a request of theirs is open (`fascia rights ask`); noted among the disclosures.\n"
      "Exit code: 0 done, 1 not asked for or the file exists, 2 nobody of this number.\n"
      "Example:\n  fascia client export --data /srv/clinic --client 1h5vq0m2r8tx4 --out maya.zip");
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
  add_merging(add, *options);
}

}  // namespace fascia::cli
