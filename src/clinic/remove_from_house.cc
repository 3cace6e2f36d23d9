// SPDX-License-Identifier: Apache-2.0
// What an owner takes away: removed where it was never used, else switched off and kept, because
// visits, receipts and charts still name it.
#include <algorithm>

#include "clinic/edit_house.h"
#include "clinic/manage_clinic.h"
#include "store/appointments.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Role;

constexpr Seconds kFarAhead = days_of_24h(800);

bool is_ahead(const Appointment& a) {
  return store::takes_time(a.status) && a.status != store::Status::completed;
}

template <class Is>
int ahead(store::Connection& c, const Clinic& clinic, Is is) {
  auto all =
      store::list_at(c, clinic.tenant, clinic.place(), clinic.now(), clinic.now() + kFarAhead);
  return static_cast<int>(std::count_if(
      all.begin(), all.end(), [&](const Appointment& a) { return is_ahead(a) && is(a); }));
}

// One begun on the day before may reach into the visit's.
bool in_shift(const schedule::Shift& s, const Appointment& a) {
  constexpr int kDay = 24 * 60;
  auto begun_on = [&](Date day, int minute) {
    return day >= s.valid_from && (!s.valid_until || day <= *s.valid_until) &&
           day.weekday() == s.weekday && minute >= s.from_minute && minute < s.to_minute;
  };
  return a.practitioner == s.practitioner &&
         (begun_on(a.wall.date, a.wall.minute) || begun_on(a.wall.date - 1, a.wall.minute + kDay));
}

template <class List, class Is>
auto find(List list, Is is) {
  using One = typename List::value_type;
  auto at = std::find_if(list.begin(), list.end(), is);
  return at == list.end() ? std::optional<One>() : std::optional<One>(*at);
}

}  // namespace

Done kind_may_change(store::Connection& c, const Clinic& clinic, const store::Room& room) {
  auto before = find(store::list_rooms(c, clinic.tenant, clinic.place()),
                     [&](const store::Room& one) { return one.id == room.id; });
  if (!before || before->kind == room.kind) return {};
  auto services = store::list_all_services(c, clinic.tenant);
  int needing = ahead(c, clinic, [&](const Appointment& a) {
    auto service = find(services, [&](const auto& s) { return s.id == a.service; });
    return a.room == room.id && service && service->room_kind == before->kind;
  });
  if (needing > 0)
    return Error{Code::conflict, "room_kind_needed", "kind", {{"n", std::to_string(needing)}}, {}};
  return {};
}

Result<Removed> remove_service(Clinic& clinic, const Actor& actor, ServiceId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return edit(clinic, actor, "clinic.service_removed", id.value,
              [&](store::Transaction& tx) -> Result<Removed> {
                auto service = find(store::list_services(tx, clinic.tenant),
                                    [&](const auto& s) { return s.id == id; });
                if (!service) return not_found("service_unknown");
                if (!store::is_used(tx, clinic.tenant, id)) {
                  store::remove_service(tx, clinic.tenant, id);
                  store::forget_service_rules(tx, clinic.tenant, id);
                  return Removed{};
                }
                service->active = false;
                store::put_service(tx, clinic.tenant, *service);
                auto all = store::list_all_services(tx, clinic.tenant);
                auto has_it = [&](const Appointment& a) {
                  auto of = find(all, [&](const auto& s) { return s.id == a.service; });
                  return a.service == id ||
                         (of && std::ranges::find(of->parts, id) != of->parts.end());
                };
                return Removed{true, ahead(tx, clinic, has_it)};
              });
}

Result<Removed> remove_room(Clinic& clinic, const Actor& actor, RoomId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return edit(
      clinic, actor, "clinic.room_removed", id.value,
      [&](store::Transaction& tx) -> Result<Removed> {
        auto room = find(store::list_rooms(tx, clinic.tenant, clinic.place()),
                         [&](const auto& r) { return r.id == id; });
        if (!room) return not_found("room_unknown");
        if (!store::is_used(tx, clinic.tenant, id)) {
          store::remove_room(tx, clinic.tenant, id);
          return Removed{};
        }
        room->active = false;
        store::put_room(tx, clinic.tenant, *room);
        return Removed{true, ahead(tx, clinic, [&](const Appointment& a) { return a.room == id; })};
      });
}

Result<Removed> remove_equipment(Clinic& clinic, const Actor& actor, store::EquipmentKindId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return edit(clinic, actor, "clinic.equipment_removed", id.value,
              [&](store::Transaction& tx) -> Result<Removed> {
                auto kind = find(store::list_equipment(tx, clinic.tenant, clinic.place()),
                                 [&](const auto& e) { return e.id == id; });
                if (!kind) return not_found("equipment_unknown");
                auto needing = find(store::list_services(tx, clinic.tenant), [&](const auto& s) {
                  return std::ranges::find(s.equipment, id) != s.equipment.end();
                });
                // A visit that lost what it needs would be booked without it, and nobody would
                // know.
                if (needing) return conflict("equipment_needed", "name");
                if (!store::is_used(tx, clinic.tenant, *kind)) {
                  store::remove_equipment(tx, clinic.tenant, id);
                  return Removed{};
                }
                kind->active = false;
                store::put_equipment(tx, clinic.tenant, *kind);
                auto has = [&](const Appointment& a) {
                  return std::ranges::find_first_of(a.equipment, kind->each) != a.equipment.end();
                };
                return Removed{true, ahead(tx, clinic, has)};
              });
}

Result<Removed> remove_credential(Clinic& clinic, const Actor& actor, std::int64_t id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  Date today = clinic.availability.get()->zone.date(clinic.now());
  return edit(
      clinic, actor, "clinic.credential_removed", id,
      [&](store::Transaction& tx) -> Result<Removed> {
        auto kept = find(store::list_credentials(tx, clinic.tenant),
                         [&](const auto& k) { return k.id == id; });
        if (!kept) return not_found("credential_unknown");
        const Zone zone = clinic.availability.get()->zone;
        auto sessions = store::sessions_between(tx, clinic.tenant, zone.start_of(kept->valid_from),
                                                zone.start_of(kept->valid_until + 1));
        bool used = std::any_of(sessions.begin(), sessions.end(), [&](const auto& s) {
          return s.practitioner == kept->practitioner;
        });
        if (!used) {
          store::remove_credential(tx, clinic.tenant, id);
          return Removed{};
        }
        // Receipts of the days before were made with it (R44).
        kept->valid_until = std::min(kept->valid_until, std::max(kept->valid_from, today - 1));
        store::add_credential(tx, clinic.tenant, *kept);
        return Removed{true, 0};
      });
}

Result<Removed> remove_shift(Clinic& clinic, const Actor& actor, std::int64_t id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  Date today = clinic.availability.get()->zone.date(clinic.now());
  return edit(
      clinic, actor, "clinic.shift_removed", id, [&](store::Transaction& tx) -> Result<Removed> {
        auto kept = find(store::list_shifts(tx, clinic.tenant, clinic.place()),
                         [&](const auto& s) { return s.id == id; });
        if (!kept) return not_found("shift_unknown");
        const schedule::Shift& shift = kept->shift;
        const Zone zone = clinic.availability.get()->zone;
        auto past = store::list_of_therapist(tx, clinic.tenant, shift.practitioner,
                                             zone.start_of(shift.valid_from), clinic.now());
        bool used = std::any_of(past.begin(), past.end(),
                                [&](const Appointment& a) { return in_shift(shift, a); });
        int waiting = ahead(tx, clinic, [&](const Appointment& a) { return in_shift(shift, a); });
        if (!used) {
          store::remove_shift(tx, clinic.tenant, id);
          return Removed{false, waiting};
        }
        store::end_shift(tx, clinic.tenant, id, std::max(shift.valid_from, today - 1));
        return Removed{true, waiting};
      });
}

}  // namespace fascia::clinic
