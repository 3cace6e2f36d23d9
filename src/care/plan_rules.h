// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/anatomy.h"
#include "care/next_step.h"
#include "care/screening.h"
#include "care/techniques.h"

// What a plan is made of, read once from the protocol's files: conditions with their blocks, stages
// and ages, the named rules, what an answer means, how therapists are ranked.
namespace fascia::care {

struct Block {
  Phase phase = Phase::general;
  std::vector<std::string> techniques;
  std::vector<std::string> regions;
  int depth_low = 1;
  int depth_high = 1;
  int share = 0;  // percent of the hands-on minutes
};

// Grade, stage or age of a hurt that lowers the plan: `from_days` since it began, to before
// `to_days` (0: open end), and `grade` where the client's record names one (empty: any). Or a part
// of a course: by the visits had before, and by the newest of them that no flare followed.
struct Stage {
  std::string id;
  Words name;
  std::string grade;
  int from_days = 0;
  int to_days = 0;
  int from_visits = 0;
  int to_visits = 0;  // 0: open end, as with the calm ones
  int from_calm = 0;
  int to_calm = 0;
  int max_depth = 5;
  std::optional<int> ceiling;
  std::optional<int> minutes;  // at most
  // Instead of the condition's own.
  std::optional<int> visits_a_week;
  std::optional<int> course;
  std::vector<int> reassess;
  std::vector<std::string> barred;         // region ids that stay untouched
  std::vector<std::string> until_cleared;  // the same until a scan or a physician's letter
  Words note;
};

// What a person's age changes in every stage of a condition, from this age to before `to_age` (0:
// open end).
struct AgeChange {
  int from_age = 0;
  int to_age = 0;
  int lower = 0;  // levels
  std::optional<int> max_depth;
  std::vector<std::string> without;  // techniques
  std::vector<std::string> regions;  // where: region ids
  Words note;
};

// The client's own answer that names a condition, its grade, or the day it began.
struct SaidCondition {
  SaidAnswer answer;
  std::string grade;  // empty: none is said
  std::string since;  // question of the day it began; may be empty
};

// A client's answer that hints at a grade: `is` one of these (yes, no and not_sure of a question
// that is answered so; else options), or, of a list, answered without the option `lacks`.
struct GradeSign {
  std::string question;
  std::vector<std::string> is;
  std::string lacks;
  Words reason;  // as the therapist reads it
};
// The grade that the answers suggest until staff confirm one: by any of the signs, or by `all`.
struct GradeHint {
  std::string grade;
  bool all = false;
  std::vector<GradeSign> signs;
  std::string source;
  std::string mark;
};

// The length of a visit that trials of this condition gave, for pain that lasts so long.
struct StudiedLength {
  int minutes = 0;  // 0: none was studied
  int from_days = 0;
  Words text;
  std::string source;
};

// One of the closed list of how sure studies can be, weakest first in the protocol.
struct EvidenceLevel {
  std::string id;
  Words name;
  Words means;  // a sentence
};
// How sure studies are of massage for a condition.
struct StudyEvidence {
  std::string level;  // id of an EvidenceLevel
  std::string to;     // from `level` up to this one; empty: that one alone
  Words note;         // a sentence: what it holds for or hangs on; may be empty
  bool operator==(const StudyEvidence&) const = default;
};

struct Condition {
  std::string id;
  Words name;
  Words client;  // the sentence for the client
  Words goals;
  Words adjuncts;
  Words stop;
  std::string measures;
  std::vector<std::string> asks;  // ids of the measures that a visit for it asks in the room first
  std::string studies;            // what was found, with numbers and sources
  StudyEvidence evidence;
  std::string icd10;
  std::string snomed;
  std::vector<std::string> muscles;
  std::vector<std::string> positions;  // in the order of use
  int change_after = 0;  // minutes after which the position changes; 0: as the position says
  std::vector<std::string> modalities;
  std::vector<Block> blocks;
  std::vector<Stage> stages;
  std::vector<AgeChange> ages;
  std::vector<SaidCondition> said;
  std::vector<GradeHint> hints;  // the first that fits is suggested
  SaidAnswer cleared;            // the answer that says it was looked into
  std::string cleared_rule;      // the rule of the screening whose letter says so
  int depth_max = 4;
  int ceiling = 6;
  int minutes = 60;
  int visits_a_week = 1;
  int visits_a_week_max = 1;
  int course = 4;
  StudiedLength studied;
  std::vector<int> reassess;  // after these visits
  int points = 8;             // most tender points
  // How it is chosen from what is known: by name, or by marks and age of the problem.
  bool only_named = false;
  bool fallback = false;
  std::vector<std::string> match_regions;
  int from_days = 0;
  int to_days = 0;  // 0: open end
  std::string source;
  std::string mark;
  std::string confidence;
};

// The least rest of a therapist after a session of so many booked minutes and more, or that may
// hold so many deep ones (sheet b 4.8); 0: after any.
struct RestAfter {
  std::string id;
  Words name;
  int from = 0;
  int deep_from = 0;
  int minutes = 0;
};

// A named rule with its number, words and source: what a recommendation rests on.
struct PlanRule {
  std::string id;
  int value = 0;
  Words text;  // with {name} for arguments
  std::string source;
  std::string mark;
};

// What an answer to a check-in means for the next plan: all of `asked` must hold at one of the
// `moments`. `lighter`: one level less, told with the planning rule of this id; otherwise what was
// done last time helped.
struct HeardAnswer {
  std::string question;
  std::vector<std::string> is;
  std::optional<int> at_least;
  std::optional<int> lower_by;  // than the pain before the session
};
struct HeardRule {
  std::string id;
  bool lighter = false;
  std::vector<std::string> moments;
  std::vector<HeardAnswer> asked;
};

// How therapists are ranked; see matching.toml.
struct MatchRules {
  std::map<std::string, int, std::less<>> weights;
  std::map<std::string, Words, std::less<>> texts;
  std::map<std::string, Words, std::less<>> shorts;  // the same as part of one sentence
  Words sentence;                                    // {reasons}
  Words and_word;
  // Bounded exploration: who has treated fewer people here leads one question in so many.
  int new_below = 0;
  int one_in = 0;
  int most_points = 0;  // never past somebody who is so much better suited
  // Measured results.
  std::vector<int> strata;       // starting pain at which another stratum begins
  int different_permille = 975;  // posterior chance before a difference is shown
};

struct PlanProtocol {
  std::string version;  // digest of all texts
  Anatomy anatomy;
  std::vector<Technique> techniques;
  std::vector<Modality> modalities;
  std::vector<Position> positions;
  // By position: where the lower side bears the weight, and nobody lies who has pain there.
  std::map<std::string, std::vector<std::string>, std::less<>> lies_on;
  std::vector<SessionLength> lengths;  // rising
  TenderPointDose tender_points;
  std::vector<LoadLimit> load;
  std::vector<RestAfter> rests;
  std::vector<DepthLevel> depths;
  std::vector<ComfortBand> comfort;
  std::vector<EvidenceLevel> evidence;  // weakest first
  std::vector<Condition> conditions;
  std::vector<PlanRule> rules;
  std::vector<OrderRule> order;
  std::vector<HeardRule> heard;
  std::vector<NextStep> next;     // what each verdict asks of the next plan
  std::vector<CourseFlag> flags;  // what a course shows beside its verdict
  MatchRules match;

  const Technique* technique(std::string_view id) const;
  const Modality* modality(std::string_view id) const;
  const Position* position(std::string_view id) const;
  const Condition* condition(std::string_view id) const;
  const EvidenceLevel* evidence_level(std::string_view id) const;
  const PlanRule& rule(std::string_view id) const;  // an empty rule where there is none
};

// Reads every file that says `kind = "plan"` and checks all of it. Errors as read_protocol's.
Result<PlanProtocol> read_plan_protocol(std::vector<File> files);

}  // namespace fascia::care
