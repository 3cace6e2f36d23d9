// SPDX-License-Identifier: Apache-2.0
// The sheet in the therapist's hands, a client's curve, and the clinic's figures.
#include <algorithm>
#include <cmath>

#include "clinic/clinic_figures.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

void set_choices(page::View& view, const Visit& visit, const clinic::AftercareSheet& kept) {
  const clinic::SheetChoices& choices = kept.choices;
  const care::AftercareRules& rules = visit.site.clinic.follow_up.aftercare;
  std::vector<page::Option> wishes;
  for (const char* id : {"none", "heat", "cold"})
    wishes.push_back({id, visit.say("follow_wish." + std::string(id))});
  static constexpr std::string_view kPreferences[] = {"none", "heat", "cold"};
  page::set_options(view, "preference", wishes,
                    {std::string(kPreferences[static_cast<std::size_t>(choices.preference)])});
  page::set_scale(view, "tenderness", choices.tenderness);
  page::set_check(view, "oil", choices.oil);
  view.field("pack_minutes", choices.pack_minutes ? std::to_string(*choices.pack_minutes) : "");
  view.list("flags");
  std::vector<std::string> asked = kept.sheet.open_flags;
  asked.insert(asked.end(), kept.sheet.taken_as_no.begin(), kept.sheet.taken_as_no.end());
  for (const auto& [id, yes] : choices.flags)
    if (std::find(asked.begin(), asked.end(), id) == asked.end()) asked.push_back(id);
  for (const care::HealthFlag& flag : rules.flags) {
    if (std::find(asked.begin(), asked.end(), flag.id) == asked.end()) continue;
    auto said = choices.flags.find(flag.id);
    bool known = said != choices.flags.end();
    view.add("flags")
        .set("flag_id", flag.id)
        .set("flag_name", follow_words(visit, flag.name))
        .show("flag_yes", known && said->second)
        .show("flag_no", known && !said->second);
  }
  view.show("has_flags", !asked.empty());
  view.list("items");
  for (const care::Advice& a : kept.sheet.advice)
    if (!a.stays)
      view.add("items")
          .set("item_id", a.id)
          .set("item_text", follow_words(visit, a.text))
          .show("item_off", false);
  for (const std::string& off : choices.removed)
    for (const care::AdviceRule& rule : rules.advice)
      if (rule.id == off)
        view.add("items")
            .set("item_id", off)
            .set("item_text", visit.say("follow.taken_off", {{"item", off}}))
            .show("item_off", true);
  view.list("prompts").show("has_prompts", !kept.sheet.prompts.empty());
  for (const care::Prompt& prompt : kept.sheet.prompts)
    view.add("prompts").set("prompt_text", follow_words(visit, prompt.text));
}

http::Response sheet_page(Visit& visit, const std::optional<Error>& error) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto sheet = clinic::aftercare_of_visit(visit.site.clinic, visit.actor(), *id);
  if (!sheet) return show_error(visit, sheet.error());
  page::View view;
  set_sheet(view, visit, *sheet);
  set_choices(view, visit, *sheet);
  view.set("visit_path", treat_path(*id));
  page::set_wrongs(view, wrongs_of(visit, error ? &*error : nullptr));
  return show(visit, "follow-sheet", std::move(view), error ? 422 : 200);
}

http::Response change_sheet(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  clinic::SheetChoices choices;
  choices.preference =
      care::parse_preference(visit.form.get("preference")).value_or(care::Preference::none);
  choices.tenderness = number_in(visit.form, "tenderness");
  choices.pack_minutes = number_in(visit.form, "pack_minutes");
  choices.oil = visit.form.has("oil");
  for (const std::string& flag : visit.form.all("asked")) {
    std::string said = visit.form.get("flag." + flag);
    if (said == "yes" || said == "no") choices.flags[flag] = said == "yes";
  }
  choices.removed = visit.form.all("off");
  auto done = clinic::change_aftercare(visit.site.clinic, visit.actor(), *id, choices);
  if (done) return go(visit, treat_path(*id, "/aftercare"));
  if (done.error().code == Code::invalid) return sheet_page(visit, done.error());
  return show_error(visit, done.error());
}

http::Response curve_page(Visit& visit) {
  auto id = ClientId::parse(visit.request.param("client"));
  if (!id) return show_error(visit, not_found("client_unknown"));
  auto curve = clinic::curve_of_client(visit.site.clinic, visit.actor(), *id);
  if (!curve) return show_error(visit, curve.error());
  page::View view;
  set_client_curve(view, visit, *curve);
  view.list("flags");
  for (const care::CourseFlag* flag : curve->flags)
    view.add("flags").set("flag_text", follow_words(visit, flag->staff));
  view.set("client_name", curve->client_name)
      .set("verdict_plan", follow_words(visit, curve->next.plan))
      .show("may_book", curve->next.most_visits > 0)
      .set("book_most",
           visit.say("follow.book_most", {{"n", std::to_string(curve->next.most_visits)}}));
  return show(visit, "follow-client", std::move(view));
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(share * 100)));
}

void set_figure(page::View& view, const Visit& visit, const std::string& name,
                const care::Figure& figure) {
  view.show(name + "_shown", figure.shown);
  std::string text;
  if (figure.shown)
    text = visit.say("follow.figure", {{"share", percent(figure.interval.share)},
                                       {"low", percent(figure.interval.low)},
                                       {"high", percent(figure.interval.high)},
                                       {"n", std::to_string(figure.cases)}});
  else
    text = visit.say("follow_hidden." + figure.hidden_because);
  view.set(name + "_text", text);
}

std::string share_text(const Visit& visit, const char* key, const care::Interval& share,
                       int cases) {
  return visit.say(key, {{"share", percent(share.share)},
                         {"low", percent(share.low)},
                         {"high", percent(share.high)},
                         {"n", std::to_string(cases)}});
}

void set_therapists(page::View& view, const Visit& visit,
                    const std::vector<clinic::TherapistFigure>& therapists) {
  view.show("has_therapists", !therapists.empty()).list("therapists");
  for (const clinic::TherapistFigure& one : therapists) {
    page::View& row = view.add("therapists");
    row.set("therapist_name", one.name).show("therapist_shown", one.figure.shown);
    row.show("therapist_different", one.different);
    row.set("therapist_hidden",
            one.figure.shown ? "" : visit.say("follow_hidden." + one.figure.hidden_because));
    row.set("therapist_share",
            share_text(visit, "follow.therapist_share", one.figure.interval, one.figure.cases));
    row.set("therapist_adjusted",
            share_text(visit, "follow.therapist_adjusted", one.adjusted, one.figure.cases));
  }
}

void set_counted(page::View& view, const Visit& visit, const clinic::ClinicFigures& figures) {
  const page::Language language = visit.language;
  auto in_hundred = [&](double share) { return page::number_text(language, share * 100); };
  view.set("counted", visit.say("follow.counted",
                                {{"started", std::to_string(figures.started)},
                                 {"early", std::to_string(figures.started - figures.eligible)},
                                 {"eligible", std::to_string(figures.eligible)},
                                 {"measured", std::to_string(figures.measured)},
                                 {"sessions", std::to_string(figures.sessions)}}));
  view.set("window_text", visit.say("follow.window",
                                    {{"from", page::date_text(language, figures.window.from)},
                                     {"to", page::date_text(language, figures.window.until - 1)}}));
  view.set("calls_text",
           figures.sessions == 0
               ? ""
               : visit.say(figures.calls == 0 ? "follow.calls_after_none" : "follow.calls_after",
                           {{"calls", std::to_string(figures.calls)},
                            {"rate", in_hundred(figures.calls_per_visit.share)},
                            {"low", in_hundred(figures.calls_per_visit.low)},
                            {"high", in_hundred(figures.calls_per_visit.high)}}));
  view.show("very_high", figures.very_high);
  view.set("started_text",
           figures.of_all_started.shown
               ? share_text(visit, "follow.figure_started", figures.of_all_started.interval,
                            figures.of_all_started.cases)
               : "");
}

http::Response figures_page(Visit& visit) {
  auto figures = clinic::clinic_figures(visit.site.clinic, visit.actor());
  if (!figures) return show_error(visit, figures.error());
  page::View view;
  set_figure(view, visit, "all", figures->clinic);
  care::Figure none;
  none.hidden_because = "too_few";
  set_figure(view, visit, "own", figures->own.value_or(none));
  view.show("has_own", figures->own.has_value());
  set_figure(view, visit, "public", figures->in_public.value_or(none));
  view.show("has_public", figures->in_public.has_value());
  view.set("public_note",
           visit.say("follow.figures_public_note",
                     {{"least",
                       std::to_string(visit.site.clinic.follow_up.figures.public_clinic_least)}}));
  // One without the other is no comparison, and would tell the hidden one by subtraction.
  const bool styles = figures->deep.shown && figures->relaxing.shown;
  view.show("has_styles", styles);
  if (styles) {
    set_figure(view, visit, "deep", figures->deep);
    set_figure(view, visit, "relaxing", figures->relaxing);
  }
  set_counted(view, visit, *figures);
  set_therapists(view, visit, figures->therapists);
  return show(visit, "follow-figures", std::move(view));
}

}  // namespace

void add_follow_staff(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = treating_roles();
  router.add({Method::get, "/treat/{appointment}/aftercare",
              for_staff(site, roles, [](Visit& v) { return sheet_page(v, {}); }),
              "whoever treats; own clients"});
  router.add({Method::post, "/treat/{appointment}/aftercare", for_staff(site, roles, change_sheet),
              "the visit's own therapist"});
  router.add({Method::get, "/treat/client/{client}/progress", for_staff(site, roles, curve_page),
              "whoever treats; own clients"});
  router.add({Method::get, "/owner/figures",
              for_staff(site, {store::Role::owner, store::Role::therapist}, figures_page),
              "owner; a therapist their own"});
}

}  // namespace fascia::web
