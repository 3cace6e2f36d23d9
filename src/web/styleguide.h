// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "web/site.h"

namespace fascia::web {

// Every part of the pages in each of its states, for who works on them. /styleguide, and with
// ?light=night the treatment room's light; there is such a page in a demo clinic only.
void add_styleguide(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
