// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace fascia::clinic {

// A name of a person, a service or a room, in bytes; a longer one is `name_too_long`.
inline constexpr std::size_t kLongestName = 200;

}  // namespace fascia::clinic
