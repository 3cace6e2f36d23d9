// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fascia::http {

// Whether an address is one of the trusted: each an address or a network ("10.0.0.0/8",
// "fd00::/8"). What is no address is trusted by nobody.
bool is_trusted(std::string_view address, const std::vector<std::string>& trusted);

// Whether a text is such an address or network.
bool is_network(std::string_view text);

// The address of the person's browser: the peer, or, when the peer is a trusted proxy, the last
// address of X-Forwarded-For that is no trusted proxy. A client's own header is never believed.
std::string browser_address(std::string_view peer, std::string_view forwarded_for,
                            const std::vector<std::string>& trusted);

}  // namespace fascia::http
