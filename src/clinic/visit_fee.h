// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"
#include "store/policy.h"
#include "store/visit_fees.h"

namespace fascia::clinic {

// R36: what cancelling late or not coming costs, by the policy that was agreed to for the visit.
// Nobody owes under words that were not agreed to, and nobody pays for illness, an emergency, the
// weather, a health answer that stops the visit, or what the clinic changed. The program states a
// fee; it takes no payment.

// A share is of the price before tax, half a cent upwards; an amount is never more than the price.
// Nothing is added to either.
Money charge_of(const store::Charge& charge, const Money& price);

// Past the free hours of the policy that holds for the visit.
bool is_late(store::Connection& c, const Clinic& clinic, const store::Appointment& a);
// What it would cost if the visit ended like this now: late_cancelled or no_show.
Money fee_if(store::Connection& c, Clinic& clinic, const store::Appointment& a, store::Status to);
Money fee_if(Clinic& clinic, const store::Appointment& a, store::Status to);
// What is asked for before the visit; 0 cents: nothing.
Money deposit_of(store::Connection& c, const Clinic& clinic, const store::Appointment& a);
Money deposit_of(Clinic& clinic, const store::Appointment& a);

// Why somebody did not come, as far as a fee goes: "none" (it is due), "ill", "emergency",
// "weather"; of the clinic alone "clinic" (its own doing) and "kindness", with a note. Empty: not
// asked yet.
struct FeeReason {
  std::string why;
  std::string note;
};
std::vector<std::string> fee_reasons(const Actor& actor);

// The visit ended like this in this transaction: the fee, if there is one, with the reason for
// which nobody pays it. fee_reason_missing on "why" where staff cancel late and a fee depends on
// it; fee_reason_invalid; fee_note_missing, fee_note_too_long on "fee_note".
Done owe_fee(store::Transaction& tx, Clinic& clinic, const Actor& actor,
             const store::Appointment& a, store::Status to, const FeeReason& reason);
// The visit stands again.
void drop_fee(store::Transaction& tx, Clinic& clinic, const Actor& actor,
              const store::Appointment& a);

// The reason as the clinic came to know it later. fee_unknown where the visit has no fee; the
// errors of owe_fee.
Done change_fee(Clinic& clinic, const Actor& actor, AppointmentId id, const FeeReason& reason);

struct FeeOfVisit {
  store::VisitFee kept;
  FeeReason reason;
};
// For who may see the visit.
std::optional<FeeOfVisit> find_fee(Clinic& clinic, AppointmentId id);

}  // namespace fascia::clinic
