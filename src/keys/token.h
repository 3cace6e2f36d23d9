// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace fascia::keys {

// What is stored of a token that a person holds (private link, session, hold, browser): its
// BLAKE2b-256 in hex. The token has 256 random bits, so no salt and no slow hash is needed.
std::string token_hash(std::string_view token);
// The same hash of any text, e.g. a request body, a migration, an audit event.
std::string digest(std::string_view text);
// A keyed digest (BLAKE2b-256, hex): whoever lacks the key cannot make it. For CSRF tokens.
std::string mac(std::string_view key, std::string_view text);
// Equal, in a time that does not tell where two texts differ.
bool equal_secret(std::string_view a, std::string_view b);

std::string base64url(std::string_view bytes);  // without padding
std::string base64(std::string_view bytes);     // RFC 4648, 4: with padding

}  // namespace fascia::keys
