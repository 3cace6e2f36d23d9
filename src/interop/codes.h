// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "care/protocol.h"
#include "interop/wording.h"

// What the codes and words of a health record mean for the interview: read from the protocol files
// that say `kind = "codes"`. The program knows no code; docs/health-records.md tells the format.
namespace fascia::interop {

// One answer that an entry gives.
struct CodedAnswer {
  std::string question;
  // `ask`: it answers nothing, and makes the question be asked. `end`: the day it ended, and where
  // only its beginning is known the question stays open.
  enum class From : char { value, date, end, site, ask } from = From::value;
  care::Answer value;  // for From::value
  // Of a medicine: only above, or up to, this much a day; a dose nobody told is above.
  std::optional<double> over_mg;
  std::optional<double> up_to_mg;
  int after_days = 0;  // of a medicine: only when it is taken for at least so long
  // A guess, of what may be: a person who says no settles it.
  bool guess = false;
};

// Words beside a code, or a code of severity or stage, that add answers. They only ever make the
// result stricter.
struct CodedDetail {
  std::vector<Phrase> phrases;
  std::vector<std::string> snomed;
  std::vector<CodedAnswer> answers;
};

// A number in the words beside it: behind one of these phrases, before one of these units (factors
// to the question's own). Of several the worst counts; what the question does not take is none.
struct CodedNumber {
  std::string question;
  std::vector<Phrase> behind;
  std::map<std::string, double, std::less<>> units;
  bool worst_high = true;
  double low = 0, high = 0;
};

enum class Use : char { condition, procedure, medicine, allergy };

struct CodeEntry {
  std::string id;
  int item = 0;  // number in the screening sheet
  Use use = Use::condition;
  std::vector<CodedAnswer> answers;  // while it is there
  // Once it is over: it is nothing, it counts with the day it ended, it stays, or it is something
  // else (`past_answers`).
  enum class Past : char { nothing, counts, stays, other } past = Past::nothing;
  std::vector<CodedAnswer> past_answers;
  int past_days = 0;  // over for longer it is nothing; 0: no limit
  // What it answers instead when it began, or was seen, no longer ago than so many days.
  std::vector<CodedAnswer> fresh_answers;
  int fresh_days = 0;
  std::vector<CodedDetail> details;
  std::vector<CodedNumber> numbers;
  bool lasting = false;  // an old diagnosis of an encounter still stands
  bool counts_when_suspected = false;
  int within_days = 0;                   // older than this it is asked, not believed; 0: no limit
  std::vector<CodedAnswer> old_answers;  // what it answers instead when it is older than that
  bool otherwise = false;           // by the form of a word: only where nothing else is known of it
  std::vector<care::Region> sites;  // where it is when the record does not say
  std::vector<std::string> icd10_except;
  // What it answers where one of these entries is told beside it; longer ago than this, unsure.
  std::vector<std::string> beside;
  std::vector<CodedAnswer> beside_answers;
  int beside_days = 0;
  std::vector<CodedAnswer> family_answers;  // where a relative has it
  // Of a medicine.
  int washout_days = 0;
  std::vector<CodedAnswer> stopped_answers;
  int asked_days = 0;  // stopped longer ago than it is felt, and not than this, it is asked about
  bool taken_when_unknown = false;
  bool ask_when_not_taken = false;   // to leave it out is a risk of its own
  std::vector<std::string> not_by;   // routes by which it is another thing
  std::vector<std::string> only_by;  // or the only ones by which it is this
};

struct Measurement {
  std::string id;
  std::string question;
  double low = 0, high = 0;                          // what is believed
  std::map<std::string, double, std::less<>> units;  // factor to the question's unit
  int decide_days = 0;                               // a worrying value decides so long
  int lower_days = 0;                                // a reassuring one so long
  int prompt_days = 0;                               // older: only "measure"
  bool worry_for_ever = false;
  std::optional<double> worry_from;  // at or above
  std::optional<double> worry_to;    // at or below
  double step = 1;                   // "> 4" is so much more than 4, at the least
  bool apart = false;                // its codes are of several places: each of them counts
  int grows_days = 0;                // the value is one more each so many days
  std::optional<double> due;         // a date in the future at which the value will be this
  // What a worrying value answers besides; for `prompt_days`, when the number itself is too old.
  std::vector<CodedAnswer> answers;
  std::vector<Phrase> phrases;  // one word has to be the whole name
};

// Two measurements that are told as one: "182/95".
struct MeasuredPair {
  std::size_t first = 0, second = 0;  // of the measurements
  std::vector<Phrase> phrases;
};

// How an entry was found.
struct Mention {
  const CodeEntry* entry = nullptr;
  Sense sense = Sense::said;
};

struct Site {
  std::vector<Phrase> phrases;
  std::vector<care::Region> regions;  // both sides
};

// A sign that stands for a word: "#" before a bone, or behind it.
struct Shorthand {
  char sign = 0;
  std::string word;
  std::vector<Phrase> beside, unless;  // these stand with it, and none of those
};

// Words that say how long ago at the least: so many days, or before the person was so old.
struct LongAgo {
  std::vector<Phrase> phrases;
  int days = 0;
  int before_age = 0;
};

struct Codes {
  std::vector<CodeEntry> entries;
  std::vector<Measurement> measurements;
  Vocabulary vocabulary;  // phrases of entries (by index), harmless ones, and what turns a mention

  // The code system behind a URI: "snomed", "icd10", "loinc", "rxnorm", "atc"; empty if unknown.
  std::string_view system(std::string_view uri) const;
  // All entries of a code; a "history of" code is Sense::past, one of the family Sense::family.
  void find(std::string_view system, std::string_view code, std::vector<Mention>& into) const;
  const Measurement* measurement(std::string_view system, std::string_view code) const;
  const MeasuredPair* pair(std::string_view system, std::string_view code) const;
  // All that the tables name.
  std::set<std::string> snomed_codes() const;
  // A more specific SNOMED CT code means what the other one does (interop/snomed_release.h).
  void add_descendant(const std::string& code, const std::string& of);
  // Words of a warning or of why a resource was passed over.
  const care::Words& words(std::string_view id) const;

  std::map<std::string, std::string, std::less<>> systems;
  struct At {
    std::size_t entry;  // kNone: a code that only turns the sense
    Sense sense;
    bool operator==(const At&) const = default;
  };
  // A word's meaning is an entry's index, or, from entries.size() on, that of one of these.
  struct DetailAt {
    std::size_t entry, detail;
  };
  std::vector<DetailAt> details;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::unordered_map<std::string, std::vector<At>> by_code;  // "snomed 128053003"
  // A code of ICD-10 that is less than any of the tables, such as "I80" -> what stands below it.
  std::unordered_map<std::string, std::vector<std::size_t>> below_icd10;
  std::unordered_map<std::string, std::size_t> measured;        // "loinc 8480-6" -> measurement
  std::unordered_map<std::string, std::size_t> measured_pairs;  // the same
  std::vector<MeasuredPair> pairs;
  std::vector<Site> sites;
  std::map<std::string, std::vector<care::Region>, std::less<>> site_codes;
  std::vector<Phrase> left, right, both;
  std::vector<Phrase> history;  // words that make a thing one of the past, on a day of its own
  std::vector<Shorthand> shorthands;
  std::vector<LongAgo> long_ago;
  std::vector<std::string> titles;  // forms of address before a name, as they are written
  std::map<std::string, std::vector<Phrase>, std::less<>> routes;
  std::map<std::string, std::string, std::less<>> route_codes;
  std::map<std::string, Said3, std::less<>> value_codes;  // what a coded value says
  std::vector<Phrase> value_yes, value_no;
  std::map<std::string, std::vector<std::string>, std::less<>> unread;  // type -> questions
  std::set<std::string, std::less<>> silent_kinds;    // resources that tell nothing of health
  std::set<std::string, std::less<>> silent_numbers;  // "loinc 8302-2": measured, and no matter
  // What is found of nearly everybody, and no matter: by its category, its code ("loinc 72166-2"),
  // the laboratory's own word, or what stands there as the whole of it ("normal").
  struct SilentFindings {
    std::set<std::string, std::less<>> categories, codes, interpretations;
    std::vector<Phrase> usual;
  };
  SilentFindings silent_findings;
  // Conditions, procedures and medicines of everyday life, and no matter: by their category, or by
  // words in their name; `passing` once they are over; anything that was over for so long.
  struct SilentThings {
    std::set<std::string, std::less<>> categories;
    std::set<std::string, std::less<>> absent;  // codes that say that there is nothing to list
    std::vector<Phrase> conditions, procedures, medicines, passing;
    int condition_days = 0, medicine_days = 0;
  };
  SilentThings silent_things;
  std::map<std::string, std::size_t, std::less<>> kind_entries;  // type -> what each of it means
  // A stay in hospital: its classes, how long one is asked for, and what is asked.
  struct Stays {
    std::set<std::string, std::less<>> classes;
    int days = 0;
    std::vector<std::string> ask;
  };
  Stays stays;
  std::string conflict;  // the question that says whether a record and the person differ
  std::map<std::string, care::Words, std::less<>> texts;
};

// Errors as care::read_protocol gives them: protocol_… with file, line and key.
Result<Codes> read_codes(const std::vector<care::File>& files, const care::Protocol& protocol);

}  // namespace fascia::interop
