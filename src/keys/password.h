// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "keys/random.h"

namespace fascia::keys {

// argon2id with 19 MiB and 2 passes (OWASP's choice: libsodium's 64 MiB would break a small
// server), at most two at a time in this process; others wait. Takes tens of milliseconds.
std::string hash_password(std::string_view password);
// The salt comes from `random`, so that a seeded clinic is the same each time.
std::string hash_password(std::string_view password, Random& random);
bool verify_password(std::string_view hash, std::string_view password);
// Does the work of a verification and says no: an unknown name takes as long as a known one.
bool verify_nobody(std::string_view password);

}  // namespace fascia::keys
