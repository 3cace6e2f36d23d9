// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "clinic/book_appointment.h"
#include "store/wait_list.h"

namespace fascia::clinic {

// Who stands in the line of the wait list, and for what.

// Due work: look_for_waiting and offer_is_over (wait_list.h).
inline constexpr std::string_view kLookForWaiting = "wait.look";
inline constexpr std::string_view kWaitOfferOver = "wait.over";

// As of somebody who books; `from` is a WaitEntry or a JoinWaitList.
template <class From>
ClientDetails details_of_waiting(const From& from) {
  ClientDetails out;
  out.name = from.name;
  out.birth_date = from.birth_date;
  out.email = from.email;
  out.phone = from.phone;
  return out;
}

bool is_same_contact(const store::WaitEntry& a, const store::WaitEntry& b);
// By name and birth date (R15); where there is none, a name alone is many people.
bool is_same_person(const store::WaitEntry& a, const store::WaitEntry& b);
// Whether every time from today on that suits `b` suits `a`.
bool covers(const store::WaitEntry& a, const store::WaitEntry& b, Date today);

// What is kept for an offer, in order of time: each part of a visit in turn. Its holds are known by
// the hash of its link, also once the desk says yes for somebody.
std::vector<store::Hold> holds_of_offer(store::Connection& c, const Clinic& clinic,
                                        const store::WaitOffer& offer);
// Ends an offer that nobody answered, with what was kept for it and the call about it. So it is
// said of one that could not be given any more, which nobody let pass.
inline constexpr std::string_view kTakenBack = "taken_back";
void end_offer(store::Transaction& tx, Clinic& clinic, store::WaitOffer offer,
               std::string_view state);
// The one that waits for an answer.
std::optional<store::WaitOffer> open_offer_in(const std::vector<store::WaitOffer>& offers);

}  // namespace fascia::clinic
