// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/follow_up_protocol.h"
#include "care/plan.h"
#include "care/protocol.h"
#include "care/protocol_entries.h"

namespace fascia::clinic {

// The clinical rules a clinic works by, read once at start from the files below protocols/.
struct Knowledge {
  care::Protocol screening;
  care::PlanProtocol plan;
  care::FollowUpProtocol follow_up;
  std::vector<care::File> files;  // all of it as it was read, the clinic's own included
  std::string version = {};       // the digest of these files
  bool with_own = false;          // the clinic has files of its own
};

// The files that travel in the program.
std::vector<care::File> shipped_protocol_files();
// The clinic's own files: every .toml of this folder, each named "own/<file>". None where there is
// no such folder. Error: file_unreadable on rules.
Result<std::vector<care::File>> own_rule_files(const std::string& folder);
// The shipped files with those beside them.
Result<Knowledge> read_knowledge_with(const std::vector<care::File>& own);
// Errors as care's readers give them: protocol_… with file, line and key.
Result<Knowledge> read_knowledge(const std::vector<care::File>& files);

}  // namespace fascia::clinic
