// SPDX-License-Identifier: Apache-2.0
// What a record holds, kind by kind, and the end of one kind before the rest (R23).
#include <fmt/format.h>

#include "clinic/owner_records.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

std::string kind_text(const Visit& visit, const std::string& kind) {
  return visit.say("records.kind_" + kind);
}

const clinic::KindAge* age_among(const clinic::RecordAge& age, std::string_view kind) {
  for (const auto& one : age.kinds)
    if (one.kind == kind) return &one;
  return nullptr;
}

std::string path_of_part(const clinic::RecordAge& age, const std::string& kind) {
  return "/owner/record/" + age.client.id.text() + "/part?kind=" + kind;
}

// What goes of which kind, then why; then it is gone.
http::Response part_page(Visit& visit, const Error* error = nullptr) {
  clinic::Clinic& clinic = visit.site.clinic;
  const auto client = ClientId::parse(visit.request.param("client")).value_or(ClientId{});
  const std::string kind =
      error != nullptr ? visit.form.get("kind") : std::string(visit.request.query_value("kind"));
  auto age = clinic::record_age(clinic, visit.actor(), client);
  if (!age) return show_error(visit, age.error());
  const clinic::KindAge* part = age_among(*age, kind);
  if (part == nullptr || part->due == 0) return show_error(visit, not_found("kind_empty", "kind"));
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("why", {});
  view.set("record_path", "/owner/record/" + client.text()).set("record_name", age->client.name);
  view.set("part_kind", kind).set("part_name", kind_text(visit, kind));
  view.set("part_count", std::to_string(part->due));
  view.set("part_text", visit.say("records.part_text_" + kind));
  return show(visit, "owner-part", std::move(view), owner_status(error));
}

http::Response end_part(Visit& visit) {
  const auto client = ClientId::parse(visit.request.param("client")).value_or(ClientId{});
  auto done = clinic::end_kind(visit.site.clinic, visit.actor(),
                               {client, visit.form.get("kind"), visit.form.get("why")});
  if (!done && done.error().field == "why") return part_page(visit, &done.error());
  if (!done) return show_error(visit, done.error());
  return go(visit, "/owner/record/" + client.text() + "?saved=yes");
}

}  // namespace

void set_kinds(page::View& view, const Visit& visit, const clinic::RecordAge& age) {
  view.list("kinds");
  if (age.erased) return;
  for (const auto& kind : clinic::retention_kinds(visit.site.clinic)) {
    const clinic::KindAge* part = age_among(age, kind.kind);
    const bool alone = kind.ends == care::KindEnds::alone;
    if (kind.ends == care::KindEnds::by_itself || (alone && part == nullptr)) continue;
    page::View& item = view.add("kinds");
    const bool due = part != nullptr && part->due > 0;
    item.set("kind_name", kind_text(visit, kind.kind));
    item.set("kind_when",
             kind.ends == care::KindEnds::stays ? visit.say("records.kind_stays")
             : !alone ? visit.say("records.kind_with", {{"day", record_day(visit, age.keep_until)}})
             : due    ? visit.say("records.kind_due", {{"n", std::to_string(part->due)}})
                      : visit.say("records.kind_from", {{"n", std::to_string(part->count)},
                                                        {"day", record_day(visit, part->next)}}));
    item.show("kind_may", due && !age.on_hold && !age.asked);
    item.set("kind_path", path_of_part(age, kind.kind));
  }
}

std::string parts_due_text(const Visit& visit, const clinic::RecordAge& age) {
  std::string out;
  for (const auto& part : age.kinds)
    if (part.due > 0)
      out += (out.empty() ? "" : " · ") +
             visit.say("records.part_due",
                       {{"kind", kind_text(visit, part.kind)}, {"n", std::to_string(part.due)}});
  return out;
}

void add_owner_part(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  const std::string path = "/owner/record/{client}/part";
  router.add({Method::get, path, for_owner(site, [](Visit& v) { return part_page(v); }), "owner"});
  router.add({Method::post, path, for_owner(site, end_part), "owner"});
}

}  // namespace fascia::web
