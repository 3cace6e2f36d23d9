// SPDX-License-Identifier: Apache-2.0
#include "clinic/due_work.h"

#include <algorithm>

#include "clinic/check_in.h"
#include "clinic/clearance_due.h"
#include "clinic/join_services.h"
#include "clinic/match_records.h"
#include "clinic/remind.h"
#include "clinic/tasks.h"
#include "clinic/wait_list.h"
#include "core/log.h"
#include "store/appointments.h"
#include "store/intakes.h"

namespace fascia::clinic {
namespace {

constexpr Seconds kLease = minutes(2);

auto action_of(std::string_view what) {
  return std::ranges::find(due_actions(), what, &DueAction::what);
}

Done run_one(Clinic& clinic, const store::DueWork& work) {
  auto action = action_of(work.what);
  if (action == due_actions().end()) return not_found("due_work_unknown");
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY_DONE(action->run(tx, clinic, work.subject));
    store::due_work_done(tx, clinic.tenant, work.id, clinic.now());
    return {};
  });
}

// R4: the health questions of a requested visit are still open. The time stays; somebody calls.
Done intake_is_due(store::Transaction& tx, Clinic& clinic, std::int64_t subject) {
  auto a = store::find_appointment(tx, clinic.tenant, AppointmentId{subject});
  if (!a || a->status != store::Status::requested || a->screening) return {};
  NewTask task;
  task.kind = "intake_overdue";
  task.client = a->client;
  task.appointment = a->id;
  task.role = store::Role::desk;
  task.due = clinic.now();
  add_task(tx, clinic, task);
  return {};
}

}  // namespace

const std::vector<DueAction>& due_actions() {
  using enum store::CheckInKind;
  static const std::vector<DueAction> kActions = {
      {"intake.due", intake_is_due, true},
      {"remind.first", remind<0>, true},
      {"remind.second", remind<1>, true},
      {"remind.third", remind<2>, true},
      {"remind.over", reminding_ends, true},
      {"check_in.24h", ask<after_24h>},
      {"check_in.24h.again", ask_again<after_24h>},
      {"check_in.48h", ask<after_48h>},
      {"check_in.48h.again", ask_again<after_48h>},
      {"check_in.72h", ask<after_72h>},
      {"check_in.72h.again", ask_again<after_72h>},
      {"check_in.7d", ask<after_7d>},
      {"check_in.7d.again", ask_again<after_7d>},
      {"call.try", call_is_due},
      {"match.count", count_for_matching},
      {"alert", send_alert},
      {"wait.look", look_for_waiting},
      {"wait.over", offer_is_over},
      {kLetterDue, letter_is_due, true},
      {kLetterStart, letter_start_has_come, true},
  };
  return kActions;
}

LocationId place_of_visit(store::Connection& c, const Clinic& clinic, AppointmentId visit) {
  if (visit)
    if (auto a = store::find_appointment(c, clinic.tenant, visit); a && a->location)
      return a->location;
  return clinic.place();
}

void plan_due_work(store::Transaction& tx, Clinic& clinic, std::string_view what,
                   std::int64_t subject, Instant due) {
  LocationId place;
  if (subject != 0) {
    auto action = action_of(what);
    const bool of_visit = action != due_actions().end() && action->of_visit;
    place = of_visit ? place_of_visit(tx, clinic, AppointmentId{subject}) : clinic.place();
  }
  plan_due_work_at(tx, clinic, place, what, subject, due);
}

void plan_due_work_at(store::Transaction& tx, Clinic& clinic, LocationId place,
                      std::string_view what, std::int64_t subject, Instant due) {
  store::add_due_work(tx, clinic.tenant,
                      {clinic.random.id<DueWorkId>(), std::string(what), subject, due, place});
}

int do_due_work(Clinic& clinic, int most) {
  Instant now = clinic.now();
  bool any = clinic.store.read([&](store::Connection& c) {
    return store::is_work_due(c, clinic.tenant, now, clinic.place());
  });
  if (!any) return 0;
  auto taken =
      clinic.store.write([&](store::Transaction& tx) -> Result<std::vector<store::DueWork>> {
        return store::take_due_work(tx, clinic.tenant, now, now + kLease, most, clinic.place());
      });
  if (!taken) return 0;
  int done = 0;
  for (const store::DueWork& work : *taken) {
    Done ran = run_one(clinic, work);
    if (ran)
      ++done;
    else
      log::warn("due work failed", {{"what", work.what}, {"why", ran.error().message}});
  }
  return done;
}

Done forget_what_ended(Clinic& clinic) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::forget_unbooked(tx, clinic.tenant, clinic.now());
    return forget_joined(tx, clinic);
  });
}

}  // namespace fascia::clinic
