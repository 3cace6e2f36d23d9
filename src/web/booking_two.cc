// SPDX-License-Identifier: Apache-2.0
// Two people who come at the same time, booked by one of them. No time is held: both times are
// taken when the form is sent, or neither is, and what was typed stays.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/couple_room.h"
#include "clinic/messages.h"
#include "http/form_limits.h"
#include "interop/problem.h"
#include "page/fields.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking.h"

namespace fascia::web {
namespace {

constexpr const char* kBoth[] = {"", "2"};  // what the fields of the first and the second end in

std::string said(const Visit& visit, const std::string& field) {
  if (visit.request.method == http::Method::post) return visit.form.get(field);
  return std::string(visit.request.query_value(field));
}

// Those that can be given to two at once; the one that was chosen, else the first.
std::vector<const store::Service*> services_for_two(const clinic::Offer& offer) {
  std::vector<const store::Service*> out;
  for (const store::Service& one : offer.services)
    if (one.online && !clinic::rooms_for_two(offer, one.id, one.id).empty()) out.push_back(&one);
  return out;
}

const store::Service* chosen(const Visit& visit, const clinic::Offer& offer,
                             const std::string& field) {
  auto services = services_for_two(offer);
  std::string slug = said(visit, field);
  for (const store::Service* one : services)
    if (one->slug == slug) return one;
  return services.empty() ? nullptr : services.front();
}

clinic::CoupleTimes question_of(const Visit& visit, const clinic::Offer& offer) {
  clinic::CoupleTimes out;
  out.first = chosen(visit, offer, "service")->id;
  const store::Service* second = chosen(visit, offer, "service2");
  out.second = said(visit, "service2").empty() ? out.first : second->id;
  out.staff = false;
  Date today = offer.zone.date(visit.site.clinic.now());
  auto day = parse_date(said(visit, "day"));
  Date last = today + offer.times.rules.horizon_days;
  out.day = std::clamp(day.value_or(today), today, last);
  if (!day)
    if (auto next = clinic::next_couple_day(visit.site.clinic, out)) out.day = *next;
  return out;
}

std::string path_of(const Visit& visit, Date day) {
  return "/book/two?service=" + http::url_encode(said(visit, "service")) +
         "&service2=" + http::url_encode(said(visit, "service2")) + "&day=" + to_iso(day);
}

// The use case says client.… and second.…; the page's fields are name and name2.
std::string field_of(const std::string& field) {
  if (field == "Idempotency-Key") return "key";
  if (field.starts_with("client.")) return field.substr(7);
  if (field.starts_with("second.")) return field.substr(7) + "2";
  return field;
}

std::string fault_of(const Visit& visit, const Error* error, const std::string& field) {
  return error != nullptr && field_of(error->field) == field
             ? page::error_text(visit.language, *error)
             : std::string();
}

void set_times(page::View& view, const Visit& visit, const clinic::Offer& offer,
               const clinic::CoupleTimes& ask, const Error* error) {
  std::vector<page::Option> times;
  for (const clinic::CoupleStart& start : clinic::couple_times(visit.site.clinic, ask))
    times.push_back({to_rfc3339(start.at, offer.zone),
                     page::clock_words(visit.language, offer.zone.wall(start.at).minute)});
  view.show("has_times", !times.empty());
  view.set("times_day", page::day_text(visit.language, ask.day));
  const clinic::Closed* closed = offer.closed_on(ask.day);
  view.set("none_why",
           closed == nullptr ? visit.say("book.none_free") : closed_text(visit, *closed) + ".");
  page::set_options(view, "start", times, {said(visit, "start")}, fault_of(visit, error, "start"));
  std::optional<Date> next;
  if (times.empty()) next = clinic::next_couple_day(visit.site.clinic, ask);
  view.show("has_next_free", next.has_value());
  view.set("next_free_path", next ? path_of(visit, *next) : "");
  view.set("next_free_day", next ? page::day_text(visit.language, *next) : "");
}

void set_people(page::View& view, const Visit& visit, const Error* error) {
  for (const char* of : kBoth)
    for (const char* name : {"name", "birth_date", "email", "phone"}) {
      std::string field = std::string(name) + of;
      view.field(field, visit.form.get(field), fault_of(visit, error, field));
    }
}

bool is_open(const Visit& visit, const clinic::Offer& offer) {
  return clinic::couples_online(visit.site.clinic) && chosen(visit, offer, "service") != nullptr;
}

http::Response two_page(Visit& visit, const Error* error = nullptr) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (!is_open(visit, *offer)) return go(visit, "/book");
  page::View view;
  std::vector<page::Wrong> wrongs;
  if (error != nullptr) wrongs = wrongs_of(visit, *error);
  for (page::Wrong& wrong : wrongs) wrong.field = field_of(wrong.field);
  page::set_wrongs(view, wrongs);
  clinic::CoupleTimes ask = question_of(visit, *offer);
  std::vector<page::Option> services;
  for (const store::Service* one : services_for_two(*offer))
    services.push_back({one->slug, name_and_length(visit, *one) + ", " +
                                       page::money_text(visit.language, one->price)});
  const store::Service* first = offer->service(ask.first);
  const store::Service* second = offer->service(ask.second);
  page::set_options(view, "service", services, {first->slug});
  page::set_options(view, "service2", services, {second->slug});
  view.set("service_slug", first->slug).set("service2_slug", second->slug);
  view.field("day", to_iso(ask.day));
  view.set("price_words",
           price_words(visit, {first->price.cents + second->price.cents, first->price.currency}));
  set_times(view, visit, *offer, ask, error);
  set_people(view, visit, error);
  set_zone(visit, view, *offer);
  store::CancelPolicy policy = clinic::policy_now(visit.site.clinic);
  view.set("policy", page::policy_text(visit.language, policy)).set("version", policy.version);
  view.set("key", visit.form.has("key") ? visit.form.get("key") : visit.site.clinic.random.token());
  return kept_private(show(visit, "book-two", std::move(view),
                           error == nullptr ? 200 : interop::http_status(*error)));
}

clinic::CouplePerson person_of(const Visit& visit, ServiceId service, const std::string& of) {
  clinic::CouplePerson out;
  out.service = service;
  out.client.name = visit.form.get("name" + of);
  out.client.birth_date = parse_date(visit.form.get("birth_date" + of));
  out.client.email = visit.form.get("email" + of);
  out.client.phone = visit.form.get("phone" + of);
  out.client.language = page::code(visit.language);
  return out;
}

http::Response book(Visit& visit) {
  if (auto refused = limited(visit, http::form_limits::kBookings)) return *refused;
  auto offer = clinic::current_offer(visit.site.clinic);
  if (!is_open(visit, *offer)) return go(visit, "/book");
  Error missing = invalid("start", "start_missing");
  auto start = parse_rfc3339(visit.form.get("start"));
  if (!start) return two_page(visit, &missing);
  clinic::CoupleTimes ask = question_of(visit, *offer);
  clinic::BookCouple in;
  in.first = person_of(visit, ask.first, kBoth[0]);
  in.second = person_of(visit, ask.second, kBoth[1]);
  in.start = *start;
  in.idempotency_key = visit.form.get("key");
  in.policy = agreed_policy(visit, "policy");
  in.body = posted_body(visit);
  auto booked = clinic::book_couple(visit.site.clinic, in);
  if (!booked) return two_page(visit, &booked.error());
  // The second one's link goes to the second one alone.
  return go(visit, clinic::manage_path(booked->first.appointment.id, booked->first.manage_token) +
                       "?new=1");
}

}  // namespace

bool books_two(const Visit& visit, const clinic::Offer& offer) {
  return clinic::couples_online(visit.site.clinic) && !services_for_two(offer).empty();
}

void add_booking_two(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/book/two", open_to_all(site, [](Visit& v) { return two_page(v); })});
  router.add({Method::post, "/book/two", open_to_all(site, book)});
}

}  // namespace fascia::web
