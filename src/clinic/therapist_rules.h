// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// What one therapist keeps otherwise than the clinic does: minutes around a session, and the most
// of a week (R32). For an owner; free times follow at once, what is booked stays as it is.
struct TherapistRules {
  std::vector<store::OwnMinutes> around;
  store::OwnWeek week;
};
Result<TherapistRules> read_therapist_rules(Clinic& clinic, const Actor& actor, PractitionerId who);

// Errors: practitioner_unknown; service_unknown on own_service; number_out_of_range on own_before
// and own_after (0 to 120 in steps of 5).
Done set_own_minutes(Clinic& clinic, const Actor& actor, const store::OwnMinutes& own);
// Of one service, or of every one (none): what the service asks for holds again.
Done remove_own_minutes(Clinic& clinic, const Actor& actor, PractitionerId who, ServiceId service);
// Nothing: as the clinic has it for everybody. number_out_of_range on week_minutes and
// week_deep_minutes (0 to kMostWeekMinutes).
Done set_own_week(Clinic& clinic, const Actor& actor, const store::OwnWeek& week);

// Names that several lengths of one thing share; an empty English name takes the service out of its
// group. service_unknown; name_too_long on group_en and group_fr.
Done set_service_group(Clinic& clinic, const Actor& actor, store::ServiceGroup group);

}  // namespace fascia::clinic
