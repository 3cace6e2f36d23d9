// SPDX-License-Identifier: Apache-2.0
// Visits that repeat one, as an RRULE of RFC 5545: by the private link of the first.
#include "api/parts.h"
#include "clinic/visit_series.h"
#include "core/json.h"
#include "http/form_limits.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;

// Days that are left out, "YYYY-MM-DD".
Result<std::vector<Date>> days_at(const bj::object& body, std::string_view key) {
  std::vector<Date> out;
  const bj::value* value = body.if_contains(key);
  if (value == nullptr || value->is_null()) return out;
  if (!value->is_array()) return invalid(key, "date_invalid");
  for (const bj::value& one : value->as_array()) {
    auto day = one.is_string() ? parse_date(std::string(one.as_string())) : std::nullopt;
    if (!day) return invalid(key, "date_invalid");
    out.push_back(*day);
  }
  return out;
}

Result<clinic::RepeatVisit> repeat_of(const Api& api, const http::Request& request) {
  clinic::RepeatVisit in;
  auto id = AppointmentId::parse(request.param("id"));
  if (!id) return not_found("appointment_unknown");
  in.first = *id;
  in.token = bearer(request);
  FASCIA_TRY(bj::object body, read_object(request, {"rule", "except", "policy"}));
  FASCIA_TRY(in.rule, text_at(body, "rule", true));
  if (in.rule.empty()) return invalid("rule", "value_missing", {{"field", "rule"}});
  FASCIA_TRY(in.except, days_at(body, "except"));
  FASCIA_TRY(in.policy, policy_at(api, request, body));
  in.body = request.body;
  return in;
}

bj::array visits_json(const std::vector<schedule::SeriesVisit>& plan, const Zone& zone,
                      page::Language language, bool conflicts_alone) {
  bj::array out;
  for (const schedule::SeriesVisit& one : plan) {
    if (conflicts_alone && !one.error) continue;
    bj::value conflict = nullptr, who = nullptr;
    if (one.error)
      conflict = bj::object{{"code", one.error->message},
                            {"title", page::error_text(language, *one.error)}};
    if (one.seat) who = bj::value(one.seat->practitioner.text());
    out.push_back(bj::object{{"start", to_rfc3339(zone.instant(one.wall), zone)},
                             {"practitioner", std::move(who)},
                             {"conflict", std::move(conflict)},
                             {"alternatives", starts_json(one.instead, zone)}});
  }
  return out;
}

// The refusal, with each visit that cannot be had beside it.
http::Response refused_series(const Api& api, const http::Request& request,
                              const clinic::RepeatVisit& in, const Error& error) {
  auto plan = clinic::plan_repeat(api.clinic, clinic::client_at(request.remote), in);
  bool listed = false;
  if (plan)
    for (const schedule::SeriesVisit& one : *plan) listed = listed || one.error.has_value();
  if (error.field != "except" || !listed) return problem(error, request);
  http::Response response = problem(conflict("series_conflicts", "rule"), request);
  auto body = json::read(std::get<std::string>(response.body));
  FASCIA_CHECK(body.has_value());
  const Zone zone = clinic::current_offer(api.clinic)->zone;
  body->as_object()["conflicts"] = visits_json(*plan, zone, language_of(request), true);
  return http::problem_json(response.status, json::write(*body));
}

bj::object series_json(const Api& api, const clinic::StandingSeries& series) {
  const Zone zone = clinic::current_offer(api.clinic)->zone;
  bj::array except, visits;
  for (const WallTime& wall : series.except)
    except.emplace_back(to_rfc3339(zone.instant(wall), zone));
  for (const store::Appointment& a : series.visits) visits.push_back(appointment_json(api, a));
  return {{"rule", series.rule.empty() ? bj::value(nullptr) : bj::value(series.rule)},
          {"except", std::move(except)},
          {"visits", std::move(visits)}};
}

}  // namespace

http::Response get_series(const Api& api, const http::Request& request) {
  if (bearer(request).empty()) return token_wanted(request);
  if (auto known = only_query(request, {}); !known) return problem(known.error(), request);
  auto id = AppointmentId::parse(request.param("id"));
  if (!id) return problem(not_found("appointment_unknown"), request);
  auto series = clinic::standing_series(api.clinic, *id,
                                        {clinic::client_at(request.remote), bearer(request)});
  if (!series) return problem(series.error(), request);
  return http::json(200, json::write(series_json(api, *series)));
}

http::Response plan_series(const Api& api, const http::Request& request) {
  if (bearer(request).empty()) return token_wanted(request);
  auto in = repeat_of(api, request);
  if (!in) return problem(in.error(), request);
  const clinic::Actor actor = clinic::client_at(request.remote);
  auto plan = clinic::plan_repeat(api.clinic, actor, *in);
  if (!plan) return problem(plan.error(), request);
  auto rule = clinic::rule_of_repeat(api.clinic, actor, *in);
  if (!rule) return problem(rule.error(), request);
  const Zone zone = clinic::current_offer(api.clinic)->zone;
  bool bookable = !plan->empty();
  for (const schedule::SeriesVisit& one : *plan) bookable = bookable && !one.error;
  return http::json(200, json::write(bj::object{
                             {"rule", *rule},
                             {"bookable", bookable},
                             {"visits", visits_json(*plan, zone, language_of(request), false)}}));
}

http::Response post_series(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kApiBookings, request)) return *refused;
  if (bearer(request).empty()) return token_wanted(request);
  auto in = repeat_of(api, request);
  if (!in) return problem(in.error(), request);
  in->idempotency_key = request.header("idempotency-key");
  if (in->idempotency_key.empty())
    return problem(invalid("Idempotency-Key", "idempotency_key_missing"), request);
  auto booked = clinic::repeat_visit(api.clinic, clinic::client_at(request.remote), *in);
  if (!booked) return refused_series(api, request, *in, booked.error());
  auto series = clinic::standing_series(api.clinic, in->first,
                                        {clinic::client_at(request.remote), in->token});
  if (!series) return problem(series.error(), request);
  bj::object body = series_json(api, *series);
  for (bj::value& visit : body.at("visits").as_array())
    for (const clinic::Booked& one : *booked)
      if (visit.at("id").as_string() == one.appointment.id.text())
        visit.as_object()["manage"] = manage_address(api, request, one);
  return http::json(201, json::write(body));
}

}  // namespace fascia::api
