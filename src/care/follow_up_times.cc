// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/check_in.h"

// When check-ins are sent, and when a call is due in open hours.
namespace fascia::care {

Instant send_time(const CheckInRules& rules, Instant due, const Zone& zone) {
  WallTime wall = zone.wall(due);
  if (wall.minute >= rules.send_from && wall.minute < rules.send_until) return due;
  Date day = wall.minute < rules.send_from ? wall.date : wall.date + 1;
  return zone.instant({day, rules.send_from});
}

std::vector<PlannedCheckIn> plan_check_ins(const CheckInRules& rules, Instant ended,
                                           const Zone& zone, std::optional<Instant> next_session,
                                           std::string_view extra) {
  std::vector<PlannedCheckIn> planned;
  for (const CheckInMoment& moment : rules.moments) {
    if (moment.extra && moment.id != extra) continue;
    PlannedCheckIn one;
    one.moment = moment.id;
    one.due = ended + moment.after;
    one.send = send_time(rules, one.due, zone);
    one.remind = send_time(rules, one.send + moment.reminder, zone);
    one.expires = one.send + moment.expires;
    if (!next_session || one.send < *next_session) planned.push_back(std::move(one));
  }
  return planned;
}

Instant after_open_time(Instant now, Seconds time, const std::vector<OpenSpan>& open) {
  Seconds left = time;
  for (const OpenSpan& span : open) {
    Instant from = std::max(now, span.from);
    if (span.until <= from) continue;
    Seconds here = span.until - from;
    if (left <= here) return from + left;
    left.value -= here.value;
  }
  return now + time;
}

Instant end_of_business_day(Instant now, int days, const Zone& zone,
                            const std::vector<OpenSpan>& open) {
  Date today = zone.date(now), day = today;
  int seen = 0;
  std::optional<Instant> end;
  for (const OpenSpan& span : open) {
    Date opens = zone.date(span.from);
    if (opens <= today) continue;
    if (opens != day) {
      if (seen == days) break;
      ++seen;
      day = opens;
    }
    end = span.until;
  }
  return seen == days && end ? *end : now + days_of_24h(days);
}

}  // namespace fascia::care
