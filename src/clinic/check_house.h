// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "clinic/manage_clinic.h"

namespace fascia::clinic {

// What the owner's forms say of the house, before anything is looked up: every fault of it, as
// manage_clinic.h names them. check_credential and check_time_off stand there.

// name_missing, name_too_long.
Done check_house_name(const std::string& text, std::string_view field);
Done check_place(const store::Location& place);
Done check_service(const store::Service& service);
Done check_room(const store::Room& room);
Done check_pieces(const store::Equipment& equipment);
Done check_practitioner(const store::Practitioner& practitioner);
// All but the password, which may be made by us.
Done check_staff(const NewStaff& staff);

}  // namespace fascia::clinic
