// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/policy.h"

namespace fascia::clinic {

// The policy that holds now. A clinic that never edited it has version 1: 24 hours, no words of
// its own.
store::CancelPolicy policy_now(store::Connection& c, const Clinic& clinic);
store::CancelPolicy policy_now(Clinic& clinic);

// What holds for a visit: the version that was agreed to, else the one of now (R36).
struct PolicyOfVisit {
  store::CancelPolicy policy;
  std::optional<store::PolicyAgreement> agreed;
  std::string text;  // as it was shown when it was agreed to; empty: it was not
};
PolicyOfVisit policy_of(store::Connection& c, const Clinic& clinic, AppointmentId id);
PolicyOfVisit policy_of(Clinic& clinic, AppointmentId id);

// Somebody agrees to a version, in the words that stood before them.
struct AgreedPolicy {
  int version = 0;
  std::string text;
};
// policy_not_agreed without a version; policy_changed when it is not the one of now. On "policy".
Done check_agreed(store::Connection& c, const Clinic& clinic, const AgreedPolicy& agreed);

// All versions, newest first. forbidden to everybody but an owner.
Result<std::vector<store::CancelPolicy>> list_policies(Clinic& clinic, const Actor& actor);
struct PolicyEdit {
  int hours = 24;
  std::string more_en, more_fr;
  store::Charge late = {}, no_show = {}, deposit = {};
};
// Another version when something differs; which one holds now. hours_invalid on "hours" outside
// 0 to 168; policy_too_long on more_en and more_fr over 1,000 bytes; charge_share_invalid (1 to 100
// percent) and charge_amount_invalid (up to 1,000 dollars) on late_value, no_show_value and
// deposit_value.
Result<int> edit_policy(Clinic& clinic, const Actor& actor, const PolicyEdit& edit);

}  // namespace fascia::clinic
