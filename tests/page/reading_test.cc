// SPDX-License-Identifier: Apache-2.0
// R42: the words that no page may use, and how easy the texts are to read.
#include <gtest/gtest.h>

#include <regex>

#include "care/reading_ease.h"
#include "core/embedded.h"
#include "page/catalogue.h"

namespace fascia::page {
namespace {

care::BannedWords banned_words() {
  std::vector<care::File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/"))
    if (file.path.ends_with("banned-words.toml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  auto words = care::read_banned_words(files);
  EXPECT_TRUE(words);
  return words ? *words : care::BannedWords{};
}

// The messages of one area (the first word of an id) as one text, a line each.
std::map<std::string, std::string> areas(Language language) {
  // Lists of single words (days, places of the body) are vocabulary, not text, and what only a
  // programmer or the person at the server's keyboard reads is no page.
  const std::set<std::string> kNoText = {"words", "region", "body_part", "scale", "errors"};
  std::map<std::string, std::string> out;
  for (const auto& [id, text] : messages(language)) {
    const std::string area = id.substr(0, id.find('.'));
    if (!kNoText.contains(area)) out[area] += text + '\n';
  }
  return out;
}

TEST(Reading, R42_no_message_makes_a_banned_claim) {
  const care::BannedWords banned = banned_words();
  for (Language language : kLanguages)
    for (const auto& [id, text] : messages(language))
      for (const auto& hit : care::find_banned(banned, text, code(language)))
        ADD_FAILURE() << code(language) << ' ' << id << " says \"" << hit.word << "\": " << text
                      << "\n  instead: " << hit.instead;
}

TEST(Reading, R42_no_template_makes_a_banned_claim) {
  const care::BannedWords banned = banned_words();
  int seen = 0;
  for (const EmbeddedFile& file : embedded_under("templates/")) {
    ++seen;
    // Titles of studies are quoted as they were printed.
    if (file.path.ends_with("article-sources.tpl")) continue;
    for (std::string_view language : {"en", "fr"})
      for (const auto& hit : care::find_banned(banned, file.bytes, language))
        ADD_FAILURE() << file.path << " says \"" << hit.word << "\" at " << hit.at;
  }
  EXPECT_GT(seen, 20);
}

TEST(Reading, R42_English_reads_at_twelve) {
  for (const auto& [area, text] : areas(Language::en)) {
    if (care::count_text(text, "en").words < 80) continue;  // too little to measure
    EXPECT_LE(care::flesch_kincaid_grade(text), 7.0) << area;
  }
}

TEST(Reading, R42_French_reads_easily) {
  for (const auto& [area, text] : areas(Language::fr)) {
    if (care::count_text(text, "fr").words < 80) continue;
    EXPECT_GE(care::kandel_moles(text), 60.0) << area;
  }
}

TEST(Reading, R42_refusals_read_easily) {
  std::string en, fr;
  for (const auto& [id, text] : messages(Language::en))
    if (id.starts_with("errors.")) en += text + '\n';
  for (const auto& [id, text] : messages(Language::fr))
    if (id.starts_with("errors.")) fr += text + '\n';
  EXPECT_LE(care::flesch_kincaid_grade(en), 7.0);
  EXPECT_GE(care::kandel_moles(fr), 60.0);
}

TEST(Reading, R44_nobody_is_called_by_a_title_that_Alberta_does_not_give) {
  const std::regex titles("licen[sc]ed|regulated|registered massage|agréé|réglementé",
                          std::regex::icase);
  for (Language language : kLanguages)
    for (const auto& [id, text] : messages(language))
      EXPECT_FALSE(std::regex_search(text, titles)) << id << ": " << text;
}

}  // namespace
}  // namespace fascia::page
