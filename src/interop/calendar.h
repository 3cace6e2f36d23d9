// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"

namespace fascia::interop {

// RFC 5546: publish stands alone; request and cancel want an organizer and an attendee.
enum class CalendarMethod { publish, request, cancel };
// "PUBLISH", "REQUEST", "CANCEL": also the `method` parameter of the mail part, which must be
// equal.
std::string to_string(CalendarMethod method);

// What a calendar may know of an appointment (R18): clinic, time, place and the therapist's first
// name. There is no field for anything else on purpose.
struct CalendarEvent {
  CalendarMethod method = CalendarMethod::publish;
  // Makes the UID, id@host, which never changes for the life of the appointment.
  AppointmentId appointment;
  std::string clinic_host;  // "clinic.example"; of the clinic's ids, not where it is found
  // 0 at first; one more at each change of time, place or status, and at the cancelling.
  int sequence = 0;
  bool tentative = false;  // its time is taken, and it is not sure yet
  Instant made_at;         // DTSTAMP and LAST-MODIFIED
  // The promise: what the wall clock shows at the place. The end is a true length later.
  WallTime start;
  Seconds length;
  // Which of the two when the clock shows `start` twice that day.
  bool second_of_repeated = false;
  Zone zone = Zone::utc();
  std::string clinic;  // its name
  std::string therapist_first_name;
  std::string place;  // postal address in one line
  // Addresses without a name; left out when empty. A published event carries no attendee.
  std::string organizer_email;
  std::string attendee_email;
  // Left out when empty. Calendars are shared with others: no private link goes in here.
  std::string url;
  int alarm_minutes_before = 0;  // 0: none
};

// An RFC 5545 file: CRLF, lines folded at 75 octets, text escaped, TZID and a VTIMEZONE made from
// the zone data, so that a phone with old data shows the right wall time (invariant 7). A start or
// end that the clock shows twice is written in UTC instead, for TZID cannot tell the two apart.
std::string calendar_event(const CalendarEvent& event);
// One file of several events of one zone. They are published: a request is about one event alone
// (RFC 5546, 3.2.2), and a later request or cancelling of one of them finds it by its UID.
std::string calendar_events(std::vector<CalendarEvent> events);

}  // namespace fascia::interop
