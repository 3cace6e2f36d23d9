// SPDX-License-Identifier: Apache-2.0
#include "core/file_handle.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace fascia {

bool write_all(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t now = ::write(handle, bytes.data(), bytes.size());
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(now));
  }
  return true;
}

FileHandle::FileHandle(const std::string& path, int flags)
    : handle_(::open(path.c_str(), flags, 0600)) {}

FileHandle::~FileHandle() {
  if (handle_ >= 0) ::close(handle_);
}

bool FileHandle::sync() const { return ::fsync(handle_) == 0; }

}  // namespace fascia
