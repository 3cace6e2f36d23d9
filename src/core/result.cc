// SPDX-License-Identifier: Apache-2.0
#include "core/result.h"

#include <stdexcept>

namespace fascia {

Error invalid(std::string_view field, std::string_view message,
              std::vector<std::pair<std::string, std::string>> args) {
  return {Code::invalid, std::string(message), std::string(field), std::move(args), {}};
}

Error out_of_range(std::string_view field, int low, int high, int step) {
  return invalid(field, "number_out_of_range",
                 {{"low", std::to_string(low)},
                  {"high", std::to_string(high)},
                  {"step", std::to_string(step)}});
}

Error not_found(std::string_view message, std::string_view field) {
  return {Code::not_found, std::string(message), std::string(field), {}, {}};
}

Error conflict(std::string_view message, std::string_view field) {
  return {Code::conflict, std::string(message), std::string(field), {}, {}};
}

Error forbidden(std::string_view message) {
  return {Code::forbidden, std::string(message), {}, {}, {}};
}

std::string_view to_string(Code code) {
  switch (code) {
    case Code::not_found:
      return "not_found";
    case Code::invalid:
      return "invalid";
    case Code::conflict:
      return "conflict";
    case Code::forbidden:
      return "forbidden";
    case Code::unauthorized:
      return "unauthorized";
    case Code::too_many:
      return "too_many";
    case Code::unavailable:
      return "unavailable";
    case Code::internal:
      return "internal";
  }
  return "internal";
}

void check_failed(const char* what, const char* file, int line) {
  throw std::logic_error(std::string("check failed: ") + what + " (" + file + ":" +
                         std::to_string(line) + ")");
}

}  // namespace fascia
