// SPDX-License-Identifier: Apache-2.0
// Health records that staff lay beside the answers for a visit: the files come from the browser.
#include "web/record_view.h"

#include <algorithm>
#include <charconv>

#include "http/multipart.h"
#include "interop/problem.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/record_words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

constexpr std::string_view kShown = "record";  // of the address, once a file was read
constexpr std::size_t kMostOfFileName = 80;

// Bytes as they came: a form's text is trimmed, a file is not.
std::string file_in(const http::Form& form) {
  auto all = form.all("file");
  return all.empty() ? std::string() : std::move(all.front());
}

// The file as the browser calls it.
std::string file_called(const Visit& visit) {
  std::string name = visit.form.get(http::name_of_file("file"));
  if (name.empty()) return visit.say("record.file_unnamed");
  std::size_t from = name.size() > kMostOfFileName ? name.size() - kMostOfFileName : 0;
  while (from > 0 && from < name.size() && (static_cast<unsigned char>(name[from]) & 0xC0) == 0x80)
    ++from;
  return visit.say("record.file_named", {{"name", (from == 0 ? "" : "…") + name.substr(from)}});
}

bool is_of_form(const Error& error) { return error.field == "file" || error.field == "source"; }

std::string argument(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.args)
    if (key == name) return value;
  return {};
}

// What the program's readers say of a file, for somebody who chose one: which file, whose record it
// should be, and where the fault is.
Error said_of_file(const Visit& visit, const std::string& person, const Error& error) {
  Error out = error;
  const std::string file = file_called(visit);
  if (error.message == "screening_other_person") {
    out.message = "record_other_person";
    out.args = {{"file", file}, {"person", person}};
  } else if (error.message == "fhir_no_bundle") {
    const std::string at = argument(error, "at");
    out.message = "record_no_bundle";
    out.args = {{"file", file}, {"at", at == "/" ? visit.say("record.at_top") : at}};
  } else if (error.message == "json_too_big") {
    out.message = "record_size";
    out.args = {{"most", std::to_string(visit.site.clinic.upload_limit >> 20)}};
  } else if (error.message.starts_with("json_")) {
    out.message = "record_unreadable";
    out.args = {
        {"file", file}, {"line", argument(error, "line")}, {"column", argument(error, "column")}};
  }
  return out;
}

// A fault of the file is said on a page of its own, with the form again.
http::Response form_again(Visit& visit, AppointmentId id, const std::string& back,
                          const Error& error) {
  page::View view;
  auto records = clinic::records_beside(visit.site.clinic, visit.actor(), id);
  const Error said = said_of_file(visit, records ? records->client_name : "", error);
  page::set_wrongs(view, wrongs_of(visit, said));
  set_record_form(view, visit, id, back, &said);
  view.set("back_path", back);
  return show(visit, "record-file", std::move(view), interop::http_status(error));
}

http::Response lay(Visit& visit, const std::string& of, const std::string& back) {
  auto id = AppointmentId::parse(of).value_or(AppointmentId{});
  auto laid = clinic::lay_record(visit.site.clinic, visit.actor(), id, file_in(visit.form),
                                 visit.form.get("source"));
  if (!laid && is_of_form(laid.error())) return form_again(visit, id, back, laid.error());
  if (!laid) return show_error(visit, laid.error());
  return go(visit, back + "?done=record&record=" + std::to_string(laid->resources) +
                       "&look=" + std::to_string(laid->to_look_at) + "#record");
}

http::Response take_out(Visit& visit, const std::string& of, const std::string& back) {
  auto id = AppointmentId::parse(of).value_or(AppointmentId{});
  const std::string which = visit.form.get("which");
  std::size_t at = static_cast<std::size_t>(-1);
  std::from_chars(which.data(), which.data() + which.size(), at);
  auto done = clinic::take_back_record(visit.site.clinic, visit.actor(), id, at);
  if (!done) return show_error(visit, done.error());
  return go(visit, back + "?done=record_out#record");
}

http::Response lay_at_desk(Visit& visit) {
  const std::string id = visit.request.param("id");
  return lay(visit, id, "/desk/visit/" + id);
}
http::Response lay_in_room(Visit& visit) {
  const std::string id = visit.request.param("appointment");
  return lay(visit, id, "/treat/" + id);
}
http::Response take_out_at_desk(Visit& visit) {
  const std::string id = visit.request.param("id");
  return take_out(visit, id, "/desk/visit/" + id);
}
http::Response take_out_in_room(Visit& visit) {
  const std::string id = visit.request.param("appointment");
  return take_out(visit, id, "/treat/" + id);
}

void set_records(page::View& view, const Visit& visit, const clinic::RecordsBeside& beside) {
  view.list("records").show("has_records", !beside.records.empty());
  const auto offer = visit.site.clinic.availability.get();
  for (std::size_t i = 0; i < beside.records.size(); ++i) {
    const clinic::RecordBeside& one = beside.records[i];
    const std::string when =
        one.taken_at ? page::date_text(visit.language, offer->zone.date(*one.taken_at)) : "";
    view.add("records")
        .set("record_which", std::int64_t(i))
        .set("record_origin", record_origin(visit, one.source, one.at))
        .set("record_by", one.by)
        .show("record_by_known", !one.by.empty())
        .show("record_out", one.taken_at.has_value())
        .show("record_in", !one.taken_at && beside.may_change)
        .set("record_out_text",
             one.taken_at ? visit.say("record.out", {{"day", when}, {"name", one.taken_by}}) : "");
  }
}

}  // namespace

void set_record_form(page::View& view, const Visit& visit, AppointmentId id,
                     const std::string& path, const Error* error) {
  auto found = clinic::records_beside(visit.site.clinic, visit.actor(), id);
  const clinic::RecordsBeside beside = found ? *found : clinic::RecordsBeside{};
  set_records(view, visit, beside);
  view.set("record_person", beside.client_name);
  view.show("may_lay_record", beside.may_change).set("record_action", path + "/record");
  view.show("record_panel", beside.may_change || !beside.records.empty());
  view.set("record_most", std::int64_t(visit.site.clinic.upload_limit >> 20));
  const bool wrong = error != nullptr && error->field == "file";
  view.show("file_wrong", wrong);
  view.set("file_error", wrong ? page::error_text(visit.language, *error) : std::string());
  std::vector<page::Option> sources{{"", visit.say("record.source_unsaid")}};
  for (const std::string& one : clinic::record_sources())
    sources.push_back({one, visit.say("record.from_" + one)});
  const bool unknown = error != nullptr && error->field == "source";
  page::set_options(view, "source", sources, {visit.form.get("source")},
                    unknown ? page::error_text(visit.language, *error) : std::string());
  const std::string count(visit.request.query_value(kShown));
  view.show("record_read", !count.empty());
  view.set("record_count", count).set("record_look", visit.request.query_value("look"));
  const bool looks = !count.empty() && visit.request.query_value("look") != "0";
  const bool in_room = visit.request.path.starts_with("/treat/");
  view.show("record_looks_here", looks && in_room).show("record_looks_there", looks && !in_room);
  view.show("record_gone", in_room && visit.request.query_value("done") == "record_out");
  if (view.lists().count("record_looks") == 0) view.list("record_looks");
}

void set_record_notes(page::View& view, const Visit& visit,
                      const clinic::ScreeningContent& content) {
  view.list("record_notes").list("record_looks");
  bool any = false;
  for (const clinic::KeptRecord& record : content.records) {
    const std::vector<std::string> looks = look_words(visit, record);
    if (!record.counts() || looks.empty()) continue;
    any = true;
    page::View& note = view.add("record_notes");
    note.set("note_origin", record_origin(visit, record)).list("note_looks");
    for (const std::string& text : looks) note.add("note_looks").set("note_look", text);
  }
  view.show("has_record_notes", any);
  // What stands in the one that was just read.
  if (!content.records.empty() && !visit.request.query_value(kShown).empty())
    for (const std::string& text : look_words(visit, content.records.back()))
      view.add("record_looks").set("look_text", text);
}

void add_record_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  // A file that is somewhat too large still gets its answer on the page.
  const std::size_t most = site->clinic.upload_limit * 2;
  std::vector<store::Role> all{store::Role::owner, store::Role::desk, store::Role::therapist};
  router.add({Method::post, "/desk/visit/{id}/record", for_staff(site, all, lay_at_desk), "staff",
              most, signed_in_as(site, all)});
  router.add({Method::post, "/treat/{appointment}/record",
              for_staff(site, treating_roles(), lay_in_room), "whoever treats", most,
              signed_in_as(site, treating_roles())});
  router.add({Method::post, "/desk/visit/{id}/record/out", for_staff(site, all, take_out_at_desk),
              "staff"});
  router.add({Method::post, "/treat/{appointment}/record/out",
              for_staff(site, treating_roles(), take_out_in_room), "whoever treats"});
}

}  // namespace fascia::web
