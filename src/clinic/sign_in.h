// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/clinic.h"

namespace fascia::clinic {

struct SignedIn {
  std::string token;  // for the cookie; the store has its hash
  store::Staff staff;
  Instant expires;
};

// Name and password of a staff member who is active. The answer to an unknown name and to a wrong
// password is the same and takes as long: sign_in_wrong. `from`: the browser's address.
Result<SignedIn> sign_in(Clinic& clinic, const std::string& name, const std::string& password,
                         Seconds lasts, const std::string& from = {});
Done sign_out(Clinic& clinic, const std::string& token);
// The staff member of a session; nothing when it is over or the person was disabled.
std::optional<store::Staff> signed_in(Clinic& clinic, const std::string& token);
// A new password of one's own, by the one that was valid until now (password_wrong on `current`).
// Every session of the person ends, this one too; the answer is the one to go on with. Errors of
// check_password on `password`.
Result<SignedIn> change_password(Clinic& clinic, const Actor& actor, const std::string& current,
                                 const std::string& fresh, Seconds lasts);
Actor actor_of(const store::Staff& staff, std::string from = {});

// Lower case letters, digits, dots, hyphens; 2 to 40: sign_in_invalid on the field.
Result<std::string> checked_sign_in(std::string_view text, std::string_view field);
// At least 10 characters, at most 200: password_too_short, password_too_long.
Done check_password(std::string_view password, std::string_view field);

}  // namespace fascia::clinic
