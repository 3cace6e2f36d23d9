// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "clinic/clinic.h"
#include "store/records.h"

namespace fascia::clinic {

// A page that opens from a link (R19). The token has 256 random bits and the store keeps its hash
// alone; it is for one purpose ("intake", "aftercare", "check_in", "curve"), ends, and shows
// nothing before the birth date was given. Opening it changes nothing: mail scanners do that.
struct NewLink {
  std::string purpose;
  std::int64_t subject = 0;  // what it opens: an appointment, an aftercare, a check-in
  ClientId client;
  Instant expires;
};
// The token, to stand in a message; it cannot be read again.
std::string make_private_link(store::Transaction& tx, Clinic& clinic, const NewLink& link);

struct OpenLink {
  std::int64_t subject = 0;
  ClientId client;
  bool known_browser = false;  // this browser gave the birth date before
  int tries_left = 5;
  std::string from = {};  // the browser's address
};
// link_unknown (not_found) for a wrong, ended or foreign token alike; link_closed (forbidden) after
// five wrong dates. Changes nothing.
Result<OpenLink> open_private_link(Clinic& clinic, std::string_view purpose,
                                   const std::string& token, const std::string& browser,
                                   const std::string& from = {});
// Gives the birth date for this browser: birth_date_wrong on birth_date with `left` tries,
// link_closed when they are used up, link_birth_date_missing when the clinic has none.
Result<OpenLink> prove_birth_date(Clinic& clinic, std::string_view purpose,
                                  const std::string& token, const std::string& browser,
                                  Date birth_date, const std::string& from = {});

}  // namespace fascia::clinic
