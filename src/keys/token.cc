// SPDX-License-Identifier: Apache-2.0
#include "keys/token.h"

#include <sodium.h>

#include <array>

namespace fascia::keys {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string blake(std::string_view text, std::string_view key) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(text), text.size(),
                     key.empty() ? nullptr : bytes_of(key), key.size());
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

std::string encoded(std::string_view bytes, int variant) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), variant);
  out.pop_back();
  return out;
}

}  // namespace

std::string token_hash(std::string_view token) { return blake(token, {}); }
std::string digest(std::string_view text) { return blake(text, {}); }

// BLAKE2b takes keys of up to 64 bytes; a longer one is hashed first.
std::string mac(std::string_view key, std::string_view text) {
  return key.size() <= crypto_generichash_KEYBYTES_MAX ? blake(text, key)
                                                       : blake(text, blake(key, {}));
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string base64url(std::string_view bytes) {
  return encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string base64(std::string_view bytes) {
  return encoded(bytes, sodium_base64_VARIANT_ORIGINAL);
}

}  // namespace fascia::keys
