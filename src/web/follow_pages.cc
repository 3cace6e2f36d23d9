// SPDX-License-Identifier: Apache-2.0
// What stands after a session, for the client: aftercare and the curve, each behind its link.
#include <algorithm>
#include <cmath>

#include "clinic/record_rights.h"
#include "page/curve.h"
#include "page/stretch_picture.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/private_link.h"

namespace fascia::web {
namespace {

http::Response aftercare_page(Visit& visit) {
  return behind_birth_date(
      visit, "aftercare", visit.request.param("token"), [](Visit& v, const clinic::OpenLink& link) {
        bool progress = v.request.method == http::Method::post && v.form.has("progress");
        if (progress) return go_to_progress(v, link);
        auto sheet = clinic::aftercare_of_link(v.site.clinic, link);
        if (!sheet) return show_error(v, sheet.error());
        page::View view;
        set_sheet(view, v, *sheet);
        view.set("sheet_path", v.request.path);
        return show(v, "follow-aftercare", std::move(view));
      });
}

void set_opened(page::View& view, const Visit& visit, const std::vector<clinic::Opening>& all) {
  const Zone zone = visit.site.clinic.availability.get()->zone;
  view.list("opened");
  for (const clinic::Opening& one : all) {
    std::string name = one.by.empty() ? visit.say("follow.opened_somebody") : one.by;
    std::string day = page::day_year_text(visit.language, zone.date(one.at));
    view.add("opened").set("opened_text",
                           visit.say("follow.opened_" + one.what, {{"day", day}, {"name", name}}));
  }
}

http::Response progress_page(Visit& visit) {
  return behind_birth_date(visit, "curve", visit.request.param("token"),
                           [](Visit& v, const clinic::OpenLink& link) {
                             auto curve = clinic::curve_of_link(v.site.clinic, link);
                             if (!curve) return show_error(v, curve.error());
                             page::View view;
                             set_client_curve(view, v, *curve);
                             auto opened = clinic::openings_of_link(v.site.clinic, link);
                             if (!opened) return show_error(v, opened.error());
                             set_opened(view, v, *opened);
                             return show(v, "follow-progress", std::move(view));
                           });
}

// From where on a rating is a change that people notice.
std::optional<double> notice_from(const clinic::CurveOfMeasure& line) {
  if (line.points.empty()) return std::nullopt;
  double first = line.points.front().value;
  auto least = care::least_change(*line.measure, first);
  if (!least) return std::nullopt;
  double at = line.measure->higher_is_better ? first + *least : first - *least;
  bool inside = at >= line.measure->low && at <= line.measure->high;
  return inside ? std::optional(at) : std::nullopt;
}

std::string value_text(const Visit& visit, const care::Measure& measure, double value) {
  std::string text = page::number_text(visit.language, value);
  return measure.unit.empty() ? text : text + " " + visit.say("follow_unit." + measure.unit);
}

std::string title_of(const Visit& visit, const clinic::CurveOfMeasure& line) {
  return line.activity.empty() ? follow_words(visit, line.measure->name) : line.activity;
}

constexpr double kAxisStep = 10;

// The scale of the drawing: the measure's own where it is short, else round numbers about what was
// measured, in five equal steps.
void set_bounds(page::Curve& drawn, const care::Measure& measure) {
  drawn.lowest = measure.low;
  drawn.highest = measure.high;
  if (measure.high - measure.low <= 10 || drawn.points.empty()) return;
  double low = drawn.points.front().value, high = low;
  for (const page::CurvePoint& point : drawn.points) {
    low = std::min(low, point.value);
    high = std::max(high, point.value);
  }
  if (drawn.notice) {
    low = std::min(low, *drawn.notice);
    high = std::max(high, *drawn.notice);
  }
  drawn.lowest = std::floor(low / kAxisStep) * kAxisStep;
  double steps = std::ceil((high - drawn.lowest) / kAxisStep / 5);
  drawn.highest = drawn.lowest + std::max(1.0, steps) * kAxisStep * 5;
}

page::Curve drawn_line(const Visit& visit, const clinic::CurveOfMeasure& line) {
  static constexpr const char* kSources[] = {"follow_source.intake", "follow_source.client",
                                             "follow_source.therapist"};
  page::Curve drawn;
  drawn.title = title_of(visit, line);
  if (!line.measure->unit.empty())
    drawn.title += " (" + visit.say("follow_unit." + line.measure->unit) + ")";
  drawn.lower_is_better = !line.measure->higher_is_better;
  drawn.notice = notice_from(line);
  for (const auto& point : line.points)
    drawn.points.push_back(
        {point.day, point.value, visit.say(kSources[static_cast<std::size_t>(point.source)])});
  set_bounds(drawn, *line.measure);
  return drawn;
}

// What stands under a chart: from where to where, in what words, and against what.
void set_words(page::View& card, const Visit& visit, const clinic::CurveOfMeasure& line) {
  const care::Measure& m = *line.measure;
  card.set("card_first", value_text(visit, m, line.points.front().value))
      .set("card_last", value_text(visit, m, line.points.back().value))
      .show("card_changed", line.points.size() > 1);
  std::string word;
  if (line.change) {
    const auto& words = visit.site.clinic.follow_up.change_words;
    auto found = words.find(care::to_string(line.change->word));
    if (found != words.end()) word = follow_words(visit, found->second);
  }
  card.set("card_word", word).show("card_has_word", !word.empty());
  auto least = care::least_change(m, line.points.front().value);
  std::string small;
  if (least) small = visit.say("follow.least", {{"value", value_text(visit, m, *least)}});
  card.set("card_least", small).show("card_has_least", !small.empty());
  std::string error;
  if (line.change && line.change->error)
    error = visit.say("follow.error", {{"value", value_text(visit, m, *line.change->error)}});
  card.set("card_error", error).show("card_has_error", !error.empty());
}

// A questionnaire of the clinic's own: its scores with the publisher's cut-offs, as chart and
// table.
page::Curve drawn_scores(const Visit& visit, const clinic::QuestionnaireScores& scores) {
  const care::Questionnaire& q = scores.questionnaire;
  page::Curve drawn;
  drawn.title = follow_words(visit, q.title);
  drawn.lower_is_better = !q.higher_is_better;
  drawn.lowest = q.lowest();
  drawn.highest = q.highest();
  drawn.from_title = visit.say("curve.means");
  for (const care::CutOff& one : q.cut_offs)
    drawn.cut_offs.push_back({one.from, follow_words(visit, one.words)});
  for (const clinic::QuestionnairePoint& point : scores.points)
    drawn.points.push_back(
        {point.day, point.value, point.words ? follow_words(visit, *point.words) : std::string()});
  return drawn;
}

void set_scores(page::View& view, const Visit& visit, const clinic::ClientCurve& curve) {
  for (const clinic::QuestionnaireScores& one : curve.scores) {
    page::View& card = view.add("cards");
    page::set_curve(card, visit.language, drawn_scores(visit, one));
    auto value = [&](const clinic::QuestionnairePoint& point) {
      return page::number_text(visit.language, point.value);
    };
    card.set("card_first", value(one.points.front()))
        .set("card_last", value(one.points.back()))
        .show("card_changed", one.points.size() > 1);
    // Without a published error nothing is called a change.
    const auto& last = one.points.back();
    std::string word;
    if (last.change && one.questionnaire.mdc)
      word = visit.say("questionnaire.change_" + std::string(care::to_string(last.change->word)));
    card.set("card_word", word).show("card_has_word", !word.empty());
    card.show("card_has_least", false).show("card_has_error", false);
  }
}

// The measure that the verdict runs on: its chart stands first and large, in a view of its own, as
// each card's does. ctemplate looks outwards for a section that a card leaves off: a card without
// givers would get their column from a chart around it.
void set_pain(page::View& view, const Visit& visit, const clinic::CurveOfMeasure* pain) {
  page::Curve none;
  none.title = visit.say("follow.pain");
  page::set_curve(view.add("main"), visit.language,
                  pain == nullptr ? none : drawn_line(visit, *pain));
  std::string went;
  if (pain != nullptr && pain->points.size() > 1)
    went = visit.say("follow.went",
                     {{"first", page::number_text(visit.language, pain->points.front().value)},
                      {"last", page::number_text(visit.language, pain->points.back().value)}});
  view.set("went", went).show("has_went", !went.empty());
  auto least = pain == nullptr || pain->points.empty()
                   ? std::nullopt
                   : care::least_change(*pain->measure, pain->points.front().value);
  view.show("has_least", least.has_value());
  view.set("least", least ? visit.say("follow.least_pain",
                                      {{"value", page::number_text(visit.language, *least)}})
                          : "");
}

}  // namespace

std::string follow_words(const Visit& visit, const care::Words& text) {
  return care::in_language(text, page::code(visit.language));
}

void add_number(page::View& view, const Visit& visit, const std::string& number) {
  page::View& one = view.add("numbers");
  std::string id = "follow_call." + number;
  one.set("number", number)
      .set("number_text", page::has_text(visit.language, id)
                              ? visit.say(id)
                              : visit.say("follow_call.other", {{"number", number}}));
}

void set_sheet(page::View& view, const Visit& visit, const clinic::AftercareSheet& kept) {
  const care::Aftercare& sheet = kept.sheet;
  auto offer = visit.site.clinic.availability.get();
  view.set("session_day", page::day_text(visit.language, offer->zone.date(kept.ended)));
  view.list("advice");
  for (const care::Advice& a : sheet.advice) {
    page::View& one = view.add("advice");
    one.set("advice_text", follow_words(visit, a.text))
        .set("advice_dose", follow_words(visit, a.dose))
        .show("advice_has_dose", !a.dose.en.empty());
  }
  view.list("stretches");
  view.show("has_stretches", !sheet.stretches.empty());
  for (const care::ChosenStretch& s : sheet.stretches) {
    page::View& one = view.add("stretches");
    one.set("stretch_name", follow_words(visit, s.name))
        .set("stretch_steps", follow_words(visit, s.steps))
        .set("stretch_hold", follow_words(visit, s.hold))
        .markup("stretch_picture", page::stretch_picture(s.id))
        .show("stretch_careful", s.caution.has_value())
        .set("stretch_caution", s.caution ? follow_words(visit, *s.caution) : "");
  }
  view.set("stretch_rule", follow_words(visit, sheet.stretch_rule));
  view.set("soreness", follow_words(visit, sheet.soreness));
  view.list("signs");
  for (const care::SignGroup& group : sheet.signs) {
    page::View& one = view.add("signs");
    one.set("sign_head", follow_words(visit, group.head)).set("sign_line", group.line);
    one.set("sign_call", visit.say("follow_call." + group.line));
    one.list("sign_items");
    for (const care::Sign& sign : group.signs)
      one.add("sign_items").set("sign_text", follow_words(visit, sign.text));
  }
  view.set("clinic_line", follow_words(visit, sheet.clinic_line));
}

void set_client_curve(page::View& view, const Visit& visit, const clinic::ClientCurve& curve) {
  const clinic::CurveOfMeasure* pain = nullptr;
  view.list("cards");
  for (const clinic::CurveOfMeasure& line : curve.measures) {
    if (line.points.empty()) continue;
    if (line.measure->use == "pain_average") {
      pain = &line;
      continue;
    }
    page::View& card = view.add("cards");
    page::set_curve(card, visit.language, drawn_line(visit, line));
    set_words(card, visit, line);
  }
  set_scores(view, visit, curve);
  view.show("has_cards",
            !curve.scores.empty() || curve.measures.size() > (pain == nullptr ? 0U : 1U));
  set_pain(view, visit, pain);
  std::string verdict(care::to_string(curve.verdict.verdict));
  view.set("verdict_title", visit.say("follow_verdict." + verdict));
  view.set("verdict_text", follow_words(visit, curve.next.client));
  view.set("curve_note", follow_words(visit, visit.site.clinic.follow_up.note));
  std::string visits =
      visit.say(curve.visits == 1 ? "follow.one_visit" : "follow.visits",
                {{"n", std::to_string(curve.visits)},
                 {"day", curve.since ? page::day_text(visit.language, *curve.since) : ""}});
  view.set("visits", visits).show("has_visits", curve.visits > 0);
  view.show("see_doctor", curve.next.doctor_within_days > 0);
  view.set("doctor", visit.say("follow.doctor_within",
                               {{"n", std::to_string(curve.next.doctor_within_days)}}));
}

http::Response go_to_progress(const Visit& visit, const clinic::OpenLink& link) {
  auto path = clinic::open_progress(visit.site.clinic, link, visit.browser);
  if (!path) return show_error(visit, path.error());
  return go(visit, *path);
}

void add_follow_client(http::Router& router, const std::shared_ptr<Site>& site) {
  const char* who = "the client, by private link and birth date";
  for (auto method : {http::Method::get, http::Method::post}) {
    router.add({method, "/aftercare/{token}", open_to_all(site, aftercare_page), who});
    router.add({method, "/progress/{token}", open_to_all(site, progress_page), who});
  }
}

void add_follow_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  add_follow_client(router, site);
  add_follow_check_in(router, site);
  add_follow_staff(router, site);
  add_follow_measure(router, site);
  add_follow_before(router, site);
  add_follow_birth_date(router, site);
}

}  // namespace fascia::web
