// SPDX-License-Identifier: Apache-2.0
#include "care/protocol_entries.h"

#include "care/screening_protocol.h"

namespace fascia::care {
namespace {

constexpr const char* kText = R"(kind = "screening"

[[source]]
id = "BOOK"
title = "A book"
year = 2011

[[rule]]
id = "cold-hands"
title = { en = "Cold hands", fr = "Mains froides" }
sources = ["BOOK"]
mark = "p"
confidence = "medium"

[[rule.rows]]
when = 'hands and age >= 40'
deep = "modify"
reason = { en = "They are cold.", fr = "Elles sont froides." }
changes = [{ at = ["hand"], depth = 2 }]

[[rule.cases]]
name = "40"
)";

std::vector<Entry> read(const std::string& text) {
  auto entries = read_entries({{"protocols/cold.toml", text}});
  EXPECT_TRUE(entries);
  return entries ? *entries : std::vector<Entry>();
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  auto at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(ProtocolEntries, say_all_that_a_rule_says_with_its_place) {
  auto entries = read(kText);
  ASSERT_EQ(entries.size(), 2u);
  const Entry* rule = find_entry(entries, "rule", "cold-hands");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->file, "cold.toml");
  EXPECT_EQ(rule->line, 8);
  EXPECT_EQ(rule->title, (Words{"Cold hands", "Mains froides"}));
  EXPECT_EQ(rule->sources, std::vector<std::string>{"BOOK"});
  EXPECT_EQ(rule->cases, 1);
  std::vector<EntryLine> expected = {
      {0, "rows", std::nullopt, ""},
      {1, "when", std::nullopt, "hands and age >= 40"},
      {1, "deep", std::nullopt, "modify"},
      {1, "reason", Words{"They are cold.", "Elles sont froides."}, ""},
      {1, "changes", std::nullopt, ""},
      {2, "at", std::nullopt, "hand"},
      {2, "depth", std::nullopt, "2"}};
  EXPECT_EQ(rule->lines, expected);
  EXPECT_EQ(find_entry(entries, "rule", "BOOK"), nullptr);
  ASSERT_NE(find_entry(entries, "", "BOOK"), nullptr);
  EXPECT_EQ(find_entry(entries, "", "BOOK")->title.fr, "A book");
}

TEST(ProtocolEntries, values_of_our_own_choice_low_confidence_or_to_be_confirmed_need_review) {
  auto needs = [](const std::string& text) {
    return needs_review(*find_entry(read(text), "rule", "cold-hands"));
  };
  EXPECT_TRUE(needs(kText));
  std::string known = replaced(kText, "mark = \"p\"", "mark = \"s\"");
  EXPECT_FALSE(needs(known));
  EXPECT_TRUE(needs(replaced(known, "\"medium\"", "\"low\"")));
  EXPECT_TRUE(needs(replaced(known, "mark = \"s\"", "mark = \"s\"\nclinic_must_confirm = true")));
}

TEST(ProtocolEntries,
     R9_a_weak_part_and_very_low_confidence_need_review_and_a_letter_in_prose_does_not) {
  auto needs = [](const std::string& text) {
    return needs_review(*find_entry(read(text), "rule", "cold-hands"));
  };
  const std::string known = replaced(kText, "mark = \"p\"", "mark = \"s\"");
  EXPECT_TRUE(needs(replaced(known, "\"medium\"", "\"very low\"")));
  EXPECT_TRUE(needs(replaced(known, "deep = \"modify\"", "deep = \"modify\"\nmark = \"p\"")));
  EXPECT_TRUE(needs(replaced(known, "depth = 2 }", "depth = 2, confidence = \"low\" }")));
  EXPECT_TRUE(needs(replaced(known, "mark = \"s\"", "mark = \"s; p: the number\"")));
  EXPECT_FALSE(needs(replaced(known, "mark = \"s\"", "mark = \"H; part of the upper page\"")));
}

TEST(ProtocolEntries, R9_the_shipped_values_that_the_sheets_mark_as_ours_are_listed_one_by_one) {
  auto entries = read_entries(shipped_files());
  ASSERT_TRUE(entries);
  auto listed = [&](const char* kind, const char* id) {
    const Entry* entry = find_entry(*entries, kind, id);
    EXPECT_NE(entry, nullptr) << kind << ' ' << id;
    return entry != nullptr && needs_review(*entry);
  };
  for (const char* id : {"upper-back-tension", "after-fall", "posture-problems"})
    EXPECT_TRUE(listed("condition", id)) << id;
  int steps = 0, loads = 0, lengths = 0, caps = 0, retention = 0;
  for (const Entry& entry : *entries) {
    const bool weak = needs_review(entry);
    steps += weak && entry.kind == "next";
    loads += weak && entry.kind == "load";
    lengths += weak && entry.kind == "length";
    caps += weak && entry.kind == "region" && entry.subject == "plan";
    retention += weak && entry.subject == "retention";
  }
  EXPECT_EQ(steps, 7);
  EXPECT_EQ(loads, 8);
  EXPECT_EQ(lengths, 5);
  EXPECT_EQ(caps, 56);
  EXPECT_EQ(retention, 0);
  EXPECT_TRUE(listed("next", "verdict.plateau"));
  EXPECT_TRUE(listed("length", "60"));
  EXPECT_TRUE(listed("depth", "p4-strong"));
  EXPECT_TRUE(listed("list", "techniques.comfort"));
  EXPECT_TRUE(listed("match", "comfortable"));
  EXPECT_TRUE(listed("table", "matching.matching"));
}

// A file of the clinic's own that no reader knows, or that would be read in a shipped one's place.
TEST(ProtocolEntries, R9_an_own_file_is_rules_or_codes_and_nothing_else) {
  for (const char* kind : {"kind = \"clinc\"", "kind = \"Clinic\"", "kind = \"clinic \"",
                           "kind = \"plan\"", "kind = \"follow-up\"", "kind = \"screening\"",
                           "kind = \"retention\"", "kind = 7", "other = \"clinic\""}) {
    const std::vector<File> files{{"own/house.toml", "# ours\n" + std::string(kind) + "\n"}};
    auto refused = check_kinds(files);
    ASSERT_FALSE(refused) << kind;
    EXPECT_EQ(refused.error().message, "protocol_kind");
    const auto& args = refused.error().args;
    auto arg = [&](std::string_view name) {
      for (const auto& [key, value] : args)
        if (key == name) return value;
      return std::string();
    };
    EXPECT_EQ(arg("file"), "own/house.toml");
    EXPECT_EQ(arg("line"), std::string(kind).starts_with("kind") ? "2" : "1") << kind;
    EXPECT_EQ(arg("key"), "kind");
    EXPECT_EQ(arg("nearest"), "clinic") << kind;
    EXPECT_FALSE(read_entries(files));
  }
  EXPECT_TRUE(check_kinds({{"own/house.toml", "kind = \"clinic\"\n"}}));
  EXPECT_TRUE(check_kinds({{"own/codes.toml", "kind = \"codes\"\n"}}));
  EXPECT_TRUE(check_kinds(shipped_files()));
  EXPECT_FALSE(check_kinds({{"protocols/zz.toml", "kind = \"screning\"\n"}}));
}

TEST(ProtocolEntries, a_comparison_names_what_was_added_removed_and_changed) {
  auto before = read(kText);
  EXPECT_TRUE(compare(before, read(kText)).empty());
  EXPECT_TRUE(compare(before, read(std::string("# moved down a line\n") + kText)).empty());
  EXPECT_TRUE(compare(before, read(replaced(kText, "name = \"40\"", "name = \"39\""))).empty());

  auto changed = compare(before, read(replaced(kText, "depth = 2", "depth = 3")));
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(changed[0].change, EntryChange::changed);
  EXPECT_EQ(changed[0].before, (std::vector<EntryLine>{{2, "depth", std::nullopt, "2"}}));
  EXPECT_EQ(changed[0].after, (std::vector<EntryLine>{{2, "depth", std::nullopt, "3"}}));

  auto renamed = compare(before, read(replaced(kText, "cold-hands", "cool-hands")));
  ASSERT_EQ(renamed.size(), 2u);
  EXPECT_EQ(renamed[0].change, EntryChange::removed);
  EXPECT_EQ(renamed[0].entry.id, "cold-hands");
  EXPECT_EQ(renamed[1].change, EntryChange::added);
  EXPECT_EQ(renamed[1].entry.id, "cool-hands");

  EXPECT_EQ(compare(before, read(replaced(kText, "mark = \"p\"", "mark = \"s\""))).size(), 1u);
}

TEST(ProtocolEntries, a_faulty_file_is_named_with_its_line) {
  auto entries = read_entries({{"a.toml", "kind = \"plan\"\n[[rule]\n"}});
  ASSERT_FALSE(entries);
  EXPECT_EQ(entries.error().message, "protocol_syntax");
  EXPECT_EQ(entries.error().args.at(0).second, "a.toml");
  EXPECT_EQ(entries.error().args.at(1).second, "2");
}

// What has no id is read as well: a table by its key, nameless ones of a list together, and what
// stands at the top of the file.
TEST(ProtocolEntries, what_has_no_id_of_its_own_is_an_entry_too) {
  auto entries = read(
      "kind = \"screening\"\nplaces = [\"arm\", \"leg\"]\n[near]\narm = [\"hand\"]\nname = \"x\"\n"
      "[[word]]\nword = \"toxin\"\n[[word]]\nword = \"flush\"\n[[rule]]\nid = \"r\"\n");
  ASSERT_EQ(entries.size(), 4u);
  const Entry* top = find_entry(entries, "file", "cold");
  ASSERT_NE(top, nullptr);
  EXPECT_EQ(top->line, 2);
  EXPECT_EQ(top->lines, (std::vector<EntryLine>{{0, "places", std::nullopt, "arm, leg"}}));
  const Entry* near = find_entry(entries, "table", "cold.near");
  ASSERT_NE(near, nullptr);
  EXPECT_EQ(near->lines, (std::vector<EntryLine>{{0, "arm", std::nullopt, "hand"},
                                                 {0, "name", std::nullopt, "x"}}));
  const Entry* words = find_entry(entries, "list", "cold.word");
  ASSERT_NE(words, nullptr);
  EXPECT_EQ(words->lines, (std::vector<EntryLine>{{0, "word", std::nullopt, ""},
                                                  {1, "word", std::nullopt, "toxin"},
                                                  {0, "word", std::nullopt, ""},
                                                  {1, "word", std::nullopt, "flush"}}));
  // Codes of a licensed release that a clinic keeps stay in its house.
  auto own = read_entries(
      {{"own/snomed-descendants.toml", "kind = \"codes\"\n[[descendants]]\nof = \"1\"\n"}});
  ASSERT_TRUE(own);
  EXPECT_TRUE(own->empty());
}

}  // namespace
}  // namespace fascia::care
