// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "clinic/private_link.h"
#include "web/site.h"

namespace fascia::web {

// The gate before a page that opens from a private link (R19): a browser that has not given the
// birth date yet is asked for it, and sees nothing else. `page` is called once the link is open for
// this browser. Route the GET and the POST of the page's path to it, the token a part of the path;
// the birth date is posted to that same path, in the field `link_birth_date`, and answered with a
// redirect back to it. Answers carry no-referrer, no-store and noindex.
using LinkPage = std::function<http::Response(Visit&, const clinic::OpenLink&)>;
http::Response behind_birth_date(Visit& visit, std::string_view purpose, const std::string& token,
                                 const LinkPage& page);

// Where private links stand: the clinic's public address, else the one this page was asked at.
std::string site_address(const Visit& visit);

}  // namespace fascia::web
