// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "schedule/availability.h"

namespace fascia::schedule {

// Visits that come again: every so many weeks on one or several days of the week, a number of times
// or until a day. What repeats is what the wall clock shows. In and out as RFC 5545:
// interop/series_rule.h.
struct Series {
  WallTime first;
  int every_weeks = 1;
  std::vector<int> weekdays = {};  // 1 = Monday .. 7 = Sunday, in order; empty: that of the first
  std::optional<int> count = {};   // one of the two ends it
  std::optional<Date> until = {};  // the last day
  std::vector<Date> except = {};   // days left out; they count all the same, as in RFC 5545

  bool operator==(const Series&) const = default;
};
// Errors name the field: series.every, series.count, series.until, series.weekdays, each
// `series_invalid`. At most 104 visits, over at most three years.
Done check_series(const Series& series);
// The wall times of a series that check_series lets pass, in order.
std::vector<WallTime> visits_of(const Series& series);

// What would come of each visit, before anything is written: a seat, or why not and what is near.
struct SeriesVisit {
  WallTime wall;
  std::optional<Seat> seat;
  std::optional<Error> error;  // the wall time does not exist or comes twice: start_off_grid
  std::vector<Start> instead;  // nearest other starts of the same service, at most three
};
// `question` says which service, whom, and who asks; its days are not used. Each seat counts as
// taken for those after it. With `same`, all visits go to the therapist of the first that is found.
std::vector<SeriesVisit> plan_series(const Snapshot& snapshot, Question question,
                                     const Series& series, bool same);

}  // namespace fascia::schedule
