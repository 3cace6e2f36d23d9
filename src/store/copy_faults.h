// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>

#include <string>

#include "core/result.h"

namespace fascia::store {

// How a sealed copy is made, and what is said of one that cannot be: of a backup (sealed_copy.h)
// and of a dump (sealed_dump.h) alike.
inline constexpr int kNewFile = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;

inline Error copy_damaged(const std::string& file) {
  return {Code::conflict, "copy_damaged", "from", {{"file", file}}, {}};
}
inline Error copy_unwritable(const std::string& file, const char* step) {
  return {Code::unavailable, "backup_unwritable", "to", {{"file", file}}, step};
}
inline Error copy_unreadable(const std::string& file) {
  return {Code::unavailable, "store_unreadable", "from", {{"file", file}}, "read"};
}
inline Error copy_key_wrong(const std::string& file) {
  return {Code::unavailable, "key_wrong", "key_file", {{"file", file}}, {}};
}

}  // namespace fascia::store
