// SPDX-License-Identifier: Apache-2.0
// What a page says when somebody asks too often, and when the store does not answer.
#include "clinic/reply.h"
#include "store/broken_store.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

struct CountedPages : ::testing::Test, SmallSite {
  void SetUp() override { limits.on = true; }
  static http::Pairs reply(const std::string& text) {
    return {{"reply_name", "Lena"},
            {"reply_email", "lena@example.invalid"},
            {"reply_text", text},
            {"reply_consent", "yes"},
            {"website", ""}};
  }
  std::size_t kept() {
    return clinic::replies_to_moderate(*small.clinic,
                                       {clinic::Actor::Kind::staff, {}, store::Role::owner, {}})
        .size();
  }
};

const std::string kReply = "/deep-tissue-massage/replies";

TEST_F(CountedPages, R14_a_fourth_reply_is_refused_and_nothing_that_was_typed_is_lost) {
  Browser lena(*this);
  for (const char* text : {"one", "two", "three"})
    EXPECT_EQ(lena.post(kReply, reply(text)).status, 303) << text;
  auto refused = lena.post(kReply, reply("all that I wanted to say"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_FALSE(refused.header("Retry-After").empty());
  std::string page = text_of(refused);
  EXPECT_TRUE(has(page, "all that I wanted to say"));
  EXPECT_TRUE(has(page, "value=\"Lena\""));
  EXPECT_TRUE(has(page, page::text(page::Language::en, "errors.too_many_requests")));
  EXPECT_TRUE(has(page, "href=\"#reply_text\"")) << "the message leads to what was typed";
  EXPECT_EQ(kept(), 3u);
  EXPECT_EQ(Browser(*this, "10.0.0.2").post(kReply, reply("mine")).status, 303);
  small.clock.seconds += 600;
  EXPECT_EQ(lena.post(kReply, reply("all that I wanted to say")).status, 303);
}

TEST_F(CountedPages, R14_a_reply_with_a_fault_does_not_count) {
  Browser lena(*this);
  for (int n = 0; n < 5; ++n) {
    http::Pairs form = reply("text");
    form[1].second = "no address";
    EXPECT_EQ(lena.post(kReply, form).status, 422) << n;
  }
  for (const char* text : {"one", "two", "three"})
    EXPECT_EQ(lena.post(kReply, reply(text)).status, 303) << text;
  EXPECT_EQ(lena.post(kReply, reply("four")).status, 429);
}

TEST_F(CountedPages, the_eleventh_try_to_sign_in_waits_whatever_the_password) {
  Browser browser(*this);
  for (int n = 0; n < 10; ++n)
    EXPECT_EQ(browser.post("/sign-in", {{"name", "owner"}, {"password", "wrong"}}).status, 422);
  auto refused = browser.post("/sign-in", {{"name", "owner"}, {"password", kPassword}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_FALSE(refused.header("Retry-After").empty());
  EXPECT_EQ(browser.get("/desk").status, 303);
  small.clock.seconds += 300;
  EXPECT_EQ(browser.post("/sign-in", {{"name", "owner"}, {"password", kPassword}}).status, 303);
}

// Each of these has a limit of its own.
TEST_F(CountedPages, forms_that_anybody_may_send_are_limited) {
  struct Form {
    const char* path;
    int most;
  };
  for (const Form& form : {Form{"/wait", 10}, {"/book/two", 30}, {"/book/hold", 40}}) {
    Browser browser(*this);
    int sent = 0;
    http::Response answer;
    do {
      answer = browser.post(
          form.path, {{"service", "relaxation-60"}, {"start", to_rfc3339_utc(small.at(1, 3))}});
    } while (answer.status != 429 && ++sent < 100);
    EXPECT_EQ(answer.status, 429) << form.path;
    EXPECT_EQ(sent, form.most) << form.path;
  }
}

TEST(BrokenPages, a_store_that_cannot_be_read_is_503_with_the_reason) {
  SmallSite whole;
  store::BrokenStore broken;
  clinic::Clinic ill(broken, *whole.small.sealer, whole.small.random, whole.small.clock,
                     clinic::shipped_knowledge(), whole.small.clinic->tenant);
  ill.availability.put(whole.small.clinic->availability.get());
  auto site = std::make_shared<Site>(
      Site{ill, SmallSite::templates(), whole.assets, whole.limits, "", "secret"});
  http::Router router;
  add_routes(router, site);
  Browser browser(router);
  auto article = browser.get("/deep-tissue-massage");
  EXPECT_EQ(article.status, 503);
  EXPECT_FALSE(article.header("Retry-After").empty());
  EXPECT_TRUE(has(text_of(article),
                  page::escape_html(page::text(page::Language::en, "errors.store_corrupt"))));
  EXPECT_TRUE(lacks(text_of(article), "store error")) << "the engine's own words stay inside";
  broken.kind = store::StoreError::Kind::unreachable;
  EXPECT_TRUE(has(text_of(browser.get("/deep-tissue-massage")),
                  page::escape_html(page::text(page::Language::en, "errors.store_out_of_reach"))));
}

}  // namespace
}  // namespace fascia::web
