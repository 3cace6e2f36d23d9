// SPDX-License-Identifier: Apache-2.0
#include "clinic/join_services.h"

#include <algorithm>

#include "store/clinic_profile.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kField = "then";
constexpr char kBetween = '~';  // the slugs of the parts
constexpr Seconds kChoosing = hours(1);

using Parts = std::vector<const store::Service*>;

bool gives_every(const store::Practitioner& p, const Parts& parts) {
  return std::ranges::all_of(parts, [&](const store::Service* part) {
    return std::ranges::find(p.services, part->id) != p.services.end();
  });
}

Error too_much(std::string_view what, int most) {
  return {Code::invalid, std::string(what), std::string(kField), {{"n", std::to_string(most)}}, {}};
}

// One therapist gives it without a break.
Done is_bearable(const Clinic& clinic, const Offer& offer, const Actor& actor, const Parts& parts) {
  if (parts.size() == 1) return {};
  int all = 0, deep = 0;
  for (const store::Service* part : parts) {
    all += part->minutes;
    deep += deep_minutes(*part);
  }
  for (const care::LoadLimit& limit : clinic.plans.load) {
    if (limit.id != "without_break") continue;
    const int most = actor.kind == Actor::Kind::client ? limit.warn : limit.hard;
    if (all > most) return too_much("visit_too_long", most);
  }
  const int most = offer.times.rules.deep_minutes_a_day;
  if (most != 0 && deep > most) return too_much("visit_too_deep", most);
  return {};
}

Done may_be_one_visit(const Clinic& clinic, const Offer& offer, const Actor& actor,
                      const Parts& parts) {
  if (parts.size() > kMostParts) return too_much("too_many_services", kMostParts);
  for (const store::Service* part : parts) {
    if (!part->active || (actor.kind == Actor::Kind::client && !part->online))
      return invalid(kField, "service_unknown");
    if (std::ranges::none_of(offer.practitioners,
                             [&](const auto& p) { return gives_every(p, {part}); }))
      return invalid(kField, "nobody_gives_all");
  }
  const bool for_new = std::ranges::all_of(parts, &store::Service::for_new),
             for_returning = std::ranges::all_of(parts, &store::Service::for_returning);
  if (actor.kind == Actor::Kind::client && !for_new && !for_returning)
    return invalid(kField, "services_for_other_people");
  const bool in_one_room = std::ranges::all_of(
      parts, [&](const auto* part) { return part->room_kind == parts.front()->room_kind; });
  if (!in_one_room || std::ranges::none_of(offer.practitioners,
                                           [&](const auto& p) { return gives_every(p, parts); }))
    return {};  // in turn: nobody gives all of it
  return is_bearable(clinic, offer, actor, parts);
}

std::vector<ServiceId> ids_of(const Parts& parts) {
  std::vector<ServiceId> out;
  for (const store::Service* part : parts) out.push_back(part->id);
  return out;
}

// Memory has the services as this transaction leaves them.
void learn_house(store::Transaction& tx, Clinic& clinic) {
  auto fresh = build_offer(tx, clinic.tenant, clinic.now(), clinic.location);
  tx.after_commit([&clinic, fresh] { clinic.availability.put(fresh); });
}

}  // namespace

std::vector<const store::Service*> parts_of(const Offer& offer, const store::Service& service) {
  if (service.parts.empty()) return {&service};
  Parts out;
  for (ServiceId id : service.parts)
    if (const store::Service* part = offer.service(id)) out.push_back(part);
  if (out.empty()) out.push_back(&service);  // of an older offer than this
  return out;
}

bool is_in_turn(const Offer& offer, ServiceId service) {
  auto at = offer.times.services.find(service);
  return at != offer.times.services.end() && at->second.in_turn;
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
  FASCIA_TRY_DONE(may_be_one_visit(clinic, *offer, actor, parts));
  const std::vector<ServiceId> ids = ids_of(parts);
  if (ids.size() == 1) return ids.front();
  if (auto known = std::ranges::find(offer->joined, ids, &store::Service::parts);
      known != offer->joined.end())
    return known->id;
  const ServiceId fresh = clinic.random.id<ServiceId>();
  // No edit of the house (edit_house.h): nobody's time becomes free by it.
  return clinic.store.write([&](store::Transaction& tx) -> Result<ServiceId> {
    ServiceId out = fresh;
    // Somebody else may have asked for the same since.
    for (const store::Service& one : store::list_all_services(tx, clinic.tenant))
      if (one.parts == ids) out = one.id;
    if (out == fresh) store::add_joined(tx, clinic.tenant, fresh, ids);
    audit(tx, clinic, actor, "clinic.services_joined", "clinic", fresh.value);
    store::raise_versions(tx, clinic.tenant);
    learn_house(tx, clinic);
    return out;
  });
}

std::vector<const store::Service*> followers(const Clinic& clinic, const Offer& offer,
                                             const Actor& actor, const store::Service& service) {
  Parts out;
  for (const store::Service& next : offer.services) {
    Parts parts = parts_of(offer, service);
    if (parts.back()->id == next.id) continue;  // that is a longer one of its own
    parts.push_back(&next);
    if (may_be_one_visit(clinic, offer, actor, parts)) out.push_back(&next);
  }
  return out;
}

std::shared_ptr<const Offer> offer_with(Clinic& clinic, std::string_view slug) {
  auto offer = current_offer(clinic);
  const bool known =
      offer->service_by_slug(slug) != nullptr ||
      std::ranges::find(offer->retired, slug, &store::Service::slug) != offer->retired.end();
  if (known || slug.find(kBetween) == slug.npos) return offer;
  const bool kept = clinic.store.read([&](store::Connection& c) {
    auto all = store::list_joined(c, clinic.tenant, store::list_services(c, clinic.tenant));
    return std::ranges::find(all, slug, &store::Service::slug) != all.end();
  });
  if (!kept) return offer;
  auto learned = clinic.store.write([&](store::Transaction& tx) -> Done {
    learn_house(tx, clinic);
    return {};
  });
  return learned ? clinic.availability.get() : offer;
}

std::shared_ptr<const Offer> offer_to_hold(Clinic& clinic, const Actor& actor,
                                           std::string_view slug) {
  auto offer = offer_with(clinic, slug);
  if (offer->service_by_slug(slug) != nullptr || slug.find(kBetween) == slug.npos) return offer;
  std::vector<ServiceId> parts;
  while (!slug.empty() && parts.size() <= kMostParts) {
    const std::size_t end = std::min(slug.find(kBetween), slug.size());
    const store::Service* part = offer->service_by_slug(slug.substr(0, end));
    if (part == nullptr) return offer;
    parts.push_back(part->id);
    slug.remove_prefix(std::min(end + 1, slug.size()));
  }
  return join_services(clinic, actor, parts) ? current_offer(clinic) : offer;
}

Done forget_joined(store::Transaction& tx, Clinic& clinic) {
  if (store::forget_joined(tx, clinic.tenant, clinic.now() - kChoosing) == 0) return {};
  store::raise_versions(tx, clinic.tenant);
  learn_house(tx, clinic);
  return {};
}

}  // namespace fascia::clinic
