// SPDX-License-Identifier: Apache-2.0
// `fascia screen` as a script meets it: what is printed, and the exit code.
#include "run_command.h"

namespace fascia::cli {
namespace {

TEST(ScreenCommand, the_three_examples_of_the_docs) {
  struct Row {
    const char* file;
    const char* decision;
    int exit_code;
  };
  for (Row row :
       {Row{"intake-go-ahead.json", "proceed", kDone}, Row{"intake-changes.json", "modify", kDone},
        Row{"intake-emergency.json", "emergency", kNo}}) {
    Ran ran = run({"screen", "--intake", example(row.file), "--json"});
    EXPECT_EQ(ran.exit_code, row.exit_code) << row.file << ran.err;
    auto out = ran.json();
    EXPECT_EQ(out.at("decision"), row.decision) << row.file;
    EXPECT_TRUE(out.at("missing").as_array().empty()) << row.file;
  }
}

TEST(ScreenCommand, R8_a_finding_carries_its_rule_changes_reason_source_and_evidence) {
  auto out = run({"screen", "--intake", example("intake-changes.json"), "--json"}).json();
  for (const char* key :
       {"decision", "findings", "limits", "earliest", "gentler", "missing", "warnings", "protocol"})
    EXPECT_TRUE(out.as_object().contains(key)) << key;
  EXPECT_TRUE(out.at("protocol").as_object().contains("name"));
  EXPECT_TRUE(out.at("protocol").as_object().contains("version"));
  for (const char* key :
       {"max_depth", "regions", "forbidden_techniques", "forbidden_tools", "positions", "minutes"})
    EXPECT_TRUE(out.at("limits").as_object().contains(key)) << key;
  EXPECT_TRUE(out.at("gentler").as_object().contains("decision"));
  ASSERT_FALSE(out.at("findings").as_array().empty());
  int depths = 0;
  for (const auto& finding : out.at("findings").as_array()) {
    for (const char* key :
         {"rule", "decision", "urgency", "regions", "changes", "reason", "source", "evidence"})
      EXPECT_TRUE(finding.as_object().contains(key)) << key;
    EXPECT_FALSE(finding.at("reason").as_string().empty());
    EXPECT_FALSE(finding.at("source").as_array().empty());
    EXPECT_FALSE(finding.at("evidence").at("answers").as_array().empty());
    for (const auto& change : finding.at("changes").as_array())
      if (change.as_object().contains("max_depth")) ++depths;
  }
  EXPECT_GT(depths, 0);
}

TEST(ScreenCommand, the_service_and_the_day_change_the_answer) {
  auto swedish =
      run({"screen", "--intake", example("intake-changes.json"), "--service", "swedish", "--json"});
  EXPECT_EQ(swedish.json().at("service"), "swedish");
  EXPECT_TRUE(swedish.json().at("gentler").is_null());
  // The intake's own day comes before --now.
  auto own =
      run({"screen", "--intake", example("intake-go-ahead.json"), "--now", "2027-01-05", "--json"});
  EXPECT_EQ(own.json().at("visit_date"), "2026-11-24");
  TextFile open("{\"answers\":{}}");
  auto given = run({"screen", "--intake", open.path, "--now", "2027-01-05", "--json"});
  EXPECT_EQ(given.json().at("visit_date"), "2027-01-05");
  EXPECT_EQ(given.json().at("service"), "deep");
  EXPECT_FALSE(given.json().at("missing").as_array().empty());
  EXPECT_EQ(given.exit_code, kNo);
}

TEST(ScreenCommand, bad_input_is_two_and_names_the_nearest_key) {
  TextFile key("{\"anwsers\":{}}");
  Ran ran = run({"screen", "--intake", key.path, "--json"});
  EXPECT_EQ(ran.exit_code, kBadInput);
  EXPECT_TRUE(ran.out.empty());
  EXPECT_NE(ran.err.find("answers"), std::string::npos) << ran.err;
  TextFile question("{\"answers\":{\"blod_clot\":\"no\"}}");
  ran = run({"screen", "--intake", question.path, "--json"});
  EXPECT_EQ(ran.exit_code, kBadInput);
  EXPECT_NE(ran.err.find("blood_clot"), std::string::npos) << ran.err;
  TextFile broken("{");
  EXPECT_EQ(run({"screen", "--intake", broken.path}).exit_code, kBadInput);
  EXPECT_EQ(run({"screen"}).exit_code, kBadInput);
  EXPECT_EQ(run({"screen", "--intake", example("intake-go-ahead.json"), "--now", "soon"}).exit_code,
            kBadInput);
}

// Sheet a, item 2: a client cannot subtract what another cause takes away.
TEST(ScreenCommand, what_staff_alone_may_say_counts_from_nobody_else) {
  std::string answers =
      R"("answers":{"leg_signs":["calf-swollen","deep-vein-tender"],"leg_signs.other_cause":"yes"})";
  TextFile client(R"({"visit_date":"2026-11-24","answered_by":"client",)" + answers + "}");
  Ran ran = run({"screen", "--intake", client.path, "--json"});
  EXPECT_EQ(ran.json().at("decision"), "emergency");
  EXPECT_NE(ran.err.find("leg_signs.other_cause"), std::string::npos) << ran.err;
  TextFile staff(R"({"visit_date":"2026-11-24","answered_by":"staff",)" + answers + "}");
  ran = run({"screen", "--intake", staff.path, "--json"});
  EXPECT_EQ(ran.json().at("decision"), "do_not_treat");
  EXPECT_TRUE(ran.err.empty()) << ran.err;
  // What makes it stricter counts from anybody.
  TextFile seen(R"({"visit_date":"2026-11-24","answers":{"behaviour":"now"}})");
  EXPECT_EQ(run({"screen", "--intake", seen.path, "--json"}).json().at("decision"), "do_not_treat");
}

TEST(ScreenCommand, a_file_that_is_not_there_is_three) {
  Ran ran = run({"screen", "--intake", "/nowhere/intake.json", "--json"});
  EXPECT_EQ(ran.exit_code, kUnreachable);
  EXPECT_NE(ran.err.find("/nowhere/intake.json"), std::string::npos) << ran.err;
}

TEST(ScreenCommand, the_schema_knows_every_key_of_the_examples) {
  Ran ran = run({"screen", "--print-schema"});
  EXPECT_EQ(ran.exit_code, kDone);
  auto schema = ran.json();
  EXPECT_EQ(schema.at("additionalProperties"), false);
  for (const char* name :
       {"intake-go-ahead.json", "intake-changes.json", "intake-emergency.json"}) {
    auto read = json::read(text_of_file(example(name)));
    ASSERT_TRUE(read) << name;
    for (const auto& entry : read->as_object())
      EXPECT_TRUE(schema.at("properties").as_object().contains(entry.key())) << entry.key();
  }
}

}  // namespace
}  // namespace fascia::cli
