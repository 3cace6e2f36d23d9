// SPDX-License-Identifier: Apache-2.0
#include "page/body_map.h"

#include <fmt/format.h>

#include <cmath>

#include "page/body_shape.h"
#include "page/words.h"

namespace fascia::page {
namespace {

using care::Region;
using care::Side;

// How the list without script is grouped; the headings are messages "body_part.<id>".
struct Part {
  const char* id;
  std::vector<std::string_view> regions;
};
const std::vector<Part>& parts() {
  static const std::vector<Part> kParts = {
      {"back", {"low-back", "mid-back", "interscapular", "flank", "sacrum"}},
      {"neck_shoulders",
       {"neck-back", "neck-side", "neck-front", "shoulder-top", "scapula", "shoulder-back",
        "shoulder-side", "shoulder-front", "armpit"}},
      {"hips", {"buttock-upper", "buttock-lower", "hip-side", "groin"}},
      {"head",
       {"head-top", "forehead", "temple", "eye-area", "ear-area", "cheek", "jaw", "occiput"}},
      {"arms",
       {"upper-arm-front", "upper-arm-back", "elbow-outer", "elbow-inner", "forearm-front",
        "forearm-back", "wrist", "hand-thumb-side", "hand-middle", "hand-little-finger-side"}},
      {"front", {"chest-upper", "chest-lower", "ribs-side", "abdomen-upper", "abdomen-lower"}},
      {"legs",
       {"thigh-front", "thigh-back", "thigh-outer", "thigh-inner", "knee-front", "knee-inner",
        "knee-outer", "knee-back"}},
      {"feet",
       {"shin", "calf", "leg-outer", "ankle-outer", "heel-achilles", "foot-top", "foot-sole"}},
  };
  return kParts;
}

const BodyMark* mark_of(const std::vector<BodyMark>& marks, const Region& region) {
  for (const BodyMark& mark : marks)
    if (mark.region == region) return &mark;
  return nullptr;
}

std::string points_text(const std::vector<Point>& corners) {
  std::string out;
  for (Point p : corners) out += fmt::format("{}{:g},{:g}", out.empty() ? "" : " ", p.x, p.y);
  return out;
}

// "Low back, right side: pain 7 of 10; worked on for 5 minutes".
std::string mark_text(Language language, const BodyMark& mark) {
  std::vector<std::string> facts;
  if (mark.pain > 0) facts.push_back(pain_text(language, mark.pain));
  if (mark.avoid) facts.push_back(text(language, "body_map.avoid"));
  if (mark.referred) facts.push_back(text(language, "body_map.referred"));
  if (mark.tender >= 0) {
    std::vector<std::string> places;
    for (const Region& region : mark.felt_in)
      if (on_body_map(region)) places.push_back(region_text(language, region));
    const std::string value = std::to_string(mark.tender);
    facts.push_back(places.empty()
                        ? text(language, "body_map.tender", {{"value", value}})
                        : text(language, "body_map.tender_felt",
                               {{"value", value}, {"places", and_text(language, places)}}));
  }
  if (mark.worked_minutes > 0) {
    facts.push_back(
        text(language, "body_map.worked", {{"time", minutes_text(language, mark.worked_minutes)}}));
  }
  return and_text(language, facts);
}

std::string shape_markup(std::string_view id, Language language, const RegionShape& shape,
                         const BodyMark* mark) {
  const std::string points = points_text(shape.corners);
  std::string out = fmt::format(
      R"svg(<polygon class="region{}{}" data-region="{}" data-name="{}" data-x="{:g}" data-y="{:g}" points="{}"/>)svg",
      mark && mark->pain > 0 ? fmt::format(" p{}", mark->pain) : "",
      mark && mark->worked_minutes > 0 ? " worked" : "", shape.region.text(),
      escape_html(region_text(language, shape.region)), shape.label.x, shape.label.y, points);
  if (mark && mark->avoid)
    out += fmt::format(R"svg(<polygon class="overlay" fill="url(#{}-hatch)" points="{}"/>)svg", id,
                       points);
  if (mark && mark->referred)
    out += fmt::format(R"svg(<polygon class="overlay" fill="url(#{}-dots)" points="{}"/>)svg", id,
                       points);
  return out;
}

std::string number_markup(const RegionShape& shape, const BodyMark& mark) {
  std::string number;
  if (mark.pain > 0)
    number = std::to_string(mark.pain);
  else if (mark.worked_minutes > 0)
    number = std::to_string(mark.worked_minutes) + "′";
  if (number.empty()) return {};
  return fmt::format(R"svg(<text class="number{}" data-number="{}" x="{:g}" y="{:g}">{}</text>)svg",
                     mark.pain >= 7 ? " on-dark" : "", shape.region.text(), shape.label.x,
                     shape.label.y + 2.8, number);
}

// From a tender spot to where it may be felt, as far as both are on this figure.
std::string arrow_markup(const std::vector<RegionShape>& shapes, const RegionShape& from,
                         const BodyMark& mark) {
  std::string out;
  if (mark.tender < 0) return out;
  out += fmt::format(R"svg(<circle class="tender" cx="{:g}" cy="{:g}" r="3.4"/>)svg", from.label.x,
                     from.label.y);
  for (const RegionShape& to : shapes) {
    if (std::find(mark.felt_in.begin(), mark.felt_in.end(), to.region) == mark.felt_in.end())
      continue;
    const double x = to.label.x - from.label.x, y = to.label.y - from.label.y;
    const double length = std::sqrt(x * x + y * y);
    if (length < 8) continue;
    const double ux = x / length, uy = y / length;
    const Point begin{from.label.x + 3.4 * ux, from.label.y + 3.4 * uy};
    const Point end{to.label.x - 2 * ux, to.label.y - 2 * uy};
    out += fmt::format(
        R"svg(<path class="felt-arrow" d="M{:.1f} {:.1f}L{:.1f} {:.1f}M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}"/>)svg",
        begin.x, begin.y, end.x, end.y, end.x - 4 * ux - 2.4 * uy, end.y - 4 * uy + 2.4 * ux, end.x,
        end.y, end.x - 4 * ux + 2.4 * uy, end.y - 4 * uy - 2.4 * ux);
  }
  return out;
}

std::string figure_markup(std::string_view id, Language language, Figure figure,
                          const std::vector<BodyMark>& marks) {
  const BodyShape& body = body_shape();
  const auto& shapes = figure == Figure::front ? body.front : body.back;
  std::string regions, numbers;
  std::vector<std::string> said;
  for (const RegionShape& shape : shapes) {
    const BodyMark* mark = mark_of(marks, shape.region);
    regions += shape_markup(id, language, shape, mark);
    if (!mark) continue;
    numbers += arrow_markup(shapes, shape, *mark) + number_markup(shape, *mark);
    said.push_back(region_text(language, shape.region) + text(language, "words.colon") + ' ' +
                   mark_text(language, *mark));
  }
  std::string name =
      text(language, figure == Figure::front ? "body_map.figure_front" : "body_map.figure_back");
  for (const std::string& one : said) name += ". " + one;
  return fmt::format(
      R"svg(<svg class="figure" viewBox="0 0 {0:g} {1:g}" role="img" aria-label="{2}" data-figure="{3}">)svg"
      R"svg(<defs><clipPath id="{4}-clip"><path d="{5}"/></clipPath>)svg"
      R"svg(<pattern id="{4}-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M1 0v4"/></pattern>)svg"
      R"svg(<pattern id="{4}-dots" width="4" height="4" patternUnits="userSpaceOnUse"><circle class="dot" cx="2" cy="2" r="0.9"/></pattern></defs>)svg"
      R"svg(<path class="body" d="{5}"/><g clip-path="url(#{4}-clip)">{6}</g>)svg"
      R"svg(<path class="body-line" d="{5}"/><g class="numbers">{7}</g></svg>)svg",
      body.width, body.height, escape_html(name), figure == Figure::front ? "front" : "back", id,
      body.outline, regions, numbers);
}

void add_marked(View& view, Language language, const std::vector<BodyMark>& marks) {
  view.list("marked");
  for (const BodyMark& mark : marks) {
    if (!on_body_map(mark.region)) continue;
    view.add("marked")
        .set("marked_name", region_text(language, mark.region))
        .set("marked_text", mark_text(language, mark));
  }
}

}  // namespace

std::vector<Region> body_regions() {
  std::vector<Region> out;
  const BodyShape& body = body_shape();
  for (const auto* shapes : {&body.back, &body.front})
    for (const RegionShape& shape : *shapes)
      if (std::find(out.begin(), out.end(), shape.region) == out.end()) out.push_back(shape.region);
  return out;
}

bool on_body_map(const Region& region) {
  static const std::vector<Region> kAll = body_regions();
  return std::find(kAll.begin(), kAll.end(), region) != kAll.end();
}

std::string region_text(Language language, const Region& region) {
  const std::string name = text(language, "region." + region.id);
  if (region.side == Side::midline) return name;
  return text(language, region.side == Side::left ? "body_map.left_of" : "body_map.right_of",
              {{"region", name}});
}

std::string body_map_svg(Language language, Figure figure, const std::vector<BodyMark>& marks) {
  return figure_markup(figure == Figure::front ? "body-front" : "body-back", language, figure,
                       marks);
}

std::vector<std::string> body_parts_text(Language language, const std::vector<Region>& regions) {
  std::vector<std::string> out;
  for (const Part& part : parts()) {
    auto here = [&](const Region& region) {
      return std::find(part.regions.begin(), part.regions.end(), region.id) != part.regions.end();
    };
    if (std::any_of(regions.begin(), regions.end(), here))
      out.push_back(text(language, std::string("body_part.") + part.id));
  }
  return out;
}

void set_body_map(View& view, Language language, const std::vector<BodyMark>& marks) {
  view.markup("map_front", figure_markup("map-front", language, Figure::front, marks));
  view.markup("map_back", figure_markup("map-back", language, Figure::back, marks));
  for (const Part& part : parts()) {
    View& group = view.add("body_parts");
    group.set("part_name", text(language, std::string("body_part.") + part.id));
    for (std::string_view id : part.regions) {
      for (Side side : {Side::midline, Side::left, Side::right}) {
        const Region region{std::string(id), side};
        if (!on_body_map(region)) continue;
        const BodyMark* mark = mark_of(marks, region);
        group.add("regions")
            .set("region_value", region.text())
            .set("region_name", region_text(language, region))
            .set("region_pain", mark && mark->pain > 0 ? std::to_string(mark->pain) : "")
            .show("region_chosen", mark != nullptr && mark->pain > 0);
      }
    }
  }
}

void set_body_map_shown(View& view, Language language, const std::vector<BodyMark>& marks) {
  view.markup("shown_front", figure_markup("shown-front", language, Figure::front, marks));
  view.markup("shown_back", figure_markup("shown-back", language, Figure::back, marks));
  add_marked(view, language, marks);
}

}  // namespace fascia::page
