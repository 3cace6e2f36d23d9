// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/private_text.h"
#include "core/result.h"
#include "core/time.h"

namespace fascia::interop {

struct ZipEntry {
  std::string name;  // a path with "/", relative
  PrivateText bytes;
};
// One archive in memory: what is packed for a person never stands on the disk of the clinic.
PrivateText write_zip(const std::vector<ZipEntry>& entries, Instant at);

// Its entries again, each whole. Error zip_unreadable.
Result<std::vector<ZipEntry>> read_zip(std::string_view bytes);

}  // namespace fascia::interop
