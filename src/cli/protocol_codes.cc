// SPDX-License-Identifier: Apache-2.0
// `fascia protocol codes`: the SNOMED CT codes below the protocol's own, from a licensed release.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/intake_file.h"
#include "cli/open_clinic.h"
#include "interop/codes.h"
#include "interop/snomed_release.h"

namespace fascia::cli {
namespace {

namespace fs = std::filesystem;

struct CodesOptions {
  std::string relationships, data, out;
};

constexpr const char* kFileName = "snomed-descendants.toml";

Error cannot(const std::string& option, const std::string& file) {
  return {Code::unavailable, "file_unreadable", option, {{"file", file}}, {}};
}

// The old file stands until the new one is whole.
Done write_beside(const std::string& path, const std::string& text) {
  std::error_code fault;
  fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, fault);
  const std::string draft = path + ".new";
  {
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) return cannot("out", draft);
  }
  fs::rename(draft, path, fault);
  if (fault) return cannot("out", path);
  return {};
}

Result<interop::SnomedDescendants> read(const CodesOptions& options) {
  // The protocol as it ships: what a file of before says is found anew.
  FASCIA_TRY(clinic::Knowledge knowledge, knowledge_of({}));
  FASCIA_TRY(interop::Codes codes, interop::read_codes(knowledge.files, knowledge.screening));
  std::ifstream in(options.relationships, std::ios::binary);
  if (!in) return cannot("snomed-relationships", options.relationships);
  return interop::read_descendants(in, codes.snomed_codes());
}

int run_codes(const CodesOptions& options) {
  if (options.data.empty() == options.out.empty()) {
    std::cerr << "fascia: --data DIR or --out FILE is needed, one of them. See: fascia protocol "
                 "codes --help\n";
    return kBadInput;
  }
  const std::string path =
      options.out.empty() ? own_rules_of(options.data) + "/" + kFileName : options.out;
  auto found = read(options);
  if (!found) return say_error(found.error());
  const std::string release = fs::path(options.relationships).filename().string();
  if (auto done = write_beside(path, interop::descendants_file(*found, release)); !done)
    return say_error(done.error());
  std::size_t codes = 0;
  for (const auto& one : found->all) codes += one.codes.size();
  std::cout << path << ": " << codes << " codes below " << found->all.size()
            << " of the protocol's own, from " << found->links << " links\n";
  for (const std::string& code : found->unknown)
    std::cout << "not in this release: " << code << "\n";
  std::cout << "It is another state of the rules: restart the program, and let the lead sign it "
               "(fascia protocol sign).\n";
  return kDone;
}

}  // namespace

void add_protocol_codes(CLI::App& protocol, int& exit_code) {
  auto options = std::make_shared<CodesOptions>();
  CLI::App* command = protocol.add_subcommand(
      "codes", "The SNOMED CT codes below the protocol's own, from a release that you hold");
  command
      ->add_option("--snomed-relationships", options->relationships,
                   "sct2_Relationship_Snapshot_….txt of the release (RF2)")
      ->required();
  command->add_option("--data", options->data,
                      "the clinic's folder: the file is written among its own rules");
  command->add_option("--out", options->out, "or: a file of this name");
  command->footer(
      "The hierarchy of SNOMED CT is licensed and is not shipped: in Canada a release comes from\n"
      "Canada Health Infoway. The file that is written holds its codes: do not give it away.\n"
      "Exit codes: 0 written, 2 this is no snapshot of relationships, 3 a file cannot be read.\n"
      "Example:\n"
      "  fascia protocol codes --data data/clinic --snomed-relationships "
      "sct2_Relationship_Snapshot_CA1000087_20260930.txt");
  command->callback([options, &exit_code] { exit_code = run_codes(*options); });
}

}  // namespace fascia::cli
