// SPDX-License-Identifier: Apache-2.0
#include "clinic/join_services.h"

#include <algorithm>

#include "clinic/edit_house.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kField = "then";

using Parts = std::vector<const store::Service*>;

bool gives_every(const store::Practitioner& p, const Parts& parts) {
  return std::ranges::all_of(parts, [&](const store::Service* part) {
    return std::ranges::find(p.services, part->id) != p.services.end();
  });
}

Done may_be_one_visit(const Offer& offer, const Actor& actor, const Parts& parts) {
  if (parts.size() > kMostParts)
    return Error{Code::invalid,
                 "too_many_services",
                 std::string(kField),
                 {{"n", std::to_string(kMostParts)}},
                 {}};
  for (const store::Service* part : parts) {
    if (actor.kind == Actor::Kind::client && !part->online)
      return invalid(kField, "service_unknown");
    if (part->room_kind != parts.front()->room_kind)
      return invalid(kField, "services_need_different_rooms");
  }
  if (std::ranges::none_of(offer.practitioners,
                           [&](const auto& p) { return gives_every(p, parts); }))
    return invalid(kField, "nobody_gives_all");
  return {};
}

std::vector<ServiceId> ids_of(const Parts& parts) {
  std::vector<ServiceId> out;
  for (const store::Service* part : parts) out.push_back(part->id);
  return out;
}

}  // namespace

std::vector<const store::Service*> parts_of(const Offer& offer, const store::Service& service) {
  if (service.parts.empty()) return {&service};
  Parts out;
  for (ServiceId id : service.parts) out.push_back(offer.service(id));
  return out;
}

Result<ServiceId> join_services(Clinic& clinic, const Actor& actor,
                                const std::vector<ServiceId>& services) {
  auto offer = current_offer(clinic);
  Parts parts;
  for (ServiceId id : services) {
    const store::Service* service = offer->service(id);
    if (service == nullptr) return invalid(kField, "service_unknown");
    for (const store::Service* part : parts_of(*offer, *service)) parts.push_back(part);
  }
  if (parts.empty()) return invalid(kField, "service_unknown");
  FASCIA_TRY_DONE(may_be_one_visit(*offer, actor, parts));
  const std::vector<ServiceId> ids = ids_of(parts);
  if (ids.size() == 1) return ids.front();
  if (auto known = std::ranges::find(offer->joined, ids, &store::Service::parts);
      known != offer->joined.end())
    return known->id;
  const ServiceId fresh = clinic.random.id<ServiceId>();
  return edit(clinic, actor, "clinic.services_joined", fresh.value,
              [&](store::Transaction& tx) -> Result<ServiceId> {
                // Somebody else may have asked for the same since.
                for (const store::Service& one : store::list_all_services(tx, clinic.tenant))
                  if (one.parts == ids) return one.id;
                store::add_joined(tx, clinic.tenant, fresh, ids);
                return fresh;
              });
}

std::vector<const store::Service*> followers(const Offer& offer, const Actor& actor,
                                             const store::Service& service) {
  Parts out;
  for (const store::Service& next : offer.services) {
    Parts parts = parts_of(offer, service);
    if (parts.back()->id == next.id) continue;  // that is a longer one of its own
    parts.push_back(&next);
    if (may_be_one_visit(offer, actor, parts)) out.push_back(&next);
  }
  return out;
}

}  // namespace fascia::clinic
