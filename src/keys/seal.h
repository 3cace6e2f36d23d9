// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/result.h"
#include "keys/random.h"

namespace fascia::keys {

// 32 secret bytes, wiped when they go. Moves, never copies.
class Key {
 public:
  Key() = default;
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  Key(Key&& other) noexcept;
  Key& operator=(Key&& other) noexcept;
  ~Key();

  static Key make(Random& random);
  static Result<Key> from_bytes(std::string_view bytes);  // exactly 32, else "key_malformed"
  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

 private:
  std::array<unsigned char, 32> bytes_{};
};

// Authenticated encryption (XChaCha20-Poly1305) with a random nonce; base64 text, because sealed
// cells are text on both engines. `context` ("chart_entry.body/<id>") is bound to the cell: a cell
// moved to another row or column does not open.
std::string seal(const Key& key, std::string_view plain, std::string_view context, Random& random);
// Error "sealed_cell_broken" when the text was changed, moved, or sealed with another key.
Result<std::string> open(const Key& key, std::string_view sealed, std::string_view context);
// The same of a key that another one wraps; nothing else in memory keeps its bytes.
Result<Key> open_key(const Key& key, std::string_view sealed, std::string_view context);

// The clinic's master key stands in a file of its own, outside the data folder, readable by its
// owner alone: "key_missing", "key_malformed", "key_readable_by_others" on `key_file`.
Result<Key> read_master_key(const std::string& path);
// Makes the file (mode 0600); "key_exists" when one is there already.
Result<Key> make_master_key(const std::string& path, Random& random);
// Writes a key that is known, from paper, in the same way.
Done write_master_key(const std::string& path, const Key& key);

}  // namespace fascia::keys
