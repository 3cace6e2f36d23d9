// SPDX-License-Identifier: Apache-2.0
// A health record that staff lay beside the answers for a visit: the file comes from the browser.
#include "web/record_view.h"

#include "clinic/screen_record.h"
#include "clinic/visit_record.h"
#include "interop/problem.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

constexpr std::string_view kShown = "record";  // of the address, once a file was read

// Bytes as they came: a form's text is trimmed, a file is not.
std::string file_in(const http::Form& form) {
  auto all = form.all("file");
  return all.empty() ? std::string() : std::move(all.front());
}

bool is_of_file(const Error& error) {
  return error.field == "file" || error.message == "screening_other_person";
}

// What the program's readers say of a file, for somebody who chose one.
Error said_of_file(Error error) {
  if (error.message == "screening_other_person") error.message = "record_other_person";
  if (error.message == "fhir_no_bundle" || error.message.starts_with("json_"))
    error.message = "record_unreadable";
  error.field = "file";
  return error;
}

// A fault of the file is said on a page of its own, with the form again.
http::Response form_again(Visit& visit, const std::string& back, const Error& error) {
  page::View view;
  const Error said = said_of_file(error);
  page::set_wrongs(view, wrongs_of(visit, said));
  set_record_form(view, visit, visit.request.path, true, &said);
  view.set("back_path", back);
  return show(visit, "record-file", std::move(view), interop::http_status(error));
}

http::Response lay(Visit& visit, const std::string& of, const std::string& back) {
  auto id = AppointmentId::parse(of).value_or(AppointmentId{});
  auto laid = clinic::lay_record(visit.site.clinic, visit.actor(), id, file_in(visit.form));
  if (!laid && is_of_file(laid.error())) return form_again(visit, back, laid.error());
  if (!laid) return show_error(visit, laid.error());
  return go(visit, back + "?done=record&record=" + std::to_string(laid->resources) +
                       "&look=" + std::to_string(laid->to_look_at));
}

http::Response lay_at_desk(Visit& visit) {
  const std::string id = visit.request.param("id");
  return lay(visit, id, "/desk/visit/" + id);
}
http::Response lay_in_room(Visit& visit) {
  const std::string id = visit.request.param("appointment");
  return lay(visit, id, "/treat/" + id);
}

}  // namespace

void set_record_form(page::View& view, const Visit& visit, const std::string& action, bool may,
                     const Error* error) {
  const bool wrong = error != nullptr && error->field == "file";
  view.show("may_lay_record", may).set("record_action", action);
  view.set("record_most", std::int64_t(visit.site.clinic.upload_limit >> 20));
  view.show("file_wrong", wrong);
  view.set("file_error", wrong ? page::error_text(visit.language, *error) : std::string());
  const std::string count(visit.request.query_value(kShown));
  view.show("record_read", !count.empty());
  view.set("record_count", count).set("record_look", visit.request.query_value("look"));
}

void set_record_notes(page::View& view, const Visit& visit,
                      const clinic::ScreeningContent& content) {
  view.list("unread").show("has_unread", !content.unread.empty());
  for (const clinic::UnreadThing& one : content.unread)
    view.add("unread")
        .set("unread_words", one.words.empty() ? visit.say("record.no_words") : one.words)
        .set("unread_resource", one.resource);
  view.list("record_warnings").show("has_record_warnings", !content.warnings.empty());
  const auto& codes = clinic::record_codes(visit.site.clinic.knowledge);
  for (const clinic::UnreadThing& one : content.warnings)
    view.add("record_warnings")
        .set("warning_place", one.resource)
        .set("warning_words",
             codes ? care::in_language(codes->words(one.words), page::code(visit.language))
                   : one.words);
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
}

}  // namespace fascia::web
