// SPDX-License-Identifier: Apache-2.0
// What a page says when somebody asks too often, and when the store does not answer.
#include "clinic/book_couple.h"
#include "clinic/manage_clinic.h"
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
  EXPECT_TRUE(has(page, "Try again in 4 minutes."));
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
  for (const Form& form : {Form{"/wait", 10}, {"/book/hold", 40}}) {
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

// Whatever is refused for its number comes back with all that was typed and says when to try again.
TEST_F(CountedPages, R38_what_was_typed_to_book_or_to_wait_is_there_again_with_when_to_come_back) {
  small.first_room_has_two_tables();
  ASSERT_TRUE(clinic::allow_couples_online(
      *small.clinic, {clinic::Actor::Kind::staff, {}, store::Role::owner, {}}, true));
  const std::string nine = to_rfc3339(small.at(1, 9), small.zone);
  struct Form {
    const char* path;
    http::Pairs chosen, typed;
    std::vector<std::string> kept;
  };
  const http::Pairs maya{{"name", "Maya Roy"},
                         {"birth_date", "1988-05-04"},
                         {"email", "maya@example.invalid"},
                         {"phone", "780 555 0123"}};
  http::Pairs both = maya;
  both.insert(both.end(), {{"name2", "Noor Lind"}, {"email2", "noor@example.invalid"}});
  const http::Pairs nine_o_clock{{"service", "relaxation-60"}, {"start", nine}, {"do", "book"}};
  for (const Form& form : {
           Form{"/book/details", nine_o_clock, maya, {"name=\"start\" value=\"" + nine + "\""}},
           Form{"/book/two",
                {{"service", "relaxation-60"}, {"day", "2026-11-24"}, {"start", nine}},
                both,
                {"name=\"start\" value=\"" + nine + "\""}},
           Form{"/wait",
                {{"part", "evening"}, {"weekday", "2"}},
                maya,
                {"value=\"evening\" checked", "value=\"2\" checked"}},
       }) {
    Browser browser(*this, std::string("10.0.1.") + form.path);  // an address of its own
    http::Response answer;
    for (int sent = 0; sent < 100 && answer.status != 429; ++sent)
      answer = browser.post(form.path, form.chosen);  // nobody is named: refused, and counted
    http::Pairs all = form.chosen;
    all.insert(all.end(), form.typed.begin(), form.typed.end());
    answer = browser.post(form.path, all);
    EXPECT_EQ(answer.status, 429) << form.path;
    EXPECT_FALSE(answer.header("Retry-After").empty()) << form.path;
    std::string page = text_of(answer);
    EXPECT_TRUE(has(page, "Try again in 1 minute.")) << form.path;
    EXPECT_TRUE(lacks(page, "id=\"name-error\"")) << "nothing is wrong with the name";
    for (const std::string& part : form.kept) EXPECT_TRUE(has(page, part)) << form.path;
    for (const auto& [name, value] : form.typed)
      EXPECT_TRUE(has(page, "value=\"" + value + "\"")) << form.path;
  }
}

TEST_F(CountedPages, R38_who_may_keep_no_more_times_stays_with_what_was_chosen) {
  const std::string nine = to_rfc3339(small.at(1, 9), small.zone);
  Browser browser(*this);
  http::Response answer;
  for (int sent = 0; sent < 100 && answer.status != 429; ++sent)
    answer = browser.post("/book/hold", {{"service", "relaxation-60"}, {"start", nine}});
  EXPECT_EQ(answer.status, 429);
  EXPECT_FALSE(answer.header("Retry-After").empty());
  EXPECT_TRUE(has(text_of(answer), "Try again in 1 minute."));
  EXPECT_TRUE(has(text_of(answer), "name=\"start\" value=\"" + nine + "\""));
  answer =
      browser.post("/book/details", {{"service", "relaxation-60"},
                                     {"start", nine},
                                     {"name", "Maya Roy"},
                                     {"other_start", to_rfc3339(small.at(1, 11), small.zone)}});
  EXPECT_EQ(answer.status, 429);
  EXPECT_FALSE(answer.header("Retry-After").empty());
  EXPECT_TRUE(has(text_of(answer), "value=\"Maya Roy\""));
}

TEST_F(CountedPages, R38_a_clinic_says_how_many_times_an_address_holds_at_once) {
  limits.counted = std::make_unique<http::MemoryLimits>(
      std::map<std::string, int, std::less<>>{{"held.at_once", 1}});
  auto hold = [&](int day) {
    return Browser(*this).post("/book/hold", {{"service", "relaxation-60"},
                                              {"start", to_rfc3339(small.at(day, 9), small.zone)}});
  };
  EXPECT_EQ(hold(1).status, 303);
  auto second = hold(2);
  EXPECT_EQ(second.status, 429);
  EXPECT_FALSE(second.header("Retry-After").empty());
  EXPECT_TRUE(has(text_of(second), "try again in ten minutes"));
  small.clock.seconds += 601;
  EXPECT_EQ(hold(2).status, 303);
  limits.on = false;  // FASCIA_LIMITS=off
  for (int day = 3; day <= 6; ++day) EXPECT_EQ(hold(day).status, 303) << day;
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
