// SPDX-License-Identifier: Apache-2.0
// Two people who come at the same time, booked by one of them. A time is held for both, then the
// one says who comes; both times are taken when the form is sent, or neither is, and what was typed
// stays.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/couple_room.h"
#include "clinic/gender_wish.h"
#include "clinic/messages.h"
#include "clinic/visit_draft.h"
#include "http/form_limits.h"
#include "interop/problem.h"
#include "page/fields.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/typed_values.h"

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

// What was asked for is given to two, or refused: it is never the first of the list. Nothing asked
// is, where somebody only looks.
Done check_chosen(const Visit& visit, const clinic::Offer& offer) {
  const auto services = services_for_two(offer);
  const bool asks = visit.request.method == http::Method::post;
  for (const char* field : {"service", "service2"}) {
    const std::string slug = said(visit, field);
    if (slug.empty() && !(asks && std::string_view(field) == "service")) continue;
    if (std::ranges::find(services, slug, &store::Service::slug) == services.end())
      return invalid(field, "service_unknown");
  }
  if (auto day = date_or_none(said(visit, "day"), "day"); !day) return day.error();
  return {};
}

clinic::CoupleTimes question_of(const Visit& visit, const clinic::Offer& offer) {
  clinic::CoupleTimes out;
  out.first = chosen(visit, offer, "service")->id;
  const store::Service* second = chosen(visit, offer, "service2");
  out.second = said(visit, "service2").empty() ? out.first : second->id;
  out.staff = false;
  const auto draft = clinic::find_draft(visit.site.clinic, visit.browser);
  // As they are said, else as they were.
  out.first_wish = visit.form.has("gender") ? visit.form.get("gender") : draft.gender;
  out.second_wish = visit.form.has("gender2") ? visit.form.get("gender2") : draft.gender_of_second;
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

std::string details_path(const Visit& visit, Instant start, const Zone& zone) {
  return "/book/two/details?service=" + http::url_encode(said(visit, "service")) +
         "&service2=" + http::url_encode(said(visit, "service2")) +
         "&start=" + http::url_encode(to_rfc3339(start, zone));
}

// The use case says client.… and second.…; the page's fields are name and name2.
std::string field_of(const std::string& field) {
  if (field == "Idempotency-Key") return "key";
  if (field.starts_with("client.")) return field.substr(7);
  if (field.starts_with("second.")) return field.substr(7) + "2";
  return field;
}

void set_times(page::View& view, const Visit& visit, const clinic::Offer& offer,
               const clinic::CoupleTimes& ask) {
  std::vector<page::Option> times;
  for (const clinic::CoupleStart& start : clinic::couple_times(visit.site.clinic, ask))
    times.push_back({to_rfc3339(start.at, offer.zone),
                     page::clock_words(visit.language, offer.zone.wall(start.at).minute)});
  view.show("has_times", !times.empty());
  view.set("times_day", page::day_text(visit.language, ask.day));
  const clinic::Closed* closed = offer.closed_on(ask.day);
  view.set("none_why",
           closed == nullptr ? visit.say("book.none_free") : closed_text(visit, *closed) + ".");
  page::set_options(view, "start", times, {said(visit, "start")});
  std::optional<Date> next;
  if (times.empty()) next = clinic::next_couple_day(visit.site.clinic, ask);
  view.show("has_next_free", next.has_value());
  view.set("next_free_path", next ? path_of(visit, *next) : "");
  view.set("next_free_day", next ? page::day_text(visit.language, *next) : "");
}

Done check_wishes(const clinic::Offer& offer, const clinic::CoupleTimes& ask) {
  return clinic::check_wishes_of_two(offer, {ask.first, {}, ask.first_wish},
                                     {ask.second, {}, ask.second_wish});
}

// Whom each would rather be treated by: kept with this browser's draft, in no address.
void set_wishes(page::View& view, const Visit& visit, const clinic::Offer& offer,
                const clinic::CoupleTimes& ask) {
  auto is_wish = [](const std::string& text) { return !text.empty() && text != "any"; };
  const auto first = wish_options(visit, offer, ask.first_wish);
  const auto second = wish_options(visit, offer, ask.second_wish);
  view.show("may_wish", !first.empty() || !second.empty());
  view.show("wished", is_wish(ask.first_wish) || is_wish(ask.second_wish));
  page::set_options(view, "gender", first, {ask.first_wish});
  page::set_options(view, "gender2", second, {ask.second_wish});
}

void set_people(page::View& view, const Visit& visit) {
  for (const char* of : kBoth)
    for (const char* name : {"name", "birth_date", "email", "phone"}) {
      std::string field = std::string(name) + of;
      view.field(field, visit.form.get(field));
    }
}

bool is_open(const Visit& visit, const clinic::Offer& offer) {
  return clinic::couples_online(visit.site.clinic) && chosen(visit, offer, "service") != nullptr;
}

void set_services(page::View& view, const Visit& visit, const clinic::Offer& offer,
                  const clinic::CoupleTimes& ask) {
  std::vector<page::Option> services;
  for (const store::Service* one : services_for_two(offer))
    services.push_back({one->slug, name_and_length(visit, *one) + ", " +
                                       page::money_text(visit.language, one->price)});
  const store::Service* first = offer.service(ask.first);
  const store::Service* second = offer.service(ask.second);
  page::set_options(view, "service", services, {first->slug});
  page::set_options(view, "service2", services, {second->slug});
  view.set("service_slug", first->slug).set("service2_slug", second->slug);
  view.set("service_name", name_and_length(visit, *first))
      .set("service2_name", name_and_length(visit, *second));
  view.set("price_words",
           price_words(visit, {first->price.cents + second->price.cents, first->price.currency}));
}

// Each field of a person stands on the page twice.
std::vector<page::Wrong> wrongs_of_two(const Visit& visit, const Error* error) {
  auto wrongs = wrongs_of(visit, error);
  for (page::Wrong& wrong : wrongs) {
    wrong.field = field_of(wrong.field);
    if (known_word(wrong.field, {"name", "birth_date", "email", "phone"}))
      wrong.whose = visit.say("book_two.you");
    if (known_word(wrong.field, {"name2", "birth_date2", "email2", "phone2"}))
      wrong.whose = visit.say("book_two.other");
  }
  return wrongs;
}

int status_of(const Error* error) { return error == nullptr ? 200 : interop::http_status(*error); }

// What for, and when: a time is held by a POST.
http::Response two_page(Visit& visit, const Error* error = nullptr) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (!is_open(visit, *offer)) return go(visit, "/book");
  const Done sound = check_chosen(visit, *offer);
  if (!sound && error == nullptr) error = &sound.error();
  clinic::CoupleTimes ask = question_of(visit, *offer);
  const Done wishes = check_wishes(*offer, ask);
  if (!wishes && error == nullptr) error = &wishes.error();
  page::View view;
  auto wrongs = wrongs_of_two(visit, error);
  for (page::Wrong& wrong : wrongs)
    if (!known_word(wrong.field, {"service", "service2", "day", "gender", "gender2"}))
      wrong.field = "start";
  page::set_wrongs(view, wrongs);
  set_services(view, visit, *offer, ask);
  set_wishes(view, visit, *offer, ask);
  view.field("day", to_iso(ask.day));
  set_times(view, visit, *offer, ask);
  set_zone(visit, view, *offer);
  return kept_private(show(visit, "book-two", std::move(view), status_of(error)));
}

// The hold of this browser, when it is that of these two at this start.
std::optional<store::Hold> hold_of(const Visit& visit, const clinic::CoupleTimes& ask,
                                   Instant start) {
  const std::string token = clinic::find_draft(visit.site.clinic, visit.browser).hold;
  auto held = clinic::holds_of(visit.site.clinic, token);
  const bool theirs = held.size() == 2 && held[0].service == ask.first &&
                      held[1].service == ask.second && held[0].start == start;
  return theirs ? std::optional(held.front()) : std::nullopt;
}

// The page instead, where two do not book by themselves here or not what was chosen.
std::optional<http::Response> refused_choice(Visit& visit, const clinic::Offer& offer) {
  if (!is_open(visit, offer)) return go(visit, "/book");
  if (const Done sound = check_chosen(visit, offer); !sound) return two_page(visit, &sound.error());
  return std::nullopt;
}

// Who comes. Where the time is gone, the others of the day stand in its place.
http::Response who_page(Visit& visit, Instant start, const Error* error = nullptr) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (auto refused = refused_choice(visit, *offer)) return *refused;
  page::View view;
  page::set_wrongs(view, wrongs_of_two(visit, error));
  clinic::CoupleTimes ask = question_of(visit, *offer);
  ask.day = offer->zone.date(start);
  set_services(view, visit, *offer, ask);
  const bool gone = error != nullptr && error->field == "start";
  auto hold = gone ? std::nullopt : hold_of(visit, ask, start);
  view.show("gone", gone).set("gone_text", gone ? page::error_text(visit.language, *error) : "");
  if (gone) set_times(view, visit, *offer, ask);
  view.set("start_value", to_rfc3339(start, offer->zone));
  view.set("time_when", page::when_text(visit.language, offer->zone.wall(start)));
  view.set("other_times_path", path_of(visit, ask.day));
  fill_held(visit, view, *offer, hold);
  set_people(view, visit);
  set_zone(visit, view, *offer);
  store::CancelPolicy policy = clinic::policy_now(visit.site.clinic);
  view.set("policy", page::policy_text(visit.language, policy)).set("version", policy.version);
  fill_policy_sums(visit, view, policy,
                   {offer->service(ask.first)->price, offer->service(ask.second)->price});
  view.set("key", visit.form.has("key") ? visit.form.get("key") : visit.site.clinic.random.token());
  return kept_private(show(visit, "book-two-who", std::move(view), status_of(error)));
}

// Holds both times. The page that it was asked on, `again`, where that cannot be.
template <class Again>
std::optional<http::Response> hold_both(Visit& visit, const clinic::Offer& offer, Instant start,
                                        Again again) {
  if (auto refused = limit_of(visit, http::form_limits::kHolds))
    return with_wait(again(refused->error), refused->wait);
  clinic::CoupleTimes ask = question_of(visit, offer);
  auto held = clinic::hold_couple(
      visit.site.clinic, {ask.first, ask.second, start, visit.browser, counted_address(visit),
                          visit.site.limits.count_of(http::form_limits::kHeldAtOnce),
                          ask.first_wish, ask.second_wish});
  if (!held && held.error().code == Code::too_many)
    return with_wait(again(held.error()), clinic::kHoldTime);
  if (!held) return again(held.error());
  auto draft = clinic::find_draft(visit.site.clinic, visit.browser);
  draft.hold = held->token;
  draft.hold_until.reset();
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  return std::nullopt;
}

http::Response post_hold_two(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (auto refused = refused_choice(visit, *offer)) return *refused;
  const Error missing = invalid("start", "start_missing");
  auto start = parse_rfc3339(visit.form.get("start"));
  if (!start) return two_page(visit, &missing);
  auto refused =
      hold_both(visit, *offer, *start, [&](const Error& error) { return two_page(visit, &error); });
  return refused ? *refused : go(visit, details_path(visit, *start, offer->zone));
}

// Refused where nobody fits, with what was chosen still there to be changed.
http::Response post_wishes(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (auto refused = refused_choice(visit, *offer)) return *refused;
  clinic::CoupleTimes ask = question_of(visit, *offer);
  const Done sound = check_wishes(*offer, ask);
  if (!sound) return two_page(visit, &sound.error());
  auto draft = clinic::find_draft(visit.site.clinic, visit.browser);
  draft.gender = ask.first_wish;
  draft.gender_of_second = ask.second_wish;
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  return go(visit, "/book/two?service=" + http::url_encode(said(visit, "service")) +
                       "&service2=" + http::url_encode(said(visit, "service2")));
}

http::Response get_who(Visit& visit) {
  auto start = parse_rfc3339(visit.request.query_value("start"));
  return start ? who_page(visit, *start) : go(visit, "/book/two");
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

// Ten minutes more, or the same time again if it is still free.
http::Response keep_longer(Visit& visit, const clinic::Offer& offer, Instant start,
                           const std::string& token) {
  std::optional<http::Response> refused;
  if (hold_of(visit, question_of(visit, offer), start))
    (void)clinic::extend_hold(visit.site.clinic,
                              token);  // hold_no_more: the page says when it ends
  else
    refused = hold_both(visit, offer, start,
                        [&](const Error& error) { return who_page(visit, start, &error); });
  return refused ? *refused : who_page(visit, start);
}

http::Response book(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (auto refused = refused_choice(visit, *offer)) return *refused;
  const Error missing = invalid("start", "start_missing");
  auto start = parse_rfc3339(visit.form.get("start"));
  if (auto gone = parse_rfc3339(visit.form.get("gone_start")); !start && gone)
    return who_page(visit, *gone, &missing);
  if (!start) return two_page(visit, &missing);
  const std::string token = clinic::find_draft(visit.site.clinic, visit.browser).hold;
  const Error unread = invalid("do", "choice_missing");
  if (!known_word(visit.form.get("do"), {"", "book", "leave", "extend"}))
    return who_page(visit, *start, &unread);
  if (visit.form.get("do") == "leave") {
    auto done = clinic::release_hold(visit.site.clinic, token);
    return done ? go(visit, path_of(visit, offer->zone.date(*start)))
                : show_error(visit, done.error());
  }
  if (visit.form.get("do") == "extend") return keep_longer(visit, *offer, *start, token);
  if (auto refused = limit_of(visit, http::form_limits::kBookings))
    return with_wait(who_page(visit, *start, &refused->error), refused->wait);
  clinic::CoupleTimes ask = question_of(visit, *offer);
  clinic::BookCouple in;
  in.actor = clinic::client_at(visit.request.remote);
  in.first = person_of(visit, ask.first, kBoth[0]);
  in.second = person_of(visit, ask.second, kBoth[1]);
  in.first.gender_wish = ask.first_wish;
  in.second.gender_wish = ask.second_wish;
  in.start = *start;
  in.hold = token;
  in.idempotency_key = visit.form.get("key");
  in.policy = agreed_policy(visit, "policy");
  in.body = posted_body(visit);
  auto booked = clinic::book_couple(visit.site.clinic, in);
  if (!booked && booked.error().field.starts_with("gender"))
    return two_page(visit, &booked.error());
  if (!booked) return who_page(visit, *start, &booked.error());
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
  router.add({Method::post, "/book/two/hold", open_to_all(site, post_hold_two)});
  router.add({Method::post, "/book/two/wish", open_to_all(site, post_wishes)});
  router.add({Method::get, "/book/two/details", open_to_all(site, get_who)});
  router.add({Method::post, "/book/two", open_to_all(site, book)});
}

}  // namespace fascia::web
