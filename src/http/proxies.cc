// SPDX-License-Identifier: Apache-2.0
#include "http/proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace fascia::http {
namespace {

// IPv4 as ::ffff:a.b.c.d, so that both families compare alike.
using Address = std::array<unsigned char, 16>;

std::optional<Address> address_of(std::string_view text) {
  std::string copy(text);
  Address out{};
  if (inet_pton(AF_INET6, copy.c_str(), out.data()) == 1) return out;
  out = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (inet_pton(AF_INET, copy.c_str(), out.data() + 12) == 1) return out;
  return std::nullopt;
}

bool within(const Address& address, std::string_view network) {
  auto slash = network.find('/');
  std::string_view start = network.substr(0, slash);
  auto base = address_of(start);
  if (!base) return false;
  int bits = 128;
  if (slash != network.npos) {
    std::string_view length = network.substr(slash + 1);
    auto [end, fault] = std::from_chars(length.data(), length.data() + length.size(), bits);
    if (fault != std::errc() || end != length.data() + length.size() || bits < 0) return false;
    if (start.find(':') == start.npos) bits += 96;
    if (bits > 128) return false;
  }
  for (std::size_t i = 0; i < address.size() && bits > 0; ++i, bits -= 8) {
    int mask = bits >= 8 ? 0xff : 0xff << (8 - bits);
    if (((address[i] ^ (*base)[i]) & mask) != 0) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_trusted(std::string_view address, const std::vector<std::string>& trusted) {
  if (trusted.empty()) return false;
  auto parsed = address_of(address);
  return parsed && std::any_of(trusted.begin(), trusted.end(),
                               [&](const auto& network) { return within(*parsed, network); });
}

std::string browser_address(std::string_view peer, std::string_view forwarded_for,
                            const std::vector<std::string>& trusted) {
  std::string_view last = peer;
  while (!forwarded_for.empty() && is_trusted(last, trusted)) {
    auto comma = forwarded_for.rfind(',');
    bool only = comma == forwarded_for.npos;
    std::string_view one = trimmed(only ? forwarded_for : forwarded_for.substr(comma + 1));
    forwarded_for = only ? "" : forwarded_for.substr(0, comma);
    if (!address_of(one)) break;
    last = one;
  }
  return std::string(last);
}

}  // namespace fascia::http
