// SPDX-License-Identifier: Apache-2.0
#include "clinic/change_shift.h"

#include <algorithm>

#include "clinic/edit_house.h"
#include "store/practitioners.h"

namespace fascia::clinic {
namespace {

std::optional<schedule::Shift> shift_here(store::Connection& c, const Clinic& clinic,
                                          std::int64_t id) {
  const auto here = store::list_shifts(c, clinic.tenant, clinic.place());
  auto at = std::ranges::find(here, id, &store::KeptShift::id);
  return at == here.end() ? std::nullopt : std::optional(at->shift);
}

// What is left of it: the days before the change.
schedule::Shift until_day_before(schedule::Shift shift, Date change) {
  shift.valid_until = shift.valid_until ? std::min(*shift.valid_until, change - 1) : change - 1;
  return shift;
}

}  // namespace

Done change_shift(Clinic& clinic, const Actor& actor, std::int64_t id, schedule::Shift to) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner, store::Role::desk}));
  const Date today = clinic.availability.get()->zone.date(clinic.now());
  return edit(clinic, actor, "clinic.shift_changed", id, [&](store::Transaction& tx) -> Done {
    const auto before = shift_here(tx, clinic, id);
    if (!before) return not_found("shift_unknown");
    if (before->valid_until && *before->valid_until < today)
      return conflict("shift_over", "valid_from");
    if (to.valid_from < today) return invalid("valid_from", "shift_change_too_early");
    to.practitioner = before->practitioner;
    const bool begun = before->valid_from < today;
    const schedule::Shift rest = until_day_before(*before, to.valid_from);
    std::vector<schedule::Shift> others;
    for (const store::KeptShift& kept : store::list_shifts(tx, clinic.tenant))
      if (kept.id != id) others.push_back(kept.shift);
    if (begun) others.push_back(rest);
    FASCIA_TRY_DONE(schedule::check_shift(to, others));
    if (begun)
      store::end_shift(tx, clinic.tenant, id, *rest.valid_until);
    else
      store::remove_shift(tx, clinic.tenant, id);
    store::add_shift(tx, clinic.tenant, clinic.place(),
                     {begun ? clinic.random.id<PractitionerId>().value : id, to});
    return {};
  });
}

}  // namespace fascia::clinic
