// SPDX-License-Identifier: Apache-2.0
// `fascia protocol`: reads, tests and compares the clinical rules; protocol_sign.cc signs them.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "care/protocol_entries.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "clinic/knowledge.h"
#include "core/json.h"
#include "interop/codes.h"

namespace fascia::cli {
namespace {

namespace bj = boost::json;

struct ProtocolOptions {
  std::string rules;  // folder whose files replace the shipped ones of their name
  std::string kind, id;
  std::string before, after;
  std::string language = "en";
  bool json = false;
  std::string data;  // a clinic's folder
};

Result<std::vector<care::File>> read_folder(const std::string& dir) {
  std::error_code fault;
  std::vector<care::File> files;
  for (const auto& one : std::filesystem::directory_iterator(dir, fault)) {
    if (one.path().extension() != ".toml") continue;
    std::ifstream in(one.path(), std::ios::binary);
    files.push_back({one.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
    if (!in)
      return Error{
          Code::unavailable, "file_unreadable", "rules", {{"file", one.path().string()}}, {}};
  }
  if (fault) return Error{Code::unavailable, "file_unreadable", "rules", {{"file", dir}}, {}};
  if (files.empty()) return invalid("rules", "rules_folder_empty", {{"folder", dir}});
  return files;
}

std::vector<care::File> shipped_files() {
  auto files = clinic::shipped_protocol_files();
  for (care::File& file : files) file.name = std::filesystem::path(file.name).filename();
  return files;
}

// The shipped files, with those of the folder in place of or beside them.
Result<std::vector<care::File>> files_with(const std::string& rules, const std::string& data = {}) {
  auto files = shipped_files();
  if (!data.empty()) {
    // Read as a whole first: what a server would not start with is no list either.
    if (auto whole = knowledge_with_own(data); !whole) return whole.error();
    FASCIA_TRY(auto house, clinic::own_rule_files(own_rules_of(data)));
    files.insert(files.end(), house.begin(), house.end());
  }
  if (rules.empty()) return files;
  FASCIA_TRY(std::vector<care::File> own, read_folder(rules));
  for (care::File& file : own) {
    auto at = std::find_if(files.begin(), files.end(),
                           [&](const care::File& f) { return f.name == file.name; });
    if (at != files.end())
      at->text = std::move(file.text);
    else
      files.push_back(std::move(file));
  }
  return files;
}

bj::object as_json(const care::EntryLine& line) {
  bj::object out{{"depth", line.depth}, {"key", line.key}};
  if (line.words)
    out["words"] = bj::object{{"en", line.words->en}, {"fr", line.words->fr}};
  else
    out["text"] = line.text;
  return out;
}

bj::object as_json(const care::Entry& e, bool whole) {
  bj::array sources;
  for (const std::string& source : e.sources) sources.emplace_back(source);
  bj::object out{{"kind", e.kind},
                 {"id", e.id},
                 {"title", bj::object{{"en", e.title.en}, {"fr", e.title.fr}}},
                 {"file", e.file},
                 {"line", e.line},
                 {"mark", e.mark},
                 {"confidence", e.confidence},
                 {"must_confirm", e.must_confirm},
                 {"sources", std::move(sources)},
                 {"cases", e.cases}};
  if (!whole) return out;
  bj::array lines;
  for (const care::EntryLine& line : e.lines) lines.push_back(as_json(line));
  out["lines"] = std::move(lines);
  return out;
}

std::string place(const care::Entry& e) { return e.file + ':' + std::to_string(e.line); }

void say_line(const care::EntryLine& line, const std::string& language, const char* sign) {
  std::cout << sign << std::string(std::size_t(line.depth) * 2 + 2, ' ') << line.key;
  const std::string& value = line.words ? care::in_language(*line.words, language) : line.text;
  std::cout << (value.empty() ? "" : ": ") << value << "\n";
}

int list(const ProtocolOptions& options) {
  auto files = files_with(options.rules, options.data);
  if (!files) return say_error(files.error());
  auto entries = care::read_entries(*files);
  if (!entries) return say_error(entries.error());
  bj::array all;
  for (const care::Entry& e : *entries) {
    if (!options.kind.empty() && e.kind != options.kind) continue;
    if (options.json)
      all.push_back(as_json(e, false));
    else
      std::cout << e.kind << "  " << e.id << "  " << care::in_language(e.title, options.language)
                << "  (" << place(e) << ")\n";
  }
  if (options.json)
    std::cout << json::write_pretty(
        bj::object{{"version", care::digest(*files)}, {"items", std::move(all)}});
  return kDone;
}

int show(const ProtocolOptions& options) {
  auto files = files_with(options.rules, options.data);
  if (!files) return say_error(files.error());
  auto entries = care::read_entries(*files);
  if (!entries) return say_error(entries.error());
  const care::Entry* e = care::find_entry(*entries, options.kind, options.id);
  if (e == nullptr) {
    std::cerr << "fascia: there is no rule \"" << options.id << "\". See: fascia protocol list\n";
    return kNo;
  }
  if (options.json) {
    std::cout << json::write_pretty(as_json(*e, true));
    return kDone;
  }
  for (const char* kind : {"loosen", "set"})
    if (const care::Entry* own = care::find_entry(*entries, kind, e->id);
        own != nullptr && own != e)
      std::cout << "This clinic decided something else: " << place(*own) << "\n";
  std::cout << care::in_language(e->title, options.language) << "\n"
            << e->kind << " " << e->id << ", " << place(*e) << "\n";
  for (const std::string& id : e->sources) {
    const care::Entry* source = care::find_entry(*entries, "source", id);
    std::cout << "source: " << (source != nullptr ? source->title.en : id) << "\n";
  }
  if (!e->mark.empty() || !e->confidence.empty())
    std::cout << "mark: " << e->mark << ", confidence: " << e->confidence
              << (e->must_confirm ? ", the clinic must confirm it" : "") << "\n";
  for (const care::EntryLine& line : e->lines) say_line(line, options.language, "");
  std::cout << "test cases: " << e->cases << "\n";
  return kDone;
}

// A shipped rule's cases are about the rule as it came: they run without the clinic's own files,
// whose settings and rules may be stricter. Those of the clinic's own rules run with all of it.
Result<std::vector<care::FailedCase>> failed_cases(const ProtocolOptions& options,
                                                   const clinic::Knowledge& all) {
  if (options.data.empty()) return care::run_cases(all.screening);
  FASCIA_TRY(std::vector<care::File> files, files_with(options.rules));
  FASCIA_TRY(care::Protocol shipped, care::read_protocol(files));
  auto failed = care::run_cases(shipped);
  for (care::FailedCase& one : care::run_cases(all.screening))
    if (all.screening.rule(one.rule)->own) failed.push_back(std::move(one));
  return failed;
}

int test(const ProtocolOptions& options) {
  auto files = files_with(options.rules, options.data);
  if (!files) return say_error(files.error());
  auto knowledge = clinic::read_knowledge(*files);
  if (!knowledge) return say_error(knowledge.error());
  // What a health record means stands in files of its own reader.
  if (auto codes = interop::read_codes(knowledge->files, knowledge->screening); !codes)
    return say_error(codes.error());
  auto screened = failed_cases(options, *knowledge);
  if (!screened) return say_error(screened.error());
  std::vector<care::FailedCase> failed = std::move(*screened);
  auto zone = Zone::load("America/Edmonton");
  FASCIA_CHECK(zone.has_value());
  auto later = care::run_follow_up_cases(knowledge->follow_up, *zone);
  failed.insert(failed.end(), later.begin(), later.end());
  std::size_t cases = 0;
  for (const care::Rule& rule : knowledge->screening.rules) cases += rule.cases.size();
  const care::FollowUpProtocol& f = knowledge->follow_up;
  cases += f.verdict_cases.size() + f.measure_cases.size() + f.aftercare.cases.size() +
           f.check_ins.cases.size();
  bj::array all;
  for (const care::FailedCase& one : failed) {
    if (options.json)
      all.push_back(bj::object{{"rule", one.rule},
                               {"case", one.name},
                               {"file", one.file},
                               {"line", one.line},
                               {"expected", one.expected},
                               {"got", one.got}});
    else
      std::cout << one.file << ':' << one.line << ": " << one.rule << ", " << one.name
                << ": expected " << one.expected << ", got " << one.got << "\n";
  }
  if (options.json)
    std::cout << json::write_pretty(bj::object{{"cases", cases}, {"failed", std::move(all)}});
  else
    std::cout << cases << " cases, " << failed.size() << " failed\n";
  return failed.empty() ? kDone : kNo;
}

Result<std::vector<care::Entry>> state_of(const std::string& name) {
  if (name == "shipped") return care::read_entries(shipped_files());
  // A clinic's folder, with its own rules below it.
  if (std::filesystem::exists(database_of(name))) {
    FASCIA_TRY(std::vector<care::File> files, files_with({}, name));
    return care::read_entries(files);
  }
  FASCIA_TRY(std::vector<care::File> files, files_with(name));
  return care::read_entries(files);
}

int diff(const ProtocolOptions& options) {
  auto before = state_of(options.before), after = state_of(options.after);
  if (!before) return say_error(before.error());
  if (!after) return say_error(after.error());
  static constexpr const char* kWords[] = {"added", "removed", "changed"};
  bj::array all;
  auto differences = care::compare(*before, *after);
  for (const care::EntryDifference& d : differences) {
    const char* word = kWords[static_cast<int>(d.change)];
    if (options.json) {
      bj::array gone, come;
      for (const care::EntryLine& line : d.before) gone.push_back(as_json(line));
      for (const care::EntryLine& line : d.after) come.push_back(as_json(line));
      all.push_back(bj::object{{"change", word},
                               {"kind", d.entry.kind},
                               {"id", d.entry.id},
                               {"before", std::move(gone)},
                               {"after", std::move(come)}});
      continue;
    }
    std::cout << word << "  " << d.entry.kind << " " << d.entry.id << "  (" << place(d.entry)
              << ")\n";
    for (const care::EntryLine& line : d.before) say_line(line, options.language, "-");
    for (const care::EntryLine& line : d.after) say_line(line, options.language, "+");
  }
  if (options.json) std::cout << json::write_pretty(bj::object{{"differences", std::move(all)}});
  return differences.empty() ? kDone : kNo;
}

void common(CLI::App* command, ProtocolOptions& options, bool rules) {
  if (rules)
    command->add_option("--rules", options.rules,
                        "a folder with .toml files that replace the program's of the same name, or "
                        "stand beside them");
  if (rules) command->add_option("--data", options.data, "a clinic's folder: with its own rules");
  command->add_option("--language", options.language, "words in en or fr")
      ->check(CLI::IsMember({"en", "fr"}))
      ->capture_default_str();
  if (rules) command->add_flag("--json", options.json, "print JSON");
}

}  // namespace

void add_protocol(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ProtocolOptions>();
  ProtocolOptions& o = *options;
  CLI::App* command = app.add_subcommand("protocol", "Read, test, compare and sign the rules");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  fascia protocol list --kind rule\n"
      "  fascia protocol show dvt-confirmed\n"
      "  fascia protocol test --rules my-rules\n"
      "  fascia protocol diff shipped my-rules\n"
      "  fascia protocol sign --data data/clinic --name \"Ana Silva\" --credential \"RMT 12345\"\n"
      "  fascia protocol french --data data/clinic > to-read.txt\n"
      "  fascia protocol sign-french --data data/clinic --name \"Luc Roy\" --credential "
      "\"certified "
      "translator 4711\" --all-read\n"
      "See docs/clinical-rules.md.");

  CLI::App* listing = command->add_subcommand("list", "Every rule, question, technique, source …");
  listing->add_option("--kind", o.kind, "only this kind, e.g. rule, question, technique, measure");
  common(listing, o, true);
  listing->callback([options, &exit_code] { exit_code = list(*options); });

  CLI::App* showing = command->add_subcommand("show", "One of them, line by line, with its source");
  showing->add_option("id", o.id, "its id")->required();
  showing->add_option("--kind", o.kind, "its kind, where two kinds share an id");
  common(showing, o, true);
  showing->callback([options, &exit_code] { exit_code = show(*options); });

  CLI::App* testing = command->add_subcommand("test", "Run the cases that stand in the files");
  common(testing, o, true);
  testing->footer(
      "Exit codes: 0 all hold, 1 some fail, 2 a file is faulty (it is named with its "
      "line), 3 a folder cannot be read.");
  testing->callback([options, &exit_code] { exit_code = test(*options); });

  CLI::App* comparing = command->add_subcommand("diff", "What one state says otherwise");
  comparing
      ->add_option("before", o.before, "a folder as for --rules, a clinic's folder, or: shipped")
      ->required();
  comparing->add_option("after", o.after, "the same")->required();
  common(comparing, o, false);
  comparing->add_flag("--json", o.json, "print JSON");
  comparing->footer("Exit codes: 0 no difference, 1 there is one, 2 and 3 as for test.");
  comparing->callback([options, &exit_code] { exit_code = diff(*options); });

  add_protocol_signing(*command, exit_code);
  add_protocol_codes(*command, exit_code);
}

}  // namespace fascia::cli
