// SPDX-License-Identifier: Apache-2.0
// Somebody stands at the desk: the next free time of today, booked and marked as arrived.
#include <algorithm>

#include "clinic/walk_in.h"
#include "page/words.h"
#include "web/desk_book_view.h"
#include "web/desk_view.h"

namespace fascia::web {
namespace {

http::Response walk_in_page(Visit& visit, const Error* error = nullptr) {
  auto offer = clinic::current_offer(visit.site.clinic);
  page::View view;
  page::set_wrongs(view, client_wrongs(visit, error));
  view.list("seats");
  view.show("service_wrong", false).set("service_error", "");
  auto seats = clinic::seats_now(visit.site.clinic);
  view.show("no_seats", seats.empty());
  const bool any_full = std::ranges::any_of(seats, &clinic::SeatNow::full);
  view.show("asks_why", any_full || !fault_at(visit, error, "reason").empty());
  view.field("reason", visit.form.get("reason"));
  std::string chosen = visit.form.get("service");
  for (const clinic::SeatNow& seat : seats) {
    const store::Service* service = offer->service(seat.service);
    const store::Practitioner* p = offer->practitioner(seat.practitioner);
    bool now = seat.start < visit.site.clinic.now() + minutes(10);
    view.add("seats")
        .set("seat_value", seat.service.text())
        .set("seat_service", service_name(visit, *service))
        .set("seat_when", now ? visit.say("desk.now") : time_of(visit, seat.start))
        .set("seat_who", p != nullptr ? p->first_name : "")
        .show("seat_full", seat.full)
        .show("seat_chosen",
              chosen.empty() ? &seat == &seats.front() : chosen == seat.service.text());
  }
  set_client(view, visit, booking_choice(visit));
  BookingChoice choice = booking_choice(visit);
  view.set("client_id", choice.client).set("find_text", choice.find);
  return show(visit, "desk-walk-in", std::move(view), error != nullptr ? status_for(*error) : 200);
}

http::Response walk_in(Visit& visit) {
  BookingChoice choice = booking_choice(visit);
  if (auto sound = check_choice(visit, *clinic::current_offer(visit.site.clinic), choice); !sound)
    return walk_in_page(visit, &sound.error());
  auto known = known_client(visit, choice);
  Faults faults;
  clinic::WalkIn in;
  in.client = details_of(visit, known, faults);
  in.service = ServiceId::parse(choice.service).value_or(ServiceId{});
  if (!in.service) faults.add(invalid("service", "service_unknown"));
  faults.add(clinic::check_client(in.client, today_of(visit)));
  if (const Done read = faults.done(); !read) return walk_in_page(visit, &read.error());
  if (auto unread = unread_notice(visit, notices_of(visit, choice, known)))
    return walk_in_page(visit, &*unread);
  in.known = known ? known->id : ClientId{};
  in.actor = visit.actor();
  in.reason = visit.form.get("reason");
  auto booked = clinic::walk_in(visit.site.clinic, in);
  if (!booked) return walk_in_page(visit, &booked.error());
  return go(visit, "/desk/visit/" + booked->appointment.id.text() + "?done=walked_in");
}

}  // namespace

void add_desk_walk_in(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/walk-in",
              for_staff(site, roles, [](Visit& v) { return walk_in_page(v); }), "staff"});
  router.add({Method::post, "/desk/walk-in", for_staff(site, roles, walk_in), "staff"});
}

}  // namespace fascia::web
