// SPDX-License-Identifier: Apache-2.0
#include "keys/sealed_file.h"

#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <vector>

#include "core/file_handle.h"

namespace fascia::keys {
namespace {

constexpr std::size_t kPiece = 64 << 10;
constexpr std::size_t kMore = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kBegin = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

// Wiped when it goes: a piece in plain.
class Piece {
 public:
  explicit Piece(std::size_t size) : bytes_(size) {}
  ~Piece() { sodium_memzero(bytes_.data(), bytes_.size()); }
  Piece(const Piece&) = delete;
  Piece& operator=(const Piece&) = delete;
  unsigned char* data() { return bytes_.data(); }

 private:
  std::vector<unsigned char> bytes_;
};

struct Stream {
  crypto_secretstream_xchacha20poly1305_state state;
  Stream() = default;
  ~Stream() { sodium_memzero(&state, sizeof state); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// As many as there are; fewer than were asked for at the end alone.
std::optional<std::size_t> read_piece(int from, unsigned char* to, std::size_t size) {
  std::size_t got = 0;
  while (got < size) {
    const ssize_t now = ::read(from, to + got, size - got);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) return std::nullopt;
    if (now == 0) break;
    got += static_cast<std::size_t>(now);
  }
  return got;
}

bool write_piece(int to, const unsigned char* bytes, std::size_t size) {
  return write_all(to, {reinterpret_cast<const char*>(bytes), size});
}

}  // namespace

FileSealing seal_file(int from, int to, const Key& key, std::string_view context) {
  Stream stream;
  unsigned char begin[kBegin];
  crypto_secretstream_xchacha20poly1305_init_push(&stream.state, begin, as_bytes(key.bytes()));
  if (!write_piece(to, begin, kBegin)) return FileSealing::unwritten;
  Piece plain(kPiece);
  std::vector<unsigned char> sealed(kPiece + kMore);
  while (true) {
    const auto size = read_piece(from, plain.data(), kPiece);
    if (!size) return FileSealing::unread;
    const bool last = *size < kPiece;
    crypto_secretstream_xchacha20poly1305_push(
        &stream.state, sealed.data(), nullptr, plain.data(), *size, as_bytes(context),
        context.size(), last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    if (!write_piece(to, sealed.data(), *size + kMore)) return FileSealing::unwritten;
    if (last) return FileSealing::done;
  }
}

FileSealing open_file(int from, int to, const Key& key, std::string_view context) {
  Stream stream;
  unsigned char begin[kBegin];
  const auto begun = read_piece(from, begin, kBegin);
  if (!begun) return FileSealing::unread;
  if (*begun != kBegin || crypto_secretstream_xchacha20poly1305_init_pull(
                              &stream.state, begin, as_bytes(key.bytes())) != 0)
    return FileSealing::broken;
  Piece plain(kPiece);
  std::vector<unsigned char> sealed(kPiece + kMore);
  while (true) {
    const auto size = read_piece(from, sealed.data(), sealed.size());
    if (!size) return FileSealing::unread;
    unsigned char tag = 0;
    unsigned long long opened = 0;
    if (*size < kMore || crypto_secretstream_xchacha20poly1305_pull(
                             &stream.state, plain.data(), &opened, &tag, sealed.data(), *size,
                             as_bytes(context), context.size()) != 0)
      return FileSealing::broken;
    if (!write_piece(to, plain.data(), opened)) return FileSealing::unwritten;
    if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
      if (*size < sealed.size()) return FileSealing::broken;  // its end was cut off
      continue;
    }
    const auto more = read_piece(from, sealed.data(), 1);
    if (!more) return FileSealing::unread;
    return *more == 0 ? FileSealing::done : FileSealing::broken;
  }
}

}  // namespace fascia::keys
