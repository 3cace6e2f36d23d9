// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {

// What the desk sees of one visit: who, what, where, and how far it is. Nothing of health (R20).
struct DeskVisit {
  store::Appointment appointment;
  store::Client client;
  store::Service service;
  std::string practitioner_name, room_name;
  std::string other_place;             // where it is, when that is not here
  std::vector<std::string> equipment;  // "Cupping set 2"; without a number where there is one
  bool intake_due = false;             // nothing was answered yet
  bool must_speak = false;    // it was answered, and a therapist speaks with the person first
  bool gentle_alone = false;  // deep tissue is booked, and a gentle visit is to be offered
  bool refused = false;       // no: another visit or another day is to be offered (R4)
  bool can_undo = false;      // the last thing the desk did to it
};

struct DeskHold {
  Instant start, finish, expires;
  PractitionerId practitioner;
  std::string service_en, service_fr;
};

// Half-open minutes of the day on the wall clock.
struct Span {
  int from = 0, until = 0;
  auto operator<=>(const Span&) const = default;
};

struct DayColumn {
  PractitionerId practitioner;
  std::string name, first_name;
  int deep_minutes = 0;  // planned with the visits of the day (R32)
  int deep_limit = 0;    // 0: none
  std::vector<Span> working;
  std::vector<Span> free;    // working time that nobody has taken
  std::vector<Span> breaks;  // floating ones, where they stand as things are now
};

struct DaySheet {
  Date day;
  std::vector<DayColumn> columns;
  std::vector<DeskVisit> visits;  // in order of start, the cancelled ones too
  std::vector<DeskHold> holds;
  int visit_count = 0;  // that take place or took place
  int intake_due = 0;
  int booked_minutes = 0;        // of therapists, buffers included
  int working_minutes = 0;       // of therapists
  Span shown;                    // the hours in which anything stands
  std::optional<Closed> closed;  // why nobody works
};

// One day at the clinic. forbidden to who is no staff.
Result<DaySheet> day_sheet(Clinic& clinic, const Actor& actor, Date day);

// One visit with all the desk needs. appointment_unknown, forbidden.
Result<DeskVisit> desk_visit(Clinic& clinic, const Actor& actor, AppointmentId id);

}  // namespace fascia::clinic
