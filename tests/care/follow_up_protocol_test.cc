// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <iterator>

#include "care/reading_ease.h"
#include "follow_up_shipped.h"
#include "source_folder.h"

namespace fascia::care {
namespace {

TEST(FollowUp, the_shipped_files_read_without_a_fault) {
  const FollowUpProtocol& protocol = follow_up();
  EXPECT_EQ(protocol.aftercare.stretches.size(), 12u);
  EXPECT_EQ(protocol.aftercare.signs.size(), 17u);
  EXPECT_GT(protocol.measures.size(), 30u);
  EXPECT_EQ(protocol.version.substr(0, 10), "follow-up+");
}

// CHK-S18a: every vector of sheet c 7b.7 (T1 to T15, measures.toml) has its verdicts and numbers.
// CHK-S27: sore at 48 hours and more than the day before is row E7 (B7, check-ins.toml).
// CHK-S30: a fluid limit, or a failing heart where none is known, takes A-WATER away (H13).
// CHK-S31: until when to rest, on both sides of each edge of 8.2 (aftercare.toml).
// CHK-S32: neuropathy gets neither pack; H1 to H16 of 8.3 (aftercare.toml).
TEST(FollowUp, every_case_in_the_files_holds) {
  const FollowUpProtocol& protocol = follow_up();
  EXPECT_GT(protocol.aftercare.cases.size(), 100u);
  EXPECT_GT(protocol.check_ins.cases.size(), 60u);
  EXPECT_GT(protocol.verdict_cases.size(), 25u);
  EXPECT_GT(protocol.measure_cases.size(), 30u);
  for (const FailedCase& failed : run_follow_up_cases(protocol, edmonton())) {
    ADD_FAILURE() << failed.file << ':' << failed.line << ' ' << failed.rule << " \"" << failed.name
                  << "\": expected " << failed.expected << ", got " << failed.got;
  }
}

TEST(FollowUp, a_case_that_does_not_hold_is_reported) {
  FollowUpProtocol protocol = follow_up();
  ASSERT_FALSE(protocol.check_ins.cases.empty());
  protocol.check_ins.cases.front().shown = "E0";
  protocol.aftercare.cases.front().stretches = std::vector<std::string>{"none"};
  protocol.verdict_cases.front().last["a"] += 0.002;
  EXPECT_EQ(run_follow_up_cases(protocol, edmonton()).size(), 3u);
}

// Each row holds in a case and does not hold in another, so that an edge that moves is noticed.
TEST(FollowUp, every_row_and_every_item_has_cases_on_both_sides) {
  const FollowUpProtocol& protocol = follow_up();
  auto in = [](const std::vector<std::string>& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  for (const EscalationRow& row : protocol.check_ins.rows) {
    int with = 0, out = 0;
    for (const CheckInCase& one : protocol.check_ins.cases) {
      if (one.refused.empty()) ++(in(one.rows, row.id) ? with : out);
    }
    EXPECT_GT(with, 0) << row.id;
    EXPECT_GT(out, 0) << row.id;
  }
  for (const AdviceRule& rule : protocol.aftercare.advice) {
    if (rule.when.op == Expression::Op::yes && !rule.pack && rule.unless.empty()) continue;
    bool named =
        std::any_of(protocol.aftercare.cases.begin(), protocol.aftercare.cases.end(),
                    [&](const AftercareCase& one) {
                      return in(one.has, rule.id) || one.pack == rule.id || !one.until.empty();
                    });
    EXPECT_TRUE(named) << rule.id;
  }
}

TEST(FollowUp, a_fault_names_file_line_and_key) {
  auto error_of = [](const std::string& text) {
    auto read = read_follow_up_protocol({{"x.toml", text}}, shipped());
    return read ? Error{} : read.error();
  };
  auto arg = [](const Error& error, std::string_view key) {
    for (const auto& [name, value] : error.args) {
      if (name == key) return value;
    }
    return std::string();
  };
  const std::string head = "kind = \"follow-up\"\n";
  Error error = error_of(
      head +
      "[[flag]]\nid = \"a\"\nname = { en = \"a\", fr = \"a\" }\nwrong = 1\nin_room = true\n");
  EXPECT_EQ(error.message, "protocol_key_unknown");
  EXPECT_EQ(arg(error, "file"), "x.toml");
  EXPECT_EQ(arg(error, "line"), "5");
  EXPECT_EQ(arg(error, "key"), "flag[0].wrong");
  error =
      error_of(head + "[[flag]]\nid = \"a\"\nname = { en = \"a\", fr = \"a\" }\nhealth = 'x >'\n");
  EXPECT_EQ(error.message, "protocol_condition");
  EXPECT_EQ(arg(error, "line"), "5");
  EXPECT_EQ(error_of("kind = ").message, "protocol_syntax");
  EXPECT_EQ(error_of(head).message, "protocol_key_missing");
  EXPECT_EQ(error_of("kind = \"screening\"\n").message, "protocol_key_missing");
}

// Over the texts of each file that a client reads; what only a therapist reads is left out.
TEST(FollowUp, R42_the_words_are_easy_to_read) {
  for (const File& file : shipped_files()) {
    bool ours = file.name.find("aftercare") != std::string::npos ||
                file.name.find("warning-signs") != std::string::npos ||
                file.name.find("stretches") != std::string::npos ||
                file.name.find("check-ins") != std::string::npos ||
                file.name.find("measures") != std::string::npos;
    if (!ours) continue;
    auto texts = texts_in(file);
    ASSERT_TRUE(texts.has_value()) << describe(texts.error());
    std::string en, fr;
    for (const FoundText& one : *texts) {
      bool therapist = one.key.find("flag") == 0 || one.key.find("prompt") == 0 ||
                       one.key.find(".plan") != std::string::npos;
      if (therapist) continue;
      en += one.text.en + '\n';
      fr += one.text.fr + '\n';
    }
    ASSERT_FALSE(en.empty()) << file.name;
    EXPECT_LE(flesch_kincaid_grade(en), 7.0) << file.name;
    EXPECT_GE(kandel_moles(fr), 60.0) << file.name;
  }
}

TEST(FollowUp, no_rule_name_stands_in_the_program) {
  for (const std::string& id : {std::string("A-HEAT"), std::string("nprs"), std::string("W01"),
                                std::string("ST01"), std::string("neuropathy")}) {
    for (const char* file : {"aftercare.cc", "check_in.cc", "verdict.cc", "outcomes.cc",
                             "follow_up_form.cc", "follow_up_check.cc"}) {
      std::ifstream in(source_file("src/care/") + file);
      std::string text((std::istreambuf_iterator<char>(in)), {});
      ASSERT_FALSE(text.empty()) << file;
      EXPECT_EQ(text.find(id), std::string::npos) << file << " names " << id;
    }
  }
}

}  // namespace
}  // namespace fascia::care
