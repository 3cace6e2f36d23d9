// SPDX-License-Identifier: Apache-2.0
// What holds for the tree as a whole: licences, dependencies, no traces of one machine.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "source_folder.h"

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_under(const char* folder) {
  std::vector<fs::path> out;
  fs::path root = fascia::source_folder() / folder;
  if (!fs::exists(root)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) out.push_back(entry.path());
  return out;
}

TEST(Tree, every_source_begins_with_its_licence) {
  int seen = 0;
  for (const char* folder : {"src", "tests", "bench", "fuzz"}) {
    for (const fs::path& file : files_under(folder)) {
      if (file.extension() != ".cc" && file.extension() != ".h") continue;
      EXPECT_TRUE(read(file).starts_with("// SPDX-License-Identifier: Apache-2.0\n")) << file;
      ++seen;
    }
  }
  EXPECT_GT(seen, 20);
}

TEST(Tree, a_dependency_is_named_once_with_a_licence_and_a_reason) {
  std::istringstream in(read(fascia::source_folder() / "packaging/dependencies"));
  std::map<std::string, int> seen;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string kind, name, when, licence, reason;
    words >> kind >> name >> when >> licence;
    std::getline(words, reason);
    EXPECT_TRUE(kind == "apt" || kind == "npm" || kind == "command") << line;
    EXPECT_TRUE(when == "run" || when == "test") << line;
    EXPECT_FALSE(licence.empty()) << line;
    EXPECT_GT(reason.size(), 10u) << line;
    EXPECT_EQ(++seen[name], 1) << line;
  }
  EXPECT_GT(seen.size(), 20u);
}

// A GPL library may not be linked into the program; tools that only build or test may be.
TEST(Tree, no_library_of_the_program_is_under_the_gpl) {
  std::istringstream in(read(fascia::source_folder() / "packaging/dependencies"));
  for (std::string line; std::getline(in, line);) {
    if (line.find(" GPL") == line.npos || line.front() == '#') continue;
    EXPECT_TRUE(line.find("(builds only)") != line.npos || line.find(" test ") != line.npos)
        << line;
  }
}

// A booking replaces the offer at any moment: a loop over it, or a reference or pointer into it,
// needs somebody who holds it (`auto offer = …;` first).
TEST(Tree, nothing_is_kept_of_an_offer_that_nobody_holds) {
  const std::string got = R"([*(]*[\w.:>*-]*(availability\.get\(\)|\bcurrent_offer\([^()]*\)))";
  const std::regex loop(R"(for \([^;{}]*[^:]:\s*)" + got + "->");
  const std::regex kept(R"([\w>][&*] ?\w+ =\s*)" + got + "(->|[;)])");
  auto faults = [&](const std::string& text) {
    return std::regex_search(text, loop) || std::regex_search(text, kept);
  };
  EXPECT_TRUE(faults("for (const auto& s : clinic.availability.get()->services)"));
  EXPECT_TRUE(
      faults("for (const auto& s :\n     clinic::current_offer(visit.site.clinic)->rooms)"));
  EXPECT_TRUE(faults("const clinic::Offer& offer = *clinic.availability.get();"));
  EXPECT_TRUE(faults("const Service* s = current_offer(*clinic)->service(id);"));
  EXPECT_FALSE(faults("Service s = *current_offer(*clinic)->service(id);"));
  EXPECT_FALSE(faults("auto offer = clinic.availability.get();\nfor (auto& s : offer->services)"));
  for (const char* folder : {"src", "tests"}) {
    for (const fs::path& file : files_under(folder)) {
      if (file.filename() == "tree_test.cc" || file.extension() != ".cc") continue;
      EXPECT_FALSE(faults(read(file))) << file;
    }
  }
}

}  // namespace
