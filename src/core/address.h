// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace fascia {

// Who a mail is from or to. `mailbox` comes from parse_address; `name` may hold any UTF-8 or
// nothing.
struct Address {
  std::string name;
  std::string mailbox;
  bool operator==(const Address&) const = default;
};

// "maya@example.org" as an address without a name; blanks around it are dropped and the domain
// becomes lower case. The part of RFC 5322 that people have: dot-atom, at most 64 characters, at a
// domain of two or more labels; no quotes, comments or address literals. Errors on `field`:
// email_missing, email_at_missing, email_local_invalid, email_domain_invalid, email_too_long,
// email_not_ascii.
Result<Address> parse_address(std::string_view text, std::string_view field = "client.email");

// Below the top-level domain .invalid (RFC 2606), which no mail ever reaches: demo people (R45).
bool is_never_delivered(const Address& address);

}  // namespace fascia
