// SPDX-License-Identifier: Apache-2.0
// Rows of the article's sheet (c 1) that every page, sheet and report keeps.
#include <algorithm>

#include "core/embedded.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

// CHK-S11: what is found is said as found: no text of ours names tight muscles as the cause.
TEST(ArticleRows, CHK_S11_nothing_names_tight_muscles_as_the_cause) {
  const std::string said[] = {
      "caused by tight",         "caused by tension",      "due to tight",
      "tight muscles cause",     "comes from tight",       "because your muscles are tight",
      "causé par des muscles",   "causée par des muscles", "causé par la tension",
      "dû à des muscles tendus", "vient de muscles tendus"};
  auto lower = [](std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
      return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return text;
  };
  int files = 0;
  for (const char* folder : {"catalogue/", "protocols/", "templates/"})
    for (const EmbeddedFile& file : embedded_under(folder)) {
      ++files;
      std::string text = lower(std::string(file.bytes));
      for (const std::string& one : said)
        EXPECT_EQ(text.find(one), text.npos) << file.path << ": " << one;
    }
  EXPECT_GT(files, 100);
}

}  // namespace
}  // namespace fascia::web
