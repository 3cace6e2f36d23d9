// SPDX-License-Identifier: Apache-2.0
// One client's record before its owner: what stops its end, what was asked and said about it, who
// opened it, and its end. Nothing of the chart stands here (R20).
#include <fmt/format.h>

#include "clinic/export_record.h"
#include "clinic/owner_records.h"
#include "page/record_package.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

ClientId record_of(const Visit& visit) {
  return ClientId::parse(visit.request.param("client")).value_or(ClientId{});
}
std::string path_of(ClientId client) { return "/owner/record/" + client.text(); }
std::string who(const Visit& visit, const std::string& by) {
  return by.empty() ? visit.say("records.program") : by;
}

void set_requests(page::View& view, const Visit& visit, const clinic::RecordDesk& desk) {
  bool open = false;
  view.list("requests");
  for (const auto& x : desk.requests) {
    bool is_open = x.outcome.empty();
    open = open || is_open;
    page::View& item = view.add("requests");
    item.set("request_id", x.id.text());
    item.set("request_text", x.body.reveal());
    item.set("request_received", record_day(visit, x.received));
    item.set("request_due", record_day(visit, x.due));
    item.set("request_outcome", is_open ? "" : visit.say("records.outcome_" + x.outcome));
    item.show("request_open", is_open);
    item.show("request_estimated", x.estimate.has_value());
    item.show("request_can_extend", x.extended == 0);
  }
  view.show("can_export", open);
}

void set_lines(page::View& view, const Visit& visit, const clinic::RecordDesk& desk) {
  view.list("holds").list("notes").list("disclosures").list("openings");
  for (const auto& hold : desk.holds)
    view.add("holds")
        .set("standing_why", hold.why.reveal())
        .set("standing_since",
             visit.say("records.hold_since", {{"day", record_day(visit, hold.since)}}));
  for (const auto& note : desk.notes)
    view.add("notes")
        .set("said_kind", visit.say(note.letter      ? "records.letter"
                                    : note.corrected ? "records.correction"
                                                     : "records.annotation"))
        .show("said_in_letter", note.letter)
        .set("said_path", kept_letter_path(desk.age.client.id, note.id))
        .set("said_day", record_day(visit, note.at))
        .set("said_by", who(visit, note.by));
  for (const auto& one : desk.disclosures)
    view.add("disclosures")
        .set("given_to", one.given.to)
        .set("given_what", one.given.what)
        .set("given_ground", one.given.ground)
        .set("given_day", record_day(visit, one.at))
        .set("given_by", who(visit, one.by));
  for (const auto& one : desk.openings)
    view.add("openings")
        .set("opening_day", record_day(visit, one.at))
        .set("opening_by", who(visit, one.by))
        .set("opening_what", visit.say("records.opened_" + one.what))
        .set("opening_from",
             one.from.empty()
                 ? std::string()
                 : visit.say("records.opened_from",
                             {{"from", fmt::format("{}", fmt::join(one.from, ", "))}}));
}

http::Response record_page(Visit& visit, const Error* error = nullptr) {
  ClientId client = record_of(visit);
  if (ClientId person = clinic::person_of(visit.site.clinic, client); person != client)
    return go(visit, path_of(person));
  auto desk = clinic::record_desk(visit.site.clinic, visit.actor(), client);
  if (!desk) return show_error(visit, desk.error());
  auto alike = clinic::like_this_record(visit.site.clinic, visit.actor(), client);
  if (!alike) return show_error(visit, alike.error());
  auto merges = clinic::merges_of(visit.site.clinic, visit.actor(), client);
  if (!merges) return show_error(visit, merges.error());
  const clinic::RecordAge& age = desk->age;
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  for (const char* name : {"hold_why", "asked", "received", "note_text", "to", "what", "ground"})
    form.text(name, {});
  form.choice("note_kind",
              {{"annotation", visit.say("records.annotation_choice")},
               {"correction", visit.say("records.correction_choice")}},
              {"annotation"});
  form.choice("export_language",
              {{"en", visit.say("records.language_en")}, {"fr", visit.say("records.language_fr")}},
              {age.client.language == "fr" ? "fr" : "en"});
  view.set("record_path", path_of(client)).set("record_name", age.client.name);
  view.show("erased", age.erased.has_value()).show("stands", !age.erased);
  view.set("erased_day", age.erased ? record_day(visit, age.erased->at) : "");
  view.set("last_visit",
           desk->last_visit ? record_day(visit, *desk->last_visit) : visit.say("records.no_visit"));
  view.show("has_next", desk->next_visit.has_value());
  view.set("next_visit", desk->next_visit ? record_day(visit, *desk->next_visit) : "");
  view.set("keep_until", record_day(visit, age.keep_until));
  view.set("visits", desk->visits);
  view.show("held", age.on_hold);
  auto may = clinic::may_erase(visit.site.clinic, age);
  view.show("may_erase", may.has_value());
  view.set("may_not", may ? "" : page::error_text(visit.language, may.error()));
  view.show("saved", visit.request.query_value("saved") == "yes");
  set_kinds(view, visit, age);
  set_requests(view, visit, *desk);
  set_lines(view, visit, *desk);
  set_alike(view, visit, *alike);
  set_merges(view, visit, *merges);
  view.set("join_path", "/owner/records?join=" + client.text());
  return show(visit, "owner-record", std::move(view), owner_status(error));
}

// Back to the record when it went well, else the record with what is wrong.
template <class Outcome>
http::Response after(Visit& visit, const Outcome& done, std::string_view field = {}) {
  if (done) return go(visit, path_of(record_of(visit)) + "?saved=yes");
  const Error error = each_changed(done.error(), [&](Error& one) {
    if (one.field == "why") one.field = "hold_why";
    if (one.field == "text") one.field = "note_text";
    if (one.field == "client" || one.field == "request") one.field = field;
  });
  return record_page(visit, &error);
}

http::Response save_hold(Visit& visit) {
  return after(visit, clinic::set_legal_hold(visit.site.clinic, visit.actor(), record_of(visit),
                                             PrivateText(visit.form.get("hold_why"))));
}

http::Response release_hold(Visit& visit) {
  return after(visit, clinic::end_legal_hold(visit.site.clinic, visit.actor(), record_of(visit)));
}

http::Response save_asked(Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  Instant received = clinic.now();
  if (std::string text = visit.form.get("received"); !text.empty()) {
    auto day = parse_date(text);
    if (!day) return after(visit, Done(invalid("received", "date_invalid")));
    received = clinic.availability.get()->zone.start_of(*day);
  }
  return after(visit, clinic::receive_request(clinic, visit.actor(), record_of(visit), received,
                                              PrivateText(visit.form.get("asked"))));
}

http::Response save_note(Visit& visit) {
  return after(visit, clinic::add_record_note(visit.site.clinic, visit.actor(), record_of(visit),
                                              visit.form.get("note_kind") == "correction",
                                              PrivateText(visit.form.get("note_text"))));
}

http::Response save_disclosure(Visit& visit) {
  return after(visit, clinic::log_disclosure(visit.site.clinic, visit.actor(), record_of(visit),
                                             {visit.form.get("to"), visit.form.get("what"),
                                              visit.form.get("ground")}));
}

http::Response step_request(Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  auto id =
      store::AccessRequestId::parse(visit.form.get("request")).value_or(store::AccessRequestId{});
  const std::string step = visit.form.get("step");
  if (step == "extend") return after(visit, clinic::extend_request(clinic, visit.actor(), id));
  if (step == "estimate") return after(visit, clinic::send_estimate(clinic, visit.actor(), id));
  if (step == "accept") return after(visit, clinic::accept_estimate(clinic, visit.actor(), id));
  auto outcome = clinic::parse_access_outcome(step);
  if (!outcome) return after(visit, Done(invalid("step", "wish_unknown")));
  return after(visit, clinic::close_request(clinic, visit.actor(), id, *outcome));
}

// All of it as one file, in the language that the person reads. A POST, because it is written down
// that the record was given.
http::Response download_record(Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  std::string wanted = visit.form.get("export_language");
  bool french = wanted.empty() ? visit.language == page::Language::fr : wanted == "fr";
  auto record =
      clinic::export_record(clinic, visit.actor(), record_of(visit), french ? "fr" : "en");
  if (!record) return after(visit, Result<int>(record.error()), "asked");
  auto package =
      page::pack_record(visit.site.templates, french ? page::Language::fr : page::Language::en,
                        *record, clinic.availability.get()->zone, clinic.now());
  http::Response response;
  response.body = package.bytes.reveal();
  response.set("Content-Type", "application/zip");
  response.set("Content-Disposition", "attachment; filename=\"" + package.name + "\"");
  response.set("Cache-Control", "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

// First what will be lost and what stays, then the name and the reason, then it is done.
http::Response erase_page(Visit& visit, const Error* error = nullptr) {
  ClientId client = record_of(visit);
  auto desk = clinic::record_desk(visit.site.clinic, visit.actor(), client);
  if (!desk) return show_error(visit, desk.error());
  auto may = clinic::may_erase(visit.site.clinic, desk->age);
  if (!may) return show_error(visit, may.error());
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("name", {});
  form.text("why", {});
  view.set("record_path", path_of(client)).set("record_name", desk->age.client.name);
  view.set("visits", desk->visits);
  view.set("last_visit", record_day(visit, desk->age.last_visit));
  return show(visit, "owner-erase", std::move(view), owner_status(error));
}

http::Response erase_now(Visit& visit) {
  ClientId client = record_of(visit);
  auto done = clinic::erase_client(visit.site.clinic, visit.actor(),
                                   {client, visit.form.get("name"), visit.form.get("why")});
  if (!done && (done.error().field == "name" || done.error().field == "why"))
    return erase_page(visit, &done.error());
  if (!done) return show_error(visit, done.error());
  return go(visit, path_of(client));
}

}  // namespace

void add_owner_record(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  const std::string path = "/owner/record/{client}";
  router.add(
      {Method::get, path, for_owner(site, [](Visit& v) { return record_page(v); }), "owner"});
  router.add({Method::post, path + "/hold", for_owner(site, save_hold), "owner"});
  router.add({Method::post, path + "/release", for_owner(site, release_hold), "owner"});
  router.add({Method::post, path + "/ask", for_owner(site, save_asked), "owner"});
  router.add({Method::post, path + "/request", for_owner(site, step_request), "owner"});
  router.add({Method::post, path + "/note", for_owner(site, save_note), "owner"});
  router.add({Method::post, path + "/disclosure", for_owner(site, save_disclosure), "owner"});
  router.add({Method::post, path + "/export", for_owner(site, download_record), "owner"});
  router.add({Method::get, path + "/erase", for_owner(site, [](Visit& v) { return erase_page(v); }),
              "owner"});
  router.add({Method::post, path + "/erase", for_owner(site, erase_now), "owner"});
}

}  // namespace fascia::web
