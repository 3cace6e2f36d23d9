// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "care/protocol.h"
#include "care/screening.h"
#include "care/shared_list.h"

// What screening needs of a protocol for every answer, worked out once when it was read: what it
// asks of each question, small and side by side, and which rules an answer can wake.
namespace fascia::care {

// One question, by its slot.
struct Asked {
  std::int32_t parent = -1;
  std::int32_t valid_days = 0;
  Kind kind = Kind::tri;
  Gate gate = Gate::note;
  bool topic = false;
  bool line = false;
  bool if_unsure = false;
  bool on_condition = false;  // asked_when says whether
  bool yes_is_safe = false;

  bool has_parent() const { return parent >= 0; }
  bool is_detail() const { return has_parent() && !topic; }
};

// What a rule says, made once: its findings share it.
struct RuleWords {
  struct OfChange {
    Shared<std::vector<std::string>> techniques, tools, positions;
  };
  struct OfRow {
    Shared<Words> reason, advice;
    std::vector<OfChange> changes;
    std::vector<std::size_t> reads;  // slots of the questions, each once
  };
  Shared<Words> title;
  Shared<std::vector<Source>> sources;
  std::vector<OfRow> rows;
  // Whether its rows hold alike for each kind of service: none asks for it, or for what others
  // raised, and what is an emergency for one is that or nothing for the other.
  bool alike = false;
};

struct ScreeningIndex {
  std::unordered_map<std::string, std::size_t> slots;  // by the questions' ids
  std::vector<Asked> asked;                            // by slot
  std::vector<Known> unknown;                          // by slot: where nothing is known
  std::vector<std::size_t> looks_ahead;  // slots: asked on a condition of questions behind it
  std::vector<std::size_t> if_unsure;    // slots
  std::vector<std::vector<std::size_t>> topics;  // by the slot of their line
  bool asks_by_service = false;  // whether a question is asked depends on the kind of service
  WayBits tools;
  SharedList<Region> everywhere;
  // The limits that hold for everybody: places with their depth, and all of these places.
  std::vector<std::pair<RegionBits, int>> always;
  RegionBits always_places;
  SharedList<Region> always_listed;
  std::array<Limits, 2> limits_alone;  // by the kind of service: where nothing else limits anything
  // Rules by their place in the protocol: those that have to be judged whatever was said, and by
  // slot those that a telling answer (is_telling) wakes. A rule that sleeps would find nothing.
  std::vector<std::size_t> awake;
  std::vector<std::vector<std::size_t>> wakes;
  std::vector<RuleWords> words;  // by the rules' place
  // By urgency: the advice of a finding that has none of its own.
  std::array<Shared<Words>, 5> urgency_advice;
};

std::shared_ptr<const ScreeningIndex> make_index(const Protocol& protocol);
// That of a protocol that was read; of one made by hand and empty: an empty one.
const ScreeningIndex& index_of(const Protocol& protocol);

const RuleWords& words_of(const Protocol& protocol, const Rule& rule);

// Says more than the plain no of its kind, or is a detail that was to be told and is open.
bool is_telling(const Asked& question, const Known& known);
// The rules that may find something, in the protocol's order.
std::vector<const Rule*> woken_rules(const Protocol& protocol, const Facts& facts);

}  // namespace fascia::care
