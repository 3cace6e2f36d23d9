// SPDX-License-Identifier: Apache-2.0
// Booking for two people who come at the same time.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/find_client.h"
#include "clinic/gender_wish.h"
#include "clinic/who_may_book.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

constexpr const char* kBoth[] = {"", "2"};  // what the fields of the first and the second end in

std::string said(const Visit& visit, std::string_view name, const std::string& of = {}) {
  std::string field = std::string(name) + of;
  if (visit.request.method == http::Method::post) return visit.form.get(field);
  return std::string(visit.request.query_value(field));
}

struct Person {
  ServiceId service;
  PractitionerId practitioner;
  std::optional<store::Client> known;
  std::string wish;  // as it was said now, else as the clinic keeps it of them
};

Person person_of(const Visit& visit, const clinic::Offer& offer, const std::string& of) {
  Person out;
  const store::Service* asked =
      offer.service(ServiceId::parse(said(visit, "service", of)).value_or(ServiceId{}));
  if (asked != nullptr && asked->active)
    out.service = asked->id;
  else if (!offer.services.empty())
    out.service = offer.services.front().id;
  out.practitioner =
      PractitionerId::parse(said(visit, "practitioner", of)).value_or(PractitionerId{});
  if (auto id = ClientId::parse(said(visit, "client", of))) {
    auto found = clinic::find_one_client(visit.site.clinic, visit.actor(), *id);
    if (found) out.known = *found;
  }
  out.wish = said(visit, "gender", of);
  if (out.wish.empty() && out.known)
    out.wish = clinic::gender_wish_of(visit.site.clinic, out.known->id);
  return out;
}

// What was chosen has to be there: it is never taken for another service, "anybody", or for
// somebody new.
Done check_said(const Visit& visit, const clinic::Offer& offer) {
  const bool posted = visit.request.method == http::Method::post;
  for (const std::string of : kBoth) {
    const std::string service = said(visit, "service", of), client = said(visit, "client", of);
    auto id = ServiceId::parse(service);
    const store::Service* known = id ? offer.service(*id) : nullptr;
    if ((known == nullptr || !known->active) && (posted || !service.empty()))
      return invalid("service" + of, "service_unknown");
    auto who = known_or_none<PractitionerId>(said(visit, "practitioner", of), offer.practitioners,
                                             "practitioner" + of, "practitioner_unknown");
    if (!who) return who.error();
    if (!client.empty() && !person_of(visit, offer, of).known)
      return invalid("q" + of, "client_unknown");
  }
  if (auto day = date_or_none(said(visit, "day"), "day"); !day) return day.error();
  // Who is chosen by name is meant, whatever was wished.
  auto wish_of = [&](const std::string& of) {
    const Person one = person_of(visit, offer, of);
    return clinic::WishOfOne{one.service, one.practitioner,
                             one.practitioner ? std::string() : one.wish};
  };
  return clinic::check_wishes_of_two(offer, wish_of(kBoth[0]), wish_of(kBoth[1]));
}

Date chosen_day(const Visit& visit) {
  return parse_date(said(visit, "day")).value_or(today_of(visit));
}

// The address of what was chosen so far, without one choice or with another.
std::string path_with(const Visit& visit, std::string_view name, const std::string& value) {
  std::string out = "/desk/book-two?";
  for (const char* of : kBoth)
    for (const char* one : {"service", "practitioner", "gender", "client"}) {
      std::string field = std::string(one) + of;
      out += field + "=" + http::url_encode(field == name ? value : said(visit, one, of)) + "&";
    }
  return out + "day=" + (name == "day" ? value : to_iso(chosen_day(visit)));
}

clinic::CoupleTimes question_of(const Visit& visit, const Person& first, const Person& second) {
  clinic::CoupleTimes out{first.service, second.service, first.practitioner, second.practitioner,
                          chosen_day(visit)};
  out.first_wish = first.wish;
  out.second_wish = second.wish;
  return out;
}

std::string first_name(const clinic::Offer& offer, PractitionerId id) {
  const auto* p = offer.practitioner(id);
  return p != nullptr ? p->first_name : std::string();
}

void set_choices(page::View& view, const Visit& visit, const clinic::Offer& offer,
                 const Person& person, const std::string& of) {
  std::vector<page::Option> services = service_options(visit, offer);
  std::vector<page::Option> people{{"", visit.say("desk.anybody")}};
  if (const store::Service* s = offer.service(person.service); s != nullptr && !s->parts.empty())
    services.push_back({s->id.text(), service_name(visit, *s)});
  for (const store::Practitioner& p : offer.practitioners) people.push_back({p.id.text(), p.name});
  std::string who = person.practitioner ? person.practitioner.text() : std::string();
  page::set_grouped_options(view, "service" + of, services, {person.service.text()});
  page::set_options(view, "practitioner" + of, people, {who});
  std::vector<page::Option> wishes;
  for (const char* id : {"", "any", "woman", "man", "other"})
    wishes.push_back({id, visit.say("desk_reseat.wish_" + std::string(*id != 0 ? id : "none"))});
  page::set_options(view, "gender" + of, wishes, {person.wish});
  view.set("chosen_service" + of, person.service.text()).set("chosen_practitioner" + of, who);
  view.set("chosen_gender" + of, said(visit, "gender", of));
  view.set("client_id" + of, person.known ? person.known->id.text() : "");
}

void set_times(page::View& view, const Visit& visit, const clinic::Offer& offer,
               const clinic::CoupleTimes& question) {
  auto starts = clinic::couple_times(visit.site.clinic, question);
  view.show("start_wrong", false).set("start_error", "");
  view.show("no_times", starts.empty()).list("times");
  view.set("times_day", page::day_text(visit.language, question.day));
  const clinic::Closed* closed = offer.closed_on(question.day);
  view.set("none_why",
           closed != nullptr ? no_times_text(visit, closed) : visit.say("couple.no_times"));
  for (const clinic::CoupleStart& start : starts) {
    std::string value = to_rfc3339_utc(start.at);
    view.add("times")
        .set("time_value", value)
        .set("time_text", time_of(visit, start.at))
        .set("time_who",
             page::comma_text({first_name(offer, start.first), first_name(offer, start.second)}))
        .show("time_passes", !start.rule.empty())
        .set("time_rule", start.rule.empty() ? "" : visit.say("desk_rule." + start.rule))
        .show("time_chosen", value == visit.form.get("start"));
  }
  std::optional<Date> next;
  if (starts.empty()) next = clinic::next_couple_day(visit.site.clinic, question);
  view.show("has_next_day", next.has_value());
  view.set("next_day_path", next ? path_with(visit, "day", to_iso(*next)) : "");
  view.set("next_day_text", next ? page::day_text(visit.language, *next) : "");
}

// What the use case calls client.… or second.…, the page calls by its field.
std::string field_here(const std::string& field) {
  if (field.starts_with("client.")) return field.substr(7);
  if (field.starts_with("second.")) return field.substr(7) + "2";
  return field;
}

void set_person(page::View& view, const Visit& visit, const Person& person, const std::string& of) {
  bool posted = visit.request.method == http::Method::post;
  const auto& known = person.known;
  view.show("known" + of, known.has_value());
  view.set("known_name" + of, known ? known->name : "");
  view.set("known_born" + of,
           known && known->birth_date ? page::date_text(visit.language, *known->birth_date) : "");
  view.set("other_path" + of, path_with(visit, "client" + of, ""));
  auto field = [&](std::string name, const std::string& kept) {
    name += of;
    view.field(name, posted ? visit.form.get(name) : kept);
  };
  field("name", "");
  field("birth_date", "");
  field("email", known ? known->email : "");
  field("phone", known ? known->phone : "");
  std::string text = said(visit, "q", of);
  view.set("find_text" + of, text).list("found" + of);
  view.show("found_nobody" + of, false);
  if (text.empty() || known) return;
  auto found = clinic::find_for_desk(visit.site.clinic, visit.actor(), text, today_of(visit));
  if (!found) return;
  view.show("found_nobody" + of, found->clients.empty());
  for (const auto& one : found->clients)
    view.add("found" + of)
        .set("found_path", path_with(visit, "client" + of, one.client.id.text()))
        .set("found_name", one.client.name)
        .set("found_more", one.client.birth_date
                               ? page::date_text(visit.language, *one.client.birth_date)
                               : one.client.phone);
}

// Of either of them.
std::vector<std::string> notices_of_two(const Visit& visit, const Person& first,
                                        const Person& second) {
  std::vector<std::string> out;
  for (const auto& [person, of] : {std::pair(&first, kBoth[0]), {&second, kBoth[1]}}) {
    clinic::ClientDetails typed;
    const auto& known = person->known;
    typed.name = known ? known->name : visit.form.get("name" + std::string(of));
    typed.birth_date =
        known ? known->birth_date : parse_date(visit.form.get("birth_date" + std::string(of)));
    for (std::string& one :
         clinic::booking_notices(visit.site.clinic, visit.actor(), typed,
                                 known ? known->id : ClientId{}, person->service))
      if (std::ranges::find(out, one) == out.end()) out.push_back(std::move(one));
  }
  return out;
}

http::Response couple_page(Visit& visit, const Error* error = nullptr) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (visit.request.method == http::Method::get && visit.request.query_value("looked") == "yes" &&
      visit.request.query_value("two") != "yes")
    return go(visit, "/desk/book?service=" + http::url_encode(said(visit, "service")) +
                         "&practitioner=" + http::url_encode(said(visit, "practitioner")) +
                         "&day=" + to_iso(chosen_day(visit)) +
                         "&client=" + http::url_encode(said(visit, "client")));
  Done sound = check_said(visit, *offer);
  if (!sound && error == nullptr) error = &sound.error();
  page::View view;
  auto wrongs = wrongs_of(visit, error);
  for (page::Wrong& wrong : wrongs) {
    wrong.field = field_here(wrong.field);
    // The others say by themselves whose they are.
    if (known_word(wrong.field, {"name", "birth_date", "email", "phone"}))
      wrong.whose = visit.say("couple.first");
    if (known_word(wrong.field, {"name2", "birth_date2", "email2", "phone2"}))
      wrong.whose = visit.say("couple.second");
  }
  page::set_wrongs(view, wrongs);
  page::set_check(view, "two", true);
  view.field("day", to_iso(chosen_day(visit)));
  view.show("takes_two", takes_two(visit));
  Person first = person_of(visit, *offer, kBoth[0]), second = person_of(visit, *offer, kBoth[1]);
  // Two people most often come for the same.
  if (said(visit, "service", kBoth[1]).empty()) second.service = first.service;
  set_choices(view, visit, *offer, first, kBoth[0]);
  set_choices(view, visit, *offer, second, kBoth[1]);
  set_person(view, visit, first, kBoth[0]);
  set_person(view, visit, second, kBoth[1]);
  set_notices(view, visit, notices_of_two(visit, first, second));
  set_times(view, visit, *offer, question_of(visit, first, second));
  set_policy_and_rule(view, visit, error);
  return show(visit, "desk-couple", std::move(view), error != nullptr ? status_for(*error) : 200);
}

clinic::CouplePerson details_of(const Visit& visit, const Person& person, const std::string& of,
                                Faults& faults) {
  clinic::CouplePerson out;
  out.service = person.service;
  out.practitioner = person.practitioner;
  out.gender_wish = person.wish;
  const auto& known = person.known;
  out.client.name = known ? known->name : visit.form.get("name" + of);
  out.client.email = visit.form.get("email" + of);
  out.client.phone = visit.form.get("phone" + of);
  out.client.language = known ? known->language : std::string(page::code(visit.language));
  if (known) {
    out.known = known->id;
    out.client.birth_date = known->birth_date;
    out.client.guardian = known->guardian;
    out.client.guardian_relation = known->guardian_relation;
  } else {
    out.client.birth_date = read_into(
        faults, birth_date_or_none(visit.form.get("birth_date" + of),
                                   of.empty() ? "client.birth_date" : "second.birth_date"));
  }
  return out;
}

http::Response book_couple(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  if (auto sound = check_said(visit, *offer); !sound) return couple_page(visit, &sound.error());
  const Person first = person_of(visit, *offer, kBoth[0]);
  const Person second = person_of(visit, *offer, kBoth[1]);
  Faults faults;
  clinic::BookCouple in;
  in.first = details_of(visit, first, kBoth[0], faults);
  in.second = details_of(visit, second, kBoth[1], faults);
  auto start = start_of(visit, to_iso(chosen_day(visit)));
  if (!start) faults.add(invalid("start", "start_missing"));
  in.start = start.value_or(visit.site.clinic.now());
  in.actor = visit.actor();
  in.booked_by = visit.staff->name;
  in.reason = visit.form.get("reason");
  if (visit.form.get("policy") == "yes") in.policy = agreed_policy(visit, "policy_version");
  faults.add(clinic::check_couple(visit.site.clinic, in));
  if (const Done read = faults.done(); !read) return couple_page(visit, &read.error());
  if (auto unread = unread_notice(visit, notices_of_two(visit, first, second)))
    return couple_page(visit, &*unread);
  auto booked = clinic::book_couple(visit.site.clinic, in);
  if (!booked) return couple_page(visit, &booked.error());
  return go(visit, "/desk/visit/" + booked->first.appointment.id.text() + "?done=booked_two");
}

}  // namespace

bool takes_two(const Visit& visit) {
  auto offer = visit.site.clinic.availability.get();
  return std::ranges::any_of(offer->rooms, [](const store::Room& r) { return r.tables >= 2; });
}

void add_desk_couple(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/book-two",
              for_staff(site, roles, [](Visit& v) { return couple_page(v); }), "staff"});
  router.add({Method::post, "/desk/book-two", for_staff(site, roles, book_couple), "staff"});
}

}  // namespace fascia::web
