// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// What follows when the therapist presses Finish, in the session's own transaction: aftercare is
// made and its link sent within minutes, check-ins at 24 and 48 hours are left as due work. It must
// not fail for a reason of its own: a session always ends. Whoever cannot open a link gets the
// sheet on paper: a task for the therapist, who alone may read it.
Done after_session(store::Transaction& tx, Clinic& clinic, SessionId session);

// The links of sheets made since then, to somebody who had no birth date to open them with.
Done send_what_waited(store::Transaction& tx, Clinic& clinic, ClientId client, Instant since);

}  // namespace fascia::clinic
