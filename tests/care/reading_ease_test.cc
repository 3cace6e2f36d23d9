// SPDX-License-Identifier: Apache-2.0
#include "care/reading_ease.h"

#include "screening_protocol.h"

namespace fascia::care {
namespace {

BannedWords shipped_words() {
  auto words = read_banned_words(shipped_files());
  EXPECT_TRUE(words) << (words ? "" : words.error().field);
  return words ? *words : BannedWords{};
}

TEST(ReadingEase, counts_syllables_as_people_say_them) {
  const std::pair<const char*, int> english[] = {
      {"pain", 1},      {"massage", 2}, {"muscle", 2},    {"table", 2},
      {"asked", 1},     {"wanted", 2},  {"makes", 1},     {"uses", 2},
      {"therapist", 3}, {"the", 1},     {"hurt", 1},      {"body", 2},
      {"don't", 1},     {"60", 1},      {"certainty", 3}, {"physiotherapist", 5}};
  for (const auto& [word, wanted] : english) EXPECT_EQ(syllables(word, "en"), wanted) << word;
  const std::pair<const char*, int> french[] = {
      {"dos", 1},     {"massage", 2},   {"douleur", 2},    {"épaule", 2}, {"santé", 2},
      {"muscles", 1}, {"l’endroit", 2}, {"thérapeute", 3}, {"où", 1},     {"le", 1}};
  for (const auto& [word, wanted] : french) EXPECT_EQ(syllables(word, "fr"), wanted) << word;
}

TEST(ReadingEase, counts_sentences_and_words) {
  TextCount count = count_text("We ask. You answer, or not!\nA line is one", "en");
  EXPECT_EQ(count.sentences, 3);
  EXPECT_EQ(count.words, 10);
  EXPECT_EQ(count.longest_sentence, 4);
  EXPECT_EQ(count_text("From 2.6 to 3,100 at example.org", "en").sentences, 1);
  EXPECT_EQ(count_text("Call {clinic_phone} now", "en").words, 2) << "a placeholder is no word";
  EXPECT_EQ(count_text("twenty-four", "en").words, 2);
  EXPECT_EQ(count_text(" … ", "en").sentences, 0);
}

TEST(ReadingEase, grades_follow_their_formulas) {
  // 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59.
  EXPECT_NEAR(flesch_kincaid_grade("The cat sat on the mat."), -1.45, 0.001);
  // 6 words, 1 sentence, 6 syllables: 209 - 1.15 * 6 - 68.
  EXPECT_NEAR(kandel_moles("Le chat dort sur le lit."), 134.1, 0.001);
  EXPECT_EQ(flesch_kincaid_grade(""), 0);
  EXPECT_EQ(kandel_moles(""), 100);
  EXPECT_GT(
      flesch_kincaid_grade("Physiological considerations necessitate individualised assessment "
                           "procedures preceding therapeutic intervention."),
      15);
}

TEST(ReadingEase, R42_every_word_of_the_sheet_is_caught) {
  const BannedWords banned = shipped_words();
  for (const char* claim : {"It flushes TOXINS.",
                            "A detox massage",
                            "You get dehydrated",
                            "It realigns muscle",
                            "Massage reduces\ninflammation",
                            "an anti-inflammatory effect",
                            "It heals injuries",
                            "faster healing",
                            "a cure for pain",
                            "We guarantee it",
                            "a permanent change",
                            "It breaks up scar tissue",
                            "It breaks down adhesions",
                            "It clears lactic acid",
                            "It can boost immune defence",
                            "You will be pain-free",
                            "the best therapist",
                            "a licensed therapist",
                            "a regulated profession",
                            "It improves circulation",
                            "an effective treatment",
                            "Cold reduces swelling"})
    EXPECT_FALSE(find_banned(banned, claim, "en").empty()) << claim;
  for (const char* claim :
       {"éliminer les toxines", "une cure détox", "Le massage déshydrate", "Il réaligne le dos",
        "Il réduit l’inflammation", "Il réduit l'inflammation", "Il guérit",
        "une guérison plus rapide", "Résultat garanti", "un massage sans douleur",
        "l’acide lactique", "une profession réglementée"})
    EXPECT_FALSE(find_banned(banned, claim, "fr").empty()) << claim;
}

TEST(ReadingEase, R42_honest_sentences_pass) {
  const BannedWords banned = shipped_words();
  for (const char* honest :
       {"We do not claim to reduce inflammation.", "Heat does not lower swelling.",
        "There is no proof that massage dries you out.", "a secure door", "She wheals", "accurate"})
    EXPECT_TRUE(find_banned(banned, honest, "en").empty()) << honest;
  auto hits = find_banned(
      banned, "é. We do not claim to reduce inflammation. It reduces inflammation.", "en");
  ASSERT_EQ(hits.size(), 1u) << "an allowed sentence excuses itself alone";
  EXPECT_EQ(hits[0].word, "reduces inflammation");
  EXPECT_EQ(hits[0].at, 47u);
}

TEST(ReadingEase, a_list_with_a_fault_is_refused) {
  EXPECT_EQ(read_banned_words({{"a.toml",
                                "kind = \"banned-words\"\n[[word]]\nlanguage = \"de\"\nword = "
                                "\"x\"\ninstead = \"y\"\nsource = \"z\""}})
                .error()
                .message,
            "protocol_value");
  EXPECT_EQ(read_banned_words({{"a.toml", "kind = \"banned-words\"\n[[word]]\nlanguage = \"en\""}})
                .error()
                .message,
            "protocol_key_missing");
  EXPECT_EQ(read_banned_words({{"a.toml", "= 3"}}).error().message, "protocol_syntax");
  EXPECT_EQ(read_banned_words({{"a.toml", "kind = \"plan\""}}).error().message,
            "protocol_key_missing");
}

TEST(ReadingEase, R42_no_protocol_text_makes_a_banned_claim) {
  const BannedWords banned = shipped_words();
  int seen = 0;
  for (const File& file : shipped_files()) {
    if (file.name.ends_with("banned-words.toml")) continue;
    auto texts = texts_in(file);
    ASSERT_TRUE(texts) << file.name;
    for (const FoundText& found : *texts) {
      ++seen;
      for (const auto& hit : find_banned(banned, found.text.en, "en"))
        ADD_FAILURE() << file.name << ':' << found.line << ' ' << hit.word
                      << " in: " << found.text.en;
      for (const auto& hit : find_banned(banned, found.text.fr, "fr"))
        ADD_FAILURE() << file.name << ':' << found.line << ' ' << hit.word
                      << " in: " << found.text.fr;
    }
  }
  EXPECT_GT(seen, 100);
}

}  // namespace
}  // namespace fascia::care
