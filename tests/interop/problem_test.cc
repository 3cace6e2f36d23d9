// SPDX-License-Identifier: Apache-2.0
#include "interop/problem.h"

#include <gtest/gtest.h>

#include "core/json.h"

namespace fascia::interop {
namespace {

TEST(Problem, each_word_of_ours_has_one_status) {
  EXPECT_EQ(http_status(Code::not_found), 404);
  EXPECT_EQ(http_status(Code::invalid), 422);
  EXPECT_EQ(http_status(Code::conflict), 409);
  EXPECT_EQ(http_status(Code::forbidden), 403);
  EXPECT_EQ(http_status(Code::unauthorized), 401);
  EXPECT_EQ(http_status(Code::too_many), 429);
  EXPECT_EQ(http_status(Code::unavailable), 503);
  EXPECT_EQ(http_status(Code::internal), 500);
}

TEST(Problem, names_the_field_and_what_is_allowed_and_never_the_cause) {
  Error e = invalid("client.birth_date", "date_in_future", {{"latest", "2026-11-24"}});
  e.cause = "secret 42";
  std::string text = json::write(problem(e, "This date is in the future.", "Please look again."));
  EXPECT_EQ(text, R"({"type":"about:blank","title":"This date is in the future.","status":422,)"
                  R"("code":"date_in_future","detail":"Please look again.",)"
                  R"("field":"client.birth_date","args":{"latest":"2026-11-24"}})");
}

TEST(Problem, leaves_out_what_does_not_apply_and_always_has_a_code) {
  EXPECT_EQ(json::write(problem({Code::internal, "", "", {}, "disk"}, "Sorry")),
            R"({"type":"about:blank","title":"Sorry","status":500,"code":"internal"})");
  EXPECT_EQ(problem(invalid("", "idempotency_key_missing"), "t", "", 400).at("status"), 400);
}

}  // namespace
}  // namespace fascia::interop
