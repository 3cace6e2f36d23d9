// SPDX-License-Identifier: Apache-2.0
#include "store/name_words.h"

#include <algorithm>
#include <array>

namespace fascia::store {
namespace {

constexpr std::size_t kLetters = 3;
constexpr std::size_t kMostParts = 30;  // of what was typed
constexpr int kMostWords = 200;         // that share parts with it
constexpr double kInside = 0.9;
constexpr const char* kLastOfAll = "\xF4\x8F\xBF\xBF";  // no letter comes after it

// Where each letter begins, and the end: some are of several bytes.
std::vector<std::size_t> letters_of(const std::string& text) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) out.push_back(i);
  out.push_back(text.size());
  return out;
}

// Of three or four letters one slip changes most of the parts of three: they are compared letter by
// letter.
constexpr std::size_t kShortWord = 4, kLeastWord = 3;
constexpr double kOneSlip = 0.5;
constexpr int kMostShort = 2000;  // that begin or end alike

std::size_t count_letters(const std::string& text) { return letters_of(text).size() - 1; }

bool is_short(const std::string& word) {
  const std::size_t letters = count_letters(word);
  return letters >= kLeastWord && letters <= kShortWord;
}

// One letter changed, added, left out, or two that stand side by side in each other's place.
bool one_slip_apart(const std::string& a, const std::string& b) {
  if (a.size() > b.size()) return one_slip_apart(b, a);
  if (b.size() - a.size() > 1) return false;
  std::size_t begin = 0, end = 0;
  while (begin < a.size() && a[begin] == b[begin]) ++begin;
  while (end < a.size() - begin && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  const std::size_t left = a.size() - begin - end;  // of `a`, between what they share
  if (a.size() != b.size()) return left == 0;
  return left <= 1 || (left == 2 && a[begin] == b[begin + 1] && a[begin + 1] == b[begin]);
}

bool is_known(Connection& c, TenantId tenant, const std::string& word) {
  return c
      .first("SELECT 1 FROM name_trigram WHERE tenant = $1 AND part = $2 AND word = $3",
             {tenant, *trigrams_of(word).begin(), word})
      .has_value();
}

// Whoever has the word has a row that is the word or goes on with a space (clients.h).
bool is_had(Connection& c, TenantId tenant, const std::string& word) {
  return c
      .first("SELECT 1 FROM client_search WHERE tenant = $1 AND part >= $2 AND part < $3 LIMIT 1",
             {tenant, word, word + "!"})
      .has_value();
}

}  // namespace

std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) out.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::set<std::string> trigrams_of(const std::string& word) {
  const std::string text = " " + word + " ";
  const auto letters = letters_of(text);
  std::set<std::string> out;
  for (std::size_t i = 0; i + kLetters < letters.size(); ++i)
    out.insert(text.substr(letters[i], letters[i + kLetters] - letters[i]));
  return out;
}

double likeness(const std::string& asked, const std::string& word) {
  if (asked == word) return 1;
  if (word.find(asked) != word.npos)
    return kInside + (1 - kInside) * double(asked.size()) / double(word.size() + 1);
  const auto wanted = trigrams_of(asked), has = trigrams_of(word);
  std::size_t shared = 0;
  for (const std::string& part : wanted) shared += has.count(part);
  const double same = double(shared) / double(wanted.size());
  const bool slip = is_short(asked) && one_slip_apart(asked, word);
  // Of two that share as much the shorter one is nearer.
  return std::max(kInside * same, slip ? kOneSlip + 0.1 * same : 0) -
         0.001 * double(std::min<std::size_t>(has.size(), 50));
}

void learn_words(Connection& c, TenantId tenant, const std::string& folded) {
  for (const std::string& word : words_of(folded)) {
    if (is_known(c, tenant, word)) continue;
    for (const std::string& part : trigrams_of(word))
      c.run(
          "INSERT INTO name_trigram (tenant, part, word) VALUES ($1, $2, $3) ON CONFLICT (tenant, "
          "part, word) DO NOTHING",
          {tenant, part, word});
  }
}

void forget_words(Connection& c, TenantId tenant, const std::string& folded) {
  for (const std::string& word : words_of(folded)) {
    if (is_had(c, tenant, word)) continue;
    for (const std::string& part : trigrams_of(word))
      c.run("DELETE FROM name_trigram WHERE tenant = $1 AND part = $2 AND word = $3",
            {tenant, part, word});
  }
}

namespace {

// The words that are one slip away from a short one. A slip leaves its first letter or its last two
// as they are: both are ranges of the index, of some hundred words in ten thousand.
void add_one_slip_away(Connection& c, TenantId tenant, const std::string& asked,
                       std::vector<NearWord>& out) {
  const auto letters = letters_of(asked);
  const std::string first = " " + asked.substr(0, letters[1]);
  const std::string last = asked.substr(letters[letters.size() - 3]) + " ";
  const auto longest = static_cast<std::int64_t>(count_letters(asked)) + 1;
  for (const Row& row : c.query(
           "SELECT word FROM (SELECT word FROM name_trigram WHERE tenant = $1 AND part >= $2 "
           "AND part < $3 AND LENGTH(word) <= $5 ORDER BY part, word LIMIT $6) AS pa UNION "
           "SELECT word FROM (SELECT word FROM name_trigram WHERE tenant = $1 AND part = $4 AND "
           "LENGTH(word) <= $5 ORDER BY word LIMIT $6) AS pb",
           {tenant, first, first + kLastOfAll, last, longest, kMostShort})) {
    const std::string& word = row.text(0);
    const bool is_there = std::ranges::find(out, word, &NearWord::word) != out.end();
    if (!is_there && one_slip_apart(asked, word)) out.push_back({word, likeness(asked, word)});
  }
}

}  // namespace

std::vector<std::vector<NearWord>> near_words(Connection& c, TenantId tenant,
                                              const std::vector<std::string>& asked) {
  std::vector<std::vector<NearWord>> out(asked.size());
  std::set<std::string> parts;
  for (const std::string& word : asked)
    for (const std::string& part : trigrams_of(word))
      if (parts.size() < kMostParts) parts.insert(part);
  if (parts.empty()) return out;
  std::vector<Param> values = {tenant, kMostWords};
  for (const std::string& part : parts) values.emplace_back(part);
  while (values.size() < kMostParts + 2) values.emplace_back(*parts.begin());
  for (const Row& row : c.query(
           "SELECT word, COUNT(*) AS shared FROM name_trigram WHERE tenant = $1 AND part IN ($3, "
           "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "
           "$22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) GROUP BY word ORDER BY shared "
           "DESC, word LIMIT $2",
           values)) {
    for (std::size_t i = 0; i < asked.size(); ++i)
      if (double like = likeness(asked[i], row.text(0)); like >= kLeastLike)
        out[i].push_back({row.text(0), like});
  }
  for (std::size_t i = 0; i < asked.size(); ++i)
    if (is_short(asked[i])) add_one_slip_away(c, tenant, asked[i], out[i]);
  for (auto& near : out)
    std::stable_sort(near.begin(), near.end(),
                     [](const NearWord& a, const NearWord& b) { return a.likeness > b.likeness; });
  return out;
}

std::optional<ClientId> learn_words_of_clients(Connection& c, TenantId tenant, ClientId after,
                                               int most) {
  std::optional<ClientId> last;
  for (const Row& row : c.query("SELECT id, folded FROM client WHERE tenant = $1 AND id > $2 ORDER "
                                "BY id LIMIT $3",
                                {tenant, after.value, most})) {
    last = row.id<ClientId>(0);
    learn_words(c, tenant, row.text(1));
  }
  return last;
}

}  // namespace fascia::store
