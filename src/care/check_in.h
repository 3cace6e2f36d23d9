// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "care/aftercare.h"
#include "care/expression.h"
#include "care/follow_up_words.h"
#include "care/protocol.h"

// The questions after a session and what an answer makes the clinic do (R41). Questions, rows and
// screens are data (protocols/check-ins.toml); the screen is complete without staff.
namespace fascia::care {

enum class Level : char { none, note, call_soon, call_today, urgent, emergency };
std::string_view to_string(Level level);
std::optional<Level> parse_level(std::string_view text);

struct CheckInMoment {
  std::string id;       // "24h"
  Seconds after{0};     // the session's end
  Seconds reminder{0};  // after sending
  Seconds expires{0};   // after sending
  bool extra = false;   // asked only when an earlier answer calls for it
};

struct CheckInQuestion {
  std::string id;
  std::vector<std::string> at;  // moments
  Kind kind = Kind::number;     // number, choice or multi
  bool signs = false;           // its options are the warning signs
  bool needed = false;
  bool free_text = false;
  std::string measure;  // the answer is a value of this measure
  Words text;
  std::vector<std::pair<std::string, Words>> instead;  // other words at a moment
  double low = 0, high = 10;
  Words low_words, high_words;
  std::vector<Question::Option> options;
};

struct EscalationRow {
  std::string id;
  Expression when;
  std::vector<std::string> unless;  // rows that say it already
  Level level = Level::none;
  int rank = 0;                    // the larger is more urgent
  std::vector<std::string> who;    // roles that must act: lead, therapist, desk
  std::vector<std::string> lines;  // numbers to call at once: "911", "811", "988"
  int open_minutes = 0;            // to act within, of open hours
  int open_days = 0;               // or by the end of that business day
  std::vector<int> tries;          // open minutes of the calls, where nobody was reached
  bool next_morning = false;       // one more call when the clinic opens the next day
  bool alert = false;              // named people are told by mail until somebody takes it
  bool always_shown = false;       // its text stands even below a more urgent one
  Words text;                      // {call}
  Words call;                      // what stands for {call} in open hours
  std::string advice;              // an advice item shown with it
  std::string source, mark;
};

struct CeilingRow {
  Expression when;
  int change = 0;
};

// What is known besides the answers. Missing values are unknown.
struct CheckInContext {
  std::optional<double> pain_before;  // just before the session, else its seven-day mean
  std::optional<double> baseline;     // seven-day mean at the start
  std::optional<int> last_pressure;   // the client's number of that session, 0-10
  std::string pressure_before;        // answer about pressure after the session before
  Tri bleeding_risk = Tri::unknown;
  bool leg_worked = false;
  std::optional<int> age;
};

struct CheckInCase {
  std::string name;
  std::string at;
  std::vector<std::pair<std::string, std::string>> answers;
  CheckInContext context;
  std::vector<std::string> rows;
  int ceiling_change = 0;
  std::optional<int> ceiling;
  std::string shown;
  std::string refused;  // error id instead of a result
  bool asks_again = false;
  std::string file;
  int line = 0;
};

struct CheckInRules {
  std::vector<CheckInMoment> moments;
  std::vector<CheckInQuestion> questions;
  std::vector<EscalationRow> rows;
  std::vector<CeilingRow> ceilings;
  int lowest_ceiling = 0, highest_ceiling = 10;
  Expression ask_again_when;
  std::string ask_again_at;
  std::string pressure_question;      // its answer after the session before is known
  int send_from = 0, send_until = 0;  // minutes of the local day
  Words closed_call;                  // {time}: when the clinic opens
  Words closed_call_unknown;          // where nobody knows when that is
  std::vector<std::string> closed_lines;
  Words nothing;  // the screen when no row holds
  std::string nothing_id;
  int least_tries = 0;
  std::vector<std::string> call_outcomes, reached_outcomes;
  int alert_repeat_minutes = 0;
  Words alert_subject, alert_text;  // no word of health
  std::vector<std::string> crisis_words;
  std::vector<CheckInCase> cases;
  Names names;
};

// When a clinic is open: spans in order, from before `now` to at least ten days on.
struct OpenSpan {
  Instant from;
  Instant until;
};

struct PlannedCheckIn {
  std::string moment;
  Instant due;   // by the session's end
  Instant send;  // the first allowed hour from then on
  Instant remind;
  Instant expires;
};
// Those that a client gets after a session; none once the next session has begun. `extra` names a
// moment to add.
std::vector<PlannedCheckIn> plan_check_ins(const CheckInRules& rules, Instant ended,
                                           const Zone& zone, std::optional<Instant> next_session,
                                           std::string_view extra = {});
Instant send_time(const CheckInRules& rules, Instant due, const Zone& zone);

std::vector<const CheckInQuestion*> questions_at(const CheckInRules& rules,
                                                 std::string_view moment);
const Words& question_text(const CheckInQuestion& question, std::string_view moment);

// A form's fields, several of one name for a question with several answers. Errors on the
// question's id: check_in_missing_answer, check_in_value, check_in_question (unknown or not of this
// moment). A sign that is ticked counts, also beside "none".
struct CheckInAnswers {
  std::string moment;
  AnswerMap answers;
  std::string note;  // the person's own words
};
Result<CheckInAnswers> read_check_in(const CheckInRules& rules, std::string_view moment,
                                     const std::vector<std::pair<std::string, std::string>>& form);

struct Escalation {
  std::string row;
  Level level = Level::none;
  std::vector<std::string> who;
  std::optional<Instant> due;  // in open hours
  std::vector<Instant> tries;
  bool next_morning = false;
  bool alert = false;
  std::string advice;
};

struct CheckInResult {
  std::vector<Escalation> escalations;  // all that hold, the most urgent first
  Level level = Level::none;
  std::string shown;               // row whose text is on the screen
  std::vector<Words> screen;       // paragraphs
  std::vector<std::string> lines;  // numbers to call, as links
  int ceiling_change = 0;          // proposed for the next session
  std::optional<int> ceiling;      // where the last pressure is known
  std::string ask_again;           // moment of one more question; empty: none
};
CheckInResult check_in(const CheckInRules& rules, const ClockWords& clock,
                       const CheckInAnswers& answers, const CheckInContext& context, Instant now,
                       const Zone& zone, const std::vector<OpenSpan>& open);

// A call may be closed when somebody was reached, or after enough tries. Errors
// escalation_outcome, escalation_tries (args made, needed) on field "outcome".
Done may_close(const CheckInRules& rules, std::string_view outcome, int tries_made);

// The instant when so much open time has passed; `now` + time where the spans end before.
Instant after_open_time(Instant now, Seconds time, const std::vector<OpenSpan>& open);
// The end of the n-th business day after the day of `now`.
Instant end_of_business_day(Instant now, int days, const Zone& zone,
                            const std::vector<OpenSpan>& open);

// Runs the cases that stand in the file; empty when all hold.
std::vector<FailedCase> run_check_in_cases(const CheckInRules& rules, const ClockWords& clock);

boost::json::object to_json(const CheckInResult& result, std::string_view language);

}  // namespace fascia::care
