// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace fascia {

// Whole cents and a currency (ISO 4217, three letters). Amounts of two currencies never mix.
struct Money {
  std::int64_t cents = 0;
  std::string currency = "CAD";
  bool operator==(const Money&) const = default;
};

}  // namespace fascia
