// SPDX-License-Identifier: Apache-2.0
#include "clinic/staff_names.h"

namespace fascia::clinic {

StaffNames staff_names(store::Connection& c, TenantId tenant) {
  StaffNames out;
  for (const auto& staff : store::list_staff(c, tenant))
    out[staff.id] = staff.name.substr(0, staff.name.find(' '));
  return out;
}

std::string name_in(const StaffNames& names, StaffId id) {
  auto at = names.find(id);
  return at == names.end() ? std::string() : at->second;
}

}  // namespace fascia::clinic
