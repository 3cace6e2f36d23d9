// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

namespace fascia::json {

// As `read`, of a file that whoever sends it did not write: a number too large for any (1e999) is
// kept as the text that stands there, so that one fault does not cost the whole file.
Result<boost::json::value> read_with_huge_numbers(std::string_view text, const Limits& limits = {});

}  // namespace fascia::json
