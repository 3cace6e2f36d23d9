// SPDX-License-Identifier: Apache-2.0
// The cancellation policy (R36): each edit is another version, and what was agreed to stays.
#include "clinic/cancel_policy.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

http::Response policy_page(Visit& visit, const Error* error = nullptr) {
  auto all = clinic::list_policies(visit.site.clinic, visit.actor());
  if (!all) return show_error(visit, all.error());
  const store::CancelPolicy& now = all->front();
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("hours", std::to_string(now.hours));
  form.text("more_en", now.more_en);
  form.text("more_fr", now.more_fr);
  view.show("saved", visit.request.query_value("saved") == "yes");
  view.list("versions");
  for (const store::CancelPolicy& one : *all) {
    auto offer = visit.site.clinic.availability.get();
    bool dated = one.since.seconds != 0;  // the first one was always there
    view.add("versions")
        .set("version", one.version)
        .set("version_text", page::policy_text(visit.language, one))
        .set("version_since",
             dated ? page::day_year_text(visit.language, offer->zone.date(one.since)) : "")
        .show("version_dated", dated)
        .show("version_now", one.version == now.version);
  }
  return show(visit, "owner-policy", std::move(view), owner_status(error));
}

http::Response save(Visit& visit) {
  auto hours = read_number(visit.form.get("hours"));
  auto done = clinic::edit_policy(visit.site.clinic, visit.actor(), hours.value_or(-1),
                                  visit.form.get("more_en"), visit.form.get("more_fr"));
  if (!done) return policy_page(visit, &done.error());
  return go(visit, "/owner/policy?saved=yes");
}

}  // namespace

void add_owner_policy(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner/policy",
              for_owner(site, [](Visit& v) { return policy_page(v); }), "owner"});
  router.add({http::Method::post, "/owner/policy", for_owner(site, save), "owner"});
}

}  // namespace fascia::web
