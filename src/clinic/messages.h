// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "clinic/clinic.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {

// Leaves a message about an appointment in the outbox: "booked", "moved", "cancelled". It says
// clinic, time, place and the therapist's first name, nothing of health (R18). Somebody without an
// e-mail address gets none: the desk tells them.
void add_appointment_message(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                             std::string_view kind, const store::Appointment& appointment,
                             const store::Client& client, const std::string& manage_token);

// The path of the private link to move or cancel.
std::string manage_path(AppointmentId id, const std::string& token);

}  // namespace fascia::clinic
