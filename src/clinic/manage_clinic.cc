// SPDX-License-Identifier: Apache-2.0
#include "clinic/manage_clinic.h"

#include <algorithm>

#include "clinic/check_house.h"
#include "clinic/edit_house.h"
#include "clinic/gender_wish.h"
#include "clinic/keep_wall_times.h"
#include "clinic/name_length.h"
#include "clinic/sign_in.h"
#include "core/address.h"
#include "core/faults.h"
#include "keys/password.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

using store::Role;

// Four groups of four that can be read out on the phone: no letter that looks like a digit.
std::string first_password(Clinic& clinic) {
  std::string token =
      id_text(clinic.random.id<StaffId>().value) + id_text(clinic.random.id<StaffId>().value);
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += token[token.size() - 1 - i - (i >= 8 ? 5 : 0)];
  }
  return out;
}

// A place is served by its name.
Done check_other_places(store::Connection& c, const Clinic& clinic, const store::Location& place) {
  for (const store::Location& other : store::list_locations(c, clinic.tenant))
    if (other.id != place.id && other.name == place.name) return conflict("place_exists", "name");
  return {};
}

Done check_equipment(store::Connection& c, const Clinic& clinic, const store::Service& s) {
  const auto all = store::list_equipment(c, clinic.tenant);
  for (store::EquipmentKindId kind : s.equipment)
    if (std::ranges::find(all, kind, &store::Equipment::id) == all.end())
      return invalid("equipment", "equipment_unknown");
  return {};
}

}  // namespace

Done edit_profile(Clinic& clinic, const Actor& actor, store::Location profile, bool zone_sure) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  FASCIA_TRY_DONE(check_place(profile));
  return edit(clinic, actor, "clinic.profile", profile.id.value,
              [&](store::Transaction& tx) -> Done {
                const auto before = store::location_of(tx, clinic.tenant, clinic.location);
                profile.id = before.id;
                FASCIA_TRY_DONE(check_other_places(tx, clinic, profile));
                const bool other_zone = before.zone != profile.zone;
                const std::size_t moved = other_zone ? off_new_zone(tx, clinic, profile) : 0;
                if (moved > 0 && !zone_sure)
                  return invalid("zone_sure", "zone_moves_visits", {{"n", std::to_string(moved)}});
                store::update_location(tx, clinic.tenant, profile);
                if (other_zone) put_back_to_wall_times(tx, clinic, actor);
                return {};
              });
}

Result<LocationId> add_place(Clinic& clinic, const Actor& actor, store::Location place) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  if (clinic.store.engine() == "sqlite") return conflict("places_need_server", "database");
  const store::Location here = clinic.availability.get()->location;
  place.zone = here.zone;
  place.currency = here.currency;
  place.emergency_line = here.emergency_line;
  place.is_demo = here.is_demo;
  FASCIA_TRY_DONE(check_place(place));
  place.id = clinic.random.id<LocationId>();
  return clinic.store.write([&](store::Transaction& tx) -> Result<LocationId> {
    FASCIA_TRY_DONE(check_other_places(tx, clinic, place));
    store::add_location(tx, clinic.tenant, place);
    audit(tx, clinic, actor, "clinic.place_made", "location", place.id.value);
    return place.id;
  });
}

Result<std::vector<store::Location>> list_places(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read(
      [&](store::Connection& c) { return store::list_locations(c, clinic.tenant); });
}

Result<ServiceId> edit_service(Clinic& clinic, const Actor& actor, store::Service s) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  FASCIA_TRY_DONE(check_service(s));
  if (s.name_fr.empty()) s.name_fr = s.name_en;
  if (!s.id) s.id = clinic.random.id<ServiceId>();
  return edit(clinic, actor, "clinic.service", s.id.value,
              [&](store::Transaction& tx) -> Result<ServiceId> {
                FASCIA_TRY_DONE(check_equipment(tx, clinic, s));
                for (const auto& other : store::list_services(tx, clinic.tenant))
                  if (other.slug == s.slug && other.id != s.id)
                    return invalid("slug", "slug_taken");
                s.price.currency = store::location_of(tx, clinic.tenant, clinic.location).currency;
                store::put_service(tx, clinic.tenant, s);
                return s.id;
              });
}

Result<RoomId> edit_room(Clinic& clinic, const Actor& actor, store::Room room) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  FASCIA_TRY_DONE(check_room(room));
  if (!room.id) room.id = clinic.random.id<RoomId>();
  return edit(clinic, actor, "clinic.room", room.id.value,
              [&](store::Transaction& tx) -> Result<RoomId> {
                room.location = store::location_of(tx, clinic.tenant, clinic.location).id;
                auto kept = store::find_room(tx, clinic.tenant, room.id);
                if (kept && kept->location != room.location) return not_found("room_unknown");
                FASCIA_TRY_DONE(kind_may_change(tx, clinic, room));
                store::put_room(tx, clinic.tenant, room);
                return room.id;
              });
}

Result<store::EquipmentKindId> edit_equipment(Clinic& clinic, const Actor& actor,
                                              store::Equipment e) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  FASCIA_TRY_DONE(check_pieces(e));
  if (!e.id) e.id = clinic.random.id<store::EquipmentKindId>();
  return edit(clinic, actor, "clinic.equipment", e.id.value,
              [&](store::Transaction& tx) -> Result<store::EquipmentKindId> {
                e.location = store::location_of(tx, clinic.tenant, clinic.location).id;
                e.each.clear();
                for (const auto& kept : store::list_equipment(tx, clinic.tenant))
                  if (kept.id == e.id) {
                    if (kept.location != e.location) return not_found("equipment_unknown");
                    e.each = kept.each;
                  }
                while (e.each.size() < static_cast<std::size_t>(e.pieces))
                  e.each.push_back(clinic.random.id<EquipmentId>());
                store::put_equipment(tx, clinic.tenant, e);
                return e.id;
              });
}

Result<PractitionerId> edit_practitioner(Clinic& clinic, const Actor& actor,
                                         store::Practitioner p) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  FASCIA_TRY_DONE(check_practitioner(p));
  if (p.first_name.empty()) p.first_name = p.name.substr(0, p.name.find(' '));
  if (!p.id) p.id = clinic.random.id<PractitionerId>();
  return edit(
      clinic, actor, "clinic.practitioner", p.id.value,
      [&](store::Transaction& tx) -> Result<PractitionerId> {
        auto services = store::list_services(tx, clinic.tenant);
        for (ServiceId id : p.services)
          if (std::none_of(services.begin(), services.end(), [&](auto& s) { return s.id == id; }))
            return invalid("services", "service_unknown");
        store::put_practitioner(tx, clinic.tenant, p);
        return p.id;
      });
}

Done add_credential(Clinic& clinic, const Actor& actor, store::Credential k) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  FASCIA_TRY_DONE(check_credential(k));
  bool fresh = k.id == 0;
  if (fresh) k.id = clinic.random.id<PractitionerId>().value;
  return edit(clinic, actor, "clinic.credential", k.practitioner.value,
              [&](store::Transaction& tx) -> Done {
                auto all = store::list_credentials(tx, clinic.tenant);
                bool known = std::any_of(all.begin(), all.end(), [&](const auto& other) {
                  return other.id == k.id && other.practitioner == k.practitioner;
                });
                if (!fresh && !known) return not_found("credential_unknown");
                store::add_credential(tx, clinic.tenant, k);
                return {};
              });
}

Done add_shift(Clinic& clinic, const Actor& actor, const schedule::Shift& shift) {
  return add_shifts(clinic, actor, {shift});
}

Done add_shifts(Clinic& clinic, const Actor& actor, const std::vector<schedule::Shift>& shifts) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  FASCIA_CHECK(!shifts.empty());
  return edit(clinic, actor, "clinic.shift", shifts.front().practitioner.value,
              [&](store::Transaction& tx) -> Done {
                std::vector<schedule::Shift> others;
                for (const auto& kept : store::list_shifts(tx, clinic.tenant))
                  others.push_back(kept.shift);
                auto location = store::location_of(tx, clinic.tenant, clinic.location).id;
                for (const schedule::Shift& shift : shifts) {
                  if (!store::find_practitioner(tx, clinic.tenant, shift.practitioner))
                    return invalid("practitioner", "practitioner_unknown");
                  FASCIA_TRY_DONE(schedule::check_shift(shift, others));
                  others.push_back(shift);
                  store::add_shift(tx, clinic.tenant, location,
                                   {clinic.random.id<PractitionerId>().value, shift});
                }
                return {};
              });
}

namespace {

// That nobody works is the owner's to say.
Done may_be_away(const Actor& actor, const schedule::TimeOff& off) {
  return off.practitioner ? Done() : require_role(actor, {Role::owner});
}

}  // namespace

Done add_time_off(Clinic& clinic, const Actor& actor, const schedule::TimeOff& off,
                  const std::string& name) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  FASCIA_TRY_DONE(may_be_away(actor, off));
  FASCIA_TRY_DONE(check_time_off(clinic, off, name));
  return edit(
      clinic, actor, "clinic.time_off", off.practitioner.value,
      [&](store::Transaction& tx) -> Done {
        if (off.practitioner && !store::find_practitioner(tx, clinic.tenant, off.practitioner))
          return invalid("practitioner", "practitioner_unknown");
        store::add_time_off(tx, clinic.tenant,
                            {clinic.random.id<PractitionerId>().value, off, name});
        return {};
      });
}

Done remove_time_off(Clinic& clinic, const Actor& actor, std::int64_t id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  return edit(clinic, actor, "clinic.time_off_removed", id, [&](store::Transaction& tx) -> Done {
    const auto all = store::list_time_off(tx, clinic.tenant);
    auto kept = std::ranges::find(all, id, &store::KeptTimeOff::id);
    if (kept == all.end()) return not_found("time_off_unknown", "away");
    FASCIA_TRY_DONE(may_be_away(actor, kept->off));
    store::remove_time_off(tx, clinic.tenant, id);
    return {};
  });
}

Result<std::vector<store::KeptTimeOff>> time_off_ahead(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  const WallTime now = clinic.availability.get()->zone.wall(clinic.now());
  return clinic.store.read([&](store::Connection& c) {
    auto all = store::list_time_off(c, clinic.tenant);
    std::erase_if(all, [&](const store::KeptTimeOff& kept) { return kept.off.until <= now; });
    return all;
  });
}

Result<House> read_house(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<House> {
    TenantId t = clinic.tenant;
    return House{store::location_of(c, t, clinic.location),
                 store::list_services(c, t),
                 store::list_rooms(c, t, clinic.place()),
                 store::list_practitioners(c, t, clinic.place()),
                 store::list_credentials(c, t),
                 store::list_shifts(c, t, clinic.place()),
                 store::list_time_off(c, t),
                 store::list_staff(c, t),
                 store::list_equipment(c, t, clinic.place())};
  });
}

Result<StaffId> add_staff(Clinic& clinic, const Actor& actor, const NewStaff& in) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  Faults faults;
  faults.add(check_staff(in));
  faults.add(check_password(in.password, "password"));
  FASCIA_TRY_DONE(faults.done());
  FASCIA_TRY(const std::string sign_in, checked_sign_in(in.sign_in, "sign_in"));
  store::Staff staff{clinic.random.id<StaffId>(),
                     sign_in,
                     in.name,
                     in.role,
                     in.practitioner,
                     keys::hash_password(in.password, clinic.random),
                     true};
  return clinic.store.write([&](store::Transaction& tx) -> Result<StaffId> {
    if (store::find_staff_by_sign_in(tx, clinic.tenant, sign_in))
      return invalid("sign_in", "sign_in_taken");
    store::add_staff(tx, clinic.tenant, staff, clinic.now());
    audit(tx, clinic, actor, "staff.added", "staff", staff.id.value);
    return staff.id;
  });
}

Done reset_password(Clinic& clinic, const Actor& actor, StaffId id, const std::string& password) {
  if (!(actor.is_staff() && actor.staff == id)) FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  FASCIA_TRY_DONE(check_password(password, "password"));
  std::string hash = keys::hash_password(password, clinic.random);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    if (!store::find_staff(tx, clinic.tenant, id)) return not_found("staff_unknown");
    store::set_staff_password(tx, clinic.tenant, id, hash);
    audit(tx, clinic, actor, "staff.password", "staff", id.value);
    return {};
  });
}

Result<Invited> invite_staff(Clinic& clinic, const Actor& actor, NewStaff in) {
  in.password = first_password(clinic);
  FASCIA_TRY(StaffId id, add_staff(clinic, actor, in));
  return Invited{id, in.password};
}

Result<std::string> renew_password(Clinic& clinic, const Actor& actor, StaffId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  std::string password = first_password(clinic);
  FASCIA_TRY_DONE(reset_password(clinic, actor, id, password));
  return password;
}

Done set_staff_active(Clinic& clinic, const Actor& actor, StaffId id, bool active) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  if (actor.staff == id && !active) return invalid("staff", "not_yourself");
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    if (!store::find_staff(tx, clinic.tenant, id)) return not_found("staff_unknown");
    store::set_staff_active(tx, clinic.tenant, id, active);
    audit(tx, clinic, actor, active ? "staff.enabled" : "staff.disabled", "staff", id.value);
    return {};
  });
}

}  // namespace fascia::clinic
