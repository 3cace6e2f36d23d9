// SPDX-License-Identifier: Apache-2.0
// Screenings a second, from an intake and from a health record of 1 MB, and plans a second, beside
// the time to parse the same JSON alone. Interleaved rounds, medians. usage: bench_screen [ROUNDS]
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "care/plan.h"
#include "core/embedded.h"
#include "core/json.h"
#include "interop/record.h"

namespace {

using namespace fascia;
namespace bj = boost::json;
const Date kVisit = Date::of(2026, 11, 24);

// Everything answered with the reassuring answer.
care::Intake reassuring(const care::Protocol& protocol) {
  care::Intake intake;
  intake.visit_date = kVisit;
  intake.birth_date = Date::of(1986, 5, 2);
  for (const care::Question& question : protocol.questions) {
    if (!question.parent.empty()) continue;
    if (question.kind == care::Kind::tri)
      intake.answers[question.id] = question.yes_is_safe ? care::Said::yes : care::Said::no;
    else if (question.kind == care::Kind::choice)
      intake.answers[question.id] = std::string("none");
    else if (question.kind == care::Kind::multi)
      intake.answers[question.id] = std::vector<std::string>();
  }
  return intake;
}

// The same, but for a clot of 200 days ago.
care::Intake after_a_clot(const care::Protocol& protocol) {
  care::Intake intake = reassuring(protocol);
  intake.answers["blood_clot"] = care::Said::yes;
  intake.answers["blood_clot.date"] = care::SaidDate{kVisit - 200, to_iso(kVisit - 200)};
  return intake;
}

// Nothing in the way of a visit for a sore back.
care::Intake with_a_sore_back(const care::Protocol& protocol) {
  care::Intake intake = reassuring(protocol);
  intake.pains = {{*care::parse_region("low-back.R"), 7}, {*care::parse_region("low-back.L"), 5}};
  intake.since = "3 months";
  return intake;
}

// Nobody answered anything but the first questions.
care::Intake just_begun(const care::Protocol& protocol) {
  care::Intake intake = reassuring(protocol);
  while (intake.answers.size() > 8) intake.answers.erase(std::prev(intake.answers.end()));
  return intake;
}

std::string text_of(const care::Intake& intake) { return json::write(care::write_intake(intake)); }

bj::object concept_of(const char* system, const std::string& code, const std::string& text) {
  return {{"coding", bj::array{bj::object{{"system", system}, {"code", code}, {"display", text}}}},
          {"text", text}};
}

// A long record of the usual kind: conditions, readings, medicines, operations.
std::string record_text(std::size_t bytes) {
  static const char* const kConditions[][2] = {{"59621000", "Essential hypertension (disorder)"},
                                               {"44054006", "Diabetes mellitus type 2 (disorder)"},
                                               {"195662009", "Acute viral pharyngitis (disorder)"},
                                               {"224299000", "Received higher education (finding)"},
                                               {"396275006", "Osteoarthritis of knee (disorder)"}};
  bj::array entries;
  entries.push_back(bj::object{{"resource", bj::object{{"resourceType", "Patient"},
                                                       {"id", "p"},
                                                       {"gender", "female"},
                                                       {"birthDate", "1961-03-14"}}}});
  std::size_t size = 0;
  for (int i = 0; size < bytes; ++i) {
    const std::string day = to_iso(kVisit - (i * 7) % 6000 - 40);
    bj::object resource{{"id", "r" + std::to_string(i)},
                        {"subject", bj::object{{"reference", "Patient/p"}}}};
    if (i % 5 == 0) {
      const auto& one = kConditions[(i / 5) % 5];
      resource["resourceType"] = "Condition";
      resource["clinicalStatus"] = concept_of(
          "http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active");
      resource["code"] = concept_of("http://snomed.info/sct", one[0], one[1]);
      resource["onsetDateTime"] = day;
    } else if (i % 5 == 1) {
      resource["resourceType"] = "MedicationRequest";
      resource["status"] = "active";
      resource["intent"] = "order";
      resource["authoredOn"] = day;
      resource["medicationCodeableConcept"] = concept_of(
          "http://www.nlm.nih.gov/research/umls/rxnorm", "308136", "amLODIPine 2.5 MG Oral Tablet");
    } else {
      resource["resourceType"] = "Observation";
      resource["status"] = "final";
      resource["code"] = concept_of("http://loinc.org", i % 2 == 0 ? "8480-6" : "29463-7",
                                    i % 2 == 0 ? "Systolic blood pressure" : "Body weight");
      resource["effectiveDateTime"] = day + "T09:10:00-07:00";
      resource["valueQuantity"] =
          bj::object{{"value", 120 + i % 20}, {"unit", "mm[Hg]"}, {"code", "mm[Hg]"}};
    }
    size += json::write(resource).size() + 14;
    entries.push_back(bj::object{{"resource", std::move(resource)}});
  }
  return json::write(bj::object{
      {"resourceType", "Bundle"}, {"type", "collection"}, {"entry", std::move(entries)}});
}

double seconds_of(const std::function<void()>& work, int times) {
  auto from = std::chrono::steady_clock::now();
  for (int i = 0; i < times; ++i) work();
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
  return took.count() / times;
}

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

void compare(const char* what, std::size_t bytes, int rounds, int times,
             const std::function<void()>& parse, const std::function<void()>& screen) {
  std::vector<double> parses, screens;
  for (int i = 0; i < rounds; ++i) {
    parses.push_back(seconds_of(parse, times));
    screens.push_back(seconds_of(screen, times));
  }
  auto best = [](const std::vector<double>& all) {
    return *std::min_element(all.begin(), all.end());
  };
  double p = median(parses), s = median(screens);
  std::printf(
      "%s (%zu bytes): parse %.1f us, this %.1f us, %.0f a second, this/parse %.2f "
      "(best rounds %.1f us, %.1f us, %.2f)\n",
      what, bytes, p * 1e6, s * 1e6, 1 / s, s / p, best(parses) * 1e6, best(screens) * 1e6,
      best(screens) / best(parses));
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 15;
  std::vector<care::File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/"))
    if (file.path.ends_with(".toml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  const care::Protocol protocol = care::read_protocol(files).value();
  const care::PlanProtocol plans = care::read_plan_protocol(files).value();
  const interop::Codes codes = interop::read_codes(files, protocol).value();
  // Big things first: before any was freed, the allocator gives each small one back to the system.
  const std::string record = record_text(1'000'000);
  const bj::value record_value = json::read(record, interop::kRecordLimits).value();
  constexpr auto kDeep = care::ServiceKind::deep;
  std::size_t kept = 0;
  auto parsing = [&](const std::string& text) {
    return [&] { kept += json::read(text)->is_object(); };
  };
  // Answers are read once; what is measured is the decision, for deep and for the gentler kind.
  auto screening = [&](const care::Intake& intake) {
    return [&] { kept += care::screen(protocol, intake, kDeep, kVisit).findings.size(); };
  };
  const care::Intake clot = after_a_clot(protocol), begun = just_begun(protocol);
  const std::string clot_text = text_of(clot), begun_text = text_of(begun);
  const bj::value clot_value = json::read(clot_text).value();
  compare("intake, screened", clot_text.size(), rounds, 50, parsing(clot_text), screening(clot));
  const care::Intake back = with_a_sore_back(protocol);
  const std::string back_text = text_of(back);
  compare("intake of a healthy person, screened", back_text.size(), rounds, 50, parsing(back_text),
          screening(back));
  compare("intake just begun, screened", begun_text.size(), rounds, 50, parsing(begun_text),
          screening(begun));
  compare("intake, read and screened", clot_text.size(), rounds, 50, parsing(clot_text), [&] {
    auto read = care::read_intake_value(clot_value, protocol);
    kept += care::screen(protocol, *read, kDeep, kVisit).findings.size();
  });
  const care::Screening ahead = care::screen(protocol, back, kDeep, kVisit);
  compare("intake, planned", back_text.size(), rounds, 50, parsing(back_text), [&] {
    kept += care::make_plan(plans, care::plan_input(plans, back, ahead, 60)).segments.size();
  });
  compare(
      "record, screened", record.size(), rounds, 1,
      [&] { kept += json::read(record, interop::kRecordLimits)->is_object(); },
      [&] {
        auto read = interop::read_record_value(record_value, protocol, codes, kVisit);
        kept += interop::screen_record(protocol, *read, kDeep, kVisit).findings.size();
      });
  return kept == 0 ? 1 : 0;
}
