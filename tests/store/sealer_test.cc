// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <thread>

#include "store/client_keys.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class SealerOfMany : public TreatedClinic {
 protected:
  static constexpr int kPeople = 2 * static_cast<int>(keys::kMostHeld);
  static ClientId person(int i) { return {1000 + i}; }
  void SetUp() override {
    TreatedClinic::SetUp();
    write([&](Transaction& tx) {
      for (int i = 0; i < kPeople; ++i)
        put_key(tx, kTenant, {person(i), sealer.new_wrapped_key(person(i).value)});
    });
  }
  std::string sealed(Connection& c, int i) {
    return sealer.seal(c, kTenant, person(i), "x", 1, PrivateText("sore"));
  }
};

TEST_F(SealerOfMany, R22_holds_no_more_keys_than_its_bound_and_opens_all) {
  read([&](Connection& c) {
    for (int i = 0; i < kPeople; ++i) {
      std::string cell = sealed(c, i);
      EXPECT_EQ(sealer.open(c, kTenant, person(i), "x", 1, cell).reveal(), "sore");
      EXPECT_LE(sealer.held().size(), keys::kMostHeld);
    }
    EXPECT_EQ(sealer.held().size(), keys::kMostHeld);
    std::string cell = sealed(c, 0);  // its key is long gone from memory
    EXPECT_EQ(sealer.open(c, kTenant, person(0), "x", 1, cell).reveal(), "sore");
    return 0;
  });
}

TEST_F(SealerOfMany, R22_seals_and_opens_from_several_threads_beyond_its_bound) {
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&, t] {
      store->read([&](Connection& c) {
        for (int i = t; i < kPeople; i += 2) {
          std::string cell = sealed(c, i);
          if (sealer.open(c, kTenant, person(i), "x", 1, cell).reveal() == "sore") ++opened;
          if (i % 97 == 0) sealer.forget(kTenant, person(i));
        }
        return 0;
      });
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(opened, kPeople / 2 * 3 - 1);
}

}  // namespace
}  // namespace fascia::store
