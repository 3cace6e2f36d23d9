// SPDX-License-Identifier: Apache-2.0
#include "http/proxies.h"

#include <algorithm>

namespace fascia::http {

std::string browser_address(std::string_view peer, std::string_view forwarded_for,
                            const std::vector<std::string>& trusted) {
  auto is_trusted = [&](std::string_view address) {
    return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
  };
  std::string_view last = peer;
  while (is_trusted(last) && !forwarded_for.empty()) {
    auto comma = forwarded_for.rfind(',');
    std::string_view one =
        comma == forwarded_for.npos ? forwarded_for : forwarded_for.substr(comma + 1);
    forwarded_for = comma == forwarded_for.npos ? "" : forwarded_for.substr(0, comma);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (one.empty() || one.size() > 45) break;
    last = one;
  }
  return std::string(last);
}

}  // namespace fascia::http
