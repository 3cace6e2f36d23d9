// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/connection.h"

namespace fascia::store {

// The words of names (folded, see clients.h), each by its parts of three letters, so that a slip of
// the finger or the middle of a name finds somebody. A word stands once, however many people have
// it: a clinic of a million people has some ten thousand words.

std::vector<std::string> words_of(const std::string& folded);
// "bouchard" with a space before and behind: " bo", "bou", …, "rd ".
std::set<std::string> trigrams_of(const std::string& word);
// How much of what was asked is in the word, 0 to 1; a part of the word is 0.9 and more, one of
// three or four letters with one slip in it about half.
double likeness(const std::string& asked, const std::string& word);
inline constexpr double kLeastLike = 0.28;  // less is another word

void learn_words(Connection& c, TenantId tenant, const std::string& folded);
// Those of these words that nobody has any more.
void forget_words(Connection& c, TenantId tenant, const std::string& folded);

struct NearWord {
  std::string word;
  double likeness = 0;
};
// For each word that was asked those like it, the most alike first; in one question.
std::vector<std::vector<NearWord>> near_words(Connection& c, TenantId tenant,
                                              const std::vector<std::string>& asked);

// Of clients of before there were such words: learns some of them, and says how far it came;
// nothing when all are learned.
std::optional<ClientId> learn_words_of_clients(Connection& c, TenantId tenant, ClientId after,
                                               int most);

}  // namespace fascia::store
