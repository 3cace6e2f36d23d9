// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_series.h"

#include <algorithm>

#include "clinic/book_appointment.h"
#include "clinic/change_appointment.h"
#include "clinic/messages.h"
#include "interop/series_rule.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Role;

constexpr int kDay = 24 * 60;

Done for_desk(const Actor& actor) {
  return require_role(actor, {Role::owner, Role::desk, Role::therapist});
}

// The first visit stands on a day of its rule, else the rule is about other visits.
Result<schedule::Series> series_of_rule(const Appointment& first, const RepeatVisit& in,
                                        const Zone& zone) {
  constexpr std::string_view kName = "RRULE:";
  std::string_view text = in.rule;
  if (text.starts_with(kName)) text.remove_prefix(kName.size());
  auto series = interop::read_series_rule(text, first.wall, zone);
  if (!series) return invalid("rule", series.error().message);
  const auto& days = series->weekdays;
  if (!days.empty() && std::ranges::find(days, first.wall.date.weekday()) == days.end())
    return invalid("rule", "series_invalid");
  series->except = in.except;
  return *series;
}

Result<schedule::Series> series_from(const Appointment& first, const RepeatVisit& in,
                                     const Zone& zone) {
  if (!in.rule.empty()) return series_of_rule(first, in, zone);
  schedule::Series series;
  series.first = first.wall;
  series.every_weeks = in.every_weeks;
  series.count = in.count;
  series.until = in.until;
  series.except = in.except;
  FASCIA_TRY_DONE(schedule::check_series(series));
  return series;
}

Result<Appointment> visit_in(store::Connection& c, const Clinic& clinic, AppointmentId id) {
  auto a = store::find_appointment(c, clinic.tenant, id);
  if (!a) return not_found("appointment_unknown");
  return *a;
}

std::vector<Appointment> all_of_series(store::Connection& c, const Clinic& clinic,
                                       AppointmentId id) {
  std::vector<Appointment> out;
  store::SeriesId series = store::series_of(c, clinic.tenant, id);
  if (!series) return out;
  for (AppointmentId one : store::visits_of_series(c, clinic.tenant, series))
    if (auto a = store::find_appointment(c, clinic.tenant, one)) out.push_back(std::move(*a));
  std::sort(out.begin(), out.end(), [](const Appointment& a, const Appointment& b) {
    return std::tie(a.start, a.id) < std::tie(b.start, b.id);
  });
  return out;
}

// This one and the later ones that can still be changed.
Result<std::vector<Appointment>> rest_of_series(store::Connection& c, const Clinic& clinic,
                                                AppointmentId id) {
  FASCIA_TRY(Appointment from, visit_in(c, clinic, id));
  std::vector<Appointment> out = all_of_series(c, clinic, id);
  std::erase_if(out, [&](const Appointment& a) {
    return a.start < from.start || a.start <= clinic.now() || !can_still_change(a);
  });
  if (out.empty()) return conflict("nothing_ahead");
  return out;
}

BookAppointment booking_like(const Appointment& first, const store::Client& client,
                             const Actor& actor, Instant start, const RepeatVisit& repeat) {
  BookAppointment in;
  in.service = first.service;
  in.practitioner = first.practitioner;
  in.start = start;
  in.known = client.id;
  in.client.name = client.name;
  in.client.birth_date = client.birth_date;
  in.client.language = client.language;
  in.booked_by = first.booked_by;
  in.actor = actor;
  in.reason = repeat.reason;
  in.rules_reason = "series";
  in.policy = repeat.policy;
  in.tell = false;
  return in;
}

// What the client's own limits say of those that have a seat.
void list_client_limits(store::Connection& c, const Clinic& clinic, const Offer& offer,
                        const Appointment& first, std::vector<schedule::SeriesVisit>& plan) {
  const store::Service* service = offer.service(first.service);
  std::vector<schedule::SeriesVisit*> seated;
  std::vector<Instant> starts;
  for (schedule::SeriesVisit& one : plan)
    if (one.seat) {
      seated.push_back(&one);
      starts.push_back(offer.zone.instant(one.wall));
    }
  const auto over = over_client_limit(c, clinic, offer, first.client, first.service, starts);
  for (std::size_t i = 0; service != nullptr && i < seated.size(); ++i)
    if (client_is_elsewhere(c, clinic, first.client, starts[i],
                            starts[i] + minutes(service->minutes), {}))
      seated[i]->error = invalid("start", "client_has_visit_then");
    else if (over[i])
      seated[i]->error = invalid("start", "client_deep_limit");
}

void list_client_limits(store::Connection& c, const Clinic& clinic, const Offer& offer,
                        std::vector<MovedVisit>& plan) {
  std::vector<AppointmentId> moved;
  std::vector<Instant> starts;
  for (const MovedVisit& one : plan) {
    moved.push_back(one.visit.id);
    starts.push_back(offer.zone.instant(one.to));
  }
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const Appointment& a = plan[i].visit;
    const auto over = over_client_limit(c, clinic, offer, a.client, a.service, starts, moved);
    if (!plan[i].conflict.empty()) continue;
    if (client_is_elsewhere(c, clinic, a.client, starts[i], starts[i] + (a.finish - a.start),
                            moved))
      plan[i].conflict = "client_has_visit_then";
    else if (over[i])
      plan[i].conflict = "client_deep_limit";
    plan[i].with_reason = !plan[i].conflict.empty();
  }
}

WallTime moved_wall(const Appointment& visit, const Appointment& from, WallTime to) {
  int minute = visit.wall.minute + (to.minute - from.wall.minute);
  int days = (to.date - from.wall.date) + (minute < 0 ? -1 : minute >= kDay ? 1 : 0);
  return {visit.wall.date + days, (minute + kDay) % kDay};
}

}  // namespace

Result<std::string> rule_of_repeat(Clinic& clinic, const Actor& actor, const RepeatVisit& in) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  FASCIA_TRY(Appointment first, clinic.store.read([&](store::Connection& c) {
    return visit_in(c, clinic, in.first);
  }));
  FASCIA_TRY(schedule::Series series, series_from(first, in, offer->zone));
  return interop::write_series_rule(series, offer->zone);
}

Result<std::vector<schedule::SeriesVisit>> plan_repeat(Clinic& clinic, const Actor& actor,
                                                       const RepeatVisit& in) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  FASCIA_TRY(Appointment first, clinic.store.read([&](store::Connection& c) {
    return visit_in(c, clinic, in.first);
  }));
  const store::Service* service = offer->service(first.service);
  if (service == nullptr || !service->active) return invalid("service", "service_unknown");
  FASCIA_TRY(schedule::Series series, series_from(first, in, offer->zone));
  schedule::Question q;
  q.service = first.service;
  q.practitioner = first.practitioner;
  q.now = clinic.now();
  q.first_visit = first.first_visit;
  q.staff = true;
  // The first stands already.
  auto plan =
      schedule::plan_series(schedule::without(offer->times, first.id.value), q, series, true);
  std::erase_if(plan, [&](const schedule::SeriesVisit& one) { return one.wall == first.wall; });
  clinic.store.read([&](store::Connection& c) {
    list_client_limits(c, clinic, *offer, first, plan);
    return true;
  });
  return plan;
}

Result<std::vector<AppointmentId>> repeat_visit(Clinic& clinic, const Actor& actor,
                                                const RepeatVisit& in) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<std::vector<AppointmentId>> {
    FASCIA_TRY(Appointment first, visit_in(tx, clinic, in.first));
    FASCIA_TRY(schedule::Series series, series_from(first, in, offer->zone));
    auto client = store::find_client(tx, clinic.tenant, first.client);
    FASCIA_CHECK(client.has_value());
    store::SeriesId id = store::series_of(tx, clinic.tenant, first.id);
    if (!id) id = clinic.random.id<store::SeriesId>();
    std::vector<AppointmentId> out;
    std::vector<ToldVisit> told;
    if (can_still_change(first)) told.push_back({first, {}});
    for (WallTime wall : schedule::visits_of(series)) {
      if (wall == first.wall) continue;
      auto booked = book_in_transaction(
          tx, clinic, *offer, booking_like(first, *client, actor, offer->zone.instant(wall), in));
      if (!booked) {
        Error error = booked.error();
        if (error.field != "reason" && error.field != "policy") error.field = "except";
        return error;
      }
      store::add_series_visit(tx, clinic.tenant, booked->appointment.id, id);
      out.push_back(booked->appointment.id);
      told.push_back({booked->appointment, booked->manage_token});
    }
    if (out.empty()) return invalid("count", "series_invalid");
    store::add_series_visit(tx, clinic.tenant, first.id, id);
    add_series_message(tx, clinic, *offer, told, *client);
    audit(tx, clinic, actor, "series.booked", "appointment", first.id.value, first.client);
    return out;
  });
}

Result<std::vector<Appointment>> series_of_visit(Clinic& clinic, const Actor& actor,
                                                 AppointmentId id) {
  FASCIA_TRY_DONE(for_desk(actor));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<Appointment>> {
    return all_of_series(c, clinic, id);
  });
}

Result<int> cancel_rest(Clinic& clinic, const Actor& actor, AppointmentId id) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<int> {
    FASCIA_TRY(std::vector<Appointment> rest, rest_of_series(tx, clinic, id));
    for (const Appointment& a : rest) {
      FASCIA_TRY(Appointment gone,
                 set_status_in(tx, clinic, *offer, actor, a.id, store::Status::cancelled));
    }
    audit(tx, clinic, actor, "series.cancelled", "appointment", id.value, rest.front().client);
    return static_cast<int>(rest.size());
  });
}

Result<std::vector<MovedVisit>> plan_move_rest(Clinic& clinic, const Actor& actor, AppointmentId id,
                                               WallTime to) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  FASCIA_TRY(std::vector<Appointment> rest, clinic.store.read([&](store::Connection& c) {
    return rest_of_series(c, clinic, id);
  }));
  schedule::Snapshot times = offer->times;
  for (const Appointment& a : rest) times = schedule::without(times, a.id.value);
  std::vector<MovedVisit> out;
  for (const Appointment& a : rest) {
    MovedVisit one{a, moved_wall(a, rest.front(), to), {}};
    schedule::Question q;
    q.service = a.service;
    q.practitioner = a.practitioner;
    q.now = clinic.now();
    q.first_visit = a.first_visit;
    q.staff = true;
    bool exists = offer->zone.resolve(one.to).kind == Zone::Kind::unique;
    auto seat = schedule::choose_seat(times, q, offer->zone.instant(one.to));
    if (!exists)
      one.conflict = "start_off_grid";
    else if (!seat)
      one.conflict = seat.error().message;
    else
      seat->taken.id = a.id.value, times = schedule::with(times, seat->taken);
    out.push_back(std::move(one));
  }
  clinic.store.read([&](store::Connection& c) {
    list_client_limits(c, clinic, *offer, out);
    return true;
  });
  return out;
}

Result<int> move_rest(Clinic& clinic, const Actor& actor, AppointmentId id, WallTime to,
                      const std::string& reason) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<int> {
    FASCIA_TRY(std::vector<Appointment> rest, rest_of_series(tx, clinic, id));
    const Appointment from = rest.front();
    // Each goes where the next one has just left.
    if (to.date > from.wall.date || (to.date == from.wall.date && to.minute > from.wall.minute))
      std::reverse(rest.begin(), rest.end());
    MoveInto into;
    into.reason = reason;
    into.rules_reason = "series";
    for (const Appointment& a : rest) {
      WallTime wall = moved_wall(a, from, to);
      if (offer->zone.resolve(wall).kind != Zone::Kind::unique)
        return invalid("to", "start_off_grid");
      into.start = offer->zone.instant(wall);
      FASCIA_TRY(Appointment moved, move_in(tx, clinic, *offer, a.id, {actor, {}}, into));
      into.moved_before.push_back(moved.id);
    }
    audit(tx, clinic, actor, "series.moved", "appointment", id.value, from.client);
    return static_cast<int>(rest.size());
  });
}

}  // namespace fascia::clinic
