// SPDX-License-Identifier: Apache-2.0
#include "page/wrongs.h"

#include <gtest/gtest.h>

namespace fascia::page {
namespace {

constexpr const char* kPage = R"(<form>
<div class="field"><label for="name">Your name <span class="required">(needed)</span></label><input id="name"></div>
<fieldset class="field" id="part"><legend>At what time
 of the day?</legend><label><input type="radio"></label></fieldset>
<label class="check"><input type="checkbox" id="agree" name="agree"><span>I &amp; you agree</span></label>
<section class="panel" id="day"><h2>Today&#39;s questions:</h2></section>
<h2 id="times">Free on <b>Monday</b></h2>
<div id="bare"><p>nothing</p></div>
</form>)";

std::vector<std::string> lines(const View& view) {
  std::vector<std::string> out;
  for (const View& one : view.lists().find("wrongs")->second) {
    const auto text = [&](const char* name) { return one.texts().find(name)->second.value; };
    out.push_back(text("wrong_field") + (one.truths().find("wrong_at")->second ? "> " : "| ") +
                  text("wrong_whose") + text("wrong_label") + text("wrong_text"));
  }
  return out;
}

TEST(Wrongs, a_page_says_itself_what_it_calls_a_field) {
  EXPECT_EQ(label_in(kPage, "name"), "Your name");
  EXPECT_EQ(label_in(kPage, "part"), "At what time of the day?");
  EXPECT_EQ(label_in(kPage, "agree"), "I & you agree");
  EXPECT_EQ(label_in(kPage, "day"), "Today's questions");
  EXPECT_EQ(label_in(kPage, "times"), "Free on Monday");
  EXPECT_EQ(label_in(kPage, "bare"), "");
  EXPECT_EQ(label_in(kPage, "gone"), "");
}

TEST(Wrongs, the_lines_begin_with_the_label_and_stand_in_the_order_of_the_page) {
  View view;
  set_wrongs(view, {{"gone", "Not here."},
                    {"agree", "Tick it."},
                    {"part", "Choose one."},
                    {"name", "Write a name.", {}, "The other"},
                    {"", "Too many tries."}});
  name_wrongs(view, Language::en, kPage);
  EXPECT_EQ(lines(view), (std::vector<std::string>{
                             "| Too many tries.", "name> The other, Your name: Write a name.",
                             "part> At what time of the day? Choose one.",
                             "agree> I & you agree: Tick it.", "gone> Not here."}));
  set_wrongs(view, {{"name", "Écrivez un nom."}});
  name_wrongs(view, Language::fr, kPage);
  EXPECT_EQ(lines(view), (std::vector<std::string>{"name> Your name\u00a0: Écrivez un nom."}));
}

TEST(Wrongs, a_long_label_is_cut_and_a_given_one_goes_before_the_pages) {
  View view;
  const std::string page = "<label for=\"q\">" + std::string(60, 'a') + ' ' + std::string(60, 'b') +
                           "</label><input id=\"q\">";
  set_wrongs(view, {{"q", "Say it."}});
  name_wrongs(view, Language::en, page);
  EXPECT_EQ(lines(view), (std::vector<std::string>{"q> " + std::string(60, 'a') + "… Say it."}));
  set_wrongs(view, {{"q", "Dites-le.", "Le mot\u00a0: il arrête tout"}});
  name_wrongs(view, Language::fr, page);
  EXPECT_EQ(lines(view), (std::vector<std::string>{"q> Le mot\u00a0: Dites-le."}));
  set_wrongs(view, {{"q", "Say it.", "Short"}});
  name_wrongs(view, Language::en, page);
  EXPECT_EQ(lines(view), (std::vector<std::string>{"q> Short: Say it."}));
}

TEST(Wrongs, each_field_says_the_first_fault_of_it_beside_itself) {
  View view;
  view.field("name", "typed").field("row_kind", "");
  set_wrongs(view, {{"name", "First."}, {"name", "Second."}, {"row-kind", "Third."}, {"x", "y"}});
  mark_wrong_fields(view);
  EXPECT_TRUE(view.truths().find("name_wrong")->second);
  EXPECT_EQ(view.texts().find("name_error")->second.value, "First.");
  EXPECT_EQ(view.texts().find("name")->second.value, "typed");
  EXPECT_TRUE(view.truths().find("row_kind_wrong")->second);
  EXPECT_FALSE(view.truths().contains("x_wrong"));
}

}  // namespace
}  // namespace fascia::page
