// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// Several services one after the other are one visit: of one therapist in one room, screened as the
// strictest part, priced as their sum, and held, booked, moved, cancelled and charted as a whole.
// So they are one service, made the first time somebody asks for these parts in this order.

inline constexpr std::size_t kMostParts = 3;

// The one that is these services in this order; one alone is itself, and one that is joined stands
// for its parts. Errors, all on `then`: service_unknown (a client joins what is booked online),
// too_many_services, services_need_different_rooms, nobody_gives_all.
Result<ServiceId> join_services(Clinic& clinic, const Actor& actor,
                                const std::vector<ServiceId>& services);

// What a client is offered after it in the same visit, of what is booked online: another service.
std::vector<const store::Service*> followers(const Offer& offer, const Actor& actor,
                                             const store::Service& service);

// A joined service as its parts, any other as itself.
std::vector<const store::Service*> parts_of(const Offer& offer, const store::Service& service);

}  // namespace fascia::clinic
