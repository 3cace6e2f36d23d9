// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "clinic/consent.h"
#include "clinic/room_rules.h"
#include "clinic/session_log.h"

namespace fascia::clinic {

// What each tap of a running session is held against.
struct SessionRoom {
  RoomRules rules;  // as they hold now
  std::optional<Consent> consent;
  std::vector<LoggedTap> log;
  SessionState state;
};
// `consent` and `changes`: those of its appointment, where they were read already.
SessionRoom session_room(store::Connection& c, Clinic& clinic, SessionId session,
                         std::optional<Consent> consent, const std::vector<PlanChange>& changes);
SessionRoom session_room(store::Connection& c, Clinic& clinic, AppointmentId id, SessionId session);

// Errors: region_unknown; region_blocked where the place may not be touched now.
Done check_touch(const Clinic& clinic, const SessionRoom& room, const care::Region& region);
// 0-5: how deep this place may be worked at this moment.
int depth_now(const Clinic& clinic, const SessionRoom& room, const care::Region& region,
              Instant at);
// The tap with what it leaves open filled in from where the session stands, or why it is none.
// Errors: as of log_tap.
Result<Tap> checked_tap(const Clinic& clinic, const SessionRoom& room, const Tap& in, Instant at);
// 0-10: the most discomfort that was agreed, here.
int agreed_ceiling(const Clinic& clinic, const SessionRoom& room);

}  // namespace fascia::clinic
