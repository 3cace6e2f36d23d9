// SPDX-License-Identifier: Apache-2.0
#include "schedule/series.h"

#include <algorithm>

namespace fascia::schedule {
namespace {

constexpr int kMostVisits = 104;
constexpr int kMostDays = 3 * 366;
constexpr std::size_t kInstead = 3;

std::vector<int> weekdays_of(const Series& s) {
  return s.weekdays.empty() ? std::vector<int>{s.first.date.weekday()} : s.weekdays;
}

}  // namespace

Done check_series(const Series& s) {
  auto wrong = [](const char* field) -> Done { return invalid(field, "series_invalid"); };
  if (s.every_weeks < 1 || s.every_weeks > 52) return wrong("series.every");
  if (s.count.has_value() == s.until.has_value()) return wrong("series.count");
  if (s.count && (*s.count < 1 || *s.count > kMostVisits)) return wrong("series.count");
  if (s.until && (*s.until < s.first.date || *s.until > s.first.date + kMostDays))
    return wrong("series.until");
  const auto days = weekdays_of(s);
  if (days.front() < 1 || days.back() > 7 ||
      std::adjacent_find(days.begin(), days.end(), std::greater_equal<>()) != days.end())
    return wrong("series.weekdays");
  // RFC 5545 leaves a start that is no visit of its own rule undefined.
  if (std::find(days.begin(), days.end(), s.first.date.weekday()) == days.end())
    return wrong("series.weekdays");
  const auto all = visits_of(s);
  if (all.size() > kMostVisits) return wrong("series.until");
  if (!all.empty() && all.back().date > s.first.date + kMostDays) return wrong("series.count");
  return {};
}

std::vector<WallTime> visits_of(const Series& s) {
  std::vector<WallTime> out;
  const auto days = weekdays_of(s);
  int left = s.count.value_or(kMostVisits * 2);
  // Weeks begin on Monday (WKST=MO).
  for (Date week = s.first.date - (s.first.date.weekday() - 1);; week = week + 7 * s.every_weeks) {
    for (int weekday : days) {
      const Date day = week + (weekday - 1);
      if (day < s.first.date) continue;
      if (left == 0 || (s.until && day > *s.until)) return out;
      --left;
      if (std::find(s.except.begin(), s.except.end(), day) == s.except.end())
        out.push_back({day, s.first.minute});
    }
  }
}

std::vector<SeriesVisit> plan_series(const Snapshot& snapshot, Question q, const Series& series,
                                     bool same) {
  std::vector<SeriesVisit> out;
  Snapshot s = snapshot;
  std::int64_t id = -1;  // below every id of the store
  for (const WallTime& wall : visits_of(series)) {
    SeriesVisit visit{wall, {}, {}, {}};
    const Zone::Resolved when = s.zone.resolve(wall);
    Result<Seat> seat = when.kind == Zone::Kind::unique
                            ? choose_seat(s, q, when.first)
                            : Result<Seat>(invalid("start", "start_off_grid"));
    if (seat) {
      if (same) q.practitioner = seat->practitioner;
      seat->taken.id = id--;
      s = with(s, seat->taken);
      seat->taken.id = 0;
      visit.seat = *seat;
    } else {
      visit.error = seat.error();
      visit.instead = nearest_starts(s, q, s.zone.instant(wall), kInstead);
    }
    out.push_back(std::move(visit));
  }
  return out;
}

}  // namespace fascia::schedule
