// SPDX-License-Identifier: Apache-2.0
#include "clinic/follow_store.h"

#include <algorithm>

namespace fascia::clinic {

bool follow_store(Clinic& clinic) {
  // Of one moment: the version says what the state that was read with it holds.
  auto fresh = clinic.store.read([&](store::Connection& c) -> std::shared_ptr<const Offer> {
    auto known = clinic.availability.get();
    if (store::location_of(c, clinic.tenant, clinic.location).version <= known->location.version)
      return nullptr;
    return build_offer(c, clinic.tenant, clinic.now(), clinic.location);
  });
  if (!fresh) return false;
  auto known = clinic.availability.get();
  // Our own commit may have brought memory further meanwhile. Should one come between this look and
  // the next line, its version is missing in memory, and the next round reads it.
  if (fresh->location.version <= known->location.version) return false;
  auto next = std::make_shared<Offer>(*fresh);
  // Answers are kept by the version of the times: it never stands for two states.
  next->times.version = std::max(fresh->times.version, known->times.version + 1);
  clinic.availability.put(std::move(next));
  return true;
}

}  // namespace fascia::clinic
