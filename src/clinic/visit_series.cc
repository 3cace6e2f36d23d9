// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_series.h"

#include <algorithm>

#include "clinic/in_turn.h"
#include "clinic/join_services.h"
#include "clinic/messages.h"
#include "clinic/series_parts.h"
#include "clinic/who_may_book.h"
#include "interop/series_rule.h"
#include "keys/token.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
constexpr std::size_t kLongestKey = 170;  // each visit's own has its start behind it

bool by_staff(const Actor& actor) { return actor.kind != Actor::Kind::client; }

// On its own field; where there is a rule, all of it stands there.
Error on_field(Error error, const RepeatVisit& in) {
  constexpr std::string_view kSeries = "series.";
  if (error.field.starts_with(kSeries)) error.field.erase(0, kSeries.size());
  if (!in.rule.empty()) error.field = "rule";
  return error;
}

Result<schedule::Series> read_series(const Appointment& first, const RepeatVisit& in,
                                     const Zone& zone) {
  if (!in.rule.empty()) {
    constexpr std::string_view kName = "RRULE:";
    std::string_view text = in.rule;
    if (text.starts_with(kName)) text.remove_prefix(kName.size());
    return interop::read_series_rule(text, first.wall, zone);
  }
  constexpr int kFewest = 2;  // one alone repeats nothing
  if (in.count && !in.until && (*in.count < kFewest || *in.count > schedule::kMostSeriesVisits))
    return invalid(
        "count", "series_count",
        {{"low", std::to_string(kFewest)}, {"high", std::to_string(schedule::kMostSeriesVisits)}});
  schedule::Series series;
  series.first = first.wall;
  series.every_weeks = in.every_weeks;
  series.count = in.count;
  series.until = in.until;
  FASCIA_TRY_DONE(schedule::check_series(series));
  return series;
}

Result<schedule::Series> series_from(const Appointment& first, const RepeatVisit& in,
                                     const Zone& zone) {
  auto series = read_series(first, in, zone);
  if (!series) return on_field(series.error(), in);
  const auto visits = schedule::visits_of(*series);
  if (visits.size() < 2) return on_field(invalid(in.until ? "until" : "count", "series_alone"), in);
  for (Date day : in.except)
    if (std::ranges::find(visits, day, &WallTime::date) == visits.end())
      return invalid("except", "series_except");
  series->except = in.except;
  return series;
}

// What repeats: one appointment, or the parts of a visit in turn as they stand, or stood.
struct Repeated {
  Appointment first;  // its first part, with which the series counts
  std::vector<Appointment> parts;
  ServiceId service;  // what all of it is as one
};

std::vector<Appointment> parts_that_stand(store::Connection& c, const Clinic& clinic,
                                          const Appointment& a) {
  auto out = standing_parts(c, clinic, a);
  return out.empty() ? alike(c, clinic, a) : out;
}

// The first visit, for staff and for who holds its private link.
Result<Appointment> first_in(store::Connection& c, const Clinic& clinic, const Actor& actor,
                             const RepeatVisit& in) {
  if (by_staff(actor) || in.token.empty()) FASCIA_TRY_DONE(desk_only(actor));
  FASCIA_TRY(Appointment first, series_visit(c, clinic, in.first));
  first = parts_that_stand(c, clinic, first).front();
  if (by_staff(actor)) return first;
  if (!keys::equal_secret(first.manage_hash, keys::token_hash(in.token)))
    return not_found("appointment_unknown");
  if (first.location != clinic.place()) return conflict("visit_elsewhere");
  if (!can_still_change(first) || first.start <= clinic.now()) return conflict("appointment_over");
  return first;
}

// Under which service it is booked again; made before anything else is written.
Result<ServiceId> service_to_repeat(Clinic& clinic, const Actor& actor, const RepeatVisit& in) {
  using Services = std::vector<ServiceId>;
  FASCIA_TRY(Services services, clinic.store.read([&](store::Connection& c) -> Result<Services> {
    FASCIA_TRY(Appointment first, first_in(c, clinic, actor, in));
    Services out;
    for (const Appointment& part : parts_that_stand(c, clinic, first)) out.push_back(part.service);
    return out;
  }));
  if (services.size() == 1) return services.front();
  auto all = join_services(clinic, kProgram, services);
  return all ? all : Result<ServiceId>(invalid("service", all.error().message));
}

Result<Repeated> repeated_in(store::Connection& c, const Clinic& clinic, const Actor& actor,
                             const RepeatVisit& in, ServiceId service) {
  FASCIA_TRY(Appointment first, first_in(c, clinic, actor, in));
  auto parts = parts_that_stand(c, clinic, first);
  return Repeated{std::move(first), std::move(parts), service};
}

// What they could not book by themselves, a link does not book for them either.
Done may_repeat(store::Connection& c, const Clinic& clinic, const Offer& offer, const Actor& actor,
                const Repeated& visit, const RepeatVisit& in, const schedule::Series& series) {
  const Appointment& first = visit.first;
  const store::Service* service = offer.service(visit.service);
  if (service == nullptr || !service->active) return invalid("service", "service_unknown");
  if (by_staff(actor)) return {};
  if (!service->online) return invalid("service", "service_unknown");
  FASCIA_TRY_DONE(may_book_online(c, clinic, *service, first.client));
  auto has = [](const std::vector<WallTime>& all, const WallTime& one) {
    return std::ranges::find(all, one) != all.end();
  };
  std::vector<WallTime> all = schedule::visits_of(series);
  for (const Appointment& a : all_of_series(c, clinic, first.id))
    if (store::takes_time(a.status) && !has(all, a.wall)) all.push_back(a.wall);
  if (all.size() <= std::size_t(kMostOnline)) return {};
  return on_field(invalid(in.until ? "until" : "count", "series_online",
                          {{"most", std::to_string(kMostOnline)}}),
                  in);
}

BookAppointment booking_like(const Repeated& visit, const store::Client& client, const Actor& actor,
                             Instant start, const RepeatVisit& repeat) {
  const Appointment& first = visit.first;
  BookAppointment in;
  in.service = visit.service;
  if (visit.parts.size() == 1)
    in.practitioner = first.practitioner;
  else
    for (const Appointment& part : visit.parts) in.by_part.push_back(part.practitioner);
  in.start = start;
  in.known = client.id;
  in.by_link = true;
  in.client.name = client.name;
  in.client.birth_date = client.birth_date;
  in.client.language = client.language;
  in.booked_by = first.booked_by;
  in.actor = actor;
  in.reason = repeat.reason;
  if (by_staff(actor)) in.rules_reason = "series";
  in.policy = repeat.policy;
  in.tell = false;
  if (!repeat.idempotency_key.empty()) {
    in.idempotency_key = repeat.idempotency_key + ".at." + std::to_string(start.seconds);
    in.body = repeat.body;
  }
  return in;
}

Instant end_of(const schedule::Seat& seat) {
  const schedule::Taken& last = seat.then.empty() ? seat.taken : seat.then.back().taken;
  return last.start + minutes(last.minutes);
}

// What the client's own limits say of those that have a seat.
void list_client_limits(store::Connection& c, const Clinic& clinic, const Offer& offer,
                        const Actor& actor, const Repeated& visit,
                        std::vector<schedule::SeriesVisit>& plan) {
  const Appointment& first = visit.first;
  std::vector<schedule::SeriesVisit*> seated;
  std::vector<Instant> starts;
  for (schedule::SeriesVisit& one : plan)
    if (one.seat) {
      seated.push_back(&one);
      starts.push_back(offer.zone.instant(one.wall));
    }
  const auto over =
      over_client_limit(c, clinic, offer, first.client, counts_as(offer, visit.parts), starts);
  for (std::size_t i = 0; i < seated.size(); ++i)
    if (client_is_elsewhere(c, clinic, first.client, starts[i], end_of(*seated[i]->seat), {}))
      seated[i]->error = invalid("start", "client_has_visit_then");
    else if (over[i])
      seated[i]->error = invalid("start", "client_deep_limit");
  if (!by_staff(actor))  // who passes nothing
    for (schedule::SeriesVisit* one : seated)
      if (one->error) one->seat.reset();
}

}  // namespace

Done desk_only(const Actor& actor) {
  return require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist});
}

Result<Appointment> series_visit(store::Connection& c, const Clinic& clinic, AppointmentId id) {
  auto a = store::find_appointment(c, clinic.tenant, id);
  if (!a) return not_found("appointment_unknown");
  return *a;
}

ServiceId counts_as(const Offer& offer, const std::vector<Appointment>& parts) {
  ServiceId out = parts.front().service;
  for (const Appointment& part : parts)
    if (const auto* s = offer.service(part.service); s != nullptr && deep_minutes(*s) > 0)
      out = part.service;
  return out;
}

std::vector<Appointment> all_of_series(store::Connection& c, const Clinic& clinic,
                                       AppointmentId id) {
  std::vector<Appointment> out;
  store::SeriesId series = store::series_of(c, clinic.tenant, id);
  if (!series)  // a later part of a visit in turn belongs to the series of the first
    if (auto a = store::find_appointment(c, clinic.tenant, id); a && !leads(*a))
      series = store::series_of(c, clinic.tenant, lead_of(*a));
  if (!series) return out;
  for (AppointmentId one : store::visits_of_series(c, clinic.tenant, series))
    if (auto a = store::find_appointment(c, clinic.tenant, one)) out.push_back(std::move(*a));
  std::sort(out.begin(), out.end(), [](const Appointment& a, const Appointment& b) {
    return std::tie(a.start, a.id) < std::tie(b.start, b.id);
  });
  return out;
}

Result<schedule::Series> series_of_repeat(Clinic& clinic, const Actor& actor,
                                          const RepeatVisit& in) {
  auto offer = current_offer(clinic);
  FASCIA_TRY(Appointment first, clinic.store.read([&](store::Connection& c) {
    return first_in(c, clinic, actor, in);
  }));
  return series_from(first, in, offer->zone);
}

Result<std::string> rule_of_repeat(Clinic& clinic, const Actor& actor, const RepeatVisit& in) {
  FASCIA_TRY(schedule::Series series, series_of_repeat(clinic, actor, in));
  return interop::write_series_rule(series, clinic.availability.get()->zone);
}

Result<std::vector<schedule::SeriesVisit>> plan_repeat(Clinic& clinic, const Actor& actor,
                                                       const RepeatVisit& in) {
  FASCIA_TRY(ServiceId service, service_to_repeat(clinic, actor, in));
  auto offer = current_offer(clinic);
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<schedule::SeriesVisit>> {
    FASCIA_TRY(Repeated visit, repeated_in(c, clinic, actor, in, service));
    const Appointment& first = visit.first;
    FASCIA_TRY(schedule::Series series, series_from(first, in, offer->zone));
    FASCIA_TRY_DONE(may_repeat(c, clinic, *offer, actor, visit, in, series));
    schedule::Question q;
    q.service = first.service;
    q.practitioner = first.practitioner;
    if (visit.parts.size() > 1)
      for (const Appointment& part : visit.parts)
        q.in_turn.push_back({part.service, part.practitioner});
    q.now = clinic.now();
    q.first_visit = first.first_visit;
    q.staff = by_staff(actor);
    schedule::Snapshot times = offer->times;  // the first stands already
    for (const Appointment& part : visit.parts) times = schedule::without(times, part.id.value);
    auto plan = schedule::plan_series(times, q, series, true);
    std::erase_if(plan, [&](const schedule::SeriesVisit& one) { return one.wall == first.wall; });
    list_client_limits(c, clinic, *offer, actor, visit, plan);
    return plan;
  });
}

Result<std::vector<Booked>> repeat_visit(Clinic& clinic, const Actor& actor,
                                         const RepeatVisit& in) {
  if (in.idempotency_key.size() > kLongestKey) return invalid("Idempotency-Key", "value_too_long");
  FASCIA_TRY(ServiceId service, service_to_repeat(clinic, actor, in));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<std::vector<Booked>> {
    FASCIA_TRY(Repeated visit, repeated_in(tx, clinic, actor, in, service));
    const Appointment& first = visit.first;
    FASCIA_TRY(schedule::Series series, series_from(first, in, offer->zone));
    FASCIA_TRY_DONE(may_repeat(tx, clinic, *offer, actor, visit, in, series));
    auto client = store::find_client(tx, clinic.tenant, first.client);
    FASCIA_CHECK(client.has_value());
    store::SeriesId id = store::series_of(tx, clinic.tenant, first.id);
    const bool stood = bool(id);
    if (!id) id = clinic.random.id<store::SeriesId>();
    std::vector<Booked> out;
    std::vector<ToldVisit> told;
    if (can_still_change(first)) told.push_back({first, {}});
    for (WallTime wall : schedule::visits_of(series)) {
      if (wall == first.wall) continue;
      auto booked = book_in_transaction(
          tx, clinic, *offer, booking_like(visit, *client, actor, offer->zone.instant(wall), in));
      if (!booked) {
        Error error = booked.error();
        constexpr std::string_view kOwn[] = {"reason", "policy", "Idempotency-Key"};
        if (std::ranges::find(kOwn, error.field) == std::end(kOwn)) error.field = "except";
        return error;
      }
      if (!booked->repeated) {
        store::add_series_visit(tx, clinic.tenant, booked->appointment.id, id);
        told.push_back({booked->appointment, booked->manage_token});
      }
      out.push_back(std::move(*booked));
    }
    if (out.empty()) return on_field(invalid("count", "series_alone"), in);
    if (std::ranges::all_of(out, [](const Booked& one) { return one.repeated; })) return out;
    if (!stood) store::add_series_visit(tx, clinic.tenant, first.id, id);
    add_series_message(tx, clinic, *offer, told, *client);
    audit(tx, clinic, actor, "series.booked", "appointment", first.id.value, first.client);
    return out;
  });
}

Result<StandingSeries> standing_series(Clinic& clinic, AppointmentId id, const Key& key) {
  FASCIA_TRY(Appointment one, find_visit(clinic, id, key));
  one = whole_visit(clinic, one).front();
  StandingSeries out;
  out.visits =
      clinic.store.read([&](store::Connection& c) { return all_of_series(c, clinic, id); });
  if (out.visits.empty()) out.visits = {one};
  std::erase_if(out.visits, [](const Appointment& a) { return !store::takes_time(a.status); });
  std::vector<WallTime> walls;
  for (const Appointment& a : out.visits) walls.push_back(a.wall);
  auto series = schedule::series_through(walls);
  if (!series || walls.size() < 2) return out;
  auto offer = current_offer(clinic);
  out.rule = interop::write_series_rule(*series, offer->zone);
  for (Date day : series->except) out.except.push_back({day, series->first.minute});
  return out;
}

Result<std::vector<Appointment>> series_of_visit(Clinic& clinic, const Actor& actor,
                                                 AppointmentId id) {
  FASCIA_TRY_DONE(desk_only(actor));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<Appointment>> {
    return all_of_series(c, clinic, id);
  });
}

}  // namespace fascia::clinic
