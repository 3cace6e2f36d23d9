// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/clinic.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {

// R17: somebody else of the same day who could be taken for this client.
struct LikeName {
  std::string name;
  std::optional<Date> born;
  Instant start;
  std::string therapist;  // first name
};
std::vector<LikeName> like_names(store::Connection& c, const Clinic& clinic, const Offer& offer,
                                 const store::Appointment& visit, const store::Client& client);

// Names that are easily taken for each other: the same first or last name, or two letters apart at
// most.
bool sounds_alike(std::string_view a, std::string_view b);
// Two letters apart at most.
bool nearly_one_name(std::string_view a, std::string_view b);
bool same_first_name(std::string_view a, std::string_view b);

}  // namespace fascia::clinic
