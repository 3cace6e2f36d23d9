// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "store/appointments.h"
#include "web/site.h"

namespace fascia::web {

// What may be had in the place of a visit that the answers stop (parts/gentler-offer): one tap
// sends the form to `action`. True where there is something.
bool set_gentler_offer(page::View& view, const Visit& visit, const store::Appointment& a,
                       const std::string& action);
// The desk's tap, for somebody who said yes.
void add_gentler_pages(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
