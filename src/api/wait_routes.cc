// SPDX-License-Identifier: Apache-2.0
// The wait list: who found no time says what would suit. What is offered then goes to them by mail.
#include <boost/json/array.hpp>

#include "api/parts.h"
#include "clinic/messages.h"
#include "clinic/wait_list.h"
#include "core/json.h"
#include "http/form_limits.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;

Result<std::optional<Date>> day_at(const bj::object& body, std::string_view key) {
  if (!body.contains(key)) return std::optional<Date>();
  FASCIA_TRY(Date day, date_at(body, key));
  return std::optional(day);
}

// [1, 3, 5] as "135".
Result<std::string> weekdays_of(const bj::object& body) {
  const bj::value* list = body.if_contains("weekdays");
  std::string out;
  if (list == nullptr) return out;
  if (!list->is_array()) return invalid("weekdays", "value_list", {{"field", "weekdays"}});
  for (const bj::value& one : list->as_array()) {
    if (!one.is_int64() || one.get_int64() < 1 || one.get_int64() > 7)
      return out_of_range("weekdays", 1, 7);
    out += std::to_string(one.get_int64());
  }
  return out;
}

Result<clinic::JoinWaitList> wish_of(const http::Request& request) {
  FASCIA_TRY(
      bj::object body,
      read_object(request, {"service", "practitioner", "from", "until", "weekdays", "from_minute",
                            "until_minute", "name", "birth_date", "email", "phone", "gender"}));
  clinic::JoinWaitList in;
  FASCIA_TRY(in.service, id_at<ServiceId>(body, "service", true));
  FASCIA_TRY(in.practitioner, id_at<PractitionerId>(body, "practitioner", false));
  FASCIA_TRY(in.from, day_at(body, "from"));
  FASCIA_TRY(in.until, day_at(body, "until"));
  FASCIA_TRY(in.weekdays, weekdays_of(body));
  FASCIA_TRY(in.from_minute, number_at(body, "from_minute"));
  if (body.contains("until_minute")) {
    FASCIA_TRY(in.until_minute, number_at(body, "until_minute"));
  }
  FASCIA_TRY(in.name, text_at(body, "name", true));
  FASCIA_TRY(in.birth_date, day_at(body, "birth_date"));
  FASCIA_TRY(in.email, text_at(body, "email", false));
  FASCIA_TRY(in.phone, text_at(body, "phone", false));
  FASCIA_TRY(in.gender, text_at(body, "gender", false));
  in.language = page::code(language_of(request));
  in.actor = clinic::client_at(request.remote);
  return in;
}

}  // namespace

http::Response post_wait(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kWaitJoins, request)) return *refused;
  auto in = wish_of(request);
  if (!in) return problem(in.error(), request);
  auto joined = clinic::join_wait_list(api.clinic, *in);
  if (!joined) return problem(joined.error(), request);
  return http::json(201, json::write(bj::object{{"id", joined->text()}}));
}

}  // namespace fascia::api
