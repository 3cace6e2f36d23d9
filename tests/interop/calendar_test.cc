// SPDX-License-Identifier: Apache-2.0
#include "interop/calendar.h"

#include <gtest/gtest.h>
#include <libical/ical.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <set>

namespace fascia::interop {
namespace {

Zone zone(std::string_view name) { return *Zone::load(name); }

CalendarEvent event_at(std::string_view zone_name, std::string_view wall, int length = 60) {
  CalendarEvent e;
  e.appointment = AppointmentId{123456789};
  e.clinic_host = "clinic.example";
  e.made_at = *parse_rfc3339("2026-11-24T17:05:09Z");
  e.zone = zone(zone_name);
  e.start = *parse_wall(wall);
  e.length = minutes(length);
  e.clinic = "Prairie Massage";
  e.therapist_first_name = "Maya";
  e.place = "101 – 9804 100 Avenue, Grande Prairie; door B";
  return e;
}

std::string value(const std::string& text, const std::string& name);

// What is not sure yet says so to a calendar; the client's own answer does too.
TEST(Calendar, R4_a_visit_that_is_asked_for_is_tentative_until_it_is_decided) {
  CalendarEvent e = event_at("America/Edmonton", "2026-11-24T10:00");
  e.method = CalendarMethod::request;
  e.organizer_email = "desk@clinic.example";
  e.attendee_email = "maya@example.invalid";
  std::string sure = calendar_event(e);
  EXPECT_EQ(value(sure, "STATUS"), "CONFIRMED");
  EXPECT_NE(sure.find("PARTSTAT=ACCEPTED"), sure.npos);
  e.tentative = true;
  std::string asked = calendar_event(e);
  EXPECT_EQ(value(asked, "STATUS"), "TENTATIVE");
  EXPECT_NE(asked.find("PARTSTAT=TENTATIVE"), asked.npos);
  e.method = CalendarMethod::cancel;
  EXPECT_EQ(value(calendar_event(e), "STATUS"), "CANCELLED");
}

// Lines as RFC 5545 3.1 has them, found by hand: CRLF ends one, CRLF and a blank goes on.
std::vector<std::string> raw_lines(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  for (std::size_t end; (end = text.find("\r\n", at)) != text.npos; at = end + 2)
    out.push_back(text.substr(at, end - at));
  EXPECT_EQ(at, text.size()) << "something stands behind the last CRLF";
  return out;
}
std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (const std::string& line : raw_lines(text)) {
    if (line.starts_with(' '))
      out.back() += line.substr(1);
    else
      out.push_back(line);
  }
  return out;
}
// The value of the one line of that name, behind its parameters; "?" when there is none or more.
std::string value(const std::string& text, const std::string& name) {
  std::vector<std::string> found;
  for (const std::string& line : lines(text))
    if (line.starts_with(name + ":") || line.starts_with(name + ";"))
      found.push_back(line.substr(line.find(':') + 1));
  return found.size() == 1 ? found[0] : "?";
}
bool has_line(const std::string& text, const std::string& line) {
  auto all = lines(text);
  return std::find(all.begin(), all.end(), line) != all.end();
}
// All lines of the zone, joined by blanks, without its BEGIN and END.
std::string zone_text(const std::string& text) {
  std::string out;
  bool inside = false;
  for (const std::string& line : lines(text)) {
    if (line == "END:VTIMEZONE") inside = false;
    if (inside && !line.starts_with("TZID:")) out += (out.empty() ? "" : " ") + line;
    if (line == "BEGIN:VTIMEZONE") inside = true;
  }
  return out;
}
std::string unescaped(const std::string& value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\') {
      out.push_back(value[i]);
      continue;
    }
    char c = value[++i];
    out.push_back(c == 'n' || c == 'N' ? '\n' : c);
  }
  return out;
}
bool starts_inside_a_character(const std::string& line) {
  return line.size() > 1 && line[0] == ' ' && (static_cast<unsigned char>(line[1]) & 0xC0) == 0x80;
}

// The file as the reference library reads it.
struct Read {
  std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> calendar;
  explicit Read(const std::string& text)
      : calendar(icalparser_parse_string(text.c_str()), &icalcomponent_free) {}
  icalcomponent* event() const {
    return icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
  }
  std::string summary() const { return icalcomponent_get_summary(event()); }
  // By the file's own VTIMEZONE, never by the zone data of this machine.
  std::int64_t seconds(icalproperty_kind kind) const {
    icalproperty* p = icalcomponent_get_first_property(event(), kind);
    icaltimetype t = icalvalue_get_datetime(icalproperty_get_value(p));
    icalparameter* tzid = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
    if (tzid == nullptr) return icaltime_as_timet_with_zone(t, icaltimezone_get_utc_timezone());
    icaltimezone* own = icalcomponent_get_timezone(calendar.get(), icalparameter_get_tzid(tzid));
    EXPECT_NE(own, nullptr);
    return icaltime_as_timet_with_zone(t, own);
  }
};

TEST(Calendar, R18_names_clinic_time_place_and_a_first_name_and_nothing_else) {
  std::string text = calendar_event(event_at("America/Edmonton", "2026-12-01T10:00"));
  std::set<std::string> names;
  bool in_event = false;
  for (const std::string& line : lines(text)) {
    if (line == "BEGIN:VEVENT") in_event = true;
    if (in_event) names.insert(line.substr(0, line.find_first_of(":;")));
  }
  EXPECT_EQ(names, (std::set<std::string>{"BEGIN", "END", "UID", "SEQUENCE", "DTSTAMP",
                                          "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY",
                                          "LOCATION", "CLASS", "TRANSP", "STATUS"}));
  EXPECT_EQ(value(text, "SUMMARY"), "Prairie Massage – Maya");
  EXPECT_EQ(value(text, "CLASS"), "PRIVATE");
  EXPECT_EQ(value(text, "METHOD"), "PUBLISH");
  EXPECT_EQ(value(text, "VERSION"), "2.0");
  EXPECT_EQ(value(text, "DTSTAMP"), "20261124T170509Z");
}

TEST(Calendar, R19_holds_no_link_unless_one_is_given) {
  CalendarEvent e = event_at("America/Edmonton", "2026-12-01T10:00");
  EXPECT_EQ(calendar_event(e).find("http"), std::string::npos);
  e.url = "https://clinic.example/";
  EXPECT_EQ(value(calendar_event(e), "URL"), "https://clinic.example/");
}

TEST(Calendar, the_same_appointment_has_the_same_uid_for_ever) {
  CalendarEvent e = event_at("America/Edmonton", "2026-12-01T10:00");
  e.organizer_email = "bookings@clinic.example";
  e.attendee_email = "client@example.org";
  e.method = CalendarMethod::request;
  std::string first = calendar_event(e);
  EXPECT_EQ(value(first, "UID"), e.appointment.text() + "@clinic.example");
  EXPECT_EQ(value(first, "SEQUENCE"), "0");
  EXPECT_EQ(value(first, "METHOD"), "REQUEST");
  EXPECT_EQ(value(first, "STATUS"), "CONFIRMED");
  e.start = *parse_wall("2026-12-03T15:30");
  e.therapist_first_name = "Noor";
  e.sequence = 3;
  e.method = CalendarMethod::cancel;
  std::string last = calendar_event(e);
  EXPECT_EQ(value(last, "UID"), value(first, "UID"));
  EXPECT_EQ(value(last, "SEQUENCE"), "3");
  EXPECT_EQ(value(last, "METHOD"), "CANCEL");
  EXPECT_EQ(value(last, "STATUS"), "CANCELLED");
  EXPECT_EQ(value(last, "ORGANIZER"), "mailto:bookings@clinic.example");
  EXPECT_EQ(value(last, "ATTENDEE"), "mailto:client@example.org");
  EXPECT_TRUE(has_line(last, "DTSTART;TZID=America/Edmonton:20261203T153000"));
  e.method = CalendarMethod::publish;
  EXPECT_EQ(value(calendar_event(e), "ATTENDEE"), "?");
}

TEST(Calendar, visits_that_repeat_are_one_published_file_with_the_zone_of_all_its_years) {
  std::vector<CalendarEvent> events;
  for (const char* wall : {"2026-12-29T10:00", "2027-02-02T10:00", "2027-04-06T10:00"}) {
    CalendarEvent e = event_at("America/Toronto", wall);
    e.appointment = AppointmentId{100 + static_cast<std::int64_t>(events.size())};
    e.method = CalendarMethod::request;
    e.organizer_email = "desk@clinic.example";
    e.attendee_email = "maya@example.invalid";
    events.push_back(e);
  }
  const std::string text = calendar_events(events);
  EXPECT_TRUE(has_line(text, "METHOD:PUBLISH"));
  EXPECT_EQ(text.find("ATTENDEE"), text.npos);
  EXPECT_EQ(value(text, "TZID"), "America/Toronto");
  // Both changes of 2027 stand in the one zone: the last visit is in the summer's time.
  EXPECT_NE(zone_text(text).find("DTSTART:20270314T020000"), std::string::npos) << text;
  Read read(text);
  std::set<std::string> uids;
  std::vector<std::int64_t> starts;
  for (icalcomponent* c = read.event(); c != nullptr;
       c = icalcomponent_get_next_component(read.calendar.get(), ICAL_VEVENT_COMPONENT)) {
    uids.insert(icalcomponent_get_uid(c));
    icaltimezone* own = icalcomponent_get_timezone(read.calendar.get(), "America/Toronto");
    starts.push_back(icaltime_as_timet_with_zone(icalcomponent_get_dtstart(c), own));
  }
  EXPECT_EQ(uids.size(), 3u);
  ASSERT_EQ(starts.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(starts[i], zone("America/Toronto").instant(events[i].start).seconds) << i;
}

// ihasmail#216, E!A#962
TEST(Calendar, edmonton_stays_at_utc_minus_6_after_june_2026) {
  std::string in_2026 = calendar_event(event_at("America/Edmonton", "2026-12-01T10:00"));
  EXPECT_TRUE(has_line(in_2026, "DTSTART;TZID=America/Edmonton:20261201T100000"));
  EXPECT_TRUE(has_line(in_2026, "DTEND;TZID=America/Edmonton:20261201T110000"));
  EXPECT_EQ(zone_text(in_2026),
            "BEGIN:STANDARD DTSTART:20260101T000000 TZOFFSETFROM:-0700 TZOFFSETTO:-0700 "
            "END:STANDARD BEGIN:DAYLIGHT DTSTART:20260308T020000 TZOFFSETFROM:-0700 "
            "TZOFFSETTO:-0600 END:DAYLIGHT");
  EXPECT_EQ(Read(in_2026).seconds(ICAL_DTSTART_PROPERTY),
            parse_rfc3339("2026-12-01T16:00:00Z")->seconds);
  std::string in_2027 = calendar_event(event_at("America/Edmonton", "2027-01-15T10:00"));
  EXPECT_EQ(zone_text(in_2027),
            "BEGIN:STANDARD DTSTART:20270101T000000 TZOFFSETFROM:-0600 TZOFFSETTO:-0600 "
            "END:STANDARD");
  EXPECT_EQ(Read(in_2027).seconds(ICAL_DTSTART_PROPERTY),
            parse_rfc3339("2027-01-15T16:00:00Z")->seconds);
}

// E!A#1314
TEST(Calendar, toronto_changes_twice_in_2027) {
  for (auto [wall, utc] : {std::pair("2027-03-13T10:00", "2027-03-13T15:00:00Z"),
                           std::pair("2027-03-14T10:00", "2027-03-14T14:00:00Z"),
                           std::pair("2027-11-06T10:00", "2027-11-06T14:00:00Z"),
                           std::pair("2027-11-07T10:00", "2027-11-07T15:00:00Z")}) {
    std::string text = calendar_event(event_at("America/Toronto", wall));
    EXPECT_EQ(zone_text(text),
              "BEGIN:STANDARD DTSTART:20270101T000000 TZOFFSETFROM:-0500 TZOFFSETTO:-0500 "
              "END:STANDARD BEGIN:DAYLIGHT DTSTART:20270314T020000 TZOFFSETFROM:-0500 "
              "TZOFFSETTO:-0400 END:DAYLIGHT BEGIN:STANDARD DTSTART:20271107T020000 "
              "TZOFFSETFROM:-0400 TZOFFSETTO:-0500 END:STANDARD");
    EXPECT_EQ(Read(text).seconds(ICAL_DTSTART_PROPERTY), parse_rfc3339(utc)->seconds) << wall;
  }
}

TEST(Calendar, lord_howe_changes_by_half_an_hour) {
  std::string text = calendar_event(event_at("Australia/Lord_Howe", "2027-06-01T09:00"));
  EXPECT_EQ(zone_text(text),
            "BEGIN:DAYLIGHT DTSTART:20270101T000000 TZOFFSETFROM:+1100 TZOFFSETTO:+1100 "
            "END:DAYLIGHT BEGIN:STANDARD DTSTART:20270404T020000 TZOFFSETFROM:+1100 "
            "TZOFFSETTO:+1030 END:STANDARD BEGIN:DAYLIGHT DTSTART:20271003T020000 "
            "TZOFFSETFROM:+1030 TZOFFSETTO:+1100 END:DAYLIGHT");
  EXPECT_EQ(Read(text).seconds(ICAL_DTSTART_PROPERTY),
            parse_rfc3339("2027-05-31T22:30:00Z")->seconds);
}

TEST(Calendar, the_length_is_true_over_a_change_of_the_clocks) {
  std::string text = calendar_event(event_at("America/Toronto", "2027-03-14T01:30"));
  EXPECT_TRUE(has_line(text, "DTEND;TZID=America/Toronto:20270314T033000"));
  text = calendar_event(event_at("America/Toronto", "2026-12-31T23:30"));
  EXPECT_TRUE(has_line(text, "DTEND;TZID=America/Toronto:20270101T003000"));
}

TEST(Calendar, a_time_the_clock_shows_twice_is_written_in_utc) {
  CalendarEvent e = event_at("America/Toronto", "2027-11-07T01:30", 45);
  EXPECT_EQ(value(calendar_event(e), "DTSTART"), "20271107T053000Z");
  e.second_of_repeated = true;
  std::string text = calendar_event(e);
  EXPECT_EQ(value(text, "DTSTART"), "20271107T063000Z");
  EXPECT_EQ(value(text, "DTEND"), "20271107T071500Z");
  EXPECT_EQ(text.find("TZID"), std::string::npos);
  // The end alone is shown twice.
  text = calendar_event(event_at("America/Toronto", "2027-11-07T00:30"));
  EXPECT_EQ(value(text, "DTSTART"), "20271107T043000Z");
  EXPECT_EQ(value(text, "DTEND"), "20271107T053000Z");
}

TEST(Calendar, a_time_that_is_skipped_becomes_the_moment_of_the_change) {
  std::string text = calendar_event(event_at("America/Toronto", "2027-03-14T02:30"));
  EXPECT_TRUE(has_line(text, "DTSTART;TZID=America/Toronto:20270314T030000"));
}

RC_GTEST_PROP(Calendar, the_wall_time_shown_is_kept_and_reads_as_the_same_instant, ()) {
  const auto name = *rc::gen::element<std::string>(
      "America/Edmonton", "America/Toronto", "Australia/Lord_Howe", "Asia/Kathmandu",
      "Africa/Casablanca", "Europe/Dublin", "America/St_Johns", "Pacific/Apia");
  CalendarEvent e = event_at(name, "2026-01-01T00:00", *rc::gen::inRange(5, 300));
  e.start = {Date::of(2025, 1, 1) + *rc::gen::inRange(0, 2000), *rc::gen::inRange(0, 1440)};
  RC_PRE(e.zone.resolve(e.start).kind == Zone::Kind::unique);
  std::string text = calendar_event(e);
  Read read(text);
  RC_ASSERT(read.seconds(ICAL_DTSTART_PROPERTY) == e.zone.instant(e.start).seconds);
  RC_ASSERT(read.seconds(ICAL_DTEND_PROPERTY) == (e.zone.instant(e.start) + e.length).seconds);
  if (text.find("TZID") == text.npos) return;  // its end is shown twice
  std::string shown = to_iso(e.start);
  std::erase_if(shown, [](char c) { return c == '-' || c == ':'; });
  RC_ASSERT(has_line(text, "DTSTART;TZID=" + name + ":" + shown + "00"));
}

TEST(Calendar, no_line_is_above_75_octets_and_no_character_is_cut) {
  for (std::size_t before = 0; before < 160; ++before) {
    CalendarEvent e = event_at("America/Edmonton", "2026-12-01T10:00");
    e.clinic = std::string(before, 'a') + "éñ漢字🙂 clinique";
    e.organizer_email = "bookings@clinic.example";
    std::string text = calendar_event(e);
    for (const std::string& line : raw_lines(text)) {
      ASSERT_LE(line.size(), 75U) << line;
      ASSERT_FALSE(starts_inside_a_character(line)) << line;
      ASSERT_EQ(line.find_first_of("\r\n"), line.npos);
    }
    ASSERT_EQ(value(text, "SUMMARY"), e.clinic + " – Maya");
    ASSERT_EQ(Read(text).summary(), e.clinic + " – Maya");
  }
}

TEST(Calendar, what_has_a_meaning_in_the_format_is_escaped) {
  CalendarEvent e = event_at("America/Edmonton", "2026-12-01T10:00");
  e.clinic = "Rub; Rest, \\n & \"Co\"\nnext: line";
  std::string text = calendar_event(e);
  EXPECT_EQ(value(text, "SUMMARY"), "Rub\\; Rest\\, \\\\n & \"Co\"\\nnext: line – Maya");
  EXPECT_EQ(unescaped(value(text, "SUMMARY")), e.clinic + " – Maya");
  EXPECT_EQ(Read(text).summary(), e.clinic + " – Maya");
}

TEST(Calendar, no_name_slips_a_line_in) {
  for (std::string bad : {"A\r\nATTENDEE:mailto:x@example.org", "A\nEND:VEVENT", "A\rURL:http://x",
                          "A\x01\x7f\x0b"}) {
    CalendarEvent e = event_at("America/Edmonton", "2026-12-01T10:00");
    std::size_t plain = lines(calendar_event(e)).size();
    e.clinic = e.therapist_first_name = e.place = bad;
    std::string text = calendar_event(e);
    EXPECT_EQ(lines(text).size(), plain) << text;
    for (char c : text)
      EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\r' || c == '\n');
    e.organizer_email = bad;
    EXPECT_EQ(lines(calendar_event(e)).size(), plain + 1);
  }
}

TEST(Calendar, an_alarm_comes_before_the_start_and_not_for_what_is_cancelled) {
  CalendarEvent e = event_at("America/Edmonton", "2026-12-01T10:00");
  EXPECT_EQ(value(calendar_event(e), "TRIGGER"), "?");
  e.alarm_minutes_before = 120;
  EXPECT_EQ(value(calendar_event(e), "TRIGGER"), "-PT2H");
  e.method = CalendarMethod::cancel;
  EXPECT_EQ(value(calendar_event(e), "TRIGGER"), "?");
}

}  // namespace
}  // namespace fascia::interop
