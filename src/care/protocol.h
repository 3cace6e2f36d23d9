// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "care/expression.h"

// The clinical rules as data: questions, rules, regions and sources, read from TOML texts. The
// program knows no rule and no condition; everything medical stands in these values.
namespace fascia::care {

struct Words {
  std::string en;
  std::string fr;
  bool operator==(const Words&) const = default;
};
const std::string& in_language(const Words& words, std::string_view language);  // "fr" or English

// In rising strictness. `note` belongs to findings; a screening whose strictest finding is a note
// is `proceed`.
enum class Decision : char {
  proceed,
  note,
  modify,
  avoid_region,
  clearance,
  do_not_treat,
  emergency
};
enum class Urgency : char { none, doctor_soon, doctor_24h, ed_today, now_911 };
std::string_view to_string(Decision decision);
std::string_view to_string(Urgency urgency);  // "none", ..., "911_now"
std::optional<Decision> parse_decision(std::string_view text);
std::optional<Urgency> parse_urgency(std::string_view text);

// The two kinds of service that the rules tell apart: planned depth 4-5, and 1-3.
enum class ServiceKind : char { deep, swedish };
std::string_view to_string(ServiceKind kind);
std::optional<ServiceKind> parse_service_kind(std::string_view text);

// What an unsure or missing answer means (sheet a, 4.2).
enum class Gate : char {
  emergency_gate,  // unsure: do not treat until staff spoke with the person; missing: hold
  safety,          // unsure: clearance; missing: hold
  consent,         // unsure: do not treat until settled; missing: hold
  cluster,         // unsure: note; missing: asked before the start
  day_of_visit,    // unsure or missing: asked before the start
  measurement,     // measured before the start where `ask_when` of the question says so
  modify,          // unsure: modify, depth 3; missing: depth 3 until asked
  note,            // unsure: note; missing: nothing
  optional,        // never blocks
};

// What a returning client is asked anew: not what lasts; what may be over, only where it was said;
// what changes from one visit to the next, always.
enum class Again : char { lasts, may_be_over, each_visit };

struct Question {
  std::string id;
  std::size_t slot = 0;  // its place in Protocol::questions, and of what is known in Facts
  std::string group;
  std::string section;  // subheading inside the group; empty: before all sections
  Words text;
  Words why;
  Kind kind = Kind::tri;
  Gate gate = Gate::note;
  // Number: unit and plausible range; what lies outside is asked again, not believed.
  std::string unit;
  double low = 0;
  double high = 0;
  // Choice and multi: value and words. "none" and "not_sure" are always allowed.
  struct Option {
    std::string id;
    Words text;
  };
  std::vector<Option> options;
  // Details are asked only when the parent is yes (or one of `parent_is` of a choice or multi; an
  // empty list with a multi parent: anything ticked).
  std::string parent;
  std::optional<std::size_t> parent_slot;
  std::vector<std::string> parent_is;
  // One of the things that its section's umbrella line asks about: `parent` is that line. It is
  // asked when the line is answered with anything but no, and counts by itself where it is given.
  bool topic = false;
  // A simpler question in place of its parent, asked only when the parent was answered unsure (R5).
  bool if_unsure = false;
  // Asked only when this is not "no"; empty: always.
  Expression asked_when;
  // The answer serves this many days; 0 for what is asked on the day of the visit.
  int valid_days = 365;
  Again again = Again::lasts;
  // True where "yes" is the reassuring answer.
  bool yes_is_safe = false;
  // For the therapist to answer; never shown to the client.
  bool staff = false;

  // Asked because of another question's answer, not for itself.
  bool is_detail() const { return !parent.empty() && !topic; }
  // Stands for all of a section (Section::line_id).
  bool is_line() const { return id.starts_with("any."); }
};

struct Group {
  std::string id;
  Words title;
  bool gates = false;          // shown first; a yes ends the interview
  Again again = Again::lasts;  // of its questions, where they do not say themselves
  bool last_time = false;      // what was told last time is shown, to be filled in by a tap
};

// Signs that are asked about together, under the words that hold for each: "Within 6 weeks:".
struct SignList {
  Words stem;  // Protocol::any_of where the file gives none
  std::vector<Words> signs;
};

// A part of a group's list under its own subheading. With `ask` one question, its line, stands for
// all of it, and its questions come only when that line is not answered with no.
struct Section {
  std::string id;
  std::string group;
  Words title;
  std::vector<SignList> ask;
  Words why;

  std::string line_id() const { return "any." + id; }
};

// A judgment of the sheet's authors that a clinic's reviewer may change: a number that conditions,
// depths and days name, or the decision of a row.
struct Setting {
  std::string id;
  Words title;
  Words why;
  std::optional<double> number;
  std::string unit;
  std::optional<Decision> decision;
  std::vector<std::string> sources;
  std::string confidence;
  int line = 0;
};

struct Source {
  std::string id;
  std::string title;
  int year = 0;  // 0: none
  std::string url;
};

// Regions as bits, by their place in Protocol::in_order.
constexpr std::size_t kMostRegions = 128;
using RegionBits = std::bitset<kMostRegions>;

// Techniques and tools as bits, by their place in Protocol::ways.
constexpr std::size_t kMostWays = 64;
using WayBits = std::bitset<kMostWays>;

// Rows of one rule as bits, by their place in Rule::rows.
constexpr std::size_t kMostRows = 64;
using RowBits = std::bitset<kMostRows>;

// A place in a rule: regions known when it is read, or what the person marks in a question.
struct Place {
  RegionBits fixed;
  std::string marked;  // question of kind regions; nothing marked: whole body
  enum class Reach { itself, near, limb, quadrant } reach = Reach::itself;
};

// What a row asks to be done differently. Without places: the whole body.
struct Change {
  std::vector<Place> places;
  std::optional<int> max_depth;        // 0-5; 0 is no contact
  std::vector<std::string> forbid;     // techniques and tools
  WayBits forbids;                     // the same
  std::vector<std::string> positions;  // those allowed; empty: all
  std::optional<int> minutes;          // of the session, at most
  std::optional<ServiceKind> service;  // only for this kind
};

struct Row {
  Expression when;
  std::string when_text;
  Decision deep = Decision::proceed;
  Decision swedish = Decision::proceed;
  Urgency urgency = Urgency::none;
  bool local = false;  // do_not_treat or clearance for the places only (sheet a 4.1(7))
  std::vector<Place> places;
  std::vector<Change> changes;
  Words reason;
  Words advice;
  // The row ends `earliest_days` after the answer of `earliest_after` ("visit": after the visit).
  std::string earliest_after;
  int earliest_days = 0;
  int clearance_days = 0;  // where a physician's note serves shorter than the rule says
  int line = 0;
};

struct Case {
  std::string name;
  AnswerMap answers;
  Date visit;
  std::optional<Date> birth;
  std::string sex;
  std::vector<Region> pains;
  int pain = 5;  // how strong, of 10
  bool same_day = true;
  std::map<std::string, Date, std::less<>> told_on;  // answers that were told on another day
  Decision deep = Decision::proceed;                 // of this rule's strictest finding
  Decision swedish = Decision::proceed;
  std::optional<Urgency> urgency;  // of the deep one
  // What the deep one may do in a place: how deep at most, and with what.
  std::map<Region, int> depth;
  std::map<Region, std::vector<std::string>> forbidden, allowed;
  std::string file;
  int line = 0;
};

struct Rule {
  std::string id;
  int item = 0;  // number in the screening sheet; 0 for red flags and combinations
  Words title;
  Gate gate = Gate::safety;
  std::vector<std::string> sources;
  std::string mark;        // s seen in a source, k general knowledge, p our own choice
  std::string confidence;  // high, medium, low
  bool clinic_must_confirm = false;
  std::string confirmed_by;
  std::string confirmed_on;
  int clearance_days = 0;  // how long a physician's note serves; 0: none
  // Judged after all others; its conditions may look at what those raised.
  bool combination = false;
  // What an unsure answer may come to at most; otherwise the question's gate says it.
  std::optional<Decision> unsure;
  bool own = false;  // of the clinic, not of the program
  std::vector<Row> rows;
  std::vector<Case> cases;
  std::string file;
  int line = 0;
};

// A clinic's own rules say that a rule or a judgment that ships with the program counts less here:
// never without a person who stands for it. It shows on each screening.
struct Loosening {
  std::string rule;     // or
  std::string setting;  // the judgment that was changed
  // A rule's decision comes to this at most; an emergency stays one.
  std::optional<Decision> deep, swedish;
  std::string value;  // a setting's, as written
  std::string by, credential;
  std::optional<Date> on;
  Words reason;
  std::string file;
  int line = 0;
  bool operator==(const Loosening&) const = default;
};

// A condition with a name, which others may use in its place.
struct Term {
  std::string id;
  Words title;
  std::string means;
};

// An event after which a physician's letter serves no more (sheet a, 4.1(4)).
struct LetterEnd {
  std::string id;
  Words title;
  std::vector<std::string> dates;    // questions: a day after the letter was signed
  std::vector<std::string> answers;  // questions: more is said than when it was asked for
  bool new_episode = false;          // and a course of ratings begins anew with it (sheet c 7b.1)
};

struct ScreeningIndex;  // care/screening_index.h

struct Protocol {
  std::string name;
  std::string number;
  std::string version;  // number and the digest of all texts, e.g. "1+9f3c..."
  std::map<std::string, Source, std::less<>> sources;
  Words any_of;  // what is asked of a list of signs: "Any of these?"
  std::vector<Group> groups;
  std::vector<Section> sections;
  std::vector<Setting> settings;
  std::vector<Question> questions;
  std::vector<std::size_t> by_id;  // slots in the order of the questions' ids, once all are read
  std::vector<Rule> rules;
  std::vector<Change> always;   // limits that hold for everybody (sheet a, end of 2M)
  std::vector<Region> regions;  // the whole body map, in its order
  // The same in the regions' own order, what lies next to each, and what each shares a limb and a
  // quadrant with.
  std::vector<Region> in_order;
  std::vector<RegionBits> near_of, limb_of, quadrant_of;
  std::map<std::string, std::vector<Region>, std::less<>> aliases;
  std::map<std::string, std::vector<std::string>, std::less<>> techniques;  // short name -> ids
  std::set<std::string, std::less<>> tools;  // which of the technique ids are tools
  std::vector<std::string> ways;             // the technique ids, each once, in order
  std::vector<std::string> positions;
  std::vector<Term> terms;
  // What a client does about each urgency: the advice of every row that has none of its own.
  std::map<Urgency, Words> urgency_advice;
  std::vector<LetterEnd> letter_ends;
  std::vector<Loosening> loosened;                                // by the clinic's own files
  std::map<std::string, std::vector<Region>, std::less<>> limbs;  // name -> regions (both sides)
  std::map<std::string, std::vector<Region>, std::less<>> quadrants;
  // A place -> the joints above and below it, on its side; and of the spine, on both.
  std::map<std::string, std::vector<Region>, std::less<>> near, near_across;
  std::shared_ptr<const ScreeningIndex> index;  // made once all is read

  const Question* question(std::string_view id) const;
  const Rule* rule(std::string_view id) const;
  const Section* section(std::string_view id) const;
  const Setting* setting(std::string_view id) const;
};

struct File {
  std::string name;
  std::string text;
};

// Reads every file that says `kind = "screening"`, then the clinic's own that say `kind = "clinic"`
// (care/clinic_rules.h; the others belong to other readers), and checks all of it. Errors:
// protocol_syntax, protocol_key_unknown, protocol_key_missing, protocol_value, protocol_duplicate,
// protocol_condition, protocol_unknown_name; args `file`, `line`, `key` and where it helps `why` or
// `nearest`.
Result<Protocol> read_protocol(const std::vector<File>& files);

// These regions with what lies next to them, or shares a limb or a quadrant with them, of those on
// the body map.
RegionBits spread(const Protocol& protocol, const std::vector<Region>& regions, Place::Reach reach);
// Techniques and tools as bits; what no rule may forbid is left out.
WayBits ways_of(const Protocol& protocol, const std::vector<std::string>& names);
// The places as bits; `answers` gives what was marked.
RegionBits places_of(const Protocol& protocol, const std::vector<Place>& places,
                     const AnswerMap& answers);
// The same as regions in their own order.
std::vector<Region> expand(const Protocol& protocol, const std::vector<Place>& places,
                           const AnswerMap& answers);
std::vector<Region> regions_of(const Protocol& protocol, const RegionBits& places);

// Runs the cases that stand in the protocol; empty when all hold.
struct FailedCase {
  std::string rule;
  std::string name;
  std::string file;
  int line = 0;
  std::string expected;
  std::string got;
};
std::vector<FailedCase> run_cases(const Protocol& protocol);

}  // namespace fascia::care
