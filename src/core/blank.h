// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace fascia {

// Whether a text says nothing: empty, or spaces, tabs and ends of lines alone.
inline bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

}  // namespace fascia
