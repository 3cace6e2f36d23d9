// SPDX-License-Identifier: Apache-2.0
#include "core/time.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <utility>

namespace fascia {
namespace {

absl::CivilDay civil(Date d) { return absl::CivilDay(1970, 1, 1) + d.days; }

absl::CivilMinute civil(WallTime w) {
  absl::CivilDay day = civil(w.date);
  return absl::CivilMinute(day.year(), day.month(), day.day(), 0, 0) + w.minute;
}

// Exactly `width` digits at `at`, moving past them.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t width) {
  if (text.size() < at + width) return std::nullopt;
  int value = 0;
  for (char c : text.substr(at, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool has(std::string_view text, std::size_t at, char c) {
  return at < text.size() && text[at] == c;
}

}  // namespace

Date Date::of(int year, int month, int day) {
  return {static_cast<std::int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1))};
}
int Date::year() const { return static_cast<int>(civil(*this).year()); }
int Date::month() const { return civil(*this).month(); }
int Date::day() const { return civil(*this).day(); }
int Date::weekday() const { return static_cast<int>(absl::GetWeekday(civil(*this))) + 1; }

int age_in_years(Date birth, Date on) {
  const absl::CivilDay now = civil(on), then = civil(birth);
  bool before_birthday = std::pair(now.month(), now.day()) < std::pair(then.month(), then.day());
  return static_cast<int>(now.year() - then.year()) - (before_birthday ? 1 : 0);
}

struct Zone::Impl {
  std::string name;
  absl::TimeZone zone;
};

Result<Zone> Zone::load(std::string_view name) {
  absl::TimeZone zone;
  // A name with dots or a leading slash would be read as a path.
  bool plain = !name.empty() && name.front() != '/' && name.find("..") == name.npos;
  if (!plain || !absl::LoadTimeZone(absl::string_view(name.data(), name.size()), &zone))
    return invalid("zone", "zone_unknown", {{"zone", std::string(name)}});
  return Zone(std::make_shared<const Impl>(Impl{std::string(name), zone}));
}

Zone Zone::utc() { return Zone(std::make_shared<const Impl>(Impl{"UTC", absl::UTCTimeZone()})); }

const std::string& Zone::name() const { return impl_->name; }

WallTime Zone::wall(Instant t) const {
  absl::CivilSecond cs = impl_->zone.At(absl::FromUnixSeconds(t.seconds)).cs;
  return {Date::of(static_cast<int>(cs.year()), cs.month(), cs.day()),
          cs.hour() * 60 + cs.minute()};
}

int Zone::offset_seconds(Instant t) const {
  return impl_->zone.At(absl::FromUnixSeconds(t.seconds)).offset;
}

Zone::Resolved Zone::resolve(WallTime w) const {
  absl::TimeZone::TimeInfo info = impl_->zone.At(absl::CivilSecond(civil(w)));
  Resolved out;
  out.first = {absl::ToUnixSeconds(info.pre)};
  out.second = {absl::ToUnixSeconds(info.post)};
  if (info.kind == absl::TimeZone::TimeInfo::SKIPPED) out.kind = Kind::skipped;
  if (info.kind == absl::TimeZone::TimeInfo::REPEATED) out.kind = Kind::repeated;
  return out;
}

Instant Zone::instant(WallTime w) const {
  absl::TimeZone::TimeInfo info = impl_->zone.At(absl::CivilSecond(civil(w)));
  bool skipped = info.kind == absl::TimeZone::TimeInfo::SKIPPED;
  return {absl::ToUnixSeconds(skipped ? info.trans : info.pre)};
}

namespace {

std::string read_zone_data_version() {
  const char* dir = std::getenv("TZDIR");
  std::string base = dir != nullptr && *dir != '\0' ? dir : "/usr/share/zoneinfo";
  std::string line;
  if (std::ifstream in(base + "/tzdata.zi"); std::getline(in, line)) {
    constexpr std::string_view kPrefix = "# version ";
    if (line.starts_with(kPrefix)) return line.substr(kPrefix.size());
  }
  if (std::ifstream in(base + "/+VERSION"); std::getline(in, line)) return line;
  return "unknown";
}

}  // namespace

std::string zone_data_version() {
  static const std::string version = read_zone_data_version();
  return version;
}

std::string to_iso(Date d) {
  return fmt::format("{:04}-{:02}-{:02}", d.year(), d.month(), d.day());
}
std::string clock_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }
std::string to_iso(WallTime w) { return to_iso(w.date) + "T" + clock_text(w.minute); }

std::string to_rfc3339(Instant t, const Zone& zone) {
  int offset = zone.offset_seconds(t);
  std::int64_t local = t.seconds + offset;
  std::int64_t day = local >= 0 ? local / 86400 : (local - 86399) / 86400;
  auto in_day = static_cast<int>(local - day * 86400);
  int away = offset < 0 ? -offset : offset;
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}",
                     to_iso(Date{static_cast<std::int32_t>(day)}), in_day / 3600, in_day / 60 % 60,
                     in_day % 60, offset < 0 ? '-' : '+', away / 3600, away / 60 % 60);
}

std::string to_rfc3339_utc(Instant t) {
  std::string text = to_rfc3339(t, Zone::utc());
  return text.replace(text.size() - 6, 6, "Z");
}

std::optional<Date> parse_date(std::string_view text) {
  auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (text.size() != 10 || !year || !month || !day || !has(text, 4, '-') || !has(text, 7, '-'))
    return std::nullopt;
  if (*year < 1 || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
  Date date = Date::of(*year, *month, *day);
  if (date.day() != *day) return std::nullopt;  // 30 February
  return date;
}

std::optional<int> parse_clock(std::string_view text) {
  auto hour = digits(text, 0, 2), minute = digits(text, 3, 2);
  if (text.size() != 5 || !hour || !minute || !has(text, 2, ':') || *minute > 59)
    return std::nullopt;
  int value = *hour * 60 + *minute;
  return value <= 24 * 60 ? std::optional(value) : std::nullopt;
}

std::optional<WallTime> parse_wall(std::string_view text) {
  if (text.size() != 16 || text[10] != 'T') return std::nullopt;
  auto date = parse_date(text.substr(0, 10));
  auto minute = parse_clock(text.substr(11));
  if (!date || !minute || *minute == 24 * 60) return std::nullopt;
  return WallTime{*date, *minute};
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  auto date = parse_date(text.substr(0, 10));
  auto minute = parse_clock(text.substr(11, 5));
  auto second = digits(text, 17, 2);
  if (!date || !minute || *minute == 24 * 60 || !second || *second > 59 || !has(text, 16, ':'))
    return std::nullopt;
  std::size_t at = 19;
  if (has(text, at, '.')) {  // fractions are read and dropped
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';) ++at;
  }
  std::string_view rest = text.substr(at);
  int offset = 0;
  if (rest != "Z" && rest != "z") {
    if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-')) return std::nullopt;
    auto away = parse_clock(rest.substr(1));
    if (!away || *away >= 24 * 60) return std::nullopt;
    offset = (rest[0] == '-' ? -1 : 1) * *away * 60;
  }
  return Instant{std::int64_t{date->days} * 86400 + *minute * 60 + *second - offset};
}

}  // namespace fascia
