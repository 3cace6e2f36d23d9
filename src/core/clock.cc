// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"

#include <chrono>
#include <fstream>

namespace fascia {
namespace {

std::optional<Instant> read_instant(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return parse_rfc3339(line);
}

}  // namespace

Instant SystemClock::now() const {
  auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(since).count()};
}

Result<std::unique_ptr<FileClock>> FileClock::open(const std::string& path) {
  auto first = read_instant(path);
  if (!first) return Error{Code::unavailable, "clock_unreadable", "clock", {{"file", path}}, {}};
  return std::make_unique<FileClock>(Private{}, path, *first);
}

Instant FileClock::now() const {
  if (auto t = read_instant(path_)) last_.store(t->seconds, std::memory_order_relaxed);
  return {last_.load(std::memory_order_relaxed)};
}

}  // namespace fascia
