// SPDX-License-Identifier: Apache-2.0
#include "web/site.h"

namespace fascia::web {

void add_owner_pages(http::Router&, const std::shared_ptr<Site>&) {}

}  // namespace fascia::web
