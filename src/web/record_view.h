// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/screen_visit.h"
#include "web/site.h"

namespace fascia::web {

// The form that lays a health record beside a visit's answers (parts/record-form), sent to
// `action`; `may`: there are answers, and the visit can still change. `error`: what was wrong with
// the file.
void set_record_form(page::View& view, const Visit& visit, const std::string& action, bool may,
                     const Error* error = nullptr);
// What of it nobody here understands, and what could not be read: for who treats.
void set_record_notes(page::View& view, const Visit& visit,
                      const clinic::ScreeningContent& content);
void add_record_pages(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
