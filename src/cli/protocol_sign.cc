// SPDX-License-Identifier: Apache-2.0
// `fascia protocol sign`, `french` and `sign-french`: people stand for the rules and for their
// French.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "care/protocol_entries.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "clinic/review_protocol.h"

namespace fascia::cli {
namespace {

struct SignOptions {
  std::string data, key_file, name, credential, day;
  std::string language = "en";
  bool read_all = false;  // the reader read every line of the French
};

// Each value is said and asked for; anything but "y" ends it with nothing signed.
bool look_at(const std::vector<const care::Entry*>& points, const std::string& language,
             clinic::SignProtocol& in) {
  std::size_t number = 0;
  for (const care::Entry* e : points) {
    std::cout << ++number << " of " << points.size() << ": "
              << care::in_language(e->title, language) << " (" << e->kind << " " << e->id << ", "
              << e->file << ':' << e->line << "; mark " << e->mark << ", confidence "
              << e->confidence << ")\nLooked at it? y/n " << std::flush;
    std::string answer;
    if (!std::getline(std::cin, answer) || answer != "y") return false;
    in.points.insert(clinic::point_name(*e));
  }
  return true;
}

int sign(const SignOptions& options) {
  SystemClock clock;
  auto open = open_clinic(options.data, options.key_file, clock);
  if (!open) return say_error(open.error());
  clinic::Clinic& clinic = (*open)->clinic();
  auto state = clinic::read_review(clinic, clinic::kCommand);
  if (!state) return say_error(state.error());
  clinic::SignProtocol in;
  in.name = options.name;
  in.credential = options.credential;
  in.day = options.day.empty() ? clinic.availability.get()->zone.date(clinic.now())
                               : parse_date(options.day);
  if (!look_at(state->points, options.language, in)) {
    std::cerr << "fascia: not signed; each value must be looked at.\n";
    return kNo;
  }
  Done done = clinic::sign_protocol(clinic, clinic::kCommand, in);
  if (!done) return say_error(done.error());
  std::cout << "Signed: version " << clinic::rules_version(clinic) << " by " << in.name << ", "
            << in.credential << ", " << to_iso(*in.day) << "\n";
  return kDone;
}

// Every French line that decides what is safe, beside the English: what a reader reads.
int french(const SignOptions& options) {
  SystemClock clock;
  auto open = open_clinic(options.data, options.key_file, clock);
  if (!open) return say_error(open.error());
  clinic::Clinic& clinic = (*open)->clinic();
  for (const clinic::FrenchText& text : clinic::french_texts(clinic))
    std::cout << text.where << "\n  fr: " << text.fr << "\n  en: " << text.en << "\n";
  auto reading =
      clinic.store.read([&](store::Connection& c) { return clinic::french_reading(c, clinic); });
  std::cout << clinic::french_version(clinic) << ": ";
  if (reading)
    std::cout << "read by " << reading->name << ", " << reading->credential << ", "
              << to_iso(reading->day) << "\n";
  else
    std::cout << "not yet read\n";
  return reading ? kDone : kNo;
}

int sign_french(const SignOptions& options) {
  SystemClock clock;
  auto open = open_clinic(options.data, options.key_file, clock);
  if (!open) return say_error(open.error());
  clinic::Clinic& clinic = (*open)->clinic();
  clinic::SignFrench in{options.name, options.credential,
                        options.day.empty() ? clinic.availability.get()->zone.date(clinic.now())
                                            : parse_date(options.day),
                        options.read_all};
  Done done = clinic::sign_french(clinic, clinic::kCommand, in);
  if (!done) return say_error(done.error());
  std::cout << "Signed: " << clinic::french_version(clinic) << " read by " << in.name << ", "
            << in.credential << ", " << to_iso(*in.day) << "\n";
  return kDone;
}

}  // namespace

void add_protocol_signing(CLI::App& command, int& exit_code) {
  auto options = std::make_shared<SignOptions>();
  SignOptions& o = *options;
  CLI::App* signing = command.add_subcommand(
      "sign",
      "The clinic's lead stands for the rules, after a look at each value of our own choice");
  signing->add_option("--data", o.data, "the clinic's folder")->required();
  signing->add_option("--key-file", o.key_file, "its master key (default: DIR.key)");
  signing->add_option("--name", o.name, "of the clinic's lead")->required();
  signing->add_option("--credential", o.credential, "training or membership")->required();
  signing->add_option("--on", o.day, "the day (default: today)");
  signing->add_option("--language", o.language, "words in en or fr")
      ->check(CLI::IsMember({"en", "fr"}))
      ->capture_default_str();
  signing->callback([options, &exit_code] { exit_code = sign(*options); });

  CLI::App* reading = command.add_subcommand(
      "french", "Every French line that decides what is safe, and who read it");
  CLI::App* read = command.add_subcommand(
      "sign-french", "A named reader stands for the French, after reading each line");
  for (CLI::App* one : {reading, read}) {
    one->add_option("--data", o.data, "the clinic's folder")->required();
    one->add_option("--key-file", o.key_file, "its master key (default: DIR.key)");
  }
  reading->footer("Exit codes: 0 a named reader read it, 1 nobody did yet.");
  read->add_option("--name", o.name, "of the reader")->required();
  read->add_option("--credential", o.credential, "training or membership")->required();
  read->add_option("--on", o.day, "the day (default: today)");
  read->add_flag("--all-read", o.read_all, "the reader read every line of `french`");
  reading->callback([options, &exit_code] { exit_code = french(*options); });
  read->callback([options, &exit_code] { exit_code = sign_french(*options); });
}

}  // namespace fascia::cli
