// SPDX-License-Identifier: Apache-2.0
// `fascia audit`: the chain of who read and changed what.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <iostream>
#include <memory>

#include "cli/clinic_options.h"
#include "cli/commands.h"
#include "clinic/audit_chain.h"
#include "core/json.h"
#include "store/clients.h"

namespace fascia::cli {
namespace {

struct AuditOptions : ClinicOptions {
  std::string head, client;
  bool json = false;
};

Result<int> head(const AuditOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options, clock, Opening::only_look));
  auto head = open->store->read(
      [&](store::Connection& c) { return store::audit_head(c, open->clinic().tenant); });
  if (!head) return conflict("audit_empty");
  std::cout << store::to_text(*head) << "\n";
  return kDone;
}

Result<int> verify(const AuditOptions& options) {
  SystemClock clock;
  std::optional<store::AuditHead> known;
  if (!options.head.empty()) {
    known = store::parse_audit_head(options.head);
    if (!known) return invalid("HEAD", "audit_head_malformed");
  }
  FASCIA_TRY(auto open, open_clinic(options, clock, Opening::only_look));
  auto verdict = clinic::verify_audit(open->clinic(), known);
  if (options.json) {
    boost::json::object out{
        {"holds", verdict.holds()}, {"events", verdict.events}, {"cut_off", verdict.cut_off}};
    if (verdict.broken) out["broken_at"] = *verdict.broken;
    if (verdict.head) out["head"] = store::to_text(*verdict.head);
    std::cout << json::write_pretty(out);
    return verdict.holds() ? kDone : kNo;
  }
  if (verdict.broken)
    std::cout << "BROKEN at event " << *verdict.broken << ": changed or taken out afterwards.\n";
  if (verdict.cut_off)
    std::cout << "CUT OFF: events that were known elsewhere are not here any more.\n";
  if (verdict.holds()) std::cout << verdict.events << " events, each as it was written.\n";
  if (verdict.head) std::cout << "Head: " << store::to_text(*verdict.head) << "\n";
  return verdict.holds() ? kDone : kNo;
}

Result<int> export_client(const AuditOptions& options) {
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(options, clock, Opening::only_look));
  auto client = ClientId::parse(options.client);
  if (!client) return not_found("client_unknown", "client");
  auto events = open->store->read([&](store::Connection& c) {
    return store::audit_of_client(c, open->clinic().tenant, *open->sealer, *client);
  });
  boost::json::array all;
  for (const auto& [seq, e] : events)
    all.push_back(boost::json::object{{"seq", seq},
                                      {"at", to_rfc3339_utc(e.at)},
                                      {"by", e.actor_kind},
                                      {"staff", e.actor == 0 ? "" : id_text(e.actor)},
                                      {"action", e.action},
                                      {"subject", e.subject_kind},
                                      {"id", e.subject == 0 ? "" : id_text(e.subject)},
                                      {"from", e.from},
                                      {"reason", e.reason}});
  std::cout << json::write_pretty(all);
  return kDone;
}

}  // namespace

void add_audit(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AuditOptions>();
  CLI::App* command = app.add_subcommand("audit", "Who read and changed what: is it all there?");
  command->require_subcommand(1);
  command->footer("Example:\n  fascia audit verify --data /srv/clinic");
  auto add = [&](const char* name, const char* help, Result<int> (*run)(const AuditOptions&)) {
    return add_of_clinic(
        *command, name, help, *options, [options, run] { return run(*options); }, exit_code);
  };
  add("head", "Print the end of the chain, to be kept elsewhere", head)
      ->footer("Example:\n  fascia audit head --data /srv/clinic");
  CLI::App* verified = add("verify", "Look at every event of the chain", verify);
  verified->add_option("HEAD", options->head,
                       "an end that was kept: of `head`, a backup, or a day sheet");
  verified->add_flag("--json", options->json, "print the result as JSON");
  verified->footer(
      "Finds an event that was changed or taken out, and, by HEAD or the end that the store of "
      "keys\n"
      "was told within the last minute, a tail that was cut off. Exit code: 0 it holds, 1 it does\n"
      "not, 2 HEAD is none.\n"
      "Example:\n  fascia audit verify --data /srv/clinic 4711:9f3a0c11e2b40d27");
  CLI::App* exported = add("export", "All events of one client, as JSON", export_client);
  exported->add_option("--client", options->client, "the number that `fascia client find` prints")
      ->required();
  exported->footer("Example:\n  fascia audit export --data /srv/clinic --client 1h5vq0m2r8tx4");
}

}  // namespace fascia::cli
