// SPDX-License-Identifier: Apache-2.0
// The wait list at the desk: who waits, what is kept for whom, and the yes of somebody on the
// phone.
#include "clinic/cancel_policy.h"
#include "clinic/wait_list.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/wait_view.h"

namespace fascia::web {
namespace {

http::Response wait_list_page(Visit& visit, const Error* error = nullptr) {
  auto list = clinic::wait_list(visit.site.clinic, visit.actor());
  if (!list) return show_error(visit, list.error());
  auto offer = clinic::current_offer(visit.site.clinic);
  page::View view;
  auto wrongs = wrongs_of(visit, error);
  for (page::Wrong& wrong : wrongs)
    if (wrong.field == "policy") wrong.field += "-" + visit.request.param("id");
  page::set_wrongs(view, wrongs);
  const store::CancelPolicy policy = clinic::policy_now(visit.site.clinic);
  view.set("policy_text", page::policy_text(visit.language, policy)).set("version", policy.version);
  view.list("waiting").show("nobody", list->empty());
  for (const clinic::Waiting& one : *list) {
    const store::WaitEntry& e = one.entry;
    const store::Service* service = offer->service(e.service);
    page::View& item = view.add("waiting");
    item.set("wait_id", e.id.text())
        .set("wait_name", e.name)
        .set("wait_phone", e.phone)
        .set("wait_phone_link", page::phone_digits(e.phone))
        .set("wait_email", e.email)
        .set("wait_service", service != nullptr ? service_name(visit, *service) : "")
        .set("wait_wish", wish_text(visit, *offer, e));
    item.show("wait_has_phone", !e.phone.empty()).show("wait_has_email", !e.email.empty());
    item.show("wait_offered", one.offer.has_value());
    std::string id, when, until;
    if (one.offer) {
      id = one.offer->id.text();
      when = page::when_text(visit.language, offer->zone.wall(one.offer->start)) + ", " +
             therapists_of(visit, *offer, one.by);
      until = page::when_text(visit.language, offer->zone.wall(one.offer->expires));
    }
    item.show("wait_asks_why", error != nullptr && error->field == "reason" && !id.empty() &&
                                   id == visit.request.param("id"));
    fill_policy_sums(visit, item, policy, {service != nullptr ? service->price : Money{}});
    item.set("wait_offer", id).set("wait_when", when).set("wait_until", until);
  }
  return show(visit, "desk-wait", std::move(view), error != nullptr ? status_for(*error) : 200);
}

clinic::WaitAnswer answer_of(const Visit& visit) {
  auto id = store::WaitOfferId::parse(visit.request.param("id"));
  return {id.value_or(store::WaitOfferId{}), {}, visit.actor(), {}, visit.form.get("reason")};
}

http::Response say_yes(Visit& visit) {
  clinic::WaitAnswer in = answer_of(visit);
  if (visit.form.get("policy") == "yes") in.policy = agreed_policy(visit, "policy_version");
  auto booked = clinic::accept_offer(visit.site.clinic, in);
  if (!booked) return wait_list_page(visit, &booked.error());
  return go(visit, "/desk/visit/" + booked->appointment.id.text());
}

http::Response say_no(Visit& visit) {
  auto done = clinic::decline_offer(visit.site.clinic, answer_of(visit), false);
  return done ? go(visit, "/desk/wait") : wait_list_page(visit, &done.error());
}

http::Response leave(Visit& visit) {
  auto id = store::WaitId::parse(visit.request.param("id")).value_or(store::WaitId{});
  auto done = clinic::leave_wait_list(visit.site.clinic, visit.actor(), id);
  return done ? go(visit, "/desk/wait") : wait_list_page(visit, &done.error());
}

const WaitForm kDesk{"/desk/wait/new", "/desk/wait"};

}  // namespace

void add_desk_wait(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/wait",
              for_staff(site, roles, [](Visit& v) { return wait_list_page(v); }), "staff"});
  router.add({Method::get, "/desk/wait/new",
              for_staff(site, roles, [](Visit& v) { return wait_form_page(v, kDesk, {}); }),
              "staff"});
  router.add({Method::post, "/desk/wait/new",
              for_staff(site, roles, [](Visit& v) { return join_by_form(v, kDesk); }), "staff"});
  router.add({Method::post, "/desk/wait/offer/{id}/yes", for_staff(site, roles, say_yes), "staff"});
  router.add({Method::post, "/desk/wait/offer/{id}/no", for_staff(site, roles, say_no), "staff"});
  router.add({Method::post, "/desk/wait/{id}/leave", for_staff(site, roles, leave), "staff"});
}

}  // namespace fascia::web
