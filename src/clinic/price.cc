// SPDX-License-Identifier: Apache-2.0
#include "clinic/price.h"

namespace fascia::clinic {

FullPrice full_price(Clinic& clinic, const Money& before) {
  std::string percent = clinic.store.read([&](store::Connection& c) {
    return store::setting(c, clinic.tenant, "gst_percent").value_or("5");
  });
  std::int64_t tax = (before.cents * std::stoi(percent) + 50) / 100;
  return {before, {tax, before.currency}, {before.cents + tax, before.currency}};
}

}  // namespace fascia::clinic
