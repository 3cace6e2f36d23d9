// SPDX-License-Identifier: Apache-2.0
#include "web/styleguide.h"

#include "page/body_map.h"
#include "page/curve.h"
#include "page/fields.h"
#include "page/words.h"

namespace fascia::web {
namespace {

std::vector<page::BodyMark> sample_marks() {
  using care::Region;
  using care::Side;
  std::vector<page::BodyMark> marks(5);
  marks[0] = {{"low-back", Side::right}, 7, false, false, 0};
  marks[1] = {{"low-back", Side::left}, 4, false, false, 12};
  marks[2] = {{"buttock-upper", Side::right}, 0, false, true, 0};
  marks[3] = {{"knee-back", Side::left}, 0, true, false, 0};
  marks[4] = {{"thigh-front", Side::left}, 2, false, false, 0};
  return marks;
}

page::Curve sample_curve(const Visit& visit) {
  page::Curve curve;
  curve.title = visit.say("styleguide.curve");
  curve.notice = 5;
  const double values[] = {7, 6, 6.4, 4.8, 4.2, 3.1, 3.4, 2.6};
  Date day = Date::of(2026, 9, 2);
  for (double value : values) {
    curve.points.push_back({day, value});
    day = day + 11;
  }
  return curve;
}

void fill_form(page::View& view, const Visit& visit) {
  const std::string fault = visit.say("styleguide.sample_fault");
  view.field("good", visit.say("styleguide.sample_typed"));
  view.field("bad", "24", fault);
  view.field("words", visit.say("styleguide.note_text"));
  const std::vector<page::Option> options = {{"1", visit.say("styleguide.sample_option_1")},
                                             {"2", visit.say("styleguide.sample_option_2")},
                                             {"3", visit.say("styleguide.sample_option_3")}};
  page::set_options(view, "pick", options, {"2"});
  page::set_options(view, "one", options, {"1"});
  page::set_options(view, "several", options, {"1", "3"});
  page::set_check(view, "agree", true);
  page::set_scale(view, "pain", 7);
  page::set_scale(view, "comfort", 4);
  page::set_steps(view, 1, 4);
  page::set_wrongs(view, {{"bad", fault}});
}

http::Response styleguide(Visit& visit) {
  if (!clinic::current_offer(visit.site.clinic)->location.is_demo)
    return show_error(visit, not_found("route_unknown"));
  const bool night = visit.request.query_value("light") == "night";
  page::View view;
  view.set("other_light_path", night ? "/styleguide" : "/styleguide?light=night");
  fill_form(view, visit);
  page::set_body_map(view, visit.language, sample_marks());
  page::set_body_map_shown(view, visit.language, sample_marks());
  const page::Curve curve = sample_curve(visit);
  page::set_curve(view, visit.language, curve);
  for (std::size_t i = 0; i < 3; ++i)
    view.add("sample_rows")
        .set("sample_day", page::day_year_text(visit.language, curve.points[i].day))
        .set("sample_value", page::number_text(visit.language, curve.points[i].value));
  return show(visit, night ? "styleguide-night" : "styleguide", std::move(view));
}

}  // namespace

void add_styleguide(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/styleguide", open_to_all(site, styleguide)});
}

}  // namespace fascia::web
