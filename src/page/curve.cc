// SPDX-License-Identifier: Apache-2.0
#include "page/curve.h"

#include <fmt/format.h>

#include <algorithm>

#include "page/words.h"

namespace fascia::page {
namespace {

// Where the plot lies in the drawing; sizes are CSS pixels at the width it is made for.
struct Plot {
  double width, height, left, right, top, bottom;
  double label_gap;  // least distance of two numbers beside each other
};
constexpr Plot kWide{700, 320, 56, 684, 24, 276, 34};
constexpr Plot kNarrow{340, 260, 30, 326, 24, 220, 34};

class Drawing {
 public:
  Drawing(Language language, const Curve& curve, const Plot& plot)
      : language_(language), curve_(curve), plot_(plot) {}

  std::string svg() const {
    return fmt::format(
        R"(<svg class="curve" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">{}{}{}{}{}{}</svg>)",
        plot_.width, plot_.height, escape_html(name()), band(), grid(), cut_offs(), line(), dots(),
        days());
  }

 private:
  double x(Date day) const {
    const int first = curve_.points.front().day.days, last = curve_.points.back().day.days;
    if (last == first) return plot_.left;
    const double inset = 8;  // the first and last dot stand clear of the plot's edge
    return plot_.left + inset +
           (plot_.right - plot_.left - 2 * inset) * (day.days - first) / (last - first);
  }
  double y(double value) const {
    const double part = (value - curve_.lowest) / (curve_.highest - curve_.lowest);
    return plot_.bottom - (plot_.bottom - plot_.top) * std::clamp(part, 0.0, 1.0);
  }

  std::string name() const {
    if (curve_.points.empty()) return curve_.title;
    return text(language_, "curve.name",
                {{"title", curve_.title},
                 {"first", number_text(language_, curve_.points.front().value)},
                 {"first_day", day_text(language_, curve_.points.front().day)},
                 {"last", number_text(language_, curve_.points.back().value)},
                 {"last_day", day_text(language_, curve_.points.back().day)}});
  }

  std::string band() const {
    if (!curve_.notice) return {};
    const double edge = y(*curve_.notice);
    const double from = curve_.lower_is_better ? edge : plot_.top;
    const double to = curve_.lower_is_better ? plot_.bottom : edge;
    const double words = curve_.lower_is_better ? to - 9 : from + 16;
    // Where the line ends in the band, its words stand at the line's beginning.
    const auto inside = [&](const CurvePoint& p) { return y(p.value) >= from && y(p.value) <= to; };
    const bool left = inside(curve_.points.back()) && !inside(curve_.points.front());
    return fmt::format(
        R"(<rect class="band" x="{:g}" y="{:.1f}" width="{:g}" height="{:.1f}"/>)"
        R"(<text class="band-words" x="{:g}" y="{:.1f}" text-anchor="{}">{}</text>)",
        plot_.left, from, plot_.right - plot_.left, to - from,
        left ? plot_.left + 6 : plot_.right - 6, words, left ? "start" : "end",
        escape_html(text(language_,
                         curve_.lower_is_better ? "curve.notice_lower" : "curve.notice_higher",
                         {{"value", number_text(language_, *curve_.notice)}})));
  }

  std::string grid() const {
    std::string out;
    for (int step = 0; step <= 5; ++step) {
      const double value = curve_.lowest + (curve_.highest - curve_.lowest) * step / 5;
      out += fmt::format(
          R"(<path class="grid" d="M{0:g} {1:.1f}H{2:g}"/><text class="axis" x="{3:g}" y="{4:.1f}" text-anchor="end">{5}</text>)",
          plot_.left, y(value), plot_.right, plot_.left - 10, y(value) + 4.5,
          number_text(language_, value));
    }
    return out;
  }

  std::string cut_offs() const {
    std::string out;
    for (const CurveCutOff& one : curve_.cut_offs) {
      if (one.from < curve_.lowest || one.from > curve_.highest) continue;
      out += fmt::format(
          R"(<path class="cut-off" d="M{0:g} {1:.1f}H{2:g}"/><text class="band-words" x="{3:g}" y="{4:.1f}" text-anchor="end">{5}</text>)",
          plot_.left, y(one.from), plot_.right, plot_.right - 6, y(one.from) - 6,
          escape_html(text(language_, "curve.cut_off",
                           {{"value", number_text(language_, one.from)}, {"words", one.words}})));
    }
    return out;
  }

  std::string line() const {
    std::string path;
    for (const CurvePoint& point : curve_.points)
      path +=
          fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x(point.day), y(point.value));
    return path.empty() ? "" : fmt::format(R"(<path class="line" d="{}"/>)", path);
  }

  std::string dots() const {
    std::string out;
    const std::size_t n = curve_.points.size();
    double taken = -100;
    const double last = n > 0 ? x(curve_.points.back().day) : 0;
    for (std::size_t i = 0; i < n; ++i) {
      const CurvePoint& point = curve_.points[i];
      const double px = x(point.day), py = y(point.value);
      out += fmt::format(R"(<circle class="point" cx="{:.1f}" cy="{:.1f}" r="5"/>)", px, py);
      const bool room = px - taken >= plot_.label_gap && last - px >= plot_.label_gap;
      if (!room && i + 1 != n) continue;
      taken = px;
      out +=
          fmt::format(R"(<text class="value" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)",
                      px, py - 12, number_text(language_, point.value));
    }
    return out;
  }

  std::string days() const {
    if (curve_.points.empty()) return {};
    std::string out = fmt::format(
        R"(<text class="axis" x="{:g}" y="{:g}">{}</text>)", plot_.left, plot_.bottom + 28,
        escape_html(short_day_text(language_, curve_.points.front().day)));
    if (curve_.points.size() > 1) {
      out += fmt::format(R"(<text class="axis" x="{:g}" y="{:g}" text-anchor="end">{}</text>)",
                         plot_.right, plot_.bottom + 28,
                         escape_html(short_day_text(language_, curve_.points.back().day)));
    }
    return out;
  }

  Language language_;
  const Curve& curve_;
  const Plot& plot_;
};

}  // namespace

std::string curve_svg(Language language, const Curve& curve, CurveWidth width) {
  FASCIA_CHECK(curve.highest > curve.lowest);
  return Drawing(language, curve, width == CurveWidth::wide ? kWide : kNarrow).svg();
}

void set_curve(View& view, Language language, const Curve& curve) {
  view.set("curve_title", curve.title);
  view.show("curve_drawn", !curve.points.empty());
  view.markup("curve_wide", curve_svg(language, curve, CurveWidth::wide));
  view.markup("curve_narrow", curve_svg(language, curve, CurveWidth::narrow));
  const bool noted = std::any_of(curve.points.begin(), curve.points.end(),
                                 [](const CurvePoint& p) { return !p.from.empty(); });
  view.show("curve_noted", noted);
  view.set("curve_from_title",
           curve.from_title.empty() ? text(language, "follow.from") : curve.from_title);
  view.list("curve_rows");
  for (const CurvePoint& point : curve.points) {
    view.add("curve_rows")
        .set("curve_day", day_year_text(language, point.day))
        .set("curve_value", number_text(language, point.value))
        .show("curve_row_noted", noted)
        .set("curve_from", point.from);
  }
}

}  // namespace fascia::page
