// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "store/services.h"

namespace fascia::store {

void put_equipment(Connection& c, TenantId tenant, const Equipment& e) {
  c.run(
      "INSERT INTO equipment (tenant, id, location, name, pieces, active, position) VALUES ($1, "
      "$2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, "
      "pieces = excluded.pieces, active = excluded.active, position = excluded.position",
      {tenant, e.id, e.location, e.name, e.pieces, e.active, e.position});
  for (std::size_t i = 0; i < e.each.size(); ++i)
    c.run(
        "INSERT INTO equipment_piece (tenant, id, equipment, number) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (tenant, id) DO NOTHING",
        {tenant, e.each[i], e.id, static_cast<std::int64_t>(i) + 1});
}

std::vector<Equipment> list_equipment(Connection& c, TenantId tenant, LocationId location) {
  std::map<EquipmentKindId, std::vector<EquipmentId>> each;
  for (const Row& row : c.query("SELECT equipment, id FROM equipment_piece WHERE tenant = $1 "
                                "ORDER BY equipment, number",
                                {tenant}))
    each[row.id<EquipmentKindId>(0)].push_back(row.id<EquipmentId>(1));
  std::vector<Equipment> out;
  for (const Row& row :
       c.query("SELECT id, location, name, pieces, active, position FROM equipment "
               "WHERE tenant = $1 AND location = COALESCE($2, location) ORDER BY position, id",
               {tenant, location}))
    out.push_back({row.id<EquipmentKindId>(0), row.id<LocationId>(1), row.text(2), row.number(3),
                   row.flag(4), row.number(5), each[row.id<EquipmentKindId>(0)]});
  return out;
}

void remove_equipment(Connection& c, TenantId tenant, EquipmentKindId id) {
  c.run("DELETE FROM equipment_piece WHERE tenant = $1 AND equipment = $2", {tenant, id});
  c.run("DELETE FROM equipment WHERE tenant = $1 AND id = $2", {tenant, id});
}

// Each piece that was ever taken has a row of the day mask, whatever became of the visit.
bool is_used(Connection& c, TenantId tenant, const Equipment& equipment) {
  for (EquipmentId piece : equipment.each)
    if (c.first("SELECT 1 FROM day_mask WHERE tenant = $1 AND resource = $2 LIMIT 1",
                {tenant, piece}))
      return true;
  return false;
}

}  // namespace fascia::store
