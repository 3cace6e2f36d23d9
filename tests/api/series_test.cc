// SPDX-License-Identifier: Apache-2.0
// Visits that repeat one, by RRULE in and out (RFC 5545).
#include "api/small_api.h"

namespace fascia::api {
namespace {

class SeriesApi : public ApiTest {
 protected:
  void SetUp() override {
    ApiTest::SetUp();
    bj::object body = booking_body(when(1, 9));
    body["practitioner"] = ana.text();
    first = book(body, "first");
    ASSERT_EQ(first.status, 201);
  }
  Answer series(Method method, const std::string& rest, const bj::object& body = {},
                const std::string& key = {}, const std::string& token = {}) {
    std::string link = first.text("manage");
    http::Pairs headers{
        {"authorization", "Bearer " + (token.empty() ? link.substr(link.rfind('/') + 1) : token)}};
    if (!key.empty()) headers.emplace_back("idempotency-key", key);
    return ask(method, "/api/v1/appointments/" + first.text("id") + "/series" + rest, {},
               method == Method::get ? "" : json::write(body), headers);
  }
  void take(int day, int hour) {
    bj::object body = booking_body(when(day, hour), "Rival Ray");
    body["practitioner"] = ana.text();
    ASSERT_EQ(book(body, "rival").status, 201);
  }
  Answer first;
};

TEST_F(SeriesApi, what_stands_in_the_way_is_listed_before_anything_is_written) {
  take(8, 9);
  const bj::object body{{"rule", "RRULE:freq=weekly;count=3"}};
  Answer plan = series(Method::post, "/plan", body);
  ASSERT_EQ(plan.status, 200) << plan.bytes;
  EXPECT_EQ(plan.text("rule"), "FREQ=WEEKLY;COUNT=3");
  EXPECT_FALSE(plan.body.at("bookable").as_bool());
  const bj::array& visits = plan.body.at("visits").as_array();
  ASSERT_EQ(visits.size(), 2u);
  EXPECT_EQ(visits[0].at("start").as_string(), when(8, 9));
  EXPECT_EQ(visits[0].at("conflict").at("code").as_string(), "start_taken");
  EXPECT_FALSE(visits[0].at("alternatives").as_array().empty());
  EXPECT_TRUE(visits[1].at("conflict").is_null());
  EXPECT_EQ(visits[1].at("practitioner").as_string(), ana.text());
  // All or none.
  Answer refused = series(Method::post, "", body, "a");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.text("code"), "series_conflicts");
  ASSERT_EQ(refused.body.at("conflicts").as_array().size(), 1u);
  EXPECT_EQ(refused.body.at("conflicts").at(0).at("start").as_string(), when(8, 9));
  Answer alone = series(Method::get, "");
  EXPECT_EQ(alone.body.at("visits").as_array().size(), 1u);
  EXPECT_TRUE(alone.body.at("rule").is_null());
}

TEST_F(SeriesApi, a_rule_goes_in_and_comes_out_again_with_its_exceptions) {
  const bj::object body{{"rule", "FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH"},
                        {"except", bj::array{"2026-12-01"}},
                        {"policy", 1}};
  Answer made = series(Method::post, "", body, "a");
  ASSERT_EQ(made.status, 201) << made.bytes;
  EXPECT_EQ(made.text("rule"), "FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH");
  ASSERT_EQ(made.body.at("except").as_array().size(), 1u);
  EXPECT_EQ(made.body.at("except").at(0).as_string(), when(8, 9));
  const bj::array& visits = made.body.at("visits").as_array();
  ASSERT_EQ(visits.size(), 3u);
  EXPECT_FALSE(visits[0].as_object().contains("manage")) << "its link is known already";
  EXPECT_EQ(visits[2].at("start").as_string(), when(10, 9));
  const std::string link(visits[2].at("manage").as_string());
  // Each has its own link, which opens the series too.
  Answer by_last =
      ask(Method::get,
          "/api/v1/appointments/" + std::string(visits[2].at("id").as_string()) + "/series", {}, {},
          {{"authorization", "Bearer " + link.substr(link.rfind('/') + 1)}});
  EXPECT_EQ(by_last.text("rule"), "FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH");
  // The same key again books nothing new.
  Answer again = series(Method::post, "", body, "a");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body.at("visits").as_array().size(), 3u);
  EXPECT_EQ(series(Method::get, "").body.at("visits").as_array().size(), 3u);
}

TEST_F(SeriesApi, what_is_no_series_is_refused_at_its_field) {
  struct Case {
    bj::object body;
    const char* field;
    const char* code;
  };
  const std::string rule = "FREQ=WEEKLY;COUNT=3";
  for (const Case& one : {
           Case{{}, "rule", "value_missing"},
           Case{{{"rule", ""}}, "rule", "value_missing"},
           Case{{{"rule", 3}}, "rule", "value_text"},
           Case{{{"rule", "FREQ=DAILY;COUNT=3"}}, "rule", "series_rule_weekly"},
           Case{{{"rule", "FREQ=WEEKLY;COUNT=7"}}, "rule", "series_online"},
           Case{{{"rule", "FREQ=WEEKLY;COUNT=1"}}, "rule", "series_alone"},
           Case{{{"rule", rule}, {"except", "2026-12-01"}}, "except", "date_invalid"},
           Case{{{"rule", rule}, {"except", bj::array{"2026-12-02"}}}, "except", "series_except"},
           Case{{{"rule", rule}, {"excpet", bj::array{}}}, "excpet", "key_unknown"},
       })
    for (const char* rest : {"/plan", ""}) {
      Answer refused = series(Method::post, rest, one.body, "a");
      const std::string code = one.code;
      const bool malformed = code.starts_with("value_") || code.starts_with("key_");
      EXPECT_EQ(refused.status, malformed ? 400 : 422) << json::write(one.body);
      EXPECT_EQ(refused.text("field"), one.field);
      EXPECT_EQ(refused.text("code"), one.code);
    }
  EXPECT_EQ(series(Method::post, "", {{"rule", rule}}).text("field"), "Idempotency-Key");
  EXPECT_EQ(series(Method::post, "", {{"rule", rule}}, "a", "wrong").status, 404);
  EXPECT_EQ(series(Method::get, "", {}, {}, "wrong").status, 404);
  EXPECT_EQ(ask(Method::get, "/api/v1/appointments/" + first.text("id") + "/series").status, 401);
  EXPECT_EQ(series(Method::get, "").body.at("visits").as_array().size(), 1u);
}

}  // namespace
}  // namespace fascia::api
