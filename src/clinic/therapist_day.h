// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/open_client.h"

namespace fascia::clinic {

// One own visit of the day: who, when, and what waits; nothing of health.
struct DayVisit {
  store::Appointment appointment;
  std::string client;
  std::string room;
  std::vector<std::string> waits;  // hindrances of start_session; empty: it may start
  bool gentle_alone = false;       // deep tissue is booked, and the answers allow gentle work alone
  bool started = false;
  bool ended = false;
  bool chart_signed = false;
};
struct UnsignedChart {
  AppointmentId appointment;
  std::string client;
  Instant started;
};
struct TherapistDay {
  Date day;
  std::vector<DayVisit> visits;                // in order of start
  std::vector<UnsignedChart> unsigned_charts;  // R31
  std::optional<AppointmentId> next;           // running, or the first that has not ended
};

// Errors: forbidden to whoever does not treat.
Result<TherapistDay> therapist_day(Clinic& clinic, const Actor& actor, Date day);

}  // namespace fascia::clinic
