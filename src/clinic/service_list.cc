// SPDX-License-Identifier: Apache-2.0
#include "clinic/service_list.h"

#include <algorithm>
#include <cstdlib>

#include "clinic/join_services.h"

namespace fascia::clinic {

std::vector<SoldThing> sold_things(const Offer& offer, bool online) {
  std::vector<SoldThing> out;
  for (const store::Service& service : offer.services) {
    if (online && !service.online) continue;
    const store::ServiceGroup* group = offer.group_of(service.id);
    auto same = std::ranges::find_if(out, [&](const SoldThing& one) {
      return group != nullptr && one.group != nullptr && one.group->name_en == group->name_en;
    });
    if (same != out.end())
      same->lengths.push_back(&service);
    else
      out.push_back({group, {&service}});
  }
  for (SoldThing& one : out) {
    if (one.lengths.size() == 1) one.group = nullptr;
    std::ranges::stable_sort(one.lengths, {}, &store::Service::minutes);
  }
  return out;
}

std::vector<const store::Service*> other_lengths(const Offer& offer, const store::Service& service,
                                                 bool online) {
  for (SoldThing& one : sold_things(offer, online))
    if (one.group != nullptr && std::ranges::find(one.lengths, &service) != one.lengths.end())
      return std::move(one.lengths);
  return {};
}

const store::Service* gentler_service(const Offer& offer, const store::Service& than) {
  for (const store::Service* part : parts_of(offer, than))
    if (part->kind != "deep" && part->online) return part;
  const store::Service* best = nullptr;
  for (const store::Service& service : offer.services) {
    if (service.kind == "deep" || !service.online) continue;
    if (best == nullptr ||
        std::abs(service.minutes - than.minutes) < std::abs(best->minutes - than.minutes))
      best = &service;
  }
  return best;
}

}  // namespace fascia::clinic
