// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/money.h"
#include "schedule/availability.h"
#include "store/connection.h"
#include "store/day_mask.h"

namespace fascia::store {

enum class Status {
  requested,  // the time is taken; an intake is due before it is confirmed (R4)
  booked,
  confirmed,
  arrived,
  in_treatment,
  completed,
  cancelled,
  late_cancelled,
  no_show,
};
std::string_view to_string(Status status);
std::optional<Status> parse_status(std::string_view text);
// Whether therapist and room are kept for it.
bool takes_time(Status status);

// A promise in wall-clock time at a place (invariant 7), with the instant derived from it.
struct Appointment {
  AppointmentId id;
  LocationId location;
  Status status = Status::requested;
  ServiceId service;
  PractitionerId practitioner;
  RoomId room;
  ClientId client;
  WallTime wall;
  std::string zone;
  std::string zone_version;
  Instant start, finish;
  Instant busy_from, busy_until, room_from, room_until;
  Money price;
  std::string manage_hash;  // of the private link's token
  std::string booked_by;    // who booked, when it is not the client
  bool first_visit = false;
  std::optional<Instant> intake_due_by;
  ScreeningId screening;
  int sequence = 0;                         // of the calendar file: raised with each move
  std::vector<EquipmentId> equipment = {};  // pieces, for as long as the therapist
  // The pair's id when two people come at the same time into one room. Both name the room; its time
  // is with one of them, and the other's is empty (room_from = room_until).
  AppointmentId together = {};
  // Of a visit whose services are given one after the other by different therapists or in different
  // rooms, each a row of its own: the first part's id, in all of them.
  AppointmentId in_turn = {};
};

// Whether it is the one that the room's time is with.
bool keeps_room(const Appointment& a);

// The resources it keeps busy, for the day mask.
std::vector<Busy> busy_of(const Appointment& a);
schedule::Taken taken_of(const Appointment& a, int deep_minutes);
// Therapist, room and equipment with their times; the start is not touched.
void set_seat(Appointment& a, const schedule::Taken& seat);

void add_appointment(Connection& c, TenantId tenant, const Appointment& a, Instant now);
// By the thousand (store/many.h), made before they began.
void add_appointments(Connection& c, TenantId tenant, const std::vector<Appointment>& all,
                      Instant now);
// Writes times, seat, status, screening, sequence and pair anew.
void update_appointment(Connection& c, TenantId tenant, const Appointment& a);
std::optional<Appointment> find_appointment(Connection& c, TenantId tenant, AppointmentId id);
// The visit of the other person who comes with this one, however it stands.
std::optional<Appointment> other_half(Connection& c, TenantId tenant, const Appointment& a);
// All parts of the visit that this is a part of, in order of start, however they stand; itself
// where it is all of it.
std::vector<Appointment> parts_of_visit(Connection& c, TenantId tenant, const Appointment& a);
// Those that begin in [from, until), in order of start.
std::vector<Appointment> list_appointments(Connection& c, TenantId tenant, Instant from,
                                           Instant until);
// The same of one place, and of one therapist wherever they work.
std::vector<Appointment> list_at(Connection& c, TenantId tenant, LocationId location, Instant from,
                                 Instant until);
std::vector<Appointment> list_of_therapist(Connection& c, TenantId tenant, PractitionerId who,
                                           Instant from, Instant until);
// All there ever were. Goes over the table.
std::int64_t count_appointments(Connection& c, TenantId tenant);
std::vector<Appointment> list_of_client(Connection& c, TenantId tenant, ClientId client);
bool has_visited(Connection& c, TenantId tenant, ClientId client);

// A visit as a list of people names it.
struct NamedVisit {
  AppointmentId id;
  ClientId client;
  LocationId location;
  Instant start;
  WallTime wall;
  std::string service_en, service_fr, practitioner, room, place;
};
// Of each of these clients the latest visit that began by `now` and the first one after it, of
// those that keep their time; of any number of people in two questions. At most kMostAround.
constexpr std::size_t kMostAround = 20;
std::vector<NamedVisit> visits_around(Connection& c, TenantId tenant,
                                      const std::vector<ClientId>& clients, Instant now);

// What the desk did, so that it can be undone.
struct StatusChange {
  std::int64_t id = 0;
  AppointmentId appointment;
  Instant at;
  StaffId staff;
  Status from = Status::requested, to = Status::requested;
};
void add_status_change(Connection& c, TenantId tenant, const StatusChange& change);
std::optional<StatusChange> last_status_change(Connection& c, TenantId tenant, AppointmentId id);
void mark_undone(Connection& c, TenantId tenant, std::int64_t change);

// A start kept for ten minutes while the form is filled.
struct Hold {
  HoldId id;
  std::string token_hash;
  std::string browser;  // hash of the browser's cookie: one live hold a browser
  std::string address;  // hash of the address: three an address
  ServiceId service;
  PractitionerId practitioner;
  RoomId room;
  Instant start, busy_from, busy_until, room_from, room_until, expires;
  int extensions = 0;  // how often it was kept longer
  std::vector<EquipmentId> equipment = {};
  LocationId location = {};  // none: the only place
};
std::vector<Busy> busy_of(const Hold& hold);
schedule::Taken taken_of(const Hold& hold, int deep_minutes);  // how long it is, the service says
void set_seat(Hold& hold, const schedule::Taken& seat);
// How pieces stand in one column.
std::string equipment_text(const std::vector<EquipmentId>& pieces);
std::vector<EquipmentId> equipment_of(std::string_view text);
void add_hold(Connection& c, TenantId tenant, const Hold& hold, Instant now);
std::optional<Hold> find_hold(Connection& c, TenantId tenant, std::string_view token_hash);
void remove_hold(Connection& c, TenantId tenant, HoldId id);
// Counts one more extension.
void extend_hold(Connection& c, TenantId tenant, HoldId id, Instant expires);
void set_hold_end(Connection& c, TenantId tenant, HoldId id, Instant expires);
// `location` leaves out those of other places; none: nothing is left out.
std::vector<Hold> list_holds(Connection& c, TenantId tenant, LocationId location = {});
std::vector<Hold> expired_holds(Connection& c, TenantId tenant, Instant now,
                                LocationId location = {});
std::vector<Hold> holds_of_browser(Connection& c, TenantId tenant, std::string_view browser);
int holds_of_address(Connection& c, TenantId tenant, std::string_view address, Instant now);

}  // namespace fascia::store
