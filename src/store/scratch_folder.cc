// SPDX-License-Identifier: Apache-2.0
#include "store/scratch_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace fascia::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBeginning = "scratch-";
constexpr const char* kLock = "in-use";  // held for as long as the program lives

}  // namespace

void forget_scratch(const std::string& below) {
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(below, ec)) {
    if (!entry.path().filename().string().starts_with(kBeginning)) continue;
    int lock = ::open((entry.path() / kLock).c_str(), O_RDWR | O_CLOEXEC);
    if (lock < 0) continue;  // it is being made
    std::error_code failed;
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), failed);
    ::close(lock);
  }
}

ScratchFolder::ScratchFolder(const std::string& below) {
  forget_scratch(below);
  name_ = (fs::path(below) / (std::string(kBeginning) + "XXXXXX")).string();
  if (::mkdtemp(name_.data()) == nullptr) {
    name_ = (fs::temp_directory_path() / (std::string("fascia-") + kBeginning + "XXXXXX")).string();
    if (::mkdtemp(name_.data()) == nullptr) return;
  }
  lock_ = ::open((fs::path(name_) / kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ >= 0) ::flock(lock_, LOCK_EX);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ec;
  if (lock_ < 0) return;
  fs::remove_all(name_, ec);
  ::close(lock_);
}

}  // namespace fascia::store
