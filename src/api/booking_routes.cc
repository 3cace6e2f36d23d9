// SPDX-License-Identifier: Apache-2.0
// Screenings, holds and appointments.
#include <boost/json/array.hpp>

#include "api/parts.h"
#include "care/intake.h"
#include "care/staff_answers.h"
#include "clinic/change_appointment.h"
#include "clinic/clearance_wait.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/screen_visit.h"
#include "clinic/visit_fee.h"
#include "core/json.h"
#include "http/form_limits.h"
#include "page/policy_words.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;

Result<clinic::BookAppointment> booking_of(const Api& api, const http::Request& request) {
  clinic::BookAppointment in;
  in.actor = clinic::client_at(request.remote);
  in.idempotency_key = request.header("idempotency-key");
  if (in.idempotency_key.empty()) return invalid("Idempotency-Key", "idempotency_key_missing");
  FASCIA_TRY(bj::object body, read_object(request, {"service", "start", "practitioner", "hold",
                                                    "screening", "client", "policy", "gender"}));
  FASCIA_TRY(in.service, id_at<ServiceId>(body, "service", true));
  FASCIA_TRY(in.start, instant_at(body, "start"));
  FASCIA_TRY(in.practitioner, id_at<PractitionerId>(body, "practitioner", false));
  FASCIA_TRY(in.hold, text_at(body, "hold", false));
  FASCIA_TRY(in.screening, text_at(body, "screening", false));
  FASCIA_TRY(in.client, person_at(body, "client"));
  FASCIA_TRY(in.gender_wish, text_at(body, "gender", false));
  FASCIA_TRY(in.policy, policy_at(api, request, body));
  in.body = request.body;
  return in;
}

http::Response conflict_with(const Api& api, const Error& error, const clinic::BookAppointment& in,
                             const http::Request& request) {
  http::Response response = problem(error, request);
  constexpr std::string_view kGone[] = {"start_taken", "day_full", "work_full"};
  if (std::ranges::find(kGone, error.message) == std::end(kGone)) return response;
  auto body = json::read(std::get<std::string>(response.body));
  FASCIA_CHECK(body.has_value());
  Zone zone = clinic::current_offer(api.clinic)->zone;
  body->as_object()["alternatives"] = starts_json(clinic::alternatives(api.clinic, in), zone);
  return http::problem_json(response.status, json::write(*body));
}

}  // namespace

http::Response post_screening(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kApiScreenings, request)) return *refused;
  if (request.header("content-type").starts_with("application/fhir+json"))
    return post_record(api, request);
  std::optional<bj::value> record;  // beside the intake
  std::vector<std::string> not_counted;
  auto in = [&]() -> Result<clinic::ScreenVisit> {
    FASCIA_TRY(bj::object body,
               read_object(request, {"visit_date", "service", "birth_date", "intake", "record"}));
    if (body.contains("record")) record = std::move(body.at("record"));
    clinic::ScreenVisit visit;
    FASCIA_TRY(visit.visit_date, date_at(body, "visit_date"));
    FASCIA_TRY(visit.service, id_at<ServiceId>(body, "service", true));
    FASCIA_TRY(visit.birth_date, date_at(body, "birth_date"));
    if (!body.contains("intake")) return invalid("intake", "value_missing", {{"field", "intake"}});
    auto intake = care::read_intake_value(body.at("intake"), api.clinic.protocol);
    if (!intake) {
      Error error = intake.error();
      error.field = "intake" + error.field;
      return error;
    }
    visit.intake = std::move(*intake);
    // Whoever sends it, a program is no staff member.
    not_counted = care::drop_what_staff_alone_may_say(api.clinic.protocol, visit.intake);
    visit.intake.told_on.clear();  // the clinic alone carries answers over from another day
    visit.asked = "api";
    return visit;
  }();
  if (!in) return problem(in.error(), request);
  if (record)
    return answer_record(api, request,
                         {in->service, in->visit_date, in->birth_date, std::move(in->intake)},
                         *record, not_counted);
  auto screened = clinic::screen_visit(api.clinic, *in);
  if (!screened) return problem(screened.error(), request);
  bj::object body{
      {"id", screened->token},
      {"expires", to_rfc3339(screened->expires, clinic::current_offer(api.clinic)->zone)}};
  for (auto& pair : care::to_json(screened->screening)) body[pair.key()] = pair.value();
  warn_of_staff_alone(not_counted, body);
  return http::json(201, json::write(body));
}

http::Response post_hold(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kApiHolds, request)) return *refused;
  auto in = [&]() -> Result<clinic::HoldStart> {
    FASCIA_TRY(bj::object body, read_object(request, {"service", "start", "practitioner"}));
    clinic::HoldStart hold;
    FASCIA_TRY(hold.service, id_at<ServiceId>(body, "service", true));
    FASCIA_TRY(hold.start, instant_at(body, "start"));
    FASCIA_TRY(hold.practitioner, id_at<PractitionerId>(body, "practitioner", false));
    if (!api.limits.are_lifted()) hold.address = request.remote;
    hold.most_of_address = api.limits.count_of(http::form_limits::kHeldAtOnce);
    hold.browser = request.cookie("fascia_browser");
    return hold;
  }();
  if (!in) return problem(in.error(), request);
  auto held = clinic::hold_start(api.clinic, *in);
  if (!held) return problem(held.error(), request);
  Zone zone = clinic::current_offer(api.clinic)->zone;
  return http::json(201, json::write(bj::object{{"id", held->token},
                                                {"expires", to_rfc3339(held->expires, zone)},
                                                {"start", to_rfc3339(held->hold.start, zone)},
                                                {"practitioner", held->hold.practitioner.text()}}));
}

http::Response post_appointment(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kApiBookings, request)) return *refused;
  auto in = booking_of(api, request);
  if (!in) return problem(in.error(), request);
  auto booked = clinic::book_appointment(api.clinic, *in);
  if (!booked) return conflict_with(api, booked.error(), *in, request);
  bj::object body = appointment_json(api, booked->appointment);
  body["manage"] = manage_address(api, request, *booked);
  return http::json(201, json::write(body));
}

http::Response one_appointment(const Api& api, const http::Request& request) {
  const std::string token = bearer(request);
  if (token.empty()) return token_wanted(request);
  auto id = AppointmentId::parse(request.param("id"));
  if (!id) return problem(not_found("appointment_unknown"), request);
  clinic::Key key{clinic::client_at(request.remote), token};
  auto found = [&]() -> Result<store::Appointment> {
    if (request.method == http::Method::del) {
      clinic::FeeReason why;
      if (!request.body.empty()) {
        FASCIA_TRY(bj::object body, read_object(request, {"why"}));
        FASCIA_TRY(why.why, text_at(body, "why", false));
      }
      return clinic::cancel_appointment(
          api.clinic, *id, key, why,
          {std::string(request.header("idempotency-key")), request.body});
    }
    if (request.method != http::Method::patch) return clinic::find_visit(api.clinic, *id, key);
    FASCIA_TRY(bj::object body, read_object(request, {"start"}));
    FASCIA_TRY(Instant start, instant_at(body, "start"));
    return clinic::move_appointment(api.clinic, *id, key, start);
  }();
  if (!found) return problem(found.error(), request);
  return http::json(200, json::write(appointment_json(api, *found)));
}

}  // namespace fascia::api
