// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "http/message.h"

namespace fascia::http {

bool valid_utf8(std::string_view text);

// application/x-www-form-urlencoded text (a form's body or a query) as pairs in order. Refuses a
// broken %-sequence, NUL and what is not UTF-8 with "form_malformed", naming the field when known,
// and more than 2,000 fields with "form_too_many_fields".
Result<Pairs> parse_form(std::string_view text);

// The decoded path, or nothing when it is a trick: broken or double encoding, NUL, bad UTF-8, a
// backslash, an encoded slash, "." or ".." segments, an empty segment in the middle.
std::optional<std::string> clean_path(std::string_view raw);

// What a form brought. Absent fields read as empty.
class Form {
 public:
  Form() = default;
  explicit Form(Pairs pairs) : pairs_(std::move(pairs)) {}
  // Reads the body of a posted form; "form_malformed" when it is no form.
  static Result<Form> of(const Request& request);

  std::string get(std::string_view name) const;  // first value, white space trimmed
  std::vector<std::string> all(std::string_view name) const;
  bool has(std::string_view name) const;
  const Pairs& pairs() const { return pairs_; }

 private:
  Pairs pairs_;
};

std::string url_encode(std::string_view text);

}  // namespace fascia::http
