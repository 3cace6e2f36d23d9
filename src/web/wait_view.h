// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/wait_list.h"
#include "web/site.h"

namespace fascia::web {

// The form of the wait list, for the public page and for the desk: what it posts to, and where it
// leads when it is done.
struct WaitForm {
  std::string action;
  std::string done;
  bool own = false;  // of somebody who joins by themself: the browser finds the wish again
};
// "24 Nov to 1 Dec · Monday, Friday · 5:00 pm to 12:00 am · Ana": when it would suit, and with
// whom.
std::string wish_text(const Visit& visit, const clinic::Offer& offer, const store::WaitEntry& e);
http::Response wait_form_page(Visit& visit, const WaitForm& where, const Error* error);
http::Response join_by_form(Visit& visit, const WaitForm& where);

}  // namespace fascia::web
