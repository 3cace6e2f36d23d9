// SPDX-License-Identifier: Apache-2.0
#include "clinic/knowledge.h"

#include "core/embedded.h"

namespace fascia::clinic {

std::vector<care::File> shipped_protocol_files() {
  std::vector<care::File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/"))
    if (file.path.ends_with(".toml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  return files;
}

Result<Knowledge> read_knowledge(const std::vector<care::File>& files) {
  Knowledge knowledge;
  FASCIA_TRY(knowledge.screening, care::read_protocol(files));
  FASCIA_TRY(knowledge.plan, care::read_plan_protocol(files));
  FASCIA_TRY(knowledge.follow_up, care::read_follow_up_protocol(files, knowledge.screening));
  return knowledge;
}

}  // namespace fascia::clinic
