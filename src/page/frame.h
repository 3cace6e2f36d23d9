// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "page/view.h"

namespace fascia::page {

// What stands around every page: header, language switch, footer. Every page in
// templates/layout.tpl needs it.
struct Link {
  std::string path;      // "/desk"
  std::string text;      // as people read it
  bool current = false;  // the page, or the part of the program, that is open now
};

struct Frame {
  std::string clinic;             // its name
  std::string town;               // "Grande Prairie, Alberta"
  std::string phone;              // as people write it
  std::string emergency = "911";  // the line to call in an emergency, where the clinic is
  std::string
      other_language_path;  // this page in the other language, e.g. "/language?to=fr&back=%2F"
  std::string person;       // who is signed in; empty = nobody
  std::string token;        // CSRF token, bound to the browser
  std::string home = "/";   // where the clinic's name leads
  bool demo = false;        // says on each page that the data is made up
  bool rules_unreviewed = false;  // says to staff that nobody signed the clinical rules yet (R9)
  bool french_unread = false;     // says to staff that nobody read the French yet (R43)
  std::vector<Link> links;        // the ways of staff through the program; none for anybody else
};
void set_frame(View& view, const Frame& frame);

}  // namespace fascia::page
