// SPDX-License-Identifier: Apache-2.0
#include "interop/wording.h"

#include <algorithm>

namespace fascia::interop {
namespace {

// A long text is read in pieces, so that its time grows no faster than it does. A mention at the
// edge of two pieces may lose its turn, which is the stricter reading.
constexpr std::size_t kPiece = 200, kOverlap = 16;

// Latin letters with accents as in French; the second byte of U+00C0-U+00FF in UTF-8.
std::string_view plain_letter(unsigned char second) {
  static constexpr std::string_view kPlain[64] = {
      "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
      "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
      "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
      "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y"};
  return kPlain[second & 63];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_digit(c); }

// "-ve" and "+ve": negative, positive.
bool is_sign_of_result(std::string_view text, std::size_t at) {
  if (text.size() < at + 3 || (text[at + 1] | 32) != 'v' || (text[at + 2] | 32) != 'e')
    return false;
  return at + 3 == text.size() || !is_letter(static_cast<char>(text[at + 3] | 32));
}

// The length of a dash between two things that are said: one with room beside it, or a long one.
std::size_t dash_at(std::string_view text, std::size_t at) {
  for (std::string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94"})
    if (text.substr(at).starts_with(dash)) return dash.size();
  const bool room = at > 0 && text[at - 1] == ' ' && at + 1 < text.size() && text[at + 1] == ' ';
  return text[at] == '-' && room ? 1 : 0;
}

// Marks that are no words of their own.
bool is_mark(std::string_view word) { return word == "-" || word == ":"; }

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + ('a' - 'A'));
    } else if (is_letter(c)) {
      out += c;
    } else if (byte == 0xC3 && i + 1 < text.size()) {
      out += plain_letter(static_cast<unsigned char>(text[++i]));
    } else if (byte == 0xC5 && i + 1 < text.size() &&
               (static_cast<unsigned char>(text[i + 1]) | 1) == 0x93) {
      out += "oe";
      ++i;
    } else if ((byte == 0xCC || byte == 0xCD) && i + 1 < text.size()) {
      ++i;  // an accent of its own behind its letter
    } else if (c == '*') {
      out += c;  // in phrases; in a text it stands alone and means nothing
    } else if ((c == '-' || c == '+') && is_sign_of_result(text, i)) {
      out += c == '-' ? " negative" : " positive";
      i += 2;
    } else if (const std::size_t dash = dash_at(text, i); dash > 0) {
      out += " - ";  // no word: what stands between two of them (dash_between)
      i += dash - 1;
    } else if (c == ':') {
      out += " : ";
    } else if (c == ',' || c == '(' || c == ')') {
      out += " , ";
    } else if (c == '.' || c == ';' || c == '!' || c == '?' || c == '\n') {
      bool decimal = c == '.' && i + 1 < text.size() && is_digit(text[i + 1]);
      out += decimal ? " " : " . ";
    } else {
      out += ' ';
    }
  }
  return out;
}

bool fits(std::string_view pattern, std::string_view word) {
  if (pattern.size() > 1 && pattern.front() == '*') return word.ends_with(pattern.substr(1));
  if (pattern.size() > 1 && pattern.back() == '*')
    return word.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == word;
}

bool stands_at(const Phrase& phrase, const std::vector<std::string_view>& words, std::size_t at) {
  if (phrase.words.empty() || at + phrase.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i)
    if (!fits(phrase.words[i], words[at + i])) return false;
  return true;
}

std::uint64_t beginning(std::string_view word) {
  const auto first = static_cast<unsigned char>(word[0]);
  const auto second = word.size() > 1 ? static_cast<unsigned char>(word[1]) : 0U;
  return std::uint64_t{1} << (first * 7U + second) % 64U;
}

// "no fever, chills or cough" denies all three: a comma is passed when the list ends with "or".
bool list_goes_on(const std::vector<std::string_view>& words, std::size_t comma) {
  for (std::size_t i = comma + 1; i < words.size() && words[i] != "."; ++i)
    if (words[i] == "or" || words[i] == "nor" || words[i] == "ou" || words[i] == "ni") return true;
  return false;
}

}  // namespace

Wording::Wording(std::string_view text) : letters(fold(text)) {
  std::string_view all(letters);
  std::size_t at = 0;
  while (at < all.size()) {
    std::size_t from = all.find_first_not_of(' ', at);
    if (from == all.npos) break;
    at = std::min(all.find(' ', from), all.size());
    if (is_mark(all.substr(from, at - from))) continue;
    words.push_back(all.substr(from, at - from));
    beginnings |= beginning(words.back());
  }
}

Phrase make_phrase(std::string_view text) {
  Wording wording(text);
  Phrase phrase;
  for (std::string_view word : wording.words)
    if (word != "," && word != ".") phrase.words.emplace_back(word);
  // Of a word with an open end only where both letters stand before it.
  for (const std::string& word : phrase.words)
    if (const std::size_t star = word.find('*'); star == word.npos || star >= 2)
      phrase.beginnings |= beginning(word);
  return phrase;
}

bool stands_in(const Phrase& phrase, const Wording& wording) {
  // Nearly none of them does, and most have a word that begins like none of the text.
  if ((phrase.beginnings & ~wording.beginnings) != 0) return false;
  for (std::size_t i = 0; i < wording.words.size(); ++i)
    if (stands_at(phrase, wording.words, i)) return true;
  return false;
}

bool any_stands_in(const std::vector<Phrase>& phrases, const Wording& wording) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& phrase) { return stands_in(phrase, wording); });
}

void Vocabulary::put(Known known) {
  if (known.phrase.words.empty()) return;
  const std::string& first = known.phrase.words.front();
  std::size_t star = first.find('*');
  if (star < 3 || first.size() < 3) {
    // Short words are found by all their letters, open beginnings by how they end.
    if (star == 0)
      by_ending_[first.substr(std::max<std::size_t>(first.size(), 4) - 3)].push_back(known_.size());
    else
      by_start_[first.substr(0, std::min(first.size(), star))].push_back(known_.size());
  } else {
    by_start_[first.substr(0, 3)].push_back(known_.size());
  }
  known_.push_back(std::move(known));
}

void Vocabulary::add(Phrase phrase, std::size_t meaning, Thing thing) {
  put({std::move(phrase), meaning, {}, false, thing});
}
void Vocabulary::add_turn(Phrase phrase, Turn turn) {
  put({std::move(phrase), kHarmless, turn, true});
}

std::vector<Vocabulary::Hit> Vocabulary::hits(const Words& words) const {
  std::vector<Hit> all;
  std::string start;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto look = [&](const std::vector<std::size_t>& at) {
      for (std::size_t k : at)
        if (stands_at(known_[k].phrase, words, i))
          all.push_back({i, i + known_[k].phrase.words.size(), &known_[k]});
    };
    for (std::size_t n = 1; n <= 3 && n <= words[i].size(); ++n) {
      start.assign(words[i].substr(0, n));
      if (auto found = by_start_.find(start); found != by_start_.end()) look(found->second);
      start.assign(words[i].substr(words[i].size() - n));
      if (auto found = by_ending_.find(start); found != by_ending_.end()) look(found->second);
    }
  }
  // A longer turn, or a longer harmless phrase, takes the shorter ones that stand inside it; a
  // harmless word takes what is known by its ending alone.
  std::vector<Hit> kept;
  for (const Hit& hit : all) {
    const bool by_ending = hit.known->phrase.words.front().front() == '*';
    bool inside = std::any_of(all.begin(), all.end(), [&](const Hit& other) {
      return other.known->is_turn == hit.known->is_turn && other.known->meaning == kHarmless &&
             other.from <= hit.from && hit.to <= other.to &&
             other.to - other.from + (by_ending ? 1 : 0) > hit.to - hit.from;
    });
    if (!inside) kept.push_back(hit);
  }
  return kept;
}

std::vector<Vocabulary::Found> Vocabulary::find(const Wording& wording) const {
  std::vector<Found> found;
  const std::vector<std::string_view>& all = wording.words;
  for (std::size_t at = 0; at < all.size(); at += kPiece) {
    auto from = all.begin() + static_cast<std::ptrdiff_t>(at);
    auto left = static_cast<std::size_t>(all.end() - from);
    Words piece(from, from + static_cast<std::ptrdiff_t>(std::min(left, kPiece + kOverlap)));
    find_in(piece, found);
  }
  return found;
}

namespace {

constexpr std::size_t kUndoneWithin = 3;  // "not been completely excluded"

// Whether a statement ends in [from, to). Of a list ("no fever, chills or cough") a comma is none.
bool divided(const std::vector<std::string_view>& words, std::size_t from, std::size_t to,
             bool list) {
  for (std::size_t i = from; i < to; ++i) {
    if (words[i] == ".") return true;
    if (words[i] == "," && !(list && list_goes_on(words, i))) return true;
  }
  return false;
}

// Whether such a mark stands between two words of one text that follow each other.
bool mark_between(std::string_view first, std::string_view second, char mark) {
  const char* from = first.data() + first.size();
  return std::find(from, second.data(), mark) != second.data();
}

bool mark_in(const std::vector<std::string_view>& words, std::size_t from, std::size_t to,
             char mark) {
  for (std::size_t i = std::max<std::size_t>(from, 1); i <= to && i < words.size(); ++i)
    if (mark_between(words[i - 1], words[i], mark)) return true;
  return false;
}

bool has_or(const std::vector<std::string_view>& words, std::size_t from, std::size_t to) {
  return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(from),
                     words.begin() + static_cast<std::ptrdiff_t>(to), [](std::string_view word) {
                       return word == "or" || word == "nor" || word == "ou" || word == "ni";
                     });
}

}  // namespace

Sense Vocabulary::sense_of(const Words& words, const std::vector<Hit>& all, const Hit& hit) {
  auto any_turn = [&](auto&& fits) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Hit& one) { return one.known->is_turn && fits(one); });
  };
  auto ended = [&](std::size_t from, std::size_t to) {
    return any_turn(
        [&](const Hit& one) { return one.known->turn.ends && one.from >= from && one.to <= to; });
  };
  // "No resolution of the clot" denies the resolution; "no cancer of the breast or stroke" both.
  auto bounded = [&](std::size_t from, std::size_t to) {
    return any_turn([&](const Hit& one) {
      if (!one.known->turn.bounds || one.from < from || one.to > to) return false;
      bool of_a_thing = std::any_of(all.begin(), all.end(), [&](const Hit& thing) {
        return !thing.known->is_turn && thing.known->thing == Thing::state && thing.to == one.from;
      });
      return !(of_a_thing && has_or(words, one.to, to));
    });
  };
  // "Not yet excluded", "ne peut être exclue".
  auto undone = [&](const Hit& turn, bool after) {
    return any_turn([&](const Hit& one) {
      if (!one.known->turn.undoes) return false;
      if (!after) return one.to == turn.from;
      return one.from >= hit.to && one.to <= turn.from && turn.from - one.to <= kUndoneWithin &&
             !divided(words, one.to, turn.from, false);
    });
  };
  // "No other clot": what stands right behind the denial says that there is one, or was. Of "no
  // other symptoms such as fever" the fever is denied with all of them.
  auto another_behind = [&](const Hit& denial) -> const Hit* {
    for (const Hit& one : all) {
      const bool behind = one.from <= denial.to && one.to > denial.to && one.to <= hit.from;
      if (!one.known->is_turn || !one.known->turn.another || !behind) continue;
      if (!one.known->turn.of[static_cast<std::size_t>(hit.known->thing)]) continue;
      const bool general = any_turn([&](const Hit& word) {
        return word.known->turn.general && word.from >= one.to && word.to <= hit.from;
      });
      if (!general) return &one;
    }
    return nullptr;
  };
  auto is_last = [&](const Hit& turn) {
    return turn.to == words.size() || words[turn.to] == "." || words[turn.to] == ",";
  };
  Sense sense = Sense::said;
  for (const Hit& other : all) {
    const Turn& turn = other.known->turn;
    if (!other.known->is_turn || turn.plain || turn.ends || turn.bounds || turn.undoes) continue;
    if (turn.another || turn.general) continue;
    if (!turn.of[static_cast<std::size_t>(hit.known->thing)]) continue;
    const bool denies = turn.sense == Sense::denied;
    const bool list = denies || turn.sense == Sense::family;
    // "Family history of" before "history of cancer": one goes on into the other.
    const bool into = other.from < hit.from && other.to > hit.from && other.to < hit.to;
    const bool dot = turn.dotted && other.to < hit.from && words[other.to] == ".";
    // "Osteoporosis - high fracture risk": of a risk the dash ends what was said before it.
    const bool risk = turn.sense == Sense::risk;
    constexpr std::size_t kBehindColon = 6;
    const std::size_t reach = turn.colon && other.to <= hit.from && other.to < words.size() &&
                                      mark_between(words[other.to - 1], words[other.to], ':')
                                  ? kBehindColon
                                  : turn.reach;
    bool before =
        turn.before &&
        (into || (other.to <= hit.from && hit.from - other.to <= reach &&
                  !(risk && mark_in(words, other.to, hit.from, '-')) &&
                  !divided(words, other.to + (dot ? 1 : 0), hit.from, list) &&
                  !ended(other.to, hit.from) && !(denies && bounded(other.to, hit.from))));
    const bool behind = other.from > hit.to && words[other.from - 1] == ",";
    const std::size_t until = other.from - (turn.comma && behind && is_last(other) ? 1 : 0);
    bool after = turn.after && other.from >= hit.to && other.from - hit.to <= turn.reach &&
                 !(risk && mark_in(words, hit.to, other.from, '-')) &&
                 (!turn.last || is_last(other)) && !divided(words, hit.to, until, false) &&
                 !ended(hit.to, other.from);
    if (!before && !after) continue;
    if (const Hit* one = denies && before ? another_behind(other) : nullptr) {
      sense = std::min(sense, one->known->turn.sense);
      continue;
    }
    sense = std::min(sense, denies && undone(other, after) ? Sense::suspected : turn.sense);
  }
  return sense;
}

Sense Vocabulary::sense_behind(const Wording& wording) const {
  const Words& all = wording.words;
  const Words end(all.end() - static_cast<std::ptrdiff_t>(std::min(all.size(), kOverlap)),
                  all.end());
  static const Known kThing{{}, 0, {}, false};
  return sense_of(end, hits(end), {end.size(), end.size(), &kThing});
}

void Vocabulary::find_in(const Words& words, std::vector<Found>& found) const {
  const std::vector<Hit> all = hits(words);
  for (const Hit& hit : all) {
    if (hit.known->is_turn || hit.known->meaning == kHarmless) continue;
    const Sense sense = sense_of(words, all, hit);
    auto same = std::find_if(found.begin(), found.end(),
                             [&](const Found& one) { return one.meaning == hit.known->meaning; });
    if (same == found.end())
      found.push_back({hit.known->meaning, sense});
    else
      same->sense = std::max(same->sense, sense);
  }
}

}  // namespace fascia::interop
