// SPDX-License-Identifier: Apache-2.0
#include "page/stretch_picture.h"

#include <algorithm>
#include <array>

namespace fascia::page {
namespace {

// One person in a box of 160 by 140. Classes (assets/follow.css): b a limb, l one that lies before
// the body, f one on the far side, n the neck, t the trunk and a its bow, h the head, s a shoulder
// blade, p what stands in the room, g from where or to where, u the pull, m the movement.
struct Drawing {
  std::string_view id;
  std::string_view lines;
};
constexpr std::array kDrawings = std::to_array<Drawing>({
    {"ST01",  // Ear to shoulder
     R"svg(<path class="b" d="M52 84 L44 132 M108 84 L116 132"/>)svg"
     R"svg(<path class="t" d="M62 92 L98 92 L96 126 L64 126 Z"/>)svg"
     R"svg(<path class="b" d="M54 84 Q80 76 106 84"/>)svg"
     R"svg(<path class="n" d="M80 80 L85 62"/>)svg"
     R"svg(<ellipse class="h" cx="94" cy="46" rx="14" ry="18" transform="rotate(32 94 46)"/>)svg"
     R"svg(<path class="u" d="M66 74 Q72 68 74 56"/>)svg"
     R"svg(<path class="m" d="M92 12 Q120 18 126 46 M129.1 38.6 L126 46 L120.1 40.5"/>)svg"},
    {"ST02",  // Look over your shoulder
     R"svg(<path class="b" d="M52 84 L44 132 M108 84 L116 132"/>)svg"
     R"svg(<path class="t" d="M62 92 L98 92 L96 126 L64 126 Z"/>)svg"
     R"svg(<path class="b" d="M54 84 Q80 76 106 84"/>)svg"
     R"svg(<path class="n" d="M80 80 L80 62"/>)svg"
     R"svg(<ellipse class="h" cx="80" cy="44" rx="15" ry="18"/>)svg"
     R"svg(<path class="h" d="M92 36 L102 48 L93 52 Z"/>)svg"
     R"svg(<path class="u" d="M66 74 Q68 66 68 60"/>)svg"
     R"svg(<path class="m" d="M56 24 Q80 4 108 24 M106.6 16.1 L108 24 L100.1 22.6"/>)svg"},
    {"ST03",  // Chin tuck
     R"svg(<path class="b" d="M74 84 L70 132"/>)svg"
     R"svg(<path class="t" d="M68 88 L82 88 L84 126 L64 126 Z"/>)svg"
     R"svg(<path class="n" d="M74 84 L76 62"/>)svg"
     R"svg(<ellipse class="g" cx="92" cy="44" rx="15" ry="18"/>)svg"
     R"svg(<ellipse class="h" cx="76" cy="44" rx="15" ry="18"/>)svg"
     R"svg(<path class="h" d="M88 38 L97 48 L89 51 Z"/>)svg"
     R"svg(<path class="u" d="M62 74 Q62 66 63 60"/>)svg"
     R"svg(<path class="m" d="M138 50 L114 50 M120.6 54.6 L114 50 L120.6 45.4"/>)svg"},
    {"ST04",  // Shoulder-blade squeeze, from behind
     R"svg(<path class="b" d="M50 78 L40 130 M110 78 L120 130"/>)svg"
     R"svg(<path class="t" d="M58 86 L102 86 L96 128 L64 128 Z"/>)svg"
     R"svg(<path class="b" d="M52 78 Q80 70 108 78"/>)svg"
     R"svg(<path class="n" d="M80 74 L80 56"/>)svg"
     R"svg(<ellipse class="h" cx="80" cy="40" rx="14" ry="18"/>)svg"
     R"svg(<path class="s" d="M60 86 L72 90 L68 108 Z M100 86 L88 90 L92 108 Z"/>)svg"
     R"svg(<path class="m" d="M22 92 L40 98 M35.2 91.6 L40 98 L32.3 100.3 M138 92 L120 98 M127.7 100.3 L120 98 L124.8 91.6"/>)svg"},
    {"ST05",  // Doorway stretch
     R"svg(<path class="p" d="M58 8 V132 M50 8 H150"/>)svg"
     R"svg(<path class="f" d="M92 84 L84 108 L68 128"/>)svg"
     R"svg(<path class="b" d="M92 84 L112 106 L108 128 L116 128"/>)svg"
     R"svg(<path class="t" d="M94 48 L92 84"/>)svg"
     R"svg(<path class="n" d="M95 46 L97 28"/>)svg"
     R"svg(<circle class="h" cx="98" cy="22" r="11"/>)svg"
     R"svg(<path class="l" d="M94 48 L72 54 L68 26"/>)svg"
     R"svg(<path class="u" d="M108 42 L107 62"/>)svg"
     R"svg(<path class="m" d="M124 56 L148 56 M141.4 51.4 L148 56 L141.4 60.6"/>)svg"
     R"svg(<path class="p" d="M44 136 H152"/>)svg"},
    {"ST06",  // Arm across the chest
     R"svg(<path class="t" d="M62 90 L98 90 L96 126 L64 126 Z"/>)svg"
     R"svg(<path class="b" d="M54 80 Q80 72 106 80"/>)svg"
     R"svg(<path class="n" d="M80 76 L80 58"/>)svg"
     R"svg(<ellipse class="h" cx="80" cy="40" rx="14" ry="18"/>)svg"
     R"svg(<path class="b" d="M108 80 L124 106 L92 100"/>)svg"
     R"svg(<path class="l" d="M52 82 L90 86 L130 82"/>)svg"
     R"svg(<path class="b" d="M92 100 L90 88"/>)svg"
     R"svg(<path class="u" d="M40 74 Q40 86 48 94"/>)svg"
     R"svg(<path class="m" d="M122 62 L146 62 M139.4 57.4 L146 62 L139.4 66.6"/>)svg"},
    {"ST07",  // One knee to chest
     R"svg(<path class="p" d="M8 128 H152"/>)svg"
     R"svg(<path class="f" d="M86 116 L120 118 L146 118 L148 106"/>)svg"
     R"svg(<path class="t" d="M44 114 L86 114"/>)svg"
     R"svg(<path class="n" d="M44 114 L24 112"/>)svg"
     R"svg(<circle class="h" cx="20" cy="112" r="11"/>)svg"
     R"svg(<path class="b" d="M86 114 L64 78 L98 78 L104 70"/>)svg"
     R"svg(<path class="l" d="M46 112 L58 94 L76 90"/>)svg"
     R"svg(<path class="u" d="M94 104 L82 86"/>)svg"
     R"svg(<path class="m" d="M76 56 Q58 56 44 74 M51.5 71.3 L44 74 L44.0 66.0"/>)svg"},
    {"ST08",  // Knee rolls, from above
     R"svg(<path class="g" d="M80 92 L44 104 L72 128"/>)svg"
     R"svg(<path class="b" d="M30 46 L80 42 L130 46"/>)svg"
     R"svg(<path class="t" d="M80 46 L80 86"/>)svg"
     R"svg(<path class="n" d="M80 44 L80 24"/>)svg"
     R"svg(<ellipse class="h" cx="80" cy="16" rx="11" ry="13"/>)svg"
     R"svg(<path class="f" d="M76 88 L112 106 L82 126"/>)svg"
     R"svg(<path class="b" d="M84 86 L120 98 L94 122"/>)svg"
     R"svg(<path class="u" d="M64 88 Q63 78 65 68"/>)svg"
     R"svg(<path class="m" d="M106 132 Q134 124 138 98 M132.8 104.0 L138 98 L141.9 105.0"/>)svg"},
    {"ST09",  // Cat and cow
     R"svg(<path class="p" d="M8 134 H152"/>)svg"
     R"svg(<path class="f" d="M106 84 L108 126 L134 126"/>)svg"
     R"svg(<path class="a" d="M48 82 Q78 44 108 84"/>)svg"
     R"svg(<path class="b" d="M50 84 L46 126"/>)svg"
     R"svg(<path class="n" d="M48 84 L34 91"/>)svg"
     R"svg(<circle class="h" cx="29" cy="93" r="11"/>)svg"
     R"svg(<path class="b" d="M110 84 L116 126 L142 126"/>)svg"
     R"svg(<path class="g" d="M54 94 Q80 118 104 96"/>)svg"
     R"svg(<path class="m" d="M78 36 L78 18 M73.4 24.6 L78 18 L82.6 24.6 M78 112 L78 126 M82.6 119.4 L78 126 L73.4 119.4"/>)svg"},
    {"ST10",  // Figure four
     R"svg(<path class="p" d="M46 136 V94 H114 V136"/>)svg"
     R"svg(<path class="b" d="M68 88 L66 98 L66 130"/>)svg"
     R"svg(<path class="t" d="M66 56 L94 56 L92 86 L68 86 Z"/>)svg"
     R"svg(<path class="b" d="M58 52 Q80 46 102 52"/>)svg"
     R"svg(<path class="n" d="M80 50 L80 34"/>)svg"
     R"svg(<ellipse class="h" cx="80" cy="20" rx="12" ry="15"/>)svg"
     R"svg(<path class="b" d="M92 86 L124 90"/>)svg"
     R"svg(<path class="l" d="M124 92 L64 96"/>)svg"
     R"svg(<path class="b" d="M58 54 L50 78 L62 92 M102 54 L116 74 L116 88"/>)svg"
     R"svg(<path class="u" d="M100 104 Q114 106 128 102"/>)svg"
     R"svg(<path class="m" d="M140 30 L140 56 M144.6 49.4 L140 56 L135.4 49.4"/>)svg"},
    {"ST11",  // Hamstring stretch, seated
     R"svg(<path class="p" d="M36 34 V136 M36 94 H84 M84 94 V136"/>)svg"
     R"svg(<path class="f" d="M58 84 L92 88 L88 130 L98 130"/>)svg"
     R"svg(<path class="t" d="M58 82 L82 48"/>)svg"
     R"svg(<path class="n" d="M83 46 L93 31"/>)svg"
     R"svg(<circle class="h" cx="96" cy="27" r="11"/>)svg"
     R"svg(<path class="b" d="M58 84 L98 106 L136 126 L141 112 M82 50 L98 72 L104 92"/>)svg"
     R"svg(<path class="u" d="M64 100 L96 118"/>)svg"
     R"svg(<path class="m" d="M118 30 Q134 42 136 62 M140.0 55.1 L136 62 L130.9 55.9"/>)svg"
     R"svg(<path class="p" d="M28 136 H152"/>)svg"},
    {"ST12",  // Wall calf stretch
     R"svg(<path class="p" d="M138 8 V136"/>)svg"
     R"svg(<path class="f" d="M92 50 L118 56 L132 46 M78 84 L104 100 L100 130 L110 130"/>)svg"
     R"svg(<path class="t" d="M94 52 L78 84"/>)svg"
     R"svg(<path class="n" d="M95 48 L102 32"/>)svg"
     R"svg(<circle class="h" cx="104" cy="27" r="11"/>)svg"
     R"svg(<path class="b" d="M78 84 L56 106 L36 130 L48 131 M94 50 L116 64 L132 58"/>)svg"
     R"svg(<path class="u" d="M42 98 L30 116"/>)svg"
     R"svg(<path class="m" d="M98 78 L122 78 M115.4 73.4 L122 78 L115.4 82.6"/>)svg"
     R"svg(<path class="p" d="M14 137 H152"/>)svg"},
});

}  // namespace

std::string stretch_picture(std::string_view id) {
  const auto* at = std::ranges::find(kDrawings, id, &Drawing::id);
  if (at == kDrawings.end()) return {};
  return std::string(
             R"svg(<svg class="stretch-picture" viewBox="0 0 160 140" aria-hidden="true" focusable="false">)svg")
      .append(at->lines)
      .append("</svg>");
}

}  // namespace fascia::page
