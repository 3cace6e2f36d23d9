// SPDX-License-Identifier: Apache-2.0
#include "notify/render_mail.h"

#include <boost/json/object.hpp>

#include "clinic/messages.h"
#include "core/json.h"
#include "page/words.h"

namespace fascia::notify {
namespace {

namespace bj = boost::json;

page::Language language_of(const store::Message& message) {
  return page::parse_language(message.language).value_or(page::Language::en);
}

std::string when_of(page::Language language, std::string_view wall) {
  auto when = parse_wall(wall);
  return when ? page::when_text(language, *when) : std::string();
}

// Those of a mail about several visits, and of a visit that several therapists give in turn.
std::vector<bj::object> list_in(const bj::object& payload, std::string_view name) {
  std::vector<bj::object> out;
  for (const bj::value& one : json::list_at(payload, name))
    if (one.is_object()) out.push_back(one.get_object());
  return out;
}

page::View view_of(const store::Location& clinic, const Sender& sender, const bj::object& payload,
                   page::Language language) {
  page::View view;
  for (const auto& pair : payload) {
    std::string_view key(pair.key().data(), pair.key().size());
    if (pair.value().is_string())
      view.set(key,
               std::string_view(pair.value().as_string().data(), pair.value().as_string().size()));
    else if (pair.value().is_int64())
      view.set(key, pair.value().as_int64());
    else if (pair.value().is_bool())
      view.show(key, pair.value().as_bool());
  }
  std::string path = json::text_at(payload, "path"), due = json::text_at(payload, "intake_due");
  view.set("when", when_of(language, json::text_at(payload, "wall")));
  view.set("length", page::minutes_text(language, json::whole_at(payload, "minutes").value_or(0)));
  view.set("zone", json::text_at(payload, "zone"))
      .set("therapist", json::text_at(payload, "therapist"));
  view.set("clinic", clinic.name).set("phone", clinic.phone);
  view.set("place", clinic::place_of(clinic)).show("has_place", !clinic::place_of(clinic).empty());
  view.show("linked", !path.empty()).set("link", path.empty() ? "" : sender.public_url + path);
  std::string intake = json::text_at(payload, "intake_path");
  view.show("intake_linked", !intake.empty())
      .set("intake_link", intake.empty() ? "" : sender.public_url + intake);
  for (const char* name : {"deposit", "fee"}) {
    const Money money{json::whole_at(payload, std::string(name) + "_cents").value_or(0),
                      json::text_at(payload, "currency")};
    view.set(name, page::money_text(language, money))
        .show(std::string(name) + "_asked", money.cents > 0);
  }
  view.show("intake_is_due", !due.empty()).set("due_when", when_of(language, due));
  const auto turns = list_in(payload, "turns");
  view.show("in_turn", !turns.empty()).list("turns");
  for (const bj::object& turn : turns) {
    auto wall = parse_wall(json::text_at(turn, "wall"));
    view.add("turns")
        .set("turn_at", wall ? page::clock_words(language, wall->minute) : std::string())
        .set("turn_with", json::text_at(turn, "therapist"));
  }
  for (const bj::object& visit : list_in(payload, "visits")) {
    const std::string manage = json::text_at(visit, "path"),
                      questions = json::text_at(visit, "intake_path");
    page::View& one = view.add("visits");
    one.set("visit_when", when_of(language, json::text_at(visit, "wall")));
    one.set("visit_length",
            page::minutes_text(language, json::whole_at(visit, "minutes").value_or(0)));
    one.set("visit_zone", json::text_at(visit, "zone"))
        .set("visit_with",
             json::text_at(visit, visit.contains("therapists") ? "therapists" : "therapist"));
    one.show("visit_linked", !manage.empty()).set("visit_link", sender.public_url + manage);
    one.show("visit_asks", !questions.empty())
        .set("visit_questions", sender.public_url + questions);
    one.set("visit_due", when_of(language, json::text_at(visit, "intake_due")));
  }
  return view;
}

std::string from_address(const store::Location& clinic, const Sender& sender) {
  if (!sender.from.empty()) return sender.from;
  if (!clinic.email.empty()) return clinic.email;
  return "clinic@fascia.invalid";
}

Result<interop::CalendarEvent> event_of(const store::Location& clinic, const bj::object& payload,
                                        const Mail& mail) {
  auto id = AppointmentId::parse(json::text_at(payload, "appointment"));
  auto wall = parse_wall(json::text_at(payload, "wall"));
  if (!id || !wall) return Error{Code::internal, "message_malformed", "appointment", {}, {}};
  FASCIA_TRY(Zone zone, Zone::load(json::text_at(payload, "zone")));
  interop::CalendarEvent event;
  event.method = json::text_at(payload, "calendar") == "cancel" ? interop::CalendarMethod::cancel
                                                                : interop::CalendarMethod::request;
  event.appointment = *id;
  // A message of an older program has none: its calendar ids had the address they left from.
  const std::string host = json::text_at(payload, "calendar_host");
  event.clinic_host = host.empty() ? mail.host : host;
  event.tentative = json::is_true_at(payload, "tentative");
  event.sequence = json::whole_at(payload, "sequence").value_or(0);
  event.made_at = mail.date;
  event.start = *wall;
  event.length = minutes(json::whole_at(payload, "minutes").value_or(0));
  event.zone = zone;
  event.clinic = clinic.name;
  event.therapist_first_name =
      json::text_at(payload, payload.contains("therapists") ? "therapists" : "therapist");
  event.place = clinic::place_of(clinic);
  event.organizer_email = mail.from.mailbox;
  event.attendee_email = mail.to.mailbox;
  return event;
}

Result<CalendarPart> calendar_of(const store::Location& clinic, const bj::object& payload,
                                 const Mail& mail) {
  FASCIA_TRY(interop::CalendarEvent event, event_of(clinic, payload, mail));
  return CalendarPart{interop::calendar_event(event), interop::to_string(event.method)};
}

Result<CalendarPart> calendar_of_all(const store::Location& clinic,
                                     const std::vector<bj::object>& visits, const Mail& mail) {
  std::vector<interop::CalendarEvent> events;
  for (const bj::object& visit : visits) {
    FASCIA_TRY(interop::CalendarEvent event, event_of(clinic, visit, mail));
    events.push_back(std::move(event));
  }
  return CalendarPart{interop::calendar_events(std::move(events)),
                      interop::to_string(interop::CalendarMethod::publish)};
}

}  // namespace

Result<Mail> render_mail(const page::Templates& templates, const store::Location& clinic,
                         const Sender& sender, const store::Message& message, Instant date) {
  std::string name = "mail/" + message.kind + ".txt";
  page::Language language = language_of(message);
  if (!templates.has(name) || !page::has_text(language, "mail.subject_" + message.kind))
    return Error{Code::internal, "message_kind_unknown", "kind", {}, message.kind};
  auto read = json::read(message.payload.reveal());
  if (!read || !read->is_object())
    return Error{Code::internal, "message_malformed", "payload", {}, {}};
  const bj::object& payload = read->as_object();
  Mail mail;
  mail.id = message.id;
  mail.host = clinic::host_of(sender.public_url);
  mail.date = date;
  FASCIA_TRY(mail.from, parse_address(from_address(clinic, sender), "from"));
  mail.from.name = clinic.name;
  FASCIA_TRY(mail.to, parse_address(json::text_at(payload, "to"), "to"));
  mail.language = page::code(language);
  page::View view = view_of(clinic, sender, payload, language);
  mail.subject = page::text(
      language, "mail.subject_" + message.kind,
      {{"when", when_of(language, json::text_at(payload, "wall"))}, {"clinic", clinic.name}});
  mail.text = templates.render(name, language, view);
  if (payload.contains("calendar")) {
    FASCIA_TRY(CalendarPart calendar, calendar_of(clinic, payload, mail));
    mail.calendar = std::move(calendar);
  } else if (auto visits = list_in(payload, "visits"); !visits.empty()) {
    FASCIA_TRY(CalendarPart calendar, calendar_of_all(clinic, visits, mail));
    mail.calendar = std::move(calendar);
  }
  return mail;
}

}  // namespace fascia::notify
