// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/connection.h"

namespace fascia::store {

// What the clinic asks for: nothing, a share of the price, or an amount. Unsaid: its own words may
// tell, the program cannot.
struct Charge {
  enum class Kind { unsaid, none, share, amount } kind = Kind::unsaid;
  std::int64_t value = 0;  // percent of a share, cents of an amount
  bool operator==(const Charge&) const = default;
};
std::string_view to_string(Charge::Kind kind);
std::optional<Charge::Kind> parse_charge_kind(std::string_view text);

// What the clinic says about cancelling (R36). A version never changes; an edit is the next one.
struct CancelPolicy {
  int version = 1;
  int hours = 24;                // free of charge until so long before the visit
  std::string more_en, more_fr;  // the clinic's own words after the usual ones
  Instant since;
  StaffId by;
  Charge late = {};              // for cancelling later than that
  Charge no_show = {};           // for not coming
  Charge deposit = {};           // before the visit; the program takes no payment
  std::string currency = "CAD";  // of the amounts: the clinic's, not kept with them
};
void add_policy(Connection& c, TenantId tenant, const CancelPolicy& policy);
std::optional<CancelPolicy> newest_policy(Connection& c, TenantId tenant);
std::optional<CancelPolicy> find_policy(Connection& c, TenantId tenant, int version);
std::vector<CancelPolicy> list_policies(Connection& c, TenantId tenant);  // newest first

// Somebody agreed to a version in the words that have this digest.
struct PolicyAgreement {
  AppointmentId appointment;
  int version = 0;
  std::string digest;
  StaffId staff;  // who read it out; none: the person read it themselves
  Instant at;
};
// Keeps the words too, once for each digest.
void add_agreement(Connection& c, TenantId tenant, const PolicyAgreement& agreement,
                   const std::string& text);
std::optional<PolicyAgreement> find_agreement(Connection& c, TenantId tenant,
                                              AppointmentId appointment);
std::optional<std::string> policy_text(Connection& c, TenantId tenant, std::string_view digest);

}  // namespace fascia::store
