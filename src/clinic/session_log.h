// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "care/techniques.h"
#include "clinic/clinic.h"
#include "store/treatment.h"

namespace fascia::clinic {

// One tap of a session. Two numbers stay apart (R26): depth 1-5 is the therapist's, discomfort
// 0-10 is the client's.
struct Tap {
  enum class Kind : char { work, discomfort, stop, undo, withdrawn } kind = Kind::work;
  std::optional<care::Region> region;
  std::string technique;
  int depth = 0;
  int value = 0;      // of discomfort
  std::string cause;  // of a stop: "stop_word", "numb", "dizzy", "other"
  int undone = 0;     // of an undo: the number of the entry it takes back
};
struct LoggedTap {
  int seq = 0;
  Instant at;
  Tap tap;
  bool undone = false;  // by a later undo; both stay in the log
};

// Where the session stands after its taps.
struct SessionState {
  std::optional<care::Region> region;
  std::string technique;
  int depth = 0;
  bool working = false;  // hands are on: false before the first tap and after a STOP
  std::optional<int> discomfort;
  std::map<care::Region, int> eased;  // at most this depth here, since it was too much
  std::set<care::Region> blocked;     // no more today: 8 and over, numbness, consent withdrawn
  std::set<std::pair<care::Region, std::string>> stopped;  // this technique here: the stop word
  bool withdrawn = false;                                  // all of the treatment
};
// From these numbers of the protocol on, a technique is eased or a place is left.
struct ComfortSteps {
  int ease_from = 11;
  int stop_from = 11;
};
ComfortSteps comfort_steps(const std::vector<care::ComfortBand>& bands);
SessionState state_after(const std::vector<LoggedTap>& log, const ComfortSteps& steps);

struct WorkedRegion {
  care::Region region;
  int minutes = 0;  // rounded; 1 at least
  int deep_minutes = 0;
  int deepest = 0;
  int highest_discomfort = -1;  // -1: was not asked here
  std::vector<std::string> techniques;
};
struct SessionStop {
  Instant at;
  std::optional<care::Region> region;
  std::string technique;
  std::string cause;  // as of a stop; "too_much" for a discomfort that stops
};
// What aftercare, chart and figures are made from.
struct SessionSummary {
  std::vector<WorkedRegion> regions;  // most minutes first
  int minutes_delivered = 0;          // R44: from start to end, whole minutes
  int hands_on = 0;                   // minutes with something tapped
  int deepest = 0;
  int deep_minutes = 0;  // at depth 4 and more (R32)
  int highest_discomfort = -1;
  std::vector<SessionStop> stops;
  std::vector<care::Region> withdrawn;
  std::vector<std::pair<Instant, int>> curve;  // discomfort over the session
};
// Pure: the same log gives the same summary. Entries that were undone do not count.
SessionSummary summarise(const std::vector<LoggedTap>& log, const ComfortSteps& steps,
                         Instant started, Instant ended);
inline constexpr int kDeepFrom = 4;

std::vector<LoggedTap> read_log(store::Connection& c, Clinic& clinic, SessionId session);

// What the page must say at once about a number that was tapped.
enum class Advice : char { fine, over_agreed, ease, stop };

Advice advice_for(const Tap& tap, const ComfortSteps& steps, int ceiling);

struct LogTap {
  AppointmentId appointment;
  Tap tap;
  int seq = 0;  // as the page counted it; 0: the next one. Sent twice is kept once (R28).
  std::optional<Instant> at{};  // when it was tapped; it may arrive later. None: now
};
struct Logged {
  LoggedTap entry;
  SessionState state;
  Advice advice = Advice::fine;
  int ceiling = 0;
  bool repeated = false;
};
// Kept when it answers. By the visit's own therapist. Errors: session_missing, session_ended;
// region_unknown, technique_unknown, depth_range, depth_over_limit (arg most), region_blocked,
// technique_stopped, discomfort_range, nothing_to_undo, stop_unknown.
Result<Logged> log_tap(Clinic& clinic, const Actor& actor, const LogTap& in);

// Within a transaction, unchecked: for what another use case charts.
LoggedTap append_tap(store::Transaction& tx, Clinic& clinic, SessionId session, const Tap& tap,
                     Instant at);

}  // namespace fascia::clinic
