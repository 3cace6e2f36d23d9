// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/site.h"

namespace fascia::web {

// The form of the wait list, for the public page and for the desk: what it posts to, and where it
// leads when it is done.
struct WaitForm {
  std::string action;
  std::string done;
};
http::Response wait_form_page(Visit& visit, const WaitForm& where, const Error* error);
http::Response join_by_form(Visit& visit, const WaitForm& where);

}  // namespace fascia::web
