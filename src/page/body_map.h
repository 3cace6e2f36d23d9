// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "care/region.h"
#include "page/catalogue.h"
#include "page/view.h"

namespace fascia::page {

enum class Figure : char { front, back };

// What the map shows in one region. Several may hold at once.
struct BodyMark {
  care::Region region;
  int pain = 0;                         // 1..10; 0 = none
  bool avoid = false;                   // hatched: not touched in this visit
  bool referred = false;                // dots: pain that a muscle may send here
  int worked_minutes = 0;               // outlined: worked on in the session
  int tender = -1;                      // 0..10: a tender spot that was found; -1 = none
  std::vector<care::Region> felt_in{};  // where such a spot may be felt: an arrow to each
};

// Every region and side of the map, front and back together, in the order of its drawing.
std::vector<care::Region> body_regions();
bool on_body_map(const care::Region& region);
// "Low back, right side"; a region of the midline has no side. The region must be on the map.
std::string region_text(Language language, const care::Region& region);
// The parts of the body that these places are of ("Thighs and knees"), each once.
std::vector<std::string> body_parts_text(Language language,
                                         const std::vector<care::Region>& regions);

// One figure as an <svg> of its own: silhouette, regions, marks with their numbers. Its accessible
// name says which figure it is and lists the marks in words.
std::string body_map_svg(Language language, Figure figure, const std::vector<BodyMark>& marks);

// The view of parts/body-map, a part of a form: both figures, and the checkboxes with their 0-10
// numbers grouped by part of the body (what a browser without script fills in; the script keeps
// them in step with the figures). The form sends `region` = low-back.R once a marked place, and
// `pain.low-back.R` = 1..10 with it; an empty pain.* belongs to a place that is not marked.
void set_body_map(View& view, Language language, const std::vector<BodyMark>& marks);
// The view of parts/body-map-shown: both figures and the marks in words; nothing to fill in.
void set_body_map_shown(View& view, Language language, const std::vector<BodyMark>& marks);

}  // namespace fascia::page
