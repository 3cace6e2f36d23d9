// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "http/limits.h"

// The limits of what anybody may send, for one browser's address each. A clinic gives another count
// by the setting `limit_counts`.
namespace fascia::http::form_limits {

inline constexpr RateLimit kReplies{"web.replies", 3, minutes(10)};
inline constexpr RateLimit kSignIns{"web.sign_ins", 10, minutes(5)};
inline constexpr RateLimit kScreenings{"web.screenings", 600, minutes(10)};  // each page of answers
inline constexpr RateLimit kNumbers{"web.numbers", 5, minutes(10)};  // left to be called back
inline constexpr RateLimit kPlans{"web.plans", 120, minutes(10)};
inline constexpr RateLimit kJoined{"web.joined_services", 30, minutes(10)};
inline constexpr RateLimit kHolds{"web.holds", 40, minutes(10)};
inline constexpr RateLimit kBookings{"web.bookings", 30, minutes(10)};
inline constexpr RateLimit kWaitJoins{"web.wait_joins", 10, minutes(10)};
inline constexpr RateLimit kPrivateLinks{"web.private_links", 20, minutes(10)};
inline constexpr RateLimit kVisitChanges{"web.visit_changes", 30, minutes(10)};
inline constexpr RateLimit kApiScreenings{"api.screenings", 30, minutes(10)};
inline constexpr RateLimit kApiHolds{"api.holds", 30, minutes(10)};
inline constexpr RateLimit kApiBookings{"api.appointments", 30, minutes(10)};
// No rate: so many times are held at once, whoever asks; each ends by itself after its ten minutes.
inline constexpr RateLimit kHeldAtOnce{"held.at_once", 3, minutes(10)};

inline constexpr std::array kAll{kReplies,   kSignIns,      kScreenings,   kNumbers,
                                 kPlans,     kJoined,       kHolds,        kBookings,
                                 kWaitJoins, kPrivateLinks, kVisitChanges, kApiScreenings,
                                 kApiHolds,  kApiBookings,  kHeldAtOnce};

}  // namespace fascia::http::form_limits
