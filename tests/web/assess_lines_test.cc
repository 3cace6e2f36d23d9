// SPDX-License-Identifier: Apache-2.0
// "None of these" below a line that opened its questions: what was not told stays open.
#include "web/assess_walk.h"

namespace fascia::web {
namespace {

struct GatePage {
  SmallSite site;
  Browser browser{site};

  GatePage() {
    browser.get("/assess");
    browser.post("/assess", kWho);
  }
  // As a browser with script sends it: each line in sight, and what the line of the breath opened.
  http::Response none_with(const std::string& line, const http::Pairs& more = {}) {
    http::Pairs form = {{"group", "now"}, {"none", "yes"}, {"q-any.now_breath", line}};
    form.insert(form.end(), more.begin(), more.end());
    for (const care::Question& q : site.small.clinic->protocol.questions)
      if (q.group == "now" && (q.parent.empty() || q.parent == "any.now_breath"))
        form.emplace_back("shown", q.id);
    return browser.post("/assess/questions", form);
  }
};

void stays_open(const std::string& line) {
  GatePage gates;
  http::Response again = gates.none_with(line);
  EXPECT_EQ(again.status, 422) << line;
  std::string page = text_of(again);
  for (const char* sign : {"chest_pain", "lung_signs", "danger_now"})
    EXPECT_TRUE(has(page, "href=\"#q-" + std::string(sign) + "\"")) << line << ' ' << sign;
  EXPECT_TRUE(lacks(page, "href=\"#q-any.")) << "the other lines were answered";
  EXPECT_EQ(gates.browser.get("/assess/answer").header("Location"), "/assess/questions") << line;
  // A page of these questions alone: none of them is what its reader says.
  http::Pairs form = {{"group", "now"}, {"none", "yes"}};
  for (const char* sign : {"chest_pain", "lung_signs", "danger_now"})
    form.emplace_back("shown", sign);
  EXPECT_EQ(gates.browser.post("/assess/questions", form).status, 303) << line;
}

TEST(AssessLines, R42_a_line_lists_its_signs_under_words_that_a_screen_reader_reads_with_it) {
  GatePage gates;
  std::string page = text_of(gates.browser.get("/assess/questions"));
  EXPECT_TRUE(has(page, "aria-describedby=\"s-any.now_head\""));
  EXPECT_TRUE(has(page, "<span class=\"unseen\">Head, sight and speech</span> Any of these?"));
  EXPECT_TRUE(
      has(page, "id=\"s-any.now_head\"><ul role=\"list\"><li>drooping face or eyelid</li>"));
  EXPECT_TRUE(has(page, "<p class=\"stem\">After effort or massage:</p>"));
  EXPECT_TRUE(has(page, "name=\"q-any.now_head\" value=\"no\"") && has(page, "Yes, one or more"));
  gates.browser.language = "fr-CA";
  page = text_of(gates.browser.get("/assess/questions"));
  EXPECT_TRUE(has(page, "<li>visage ou paupière qui tombe</li>"));
  EXPECT_TRUE(has(page, "<p class=\"stem\">Après effort ou massage\u00a0:</p>"));
  // Away from its field a line goes by its title, not by all of its signs.
  std::string again = text_of(gates.browser.post("/assess/questions", {{"group", "now"}}));
  const std::size_t errors = again.find("id=\"errors\"");
  ASSERT_NE(errors, again.npos);
  const std::string summary = again.substr(errors, again.find("</div></div>", errors) - errors);
  EXPECT_TRUE(has(summary, "Tête, vue et parole") && lacks(summary, "paupière")) << summary;
}

TEST(AssessLines, R2_R5_none_of_these_takes_no_yes_of_an_alarm_line_back) { stays_open("yes"); }

TEST(AssessLines, R2_R5_none_of_these_takes_no_not_sure_of_an_alarm_line_back) {
  stays_open("not_sure");
  stays_open("rather_not_say");
}

TEST(AssessLines, R2_none_of_these_is_said_of_the_rest_where_one_thing_was_told) {
  GatePage gates;
  http::Response sent = gates.none_with("yes", {{"q-lung_signs", "fainted"}});
  EXPECT_EQ(sent.status, 303) << text_of(sent).substr(0, 3000);
  GatePage plain;
  EXPECT_EQ(plain.none_with("yes", {{"q-chest_pain", "none"}}).status, 422) << "a no tells nothing";
}

}  // namespace
}  // namespace fascia::web
