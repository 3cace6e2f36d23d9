// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/protocol.h"

namespace fascia::care {

// How long a record must be kept at least: adults so many years after the last visit, who was under
// 18 then so many after the 18th birthday. From protocols/retention.toml.
struct RetentionFloor {
  int adult_years = 0;
  int minor_years_after_18 = 0;
  std::string source;
};
// Reads the file that says `kind = "retention"`. Errors as read_protocol's.
Result<RetentionFloor> read_retention_floor(const std::vector<File>& files);

}  // namespace fascia::care
