// SPDX-License-Identifier: Apache-2.0
#include "schedule/series.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

#include "schedule/in_turn.h"

namespace fascia::schedule {
namespace {

constexpr int kMostDays = 3 * 366;
constexpr std::size_t kInstead = 3;

std::vector<int> weekdays_of(const Series& s) {
  return s.weekdays.empty() ? std::vector<int>{s.first.date.weekday()} : s.weekdays;
}

Date monday_of_week(Date day) { return day - (day.weekday() - 1); }

Done range(const char* field, const char* error, int low, int high) {
  return invalid(field, error, {{"low", std::to_string(low)}, {"high", std::to_string(high)}});
}

Done check_end(const Series& s) {
  if (s.count.has_value() == s.until.has_value()) return invalid("series.count", "series_one_end");
  if (s.count && (*s.count < 1 || *s.count > kMostSeriesVisits))
    return range("series.count", "series_count", 1, kMostSeriesVisits);
  const Date first = s.first.date, last = first + kMostDays;
  if (s.until && (*s.until < first || *s.until > last))
    return invalid("series.until", "series_until",
                   {{"low", to_iso(first)}, {"high", to_iso(last)}});
  return {};
}

// RFC 5545 leaves a start that is no visit of its own rule undefined.
bool are_weekdays(const std::vector<int>& days, Date first) {
  return days.front() >= 1 && days.back() <= 7 &&
         std::ranges::adjacent_find(days, std::greater_equal<>()) == days.end() &&
         std::ranges::find(days, first.weekday()) != days.end();
}

// The nearest other starts on the service's grid: what stands off it asks for a reason (R35).
std::vector<Start> near_on_grid(const Snapshot& s, const Question& q, Instant at) {
  std::vector<Start> near = nearest_starts(s, q, at, std::size_t(-1));
  auto service = s.services.find(q.service);
  if (service != s.services.end())
    std::erase_if(near, [&](const Start& one) {
      return s.zone.wall(one.at).minute % service->second.grid != 0;
    });
  if (near.size() > kInstead) near.resize(kInstead);
  return near;
}

// Why not, with a seat beside it where staff may go over a full day (R35).
void put_conflict(SeriesVisit& visit, const Snapshot& s, const Question& q, Instant at,
                  const Error& error) {
  visit.error = error;
  visit.instead = near_on_grid(s, q, at);
  if (!q.staff || error.message != "day_full") return;
  if (auto seat = choose_seat(without_day_limits(s), q, at)) visit.seat = *seat;
}

}  // namespace

Done check_series(const Series& s) {
  if (s.every_weeks < 1 || s.every_weeks > kMostWeeksBetween)
    return range("series.every", "series_every", 1, kMostWeeksBetween);
  FASCIA_TRY_DONE(check_end(s));
  if (!are_weekdays(weekdays_of(s), s.first.date))
    return invalid("series.weekdays", "series_weekdays");
  const auto all = visits_of(s);
  if (all.size() > std::size_t(kMostSeriesVisits))
    return invalid("series.until", "series_too_many",
                   {{"most", std::to_string(kMostSeriesVisits)}});
  if (!all.empty() && all.back().date > s.first.date + kMostDays)
    return invalid("series.count", "series_too_long");
  return {};
}

std::vector<WallTime> visits_of(const Series& s) {
  std::vector<WallTime> out;
  const auto days = weekdays_of(s);
  int left = s.count.value_or(kMostSeriesVisits * 2);
  // Weeks begin on Monday (WKST=MO).
  for (Date week = monday_of_week(s.first.date);; week = week + 7 * s.every_weeks) {
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

std::optional<Series> series_through(const std::vector<WallTime>& visits) {
  if (visits.empty()) return std::nullopt;
  Series s;
  s.first = visits.front();
  std::set<int> weekdays;
  int weeks = 0;
  for (std::size_t i = 0; i < visits.size(); ++i) {
    const WallTime& one = visits[i];
    if (one.minute != s.first.minute || (i > 0 && one.date <= visits[i - 1].date))
      return std::nullopt;
    weekdays.insert(one.date.weekday());
    weeks = std::gcd(weeks, (monday_of_week(one.date) - monday_of_week(s.first.date)) / 7);
  }
  s.every_weeks = std::max(weeks, 1);
  if (weekdays.size() > 1) s.weekdays.assign(weekdays.begin(), weekdays.end());
  s.until = visits.back().date;
  int count = 0;
  for (const WallTime& one : visits_of(s)) {
    ++count;
    if (std::ranges::find(visits, one) == visits.end()) s.except.push_back(one.date);
  }
  s.until.reset();
  s.count = count;
  return s;
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
    if (seat)
      visit.seat = *seat;
    else
      put_conflict(visit, s, q, s.zone.instant(wall), seat.error());
    if (visit.seat) {
      if (same && q.in_turn.empty()) q.practitioner = visit.seat->practitioner;
      for (Seat& one : seats_of(*visit.seat)) {
        one.taken.id = id--;
        s = with(s, one.taken);
      }
    }
    out.push_back(std::move(visit));
  }
  return out;
}

}  // namespace fascia::schedule
