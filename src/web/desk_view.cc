// SPDX-License-Identifier: Apache-2.0
#include "web/desk_view.h"

#include "clinic/service_list.h"
#include "page/words.h"
#include "web/booking.h"

namespace fascia::web {

using store::Status;

VisitState state_of(const clinic::DeskVisit& visit) {
  switch (visit.appointment.status) {
    case Status::requested:
      if (visit.refused) return {"refused", "!"};
      if (visit.gentle_alone) return {"offer_gentler", "!"};
      return {visit.must_speak ? "must_speak" : "intake_due", "!"};
    case Status::booked:
    case Status::confirmed:
      return {"booked", ""};
    case Status::arrived:
      return {"arrived", "●"};
    case Status::in_treatment:
      return {"in_treatment", "▶"};
    case Status::completed:
      return {"done", "✓"};
    case Status::no_show:
      return {"no_show", "×"};
    case Status::late_cancelled:
      return {"late_cancelled", "×"};
    case Status::cancelled:
      return {"cancelled", "×"};
  }
  return {"booked", ""};
}

std::string short_name(const std::string& full) {
  std::size_t space = full.rfind(' ');
  if (space == full.npos || space == 0) return full;
  // The first letter may be more than one byte long.
  std::size_t end = 1;
  while (end < full.size() && (static_cast<unsigned char>(full[end]) & 0xC0) == 0x80) ++end;
  return full.substr(0, end) + ". " + full.substr(space + 1);
}

std::string service_name(const Visit& visit, const store::Service& service) {
  return visit.language == page::Language::fr ? service.name_fr : service.name_en;
}

std::vector<page::Option> service_options(const Visit& visit, const clinic::Offer& offer) {
  std::vector<page::Option> out;
  for (const clinic::SoldThing& thing : clinic::sold_things(offer, false))
    for (const store::Service* one : thing.lengths) {
      if (thing.group == nullptr) {
        out.push_back({one->id.text(), service_name(visit, *one)});
        continue;
      }
      const std::string& group =
          visit.language == page::Language::fr ? thing.group->name_fr : thing.group->name_en;
      out.push_back({one->id.text(),
                     group + ", " + page::minutes_text(visit.language, one->minutes) + ", " +
                         page::money_text(visit.language, one->price),
                     group});
    }
  return out;
}

std::string time_of(const Visit& visit, Instant at) {
  auto offer = visit.site.clinic.availability.get();
  return page::clock_words(visit.language, offer->zone.wall(at).minute);
}

std::string no_times_text(const Visit& visit, const clinic::Closed* closed) {
  return closed == nullptr ? visit.say("desk_visit.no_times") : closed_text(visit, *closed) + ".";
}

void set_visit(page::View& item, const Visit& visit, const clinic::DeskVisit& of) {
  VisitState state = state_of(of);
  item.set("visit_path", "/desk/visit/" + of.appointment.id.text())
      .set("visit_sign", state.sign)
      .set("visit_state", visit.say("desk_state." + state.id))
      .set("visit_class", state.id)
      .set("visit_client", short_name(of.client.name))
      .set("visit_name", of.client.name)
      .set("visit_phone", of.client.phone)
      .set("visit_service", service_name(visit, of.service))
      .set("visit_who", of.practitioner_name)
      .set("visit_room", of.room_name)
      .show("visit_has_gear", !of.equipment.empty())
      .set("visit_gear", page::comma_text(of.equipment))
      .set("visit_time", page::clock_words(visit.language, of.appointment.wall.minute));
}

Date today_of(const Visit& visit) {
  return visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now());
}

Date day_of(const Visit& visit, std::string_view text) {
  auto day = parse_date(text);
  return day ? *day : today_of(visit);
}

int status_for(const Error& error) {
  switch (error.code) {
    case Code::conflict:
      return 409;
    case Code::forbidden:
      return 403;
    case Code::not_found:
      return 404;
    case Code::unavailable:
      return 503;
    default:
      return 422;
  }
}

std::vector<store::Role> desk_roles() {
  return {store::Role::owner, store::Role::desk, store::Role::therapist};
}

}  // namespace fascia::web
