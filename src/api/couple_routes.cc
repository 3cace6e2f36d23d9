// SPDX-License-Identifier: Apache-2.0
// Two people who come at the same time: the times, a hold of both, and the booking of both.
#include <boost/json/array.hpp>

#include "api/parts.h"
#include "clinic/book_couple.h"
#include "clinic/gender_wish.h"
#include "clinic/messages.h"
#include "core/find_by_id.h"
#include "core/json.h"
#include "http/form_limits.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;

// Two people most often come for the same.
ServiceId second_of(ServiceId second, ServiceId first) { return second ? second : first; }

Result<clinic::CoupleTimes> times_asked(const Api& api, const clinic::Offer& offer,
                                        const http::Request& request) {
  FASCIA_TRY_DONE(only_query(request, {"service", "service2", "day", "gender", "gender2"}));
  if (!clinic::couples_online(api.clinic)) return forbidden();
  auto value = [&](const char* name) { return std::string(request.query_value(name)); };
  clinic::CoupleTimes out;
  for (auto [name, id] : {std::pair("service", &out.first), {"service2", &out.second}}) {
    if (value(name).empty() && id == &out.second) continue;
    if (value(name).empty()) return invalid(name, "value_missing", {{"field", name}});
    auto asked = ServiceId::parse(value(name));
    if (!asked) return invalid(name, "id_invalid");
    const store::Service* service = offer.service(*asked);
    if (service == nullptr || !service->online) return not_found("service_unknown", name);
    *id = *asked;
  }
  out.second = second_of(out.second, out.first);
  auto day = parse_date(value("day"));
  if (!day) return invalid("day", "date_invalid");
  out.day = *day;
  out.first_wish = value("gender");
  out.second_wish = value("gender2");
  out.staff = false;
  FASCIA_TRY_DONE(clinic::check_wishes_of_two(offer, {out.first, {}, out.first_wish},
                                              {out.second, {}, out.second_wish}));
  return out;
}

Result<clinic::BookCouple> couple_of(const Api& api, const http::Request& request) {
  clinic::BookCouple in;
  in.actor = clinic::client_at(request.remote);
  in.idempotency_key = request.header("idempotency-key");
  if (in.idempotency_key.empty()) return invalid("Idempotency-Key", "idempotency_key_missing");
  FASCIA_TRY(bj::object body,
             read_object(request, {"service", "service2", "start", "practitioner", "practitioner2",
                                   "hold", "client", "second", "gender", "gender2", "policy"}));
  FASCIA_TRY(in.first.service, id_at<ServiceId>(body, "service", true));
  FASCIA_TRY(in.second.service, id_at<ServiceId>(body, "service2", false));
  in.second.service = second_of(in.second.service, in.first.service);
  FASCIA_TRY(in.start, instant_at(body, "start"));
  FASCIA_TRY(in.first.practitioner, id_at<PractitionerId>(body, "practitioner", false));
  FASCIA_TRY(in.second.practitioner, id_at<PractitionerId>(body, "practitioner2", false));
  FASCIA_TRY(in.hold, text_at(body, "hold", false));
  FASCIA_TRY(in.first.client, person_at(body, "client"));
  FASCIA_TRY(in.second.client, person_at(body, "second"));
  FASCIA_TRY(in.first.gender_wish, text_at(body, "gender", false));
  FASCIA_TRY(in.second.gender_wish, text_at(body, "gender2", false));
  FASCIA_TRY(in.policy, policy_at(api, request, body));
  in.body = request.body;
  return in;
}

}  // namespace

http::Response get_couple_times(const Api& api, const http::Request& request) {
  auto offer = clinic::current_offer(api.clinic);
  auto ask = times_asked(api, *offer, request);
  if (!ask) return problem(ask.error(), request);
  bj::array starts;
  for (const clinic::CoupleStart& one : clinic::couple_times(api.clinic, *ask))
    starts.push_back(bj::object{{"start", to_rfc3339(one.at, offer->zone)},
                                {"practitioners", bj::array{one.first.text(), one.second.text()}}});
  bj::value next = nullptr;
  if (starts.empty())
    if (auto day = clinic::next_couple_day(api.clinic, *ask)) next = bj::value(to_iso(*day));
  return http::json(200, json::write(bj::object{{"zone", offer->zone.name()},
                                                {"date", to_iso(ask->day)},
                                                {"starts", std::move(starts)},
                                                {"next", std::move(next)}}));
}

http::Response hold_couple(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kApiHolds, request)) return *refused;
  auto in = [&]() -> Result<clinic::HoldCouple> {
    FASCIA_TRY(bj::object body,
               read_object(request, {"service", "service2", "start", "gender", "gender2"}));
    clinic::HoldCouple hold;
    FASCIA_TRY(hold.first, id_at<ServiceId>(body, "service", true));
    FASCIA_TRY(hold.second, id_at<ServiceId>(body, "service2", false));
    hold.second = second_of(hold.second, hold.first);
    FASCIA_TRY(hold.start, instant_at(body, "start"));
    FASCIA_TRY(hold.first_wish, text_at(body, "gender", false));
    FASCIA_TRY(hold.second_wish, text_at(body, "gender2", false));
    if (!api.limits.are_lifted()) hold.address = request.remote;
    hold.most_of_address = api.limits.count_of(http::form_limits::kHeldAtOnce);
    hold.browser = request.cookie("fascia_browser");
    return hold;
  }();
  if (!in) return problem(in.error(), request);
  auto held = clinic::hold_couple(api.clinic, *in);
  if (!held) return problem(held.error(), request);
  const Zone zone = clinic::current_offer(api.clinic)->zone;
  bj::array who;
  for (const store::Hold& one : clinic::holds_of(api.clinic, held->token))
    who.emplace_back(one.practitioner.text());
  return http::json(201, json::write(bj::object{{"id", held->token},
                                                {"expires", to_rfc3339(held->expires, zone)},
                                                {"start", to_rfc3339(held->hold.start, zone)},
                                                {"practitioners", std::move(who)}}));
}

// The second one's visit and its link go to the second one alone.
http::Response book_couple(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kApiBookings, request)) return *refused;
  auto in = couple_of(api, request);
  if (!in) return problem(in.error(), request);
  auto booked = clinic::book_couple(api.clinic, *in);
  if (!booked) return problem(booked.error(), request);
  bj::object body = appointment_json(api, booked->first.appointment);
  body["manage"] = manage_address(api, request, booked->first);
  return http::json(201, json::write(body));
}

}  // namespace fascia::api
