// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "clinic/change_appointment.h"
#include "clinic/screen_visit.h"

// A visit that is booked as deep tissue, and whose answers allow gentle work alone or refuse deep
// work (R4): the gentle service at the same start, with the same therapist, in no more time. The
// answers come after the booking more often than before it.
namespace fascia::clinic {

// Gentler services that this therapist gives in no more time: those that are a part of the visit
// already, then others; the longest first, the cheapest of equals.
std::vector<const store::Service*> gentler_services(const Offer& offer,
                                                    const store::Appointment& a);

// Takes the seat of a gentler service at the same start, the visit's own cells given back in this
// transaction; false where there is none. Nobody pays more than was agreed to.
bool sit_gentler(store::Transaction& tx, Clinic& clinic, const store::Service& service,
                 store::Appointment& a);

// What the answers leave of a visit that is booked, for who treats and who calls: gentle work alone
// of deep tissue, or nothing at all, whatever a physician says.
enum class Leaves : char { all, gentle_alone, nothing };
Leaves answers_leave(store::Connection& c, const Clinic& clinic, const store::Appointment& a,
                     const store::Service& service);

// What could be taken in place of this visit: shown with its price, for whoever may see the visit.
// Nothing where the visit stands as it is, is over, or a therapist has to speak with the person
// first (R3, R5).
struct GentlerOffer {
  store::Service service;
  Money price;
};
std::optional<GentlerOffer> gentler_offer(Clinic& clinic, const store::Appointment& visit);

// One tap of the client, or of staff for somebody who said yes. The visit is confirmed when its
// answers are decided, tasks and a letter that it makes needless are closed, and a mail says what
// it is now. Errors: appointment_unknown; appointment_over; visit_elsewhere; gentler_not_offered
// (conflict) where nothing is offered; start_taken where the seat is none by now.
Result<store::Appointment> take_gentler(Clinic& clinic, AppointmentId id, const Key& key);

}  // namespace fascia::clinic
