// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "keys/seal.h"

namespace fascia::keys {

// What a file holds, sealed as a whole (XChaCha20-Poly1305, libsodium's secretstream) in pieces of
// 64 KiB: each is bound to those before it and the last one is marked, so that none can be changed,
// swapped, left out or cut off unseen. Two pieces are in memory at a time, however large the file.
// `context` is bound to all of them. Both read from where `from` stands to its end.
enum class FileSealing : char {
  done,
  unread,     // `from` could not be read
  unwritten,  // `to` could not be written
  broken      // it was changed, or is sealed with another key or for another context
};
FileSealing seal_file(int from, int to, const Key& key, std::string_view context);
// What was written before it is broken is whole up to there, and nothing to go on with.
FileSealing open_file(int from, int to, const Key& key, std::string_view context);

}  // namespace fascia::keys
