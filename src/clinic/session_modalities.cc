// SPDX-License-Identifier: Apache-2.0
#include "clinic/session_modalities.h"

#include <algorithm>
#include <set>

#include "core/faults.h"

namespace fascia::clinic {
namespace {

using Kind = Tap::Kind;

constexpr int kDeepest = 5;

Seconds minutes_long(int minutes) { return Seconds{60LL * minutes}; }

// What has come to its place before `seq`, off or on; seconds until `at`.
std::int64_t seconds_here(const SessionState& state, const std::string& modality,
                          const care::Region& region, int before, Instant at) {
  std::int64_t seconds = 0;
  for (const Applied& one : state.applied)
    if (one.modality == modality && one.region == region && one.seq < before)
      seconds += (one.until.value_or(at) - one.from).value;
  return seconds;
}

int whole_minutes_left(const care::Modality& modality, std::int64_t used) {
  return modality.minutes_max - static_cast<int>((used + 30) / 60);
}

// Minutes to wait until this may come to the place again; 0: none.
int wait_for(const care::Modality& modality, const SessionState& state, const care::Region& region,
             Instant at) {
  std::int64_t seconds = 0;
  for (const Applied& one : state.applied)
    if (one.modality == modality.id && one.region == region && one.until)
      seconds = std::max(seconds, (*one.until + minutes_long(modality.gap) - at).value);
  return static_cast<int>((seconds + 59) / 60);
}

bool is_new_kind_too_many(const SessionRoom& room, const std::string& modality) {
  std::set<std::string> kinds{modality};
  for (const Applied& one : room.state.applied) kinds.insert(one.modality);
  return static_cast<int>(kinds.size()) > room.rules.modalities.most_kinds;
}

Done check_person(const SessionRoom& room, const care::Modality& modality) {
  if (!room.consent) return {};
  if (modality.bare_skin && room.consent->clothing == kClothed)
    return conflict("modality_needs_skin", "modality");
  if (room.rules.modalities.age < modality.guardian_below && !room.consent->guardian_present)
    return conflict("modality_needs_guardian", "modality");
  return {};
}

}  // namespace

Done may_put_on(const Clinic& clinic, const SessionRoom& room, const care::Modality& modality,
                const care::Region& region, Instant at) {
  FASCIA_TRY_DONE(check_touch(clinic, room, region));
  if (!room.rules.allows(modality.id, region) ||
      care::keeps_away(clinic.plans, modality, region, room.rules.modalities))
    return conflict("modality_barred", "modality");
  FASCIA_TRY_DONE(check_person(room, modality));
  if (is_new_kind_too_many(room, modality.id))
    return invalid("modality", "modality_most",
                   {{"most", std::to_string(room.rules.modalities.most_kinds)}});
  const auto& applied = room.state.applied;
  if (std::any_of(applied.begin(), applied.end(),
                  [&](const Applied& one) { return one.is_on() && one.region == region; }))
    return conflict("modality_there", "modality");
  constexpr int kAll = 1 << 30;
  if (whole_minutes_left(modality, seconds_here(room.state, modality.id, region, kAll, at)) <= 0)
    return conflict("modality_spent", "modality");
  if (int wait = wait_for(modality, room.state, region, at); wait > 0)
    return invalid("modality", "modality_gap", {{"minutes", std::to_string(wait)}});
  return {};
}

Done check_put_on(const Clinic& clinic, const SessionRoom& room, const Tap& tap, Instant at) {
  if (!tap.region) return invalid("region", "region_unknown");
  const care::Modality* modality = clinic.plans.modality(tap.modality);
  if (modality == nullptr) return invalid("modality", "modality_unknown");
  FASCIA_TRY_DONE(may_put_on(clinic, room, *modality, *tap.region, at));
  Faults faults;
  auto was_checked = [&](std::string_view id) {
    return std::find(tap.checked.begin(), tap.checked.end(), id) != tap.checked.end();
  };
  for (const care::ModalityCheck& check : modality->checks)
    if (!was_checked(check.id)) faults.add(invalid("sure." + check.id, "modality_unsure"));
  const auto cautions =
      care::modality_cautions(clinic.plans, *modality, {*tap.region}, room.rules.modalities);
  if (!cautions.empty() && !was_checked(kCautionSeen))
    faults.add(invalid("sure." + std::string(kCautionSeen), "modality_unsure"));
  return faults.done();
}

Done check_skin(const SessionState& state, const Tap& tap) {
  auto one = std::find_if(state.applied.begin(), state.applied.end(),
                          [&](const Applied& on) { return on.seq == tap.of; });
  const bool open = one != state.applied.end() &&
                    (one->is_on() || (tap.kind == Kind::take_off && one->skin.empty()));
  if (!open) return invalid("of", "modality_not_on");
  if (tap.skin != kSkinFine && tap.skin != kSkinBad) return invalid("skin", "skin_unknown");
  return {};
}

Done check_all_off(const SessionState& state) {
  for (const Applied& one : state.applied)
    if (one.is_on()) return invalid("modality", "modality_on");
  for (const Applied& one : state.applied)
    if (one.skin.empty()) return invalid("modality", "modality_skin_open");
  return {};
}

bool lies_on(const SessionState& state, const care::Region& region) {
  return std::any_of(state.applied.begin(), state.applied.end(), [&](const Applied& one) {
    return one.is_on() && !one.by_hand && one.region == region;
  });
}

int quiet_depth(const Clinic& clinic, const SessionState& state, const care::Region& region,
                Instant at) {
  int most = kDeepest;
  for (const Applied& one : state.applied) {
    const care::Modality* modality = clinic.plans.modality(one.modality);
    if (modality == nullptr || modality->quiet == 0 || one.region != region) continue;
    if (at < one.until.value_or(at) + minutes_long(modality->quiet))
      most = std::min(most, modality->quiet_depth);
  }
  return most;
}

bool is_spoiled(const Clinic& clinic, const SessionState& state, const care::Region& region,
                const std::string& technique) {
  return std::any_of(state.applied.begin(), state.applied.end(), [&](const Applied& one) {
    const care::Modality* modality = clinic.plans.modality(one.modality);
    if (modality == nullptr || one.region != region) return false;
    const auto& not_after = modality->then_not;
    return std::find(not_after.begin(), not_after.end(), technique) != not_after.end();
  });
}

ModalityTimes times_of(const Clinic& clinic, const RoomRules& rules, const SessionState& state,
                       const Applied& one) {
  const care::Modality* modality = clinic.plans.modality(one.modality);
  if (modality == nullptr) return {};
  ModalityTimes out;
  out.look = modality->look_after;
  out.most = std::max(1, whole_minutes_left(*modality, seconds_here(state, one.modality, one.region,
                                                                    one.seq, one.from)));
  out.aim = std::min(out.most,
                     rules.modalities.first_visit ? modality->minutes_low : modality->minutes_high);
  return out;
}

}  // namespace fascia::clinic
