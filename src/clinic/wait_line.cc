// SPDX-License-Identifier: Apache-2.0
#include "clinic/wait_line.h"

#include <algorithm>

#include "store/clients.h"

namespace fascia::clinic {

using store::WaitEntry;
using store::WaitOffer;

bool is_same_contact(const WaitEntry& a, const WaitEntry& b) {
  return (!a.email.empty() && a.email == b.email) ||
         (!a.phone.empty() && store::digits_of(a.phone) == store::digits_of(b.phone));
}

bool is_same_person(const WaitEntry& a, const WaitEntry& b) {
  const bool name =
      a.birth_date == b.birth_date && store::folded_name(a.name) == store::folded_name(b.name);
  return name && (a.birth_date || is_same_contact(a, b));
}

bool covers(const WaitEntry& a, const WaitEntry& b, Date today) {
  const bool days =
      a.weekdays.empty() ||
      (!b.weekdays.empty() && b.weekdays.find_first_not_of(a.weekdays) == std::string::npos);
  return a.service == b.service && (!a.practitioner || a.practitioner == b.practitioner) && days &&
         a.from_minute <= b.from_minute && b.until_minute <= a.until_minute &&
         std::max(a.from, today) <= std::max(b.from, today) && b.until <= a.until;
}

std::vector<store::Hold> holds_of_offer(store::Connection& c, const Clinic& clinic,
                                        const WaitOffer& offer) {
  auto out = store::holds_of_browser(c, clinic.tenant, offer.token_hash);
  std::ranges::sort(out, {}, &store::Hold::start);
  return out;
}

std::optional<WaitOffer> open_offer_in(const std::vector<WaitOffer>& offers) {
  for (const WaitOffer& one : offers)
    if (one.state == "open") return one;
  return std::nullopt;
}

}  // namespace fascia::clinic
