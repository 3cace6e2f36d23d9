// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/book_appointment.h"
#include "core/faults.h"
#include "page/fields.h"
#include "web/site.h"

namespace fascia::web {

// What booking for somebody on the phone and for somebody who stands at the desk share: who it is
// for, as it was chosen and typed.

// What was chosen so far: from the address while looking, from the form when booking.
struct BookingChoice {
  std::string service, practitioner, day, at, client, find;
  std::vector<std::string> then = {};  // what follows in the same visit
  bool refused = false;                // these make no one visit
  std::string next = {};               // who gives what follows, where it is somebody else
};

BookingChoice booking_choice(const Visit& visit);
std::optional<store::Client> known_client(const Visit& visit, const BookingChoice& choice);
// What was chosen has to be there: it is never taken for "anybody", or for somebody new.
Done check_choice(const Visit& visit, const clinic::Offer& offer, const BookingChoice& choice);
// By who was found, else by what was typed.
std::vector<std::string> notices_of(const Visit& visit, const BookingChoice& choice,
                                    const std::optional<store::Client>& known);
// Name, birth date, e-mail and phone: of the client that was found, or to be filled in.
void set_client(page::View& view, const Visit& visit, const BookingChoice& choice);
// The details of the form, completed from the client who was found; what cannot be read is among
// the faults, as the use case names it (client.birth_date).
clinic::ClientDetails details_of(const Visit& visit, const std::optional<store::Client>& known,
                                 Faults& faults);
// The use case names client.name; the page's field is name.
std::vector<page::Wrong> client_wrongs(const Visit& visit, const Error* error);

void add_desk_walk_in(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
