// SPDX-License-Identifier: Apache-2.0
// `fascia screen`: the answer of the protocol to one intake.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

#include "cli/commands.h"
#include "cli/intake_file.h"
#include "cli/open_clinic.h"
#include "core/json.h"
#include "interop/record_beside.h"
#include "interop/record_union.h"

namespace fascia::cli {
namespace {

struct ScreenOptions {
  IntakeQuestion question;
  std::vector<std::string> fhir;  // health records of one person instead of an intake
  bool schema = false;
};

void say(const care::Screening& screening, const std::string& language) {
  std::cout << "decision: " << care::to_string(screening.decision) << " ("
            << care::to_string(screening.service) << ", " << to_iso(screening.visit_date) << ")\n";
  for (const care::Finding& finding : screening.findings) {
    std::cout << "  " << care::to_string(finding.decision) << "  " << finding.rule << ": "
              << care::in_language(finding.reason, language) << "\n";
    for (const care::Source& source : *finding.sources)
      std::cout << "      source: " << source.title << "\n";
    if (finding.loosened)
      std::cout << "      loosened by the clinic, was "
                << care::to_string(finding.before_loosening.value_or(finding.decision)) << "\n";
  }
  if (screening.earliest) std::cout << "earliest: " << to_iso(*screening.earliest) << "\n";
  if (screening.gentler)
    std::cout << "gentler service: " << care::to_string(screening.gentler->decision) << "\n";
  for (const std::string& question : screening.missing)
    std::cout << "missing answer: " << question << "\n";
  for (const care::Loosening& one : screening.loosened)
    std::cout << "warning: the clinic loosened " << (one.rule.empty() ? one.setting : one.rule)
              << " (" << one.by << ", " << one.credential << ", "
              << (one.on ? to_iso(*one.on) : std::string())
              << "): " << care::in_language(one.reason, language) << "\n";
  std::cout << "protocol: " << screening.protocol_name << " " << screening.protocol_version << "\n";
}

int print_schema(const std::string& data) {
  auto knowledge = knowledge_of(data);
  if (!knowledge) return say_error(knowledge.error());
  std::cout << json::write_pretty(care::intake_schema(knowledge->screening));
  return kDone;
}

struct ScreenedRecord {
  care::Protocol protocol;
  interop::Codes codes;
  interop::Record record;
  care::Screening screening;
};

Result<interop::Record> read_bundle(const std::string& path, const ScreenedRecord& with,
                                    const care::Protocol& protocol, Date day) {
  Result<std::string> text = read_text(path, interop::kRecordLimits.max_bytes);
  if (!text) {
    Error error = text.error();
    error.field = "fhir";
    return error;
  }
  return interop::read_record(*text, protocol, with.codes, day);
}

// One record as it is; of several, all that they tell, each thing called after its file.
Result<interop::Record> read_bundles(const std::vector<std::string>& paths,
                                     const ScreenedRecord& with, const care::Protocol& protocol,
                                     Date day) {
  if (paths.size() == 1) return read_bundle(paths.front(), with, protocol, day);
  std::vector<interop::NamedRecord> named;
  for (const std::string& path : paths) {
    Result<interop::Record> record = read_bundle(path, with, protocol, day);
    if (!record) {
      Error error = record.error();
      error.args.emplace_back("record", path);
      return error;
    }
    named.push_back({path, std::move(*record)});
  }
  return interop::unite_named_records(protocol, std::move(named));
}

Result<ScreenedRecord> screen_record(const ScreenOptions& options) {
  const IntakeQuestion& question = options.question;
  FASCIA_TRY(clinic::Knowledge knowledge, knowledge_of(question.data));
  ScreenedRecord out;
  FASCIA_TRY(Date day, day_of(question));
  const care::Protocol& protocol = knowledge.screening;
  std::optional<care::Intake> person;
  if (!question.file.empty()) {
    FASCIA_TRY(person, read_intake_file(question, protocol));
    day = person->visit_date.value_or(day);
  }
  bool named = !question.service.empty() || !person;
  FASCIA_TRY(care::ServiceKind kind, kind_of(question, named ? question.service : person->service));
  FASCIA_TRY(out.codes, interop::read_codes(knowledge.files, protocol));
  FASCIA_TRY(out.record, read_bundles(options.fhir, out, protocol, day));
  if (person) {
    FASCIA_TRY(out.record,
               interop::lay_beside(protocol, out.codes, std::move(out.record), *person, day));
  }
  out.screening = interop::screen_record(protocol, out.record, kind, day);
  out.protocol = std::move(knowledge.screening);
  return out;
}

// What the record and the person say against each other, with both.
void say_conflicts(const ScreenedRecord& screened, const std::string& language) {
  for (const interop::RecordConflict& one : screened.record.conflicts) {
    const care::Question* question = screened.protocol.question(one.question);
    std::cout << "they differ: " << care::in_language(question->text, language)
              << " The record: " << json::write(care::write_answer(one.record));
    for (const std::string& name : one.resources) std::cout << " (" << name << ")";
    std::cout << "; the person: " << json::write(care::write_answer(one.person)) << "\n";
  }
}

// What of the record means nothing here, in its own words: somebody asks about it.
void say_unread(const interop::Record& record) {
  for (const auto& [name, words] : record.unmatched_words)
    std::cout << "not understood: " << name << (words.empty() ? "" : ": " + words) << "\n";
}

// A fault in a foreign file names its place: the file where there are several, line, column and
// JSON pointer.
int say_fault(Error error) {
  constexpr std::size_t kMostOfPointer = 200;
  if (error.field.size() > kMostOfPointer)
    error.field = error.field.substr(0, kMostOfPointer) + "…";
  std::string line, column, file;
  for (const auto& [name, value] : error.args) {
    if (name == "record") file = value;
    if (name == "line") line = value;
    if (name == "column") column = value;
  }
  if (!column.empty())
    error.field =
        "line " + line + ", column " + column + (error.field.empty() ? "" : ", ") + error.field;
  if (!file.empty()) error.field = file + (error.field.empty() ? "" : ", ") + error.field;
  return say_error(error);
}

int run_record(const ScreenOptions& options) {
  auto screened = screen_record(options);
  if (!screened) return say_fault(screened.error());
  const std::string& language = options.question.language;
  auto answer = interop::to_json(screened->screening, screened->record, screened->codes, language);
  if (options.question.json) {
    std::cout << json::write_pretty(answer);
  } else {
    if (screened->record.tells_nothing)
      std::cout << "decision: none\n";
    else
      say(screened->screening, language);
    say_conflicts(*screened, language);
    say_unread(screened->record);
    for (const auto& warning : answer.at("warnings").as_array())
      std::cout << "warning: " << warning.as_string().c_str() << "\n";
  }
  return screened->screening.goes_ahead() ? kDone : kNo;
}

int run(const ScreenOptions& options) {
  if (options.schema) return print_schema(options.question.data);
  const IntakeQuestion& question = options.question;
  const auto piped =
      std::ranges::count(options.fhir, std::string("-")) + (question.file == "-" ? 1 : 0);
  if ((question.file.empty() && options.fhir.empty()) || piped > 1) {
    std::cerr << "fascia: --intake FILE, --fhir FILE or both are needed, one of them from standard "
                 "input at most. See: fascia screen --help\n";
    return kBadInput;
  }
  if (!options.fhir.empty()) return run_record(options);
  auto screened = screen_file(question);
  if (!screened) return say_error(screened.error());
  if (question.json) {
    std::cout << json::write_pretty(care::to_json(screened->screening, question.language));
  } else {
    say(screened->screening, question.language);
  }
  return screened->screening.goes_ahead() ? kDone : kNo;
}

}  // namespace

void add_screen(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ScreenOptions>();
  IntakeQuestion& question = options->question;
  CLI::App* command =
      app.add_subcommand("screen", "Screen an intake or a health record: may this visit go ahead?");
  command->add_option("--intake", question.file, "the intake as JSON; - reads standard input");
  command->add_option("--fhir", options->fhir,
                      "a health record instead, or beside the intake: a FHIR R4 Bundle (JSON, up "
                      "to 16 MB); several files of one person count together; - reads standard "
                      "input");
  command->add_option("--service", question.service,
                      "deep, swedish, or the id of a service of the clinic in --data (default: the "
                      "intake's own, else deep)");
  command->add_option("--now", question.now,
                      "the day of the visit, if the intake names none (default: today)");
  command->add_option("--data", question.data, "the clinic whose services are meant");
  command->add_option("--key-file", question.key_file, "its master key (default: DIR.key)");
  command->add_option("--language", question.language, "words in en or fr")
      ->check(CLI::IsMember({"en", "fr"}))
      ->capture_default_str();
  command->add_flag("--json", question.json, "print the whole screening as JSON");
  command->add_flag("--print-schema", options->schema, "print the JSON Schema of an intake");
  command->footer(
      "Exit codes: 0 the visit may go ahead, 1 it may not (or an answer is missing), 2 bad input,\n"
      "3 a file cannot be read.\n"
      "A record is no interview: its decision is what it shows, and `missing` lists the questions "
      "it\n"
      "leaves open. What could not be read stands in `warnings`. With --intake as well the "
      "stricter\n"
      "of the two holds, and `conflicts` says where they differ. Of several records all that any "
      "of\n"
      "them tells holds, and each resource is called after its file "
      "(ward.json#Condition/5).\n"
      "See docs/health-records.md.\n"
      "Examples:\n"
      "  fascia screen --intake docs/examples/intake-changes.json --json\n"
      "  fascia screen --intake intake.json --service swedish --now 2026-11-24\n"
      "  fascia screen --fhir docs/examples/record.json --now 2026-11-24 --json\n"
      "  fascia screen --fhir ward.json --fhir family-doctor.json --json\n"
      "  fascia screen --print-schema > intake.schema.json");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fascia::cli
