// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/follow_up_protocol.h"
#include "screening_protocol.h"

namespace fascia::care {

// The follow-up as shipped; a fault in it stops the test with file, line and key.
inline const FollowUpProtocol& follow_up() {
  static const Result<FollowUpProtocol> protocol =
      read_follow_up_protocol(shipped_files(), shipped());
  if (!protocol) {
    ADD_FAILURE() << describe(protocol.error());
    static const FollowUpProtocol kEmpty;
    return kEmpty;
  }
  return *protocol;
}

inline Zone edmonton() {
  auto zone = Zone::load("America/Edmonton");
  FASCIA_CHECK(zone.has_value());
  return *zone;
}

}  // namespace fascia::care
