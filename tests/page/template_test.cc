// SPDX-License-Identifier: Apache-2.0
#include "page/template.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace fascia::page {
namespace {

constexpr Language en = Language::en;
const std::string kHead = "{{%AUTOESCAPE context=\"HTML\"}}\n";

// Texts must live as long as the templates: a literal list of files.
Result<Templates> made(const std::vector<std::pair<std::string, std::string>>& files) {
  static std::vector<std::unique_ptr<std::string>> kept;
  std::vector<EmbeddedFile> list;
  for (const auto& [name, text] : files) {
    kept.push_back(std::make_unique<std::string>("templates/" + name + ".tpl"));
    const std::string& path = *kept.back();
    kept.push_back(std::make_unique<std::string>(text));
    list.push_back({path, *kept.back()});
  }
  return Templates::load(list, [](std::string_view name) { return "/a/" + std::string(name); });
}

std::string rendered(const std::string& body, const View& view = {}) {
  auto templates = made({{"page", kHead + body}});
  EXPECT_TRUE(templates) << (templates ? "" : templates.error().cause);
  return templates ? templates->render("page", en, view) : "";
}

TEST(Template, every_template_of_the_program_loads_in_both_languages) {
  const Templates templates =
      Templates::embedded([](std::string_view name) { return std::string(name); });
  for (const char* name :
       {"front", "deep-tissue-massage", "sign-in", "error", "styleguide", "styleguide-night"})
    EXPECT_TRUE(templates.has(name)) << name;
  EXPECT_GE(templates.names().size(), 6u);
}

TEST(Template, what_a_person_typed_is_never_markup) {
  View view;
  view.set("typed", "<script>\"x\"</script>");
  EXPECT_EQ(rendered("<p>{{TYPED}}</p>", view),
            "<p>&lt;script&gt;&quot;x&quot;&lt;/script&gt;</p>");
  view.set("typed", "javascript:alert(1)");
  EXPECT_EQ(rendered("<a href=\"{{TYPED}}\">x</a>", view).find("javascript:"), std::string::npos);
}

TEST(Template, messages_parts_and_parameters) {
  auto templates = made(
      {{"page", kHead + "[[< layout title=\"@front.title\"]]\n[[> parts/box text=\"hi\" "
                        "kind=\"red\"]][[> parts/box text=\"@front.book\"]]"},
       {"layout", kHead + "<title>[[=title]]</title>[[content]] [[asset app.css]]"},
       {"parts/box",
        kHead +
            "<b class=\"[[=kind|plain]]\">[[=text]]</b>[[?kind]]![[/kind]][[!kind]]?[[/kind]]"}});
  ASSERT_TRUE(templates) << templates.error().cause;
  EXPECT_EQ(templates->render("page", en, {}),
            "<title>Massage for back pain</title><b class=\"red\">hi</b>!<b class=\"plain\">Book a "
            "visit</b>? /a/app.css");
  EXPECT_FALSE(templates->has("layout")) << "a layout is no page";
  EXPECT_FALSE(templates->has("parts/box"));
}

TEST(Template, lists_truths_and_their_contraries) {
  View view;
  view.show("on", true).show("off", false).list("none");
  view.add("items").set("name", "a");
  view.add("items").set("name", "b");
  EXPECT_EQ(rendered("{{#ON}}1{{/ON}}{{^ON}}2{{/ON}}{{#OFF}}3{{/OFF}}{{^OFF}}4{{/"
                     "OFF}}{{#ITEMS}}{{NAME}}{{/ITEMS}}{{^NONE}}5{{/NONE}}",
                     view),
            "14ab5");
}

TEST(Template, faults_name_the_file_and_the_reason) {
  const std::pair<const char*, const char*> faults[] = {
      {"[[no.such_text]]", "no message no.such_text"},
      {"[[> parts/none]]", "no such file"},
      {"[[=missing]]", "parameter missing is missing"},
      {"{{#A}}x", "never closed"},
      {"[[front.title", "without ]]"},
      {"{{A", "without }}"}};
  for (const auto& [body, reason] : faults) {
    auto broken = made({{"page", kHead + std::string(body)}});
    ASSERT_FALSE(broken) << body;
    EXPECT_EQ(broken.error().message, "template_broken");
    EXPECT_NE(broken.error().cause.find(reason), std::string::npos) << broken.error().cause;
  }
  EXPECT_FALSE(made({{"page", "<p>no autoescape</p>"}}));
}

TEST(Template, check_finds_what_differs_from_the_view) {
  auto templates = made({{"page", kHead + "{{A}}{{#LIST}}{{B}}{{/LIST}}{{M:none}}"}});
  ASSERT_TRUE(templates);
  View view;
  view.set("m", "text").set("unused", "x");
  view.add("list");
  EXPECT_EQ(templates->check("page", en, view),
            (std::vector<std::string>{"never set: a", "never set: b", "never used: unused",
                                      "text where markup stands: m"}));
  View whole;
  whole.set("a", "1").markup("m", "<i></i>");
  whole.add("list").set("b", "2");
  EXPECT_TRUE(templates->check("page", en, whole).empty());
}

TEST(Template, a_checked_page_fails_where_it_would_show_a_gap) {
  auto templates = made({{"page", kHead + "{{A}}"}});
  ASSERT_TRUE(templates);
  EXPECT_EQ(templates->render("page", en, {}), "");
  setenv("CHECK_FASCIA_VIEWS", "1", 1);
  EXPECT_ANY_THROW(templates->render("page", en, {}));
  unsetenv("CHECK_FASCIA_VIEWS");
}

}  // namespace
}  // namespace fascia::page
