// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/clinic.h"

namespace fascia::clinic {

// What a visit costs. The tax is figured on the whole in cents, half a cent upwards (Excise Tax
// Act, section 165.2); its rate is the setting gst_percent, 0 for a clinic that is not registered.
struct FullPrice {
  Money before;
  Money tax;
  Money total;
};
FullPrice full_price(Clinic& clinic, const Money& before);

}  // namespace fascia::clinic
