// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"
#include "store/clients.h"
#include "store/tasks.h"

namespace fascia::clinic {

// A private page opens after the birth date alone (R19). Of somebody whose birth date nobody knows
// the desk finds it out; until then everything goes by phone or on paper.

// Whether a mail with a private link is of any use to this person.
bool opens_links(const store::Client& client);

// Leaves the desk the task, once a visit.
void need_birth_date(store::Transaction& tx, Clinic& clinic, const store::Client& client,
                     AppointmentId appointment);

// The name of the person such a task is about. Errors: task_unknown, forbidden.
Result<std::string> who_lacks_birth_date(Clinic& clinic, const Actor& actor, store::TaskId id);
// By whoever may act on the task, which closes it; what waited for it is sent. Errors, beside
// those: date_in_future, birth_date_too_old on birth_date; birth_date_known (conflict).
Done complete_birth_date(Clinic& clinic, const Actor& actor, store::TaskId id, Date birth_date);

}  // namespace fascia::clinic
