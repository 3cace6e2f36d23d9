// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "store/connection.h"

namespace fascia::store::sqlite {

// One program at a time holds it; a killed one gives it back. The file goes with its last holder.
class FileTurn {
 public:
  explicit FileTurn(std::string path) : path_(std::move(path)) {
    while (true) {
      file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (file_ < 0 || ::flock(file_, LOCK_EX) != 0)
        throw StoreError(StoreError::Kind::unreachable, errno);
      struct stat held {
      }, named{};
      bool same = ::fstat(file_, &held) == 0 && ::stat(path_.c_str(), &named) == 0 &&
                  held.st_ino == named.st_ino;
      if (same) return;
      ::close(file_);  // whoever had it before took it away
    }
  }
  ~FileTurn() {
    ::unlink(path_.c_str());
    ::close(file_);
  }
  FileTurn(const FileTurn&) = delete;
  FileTurn& operator=(const FileTurn&) = delete;

 private:
  const std::string path_;
  int file_ = -1;
};

}  // namespace fascia::store::sqlite
