// SPDX-License-Identifier: Apache-2.0
// The pages that anyone may open: front, the page on deep tissue massage with its replies, sign-in,
// refusals, language, style guide.
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>

#include "care/reading_ease.h"
#include "clinic/reply.h"
#include "core/embedded.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

// Each page must fit its view: a variable never set would print nothing.
class PublicPages : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("CHECK_FASCIA_VIEWS", "1", 1);
    set_profile("(587) 495-2239", false);
  }
  void TearDown() override { unsetenv("CHECK_FASCIA_VIEWS"); }

  void set_profile(const std::string& phone, bool demo) {
    store::Location profile = clinic::current_offer(*site.small.clinic)->location;
    profile.city = "Grande Prairie, Alberta";
    profile.phone = phone;
    profile.is_demo = demo;
    ASSERT_TRUE(clinic::edit_profile(*site.small.clinic, site.small.program, profile));
  }
  std::string page(const std::string& url, const std::string& language = "en-CA",
                   int status = 200) {
    Browser browser(site);
    browser.language = language;
    http::Response response = browser.get(url);
    EXPECT_EQ(response.status, status) << url;
    return text_of(response);
  }
  http::Pairs reply(const std::string& text) const {
    return {{"reply_name", "Lena"},
            {"reply_email", "lena.secret@example.invalid"},
            {"reply_text", text},
            {"reply_consent", "yes"},
            {"website", ""}};
  }
  http::Response send_reply(http::Pairs fields) {
    Browser browser(site);
    browser.get("/deep-tissue-massage");
    return browser.post("/deep-tissue-massage/replies", std::move(fields));
  }
  std::vector<store::Reply> waiting() {
    clinic::Actor desk{clinic::Actor::Kind::staff, {}, store::Role::owner, {}};
    return clinic::replies_to_moderate(*site.small.clinic, desk);
  }
  void moderate(ReplyId id, bool approve, std::optional<std::string> body = {}) {
    ASSERT_TRUE(clinic::moderate_reply(*site.small.clinic, site.small.program, id, approve, body));
  }

  SmallSite site;
};

const std::string kArticle = "/deep-tissue-massage";

// What a reader sees: no tags; where one block ends and another begins is a new line.
std::string plain_text(const std::string& html) {
  std::string body = html.substr(html.find("<main"));
  body = body.substr(0, body.find("</main>"));
  body = std::regex_replace(body, std::regex("<ul class=\"sources\"[^]*?</ul>"), "");
  body = std::regex_replace(body, std::regex("<(svg|option|input|textarea)[^]*?>"), "");
  body = std::regex_replace(
      body, std::regex("</?(p|li|h[1-6]|dt|dd|td|th|tr|label|legend|summary|div|button)[^>]*>"),
      "\n");
  body = std::regex_replace(body, std::regex("<[^>]*>"), "");
  for (const auto& [entity, sign] :
       {std::pair<const char*, const char*>{"&#39;", "'"}, {"&quot;", "\""}, {"&amp;", "&"}})
    for (std::size_t at = body.find(entity); at != body.npos; at = body.find(entity, at + 1))
      body.replace(at, std::string_view(entity).size(), sign);
  return body;
}

care::BannedWords banned_words() {
  std::vector<care::File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/"))
    if (file.path.ends_with("banned-words.toml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  auto words = care::read_banned_words(files);
  EXPECT_TRUE(words);
  return words ? *words : care::BannedWords{};
}

std::string article_text(page::Language language, const std::string& id) {
  return page::escape_html(page::text(
      language, "article." + id,
      {{"clinic_name", "Grande Prairie Massage"}, {"clinic_town", "Grande Prairie, Alberta"}}));
}

TEST_F(PublicPages, stand_in_both_languages_without_inline_script_or_style) {
  for (const char* url : {"/", "/deep-tissue-massage", "/sign-in"})
    for (const char* language : {"en-CA", "fr-CA"}) {
      const std::string html = page(url, language);
      EXPECT_TRUE(has(html, std::string("<html lang=\"") + std::string(language).substr(0, 2)));
      EXPECT_TRUE(lacks(html, " style=\"")) << url;
      EXPECT_TRUE(lacks(html, " onclick=")) << url;
      EXPECT_FALSE(std::regex_search(html, std::regex("<script(?![^>]* src=)"))) << url;
      EXPECT_TRUE(has(html, "width=device-width")) << "R46: no page that must be pinched";
      EXPECT_TRUE(lacks(html, "user-scalable")) << "R46: text can be made larger";
      EXPECT_TRUE(has(html, "href=\"tel:+15874952239\""));
    }
}

TEST_F(PublicPages, R42_what_a_reader_sees_is_honest_and_easy) {
  const care::BannedWords banned = banned_words();
  for (const char* url : {"/", "/deep-tissue-massage", "/sign-in"}) {
    const std::string en = plain_text(page(url)), fr = plain_text(page(url, "fr-CA"));
    EXPECT_LE(care::flesch_kincaid_grade(en), 7.0) << url << en;
    EXPECT_GE(care::kandel_moles(fr), 60.0) << url << fr;
    for (const auto& hit : care::find_banned(banned, en, "en"))
      ADD_FAILURE() << url << ' ' << hit.word;
    for (const auto& hit : care::find_banned(banned, fr, "fr"))
      ADD_FAILURE() << url << ' ' << hit.word;
  }
}

TEST_F(PublicPages, front_shows_the_real_visits_and_prices) {
  std::string html = page("/");
  EXPECT_TRUE(has(html, "Deep tissue 60"));
  EXPECT_TRUE(has(html, "$95.00"));
  auto service = clinic::SmallClinic::service("new-45", "Cheek and jaw", "deep");
  service.minutes = 45;
  service.price = {7725, "CAD"};
  ASSERT_TRUE(clinic::edit_service(*site.small.clinic, site.small.program, service));
  html = page("/", "fr-CA");
  EXPECT_TRUE(has(html, "Cheek and jaw"));
  EXPECT_TRUE(has(html, "77,25\u00a0$"));
  EXPECT_TRUE(has(html, "45 minutes")) << "a name without its length gets it";
}

TEST_F(PublicPages, article_carries_every_statement_in_both_languages) {
  const std::vector<std::string> rows = {
      "s1",        "s2",        "s3",         "s4",          "s5",         "s6",        "s7",
      "s8",        "s9",        "s10",        "s11",         "s13",        "s14",       "s15",
      "s16_pain",  "s16_stiff", "s16_injury", "s16_posture", "s16_stress", "s17",       "s18a_text",
      "s18b_text", "s18c_text", "s18d_text",  "s18e_text",   "s18f_text",  "s19a_text", "s19b_text",
      "s19c_text", "s19d_text", "s19_more",   "s20",         "s21",        "s22",       "s23",
      "s24",       "s25",       "s26",        "s27",         "s28",        "s29",       "s30",
      "s31",       "s32",       "s33",        "s34",         "s35",        "s36",       "s37",
      "s38",       "s39"};
  for (page::Language language : page::kLanguages) {
    const std::string html = page(kArticle, std::string(page::code(language)));
    for (const std::string& row : rows)
      EXPECT_TRUE(html.find(article_text(language, row)) != html.npos) << row;
  }
}

TEST_F(PublicPages, article_links_to_its_sources_the_questions_and_booking) {
  const std::string html = page(kArticle);
  for (const char* part : {"id=\"sources\"", "href=\"#sources\"", "CD001929.pub3", "CD004871.pub5",
                           "href=\"/assess\"", "href=\"/book\""})
    EXPECT_TRUE(html.find(part) != html.npos) << part;
  const std::regex anchor("href=\"#([a-z-]+)\"");
  for (std::sregex_iterator at(html.begin(), html.end(), anchor), end; at != end; ++at)
    EXPECT_NE(html.find("id=\"" + (*at)[1].str() + "\""), html.npos)
        << (*at)[1] << " leads nowhere";
}

// The rows of sheet c that the public pages decide. CHK-S4, CHK-S5, CHK-S6 and CHK-S12: a claim
// that the sheet refuses cannot stand on a page, and what stands there instead is its honest
// wording.
TEST_F(PublicPages, CHK_S4_circulation_is_no_promise) {
  const std::string seen = plain_text(page(kArticle));
  EXPECT_TRUE(has(seen, "A lasting effect on blood flow has not been shown."));
  EXPECT_TRUE(care::find_banned(banned_words(), seen, "en").empty());
  EXPECT_FALSE(care::find_banned(banned_words(), seen + " It improves circulation.", "en").empty());
}
TEST_F(PublicPages, CHK_S5_CHK_S12_inflammation_is_no_promise) {
  const std::string seen = plain_text(page(kArticle));
  EXPECT_TRUE(has(seen, "We do not claim to reduce inflammation."));
  EXPECT_FALSE(care::find_banned(banned_words(), seen + " It reduces inflammation.", "en").empty());
  EXPECT_FALSE(care::find_banned(banned_words(), seen + " It heals you.", "en").empty());
}
TEST_F(PublicPages, CHK_S6_nothing_is_put_back_in_line) {
  const std::string seen = plain_text(page(kArticle));
  EXPECT_TRUE(has(seen, "Massage does not move tissue back into line."));
  EXPECT_FALSE(care::find_banned(banned_words(), seen + " It realigns you.", "en").empty());
}
// CHK-S20, CHK-S34: training and membership stand on a page for everybody; who has no valid
// membership is on no list, and the gender that a therapist told stands nowhere.
TEST_F(PublicPages, CHK_S20_training_and_membership_are_shown_and_who_has_none_is_not) {
  auto& small = site.small;
  for (PractitionerId id : {small.ana, small.ben}) {
    store::Practitioner p = *small.clinic->availability.get()->practitioner(id);
    p.techniques = {"stripping"};
    p.languages = {"en", "cr", "xx"};
    p.since_year = 2015;
    p.training_hours = id == small.ana ? 2200 : 0;
    p.deep_training_hours = id == small.ana ? 180 : 0;
    p.gender = "woman";
    p.about_en = "Ten years of <sore> backs.";
    ASSERT_TRUE(clinic::edit_practitioner(*small.clinic, small.program, p));
  }
  const Date today = small.monday;
  auto member = [&](PractitionerId id, Date until) {
    ASSERT_TRUE(clinic::add_credential(*small.clinic, small.program,
                                       {0, id, "CMMOTA", id.text(), Date::of(2020, 1, 1), until}));
  };
  member(small.ana, today);
  member(small.ben, today - 1);
  Browser browser(site);
  std::string page = text_of(browser.get("/therapists"));
  for (const char* part : {"<h2>Ana</h2>", "Slow deep stroke", "English, Cree and xx", "2015",
                           "<dd>2200, of these 180 in deep tissue massage</dd>",
                           "CMMOTA, valid until", "Ten years of &lt;sore&gt; backs."})
    EXPECT_TRUE(has(page, part)) << part;
  EXPECT_TRUE(lacks(page, "<h2>Ben</h2>")) << "it ended yesterday";
  EXPECT_TRUE(lacks(page, "oman"));
  browser.language = "fr-CA";
  page = text_of(browser.get("/therapists"));
  EXPECT_TRUE(has(page, "Glissé profond"));
  EXPECT_TRUE(has(page, "<dt>Heures de formation</dt><dd>2200, dont 180 en massage profond</dd>"));
}

// CHK-S15: each hard word is explained where it stands, and the page reads at twelve.
TEST_F(PublicPages, CHK_S15_words_are_explained) {
  for (page::Language language : page::kLanguages) {
    const std::string html = page(kArticle, std::string(page::code(language)));
    EXPECT_TRUE(has(html, "<dt>" + article_text(language, "fascia") + "</dt><dd>" +
                              article_text(language, "s15")));
    EXPECT_TRUE(has(html, "<dt>" + article_text(language, "tendon") + "</dt><dd>" +
                              article_text(language, "tendon_text")));
  }
  EXPECT_LE(care::flesch_kincaid_grade(plain_text(page(kArticle))), 7.0);
  EXPECT_GE(care::kandel_moles(plain_text(page(kArticle, "fr"))), 60.0);
}
// CHK-S18d, CHK-S18e, CHK-S18f: three hopes of the article that are not shown say so beside them.
TEST_F(PublicPages, CHK_S18d_CHK_S18e_CHK_S18f_hopes_that_are_not_shown_say_so) {
  for (page::Language language : page::kLanguages) {
    const std::string html = page(kArticle, std::string(page::code(language)));
    for (const char* row : {"s18d", "s18e", "s18f"})
      EXPECT_TRUE(has(html, "<th scope=\"row\">" + article_text(language, row) + "</th><td>" +
                                article_text(language, std::string(row) + "_text")));
  }
  EXPECT_TRUE(has(page::text(page::Language::en, "article.s18d_text"), "Not shown."));
  EXPECT_TRUE(has(page::text(page::Language::en, "article.s18f_text"), "has not been shown"));
  EXPECT_FALSE(care::find_banned(banned_words(), "It brings faster healing.", "en").empty());
}
// CHK-S37: "may help" names the place, the time and how sure it is.
TEST_F(PublicPages, CHK_S37_effective_needs_a_condition_and_a_time) {
  const std::string seen = plain_text(page(kArticle));
  EXPECT_TRUE(has(seen,
                  "It may help for a short time with back, neck and shoulder pain. The evidence is "
                  "of low certainty."));
  EXPECT_FALSE(care::find_banned(banned_words(), seen + " An effective treatment.", "en").empty());
}
// CHK-S38: the short version does not bring back what the long one took away.
TEST_F(PublicPages, CHK_S38_the_summary_repeats_no_refused_claim) {
  for (const char* claim :
       {"Water flushes toxins.", "Cold reduces swelling.", "Drink plenty of water."})
    EXPECT_FALSE(care::find_banned(banned_words(), claim, "en").empty()) << claim;
  const std::string seen = plain_text(page(kArticle));
  EXPECT_TRUE(has(seen, "Drink when you are thirsty."));
  EXPECT_TRUE(has(seen, "Heat does not lower swelling."));
}
// CHK-S39: one number in the clinic's profile, everywhere.
TEST_F(PublicPages, CHK_S39_the_phone_of_the_profile_stands_on_every_page) {
  set_profile("780 555 0100", false);
  for (const char* url : {"/", "/deep-tissue-massage", "/sign-in", "/nothing-here"})
    for (const char* language : {"en", "fr"}) {
      const std::string html = page(url, language, url == std::string("/nothing-here") ? 404 : 200);
      EXPECT_TRUE(has(html, "href=\"tel:+17805550100\">780 555 0100</a>")) << url;
      EXPECT_TRUE(lacks(html, "495-2239")) << url;
    }
  EXPECT_TRUE(has(page(kArticle), "A massage therapist in Grande Prairie, Alberta"));
}

// CHK-S40, R14: nothing is public before somebody approved it, and the address never is.
TEST_F(PublicPages, CHK_S40_R14_a_reply_waits_and_its_address_is_never_shown) {
  http::Response sent = send_reply(reply("It helped me <b>a lot</b> & I slept."));
  ASSERT_EQ(sent.status, 303) << text_of(sent);
  EXPECT_EQ(sent.header("Location"), "/deep-tissue-massage?reply=sent#replies");
  EXPECT_TRUE(
      has(page("/deep-tissue-massage?reply=sent"), "Your reply waits until we have read it."));
  EXPECT_TRUE(lacks(page(kArticle), "It helped me"));
  ASSERT_EQ(waiting().size(), 1u);
  moderate(waiting()[0].id, true);
  const std::string html = page(kArticle);
  EXPECT_TRUE(has(html, "It helped me &lt;b&gt;a lot&lt;/b&gt; &amp; I slept."))
      << "markup is text";
  EXPECT_TRUE(has(html, "<strong>Lena</strong>"));
  EXPECT_TRUE(has(html, "Monday 23 November 2026"));
  EXPECT_TRUE(lacks(html, "lena.secret"));
}

TEST_F(PublicPages, R14_the_form_warns_asks_and_marks_what_is_required) {
  const std::string html = page(kArticle);
  for (const char* part :
       {"Please do not write about your health", "Your e-mail address is never shown.",
        "for=\"reply_name\">Name <span class=\"required\">(required)",
        "for=\"reply_email\">E-mail <span class=\"required\">(required)",
        "for=\"reply_text\">Your reply <span class=\"required\">(required)",
        "You may publish my name and my reply on this page. (required)",
        "Do you want your reply changed or removed? Call us:"})
    EXPECT_TRUE(has(html, part));
  EXPECT_FALSE(std::regex_search(html, std::regex("name=\"reply_consent\"[^>]* checked")))
      << "never ticked beforehand";
}

TEST_F(PublicPages, R14_nothing_is_kept_without_consent_and_what_was_typed_stays) {
  http::Pairs fields = reply("Hello");
  std::erase_if(fields, [](const auto& field) { return field.first == "reply_consent"; });
  http::Response refused = send_reply(fields);
  EXPECT_EQ(refused.status, 422);
  const std::string html = text_of(refused);
  EXPECT_TRUE(has(html, "href=\"#reply_consent\">"));
  EXPECT_TRUE(has(html, "Tick this box to go on."));
  EXPECT_TRUE(has(html, "value=\"Lena\""));
  EXPECT_TRUE(has(html, ">Hello</textarea>"));
  EXPECT_TRUE(waiting().empty());
}

TEST_F(PublicPages, R14_a_reply_is_shortened_or_removed_on_request) {
  ASSERT_EQ(send_reply(reply("Good. And my knee and its screws.")).status, 303);
  const ReplyId id = waiting().at(0).id;
  moderate(id, true, "Good.");
  EXPECT_TRUE(has(page(kArticle), "<p class=\"reply-text\">Good.</p>"));
  EXPECT_TRUE(lacks(page(kArticle), "screws"));
  moderate(id, false);
  EXPECT_TRUE(lacks(page(kArticle), "<p class=\"reply-text\">"));
}

TEST_F(PublicPages, bad_replies_name_their_field) {
  const struct {
    const char *field, *value, *says;
  } rows[] = {{"reply_name", "", "#reply_name\">Name: Write a name."},
              {"reply_email", "lena", "#reply_email\">E-mail: The e-mail address needs an @"},
              {"reply_text", "", "#reply_text\">Your reply: Write your reply."}};
  for (const auto& row : rows) {
    http::Pairs fields = reply("Hello");
    for (auto& [name, value] : fields)
      if (name == row.field) value = row.value;
    http::Response refused = send_reply(fields);
    EXPECT_EQ(refused.status, 422) << row.field;
    EXPECT_TRUE(has(text_of(refused), row.says));
    EXPECT_TRUE(has(text_of(refused), std::string("id=\"") + row.field + "\""));
  }
  http::Response refused = send_reply(reply(std::string(2001, 'x')));
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "Use at most 2000 characters."));
  EXPECT_TRUE(waiting().empty());
}

TEST_F(PublicPages, a_robot_is_thanked_and_dropped) {
  http::Pairs fields = reply("Buy my pills");
  for (auto& [name, value] : fields)
    if (name == "website") value = "https://pills.example";
  EXPECT_EQ(send_reply(fields).status, 303);
  EXPECT_TRUE(waiting().empty());
}

TEST_F(PublicPages, a_form_of_another_site_is_refused) {
  http::Request request;
  request.method = http::Method::post;
  request.path = "/deep-tissue-massage/replies";
  request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  request.body = "reply_name=L&reply_email=l%40example.invalid&reply_text=Hello&reply_consent=yes";
  EXPECT_EQ(site.router.answer(request).status, 403);
  EXPECT_TRUE(waiting().empty());
}

TEST_F(PublicPages, language_is_chosen_by_browser_then_by_hand) {
  Browser browser(site);
  browser.language = "fr-CA";
  EXPECT_TRUE(has(text_of(browser.get("/")), "Où avez-vous mal?"));
  http::Response chosen = browser.get("/language?to=en&back=%2Fdeep-tissue-massage");
  EXPECT_EQ(chosen.header("Location"), "/deep-tissue-massage");
  EXPECT_TRUE(has(text_of(browser.follow(chosen)), "Can deep tissue massage help your back?"));
  for (const char* back :
       {"%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example"})
    EXPECT_EQ(browser.get(std::string("/language?to=fr&back=") + back).header("Location"), "/")
        << back;
}

TEST_F(PublicPages, a_form_with_faults_changes_language_on_the_page_it_stood_on) {
  const auto link_of = [&](const std::string& referer) {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/deep-tissue-massage/replies";
    if (!referer.empty()) request.headers.emplace_back("referer", referer);
    const std::string html = text_of(site.router.answer(request));
    const std::size_t at = html.find("&amp;back=");
    return html.substr(at + 10, html.find('"', at) - at - 10);
  };
  EXPECT_EQ(link_of("https://book.example/deep-tissue-massage?reply=sent#replies"),
            "%2Fdeep-tissue-massage");
  EXPECT_EQ(link_of(""), "%2F");
  EXPECT_EQ(link_of("https://book.example"), "%2F");
  EXPECT_EQ(link_of("https://book.example//evil.example"), "%2F");
}

TEST_F(PublicPages, sign_in_says_what_is_wrong_and_lets_staff_in) {
  Browser browser(site);
  EXPECT_TRUE(has(text_of(browser.get("/sign-in?next=%2Fdesk")), "name=\"name\""));
  http::Response wrong =
      browser.post("/sign-in", {{"name", "owner"}, {"password", "no"}, {"next", "/desk"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "The name or the password is wrong."));
  EXPECT_TRUE(lacks(text_of(wrong), "value=\"no\"")) << "a password is never sent back";
  http::Response in = browser.post(
      "/sign-in", {{"name", "owner"}, {"password", "a long password"}, {"next", "/desk"}});
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(in.header("Location"), "/desk");
}

TEST_F(PublicPages, R45_the_style_guide_stands_in_a_demo_clinic_alone) {
  EXPECT_EQ(Browser(site).get("/styleguide").status, 404);
}

TEST_F(PublicPages, a_page_that_is_not_there_says_where_to_go) {
  for (const char* language : {"en", "fr"}) {
    const std::string html = page("/nothing-here", language, 404);
    EXPECT_TRUE(has(html, "href=\"/\""));
    EXPECT_TRUE(has(html, "href=\"tel:"));
  }
}

}  // namespace
}  // namespace fascia::web
