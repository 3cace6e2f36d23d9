// SPDX-License-Identifier: Apache-2.0
#include "store/many.h"

namespace fascia::store {
namespace {

using Cells = std::vector<std::vector<Value>>;

// So that no statement takes longer than a writer may, and no text is too long.
constexpr std::size_t kAtOnce = 5000;

// One row after the other, written out as they become many.
class ManyRows {
 public:
  ManyRows(Connection& c, Sql into) : c_(c), into_(into) {}
  void add(Params params) {
    auto& row = rows_.emplace_back();
    row.reserve(params.size());
    for (const Param& param : params) row.push_back(param.value);
    if (rows_.size() >= kAtOnce) flush();
  }
  void flush() {
    if (!rows_.empty()) c_.add_rows(into_, rows_);
    rows_.clear();
  }

 private:
  Connection& c_;
  Sql into_;
  Cells rows_;
};

}  // namespace

void add_appointments(Connection& c, TenantId tenant, const std::vector<Appointment>& all,
                      Instant now) {
  ManyRows rows(c,
                "appointment (tenant, id, location, status, service, practitioner, room, client, "
                "wall, zone, zone_version, start, finish, busy_from, busy_until, room_from, "
                "room_until, price, currency, manage_hash, booked_by, first_visit, intake_due_by, "
                "screening, sequence, created, equipment, together)");
  for (const Appointment& a : all)
    rows.add({tenant,
              a.id,
              a.location,
              to_string(a.status),
              a.service,
              a.practitioner,
              a.room,
              a.client,
              to_iso(a.wall),
              a.zone,
              a.zone_version,
              a.start,
              a.finish,
              a.busy_from,
              a.busy_until,
              a.room_from,
              a.room_until,
              a.price.cents,
              a.price.currency,
              a.manage_hash,
              a.booked_by,
              a.first_visit,
              a.intake_due_by,
              a.screening,
              a.sequence,
              std::min(now, a.start),
              equipment_text(a.equipment),
              a.together});
  rows.flush();
}

void add_clients(Connection& c, TenantId tenant, const std::vector<Client>& all, Instant now) {
  ManyRows clients(c,
                   "client (tenant, id, name, folded, birth_date, email, phone, phone_digits, "
                   "language, guardian, guardian_relation, wrapped_key, created)"),
      parts(c, "client_search (tenant, part, client)");
  for (const Client& x : all) {
    const std::string folded = folded_name(x.name), digits = digits_of(x.phone);
    clients.add({tenant, x.id, x.name, folded, x.birth_date, x.email, x.phone, digits, x.language,
                 x.guardian, x.guardian_relation, x.wrapped_key, now});
    for (const std::string& part : search_parts(folded, digits)) parts.add({tenant, part, x.id});
  }
  clients.flush();
  parts.flush();
}

void add_keys(Connection& c, TenantId tenant, const std::vector<WrappedKey>& keys) {
  ManyRows rows(c, "client_key (tenant, client, wrapped_key)");
  for (const WrappedKey& key : keys) rows.add({tenant, key.client, key.wrapped});
  rows.flush();
}

void add_masks(Connection& c, TenantId tenant, const std::vector<MaskRow>& masks) {
  ManyRows rows(c, "day_mask (tenant, resource, day, m0, m1, m2, m3, m4)");
  for (const MaskRow& m : masks)
    rows.add(
        {tenant, m.resource, m.day, m.words[0], m.words[1], m.words[2], m.words[3], m.words[4]});
  rows.flush();
}

}  // namespace fascia::store
