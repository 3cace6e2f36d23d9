// SPDX-License-Identifier: Apache-2.0
// A screening from a health record: application/fhir+json on the screenings' route.
#include <boost/json/array.hpp>

#include "api/parts.h"
#include "core/json.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;

struct Asked {
  clinic::ScreenRecord in;
  bj::value body;
  const bj::value* bundle = nullptr;
};

// visit_date and service stand in the query, or all in a Parameters resource around the Bundle: a
// birth date never stands in an address.
Result<bj::object> read_parameters(const bj::object& wrapper, const bj::value*& bundle) {
  bj::object out;
  const bj::value* all = wrapper.if_contains("parameter");
  if (all == nullptr || !all->is_array()) return invalid("parameter", "fhir_no_bundle");
  for (const bj::value& item : all->get_array()) {
    const bj::object* one = item.if_object();
    const bj::value* name = one == nullptr ? nullptr : one->if_contains("name");
    if (name == nullptr || !name->is_string()) return invalid("parameter", "fhir_no_bundle");
    if (const bj::value* resource = one->if_contains("resource")) bundle = resource;
    for (const char* key : {"valueDate", "valueString", "valueId", "valueCode"})
      if (const bj::value* value = one->if_contains(key)) out[name->get_string()] = *value;
  }
  if (bundle == nullptr) return invalid("parameter", "fhir_no_bundle");
  return out;
}

Done read_asked(const http::Request& request, Asked& asked) {
  json::Limits limits = interop::kRecordLimits;
  FASCIA_TRY(asked.body, json::read(request.body, limits));
  bj::object said;
  for (const char* key : {"visit_date", "service"})
    if (std::string_view text = request.query_value(key); !text.empty())
      said[key] = bj::string(text);
  asked.bundle = &asked.body;
  const bj::object* object = asked.body.if_object();
  const bj::value* type = object == nullptr ? nullptr : object->if_contains("resourceType");
  if (type != nullptr && type->is_string() && type->get_string() == "Parameters") {
    asked.bundle = nullptr;
    FASCIA_TRY(said, read_parameters(*object, asked.bundle));
  }
  FASCIA_TRY(asked.in.visit_date, date_at(said, "visit_date"));
  FASCIA_TRY(asked.in.service, id_at<ServiceId>(said, "service", true));
  if (said.contains("birth_date")) {
    FASCIA_TRY(asked.in.birth_date, date_at(said, "birth_date"));
  }
  return {};
}

}  // namespace

void warn_of_staff_alone(const std::vector<std::string>& not_counted, bj::object& body) {
  for (const std::string& id : not_counted)
    body["warnings"].as_array().emplace_back("staff_alone:" + id);
}

http::Response post_record(const Api& api, const http::Request& request) {
  Asked asked;
  if (auto read = read_asked(request, asked); !read) return problem(read.error(), request);
  return answer_record(api, request, asked.in, *asked.bundle);
}

http::Response answer_record(const Api& api, const http::Request& request,
                             const clinic::ScreenRecord& in, const bj::value& bundle,
                             const std::vector<std::string>& not_counted) {
  auto screened = clinic::screen_record(api.clinic, in, bundle);
  if (!screened) return problem(screened.error(), request);
  const clinic::Screened& kept = screened->screened;
  bj::object body{{"id", kept.token},
                  {"expires", to_rfc3339(kept.expires, clinic::current_offer(api.clinic)->zone)}};
  const auto& codes = clinic::record_codes(api.clinic.knowledge);
  for (auto& pair : interop::to_json(kept.screening, screened->record, *codes))
    body[pair.key()] = pair.value();
  warn_of_staff_alone(not_counted, body);
  return http::json(201, json::write(body));
}

}  // namespace fascia::api
