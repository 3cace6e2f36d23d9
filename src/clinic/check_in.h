// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "care/check_in.h"
#include "clinic/clinic.h"
#include "clinic/private_link.h"
#include "store/follow_up.h"
#include "store/tasks.h"
#include "store/treatment.h"

namespace fascia::clinic {

// The questions after a session (R41): asked by mail with a private link, answered on a page that
// is complete without staff, and what a person must answer left as a task.

// In the session's own transaction: when the clock is to ask.
void plan_check_in_work(store::Transaction& tx, Clinic& clinic,
                        const store::TreatmentSession& session);
// The clock asks: keeps the check-in and leaves its mail, or a call to make where there is no
// mail. Not when the next session has begun, not when its time is over, and only in allowed hours.
// Twice is once.
Done ask_check_in(store::Transaction& tx, Clinic& clinic, SessionId session,
                  store::CheckInKind kind);
// Once more, to whoever has not answered.
Done ask_check_in_again(store::Transaction& tx, Clinic& clinic, SessionId session,
                        store::CheckInKind kind);
// The same as due work.
template <store::CheckInKind kKind>
Done ask(store::Transaction& tx, Clinic& clinic, std::int64_t session) {
  return ask_check_in(tx, clinic, SessionId{session}, kKind);
}
template <store::CheckInKind kKind>
Done ask_again(store::Transaction& tx, Clinic& clinic, std::int64_t session) {
  return ask_check_in_again(tx, clinic, SessionId{session}, kKind);
}

// As it was answered, in words that stay.
struct AnsweredLine {
  care::Words question, answer;
};
struct Answered {
  store::CheckInKind kind = store::CheckInKind::after_24h;
  Instant at;
  std::vector<AnsweredLine> lines;
  std::string note;
  care::Level level = care::Level::none;
  std::string shown;                 // row whose text was on the screen
  std::vector<care::Words> screen;   // what the client read
  std::vector<std::string> numbers;  // to call, as links
  int ceiling_change = 0;            // proposed for the next session
};
struct OpenCheckIn {
  store::CheckInKind kind = store::CheckInKind::after_24h;
  std::vector<std::string> activities;  // in the client's own words
  std::optional<Answered> answered;
};
// Whether this question is asked once for each activity: as field "<id>.<number from 1>".
bool asks_activities(const Clinic& clinic, const care::CheckInQuestion& question);
// check_in_missing.
Result<OpenCheckIn> open_check_in(Clinic& clinic, const OpenLink& link);
// The fields of the form; others than the questions are left alone. Errors: check_in_missing,
// check_in_answered; of care::read_check_in on the question.
Result<Answered> answer_check_in(Clinic& clinic, const OpenLink& link,
                                 const std::vector<std::pair<std::string, std::string>>& form);

// Asked by phone by whoever the task is for; the task is closed as "spoke". Errors: those of
// take_task and answer_check_in.
Result<Answered> answer_asked_aloud(Clinic& clinic, const Actor& actor, store::TaskId id,
                                    const std::vector<std::pair<std::string, std::string>>& form);

// When the clinic is open, from the shifts as memory holds them.
std::vector<care::OpenSpan> open_spans(const Offer& offer, Instant from);

// What was answered, and the calls so far: for the therapist whose task it is (R20). Errors: those
// of read_task.
struct CallSoFar {
  Instant at;
  std::string outcome;
};
struct CheckInTask {
  store::Task task;
  std::string client_name, client_phone;
  std::vector<Answered> answers;  // newest last
  std::vector<CallSoFar> calls;
  std::vector<Instant> tries;         // when to call where nobody was reached
  std::optional<OpenCheckIn> to_ask;  // by phone
};
Result<CheckInTask> read_check_in_task(Clinic& clinic, const Actor& actor, store::TaskId id);
// One call was made. Reached: the task is closed as "spoke". Errors: escalation_outcome on outcome;
// those of take_task and close_task.
Done note_call(Clinic& clinic, const Actor& actor, store::TaskId id, std::string_view outcome,
               const PrivateText& note);
// A call about a check-in that waits for nothing else: urgent, or an emergency.
bool is_urgent_call(const store::Task& task);
// Whether a task may be closed with this outcome: such a call needs somebody reached, or enough
// tries (R41); an urgent one whatever else became of it. Other kinds of tasks are not asked. Error
// escalation_tries on outcome.
Done may_close_call(store::Connection& c, Clinic& clinic, const store::Task& task,
                    std::string_view outcome);

// It is time to try again: the call stands at the head of the list once more, for anybody.
Done call_is_due(store::Transaction& tx, Clinic& clinic, std::int64_t task);

// Tells named people by mail, without a word of health, until somebody has taken every urgent
// task. Whom: the setting "alert_to" (addresses with commas), else the clinic's own address.
void plan_alert(store::Transaction& tx, Clinic& clinic, LocationId place);
Done send_alert(store::Transaction& tx, Clinic& clinic, std::int64_t);

}  // namespace fascia::clinic
