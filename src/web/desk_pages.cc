// SPDX-License-Identifier: Apache-2.0
#include "web/desk_book_view.h"
#include "web/desk_view.h"
#include "web/gentler_view.h"
#include "web/record_view.h"

namespace fascia::web {

void add_desk_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  add_desk_day(router, site);
  add_desk_visit(router, site);
  add_gentler_pages(router, site);
  add_record_pages(router, site);
  add_desk_arrival(router, site);
  add_desk_book(router, site);
  add_desk_walk_in(router, site);
  add_desk_online(router, site);
  add_desk_couple(router, site);
  add_desk_tasks(router, site);
  add_desk_reseat(router, site);
  add_desk_away(router, site);
  add_desk_series(router, site);
  add_desk_wait(router, site);
  add_desk_replies(router, site);
}

}  // namespace fascia::web
