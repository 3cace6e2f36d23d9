// SPDX-License-Identifier: Apache-2.0
#include "keys/seal.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "keys/token.h"

namespace fascia::keys {
namespace {

constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Error broken() { return {Code::internal, "sealed_cell_broken", {}, {}, {}}; }

std::optional<std::string> from_base64(std::string_view text) {
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(raw(out), out.size(), text.data(), text.size(), nullptr, &length, nullptr,
                        kBase64) != 0)
    return std::nullopt;
  out.resize(length);
  return out;
}

}  // namespace

Key::Key(Key&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

Key& Key::operator=(Key&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    sodium_memzero(other.bytes_.data(), other.bytes_.size());
  }
  return *this;
}

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Key Key::make(Random& random) {
  Key key;
  random.fill(key.bytes_);
  return key;
}

Result<Key> Key::from_bytes(std::string_view bytes) {
  Key key;
  if (bytes.size() != key.bytes_.size()) return invalid("key_file", "key_malformed");
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

std::string seal(const Key& key, std::string_view plain, std::string_view context, Random& random) {
  std::string box(kNonce + plain.size() + kTag, '\0');
  random.fill({raw(box), kNonce});
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(box) + kNonce, nullptr, raw(plain), plain.size(),
                                             raw(context), context.size(), nullptr, raw(box),
                                             raw(key.bytes()));
  return base64(box);
}

Result<std::string> open(const Key& key, std::string_view sealed, std::string_view context) {
  auto box = from_base64(sealed);
  if (!box || box->size() < kNonce + kTag) return broken();
  std::string plain(box->size() - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, raw(*box) + kNonce,
                                                 box->size() - kNonce, raw(context), context.size(),
                                                 raw(*box), raw(key.bytes())) != 0)
    return broken();
  return plain;
}

Result<Key> open_key(const Key& key, std::string_view sealed, std::string_view context) {
  FASCIA_TRY(std::string bytes, open(key, sealed, context));
  auto out = Key::from_bytes(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return out;
}

Result<Key> read_master_key(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return invalid("key_file", "key_missing", {{"file", path}});
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return invalid("key_file", "key_readable_by_others", {{"file", path}});
  std::ifstream in(path, std::ios::binary);
  std::string line;
  std::getline(in, line);
  auto bytes = from_base64(line);
  sodium_memzero(line.data(), line.size());
  if (!bytes) return invalid("key_file", "key_malformed", {{"file", path}});
  auto key = Key::from_bytes(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

Done write_master_key(const std::string& path, const Key& key) {
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0)
    return invalid("key_file", errno == EEXIST ? "key_exists" : "key_unwritable", {{"file", path}});
  std::string line = base64(key.bytes()) + "\n";
  bool written = ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                 ::fsync(file) == 0;
  sodium_memzero(line.data(), line.size());
  ::close(file);
  if (!written) return invalid("key_file", "key_unwritable", {{"file", path}});
  return {};
}

Result<Key> make_master_key(const std::string& path, Random& random) {
  Key key = Key::make(random);
  FASCIA_TRY_DONE(write_master_key(path, key));
  return key;
}

}  // namespace fascia::keys
