// SPDX-License-Identifier: Apache-2.0
#include "interop/wording.h"

#include <gtest/gtest.h>

#include <random>

namespace fascia::interop {
namespace {

bool plainly_fits(const std::string& pattern, std::string_view word) {
  if (pattern.front() == '*') return word.ends_with(pattern.substr(1));
  if (pattern.back() == '*') return word.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == word;
}

bool plainly_stands(const Phrase& phrase, const Wording& text) {
  for (std::size_t at = 0; at + phrase.words.size() <= text.words.size(); ++at) {
    bool all = true;
    for (std::size_t i = 0; i < phrase.words.size(); ++i)
      all = all && plainly_fits(phrase.words[i], text.words[at + i]);
    if (all) return true;
  }
  return false;
}

// Short words of few letters, so that beginnings and endings meet.
TEST(Wording, a_phrase_stands_where_each_word_fits_with_open_beginnings_and_endings) {
  std::mt19937 random(5);
  auto word = [&] {
    std::string out(1 + random() % 4, ' ');
    for (char& c : out) c = static_cast<char>('a' + random() % 3);
    return out;
  };
  int stood = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text, wanted;
    for (auto n = random() % 6; n > 0; --n) text += word() + ' ';
    for (auto n = 1 + random() % 2; n > 0; --n) {
      std::string one = word();
      if (random() % 3 == 0) one = random() % 2 == 0 ? '*' + one : one + '*';
      wanted += one + ' ';
    }
    const Wording told(text);
    const Phrase phrase = make_phrase(wanted);
    const bool stands = plainly_stands(phrase, told);
    ASSERT_EQ(stands_in(phrase, told), stands) << wanted << "in " << text;
    stood += stands ? 1 : 0;
  }
  EXPECT_GT(stood, 1'000);
}

}  // namespace
}  // namespace fascia::interop
