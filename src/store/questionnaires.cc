// SPDX-License-Identifier: Apache-2.0
#include "store/questionnaires.h"

namespace fascia::store {
namespace {

KeptQuestionnaire questionnaire_from(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.flag(3), row.id<StaffId>(4), row.instant(5)};
}

}  // namespace

void put_questionnaire(Connection& c, TenantId tenant, const KeptQuestionnaire& x) {
  c.run("UPDATE questionnaire SET active = 0 WHERE tenant = $1 AND id = $2", {tenant, x.id});
  c.run(
      "INSERT INTO questionnaire (tenant, id, version, file, active, staff, added) "
      "VALUES ($1, $2, $3, $4, 1, $5, $6) ON CONFLICT (tenant, id, version) DO UPDATE SET "
      "file = excluded.file, active = 1, staff = excluded.staff, added = excluded.added",
      {tenant, x.id, x.version, x.file, x.staff, x.added});
}

std::vector<KeptQuestionnaire> list_questionnaires(Connection& c, TenantId tenant) {
  std::vector<KeptQuestionnaire> out;
  for (const Row& row : c.query("SELECT id, version, file, active, staff, added FROM questionnaire "
                                "WHERE tenant = $1 AND active = 1 ORDER BY id",
                                {tenant}))
    out.push_back(questionnaire_from(row));
  return out;
}

std::optional<KeptQuestionnaire> find_questionnaire(Connection& c, TenantId tenant,
                                                    std::string_view id) {
  auto row = c.first(
      "SELECT id, version, file, active, staff, added FROM questionnaire "
      "WHERE tenant = $1 AND id = $2 AND active = 1",
      {tenant, id});
  return row ? std::optional(questionnaire_from(*row)) : std::nullopt;
}

std::optional<KeptQuestionnaire> kept_questionnaire(Connection& c, TenantId tenant,
                                                    std::string_view id) {
  auto row = c.first(
      "SELECT id, version, file, active, staff, added FROM questionnaire "
      "WHERE tenant = $1 AND id = $2 ORDER BY active DESC, added DESC LIMIT 1",
      {tenant, id});
  return row ? std::optional(questionnaire_from(*row)) : std::nullopt;
}

bool retire_questionnaire(Connection& c, TenantId tenant, std::string_view id) {
  return c.run("UPDATE questionnaire SET active = 0 WHERE tenant = $1 AND id = $2 AND active = 1",
               {tenant, id}) != 0;
}

}  // namespace fascia::store
