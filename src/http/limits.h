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
  // One that `take` gave is not counted after all: what was asked for did not come about.
  virtual void give_back(const RateLimit& limit, std::string_view who) = 0;
  // What `take` allows at once.
  virtual int count_of(const RateLimit& limit) const { return limit.burst; }
  // Whether nothing is counted, here nor in what is kept of an address.
  virtual bool are_lifted() const { return false; }
};

// Counts in this process, at most `kMost` names; the ones longest full are forgotten first.
class MemoryLimits final : public LimitStore {
 public:
  // `bursts`: another count than its own for a limit of that name.
  explicit MemoryLimits(std::map<std::string, int, std::less<>> bursts = {})
      : bursts_(std::move(bursts)) {}
  Seconds take(const RateLimit& limit, std::string_view who, Instant now) override;
  void give_back(const RateLimit& limit, std::string_view who) override;
  int count_of(const RateLimit& limit) const override;
  static constexpr std::size_t kMost = 100000;

 private:
  struct Bucket {
    double left = 0;
    Instant at;
  };

  const std::map<std::string, int, std::less<>> bursts_;
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

// For load tests on a loopback address alone.
class NoLimits final : public LimitStore {
 public:
  Seconds take(const RateLimit&, std::string_view, Instant) override { return {0}; }
  void give_back(const RateLimit&, std::string_view) override {}
  bool are_lifted() const override { return true; }
};

}  // namespace fascia::http
