// SPDX-License-Identifier: Apache-2.0
// For whom the desk books: found, or typed in.
#include "clinic/find_client.h"
#include "clinic/who_may_book.h"
#include "page/words.h"
#include "web/desk_book_view.h"
#include "web/desk_view.h"
#include "web/typed_values.h"

namespace fascia::web {

BookingChoice booking_choice(const Visit& visit) {
  bool posted = visit.request.method == http::Method::post;
  auto get = [&](std::string_view name) {
    return posted ? visit.form.get(name) : std::string(visit.request.query_value(name));
  };
  BookingChoice out{get("service"), get("practitioner"), get("day"),
                    get("at"),      get("client"),       get("q")};
  out.next = get("practitioner2");
  for (const char* name : {"then", "then2"})
    if (std::string next = get(name); !next.empty()) out.then.push_back(next);
  return out;
}

std::optional<store::Client> known_client(const Visit& visit, const BookingChoice& choice) {
  auto id = ClientId::parse(choice.client);
  if (!id) return std::nullopt;
  auto found = clinic::find_one_client(visit.site.clinic, visit.actor(), *id);
  return found ? std::optional(*found) : std::nullopt;
}

Done check_choice(const Visit& visit, const clinic::Offer& offer, const BookingChoice& choice) {
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

std::vector<std::string> notices_of(const Visit& visit, const BookingChoice& choice,
                                    const std::optional<store::Client>& known) {
  clinic::ClientDetails typed;
  typed.name = known ? known->name : visit.form.get("name");
  typed.birth_date = known ? known->birth_date : parse_date(visit.form.get("birth_date"));
  return clinic::booking_notices(visit.site.clinic, visit.actor(), typed,
                                 known ? known->id : ClientId{},
                                 ServiceId::parse(choice.service).value_or(ServiceId{}));
}

void set_client(page::View& view, const Visit& visit, const BookingChoice& choice) {
  auto known = known_client(visit, choice);
  bool posted = visit.request.method == http::Method::post;
  view.show("known", known.has_value());
  view.set("known_name", known ? known->name : "");
  view.set("known_born",
           known && known->birth_date ? page::date_text(visit.language, *known->birth_date) : "");
  auto value = [&](std::string_view field, const std::string& of_known) {
    return posted ? visit.form.get(field) : of_known;
  };
  view.field("name", value("name", ""));
  view.field("birth_date", value("birth_date", ""));
  view.field("email", value("email", known ? known->email : ""));
  view.field("phone", value("phone", known ? known->phone : ""));
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
        .set("found_more", one.client.birth_date
                               ? page::date_text(visit.language, *one.client.birth_date)
                               : one.client.phone);
}

clinic::ClientDetails details_of(const Visit& visit, const std::optional<store::Client>& known,
                                 Faults& faults) {
  clinic::ClientDetails out;
  out.name = known ? known->name : visit.form.get("name");
  out.email = visit.form.get("email");
  out.phone = visit.form.get("phone");
  out.language = known ? known->language : std::string(page::code(visit.language));
  if (known) {
    out.birth_date = known->birth_date;
    out.guardian = known->guardian;
    out.guardian_relation = known->guardian_relation;
  } else {
    out.birth_date =
        read_into(faults, birth_date_or_none(visit.form.get("birth_date"), "client.birth_date"));
  }
  return out;
}

std::vector<page::Wrong> client_wrongs(const Visit& visit, const Error* error) {
  auto wrongs = wrongs_of(visit, error);
  for (page::Wrong& wrong : wrongs)
    if (wrong.field.starts_with("client.")) wrong.field = wrong.field.substr(7);
  return wrongs;
}

}  // namespace fascia::web
