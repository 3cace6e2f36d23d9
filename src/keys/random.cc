// SPDX-License-Identifier: Apache-2.0
#include "keys/random.h"

#include <sodium.h>

#include <cstring>

#include "core/result.h"
#include "keys/token.h"

namespace fascia::keys {

std::int64_t Random::number() {
  std::int64_t value = 0;
  while (value == 0) {
    std::array<unsigned char, 8> bytes{};
    fill(bytes);
    std::memcpy(&value, bytes.data(), bytes.size());
    value &= INT64_MAX;
  }
  return value;
}

std::string Random::token() {
  std::array<unsigned char, 32> bytes{};
  fill(bytes);
  return base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

SystemRandom::SystemRandom() { FASCIA_CHECK(sodium_init() >= 0); }

void SystemRandom::fill(std::span<unsigned char> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

SeededRandom::SeededRandom(std::uint64_t seed) {
  FASCIA_CHECK(sodium_init() >= 0);
  crypto_generichash(key_.data(), key_.size(), reinterpret_cast<const unsigned char*>(&seed),
                     sizeof seed, nullptr, 0);
}

void SeededRandom::fill(std::span<unsigned char> bytes) {
  std::lock_guard lock(mutex_);
  std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce{};
  std::memcpy(nonce.data(), &block_, sizeof block_);
  ++block_;  // one keystream a call: a call never repeats what another gave
  crypto_stream_chacha20(bytes.data(), bytes.size(), nonce.data(), key_.data());
}

}  // namespace fascia::keys
