// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"

namespace fascia::clinic {

struct Key;
struct MoveInto;

// A visit in turn: services one after the other that no one therapist gives in one room, or for
// which somebody wishes for several. Each part is an appointment with a therapist, a room, a price
// and a chart of its own, all written in one transaction. What is about the visit is with the first
// part alone: the client's questions and letter, reminders, mail, the policy and its fee. What the
// answers decide holds for all of it; a change of the visit is one of all parts that stand alike.

// The part that such things are with; a visit that is one appointment is its own.
AppointmentId lead_of(const store::Appointment& a);
bool leads(const store::Appointment& a);
store::Appointment lead_visit(store::Connection& c, const Clinic& clinic,
                              const store::Appointment& a);

// All its parts in order, however they stand.
std::vector<store::Appointment> whole_visit(Clinic& clinic, const store::Appointment& a);
// Those that keep their time.
std::vector<store::Appointment> standing_parts(store::Connection& c, const Clinic& clinic,
                                               const store::Appointment& a);
// Those of its parts that stand as it does, itself among them.
std::vector<store::Appointment> alike(store::Connection& c, const Clinic& clinic,
                                      const store::Appointment& a);

// What the answers are decided for: its service, or those of all parts as one. Nothing where one of
// them is not known any more.
std::optional<store::Service> service_of_visit(store::Connection& c, const Clinic& clinic,
                                               const Offer& offer, const store::Appointment& a);
// The slug under which its questions are asked: that of all parts as one.
std::string slug_of_visit(Clinic& clinic, const store::Appointment& a);
// The price of all that stands of the visit.
Money price_of_visit(store::Connection& c, const Clinic& clinic, const store::Appointment& a);
Money price_of_visit(Clinic& clinic, const store::Appointment& a);

// What was decided of the first part, status and screening, for the later ones too.
void stand_alike(store::Transaction& tx, const Clinic& clinic, const store::Appointment& first);

// The parts of a question about this service, where each has a therapist of its own; empty where
// one therapist gives it, and none was named for each part.
std::vector<schedule::Part> parts_asked(const Offer& offer, ServiceId service,
                                        const std::vector<PractitionerId>& by_part);
// Those that stand of this visit with their therapists, for a question about another start; empty
// for a visit that is one appointment. A therapist who is named gives the part that is named.
std::vector<schedule::Part> parts_to_move(store::Connection& c, const Clinic& clinic,
                                          const store::Appointment& a,
                                          PractitionerId practitioner = {});

// All its parts to another start, as move_in does it for one appointment; `to.by_part` names who
// gives each.
Result<store::Appointment> move_in_turn(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                        const store::Appointment& a, const Key& key,
                                        const MoveInto& to);

}  // namespace fascia::clinic
