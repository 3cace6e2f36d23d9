// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "http/message.h"

namespace fascia::http {

// The boundary of a multipart/form-data content type; empty when it is none.
std::string boundary_of(std::string_view content_type);

// Under which name a form has the name of a file that was chosen in this field.
std::string name_of_file(std::string_view field);

// A body of multipart/form-data as pairs in order. A file is a pair too: its bytes as they came,
// under its field's name, and behind it what the browser calls it, without a folder. That is for
// the person to read alone: whoever reads the file tells its kind by its bytes. "form_malformed",
// "form_too_many_fields".
Result<Pairs> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace fascia::http
