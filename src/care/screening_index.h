// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "care/protocol.h"
#include "care/screening.h"
#include "care/shared_list.h"

// What screening needs of a protocol for every answer, worked out once when it was read: what it
// asks of each question, small and side by side, and which rows of its rules an answer can wake.
namespace fascia::care {

template <class Do>
void for_each_slot(const SlotBits& slots, const Do& what) {
  for (std::size_t slot = slots._Find_first(); slot < slots.size(); slot = slots._Find_next(slot))
    what(slot);
}

// Slots by the ids of their questions. An open table, at most half full. Ids are short and differ
// at their ends, which tell most of them apart.
class SlotNames {
 public:
  SlotNames() = default;
  explicit SlotNames(const std::vector<Question>& questions);
  const std::uint32_t* find(std::string_view id) const;  // nothing: no question is called so

 private:
  struct Ends {
    std::uint64_t head = 0, tail = 0;
    std::uint32_t size = 0;
    bool operator==(const Ends&) const = default;
  };
  struct Entry {
    Ends ends;
    std::uint32_t slot = kFree;
  };
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};
  static Ends ends_of(std::string_view id);
  static std::size_t hash_of(const Ends& ends);

  std::vector<std::string> ids_;  // by slot
  std::vector<Entry> table_;
};

// One question, by its slot.
struct Asked {
  std::int32_t parent = -1;
  std::int32_t valid_days = 0;
  Kind kind = Kind::tri;
  Gate gate = Gate::note;
  bool topic = false;
  bool line = false;
  bool if_unsure = false;
  bool yes_is_safe = false;

  bool has_parent() const { return parent >= 0; }
  bool is_detail() const { return has_parent() && !topic; }
};

// Questions of one sort each.
struct AskedSorts {
  SlotBits first;    // without a parent
  SlotBits parents;  // something hangs on them
  SlotBits topics, details, measured, optional;
  SlotBits sections;      // topics hang on them
  SlotBits in_doubt;      // simpler questions stand in for them (R5)
  SlotBits on_condition;  // asked_when says whether
};

// What hangs on a question.
struct Below {
  std::vector<std::size_t> next;  // the slots of its own details and topics
  SlotBits all;                   // and of what hangs on those, and so on
};

// Some rows of one rule.
struct RowsOf {
  std::size_t rule = 0;  // by its place in the protocol
  RowBits rows;
  RowBits quiet = {};  // those of them that nothing telling was said for
};

// What a rule says, made once: its findings share it.
struct RuleWords {
  // Places that are known when the protocol is read; nothing where a person marks some of them.
  using Places = std::optional<Regions>;
  struct OfChange {
    Shared<std::vector<std::string>> techniques, tools, positions;
    Places places;
  };
  struct OfRow {
    Shared<Words> reason, advice;
    Places places;
    std::vector<OfChange> changes;
    std::vector<std::size_t> reads;  // slots of the questions, each once
    // Where nothing telling was said of these, this is yes just where the row's condition is; where
    // it is not, the row finds nothing.
    Expression when_quiet;
  };
  Shared<Words> title;
  Shared<std::vector<Source>> sources;
  std::vector<OfRow> rows;
  // Whether its rows hold alike for each kind of service, where the same was raised by others: none
  // asks for it, and what is an emergency for one is that or nothing for the other.
  bool alike = false;
  bool same = false;  // alike, and it comes to the same for each kind
  bool reads_raised = false;
};

struct ScreeningIndex {
  SlotNames slots;
  std::vector<Asked> asked;  // by slot
  AskedSorts sorts;
  std::vector<Below> below;                         // by slot
  std::vector<std::size_t> looks_ahead;             // slots: on a condition of questions behind it
  std::vector<std::pair<int, SlotBits>> serve_for;  // days, and the questions whose answers do
  bool asks_by_service = false;  // whether a question is asked depends on the kind of service
  WayBits tools;
  SharedList<Region> everywhere;
  // The limits that hold for everybody: places with their depth, and all of these places.
  std::vector<std::pair<RegionBits, int>> always;
  RegionBits always_places;
  SharedList<Region> always_listed;
  std::array<Limits, 2> limits_alone;  // by the kind of service: where nothing else limits anything
  // Of each rule the rows that may find something whatever was said, and by slot those that read
  // its question. A row that no telling answer wakes would find nothing.
  std::vector<RowBits> awake;
  std::vector<std::vector<RowsOf>> readers;
  std::vector<RuleWords> words;  // by the rules' place
  // By urgency: the advice of a finding that has none of its own.
  std::array<Shared<Words>, 5> urgency_advice;
};

std::shared_ptr<const ScreeningIndex> make_index(const Protocol& protocol);
// That of a protocol that was read; of one made by hand and empty: an empty one.
const ScreeningIndex& index_of(const Protocol& protocol);

const RuleWords& words_of(const Protocol& protocol, const Rule& rule);

// The plain no of its kind.
bool is_plain(const Asked& question, const Answer& answer);
// The questions of which more is said than the plain no of their kind, and the details that were to
// be told and are open.
SlotBits telling(const ScreeningIndex& index, const Facts& facts);
// What may find something, in the protocol's order.
std::vector<RowsOf> woken_rows(const Protocol& protocol, const Facts& facts);

}  // namespace fascia::care
