// SPDX-License-Identifier: Apache-2.0
// Two records of one person: which are likely, both side by side, joined and put apart again by
// their owner. Nothing of a chart stands here (R20).
#include "clinic/merge_clients.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

constexpr int kDaysOfList = 90;

ClientId client_in(const Visit& visit, std::string_view name) {
  std::string text = visit.request.method == http::Method::post
                         ? visit.form.get(name)
                         : std::string(visit.request.query_value(name));
  return ClientId::parse(text).value_or(ClientId{});
}

std::string or_none(const Visit& visit, const std::string& text) {
  return text.empty() ? visit.say("records.alike_not_known") : text;
}
std::string born_text(const Visit& visit, const store::Client& client) {
  return or_none(visit, client.birth_date ? record_day(visit, *client.birth_date) : std::string());
}

// "Same birth date, like name": why two records are in the list.
std::string reason_text(const Visit& visit, const clinic::Alike& alike) {
  std::vector<std::string> reasons;
  auto add = [&](bool holds, const char* id) {
    if (holds) reasons.push_back(visit.say(std::string("records.alike_") + id));
  };
  add(alike.same_name, "same_name");
  add(!alike.same_name && alike.like_name, "like_name");
  add(alike.same_birth_date, "same_birth");
  add(alike.births_differ, "other_birth");
  add(alike.same_phone, "same_phone");
  add(alike.same_email, "same_email");
  return page::comma_text(reasons);
}

http::Response alike_page(Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  Date tomorrow = clinic.availability.get()->zone.date(clinic.now()) + 1;
  Date until = parse_date(visit.request.query_value("until")).value_or(tomorrow);
  until = std::min(until, tomorrow);
  Date from = until + -kDaysOfList;
  auto found = clinic::like_records(clinic, visit.actor(), from, until);
  if (!found) return show_error(visit, found.error());
  page::View view;
  set_alike(view, visit, *found);
  view.set("from_day", record_day(visit, from)).set("until_day", record_day(visit, until + -1));
  view.set("earlier_path", "/owner/records/alike?until=" + to_iso(from));
  return show(visit, "owner-alike", std::move(view));
}

void set_side(page::View& view, const Visit& visit, const std::string& prefix,
              const clinic::MergeSide& side) {
  auto day = [&](const std::optional<Instant>& at) {
    return at ? record_day(visit, *at) : visit.say("records.alike_none");
  };
  const store::Client& client = side.client;
  view.set(prefix + "_path", "/owner/record/" + client.id.text());
  view.set(prefix + "_name", client.name).set(prefix + "_born", born_text(visit, client));
  view.set(prefix + "_phone", or_none(visit, client.phone));
  view.set(prefix + "_email", or_none(visit, client.email));
  view.set(prefix + "_language", visit.say("records.language_" + client.language));
  view.set(prefix + "_guardian", client.guardian).show(prefix + "_young", !client.guardian.empty());
  view.set(prefix + "_visits", side.visits);
  view.set(prefix + "_last", day(side.last)).set(prefix + "_next", day(side.next));
}

// What holds where the two differ: the older record's, unless it has none.
void set_choice(page::View& view, OwnerForm& form, const Visit& visit, const std::string& name,
                const std::string& kept, const std::string& merged) {
  form.choice(name, {{"kept", or_none(visit, kept)}, {"merged", or_none(visit, merged)}},
              {kept.empty() ? "merged" : "kept"});
  view.show("differs_" + name, kept != merged);
}

void set_choices(page::View& view, OwnerForm& form, const Visit& visit,
                 const clinic::MergeSight& two) {
  const store::Client &kept = two.kept.client, &merged = two.merged.client;
  auto born = [&](const store::Client& client) {
    return client.birth_date ? record_day(visit, *client.birth_date) : std::string();
  };
  auto language = [&](const store::Client& client) {
    return visit.say("records.language_" + client.language);
  };
  set_choice(view, form, visit, "name", kept.name, merged.name);
  set_choice(view, form, visit, "birth_date", born(kept), born(merged));
  set_choice(view, form, visit, "email", kept.email, merged.email);
  set_choice(view, form, visit, "phone", kept.phone, merged.phone);
  set_choice(view, form, visit, "language", language(kept), language(merged));
}

http::Response merge_page(Visit& visit, const Error* error = nullptr) {
  ClientId one = client_in(visit, "one"), other = client_in(visit, "other");
  auto two = clinic::look_at_both(visit.site.clinic, visit.actor(), {.kept = one, .merged = other});
  if (!two) return show_error(visit, two.error());
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  set_side(view, visit, "one", two->kept);
  set_side(view, visit, "other", two->merged);
  set_choices(view, form, visit, *two);
  form.text("why", {});
  form.check("sure", false);
  view.set("one_id", one.text()).set("other_id", other.text());
  view.set("alike_why", reason_text(visit, two->alike));
  view.show("overlap", two->visits_overlap).show("needs_reason", two->needs_reason);
  view.show("may", !two->bar).show("may_not", two->bar.has_value());
  view.set("bar", two->bar ? page::error_text(visit.language, *two->bar) : std::string());
  return show(visit, "owner-merge", std::move(view), owner_status(error));
}

http::Response merge_now(Visit& visit) {
  auto of_merged = [&](std::string_view name) { return visit.form.get(name) == "merged"; };
  ClientId one = client_in(visit, "one");
  Error unsure = invalid("sure", "merge_not_sure");
  if (!visit.form.has("sure")) return merge_page(visit, &unsure);
  auto done =
      clinic::merge_clients(visit.site.clinic, visit.actor(),
                            {one,
                             client_in(visit, "other"),
                             {of_merged("name"), of_merged("birth_date"), of_merged("email"),
                              of_merged("phone"), of_merged("language")},
                             PrivateText(visit.form.get("why"))});
  if (!done && (done.error().field == "why" || done.error().field == "email"))
    return merge_page(visit, &done.error());
  if (!done) return show_error(visit, done.error());
  return go(visit, "/owner/record/" + one.text() + "?saved=yes");
}

http::Response unmerge_now(Visit& visit) {
  auto id = store::MergeId::parse(visit.form.get("merge")).value_or(store::MergeId{});
  auto done = clinic::unmerge_clients(visit.site.clinic, visit.actor(), id);
  if (!done) return show_error(visit, done.error());
  return go(visit, "/owner/record/" + std::string(visit.request.param("client")) + "?saved=yes");
}

http::Response apart_now(Visit& visit) {
  auto done = clinic::keep_records_apart(visit.site.clinic, visit.actor(), client_in(visit, "one"),
                                         client_in(visit, "other"));
  if (!done) return show_error(visit, done.error());
  return go(visit, "/owner/records/alike");
}

}  // namespace

void set_alike(page::View& view, const Visit& visit, const std::vector<clinic::LikePair>& pairs) {
  view.list("pairs");
  for (const clinic::LikePair& pair : pairs)
    view.add("pairs")
        .set("pair_path",
             "/owner/records/merge?one=" + pair.older.id.text() + "&other=" + pair.newer.id.text())
        .set("pair_one", pair.older.name)
        .set("pair_other", pair.newer.name)
        .set("pair_why", reason_text(visit, pair.alike));
}

void set_merges(page::View& view, const Visit& visit,
                const std::vector<clinic::StandingMerge>& merges) {
  view.list("merges");
  for (const clinic::StandingMerge& merge : merges)
    view.add("merges")
        .set("merge_id", merge.id.text())
        .set("merge_name", merge.merged.name)
        .set("merge_born", born_text(visit, merge.merged))
        .set("merge_day", record_day(visit, merge.at))
        .set("merge_by", merge.by.empty() ? visit.say("records.program") : merge.by)
        .set("merge_why", merge.why.reveal())
        .set("merge_bar", merge.bar ? page::error_text(visit.language, *merge.bar) : std::string())
        .show("merge_has_why", !merge.why.empty())
        .show("merge_may", !merge.bar)
        .show("merge_may_not", merge.bar.has_value());
}

void add_owner_merge(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/records/alike", for_owner(site, alike_page), "owner"});
  router.add({Method::get, "/owner/records/merge",
              for_owner(site, [](Visit& v) { return merge_page(v); }), "owner"});
  router.add({Method::post, "/owner/records/merge", for_owner(site, merge_now), "owner"});
  router.add({Method::post, "/owner/records/apart", for_owner(site, apart_now), "owner"});
  router.add(
      {Method::post, "/owner/record/{client}/unmerge", for_owner(site, unmerge_now), "owner"});
}

}  // namespace fascia::web
