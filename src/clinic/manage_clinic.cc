// SPDX-License-Identifier: Apache-2.0
#include "clinic/manage_clinic.h"

#include <algorithm>

#include "clinic/edit_house.h"
#include "clinic/gender_wish.h"
#include "clinic/keep_wall_times.h"
#include "clinic/name_length.h"
#include "clinic/sign_in.h"
#include "core/address.h"
#include "keys/password.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

using store::Role;

constexpr int kMostDaysAway = 10 * 366;  // on either side of today: a year beyond is a slip

Done check_phone(const std::string& phone, std::string_view field) {
  std::size_t digits = store::digits_of(phone).size();
  if (!phone.empty() && (digits < 3 || digits > 15)) return invalid(field, "phone_invalid");
  return {};
}

Done check_text(const std::string& text, std::string_view field) {
  if (text.empty()) return invalid(field, "name_missing");
  if (text.size() > kLongestName) return name_too_long(field);
  return {};
}

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

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 60 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

Done check_place(const store::Location& place) {
  FASCIA_TRY_DONE(check_text(place.name, "name"));
  FASCIA_TRY_DONE(check_phone(place.phone, "phone"));
  FASCIA_TRY_DONE(check_phone(place.emergency_line, "emergency_line"));
  if (!place.email.empty())
    if (auto address = parse_address(place.email, "email"); !address) return address.error();
  if (auto zone = Zone::load(place.zone); !zone) return zone.error();
  return {};
}

// A place is served by its name.
Done check_other_places(store::Connection& c, const Clinic& clinic, const store::Location& place) {
  for (const store::Location& other : store::list_locations(c, clinic.tenant))
    if (other.id != place.id && other.name == place.name) return conflict("place_exists", "name");
  return {};
}

constexpr int kMostPieces = 20;
constexpr int kMostTables = 4;
constexpr int kMostVisitsADay = 200;
constexpr int kMostTrainingHours = 20000;

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
  FASCIA_TRY_DONE(check_text(s.name_en, "name_en"));
  if (s.name_fr.empty()) s.name_fr = s.name_en;
  FASCIA_TRY_DONE(check_text(s.name_fr, "name_fr"));
  if (!is_slug(s.slug)) return invalid("slug", "slug_invalid");
  if (s.minutes < 10 || s.minutes > 480 || s.minutes % 5 != 0)
    return invalid("minutes", "minutes_invalid");
  for (auto [field, value] :
       {std::pair("before_minutes", s.before_minutes), {"after_minutes", s.after_minutes}})
    if (value < 0 || value > 120 || value % 5 != 0) return invalid(field, "minutes_invalid");
  if (s.grid_minutes < 5 || s.grid_minutes > 120 || s.grid_minutes % 5 != 0)
    return invalid("grid_minutes", "minutes_invalid");
  if (s.price.cents < 0 || s.price.cents > 10'000'00) return invalid("price", "price_invalid");
  if (s.kind != "deep" && s.kind != "swedish" && s.kind != "other")
    return invalid("kind", "kind_invalid");
  // No room is of no kind: nobody could book it, and nothing would say why.
  if (!is_slug(s.room_kind)) return invalid("room_kind", "room_kind_invalid");
  if (s.visits_a_day < 0 || s.visits_a_day > kMostVisitsADay)
    return out_of_range("visits_a_day", 0, kMostVisitsADay);
  if (!s.for_new && !s.for_returning) return invalid("clients", "service_for_nobody");
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
  FASCIA_TRY_DONE(check_text(room.name, "name"));
  if (!is_slug(room.kind)) return invalid("kind", "room_kind_invalid");
  if (room.turnover_minutes < 0 || room.turnover_minutes > 120 || room.turnover_minutes % 5 != 0)
    return out_of_range("turnover_minutes", 0, 120, 5);
  if (room.tables < 1 || room.tables > kMostTables) return out_of_range("tables", 1, kMostTables);
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
  FASCIA_TRY_DONE(check_text(e.name, "name"));
  if (e.pieces < 1 || e.pieces > kMostPieces) return out_of_range("pieces", 1, kMostPieces);
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
  FASCIA_TRY_DONE(check_text(p.name, "name"));
  if (p.gender == "any" || !is_gender_wish(p.gender)) return invalid("gender", "wish_unknown");
  if (p.visits_a_day < 0 || p.visits_a_day > kMostVisitsADay)
    return out_of_range("visits_a_day", 0, kMostVisitsADay);
  if (p.training_hours < 0 || p.training_hours > kMostTrainingHours)
    return out_of_range("training_hours", 0, kMostTrainingHours);
  if (p.deep_training_hours < 0 || p.deep_training_hours > p.training_hours)
    return invalid("deep_training_hours", "deep_hours_over_all");
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
  FASCIA_TRY_DONE(check_text(k.association, "association"));
  FASCIA_TRY_DONE(check_text(k.number, "number"));
  if (k.valid_until < k.valid_from) return invalid("valid_until", "until_before_from");
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
  if (off.until <= off.from) return invalid("until", "until_before_from");
  const Date today = current_offer(clinic)->zone.date(clinic.now());
  const Date low = today - kMostDaysAway, high = today + kMostDaysAway;
  for (auto [field, day] : {std::pair("from", off.from.date), {"until", off.until.date}})
    if (day < low || day > high)
      return invalid(field, "day_out_of_reach", {{"low", to_iso(low)}, {"high", to_iso(high)}});
  if (off.until <= current_offer(clinic)->zone.wall(clinic.now()))
    return invalid("until", "time_off_over");
  if (name.size() > kLongestName) return name_too_long("name");
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
  FASCIA_TRY(std::string sign_in, checked_sign_in(in.sign_in, "sign_in"));
  FASCIA_TRY_DONE(check_text(in.name, "name"));
  FASCIA_TRY_DONE(check_password(in.password, "password"));
  if (in.role == Role::therapist && !in.practitioner)
    return invalid("practitioner", "practitioner_missing");
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
