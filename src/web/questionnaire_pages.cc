// SPDX-License-Identifier: Apache-2.0
// Questionnaires that the clinic is licensed for: the owner brings the file, the therapist asks.
#include "clinic/questionnaires.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/owner_view.h"
#include "web/questionnaire_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

std::string words_of(const Visit& visit, const care::Words& words) {
  return care::in_language(words, page::code(visit.language));
}

http::Response owner_page(Visit& visit, const Error* error = nullptr) {
  auto all = clinic::questionnaires(visit.site.clinic, visit.actor());
  if (!all) return show_error(visit, all.error());
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  view.list("items");
  for (const care::Questionnaire& q : *all)
    view.add("items")
        .set("item_id", q.id)
        .set("item_name", words_of(visit, q.title))
        .set("item_version", q.version)
        .set("item_licence", q.licence)
        .set("item_count", static_cast<std::int64_t>(q.items.size()));
  std::string fault = error != nullptr ? page::error_text(visit.language, *error) : std::string();
  view.show("file_wrong", error != nullptr).set("file_error", fault);
  return show(visit, "owner-questionnaires", std::move(view), owner_status(error));
}

http::Response owner_add(Visit& visit) {
  auto files = visit.form.all("file");
  auto added = clinic::add_questionnaire(visit.site.clinic, visit.actor(),
                                         files.empty() ? std::string() : files.front());
  if (!added) return owner_page(visit, &added.error());
  return go(visit, "/owner/questionnaires");
}

http::Response owner_remove(Visit& visit) {
  auto done = clinic::remove_questionnaire(visit.site.clinic, visit.actor(), visit.form.get("id"));
  if (!done) return show_error(visit, done.error());
  return go(visit, "/owner/questionnaires");
}

void set_points(page::View& view, const Visit& visit, const clinic::QuestionnaireForm& form) {
  view.list("points");
  for (const clinic::QuestionnairePoint& point : form.points) {
    page::View& one = view.add("points");
    one.set("point_day", page::day_year_text(visit.language, point.day))
        .set("point_value", page::number_text(visit.language, point.value))
        .show("point_named", point.words.has_value())
        .set("point_words", point.words ? words_of(visit, *point.words) : "");
    // Without a published error nothing is called a change.
    bool told = point.change && form.questionnaire.mdc;
    one.show("point_changed", told);
    one.set("point_change", told ? visit.say("questionnaire.change_" +
                                             std::string(care::to_string(point.change->word)))
                                 : "");
  }
}

http::Response form_page(Visit& visit, const Error* error = nullptr) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const std::string& which = visit.request.param("questionnaire");
  auto form = clinic::questionnaire_form(visit.site.clinic, visit.actor(), *id, which);
  if (!form) return show_error(visit, form.error());
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  const care::Questionnaire& q = form->questionnaire;
  view.set("visit_path", treat_path(*id)).set("client_name", form->client_name);
  view.set("questionnaire_id", q.id).set("questionnaire_title", words_of(visit, q.title));
  view.set("questionnaire_licence", q.licence);
  set_points(view, visit, *form);
  view.list("items");
  for (const care::QuestionnaireItem& item : q.items) {
    page::View& one = view.add("items");
    std::string said = visit.form.get("item." + item.link);
    bool wrong = error != nullptr && error->field == item.link;
    one.set("item_link", item.link)
        .set("item_text", words_of(visit, item.text))
        .set("item_typed", said)
        .show("item_number", item.options.empty())
        .show("item_wrong", wrong)
        .set("item_error", wrong ? page::error_text(visit.language, *error) : "");
    one.list("item_options");
    for (const care::QuestionnaireOption& option : item.options)
      one.add("item_options")
          .set("option_value", option.code)
          .set("option_text", words_of(visit, option.text))
          .show("option_chosen", option.code == said);
  }
  return show(visit, "treat-questionnaire", std::move(view), error != nullptr ? 422 : 200);
}

http::Response keep(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const std::string& which = visit.request.param("questionnaire");
  constexpr std::string_view kItem = "item.";
  care::QuestionnaireAnswers answers;
  for (const auto& [name, value] : visit.form.pairs())
    if (name.starts_with(kItem)) answers[name.substr(kItem.size())] = visit.form.get(name);
  auto kept = clinic::answer_questionnaire(visit.site.clinic, visit.actor(), *id, which, answers);
  bool apart =
      !kept && (kept.error().code == Code::forbidden || kept.error().code == Code::not_found);
  if (apart) return show_error(visit, kept.error());
  if (!kept) return form_page(visit, &kept.error());
  return go(visit, treat_path(*id, "/questionnaire/" + which + "#scores"));
}

}  // namespace

void set_questionnaires(page::View& view, const Visit& visit, AppointmentId id) {
  view.list("questionnaires");
  auto all = clinic::questionnaires(visit.site.clinic, visit.actor());
  if (!all) return;
  for (const care::Questionnaire& q : *all)
    view.add("questionnaires")
        .set("questionnaire_path", treat_path(id, "/questionnaire/" + q.id))
        .set("questionnaire_name", words_of(visit, q.title));
}

void add_questionnaire_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/questionnaires",
              for_owner(site, [](Visit& v) { return owner_page(v); }), "owner"});
  router.add({Method::post, "/owner/questionnaires", for_owner(site, owner_add), "owner"});
  router.add(
      {Method::post, "/owner/questionnaires/remove", for_owner(site, owner_remove), "owner"});
  auto roles = treating_roles();
  const char* own = "the visit's own therapist";
  const std::string at = "/treat/{appointment}/questionnaire/{questionnaire}";
  router.add({Method::get, at, for_staff(site, roles, [](Visit& v) { return form_page(v); }), own});
  router.add({Method::post, at, for_staff(site, roles, keep), own});
}

}  // namespace fascia::web
