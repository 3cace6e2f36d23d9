// SPDX-License-Identifier: Apache-2.0
#include "store/protocol_reviews.h"

namespace fascia::store {
namespace {

ProtocolReview review_of(const Row& r) {
  return {r.text(0),         r.text(1),        r.text(2),   r.date(3),
          int(r.integer(4)), r.id<StaffId>(5), r.instant(6)};
}

}  // namespace

void put_review(Connection& c, TenantId tenant, const ProtocolReview& review) {
  c.run(
      "INSERT INTO protocol_review (tenant, version, name, credential, day, points, staff, at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
      "ON CONFLICT (tenant, version) DO UPDATE SET name = excluded.name, "
      "credential = excluded.credential, day = excluded.day, points = excluded.points, "
      "staff = excluded.staff, at = excluded.at",
      {tenant, review.version, review.name, review.credential, review.day, review.points,
       review.staff, review.at});
}

std::optional<ProtocolReview> find_review(Connection& c, TenantId tenant,
                                          std::string_view version) {
  auto row = c.first(
      "SELECT version, name, credential, day, points, staff, at FROM protocol_review "
      "WHERE tenant = $1 AND version = $2",
      {tenant, version});
  return row ? std::optional(review_of(*row)) : std::nullopt;
}

std::vector<ProtocolReview> list_reviews(Connection& c, TenantId tenant) {
  std::vector<ProtocolReview> all;
  for (const Row& row :
       c.query("SELECT version, name, credential, day, points, staff, at FROM protocol_review "
               "WHERE tenant = $1 ORDER BY at DESC, version",
               {tenant}))
    all.push_back(review_of(row));
  return all;
}

}  // namespace fascia::store
