// SPDX-License-Identifier: Apache-2.0
#include "page/frame.h"

#include "page/words.h"

namespace fascia::page {

void set_frame(View& view, const Frame& frame) {
  view.set("clinic_name", frame.clinic);
  view.set("clinic_town", frame.town);
  view.set("clinic_phone", frame.phone);
  view.set("clinic_phone_digits", phone_digits(frame.phone));
  view.show("clinic_has_phone", !phone_digits(frame.phone).empty());
  view.set("other_language_path", frame.other_language_path);
  view.set("home_path", frame.home);
  view.show("signed_in", !frame.person.empty());
  view.set("person", frame.person);
  view.set("token", frame.token);
  view.show("demo", frame.demo);
  view.show("rules_unreviewed", frame.rules_unreviewed);
  view.show("french_unread", frame.french_unread);
  view.set("emergency_line", frame.emergency);
  view.show("has_links", !frame.links.empty());
  view.list("links");
  for (const Link& link : frame.links) {
    view.add("links")
        .set("link_path", link.path)
        .set("link_text", link.text)
        .show("link_current", link.current);
  }
}

}  // namespace fascia::page
