// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "keys/seal.h"

namespace fascia::keys {

// A day of a large clinic sees some hundred people, and one key more or less costs a look into the
// store and one opened box. 1024 keys are 32 KiB: what a process may lock into memory on any system
// (64 KiB where little is allowed).
constexpr std::size_t kMostHeld = 1024;

// Keys that were unwrapped, so that not every cell asks the store: no more than a number of them,
// those that were used last. They stand in memory that is not swapped out nor written into a core
// dump, and a place is wiped when its key leaves it. Safe from any thread.
class HeldKeys {
 public:
  using Owner = std::pair<std::int64_t, std::int64_t>;  // tenant and client

  explicit HeldKeys(std::size_t most = kMostHeld);
  ~HeldKeys();
  HeldKeys(const HeldKeys&) = delete;
  HeldKeys& operator=(const HeldKeys&) = delete;

  // A copy that is the caller's; it wipes itself.
  std::optional<Key> find(Owner owner);
  // Asked before a key is read from the store; `hold` keeps it only when nobody was forgotten
  // since, so that a key that was read before an erasure does not come after it.
  std::uint64_t now() const;
  void hold(Owner owner, const Key& key, std::uint64_t since);
  void forget(Owner owner);

  std::size_t size() const;
  // All of it, for a test that looks for what must be gone.
  std::string_view memory() const;

 private:
  struct Held {
    std::list<Owner>::iterator use;
    std::size_t place;
  };
  unsigned char* at(std::size_t place) const;
  void drop(std::map<Owner, Held>::iterator one);

  const std::size_t most_;
  unsigned char* const memory_;
  mutable std::mutex mutex_;
  std::uint64_t forgotten_ = 0;
  std::list<Owner> used_;  // the last one first
  std::map<Owner, Held> held_;
  std::vector<std::size_t> free_;
};

}  // namespace fascia::keys
