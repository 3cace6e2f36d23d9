// SPDX-License-Identifier: Apache-2.0
#include "clinic/knowledge.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "core/embedded.h"

namespace fascia::clinic {

std::vector<care::File> shipped_protocol_files() {
  std::vector<care::File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/"))
    if (file.path.ends_with(".toml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  return files;
}

Result<std::vector<care::File>> own_rule_files(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code fault;
  std::vector<care::File> files;
  if (!fs::exists(folder, fault)) return files;
  for (const auto& one : fs::directory_iterator(folder, fault)) {
    if (one.path().extension() != ".toml") continue;
    std::ifstream in(one.path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad())
      return Error{
          Code::unavailable, "file_unreadable", "rules", {{"file", one.path().string()}}, {}};
    files.push_back({"own/" + one.path().filename().string(), std::move(text)});
  }
  if (fault) return Error{Code::unavailable, "file_unreadable", "rules", {{"file", folder}}, {}};
  std::sort(files.begin(), files.end(), [](auto& a, auto& b) { return a.name < b.name; });
  return files;
}

Result<Knowledge> read_knowledge_with(const std::vector<care::File>& own) {
  std::vector<care::File> files = shipped_protocol_files();
  files.insert(files.end(), own.begin(), own.end());
  FASCIA_TRY(Knowledge knowledge, read_knowledge(files));
  knowledge.with_own = !own.empty();
  return knowledge;
}

Result<Knowledge> read_knowledge(const std::vector<care::File>& files) {
  FASCIA_TRY_DONE(care::check_kinds(files));
  Knowledge knowledge;
  auto plan = std::async(std::launch::async, [&] { return care::read_plan_protocol(files); });
  FASCIA_TRY(knowledge.screening, care::read_protocol(files));
  FASCIA_TRY(knowledge.plan, plan.get());
  FASCIA_TRY(knowledge.follow_up, care::read_follow_up_protocol(files, knowledge.screening));
  for (const care::Condition& condition : knowledge.plan.conditions)
    for (const std::string& asked : condition.asks)
      if (care::find_measure(knowledge.follow_up.measures, asked) == nullptr)
        return invalid("condition." + condition.id + ".asks", "measure_unknown");
  knowledge.files = files;
  knowledge.version = care::digest(files);
  return knowledge;
}

}  // namespace fascia::clinic
