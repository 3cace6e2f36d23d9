// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace fascia::json {

struct Limits {
  std::size_t max_bytes = 1 << 20;
  std::size_t max_depth = 32;
};

// The one reader of foreign JSON. Refuses what is too big, too deep, not UTF-8, has two equal keys
// in one object, or has anything behind the value. The error's field is a JSON pointer ("/a/0/b")
// and its args carry `line` and `column` (from 1): json_syntax, json_too_big, json_too_deep,
// json_duplicate_key.
Result<boost::json::value> read(std::string_view text, const Limits& limits = {});

// Compact text, keys in the order they were put in.
std::string write(const boost::json::value& value);
// The same for people: two spaces of indent and a newline at the end.
std::string write_pretty(const boost::json::value& value);

// What an object says under a key. A key that is missing, or that holds another kind of value, says
// nothing: an empty text, no number, false, an empty list.
std::string text_at(const boost::json::object& object, std::string_view key);
std::optional<int> whole_at(const boost::json::object& object, std::string_view key);
bool is_true_at(const boost::json::object& object, std::string_view key);
const boost::json::array& list_at(const boost::json::object& object, std::string_view key);

}  // namespace fascia::json
