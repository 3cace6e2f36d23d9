// SPDX-License-Identifier: Apache-2.0
#include "clinic/messages.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "clinic/due_work.h"
#include "clinic/in_turn.h"
#include "clinic/private_link.h"
#include "clinic/visit_fee.h"
#include "core/json.h"
#include "store/clearances.h"
#include "store/records.h"
#include "store/told.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kTransport = "mail_transport";
constexpr Seconds kTooLate = hours(24);

std::string first_name_of(const Offer& offer, const store::Appointment& a) {
  const store::Practitioner* practitioner = offer.practitioner(a.practitioner);
  return practitioner != nullptr ? practitioner->first_name : std::string();
}

// "Emma, Liam", each once, in the order of the parts.
std::string first_names(const Offer& offer, const std::vector<store::Appointment>& parts) {
  std::string out;
  std::vector<PractitionerId> named;
  for (const store::Appointment& part : parts) {
    if (std::ranges::find(named, part.practitioner) != named.end()) continue;
    named.push_back(part.practitioner);
    out += (out.empty() ? "" : ", ") + first_name_of(offer, part);
  }
  return out;
}

}  // namespace

std::string manage_path(AppointmentId id, const std::string& token) {
  return "/visit/" + id.text() + "/" + token;
}

std::string host_of(std::string_view public_url) {
  auto slashes = public_url.find("//");
  std::string_view rest = slashes == public_url.npos ? public_url : public_url.substr(slashes + 2);
  rest = rest.substr(0, rest.find_first_of(":/"));
  return rest.empty() ? "fascia.invalid" : std::string(rest);
}

std::string calendar_host(store::Connection& c, const Clinic& clinic) {
  return store::setting(c, clinic.tenant, kCalendarHost).value_or(clinic.tenant.text());
}

void keep_calendar_host(Clinic& clinic, std::string_view public_url) {
  auto done = clinic.store.write([&](store::Transaction& tx) -> Done {
    if (!store::setting(tx, clinic.tenant, kCalendarHost))
      store::set_setting(tx, clinic.tenant, kCalendarHost, host_of(public_url));
    return {};
  });
  FASCIA_CHECK(done);
}

std::string place_of(const store::Location& l) {
  if (l.address.empty() || l.city.empty()) return l.address + l.city;
  return l.address + ", " + l.city;
}

interop::CalendarEvent calendar_of(const Offer& offer, const std::vector<store::Appointment>& parts,
                                   Instant made_at) {
  const store::Appointment& a = parts.front();
  interop::CalendarEvent event;
  event.appointment = a.id;
  event.sequence = a.sequence;
  event.tentative = a.status == store::Status::requested;
  event.made_at = made_at;
  event.start = a.wall;
  event.length = parts.back().finish - a.start;
  event.zone = offer.zone;
  event.clinic = offer.location.name;
  event.place = place_of(offer.location);
  event.therapist_first_name = first_names(offer, parts);
  return event;
}

void add_mail(store::Transaction& tx, Clinic& clinic, std::string_view kind,
              const store::Client& client, boost::json::object payload, AppointmentId visit) {
  if (client.email.empty()) return;
  payload["to"] = client.email;
  store::add_message(
      tx, clinic.tenant, clinic.sealer,
      {clinic.random.id<MessageId>(), std::string(kind), client.id, client.language,
       PrivateText(json::write(payload)), 0, place_of_visit(tx, clinic, visit), visit},
      clinic.now());
}

boost::json::object appointment_payload(const Offer& offer, const store::Appointment& a) {
  return {{"appointment", a.id.text()},
          {"therapist", first_name_of(offer, a)},
          {"wall", to_iso(a.wall)},
          {"zone", a.zone},
          {"minutes", (a.finish - a.start).value / 60},
          {"sequence", a.sequence}};
}

boost::json::object visit_payload(store::Connection& c, const Clinic& clinic, const Offer& offer,
                                  const store::Appointment& a) {
  auto payload = appointment_payload(offer, a);
  if (!a.in_turn) return payload;
  auto parts = store::parts_of_visit(c, clinic.tenant, a);
  std::erase_if(parts, [&](const auto& part) { return part.status != a.status; });
  payload["minutes"] = (parts.back().finish - a.start).value / 60;
  payload["therapists"] = first_names(offer, parts);
  boost::json::array turns;
  for (const store::Appointment& part : parts)
    turns.push_back(boost::json::object{{"wall", to_iso(part.wall)},
                                        {"therapist", first_name_of(offer, part)}});
  payload["turns"] = std::move(turns);
  return payload;
}

namespace {

// With the links of the visit: to its questions, if they are due, and to move or cancel it.
boost::json::object linked_payload(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                   const store::Appointment& a, bool asks,
                                   const store::Client& client, const std::string& manage_token) {
  boost::json::object payload = visit_payload(tx, clinic, offer, a);
  bool due = asks && a.intake_due_by && !a.screening && a.status == store::Status::requested;
  payload["intake_due"] = due ? to_iso(offer.zone.wall(*a.intake_due_by)) : std::string();
  // It opens after the birth date alone: for somebody whose birth date is not known it would lead
  // nowhere, and the mail asks them to call.
  bool linked = due && client.birth_date && !client.email.empty();
  payload["intake_path"] = linked ? make_intake_path(tx, clinic, a) : std::string();
  payload["path"] = manage_token.empty() ? std::string() : manage_path(a.id, manage_token);
  const Money deposit = deposit_of(tx, clinic, a);
  payload["deposit_cents"] = asks ? deposit.cents : 0;
  payload["currency"] = deposit.currency;
  payload["calendar_host"] = calendar_host(tx, clinic);
  payload["tentative"] = a.status == store::Status::requested;
  return payload;
}

}  // namespace

void add_appointment_message(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                             std::string_view kind, const store::Appointment& a,
                             const store::Client& client, const std::string& manage_token) {
  const bool cancelled = kind == "cancelled";
  auto payload = linked_payload(tx, clinic, offer, a, !cancelled, client, manage_token);
  payload["calendar"] = cancelled ? "cancel" : "request";
  payload["paper_wanted"] = paper_is_wanted(tx, clinic, a);
  auto fee = store::find_visit_fee(tx, clinic.tenant, clinic.sealer, a.id);
  payload["fee_cents"] = cancelled && fee && fee->due ? fee->fee.cents : 0;
  add_mail(tx, clinic, kind, client, std::move(payload), a.id);
}

void add_series_message(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                        const std::vector<ToldVisit>& visits, const store::Client& client) {
  boost::json::array all;
  for (const auto& [a, token] : visits)
    all.push_back(linked_payload(tx, clinic, offer, a, !token.empty(), client, token));
  add_mail(tx, clinic, "series", client,
           {{"wall", to_iso(visits.front().appointment.wall)}, {"visits", std::move(all)}});
}

bool paper_is_wanted(store::Connection& c, const Clinic& clinic, const store::Appointment& a) {
  if (a.status != store::Status::requested || !a.screening) return false;
  auto letter = store::clearance_of(c, clinic.tenant, clinic.sealer, a.id);
  return letter && letter->status != store::LetterStatus::needless;
}

std::string make_intake_path(store::Transaction& tx, Clinic& clinic, const store::Appointment& a) {
  return "/intake/" + make_private_link(tx, clinic, {"intake", a.id.value, a.client, a.start});
}

std::string email_of(Clinic& clinic, ClientId id) {
  auto client = clinic.store.read(
      [&](store::Connection& c) { return store::find_client(c, clinic.tenant, id); });
  return client ? client->email : std::string();
}

std::string mail_transport(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) {
    return store::setting(c, clinic.tenant, kTransport).value_or("folder");
  });
}

Done old_mail_has_left(Clinic& clinic) {
  if (!clinic.availability.get()->location.is_demo) return forbidden();
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    while (true) {
      auto some = store::waiting_messages(tx, clinic.tenant, clinic.sealer, clinic.now(), 200);
      for (const store::Message& message : some) store::message_sent(tx, clinic.tenant, message.id);
      if (some.empty()) return {};
    }
  });
}

std::int64_t mail_without_a_way_out(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) {
    return store::setting(c, clinic.tenant, kTransport) == "none"
               ? store::count_waiting_mail(c, clinic.tenant)
               : 0;
  });
}

Done set_mail_transport(Clinic& clinic, std::string_view transport) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    if (transport != "none" && store::setting(tx, clinic.tenant, kTransport) == "none")
      store::give_up_old_mail(tx, clinic.tenant, clinic.now() - kTooLate);
    store::set_setting(tx, clinic.tenant, kTransport, transport);
    return {};
  });
}

}  // namespace fascia::clinic
