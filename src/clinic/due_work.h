// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "clinic/clinic.h"
#include "store/records.h"

namespace fascia::clinic {

// What the clock brings: each `what` of due work with the function that does it. It runs in one
// transaction together with the mark that it is done, may find its subject gone or already dealt
// with (then it does nothing), and doing it twice does no harm.
struct DueAction {
  std::string_view what;  // "intake.due", "check_in.24h", …
  Done (*run)(store::Transaction& tx, Clinic& clinic, std::int64_t subject);
  bool of_visit = false;  // the subject is one: the program of its place does it
};
// Every kind there is; a new kind is one line in due_work.cc.
const std::vector<DueAction>& due_actions();

// Where a visit takes place, whoever's program changes it; without one, here.
LocationId place_of_visit(store::Connection& c, const Clinic& clinic, AppointmentId visit);

// Leaves work for later, for a program of the visit's place, or of this one; without a subject it
// is the whole owner's and any program does it. The same (what, subject) again moves it to the new
// time.
void plan_due_work(store::Transaction& tx, Clinic& clinic, std::string_view what,
                   std::int64_t subject, Instant due);
// The same for a program of the place named.
void plan_due_work_at(store::Transaction& tx, Clinic& clinic, LocationId place,
                      std::string_view what, std::int64_t subject, Instant due);

// Takes what is due with a lease and does it; how many were done. What fails keeps its lease and is
// tried again when that ends.
int do_due_work(Clinic& clinic, int most = 20);

// Answers of people who did not book, and what else ends by itself (R13).
Done forget_what_ended(Clinic& clinic);

}  // namespace fascia::clinic
