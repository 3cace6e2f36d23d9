// SPDX-License-Identifier: Apache-2.0
// A client who was here before: what was told last time, and whether anything is new since.
#include <algorithm>

#include "care/returning.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/answer_words.h"
#include "web/assess_parts.h"

namespace fascia::web::assess {
namespace {

using clinic::VisitDraft;

std::vector<page::Option> groups_of(const Visit& visit, const VisitDraft& draft) {
  std::vector<page::Option> out;
  for (const care::Group* group : care::carried_groups(visit.site.clinic.protocol, draft.intake))
    out.push_back({group->id, care::in_language(group->title, page::code(visit.language))});
  return out;
}

// Each group with what was more than a no; a group of noes says so.
void set_told(const Visit& visit, page::View& view, const VisitDraft& draft) {
  view.list("told_groups");
  for (const page::Option& group : groups_of(visit, draft)) {
    page::View& one = view.add("told_groups").set("told_group", group.text);
    one.list("told");
    auto said = care::carried_yes(visit.site.clinic.protocol, draft.intake, group.value);
    for (const care::Question* question : said)
      fill_told(one.add("told"), visit.language, visit.site.clinic.protocol, *question,
                draft.intake.answers);
    one.show("told_nothing", said.empty());
  }
}

http::Response show_returning(Visit& visit, const VisitDraft& draft, const Error* error) {
  page::View view;
  page::set_steps(view, 2, kSteps);
  view.set("told_day", page::day_text(visit.language, *draft.carried_day));
  set_told(visit, view, draft);
  std::vector<page::Option> news;
  for (const char* option : {"none", "some", "all"})
    news.push_back({option, visit.say(std::string("assess.news_") + option)});
  page::set_options(view, "news", news, {draft.news},
                    error != nullptr ? page::error_text(visit.language, *error) : std::string());
  page::set_options(view, "news_in", groups_of(visit, draft), draft.reopened);
  view.show("for_other", draft.for_whom == "child" || draft.for_whom == "other");
  page::set_wrongs(view, wrongs_of(visit, error));
  return show(visit, "assess-returning", std::move(view), error != nullptr ? 422 : 200);
}

// Whether there is something to show, once whoever is there agreed to be asked.
bool has_earlier(const VisitDraft& draft) {
  return draft.consent && draft.intake.birth_date && draft.carried_day && draft.news != "all";
}

}  // namespace

http::Response returning_page(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  if (!has_earlier(draft)) return go(visit, next_page(visit, draft));
  return show_returning(visit, draft, nullptr);
}

http::Response post_returning(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  if (!has_earlier(draft)) return go(visit, next_page(visit, draft));
  std::string news = visit.form.get("news");
  if (news != "none" && news != "some" && news != "all") {
    Error error = invalid("news", "choice_missing");
    return show_returning(visit, draft, &error);
  }
  draft.news = news;
  draft.reopened.clear();
  if (news == "all") {
    for (const auto& [id, day] : draft.intake.told_on) draft.intake.answers.erase(id);
    draft.intake.told_on.clear();
  }
  if (news == "some") {
    std::vector<std::string> ticked = visit.form.all("news_in");
    std::vector<page::Option> groups = groups_of(visit, draft);
    for (const page::Option& group : groups)
      if (std::find(ticked.begin(), ticked.end(), group.value) != ticked.end())
        draft.reopened.push_back(group.value);
    // Something is new and nobody knows where: all of it is gone through.
    if (draft.reopened.empty())
      for (const page::Option& group : groups) draft.reopened.push_back(group.value);
  }
  return go_on(visit, draft);
}

}  // namespace fascia::web::assess
