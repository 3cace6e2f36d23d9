// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace fascia::http {

// A message as it came over the wire, before anything in it is believed.
struct Arrival {
  std::string_view method;
  std::string_view target;
  Pairs headers;  // names in lower case
  bool http11 = true;
  std::string peer;     // address of the other end of the connection
  bool secure = false;  // the connection itself is TLS
};

// Which hosts the server answers for and whose word about the browser it takes.
struct Admission {
  const std::vector<std::string>& allowed_hosts;  // with or without port; empty: any
  const std::vector<std::string>& trusted_proxies;
};

// Turns an arrival into a request (all but the body). 0 when it may go on, else the status that
// refuses it: 400 for tricks in the path, text that is not UTF-8, no or several Host; 405 for a
// method nobody knows; 421 for another host. `out` holds what was read before the refusal.
int admit(Arrival arrival, const Admission& admission, Request& out);

}  // namespace fascia::http
