// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

#include <gtest/gtest.h>

#include "http/assets.h"
#include "http/form.h"
#include "http/limits.h"

namespace fascia::http {
namespace {

TEST(Form, decodes_strictly_and_names_the_field) {
  auto pairs = parse_form("name=Maya+R%C3%A9&empty=&flag&name=2");
  ASSERT_TRUE(pairs);
  Form form(*pairs);
  EXPECT_EQ(form.get("name"), "Maya R\xC3\xA9");
  EXPECT_EQ(form.all("name").size(), 2u);
  EXPECT_TRUE(form.has("flag"));
  EXPECT_FALSE(form.has("none"));
  EXPECT_EQ(parse_form("a=1&b=%ff").error().field, "b");
  EXPECT_EQ(parse_form("b=%0").error().message, "form_malformed");
  EXPECT_EQ(parse_form("b=%00").error().message, "form_malformed");
  EXPECT_EQ(url_encode("a b/\xC3\xA9"), "a%20b%2F%C3%A9");
}

TEST(Utf8, overlong_surrogates_and_ends_are_refused) {
  EXPECT_TRUE(valid_utf8("plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"));
  for (const char* bad :
       {"\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\x80"})
    EXPECT_FALSE(valid_utf8(bad));
}

TEST(Cookie, is_http_only_and_same_site) {
  Response response;
  set_cookie(response, {"s", "abc", 3600, true});
  EXPECT_EQ(response.header("Set-Cookie"),
            "s=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure");
  Request request;
  request.headers.emplace_back("cookie", "other=1; s=abc; ss=2");
  EXPECT_EQ(request.cookie("s"), "abc");
  EXPECT_EQ(request.cookie("x"), "");
}

TEST(Limits, refill_with_the_clock_that_is_given) {
  MemoryLimits limits;
  RateLimit limit{"reply", 3, minutes(1)};
  Instant now{1000};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limits.take(limit, "1.2.3.4", now).value, 0);
  EXPECT_EQ(limits.take(limit, "1.2.3.4", now).value, 20);
  EXPECT_EQ(limits.take(limit, "1.2.3.5", now).value, 0);
  EXPECT_EQ(limits.take(limit, "1.2.3.4", now + Seconds{20}).value, 0);
  EXPECT_GT(limits.take(limit, "1.2.3.4", now + Seconds{20}).value, 0);
}

TEST(Assets, are_named_by_their_content_and_sent_compressed) {
  AssetSite site;
  site.add("app.css", "body{}", "BR", "GZ");
  std::string url = site.url("app.css");
  Request request;
  EXPECT_EQ(std::get<std::string_view>(site.serve(request, url.substr(8)).body), "body{}");
  request.headers.emplace_back("accept-encoding", "gzip, deflate, br");
  Response best = site.serve(request, url.substr(8));
  EXPECT_EQ(std::get<std::string_view>(best.body), "BR");
  EXPECT_EQ(best.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(site.serve(request, "app.00000000.css").status, 404);
}

}  // namespace
}  // namespace fascia::http
