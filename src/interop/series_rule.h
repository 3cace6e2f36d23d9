// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "schedule/series.h"

namespace fascia::interop {

// The RRULE value of a series (RFC 5545, 3.3.10), e.g. "FREQ=WEEKLY;INTERVAL=2;COUNT=6;BYDAY=TU".
// UNTIL is written as the instant of the last day's end in UTC, as DTSTART has a zone.
std::string write_series_rule(const schedule::Series& series, const Zone& zone);
// The other way, of a visit that begins at `first`: WEEKLY with INTERVAL, COUNT or UNTIL, BYDAY and
// WKST=MO; a rule that says anything else is refused, not read in part. Errors, all on `rule`:
// series_rule_unread, series_rule_weekly (another FREQ), series_rule_part (arg part: what is not
// understood), series_rule_week (WKST of another day where that matters); those of check_series.
Result<schedule::Series> read_series_rule(std::string_view text, WallTime first, const Zone& zone);

}  // namespace fascia::interop
