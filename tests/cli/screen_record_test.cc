// SPDX-License-Identifier: Apache-2.0
// `fascia screen --fhir` as a script meets it.
#include <sys/resource.h>

#include <chrono>

#include "run_command.h"
#include "source_folder.h"

namespace fascia::cli {
namespace {

Ran screen(const std::string& path) {
  return run({"screen", "--fhir", path, "--now", "2026-11-24", "--json"});
}

TEST(ScreenRecord, the_example_of_the_docs) {
  Ran ran = screen(example("record.json"));
  EXPECT_EQ(ran.exit_code, kNo) << ran.err;
  auto out = ran.json();
  EXPECT_EQ(out.at("decision"), "clearance");
  EXPECT_EQ(out.at("visit_date"), "2026-11-24");
  EXPECT_FALSE(out.at("missing").as_array().empty());
  EXPECT_NE(ran.out.find("MedicationStatement/apixaban"), std::string::npos);
  EXPECT_NE(text_of_file(source_file("docs/health-records.md"))
                .find("fascia screen --fhir docs/examples/record.json --now 2026-11-24 --json"),
            std::string::npos);
}

TEST(ScreenRecord, has_every_key_that_an_intake_has) {
  auto intake = run({"screen", "--intake", example("intake-changes.json"), "--json"}).json();
  auto record = screen(example("record.json")).json();
  for (const auto& pair : intake.as_object())
    EXPECT_TRUE(record.as_object().contains(pair.key())) << pair.key();
}

TEST(ScreenRecord, beside_an_intake_says_where_they_differ) {
  TextFile record(
      R"({"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Patient","id":"p","birthDate":"1986-05-02"}},
        {"resource":{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"},
          "code":{"text":"DVT"},"onsetDateTime":"2026-11-01"}}]})");
  std::string intake = example("intake-go-ahead.json");
  Ran alone = run({"screen", "--intake", intake, "--json"});
  ASSERT_EQ(alone.json().at("decision"), "proceed");
  Ran both = run({"screen", "--intake", intake, "--fhir", record.path});
  EXPECT_EQ(both.exit_code, kNo) << both.err;
  EXPECT_NE(both.out.find("decision: do_not_treat"), std::string::npos) << both.out;
  EXPECT_NE(both.out.find("The record: \"yes\" (Condition/c); the person: \"no\""),
            std::string::npos)
      << both.out;
  EXPECT_NE(both.out.find("x-record-conflict"), std::string::npos);
  Ran twice = run({"screen", "--intake", "-", "--fhir", "-"});
  EXPECT_EQ(twice.exit_code, kBadInput);
}

std::string clot_and(const std::string& resource) {
  return R"({"resourceType":"Bundle","entry":[
    {"resource":{"resourceType":"Patient","id":"p","birthDate":"1986-05-02"}},
    {"resource":)" +
         resource + "}]}";
}

TEST(ScreenRecord, several_files_count_together_and_evidence_names_the_file) {
  TextFile clot(clot_and(
      R"({"resourceType":"Condition","id":"c","code":{"text":"DVT"},"onsetDateTime":"2026-11-01"})"));
  TextFile medicine(clot_and(
      R"({"resourceType":"MedicationStatement","id":"m","status":"active",
          "medicationCodeableConcept":{"text":"warfarin"}})"));
  Ran both = run(
      {"screen", "--fhir", clot.path, "--fhir", medicine.path, "--now", "2026-11-24", "--json"});
  EXPECT_EQ(both.exit_code, kNo) << both.err;
  auto answers = both.json().at("record").at("answers").as_object();
  EXPECT_EQ(answers.at("blood_clot"), "yes");
  EXPECT_EQ(answers.at("blood_thinner"), "warfarin");
  EXPECT_NE(both.out.find(clot.path.substr(1) + "#Condition/c"), std::string::npos) << both.out;
  EXPECT_NE(both.out.find("#MedicationStatement/m"), std::string::npos);
  // One alone keeps its plain names.
  EXPECT_EQ(screen(clot.path).out.find("#Condition"), std::string::npos);
}

TEST(ScreenRecord, of_several_files_a_bad_one_is_named) {
  TextFile well(clot_and(
      R"({"resourceType":"Condition","id":"c","code":{"text":"DVT"},"onsetDateTime":"2026-11-01"})"));
  TextFile broken("{\"resourceType\":\"Bundle\",\n\"entry\":[{]}");
  TextFile no_bundle("{\"resourceType\":\"Patient\"}");
  for (const std::string& bad : {broken.path, no_bundle.path}) {
    Ran ran = run({"screen", "--fhir", well.path, "--fhir", bad, "--json"});
    EXPECT_EQ(ran.exit_code, kBadInput) << ran.err;
    EXPECT_TRUE(ran.out.empty());
    EXPECT_NE(ran.err.find(bad), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err.find(well.path), std::string::npos) << ran.err;
  }
  Ran gone = run({"screen", "--fhir", well.path, "--fhir", "/nowhere/record.json"});
  EXPECT_EQ(gone.exit_code, kUnreachable);
  EXPECT_NE(gone.err.find("/nowhere/record.json"), std::string::npos) << gone.err;
  TextFile other(
      R"({"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Patient","id":"p","birthDate":"1990-01-01"}}]})");
  Ran two = run({"screen", "--fhir", well.path, "--fhir", other.path, "--json"});
  EXPECT_EQ(two.exit_code, kBadInput);
  EXPECT_NE(two.err.find(other.path), std::string::npos) << two.err;
  EXPECT_EQ(run({"screen", "--fhir", "-", "--fhir", "-"}).exit_code, kBadInput);
}

TEST(ScreenRecord, a_file_that_is_not_there_is_called_the_record) {
  Ran gone = run({"screen", "--fhir", "/nowhere/record.json"});
  EXPECT_NE(gone.err.find("(fhir)"), std::string::npos) << gone.err;
}

TEST(ScreenRecord, an_empty_bundle_decides_nothing) {
  TextFile file("{\"resourceType\":\"Bundle\",\"type\":\"collection\"}");
  Ran ran = screen(file.path);
  EXPECT_EQ(ran.exit_code, kNo);
  auto out = ran.json();
  EXPECT_TRUE(out.at("decision").is_null());
  EXPECT_FALSE(out.at("warnings").as_array().empty());
  Ran words = run({"screen", "--fhir", file.path});
  EXPECT_NE(words.out.find("decision: none"), std::string::npos);
}

TEST(ScreenRecord, the_service_changes_the_answer) {
  Ran ran = run({"screen", "--fhir", example("record.json"), "--now", "2026-11-24", "--service",
                 "swedish", "--json"});
  EXPECT_EQ(ran.json().at("service"), "swedish");
  EXPECT_TRUE(ran.json().at("gentler").is_null());
}

TEST(ScreenRecord, what_is_no_bundle_is_two_with_the_place) {
  struct Row {
    std::string text;
    const char* place;
  };
  for (const Row& row :
       {Row{"{\"resourceType\":\"Patient\"}", "/resourceType"}, Row{"[]", "/"},
        Row{"{\"resourceType\":\"Bundle\",\n\"entry\":[{]}", "line 2, column"},
        Row{"{\"resourceType\":\"Bundle\",\"entry\":[],\n\"entry\":[]}", "line 2, column"},
        Row{"{\"resourceType\":\"Bu\xff\xfe\"}", "line 1, column"},
        Row{std::string(20000, '['), "line 1, column"},
        Row{"{\"resourceType\":\"Bundle\",\"entry\":" + std::string(20000, '['),
            "line 1, column"}}) {
    TextFile file(row.text);
    Ran ran = screen(file.path);
    EXPECT_EQ(ran.exit_code, kBadInput) << row.text.substr(0, 60);
    EXPECT_TRUE(ran.out.empty());
    EXPECT_NE(ran.err.find(row.place), std::string::npos) << ran.err;
    EXPECT_LT(ran.err.size(), 1000u);
  }
}

TEST(ScreenRecord, a_hundred_megabytes_are_refused_at_once_and_not_kept) {
  TextFile file("");
  {
    std::ofstream out(file.path);
    const std::string piece(1 << 20, ' ');
    for (int i = 0; i < 100; ++i) out << piece;
  }
  auto memory = [] {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;  // kilobytes
  };
  long before = memory();
  auto from = std::chrono::steady_clock::now();
  Ran ran = screen(file.path);
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
  EXPECT_EQ(ran.exit_code, kBadInput);
  EXPECT_FALSE(ran.err.empty());
  EXPECT_LT(took.count(), 20);
  EXPECT_LT(memory() - before, 64 * 1024);
}

TEST(ScreenRecord, one_of_intake_and_record) {
  EXPECT_EQ(run({"screen", "--json"}).exit_code, kBadInput);
  EXPECT_EQ(
      run({"screen", "--fhir", example("record.json"), "--intake", example("intake-changes.json")})
          .exit_code,
      kBadInput);
  EXPECT_EQ(screen("/nowhere/record.json").exit_code, kUnreachable);
}

}  // namespace
}  // namespace fascia::cli
