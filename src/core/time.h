// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace fascia {

// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
  std::int64_t seconds = 0;
  auto operator<=>(const Instant&) const = default;
};
// A true length of time, in seconds (never wall-clock minutes over a clock change).
struct Seconds {
  std::int64_t value = 0;
  auto operator<=>(const Seconds&) const = default;
};
constexpr Seconds minutes(std::int64_t n) { return {n * 60}; }
constexpr Seconds hours(std::int64_t n) { return {n * 3600}; }
constexpr Seconds days_of_24h(std::int64_t n) { return {n * 86400}; }
constexpr Instant operator+(Instant t, Seconds d) { return {t.seconds + d.value}; }
constexpr Instant operator-(Instant t, Seconds d) { return {t.seconds - d.value}; }
constexpr Seconds operator-(Instant a, Instant b) { return {a.seconds - b.seconds}; }

// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct Date {
  std::int32_t days = 0;

  auto operator<=>(const Date&) const = default;
  // The civil day; out-of-range months and days are the caller's fault (use parse_date on text).
  static Date of(int year, int month, int day);
  int year() const;
  int month() const;    // 1..12
  int day() const;      // 1..31
  int weekday() const;  // 1 = Monday .. 7 = Sunday (ISO 8601)
};
constexpr Date operator+(Date d, int days) { return {d.days + days}; }
constexpr Date operator-(Date d, int days) { return {d.days - days}; }
constexpr int operator-(Date a, Date b) { return a.days - b.days; }

// What a clock on the wall shows at a place: a promise to a person (invariant 7).
struct WallTime {
  Date date;
  int minute = 0;  // of the day, 0..1439
  auto operator<=>(const WallTime&) const = default;
};

// Whole years from birth to `on`; a person born on 29 February turns a year older on 1 March.
int age_in_years(Date birth, Date on);

// An IANA zone from the system's zone data (or TZDIR). Cheap to copy, safe from any thread.
class Zone {
 public:
  // Error "zone_unknown" on `zone` when the data has no such name.
  static Result<Zone> load(std::string_view name);
  static Zone utc();

  const std::string& name() const;
  WallTime wall(Instant t) const;
  Date date(Instant t) const { return wall(t).date; }
  int offset_seconds(Instant t) const;  // east of UTC

  enum class Kind { unique, skipped, repeated };
  // A skipped wall time has no instant: `first` and `second` are what the clock before and after
  // the change would have meant. A repeated one has two, in order.
  struct Resolved {
    Kind kind = Kind::unique;
    Instant first;
    Instant second;
  };
  Resolved resolve(WallTime w) const;
  // The instant of a unique wall time, the first of a repeated one, the moment of the change for a
  // skipped one.
  Instant instant(WallTime w) const;
  // First instant of the day at this place (some days do not begin at 00:00).
  Instant start_of(Date d) const { return instant({d, 0}); }

 private:
  struct Impl;
  explicit Zone(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

// The version of the zone data in use, e.g. "2026f"; "unknown" when it does not say.
std::string zone_data_version();

std::string to_iso(Date d);                                 // 2026-11-24
std::string to_iso(WallTime w);                             // 2026-11-24T14:30
std::string to_rfc3339(Instant t, const Zone& zone);        // 2026-11-24T14:30:00-06:00
std::string to_rfc3339_utc(Instant t);                      // 2026-11-24T20:30:00Z
std::string clock_text(int minute_of_day);                  // 14:30
std::optional<Date> parse_date(std::string_view text);      // only YYYY-MM-DD of a day that exists
std::optional<WallTime> parse_wall(std::string_view text);  // YYYY-MM-DDTHH:MM
std::optional<int> parse_clock(std::string_view text);      // HH:MM as minute of the day, 24:00 too
std::optional<Instant> parse_rfc3339(std::string_view text);  // with offset or Z

}  // namespace fascia
