// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/visit_record.h"
#include "web/site.h"

namespace fascia::web {

// The records beside a visit's answers, the form that lays another one there and those that take
// one out again (parts/record-said, record-form), sent below `path`. `error`: what was wrong with
// the file.
void set_record_form(page::View& view, const Visit& visit, AppointmentId id,
                     const std::string& path, const Error* error = nullptr);
// What of them somebody has to look at, and what was just read: for who treats.
void set_record_notes(page::View& view, const Visit& visit,
                      const clinic::ScreeningContent& content);
void add_record_pages(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
