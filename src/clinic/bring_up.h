// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"
#include "store/follow_up.h"

namespace fascia::clinic {

// What a migration cannot do, because it needs a key or the rules by which a name is folded: rows
// of older schemas are brought to what new rows are, some at a time, while the clinic works. Safe
// to begin anew, and for several programs on one database.
class BringUp {
 public:
  explicit BringUp(Clinic& clinic) : clinic_(clinic) {}
  // Some of them. False when nothing is left.
  bool step();

 private:
  bool seal_measures();
  bool learn_names();

  Clinic& clinic_;
  std::optional<store::OutcomeId> measures_after_ = store::OutcomeId{};
  std::optional<ClientId> names_after_ = ClientId{};
};

}  // namespace fascia::clinic
