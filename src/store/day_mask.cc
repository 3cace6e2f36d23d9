// SPDX-License-Identifier: Apache-2.0
#include "store/day_mask.h"

#include <algorithm>
#include <map>

#include "core/result.h"
#include "store/many.h"

namespace fascia::store {
namespace {

constexpr std::int64_t kCell = 300;
constexpr std::int64_t kCellsADay = 288;
constexpr std::int64_t kWord = 60;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// The bits of each (resource, UTC day), in ascending order.
std::vector<MaskRow> split(const std::vector<Busy>& all) {
  std::map<std::pair<std::int64_t, std::int64_t>, MaskRow> rows;
  for (const Busy& busy : all) {
    std::int64_t from = floor_div(busy.from.seconds, kCell);
    std::int64_t until = floor_div(busy.until.seconds + kCell - 1, kCell);
    for (std::int64_t cell = from; cell < until; ++cell) {
      std::int64_t day = floor_div(cell, kCellsADay);
      std::int64_t in_day = cell - day * kCellsADay;
      MaskRow& row = rows[{busy.resource, day}];
      row.resource = busy.resource;
      row.day = day;
      row.words[in_day / kWord] |= std::int64_t{1} << (in_day % kWord);
    }
  }
  std::vector<MaskRow> out;
  for (auto& [key, row] : rows) out.push_back(row);
  return out;
}

}  // namespace

bool take_cells(Connection& connection, TenantId tenant, std::vector<Busy> wanted) {
  for (const MaskRow& row : split(wanted)) {
    auto taken = connection.query(
        "INSERT INTO day_mask AS d (tenant, resource, day, m0, m1, m2, m3, m4) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant, resource, day) DO UPDATE SET "
        "m0 = (d.m0 | excluded.m0), m1 = (d.m1 | excluded.m1), m2 = (d.m2 | excluded.m2), "
        "m3 = (d.m3 | excluded.m3), m4 = (d.m4 | excluded.m4) "
        "WHERE ((d.m0 & excluded.m0) = 0) AND ((d.m1 & excluded.m1) = 0) "
        "AND ((d.m2 & excluded.m2) = 0) AND ((d.m3 & excluded.m3) = 0) "
        "AND ((d.m4 & excluded.m4) = 0) RETURNING 1",
        {tenant, row.resource, row.day, row.words[0], row.words[1], row.words[2], row.words[3],
         row.words[4]});
    if (taken.empty()) return false;
  }
  return true;
}

void free_cells(Connection& connection, TenantId tenant, std::vector<Busy> taken) {
  for (const MaskRow& row : split(taken)) {
    std::int64_t changed = connection.run(
        "UPDATE day_mask SET m0 = (m0 & ~$4), m1 = (m1 & ~$5), m2 = (m2 & ~$6), m3 = (m3 & ~$7), "
        "m4 = (m4 & ~$8) WHERE tenant = $1 AND resource = $2 AND day = $3 "
        "AND ((m0 & $4) = $4) AND ((m1 & $5) = $5) AND ((m2 & $6) = $6) AND ((m3 & $7) = $7) "
        "AND ((m4 & $8) = $8)",
        {tenant, row.resource, row.day, row.words[0], row.words[1], row.words[2], row.words[3],
         row.words[4]});
    FASCIA_CHECK(changed == 1);
  }
}

void add_masks(Connection& connection, TenantId tenant, const std::vector<MaskRow>& masks) {
  ManyRows rows(connection, "day_mask (tenant, resource, day, m0, m1, m2, m3, m4)");
  for (const MaskRow& m : masks)
    rows.add(
        {tenant, m.resource, m.day, m.words[0], m.words[1], m.words[2], m.words[3], m.words[4]});
  rows.flush();
}

std::int64_t mask_day(Instant at) { return floor_div(at.seconds, kCell * kCellsADay); }

std::vector<MaskRow> mask_rows(Connection& connection, TenantId tenant, MaskDays days) {
  std::vector<MaskRow> out;
  // A chain has millions of them, and an answer takes many times the room of what is kept.
  MaskRow last;
  for (bool more = true; more;) {
    more = false;
    for (const Row& row : connection.query(
             "SELECT resource, day, m0, m1, m2, m3, m4 FROM day_mask WHERE tenant = $1 "
             "AND (resource, day) > ($2, $3) AND day >= $4 AND day < $5 ORDER BY resource, day "
             "LIMIT 20000",
             {tenant, last.resource, last.day, days.from, days.until})) {
      more = true;
      last.resource = row.integer(0);
      last.day = row.integer(1);
      for (std::size_t i = 0; i < 5; ++i) last.words[i] = row.integer(i + 2);
      if (std::any_of(std::begin(last.words), std::end(last.words), [](auto w) { return w != 0; }))
        out.push_back(last);
    }
  }
  return out;
}

std::vector<MaskRow> masks_of(std::vector<Busy> busy) { return split(busy); }

}  // namespace fascia::store
