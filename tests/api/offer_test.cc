// SPDX-License-Identifier: Apache-2.0
// What the API lists of the clinic's offer.
#include "api/small_api.h"
#include "clinic/join_services.h"
#include "clinic/therapist_rules.h"

namespace fascia::api {
namespace {

TEST_F(ApiTest, R33_a_service_names_the_equipment_it_needs) {
  store::Service bare = *clinic->availability.get()->service(deep);
  auto cups = clinic::edit_equipment(*clinic, program, {{}, {}, "Cupping set", 2});
  ASSERT_TRUE(cups);
  bare.equipment = {*cups};
  ASSERT_TRUE(clinic::edit_service(*clinic, program, bare));
  Answer answer = ask(Method::get, "/api/v1/services");
  EXPECT_EQ(answer.status, 200);
  const bj::array& items = answer.body.at("items").as_array();
  ASSERT_EQ(items.size(), 2u);
  for (const bj::value& one : items) {
    const bool needs = std::string(one.at("id").as_string()) == deep.text();
    EXPECT_EQ(one.at("equipment"), needs ? (bj::array{"Cupping set"}) : bj::array());
  }
}

TEST_F(ApiTest, a_service_names_the_thing_that_it_is_a_length_of) {
  ASSERT_TRUE(clinic::set_service_group(*clinic, program,
                                        {deep, "Deep tissue massage", "Massage profond"}));
  Answer answer = ask(Method::get, "/api/v1/services");
  for (const bj::value& one : answer.body.at("items").as_array()) {
    const bool of_it = std::string(one.at("id").as_string()) == deep.text();
    EXPECT_EQ(one.at("group"), of_it ? bj::value("Deep tissue massage") : bj::value(nullptr));
  }
}

// Several in one visit are chosen on the pages; a program is told of what stands in its list alone.
TEST_F(ApiTest, what_is_joined_stands_in_no_list) {
  auto both = clinic::join_services(*clinic, {}, {deep, swedish});
  ASSERT_TRUE(both);
  Answer services = ask(Method::get, "/api/v1/services");
  EXPECT_EQ(services.body.at("items").as_array().size(), 2u);
  Answer people = ask(Method::get, "/api/v1/practitioners");
  const bj::array& items = people.body.at("items").as_array();
  ASSERT_EQ(items.size(), 2u);
  for (const bj::value& one : items) {
    EXPECT_EQ(one.at("services").as_array().size(), 2u);
    for (const bj::value& id : one.at("services").as_array())
      EXPECT_NE(std::string(id.as_string()), both->text());
  }
}

TEST_F(ApiTest, the_next_free_time_of_each_place_the_soonest_first) {
  auto next = [&](ServiceId service) {
    return ask(Method::get, "/api/v1/places", {{"service", service.text()}});
  };
  Answer one = next(swedish);
  EXPECT_EQ(one.status, 200);
  ASSERT_EQ(one.body.at("items").as_array().size(), 1u);
  EXPECT_EQ(one.body.at("items").at(0).at("next").as_string(), when(0, 10));
  EXPECT_TRUE(one.body.at("items").at(0).at("here").as_bool());
  store::Location there = clinic->availability.get()->location;
  there.id = random.id<LocationId>();
  there.name = "Beyond the River";
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::add_location(tx, clinic->tenant, there);
    return {};
  }));
  Answer two = next(swedish);  // nobody works there yet
  ASSERT_EQ(two.body.at("items").as_array().size(), 2u);
  EXPECT_TRUE(two.body.at("items").at(0).at("here").as_bool());
  EXPECT_EQ(two.body.at("items").at(1).at("name").as_string(), "Beyond the River");
  EXPECT_TRUE(two.body.at("items").at(1).at("next").is_null());
  EXPECT_EQ(next(ServiceId{5}).text("code"), "service_unknown");
}

TEST_F(ApiTest, the_places_by_distance_from_where_the_person_is) {
  store::Location here = clinic->availability.get()->location, there = here;
  there.id = random.id<LocationId>();
  there.name = "Beyond the River";
  there.at = Position{55'110'000, -118'690'000};
  here.at = Position{55'170'000, -118'800'000};
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::add_location(tx, clinic->tenant, there);
    store::update_location(tx, clinic->tenant, here);
    return {};
  }));
  auto ask_for = [&](http::Pairs more) {
    more.emplace_back("service", swedish.text());
    return ask(Method::get, "/api/v1/places", more);
  };
  Answer near = ask_for({{"near", "55.1,-118.7"}, {"order", "nearest"}});
  ASSERT_EQ(near.body.at("items").as_array().size(), 2u);
  EXPECT_EQ(near.body.at("items").at(0).at("name").as_string(), "Beyond the River");
  EXPECT_EQ(near.body.at("items").at(0).at("at").as_string(), "55.11,-118.69");
  EXPECT_EQ(near.body.at("items").at(0).at("km").to_number<double>(), 1.3);
  Answer soon = ask_for({{"near", "55.1,-118.7"}});  // nobody works beyond the river
  EXPECT_TRUE(soon.body.at("items").at(0).at("here").as_bool());
  EXPECT_TRUE(ask_for({}).body.at("items").at(0).at("km").is_null());
  EXPECT_EQ(ask_for({{"near", "95,0"}}).text("code"), "position_invalid");
  EXPECT_EQ(ask_for({{"order", "nearest"}}).text("code"), "value_missing");
  EXPECT_EQ(ask_for({{"order", "dearest"}}).text("code"), "order_unknown");
}

}  // namespace
}  // namespace fascia::api
