// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "clinic/clinic.h"
#include "clinic/wait_list.h"

namespace fascia::clinic {

// Writes, leaves the audit event, tells the programs of all places, and builds the offer anew from
// what the transaction now sees. Hours or rooms may be free by it, so the wait list is looked at.
template <class Work>
auto edit(Clinic& clinic, const Actor& actor, std::string_view action, std::int64_t subject,
          Work work) -> decltype(work(std::declval<store::Transaction&>())) {
  return clinic.store.write([&](store::Transaction& tx) -> decltype(work(tx)) {
    auto out = work(tx);
    if (!out) return out;
    audit(tx, clinic, actor, action, "clinic", subject);
    store::raise_versions(tx, clinic.tenant);
    time_was_freed(tx, clinic);
    auto fresh = build_offer(tx, clinic.tenant, clinic.now(), clinic.location);
    tx.after_commit([&clinic, fresh] { clinic.availability.put(fresh); });
    return out;
  });
}

// A room keeps its kind while a visit still to come needs it: room_kind_needed on kind.
Done kind_may_change(store::Connection& c, const Clinic& clinic, const store::Room& room);

}  // namespace fascia::clinic
