// SPDX-License-Identifier: Apache-2.0
#include "interop/calendar.h"

#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace fascia::interop {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* c) const { icalcomponent_free(c); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

// libical escapes what has a meaning in its format; other control characters have no place in it.
std::string clean(const std::string& text) {
  std::string out;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 ? byte != 0x7f : c == '\n' || c == '\t') out.push_back(c);
  }
  return out;
}

icaltimetype ical_time(WallTime w, int second = 0) {
  icaltimetype out = icaltime_null_time();
  out.year = w.date.year();
  out.month = w.date.month();
  out.day = w.date.day();
  out.hour = w.minute / 60;
  out.minute = w.minute % 60;
  out.second = second;
  return out;
}

icaltimetype ical_utc(Instant t) {
  std::int64_t second = ((t.seconds % 60) + 60) % 60;
  icaltimetype out = ical_time(Zone::utc().wall(t), static_cast<int>(second));
  icaltime_set_timezone(&out, icaltimezone_get_utc_timezone());
  return out;
}

// What a clock that is `offset` seconds east of UTC shows.
icaltimetype ical_at_offset(Instant t, int offset) {
  icaltimetype out = ical_utc(t + Seconds{offset});
  icaltime_set_timezone(&out, nullptr);
  return out;
}

struct Change {
  Instant at;
  int before = 0;  // seconds east of UTC
  int after = 0;
};

// The zone data keeps its changes to itself: step by a day, then halve down to the second.
std::vector<Change> changes(const Zone& zone, Instant from, Instant to) {
  std::vector<Change> out;
  for (Instant low = from; low < to; low = low + days_of_24h(1)) {
    Instant high = std::min(low + days_of_24h(1), to);
    int before = zone.offset_seconds(low), after = zone.offset_seconds(high);
    if (before == after) continue;
    Instant left = low, right = high;
    while ((right - left).value > 1) {
      Instant middle = left + Seconds{(right - left).value / 2};
      (zone.offset_seconds(middle) == before ? left : right) = middle;
    }
    out.push_back({right, before, after});
  }
  return out;
}

Component observance(const Change& change, int standard_offset) {
  bool daylight = change.after > standard_offset;
  Component out(icalcomponent_new(daylight ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT));
  auto add = [&](icalproperty* p) { icalcomponent_add_property(out.get(), p); };
  add(icalproperty_new_dtstart(ical_at_offset(change.at, change.before)));
  add(icalproperty_new_tzoffsetfrom(change.before));
  add(icalproperty_new_tzoffsetto(change.after));
  return out;
}

// The rules of the years the event touches and no others: one line a change, no guess about later
// laws. The zone data does not say which time is "standard"; the smaller offset is taken for it.
Component vtimezone(const Zone& zone, Instant start, Instant end) {
  Instant from = zone.start_of(Date::of(zone.date(start).year(), 1, 1));
  Instant to = zone.start_of(Date::of(zone.date(end).year() + 1, 1, 1));
  std::vector<Change> found = changes(zone, from, to);
  int first = zone.offset_seconds(from);
  int standard = first;
  for (const Change& c : found) standard = std::min(standard, c.after);
  Component out(icalcomponent_new(ICAL_VTIMEZONE_COMPONENT));
  icalcomponent_add_property(out.get(), icalproperty_new_tzid(zone.name().c_str()));
  icalcomponent_add_component(out.get(), observance({from, first, first}, standard).release());
  for (const Change& c : found)
    icalcomponent_add_component(out.get(), observance(c, standard).release());
  return out;
}

struct Span {
  Instant start;
  Instant end;
  bool in_utc = false;
};

Span span_of(const CalendarEvent& event) {
  Zone::Resolved at = event.zone.resolve(event.start);
  Span out;
  out.start = event.zone.instant(event.start);
  if (at.kind == Zone::Kind::repeated && event.second_of_repeated) out.start = at.second;
  out.end = out.start + event.length;
  Zone::Kind end_kind = event.zone.resolve(event.zone.wall(out.end)).kind;
  out.in_utc = event.zone.name() == "UTC" || at.kind == Zone::Kind::repeated ||
               end_kind == Zone::Kind::repeated;
  return out;
}

void add_times(icalcomponent* vevent, const CalendarEvent& event, const Span& span) {
  auto add = [&](icalproperty* p) {
    if (!span.in_utc)
      icalproperty_add_parameter(p, icalparameter_new_tzid(event.zone.name().c_str()));
    icalcomponent_add_property(vevent, p);
  };
  auto shown = [&](Instant t) { return span.in_utc ? ical_utc(t) : ical_time(event.zone.wall(t)); };
  add(icalproperty_new_dtstart(shown(span.start)));
  add(icalproperty_new_dtend(shown(span.end)));
}

void add_people(icalcomponent* vevent, const CalendarEvent& event) {
  if (!event.organizer_email.empty()) {
    auto* p = icalproperty_new_organizer(("mailto:" + clean(event.organizer_email)).c_str());
    icalproperty_add_parameter(p, icalparameter_new_cn(clean(event.clinic).c_str()));
    icalcomponent_add_property(vevent, p);
  }
  if (event.attendee_email.empty() || event.method == CalendarMethod::publish) return;
  // The client made the appointment: it is accepted as far as it is sure, and no reply is wanted.
  auto* p = icalproperty_new_attendee(("mailto:" + clean(event.attendee_email)).c_str());
  icalproperty_add_parameter(p, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
  icalproperty_add_parameter(p,
                             icalparameter_new_partstat(event.tentative ? ICAL_PARTSTAT_TENTATIVE
                                                                        : ICAL_PARTSTAT_ACCEPTED));
  icalproperty_add_parameter(p, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
  icalcomponent_add_property(vevent, p);
}

Component alarm(int minutes_before, const std::string& summary) {
  Component out(icalcomponent_new(ICAL_VALARM_COMPONENT));
  auto add = [&](icalproperty* p) { icalcomponent_add_property(out.get(), p); };
  add(icalproperty_new_action(ICAL_ACTION_DISPLAY));
  add(icalproperty_new_description(summary.c_str()));
  icaltriggertype trigger{};
  trigger.time = icaltime_null_time();
  trigger.duration = icaldurationtype_from_int(-60 * minutes_before);
  add(icalproperty_new_trigger(trigger));
  return out;
}

Component vevent(const CalendarEvent& event, const Span& span) {
  Component out(icalcomponent_new(ICAL_VEVENT_COMPONENT));
  auto add = [&](icalproperty* p) { icalcomponent_add_property(out.get(), p); };
  bool cancelled = event.method == CalendarMethod::cancel;
  std::string summary = clean(event.clinic);
  if (!event.therapist_first_name.empty()) summary += " – " + clean(event.therapist_first_name);
  add(icalproperty_new_uid((event.appointment.text() + "@" + clean(event.clinic_host)).c_str()));
  add(icalproperty_new_sequence(event.sequence));
  add(icalproperty_new_dtstamp(ical_utc(event.made_at)));
  add(icalproperty_new_lastmodified(ical_utc(event.made_at)));
  add_times(out.get(), event, span);
  add(icalproperty_new_summary(summary.c_str()));
  if (!event.place.empty()) add(icalproperty_new_location(clean(event.place).c_str()));
  if (!event.url.empty()) add(icalproperty_new_url(clean(event.url).c_str()));
  add(icalproperty_new_class(ICAL_CLASS_PRIVATE));
  add(icalproperty_new_transp(cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
  add(icalproperty_new_status(cancelled         ? ICAL_STATUS_CANCELLED
                              : event.tentative ? ICAL_STATUS_TENTATIVE
                                                : ICAL_STATUS_CONFIRMED));
  add_people(out.get(), event);
  if (event.alarm_minutes_before > 0 && !cancelled)
    icalcomponent_add_component(out.get(), alarm(event.alarm_minutes_before, summary).release());
  return out;
}

icalproperty_method ical_method(CalendarMethod method) {
  switch (method) {
    case CalendarMethod::publish:
      return ICAL_METHOD_PUBLISH;
    case CalendarMethod::request:
      return ICAL_METHOD_REQUEST;
    case CalendarMethod::cancel:
      return ICAL_METHOD_CANCEL;
  }
  return ICAL_METHOD_PUBLISH;
}

// The zone once, over all years that its events touch.
std::string file_of(const std::vector<CalendarEvent>& events, CalendarMethod method) {
  Component out(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  auto add = [&](icalproperty* p) { icalcomponent_add_property(out.get(), p); };
  add(icalproperty_new_version("2.0"));
  add(icalproperty_new_prodid("-//Fascia//Fascia//EN"));
  add(icalproperty_new_calscale("GREGORIAN"));
  add(icalproperty_new_method(ical_method(method)));
  std::optional<Span> zoned;
  for (const CalendarEvent& event : events) {
    Span span = span_of(event);
    if (span.in_utc) continue;
    if (!zoned) zoned = span;
    zoned->start = std::min(zoned->start, span.start);
    zoned->end = std::max(zoned->end, span.end);
  }
  if (zoned)
    icalcomponent_add_component(out.get(),
                                vtimezone(events.front().zone, zoned->start, zoned->end).release());
  for (const CalendarEvent& event : events)
    icalcomponent_add_component(out.get(), vevent(event, span_of(event)).release());
  std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text(
      icalcomponent_as_ical_string_r(out.get()), &icalmemory_free_buffer);
  return text.get();
}

}  // namespace

std::string to_string(CalendarMethod method) {
  return icalproperty_method_to_string(ical_method(method));
}

std::string calendar_event(const CalendarEvent& event) { return file_of({event}, event.method); }

std::string calendar_events(std::vector<CalendarEvent> events) {
  for (CalendarEvent& event : events) event.method = CalendarMethod::publish;
  return file_of(events, CalendarMethod::publish);
}

}  // namespace fascia::interop
