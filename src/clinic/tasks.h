// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clinic/clinic.h"
#include "store/tasks.h"

namespace fascia::clinic {

// Something a person must do. `kind` says what in words that tell nothing of health: its text is
// catalogue [task] `kind`, and the desk reads it (R20). The reason goes into `payload` alone.
// Kinds so far: call_after_refusal, call_before_visit, check_in_answer, emergency_call,
// clearance_missing, mail_bounced, chart_unsigned, intake_overdue, tell_change, check_in_call,
// lead_decides, reminder_call, hand_over_sheet, birth_date_missing, client_says_new,
// clearance_reply, letter_gentler, offer_gentler, letter_released, letter_lapsed, wait_call,
// other_of_two, clock_collision, visit_parted, like_not_online, course_for_lead, visit_for_lead,
// course_for_lead_early, answer_for_lead, rules_changed, offer_change.
struct NewTask {
  std::string kind;
  bool urgent = false;
  ClientId client;
  AppointmentId appointment;
  store::Role role = store::Role::therapist;  // who must act
  PractitionerId practitioner;                // which therapist; none: any
  Instant due;
  PrivateText payload;
};
// Within the transaction of the use case that needs somebody. An open task of the same kind about
// the same appointment is kept: its due time is brought forward, it becomes urgent if this one is,
// and the payload is added to its own. An urgent one alerts named people until somebody takes it.
store::TaskId add_task(store::Transaction& tx, Clinic& clinic, const NewTask& in);

// What anybody on the staff may see of it. Never what was answered.
struct WaitingTask {
  store::Task task;
  std::string client_name, client_phone;  // empty: no client
  std::string practitioner_name;          // who must act; empty: anybody of the role
  std::string taken_by_name;
  std::optional<WallTime> visit;  // of its appointment
  bool may_act = false;           // whether this person may take and close it
  bool may_read = false;          // whether read_task answers this person
};
// The open ones. Desk and owner see all of them; a therapist those for therapists that are not
// somebody else's.
std::vector<WaitingTask> waiting_tasks(Clinic& clinic, const Actor& actor);

// Why it waits: only for a therapist whose task it is (theirs, anybody's, or taken by them), with
// an audit event. Who steps in for a colleague types a reason once where the person is no client of
// theirs (R20): chart_reason_missing on reason. task_unknown; forbidden for everybody else, the
// owner who does not treat included.
Result<store::TaskContent> read_task(Clinic& clinic, const Actor& actor, store::TaskId id,
                                     const std::string& reason = {});
// Nobody says how a call for a colleague's task went without having read why it was due:
// task_unread (forbidden).
Done read_before_acting(store::Connection& c, const Clinic& clinic, const Actor& actor,
                        const store::Task& task);

// "I do it." task_taken when a colleague does; forbidden when it is not for this role.
Done take_task(Clinic& clinic, const Actor& actor, store::TaskId id);
Done give_back_task(Clinic& clinic, const Actor& actor, store::TaskId id);

// How it ended: spoke, left_word, booked_again, moved, cancelled, sent_on, not_needed. No closing
// without one (outcome_missing), none for a colleague unread (task_unread). The note is sealed.
// task_closed when it is closed already. An urgent call about a check-in (is_urgent_call) that is
// sent on is not closed: it waits for the colleague `to`, who may act on it (colleague_missing on
// to); the errors of may_close_call.
Done close_task(Clinic& clinic, const Actor& actor, store::TaskId id, std::string_view outcome,
                const PrivateText& note, StaffId to = {});
const std::vector<std::string>& task_outcomes();
// Whom an urgent call may be sent on to: whoever works here and may act on it, without the asking.
struct Colleague {
  StaffId id;
  std::string name;
};
std::vector<Colleague> colleagues_for(Clinic& clinic, const Actor& actor, store::TaskId id);
// What became moot by itself: the open one of this kind about this appointment ends as not_needed,
// or as what the program knows of it (visit_refused).
void drop_task(store::Transaction& tx, Clinic& clinic, std::string_view kind,
               AppointmentId appointment, std::string_view outcome = "not_needed");
// Ends it as done by nobody in particular. Within the transaction of the use case that settles it.
void end_task(store::Transaction& tx, const Clinic& clinic, store::Task task,
              std::string_view outcome);
// Undo of closing, the same day: the task waits again.
Done reopen_task(Clinic& clinic, const Actor& actor, store::TaskId id);

}  // namespace fascia::clinic
