// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/protocol.h"

// What hands do, as data (sheet b section 4). All lengths in half minutes where named so.
namespace fascia::care {

// `turn`: the client changes position, nobody is touched.
enum class Phase : char { settle, turn, open, general, specific, integrate, close };
std::string_view to_string(Phase phase);

struct Technique {
  std::string id;
  Words name;
  Words description;
  std::string layer;
  int depth_low = 0;  // 0-5
  int depth_high = 0;
  std::string speed;
  double minutes_low = 0;  // a region and side
  double minutes_high = 0;
  std::vector<std::string> phases;
  bool oil = false;             // on skin with oil: not through clothes
  bool presses_tender = false;  // asks for the client's yes to tender spots being pressed
  Words not_when;
  std::string mark;
  std::string confidence;
};

// Something a person said: one of `is` to this question of the screening ("yes" to a yes/no
// question; none named: anything but no and none).
struct SaidAnswer {
  std::string question;
  std::vector<std::string> is;
};

// What keeps a modality away, or asks for the therapist's yes first. Without regions: everywhere.
struct ModalityBar {
  std::vector<SaidAnswer> any_of;
  std::vector<std::string> regions;
  bool caution = false;
  Words why;
};

// What the therapist makes sure of on the spot, each time, before it is put on.
struct ModalityCheck {
  std::string id;
  Words text;
};

struct Modality {
  std::string id;
  Words name;
  Words target;
  int minutes_low = 0;   // a first time
  int minutes_high = 0;  // later ones
  int minutes_max = 0;   // never longer on one place
  Words when;
  Words barred;
  Words caution;
  std::string at;                   // before, during or after the specific work
  std::vector<std::string> not_on;  // region ids where it is never used
  bool not_when_acute = false;      // not on a place that hurts since less than the acute hours
  int caution_from_age = 0;         // 0: none
  int guardian_below = 0;           // under this age with a guardian in the room; 0: any age
  bool lies = false;                // without hands, which may work elsewhere meanwhile
  bool bare_skin = false;           // not through clothes
  int look_after = 0;               // minutes until the skin is looked at while it is on; 0: never
  int gap = 0;                      // minutes between two times on one place
  // For so many minutes after it nobody works there deeper than this.
  int quiet = 0;
  int quiet_depth = 0;
  std::vector<std::string> then_not;  // techniques that this place no longer gets in the session
  std::vector<ModalityCheck> checks;
  std::vector<ModalityBar> bars;
  std::string source;
  std::string mark;
};

struct Position {
  std::string id;
  Words name;
  Words setup;
  Words not_for;
  Words offer;
  std::vector<std::string> reaches;  // region ids
  bool one_side = false;             // only the side that is up is reached
  int most_minutes = 0;              // at a stretch; 0: any
  bool off_table = false;            // getting there takes more than a turn
  std::string mark;
};

// One row of sheet b 4.7.
struct SessionLength {
  int booked = 0;    // minutes
  int hands_on = 0;  // minutes
  int warm_up = 0;   // least minutes before the first specific block
  int close = 0;     // least minutes of the last block
  int focus = 0;     // most focus regions
  int deep = 0;      // most minutes at depth 4 and more
  int points = 0;    // most tender points
  int moves = 0;     // most changes of position
  int modalities = 0;
};

// A rule about the order of work (sheet b 4.3). What it looks at stands in `check`; its numbers and
// names are data.
enum class OrderCheck : char {
  light_around,  // deep work on a place stands between lighter work on it
  prepared,      // `techniques` only after one of `needs` on the same place
  loosened,      // after `techniques` at `depth` and more one of `needs`, soon
  outward,       // places of one limb from the trunk outward
  both_sides,    // the other side gets its share, lighter
  between,       // `techniques` after general work and before one of `needs` on the same place
  in_a_row       // at most so many blocks at `depth` and more one after the other
};
struct OrderRule {
  std::string id;
  OrderCheck check = OrderCheck::light_around;
  int depth = 0;
  int before_half_minutes = 0;
  int after_half_minutes = 0;
  int before_low = 0, before_high = 0;  // depths of the lighter work
  int after_high = 0;
  std::vector<std::string> techniques;
  std::vector<std::string> needs;
  int within_half_minutes = 0;
  std::vector<std::vector<std::string>> chains;  // region ids, from the trunk outward
  int percent = 0;
  int depth_most = 0;
  int longer_than = 0;  // only in visits of more minutes
  int most = 0;
  std::string instead;  // a planning rule that says it where no technique can
  Words text;
  std::string source;
  std::string mark;
};

struct TenderPointDose {
  int hold_seconds = 0;
  int hold_low = 0;
  int hold_high = 0;
  int hold_max = 0;
  int repeats = 0;
  int repeats_max = 0;
  int a_region = 0;
  int again_hours = 0;
  Words how;
  std::string mark;
};

struct LoadLimit {
  std::string id;
  Words name;
  int warn = 0;
  int hard = 0;
  std::string unit;
  std::string source = {};
};

struct DepthLevel {
  int level = 0;
  std::string id;
  Words moves;
  Words feels;
  Words does;
  std::string tool;
};

struct ComfortBand {
  int low = 0;
  int high = 0;
  Words name;
  Words meaning;
  Words action;
};

}  // namespace fascia::care
