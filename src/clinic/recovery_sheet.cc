// SPDX-License-Identifier: Apache-2.0
#include "clinic/recovery_sheet.h"

#include "store/clinic_profile.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kRecoverySheet = "recovery_sheet";

}  // namespace

bool has_recovery_sheet(Clinic& clinic, const std::string& mark) {
  return clinic.store.read([&](store::Connection& c) {
    return store::setting(c, clinic.tenant, kRecoverySheet) == mark;
  });
}

Done confirm_recovery_sheet(Clinic& clinic, const Actor& actor, const std::string& mark) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic.tenant, kRecoverySheet, mark);
    audit(tx, clinic, actor, "clinic.recovery_sheet", "clinic", 0);
    return {};
  });
}

}  // namespace fascia::clinic
