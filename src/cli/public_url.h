// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fascia::cli {

// The address people use, taken apart: links begin with it and another Host is refused.
struct PublicUrl {
  std::string text;  // "https://book.example.ca:8443", without a slash at the end
  std::string host;  // "book.example.ca:8443"
};
// None where the text is no http or https address, or has more to it than a host and a port: the
// pages stand at the root of their host.
std::optional<PublicUrl> read_public_url(std::string_view text);

}  // namespace fascia::cli
