// SPDX-License-Identifier: Apache-2.0
// Who books at the clinic alone and not online, and what the desk reads before it books.
#include <algorithm>

#include "clinic/who_may_book.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/desk_view.h"

namespace fascia::web {
namespace {

using store::Role;

std::string online_path(ClientId client) { return "/desk/client/" + client.text() + "/online"; }

ClientId client_of(const Visit& visit) {
  return ClientId::parse(visit.request.param("id")).value_or(ClientId{});
}

std::string day_of_block(const Visit& visit, Instant at) {
  return page::day_year_text(visit.language, visit.site.clinic.availability.get()->zone.date(at));
}

http::Response online_page(Visit& visit, const Error* error = nullptr) {
  auto state = clinic::read_blocks(visit.site.clinic, visit.actor(), client_of(visit));
  if (!state) return show_error(visit, state.error());
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  view.set("full_name", state->client.name).set("online_path", online_path(state->client.id));
  view.set("book_path", "/desk/book?client=" + state->client.id.text());
  view.show("blocked", state->blocked).show("saved", visit.request.query_value("saved") == "yes");
  view.field("why", visit.form.get("why"),
             error != nullptr && error->field == "why" ? page::error_text(visit.language, *error)
                                                       : std::string());
  view.list("blocks");
  for (const clinic::OnlineBlock& block : state->blocks)
    view.add("blocks")
        .set("block_since", day_of_block(visit, block.kept.since))
        .set("block_by", block.set_by)
        .set("block_why", block.why)
        .show("block_over", block.kept.ended.has_value())
        .set("block_ended", block.kept.ended ? day_of_block(visit, *block.kept.ended) : "")
        .set("block_ended_by", block.ended_by);
  http::Response response =
      show(visit, "desk-online", std::move(view), error != nullptr ? status_for(*error) : 200);
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response save(Visit& visit) {
  const ClientId client = client_of(visit);
  if (visit.form.get("do") == "allow") {
    auto done = clinic::allow_online(visit.site.clinic, visit.actor(), client);
    if (!done) return online_page(visit, &done.error());
  } else if (visit.form.get("do") != "block") {
    const Error unread = invalid("do", "choice_missing");
    return online_page(visit, &unread);
  } else {
    auto done = clinic::block_online(visit.site.clinic, visit.actor(), client,
                                     PrivateText(visit.form.get("why")));
    if (!done) return online_page(visit, &done.error());
  }
  return go(visit, online_path(client) + "?saved=yes");
}

std::string names_of(const std::vector<std::string>& notices) {
  std::string out;
  for (const std::string& one : notices) out += one + " ";
  return out;
}

}  // namespace

void set_notices(page::View& view, const Visit& visit, const std::vector<std::string>& notices) {
  view.list("notices").show("has_notices", !notices.empty());
  view.set("noticed", names_of(notices));
  for (const std::string& one : notices)
    view.add("notices").set("notice_said", visit.say("desk_notice." + one));
}

std::optional<Error> unread_notice(const Visit& visit, const std::vector<std::string>& notices) {
  const std::string read = " " + visit.form.get("noticed") + " ";
  const bool all = std::ranges::all_of(
      notices, [&](const std::string& one) { return read.find(" " + one + " ") != read.npos; });
  if (all) return std::nullopt;
  return conflict("notice_unread", "notice");
}

void set_online(page::View& view, const Visit& visit, ClientId client) {
  view.show("books_by_phone", clinic::books_by_phone(visit.site.clinic, client));
  const bool like = visit.site.clinic.store.read([&](store::Connection& c) {
    auto one = store::find_client(c, visit.site.clinic.tenant, client);
    return one && clinic::like_not_online(c, visit.site.clinic, *one);
  });
  view.show("like_by_phone", like);
  const Role role = visit.staff->role;
  view.show("may_change_online", role == Role::owner || role == Role::desk);
  view.set("online_path", online_path(client));
}

void add_desk_online(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  const std::vector<Role> roles{Role::owner, Role::desk};
  router.add({Method::get, "/desk/client/{id}/online",
              for_staff(site, roles, [](Visit& v) { return online_page(v); }), "staff"});
  router.add({Method::post, "/desk/client/{id}/online", for_staff(site, roles, save), "staff"});
}

}  // namespace fascia::web
