// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/faults.h"
#include "core/find_by_id.h"
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

// The same of a list that is known: one that it has, or none.
template <class IdType, class Known>
Result<IdType> known_or_none(const std::string& text, const Known& all, std::string_view field,
                             std::string_view error) {
  FASCIA_TRY(IdType id, id_or_none<IdType>(text, field, error));
  if (id && find_by_id(all, id) == nullptr) return invalid(field, error);
  return id;
}

inline Result<std::optional<Date>> date_or_none(const std::string& text, std::string_view field) {
  if (text.empty()) return std::optional<Date>();
  auto date = parse_date(text);
  if (!date) return invalid(field, "date_invalid");
  return std::optional<Date>(*date);
}

// As date_or_none, in the words for a day long ago.
inline Result<std::optional<Date>> birth_date_or_none(const std::string& text,
                                                      std::string_view field) {
  auto read = date_or_none(text, field);
  if (!read) return invalid(field, "birth_date_invalid");
  return read;
}

// The value of what was read, or its fault among the others and nothing.
template <class T>
T read_into(Faults& faults, Result<T> read) {
  faults.add(read);
  return read ? *std::move(read) : T{};
}

// What a form's buttons and choices say, and nothing else.
inline bool known_word(std::string_view text, std::initializer_list<std::string_view> known) {
  return std::ranges::find(known, text) != known.end();
}

}  // namespace fascia::web
