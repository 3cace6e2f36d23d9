// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"

// How easy a text is to read, and which words no page may use (R42).
namespace fascia::care {

struct TextCount {
  int sentences = 0;
  int words = 0;
  int syllables = 0;
  int longest_sentence = 0;  // in words
};
// Plain text of one language ("en" or "fr"). A line break ends a sentence; a hyphen parts words; a
// number is one word of one syllable; {placeholders} are left out.
TextCount count_text(std::string_view text, std::string_view language);
int syllables(std::string_view word, std::string_view language);

// Flesch-Kincaid grade: school years; 7 reads at twelve. 0 for an empty text.
double flesch_kincaid_grade(std::string_view text);
// Kandel and Moles: 0-100 and more, higher is easier. 100 for an empty text.
double kandel_moles(std::string_view text);

struct BannedWord {
  std::string language;
  std::string word;     // in small letters, matched from the start of a word
  bool whole = false;   // the whole word only
  std::string instead;  // for the writer
  std::string source;
};
struct BannedWords {
  std::vector<BannedWord> words;
  std::vector<Words> allowed;  // sentences that may hold one, taken out before the search
};
// Reads the file that says `kind = "banned-words"`. Errors as read_protocol's.
Result<BannedWords> read_banned_words(const std::vector<File>& files);

struct BannedHit {
  std::string word;
  std::size_t at = 0;  // byte in the text
  std::string instead;
  bool operator==(const BannedHit&) const = default;
};
std::vector<BannedHit> find_banned(const BannedWords& banned, std::string_view text,
                                   std::string_view language);

// Every { en = "...", fr = "..." } of a TOML file, for tests of the words.
struct FoundText {
  std::string key;
  int line = 0;
  Words text;
};
Result<std::vector<FoundText>> texts_in(const File& file);

}  // namespace fascia::care
