// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "care/aftercare.h"
#include "clinic/clinic.h"
#include "clinic/private_link.h"
#include "store/follow_up.h"
#include "store/treatment.h"

namespace fascia::clinic {

// What the therapist says beside the taps: nothing of it is needed for a sheet.
struct SheetChoices {
  care::Preference preference = care::Preference::none;
  std::optional<int> tenderness;    // 0-10 at the end
  std::optional<int> pack_minutes;  // own dose, within the rule's limits
  bool oil = false;
  std::map<std::string, bool> flags;  // health facts that the form does not ask
  std::vector<std::string> removed;   // items taken off
  bool operator==(const SheetChoices&) const = default;
};

// What a client was told after a session, kept in its words: a later protocol does not change it.
struct AftercareSheet {
  store::AftercareId id;
  SessionId session;
  AppointmentId appointment;
  ClientId client;
  Instant ended;
  care::Aftercare sheet;
  SheetChoices choices;
};

// Within the session's own transaction (R31): made from its taps and the health answers of the
// visit, an unknown one counting as yes for heat and cold. A session that has one keeps it.
Result<AftercareSheet> make_aftercare(store::Transaction& tx, Clinic& clinic,
                                      const store::TreatmentSession& session);

// For the client, behind the link. aftercare_missing.
Result<AftercareSheet> aftercare_of_link(Clinic& clinic, const OpenLink& link);
// For the therapist, with an audit event. Errors: those of open_visit, aftercare_missing.
Result<AftercareSheet> aftercare_of_visit(Clinic& clinic, const Actor& actor, AppointmentId id);
// Makes it anew with what the therapist says. By the visit's own therapist. Errors: those of
// own_visit, aftercare_missing; of care: aftercare_flag, aftercare_minutes, aftercare_item_unknown,
// aftercare_item_stays; pain_range on tenderness.
Result<AftercareSheet> change_aftercare(Clinic& clinic, const Actor& actor, AppointmentId id,
                                        const SheetChoices& choices);

// The health flags of a visit as its answers of that day say; what they leave open is not there.
care::AnswerMap flags_of_visit(store::Connection& c, Clinic& clinic,
                               const store::TreatmentSession& session);

}  // namespace fascia::clinic
