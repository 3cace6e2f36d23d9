// SPDX-License-Identifier: Apache-2.0
// Where the project stands whose sources and documents a test reads: above the test's own binary.
// As a definition of the compiler's, the path would keep two working copies from sharing what was
// compiled.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace fascia {

inline std::filesystem::path source_folder() {
  auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  while (folder.has_relative_path() && !std::filesystem::exists(folder / "CMakePresets.json"))
    folder = folder.parent_path();
  return folder;
}

inline std::string source_file(std::string_view path) { return (source_folder() / path).string(); }

}  // namespace fascia
