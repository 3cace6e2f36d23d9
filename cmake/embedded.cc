// SPDX-License-Identifier: Apache-2.0
// Turns the generated table into core/embedded.h. Linked once, by programs and test binaries.
#include "core/embedded.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

namespace fascia {

struct EmbeddedRow {
  const char* path;
  const char* from;
  const char* to;
};
extern const EmbeddedRow kEmbeddedRows[];
extern const std::size_t kEmbeddedCount;

namespace {

const char* folder_on_disk() {
  static const char* const kFolder = std::getenv("FASCIA_ASSETS");
  return kFolder != nullptr && *kFolder != '\0' ? kFolder : nullptr;
}

// While editing: read once more each time, keep every version that was ever handed out.
std::optional<std::string_view> from_disk(std::string_view path) {
  static std::mutex mutex;
  static std::multimap<std::string, std::string> kept;
  std::ifstream in(std::filesystem::path(folder_on_disk()) / path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::lock_guard lock(mutex);
  return kept.emplace(std::string(path), std::move(bytes))->second;
}

}  // namespace

const std::vector<EmbeddedFile>& embedded_files() {
  static const std::vector<EmbeddedFile> kFiles = [] {
    std::vector<EmbeddedFile> files;
    for (std::size_t i = 0; i < kEmbeddedCount; ++i) {
      const EmbeddedRow& row = kEmbeddedRows[i];
      files.push_back({row.path, {row.from, static_cast<std::size_t>(row.to - row.from)}});
    }
    std::sort(files.begin(), files.end(), [](auto& a, auto& b) { return a.path < b.path; });
    return files;
  }();
  return kFiles;
}

std::optional<std::string_view> embedded(std::string_view path) {
  if (folder_on_disk() != nullptr) {
    if (auto bytes = from_disk(path)) return bytes;
  }
  const auto& files = embedded_files();
  auto at = std::lower_bound(files.begin(), files.end(), path,
                             [](const EmbeddedFile& f, std::string_view p) { return f.path < p; });
  if (at == files.end() || at->path != path) return std::nullopt;
  return at->bytes;
}

std::vector<EmbeddedFile> embedded_under(std::string_view folder) {
  std::vector<EmbeddedFile> out;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(folder)) continue;
    out.push_back({file.path, *embedded(file.path)});
  }
  return out;
}

}  // namespace fascia
