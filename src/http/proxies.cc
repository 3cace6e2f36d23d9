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

struct Network {
  Address base;
  int bits = 128;
};

std::optional<Network> network_of(std::string_view text) {
  auto slash = text.find('/');
  std::string_view start = text.substr(0, slash);
  auto base = address_of(start);
  if (!base) return std::nullopt;
  Network out{*base};
  if (slash == text.npos) return out;
  std::string_view length = text.substr(slash + 1);
  auto [end, fault] = std::from_chars(length.data(), length.data() + length.size(), out.bits);
  if (fault != std::errc() || end != length.data() + length.size() || out.bits < 0)
    return std::nullopt;
  if (start.find(':') == start.npos) out.bits += 96;
  return out.bits > 128 ? std::nullopt : std::optional(out);
}

bool within(const Address& address, std::string_view text) {
  auto network = network_of(text);
  if (!network) return false;
  int bits = network->bits;
  for (std::size_t i = 0; i < address.size() && bits > 0; ++i, bits -= 8) {
    int mask = bits >= 8 ? 0xff : 0xff << (8 - bits);
    if (((address[i] ^ network->base[i]) & mask) != 0) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_network(std::string_view text) { return network_of(text).has_value(); }

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
