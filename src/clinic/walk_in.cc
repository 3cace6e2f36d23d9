// SPDX-License-Identifier: Apache-2.0
#include "clinic/walk_in.h"

namespace fascia::clinic {
namespace {

// In these times; without the limits of the day where the desk may go over it.
std::optional<schedule::Start> next_start(const Offer& offer, const schedule::Snapshot& times,
                                          Instant now, ServiceId service,
                                          PractitionerId practitioner) {
  schedule::Question q;
  q.service = service;
  q.practitioner = practitioner;
  q.from = q.to = offer.zone.date(now);
  q.now = now;
  q.first_visit = true;  // not known yet: the longer room time fits either
  q.staff = true;
  const auto days = schedule::find_starts(times, q);
  for (const schedule::Start& start : days.front().starts)
    if (start.at >= now) return start;
  return std::nullopt;
}

struct NextSeat {
  schedule::Start start;
  bool full = false;
};
// One that breaks no rule where there is one today.
std::optional<NextSeat> next_seat(const Offer& offer, Instant now, ServiceId service,
                                  PractitionerId practitioner) {
  if (auto start = next_start(offer, offer.times, now, service, practitioner))
    return NextSeat{std::move(*start)};
  auto over =
      next_start(offer, schedule::without_day_limits(offer.times), now, service, practitioner);
  return over ? std::optional(NextSeat{std::move(*over), true}) : std::nullopt;
}

}  // namespace

std::vector<SeatNow> seats_now(Clinic& clinic) {
  auto offer = current_offer(clinic);
  std::vector<SeatNow> out;
  for (const store::Service& service : offer->services)
    if (auto seat = next_seat(*offer, clinic.now(), service.id, {}))
      out.push_back({service.id, seat->start.at, seat->start.practitioners.front(), seat->full});
  return out;
}

Result<Booked> walk_in(Clinic& clinic, const WalkIn& in) {
  FASCIA_TRY_DONE(
      require_role(in.actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  auto offer = current_offer(clinic);
  if (offer->service(in.service) == nullptr) return invalid("service", "service_unknown");
  auto seat = next_seat(*offer, clinic.now(), in.service, in.practitioner);
  if (!seat) return conflict("no_seat_today", "service");
  BookAppointment booking;
  booking.service = in.service;
  booking.start = seat->start.at;
  booking.practitioner = seat->start.practitioners.front();
  booking.client = in.client;
  booking.known = in.known;
  booking.actor = in.actor;
  booking.has_arrived = true;
  booking.reason = in.reason;
  booking.rules_reason = "walk-in";
  return book_appointment(clinic, booking);
}

}  // namespace fascia::clinic
