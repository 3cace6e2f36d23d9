// SPDX-License-Identifier: Apache-2.0
#include "clinic/cancel_policy.h"

#include <cstdlib>

namespace fascia::clinic {
namespace {

constexpr int kMostHours = 168;
constexpr std::size_t kLongestPolicy = 1000;

}  // namespace

store::CancelPolicy policy_now(store::Connection& c, const Clinic& clinic) {
  if (auto kept = store::newest_policy(c, clinic.tenant)) return *kept;
  store::CancelPolicy first;
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
  if (auto then = store::find_policy(c, clinic.tenant, out.agreed->version)) out.policy = *then;
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
    return all;
  });
}

Result<int> edit_policy(Clinic& clinic, const Actor& actor, int hours, const std::string& more_en,
                        const std::string& more_fr) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  if (hours < 0 || hours > kMostHours) return invalid("hours", "hours_invalid");
  if (more_en.size() > kLongestPolicy) return invalid("more_en", "policy_too_long");
  if (more_fr.size() > kLongestPolicy) return invalid("more_fr", "policy_too_long");
  return clinic.store.write([&](store::Transaction& tx) -> Result<int> {
    store::CancelPolicy now = policy_now(tx, clinic);
    if (now.hours == hours && now.more_en == more_en && now.more_fr == more_fr) return now.version;
    // The first one stood without a row: it is kept, because visits may point at it.
    if (!store::newest_policy(tx, clinic.tenant)) store::add_policy(tx, clinic.tenant, now);
    store::CancelPolicy next{now.version + 1, hours, more_en, more_fr, clinic.now(), actor.staff};
    store::add_policy(tx, clinic.tenant, next);
    audit(tx, clinic, actor, "clinic.policy", "policy", next.version);
    return next.version;
  });
}

}  // namespace fascia::clinic
