// SPDX-License-Identifier: Apache-2.0
#include "care/protocol.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "screening_protocol.h"

namespace fascia::care {
namespace {

TEST(Protocol, the_shipped_files_read_without_a_fault) {
  const Protocol& protocol = shipped();
  EXPECT_EQ(protocol.regions.size(), 110u);
  EXPECT_GT(protocol.rules.size(), 40u);
}

TEST(Protocol, every_case_in_the_files_holds) {
  const Protocol& protocol = shipped();
  std::size_t cases = 0;
  for (const Rule& rule : protocol.rules) {
    EXPECT_FALSE(rule.cases.empty()) << rule.id << " has no case";
    cases += rule.cases.size();
  }
  EXPECT_GT(cases, 200u);
  for (const FailedCase& failed : run_cases(protocol)) {
    ADD_FAILURE() << failed.file << ':' << failed.line << ' ' << failed.rule << " \"" << failed.name
                  << "\": expected " << failed.expected << ", got " << failed.got;
  }
}

TEST(Protocol, a_case_that_does_not_hold_is_reported) {
  Protocol protocol = shipped();
  ASSERT_FALSE(protocol.rules.empty());
  protocol.rules.front().cases.front().deep = Decision::note;
  EXPECT_EQ(run_cases(protocol).size(), 1u);
}

TEST(Protocol, no_rule_or_question_name_stands_in_the_program) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(FASCIA_SOURCE_DIR "/src/care")) {
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    all += text.str();
  }
  ASSERT_NE(all.find("namespace fascia::care"), std::string::npos);
  for (const Rule& rule : shipped().rules) {
    if (rule.id.find('-') == std::string::npos) continue;  // "stroke" may be a massage stroke
    EXPECT_EQ(all.find('"' + rule.id + '"'), std::string::npos) << rule.id;
  }
}

TEST(Protocol, taking_a_file_away_changes_the_answer_and_the_version) {
  const Protocol& protocol = shipped();
  Intake intake = healthy(protocol);
  intake.answers["cancer_bones"] = Said::yes;
  EXPECT_EQ(screen(protocol, intake, ServiceKind::deep, kVisit).decision, Decision::do_not_treat);
  std::vector<File> fewer;
  for (File& file : shipped_files()) {
    if (file.name != "protocols/contraindications.toml") fewer.push_back(std::move(file));
  }
  auto without = read_protocol(fewer);
  ASSERT_TRUE(without) << describe(without.error());
  EXPECT_LT(screen(*without, intake, ServiceKind::deep, kVisit).decision, Decision::do_not_treat);
  EXPECT_NE(without->version, protocol.version);
}

std::vector<File> with_rule(const std::string& rule) {
  return {{"q.toml", R"(kind = "screening"
regions = ["low-back.L", "low-back.R"]
[protocol]
name = "t"
number = "1"
[[group]]
id = "g"
title = { en = "G", fr = "G" }
[[source]]
id = "S"
title = "A book"
[[question]]
id = "ill"
group = "g"
kind = "tri"
gate = "safety"
text = { en = "Ill?", fr = "Malade?" }
)"},
          {"r.toml", "kind = \"screening\"\n" + rule}};
}
const std::string kHead = R"([[rule]]
id = "a"
title = { en = "A", fr = "A" }
gate = "safety"
reason = { en = "R", fr = "R" }
sources = ["S"]
mark = "k"
confidence = "high"
)";

std::string fault(const std::string& rule) {
  auto read = read_protocol(with_rule(rule));
  return read ? "" : describe(read.error());
}

TEST(Protocol, a_fault_names_file_line_and_key) {
  EXPECT_EQ(fault(kHead + "rows = [ { when = 'ill', both = \"do_not_treat\" } ]\n"), "");
  std::string unknown =
      fault(kHead + "confidense = 1\nrows = [ { when = 'ill', both = \"note\" } ]");
  EXPECT_NE(unknown.find("protocol_key_unknown"), std::string::npos) << unknown;
  EXPECT_NE(unknown.find("file=r.toml line=10 key=rule[0].confidense"), std::string::npos)
      << unknown;
  EXPECT_NE(unknown.find("nearest=confidence"), std::string::npos) << unknown;
  std::string condition = fault(kHead + "rows = [ { when = 'ill and', both = \"note\" } ]");
  EXPECT_NE(condition.find("protocol_condition"), std::string::npos) << condition;
  EXPECT_NE(condition.find("line=10 key=rule[0].rows[0].when"), std::string::npos) << condition;
  std::string type = fault(kHead + "rows = [ { when = 'ill >= 3', both = \"note\" } ]");
  EXPECT_NE(type.find("cannot be compared"), std::string::npos) << type;
  std::string looser =
      fault(kHead + "rows = [ { when = 'ill', deep = \"note\", swedish = \"modify\" } ]");
  EXPECT_NE(looser.find("protocol_value"), std::string::npos) << looser;
  EXPECT_NE(fault("[[rule]\n").find("protocol_syntax"), std::string::npos);
}

}  // namespace
}  // namespace fascia::care
