// SPDX-License-Identifier: Apache-2.0
#include "clinic/sign_in.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

// With one file; with a server tests/whole/places_test.cc adds one.
TEST(OwnerPlaces, R33_the_owner_sees_the_places_and_why_a_file_has_one) {
  SmallSite site;
  clinic::Clinic& clinic = *site.small.clinic;
  Browser owner(site), other(site);
  owner.get("/sign-in");
  ASSERT_EQ(owner.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}}).status,
            303);
  EXPECT_TRUE(has(text_of(owner.get("/owner")), "href=\"/owner/places\""));
  const std::string page = text_of(owner.get("/owner/places"));
  const store::Location here = clinic.availability.get()->location;
  EXPECT_TRUE(has(page, here.name + "</strong> · this one"));
  EXPECT_TRUE(has(page, here.id.text()));
  EXPECT_TRUE(has(page, "keeps its data in one file"));
  EXPECT_TRUE(lacks(page, "action=\"/owner/places\""));  // no form that cannot be sent
  EXPECT_EQ(owner.post("/owner/places", {{"name", "North"}}).status, 409);
  EXPECT_EQ(clinic::list_places(clinic, site.small.program)->size(), 1u);
  EXPECT_EQ(other.get("/owner/places").status, 303);  // to the sign-in
  owner.language = "fr-CA";
  EXPECT_TRUE(has(text_of(owner.get("/owner/places")), "dans un seul fichier"));
}

TEST(OwnerPlaces, R20_the_desk_has_no_places_to_add) {
  SmallSite site;
  ASSERT_TRUE(clinic::add_staff(*site.small.clinic, site.small.program,
                                {"dana", "dana", store::Role::desk, {}, "a long password"}));
  Browser desk(site);
  desk.get("/sign-in");
  ASSERT_EQ(desk.post("/sign-in", {{"name", "dana"}, {"password", "a long password"}}).status, 303);
  EXPECT_EQ(desk.get("/owner/places").status, 403);
  EXPECT_EQ(desk.post("/owner/places", {{"name", "North"}}).status, 403);
}

}  // namespace
}  // namespace fascia::web
