// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/screening.h"
#include "clinic/clinic.h"
#include "store/treatment.h"

namespace fascia::clinic {

// R7: what a therapist changed of the plan of one visit, and why.
struct PlanChange {
  // `raise` is the only one that loosens: one level more than a finding that says "modify" allows.
  // `refuse`: no massage today. `grade`: what the therapist found of a hurt that has grades.
  enum class Kind : char {
    depth,
    ceiling,
    minutes,
    leave_out,
    technique,
    refuse,
    raise,
    back,
    grade
  };
  store::PlanChangeId id;
  Kind kind = Kind::depth;
  std::optional<care::Region> region;  // of leave_out; of depth: nothing is everywhere
  std::string technique;
  int to = 0;              // depth 1-5, ceiling 0-10 or minutes, at most
  std::string rule;        // of raise: the finding; of grade: the condition
  std::string grade;       // of grade
  store::PlanChangeId of;  // of back: the change that is taken back
  std::string reason;
  std::string by;  // name
  Instant at;
  bool taken_back = false;
};

struct ChangePlan {
  AppointmentId appointment;
  PlanChange change;  // without id, by, at
};

// Stricter at any time until the session has ended; a refusal says why. Looser only as sheet
// a 4.1(8)(b) allows: the depth of a finding that says "modify", by one level, to 4 at most, never
// where the item is for life or never offered, with a typed reason and before the session starts.
// Taking a change of one's own back needs a reason too; what was changed before the start is not
// taken back after it. Errors: those of own_visit; screening_missing, session_started,
// session_ended (conflict); change_looser on `to`; grade_unknown, grade_milder on grade: no grade
// is milder than what a doctor found, and one that is milder than the answers suggest needs a
// reason, as does one where they suggest none; region_unknown, technique_unknown on region,
// technique; change_reason_missing on reason; raise_not_allowed on rule; change_unknown on change.
Done change_plan(Clinic& clinic, const Actor& actor, const ChangePlan& in);

// All of a visit, oldest first.
std::vector<PlanChange> changes_of(store::Connection& c, const Clinic& clinic, AppointmentId id);
// The screening's limits as the therapist has changed them; findings stay as they were decided.
void apply_changes(const Clinic& clinic, const std::vector<PlanChange>& changes,
                   care::Screening& screening);
bool refused_by_therapist(const std::vector<PlanChange>& changes);
std::optional<int> ceiling_of(const std::vector<PlanChange>& changes);
// Whether sheet a lets a therapist raise the depth of this finding by one level.
bool may_raise(const Clinic& clinic, const care::Finding& finding);

std::string_view to_string(PlanChange::Kind kind);
std::optional<PlanChange::Kind> parse_change_kind(std::string_view text);

}  // namespace fascia::clinic
