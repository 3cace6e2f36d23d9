// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"

namespace fascia::notify {

// Writes DIR/outbox/20261124T161651Z-<id>.eml, the file's owner alone may read it, and gives its
// path. The name says when and which message, nothing of people or health (R18). It is whole or
// absent, on disk when this returns, and the same message writes the same file again. The folder is
// made when missing. Error outbox_unwritable (unavailable).
Result<std::filesystem::path> write_to_outbox(const std::filesystem::path& data_dir, MessageId id,
                                              Instant date, std::string_view message);

}  // namespace fascia::notify
