// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "core/result.h"

namespace fascia::interop {

// The one table from our words to HTTP's.
int http_status(Code code);
// The same with the one finer point: what is wrong with the request as such (no JSON, a missing or
// unknown key, no id at all) is 400, what is wrong with a value is 422.
int http_status(const Error& error);

// The body of application/problem+json (RFC 9457): type, title, status, our stable `code`, and
// where they apply `detail`, `field` and `args`. `title` is the catalogue's text of the message for
// the reader. The cause never goes in. `status` 0 means that of the error's code.
boost::json::object problem(const Error& error, std::string_view title,
                            std::string_view detail = {}, int status = 0);

}  // namespace fascia::interop
