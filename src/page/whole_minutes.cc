// SPDX-License-Identifier: Apache-2.0
#include "page/whole_minutes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fascia::page {

std::vector<int> whole_minutes(const std::vector<double>& parts) {
  std::vector<int> out;
  for (double part : parts)
    out.push_back(part > 0 ? std::max(1, static_cast<int>(std::floor(part))) : 0);
  int wanted = static_cast<int>(std::lround(std::accumulate(parts.begin(), parts.end(), 0.0)));
  int left = wanted - std::accumulate(out.begin(), out.end(), 0);
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  auto lost = [&](std::size_t i) { return parts[i] - out[i]; };
  for (; left > 0 && !order.empty(); --left)
    ++out[*std::max_element(order.begin(), order.end(),
                            [&](auto a, auto b) { return lost(a) < lost(b); })];
  // More parts than minutes: the longest one gives.
  for (; left < 0; ++left) {
    auto longest = std::max_element(out.begin(), out.end());
    if (longest == out.end() || *longest <= 1) break;
    --*longest;
  }
  return out;
}

}  // namespace fascia::page
