// SPDX-License-Identifier: Apache-2.0
// Replies of readers: nothing is public before somebody here has read it (R14).
#include "clinic/reply.h"
#include "page/words.h"
#include "web/desk_view.h"

namespace fascia::web {
namespace {

std::vector<store::Role> roles() { return {store::Role::owner, store::Role::desk}; }

void set_reply(page::View& item, const Visit& visit, const store::Reply& reply) {
  auto offer = visit.site.clinic.availability.get();
  item.set("reply_id", reply.id.text())
      .set("reply_name", reply.name)
      .set("reply_email", reply.email)
      .set("reply_when", page::when_text(visit.language, offer->zone.wall(reply.created)))
      .set("reply_body", reply.body)
      .set("reply_language", reply.language);
}

http::Response replies_page(Visit& visit, const Error* error = nullptr) {
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  auto waiting = clinic::replies_to_moderate(visit.site.clinic, visit.actor());
  auto shown = clinic::published_replies(visit.site.clinic, visit.actor());
  view.list("waiting").list("shown");
  view.show("none_waiting", waiting.empty()).show("any_shown", !shown.empty());
  for (const auto& reply : waiting) set_reply(view.add("waiting"), visit, reply);
  for (const auto& reply : shown) set_reply(view.add("shown"), visit, reply);
  return show(visit, "desk-replies", std::move(view), error != nullptr ? status_for(*error) : 200);
}

http::Response decide(Visit& visit) {
  auto id = ReplyId::parse(visit.request.param("id")).value_or(ReplyId{});
  bool approve = visit.form.get("do") == "approve";
  const Error unread = invalid("do", "choice_missing");
  if (!approve && visit.form.get("do") != "remove") return replies_page(visit, &unread);
  std::optional<std::string> body;
  if (approve) body = visit.form.get("body");
  auto done = clinic::moderate_reply(visit.site.clinic, visit.actor(), id, approve, body);
  if (!done) return replies_page(visit, &done.error());
  return go(visit, "/desk/replies");
}

}  // namespace

void add_desk_replies(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/desk/replies",
              for_staff(site, roles(), [](Visit& v) { return replies_page(v); }), "owner, desk"});
  router.add({Method::post, "/desk/replies/{id}", for_staff(site, roles(), decide), "owner, desk"});
}

}  // namespace fascia::web
