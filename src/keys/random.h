// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>

#include "core/id.h"

namespace fascia::keys {

// Where random bytes come from. Safe from any thread.
class Random {
 public:
  Random() = default;
  Random(const Random&) = delete;
  Random& operator=(const Random&) = delete;
  virtual ~Random() = default;
  virtual void fill(std::span<unsigned char> bytes) = 0;

  // A random 63-bit id, never 0, never in sequence.
  template <class IdType>
  IdType id() {
    return IdType{number()};
  }
  // 32 random bytes as base64url: what a private link, a session or a hold carries.
  std::string token();

 private:
  std::int64_t number();
};

class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<unsigned char> bytes) override;
};

// The same bytes for the same seed, so that the demo clinic is the same each time. For demo data
// and tests alone: whoever knows the seed knows every token.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<unsigned char> bytes) override;

 private:
  std::mutex mutex_;
  std::array<unsigned char, 32> key_{};
  std::uint64_t block_ = 0;
};

}  // namespace fascia::keys
