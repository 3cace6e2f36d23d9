// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"

namespace fascia::web {

// What may be left out of a form: nothing typed is nothing, and what cannot be read is refused at
// its field. It is never taken for "anybody" or "no wish".
template <class IdType>
Result<IdType> id_or_none(const std::string& text, std::string_view field,
                          std::string_view error = "choice_missing") {
  if (text.empty()) return IdType{};
  auto id = IdType::parse(text);
  if (!id) return invalid(field, error);
  return *id;
}

inline Result<std::optional<Date>> date_or_none(const std::string& text, std::string_view field) {
  if (text.empty()) return std::optional<Date>();
  auto date = parse_date(text);
  if (!date) return invalid(field, "date_invalid");
  return std::optional<Date>(*date);
}

}  // namespace fascia::web
