// SPDX-License-Identifier: Apache-2.0
#include <regex>
#include <sstream>

#include "clinic/review_protocol.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

TEST(ProtocolPages, anyone_reads_every_rule_with_its_source_and_place) {
  SmallSite site;
  Browser reader(site);
  std::string index = text_of(reader.get("/protocols"));
  for (const care::Entry& entry : clinic::shipped_entries()) {
    std::string stem = entry.file.substr(0, entry.file.rfind('.'));
    EXPECT_TRUE(has(index, "href=\"/protocols/" + stem + "\"")) << stem;
  }
  std::set<std::string> files;
  for (const care::Entry& entry : clinic::shipped_entries()) files.insert(entry.file);
  for (const std::string& file : files) {
    auto response = reader.get("/protocols/" + file.substr(0, file.rfind('.')));
    EXPECT_EQ(response.status, 200) << file;
    std::string page = text_of(response);
    for (const care::Entry& entry : clinic::shipped_entries())
      if (entry.file == file) {
        EXPECT_TRUE(has(page, "id=\"" + entry.kind + "." + entry.id + "\"")) << entry.id;
        EXPECT_TRUE(has(page, "protocols/" + file + ":" + std::to_string(entry.line)));
      }
  }
  EXPECT_EQ(reader.get("/protocols/no-such-file").status, 404);
}

TEST(ProtocolPages, how_sure_studies_are_is_read_in_the_language_of_the_page) {
  SmallSite site;
  Browser english(site), french(site);
  french.language = "fr-CA";
  const std::string en = text_of(english.get("/protocols/conditions")),
                    fr = text_of(french.get("/protocols/conditions"));
  for (const char* id : {"very low", "low", "moderate", "high"})
    EXPECT_TRUE(has(en, "id=\"evidence_level." + std::string(id) + "\"")) << id;
  EXPECT_TRUE(has(en, "How sure studies are") && has(en, "Nobody can say yet how well it works."));
  EXPECT_TRUE(has(fr, "Certitude des études") && has(fr, "très faible"));
  EXPECT_TRUE(has(fr, "Les études ne s’accordent pas entre elles."));
  EXPECT_TRUE(has(en, "Level</span> very low") && has(fr, "Niveau</span> très faible"));
}

// Sheet c row C5: what a file says stands on its page, whatever form it has.
TEST(ProtocolPages, nothing_under_protocols_is_invisible) {
  SmallSite site;
  Browser reader(site);
  const std::string index = text_of(reader.get("/protocols"));
  const std::regex header("\\[\\[?([a-z0-9_]+)\\]?\\]"), value("([a-z0-9_]+) = .*");
  int files = 0;
  for (const EmbeddedFile& file : embedded_under("protocols/")) {
    const std::string name(file.path.substr(file.path.rfind('/') + 1));
    const std::string path = "/protocols/" + name.substr(0, name.rfind('.'));
    EXPECT_TRUE(has(index, "href=\"" + path + "\"")) << name;
    auto response = reader.get(path);
    ASSERT_EQ(response.status, 200) << name;
    const std::string page = text_of(response);
    EXPECT_TRUE(has(page, "protocols/" + name)) << name;
    ++files;
    if (!name.ends_with(".toml")) continue;
    std::istringstream lines{std::string(file.bytes)};
    std::smatch found;
    bool top = true;  // before the first table
    for (std::string line; std::getline(lines, line);) {
      const std::string stem = name.substr(0, name.rfind('.'));
      if (std::regex_match(line, found, header)) {
        top = false;
        const std::string key = found[1];
        EXPECT_TRUE(has(page, "id=\"" + key + ".") || has(page, "id=\"list." + stem + "." + key) ||
                    has(page, "id=\"table." + stem + "." + key))
            << name << ' ' << key;
      } else if (top && std::regex_match(line, found, value) && found[1] != "kind" &&
                 found[1] != "origin") {   // the source of each of its entries
        const std::string key = found[1];  // a plain value, or a table within one line
        EXPECT_TRUE(has(page, "id=\"file." + stem + "\"") ||
                    has(page, "id=\"list." + stem + "." + key) ||
                    has(page, "id=\"table." + stem + "." + key))
            << name << ' ' << key;
      }
    }
  }
  EXPECT_GT(files, 50);
  // Each banned word with what is said instead; each place, tool and position by its name.
  const std::string banned = text_of(reader.get("/protocols/banned-words"));
  for (const char* word : {"plenty of water", "We do not claim to reduce inflammation."})
    EXPECT_TRUE(has(banned, word)) << word;
  const std::string regions = text_of(reader.get("/protocols/regions"));
  for (const char* word : {"interscapular.L", "percussion-device", "semi-reclined", "upper-back"})
    EXPECT_TRUE(has(regions, word)) << word;
  const std::string map = text_of(reader.get("/protocols/bodymap"));
  EXPECT_TRUE(has(map, "<svg") && has(map, "low-back.R"));
}

TEST(ProtocolPages, each_file_of_rules_has_a_title_in_both_languages) {
  for (const care::Entry& entry : clinic::shipped_entries()) {
    std::string id = "protocol_file." + entry.file.substr(0, entry.file.rfind('.'));
    std::replace(id.begin(), id.end(), '-', '_');
    for (page::Language language : page::kLanguages)
      EXPECT_TRUE(page::has_text(language, id)) << id;
  }
}

TEST(ProtocolPages, R9_the_owner_signs_after_ticking_each_value_and_the_pages_say_who_did) {
  SmallSite site;
  Browser browser(site);
  EXPECT_TRUE(has(text_of(browser.get("/protocols")), "Not yet reviewed"));
  browser.get("/sign-in");
  ASSERT_EQ(browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}}).status,
            303);
  EXPECT_TRUE(has(text_of(browser.get("/owner")), "Rules not yet reviewed"));
  http::Pairs form{{"name", "Ana Silva"}, {"credential", "RMT 12345"}, {"day", "2026-11-23"}};
  auto refused = browser.post("/owner/rules", form);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "Still open"));
  EXPECT_TRUE(has(text_of(refused), "Ana Silva"));  // nothing typed is lost
  for (const care::Entry& entry : clinic::shipped_entries())
    if (care::needs_review(entry)) form.emplace_back("points", clinic::point_name(entry));
  EXPECT_EQ(browser.post("/owner/rules", form).status, 303);
  EXPECT_TRUE(has(text_of(browser.get("/protocols")), "signed by Ana Silva"));
  EXPECT_FALSE(has(text_of(browser.get("/owner")), "Rules not yet reviewed"));
}

TEST(ProtocolPages, R43_pages_say_that_nobody_read_the_french_until_a_named_reader_did) {
  SmallSite site;
  Browser browser(site);
  EXPECT_TRUE(has(text_of(browser.get("/protocols")), "not yet read by a named reader"));
  EXPECT_FALSE(has(text_of(browser.get("/")), "French not yet read"));  // for staff
  std::string words = text_of(browser.get("/protocols/french"));
  EXPECT_TRUE(has(words, "Une forte pression et la douleur font monter la tension."));
  browser.get("/sign-in");
  ASSERT_EQ(browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}}).status,
            303);
  EXPECT_TRUE(has(text_of(browser.get("/owner")), "French not yet read"));
  http::Pairs form{{"french_name", "Luc Roy"},
                   {"french_credential", "translator 4711"},
                   {"french_day", "2026-11-23"}};
  auto refused = browser.post("/owner/rules/french", form);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "Tick that every line was read"));
  EXPECT_TRUE(has(text_of(refused), "Luc Roy"));  // nothing typed is lost
  form.emplace_back("read_all", "yes");
  EXPECT_EQ(browser.post("/owner/rules/french", form).status, 303);
  EXPECT_TRUE(has(text_of(browser.get("/protocols")), "was read by Luc Roy, translator 4711"));
  EXPECT_FALSE(has(text_of(browser.get("/owner")), "French not yet read"));
  EXPECT_TRUE(has(text_of(browser.get("/owner")), "Rules not yet reviewed"));
}

}  // namespace
}  // namespace fascia::web
