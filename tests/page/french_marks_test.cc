// SPDX-License-Identifier: Apache-2.0
// The spaces beside French punctuation, by one convention (docs/languages.md): none before ? ! ;
// and a no-break space before the colon and inside « ».
#include <gtest/gtest.h>

#include <array>
#include <cctype>

#include "core/embedded.h"
#include "page/catalogue.h"

namespace fascia::page {
namespace {

constexpr std::string_view kNoBreak = "\u00a0";
constexpr std::array<std::string_view, 3> kSpaces{" ", "\u00a0", "\u202f"};

bool ends_in_space(std::string_view text) {
  for (std::string_view space : kSpaces)
    if (text.ends_with(space)) return true;
  return false;
}

// What is wrong with a text, or nothing.
std::string wrong_mark(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view before = text.substr(0, at), rest = text.substr(at);
    const bool word_after = rest.size() > 1 && rest[1] != ' ';
    if (std::string_view("?!;").find(rest[0]) != std::string_view::npos && ends_in_space(before))
      return std::string("a space before ") + rest[0];
    // 14:30 and addresses of the web are no punctuation.
    if (rest[0] == ':' && !word_after && !before.ends_with(kNoBreak))
      return "no no-break space before the colon";
    if (rest[0] == ':' && word_after && ends_in_space(before)) return "no space after the colon";
    if (rest.starts_with("«") && !rest.substr(2).starts_with(kNoBreak)) return "« wants one after";
    if (rest.starts_with("»") && !before.ends_with(kNoBreak)) return "» wants one before";
  }
  return {};
}

TEST(FrenchMarks, one_convention_tells_right_from_wrong) {
  for (const char* right : {"Où?", "Oui\u00a0: non", "à 14:30", "dire «\u00a0non\u00a0»; bon", ""})
    EXPECT_EQ(wrong_mark(right), "") << right;
  for (const char* wrong : {"Où ?", "Où\u202f?", "Oui : non", "Oui: non", "Oui:", "« non »",
                            "«non»", "bon ; oui", "Oui\u00a0:non"})
    EXPECT_NE(wrong_mark(wrong), "") << wrong;
}

TEST(FrenchMarks, every_French_message_follows_it) {
  for (const auto& [id, text] : messages(Language::fr))
    EXPECT_EQ(wrong_mark(text), "") << id << ": " << text;
}

TEST(FrenchMarks, every_French_text_of_the_protocols_follows_it) {
  std::size_t seen = 0;
  for (const EmbeddedFile& file : embedded_under("protocols/")) {
    const std::string_view all = file.bytes, kBegin = "fr = \"";
    for (std::size_t at = all.find(kBegin); at != all.npos; at = all.find(kBegin, at)) {
      at += kBegin.size();
      std::size_t end = at;
      while (end < all.size() && all[end] != '"') end += all[end] == '\\' ? 2 : 1;
      const std::string_view text = all.substr(at, end - at);
      EXPECT_EQ(wrong_mark(text), "") << file.path << ": " << text;
      ++seen;
    }
  }
  EXPECT_GT(seen, 2000u);
}

// A colon that a template sets behind a value stands in both languages: it is [[words.colon]].
TEST(FrenchMarks, a_template_takes_the_colon_between_two_values_from_the_catalogue) {
  std::size_t seen = 0;
  for (const EmbeddedFile& file : embedded_under("templates/")) {
    const std::string_view all = file.bytes;
    if (all.find("[[words.colon]]") != all.npos) ++seen;
    for (std::string_view end : {"}}", "]]", "</strong>", "</span>", "\"unseen\">"})
      for (std::string_view colon : {": ", " : ", ":<"}) {
        const std::string both = std::string(end) + std::string(colon);
        EXPECT_EQ(all.find(both), all.npos) << file.path << " has " << both;
      }
    for (std::string_view mark : {"«", "»"})
      EXPECT_EQ(all.find(mark), all.npos) << file.path << ": French stands in the catalogue";
  }
  EXPECT_GT(seen, 15u);
}

}  // namespace
}  // namespace fascia::page
