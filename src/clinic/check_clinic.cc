// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_clinic.h"

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "clinic/keep_wall_times.h"
#include "store/day_mask.h"
#include "store/self_check.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kFirstGoodZoneData = "2026c";

CheckLine line_of(std::string what, store::Counted counted) {
  CheckLine out{std::move(what), counted.faults.empty(), counted.looked_at,
                std::move(counted.faults)};
  out.faults.insert(out.faults.end(), counted.notes.begin(), counted.notes.end());
  return out;
}

// The index of one place as memory holds it against the day masks that the database decides by, bit
// by bit: what is free is the working time less the cells that are taken.
void check_index(const Offer& offer, const std::vector<store::MaskRow>& masks, CheckLine& line) {
  const schedule::Snapshot& times = offer.times;
  std::map<std::int64_t, schedule::BitRow> wanted;
  for (const auto& [resource, row] : times.free) {
    auto working = times.working.find(PractitionerId{resource});
    schedule::BitRow empty(times.origin, times.cells);
    if (working == times.working.end()) empty.set(times.origin, {times.origin.index + times.cells});
    wanted.emplace(resource, working == times.working.end() ? empty : working->second->row());
  }
  const std::int64_t last_day = (times.origin.index + times.cells) / 288;
  for (const store::MaskRow& mask : masks)
    if (auto at = wanted.find(mask.resource);
        at != wanted.end() && mask.day * 288 + 288 > times.origin.index && mask.day <= last_day)
      for (int cell = 0; cell < 288; ++cell)
        if ((mask.words[cell / 60] >> (cell % 60) & 1) != 0) {
          schedule::Cell taken{mask.day * 288 + cell};
          at->second.clear(taken, {taken.index + 1});
        }
  for (const auto& [resource, row] : offer.times.free) {
    ++line.looked_at;
    if (!(*row == wanted.at(resource))) line.faults.push_back("resource " + id_text(resource));
  }
}

// Of each of the owner's places.
CheckLine check_indexes(store::Connection& c, const Clinic& clinic) {
  CheckLine line{"index", true, 0, {}};
  std::optional<std::vector<store::MaskRow>> masks;
  for (const store::Location& place : store::list_locations(c, clinic.tenant)) {
    const auto offer = build_offer(c, clinic.tenant, clinic.now(), place.id);
    // A place in another zone begins its day with another cell.
    const std::int64_t first = offer->times.origin.index / 288;
    if (!masks)
      masks = store::mask_rows(c, clinic.tenant, {first - 1, first + offer->times.cells / 288 + 3});
    check_index(*offer, *masks, line);
  }
  line.sound = line.faults.empty();
  return line;
}

// With the visits to come that this zone data puts elsewhere than they stand.
CheckLine check_zone_data(store::Connection& c, const Clinic& clinic) {
  std::string version = zone_data_version();
  CheckLine line{"zone_data", !zone_data_is_stale(version), 1, {}};
  if (!line.sound)
    line.faults.push_back(version + " is older than " + std::string(kFirstGoodZoneData) +
                          ": times in Alberta are an hour wrong from 2026-11-01");
  for (AppointmentId id : off_their_wall_time(c, clinic))
    line.faults.push_back("appointment " + id.text() + " is not at its wall time");
  line.sound = line.faults.empty();
  return line;
}

}  // namespace

bool zone_data_is_stale(std::string_view version) {
  return version != "unknown" && version < kFirstGoodZoneData;
}

CheckLine check_file(store::Store& store) {
  CheckLine line{"file", true, 1, store.integrity()};
  line.sound = line.faults.empty();
  return line;
}

std::vector<CheckLine> check_rows(Clinic& clinic) {
  using Look = std::function<CheckLine(store::Connection&)>;
  auto counted = [](const char* what, auto look) {
    return std::pair<const char*, Look>(
        what, [=](store::Connection& c) { return line_of(what, look(c)); });
  };
  const TenantId tenant = clinic.tenant;
  const std::vector<std::pair<const char*, Look>> looks = {
      counted("masks", [=](auto& c) { return store::check_masks(c, tenant); }),
      {"index", [&](auto& c) { return check_indexes(c, clinic); }},
      counted("lost", [=](auto& c) { return store::check_lost_rows(c, tenant); }),
      counted("audit", [=](auto& c) { return store::check_audit(c, tenant); }),
      counted(
          "charts",
          [=, &clinic](auto& c) { return store::check_signed_charts(c, tenant, clinic.sealer); }),
      counted("keys",
              [=, &clinic](auto& c) { return store::check_keys(c, tenant, clinic.sealer); }),
      counted(
          "cells",
          [=, &clinic](auto& c) { return store::check_sealed_cells(c, tenant, clinic.sealer); }),
      {"zone_data", [&](auto& c) { return check_zone_data(c, clinic); }}};
  std::vector<CheckLine> lines;
  // One reading of one moment: a running server may book meanwhile. After what cannot be read the
  // next line begins another one, because not every engine goes on.
  while (lines.size() < looks.size()) try {
      clinic.store.read([&](store::Connection& c) {
        while (lines.size() < looks.size()) lines.push_back(looks[lines.size()].second(c));
        return 0;
      });
    } catch (const store::StoreError& fault) {
      using Kind = store::StoreError::Kind;
      if (fault.kind == Kind::busy) throw;
      lines.push_back(
          {looks[lines.size()].first, false, 0, {std::string("cannot be read: ") + fault.what()}});
    } catch (const std::exception&) {  // a value that is none
      lines.push_back({looks[lines.size()].first, false, 0, {"cannot be read"}});
    }
  return lines;
}

std::vector<CheckLine> check_clinic(Clinic& clinic) {
  std::vector<CheckLine> lines{check_file(clinic.store)};
  auto rows = check_rows(clinic);
  lines.insert(lines.end(), rows.begin(), rows.end());
  return lines;
}

}  // namespace fascia::clinic
