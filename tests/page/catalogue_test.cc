// SPDX-License-Identifier: Apache-2.0
#include "page/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "source_folder.h"

namespace fascia::page {
namespace {

TEST(Catalogue, both_languages_hold_the_same_messages_with_the_same_names_in_braces) {
  const Messages &en = messages(Language::en), &fr = messages(Language::fr);
  EXPECT_GT(en.size(), 400u);
  for (const auto& [id, text] : en) {
    auto other = fr.find(id);
    if (other == fr.end()) {
      ADD_FAILURE() << id << " has no French";
      continue;
    }
    EXPECT_EQ(placeholders(text), placeholders(other->second)) << id;
    EXPECT_FALSE(text.empty()) << id;
    EXPECT_FALSE(other->second.empty()) << id;
  }
  for (const auto& entry : fr)
    EXPECT_TRUE(en.contains(entry.first)) << entry.first << " has no English";
}

TEST(Catalogue, says_nothing_loudly) {
  for (Language language : kLanguages)
    for (const auto& [id, text] : messages(language))
      EXPECT_EQ(text.find('!'), text.npos) << id << ": " << text;
}

// The ids of errors are read from the sources, so that a new one cannot be forgotten.
TEST(Catalogue, every_error_of_the_program_has_a_text) {
  namespace fs = std::filesystem;
  const std::regex made(
      R"((?:invalid\(\s*[^;{}]*?,\s*|not_found\(\s*|conflict\(\s*|forbidden\(\s*|Code::[a-z_]+,\s*)\"([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\")");
  int seen = 0;
  for (const auto& file : fs::recursive_directory_iterator(source_folder() / "src")) {
    if (file.path().extension() != ".cc") continue;
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::sregex_iterator at(text.begin(), text.end(), made), end; at != end; ++at) {
      ++seen;
      EXPECT_TRUE(has_text(Language::en, "errors." + (*at)[1].str()))
          << (*at)[1] << " of " << file.path().filename();
    }
  }
  EXPECT_GT(seen, 100);
}

// R22: what a task waits for stands in the open, so the docs say each of these words.
TEST(Catalogue, R22_each_kind_of_a_task_stands_in_what_a_thief_gets) {
  std::ostringstream docs;
  docs << std::ifstream(source_file("docs/security.md")).rdbuf();
  int asked = 0;
  for (const auto& [id, text] : messages(Language::en)) {
    if (!id.starts_with("task.") || id == "task.other") continue;
    ++asked;
    EXPECT_NE(docs.str().find("`" + id.substr(5) + "`"), std::string::npos) << id;
  }
  EXPECT_GT(asked, 20);
}

TEST(Catalogue, a_table_may_stand_in_several_files_and_a_message_once) {
  Messages all;
  ASSERT_TRUE(read_messages("[errors]\na = \"A\"", all));
  ASSERT_TRUE(read_messages("[errors]\nb = \"B\"\n[front.deep]\nc = \"C\"", all));
  EXPECT_EQ(all.at("errors.b"), "B");
  EXPECT_EQ(all.at("front.deep.c"), "C");
  auto twice = read_messages("[errors]\na = \"again\"", all);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().message, "catalogue_twice");
  EXPECT_EQ(twice.error().field, "errors.a");
  EXPECT_EQ(read_messages("[x]\na = 3", all).error().message, "catalogue_not_a_text");
  EXPECT_EQ(read_messages("[x", all).error().message, "catalogue_syntax");
}

TEST(Catalogue, fills_names_in_braces) {
  EXPECT_EQ(text(Language::en, "words.minutes_many", {{"n", "60"}}), "60 minutes");
  EXPECT_ANY_THROW(text(Language::en, "words.minutes_many"));
  EXPECT_ANY_THROW(text(Language::en, "no.such_message"));
  EXPECT_EQ(placeholders("{a} and {b_2}, not {} or {A}"), (std::set<std::string>{"a", "b_2"}));
}

TEST(Catalogue, an_error_reaches_the_person_whatever_it_lacks) {
  Error error = invalid("text", "reply_too_long", {{"most", "2000"}});
  EXPECT_EQ(error_text(Language::en, error), "The reply is too long. Use at most 2000 characters.");
  error.args.clear();
  EXPECT_EQ(error_text(Language::en, error), text(Language::en, "errors.internal"));
  error.message = "never_heard_of";
  EXPECT_EQ(error_text(Language::fr, error), text(Language::fr, "errors.internal"));
}

TEST(Catalogue, escapes_what_html_would_read) {
  EXPECT_EQ(escape_html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
}

}  // namespace
}  // namespace fascia::page
