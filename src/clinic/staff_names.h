// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "core/id.h"
#include "store/staff.h"

namespace fascia::clinic {

// The first names of all who have or had a sign-in, for who reads what somebody did.
using StaffNames = std::map<StaffId, std::string>;
StaffNames staff_names(store::Connection& c, TenantId tenant);
// Empty for who is not among them, such as the program.
std::string name_in(const StaffNames& names, StaffId id);

}  // namespace fascia::clinic
