// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "care/region.h"
#include "core/result.h"
#include "core/time.h"

// Conditions of the protocol: small texts such as
//   blood_clot and days_since(blood_clot.date) < 180
//   bp.systolic >= 180 mmHg or any_of(signs, "a", "b") or count_of(signs, "c", "d") >= 2
// Three-valued (yes, no, unknown; Kleene), total (no loop, no failure at run time), with numbers as
// ranges, so that "at least two of these five" is yes as soon as two are.
namespace fascia::care {

enum class Tri : char { no, unknown, yes };
Tri operator&(Tri a, Tri b);
Tri operator|(Tri a, Tri b);
Tri operator!(Tri a);

// What a person may say to any question instead of an answer, and to yes/no questions as one.
// `long_ago` answers a date: surely longer ago than any limit of the protocol.
enum class Said : char { yes, no, not_sure, rather_not_say, long_ago };

// A day the person named: "2026-09-14", "2026-09" or "2026" (`text`); `latest` is the last day it
// can mean, which makes the event newer and the rule stricter.
struct SaidDate {
  Date latest;
  std::string text;
  bool operator==(const SaidDate&) const = default;
};

using Answer = std::variant<Said, double, SaidDate, std::string, std::vector<std::string>,
                            std::vector<Region>>;
using AnswerMap = std::map<std::string, Answer, std::less<>>;

// The kinds of a question, which give its name a type in conditions.
enum class Kind { tri, number, date, choice, multi, regions };

// The questions of a protocol as bits, by their slots.
inline constexpr std::size_t kMostQuestions = 1024;
using SlotBits = std::bitset<kMostQuestions>;

// What a condition is judged by. Facts of an intake know each question of the protocol by its slot;
// facts with a handful of names (a check-in, an aftercare sheet) have nothing `given` and are
// looked up in `answers` by name.
struct Facts {
  const AnswerMap* answers = nullptr;
  Date visit;
  std::optional<int> age;  // whole years on the day of the visit
  std::string service;     // "deep" or "swedish"
  std::string sex;         // "female", "male", "other" or empty
  std::vector<Region> pains;
  std::optional<int> worst_pain;     // 0-10, of the places marked; nothing: none was marked
  bool same_day = true;              // the answers were given on the day of the visit
  std::vector<const Answer*> given;  // by slot
  SlotBits answered;
  SlotBits plain;      // answered with the plain no of its kind
  SlotBits unsure;     // answered "not sure" or "rather not say"
  SlotBits hidden;     // the answer is not to be looked at (asked on the day)
  SlotBits past;       // hidden, and told on another day than the rest: not even an emergency looks
  SlotBits not_asked;  // does not arise, such as the detail of a question that was answered with no
  SlotBits settled;    // simpler questions made a yes of an unsure answer (R5)
  SlotBits shown;      // to be asked now: its parent, if any, was answered so that it matters
  int days = 0;        // between the answers and the visit
  std::map<std::size_t, int> own_days;  // the same of what was told on another day than the rest
  // For combinations: the rules that came to more than a note so far.
  std::vector<std::string_view> raised;
};

struct Outcome {
  Tri value = Tri::unknown;
  std::set<std::string> missing;  // questions without any answer that left it open
  std::set<std::string> unsure;   // questions answered "not sure" or "rather not say"
};

struct Expression;

// What a name in a condition means; the protocol's reader makes it from the questions.
struct Name {
  Kind kind = Kind::tri;
  std::string unit;
  std::vector<std::string> options;
  std::optional<double> fixed = std::nullopt;  // a setting: the name is this number
  int slot = -1;                               // of a question of the protocol: where it is known
  // A term: the name is this yes/no condition, as if it stood there in brackets.
  std::shared_ptr<const Expression> term = nullptr;
};
using Names = std::map<std::string, Name, std::less<>>;

// A parsed condition: a tree of values. An empty one is always yes.
struct Expression {
  enum class Op { yes, no, both, either, negate, compare, add, subtract, number, text, name, call };
  enum class Sign : char { less, less_or_equal, greater, greater_or_equal, equal, unequal };
  enum class Call : char {
    same_day,
    age,
    worst_pain,
    service,
    sex,
    answer,
    given,
    unsure,
    days_since,
    any_of,
    count_of,
    anything,
    count_yes,
    raised,
    count_raised,
    pain_in,
    last
  };
  Op op = Op::yes;
  std::string word;  // name, text, comparison sign or function
  std::string unit;
  double number = 0;
  std::vector<Expression> parts;
  // What `word` means, found out once when the condition is read.
  Sign sign = Sign::equal;
  Call call = Call::same_day;
  int slot = -1;
  bool operator==(const Expression&) const = default;
};

// Reads and type-checks a condition. The error is "protocol_condition" with args `column` (from 1)
// and `why` (English, for the author of a protocol).
Result<Expression> parse_condition(std::string_view text, const Names& names);

// How many parts all terms of a condition may have together, so that terms of terms stay small.
inline constexpr std::size_t kMostParts = 1000;

Outcome evaluate(const Expression& condition, const Facts& facts);
// The same without the names that left it open, at a fraction of the price. `with_hidden`: an
// emergency is judged by everything that was said.
Tri value_of(const Expression& condition, const Facts& facts, bool with_hidden = false);
// The questions of a protocol that left it open, by their slots, some of them more than once.
struct OpenSlots {
  std::vector<std::size_t> missing, unsure;
};
OpenSlots open_slots(const Expression& condition, const Facts& facts, bool with_hidden = false);

// Whether a condition reads this question.
bool reads(const Expression& condition, std::string_view name);
// Every question a condition reads.
void collect_names(const Expression& condition, std::set<std::string>& into);
// The same by their slots, as often as it reads each.
void collect_slots(const Expression& condition, std::vector<std::size_t>& into);

}  // namespace fascia::care
