// SPDX-License-Identifier: Apache-2.0
// The wait list and two people at one time, as a program asks for them.
#include "api/small_api.h"
#include "clinic/book_couple.h"
#include "clinic/gender_wish.h"
#include "clinic/wait_list.h"

namespace fascia::api {
namespace {

struct WishApi : ApiTest {
  void SetUp() override {
    ApiTest::SetUp();
    ana_is_a_woman_and_ben_a_man();
    first_room_has_two_tables();
    add_therapist("Cleo Fox", 2);
  }
  bj::object couple(const std::string& start) {
    bj::object out = booking_body(start);
    out["second"] = bj::object{
        {"name", "Noor Lind"}, {"birth_date", "1990-02-01"}, {"email", "noor@example.invalid"}};
    out["policy"] = clinic::policy_now(*clinic).version;
    return out;
  }
  Answer times(const std::string& first, const std::string& second) {
    return ask(Method::get, "/api/v1/couples/availability",
               {{"service", swedish.text()},
                {"day", "2026-11-24"},
                {"gender", first},
                {"gender2", second}});
  }
  Answer book_two(const bj::object& body, const std::string& key) {
    return ask(Method::post, "/api/v1/couples", {}, json::write(body), {{"idempotency-key", key}});
  }
};

TEST_F(WishApi, R37_two_are_offered_held_and_booked_as_each_of_them_wished) {
  EXPECT_EQ(times("man", "woman").status, 403) << "as long as the clinic books two by telephone";
  EXPECT_EQ(book_two(couple(when(1, 10)), "a").status, 403);
  ASSERT_TRUE(clinic::allow_couples_online(*clinic, program, true));
  const Answer free = times("man", "woman");
  ASSERT_EQ(free.status, 200) << json::write(free.body);
  const bj::array& starts = free.body.at("starts").as_array();
  ASSERT_FALSE(starts.empty());
  for (const bj::value& start : starts)
    EXPECT_EQ(start.at("practitioners"), (bj::array{ben.text(), ana.text()}));
  EXPECT_EQ(times("other", "").text("field"), "gender");
  EXPECT_EQ(times("", "other").text("code"), "wish_fits_nobody");
  EXPECT_EQ(times("woman", "woman").text("code"), "wishes_fit_no_two");
  bj::object hold{
      {"service", swedish.text()}, {"start", when(1, 10)}, {"gender", "man"}, {"gender2", "woman"}};
  const Answer held = ask(Method::post, "/api/v1/couples/holds", {}, json::write(hold));
  ASSERT_EQ(held.status, 201) << json::write(held.body);
  EXPECT_EQ(held.body.at("practitioners"), (bj::array{ben.text(), ana.text()}));
  bj::object body = couple(when(1, 10));
  body["hold"] = held.text("id");
  body["gender"] = "man";
  body["gender2"] = "woman";
  const Answer booked = book_two(body, "b");
  ASSERT_EQ(booked.status, 201) << json::write(booked.body);
  EXPECT_EQ(booked.text("practitioner"), ben.text());
  EXPECT_EQ(json::write(booked.body).find("Noor"), std::string::npos);
  EXPECT_EQ(book_two(body, "b").text("id"), booked.text("id")) << "the same request again";
  EXPECT_EQ(one(Method::get, booked).status, 200);
  bj::object later = couple(when(2, 10));
  later["gender2"] = "cat";
  EXPECT_EQ(book_two(later, "c").text("field"), "gender2");
  later["second"].as_object().erase("email");
  EXPECT_EQ(book_two(later, "d").text("field"), "second.email");
}

TEST_F(WishApi, R37_a_day_without_a_start_for_both_names_the_next_that_has_one) {
  ASSERT_TRUE(clinic::allow_couples_online(*clinic, program, true));
  ASSERT_TRUE(clinic::add_time_off(*clinic, program, {ana, {monday + 1, 0}, {monday + 2, 0}}));
  const Answer none = times("", "woman");
  EXPECT_TRUE(none.body.at("starts").as_array().empty());
  EXPECT_EQ(none.text("next"), "2026-11-25");
  EXPECT_TRUE(times("", "man").body.at("next").is_null());
}

TEST_F(WishApi, R37_a_program_puts_a_stranger_on_the_wait_list_with_their_wish) {
  bj::object body{{"service", swedish.text()},
                  {"from", "2026-11-25"},
                  {"weekdays", bj::array{3, 5}},
                  {"from_minute", 540},
                  {"until_minute", 720},
                  {"name", "Ann First"},
                  {"birth_date", "1980-01-01"},
                  {"email", "ann@example.invalid"},
                  {"gender", "woman"}};
  auto join = [&] { return ask(Method::post, "/api/v1/wait", {}, json::write(body)); };
  const Answer joined = join();
  ASSERT_EQ(joined.status, 201) << json::write(joined.body);
  const auto kept = clinic::wait_list(*clinic, program)->front().entry;
  EXPECT_EQ(kept.id.text(), joined.text("id"));
  EXPECT_EQ(kept.gender, "woman");
  EXPECT_EQ(kept.weekdays, "35");
  EXPECT_EQ(kept.until_minute, 720);
  EXPECT_EQ(join().status, 409);
  for (auto [field, wrong] : {std::pair<const char*, bj::value>("gender", "other"),
                              {"weekdays", bj::array{8}},
                              {"from", "soon"},
                              {"email", "nobody"}}) {
    const bj::value before = body.at(field);
    body[field] = wrong;
    const Answer refused = join();
    EXPECT_EQ(refused.status, 422) << field;
    EXPECT_EQ(refused.text("field"), field);
    body[field] = before;
  }
  body["shoe"] = 1;
  EXPECT_EQ(join().text("code"), "key_unknown");
}

TEST_F(WishApi, CHK_S20_a_therapist_says_hours_of_training_or_null) {
  store::Practitioner p = *clinic->availability.get()->practitioner(ana);
  p.training_hours = 2200;
  p.deep_training_hours = 180;
  ASSERT_TRUE(clinic::edit_practitioner(*clinic, program, p));
  const Answer listed = ask(Method::get, "/api/v1/practitioners");
  for (const bj::value& one : listed.body.at("items").as_array()) {
    const bool of_ana = one.at("id").as_string() == ana.text();
    EXPECT_EQ(one.at("training_hours"), of_ana ? bj::value(2200) : bj::value(nullptr));
    EXPECT_EQ(one.at("deep_training_hours"), of_ana ? bj::value(180) : bj::value(nullptr));
  }
}

}  // namespace
}  // namespace fascia::api
