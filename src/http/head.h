// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "http/message.h"

namespace fascia::http {

// What the connection, not the handler, says about an answer.
struct Framing {
  bool http11 = true;
  bool keep_alive = false;
  bool secure = false;
  bool chunked = false;
  std::optional<std::size_t> length;  // of the body, in bytes; absent: no Content-Length
};

// False when a header holds what would break out of its line (a line break in a value, a blank in a
// name): the program's fault, and never sent.
bool sendable(const Response& response);

// Status line and headers up to and with the empty line. Adds Date, the headers that guard the
// browser and Cache-Control: no-store wherever the handler said nothing of its own. A handler's own
// Content-Length, Transfer-Encoding, Connection and Date are left out: the server alone knows them.
std::string response_head(const Response& response, const Framing& framing);

}  // namespace fascia::http
