// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"

namespace fascia::clinic {

// A name of a person, a service or a room, in bytes; a longer one is `name_too_long`.
inline constexpr std::size_t kLongestName = 200;

inline Error name_too_long(std::string_view field, std::size_t most = kLongestName) {
  return invalid(field, "name_too_long", {{"most", std::to_string(most)}});
}

}  // namespace fascia::clinic
