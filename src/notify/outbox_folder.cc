// SPDX-License-Identifier: Apache-2.0
#include "notify/outbox_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "core/file_handle.h"

namespace fascia::notify {
namespace {

Error unwritable(std::string_view step, int number) {
  Error out{Code::unavailable, "outbox_unwritable", {}, {}, {}};
  out.cause = std::string(step) + " errno " + std::to_string(number);
  return out;
}

// 20261124T161651Z
std::string compact(Instant t) {
  std::string text = to_rfc3339_utc(t);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

Done write_whole(const std::filesystem::path& path, std::string_view bytes) {
  FileHandle file(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW);
  if (!file.is_open()) return unwritable("open", errno);
  if (!write_all(file.handle(), bytes)) return unwritable("write", errno);
  if (!file.sync()) return unwritable("sync", errno);
  return {};
}

}  // namespace

Result<std::filesystem::path> write_to_outbox(const std::filesystem::path& data_dir, MessageId id,
                                              Instant date, std::string_view message) {
  const std::filesystem::path folder = data_dir / "outbox";
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return unwritable("folder", errno);
  const std::filesystem::path path = folder / (compact(date) + "-" + id.text() + ".eml");
  // Hidden while it is not whole; two writers of one message do not share it.
  const std::filesystem::path draft =
      folder / ("." + id.text() + "." + std::to_string(::getpid()) + ".tmp");
  if (Done written = write_whole(draft, message); !written) {
    ::unlink(draft.c_str());
    return std::move(written).error();
  }
  if (::rename(draft.c_str(), path.c_str()) != 0) {
    int number = errno;
    ::unlink(draft.c_str());
    return unwritable("rename", number);
  }
  // The name itself is on disk only when the folder is.
  FileHandle opened(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!opened.is_open() || !opened.sync()) return unwritable("sync_folder", errno);
  return path;
}

}  // namespace fascia::notify
