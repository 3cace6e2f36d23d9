// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/plan.h"

namespace fascia::care {

// Names that must exist, orders and sums that must hold; the file and line of the first fault are
// those of its table, kept by the reader.
struct PlaceInFile {
  std::string file;
  int line = 0;
};
using Places = std::map<std::string, PlaceInFile, std::less<>>;  // "muscle.<id>" -> where
Done check_plan_protocol(const PlanProtocol& protocol, const Places& places);

}  // namespace fascia::care
