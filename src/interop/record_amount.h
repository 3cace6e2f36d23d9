// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "interop/record_parts.h"

namespace fascia::interop {

// What stands there as the amount of a measurement, in its unit; or why it cannot be told, as the
// id of a text. Of "> 4" it is the first value that is more, the stricter side of the bound.
struct Amount {
  double value = 0;
  const char* fault = nullptr;
};
Amount amount_of(const Resource& resource, const Measurement& measurement,
                 const boost::json::object& part, Date visit);

// To the unit of the measurement's question; nothing for one that is not known.
std::optional<double> factor_of(const Measurement& measurement, std::string_view unit);
// Whether anybody can have it.
bool is_plausible(const Measurement& measurement, double value);

}  // namespace fascia::interop
