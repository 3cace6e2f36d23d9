// SPDX-License-Identifier: Apache-2.0
// The pages of a booked visit whose answers stop it: the gentle one in one tap (R4).
#include "stopped_visit.h"

namespace fascia::web {
namespace {

TEST_F(StoppedVisit, R4_the_private_link_offers_the_gentle_visit_with_its_price_in_one_tap) {
  answer_gentle();
  for (const char* language : {"en-CA", "fr-CA"}) {
    Browser maya(*this);
    maya.language = language;
    const std::string page = text_of(maya.get(path));
    EXPECT_TRUE(has(page, "Relaxation 60"));
    EXPECT_TRUE(has(page, "action=\"" + path + "/gentler\""));
    EXPECT_TRUE(has(page, std::string(language) == "fr-CA" ? "95,00" : "$95.00"));
    // Nothing of health stands behind the link (R19).
    EXPECT_TRUE(lacks(page, "drenal"));
  }
  Browser maya(*this);
  maya.get(path);
  EXPECT_EQ(now().status, store::Status::requested);  // reading it changes nothing
  const std::string after = text_of(maya.follow(maya.post(path + "/gentler", {})));
  EXPECT_EQ(now().service, small.swedish);
  EXPECT_EQ(now().status, store::Status::confirmed);
  EXPECT_EQ(now().start, small.at(3, 10));
  EXPECT_TRUE(lacks(after, "/gentler"));
  // A second tap is harmless.
  EXPECT_EQ(maya.post(path + "/gentler", {}).status, 303);
  EXPECT_EQ(now().service, small.swedish);
  Browser stranger(*this);
  EXPECT_EQ(
      stranger.post("/visit/" + id.text() + "/" + std::string(43, 'x') + "/gentler", {}).status,
      404);
}

TEST_F(StoppedVisit, R4_the_desk_offers_it_on_the_telephone_and_never_sees_why) {
  answer_gentle();
  Browser desk = signed_in("dana");
  const std::string at = "/desk/visit/" + id.text();
  const std::string page = text_of(desk.get(at));
  EXPECT_TRUE(has(page, at + "/gentler"));
  EXPECT_TRUE(has(page, "offer the gentle visit"));
  EXPECT_TRUE(lacks(page, "drenal"));
  EXPECT_TRUE(has(text_of(desk.get("/desk?day=2026-11-26")), "offer the gentle visit"));
  EXPECT_TRUE(has(text_of(signed_in("anna").get("/treat?day=2026-11-26")), "Gentle work alone"));
  EXPECT_TRUE(has(text_of(desk.follow(desk.post(at + "/gentler", {}))), "gentle one now"));
  EXPECT_EQ(now().service, small.swedish);
  EXPECT_TRUE(lacks(text_of(signed_in("anna").get("/treat?day=2026-11-26")), "Gentle work alone"));
}

TEST_F(StoppedVisit, R4_a_visit_that_stands_as_it_is_offers_nothing) {
  answer({});
  Browser maya(*this);
  EXPECT_TRUE(lacks(text_of(maya.get(path)), "/gentler"));
  EXPECT_EQ(maya.post(path + "/gentler", {}).status, 303);
  EXPECT_EQ(now().service, small.deep);
  EXPECT_TRUE(lacks(text_of(signed_in("dana").get("/desk/visit/" + id.text())), "/gentler"));
}

}  // namespace
}  // namespace fascia::web
