// SPDX-License-Identifier: Apache-2.0
#include "care/protocol.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "screening_protocol.h"
#include "source_folder.h"

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
  for (const auto& entry : std::filesystem::directory_iterator(source_file("src/care"))) {
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

// Section 5 of the sheet: each of the fifteen hard calls is a setting by its name, and a rule uses
// it.
TEST(Protocol, each_hard_call_is_a_named_setting_that_a_rule_uses) {
  const Protocol& protocol = shipped();
  const std::map<std::string, double> kNumbers{{"bp.stop", 180},
                                               {"bp.stop_low", 110},
                                               {"bp.clear", 160},
                                               {"bp.clear_low", 100},
                                               {"bp.modify", 140},
                                               {"bp.modify_low", 90},
                                               {"bp.note", 130},
                                               {"bp.note_low", 80},
                                               {"dvt.stop_days", 90},
                                               {"dvt.clear_days", 180},
                                               {"mi.stop_days", 42},
                                               {"mi.clear_days", 180},
                                               {"dvt.points_emergency", 2},
                                               {"dvt.surgery_days", 84},
                                               {"anticoag.max_depth", 3},
                                               {"platelets.step1", 20},
                                               {"platelets.step2", 50},
                                               {"platelets.step3", 100},
                                               {"platelets.step4", 150},
                                               {"cancer.remission_days", 180},
                                               {"preg.prone_end_w", 13},
                                               {"preg.supine_end_w", 20},
                                               {"bone.clear_t", -2.5},
                                               {"bone.stop_t", -3.5},
                                               {"surgery.step1", 14},
                                               {"surgery.step2", 42},
                                               {"surgery.step3", 84},
                                               {"surgery.step4", 365},
                                               {"inj.cortisone", 7},
                                               {"inj.botox_days", 3},
                                               {"inj.filler", 14},
                                               {"redflag.cluster_min", 2},
                                               {"redflag.cluster_malignancy", 3},
                                               {"redflag.cluster_inflammatory", 4}};
  for (const auto& [id, value] : kNumbers) {
    const Setting* setting = protocol.setting(id);
    ASSERT_NE(setting, nullptr) << id;
    EXPECT_EQ(setting->number, value) << id;
  }
  const std::map<std::string, Decision> kDecisions{
      {"preg.t1", Decision::modify},
      {"ces.bilateral_pain_only", Decision::do_not_treat},
      {"neck.single_sign", Decision::emergency}};
  for (const auto& [id, decision] : kDecisions) {
    ASSERT_NE(protocol.setting(id), nullptr) << id;
    EXPECT_EQ(protocol.setting(id)->decision, decision) << id;
  }
  std::string all;
  for (const File& file : shipped_files())
    if (file.name.find("settings.toml") == std::string::npos) all += file.text;
  for (const Setting& setting : protocol.settings) {
    if (setting.id.starts_with("deep.cap_")) continue;  // the screening itself asks for these
    EXPECT_NE(all.find(setting.id), std::string::npos) << setting.id << " is used nowhere";
  }
}

TEST(Protocol, a_setting_that_a_reviewer_changed_changes_the_decision) {
  std::vector<File> files = shipped_files();
  for (File& file : files) {
    std::string::size_type at = file.text.find("id = \"mi.stop_days\"");
    if (at == std::string::npos) continue;
    at = file.text.find("value = 42", at);
    file.text.replace(at, 10, "value = 60");
  }
  auto changed = read_protocol(files);
  ASSERT_TRUE(changed) << describe(changed.error());
  Intake intake = healthy(shipped());
  intake.answers["heart_attack"] = Said::yes;
  intake.answers["heart_attack.date"] = SaidDate{kVisit - 50, to_iso(kVisit - 50)};
  intake.answers["heart_attack.cleared"] = Said::yes;
  EXPECT_EQ(screen(shipped(), intake, ServiceKind::deep, kVisit).decision, Decision::clearance);
  EXPECT_EQ(screen(*changed, intake, ServiceKind::deep, kVisit).decision, Decision::do_not_treat);
}

// Section 1 to 3 of the sheet: every numbered item has a rule, and so have the named combinations.
TEST(Protocol, every_item_of_the_sheet_and_every_named_combination_has_a_rule) {
  std::set<int> items;
  for (const Rule& rule : shipped().rules) items.insert(rule.item);
  for (int item = 1; item <= 148; ++item) EXPECT_EQ(items.count(item), 1u) << item;
  for (const char* id : {"bleed-2",
                         "bleed-3",
                         "antithrombotic-osteoporosis",
                         "dvt-travel-oestrogen",
                         "preg-leg",
                         "preg-head-bp",
                         "hypertension-neck",
                         "statin-muscle",
                         "fever-back",
                         "cancer-back",
                         "steroid-back",
                         "opioid-alcohol",
                         "diabetes-numb-heat",
                         "patch-heat",
                         "stroke-af-anticoag",
                         "poly-modify",
                         "elder-fall",
                         "minor-red",
                         "record-conflict",
                         "surgery-dvt",
                         "hypo-long"}) {
    const Rule* rule = shipped().rule("x-" + std::string(id));
    ASSERT_NE(rule, nullptr) << id;
    EXPECT_TRUE(rule->combination) << id;
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

std::string fault_of_signs(const std::string& ask) {
  auto files = with_rule("");
  files.push_back({"s.toml",
                   "kind = \"screening\"\n[[section]]\nid = \"s\"\ngroup = \"g\"\n"
                   "title = { en = \"S\", fr = \"S\" }\nwhy = { en = \"W\", fr = \"P\" }\n"
                   "[[section.ask]]\n" +
                       ask});
  auto read = read_protocol(files);
  return read ? "" : describe(read.error());
}

TEST(Protocol, R42_a_sign_of_a_line_stands_in_both_languages_or_the_protocol_is_not_read) {
  const std::string stem = "stem = { en = \"Ever:\", fr = \"Déjà :\" }\n";
  const std::string both = "{ en = \"gout\", fr = \"goutte\" }";
  EXPECT_EQ(fault_of_signs(stem + "signs = [" + both + "]\n"), "");
  for (const std::string& bad : {stem + "signs = [" + both + ", { en = \"lupus\" }]\n",
                                 stem + "signs = []\n", stem, "signs = [" + both + "]\n"}) {
    EXPECT_NE(fault_of_signs(bad), "") << bad;
  }
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

std::string fault_of_term(const std::string& terms, const std::string& when = "sick") {
  std::string row = "rows = [ { when = '" + when + "', both = \"do_not_treat\" } ]\n";
  return fault(kHead + row + terms);
}

constexpr const char* kSick =
    "[[term]]\nid = \"sick\"\ntitle = { en = \"Sick\", fr = \"Malade\" }\nmeans = 'ill'\n";

TEST(Protocol, a_term_may_use_the_terms_above_it_and_no_other) {
  const std::string kSick2 = "[[term]]\nid = \"sicker\"\ntitle = { en = \"A\", fr = \"B\" }\n";
  EXPECT_EQ(fault_of_term(kSick), "");
  EXPECT_EQ(fault_of_term(kSick + kSick2 + "means = 'sick or not ill'\n", "sicker"), "");
  for (const std::string& wrong : {kSick2 + "means = 'sick'\n" + kSick,      // one below it
                                   kSick2 + "means = 'ill or sicker'\n"}) {  // itself
    std::string found = fault_of_term(wrong, "ill");
    EXPECT_NE(found.find("protocol_condition"), std::string::npos) << found;
    EXPECT_NE(found.find("file=r.toml line=14 key=term[0].means"), std::string::npos) << found;
  }
  EXPECT_NE(fault_of_term(std::string(kSick) + kSick).find("protocol_duplicate"),
            std::string::npos);
  for (const char* taken : {"ill", "not", "age", "A-b"}) {
    std::string found = fault_of_term(std::string("[[term]]\nid = \"") + taken +
                                          "\"\ntitle = { en = \"A\", fr = \"B\" }\nmeans = 'ill'\n",
                                      "ill");
    EXPECT_NE(found.find("key=term[0].id"), std::string::npos) << taken << ": " << found;
  }
  // `also` changes names in the text of a row: a term would hide one from it.
  const std::string kWell =
      "[[question]]\nid = \"well\"\ngroup = \"g\"\nkind = \"tri\"\ngate = \"safety\"\n"
      "text = { en = \"Well?\", fr = \"Bien?\" }\n";
  const std::string kAlso = kHead + "also = { ill = \"well\" }\nrows = [ { when = '";
  EXPECT_EQ(fault(kAlso + "ill', both = \"note\" } ]\n" + kWell), "");
  for (const char* when : {"sick", "ill and sick"}) {
    std::string found = fault(kAlso + when + "', both = \"note\" } ]\n" + kWell + kSick);
    EXPECT_NE(found.find("a term hides the question"), std::string::npos) << found;
  }
}

TEST(Protocol, each_term_is_used_where_it_spares_words) {
  EXPECT_GE(shipped().terms.size(), 7u);
  std::string all;
  for (const File& file : shipped_files()) all += file.text;
  for (const Term& term : shipped().terms) {
    std::size_t uses = 0;
    for (std::size_t at = all.find(term.id); at != all.npos; at = all.find(term.id, at + 1)) ++uses;
    EXPECT_GT(uses, 2u) << term.id;
  }
}

}  // namespace
}  // namespace fascia::care
