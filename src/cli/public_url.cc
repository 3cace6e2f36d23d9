// SPDX-License-Identifier: Apache-2.0
#include "cli/public_url.h"

#include <boost/url/parse.hpp>

namespace fascia::cli {

std::optional<PublicUrl> read_public_url(std::string_view text) {
  auto url = boost::urls::parse_uri({text.data(), text.size()});
  if (!url || url->encoded_host().empty()) return std::nullopt;
  bool web = url->scheme_id() == boost::urls::scheme::https ||
             url->scheme_id() == boost::urls::scheme::http;
  bool at_root = url->encoded_path().empty() || url->encoded_path() == "/";
  if (!web || !at_root || url->has_userinfo() || url->has_query() || url->has_fragment())
    return std::nullopt;
  std::string host(url->encoded_host_and_port());
  return PublicUrl{std::string(url->scheme()) + "://" + host, host};
}

}  // namespace fascia::cli
