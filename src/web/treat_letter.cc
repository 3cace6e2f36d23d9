// SPDX-License-Identifier: Apache-2.0
// The letter to a physician about a visit: printed, sent, chased, and what came back (R40).
#include <algorithm>

#include "clinic/clearance_reply.h"
#include "clinic/notices.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/desk_view.h"
#include "web/letter_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

using care::RuleLetter;
using clinic::ClearanceLetter;

std::string path_of(AppointmentId id, std::string_view rest = {}) {
  return treat_path(id, "/letter") + std::string(rest);
}

std::string when_of(const Visit& visit, Instant at) {
  return page::when_text(visit.language, visit.site.clinic.availability.get()->zone.wall(at));
}

std::string words_of(const Visit& visit, const care::Words& words) {
  return care::in_language(words, page::code(visit.language));
}

void set_steps(page::View& view, const Visit& visit, const ClearanceLetter& letter) {
  view.list("letter_steps");
  for (const ClearanceLetter::Step& step : letter.steps)
    view.add("letter_steps")
        .set("step_text", visit.say("letter_status." + std::string(store::to_string(step.status))))
        .set("step_at", when_of(visit, step.at))
        .set("step_who", step.who.empty() ? visit.say("letter.program") : step.who);
  bool open = letter.visit.appointment.status == store::Status::requested;
  view.show("letter_open", open && !letter.asked.empty());
  view.show("letter_none", letter.asked.empty());
  auto status = letter.row ? letter.row->status : store::LetterStatus::wanted;
  view.show("letter_sent", status == store::LetterStatus::given ||
                               status == store::LetterStatus::faxed ||
                               status == store::LetterStatus::chased);
}

void set_replies(page::View& view, const Visit& visit, const ClearanceLetter& letter) {
  view.list("files");
  for (const store::ClearanceFile& file : letter.files)
    view.add("files")
        .set("file_path", path_of(letter.visit.appointment.id, "/file/" + file.id.text()))
        .set("file_text", visit.say(file.type == "application/pdf" ? "letter.pdf" : "letter.photo"))
        .set("file_size", std::int64_t{(file.size + 1023) / 1024})
        .set("file_at", when_of(visit, file.at));
  view.list("replies");
  for (const clinic::LetterReply& reply : letter.content.replies) {
    page::View& one = view.add("replies");
    one.set("reply_way", visit.say("letter.way_" + reply.way))
        .set("reply_signer", reply.signer)
        .set("reply_role", reply.role)
        .set("reply_day", page::day_year_text(visit.language, reply.signed_on))
        .set("reply_by", reply.entered_by)
        .set("reply_second", reply.second_name)
        .show("reply_heard", !reply.second_name.empty());
    one.list("answers");
    for (const RuleLetter& answer : reply.answers) {
      const care::Rule* rule = visit.site.clinic.protocol.rule(answer.rule);
      auto asked = std::find_if(letter.asked.begin(), letter.asked.end(),
                                [&](const auto& finding) { return finding.rule == answer.rule; });
      int days = rule != nullptr ? rule->clearance_days : 0;
      if (asked != letter.asked.end()) days = asked->clearance_days;
      one.add("answers")
          .set("answer_title", rule != nullptr ? words_of(visit, rule->title) : answer.rule)
          .set("answer_text", visit.say("letter.said_" + std::string(to_string(answer.answer))))
          .set("answer_limits", answer.limits)
          .set("answer_depth", std::int64_t{answer.max_depth.value_or(0)})
          .show("answer_limited", answer.max_depth.has_value())
          .set("answer_until",
               page::day_year_text(visit.language, care::serves_until(answer, days)));
    }
  }
}

void set_asked(page::View& view, const Visit& visit, const ClearanceLetter& letter,
               const Error* error) {
  view.list("rules");
  for (const care::Finding& finding : letter.asked) {
    const std::string& id = finding.rule;
    page::View& one = view.add("rules");
    std::string faults;
    for (const char* field : {"limits.", "depth.", "until."})
      if (std::string fault = fault_at(visit, error, field + id); !fault.empty())
        faults += (faults.empty() ? "" : " ") + fault;
    one.set("rule_id", id)
        .set("rule_title", words_of(visit, finding.title))
        .set("rule_days", std::int64_t{finding.clearance_days})
        .set("rule_limits", visit.form.get("limits." + id))
        .set("rule_until", visit.form.get("until." + id))
        .show("rule_wrong", !faults.empty())
        .set("rule_error", faults);
    for (const char* answer : {"yes", "no", "limits"})
      one.show("rule_" + std::string(answer) + "_chosen", visit.form.get("answer." + id) == answer);
    one.list("depths");
    for (int depth = 1; depth <= 5; ++depth)
      one.add("depths")
          .set("depth_value", std::int64_t{depth})
          .set("depth_text", visit.say("treat_depth." + std::to_string(depth)))
          .show("depth_chosen", visit.form.get("depth." + id) == std::to_string(depth));
  }
}

void set_forms(page::View& view, const Visit& visit, const ClearanceLetter& letter) {
  auto field = [&](const char* name, const std::string& otherwise = {}) {
    view.field(name, visit.form.has(name) ? visit.form.get(name) : otherwise);
  };
  field("recipient", letter.content.recipient);
  field("fax", letter.content.fax);
  field("signer");
  field("role");
  field("signed_on");
  field("second_name");
  page::set_check(view, "consent", visit.form.has("consent"));
  page::set_options(
      view, "way",
      {{"paper", visit.say("letter.way_paper")}, {"phone", visit.say("letter.way_phone")}},
      {visit.form.get("way")});
  view.set("upload_most", std::int64_t(visit.site.clinic.upload_limit >> 20));
  view.show("file_wrong", false).set("file_error", "");
  view.show("answers_wrong", false).set("answers_error", "");
}

http::Response letter_page(Visit& visit, const Error* error = nullptr) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto letter = clinic::read_letter(visit.site.clinic, visit.actor(), *id);
  if (!letter) return show_error(visit, letter.error());
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  view.set("visit_path", treat_path(*id)).set("letter_path", path_of(*id));
  view.set("client_name", letter->visit.client.name);
  view.set("visit_when", page::when_text(visit.language, letter->visit.appointment.wall));
  view.set("service", service_name(visit, letter->service));
  set_steps(view, visit, *letter);
  set_replies(view, visit, *letter);
  set_asked(view, visit, *letter, error);
  set_forms(view, visit, *letter);
  http::Response response =
      show(visit, "treat-letter", std::move(view), error != nullptr ? treat_status(*error) : 200);
  response.set("Cache-Control", "no-store");
  return response;
}

// What stands on the paper. The physician reads English; French on request.
http::Response print_page(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto letter = clinic::read_letter(visit.site.clinic, visit.actor(), *id);
  if (!letter) return show_error(visit, letter.error());
  visit.language =
      visit.request.query_value("in") == "fr" ? page::Language::fr : page::Language::en;
  LetterPaper paper;
  paper.client_name = letter->visit.client.name;
  paper.birth_date = letter->visit.client.birth_date;
  paper.service = service_name(visit, letter->service);
  paper.protocol = letter->protocol;
  paper.asked = letter->asked;
  page::View view;
  set_letter(view, visit, paper);
  view.set("back_path", path_of(*id));
  view.set("recipient", letter->content.recipient).set("recipient_fax", letter->content.fax);
  view.set("therapist", visit.staff->name);
  http::Response response = show(visit, "letter", std::move(view));
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response after(Visit& visit, AppointmentId id, const Done& done) {
  if (done) return go(visit, path_of(id));
  bool apart = done.error().code == Code::forbidden || done.error().code == Code::not_found;
  return apart ? show_error(visit, done.error()) : letter_page(visit, &done.error());
}

http::Response given(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  return after(visit, *id, clinic::give_letter(visit.site.clinic, visit.actor(), *id));
}

http::Response faxed(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  clinic::FaxLetter in{visit.form.get("recipient"), visit.form.get("fax"),
                       visit.form.has("consent")};
  return after(visit, *id, clinic::fax_letter(visit.site.clinic, visit.actor(), *id, in));
}

http::Response chased(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  return after(visit, *id, clinic::chase_letter(visit.site.clinic, visit.actor(), *id));
}

// Bytes as they came: a form's text is trimmed, a file is not.
std::string file_in(const http::Form& form) {
  auto all = form.all("file");
  return all.empty() ? std::string() : std::move(all.front());
}

http::Response add_file(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  return after(visit, *id,
               clinic::attach_reply(visit.site.clinic, visit.actor(), *id, file_in(visit.form)));
}

http::Response reply(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const http::Form& form = visit.form;
  clinic::AnswerLetter in;
  in.way = form.get("way");
  in.signer = form.get("signer");
  in.role = form.get("role");
  in.signed_on = parse_date(form.get("signed_on"));
  in.second_name = form.get("second_name");
  for (const std::string& rule : form.all("rule"))
    in.answers.push_back({rule, care::parse_letter_answer(form.get("answer." + rule)),
                          form.get("limits." + rule), number_in(form, "depth." + rule),
                          parse_date(form.get("until." + rule))});
  auto done = clinic::answer_letter(visit.site.clinic, visit.actor(), *id, in);
  return after(visit, *id, done ? Done{} : Done(done.error()));
}

// Never shown in the browser: a download, whatever it holds.
http::Response download(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto file_id = store::ClearanceFileId::parse(visit.request.param("file"));
  auto file = clinic::read_reply_file(visit.site.clinic, visit.actor(), *id,
                                      file_id.value_or(store::ClearanceFileId{}));
  if (!file) return show_error(visit, file.error());
  http::Response response = http::plain(200, file->bytes.reveal());
  response.set("Content-Type", file->type);
  response.set("Content-Disposition", "attachment; filename=\"" + file->name + "\"");
  response.set("Cache-Control", "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response desk_chased(Visit& visit) {
  auto id = appointment_of(visit);
  auto done = clinic::chase_letter(visit.site.clinic, visit.actor(), id);
  if (!done) return show_error(visit, done.error());
  return go(visit, "/desk/visit/" + id.text() + "?done=letter_chased");
}

http::Response desk_file(Visit& visit) {
  auto id = appointment_of(visit);
  auto done = clinic::attach_reply(visit.site.clinic, visit.actor(), id, file_in(visit.form));
  if (!done) return show_error(visit, done.error());
  return go(visit, "/desk/visit/" + id.text() + "?done=letter_file");
}

}  // namespace

void set_desk_letter(page::View& view, const Visit& visit, const clinic::DeskVisit& of) {
  auto status = clinic::letter_status(visit.site.clinic, of.appointment.id);
  // No letter makes a visit possible that its answers refuse.
  if (of.refused) status.reset();
  view.show("has_letter", status.has_value());
  view.set("upload_most", std::int64_t(visit.site.clinic.upload_limit >> 20));
  view.set("letter_status",
           status ? visit.say("letter_status." + std::string(store::to_string(*status))) : "");
  bool sent = status == store::LetterStatus::given || status == store::LetterStatus::faxed ||
              status == store::LetterStatus::chased;
  view.show("letter_sent", sent);
  // It waits for the physician, and not for a therapist's call.
  if (!sent && status != store::LetterStatus::wanted) return;
  view.show("must_speak", false);
  view.set("state_text", visit.say("letter.state"));
}

void add_letter_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = treating_roles();
  const char* who = "whoever treats this client";
  const std::string at = "/treat/{appointment}/letter";
  router.add(
      {Method::get, at, for_staff(site, roles, [](Visit& v) { return letter_page(v); }), who});
  router.add({Method::get, at + "/print", for_staff(site, roles, print_page), who});
  router.add({Method::get, at + "/file/{file}", for_staff(site, roles, download), who});
  router.add({Method::post, at + "/given", for_staff(site, roles, given), who});
  router.add({Method::post, at + "/faxed", for_staff(site, roles, faxed), who});
  router.add({Method::post, at + "/chased", for_staff(site, roles, chased), who});
  // A file that is somewhat too large still gets its answer on the page.
  const std::size_t most = site->clinic.upload_limit * 2;
  router.add({Method::post, at + "/file", for_staff(site, roles, add_file), who, most,
              signed_in_as(site, roles)});
  router.add({Method::post, at + "/reply", for_staff(site, roles, reply), who});
  std::vector<store::Role> all{store::Role::owner, store::Role::desk, store::Role::therapist};
  router.add(
      {Method::post, "/desk/visit/{id}/letter/chased", for_staff(site, all, desk_chased), "staff"});
  router.add({Method::post, "/desk/visit/{id}/letter/file", for_staff(site, all, desk_file),
              "staff", most, signed_in_as(site, all)});
}

}  // namespace fascia::web
