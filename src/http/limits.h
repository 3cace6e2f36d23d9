// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "core/time.h"

namespace fascia::http {

// `burst` at once, refilled evenly over `per`.
struct RateLimit {
  std::string_view name;
  int burst = 0;
  Seconds per;
};

// Counts who asked how often. Another process may hold the counts; so it is an interface.
class LimitStore {
 public:
  LimitStore() = default;
  LimitStore(const LimitStore&) = delete;
  LimitStore& operator=(const LimitStore&) = delete;
  virtual ~LimitStore() = default;
  // Zero when allowed; else after how many seconds to come again. `who` is an address, a session…
  virtual Seconds take(const RateLimit& limit, std::string_view who, Instant now) = 0;
};

// Counts in this process, at most `kMost` names; the ones longest full are forgotten first.
class MemoryLimits final : public LimitStore {
 public:
  Seconds take(const RateLimit& limit, std::string_view who, Instant now) override;
  static constexpr std::size_t kMost = 100000;

 private:
  struct Bucket {
    double left = 0;
    Instant at;
  };
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

// For load tests on a loopback address alone.
class NoLimits final : public LimitStore {
 public:
  Seconds take(const RateLimit&, std::string_view, Instant) override { return {0}; }
};

}  // namespace fascia::http
