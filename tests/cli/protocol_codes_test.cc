// SPDX-License-Identifier: Apache-2.0
// `fascia protocol codes` with a small made-up release, and the clinic that uses what it wrote.
#include "run_command.h"

namespace fascia::cli {
namespace {

struct HeldRelease {
  HeldRelease() { std::filesystem::create_directories(path); }
  ~HeldRelease() { std::filesystem::remove_all(path); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
    return (path / name).string();
  }
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("fascia-rf2-" + std::to_string(getpid()));
};

const std::string kLinks =
    "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\t"
    "characteristicTypeId\tmodifierId\n"
    "1\t20260101\t1\t9\t900100\t128053003\t0\t116680003\t9\t9\n";
constexpr const char* kBundle =
    R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","birthDate":"1986-05-02"}},)"
    R"({"resource":{"resourceType":"Condition","id":"c","clinicalStatus":{"coding":[{"code":"active"}]},)"
    R"("code":{"coding":[{"system":"http://snomed.info/sct","code":"900100","display":"Zorbitis"}]},)"
    R"("onsetDateTime":"2026-11-01"}}]})";

TEST(ProtocolCodes, the_clinic_reads_a_descendant_as_the_protocols_own_code) {
  HeldRelease held;
  const std::string links = held.file("links.txt", kLinks);
  const std::string bundle = held.file("record.json", kBundle);
  const std::string clinic = (held.path / "clinic").string();
  std::filesystem::create_directories(clinic);
  auto decide = [&] {
    return run({"screen", "--data", clinic, "--fhir", bundle, "--service", "deep", "--now",
                "2026-11-24", "--json"})
        .json();
  };
  auto before = decide();
  EXPECT_NE(before.at("decision"), "do_not_treat");
  // What is missing says its words beside its name.
  EXPECT_EQ(before.at("missing_words").at("record:Condition/c"), "Zorbitis");
  Ran ran = run({"protocol", "codes", "--data", clinic, "--snomed-relationships", links});
  EXPECT_EQ(ran.exit_code, kDone) << ran.err;
  EXPECT_NE(ran.out.find("1 codes below 1"), std::string::npos) << ran.out;
  EXPECT_TRUE(std::filesystem::exists(clinic + "/protocols/snomed-descendants.toml"));
  EXPECT_EQ(decide().at("decision"), "do_not_treat");
  // Its rules are read with it.
  EXPECT_EQ(run({"protocol", "list", "--data", clinic, "--kind", "rule"}).exit_code, kDone);
}

TEST(ProtocolCodes, what_is_no_release_is_refused_and_writes_nothing) {
  HeldRelease held;
  const std::string other = held.file("terms.txt", "id\tterm\n1\tclot\n");
  const std::string out = (held.path / "out.toml").string();
  Ran ran = run({"protocol", "codes", "--out", out, "--snomed-relationships", other});
  EXPECT_EQ(ran.exit_code, kBadInput);
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_EQ(run({"protocol", "codes", "--out", out, "--snomed-relationships",
                 (held.path / "none.txt").string()})
                .exit_code,
            kUnreachable);
  EXPECT_EQ(run({"protocol", "codes", "--snomed-relationships", other}).exit_code, kBadInput);
}

}  // namespace
}  // namespace fascia::cli
