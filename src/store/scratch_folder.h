// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace fascia::store {

// A folder below another one for what is only needed for a while, like all clients' keys amid a
// restore. It goes with the value; those that killed programs left go when the next one is made.
class ScratchFolder {
 public:
  // Below the system's own folder for such things where nothing can be made there.
  explicit ScratchFolder(const std::string& below);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  bool made() const { return lock_ >= 0; }
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  int lock_ = -1;
};

// Takes away what killed programs left there.
void forget_scratch(const std::string& below);

}  // namespace fascia::store
