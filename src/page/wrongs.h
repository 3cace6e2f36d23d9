// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page/catalogue.h"
#include "page/view.h"

namespace fascia::page {

// What is wrong with a form that came back. A page says set_wrongs alone: the summary at its top
// (parts/errors) tells every fault at once in the order of the page, each line begins with what the
// page itself calls the field and leads there ("Birth date: Write a day as …"), and the field says
// the same beside it. web::show does the rest for every page (tell_wrongs).

struct Wrong {
  std::string field;  // its id in the page; none: the whole form
  std::string text;   // what to do about it
  // Where the page's own words for the field would not do in the summary.
  std::string label = {};
  // Of two people on one page: whose field it is.
  std::string whose = {};
};
// With no faults it shows nothing.
void set_wrongs(View& view, const std::vector<Wrong>& wrongs);

bool has_wrongs(const View& view);
// Writes each fault beside its field, where that is one of View::field or of page/fields.h.
void mark_wrong_fields(View& view);
// Gives the lines of the summary their labels and their order, from the page as it is without them.
void name_wrongs(View& view, Language language, std::string_view html);

// What a page calls the field of an id: the text of its <label>, or the <legend> of its fieldset,
// or the heading that its section begins with. Empty when it calls it nothing.
std::string label_in(std::string_view html, std::string_view id);

}  // namespace fascia::page
