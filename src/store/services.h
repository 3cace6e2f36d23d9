// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/money.h"
#include "store/connection.h"

namespace fascia::store {

using EquipmentKindId = Id<struct EquipmentKindTag>;

// What is sold: "Deep tissue 60".
struct Service {
  ServiceId id;
  std::string slug;  // stays the same when the name changes; in addresses
  std::string name_en, name_fr;
  std::string kind;  // "deep", "swedish", "other": which column of the protocol decides
  std::vector<std::string> techniques;
  int minutes = 60;
  Money price;  // before GST
  int before_minutes = 0, after_minutes = 15, grid_minutes = 15;
  std::string room_kind = "treatment";
  bool online = true;
  bool active = true;
  int position = 0;
  bool no_gaps = false;  // offered only at starts that leave no gap too short for a visit
  std::vector<EquipmentKindId> equipment = {};  // a piece of each is needed
  // Given one after the other in one visit; what it is, is what they are. None: one by itself.
  std::vector<ServiceId> parts = {};
  int gentle_minutes = 0;  // of its deep kind: those of its parts that are not deep
  // Whom it is for; the desk may go on all the same. Of several parts, what suits each of them.
  bool for_new = true, for_returning = true;
  int visits_a_day = 0;  // at most, at one place; 0: no limit. Of several parts, each its own.
};
void put_service(Connection& c, TenantId tenant, const Service& service);  // adds or replaces
std::vector<Service> list_services(Connection& c, TenantId tenant);
// Those of several parts, made of these; one that lacks a part is left out.
std::vector<Service> list_joined(Connection& c, TenantId tenant,
                                 const std::vector<Service>& services);
// What these are as one visit, in order; it has no id.
Service made_of(const std::vector<const Service*>& parts);
// All that a visit can name: those by themselves first.
std::vector<Service> list_all_services(Connection& c, TenantId tenant);
void add_joined(Connection& c, TenantId tenant, ServiceId id, const std::vector<ServiceId>& parts);
// Those that nothing names and nobody has asked for since; how many went.
int forget_joined(Connection& c, TenantId tenant, Instant since);
// And from who gives it; what it is a part of goes too.
void remove_service(Connection& c, TenantId tenant, ServiceId id);
// Whether a visit, a hold, a screening or the waiting list names it, or what it is a part of.
bool is_used(Connection& c, TenantId tenant, ServiceId id);

struct Room {
  RoomId id;
  LocationId location;
  std::string name;
  std::string kind = "treatment";
  bool active = true;
  int position = 0;
  int turnover_minutes = 0;  // after each visit, until the next may enter
  int tables = 1;            // two: two people who come together can have it
};
void put_room(Connection& c, TenantId tenant, const Room& room);
std::optional<Room> find_room(Connection& c, TenantId tenant, RoomId id);
// `location` none, here and below: of all places.
std::vector<Room> list_rooms(Connection& c, TenantId tenant, LocationId location = {});
void remove_room(Connection& c, TenantId tenant, RoomId id);
bool is_used(Connection& c, TenantId tenant, RoomId id);

// What visits need besides a room: "Cupping set", of which there are so many pieces.
struct Equipment {
  EquipmentKindId id;
  LocationId location;
  std::string name;
  int pieces = 1;  // that can be booked
  bool active = true;
  int position = 0;
  std::vector<EquipmentId> each = {};  // by number; those past `pieces` were given up
};
void put_equipment(Connection& c, TenantId tenant, const Equipment& equipment);
std::vector<Equipment> list_equipment(Connection& c, TenantId tenant, LocationId location = {});
// With its pieces; no service may need it any more.
void remove_equipment(Connection& c, TenantId tenant, EquipmentKindId id);
// Whether a visit or a hold has, or had, a piece of it.
bool is_used(Connection& c, TenantId tenant, const Equipment& equipment);

}  // namespace fascia::store
