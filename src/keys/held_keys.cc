// SPDX-License-Identifier: Apache-2.0
#include "keys/held_keys.h"

#include <sodium.h>

#include <algorithm>
#include <new>

namespace fascia::keys {

constexpr std::size_t kKeyBytes = 32;

HeldKeys::HeldKeys(std::size_t most)
    : most_(most), memory_(static_cast<unsigned char*>(sodium_allocarray(most, kKeyBytes))) {
  if (memory_ == nullptr) throw std::bad_alloc();
  sodium_memzero(memory_, most_ * kKeyBytes);
  for (std::size_t place = most_; place-- > 0;) free_.push_back(place);
}

HeldKeys::~HeldKeys() { sodium_free(memory_); }  // wipes it

unsigned char* HeldKeys::at(std::size_t place) const { return memory_ + place * kKeyBytes; }

void HeldKeys::drop(std::map<Owner, Held>::iterator one) {
  sodium_memzero(at(one->second.place), kKeyBytes);
  free_.push_back(one->second.place);
  used_.erase(one->second.use);
  held_.erase(one);
}

std::optional<Key> HeldKeys::find(Owner owner) {
  std::lock_guard lock(mutex_);
  auto one = held_.find(owner);
  if (one == held_.end()) return std::nullopt;
  used_.splice(used_.begin(), used_, one->second.use);
  auto key = Key::from_bytes({reinterpret_cast<const char*>(at(one->second.place)), kKeyBytes});
  return std::move(*key);
}

std::uint64_t HeldKeys::now() const {
  std::lock_guard lock(mutex_);
  return forgotten_;
}

void HeldKeys::hold(Owner owner, const Key& key, std::uint64_t since) {
  std::lock_guard lock(mutex_);
  if (since != forgotten_ || held_.contains(owner)) return;
  if (free_.empty()) drop(held_.find(used_.back()));
  const std::size_t place = free_.back();
  free_.pop_back();
  std::copy(key.bytes().begin(), key.bytes().end(), at(place));
  used_.push_front(owner);
  held_.emplace(owner, Held{used_.begin(), place});
}

void HeldKeys::forget(Owner owner) {
  std::lock_guard lock(mutex_);
  ++forgotten_;
  if (auto one = held_.find(owner); one != held_.end()) drop(one);
}

std::size_t HeldKeys::size() const {
  std::lock_guard lock(mutex_);
  return held_.size();
}

std::string_view HeldKeys::memory() const {
  return {reinterpret_cast<const char*>(memory_), most_ * kKeyBytes};
}

}  // namespace fascia::keys
