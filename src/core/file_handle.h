// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace fascia {

// All of it, whatever a signal interrupts; false where the system takes no more (errno).
bool write_all(int handle, std::string_view bytes);

// A file that is open for as long as the value lives. A new one is its owner's alone to read.
class FileHandle {
 public:
  FileHandle(const std::string& path, int flags);  // of open(2); errno where it is not open
  ~FileHandle();
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;

  bool is_open() const { return handle_ >= 0; }
  int handle() const { return handle_; }
  bool sync() const;  // until it is on the disk

 private:
  int handle_;
};

}  // namespace fascia
