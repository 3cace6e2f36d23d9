// SPDX-License-Identifier: Apache-2.0
#include "web/away_view.h"

#include "page/words.h"

namespace fascia::web {

page::View& list_away(page::View& view, const Visit& visit, const store::KeptTimeOff& kept,
                      const std::string& who) {
  return view.add("away")
      .set("away_id", id_text(kept.id))
      .set("away_who", kept.off.practitioner ? who : visit.say("owner_hours.everybody"))
      .set("away_time", page::when_text(visit.language, kept.off.from) + " – " +
                            page::when_text(visit.language, kept.off.until) +
                            (kept.name.empty() ? "" : " · " + kept.name));
}

}  // namespace fascia::web
