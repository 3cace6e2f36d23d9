// SPDX-License-Identifier: Apache-2.0
#include "clinic/private_link.h"

#include "clinic/small_clinic.h"
#include "keys/token.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

class PrivateLinks : public ::testing::Test, public SmallClinic {
 protected:
  void SetUp() override {
    auto booked = book_appointment(*clinic, booking(at(1, 10), "k"));
    ASSERT_TRUE(booked);
    client = booked->client.id;
    token = *clinic->store.write([&](store::Transaction& tx) -> Result<std::string> {
      return make_private_link(tx, *clinic, {"aftercare", 77, client, at(30, 0)});
    });
  }
  Result<OpenLink> open(const std::string& browser) {
    return open_private_link(*clinic, "aftercare", token, browser);
  }
  Result<OpenLink> give(const std::string& browser, Date birth) {
    return prove_birth_date(*clinic, "aftercare", token, browser, birth);
  }
  int tries_left() {
    return store->read([&](store::Connection& c) {
      return store::find_link(c, clinic->tenant, keys::token_hash(token), clock.now())->tries_left;
    });
  }

  const Date right = Date::of(1988, 5, 4), wrong = Date::of(1988, 5, 5);
  ClientId client;
  std::string token;
};

TEST_F(PrivateLinks, R19_the_store_has_the_hash_alone) {
  EXPECT_EQ(token.size(), 43U);
  bool kept_plain = store->read([&](store::Connection& c) {
    return store::find_link(c, clinic->tenant, token, clock.now()).has_value();
  });
  EXPECT_FALSE(kept_plain);
  EXPECT_EQ(tries_left(), 5);
}

TEST_F(PrivateLinks, R19_opening_it_changes_nothing_however_often) {
  for (int i = 0; i < 20; ++i) {
    auto link = open("scanner");
    ASSERT_TRUE(link);
    EXPECT_FALSE(link->known_browser);
  }
  EXPECT_EQ(tries_left(), 5);
}

TEST_F(PrivateLinks, R19_the_birth_date_opens_it_for_this_browser_and_no_other) {
  auto link = give("phone", right);
  ASSERT_TRUE(link);
  EXPECT_TRUE(link->known_browser);
  EXPECT_EQ(link->subject, 77);
  EXPECT_EQ(link->client, client);
  EXPECT_TRUE(open("phone")->known_browser);
  EXPECT_FALSE(open("somebody else")->known_browser);
  EXPECT_FALSE(open("")->known_browser);
}

TEST_F(PrivateLinks, R19_five_wrong_dates_close_it_for_the_right_one_too) {
  for (int left = 4; left >= 1; --left) {
    auto link = give("phone", wrong);
    ASSERT_FALSE(link);
    EXPECT_EQ(link.error().message, "birth_date_wrong");
    EXPECT_EQ(link.error().args[0].second, std::to_string(left));
  }
  EXPECT_EQ(give("phone", wrong).error().message, "link_closed");
  EXPECT_EQ(give("phone", right).error().message, "link_closed");
  EXPECT_EQ(open("phone").error().message, "link_closed");
}

TEST_F(PrivateLinks, R19_a_browser_that_opened_it_keeps_it_when_others_guess) {
  ASSERT_TRUE(give("phone", right));
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(give("thief", wrong));
  EXPECT_TRUE(open("phone")->known_browser);
  EXPECT_EQ(open("thief").error().message, "link_closed");
}

TEST_F(PrivateLinks, R19_it_is_for_one_purpose_and_ends) {
  EXPECT_EQ(open_private_link(*clinic, "curve", token, "phone").error().message, "link_unknown");
  EXPECT_EQ(open_private_link(*clinic, "aftercare", token + "x", "phone").error().message,
            "link_unknown");
  clock.seconds = at(30, 0).seconds;
  EXPECT_EQ(open("phone").error().message, "link_unknown");
  EXPECT_EQ(give("phone", right).error().message, "link_unknown");
}

}  // namespace
}  // namespace fascia::clinic
