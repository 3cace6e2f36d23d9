// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "clinic/session_log.h"

namespace fascia::clinic {
namespace {

using Kind = Tap::Kind;

void take_off(SessionState& s, Instant at, const auto& which) {
  for (Applied& one : s.applied)
    if (one.is_on() && which(one)) one.until = at;
}

// Hands that move a cup or a stone do nothing else meanwhile; nor do they work under a pack.
void put_on(SessionState& s, const LoggedTap& one) {
  const Tap& tap = one.tap;
  if (tap.by_hand) take_off(s, one.at, [](const Applied& on) { return on.by_hand; });
  if (tap.by_hand || s.region == tap.region) s.working = false;
  s.region = tap.region;
  Applied on;
  on.seq = one.seq;
  on.modality = tap.modality;
  on.region = *tap.region;
  on.by_hand = tap.by_hand;
  on.from = one.at;
  s.applied.push_back(std::move(on));
}

// Skin that is not fine ends it, and leaves the place alone for today.
void see_skin(SessionState& s, const LoggedTap& one) {
  for (Applied& on : s.applied) {
    if (on.seq != one.tap.of) continue;
    const bool bad = one.tap.skin == kSkinBad;
    if (one.tap.kind == Kind::look && on.is_on()) on.looked = one.at;
    if (one.tap.kind == Kind::look && !bad) return;
    if (on.is_on()) on.until = one.at;
    on.skin = one.tap.skin;
    if (!bad) return;
    s.blocked.insert(on.region);
    if (s.region == on.region) s.working = false;
  }
}

}  // namespace

std::vector<const care::MeasureAlert*> comfort_alerts(const Clinic& clinic, int comfort) {
  const care::Measure* measure = care::measure_for(clinic.follow_up.measures, "comfort");
  if (measure == nullptr) return {};
  return care::alerts_of(*measure, {double(comfort)});
}

ComfortSteps comfort_steps(const Clinic& clinic) {
  const auto& bands = clinic.plans.comfort;
  ComfortSteps out;
  if (const auto* comfort = care::measure_for(clinic.follow_up.measures, "comfort"))
    for (int value = 10; value >= 0 && out.uneasy_to < 0; --value)
      if (!care::alerts_of(*comfort, {double(value)}).empty()) out.uneasy_to = value;
  if (bands.size() < 2) return out;
  out.stop_from = bands.back().low;
  out.ease_from = bands[bands.size() - 2].low;
  return out;
}

Advice advice_for(const Tap& tap, const ComfortSteps& steps, int ceiling) {
  if (tap.kind == Kind::stop) return Advice::stop;
  if (tap.skin == kSkinBad) return Advice::skin;
  if (tap.kind == Kind::comfort)
    return tap.value <= steps.uneasy_to ? Advice::uneasy : Advice::fine;
  if (tap.kind != Kind::discomfort) return Advice::fine;
  if (tap.value >= steps.stop_from) return Advice::stop;
  if (tap.value >= steps.ease_from) return Advice::ease;
  return tap.value > ceiling ? Advice::over_agreed : Advice::fine;
}

SessionState state_after(const std::vector<LoggedTap>& log, const ComfortSteps& steps) {
  SessionState s;
  for (const LoggedTap& one : log) {
    const Tap& tap = one.tap;
    if (one.undone || tap.kind == Kind::undo) continue;
    if (tap.kind == Kind::work) {
      if (s.region != tap.region) s.discomfort.reset();
      s.region = tap.region;
      s.technique = tap.technique;
      s.depth = tap.depth;
      s.working = true;
      take_off(s, one.at, [](const Applied& on) { return on.by_hand; });
    } else if (tap.kind == Kind::discomfort) {
      s.discomfort = tap.value;
      if (!tap.region) continue;
      if (tap.value >= steps.stop_from) {
        s.blocked.insert(*tap.region);
        s.working = false;
        take_off(s, one.at, [&](const Applied& on) { return on.region == *tap.region; });
      } else if (tap.value >= steps.ease_from) {
        s.depth = std::max(1, s.depth - 1);
        s.eased[*tap.region] = s.depth;
      }
    } else if (tap.kind == Kind::pace) {
      s.pace = tap.pace;
    } else if (tap.kind == Kind::comfort) {
      s.comfort = tap.value;
    } else if (tap.kind == Kind::tender || tap.kind == Kind::not_deep) {
      continue;
    } else if (tap.kind == Kind::put_on) {
      put_on(s, one);
    } else if (tap.kind == Kind::look || tap.kind == Kind::take_off) {
      see_skin(s, one);
    } else if (tap.kind == Kind::stop) {
      s.working = false;
      take_off(s, one.at, [](const Applied&) { return true; });
      if (!tap.region) continue;
      if (tap.cause == "numb") s.blocked.insert(*tap.region);
      if (!tap.technique.empty()) s.stopped.insert({*tap.region, tap.technique});
    } else {
      if (!tap.region) s.withdrawn = true;
      if (tap.region) s.blocked.insert(*tap.region);
      if (!tap.region || tap.region == s.region) s.working = false;
      take_off(s, one.at,
               [&](const Applied& on) { return !tap.region || on.region == *tap.region; });
    }
  }
  return s;
}

}  // namespace fascia::clinic
