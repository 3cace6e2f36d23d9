// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/check_in.h"

// Steps that the files of check-ins share.
namespace fascia::clinic {

PrivateText write_answered(const Clinic& clinic, const Answered& answered,
                           const care::CheckInAnswers& given, const care::CheckInResult& result);
Result<Answered> read_answered(const store::CheckIn& kept);

// One task for each way that somebody must act, and the alert where a row asks for it.
void leave_tasks(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                 const Answered& answered, const care::CheckInResult& result);

}  // namespace fascia::clinic
