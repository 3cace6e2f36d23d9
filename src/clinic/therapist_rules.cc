// SPDX-License-Identifier: Apache-2.0
#include "clinic/therapist_rules.h"

#include <algorithm>

#include "clinic/booking_limits.h"
#include "clinic/edit_house.h"
#include "clinic/name_length.h"
#include "core/find_by_id.h"

namespace fascia::clinic {
namespace {

using store::Role;

constexpr int kMostAround = 120, kStep = 5;

Done check_therapist(store::Connection& c, const Clinic& clinic, PractitionerId who) {
  if (!store::find_practitioner(c, clinic.tenant, who)) return not_found("practitioner_unknown");
  return {};
}

bool is_service(store::Connection& c, const Clinic& clinic, ServiceId id) {
  return find_by_id(store::list_services(c, clinic.tenant), id) != nullptr;
}

}  // namespace

Result<TherapistRules> read_therapist_rules(Clinic& clinic, const Actor& actor,
                                            PractitionerId who) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) {
    TherapistRules out;
    out.week.practitioner = who;
    for (const store::OwnMinutes& one : store::list_own_minutes(c, clinic.tenant))
      if (one.practitioner == who) out.around.push_back(one);
    for (const store::OwnWeek& one : store::list_own_weeks(c, clinic.tenant))
      if (one.practitioner == who) out.week = one;
    return out;
  });
}

Done set_own_minutes(Clinic& clinic, const Actor& actor, const store::OwnMinutes& own) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  for (auto [field, value] : {std::pair("own_before", own.before), {"own_after", own.after}})
    if (value < 0 || value > kMostAround || value % kStep != 0)
      return out_of_range(field, 0, kMostAround, kStep);
  return edit(clinic, actor, "clinic.own_minutes", own.practitioner.value,
              [&](store::Transaction& tx) -> Done {
                FASCIA_TRY_DONE(check_therapist(tx, clinic, own.practitioner));
                if (own.service && !is_service(tx, clinic, own.service))
                  return invalid("own_service", "service_unknown");
                store::put_own_minutes(tx, clinic.tenant, own);
                return {};
              });
}

Done remove_own_minutes(Clinic& clinic, const Actor& actor, PractitionerId who, ServiceId service) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return edit(clinic, actor, "clinic.own_minutes_removed", who.value,
              [&](store::Transaction& tx) -> Done {
                store::remove_own_minutes(tx, clinic.tenant, who, service);
                return {};
              });
}

Done set_own_week(Clinic& clinic, const Actor& actor, const store::OwnWeek& week) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  for (auto [field, value] :
       {std::pair("week_minutes", week.minutes), {"week_deep_minutes", week.deep_minutes}})
    if (value && (*value < 0 || *value > kMostWeekMinutes))
      return out_of_range(field, 0, kMostWeekMinutes, 1);
  return edit(clinic, actor, "clinic.own_week", week.practitioner.value,
              [&](store::Transaction& tx) -> Done {
                FASCIA_TRY_DONE(check_therapist(tx, clinic, week.practitioner));
                store::put_own_week(tx, clinic.tenant, week);
                return {};
              });
}

Done set_service_group(Clinic& clinic, const Actor& actor, store::ServiceGroup group) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  for (auto [field, name] : {std::pair("group_en", &group.name_en), {"group_fr", &group.name_fr}}) {
    name->erase(0, name->find_first_not_of(' '));
    name->erase(name->find_last_not_of(' ') + 1);
    if (name->size() > kLongestName) return name_too_long(field);
  }
  if (group.name_fr.empty()) group.name_fr = group.name_en;
  return edit(clinic, actor, "clinic.service_group", group.service.value,
              [&](store::Transaction& tx) -> Done {
                if (!is_service(tx, clinic, group.service)) return not_found("service_unknown");
                store::put_service_group(tx, clinic.tenant, group);
                return {};
              });
}

}  // namespace fascia::clinic
