// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/site.h"

namespace fascia::web {

// The clinic's own questionnaires as links at the measuring step.
void set_questionnaires(page::View& view, const Visit& visit, AppointmentId id);
void add_questionnaire_pages(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
