// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace fascia::store::postgresql {

// Whether this names a PostgreSQL database ("postgresql://…") and not a file.
bool is_address(std::string_view text);
// The address as it may be printed: without its password, and without anything when it cannot be
// read.
std::string shown_address(const std::string& address);

}  // namespace fascia::store::postgresql
