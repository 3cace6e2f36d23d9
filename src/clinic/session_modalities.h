// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/session_room.h"

// Heat, cold, cups and stones in the room (R27, sheet b 4.5): each is put on after it was made sure
// that this skin bears it, has its time, is looked at while it is on, and leaves a word about the
// skin behind. What it may do where is data (protocols/modalities.toml).
namespace fascia::clinic {

// Whether it may go on this place now, whatever is made sure of first. Errors: region_unknown,
// region_blocked; modality_unknown, modality_barred (by the answers or the body), modality_most
// (arg most: kinds in a session), modality_there (something is on), modality_spent (its longest
// time is over here), modality_gap (arg minutes to wait), modality_needs_skin (clothes stay on),
// modality_needs_guardian on modality.
Done may_put_on(const Clinic& clinic, const SessionRoom& room, const care::Modality& modality,
                const care::Region& region, Instant at);
// The same, and that all was made sure of: modality_unsure on "sure.<check>" and, where the answers
// ask for care, on "sure.caution"; all of them at once.
Done check_put_on(const Clinic& clinic, const SessionRoom& room, const Tap& tap, Instant at);
inline constexpr std::string_view kCautionSeen = "caution";  // among Tap::checked

// Of a look and a taking off. Errors: modality_not_on on of; skin_unknown on skin.
Done check_skin(const SessionState& state, const Tap& tap);
// At the end: nothing is on, and somebody said how the skin was after each. Errors: modality_on,
// modality_skin_open on modality.
Done check_all_off(const SessionState& state);

// A pack or a cup lies here without hands.
bool lies_on(const SessionState& state, const care::Region& region);
// 0-5: how deep this place may be worked while the cold is still in it.
int quiet_depth(const Clinic& clinic, const SessionState& state, const care::Region& region,
                Instant at);
// What was on this place rules this technique out for today.
bool is_spoiled(const Clinic& clinic, const SessionState& state, const care::Region& region,
                const std::string& technique);

// How long one may stay on, in minutes from when it was put on.
struct ModalityTimes {
  int look = 0;  // the skin is looked at; 0: never
  int aim = 0;   // what is meant for this visit
  int most = 0;  // then it is off
};
ModalityTimes times_of(const Clinic& clinic, const RoomRules& rules, const SessionState& state,
                       const Applied& one);

}  // namespace fascia::clinic
