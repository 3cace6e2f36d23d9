// SPDX-License-Identifier: Apache-2.0
#include "clinic/cancel_policy.h"

#include <cstdlib>

#include "core/faults.h"

namespace fascia::clinic {
namespace {

constexpr int kMostHours = 168;
constexpr std::size_t kLongestPolicy = 1000;
constexpr std::int64_t kWhole = 100, kMostCents = 1000'00;

// A charge of nothing has no value of its own.
Result<store::Charge> checked(const store::Charge& charge, std::string_view field) {
  using Kind = store::Charge::Kind;
  const bool share = charge.kind == Kind::share, amount = charge.kind == Kind::amount;
  if (!share && !amount) return store::Charge{charge.kind, 0};
  if (share && (charge.value < 1 || charge.value > kWhole))
    return invalid(field, "charge_share_invalid");
  if (amount && (charge.value < 1 || charge.value > kMostCents))
    return invalid(field, "charge_amount_invalid");
  return charge;
}

store::CancelPolicy in_money_of(const Clinic& clinic, store::CancelPolicy policy) {
  policy.currency = clinic.availability.get()->location.currency;
  return policy;
}

bool says_the_same(const store::CancelPolicy& a, const store::CancelPolicy& b) {
  return a.hours == b.hours && a.more_en == b.more_en && a.more_fr == b.more_fr &&
         a.late == b.late && a.no_show == b.no_show && a.deposit == b.deposit;
}

}  // namespace

store::CancelPolicy policy_now(store::Connection& c, const Clinic& clinic) {
  if (auto kept = store::newest_policy(c, clinic.tenant)) return in_money_of(clinic, *kept);
  store::CancelPolicy first = in_money_of(clinic, {});
  if (auto hours = store::setting(c, clinic.tenant, "cancel_hours"))
    first.hours = std::atoi(hours->c_str());
  return first;
}

store::CancelPolicy policy_now(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) { return policy_now(c, clinic); });
}

PolicyOfVisit policy_of(store::Connection& c, const Clinic& clinic, AppointmentId id) {
  PolicyOfVisit out{policy_now(c, clinic), store::find_agreement(c, clinic.tenant, id), {}};
  if (!out.agreed) return out;
  if (auto then = store::find_policy(c, clinic.tenant, out.agreed->version))
    out.policy = in_money_of(clinic, *then);
  out.text = store::policy_text(c, clinic.tenant, out.agreed->digest).value_or("");
  return out;
}

PolicyOfVisit policy_of(Clinic& clinic, AppointmentId id) {
  return clinic.store.read([&](store::Connection& c) { return policy_of(c, clinic, id); });
}

Done check_agreed(store::Connection& c, const Clinic& clinic, const AgreedPolicy& agreed) {
  if (agreed.version == 0) return invalid("policy", "policy_not_agreed");
  if (agreed.version != policy_now(c, clinic).version) return conflict("policy_changed", "policy");
  return {};
}

Result<std::vector<store::CancelPolicy>> list_policies(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  return clinic.store.read([&](store::Connection& c) {
    auto all = store::list_policies(c, clinic.tenant);
    if (all.empty()) all.push_back(policy_now(c, clinic));
    for (store::CancelPolicy& one : all) one = in_money_of(clinic, std::move(one));
    return all;
  });
}

Result<int> edit_policy(Clinic& clinic, const Actor& actor, const PolicyEdit& in) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  Faults faults;
  if (in.hours < 0 || in.hours > kMostHours) faults.add(invalid("hours", "hours_invalid"));
  if (in.more_en.size() > kLongestPolicy) faults.add(invalid("more_en", "policy_too_long"));
  if (in.more_fr.size() > kLongestPolicy) faults.add(invalid("more_fr", "policy_too_long"));
  faults.add(checked(in.late, "late_value"));
  faults.add(checked(in.no_show, "no_show_value"));
  faults.add(checked(in.deposit, "deposit_value"));
  FASCIA_TRY_DONE(faults.done());
  store::CancelPolicy next{0, in.hours, in.more_en, in.more_fr, clinic.now(), actor.staff};
  FASCIA_TRY(next.late, checked(in.late, "late_value"));
  FASCIA_TRY(next.no_show, checked(in.no_show, "no_show_value"));
  FASCIA_TRY(next.deposit, checked(in.deposit, "deposit_value"));
  return clinic.store.write([&](store::Transaction& tx) -> Result<int> {
    store::CancelPolicy now = policy_now(tx, clinic);
    if (says_the_same(now, next)) return now.version;
    // The first one stood without a row: it is kept, because visits may point at it.
    if (!store::newest_policy(tx, clinic.tenant)) store::add_policy(tx, clinic.tenant, now);
    next.version = now.version + 1;
    store::add_policy(tx, clinic.tenant, next);
    audit(tx, clinic, actor, "clinic.policy", "policy", next.version);
    return next.version;
  });
}

}  // namespace fascia::clinic
