// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"
#include "core/time.h"

// Times as a person says them, for the sheets of the follow-up.
namespace fascia::care {

struct ClockWords {
  Words midnight;                // the coming one: {day} that it ends
  Words today, tomorrow, later;  // {clock}, {day}
  std::vector<Words> days;       // Monday first
};

// `at` as seen on the day of `now`, with the weekday, so that it is right on another day too:
// "midnight tonight (Tuesday)", "1:30 am tomorrow (Wednesday)"; French "1 h 30 demain (mercredi)".
Words spoken_time(Instant at, Instant now, const Zone& zone, const ClockWords& words);

// Every {name} of both languages replaced.
Words filled(Words text, std::string_view name, const Words& value);

}  // namespace fascia::care
