// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "page/catalogue.h"

namespace fascia::page {

// What therapists of Alberta speak with clients, as ISO 639-1 says it: more than pages are in.
inline constexpr std::array<std::string_view, 11> kSpoken{"en", "fr", "cr", "uk", "tl", "pa",
                                                          "es", "de", "zh", "hi", "ar"};

// The name of one; of another its code.
inline std::string spoken_text(Language language, std::string_view code) {
  const bool named = std::find(kSpoken.begin(), kSpoken.end(), code) != kSpoken.end();
  return named ? text(language, "desk.speaks_" + std::string(code)) : std::string(code);
}

}  // namespace fascia::page
