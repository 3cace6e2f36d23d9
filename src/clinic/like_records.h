// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"
#include "store/clients.h"

namespace fascia::clinic {

// Two records that may be one person's: what speaks for it, what against. Identity is name and
// birth date (R15); families share a phone and an address, so that alone says nothing.
struct Alike {
  bool same_name = false, like_name = false;
  bool same_birth_date = false, births_differ = false;  // neither: one is not known
  bool same_phone = false, same_email = false;
};
Alike compare(const store::Client& a, const store::Client& b);
// The same birth date and a like name; or the same phone or e-mail and nearly the same name, or the
// same first name where the birth dates do not differ; or the same name where a birth date is not
// known.
bool is_likely_one(const Alike& alike, const store::Client& a, const store::Client& b);

struct LikePair {
  store::Client older, newer;
  Alike alike;
};
// Of records made on days [from, until), the newer of each pair. A list for a person to look at:
// nothing is ever merged by the program. For the owner: forbidden.
Result<std::vector<LikePair>> like_records(Clinic& clinic, const Actor& actor, Date from,
                                           Date until);
// Those like one record, which is the newer of each pair here.
Result<std::vector<LikePair>> like_this_record(Clinic& clinic, const Actor& actor, ClientId client);

// Somebody looked: these are two people. They are no more in the lists. Errors: forbidden,
// client_unknown.
Done keep_records_apart(Clinic& clinic, const Actor& actor, ClientId one, ClientId other);

}  // namespace fascia::clinic
