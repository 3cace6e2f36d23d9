// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/appointments.h"

namespace fascia::store {

using ReseatId = Id<struct ReseatTag>;

// A therapist or a room that is lost for a day, and the calls that follow (R37).
struct Reseat {
  ReseatId id;
  std::string kind;           // "practitioner" or "room"
  std::int64_t resource = 0;  // its id
  Date day;
  Instant created;
  Instant expires;  // the times that are offered are kept until then
  std::optional<Instant> closed;
  StaffId staff;
  std::int64_t time_off = 0;  // of the therapist; 0: none
};

// One visit of that day: what is offered, how far the call is, where it stood.
struct ReseatItem {
  ReseatId reseat;
  AppointmentId appointment;
  HoldId hold;  // none: nothing is kept for it (any more)
  PractitionerId practitioner;
  RoomId room;
  std::optional<Instant> start;  // none: no place was found
  std::string why;               // why not
  std::string state = "open";    // open, reached, left_word, accepted, declined
  std::string state_before;      // for undo
  std::optional<Instant> called;
  StaffId staff;
  Status was_status = Status::requested;
  PractitionerId was_practitioner;
  RoomId was_room;
  Instant was_start, was_busy_from, was_busy_until, was_room_from, was_room_until;
  std::vector<EquipmentId> was_equipment = {};
};

void add_reseat(Connection& c, TenantId tenant, const Reseat& reseat);
std::optional<Reseat> find_reseat(Connection& c, TenantId tenant, ReseatId id);
// The open one about this; nothing when there is none.
std::optional<Reseat> open_reseat_of(Connection& c, TenantId tenant, std::string_view kind,
                                     std::int64_t resource, Date day);
std::vector<Reseat> open_reseats(Connection& c, TenantId tenant);
void close_reseat(Connection& c, TenantId tenant, ReseatId id, Instant now);

void put_reseat_item(Connection& c, TenantId tenant, const ReseatItem& item);  // adds or replaces
std::optional<ReseatItem> find_reseat_item(Connection& c, TenantId tenant, ReseatId reseat,
                                           AppointmentId appointment);
// In order of the time at which the visit stood.
std::vector<ReseatItem> reseat_items(Connection& c, TenantId tenant, ReseatId reseat);

// The gender a client asked for in a therapist: "woman", "man", "other"; "any": asked, and it does
// not matter; empty: never asked.
std::string gender_wish(Connection& c, TenantId tenant, ClientId client);
void set_gender_wish(Connection& c, TenantId tenant, ClientId client, std::string_view gender);

}  // namespace fascia::store
