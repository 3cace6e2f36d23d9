// SPDX-License-Identifier: Apache-2.0
// The cancellation policy (R36): each edit is another version, and what was agreed to stays.
#include "clinic/cancel_policy.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

using Kind = store::Charge::Kind;

// The three that may be asked for, as the form names them. Nothing is said of a deposit in the
// clinic's own words alone: without one it is none.
struct Asked {
  const char* name;
  store::Charge store::CancelPolicy::*kept;
  store::Charge clinic::PolicyEdit::*edit;
  bool may_be_unsaid;
};
constexpr Asked kAsked[] = {
    {"late", &store::CancelPolicy::late, &clinic::PolicyEdit::late, true},
    {"no_show", &store::CancelPolicy::no_show, &clinic::PolicyEdit::no_show, true},
    {"deposit", &store::CancelPolicy::deposit, &clinic::PolicyEdit::deposit, false},
};

std::string value_text(const store::Charge& charge) {
  if (charge.kind == Kind::share) return std::to_string(charge.value);
  return charge.kind == Kind::amount ? cents_text(charge.value) : std::string();
}

void set_charges(OwnerForm& form, const Visit& visit, const store::CancelPolicy& now) {
  for (const Asked& one : kAsked) {
    const store::Charge& kept = now.*one.kept;
    std::vector<page::Option> kinds;
    for (Kind kind : {Kind::unsaid, Kind::none, Kind::share, Kind::amount})
      if (one.may_be_unsaid || kind != Kind::unsaid)
        kinds.push_back({std::string(store::to_string(kind)),
                         visit.say("owner_fee." + std::string(store::to_string(kind)))});
    const bool none = !one.may_be_unsaid && kept.kind == Kind::unsaid;
    form.choice(std::string(one.name) + "_kind", kinds,
                {none ? "none" : std::string(store::to_string(kept.kind))});
    form.text(std::string(one.name) + "_value", value_text(kept));
  }
}

Result<store::Charge> charge_of(const Visit& visit, const Asked& asked) {
  const std::string name = asked.name;
  auto kind = store::parse_charge_kind(visit.form.get(name + "_kind"));
  if (!kind) return invalid(name + "_kind", "charge_kind_invalid");
  const std::string typed = visit.form.get(name + "_value");
  if (*kind == Kind::share) return store::Charge{*kind, read_number(typed).value_or(0)};
  if (*kind == Kind::amount) return store::Charge{*kind, read_cents(typed).value_or(0)};
  return store::Charge{*kind, 0};
}

Result<clinic::PolicyEdit> edit_of(const Visit& visit) {
  const store::CancelPolicy now = clinic::policy_now(visit.site.clinic);
  clinic::PolicyEdit out;
  out.hours = read_number(visit.form.get("hours")).value_or(-1);
  out.more_en = visit.form.get("more_en");
  out.more_fr = visit.form.get("more_fr");
  for (const Asked& one : kAsked) {
    out.*one.edit = now.*one.kept;
    if (!visit.form.has(std::string(one.name) + "_kind")) continue;
    FASCIA_TRY(out.*one.edit, charge_of(visit, one));
  }
  return out;
}

http::Response policy_page(Visit& visit, const Error* error = nullptr) {
  auto all = clinic::list_policies(visit.site.clinic, visit.actor());
  if (!all) return show_error(visit, all.error());
  const store::CancelPolicy& now = all->front();
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("hours", std::to_string(now.hours));
  set_charges(form, visit, now);
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

http::Response save_policy(Visit& visit) {
  auto edit = edit_of(visit);
  if (!edit) return policy_page(visit, &edit.error());
  auto done = clinic::edit_policy(visit.site.clinic, visit.actor(), *edit);
  if (!done) return policy_page(visit, &done.error());
  return go(visit, "/owner/policy?saved=yes");
}

}  // namespace

void add_owner_policy(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/owner/policy",
              for_owner(site, [](Visit& v) { return policy_page(v); }), "owner"});
  router.add({http::Method::post, "/owner/policy", for_owner(site, save_policy), "owner"});
}

}  // namespace fascia::web
