// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <string>

#include "core/json.h"
#include "http/socket_client.h"

// Asks a running program over its socket.
namespace fascia::whole {

namespace bj = boost::json;

inline std::string body_of(const std::string& answer) {
  auto at = answer.find("\r\n\r\n");
  return at == answer.npos ? std::string() : answer.substr(at + 4);
}

inline std::string ask(int port, const std::string& head, const std::string& body = "") {
  http::Wire wire(port);
  if (!wire.connected()) return {};
  wire.send(head + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n" +
            (body.empty() ? std::string()
                          : "Content-Type: application/json\r\nContent-Length: " +
                                std::to_string(body.size()) + "\r\n") +
            "\r\n" + body);
  return wire.read();
}

inline bj::object json_of(const std::string& answer) {
  auto value = json::read(body_of(answer), {.max_bytes = 16 << 20});
  return value && value->is_object() ? value->as_object() : bj::object();
}

}  // namespace fascia::whole
