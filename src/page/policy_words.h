// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "page/catalogue.h"
#include "store/policy.h"

namespace fascia::page {

// The cancellation policy as people read it before they agree (R36): until when it is free, what it
// costs after that and for not coming, the deposit, when nobody pays, and the clinic's own words.
std::string policy_text(Language language, const store::CancelPolicy& policy);

}  // namespace fascia::page
