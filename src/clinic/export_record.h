// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"
#include "interop/client_record.h"

namespace fascia::clinic {

// All that is kept of one client, to be handed to them (R25): visits, answers, consents, plans,
// sessions, charts, what they were told, measures, letters with their files, and what was said and
// given on. Words in `language` ("en", "fr") where both are kept.
//
// By the owner, and while a request of this person for their record is open: that is why who opens
// no chart may hand one on unread. Leaves the audit event "export.read" and a line among the
// disclosures. Errors: forbidden, client_unknown, client_erased, export_not_asked.
Result<interop::ClientRecord> export_record(Clinic& clinic, const Actor& actor, ClientId client,
                                            std::string_view language);

}  // namespace fascia::clinic
