// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/clinic.h"
#include "store/practitioners.h"

// Whom somebody would rather be treated by: "woman", "man", "other"; "any": asked, and it does not
// matter; empty: never asked. The wish is a hard one: whoever does not fit is not listed. It is for
// the desk's eyes and the program's, and stands on no page for others; what a therapist did not
// tell of themselves fits no wish.
namespace fascia::clinic {

bool is_gender_wish(std::string_view wish);
bool fits_wish(const store::Practitioner& one, std::string_view wish);
// Those that may be asked for here: somebody who gives this service told it, and somebody else
// would be left out. Empty: there is nothing to choose.
std::vector<std::string> genders_to_choose(const Offer& offer, const store::Service& service);
// Those whom this wish leaves; nothing where it leaves everybody.
std::optional<std::vector<PractitionerId>> those_who_fit(const Offer& offer, std::string_view wish);
// Whether the wish can come true here on some day. Errors, on `field`: wish_unknown;
// wish_fits_nobody where nobody fits who gives the service, or a part of it;
// wish_other_therapist where somebody is asked for by name who does not fit.
Done check_wish(const Offer& offer, ServiceId service, PractitionerId named, std::string_view wish,
                std::string_view field);
// The same of two who come together, on gender and gender2; wishes_fit_no_two on gender2 where one
// and the same therapist would have to treat both.
struct WishOfOne {
  ServiceId service;
  PractitionerId practitioner;  // asked for by name; none: anybody
  std::string wish;
};
Done check_wishes_of_two(const Offer& offer, const WishOfOne& first, const WishOfOne& second);
// What can be booked with this wish: as if nobody else worked here.
Offer offer_for_wish(const Offer& offer, std::string_view wish);
// Who of them is free at a start, for each part of a visit in turn. Errors of choose_seat;
// wish_fits_nobody on gender where nobody of them gives the service.
Result<std::vector<PractitionerId>> who_fits_wish(const Offer& offer, std::string_view wish,
                                                  const schedule::Question& question,
                                                  Instant start);

std::string gender_wish_of(Clinic& clinic, ClientId client);
// By the desk, on the telephone or at the counter. Errors: forbidden; wish_unknown on gender;
// appointment_unknown.
Done note_gender_wish(Clinic& clinic, const Actor& actor, AppointmentId visit,
                      const std::string& gender);

}  // namespace fascia::clinic
