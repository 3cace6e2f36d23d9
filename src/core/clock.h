// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "core/time.h"

namespace fascia {

// The one door through which the present comes in. Sessions, holds, limits and due work obey it.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  // May be called from any thread.
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// The instant written in a file (RFC 3339, one line), read again when the file changes: a test sets
// it and the whole program follows. Falls back to the last good instant while the file is
// unreadable.
class FileClock final : public Clock {
  struct Private {};

 public:
  // Error "clock_unreadable" on `clock` when the file holds no instant at the start.
  static Result<std::unique_ptr<FileClock>> open(const std::string& path);
  Instant now() const override;

  FileClock(Private, std::string path, Instant first)
      : path_(std::move(path)), last_{first.seconds} {}

 private:
  std::string path_;
  mutable std::atomic<std::int64_t> last_;
};

}  // namespace fascia
