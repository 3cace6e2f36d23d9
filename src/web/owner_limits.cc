// SPDX-License-Identifier: Apache-2.0
// What holds for every visit that is booked: how soon, how far ahead, how much deep work a day.
#include "clinic/booking_limits.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

http::Response limits_page(Visit& visit, const Error* error = nullptr) {
  auto kept = clinic::read_booking_limits(visit.site.clinic, visit.actor());
  if (!kept) return show_error(visit, kept.error());
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("lead_minutes", std::to_string(kept->lead_minutes));
  form.text("horizon_days", std::to_string(kept->horizon_days));
  form.text("deep_minutes_a_day", std::to_string(kept->deep_minutes_a_day));
  form.text("deep_minutes_a_week", std::to_string(kept->deep_minutes_a_week));
  form.text("hands_on_minutes_a_week", std::to_string(kept->hands_on_minutes_a_week));
  form.text("client_deep_week", std::to_string(kept->client_deep_week));
  form.text("rest_minutes", std::to_string(kept->rest_minutes));
  form.text("quiet_from_hour", std::to_string(kept->quiet_from_hour));
  form.text("quiet_until_hour", std::to_string(kept->quiet_until_hour));
  view.show("saved", visit.request.query_value("saved") == "yes");
  return show(visit, "owner-limits", std::move(view), owner_status(error));
}

http::Response save(Visit& visit) {
  auto number = [&](std::string_view name) {
    return read_number(visit.form.get(name)).value_or(-1);
  };
  auto kept = clinic::read_booking_limits(visit.site.clinic, visit.actor());
  if (!kept) return show_error(visit, kept.error());
  clinic::BookingLimits limits = *kept;
  limits.lead_minutes = number("lead_minutes");
  limits.horizon_days = number("horizon_days");
  limits.deep_minutes_a_day = number("deep_minutes_a_day");
  limits.rest_minutes = number("rest_minutes");
  if (visit.form.has("deep_minutes_a_week"))
    limits.deep_minutes_a_week = number("deep_minutes_a_week");
  if (visit.form.has("hands_on_minutes_a_week"))
    limits.hands_on_minutes_a_week = number("hands_on_minutes_a_week");
  if (visit.form.has("client_deep_week")) limits.client_deep_week = number("client_deep_week");
  if (visit.form.has("quiet_from_hour")) limits.quiet_from_hour = number("quiet_from_hour");
  if (visit.form.has("quiet_until_hour")) limits.quiet_until_hour = number("quiet_until_hour");
  auto done = clinic::edit_booking_limits(visit.site.clinic, visit.actor(), limits);
  if (!done) return limits_page(visit, &done.error());
  return go(visit, "/owner/limits?saved=yes");
}

}  // namespace

void add_owner_limits(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner/limits",
              for_owner(site, [](Visit& v) { return limits_page(v); }), "owner"});
  router.add({http::Method::post, "/owner/limits", for_owner(site, save), "owner"});
}

}  // namespace fascia::web
