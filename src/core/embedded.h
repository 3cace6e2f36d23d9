// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fascia {

// Data that travels inside the binary: protocols/, templates/, migrations/, catalogue/ and the
// built assets/, by their path in the tree ("templates/front.tpl"). With FASCIA_ASSETS=dir in the
// environment the same paths are read from that folder while editing.
struct EmbeddedFile {
  std::string_view path;
  std::string_view bytes;
};

// All files of the binary, sorted by path. Filled by the generated table that the program and the
// tests link; a room that reads no data needs none of it.
const std::vector<EmbeddedFile>& embedded_files();
// The file of that path, or nothing. The bytes live as long as the program.
std::optional<std::string_view> embedded(std::string_view path);
// Every file below a folder ("protocols/"), sorted by path.
std::vector<EmbeddedFile> embedded_under(std::string_view folder);

}  // namespace fascia
