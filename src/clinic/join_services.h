// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// Several services one after the other are one visit: screened as the strictest part, priced as
// their sum, and held, booked, moved and cancelled as a whole. So they are one service, made the
// first time somebody asks for these parts in this order. Where one therapist gives all of them in
// one room, they are one appointment; else the visit is in turn (in_turn.h), an appointment for
// each part with a therapist, a room and a chart of its own.

inline constexpr std::size_t kMostParts = 3;

// The one that is these services in this order; one alone is itself, and one that is joined stands
// for its parts. Errors, all on `then`: service_unknown (a client joins what is booked online),
// too_many_services, nobody_gives_all (one of them nobody gives), visit_too_long (the minutes
// without a break of the rules: those of the warning for a client, the hard ones for staff),
// visit_too_deep (for the day of a therapist, R32); the last two of what one therapist gives.
Result<ServiceId> join_services(Clinic& clinic, const Actor& actor,
                                const std::vector<ServiceId>& services);

// What a client is offered after it in the same visit, of what is booked online: another service.
std::vector<const store::Service*> followers(const Clinic& clinic, const Offer& offer,
                                             const Actor& actor, const store::Service& service);

// What is offered, with the joined one of this slug: another program may have made it a moment ago.
// Nothing is written.
std::shared_ptr<const Offer> offer_with(Clinic& clinic, std::string_view slug);
// The same for who asks for a time of it: made again of its parts if it was forgotten since.
std::shared_ptr<const Offer> offer_to_hold(Clinic& clinic, const Actor& actor,
                                           std::string_view slug);

// Forgets those that nothing names an hour after they were asked for.
Done forget_joined(store::Transaction& tx, Clinic& clinic);

// Whether its parts are given by different therapists or in different rooms.
bool is_in_turn(const Offer& offer, ServiceId service);

// A joined service as those of its parts that are known, any other as itself. Never empty.
std::vector<const store::Service*> parts_of(const Offer& offer, const store::Service& service);

}  // namespace fascia::clinic
