// SPDX-License-Identifier: Apache-2.0
// A clinic without a telephone prints no link that calls nobody.
#include <gtest/gtest.h>

#include "core/embedded.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

TEST(Phone, every_link_to_the_clinics_number_stands_where_there_is_one) {
  const std::string link = "tel:{{CLINIC_PHONE_DIGITS}}";
  int links = 0;
  for (const EmbeddedFile& file : embedded_under("templates/")) {
    std::string text(file.bytes);
    for (std::size_t at = text.find(link); at != text.npos; at = text.find(link, at + 1)) {
      ++links;
      std::size_t open = text.rfind("{{#CLINIC_HAS_PHONE}}", at);
      std::size_t close = text.rfind("{{/CLINIC_HAS_PHONE}}", at);
      bool inside = open != text.npos && (close == text.npos || close < open);
      EXPECT_TRUE(inside) << file.path;
    }
  }
  EXPECT_GT(links, 10);
}

TEST(Phone, no_public_page_of_a_clinic_without_one_links_to_nothing) {
  SmallSite site;
  ASSERT_TRUE(site.small.clinic->availability.get()->location.phone.empty());
  Browser browser(site);
  for (const char* path :
       {"/", "/deep-tissue-massage", "/book", "/assess", "/sign-in", "/nowhere"}) {
    std::string page = text_of(browser.get(path));
    EXPECT_TRUE(lacks(page, "href=\"tel:\"")) << path;
  }
}

}  // namespace
}  // namespace fascia::web
