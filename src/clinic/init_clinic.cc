// SPDX-License-Identifier: Apache-2.0
#include "clinic/init_clinic.h"

#include "clinic/messages.h"
#include "clinic/sign_in.h"
#include "keys/password.h"
#include "store/records.h"
#include "store/staff.h"

namespace fascia::clinic {

Result<TenantId> init_clinic(store::Store& store, store::Sealer& sealer, keys::Random& random,
                             Instant now, const InitClinic& in) {
  if (in.name.empty()) return invalid("name", "name_missing");
  if (auto zone = Zone::load(in.zone); !zone) return zone.error();
  FASCIA_TRY(std::string sign_in, checked_sign_in(in.owner_sign_in, "owner"));
  FASCIA_TRY_DONE(check_password(in.owner_password, "password"));
  std::string hash = keys::hash_password(in.owner_password, random);
  auto tenant = random.id<TenantId>();
  return store.write([&](store::Transaction& tx) -> Result<TenantId> {
    if (store::only_tenant(tx)) return conflict("clinic_exists");
    store::add_tenant(tx, tenant, in.name, sealer.new_wrapped_key(tenant.value));
    store::Location location;
    location.id = random.id<LocationId>();
    location.name = in.name;
    location.emergency_line = "911";
    location.zone = in.zone;
    location.currency = in.currency;
    location.is_demo = in.demo;
    store::add_location(tx, tenant, location);
    store::set_setting(tx, tenant, kCalendarHost, tenant.text());
    if (in.limits) keep_limits(tx, tenant, *in.limits);
    store::Staff owner;
    owner.id = random.id<StaffId>();
    owner.sign_in = sign_in;
    owner.name = in.owner_name.empty() ? in.owner_sign_in : in.owner_name;
    owner.role = store::Role::owner;
    owner.password_hash = hash;
    store::add_staff(tx, tenant, owner, now);
    store::add_audit(
        tx, tenant, sealer,
        {now, "program", 0, "clinic.made", "location", location.id.value, {}, {}, "command"});
    return tenant;
  });
}

}  // namespace fascia::clinic
