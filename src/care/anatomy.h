// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "care/intake.h"
#include "care/protocol.h"

// The body as data: regions, spots to keep off, muscles and where their pain is felt; and which
// muscles a therapist may check first for the places that a person marked. A hint, no diagnosis.
namespace fascia::care {

// A region whose treatment needs its own reason, alternative and signature (R12).
enum class OwnConsent : char { no, always, by_clinic_policy };

struct BodyRegion {
  std::string id;
  Words name;
  bool paired = true;  // left and right; otherwise the midline
  std::string view;    // front, back or both
  int cap = 0;         // hard depth cap 0-5; 0: no pressure work, in no plan
  std::vector<std::string> neighbours;
  bool meets_other_half = false;  // trunk and head: left and right touch at the midline
  std::string snomed;             // body structure, to be checked before use; may be empty
  std::string confidence;
  OwnConsent consent = OwnConsent::no;
  std::optional<int> ceiling;  // of discomfort, where a place has its own (sheet b 4.2)
};

// A spot, smaller than its regions, where nerves or vessels lie shallow (sheet b 5.2).
struct CautionZone {
  std::string id;
  Words where;
  std::vector<std::string> regions;
  std::string structures;
  std::optional<int> cap;  // hard depth cap at the spot; nothing: only the rule
  Words rule;
};

enum class Layer : char { superficial, intermediate, deep };
std::string_view to_string(Layer layer);

struct Muscle {
  std::string id;
  Words name;
  std::vector<std::string> locations;  // first is the main one
  Layer layer = Layer::superficial;
  int prior = 100;  // how often it is a source, percent: 100, 90, 75
  std::map<std::string, int, std::less<>> referral;  // region -> quarters: 4 essential, 2 spillover
  int cap = 0;                                       // hard depth cap 2-5
  std::vector<std::string> positions;                // best first
  std::vector<std::string> techniques;
  std::string worse_with;
  Words caution;
  bool both_sides = false;  // if chosen, both sides are planned
  std::string mark;
  std::string confidence;
};

// What pain from these muscles can also be: shown beside them, for the therapist to check.
struct Lookalike {
  std::string id;
  std::vector<std::string> muscles;
  Words text;
  std::string source;
  std::string mark;
};

// When probable sources are not computed and a safety word stands instead (sheet b 5b.1). Each
// list must meet a mark; `facts` as in Sources.
struct SourceGate {
  std::string id;
  Words text;
  std::vector<std::vector<Region>> all_of;
  int intensity = 1;  // the strongest of the marks that meet
  std::optional<int> age_from;
  std::string when;    // a fact that must be there
  std::string unless;  // a fact that lifts it
  bool one_side = false;
};

struct Anatomy {
  std::vector<BodyRegion> regions;
  std::vector<CautionZone> zones;
  std::vector<Muscle> muscles;
  std::vector<SourceGate> gates;
  std::vector<Lookalike> lookalikes;
  std::map<std::string, std::vector<std::string>, std::less<>> coarse;  // "upper-back" -> ids

  const BodyRegion* region(std::string_view id) const;
  const Muscle* muscle(std::string_view id) const;
};

// Is there such a place: a known id with a side it has?
bool exists(const Anatomy& anatomy, const Region& region);
// Region ids of a region id or of a coarse name; empty for an unknown word.
std::vector<std::string> expand(const Anatomy& anatomy, std::string_view name);
// The sides of each id: L and R, or M.
std::vector<Region> with_sides(const Anatomy& anatomy, const std::vector<std::string>& ids);
// Neighbours of one place on its own side, and the other half of the same trunk region.
std::vector<Region> neighbours(const Anatomy& anatomy, const Region& region);
// "Low back, right side" / "Bas du dos, côté droit". The id itself where the body has no such
// place.
std::string region_name(const Anatomy& anatomy, const Region& region, std::string_view language);

// "Low back, both sides" where `all` holds both sides of this region, else the name of its one
// place in `all`.
std::string side_names(const Anatomy& anatomy, const std::string& id,
                       const std::vector<Region>& all, std::string_view language);

enum class Strength : char { weak, possible, strong };
std::string_view to_string(Strength strength);

struct ProbableSource {
  std::string muscle;
  Side side = Side::left;
  bool both_sides = false;
  int score_tenths = 0;  // 0-1000: the score times ten, rounded half up, exact
  double coverage = 0;   // how much of the marked pain it can explain, 0-1
  double fit = 0;        // how little of its own pattern is unmarked, 0-1
  Strength strength = Strength::weak;
};

// Every muscle with any weight in a marked region, per side, in the order of sheet b 5b.3.
std::vector<ProbableSource> probable_sources(const Anatomy& anatomy,
                                             const std::vector<Pain>& pains);
// The rows to show (5b.4): sides joined, 30 points and more, three, or those tied with the third.
std::vector<ProbableSource> shown_sources(const Anatomy& anatomy, const std::vector<Pain>& pains);
// The muscles that lie under the marks; first list to show when one region is marked.
std::vector<std::string> muscles_under(const Anatomy& anatomy, const std::vector<Pain>& pains);
// What is left to explain after the top muscle: marks where it weighs less than 0.75.
std::vector<Pain> unexplained(const Anatomy& anatomy, const std::vector<Pain>& pains,
                              const ProbableSource& top);

// `facts`: red_flag_open, clearance, calf_swelling_or_heat, temple_pain_new.
using PainFacts = std::set<std::string, std::less<>>;
// The gate that bars the list of sources, or nothing.
const SourceGate* closed_gate(const Anatomy& anatomy, const std::vector<Pain>& pains, int age,
                              const PainFacts& facts);

}  // namespace fascia::care
