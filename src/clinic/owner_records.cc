// SPDX-License-Identifier: Apache-2.0
#include "clinic/owner_records.h"

#include <algorithm>

#include "clinic/staff_names.h"
#include "store/appointments.h"

namespace fascia::clinic {
namespace {

using store::Role;

constexpr int kMostRecords = 50;

// What was cancelled or missed is no visit.
void set_days(RecordDesk& desk, const std::vector<store::Appointment>& visits, const Zone& zone,
              Instant now) {
  for (const store::Appointment& one : visits) {
    if (!store::takes_time(one.status)) continue;
    const Date day = zone.date(one.start);
    if (one.start <= now)
      desk.last_visit = std::max(day, desk.last_visit.value_or(day));
    else
      desk.next_visit = std::min(day, desk.next_visit.value_or(day));
  }
}

}  // namespace

Result<std::vector<RecordAge>> find_records(Clinic& clinic, const Actor& actor,
                                            const std::string& text) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  std::vector<ClientId> found = clinic.store.read([&](store::Connection& c) {
    std::vector<ClientId> ids;
    for (const auto& client : store::search_clients(c, clinic.tenant, text, kMostRecords))
      ids.push_back(client.id);
    return ids;
  });
  if (found.empty()) return std::vector<RecordAge>();
  return record_ages(clinic, actor, found);
}

Result<std::vector<StandingHold>> standing_holds(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<StandingHold>> {
    std::vector<StandingHold> out;
    const StaffNames names = staff_names(c, clinic.tenant);
    for (auto& hold : store::standing_holds(c, clinic.tenant, clinic.sealer)) {
      StandingHold one;
      if (auto client = store::find_client(c, clinic.tenant, hold.client))
        one.client = client->name;
      one.by = name_in(names, hold.staff);
      one.hold = std::move(hold);
      out.push_back(std::move(one));
    }
    return out;
  });
}

Result<RecordDesk> record_desk(Clinic& clinic, const Actor& actor, ClientId client) {
  FASCIA_TRY(RecordAge age, record_age(clinic, actor, client));
  RecordDesk out;
  out.age = std::move(age);
  if (out.age.erased) return out;  // nothing is left to be looked at
  FASCIA_TRY(out.disclosures, disclosures_of(clinic, actor, client));
  return clinic.store.write([&](store::Transaction& tx) -> Result<RecordDesk> {
    RecordDesk desk = out;
    for (auto& hold : store::legal_holds(tx, clinic.tenant, clinic.sealer, client))
      if (!hold.ended) desk.holds.push_back(std::move(hold));
    desk.requests = store::access_requests(tx, clinic.tenant, clinic.sealer, client);
    std::reverse(desk.requests.begin(), desk.requests.end());
    desk.notes = record_notes(tx, clinic, client);
    for (RecordNote& note : desk.notes) note.text = {};
    desk.openings = openings_of(tx, clinic, client);
    const auto visits = store::list_of_client(tx, clinic.tenant, client);
    desk.visits = static_cast<int>(visits.size());
    set_days(desk, visits, clinic.availability.get()->zone, clinic.now());
    audit(tx, clinic, actor, "rights.read", "client", client.value, client);
    return desk;
  });
}

}  // namespace fascia::clinic
