// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "care/plan_rules.h"

// The plan of one session, from values alone: the same protocol and input always give the same
// plan. A therapist may change every value downward freely, upward to the hard caps with a reason.
namespace fascia::care {

struct LastSession {
  std::vector<std::string> eased;  // technique ids that helped
  std::vector<std::string> used;   // technique ids of the last visit
  int highest_discomfort = 0;      // 0-10
  bool sore_over_72_hours = false;
  std::vector<std::string> lighter;  // further rules that ask for one level less
  std::vector<Region> stopped;       // where a technique was stopped
};

// Why something is limited, from the screening: one for each change that a finding asks for.
struct Reason {
  std::string rule;
  Words text;
  std::string source;
  std::string mark;
  std::string version;          // of the protocol that says so
  std::vector<Region> regions;  // empty: everywhere
  std::optional<int> max_depth;
  std::vector<std::string> forbids;  // techniques and tools
  std::optional<int> minutes;
  bool operator==(const Reason&) const = default;
};
std::vector<Reason> reasons_of(const Screening& screening);

// What the client's answers say about one modality.
struct ModalityLimit {
  std::string modality;
  std::vector<std::string> regions;  // ids; empty: everywhere
  bool caution = false;              // otherwise barred
  Words why;
};

struct PlanInput {
  std::vector<Pain> pains;
  int age = 40;                    // whole years on the day of the visit
  int days_since_start = 365;      // of the main problem
  std::vector<std::string> named;  // condition ids that the client or a record names
  std::string grade;               // of a staged condition, e.g. "II"; set by staff
  // What the client's own answers say of a named condition: its grade, and days since it began.
  std::map<std::string, std::string> grades;
  std::map<std::string, int> began;
  std::set<std::string> cleared;  // condition ids: a scan or a physician's letter
  ServiceKind service = ServiceKind::deep;
  std::vector<std::string> techniques;  // that the therapist offers; empty: all
  int minutes = 60;                     // booked
  Limits limits;
  std::vector<Reason> reasons;
  std::vector<ModalityLimit> modalities;
  std::vector<Region> declined;          // no consent (R12)
  std::vector<Region> deep_lately;       // worked at depth 4+ in the last 48 hours
  std::optional<int> deep_minutes_left;  // of the therapist today
  bool first_visit = true;
  int visits_done = 0;  // in this course
  int calm_visits = 0;  // the newest, one after the other, that surely no flare followed
  Verdict verdict = Verdict::too_early;
  bool goal_met = false;         // with "responding"
  bool function_better = false;  // with "not responding"
  int spread_before = 0;         // how often the visits were spread out already
  LastSession last;
  std::optional<int> client_ceiling;  // agreed in the room, 0-10
  PainFacts facts;
  std::string screening_version;  // of the rules that made `limits`
};

// What a line of a plan rests on (invariant 4).
struct Basis {
  std::string rule;
  std::string source;
  std::string mark;
  std::string version;
};
struct Recommendation {
  std::string id;
  std::vector<std::pair<std::string, std::string>> args;
  Words text;
  Basis basis;
};

struct WorkedPlace {
  Region region;
  int depth = 0;  // at most; 0: movement without pressure
  std::vector<std::string> techniques;
  int weight = 3;  // its part of the block's minutes, beside the others' weights
};
struct WorkedMuscle {
  std::string id;
  int depth = 0;  // at most
};
struct Segment {
  Phase phase = Phase::settle;
  int half_minutes = 0;
  std::vector<WorkedPlace> places;  // none while settling or turning
  std::vector<WorkedMuscle> muscles;
  int depth_low = 0;
  std::string position;
  std::optional<Side> up;  // the side that is worked, where the position reaches one alone

  int depth() const;  // the deepest of the places
  double minutes() const { return half_minutes / 2.0; }
  double minutes_at(const WorkedPlace& place) const;
  // The same of each place as it is printed, in tenths; the last takes what rounding leaves, so
  // that they sum to the block.
  std::vector<int> tenths_at_places() const;
};

struct Avoid {
  std::optional<Region> region;  // nothing: the whole body
  std::string what;              // technique or tool; empty: any touch
  Words reason;
  Basis basis;
};
struct OwnConsentRegion {
  Region region;
  bool by_clinic_policy = false;
};
struct Beside {
  std::string modality;
  std::vector<Region> regions;
  int minutes = 0;
  std::string at;    // before, during or after the specific work
  bool ask = false;  // only with the therapist's yes: `avoid` says why
};
struct Discomfort {
  int target_low = 4;
  int target_high = 5;
  int ceiling = 6;
  std::map<Region, int> places;  // where a place has a lower ceiling of its own

  int at(const Region& region) const;
};

struct Plan {
  std::string version;            // of the planner's rules, and
  std::string screening_version;  // of those that said what may be worked
  std::string condition;
  std::vector<std::string> also;  // further named conditions; their stop rules hold too
  ServiceKind service = ServiceKind::deep;
  int booked = 0;   // minutes
  int minutes = 0;  // the sum of the segments
  // The hard caps of today (sheet b 4.1), which no reason of anybody raises: anywhere, and the
  // places where it is less.
  int hard_depth = 5;
  std::map<Region, int> hard_depths;
  std::vector<Segment> segments;
  int deep_half_minutes = 0;      // at depth 4 and more
  int deep_limit = 0;             // minutes
  std::vector<Region> next_time;  // marked, but too much for this visit
  std::vector<ProbableSource> sources;
  std::string sources_barred;  // id of the gate that is closed
  int tender_points = 0;       // at most
  std::vector<Avoid> avoid;
  std::vector<std::string> spots;      // zone ids in the worked regions
  std::vector<std::string> positions;  // in the order of use
  std::vector<Beside> beside;
  std::vector<OwnConsentRegion> own_consent;
  Discomfort discomfort;
  int visits = 0;  // suggested until the next measurement, at most six (R10)
  int visits_a_week = 1;
  int days_between = 0;      // of two visits that are spread out; 0: as often a week as that
  int spread = 0;            // how often they were, with this plan
  int reassess_at = 0;       // visit number in the course
  int reassess_in_days = 0;  // from this visit, at that many visits a week
  int course = 0;            // visits in the whole course
  StudiedLength studied;     // what fits this client; 0 minutes: nothing
  StudyEvidence evidence;    // for this condition
  std::vector<Recommendation> recommendations;
  std::vector<Recommendation> for_client;  // plain words, in reading order
  std::vector<Recommendation> watch;       // what to look out for while working
};

// What intake and screening say to the plan: pains, age, time since the start, limits and their
// reasons. Nothing may be touched until the screening is decided and lets the visit go ahead.
PlanInput plan_input(const PlanProtocol& protocol, const Intake& intake, const Screening& screening,
                     int minutes);
// Days since a problem began, from a person's own words: "3 weeks", "depuis deux mois",
// "2026-09". Nothing where no time is found in them.
std::optional<int> days_since(std::string_view words, Date today);

// Total: any input gives a plan; where nothing may be touched it is only talk.
Plan make_plan(const PlanProtocol& protocol, const PlanInput& input);

// R30: the plan for the minutes that are left. The close stays, deep minutes are capped by the new
// length. Never longer than the plan.
Plan cut_to(const PlanProtocol& protocol, Plan plan, int minutes_left);

// Where a plan breaks a rule about the order of work: none in a plan that make_plan made. For plans
// that a therapist changed.
struct OrderFault {
  std::string rule;
  std::size_t segment = 0;
  Region region;
  Words text;
};
std::vector<OrderFault> order_faults(const PlanProtocol& protocol, const Plan& plan);

// The spots of the worked places with the places of the body map where they lie.
struct SpotOnMap {
  std::string zone;
  Words where, rule;
  std::optional<int> cap;
  std::vector<Region> regions;  // worked places in which it lies
};
std::vector<SpotOnMap> spots_on_map(const PlanProtocol& protocol, const Plan& plan);

// What the client's answers suggest of the grade of this condition, each reason in words; a prompt
// to whoever examines, which changes no plan by itself.
struct SuggestedGrade {
  std::string grade;
  std::vector<Words> reasons;
  std::string source;
  std::string mark;
};
std::optional<SuggestedGrade> suggested_grade(const Condition& condition, const AnswerMap& answers);
// The grades that the stages of a condition tell apart, mildest first; none of most conditions.
std::vector<std::string> grades_of(const Condition& condition);

// Was this said? An unsure answer counts where `unsure` says so.
bool was_said(const AnswerMap& answers, const SaidAnswer& wanted, bool unsure = false);

// Answers of a check-in as kept: numbers and ids of options.
struct CheckInHeard {
  std::string moment;
  std::map<std::string, std::vector<std::string>, std::less<>> said;
  std::optional<int> pain_before;
};
// Somebody answered late enough for a flare to show, and no answer tells of one.
bool was_calm(const PlanProtocol& protocol, const std::vector<CheckInHeard>& answers);
// What they change in the next plan; `techniques` were used last time.
void hear(const PlanProtocol& protocol, const std::vector<CheckInHeard>& answers,
          const std::vector<std::string>& techniques, LastSession& last);

// Which template serves, from names, marks and age of the problem.
const Condition* choose_condition(const PlanProtocol& protocol, const PlanInput& input);
// The row of 4.7 for any number of minutes; between rows by the lower one, in proportion.
SessionLength length_for(const PlanProtocol& protocol, int minutes);
// Half minutes of each block for that length: shares rounded, the rest to the general block, least
// open and close held. `places` says which blocks have something to do (empty: all).
std::vector<int> share_out(const std::vector<Block>& blocks, const SessionLength& length,
                           const std::vector<bool>& used = {});

// All of a plan as the store keeps it, and back: what was planned stays as it was decided, whatever
// the protocol says later. Error plan_unreadable.
boost::json::object write_plan(const Plan& plan);
Result<Plan> read_plan(const boost::json::value& kept);

// In sentences: how sure studies are, what that means and what it hangs on. Empty where none is
// known or the protocol has no such level any more.
Words evidence_text(const PlanProtocol& protocol, const StudyEvidence& evidence);

// As `fascia plan --json` prints it; words in `language` ("en" or "fr").
boost::json::object to_json(const PlanProtocol& protocol, const Plan& plan,
                            std::string_view language = "en");

}  // namespace fascia::care
