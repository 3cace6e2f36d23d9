// SPDX-License-Identifier: Apache-2.0
#include "clinic/after_session.h"

#include "store/records.h"
#include "store/treatment.h"

namespace fascia::clinic {

Done after_session(store::Transaction& tx, Clinic& clinic, SessionId session) {
  auto kept = store::find_session(tx, clinic.tenant, session);
  if (!kept || !kept->ended) return conflict("session_missing");
  const std::pair<const char*, int> check_ins[] = {{"check_in.24h", 24}, {"check_in.48h", 48}};
  for (const auto& [what, after] : check_ins)
    store::add_due_work(
        tx, clinic.tenant,
        {clinic.random.id<DueWorkId>(), what, session.value, *kept->ended + hours(after)});
  return {};
}

}  // namespace fascia::clinic
