// SPDX-License-Identifier: Apache-2.0
// docs/article.md says for each statement of the article where it stands and which test holds it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "page/catalogue.h"
#include "source_folder.h"

namespace fascia::page {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = source_folder();

std::string read(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string all_tests() {
  std::string out;
  for (const auto& file : fs::recursive_directory_iterator(kRoot / "tests"))
    if (file.path().extension() == ".cc" || file.path().extension() == ".mjs")
      out += read(file.path());
  return out;
}

TEST(ArticleMap, every_row_stands_in_it_once) {
  const std::string map = read(kRoot / "docs/article.md");
  std::multiset<std::string> rows;
  const std::regex row("\n\\| (S[0-9]+[a-f]?) \\|");
  for (std::sregex_iterator at(map.begin(), map.end(), row), end; at != end; ++at)
    rows.insert((*at)[1]);
  std::set<std::string> wanted;
  for (int i = 1; i <= 40; ++i)
    if (i != 18 && i != 19) wanted.insert("S" + std::to_string(i));
  for (const char* part :
       {"S18a", "S18b", "S18c", "S18d", "S18e", "S18f", "S19a", "S19b", "S19c", "S19d"})
    wanted.insert(part);
  EXPECT_EQ(rows, std::multiset<std::string>(wanted.begin(), wanted.end()));
}

TEST(ArticleMap, names_no_test_and_no_message_that_is_not_there) {
  const std::string map = read(kRoot / "docs/article.md"), tests = all_tests();
  const std::regex test("`(CHK_S[0-9]+[a-f]?)`");
  int seen = 0;
  for (std::sregex_iterator at(map.begin(), map.end(), test), end; at != end; ++at, ++seen)
    EXPECT_TRUE(
        std::regex_search(tests, std::regex("TEST\\w*\\([^)]*" + (*at)[1].str() + "(_|\\))")))
        << (*at)[1];
  EXPECT_GE(seen, 12);
  const std::regex message("`(s[0-9]+[a-f]?(?:_text)?)`");
  for (std::sregex_iterator at(map.begin(), map.end(), message), end; at != end; ++at)
    EXPECT_TRUE(has_text(Language::en, "article." + (*at)[1].str())) << (*at)[1];
}

}  // namespace
}  // namespace fascia::page
