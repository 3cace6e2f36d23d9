// SPDX-License-Identifier: Apache-2.0
// R46: what style and script may use when browsers of 2018 (Chrome 64, Safari 11.1) must read them.
// The bundler lowers syntax; it cannot give an old browser a property or a function it lacks.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <regex>

#include "source_folder.h"

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string without_comments(const std::string& css) {
  std::string out;
  for (std::size_t at = 0; at < css.size();) {
    const std::size_t open = css.find("/*", at);
    out += css.substr(at, open - at);
    if (open == css.npos) break;
    const std::size_t close = css.find("*/", open + 2);
    if (close == css.npos) break;
    at = close + 2;
  }
  return out;
}

struct Forbidden {
  const char* pattern;
  const char* why;
};

const std::vector<Forbidden>& css_rules() {
  static const std::vector<Forbidden> kRules = {
      {R"(:(is|where|has)\()", "no such selector in 2018"},
      {R"((^|[\s:(,])(clamp|min|max)\()", "no comparing functions in 2018"},
      {R"((^|[\s;{])gap\s*:)", "write grid-gap, and margins between flex items"},
      {R"((^|[\s;{])row-gap\s*:)", "write grid-row-gap"},
      {R"((^|[\s;{])inset(-[a-z-]+)?\s*:)", "write top, right, bottom, left"},
      {R"((^|[\s;{])aspect-ratio\s*:)", "no such property in 2018"},
      {R"((margin|padding|border)-(inline|block))", "write the side's name"},
      {R"(place-(items|content|self)\s*:)", "write align- and justify-"},
      {R"(@(layer|container|scope|property)\b)", "no such rule in 2018"},
      {R"([0-9](dvh|svh|lvh|dvw|svw|lvw|cqw|cqh)\b)", "no such unit in 2018"},
      {R"(color-mix\(|oklch\(|oklab\(|light-dark\()", "no such colour in 2018"},
      {R"((^|[\s;{}])&)", "no nesting in 2018"},
      {R"(overflow\s*:\s*clip)", "write hidden"},
      {R"(,[^{}]*:focus-visible[^{}]*\{|:focus-visible[^{}]*,[^{}]*\{)",
       "a browser without it drops the whole rule: give it one of its own"},
  };
  return kRules;
}

std::vector<std::string> faults(const std::string& text, const std::vector<Forbidden>& rules) {
  std::vector<std::string> out;
  for (const Forbidden& rule : rules) {
    std::smatch found;
    if (std::regex_search(text, found, std::regex(rule.pattern)))
      out.push_back('"' + found.str() + "\": " + rule.why);
  }
  return out;
}

std::vector<fs::path> assets(const char* extension) {
  std::vector<fs::path> out;
  for (const auto& file : fs::directory_iterator(fascia::source_folder() / "assets"))
    if (file.path().extension() == extension) out.push_back(file.path());
  return out;
}

TEST(Style, R46_style_sheets_use_what_browsers_of_2018_know) {
  EXPECT_GE(assets(".css").size(), 7u);
  for (const fs::path& file : assets(".css"))
    for (const std::string& fault : faults(without_comments(read(file)), css_rules()))
      ADD_FAILURE() << file.filename() << ": " << fault;
}

TEST(Style, R46_the_lint_sees_what_it_is_for) {
  for (const char* bad :
       {"a:is(b) {}", "a { width: min(3px, 4px) }", "a { width:clamp(1px,2px,3px) }",
        ".x { display: flex; gap: 8px }", "a{gap:8px}", ".x { inset: 0 }", ".x{aspect-ratio:1}",
        "a { margin-inline: 3px }", ".a { &:hover { } }", "@layer x {}", "a { height: 100dvh }",
        "a:hover, a:focus-visible { color: red }"})
    EXPECT_FALSE(faults(bad, css_rules()).empty()) << bad;
  for (const char* good :
       {"a { grid-gap: 8px }", "a { column-gap: 3px }", "a { width: calc(1px + 2px) }",
        "a { grid-template-columns: minmax(0, 1fr) }", "a { max-width: 3px; min-height: 4px }",
        "a:focus:not(:focus-visible) { outline: none }"})
    EXPECT_EQ(faults(good, css_rules()), std::vector<std::string>()) << good;
}

TEST(Style, R46_scripts_call_what_browsers_of_2018_have) {
  const std::vector<Forbidden> rules = {
      {R"(\.(flat|flatMap|replaceAll|matchAll|at|toSorted|findLast)\()", "not there in 2018"},
      {R"(Object\.fromEntries|globalThis|structuredClone|queueMicrotask)", "not there in 2018"},
      {R"(\.(replaceChildren|toggleAttribute|requestSubmit|showModal)\()", "not there in 2018"},
      {R"(ResizeObserver|Promise\.(allSettled|any)|AbortSignal\.)", "not there in 2018"},
  };
  EXPECT_GE(assets(".js").size(), 3u);
  for (const fs::path& file : assets(".js"))
    for (const std::string& fault : faults(read(file), rules))
      ADD_FAILURE() << file.filename() << ": " << fault;
}

TEST(Style, R46_the_bundle_is_built_for_browsers_of_2018) {
  const std::string build = read(fascia::source_folder() / "assets/build.mjs");
  EXPECT_NE(build.find("'chrome64', 'safari11.1'"), build.npos);
}

// look.md: the contrasts were computed for these colours; a token that drifts must be computed
// again.
double channel(int value) {
  const double c = value / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
double luminance(const std::string& hex) {
  const auto part = [&](std::size_t at) {
    return channel(std::stoi(hex.substr(at, 2), nullptr, 16));
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}
std::string token(const std::string& block, const std::string& name) {
  std::smatch found;
  EXPECT_TRUE(std::regex_search(block, found, std::regex("--" + name + ": (#[0-9a-f]{6})")))
      << name;
  return found.empty() ? "#000000" : found[1].str();
}

TEST(Style, ink_signs_and_lines_stand_out_in_both_lights) {
  const std::string css = read(fascia::source_folder() / "assets/base.css");
  const std::size_t paper = css.find(":root {"), dark = css.find("  .paper {"),
                    night = css.find("\n.night {");
  ASSERT_TRUE(paper != css.npos && dark != css.npos && night != css.npos);
  for (std::size_t at : {paper, dark, night}) {
    const std::string block = css.substr(at, css.find('}', at) - at);
    for (const char* ground : {"ground", "panel", "sunk"}) {
      EXPECT_GE(contrast(token(block, "ink"), token(block, ground)), 7) << at << ground;
      for (const char* text : {"soft", "pine", "clay"})
        EXPECT_GE(contrast(token(block, text), token(block, ground)), 4.5) << at << text << ground;
    }
    for (const char* ground : {"ground", "panel"})
      EXPECT_GE(contrast(token(block, "line"), token(block, ground)), 3) << at << ground;
    EXPECT_GE(contrast(token(block, "on-pine"), token(block, "pine")), 4.5);
    EXPECT_GE(contrast(token(block, "amber"), token(block, "amber-wash")), 4.5);
    EXPECT_GE(contrast(token(block, "red"), token(block, "red-wash")), 4.5);
    EXPECT_GE(contrast(token(block, "pine-deep"), token(block, "pine-wash")), 4.5);
    EXPECT_GE(contrast(token(block, "clay"), token(block, "clay-wash")), 4.5);
  }
}

}  // namespace
