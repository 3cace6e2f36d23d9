// SPDX-License-Identifier: Apache-2.0
#include "keys/password.h"

#include <sodium.h>

#include <array>
#include <new>
#include <semaphore>

#include "core/result.h"

namespace fascia::keys {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19u * 1024 * 1024;

class Turn {
 public:
  Turn() { two_at_a_time().acquire(); }
  ~Turn() { two_at_a_time().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static std::counting_semaphore<2>& two_at_a_time() {
    static std::counting_semaphore<2> semaphore(2);
    return semaphore;
  }
};

std::string plain_base64(std::span<const unsigned char> bytes) {
  std::array<char, 64> out{};
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  return out.data();
}

}  // namespace

std::string hash_password(std::string_view password) {
  SystemRandom random;
  return hash_password(password, random);
}

// libsodium's own writer of this text takes no salt from outside; the text is the standard one, and
// its reader verifies it.
std::string hash_password(std::string_view password, Random& random) {
  FASCIA_CHECK(sodium_init() >= 0);
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  std::array<unsigned char, 32> hash{};
  random.fill(salt);
  Turn turn;
  if (crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(), salt.data(),
                    kPasses, kMemory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return "$argon2id$v=19$m=" + std::to_string(kMemory / 1024) + ",t=" + std::to_string(kPasses) +
         ",p=1$" + plain_base64(salt) + "$" + plain_base64(hash);
}

bool verify_password(std::string_view hash, std::string_view password) {
  FASCIA_CHECK(sodium_init() >= 0);
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  std::array<char, crypto_pwhash_STRBYTES> text{};
  hash.copy(text.data(), hash.size());
  Turn turn;
  return crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
}

bool verify_nobody(std::string_view password) {
  static const std::string kHash = hash_password("nobody has this password");
  verify_password(kHash, password);
  return false;
}

}  // namespace fascia::keys
