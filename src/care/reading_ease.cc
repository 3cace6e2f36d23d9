// SPDX-License-Identifier: Apache-2.0
#include "care/reading_ease.h"

#include <algorithm>

#include "care/protocol_toml.h"

namespace fascia::care {
namespace {

// One letter of a text in small form, so that both languages are read by the same loop. Accents
// stay on the e (é is spoken where e is silent) and are dropped from the other vowels.
struct Letter {
  char32_t sign = 0;
  std::size_t at = 0;  // byte in the text
};

char32_t small(char32_t sign) {
  if (sign >= U'A' && sign <= U'Z') return sign + 32;
  if (sign >= 0xC0 && sign <= 0xDE && sign != 0xD7) return sign + 32;
  if (sign == 0x152) return 0x153;
  if (sign == 0x2019 || sign == 0x2BC) return U'\'';
  if (sign == 0xA0 || sign == 0x202F || sign == U'\n' || sign == U'\t' || sign == U'\r')
    return U' ';
  return sign;
}

// Not a checking decoder: texts of the program are UTF-8; a stray byte is read as itself.
std::vector<Letter> letters_of(std::string_view text, bool keep_lines) {
  std::vector<Letter> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    char32_t sign = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      sign = (sign << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    out.push_back({keep_lines && sign == U'\n' ? U'\n' : small(sign), i});
    i += length;
  }
  return out;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || c == 0x153;
}
bool is_vowel(char32_t c) {
  constexpr std::u32string_view kVowels = U"aeiouyàâäéèêëîïôöùûüÿæœ";
  return kVowels.find(c) != kVowels.npos;
}

int groups(std::u32string_view word) {
  int count = 0;
  bool before = false;
  for (char32_t c : word) {
    const bool vowel = is_vowel(c);
    if (vowel && !before) ++count;
    before = vowel;
  }
  return count;
}

bool ends(std::u32string_view word, std::u32string_view with) { return word.ends_with(with); }

int english(std::u32string_view word) {
  int count = groups(word);
  const std::size_t n = word.size();
  const auto consonant = [&](std::size_t back) { return n >= back && !is_vowel(word[n - back]); };
  if (ends(word, U"e") && consonant(2) && !(ends(word, U"le") && consonant(3))) --count;
  // "asked" and "makes" are one, "wanted" and "uses" two.
  if (ends(word, U"ed") && consonant(3) && n >= 4 && word[n - 3] != U't' && word[n - 3] != U'd')
    --count;
  constexpr std::u32string_view kHissing = U"sxzcg";
  if (ends(word, U"es") && consonant(3) && n >= 4 && !ends(word, U"shes") && !ends(word, U"ches") &&
      kHissing.find(word[n - 3]) == kHissing.npos)
    --count;
  return count;
}

int french(std::u32string_view word) {
  int count = groups(word);
  const std::size_t n = word.size();
  const bool silent_e = ends(word, U"e") && n >= 2 && !is_vowel(word[n - 2]);
  const bool silent_es = ends(word, U"es") && n >= 3 && !is_vowel(word[n - 3]);
  if (silent_e || silent_es) --count;
  return count;
}

int count_of(std::u32string_view word, std::string_view language) {
  if (word.empty()) return 0;
  if (is_digit(word.front())) return 1;
  return std::max(1, language == "fr" ? french(word) : english(word));
}

// {name} is filled with something else: it is neither word nor sign.
std::size_t past_placeholder(const std::vector<Letter>& letters, std::size_t i) {
  std::size_t end = i + 1;
  while (end < letters.size() && letters[end].sign < 128 &&
         (is_letter(letters[end].sign) || is_digit(letters[end].sign) || letters[end].sign == U'_'))
    ++end;
  return end < letters.size() && letters[end].sign == U'}' && end > i + 1 ? end + 1 : i;
}

bool closes(char32_t c) {
  return c == U' ' || c == U'\n' || c == U')' || c == U'"' || c == 0x201D || c == 0xBB;
}

// A full stop inside "2.6" or "example.org" ends nothing.
bool ends_sentence(const std::vector<Letter>& letters, std::size_t i) {
  const char32_t c = letters[i].sign;
  if (c == U'\n') return true;
  if (c != U'.' && c != U'?' && c != U'!' && c != 0x2026) return false;
  return i + 1 == letters.size() || closes(letters[i + 1].sign);
}

std::u32string folded(std::string_view text) {
  std::u32string out;
  for (const Letter& letter : letters_of(text, false)) out += letter.sign;
  return out;
}

bool in_word(char32_t c) { return is_letter(c) || is_digit(c); }

void take_out(std::u32string& text, std::u32string_view sentence) {
  if (sentence.empty()) return;
  for (std::size_t at = text.find(sentence); at != text.npos; at = text.find(sentence, at + 1))
    std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), sentence.size(), U' ');
}

void collect(const toml::table& table, const std::string& path, std::vector<FoundText>& out);

void collect_node(const toml::node& node, const std::string& path, std::vector<FoundText>& out) {
  if (const toml::table* inner = node.as_table()) return collect(*inner, path, out);
  if (const toml::array* list = node.as_array())
    for (const toml::node& item : *list) collect_node(item, path, out);
}

void collect(const toml::table& table, const std::string& path, std::vector<FoundText>& out) {
  const auto en = table["en"].value_exact<std::string>();
  const auto fr = table["fr"].value_exact<std::string>();
  if (en && fr) {
    out.push_back({path, static_cast<int>(table.source().begin.line), {*en, *fr}});
    return;
  }
  for (const auto& [key, node] : table)
    collect_node(node, path.empty() ? std::string(key.str()) : path + '.' + std::string(key.str()),
                 out);
}

Error syntax(const File& file, const toml::parse_error& fault) {
  return invalid(file.name, "protocol_syntax",
                 {{"file", file.name},
                  {"line", std::to_string(fault.source().begin.line)},
                  {"key", ""},
                  {"why", std::string(fault.description())}});
}

Done read_banned(const toml::table& table, const File& file, BannedWords& banned) {
  TomlTable top(table, file.name, "");
  top.text("kind", true);
  for (TomlTable& one : top.tables("word")) {
    BannedWord word{one.text("language", true), one.text("word", true), one.truth("whole"),
                    one.text("instead", true), one.text("source", true)};
    if (word.language != "en" && word.language != "fr") one.fail("language", "protocol_value");
    FASCIA_TRY_DONE(one.done());
    banned.words.push_back(std::move(word));
  }
  for (TomlTable& one : top.tables("allowed")) {
    banned.allowed.push_back(one.words("text", true));
    FASCIA_TRY_DONE(one.done());
  }
  return top.done();
}

}  // namespace

int syllables(std::string_view word, std::string_view language) {
  std::u32string plain;
  for (char32_t c : folded(word))
    if (in_word(c)) plain += c;
  return count_of(plain, language);
}

TextCount count_text(std::string_view text, std::string_view language) {
  TextCount count;
  const std::vector<Letter> letters = letters_of(text, true);
  std::u32string word;
  int in_sentence = 0;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++count.words;
    ++in_sentence;
    count.syllables += count_of(word, language);
    word.clear();
  };
  const auto end_sentence = [&] {
    end_word();
    if (in_sentence > 0) ++count.sentences;
    count.longest_sentence = std::max(count.longest_sentence, in_sentence);
    in_sentence = 0;
  };
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char32_t c = letters[i].sign;
    if (c == U'{') {
      if (const std::size_t past = past_placeholder(letters, i); past > i) {
        end_word();
        i = past - 1;
        continue;
      }
    }
    if (ends_sentence(letters, i)) {
      end_sentence();
    } else if (in_word(c)) {
      word += c;
    } else if (c == U'\'' && !word.empty()) {
      continue;  // "don't" and "l'endroit" are each spoken as one word
    } else if ((c == U'.' || c == U',') && !word.empty() && is_digit(word.back())) {
      continue;
    } else {
      end_word();
    }
  }
  end_sentence();
  return count;
}

double flesch_kincaid_grade(std::string_view text) {
  const TextCount count = count_text(text, "en");
  if (count.words == 0) return 0;
  return 0.39 * count.words / count.sentences + 11.8 * count.syllables / count.words - 15.59;
}

double kandel_moles(std::string_view text) {
  const TextCount count = count_text(text, "fr");
  if (count.words == 0) return 100;
  return 209 - 1.15 * count.words / count.sentences - 68.0 * count.syllables / count.words;
}

Result<BannedWords> read_banned_words(const std::vector<File>& files) {
  BannedWords banned;
  FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files(files, "banned-words"));
  for (ParsedFile& one : parsed) FASCIA_TRY_DONE(read_banned(one.table, one.file, banned));
  if (banned.words.empty())
    return invalid("banned-words", "protocol_key_missing",
                   {{"file", ""}, {"line", "0"}, {"key", "word"}});
  return banned;
}

std::vector<BannedHit> find_banned(const BannedWords& banned, std::string_view text,
                                   std::string_view language) {
  const std::vector<Letter> letters = letters_of(text, false);
  std::u32string searched;
  for (const Letter& letter : letters) searched += letter.sign;
  for (const Words& sentence : banned.allowed)
    take_out(searched, folded(in_language(sentence, language)));
  std::vector<BannedHit> hits;
  for (const BannedWord& word : banned.words) {
    if (word.language != language) continue;
    const std::u32string wanted = folded(word.word);
    for (std::size_t at = searched.find(wanted); at != searched.npos;
         at = searched.find(wanted, at + 1)) {
      const std::size_t end = at + wanted.size();
      if (at > 0 && in_word(searched[at - 1])) continue;
      if (word.whole && end < searched.size() && in_word(searched[end])) continue;
      hits.push_back({word.word, letters[at].at, word.instead});
    }
  }
  std::sort(hits.begin(), hits.end(), [](auto& a, auto& b) { return a.at < b.at; });
  return hits;
}

Result<std::vector<FoundText>> texts_in(const File& file) {
  try {
    std::vector<FoundText> out;
    collect(toml::parse(file.text), "", out);
    return out;
  } catch (const toml::parse_error& fault) {
    return syntax(file, fault);
  }
}

}  // namespace fascia::care
