// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schedule/working_time.h"
#include "store/connection.h"

namespace fascia::store {

struct Practitioner {
  PractitionerId id;
  std::string name;                    // in full, as receipts need it (R44)
  std::string first_name;              // what mails say (R18)
  std::string gender;                  // "woman", "man", "other"
  std::vector<std::string> languages;  // "en", "fr"
  std::string about_en, about_fr;
  std::vector<std::string> techniques;  // trained in, ids of protocols/techniques.toml
  int since_year = 0;
  bool active = true;
  int position = 0;
  std::vector<ServiceId> services;
  int visits_a_day = 0;  // at most; 0: no limit
  // Of massage training, as their certificates say, and of these in deep tissue work; 0: not told.
  int training_hours = 0, deep_training_hours = 0;
};

// What an insurer asks for (R44): the association's number and its validity on the day.
struct Credential {
  std::int64_t id = 0;
  PractitionerId practitioner;
  std::string association;
  std::string number;
  Date valid_from, valid_until;
};

void put_practitioner(Connection& c, TenantId tenant, const Practitioner& p);  // adds or replaces
// Of a place: who has shifts there, and who has none anywhere yet. `location` none, here and below:
// of all places.
std::vector<Practitioner> list_practitioners(Connection& c, TenantId tenant,
                                             LocationId location = {});
// Without the services.
std::optional<Practitioner> find_practitioner(Connection& c, TenantId tenant, PractitionerId id);
void add_credential(Connection& c, TenantId tenant, const Credential& credential);
void remove_credential(Connection& c, TenantId tenant, std::int64_t id);
std::vector<Credential> list_credentials(Connection& c, TenantId tenant);

struct KeptShift {
  std::int64_t id = 0;
  schedule::Shift shift;
};
void add_shift(Connection& c, TenantId tenant, LocationId location, const KeptShift& shift);
void remove_shift(Connection& c, TenantId tenant, std::int64_t id);
void end_shift(Connection& c, TenantId tenant, std::int64_t id, Date last_day);
std::vector<KeptShift> list_shifts(Connection& c, TenantId tenant, LocationId location = {});
// Those of this place who work in another one too.
std::vector<PractitionerId> also_elsewhere(Connection& c, TenantId tenant, LocationId location);

struct KeptTimeOff {
  std::int64_t id = 0;
  schedule::TimeOff off;
  std::string name = {};  // of a day on which the clinic is closed: "Staff training"; may be empty
};
void add_time_off(Connection& c, TenantId tenant, const KeptTimeOff& off);
void remove_time_off(Connection& c, TenantId tenant, std::int64_t id);
std::vector<KeptTimeOff> list_time_off(Connection& c, TenantId tenant);

// "a b" <-> {"a", "b"}: how lists of ids stand in one column.
std::string joined(const std::vector<std::string>& words);
std::vector<std::string> split_words(std::string_view text);

}  // namespace fascia::store
