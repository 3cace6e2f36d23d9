// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "keys/password.h"
#include "keys/random.h"
#include "keys/seal.h"
#include "keys/token.h"

namespace fascia::keys {
namespace {

TEST(Seal, opens_only_with_its_key_in_its_place) {
  SystemRandom random;
  Key key = Key::make(random), other = Key::make(random);
  std::string cell = seal(key, "numb left leg", "chart.body/1", random);
  EXPECT_EQ(cell.find("numb"), std::string::npos);
  EXPECT_EQ(*open(key, cell, "chart.body/1"), "numb left leg");
  EXPECT_EQ(open(key, cell, "chart.body/2").error().message, "sealed_cell_broken");
  EXPECT_FALSE(open(other, cell, "chart.body/1"));
  std::string changed = cell;
  changed[40] = changed[40] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(open(key, changed, "chart.body/1"));
  EXPECT_FALSE(open(key, "", "chart.body/1"));
  EXPECT_NE(seal(key, "x", "c", random), seal(key, "x", "c", random));
  EXPECT_EQ(*open(key, seal(key, "", "c", random), "c"), "");
}

TEST(MasterKey, only_its_owner_may_read_its_file) {
  SystemRandom random;
  auto path = std::filesystem::temp_directory_path() / ("fascia-key-" + std::to_string(getpid()));
  auto made = make_master_key(path, random);
  ASSERT_TRUE(made);
  EXPECT_EQ(read_master_key(path)->bytes(), made->bytes());
  EXPECT_EQ(make_master_key(path, random).error().message, "key_exists");
  chmod(path.c_str(), 0640);
  EXPECT_EQ(read_master_key(path).error().message, "key_readable_by_others");
  chmod(path.c_str(), 0600);
  std::ofstream(path) << "short\n";
  EXPECT_EQ(read_master_key(path).error().message, "key_malformed");
  std::filesystem::remove(path);
  EXPECT_EQ(read_master_key(path).error().message, "key_missing");
}

TEST(Random, ids_are_positive_and_differ) {
  SystemRandom random;
  std::set<std::int64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    auto id = random.id<ClientId>();
    EXPECT_GT(id.value, 0);
    EXPECT_TRUE(seen.insert(id.value).second);
  }
  EXPECT_EQ(random.token().size(), 43u);
}

TEST(Random, the_same_seed_gives_the_same_clinic) {
  SeededRandom a(7), b(7), c(8);
  std::string first = a.token();
  EXPECT_EQ(first, b.token());
  EXPECT_NE(first, c.token());
  EXPECT_NE(a.token(), first);
}

TEST(Password, argon2id_says_yes_to_the_one_password) {
  std::string hash = hash_password("correct horse");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(verify_password(hash, "correct horse"));
  EXPECT_FALSE(verify_password(hash, "correct horsf"));
  EXPECT_FALSE(verify_password("", "correct horse"));
  EXPECT_FALSE(verify_nobody("nobody has this password"));
}

TEST(Token, what_is_stored_is_not_what_is_held) {
  EXPECT_NE(token_hash("abc"), "abc");
  EXPECT_EQ(token_hash("abc").size(), 64u);
  EXPECT_NE(mac("k1", "text"), mac("k2", "text"));
  EXPECT_TRUE(equal_secret("same", "same"));
  EXPECT_FALSE(equal_secret("same", "samf"));
  EXPECT_FALSE(equal_secret("same", "sam"));
}

}  // namespace
}  // namespace fascia::keys
