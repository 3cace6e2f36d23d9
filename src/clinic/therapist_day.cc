// SPDX-License-Identifier: Apache-2.0
#include "clinic/therapist_day.h"

#include <algorithm>

#include "clinic/gentler_visit.h"
#include "clinic/start_session.h"

namespace fascia::clinic {
namespace {

bool shown(store::Status status) {
  return store::takes_time(status) || status == store::Status::completed;
}

DayVisit visit_of(store::Connection& c, Clinic& clinic, const Offer& offer, const Actor& actor,
                  store::Appointment a) {
  DayVisit out;
  if (auto client = store::find_client(c, clinic.tenant, a.client)) out.client = client->name;
  if (const store::Room* room = offer.room(a.room)) out.room = room->name;
  auto session = store::session_of(c, clinic.tenant, a.id);
  out.started = session.has_value();
  out.ended = session && session->ended;
  if (out.ended) {
    auto entries = store::chart_of(c, clinic.tenant, clinic.sealer, session->id);
    out.chart_signed = std::any_of(entries.begin(), entries.end(), [](const auto& e) {
      return e.status == store::ChartStatus::locked;
    });
  } else if (!out.started) {
    out.waits = hindrances(c, clinic, offer, actor, a);
    if (const store::Service* service = offer.service(a.service))
      out.gentle_alone = answers_leave(c, clinic, a, *service) == Leaves::gentle_alone;
  }
  out.appointment = std::move(a);
  return out;
}

}  // namespace

Result<TherapistDay> therapist_day(Clinic& clinic, const Actor& actor, Date day) {
  if (!treats(actor)) return forbidden();
  auto offer = current_offer(clinic);
  TherapistDay out;
  out.day = day;
  clinic.store.read([&](store::Connection& c) {
    Instant from = offer->zone.start_of(day), until = offer->zone.start_of(day + 1);
    for (auto& a : store::list_of_therapist(c, clinic.tenant, actor.practitioner, from, until))
      if (shown(a.status)) out.visits.push_back(visit_of(c, clinic, *offer, actor, std::move(a)));
    for (const auto& session : store::unsigned_sessions(c, clinic.tenant)) {
      if (session.practitioner != actor.practitioner) continue;
      auto client = store::find_client(c, clinic.tenant, session.client);
      out.unsigned_charts.push_back(
          {session.appointment, client ? client->name : std::string(), session.started});
    }
    return 0;
  });
  for (const DayVisit& visit : out.visits)
    if (!out.next && !visit.ended) out.next = visit.appointment.id;
  return out;
}

}  // namespace fascia::clinic
