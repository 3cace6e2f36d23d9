// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/chart.h"
#include "clinic/consent.h"
#include "clinic/like_names.h"
#include "clinic/movement.h"
#include "clinic/room_plan.h"
#include "clinic/session_room.h"

namespace fascia::clinic {

// One earlier visit.
struct PastVisit {
  store::Appointment appointment;
  store::TreatmentSession session;
  SessionSummary summary;
  std::optional<Soap> soap;  // signed
  bool is_signed = false;
  int amendments = 0;
  bool in_error = false;  // it is about somebody else (R17)
};

// A tender spot of an earlier visit, as it was found last.
struct FoundBefore {
  TenderSpot spot;
  Instant at;
};
// The newest of each place and muscle; what was entered in error is about somebody else.
std::vector<FoundBefore> tender_before(const std::vector<PastVisit>& history);

// All that a therapist sees of the client before the door.
struct ClientFile {
  OpenVisit visit;
  RoomPlan room;
  std::optional<Consent> consent;
  std::optional<store::TreatmentSession> session;
  std::vector<std::string> hindrances;  // of start_session
  std::vector<PastVisit> history;       // newest first
  std::vector<care::Region> avoid;      // not to be touched today
  int ceiling = 0;                      // of discomfort, 0-10
  std::vector<LikeName> like_names;     // of the same day (R17)
  std::vector<Movement> movements;      // measured at this visit
};

// What is known, within a transaction and without an audit event.
Result<ClientFile> client_file(store::Connection& c, Clinic& clinic, const Offer& offer,
                               const Actor& actor, const OpenVisit& visit);

// The same for a visit that was opened already, e.g. by read_chart.
Result<ClientFile> file_of_visit(Clinic& clinic, const Actor& actor, const OpenVisit& visit);

// Each opening leaves an audit event "chart.read" with the typed reason (R20). Errors: those of
// open_visit.
Result<ClientFile> open_client(Clinic& clinic, const Actor& actor, AppointmentId id,
                               const std::string& reason = {});

// The session that runs, for the page it is logged on. Opening it leaves no event of its own: its
// start and each tap are on record already. By the visit's own therapist. Errors: those of
// own_visit, session_missing.
struct RunningSession {
  ClientFile file;
  SessionRoom room;              // its taps, and what the next one is held against
  SessionSummary summary;        // until now
  Advice advice = Advice::fine;  // about the newest tap that stands
  int next_seq = 1;
  Instant now;
};
Result<RunningSession> running_session(Clinic& clinic, const Actor& actor, AppointmentId id);

}  // namespace fascia::clinic
