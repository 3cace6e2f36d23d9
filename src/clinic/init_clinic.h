// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "clinic/booking_limits.h"
#include "keys/random.h"
#include "store/clinic_profile.h"
#include "store/sealed.h"
#include "store/store.h"

namespace fascia::clinic {

struct InitClinic {
  std::string name;
  std::string zone = "America/Edmonton";
  std::string currency = "CAD";
  std::string owner_name;
  std::string owner_sign_in;
  std::string owner_password;
  std::optional<BookingLimits> limits;  // none: the defaults, which protect nobody's week
  bool demo = false;
};

// Makes an empty clinic with its first owner. Errors: clinic_exists; name_missing, zone_unknown,
// sign_in_invalid, password_too_short on their fields.
Result<TenantId> init_clinic(store::Store& store, store::Sealer& sealer, keys::Random& random,
                             Instant now, const InitClinic& in);

}  // namespace fascia::clinic
