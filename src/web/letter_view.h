// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/screening.h"
#include "clinic/day_sheet.h"
#include "web/site.h"

namespace fascia::web {

// What stands on a letter to a physician (R40), whoever prints it.
struct LetterPaper {
  std::string client_name;  // empty: written by hand
  std::optional<Date> birth_date;
  std::string service;
  std::string protocol;
  std::vector<care::Finding> asked;
};
void set_letter(page::View& view, const Visit& visit, const LetterPaper& paper);

// What the client does with it, in the client's language whatever the paper's: before set_letter.
void set_letter_steps(page::View& view, const Visit& visit, const std::string& due,
                      const std::string& back_path);

// What a physician answered to a finding, in one line.
void set_letter_note(page::View& view, const Visit& visit, const care::Finding& finding);
// That the clinic's own files made a finding milder: who stands for it, and why.
void set_loosening(page::View& view, const Visit& visit, const care::Finding& finding);
// All that the clinic's own files loosen: on every screening, whether it acted or not.
void set_loosened(page::View& view, const Visit& visit, const care::Screening& screening);
// The one line about it at the desk, which says nothing of health; none beside a refusal.
void set_desk_letter(page::View& view, const Visit& visit, const clinic::DeskVisit& of);
void add_letter_pages(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
