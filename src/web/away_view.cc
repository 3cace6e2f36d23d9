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

Error away_error(const Error& error) {
  return each_changed(error, [](Error& one) {
    if (!one.field.starts_with("away_")) one.field = "away_" + one.field;
  });
}

void read_away(const Visit& visit, schedule::TimeOff& off, const std::string& name,
               Faults& faults) {
  for (auto [field, into] : {std::pair("away_from", &off.from), {"away_until", &off.until}}) {
    auto wall = parse_wall(visit.form.get(field));
    if (!wall) faults.add(invalid(field, "wall_invalid"));
    if (wall) *into = *wall;
  }
  if (Done sound = clinic::check_time_off(visit.site.clinic, off, name); !sound)
    faults.add(away_error(sound.error()));
}

}  // namespace fascia::web
