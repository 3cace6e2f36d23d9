// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "care/outcomes.h"
#include "care/techniques.h"
#include "clinic/clinic.h"
#include "store/treatment.h"

namespace fascia::clinic {

// One tap of a session. Two numbers stay apart (R26): depth 1-5 is the therapist's, discomfort
// 0-10 is the client's.
struct Tap {
  // `pace`: how the strokes go from here on. `comfort`: how at ease the client is, 0-10. `tender`:
  // a spot that was found, how tender it is. `not_deep`: why a deep visit ends without deep work.
  // `put_on`, `look`, `take_off`: heat, cold, cups and stones, and the skin under them.
  enum class Kind : char {
    work,
    discomfort,
    stop,
    undo,
    withdrawn,
    pace,
    comfort,
    tender,
    not_deep,
    put_on,
    look,
    take_off
  } kind = Kind::work;
  std::optional<care::Region> region;
  std::string technique;
  int depth = 0;
  int value = 0;         // of discomfort, comfort, tender
  std::string cause;     // of a stop: "stop_word", "numb", "dizzy", "other"; of not_deep: own words
  int undone = 0;        // of an undo: the number of the entry it takes back
  std::string pace;      // "slow", "usual"
  int count = 0;         // of tender: how many such spots in the place
  std::string muscle;    // of tender; may be empty
  std::string modality;  // of put_on
  bool by_hand = false;  // of put_on: the hands move it
  std::vector<std::string> checked;  // of put_on: what was made sure of, ids of its checks
  int of = 0;                        // of look and take_off: the number of the put_on
  std::string skin;                  // of look and take_off: kSkinFine, kSkinBad
};
inline constexpr std::string_view kSkinFine = "fine";
inline constexpr std::string_view kSkinBad = "bad";  // it leaves the place alone for today
struct LoggedTap {
  int seq = 0;
  Instant at;
  Tap tap;
  bool undone = false;  // by a later undo; both stay in the log
};

// Heat, cold, cups or stones on one place.
struct Applied {
  int seq = 0;  // of the tap that put it on
  std::string modality;
  care::Region region;
  bool by_hand = false;
  Instant from;
  std::optional<Instant> until;   // none: it is on
  std::optional<Instant> looked;  // at the skin, while it was on
  std::string skin;               // afterwards; empty: nobody said
  bool is_on() const { return !until.has_value(); }
};

// Where the session stands after its taps.
struct SessionState {
  std::optional<care::Region> region;
  std::string technique;
  int depth = 0;
  std::string pace;      // stands until another is tapped; empty: none was
  bool working = false;  // hands are on: false before the first tap and after a STOP
  std::optional<int> discomfort;
  std::optional<int> comfort;
  std::map<care::Region, int> eased;  // at most this depth here, since it was too much
  std::set<care::Region> blocked;     // no more today: 8 and over, numbness, consent withdrawn
  std::set<std::pair<care::Region, std::string>> stopped;  // this technique here: the stop word
  bool withdrawn = false;                                  // all of the treatment
  std::vector<Applied> applied;                            // in the order they were put on
};
// From these numbers of the protocol on, a technique is eased or a place is left.
struct ComfortSteps {
  int ease_from = 11;
  int stop_from = 11;
  int uneasy_to = -1;  // at most this much comfort is a word to the therapist
};
ComfortSteps comfort_steps(const Clinic& clinic);
// What so much comfort at the end calls for (sheet c 7.8).
std::vector<const care::MeasureAlert*> comfort_alerts(const Clinic& clinic, int comfort);
SessionState state_after(const std::vector<LoggedTap>& log, const ComfortSteps& steps);

struct WorkedRegion {
  care::Region region;
  int minutes = 0;  // rounded; 1 at least
  int deep_minutes = 0;
  int deepest = 0;
  int highest_discomfort = -1;  // -1: was not asked here
  std::vector<std::string> techniques;
  std::vector<std::string> paces;  // empty: was not noted
};
// A tender spot as it was found last in this session.
struct TenderSpot {
  care::Region region;
  std::string muscle;  // may be empty
  int count = 1;
  int tenderness = 0;  // 0-10, as the client says
  bool same_place(const TenderSpot& other) const {
    return region == other.region && muscle == other.muscle;
  }
};
struct SessionStop {
  Instant at;
  std::optional<care::Region> region;
  std::string technique;
  std::string cause;  // as of a stop; "too_much" for a discomfort that stops, "skin" for a bad one
};
// What aftercare, chart and figures are made from.
struct SessionSummary {
  std::vector<WorkedRegion> regions;  // most minutes first
  int minutes_delivered = 0;          // R44: from start to end, whole minutes
  int hands_on = 0;                   // minutes with something tapped, heat or cups alone too
  int deepest = 0;
  int deep_minutes = 0;  // at depth 4 and more (R32)
  int highest_discomfort = -1;
  std::vector<SessionStop> stops;
  std::vector<care::Region> withdrawn;
  std::vector<std::pair<Instant, int>> curve;  // discomfort over the session
  std::vector<int> comfort;                    // 0-10, each time it was asked, the end too
  std::vector<TenderSpot> tender;              // in the order in which they were found
  std::vector<Applied> applied;                // the same; none is on after the end
  std::string not_deep;                        // why there was no deep work
  // Deep work was done somewhere, and the client said there how strong it felt.
  bool has_pressure() const;
  // Of what was asked; nothing when nothing was.
  std::optional<double> mean_comfort() const;
  // Places whose pace nobody noted: the note is not complete without it.
  std::vector<care::Region> without_pace() const;
};
// How often the client's comfort is asked while it runs, evenly spread.
inline constexpr int kComfortAsks = 2;
// Whether one of them is due now, after so many were answered.
bool comfort_is_due(Instant started, Instant finish, Instant now, std::size_t asked);
// Pure: the same log gives the same summary. Entries that were undone do not count.
SessionSummary summarise(const std::vector<LoggedTap>& log, const ComfortSteps& steps,
                         Instant started, Instant ended);
inline constexpr int kDeepFrom = 4;

std::vector<LoggedTap> taps_of(const std::vector<store::SessionEntry>& entries);
std::vector<LoggedTap> read_log(store::Connection& c, Clinic& clinic, SessionId session);

// What the page must say at once about a number that was tapped.
enum class Advice : char { fine, over_agreed, ease, stop, uneasy, skin };

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
// region_unknown, technique_unknown, depth_range, depth_over_limit (arg most), depth_after_cold
// (the same), region_blocked, modality_there, technique_stopped, technique_after_cold,
// technique_needs_oil and tender_no_consent (both by the consent), pace_unknown, comfort_range,
// tender_range, tender_count, muscle_unknown, discomfort_range, nothing_to_undo, stop_unknown;
// those of check_put_on; modality_not_on, skin_unknown of a look and a taking off. Where the skin
// is bad the clinic's lead gets a task.
Result<Logged> log_tap(Clinic& clinic, const Actor& actor, const LogTap& in);

// Within a transaction, unchecked: for what another use case charts.
LoggedTap append_tap(store::Transaction& tx, Clinic& clinic, SessionId session, const Tap& tap,
                     Instant at);
// The clinic's lead asks this client how the visit was.
void tell_lead_of_visit(store::Transaction& tx, Clinic& clinic,
                        const store::TreatmentSession& session);

}  // namespace fascia::clinic
