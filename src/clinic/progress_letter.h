// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/client_curve.h"
#include "clinic/open_visit.h"

namespace fascia::clinic {

// Who else cares for this client (a doctor, a dentist, a physiotherapist), the client's yes to
// share, and a letter that says how it went: the measures before the sessions and the verdict, no
// findings and no chart. That it went out stands among what was given on (record_rights.h, R25),
// and that is where who else cares is kept.
struct SendProgress {
  std::string recipient;  // name and role
  bool consent = false;   // the client agreed, today, that this goes to them
};
// By who treats. Errors of open_visit; progress_recipient_missing, name_too_long on recipient;
// progress_consent_missing on consent.
Done send_progress(Clinic& clinic, const Actor& actor, AppointmentId visit, const SendProgress& in);

struct OtherCarer {
  std::string name;
  Instant last_sent;
};
struct ProgressLetter {
  OpenVisit visit;
  ClientCurve curve;
  std::vector<OtherCarer> carers;              // each once; whom the newest letter is for is first
  std::string therapist, association, number;  // of who treats; no membership that day: empty
};
// What stands on the paper and whom it went to. Errors of open_visit. Leaves an audit event.
Result<ProgressLetter> read_progress(Clinic& clinic, const Actor& actor, AppointmentId visit);

}  // namespace fascia::clinic
