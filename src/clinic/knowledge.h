// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "care/follow_up_protocol.h"
#include "care/plan.h"
#include "care/protocol.h"

namespace fascia::clinic {

// The clinical rules a clinic works by, read once at start from the files below protocols/.
struct Knowledge {
  care::Protocol screening;
  care::PlanProtocol plan;
  care::FollowUpProtocol follow_up;
};

// The files that travel in the program.
std::vector<care::File> shipped_protocol_files();
// Errors as care's readers give them: protocol_… with file, line and key.
Result<Knowledge> read_knowledge(const std::vector<care::File>& files);

}  // namespace fascia::clinic
