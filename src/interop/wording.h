// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Finds known phrases in the words of a health record, English or French, and in what sense they
// stand there: "no history of clots" tells of no clot, "mother had a stroke" of none of hers.
// Which phrases and which turns, is data.
namespace fascia::interop {

// In rising weight: of several mentions of one thing the heaviest counts.
enum class Sense : char { denied, family, planned, risk, past, suspected, said };
enum class Said3 : char { no, unknown, yes };
// What a phrase names: how somebody is, what is done to them, what they take.
enum class Thing : char { state, done, medicine };

// A text as words: lower case, without accents; "," and "." stand for what divides it.
struct Wording {
  explicit Wording(std::string_view text);
  std::string letters;
  std::vector<std::string_view> words;
  std::uint64_t beginnings = 0;  // one of 64 bits for the first two letters of each word
  Wording(const Wording&) = delete;
  Wording& operator=(const Wording&) = delete;
};

// Words in a row; one may end with * (any ending) or begin with it (any beginning).
struct Phrase {
  std::vector<std::string> words;
  std::uint64_t beginnings = 0;  // those that a text has in which it stands
};
Phrase make_phrase(std::string_view text);
// Whether the phrase stands in the text, in any sense.
bool stands_in(const Phrase& phrase, const Wording& wording);
bool any_stands_in(const std::vector<Phrase>& phrases, const Wording& wording);

struct Turn {
  Sense sense = Sense::said;
  bool before = false;  // stands before what it turns
  bool after = false;
  std::size_t reach = 6;  // words between at most
  bool ends = false;      // "but": what stands before it turns nothing behind it
  bool plain = false;     // turns nothing, so that a shorter one inside it does not either
  bool bounds = false;    // "of": what is denied is the word before it ("no resolution of")
  bool undoes = false;    // "not": before "excluded" it leaves a doubt
  bool another = false;   // "other": right behind "no" it says that there is one (`sense`)
  bool general = false;   // "symptoms": behind "no other" what follows is denied all the same
  bool last = false;      // behind it the statement ends: "cancer: none"
  bool of[3] = {true, true, true};  // which things it turns, as of Thing
  bool colon = false;               // before a colon it goes further: "father: colon cancer"
  bool comma = false;   // "leukaemia, in remission": at its end, a comma before it is none
  bool dotted = false;  // a short form, behind which a full stop ends nothing: "fam. cancer"
};

class Vocabulary {
 public:
  static constexpr std::size_t kHarmless = static_cast<std::size_t>(-1);
  // kHarmless hides shorter phrases inside.
  void add(Phrase phrase, std::size_t meaning, Thing thing = Thing::state);
  void add_turn(Phrase phrase, Turn turn);

  struct Found {
    std::size_t meaning;
    Sense sense;
  };
  std::vector<Found> find(const Wording& wording) const;
  // In what sense a thing would stand that is told behind these words.
  Sense sense_behind(const Wording& wording) const;

 private:
  struct Known {
    Phrase phrase;
    std::size_t meaning;
    Turn turn;
    bool is_turn;
    Thing thing = Thing::state;
  };
  struct Hit {
    std::size_t from, to;  // words [from, to)
    const Known* known;
  };
  using Words = std::vector<std::string_view>;
  void put(Known known);
  std::vector<Hit> hits(const Words& words) const;
  void find_in(const Words& words, std::vector<Found>& found) const;
  static Sense sense_of(const Words& words, const std::vector<Hit>& all, const Hit& hit);

  std::vector<Known> known_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_start_;   // first three letters
  std::unordered_map<std::string, std::vector<std::size_t>> by_ending_;  // the last, behind a *
};

}  // namespace fascia::interop
