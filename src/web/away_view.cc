// SPDX-License-Identifier: Apache-2.0
#include "web/away_view.h"

#include "page/words.h"

namespace fascia::web {

page::View& list_away(page::View& view, const Visit& visit, const store::KeptTimeOff& kept,
                      const std::string& who) {
  auto when = [&](const WallTime& wall) {
    return page::day_year_text(visit.language, wall.date) + ", " +
           page::clock_words(visit.language, wall.minute);
  };
  return view.add("away")
      .set("away_id", id_text(kept.id))
      .set("away_who", kept.off.practitioner ? who : visit.say("owner_hours.everybody"))
      .set("away_time", when(kept.off.from) + " – " + when(kept.off.until) +
                            (kept.name.empty() ? "" : " · " + kept.name));
}

}  // namespace fascia::web
