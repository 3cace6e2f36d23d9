// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "clinic/clinic.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {

// A visit in the hands of somebody who treats.
struct OpenVisit {
  store::Appointment appointment;
  store::Client client;
  bool own_visit = false;   // the therapist of this very visit: only they start, log and sign
  bool own_client = false;  // has treated or will treat this client
};

// R20: a therapist opens the charts of own clients, others only with a typed reason; an owner or
// desk person who is no therapist opens none. Errors: forbidden, appointment_unknown,
// chart_reason_missing on `reason`. Leaves no audit event itself.
Result<OpenVisit> open_visit(store::Connection& c, const Clinic& clinic, const Actor& actor,
                             AppointmentId id, std::string_view reason = {});
// The same for what only the visit's own therapist does; not_your_visit (forbidden).
Result<OpenVisit> own_visit(store::Connection& c, const Clinic& clinic, const Actor& actor,
                            AppointmentId id);
// Whether this therapist has treated or will treat the client.
bool is_own_client(store::Connection& c, const Clinic& clinic, const Actor& actor, ClientId client);
// Whether a reason says enough for whoever reads the audit later.
bool is_reason(std::string_view reason);
// Whether this person treats at all: everybody else is told no before anything is looked up.
bool treats(const Actor& actor);

}  // namespace fascia::clinic
