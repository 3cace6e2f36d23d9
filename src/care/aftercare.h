// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/expression.h"
#include "care/follow_up_words.h"
#include "care/protocol.h"

// What a client is told after a session, made from what was done and from the health answers. The
// items, their conditions and their words are data (protocols/aftercare.toml, warning-signs.toml,
// stretches.toml).
namespace fascia::care {

// A health fact that conditions may name. An unknown one counts as yes for heat and cold and for
// stretches, unless `missing_is_no`. `in_room`: the health form does not ask all of it, so that it
// is no until it says yes, or the therapist does.
struct HealthFlag {
  std::string id;
  Words name;
  Expression health;                    // over the questions of the screening
  bool asked = false;                   // `health` is there
  std::vector<std::string> conditions;  // of the plan: one of them means yes
  bool missing_is_no = false;
  bool in_room = false;

  bool counts_as_no() const { return missing_is_no || in_room; }
};

struct AdviceRule {
  std::string id;
  Expression when;
  std::vector<std::string> unless;          // items that stand in for it
  bool pack = false;                        // chosen by the pack rows alone
  bool stretches = false;                   // shown with the list of stretches, or not at all
  bool rest = false;                        // says until when to rest
  bool stays = false;                       // nobody may remove it
  int least_minutes = 0, most_minutes = 0;  // of one use; 0: no dose to change
  Words minutes;                            // the usual dose
  Expression short_when;                    // then `short_minutes` at most
  int short_minutes = 0;
  Words text;  // {until}, {minutes}
  Words dose;
  std::string source, mark;
};

// First match wins.
struct PackRow {
  Expression when;
  std::string advice;
};

// What the therapist is asked or told beside the sheet.
struct PromptRule {
  std::string id;
  Expression when;
  Words text;
};

struct Stretch {
  std::string id;
  Words name, steps, hold;
  Expression excluded;  // left out unless this is surely no
  Expression careful;   // the caution is printed unless this is surely no
  Words caution;
  std::string source;
};
struct StretchArea {
  std::string id;
  std::vector<std::string> regions;    // of the body map
  std::vector<std::string> stretches;  // in order of choice
  Expression excluded;
};

struct Sign {
  std::string id;
  std::string line;  // whom to call: "911", "811"
  Words text;
};
struct SignHead {
  std::string line;
  Words text;
};

enum class Preference : char { none, heat, cold };
std::optional<Preference> parse_preference(std::string_view text);

struct Worked {
  Region region;
  int minutes = 0;
  int deepest = 0;  // depth 1-5
};

struct SessionFacts {
  std::vector<Worked> worked;
  int highest_discomfort = 0;      // 0-10, the client's number (R26)
  std::vector<std::string> tools;  // of rules.tools
  bool oil = false;
  std::optional<int> tenderness;  // 0-10 at the end
  std::optional<int> pain_now;    // 0-10 at the end
  Preference preference = Preference::none;
  Instant ended;
  std::optional<int> pack_minutes;  // the therapist's own dose
};

// One person after one session, and what the sheet must say; stands in the files.
struct AftercareCase {
  std::string name;
  AnswerMap flags;  // those that are not named are no, or unknown where `unknown`
  bool unknown = false;
  SessionFacts session;
  WallTime ended;
  std::vector<std::string> has, has_not;  // ids of advice
  std::optional<std::string> pack;        // "" no pack
  std::optional<std::vector<std::string>> stretches;
  std::vector<std::string> cautioned, prompts, open_flags;
  std::string until;    // in English
  std::string refused;  // error id instead of a sheet
  std::string file;
  int line = 0;
};

struct AftercareRules {
  std::vector<HealthFlag> flags;
  std::vector<AdviceRule> advice;  // in the order they are printed
  Expression refer_when;           // surely yes: a doctor's word instead of a pack
  std::string refer_advice;
  Expression heat_forbidden, cold_forbidden;  // unknown counts as yes
  std::vector<PackRow> packs;                 // over heat_allowed and cold_allowed too
  std::vector<PromptRule> prompts;
  Seconds rest{0};       // no hard exercise for so long, and until midnight
  Seconds long_rest{0};  // where `long_rest_when`
  Expression long_rest_when;
  Words soreness;                // the expected course
  int leave_within_minutes = 0;  // of the session's end (R31)
  std::vector<Stretch> stretches;
  std::vector<StretchArea> areas;
  Expression stretch_excluded;  // for all of them
  Expression stretch_careful;   // the caution is printed with each of them
  Words stretch_caution, stretch_rule;
  int most_stretches = 0;
  std::vector<Sign> signs;
  std::vector<SignHead> sign_heads;
  Words clinic_line;
  std::vector<std::string> tools;  // names that the conditions may use
  std::vector<AftercareCase> cases;
  Names names;  // flags and session facts, for conditions
};

struct Advice {
  std::string id;  // the rule that gave it
  Words text, dose;
  std::string source, mark;
  bool stays = false;
  bool stretches = false;  // the list of stretches goes with it
};
struct ChosenStretch {
  std::string id;
  std::string area;
  Words name, steps, hold;
  std::optional<Words> caution;
  std::string source;
};
struct SignGroup {
  std::string line;
  Words head;
  std::vector<Sign> signs;
};
struct Prompt {
  std::string id;
  Words text;
};

struct Aftercare {
  std::vector<Advice> advice;
  std::string pack;         // id of the pack item; empty: none
  bool see_doctor = false;  // the doctor's words stand instead of a pack
  std::vector<ChosenStretch> stretches;
  Words stretch_rule;
  std::optional<Instant> rest_until;
  Words soreness;
  std::vector<SignGroup> signs;
  Words clinic_line;
  std::vector<Prompt> prompts;           // for the therapist
  std::vector<std::string> open_flags;   // unknown and needed: complete the health form
  std::vector<std::string> taken_as_no;  // of `flags_at`: for the therapist to say
};

// What the health answers and the conditions of the plan say about each flag; what they leave open
// is not in the map.
AnswerMap health_flags(const AftercareRules& rules, const Facts& health,
                       const std::vector<std::string>& conditions = {});
// The flags for the therapist to say that the sheet for these places would heed, in the rules'
// order: those that nothing said yes to so far.
std::vector<std::string> flags_at(const AftercareRules& rules, const AnswerMap& flags,
                                  const std::vector<Worked>& worked);

// `flags` holds yes/no answers by flag id; what is missing is unknown. Errors:
// aftercare_flag (arg name), aftercare_tool, aftercare_minutes (args least, most).
Result<Aftercare> aftercare(const AftercareRules& rules, const ClockWords& clock,
                            const AnswerMap& flags, const SessionFacts& session, const Zone& zone,
                            std::string_view phone);

// The therapist takes an item off; nothing can be put on. Errors aftercare_item_unknown,
// aftercare_item_stays on field "advice".
Result<Aftercare> without(Aftercare sheet, std::string_view advice);

// Until when to rest: so long after the end, and at least to the next local midnight.
Instant rest_until(const AftercareRules& rules, Instant ended, bool long_rest, const Zone& zone);

// Runs the cases that stand in the files; empty when all hold.
std::vector<FailedCase> run_aftercare_cases(const AftercareRules& rules, const ClockWords& clock,
                                            const Zone& zone);

boost::json::object to_json(const Aftercare& sheet, std::string_view language);

}  // namespace fascia::care
