// SPDX-License-Identifier: Apache-2.0
// The day at the desk: therapists as columns on wide screens, one list by time on a phone.
#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/find_client.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/tasks.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

constexpr int kCellMinutes = 5;
constexpr int kShortestGap = 30;  // free time worth a link

// Where something stands in the day's grid: row 1 holds the heads, column 1 the hours.
void place(page::View& item, const clinic::DaySheet& sheet, int column, int from, int until) {
  from = std::max(from, sheet.shown.from);
  until = std::min(until, sheet.shown.until);
  item.set("place_column", column + 2)
      .set("place_row", 2 + (from - sheet.shown.from) / kCellMinutes)
      .set("place_rows",
           std::min(192, std::max(1, (until - from + kCellMinutes - 1) / kCellMinutes)));
}

int column_of(const clinic::DaySheet& sheet, PractitionerId id) {
  for (std::size_t i = 0; i < sheet.columns.size(); ++i)
    if (sheet.columns[i].practitioner == id) return static_cast<int>(i);
  return 0;
}

// Minute of the sheet's day; past midnight it goes on counting.
int minute_of(const Visit& visit, const clinic::DaySheet& sheet, Instant t) {
  WallTime w = visit.site.clinic.availability.get()->zone.wall(t);
  return (w.date - sheet.day) * 24 * 60 + w.minute;
}

// A cancelled visit gave its time back: it stands in the list below. A no-show keeps its place as
// long as nobody else took it.
bool in_grid(const clinic::DaySheet& sheet, const clinic::DeskVisit& v) {
  if (store::takes_time(v.appointment.status)) return true;
  if (v.appointment.status != store::Status::no_show) return false;
  return std::none_of(sheet.visits.begin(), sheet.visits.end(), [&](const auto& other) {
    return store::takes_time(other.appointment.status) &&
           other.appointment.practitioner == v.appointment.practitioner &&
           other.appointment.start < v.appointment.finish &&
           v.appointment.start < other.appointment.finish;
  });
}

void set_heads(page::View& view, const Visit& visit, const clinic::DaySheet& sheet) {
  view.list("columns").list("hours").list("works");
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    const clinic::DayColumn& column = sheet.columns[i];
    std::string deep;
    if (column.deep_limit > 0)
      deep = visit.say("desk.deep", {{"n", std::to_string(column.deep_minutes)},
                                     {"most", std::to_string(column.deep_limit)}});
    view.add("columns")
        .set("column_place", static_cast<int>(i) + 2)
        .set("column_name", column.first_name)
        .set("column_deep", deep)
        .show("column_full", column.deep_limit > 0 && column.deep_minutes >= column.deep_limit);
    for (const clinic::Span& span : column.working)
      place(view.add("works"), sheet, static_cast<int>(i), span.from, span.until);
  }
  for (int minute = sheet.shown.from; minute < sheet.shown.until; minute += 60) {
    page::View& hour = view.add("hours");
    place(hour, sheet, -1, minute, minute + 60);
    hour.set("hour_text", page::clock_words(visit.language, minute));
  }
}

// Visits, holds and free gaps in one list in order of time, so that a phone and a screen reader
// read the day as it comes.
struct Entry {
  int from = 0, until = 0, column = 0;
  const clinic::DeskVisit* visit = nullptr;
  const clinic::DeskHold* hold = nullptr;
  const clinic::Span* rest = nullptr;  // a break that can move
};

// The break keeps its place in the picture, although a booking may move it.
std::vector<clinic::Span> without_breaks(const clinic::DayColumn& column) {
  std::vector<clinic::Span> out;
  for (clinic::Span span : column.free) {
    for (const clinic::Span& rest : column.breaks) {
      if (rest.until <= span.from || span.until <= rest.from) continue;
      if (rest.from > span.from) out.push_back({span.from, rest.from});
      span.from = rest.until;
    }
    if (span.from < span.until) out.push_back(span);
  }
  return out;
}

std::vector<Entry> entries_of(const Visit& visit, const clinic::DaySheet& sheet, int earliest) {
  std::vector<Entry> out;
  for (const clinic::DeskVisit& v : sheet.visits)
    if (in_grid(sheet, v))
      out.push_back({minute_of(visit, sheet, v.appointment.start),
                     minute_of(visit, sheet, v.appointment.finish),
                     column_of(sheet, v.appointment.practitioner), &v, nullptr, nullptr});
  for (const clinic::DeskHold& hold : sheet.holds)
    out.push_back({minute_of(visit, sheet, hold.start), minute_of(visit, sheet, hold.finish),
                   column_of(sheet, hold.practitioner), nullptr, &hold, nullptr});
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    const clinic::DayColumn& column = sheet.columns[i];
    for (const clinic::Span& rest : column.breaks)
      out.push_back({rest.from, rest.until, static_cast<int>(i), nullptr, nullptr, &rest});
    for (const clinic::Span& span : without_breaks(column)) {
      int from = std::max(span.from, earliest);
      if (span.until - from >= kShortestGap)
        out.push_back({from, span.until, static_cast<int>(i), nullptr, nullptr, nullptr});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.from, a.column) < std::tie(b.from, b.column);
  });
  return out;
}

void set_gap(page::View& item, const Visit& visit, const clinic::DaySheet& sheet,
             const Entry& entry) {
  const clinic::DayColumn& column = sheet.columns[static_cast<std::size_t>(entry.column)];
  item.set("gap_path", "/desk/book?day=" + to_iso(sheet.day) + "&practitioner=" +
                           column.practitioner.text() + "&at=" + std::to_string(entry.from))
      .set("gap_text", visit.say("desk.free_from_to",
                                 {{"from", page::clock_words(visit.language, entry.from)},
                                  {"until", page::clock_words(visit.language, entry.until)}}))
      .set("gap_from", page::clock_words(visit.language, entry.from))
      .set("gap_who", column.first_name);
}

void set_hold(page::View& item, const Visit& visit, const clinic::DeskHold& hold) {
  std::int64_t left = (hold.expires - visit.site.clinic.now()).value;
  // Held for a call of a list, not for somebody who fills in a form.
  bool for_call = left > clinic::kHoldTime.value;
  item.set("hold_text", for_call
                            ? visit.say("desk_reseat.hold")
                            : visit.say("desk.hold", {{"n", std::to_string((left + 59) / 60)}}))
      .set("hold_service", visit.language == page::Language::fr ? hold.service_fr : hold.service_en)
      .set("hold_time", time_of(visit, hold.start));
}

void set_rest(page::View& item, const Visit& visit, const clinic::DaySheet& sheet,
              const Entry& entry) {
  item.set("rest_time", page::clock_words(visit.language, entry.from))
      .set("rest_text", visit.say("desk.break_moves"))
      .set("rest_who", sheet.columns[static_cast<std::size_t>(entry.column)].first_name);
}

// The other parts of a visit in turn.
void set_turns(page::View& item, const Visit& visit, const clinic::DaySheet& sheet,
               const clinic::DeskVisit& v) {
  auto offer = visit.site.clinic.availability.get();
  for (const clinic::DeskVisit& other : sheet.visits) {
    const store::Appointment& a = other.appointment;
    if (a.in_turn != v.appointment.in_turn || a.id == v.appointment.id ||
        !store::takes_time(a.status))
      continue;
    item.show("paired");
    item.add("pair")
        .set("pair_path", "/desk/visit/" + a.id.text())
        .set("pair_lead",
             visit.say(a.start < v.appointment.start ? "in_turn.first" : "in_turn.then",
                       {{"who", therapist_of(visit, *offer, a.practitioner)}}))
        .set("pair_text", time_of(visit, a.start) + " " + service_name(visit, other.service));
  }
}

// What belongs to this visit: that of somebody who comes with them, or its other parts.
void set_pair(page::View& item, const Visit& visit, const clinic::DaySheet& sheet,
              const clinic::DeskVisit& v) {
  item.list("pair");
  item.show("paired", false);
  if (v.appointment.in_turn) return set_turns(item, visit, sheet, v);
  if (!v.appointment.together) return;
  for (const clinic::DeskVisit& other : sheet.visits)
    if (other.appointment.together == v.appointment.together &&
        other.appointment.id != v.appointment.id && store::takes_time(other.appointment.status)) {
      item.show("paired");
      item.add("pair")
          .set("pair_path", "/desk/visit/" + other.appointment.id.text())
          .set("pair_lead", visit.say("couple.for_two"))
          .set("pair_text", visit.say("couple.with", {{"who", short_name(other.client.name)}}));
    }
}

void set_entries(page::View& view, const Visit& visit, const clinic::DaySheet& sheet) {
  Date today = today_of(visit);
  int now = minute_of(visit, sheet, visit.site.clinic.now());
  int earliest = sheet.day < today ? 48 * 60 : sheet.day == today ? (now + 14) / 15 * 15 : 0;
  view.list("entries").list("gone");
  for (const Entry& entry : entries_of(visit, sheet, earliest)) {
    page::View& item = view.add("entries");
    place(item, sheet, entry.column, entry.from, entry.until);
    item.list("visit").list("hold").list("gap").list("rest").list("pair");
    item.show("paired", false);
    if (entry.visit != nullptr) {
      set_visit(item.add("visit"), visit, *entry.visit);
      set_pair(item, visit, sheet, *entry.visit);
    } else if (entry.hold != nullptr) {
      set_hold(item.add("hold"), visit, *entry.hold);
    } else if (entry.rest != nullptr) {
      set_rest(item.add("rest"), visit, sheet, entry);
    } else {
      set_gap(item.add("gap"), visit, sheet, entry);
    }
  }
  for (const clinic::DeskVisit& v : sheet.visits)
    if (!in_grid(sheet, v)) set_visit(view.add("gone"), visit, v);
  view.list("now_line");
  if (sheet.day == today && now >= sheet.shown.from && now < sheet.shown.until)
    place(view.add("now_line"), sheet, -1, now, now + kCellMinutes);
}

// Whoever should come through the door about now, with one tap to say that they did.
void set_door(page::View& view, const Visit& visit, const clinic::DaySheet& sheet) {
  constexpr std::size_t kMost = 4;
  view.list("door");
  Instant now = visit.site.clinic.now();
  std::size_t shown = 0;
  for (const clinic::DeskVisit& v : sheet.visits) {
    auto status = v.appointment.status;
    bool awaited = status == store::Status::requested || status == store::Status::booked ||
                   status == store::Status::confirmed;
    if (!awaited || v.appointment.start < now - minutes(60) ||
        v.appointment.start > now + minutes(90) || shown == kMost)
      continue;
    ++shown;
    page::View& item = view.add("door");
    set_visit(item, visit, v);
    item.set("door_token_day", to_iso(sheet.day));
    item.show("door_late", v.appointment.start < now);
  }
}

void set_tasks(page::View& view, const Visit& visit) {
  constexpr std::size_t kMost = 6;
  auto tasks = clinic::waiting_tasks(visit.site.clinic, visit.actor());
  std::stable_sort(tasks.begin(), tasks.end(),
                   [](const auto& a, const auto& b) { return task_rank(a) < task_rank(b); });
  view.list("tasks");
  view.set("task_count", static_cast<std::int64_t>(tasks.size()));
  view.show("more_tasks", tasks.size() > kMost);
  if (tasks.size() > kMost) tasks.resize(kMost);
  for (const clinic::WaitingTask& t : tasks) set_task(view.add("tasks"), visit, t);
}

void set_figures(page::View& view, const Visit& visit, const clinic::DaySheet& sheet) {
  view.set("figure_visits",
           visit.say(sheet.visit_count == 1 ? "desk.visits_one" : "desk.visits_many",
                     {{"n", std::to_string(sheet.visit_count)}}));
  view.set("figure_intake",
           visit.say(sheet.intake_due == 1 ? "desk.no_intake_one" : "desk.no_intake_many",
                     {{"n", std::to_string(sheet.intake_due)}}));
  view.show("has_sold", sheet.working_minutes > 0);
  int sold = sheet.working_minutes > 0
                 ? (sheet.booked_minutes * 100 + sheet.working_minutes / 2) / sheet.working_minutes
                 : 0;
  view.set("figure_sold", visit.say("desk.sold", {{"n", std::to_string(sold)}}));
}

void set_found_client(page::View& item, const Visit& visit, const clinic::FoundClient& found) {
  const store::Client& client = found.client;
  item.set("client_name", client.name)
      .set("client_born",
           client.birth_date
               ? visit.say("desk.born",
                           {{"day", page::date_text(visit.language, *client.birth_date)}})
               : "")
      .set("client_phone", client.phone)
      .set("client_email", client.email)
      .set("client_book_path", "/desk/book?client=" + client.id.text());
  item.list("next_visit").list("last_visit");
  for (auto [name, which] : {std::pair("next_visit", &found.next), {"last_visit", &found.last}}) {
    if (!*which) continue;
    page::View& one = item.add(name);
    const store::NamedVisit& v = **which;
    const bool here = v.location == visit.site.clinic.place();
    one.set("found_path", "/desk/visit/" + v.id.text())
        .set("found_when", page::when_text(visit.language, v.wall))
        .set("found_service", visit.language == page::Language::fr ? v.service_fr : v.service_en)
        .set("found_who", v.practitioner)
        .set("found_room", v.room)
        .set("found_place", here ? "" : v.place)
        .show("found_elsewhere", !here);
  }
}

http::Response find_page(Visit& visit) {
  std::string text(visit.request.query_value("q"));
  Date day = day_of(visit, visit.request.query_value("day"));
  auto found = clinic::find_for_desk(visit.site.clinic, visit.actor(), text, day);
  if (!found) return show_error(visit, found.error());
  page::View view;
  view.set("day", to_iso(day)).set("find_text", text);
  view.set("find_day", page::day_text(visit.language, day));
  view.show("is_time", clinic::read_clock_words(text).has_value());
  view.list("clients").list("at_time");
  view.show("nothing", found->clients.empty() && found->at_time.empty());
  for (const auto& client : found->clients) set_found_client(view.add("clients"), visit, client);
  for (const auto& v : found->at_time) set_visit(view.add("at_time"), visit, v);
  return show(visit, "desk-find", std::move(view));
}

}  // namespace

http::Response desk_day_page(Visit& visit, const Error* error) {
  const bool posted = visit.request.method == http::Method::post;
  auto asked = date_or_none(
      posted ? visit.form.get("day") : std::string(visit.request.query_value("day")), "day");
  if (!asked && error == nullptr) error = &asked.error();
  const Date today = today_of(visit), day = asked ? asked->value_or(today) : today;
  auto sheet = clinic::day_sheet(visit.site.clinic, visit.actor(), day);
  if (!sheet) return show_error(visit, sheet.error());
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  view.set("day_text", day.year() == today.year() ? page::day_text(visit.language, day)
                                                  : page::day_year_text(visit.language, day));
  view.set("day", to_iso(day)).set("day_before", to_iso(day - 1)).set("day_after", to_iso(day + 1));
  view.show("is_today", day == today);
  view.set("column_count", static_cast<std::int64_t>(std::min<std::size_t>(
                               std::max<std::size_t>(sheet->columns.size(), 1), 16)));
  view.set("row_count", 1 + (sheet->shown.until - sheet->shown.from) / kCellMinutes);
  view.show("closed", sheet->closed.has_value());
  view.set("closed_text", sheet->closed ? closed_text(visit, *sheet->closed) : "");
  view.show("nobody_works", sheet->columns.empty());
  view.show("is_owner", visit.staff->role == store::Role::owner);
  set_heads(view, visit, *sheet);
  set_entries(view, visit, *sheet);
  set_door(view, visit, *sheet);
  set_tasks(view, visit);
  set_lost(view, visit, day, error);
  set_outside(view, visit);
  set_figures(view, visit, *sheet);
  const std::int64_t mails = clinic::mail_without_a_way_out(visit.site.clinic);
  view.show("mail_waits", mails > 0).set("mail_count", std::to_string(mails));
  return show(visit, "desk-day", std::move(view), error != nullptr ? status_for(*error) : 200);
}

void add_desk_day(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/desk",
              for_staff(site, desk_roles(), [](Visit& v) { return desk_day_page(v); }), "staff"});
  router.add({Method::get, "/desk/find", for_staff(site, desk_roles(), find_page), "staff"});
}

}  // namespace fascia::web
