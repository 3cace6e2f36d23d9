// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/protocol.h"

// What hands do, as data (sheet b section 4). All lengths in half minutes where named so.
namespace fascia::care {

enum class Phase : char { settle, open, general, specific, integrate, close };
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
  Words not_when;
  std::string mark;
  std::string confidence;
};

struct Modality {
  std::string id;
  Words name;
  Words target;
  int minutes_low = 0;
  int minutes_high = 0;
  int minutes_max = 0;
  Words when;
  Words barred;
  Words caution;
  std::string mark;
};

struct Position {
  std::string id;
  Words name;
  Words setup;
  Words not_for;
  Words offer;
  std::vector<std::string> reaches;  // region ids
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
