// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace fascia::web {

// What a line says behind its label stands on the page below the summary as well.
inline bool is_beside(const std::string& page, std::size_t below, const std::string& line) {
  for (std::size_t space = line.find(' '); space != line.npos; space = line.find(' ', space + 1))
    if (space > 0 && std::string(":?!.…").find(line[space - 1]) != std::string::npos &&
        page.find(line.substr(space + 1), below) != page.npos)
      return true;
  return false;
}

// The lines of the summary of a form that came back, as they are read, each behind the id of its
// field: "birth_date> Birth date: Write …". Each must lead to something on the page, and the field
// must say the fault beside itself.
inline std::vector<std::string> told_faults(const std::string& page) {
  std::vector<std::string> out;
  std::size_t at = page.find("id=\"errors\"");
  const std::size_t end = page.find("</ul>", at);
  if (at == page.npos || end == page.npos) return out;
  EXPECT_NE(page.rfind("role=\"alert\"", end), page.npos);
  while ((at = page.find("<li>", at)) < end) {
    std::string line = page.substr(at + 4, page.find("</li>", at) - at - 4), field;
    at += line.size();
    if (line.starts_with("<a href=\"#")) {
      field = line.substr(10, line.find('"', 10) - 10);
      line = line.substr(line.find('>') + 1);
      line.resize(line.find("</a>"));
      EXPECT_NE(page.find(" id=\"" + field + '"'), page.npos) << field;
      EXPECT_TRUE(is_beside(page, end, line)) << "not beside its field: " << line;
    }
    for (std::size_t i = 0; (i = line.find("&#39;", i)) != line.npos;) line.replace(i, 5, "'");
    for (std::size_t i = 0; (i = line.find("&quot;", i)) != line.npos;) line.replace(i, 6, "\"");
    out.push_back(field + "> " + line);
  }
  return out;
}

}  // namespace fascia::web
