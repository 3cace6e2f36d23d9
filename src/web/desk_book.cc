// SPDX-License-Identifier: Apache-2.0
// Booking for somebody on the phone, and for somebody who stands at the desk.
#include "clinic/book_appointment.h"
#include "clinic/find_client.h"
#include "clinic/free_times.h"
#include "clinic/in_turn.h"
#include "clinic/join_services.h"
#include "clinic/pass_rules.h"
#include "page/fields.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_book_view.h"
#include "web/desk_view.h"

namespace fascia::web {
namespace {

// The first and what follows, as one.
Done join(const Visit& visit, BookingChoice& choice) {
  if (choice.then.empty()) return {};
  std::vector<ServiceId> parts;
  auto read = [&](const std::string& text, const char* field) -> Done {
    auto id = ServiceId::parse(text);
    choice.refused = !id;
    if (!id) return invalid(field, "service_unknown");
    parts.push_back(*id);
    return {};
  };
  FASCIA_TRY_DONE(read(choice.service, "service"));
  for (const std::string& next : choice.then) FASCIA_TRY_DONE(read(next, "then"));
  auto all = clinic::join_services(visit.site.clinic, visit.actor(), parts);
  choice.refused = !all;
  if (!all) return all.error();
  choice.service = all->text();
  return {};
}

const store::Service* service_of(const clinic::Offer& offer, const BookingChoice& choice) {
  if (choice.refused) return nullptr;
  const store::Service* service =
      offer.service(ServiceId::parse(choice.service).value_or(ServiceId{}));
  return service != nullptr && service->active ? service : nullptr;
}

PractitionerId practitioner_of(const BookingChoice& choice) {
  return PractitionerId::parse(choice.practitioner).value_or(PractitionerId{});
}

// Where the desk names another therapist for what follows: who gives each part.
std::vector<PractitionerId> by_part(const clinic::Offer& offer, const BookingChoice& choice) {
  const auto next = PractitionerId::parse(choice.next);
  const store::Service* service = service_of(offer, choice);
  if (!next || service == nullptr || service->parts.empty()) return {};
  std::vector<PractitionerId> out(service->parts.size(), *next);
  out.front() = practitioner_of(choice);
  return out;
}

void set_choices(page::View& view, const Visit& visit, const clinic::Offer& offer,
                 const BookingChoice& choice) {
  const std::vector<page::Option> services = service_options(visit, offer);
  std::vector<page::Option> people{{"", visit.say("desk.anybody")}};
  std::vector<std::string> parts;
  if (choice.refused) {
    parts = choice.then;
    parts.insert(parts.begin(), choice.service);
  } else if (const store::Service* chosen = service_of(offer, choice))
    for (const store::Service* part : clinic::parts_of(offer, *chosen))
      parts.push_back(part->id.text());
  std::vector<page::Option> next{{"", visit.say("desk_book.nothing_then")}};
  next.insert(next.end(), services.begin(), services.end());
  auto chosen_part = [&](std::size_t i) { return i < parts.size() ? parts[i] : std::string(); };
  for (const store::Practitioner& p : offer.practitioners) people.push_back({p.id.text(), p.name});
  page::set_grouped_options(view, "service", services, {chosen_part(0)});
  page::set_grouped_options(view, "then", next, {chosen_part(1)});
  page::set_grouped_options(view, "then2", next, {chosen_part(2)});
  view.show("has_then", parts.size() > 1);
  page::set_options(view, "practitioner", people, {choice.practitioner});
  people.front().text = visit.say("in_turn.same");
  page::set_options(view, "practitioner2", people, {choice.next});
  view.set("chosen_practitioner2", choice.next);
  view.field("day", choice.day);
  view.set("client_id", choice.client).set("find_text", choice.find);
  view.set("chosen_service", choice.service).set("chosen_practitioner", choice.practitioner);
  view.set("chosen_day", choice.day).set("chosen_at", choice.at);
}

clinic::FreeTimes asked_of(const clinic::Offer& offer, const BookingChoice& choice,
                           ServiceId service, Date day) {
  auto parts = by_part(offer, choice);
  const PractitionerId who = parts.empty() ? practitioner_of(choice) : PractitionerId{};
  return {service, day, who, std::nullopt, std::move(parts)};
}

// Which of the clinic's rules this time would break (R35).
std::string rule_of(const Visit& visit, const clinic::Offer& offer, const BookingChoice& choice,
                    ServiceId service, const schedule::Start& start) {
  schedule::Question q;
  q.service = service;
  q.practitioner = start.practitioners.front();
  q.in_turn = clinic::parts_asked(offer, service, by_part(offer, choice));
  q.now = visit.site.clinic.now();
  q.first_visit = true;
  q.may_turn = true;
  return clinic::rule_passed(offer.times, q, start.at);
}

// The free times of the day, the one nearest to the gap that was tapped chosen beforehand.
void set_times(page::View& view, const Visit& visit, const clinic::Offer& offer,
               const BookingChoice& choice, const std::string& chosen) {
  const store::Service* service = service_of(offer, choice);
  auto day = parse_date(choice.day);
  view.show("has_service", service != nullptr && day.has_value());
  view.show("start_wrong", false).set("start_error", "");
  view.list("times");
  std::vector<schedule::Start> starts;
  if (service != nullptr && day)
    starts = clinic::free_times(visit.site.clinic, asked_of(offer, choice, service->id, *day));
  view.show("no_times", starts.empty());
  view.set("none_why", no_times_text(visit, day ? offer.closed_on(*day) : nullptr));
  view.set("times_day", day ? page::day_text(visit.language, *day) : "");
  int wanted = choice.at.empty() ? -1 : std::atoi(choice.at.c_str());
  bool marked = false;
  for (const schedule::Start& start : starts) {
    std::string value = to_rfc3339_utc(start.at) + " " + start.practitioners.front().text();
    bool near =
        !marked && chosen.empty() && wanted >= 0 && offer.zone.wall(start.at).minute >= wanted;
    marked = marked || near;
    std::string rule = rule_of(visit, offer, choice, service->id, start);
    std::vector<std::string> names;
    for (PractitionerId id : start.practitioners)
      if (const auto* p = offer.practitioner(id)) names.push_back(p->first_name);
    view.add("times")
        .set("time_value", value)
        .set("time_text", time_of(visit, start.at))
        .set("time_who", page::comma_text(names))
        .show("time_passes", !rule.empty())
        .set("time_rule", rule.empty() ? "" : visit.say("desk_rule." + rule))
        .show("time_chosen", near || value == chosen);
  }
  std::optional<Date> next;
  if (service != nullptr && day && starts.empty())
    next = clinic::next_free_day(visit.site.clinic, asked_of(offer, choice, service->id, *day + 1));
  view.show("has_next_day", next.has_value());
  view.set("next_day", next ? to_iso(*next) : "");
  view.set("next_day_text", next ? page::day_text(visit.language, *next) : "");
}

http::Response book_page(Visit& visit, const Error* error = nullptr) {
  BookingChoice choice = booking_choice(visit);
  Done joined = join(visit, choice);
  if (joined && visit.request.query_value("two") == "yes")
    return go(visit, "/desk/book-two?service=" + http::url_encode(choice.service) +
                         "&practitioner=" + http::url_encode(choice.practitioner) +
                         "&day=" + http::url_encode(choice.day) +
                         "&client=" + http::url_encode(choice.client));
  if (!joined && error == nullptr) error = &joined.error();
  auto offer = clinic::current_offer(visit.site.clinic);
  if (choice.day.empty()) choice.day = to_iso(today_of(visit));
  if (choice.service.empty() && !offer->services.empty())
    choice.service = offer->services.front().id.text();
  Done sound = check_choice(visit, *offer, choice);
  if (!sound && error == nullptr) error = &sound.error();
  page::View view;
  page::set_wrongs(view, client_wrongs(visit, error));
  view.show("no_services", offer->services.empty() || offer->practitioners.empty());
  view.show("takes_two", takes_two(visit));
  page::set_check(view, "two", visit.request.query_value("two") == "yes");
  set_choices(view, visit, *offer, choice);
  set_times(view, visit, *offer, choice, visit.form.get("start"));
  set_client(view, visit, choice);
  set_policy_and_rule(view, visit, error);
  return show(visit, "desk-book", std::move(view), error != nullptr ? status_for(*error) : 200);
}

http::Response book(Visit& visit) {
  BookingChoice choice = booking_choice(visit);
  Done sound = join(visit, choice);
  if (sound) sound = check_choice(visit, *clinic::current_offer(visit.site.clinic), choice);
  if (!sound) return book_page(visit, &sound.error());
  auto known = known_client(visit, choice);
  Faults faults;
  clinic::BookAppointment in;
  in.client = details_of(visit, known, faults);
  auto start = start_of(visit, choice.day);
  if (!start) faults.add(invalid("start", "start_missing"));
  in.service = ServiceId::parse(choice.service).value_or(ServiceId{});
  in.start = start.value_or(visit.site.clinic.now());
  in.by_part = by_part(*clinic::current_offer(visit.site.clinic), choice);
  if (in.by_part.empty()) in.practitioner = practitioner_of(choice);
  in.booked_by = visit.staff->name;
  in.known = known ? known->id : ClientId{};
  in.actor = visit.actor();
  in.reason = visit.form.get("reason");
  if (visit.form.get("policy") == "yes") in.policy = agreed_policy(visit, "policy_version");
  faults.add(clinic::check_booking(visit.site.clinic, in));
  if (const Done read = faults.done(); !read) return book_page(visit, &read.error());
  if (auto unread = unread_notice(visit, notices_of(visit, choice, known)))
    return book_page(visit, &*unread);
  auto booked = clinic::book_appointment(visit.site.clinic, in);
  if (!booked) return book_page(visit, &booked.error());
  return go(visit, "/desk/visit/" + booked->appointment.id.text() + "?done=booked");
}

}  // namespace

void set_policy_read_out(page::View& view, const Visit& visit, bool ticked) {
  const bool came_back = visit.request.method == http::Method::post;
  store::CancelPolicy policy = clinic::policy_now(visit.site.clinic);
  view.set("policy_text", page::policy_text(visit.language, policy)).set("version", policy.version);
  page::set_check(view, "policy", came_back ? visit.form.get("policy") == "yes" : ticked);
}

void set_policy_and_rule(page::View& view, const Visit& visit, const Error* error) {
  set_policy_read_out(view, visit);
  view.field("exact", visit.form.get("exact"), "");
  view.field("reason", visit.form.get("reason"));
  view.show("rule_open", !visit.form.get("exact").empty() || !visit.form.get("reason").empty() ||
                             !fault_at(visit, error, "reason").empty());
}

std::optional<Instant> start_of(const Visit& visit, const std::string& day) {
  std::string typed = visit.form.get("exact"), picked = visit.form.get("start");
  if (typed.empty()) return parse_rfc3339(picked.substr(0, picked.find(' ')));
  auto wall = parse_wall(day + "T" + typed);
  if (!wall) return std::nullopt;
  return clinic::current_offer(visit.site.clinic)->zone.instant(*wall);
}

void add_desk_book(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/book",
              for_staff(site, roles, [](Visit& v) { return book_page(v); }), "staff"});
  router.add({Method::post, "/desk/book", for_staff(site, roles, book), "staff"});
}

}  // namespace fascia::web
