// SPDX-License-Identifier: Apache-2.0
// `fascia rights`: what people may ask of the clinic about their record (R25).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/clinic_options.h"
#include "cli/commands.h"
#include "clinic/access_request.h"
#include "clinic/record_rights.h"

namespace fascia::cli {
namespace {

struct RightsOptions : ClinicOptions {
  std::string client, id, outcome, text, kind, step, noticed;
  clinic::Disclosure given;
  clinic::BreachRecord breach;
};
using Clinic = clinic::Clinic;

ClientId client_of(const RightsOptions& o) {
  return ClientId::parse(o.client).value_or(ClientId{});
}
store::AccessRequestId request_of(const RightsOptions& o) {
  return store::AccessRequestId::parse(o.id).value_or(store::AccessRequestId{});
}

Result<int> say(const Result<store::AccessRequest>& x) {
  if (!x) return x.error();
  std::cout << x->id.text() << "  received " << to_iso(x->received) << ", due " << to_iso(x->due)
            << (x->estimate ? ", the clock stands since " + to_iso(*x->estimate) : "")
            << (x->outcome.empty() ? "" : ", " + x->outcome) << "\n";
  return kDone;
}

Result<int> say(const Done& done) {
  if (!done) return done.error();
  std::cout << "Noted.\n";
  return kDone;
}

Result<int> requests(Clinic& clinic, const RightsOptions&) {
  FASCIA_TRY(auto open, clinic::open_requests(clinic, clinic::kCommand));
  for (const auto& one : open) {
    std::cout << one.request.id.text() << "  " << one.client_name << ", due "
              << to_iso(one.request.due) << ", " << one.days_left << " days left"
              << (one.request.estimate ? ", waits for an answer to the estimate" : "")
              << (one.withdrawn ? ": not answered in 30 days, close it as withdrawn" : "") << "\n";
  }
  return kDone;
}

Result<int> ask(Clinic& clinic, const RightsOptions& o) {
  return say(clinic::receive_request(clinic, clinic::kCommand, client_of(o), clinic.now(),
                                     PrivateText(o.text)));
}

Result<int> extend(Clinic& clinic, const RightsOptions& o) {
  return say(clinic::extend_request(clinic, clinic::kCommand, request_of(o)));
}

Result<int> estimate(Clinic& clinic, const RightsOptions& o) {
  return say(clinic::send_estimate(clinic, clinic::kCommand, request_of(o)));
}

Result<int> accept(Clinic& clinic, const RightsOptions& o) {
  return say(clinic::accept_estimate(clinic, clinic::kCommand, request_of(o)));
}

Result<int> close(Clinic& clinic, const RightsOptions& o) {
  auto outcome = clinic::parse_access_outcome(o.outcome);
  FASCIA_CHECK(outcome.has_value());  // the option takes no other word
  return say(clinic::close_request(clinic, clinic::kCommand, request_of(o), *outcome));
}

Result<int> note(Clinic& clinic, const RightsOptions& o) {
  return say(clinic::add_record_note(clinic, clinic::kCommand, client_of(o), o.kind == "correction",
                                     PrivateText(o.text)));
}

Result<int> disclose(Clinic& clinic, const RightsOptions& o) {
  return say(clinic::log_disclosure(clinic, clinic::kCommand, client_of(o), o.given));
}

Result<int> disclosures(Clinic& clinic, const RightsOptions& o) {
  FASCIA_TRY(auto all, clinic::disclosures_of(clinic, clinic::kCommand, client_of(o)));
  for (const auto& one : all)
    std::cout << to_rfc3339_utc(one.at) << "  to " << one.given.to << ": " << one.given.what << " ("
              << one.given.ground << ")\n";
  return kDone;
}

Result<int> opened(Clinic& clinic, const RightsOptions& o) {
  FASCIA_TRY(auto all, clinic::openings_of_client(clinic, clinic::kCommand, client_of(o)));
  for (const auto& one : all)
    std::cout << to_rfc3339_utc(one.at) << "  " << one.what << " by " << one.by
              << (one.from.empty() ? "" : " from " + fmt::format("{}", fmt::join(one.from, ", ")))
              << "\n";
  return kDone;
}

Result<int> breach(Clinic& clinic, const RightsOptions& o) {
  Instant noticed = clinic.now();
  if (!o.noticed.empty()) {
    auto at = parse_rfc3339(o.noticed);
    if (!at) return invalid("noticed", "instant_malformed");
    noticed = *at;
  }
  FASCIA_TRY(auto id, clinic::record_breach(clinic, clinic::kCommand, noticed, o.breach));
  std::cout << id.text() << "  tell the Commissioner by " << to_rfc3339_utc(noticed + hours(72))
            << " where there is a real risk of harm.\n";
  return kDone;
}

Result<int> breach_step(Clinic& clinic, const RightsOptions& o) {
  auto step = clinic::parse_breach_step(o.step);
  FASCIA_CHECK(step.has_value());  // the option takes no other word
  return say(clinic::note_breach_step(
      clinic, clinic::kCommand, store::BreachId::parse(o.id).value_or(store::BreachId{}), *step));
}

Result<int> breaches(Clinic& clinic, const RightsOptions&) {
  FASCIA_TRY(auto all, clinic::breaches(clinic, clinic::kCommand));
  for (const auto& x : all)
    std::cout << x.id.text() << "  noticed " << to_rfc3339_utc(x.noticed) << ", "
              << (x.commissioner_told ? "Commissioner told"
                                      : "tell by " + to_rfc3339_utc(x.tell_by))
              << (x.people_told ? ", people told" : "") << (x.closed ? ", closed" : "") << "\n    "
              << x.record.circumstances << "\n";
  return kDone;
}

using Run = Result<int> (*)(Clinic&, const RightsOptions&);

struct Command {
  CLI::App* group;
  std::shared_ptr<RightsOptions> options;
  int& exit_code;

  CLI::App* add(const char* name, const char* help, Run run) const {
    auto opened = [options = options, run]() -> Result<int> {
      SystemClock clock;
      FASCIA_TRY(auto open, open_clinic(*options, clock));
      return run(open->clinic(), *options);
    };
    return add_of_clinic(*group, name, help, *options, opened, exit_code);
  }
  CLI::App* of_client(CLI::App* one) const {
    one->add_option("--client", options->client, "the number that `fascia client find` prints")
        ->required();
    return one;
  }
  CLI::App* of_request(CLI::App* one) const {
    one->add_option("--request", options->id, "the number that `requests` prints")->required();
    return one;
  }
};

void add_requests(const Command& c) {
  c.add("requests", "Open requests for a record, by the day they are due", requests);
  CLI::App* asked = c.of_client(c.add("ask", "A person asked for their record: 45 days", ask));
  asked->add_option("--asked", c.options->text, "what they asked for; kept sealed")->required();
  c.of_request(c.add("extend", "30 days more, once, with notice to the person", extend));
  c.of_request(c.add("estimate", "An estimate of the fee went out: the clock stands", estimate));
  c.of_request(c.add("accept", "The estimate was accepted: the clock goes on", accept));
  CLI::App* closed = c.of_request(c.add("close", "The request is answered", close));
  closed->add_option("--outcome", c.options->outcome, "given, refused or withdrawn")
      ->required()
      ->check(CLI::IsMember({"given", "refused", "withdrawn"}));
}

void add_lines(const Command& c) {
  CLI::App* noted = c.of_client(c.add("note", "A correction, or the words of one refused", note));
  noted->add_option("--kind", c.options->kind, "correction or annotation")
      ->required()
      ->check(CLI::IsMember({"correction", "annotation"}));
  noted->add_option("--text", c.options->text, "stands beside the record, sealed")->required();
  CLI::App* given = c.of_client(c.add("disclose", "Something of a record was given on", disclose));
  given->add_option("--to", c.options->given.to, "who got it")->required();
  given->add_option("--what", c.options->given.what, "what they got")->required();
  given->add_option("--ground", c.options->given.ground, "consent, law, danger")->required();
  c.of_client(c.add("disclosures", "To whom something of a record went", disclosures));
  c.of_client(c.add("opened", "Who read a record or wrote in it", opened));
}

void add_breaches(const Command& c) {
  CLI::App* one = c.add("breach", "Personal data were lost or seen: the record of it", breach);
  clinic::BreachRecord& r = c.options->breach;
  one->add_option("--noticed", c.options->noticed, "when, e.g. 2026-11-24T09:00:00-06:00");
  one->add_option("--circumstances", r.circumstances, "what happened, and why")->required();
  one->add_option("--period", r.period, "when it happened")->required();
  one->add_option("--kinds", r.kinds, "which data")->required();
  one->add_option("--harm", r.harm, "what harm may come of it")->required();
  one->add_option("--people", r.people, "about how many")->required();
  one->add_option("--steps-harm", r.steps_harm, "done against the harm")->required();
  one->add_option("--steps-notify", r.steps_notify, "done to tell people")->required();
  one->add_option("--contact", r.contact, "who answers questions")->required();
  c.add("breaches", "All records of breaches", breaches);
  CLI::App* step =
      c.add("breach-step", "Somebody was told of a breach, or it is over", breach_step);
  step->add_option("--breach", c.options->id, "the number that `breaches` prints")->required();
  step->add_option("--step", c.options->step, "commissioner, people or closed")
      ->required()
      ->check(CLI::IsMember({"commissioner", "people", "closed"}));
}

}  // namespace

void add_rights(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RightsOptions>();
  CLI::App* group = app.add_subcommand(
      "rights", "Access, correction, disclosures, breaches, who opened a record");
  group->require_subcommand(1);
  group->footer(
      "Exit code: 0 done, 1 the state says no, 2 bad input or nobody of this number, 3 no data.\n"
      "Example:\n  fascia rights ask --data /srv/clinic --client 1h5vq0m2r8tx4 --asked \"all of "
      "it\"");
  Command command{group, options, exit_code};
  add_requests(command);
  add_lines(command);
  add_breaches(command);
}

}  // namespace fascia::cli
