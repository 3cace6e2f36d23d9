// SPDX-License-Identifier: Apache-2.0
#include "http/limits.h"

#include <algorithm>
#include <cmath>

namespace fascia::http {

namespace {

std::string bucket_name(const RateLimit& limit, std::string_view who) {
  return std::string(limit.name) + '\n' + std::string(who);
}

}  // namespace

int MemoryLimits::count_of(const RateLimit& limit) const {
  auto at = bursts_.find(limit.name);
  return at == bursts_.end() ? limit.burst : at->second;
}

Seconds MemoryLimits::take(const RateLimit& limit, std::string_view who, Instant now) {
  std::string name = bucket_name(limit, who);
  const double burst = count_of(limit);
  std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMost && !buckets_.count(name)) {
    Instant old = now - limit.per;
    std::erase_if(buckets_, [&](auto& one) { return one.second.at <= old; });
    if (buckets_.size() >= kMost) buckets_.clear();
  }
  auto [at, fresh] = buckets_.try_emplace(name, Bucket{burst, now});
  Bucket& bucket = at->second;
  double rate = burst / double(limit.per.value);
  double passed = double(std::max<std::int64_t>(0, (now - bucket.at).value));
  bucket.left = std::min(burst, bucket.left + passed * rate);
  bucket.at = std::max(bucket.at, now);
  if (bucket.left >= 1) {
    bucket.left -= 1;
    return {0};
  }
  return {std::max<std::int64_t>(1, std::int64_t(std::ceil((1 - bucket.left) / rate)))};
}

void MemoryLimits::give_back(const RateLimit& limit, std::string_view who) {
  std::lock_guard lock(mutex_);
  auto at = buckets_.find(bucket_name(limit, who));
  if (at == buckets_.end()) return;
  at->second.left = std::min(double(count_of(limit)), at->second.left + 1);
}

}  // namespace fascia::http
