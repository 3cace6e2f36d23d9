// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "care/screening.h"
#include "care/screening_index.h"

// Steps of screening that its files share.
namespace fascia::care {

constexpr int kAnyDepth = 5;

// Whether a question of this class without an answer holds a booking.
bool blocks_when_missing(Gate gate);
// Asked, and without an answer that may be looked at.
bool is_open(const Question& question, const Facts& facts);
// To be shown now: not settled, and its parent (if any) answered so that it matters.
bool is_shown(const Question& question, const Facts& facts);

// What is still to be asked or measured, whatever the service.
struct Open {
  std::vector<std::size_t> missing, ask_on_the_day, measure_on_arrival;  // slots
  bool staff_call = false;
  int max_depth = kAnyDepth;  // until it was asked
};

Open list_open(const Protocol& protocol, const Facts& facts);

// Rows of a rule whose condition holds, and those where it is open.
struct MayHold {
  RowBits sure, open;
};
// Of these rows of a rule. Those that a kind of service asks nothing more for are not looked at;
// without a kind, the rows of a rule whose words are `alike`.
MayHold rows_that_may_hold(const Protocol& protocol, const RowsOf& some, const Facts& facts,
                           std::optional<ServiceKind> service);

// A row that counts for a kind of service.
struct Held {
  const Row* row = nullptr;
  Decision decision = Decision::proceed;
  bool unsure = false;
  std::vector<std::size_t> open;  // slots that left it open; empty: it holds
  bool opened = false;            // a letter opens its places
};

// What one rule comes to, before it is put into words: the strictest row that holds, with the
// changes of all that do; what a physician answered and what the clinic loosened are taken in. It
// points into the protocol and the letters.
struct Ruling {
  const Rule* rule = nullptr;
  std::vector<Held> held;
  std::size_t first = 0;  // the row that decides
  Decision decision = Decision::note;
  std::optional<Decision> there;
  Urgency urgency = Urgency::none;
  std::optional<Date> earliest;
  FoundLetter found;
  const Loosening* loosened = nullptr;
  std::optional<Decision> before_loosening;

  bool unsure() const { return held[first].unsure; }
};
// One ruling a rule at most.
std::optional<Ruling> judge(const Protocol& protocol, const Rule& rule, const Facts& facts,
                            ServiceKind service, const std::vector<RuleLetter>& letters);
std::optional<Ruling> judge(const Protocol& protocol, const Rule& rule, const MayHold& rows,
                            const Facts& facts, ServiceKind service,
                            const std::vector<RuleLetter>& letters);

// A change of the work with its places and names as bits. No places: everywhere.
struct Narrowing {
  RegionBits places = {};
  std::optional<int> max_depth = {};
  WayBits forbids = {};
  const std::vector<std::string>* positions = nullptr;  // allowed; none: all
  std::optional<int> minutes = {};
  const Change* of = nullptr;  // the protocol's, where it comes from one
  const RuleWords::OfChange* words = nullptr;
  const Regions* listed = nullptr;  // its places, where somebody has them as a list

  // The same limits, wherever they come from.
  bool limits_as(const Narrowing& other) const {
    return places == other.places && max_depth == other.max_depth && forbids == other.forbids &&
           positions == other.positions && minutes == other.minutes;
  }
};
// Places on the body map that something is about.
struct About {
  RegionBits places = {};
  const Regions* listed = nullptr;
};
// Lists by their bits, made once a screening: many findings, places and both kinds of service name
// the same places, techniques and tools.
class Lists {
 public:
  Lists(const Protocol& protocol, const ScreeningIndex& index)
      : protocol_(&protocol), index_(&index) {}
  explicit Lists(const Protocol& protocol) : Lists(protocol, index_of(protocol)) {}

  const Protocol& protocol() const { return *protocol_; }
  const ScreeningIndex& index() const { return *index_; }
  Regions places(const RegionBits& bits);
  Forbidden ways(const WayBits& bits);

 private:
  const Protocol* protocol_;
  const ScreeningIndex* index_;
  std::vector<std::pair<RegionBits, Regions>> places_;
  std::vector<std::pair<WayBits, Forbidden>> ways_;
};
// Adds what a ruling changes, each change once; says the places it is about.
About narrow(const Protocol& protocol, const Ruling& ruling, const Facts& facts,
             ServiceKind service, std::vector<Narrowing>& into);
Finding in_words(Lists& lists, const Ruling& ruling, const Facts& facts, ServiceKind service);
// The same with what narrow() said of it, into an empty finding.
void put_in_words(Lists& lists, const Ruling& ruling, const Facts& facts, const About& about,
                  std::span<const Narrowing> changes, Finding& finding);
// The depth that is left anywhere.
int depth_left(const std::vector<Narrowing>& all, bool no_touch, ServiceKind service);
Limits merge(Lists& lists, const std::vector<Narrowing>& all, bool no_touch, ServiceKind service);
Limits merge(const Protocol& protocol, const std::vector<Finding>& findings, ServiceKind service);
// The same for the index itself, which knows what is left where nothing limits anything.
Limits merge_anew(Lists& lists, const std::vector<Narrowing>& all, bool no_touch,
                  ServiceKind service);

// One answer as JSON text; "null" where nothing was said.
std::string answer_text(const AnswerMap& answers, const std::string& id);

}  // namespace fascia::care
