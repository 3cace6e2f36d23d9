// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace fascia::store {

// A questionnaire that the clinic is licensed for, as the file it came in. Never changed: answers
// were given to these words. Nothing of a client stands in it.
struct KeptQuestionnaire {
  std::string id, version;
  std::string file;
  bool active = true;
  StaffId staff;
  Instant added;
};
// The newest file of an id stands; the same version again takes its place.
void put_questionnaire(Connection& c, TenantId tenant, const KeptQuestionnaire& one);
std::vector<KeptQuestionnaire> list_questionnaires(Connection& c, TenantId tenant);  // active ones
std::optional<KeptQuestionnaire> find_questionnaire(Connection& c, TenantId tenant,
                                                    std::string_view id);
// Whether or not it is offered still: what was scored by it is read with it.
std::optional<KeptQuestionnaire> kept_questionnaire(Connection& c, TenantId tenant,
                                                    std::string_view id);
// False when there is none. What was scored stays.
bool retire_questionnaire(Connection& c, TenantId tenant, std::string_view id);

}  // namespace fascia::store
