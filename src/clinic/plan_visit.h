// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/plan.h"
#include "clinic/clinic.h"
#include "clinic/screen_visit.h"
#include "store/appointments.h"
#include "store/treatment.h"

namespace fascia::clinic {

struct PlanVisit {
  AppointmentId appointment;
  std::vector<care::Region> declined;  // no consent (R12)
  std::optional<int> ceiling;          // agreed discomfort, 0-10
  std::vector<std::string> named;      // condition ids that the client or a record names
  std::string grade;
};

struct KeptPlan {
  PlanId id;
  AppointmentId appointment;
  ClientId client;
  Instant created;
  care::Plan plan;  // with the rules, the sources and the protocol version it was made by
};

// Makes the plan of a visit and keeps it, sealed, from its bound screening decided for that day,
// the client's earlier visits, what was declined, the therapist's techniques and the minutes.
// Errors: appointment_unknown; screening_missing when no answers are bound; condition_unknown on
// named; forbidden to whoever may not open the client's chart.
Result<KeptPlan> plan_visit(Clinic& clinic, const Actor& actor, const PlanVisit& in);
// The newest plan of the visit as it was decided then; nothing where none was made. Leaves an audit
// event. Errors: appointment_unknown, forbidden.
Result<std::optional<KeptPlan>> kept_plan(Clinic& clinic, const Actor& actor, AppointmentId id);

// The plan of a visit that is not booked yet, from answers that were screened.
care::Plan plan_ahead(const Clinic& clinic, const FoundScreening& answers,
                      const store::Service& service);

// Within a transaction, unchecked: for use cases that have made a plan already.
KeptPlan keep_plan(store::Transaction& tx, Clinic& clinic, const store::Appointment& appointment,
                   care::Plan plan);
Result<std::optional<KeptPlan>> newest_plan(store::Connection& c, Clinic& clinic, AppointmentId id);
// What the client's earlier visits say: places worked deep in the last 48 hours, how the last visit
// went, how many there were, and the therapist's deep minutes of that day that are left.
void add_history(store::Connection& c, Clinic& clinic, const Offer& offer,
                 const store::Appointment& appointment, care::PlanInput& input);

}  // namespace fascia::clinic
