// SPDX-License-Identifier: Apache-2.0
// Choosing what, with whom and when. Every step is a link or a form, so that it works without
// script; a time is held by a POST alone.
#include "clinic/gender_wish.h"
#include "clinic/join_services.h"
#include "clinic/service_list.h"
#include "http/form_limits.h"
#include "interop/problem.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

std::string book_path(const store::Service& service, PractitionerId who) {
  std::string path = "/book?service=" + http::url_encode(service.slug);
  if (who) path += "&practitioner=" + who.text();
  return path;
}

std::string group_name(const Visit& visit, const store::ServiceGroup& group) {
  return visit.language == page::Language::fr ? group.name_fr : group.name_en;
}

// One thing in several lengths, each with its price.
void fill_lengths(page::View& view, const Visit& visit,
                  const std::vector<const store::Service*>& lengths, PractitionerId who,
                  const store::Service* chosen) {
  view.list("lengths").show("has_lengths", lengths.size() > 1);
  for (const store::Service* one : lengths)
    view.add("lengths")
        .set("length_path", book_path(*one, who))
        .set("length_name", name_of(visit, *one))
        .set("length_text", page::minutes_text(visit.language, one->minutes))
        .set("length_price", page::money_text(visit.language, one->price))
        .show("length_now", chosen != nullptr && chosen->id == one->id);
}

void fill_services(const Visit& visit, page::View& view, const clinic::Offer& offer,
                   const store::Service* chosen) {
  view.list("services");
  for (const clinic::SoldThing& thing : clinic::sold_things(offer, true)) {
    const store::Service& service = *thing.lengths.front();
    page::View& item = view.add("services");
    item.set("service_path", book_path(service, {}))
        .set("service_name",
             thing.group != nullptr ? group_name(visit, *thing.group) : name_of(visit, service))
        .set("service_length", page::minutes_text(visit.language, service.minutes))
        .set("service_price", page::money_text(visit.language, service.price))
        .set("service_whom", whom_for(visit, service))
        .show("service_now", chosen != nullptr && chosen->id == service.id)
        .show("service_alone", thing.group == nullptr);
    fill_lengths(item, visit, thing.lengths, {}, chosen);
  }
}

void fill_people(const Visit& visit, page::View& view, const clinic::Offer& offer,
                 const store::Service& service, PractitionerId chosen, std::optional<Date> day) {
  auto add = [&](PractitionerId id, const std::string& name) {
    std::string path = book_path(service, id);
    if (day) path += "&day=" + to_iso(*day);
    view.add("people")
        .set("person_path", path)
        .set("person_name", name)
        .show("person_now", id == chosen);
  };
  view.list("people");
  add({}, visit.say("book.anyone"));
  for (const store::Practitioner& p : offer.practitioners)
    if (std::find(p.services.begin(), p.services.end(), service.id) != p.services.end())
      add(p.id, p.first_name);
}

// What may follow in the same visit, and the way back to the first alone.
void fill_then(const Visit& visit, page::View& view, const clinic::Offer& offer,
               const store::Service& service) {
  std::vector<page::Option> options;
  for (const store::Service* next :
       clinic::followers(visit.site.clinic, offer, visit.actor(), service))
    options.push_back({next->slug, name_and_length(visit, *next)});
  view.show("can_follow", !options.empty());
  page::set_options(view, "then", options, {});
  const store::Service& first = *clinic::parts_of(offer, service).front();
  view.show("joined", !service.parts.empty());
  view.show("in_turn", clinic::is_in_turn(offer, service.id));
  view.set("first_path", book_path(first, {})).set("first_name", name_of(visit, first));
}

void fill_outlook(const Visit& visit, page::View& view, const Outlook& outlook) {
  fill_refused_parts(visit, view, outlook.refused_parts);
  view.show("answered", !outlook.token.empty());
  view.show("refused", outlook.refused);
  view.show("from_earliest", outlook.earliest && !outlook.letter);
  fill_letter(visit, view, outlook);
  view.set("earliest_day",
           outlook.earliest ? page::day_text(visit.language, *outlook.earliest) : std::string());
  view.show("has_gentler", outlook.gentler != nullptr);
  view.set("gentler_path", outlook.gentler ? book_path(*outlook.gentler, {}) : std::string());
  view.set("gentler_name", outlook.gentler ? name_of(visit, *outlook.gentler) : std::string());
}

// Whom they would like; what cannot be read is not "anyone who is free".
Result<PractitionerId> asked_for(const clinic::Offer& offer, const std::string& text) {
  return known_or_none<PractitionerId>(text, offer.practitioners, "practitioner",
                                       "practitioner_unknown");
}

// What is chosen to follow is one more service of the clinic: a POST, because it is kept.
http::Response post_then(Visit& visit) {
  const std::string slug = visit.form.get("service");
  const auto refused = limit_of(visit, http::form_limits::kJoined);
  auto offer = refused ? clinic::offer_with(visit.site.clinic, slug)
                       : clinic::offer_to_hold(visit.site.clinic, visit.actor(), slug);
  const store::Service* service = offer->service_by_slug(slug);
  if (service == nullptr || !service->online) return services_page(visit, *offer, nullptr);
  auto asked = asked_for(*offer, visit.form.get("practitioner"));
  const PractitionerId who = asked ? *asked : PractitionerId{};
  if (refused)
    return with_wait(times_page(visit, service, who, std::nullopt, std::nullopt, &refused->error),
                     refused->wait);
  if (!asked) return times_page(visit, service, {}, std::nullopt, std::nullopt, &asked.error());
  const store::Service* next = offer->service_by_slug(visit.form.get("then"));
  auto both = clinic::join_services(visit.site.clinic, visit.actor(),
                                    {service->id, next != nullptr ? next->id : ServiceId{}});
  if (!both) return times_page(visit, service, who, std::nullopt, std::nullopt, &both.error());
  auto now = clinic::current_offer(visit.site.clinic);
  const store::Service* all = now->service(*both);
  return go(visit, all != nullptr ? book_path(*all, who) : "/book");
}

// Kept with this browser's draft; at the booking it becomes the client's.
http::Response post_wish(Visit& visit) {
  auto offer = clinic::offer_with(visit.site.clinic, visit.form.get("service"));
  const store::Service* service = offer->service_by_slug(visit.form.get("service"));
  if (service == nullptr || !service->online) return services_page(visit, *offer, nullptr);
  const std::string wish = visit.form.get("gender");
  if (wish.empty() || !clinic::is_gender_wish(wish)) {
    Error error = invalid("gender", "wish_unknown");
    return times_page(visit, service, {}, std::nullopt, std::nullopt, &error);
  }
  clinic::VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  draft.gender = wish;
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  if (visit.form.get("page") == "plan")
    return go(visit, "/assess/plan?service=" + http::url_encode(service->slug) + "#who");
  return go(visit, book_path(*service, {}));
}

http::Response get_book(Visit& visit) {
  std::string_view slug = visit.request.query_value("service");
  auto offer = clinic::offer_with(visit.site.clinic, slug);
  const store::Service* service = offer->service_by_slug(slug);
  if (service == nullptr || !service->online) return services_page(visit, *offer, nullptr);
  auto who = asked_for(*offer, std::string(visit.request.query_value("practitioner")));
  auto day = parse_date(visit.request.query_value("day"));
  if (!who) return times_page(visit, service, {}, day, std::nullopt, &who.error());
  return times_page(visit, service, *who, day, std::nullopt, nullptr);
}

// The plan page leads here with a time: nothing is held before the person says so.
http::Response get_time(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  const store::Service* service = offer->service_by_slug(visit.request.param("service"));
  if (service == nullptr || !service->online)
    return show_error(visit, not_found("service_unknown"));
  auto who = asked_for(*offer, std::string(visit.request.query_value("practitioner")));
  if (!who) return times_page(visit, service, {}, std::nullopt, std::nullopt, &who.error());
  auto start = parse_rfc3339(visit.request.query_value("start"));
  if (!start) return go(visit, book_path(*service, *who));
  page::View view;
  view.set("service_slug", service->slug).set("service_name", name_and_length(visit, *service));
  view.set("start_value", to_rfc3339(*start, offer->zone));
  view.set("practitioner_value", *who ? who->text() : "");
  view.set("time_when", page::when_text(visit.language, offer->zone.wall(*start)));
  view.set("time_who", therapist_of(visit, *offer, *who));
  view.set("price_words", price_words(visit, service->price));
  view.set("other_times_path",
           book_path(*service, *who) + "&day=" + to_iso(offer->zone.date(*start)));
  set_zone(visit, view, *offer);
  return show(visit, "book-time", std::move(view));
}

}  // namespace

http::Response services_page(const Visit& visit, const clinic::Offer& offer, const Error* error) {
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  fill_services(visit, view, offer, nullptr);
  view.show("books_two", books_two(visit, offer));
  return show(visit, "book-services", std::move(view),
              error != nullptr ? interop::http_status(*error) : 200);
}

void fill_gender_wish(const Visit& visit, page::View& view, const clinic::Offer& offer,
                      const store::Service& service, const clinic::VisitDraft& draft,
                      std::string_view page) {
  auto genders = clinic::genders_to_choose(offer, service);
  // A wish that was told before stays to be seen and taken back.
  const bool wished = !draft.gender.empty() && draft.gender != "any";
  if (wished && std::find(genders.begin(), genders.end(), draft.gender) == genders.end())
    genders.push_back(draft.gender);
  view.show("may_wish", !genders.empty()).show("wished", wished);
  view.set("wish_page", page).set("wish_service", service.slug);
  view.list("wishes");
  genders.insert(genders.begin(), "any");
  for (const std::string& one : genders)
    view.add("wishes")
        .set("wish_value", one)
        .set("wish_text", visit.say("book_wish." + one))
        .show("wish_now", draft.gender == one);
}

std::vector<page::Option> wish_options(const Visit& visit, const clinic::Offer& offer,
                                       const std::string& chosen) {
  std::vector<page::Option> out;
  for (const char* one : {"woman", "man", "other"}) {
    const bool makes_a_difference = std::ranges::any_of(offer.services, [&](const auto& service) {
      const auto genders = clinic::genders_to_choose(offer, service);
      return std::ranges::find(genders, one) != genders.end();
    });
    if (makes_a_difference || chosen == one)
      out.push_back({one, visit.say("book_wish." + std::string(one))});
  }
  const bool said = !chosen.empty() && chosen != "any";  // to be seen and taken back
  if (!out.empty() || said) out.insert(out.begin(), {"any", visit.say("book_wish.any")});
  return out;
}

http::Response times_page(Visit& visit, const store::Service* service, PractitionerId who,
                          std::optional<Date> day, std::optional<Instant> taken,
                          const Error* error) {
  auto offer = clinic::current_offer(visit.site.clinic);
  clinic::VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  auto everybody = offer;
  if (!draft.gender.empty() && draft.gender != "any")
    offer = std::make_shared<clinic::Offer>(clinic::offer_for_wish(*offer, draft.gender));
  if (who && offer->practitioner(who) == nullptr) who = {};
  Outlook outlook = outlook_of(visit, draft, *offer, *service);
  page::View view;
  view.set("service_slug", service->slug).set("service_name", name_and_length(visit, *service));
  view.set("price_words", price_words(visit, service->price));
  view.set("practitioner_value", who ? who.text() : std::string());
  fill_people(visit, view, *offer, *service, who, day);
  fill_gender_wish(visit, view, *everybody, *service, draft, "book");
  fill_lengths(view, visit, clinic::other_lengths(*offer, *service, true), who, service);
  fill_then(visit, view, *offer, *service);
  fill_outlook(visit, view, outlook);
  TimesAsk ask;
  ask.question.service = service->id;
  ask.question.practitioner = who;
  ask.question.now = visit.site.clinic.now();
  ask.question.earliest = outlook.earliest;
  ask.question.first_visit = true;
  ask.day = day;
  ask.path = book_path(*service, who);
  fill_times(visit, view, *offer, ask);
  view.show("times_post", true).set("times_method", "post").set("times_action", "/book/hold");
  view.set("times_with", "").show("has_places", visit.site.clinic.location.value != 0);
  view.show("gone", error != nullptr);
  view.show("has_gone_field", error != nullptr && !error->field.empty());
  view.set("gone_field", error != nullptr ? error->field : std::string());
  view.list("others").show("has_others", taken.has_value());
  if (taken) fill_others(visit, view, *offer, ask.question, *taken);
  view.set("gone_text", error != nullptr ? page::error_text(visit.language, *error) : "");
  return show(visit, "book-times", std::move(view),
              error != nullptr ? interop::http_status(*error) : 200);
}

void add_booking_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/book", open_to_all(site, get_book)});
  router.add({Method::post, "/book/then", open_to_all(site, post_then)});
  router.add({Method::post, "/book/wish", open_to_all(site, post_wish)});
  router.add({Method::get, "/book/{service}", open_to_all(site, get_time)});
  add_booking_details(router, site);
  add_booking_two(router, site);
  add_wait_pages(router, site);
  add_places_pages(router, site);
}

}  // namespace fascia::web
