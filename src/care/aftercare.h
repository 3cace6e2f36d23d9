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
// stretches; `missing_is_no` is for what the health form does not ask.
struct HealthFlag {
  std::string id;
  Kind kind = Kind::tri;
  Words name;
  bool missing_is_no = false;
};

struct AdviceRule {
  std::string id;
  Expression when;
  std::vector<std::string> unless;  // items that stand in for it
  bool pack = false;                // chosen by the pack rows alone
  bool stretches = false;           // shown with the list of stretches, or not at all
  bool stays = false;               // nobody may remove it
  std::optional<int> least_minutes, most_minutes;  // of one use; a therapist may change the dose
  Words text;                                      // {until}, {phone}, {minutes}
  std::string dose;
  std::string source, mark;
};

// First match wins. An empty advice: no pack, and the doctor's words instead.
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

struct AftercareRules {
  std::vector<HealthFlag> flags;
  std::vector<AdviceRule> advice;  // in the order they are printed
  Expression refer_when;           // heat_forbidden, cold_forbidden: unknown counts as yes
  Expression heat_forbidden, cold_forbidden;
  std::vector<PackRow> packs;
  Words refer_text, medicine_text;
  std::vector<PromptRule> prompts;
  Seconds rest{0};       // no hard exercise for so long, and until midnight
  Seconds long_rest{0};  // where `long_rest_when`
  Expression long_rest_when;
  Words soreness;                // the expected course
  int leave_within_minutes = 0;  // of the session's end (R31)
  std::vector<Stretch> stretches;
  std::vector<StretchArea> areas;
  Expression stretch_excluded;
  Words stretch_rule;
  int most_stretches = 0;
  std::vector<Sign> signs;
  std::vector<SignHead> sign_heads;
  Words clinic_line;
  std::vector<std::string> tools;  // names that the conditions may use
  Names names;                     // flags and session facts, for conditions
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

struct Advice {
  std::string id;  // the rule that gave it
  Words text;
  std::string dose;
  std::string source, mark;
  bool stays = false;
  std::optional<int> minutes;
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
  std::optional<Instant> rest_until;
  Words soreness;
  std::vector<SignGroup> signs;
  Words clinic_line;
  std::vector<Prompt> prompts;          // for the therapist
  std::vector<std::string> open_flags;  // unknown and needed: complete the health form
};

// `flags` holds yes/no answers and numbers by flag id; what is missing is unknown. Errors:
// aftercare_flag (arg name), aftercare_tool, aftercare_minutes (args least, most).
Result<Aftercare> aftercare(const AftercareRules& rules, const ClockWords& clock,
                            const AnswerMap& flags, const SessionFacts& session, const Zone& zone,
                            std::string_view phone);

// The therapist takes an item off; nothing can be put on. Errors aftercare_item_unknown,
// aftercare_item_stays on field "advice".
Result<Aftercare> without(Aftercare sheet, std::string_view advice);

// Until when to rest; nothing where the session was light.
Instant rest_until(const AftercareRules& rules, Instant ended, bool long_rest, const Zone& zone);

boost::json::object to_json(const Aftercare& sheet, std::string_view language);

}  // namespace fascia::care
