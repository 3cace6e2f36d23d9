// SPDX-License-Identifier: Apache-2.0
#include "clinic/session_room.h"

#include <algorithm>

#include "clinic/session_modalities.h"

namespace fascia::clinic {
namespace {

using Kind = Tap::Kind;

constexpr std::string_view kCauses[] = {"stop_word", "numb", "dizzy", "other"};
constexpr std::string_view kPaces[] = {"slow", "usual"};
constexpr int kMostSpots = 20;  // in one place

// What an undo takes back: the newest tap that stands. Withdrawn consent is not undone by a tap;
// it is given anew.
const LoggedTap* last_standing(const std::vector<LoggedTap>& log) {
  for (auto at = log.rbegin(); at != log.rend(); ++at)
    if (!at->undone && at->tap.kind != Kind::undo && at->tap.kind != Kind::withdrawn) return &*at;
  return nullptr;
}

// The tap with what it leaves open taken from where the session stands.
Tap completed(Tap tap, const SessionState& state) {
  if (!tap.region) tap.region = state.region;
  if (tap.technique.empty()) tap.technique = state.technique;
  if (tap.kind == Kind::work && tap.depth == 0) tap.depth = state.depth;
  return tap;
}

// What the client agreed to: clothes that stay on, and whether tender spots may be pressed.
Done check_consented(const SessionRoom& room, const care::Technique& technique) {
  if (!room.consent) return {};
  if (technique.oil && room.consent->clothing == kClothed)
    return conflict("technique_needs_oil", "technique");
  if (technique.presses_tender && !room.consent->tender)
    return conflict("tender_no_consent", "technique");
  return {};
}

Done check_technique(const Clinic& clinic, const SessionRoom& room, const care::Region& region,
                     const std::string& technique) {
  if (room.state.stopped.count({region, technique}) != 0)
    return conflict("technique_stopped", "technique");
  if (!room.rules.allows(technique, region)) return conflict("technique_forbidden", "technique");
  if (is_spoiled(clinic, room.state, region, technique))
    return conflict("technique_after_cold", "technique");
  return {};
}

Done check_work(const Clinic& clinic, const SessionRoom& room, const Tap& tap, Instant at) {
  if (!tap.region) return invalid("region", "region_unknown");
  if (tap.technique.empty()) return invalid("technique", "technique_unknown");
  const care::Region& region = *tap.region;
  if (!care::exists(clinic.plans.anatomy, region)) return invalid("region", "region_unknown");
  const care::Technique* technique = clinic.plans.technique(tap.technique);
  if (technique == nullptr) return invalid("technique", "technique_unknown");
  if (tap.depth < 1 || tap.depth > 5) return invalid("depth", "depth_range");
  FASCIA_TRY_DONE(check_touch(clinic, room, region));
  if (lies_on(room.state, region)) return conflict("modality_there", "region");
  FASCIA_TRY_DONE(check_consented(room, *technique));
  FASCIA_TRY_DONE(check_technique(clinic, room, region, tap.technique));
  const int most = depth_now(clinic, room, region, at);
  if (tap.depth <= most) return {};
  const bool cold = quiet_depth(clinic, room.state, region, at) == most;
  return invalid("depth", cold ? "depth_after_cold" : "depth_over_limit",
                 {{"most", std::to_string(most)}});
}

// A tender spot is pressed to be found: with the client's yes, where the place may be touched.
Done check_tender(const Clinic& clinic, const SessionRoom& room, const Tap& tap) {
  if (!tap.region) return invalid("region", "region_unknown");
  FASCIA_TRY_DONE(check_touch(clinic, room, *tap.region));
  if (!room.consent || !room.consent->tender) return conflict("tender_no_consent", "value");
  if (tap.value < 0 || tap.value > 10) return invalid("value", "tender_range");
  if (tap.count < 1 || tap.count > kMostSpots) return invalid("count", "tender_count");
  if (!tap.muscle.empty() && clinic.plans.anatomy.muscle(tap.muscle) == nullptr)
    return invalid("muscle", "muscle_unknown");
  return {};
}

// Depth is chosen on its own: a place that allows less takes the tap at what it allows.
int depth_for(const Clinic& clinic, const SessionRoom& room, const Tap& tap, bool asked,
              Instant at) {
  if (asked || !tap.region) return tap.depth;
  int least = 1;
  if (const care::Technique* t = clinic.plans.technique(tap.technique))
    least = std::max(1, t->depth_low);
  return std::clamp(tap.depth == 0 ? least : tap.depth, 1,
                    std::max(1, depth_now(clinic, room, *tap.region, at)));
}

}  // namespace

SessionRoom session_room(store::Connection& c, Clinic& clinic, SessionId session,
                         std::optional<Consent> consent, const std::vector<PlanChange>& changes) {
  SessionRoom room;
  room.consent = std::move(consent);
  auto entries = store::session_entries(c, clinic.tenant, clinic.sealer, session);
  room.rules = read_rules(entries);
  tighten(room.rules, changes);
  room.log = taps_of(entries);
  room.state = state_after(room.log, comfort_steps(clinic));
  return room;
}

SessionRoom session_room(store::Connection& c, Clinic& clinic, AppointmentId id,
                         SessionId session) {
  return session_room(c, clinic, session, consent_of(c, clinic, id), changes_of(c, clinic, id));
}

Done check_touch(const Clinic& clinic, const SessionRoom& room, const care::Region& region) {
  if (!care::exists(clinic.plans.anatomy, region)) return invalid("region", "region_unknown");
  bool declined = false;
  if (room.consent) {
    auto all = room.consent->declined();
    declined = room.consent->withdrawn || std::find(all.begin(), all.end(), region) != all.end();
    const care::BodyRegion* body = clinic.plans.anatomy.region(region.id);
    // A place of its own consent is not touched because the plan did not ask about it.
    if (body->consent != care::OwnConsent::no && !room.consent->agrees_to(region)) declined = true;
  }
  if (declined || room.rules.depth_at(clinic.plans.anatomy, region) == 0 ||
      room.state.blocked.count(region) != 0 || room.state.withdrawn)
    return conflict("region_blocked", "region");
  return {};
}

int depth_now(const Clinic& clinic, const SessionRoom& room, const care::Region& region,
              Instant at) {
  int most = std::min(room.rules.depth_at(clinic.plans.anatomy, region),
                      quiet_depth(clinic, room.state, region, at));
  if (auto eased = room.state.eased.find(region); eased != room.state.eased.end())
    most = std::min(most, eased->second);
  return most;
}

Result<Tap> checked_tap(const Clinic& clinic, const SessionRoom& room, const Tap& in, Instant at) {
  Tap tap = in;
  switch (tap.kind) {
    case Kind::work: {
      tap = completed(in, room.state);
      tap.depth = depth_for(clinic, room, tap, in.depth != 0, at);
      FASCIA_TRY_DONE(check_work(clinic, room, tap, at));
      break;
    }
    case Kind::discomfort:
      if (tap.value < 0 || tap.value > 10) return invalid("value", "discomfort_range");
      tap = completed(tap, room.state);
      break;
    case Kind::stop:
      if (std::find(std::begin(kCauses), std::end(kCauses), tap.cause) == std::end(kCauses))
        return invalid("cause", "stop_unknown");
      tap = completed(tap, room.state);
      break;
    case Kind::undo: {
      const LoggedTap* last = last_standing(room.log);
      if (last == nullptr) return conflict("nothing_to_undo");
      tap.undone = last->seq;
      break;
    }
    case Kind::pace:
      if (std::find(std::begin(kPaces), std::end(kPaces), tap.pace) == std::end(kPaces))
        return invalid("pace", "pace_unknown");
      break;
    case Kind::comfort:
      if (tap.value < 0 || tap.value > 10) return invalid("value", "comfort_range");
      break;
    case Kind::tender:
      if (!tap.region) tap.region = room.state.region;
      FASCIA_TRY_DONE(check_tender(clinic, room, tap));
      break;
    case Kind::put_on: {
      FASCIA_TRY_DONE(check_put_on(clinic, room, tap, at));
      tap.by_hand = !clinic.plans.modality(tap.modality)->lies;
      break;
    }
    case Kind::look:
    case Kind::take_off:
      FASCIA_TRY_DONE(check_skin(room.state, tap));
      break;
    case Kind::withdrawn:  // by withdraw_consent alone
    case Kind::not_deep:   // by end_session alone
      return invalid("kind", "region_unknown");
  }
  return tap;
}

int agreed_ceiling(const Clinic& clinic, const SessionRoom& room) {
  int ceiling = room.rules.ceiling;
  if (room.consent) ceiling = std::min(ceiling, room.consent->ceiling);
  // Some places have a lower one of their own (sheet b 4.2).
  const auto* here =
      room.state.region ? clinic.plans.anatomy.region(room.state.region->id) : nullptr;
  return here != nullptr && here->ceiling ? std::min(ceiling, *here->ceiling) : ceiling;
}

}  // namespace fascia::clinic
