// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "keys/seal.h"

namespace fascia::keys {

// The master key as a person keeps it on paper (R24): four lines of four groups of four letters
// and digits, and a fifth group that finds a slip of the pen in its own line.
using RecoverySheet = std::array<std::string, 4>;
RecoverySheet recovery_sheet(const Key& key);

// One line as typed back: capitals, spaces and a "1:" before it do not matter. sheet_line_wrong on
// "line" with `line`.
Result<std::string> read_sheet_line(int number, std::string_view typed);  // 1 to 4; 16 hex digits
Result<Key> key_of_sheet(const RecoverySheet& typed);

// Which key somebody has on paper; tells nothing of the key.
std::string sheet_mark(const Key& key);

}  // namespace fascia::keys
