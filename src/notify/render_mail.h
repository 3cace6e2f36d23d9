// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "notify/mime.h"
#include "page/template.h"
#include "store/clinic_profile.h"
#include "store/records.h"

namespace fascia::notify {

// Who writes, and where private links lead.
struct Sender {
  std::string public_url;  // "https://book.example.ca"
  std::string from;        // empty: the clinic's own address, or one that nobody can answer
};

// A message of the outbox as a mail in its reader's language. Its words are mail/<kind>.txt, filled
// with what the payload holds (R18: clinic, time, place, the therapist's first name), its subject
// is mail.subject_<kind>. Errors: message_malformed, message_kind_unknown; email_… on `to`.
Result<Mail> render_mail(const page::Templates& templates, const store::Location& clinic,
                         const Sender& sender, const store::Message& message, Instant date);

}  // namespace fascia::notify
