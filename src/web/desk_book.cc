// SPDX-License-Identifier: Apache-2.0
// Booking for somebody on the phone, and for somebody who stands at the desk.
#include "clinic/book_appointment.h"
#include "clinic/find_client.h"
#include "clinic/free_times.h"
#include "clinic/in_turn.h"
#include "clinic/join_services.h"
#include "clinic/pass_rules.h"
#include "clinic/walk_in.h"
#include "clinic/who_may_book.h"
#include "page/fields.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

// What was chosen so far: from the address while looking, from the form when booking.
struct Choice {
  std::string service, practitioner, day, at, client, find;
  std::vector<std::string> then = {};  // what follows in the same visit
  bool refused = false;                // these make no one visit
  std::string next = {};               // who gives what follows, where it is somebody else
};

Choice choice_of(const Visit& visit) {
  bool posted = visit.request.method == http::Method::post;
  auto get = [&](std::string_view name) {
    return posted ? visit.form.get(name) : std::string(visit.request.query_value(name));
  };
  Choice out{get("service"), get("practitioner"), get("day"), get("at"), get("client"), get("q")};
  out.next = get("practitioner2");
  for (const char* name : {"then", "then2"})
    if (std::string next = get(name); !next.empty()) out.then.push_back(next);
  return out;
}

// The first and what follows, as one.
Done join(const Visit& visit, Choice& choice) {
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

const store::Service* service_of(const clinic::Offer& offer, const Choice& choice) {
  if (choice.refused) return nullptr;
  const store::Service* service =
      offer.service(ServiceId::parse(choice.service).value_or(ServiceId{}));
  return service != nullptr && service->active ? service : nullptr;
}

std::optional<store::Client> known_client(const Visit& visit, const Choice& choice) {
  auto id = ClientId::parse(choice.client);
  if (!id) return std::nullopt;
  auto found = clinic::find_one_client(visit.site.clinic, visit.actor(), *id);
  return found ? std::optional(*found) : std::nullopt;
}

// What was chosen has to be there: it is never taken for "anybody", or for somebody new.
Done check_choice(const Visit& visit, const clinic::Offer& offer, const Choice& choice) {
  auto service = id_or_none<ServiceId>(choice.service, "service", "service_unknown");
  if (!service && !choice.refused) return service.error();
  if (service && *service && offer.service(*service) == nullptr)
    return invalid("service", "service_unknown");
  auto who = known_or_none<PractitionerId>(choice.practitioner, offer.practitioners, "practitioner",
                                           "practitioner_unknown");
  if (!who) return who.error();
  auto next = known_or_none<PractitionerId>(choice.next, offer.practitioners, "practitioner2",
                                            "practitioner_unknown");
  if (!next) return next.error();
  if (auto day = date_or_none(choice.day, "day"); !day) return day.error();
  if (!choice.client.empty() && !known_client(visit, choice)) return invalid("q", "client_unknown");
  return {};
}

PractitionerId practitioner_of(const Choice& choice) {
  return PractitionerId::parse(choice.practitioner).value_or(PractitionerId{});
}

// Where the desk names another therapist for what follows: who gives each part.
std::vector<PractitionerId> by_part(const clinic::Offer& offer, const Choice& choice) {
  const auto next = PractitionerId::parse(choice.next);
  const store::Service* service = service_of(offer, choice);
  if (!next || service == nullptr || service->parts.empty()) return {};
  std::vector<PractitionerId> out(service->parts.size(), *next);
  out.front() = practitioner_of(choice);
  return out;
}

void set_choices(page::View& view, const Visit& visit, const clinic::Offer& offer,
                 const Choice& choice, const Error* error) {
  auto wrong = [&](std::string_view field) {
    return error != nullptr && error->field == field ? page::error_text(visit.language, *error)
                                                     : std::string();
  };
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
  page::set_grouped_options(view, "service", services, {chosen_part(0)}, wrong("service"));
  page::set_grouped_options(view, "then", next, {chosen_part(1)}, wrong("then"));
  page::set_grouped_options(view, "then2", next, {chosen_part(2)});
  view.show("has_then", parts.size() > 1);
  page::set_options(view, "practitioner", people, {choice.practitioner}, wrong("practitioner"));
  people.front().text = visit.say("in_turn.same");
  page::set_options(view, "practitioner2", people, {choice.next}, wrong("practitioner2"));
  view.set("chosen_practitioner2", choice.next);
  view.field("day", choice.day, wrong("day"));
  view.set("client_id", choice.client).set("find_text", choice.find);
  view.set("chosen_service", choice.service).set("chosen_practitioner", choice.practitioner);
  view.set("chosen_day", choice.day).set("chosen_at", choice.at);
}

clinic::FreeTimes asked_of(const clinic::Offer& offer, const Choice& choice, ServiceId service,
                           Date day) {
  auto parts = by_part(offer, choice);
  const PractitionerId who = parts.empty() ? practitioner_of(choice) : PractitionerId{};
  return {service, day, who, std::nullopt, std::move(parts)};
}

// Which of the clinic's rules this time would break (R35).
std::string rule_of(const Visit& visit, const clinic::Offer& offer, const Choice& choice,
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
               const Choice& choice, const std::string& chosen, const std::string& error) {
  const store::Service* service = service_of(offer, choice);
  auto day = parse_date(choice.day);
  view.show("has_service", service != nullptr && day.has_value());
  view.show("start_wrong", !error.empty()).set("start_error", error);
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

// By who was found, else by what was typed.
std::vector<std::string> notices_of(const Visit& visit, const Choice& choice,
                                    const std::optional<store::Client>& known) {
  clinic::ClientDetails typed;
  typed.name = known ? known->name : visit.form.get("name");
  typed.birth_date = known ? known->birth_date : parse_date(visit.form.get("birth_date"));
  return clinic::booking_notices(visit.site.clinic, visit.actor(), typed,
                                 known ? known->id : ClientId{},
                                 ServiceId::parse(choice.service).value_or(ServiceId{}));
}

// Name, birth date, e-mail and phone: of the client that was found, or to be filled in.
void set_client(page::View& view, const Visit& visit, const Choice& choice, const Error* error) {
  auto known = known_client(visit, choice);
  bool posted = visit.request.method == http::Method::post;
  view.show("known", known.has_value());
  view.set("known_name", known ? known->name : "");
  view.set("known_born", known && known->birth_date
                             ? page::day_year_text(visit.language, *known->birth_date)
                             : "");
  auto wrong = [&](std::string_view field) {
    return error != nullptr && error->field == "client." + std::string(field)
               ? page::error_text(visit.language, *error)
               : std::string();
  };
  auto value = [&](std::string_view field, const std::string& of_known) {
    return posted ? visit.form.get(field) : of_known;
  };
  view.field("name", value("name", ""), wrong("name"));
  view.field("birth_date", value("birth_date", ""), wrong("birth_date"));
  view.field("email", value("email", known ? known->email : ""), wrong("email"));
  view.field("phone", value("phone", known ? known->phone : ""), wrong("phone"));
  set_notices(view, visit, notices_of(visit, choice, known));
  set_online(view, visit, known ? known->id : ClientId{});
  view.list("found");
  view.show("found_nobody", false);
  if (choice.find.empty() || known) return;
  auto found =
      clinic::find_for_desk(visit.site.clinic, visit.actor(), choice.find, today_of(visit));
  if (!found) return;
  view.show("found_nobody", found->clients.empty());
  for (const auto& one : found->clients)
    view.add("found")
        .set("found_path", "/desk/book?service=" + http::url_encode(choice.service) +
                               "&practitioner=" + http::url_encode(choice.practitioner) +
                               "&practitioner2=" + http::url_encode(choice.next) + "&day=" +
                               http::url_encode(choice.day) + "&at=" + http::url_encode(choice.at) +
                               "&client=" + one.client.id.text())
        .set("found_name", one.client.name)
        .set("found_more",
             one.client.birth_date ? to_iso(*one.client.birth_date) : one.client.phone);
}

// The use case names client.name; the page's field is name.
std::vector<page::Wrong> wrongs_here(const Visit& visit, const Error& error) {
  auto wrongs = wrongs_of(visit, error);
  for (page::Wrong& wrong : wrongs)
    if (wrong.field.starts_with("client.")) wrong.field = wrong.field.substr(7);
  return wrongs;
}

http::Response book_page(Visit& visit, const Error* error = nullptr) {
  Choice choice = choice_of(visit);
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
  page::set_wrongs(view,
                   error != nullptr ? wrongs_here(visit, *error) : std::vector<page::Wrong>());
  view.show("no_services", offer->services.empty() || offer->practitioners.empty());
  view.show("takes_two", takes_two(visit));
  page::set_check(view, "two", visit.request.query_value("two") == "yes");
  set_choices(view, visit, *offer, choice, error);
  bool at_start = error != nullptr && error->field == "start";
  set_times(view, visit, *offer, choice, visit.form.get("start"),
            at_start ? page::error_text(visit.language, *error) : "");
  set_client(view, visit, choice, error);
  set_policy_and_rule(view, visit, error);
  return show(visit, "desk-book", std::move(view), error != nullptr ? status_for(*error) : 200);
}

// The details of the form, completed from the client who was found.
Result<clinic::ClientDetails> details_of(const Visit& visit,
                                         const std::optional<store::Client>& known) {
  clinic::ClientDetails out;
  out.name = known ? known->name : visit.form.get("name");
  out.email = visit.form.get("email");
  out.phone = visit.form.get("phone");
  out.language = known ? known->language : std::string(page::code(visit.language));
  if (known) {
    out.birth_date = known->birth_date;
    out.guardian = known->guardian;
    out.guardian_relation = known->guardian_relation;
    return out;
  }
  std::string birth = visit.form.get("birth_date");
  if (birth.empty()) return out;
  out.birth_date = parse_date(birth);
  if (!out.birth_date) return invalid("client.birth_date", "date_invalid");
  return out;
}

http::Response book(Visit& visit) {
  Choice choice = choice_of(visit);
  Done sound = join(visit, choice);
  if (sound) sound = check_choice(visit, *clinic::current_offer(visit.site.clinic), choice);
  if (!sound) return book_page(visit, &sound.error());
  auto known = known_client(visit, choice);
  auto details = details_of(visit, known);
  if (!details) return book_page(visit, &details.error());
  auto start = start_of(visit, choice.day);
  Error missing = invalid("start", "start_missing");
  if (!start) return book_page(visit, &missing);
  if (auto unread = unread_notice(visit, notices_of(visit, choice, known)))
    return book_page(visit, &*unread);
  clinic::BookAppointment in;
  in.service = ServiceId::parse(choice.service).value_or(ServiceId{});
  in.start = *start;
  in.by_part = by_part(*clinic::current_offer(visit.site.clinic), choice);
  if (in.by_part.empty()) in.practitioner = practitioner_of(choice);
  in.client = *details;
  in.booked_by = visit.staff->name;
  in.known = known ? known->id : ClientId{};
  in.actor = visit.actor();
  in.reason = visit.form.get("reason");
  if (visit.form.get("policy") == "yes") in.policy = agreed_policy(visit, "policy_version");
  auto booked = clinic::book_appointment(visit.site.clinic, in);
  if (!booked) return book_page(visit, &booked.error());
  return go(visit, "/desk/visit/" + booked->appointment.id.text() + "?done=booked");
}

http::Response walk_in_page(Visit& visit, const Error* error = nullptr) {
  auto offer = clinic::current_offer(visit.site.clinic);
  page::View view;
  page::set_wrongs(view,
                   error != nullptr ? wrongs_here(visit, *error) : std::vector<page::Wrong>());
  view.list("seats");
  auto seats = clinic::seats_now(visit.site.clinic);
  view.show("no_seats", seats.empty());
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
        .show("seat_chosen",
              chosen.empty() ? &seat == &seats.front() : chosen == seat.service.text());
  }
  set_client(view, visit, choice_of(visit), error);
  Choice choice = choice_of(visit);
  view.set("client_id", choice.client).set("find_text", choice.find);
  return show(visit, "desk-walk-in", std::move(view), error != nullptr ? status_for(*error) : 200);
}

http::Response walk_in(Visit& visit) {
  Choice choice = choice_of(visit);
  if (auto sound = check_choice(visit, *clinic::current_offer(visit.site.clinic), choice); !sound)
    return walk_in_page(visit, &sound.error());
  auto known = known_client(visit, choice);
  auto details = details_of(visit, known);
  if (!details) return walk_in_page(visit, &details.error());
  if (auto unread = unread_notice(visit, notices_of(visit, choice, known)))
    return walk_in_page(visit, &*unread);
  clinic::WalkIn in;
  in.service = ServiceId::parse(choice.service).value_or(ServiceId{});
  in.client = *details;
  in.known = known ? known->id : ClientId{};
  in.actor = visit.actor();
  auto booked = clinic::walk_in(visit.site.clinic, in);
  if (!booked) return walk_in_page(visit, &booked.error());
  return go(visit, "/desk/visit/" + booked->appointment.id.text() + "?done=walked_in");
}

}  // namespace

void set_policy_read_out(page::View& view, const Visit& visit, const Error* error, bool ticked) {
  const bool came_back = visit.request.method == http::Method::post;
  store::CancelPolicy policy = clinic::policy_now(visit.site.clinic);
  view.set("policy_text", page::policy_text(visit.language, policy)).set("version", policy.version);
  page::set_check(view, "policy", came_back ? visit.form.get("policy") == "yes" : ticked,
                  error != nullptr && error->field == "policy"
                      ? page::error_text(visit.language, *error)
                      : std::string());
}

void set_policy_and_rule(page::View& view, const Visit& visit, const Error* error) {
  auto wrong = [&](std::string_view field) {
    return error != nullptr && error->field == field ? page::error_text(visit.language, *error)
                                                     : std::string();
  };
  set_policy_read_out(view, visit, error);
  view.field("exact", visit.form.get("exact"), "");
  view.field("reason", visit.form.get("reason"), wrong("reason"));
  view.show("rule_open", !visit.form.get("exact").empty() || !visit.form.get("reason").empty() ||
                             !wrong("reason").empty());
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
  router.add({Method::get, "/desk/walk-in",
              for_staff(site, roles, [](Visit& v) { return walk_in_page(v); }), "staff"});
  router.add({Method::post, "/desk/walk-in", for_staff(site, roles, walk_in), "staff"});
}

}  // namespace fascia::web
