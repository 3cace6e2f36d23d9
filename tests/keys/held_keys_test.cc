// SPDX-License-Identifier: Apache-2.0
#include "keys/held_keys.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "keys/random.h"

namespace fascia::keys {
namespace {

std::string bytes_of(const Key& key) { return std::string(key.bytes()); }
bool stands_in(const HeldKeys& held, const std::string& bytes) {
  return held.memory().find(bytes) != std::string_view::npos;
}

TEST(HeldKeys, are_no_more_than_a_number_and_those_used_last) {
  SystemRandom random;
  HeldKeys held(3);
  std::vector<std::string> bytes;
  for (std::int64_t i = 0; i < 50; ++i) {
    Key key = Key::make(random);
    bytes.push_back(bytes_of(key));
    held.hold({1, i}, key, held.now());
    EXPECT_LE(held.size(), 3u);
    ASSERT_TRUE(held.find({1, i}));
    EXPECT_EQ(bytes_of(*held.find({1, i})), bytes.back());
    EXPECT_TRUE(held.find({1, 0}));  // it is asked for again and again
  }
  EXPECT_EQ(held.size(), 3u);
  for (std::int64_t i = 1; i < 48; ++i) {
    EXPECT_FALSE(held.find({1, i}));
    EXPECT_FALSE(stands_in(held, bytes[static_cast<std::size_t>(i)])) << i;
  }
  for (std::int64_t i : {0, 48, 49}) {
    EXPECT_TRUE(held.find({1, i})) << i;
    EXPECT_TRUE(stands_in(held, bytes[static_cast<std::size_t>(i)])) << i;
  }
}

TEST(HeldKeys, R23_who_is_forgotten_leaves_no_byte_and_does_not_come_back) {
  SystemRandom random;
  HeldKeys held(8);
  Key key = Key::make(random), other = Key::make(random);
  held.hold({1, 5}, key, held.now());
  held.hold({2, 5}, other, held.now());
  // Somebody read the wrapped key of before the erasure and is late.
  const std::uint64_t since = held.now();
  held.forget({1, 5});
  held.hold({1, 5}, key, since);
  EXPECT_FALSE(held.find({1, 5}));
  EXPECT_FALSE(stands_in(held, bytes_of(key)));
  // The same number at another owner is somebody else.
  EXPECT_EQ(bytes_of(*held.find({2, 5})), bytes_of(other));
  EXPECT_EQ(held.size(), 1u);
}

TEST(HeldKeys, are_right_when_many_threads_take_and_forget) {
  SystemRandom random;
  HeldKeys held(16);
  std::vector<Key> keys;
  for (int i = 0; i < 40; ++i) keys.push_back(Key::make(random));
  std::atomic<int> wrong = 0, found = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 4000; ++i) {
        const auto which = static_cast<std::size_t>((i / 4 * 7 + t * 11) % 40);
        const HeldKeys::Owner owner{1, static_cast<std::int64_t>(which)};
        const std::uint64_t since = held.now();
        if (auto key = held.find(owner)) {
          ++found;
          if (key->bytes() != keys[which].bytes()) ++wrong;
        } else {
          held.hold(owner, keys[which], since);
        }
        if (i % 50 == 0) held.forget(owner);
        if (held.size() > 16) ++wrong;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(found, 0);
}

}  // namespace
}  // namespace fascia::keys
