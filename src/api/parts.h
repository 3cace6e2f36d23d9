// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "api/api.h"
#include "clinic/book_appointment.h"
#include "clinic/screen_record.h"
#include "page/catalogue.h"
#include "store/appointments.h"

namespace fascia::api {

// The body as an object with only the keys that are named; json_* and key_unknown (arg `nearest`).
Result<boost::json::object> read_object(const http::Request& request,
                                        std::initializer_list<std::string_view> keys);
// The same of the keys of an object that was read; `prefix` stands before them in `field`.
Done only_keys(const boost::json::object& object, std::initializer_list<std::string_view> keys,
               std::string_view prefix = "");
// The address's parameters: query_unknown (arg `nearest`), query_twice.
Done only_query(const http::Request& request, std::initializer_list<std::string_view> names);
// A text of the object; value_missing when it must be there, value_text when it is no text.
Result<std::string> text_at(const boost::json::object& object, std::string_view key, bool required,
                            std::string_view prefix = "");
Result<Date> date_at(const boost::json::object& object, std::string_view key,
                     std::string_view prefix = "");
Result<Instant> instant_at(const boost::json::object& object, std::string_view key);
template <class IdType>
Result<IdType> id_at(const boost::json::object& object, std::string_view key, bool required) {
  FASCIA_TRY(std::string text, text_at(object, key, required));
  if (text.empty()) return IdType{};
  auto id = IdType::parse(text);
  if (!id) return invalid(key, "id_invalid");
  return *id;
}

// Somebody who is to be booked; the errors name the keys as `key`.name.
Result<clinic::ClientDetails> person_at(const boost::json::object& object, std::string_view key);

// The language that was asked for; English without a wish.
page::Language language_of(const http::Request& request);
// A whole number, or 0 when there is none; value_number when it is something else.
Result<int> number_at(const boost::json::object& object, std::string_view key);

// The token of "Authorization: Bearer …", the scheme in letters of either size; empty without one.
std::string bearer(const http::Request& request);

// Where there must be one and is none.
http::Response token_wanted(const http::Request& request);

// The policy that was agreed to, by the version that the body names (R36).
Result<std::optional<clinic::AgreedPolicy>> policy_at(const Api& api, const http::Request& request,
                                                      const boost::json::object& body);

boost::json::object to_json(const store::Appointment& appointment, const Zone& zone);
// The appointment, with what it waits for.
boost::json::object appointment_json(const Api& api, const store::Appointment& appointment);
// Its private link, at the clinic's public address, else at the one this was asked at.
std::string manage_address(const Api& api, const http::Request& request,
                           const clinic::Booked& booked);
boost::json::array starts_json(const std::vector<schedule::Start>& starts, const Zone& zone);
boost::json::object to_json(const Money& money);

// Refuses with 429 and Retry-After when the limit holds; nothing when it may go on.
std::optional<http::Response> limited(const Api& api, const http::RateLimit& limit,
                                      const http::Request& request);

http::Response get_availability(const Api& api, const http::Request& request);
http::Response get_services(const Api& api, const http::Request& request);
http::Response join_services(const Api& api, const http::Request& request);
http::Response get_places(const Api& api, const http::Request& request);
http::Response get_policy(const Api& api, const http::Request& request);
http::Response get_practitioners(const Api& api, const http::Request& request);
http::Response post_screening(const Api& api, const http::Request& request);
http::Response post_record(const Api& api, const http::Request& request);
// The same of a Bundle that was read, alone or beside an intake; `not_counted` of the intake.
http::Response answer_record(const Api& api, const http::Request& request,
                             const clinic::ScreenRecord& in, const boost::json::value& bundle,
                             const std::vector<std::string>& not_counted = {});
// Names in `warnings` the answers that count from staff alone (care/staff_answers.h).
void warn_of_staff_alone(const std::vector<std::string>& not_counted, boost::json::object& body);
http::Response post_hold(const Api& api, const http::Request& request);
// The wait list, and two people who come at the same time.
http::Response post_wait(const Api& api, const http::Request& request);
http::Response get_couple_times(const Api& api, const http::Request& request);
http::Response hold_couple(const Api& api, const http::Request& request);
http::Response book_couple(const Api& api, const http::Request& request);
http::Response post_appointment(const Api& api, const http::Request& request);
// The visits that repeat one (RFC 5545), by its private link: as they stand, what would be booked,
// and booked.
http::Response get_series(const Api& api, const http::Request& request);
http::Response plan_series(const Api& api, const http::Request& request);
http::Response post_series(const Api& api, const http::Request& request);
http::Response one_appointment(const Api& api, const http::Request& request);

// What availability is asked for, as text; errors name the field.
struct StartsAsk {
  std::string service, practitioner, from, to;
};
Result<schedule::Question> starts_question(const clinic::Offer& offer, const StartsAsk& ask,
                                           Instant now);
// The JSON of availability, also what `fascia starts` prints.
std::string availability_text(const clinic::Offer& offer, const std::vector<schedule::Day>& days);

}  // namespace fascia::api
