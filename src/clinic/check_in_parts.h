// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/check_in.h"

// Steps that the files of check-ins share.
namespace fascia::clinic {

PrivateText write_answered(const Clinic& clinic, const Answered& answered,
                           const care::CheckInAnswers& given, const care::CheckInResult& result);
Result<Answered> read_answered(const store::CheckIn& kept);
// The answer to one question with one answer, as its option's id; empty: none.
std::string answer_of(const store::CheckIn& kept, std::string_view question);

// The one of this kind, as the rules plan it; none once the next session has begun.
std::optional<care::PlannedCheckIn> planned_check_in(store::Connection& c, const Clinic& clinic,
                                                     const store::TreatmentSession& session,
                                                     store::CheckInKind kind);
std::string check_in_work(store::CheckInKind kind);  // its name as due work

// The check-in that is asked by phone where there is no mail.
constexpr std::string_view kCheckInCall = "check_in_call";
// The newest one without an answer that such a task is about. task_unknown, check_in_missing.
Result<store::CheckIn> open_call(store::Connection& c, Clinic& clinic, store::TaskId id);
Result<OpenCheckIn> open_kept(store::Connection& c, Clinic& clinic, const store::CheckIn& kept);

// The calls that the note of a task tells of.
std::vector<CallSoFar> calls_in(const PrivateText& note);

// One task for each way that somebody must act, with the times of its calls.
void leave_tasks(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                 const Answered& answered, const care::CheckInResult& result);

}  // namespace fascia::clinic
