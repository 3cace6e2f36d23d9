// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/connection.h"

namespace fascia::store {

// The treated person. Identity is name and birth date, never an address or a phone: families share
// them (R15).
struct Client {
  ClientId id;
  std::string name;
  std::optional<Date> birth_date;
  std::string email;
  std::string phone;
  std::string language = "en";
  std::string guardian, guardian_relation;  // under 18
  std::string wrapped_key;
};

void add_client(Connection& c, TenantId tenant, const Client& client, Instant now);
// By the thousand (store/many.h), with what they are found by; their keys go to add_keys.
void add_clients(Connection& c, TenantId tenant, const std::vector<Client>& all, Instant now);
std::optional<Client> find_client(Connection& c, TenantId tenant, ClientId id);
// Whose record this is now: the one it was merged into (client_merges.h), else its own.
ClientId person_of(Connection& c, TenantId tenant, ClientId client);
// The person of that folded name and birth date; without a birth date nobody is found. The name of
// a record that was merged finds the one that was kept.
std::optional<Client> find_person(Connection& c, TenantId tenant, std::string_view name,
                                  std::optional<Date> birth_date);
// The rows by which a client is found.
std::set<std::string> search_parts(const std::string& folded, const std::string& digits);
// By the beginning of any word of the name, or by digits of the phone; at most `most`. Where no
// name begins so, those whose words are like what was typed, in any order, the most alike first.
std::vector<Client> search_clients(Connection& c, TenantId tenant, std::string_view text, int most);
void update_contact(Connection& c, TenantId tenant, ClientId id, std::string_view email,
                    std::string_view phone);

// Writes all that names and reaches somebody: name, birth date, e-mail, phone, language, guardian.
void set_person(Connection& c, TenantId tenant, const Client& client);

// Of somebody whose birth date was not known; false when one is kept already.
bool set_birth_date(Connection& c, TenantId tenant, ClientId id, Date birth_date);

// Lower case without accents, words apart by one space: "Chloé  LEROUX" -> "chloe leroux".
std::string folded_name(std::string_view name);
std::string digits_of(std::string_view phone);

}  // namespace fascia::store
