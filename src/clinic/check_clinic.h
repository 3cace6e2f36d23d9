// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

struct CheckLine {
  std::string
      what;  // "file", "masks", "index", "lost", "audit", "charts", "keys", "cells", "zone_data"
  bool sound = true;
  std::int64_t looked_at = 0;
  // Tables and ids, never what they hold; of a sound line what is to be known all the same.
  std::vector<std::string> faults;
};

// The database by its engine's own word, before anything is made of what stands in it.
CheckLine check_file(store::Store& store);
// Looks at what stands in it: what is promised is kept, nothing was changed behind the program's
// back, and all of it can be read with this key. What a fault of the disk makes unreadable is a
// fault of its own line.
std::vector<CheckLine> check_rows(Clinic& clinic);
// Both.
std::vector<CheckLine> check_clinic(Clinic& clinic);

// Whether zone data of this version is known to be wrong for a place in Alberta: older than 2026c,
// which brought the province's stay on UTC-6. "unknown" is not called stale.
bool zone_data_is_stale(std::string_view version);

}  // namespace fascia::clinic
