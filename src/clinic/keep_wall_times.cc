// SPDX-License-Identifier: Apache-2.0
#include "clinic/keep_wall_times.h"

#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/clearance_wait.h"
#include "clinic/couple_room.h"
#include "clinic/due_work.h"
#include "clinic/edit_house.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/remind.h"
#include "clinic/tasks.h"
#include "core/log.h"
#include "store/clients.h"
#include "store/clinic_profile.h"
#include "store/day_mask.h"
#include "store/seats.h"

namespace fascia::clinic {
namespace {

using store::Appointment;

constexpr Seconds kFarAhead = days_of_24h(3 * 366);

// Each place of an owner keeps its own visits.
std::string zone_data_of(const Clinic& clinic) {
  return clinic.location ? "zone_data." + clinic.location.text() : "zone_data";
}

Instant instant_of(const Appointment& a) {
  auto zone = Zone::load(a.zone);
  FASCIA_CHECK(zone.has_value());
  return zone->instant(a.wall);
}

// Two days back: later on the wall, a visit whose instant has passed may still be to come. No two
// zones lie further apart than 26 hours.
Instant looked_from(const Clinic& clinic) { return clinic.now() - days_of_24h(2); }

// Cancelled ones too, as an undo lets them stand again.
std::vector<Appointment> to_come(std::vector<Appointment> all, Instant now) {
  std::erase_if(all, [&](const Appointment& a) {
    bool may_stand = can_still_change(a) || !store::takes_time(a.status);
    return !may_stand || (a.start <= now && instant_of(a) <= now);
  });
  return all;
}

void shift(Appointment& a, Instant to) {
  const Seconds by = to - a.start;
  if (a.intake_due_by) a.intake_due_by = *a.intake_due_by + by;
  for (Instant* at :
       {&a.start, &a.finish, &a.busy_from, &a.busy_until, &a.room_from, &a.room_until})
    *at = *at + by;
  ++a.sequence;
}

void give_up_seat(Appointment& a) {
  a.busy_from = a.busy_until = a.room_from = a.room_until = a.start;
}

void call_desk(store::Transaction& tx, Clinic& clinic, const Appointment& a) {
  add_task(tx, clinic,
           {"clock_collision", true, a.client, a.id, store::Role::desk, {}, clinic.now(), {}});
}

// Takes the seat at the new instant, or leaves the visit without one and somebody to call.
bool sit_again(store::Transaction& tx, Clinic& clinic, Appointment& a) {
  auto busy = store::busy_of(a);
  bool free = std::ranges::all_of(
      busy, [&](const store::Busy& one) { return store::cells_are_free(tx, clinic.tenant, one); });
  if (free) {
    FASCIA_CHECK(store::take_cells(tx, clinic.tenant, busy));
    return true;
  }
  give_up_seat(a);
  call_desk(tx, clinic, a);
  return false;
}

// The other of two who come together sits in the room that this visit does not take any more, or is
// called too.
void leave_room_to_other_half(store::Transaction& tx, Clinic& clinic, const Appointment& a,
                              KeptWallTimes& out) {
  auto heir = heir_of(tx, clinic, a);
  if (!heir || std::ranges::find(out.collided, heir->id) != out.collided.end()) return;
  if (!store::cells_are_free(tx, clinic.tenant, room_of(*heir))) {
    call_desk(tx, clinic, *heir);
    out.collided.push_back(heir->id);
    return;
  }
  FASCIA_CHECK(store::take_cells(tx, clinic.tenant, {room_of(*heir)}));
  inherit_room(tx, clinic, *heir);
}

// Those of this place, promised on the clock of its zone.
std::vector<Appointment> to_come_here(store::Connection& c, const Clinic& clinic,
                                      const store::Location& place) {
  const Instant now = clinic.now();
  auto all = store::list_at(c, clinic.tenant, place.id, looked_from(clinic), now + kFarAhead);
  for (Appointment& a : all) {
    if (a.zone != place.zone) a.zone_version.clear();
    a.zone = place.zone;
  }
  return to_come(std::move(all), now);
}

}  // namespace

KeptWallTimes put_back_to_wall_times(store::Transaction& tx, Clinic& clinic, const Actor& actor) {
  const std::string version = zone_data_version();
  KeptWallTimes out;
  auto offer = build_offer(tx, clinic.tenant, clinic.now(), clinic.location);
  std::vector<Appointment> shifted;
  for (Appointment& a : to_come_here(tx, clinic, offer->location)) {
    if (a.zone_version == version) continue;
    a.zone_version = version;
    const Instant to = instant_of(a);
    if (to != a.start && store::takes_time(a.status)) {
      shifted.push_back(std::move(a));
      continue;
    }
    if (to != a.start) shift(a, to);
    store::update_appointment(tx, clinic.tenant, a);
  }
  // A room that is lost stays closed: that hold is no start.
  if (!shifted.empty())
    for (const store::Hold& hold : store::list_holds(tx, clinic.tenant, offer->location.id))
      if (hold.practitioner) free_hold(tx, clinic, hold);
  // All of them leave before the first one sits: one hour on, each would meet its neighbour.
  for (const Appointment& a : shifted) {
    store::free_cells(tx, clinic.tenant, store::busy_of(a));
    Appointment away = a;
    give_up_seat(away);
    store::update_appointment(tx, clinic.tenant, away);
  }
  std::vector<Appointment> had_room;  // as they would sit
  for (Appointment& a : shifted) {
    shift(a, instant_of(a));
    out.shifted.push_back(a.id);
    const Appointment wanted = a;
    if (!sit_again(tx, clinic, a)) {
      out.collided.push_back(a.id);
      had_room.push_back(wanted);
    }
    store::update_appointment(tx, clinic.tenant, a);
    plan_reminders(tx, clinic, a);
    if (a.intake_due_by) plan_due_work(tx, clinic, "intake.due", a.id.value, *a.intake_due_by);
    move_letter(tx, clinic, a);
    auto client = store::find_client(tx, clinic.tenant, a.client);
    FASCIA_CHECK(client.has_value());
    add_appointment_message(tx, clinic, *offer, "clock_change", a, *client, {});
    audit(tx, clinic, actor, "appointment.wall_time_kept", "appointment", a.id.value, a.client);
  }
  for (const Appointment& a : had_room) leave_room_to_other_half(tx, clinic, a, out);
  if (version != "unknown") store::set_setting(tx, clinic.tenant, zone_data_of(clinic), version);
  return out;
}

std::size_t off_new_zone(store::Connection& c, const Clinic& clinic, const store::Location& place) {
  const auto all = to_come_here(c, clinic, place);
  return std::size_t(std::ranges::count_if(all, [](const Appointment& a) {
    return instant_of(a) != a.start && store::takes_time(a.status);
  }));
}

Result<KeptWallTimes> keep_wall_times(Clinic& clinic) {
  const std::string version = zone_data_version();
  auto kept = clinic.store.read(
      [&](store::Connection& c) { return store::setting(c, clinic.tenant, zone_data_of(clinic)); });
  if (version == "unknown" || kept == version) return KeptWallTimes{};
  if (kept && *kept > version) {
    log::warn("zone data is older than the clinic's", {{"here", version}, {"clinic", *kept}});
    return KeptWallTimes{};
  }
  FASCIA_TRY(KeptWallTimes out, edit(clinic, kProgram, "zone_data.changed", 0,
                                     [&](store::Transaction& tx) -> Result<KeptWallTimes> {
                                       return put_back_to_wall_times(tx, clinic, kProgram);
                                     }));
  log::info("wall times kept under new zone data",
            {{"version", version},
             {"shifted", std::to_string(out.shifted.size())},
             {"collided", std::to_string(out.collided.size())}});
  return out;
}

std::vector<AppointmentId> off_their_wall_time(store::Connection& c, const Clinic& clinic) {
  std::vector<AppointmentId> out;
  const Instant now = clinic.now();
  for (const Appointment& a : to_come(
           store::list_appointments(c, clinic.tenant, looked_from(clinic), now + kFarAhead), now))
    if (instant_of(a) != a.start) out.push_back(a.id);
  return out;
}

}  // namespace fascia::clinic
