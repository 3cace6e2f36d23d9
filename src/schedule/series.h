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
inline constexpr int kMostWeeksBetween = 52;
inline constexpr int kMostSeriesVisits = 104;
// Errors name the field and what is allowed: series_every on series.every; on series.count
// series_one_end (neither count nor until, or both), series_count (1 to 104), series_too_long (over
// more than three years); on series.until series_until (from the first day, three years at most;
// args low, high), series_too_many; on series.weekdays series_weekdays (1 to 7 in order, that of
// the first among them).
Done check_series(const Series& series);
// The wall times of a series that check_series lets pass, in order.
std::vector<WallTime> visits_of(const Series& series);
// The series that has these visits and no others; nothing when they are not in order, or not all at
// the same time of the day. What its rule would have between them is left out by `except`.
std::optional<Series> series_through(const std::vector<WallTime>& visits);

// What would come of each visit, before anything is written: a seat, or why not and what is near.
struct SeriesVisit {
  WallTime wall;
  std::optional<Seat> seat;
  std::optional<Error> error;  // the wall time does not exist or comes twice: start_off_grid
  std::vector<Start> instead;  // nearest other starts on the service's grid, at most three
};
// With both where staff can pass with a reason what stands in the way: day_full (R35).
// `question` says which service, whom, and who asks; its days are not used. Each seat counts as
// taken for those after it. With `same`, all visits go to the therapist of the first that is found.
std::vector<SeriesVisit> plan_series(const Snapshot& snapshot, Question question,
                                     const Series& series, bool same);

}  // namespace fascia::schedule
