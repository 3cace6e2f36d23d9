// SPDX-License-Identifier: Apache-2.0
#include "clinic/day_sheet.h"

#include <algorithm>

#include "clinic/gentler_visit.h"
#include "core/find_by_id.h"
#include "schedule/break_places.h"

namespace fascia::clinic {
namespace {

using store::Role;
using store::Status;

constexpr int kDayMinutes = 24 * 60;

// A service or person that was switched off since is still named in old visits.
struct Names {
  std::vector<store::Service> services;
  std::vector<store::Practitioner> practitioners;
  std::vector<store::Room> rooms;
  std::vector<store::Equipment> equipment;
};

// Of these visits alone: a chain has more therapists than a page should read.
Names names_of(store::Connection& c, TenantId tenant,
               const std::vector<store::Appointment>& visits) {
  Names out;
  out.services = store::list_all_services(c, tenant);
  for (const store::Appointment& a : visits) {
    if (find_by_id(out.practitioners, a.practitioner) == nullptr)
      if (auto who = store::find_practitioner(c, tenant, a.practitioner))
        out.practitioners.push_back(std::move(*who));
    if (find_by_id(out.rooms, a.room) == nullptr)
      if (auto room = store::find_room(c, tenant, a.room)) out.rooms.push_back(std::move(*room));
    if (out.equipment.empty() && !a.equipment.empty())
      out.equipment = store::list_equipment(c, tenant);
  }
  return out;
}

// "Cupping set 2"; the only one of its kind has no number.
std::string piece_name(const std::vector<store::Equipment>& kinds, EquipmentId piece) {
  for (const store::Equipment& kind : kinds) {
    auto at = std::ranges::find(kind.each, piece);
    if (at == kind.each.end()) continue;
    return kind.each.size() == 1 ? kind.name
                                 : kind.name + " " + std::to_string(at - kind.each.begin() + 1);
  }
  return {};
}

DeskVisit visit_of(store::Connection& c, const Clinic& clinic, const Names& names,
                   const store::Appointment& a) {
  DeskVisit v;
  v.appointment = a;
  v.client = store::find_client(c, clinic.tenant, a.client).value_or(store::Client{});
  if (auto* service = find_by_id(names.services, a.service)) v.service = *service;
  if (auto* who = find_by_id(names.practitioners, a.practitioner)) v.practitioner_name = who->name;
  if (auto* room = find_by_id(names.rooms, a.room)) v.room_name = room->name;
  for (EquipmentId piece : a.equipment) v.equipment.push_back(piece_name(names.equipment, piece));
  if (a.location && a.location != clinic.place())
    v.other_place = store::location_of(c, clinic.tenant, a.location).name;
  v.intake_due = a.status == Status::requested && !a.screening;
  v.must_speak = a.status == Status::requested && a.screening;
  const Leaves left = v.must_speak ? answers_leave(c, clinic, a, v.service) : Leaves::all;
  v.gentle_alone = left == Leaves::gentle_alone;
  v.refused = left == Leaves::nothing;
  auto last = store::last_status_change(c, clinic.tenant, a.id);
  v.can_undo = last && last->to == a.status;
  return v;
}

int minute_on(const Zone& zone, Date day, Instant t) {
  WallTime w = zone.wall(t);
  return std::clamp((w.date - day) * kDayMinutes + w.minute, 0, kDayMinutes);
}

// The cells that are set, as spans of the wall clock. On a day of 25 hours the hour that comes
// twice stands once.
std::vector<Span> spans_of(const schedule::BitRow& row, const Zone& zone, Date day) {
  std::vector<Span> out;
  Instant end = zone.start_of(day + 1);
  for (Instant t = zone.start_of(day); t < end; t = t + Seconds{schedule::kCellSeconds}) {
    schedule::Cell cell = schedule::cell_at_or_before(t);
    if (!row.all(cell, {cell.index + 1})) continue;
    int from = minute_on(zone, day, t), until = from + schedule::kCellSeconds / 60;
    if (!out.empty() && out.back().until >= from)
      out.back().until = std::max(out.back().until, until);
    else
      out.push_back({from, until});
  }
  return out;
}

// As early as each can still stand: what is booked later moves it.
std::vector<Span> breaks_of(const Offer& offer, PractitionerId who, Date day) {
  std::vector<Span> out;
  auto windows = offer.times.breaks.find(who);
  if (windows == offer.times.breaks.end()) return out;
  const Instant begin = offer.zone.start_of(day), end = offer.zone.start_of(day + 1);
  for (const schedule::BreakWindow& window : windows->second.meeting(
           schedule::cell_at_or_before(begin), schedule::cell_at_or_after(end))) {
    auto places = schedule::break_places(*offer.times.free.at(who.value), window);
    if (!places) continue;
    const Instant at = schedule::instant_of(places->first);
    if (at < begin || at >= end) continue;
    const int from = minute_on(offer.zone, day, at);
    out.push_back({from, from + window.cells * static_cast<int>(schedule::kCellSeconds) / 60});
  }
  return out;
}

int length_of(const std::vector<Span>& spans) {
  int sum = 0;
  for (const Span& s : spans) sum += s.until - s.from;
  return sum;
}

DayColumn column_of(const Offer& offer, const store::Practitioner& p, Date day) {
  DayColumn out;
  out.practitioner = p.id;
  out.name = p.name;
  out.first_name = p.first_name;
  out.deep_limit = offer.times.rules.deep_minutes_a_day;
  // The rows of memory begin yesterday; of older days only the visits are known.
  if (day < offer.first_day) return out;
  if (auto at = offer.times.working.find(p.id); at != offer.times.working.end())
    out.working = spans_of(at->second->row(), offer.zone, day);
  if (auto at = offer.times.free.find(p.id.value); at != offer.times.free.end())
    out.free = spans_of(*at->second, offer.zone, day);
  out.breaks = breaks_of(offer, p.id, day);
  return out;
}

// Whoever has a visit has a column, also when they left since.
void add_missing_columns(DaySheet& sheet, const Offer& offer, const Names& names) {
  for (const DeskVisit& v : sheet.visits) {
    auto same = [&](const DayColumn& c) { return c.practitioner == v.appointment.practitioner; };
    if (std::any_of(sheet.columns.begin(), sheet.columns.end(), same)) continue;
    if (auto* who = find_by_id(names.practitioners, v.appointment.practitioner))
      sheet.columns.push_back(column_of(offer, *who, sheet.day));
  }
}

void count(DaySheet& sheet) {
  for (const DeskVisit& v : sheet.visits) {
    if (!store::takes_time(v.appointment.status)) continue;
    ++sheet.visit_count;
    if (v.intake_due) ++sheet.intake_due;
    sheet.booked_minutes +=
        static_cast<int>((v.appointment.busy_until - v.appointment.busy_from).value / 60);
    for (DayColumn& column : sheet.columns)
      if (column.practitioner == v.appointment.practitioner)
        column.deep_minutes += deep_minutes(v.service);
  }
  for (const DayColumn& column : sheet.columns) sheet.working_minutes += length_of(column.working);
}

Span shown_hours(const DaySheet& sheet, const Zone& zone) {
  Span shown{kDayMinutes, 0};
  auto widen = [&](int from, int until) {
    shown.from = std::min(shown.from, from);
    shown.until = std::max(shown.until, until);
  };
  for (const DayColumn& column : sheet.columns)
    for (const Span& s : column.working) widen(s.from, s.until);
  for (const DeskVisit& v : sheet.visits)
    widen(minute_on(zone, sheet.day, v.appointment.start),
          minute_on(zone, sheet.day, v.appointment.finish));
  if (shown.from >= shown.until) return {9 * 60, 17 * 60};
  return {shown.from / 60 * 60, (shown.until + 59) / 60 * 60};
}

}  // namespace

Result<DaySheet> day_sheet(Clinic& clinic, const Actor& actor, Date day) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk, Role::therapist}));
  auto offer = current_offer(clinic);
  DaySheet sheet;
  sheet.day = day;
  if (const Closed* closed = offer->closed_on(day)) sheet.closed = *closed;
  Instant from = offer->zone.start_of(day), until = offer->zone.start_of(day + 1);
  for (const store::Practitioner& p : offer->practitioners)
    sheet.columns.push_back(column_of(*offer, p, day));
  clinic.store.read([&](store::Connection& c) {
    const auto visits = store::list_at(c, clinic.tenant, offer->location.id, from, until);
    const Names names = names_of(c, clinic.tenant, visits);
    for (const auto& a : visits) sheet.visits.push_back(visit_of(c, clinic, names, a));
    add_missing_columns(sheet, *offer, names);
    for (const store::Hold& hold : store::list_holds(c, clinic.tenant, clinic.place())) {
      if (hold.start < from || hold.start >= until || hold.expires <= clinic.now()) continue;
      if (auto* s = find_by_id(names.services, hold.service))
        sheet.holds.push_back({hold.start, hold.start + minutes(s->minutes), hold.expires,
                               hold.practitioner, s->name_en, s->name_fr});
    }
  });
  count(sheet);
  sheet.shown = shown_hours(sheet, offer->zone);
  return sheet;
}

Result<DeskVisit> desk_visit(Clinic& clinic, const Actor& actor, AppointmentId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk, Role::therapist}));
  return clinic.store.read([&](store::Connection& c) -> Result<DeskVisit> {
    auto a = store::find_appointment(c, clinic.tenant, id);
    if (!a) return not_found("appointment_unknown");
    return visit_of(c, clinic, names_of(c, clinic.tenant, {*a}), *a);
  });
}

}  // namespace fascia::clinic
