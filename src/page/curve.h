// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "page/catalogue.h"
#include "page/view.h"

namespace fascia::page {

struct CurvePoint {
  Date day;
  double value = 0;
  // Who gave it, or what it means, as a column of the table; empty everywhere: no column.
  std::string from = {};
};

// From this value on the words hold: a line across the chart.
struct CurveCutOff {
  double from = 0;
  std::string words;
};

// One measure over the visits.
struct Curve {
  std::string title;    // "Average pain, last 7 days"
  double lowest = 0;    // of the scale
  double highest = 10;  // of the scale; above lowest
  bool lower_is_better = true;
  std::optional<double> notice;            // from here on it is a change people notice
  std::vector<CurvePoint> points;          // in order of days; may be empty
  std::vector<CurveCutOff> cut_offs = {};  // in rising order
  std::string from_title = {};             // of that column; empty: "From"
};

// The chart as an <svg>, drawn by the server, for a narrow place (a phone) or a wide one; its
// accessible name says first, last and how many.
enum class CurveWidth : char { narrow, wide };
std::string curve_svg(Language language, const Curve& curve, CurveWidth width);
// The view of parts/curve: the chart in both widths and the same numbers as a table.
void set_curve(View& view, Language language, const Curve& curve);

}  // namespace fascia::page
