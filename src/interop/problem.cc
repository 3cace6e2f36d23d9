// SPDX-License-Identifier: Apache-2.0
#include "interop/problem.h"

namespace fascia::interop {

int http_status(Code code) {
  switch (code) {
    case Code::not_found:
      return 404;
    case Code::invalid:
      return 422;
    case Code::conflict:
      return 409;
    case Code::forbidden:
      return 403;
    case Code::unauthorized:
      return 401;
    case Code::too_many:
      return 429;
    case Code::unavailable:
      return 503;
    case Code::internal:
      return 500;
  }
  return 500;
}

int http_status(const Error& error) {
  std::string_view id = error.message;
  if (id == "json_too_big") return 413;
  bool malformed = id.starts_with("json_") || id.starts_with("key_") || id.starts_with("value_") ||
                   id.starts_with("query_") || id == "idempotency_key_missing" ||
                   id == "id_invalid" || id == "form_malformed";
  return error.code == Code::invalid && malformed ? 400 : http_status(error.code);
}

boost::json::object problem(const Error& error, std::string_view title, std::string_view detail,
                            int status) {
  auto text = [](std::string_view s) { return boost::json::string(s.data(), s.size()); };
  boost::json::object out;
  out["type"] = "about:blank";
  out["title"] = text(title);
  out["status"] = status != 0 ? status : http_status(error.code);
  out["code"] = text(error.message.empty() ? to_string(error.code) : error.message);
  if (!detail.empty()) out["detail"] = text(detail);
  if (!error.field.empty()) out["field"] = text(error.field);
  if (!error.args.empty()) {
    boost::json::object args;
    for (const auto& [name, value] : error.args) args[name] = text(value);
    out["args"] = std::move(args);
  }
  return out;
}

}  // namespace fascia::interop
