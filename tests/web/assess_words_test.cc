// SPDX-License-Identifier: Apache-2.0
// What a healthy person must read and tap on the pages of the health questions (issues "Loop" and
// "Care": under two minutes, at most 25 taps). docs/benchmarks.md says what the figures mean.
#include <algorithm>
#include <iostream>
#include <set>
#include <sstream>

#include "web/assess_walk.h"

namespace fascia::web {
namespace {

// Each stretch from `begin` to `end` goes through `change`.
template <class Change>
std::string each(const std::string& text, const std::string& begin, const std::string& end,
                 Change change) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t from; (from = text.find(begin, at)) != text.npos;) {
    std::size_t to = text.find(end, from);
    if (to == text.npos) break;
    out += text.substr(at, from - at) + change(text.substr(from, to + end.size() - from));
    at = to + end.size();
  }
  return out + text.substr(at);
}

std::string no_tags(const std::string& text) {
  return each(text, "<", ">", [](const std::string&) { return std::string(" "); });
}

// The words in sight of a phone's reader. What every question and page repeats, such as "any of
// these?" above a list, "not sure" and "next", is read once; behind a summary nobody has to look,
// and at which step one is need not be read.
std::size_t words_in_sight(const std::string& page, std::set<std::string>& read) {
  std::size_t from = page.find("<main"), to = page.find("<div class=\"emergency\"");
  std::string text = page.substr(from, std::min(to, page.find("</main>")) - from);
  text = each(text, "<fieldset", "</fieldset>", [](const std::string& field) {
    bool hidden = has(field.substr(0, field.find('>') + 1), " hidden disabled>");
    return hidden ? std::string() : field;
  });
  for (const char* progress : {"<p class=\"steps-words\"", "<p class=\"soft\""})
    text = each(text, progress, "</p>", [](const std::string&) { return std::string(); });
  text = each(text, "<span class=\"unseen\"", "</span>",
              [](const std::string&) { return std::string(); });
  text = each(text, "<select", "</select>", [](const std::string&) { return std::string(); });
  text = each(text, "<details", "</details>", [](const std::string& more) {
    std::size_t begins = more.find("<summary>");
    return "<label>" + more.substr(begins, more.find("</summary>") - begins) + "</label>";
  });
  auto once = [&](const std::string& label) {
    std::string words = no_tags(label);
    return read.insert(words).second ? words : std::string();
  };
  text = each(text, "<legend", "</legend>", once);
  text = each(text, "<p class=\"stem\"", "</p>", once);
  text = each(text, "<label", "</label>", once);
  text = each(text, "<button", "</button>", once);
  std::istringstream in(no_tags(text));
  std::size_t count = 0;
  auto letter = [](unsigned char c) { return c >= 128 || std::isalnum(c); };
  for (std::string word; in >> word;)
    count += std::any_of(word.begin(), word.end(), letter) ? 1 : 0;
  return count;
}

struct Healthy {
  std::size_t words = 0, pages = 0;
  std::string last, pages_of;
};

Healthy walk_through(const std::string& language) {
  SmallSite site;
  Browser browser{site};
  browser.language = language;
  browser.get("/assess");
  auto where = [](const http::Response& to) { return std::string(to.header("Location")); };
  Healthy out;
  std::set<std::string> read;
  out.last = where(browser.post("/assess", kWho));
  while (out.last != "/assess/answer" && out.pages < 20) {
    if (out.last == "/assess/where") {
      browser.post("/assess/where", {{"region", "low-back.R"}, {"pain.low-back.R", "6"}});
      out.last = where(browser.post("/assess/since", {{"since", "weeks"}}));
      continue;
    }
    std::string page = text_of(browser.get(out.last));
    const std::string kGroup = "name=\"group\" value=\"";
    std::size_t at = page.find(kGroup) + kGroup.size();
    std::string group = page.substr(at, page.find('"', at) - at);
    EXPECT_TRUE(has(page, "name=\"none\"")) << "one tap for the page";
    std::size_t words = words_in_sight(page, read);
    out.words += words;
    out.pages_of += " " + group + " " + std::to_string(words);
    ++out.pages;
    out.last = where(browser.post("/assess/questions", {{"group", group}, {"none", "yes"}}));
  }
  EXPECT_EQ(out.last, "/assess/answer");
  return out;
}

// The keystroke-level model's tap and the pace of skimming; docs/benchmarks.md says whose they are,
// and that whoever reads each word needs longer.
double seconds_skimming(std::size_t words, std::size_t taps) {
  constexpr double kWordsASecond = 450 / 60.0, kTap = 1.3;
  return static_cast<double>(words) / kWordsASecond + static_cast<double>(taps) * kTap;
}

TEST(AssessWords, a_healthy_person_who_skims_is_through_in_under_two_minutes) {
  const std::pair<const char*, std::size_t> kMost[] = {{"en-CA", 750}, {"fr-CA", 777}};
  for (const auto& [language, most] : kMost) {
    Healthy healthy = walk_through(language);
    EXPECT_EQ(healthy.pages, 6u) << "two taps each: none of these, and next";
    EXPECT_LE(healthy.words, most) << language;
    EXPECT_LT(seconds_skimming(healthy.words, 2 * healthy.pages), 120) << language;
    EXPECT_GT(healthy.words, 300u) << "the pages were read";
    std::cout << "[ words    ] " << language << ' ' << healthy.words << ':' << healthy.pages_of
              << '\n';
  }
}

}  // namespace
}  // namespace fascia::web
