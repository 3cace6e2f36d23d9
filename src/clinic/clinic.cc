// SPDX-License-Identifier: Apache-2.0
#include "clinic/clinic.h"

#include <algorithm>

#include "clinic/booking_limits.h"
#include "clinic/close_holidays.h"
#include "clinic/holds.h"
#include "clinic/pass_rules.h"
#include "core/find_by_id.h"
#include "schedule/in_turn.h"
#include "schedule/together.h"
#include "store/appointments.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

// Rows reach from yesterday past the farthest day that staff may book.
constexpr int kDaysBack = 1;
constexpr int kDaysAhead = 200;

std::vector<std::string> kinds_of(const store::Service& service) {
  std::vector<std::string> out;
  for (store::EquipmentKindId kind : service.equipment) out.push_back(kind.text());
  return out;
}

int rest_of(const schedule::Foundation& f, const BookingLimits& limits, ServiceId service) {
  auto one = std::ranges::find(f.services, service, &schedule::ServiceTime::id);
  return one == f.services.end() ? limits.rest_minutes
                                 : rest_after(limits, one->minutes, one->deep_minutes());
}

// What stands around a session is the therapist's own for this service, else for every service, and
// no less than the clinic's rest after it.
void give_own_minutes(store::Connection& c, TenantId tenant, const BookingLimits& limits,
                      schedule::Foundation& f) {
  const auto own = store::list_own_minutes(c, tenant);
  const auto weeks = store::list_own_weeks(c, tenant);
  for (schedule::PractitionerTime& p : f.practitioners) {
    for (const store::OwnMinutes& one : own)  // that for every service comes first
      for (ServiceId service : p.services)
        if (one.practitioner == p.id && (!one.service || one.service == service))
          p.own[service] = {one.before, std::max(one.after, rest_of(f, limits, service))};
    p.week = {limits.hands_on_minutes_a_week, limits.deep_minutes_a_week};
    for (const store::OwnWeek& week : weeks)
      if (week.practitioner == p.id)
        p.week = {week.minutes.value_or(p.week.minutes),
                  week.deep_minutes.value_or(p.week.deep_minutes)};
  }
}

schedule::Foundation foundation_of(store::Connection& c, TenantId tenant, const Offer& offer) {
  schedule::Foundation f;
  f.zone = offer.zone;
  f.first = offer.first_day;
  f.days = kDaysBack + kDaysAhead;
  f.house = offer.location.house;
  BookingLimits limits = booking_limits(c, tenant);
  f.rules.lead_minutes = limits.lead_minutes;
  f.rules.horizon_days = limits.horizon_days;
  f.rules.deep_minutes_a_day = limits.deep_minutes_a_day;
  for (const auto* list : {&offer.services, &offer.retired})
    for (const store::Service& s : *list)
      if (s.parts.empty())
        f.services.push_back(
            {s.id, s.minutes, s.before_minutes,
             std::max(s.after_minutes, rest_after(limits, s.minutes, deep_minutes(s))),
             s.grid_minutes, s.room_kind, s.kind == "deep", s.online, kinds_of(s), s.no_gaps, 0,
             !s.active, s.visits_a_day});
  for (const store::Room& r : offer.rooms)
    f.rooms.push_back({r.id, r.kind, r.position, r.turnover_minutes});
  for (const store::Equipment& kind : offer.equipment)
    for (std::size_t i = 0; i < kind.each.size() && i < static_cast<std::size_t>(kind.pieces); ++i)
      f.equipment.push_back({kind.each[i], kind.id.text()});
  for (const store::Practitioner& p : offer.practitioners)
    f.practitioners.push_back({p.id, p.services, {}, {}, p.visits_a_day});
  for (const auto* list : {&offer.joined, &offer.retired})
    for (const store::Service& s : *list)
      if (!s.parts.empty()) f.joined[s.id] = s.parts;
  give_own_minutes(c, tenant, limits, f);
  for (const auto& kept : store::list_shifts(c, tenant, offer.location.id))
    f.shifts.push_back(kept.shift);
  for (const auto& kept : store::list_time_off(c, tenant)) f.time_off.push_back(kept.off);
  for (const auto& off : days_without_credential(offer.credentials, f.first, f.days))
    f.time_off.push_back(off);
  for (const auto& off : holiday_closures(c, tenant, f.first, f.days)) f.time_off.push_back(off);
  return f;
}

// What is sold no more stays for the visits that have it.
template <class Sold>
void retire(Offer& offer, std::vector<store::Service>& list, Sold sold) {
  auto gone = std::stable_partition(list.begin(), list.end(), sold);
  for (auto at = gone; at != list.end(); ++at) {
    at->active = at->online = false;
    offer.retired.push_back(std::move(*at));
  }
  list.erase(gone, list.end());
}

// One after another where somebody gives all of it in one room; else in turn, where each part has
// somebody.
Done add_joined(Offer& offer, const store::Service& s) {
  auto gives = [](const store::Practitioner& p, ServiceId id) {
    return std::ranges::find(p.services, id) != p.services.end();
  };
  auto given = [&](ServiceId id) {
    return std::ranges::any_of(offer.practitioners, [&](const auto& p) { return gives(p, id); });
  };
  const bool by_one = std::ranges::any_of(offer.practitioners, [&](const auto& p) {
    return std::ranges::all_of(s.parts, [&](ServiceId id) { return gives(p, id); });
  });
  auto kind_of = [&](ServiceId id) { return offer.service(id)->room_kind; };
  const bool in_one_room = std::ranges::all_of(
      s.parts, [&](ServiceId id) { return kind_of(id) == kind_of(s.parts.front()); });
  if (by_one && in_one_room) return schedule::add_one_after_another(offer.times, s.id, s.parts);
  if (!std::ranges::all_of(s.parts, given)) return invalid("services", "nobody_gives_all");
  return schedule::add_in_turn(offer.times, s.id, s.parts);
}

// What an owner's change left without anybody for a part is given to nobody new. Visits of what is
// sold no more still move, where it can be given at all.
void give_joined(Offer& offer) {
  for (const store::Service& s : offer.retired)
    if (!s.parts.empty())
      (void)schedule::add_one_after_another(offer.times, s.id, s.parts).has_value();
  retire(offer, offer.joined,
         [&](const store::Service& s) { return add_joined(offer, s).has_value(); });
  for (store::Practitioner& p : offer.practitioners)
    for (const schedule::PractitionerTime& time : offer.times.practitioners)
      if (time.id == p.id) p.services = time.services;
}

int deep_minutes_of(const Offer& offer, ServiceId id) {
  const store::Service* service = offer.service(id);
  return service == nullptr ? 0 : deep_minutes(*service);
}

// A hold that keeps a room alone (the therapist's time is a visit's already) is no more work.
schedule::Taken taken_of_hold(const Offer& offer, const store::Hold& hold) {
  const store::Service* service = offer.service(hold.service);
  if (service == nullptr || hold.busy_until <= hold.busy_from) return store::taken_of(hold, 0);
  schedule::Taken out = store::taken_of(hold, deep_minutes(*service));
  out.minutes = service->minutes;
  return out;
}

// What is taken of the place's rooms and therapists from yesterday on, and of their work since the
// Monday before; of a therapist of two places, in the other one too.
std::vector<schedule::Taken> taken_in(store::Connection& c, TenantId tenant, Offer& offer) {
  std::vector<schedule::Taken> taken;
  const Date monday = offer.first_day - (offer.first_day.weekday() - 1);
  const Instant from = offer.zone.start_of(std::min(monday, offer.first_day - 1)),
                until = from + days_of_24h(kDaysAhead + 10);
  const LocationId here = offer.location.id;
  auto add = [&](const store::Appointment& a) {
    if (!store::takes_time(a.status)) return;
    taken.push_back(store::taken_of(a, deep_minutes_of(offer, a.service)));
    if (a.location != here) taken.back().service = {};  // a limit of a service is this place's
  };
  for (const auto& a : store::list_at(c, tenant, here, from, until)) add(a);
  for (PractitionerId who : store::also_elsewhere(c, tenant, here))
    for (const auto& a : store::list_of_therapist(c, tenant, who, from, until))
      if (a.location != here) add(a);
  for (const auto& hold : store::list_holds(c, tenant)) {
    const bool is_here = !hold.location || hold.location == here;
    if (!is_here && offer.practitioner(hold.practitioner) == nullptr) continue;
    taken.push_back(taken_of_hold(offer, hold));
    if (!is_here) taken.back().service = {};
    if (!is_here) continue;  // freed at its place
    if (!offer.next_expiry || hold.expires < *offer.next_expiry) offer.next_expiry = hold.expires;
  }
  return taken;
}

}  // namespace

const store::Service* Offer::service(ServiceId id) const {
  const store::Service* one = find_by_id(services, id);
  if (one == nullptr) one = find_by_id(joined, id);
  return one != nullptr ? one : find_by_id(retired, id);
}
const store::Practitioner* Offer::practitioner(PractitionerId id) const {
  return find_by_id(practitioners, id);
}
const store::Room* Offer::room(RoomId id) const { return find_by_id(rooms, id); }
const store::ServiceGroup* Offer::group_of(ServiceId id) const {
  auto at = std::ranges::find(groups, id, &store::ServiceGroup::service);
  return at == groups.end() ? nullptr : &*at;
}
const Closed* Offer::closed_on(Date day) const {
  auto at = std::ranges::find(closed, day, &Closed::day);
  return at == closed.end() ? nullptr : &*at;
}
const store::Service* Offer::service_by_slug(std::string_view slug) const {
  for (const auto* list : {&services, &joined})
    if (auto at = std::ranges::find(*list, slug, &store::Service::slug); at != list->end())
      return &*at;
  return nullptr;
}

int deep_minutes(const store::Service& service) {
  return service.kind == "deep" ? service.minutes - service.gentle_minutes : 0;
}

std::shared_ptr<const Offer> build_offer(store::Connection& c, TenantId tenant, Instant now,
                                         LocationId location) {
  auto offer = std::make_shared<Offer>();
  offer->location = store::location_of(c, tenant, location);
  auto zone = Zone::load(offer->location.zone);
  FASCIA_CHECK(zone.has_value());
  offer->zone = *zone;
  offer->first_day = offer->zone.date(now) - kDaysBack;
  auto inactive = [](const auto& item) { return !item.active; };
  offer->services = store::list_services(c, tenant);
  offer->joined = store::list_joined(c, tenant, offer->services);
  for (auto* list : {&offer->services, &offer->joined})
    retire(*offer, *list, [](const store::Service& s) { return s.active; });
  offer->practitioners = store::list_practitioners(c, tenant, offer->location.id);
  std::erase_if(offer->practitioners, inactive);
  offer->rooms = store::list_rooms(c, tenant, offer->location.id);
  std::erase_if(offer->rooms, inactive);
  offer->equipment = store::list_equipment(c, tenant, offer->location.id);
  std::erase_if(offer->equipment, inactive);
  offer->closed = closed_days(c, tenant, offer->first_day, kDaysBack + kDaysAhead);
  offer->groups = store::list_service_groups(c, tenant);
  offer->credentials = store::list_credentials(c, tenant);
  std::erase_if(offer->credentials,
                [&](const auto& k) { return offer->practitioner(k.practitioner) == nullptr; });
  auto taken = taken_in(c, tenant, *offer);
  offer->times = schedule::build(foundation_of(c, tenant, *offer), taken, offer->location.version);
  give_joined(*offer);
  return offer;
}

void load_availability(Clinic& clinic) {
  clinic.availability.put(clinic.store.read([&](store::Connection& c) {
    return build_offer(c, clinic.tenant, clinic.now(), clinic.location);
  }));
}

std::shared_ptr<const Offer> current_offer(Clinic& clinic) {
  auto offer = clinic.availability.get();
  Instant now = clinic.now();
  bool expired = offer->next_expiry && *offer->next_expiry <= now;
  bool other_day = offer->zone.date(now) - kDaysBack != offer->first_day;
  if (!expired && !other_day) return offer;
  auto freed = clinic.store.write([&](store::Transaction& tx) -> Done {
    free_expired_holds(tx, clinic, now);
    if (other_day) {
      // Read within the transaction: what this group wrote before is in it.
      auto fresh = build_offer(tx, clinic.tenant, now, clinic.location);
      tx.after_commit([&clinic, fresh] { clinic.availability.put(fresh); });
    }
    return {};
  });
  // A store that cannot write now still offers what it knows; the write at booking decides.
  (void)freed.has_value();
  return clinic.availability.get();
}

Done require_role(const Actor& actor, std::initializer_list<store::Role> roles) {
  if (actor.kind == Actor::Kind::program) return {};
  if (!actor.is_staff() || std::find(roles.begin(), roles.end(), actor.role) == roles.end())
    return forbidden();
  return {};
}

void audit(store::Connection& c, const Clinic& clinic, const Actor& actor, std::string_view action,
           std::string_view subject_kind, std::int64_t subject, ClientId client,
           std::string_view reason) {
  constexpr std::string_view kKinds[] = {"client", "staff", "program"};
  store::add_audit(c, clinic.tenant, clinic.sealer,
                   {clinic.now(), std::string(kKinds[static_cast<int>(actor.kind)]),
                    actor.staff.value, std::string(action), std::string(subject_kind), subject,
                    client, std::string(reason), actor.from});
}

}  // namespace fascia::clinic
