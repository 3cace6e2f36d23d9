// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "web/treat_site.h"

namespace fascia::web {
namespace {

// Heat, cold, cups and stones in the room: as a therapist without script sees them.
class TreatModalities : public Treat {
 protected:
  TreatModalities() { start(); }
  http::Pairs heat_form(const std::string& place) {
    http::Pairs form{{"put_on", "heat-moist"}, {"place", place}};
    for (const auto& check : clinic->plans.modality("heat-moist")->checks)
      form.emplace_back("sure." + check.id, "yes");
    return form;
  }
  std::string room(Browser& browser) { return text_of(browser.get(path("/session"))); }
};

TEST_F(TreatModalities, R27_each_says_what_to_make_sure_of_and_none_is_ticked) {
  for (const std::string& language : {std::string("en"), std::string("fr-CA")}) {
    Browser her = sign_in(router, "ana", language);
    const std::string page = room(her);
    const page::Language shown = language == "en" ? page::Language::en : page::Language::fr;
    for (const care::Modality& modality : clinic->plans.modalities) {
      EXPECT_TRUE(has(page, care::in_language(modality.name, page::code(shown)))) << modality.id;
      for (const care::ModalityCheck& check : modality.checks)
        EXPECT_TRUE(has(page, care::in_language(check.text, page::code(shown)))) << check.id;
    }
    EXPECT_FALSE(has(page, "data-on="));
  }
}

TEST_F(TreatModalities, R27_without_the_skin_test_it_is_refused_and_what_was_ticked_stays) {
  Browser her = signed_in("ana");
  auto form = heat_form("low-back.R");
  form.erase(form.begin() + 2);  // the first check
  auto refused = her.post(path("/tap"), form);
  EXPECT_EQ(refused.status, 422);
  const std::string page = text_of(refused);
  EXPECT_TRUE(has(page, page::text(page::Language::en, "errors.modality_unsure")));
  EXPECT_TRUE(has(page, "data-keep=\"modality-heat-moist\" open"));
  EXPECT_TRUE(has(page, "name=\"sure.dry\" value=\"yes\" required checked"));
  EXPECT_FALSE(has(page, "name=\"sure.felt\" value=\"yes\" required checked"));
}

TEST_F(TreatModalities, R27_it_shows_its_time_asks_for_a_look_and_then_for_off) {
  Browser her = signed_in("ana");
  ASSERT_EQ(her.post(path("/tap"), heat_form("low-back.R")).status, 303);
  auto page = [&] { return text_of(her.get(path("/session"))); };
  auto note = [&](const char* what) {
    return has(page(),
               ">" + page::text(page::Language::en, std::string("treat_on.due_") + what) + "<");
  };
  EXPECT_TRUE(has(page(), "data-look=\"5\" data-aim=\"10\" data-most=\"20\""));
  EXPECT_FALSE(note("look"));
  EXPECT_TRUE(has(page(), "data-on-alarm hidden"));
  wait(5);
  EXPECT_TRUE(note("look"));
  EXPECT_FALSE(has(page(), "data-on-alarm hidden"));
  auto running = clinic::running_session(*clinic, ana_actor, id);
  const std::string of = std::to_string(running->room.state.applied.front().seq);
  ASSERT_EQ(her.post(path("/tap"), {{"look", "fine"}, {"of", of}}).status, 303);
  EXPECT_FALSE(note("look"));
  wait(5);
  EXPECT_TRUE(note("aim"));
  wait(10);
  EXPECT_TRUE(note("over"));
  // The end is refused while it is on, and says why.
  auto ended = her.post(path("/end"), {{"pain_now", "3"}, {"not_deep", "Light today."}});
  EXPECT_EQ(ended.status, 422);
  EXPECT_TRUE(has(text_of(ended), page::text(page::Language::en, "errors.modality_on")));
  ASSERT_EQ(her.post(path("/tap"), {{"take_off", "fine"}, {"of", of}}).status, 303);
  EXPECT_FALSE(has(page(), "data-on="));
  ASSERT_EQ(her.post(path("/end"), {{"pain_now", "3"}, {"not_deep", "Light today."}}).status, 303);
  const std::string chart = text_of(her.get(path("/chart")));
  EXPECT_TRUE(has(chart, "20 minutes, skin test done, looked at 10:05 am, skin fine after"))
      << chart;
}

TEST_F(TreatModalities, R27_bad_skin_says_what_to_do) {
  Browser her = signed_in("ana");
  ASSERT_EQ(her.post(path("/tap"), heat_form("low-back.R")).status, 303);
  auto running = clinic::running_session(*clinic, ana_actor, id);
  const std::string of = std::to_string(running->room.state.applied.front().seq);
  ASSERT_EQ(her.post(path("/tap"), {{"look", "bad"}, {"of", of}}).status, 303);
  EXPECT_TRUE(has(room(her), page::text(page::Language::en, "treat_on.bad")));
}

// Told by the reason of the answers, not by a button that does nothing.
class TreatModalitiesBarred : public Treat {
 protected:
  TreatModalitiesBarred()
      : Treat({{clinic::kBack, 7}}, {{"heat_cold", std::vector<std::string>{"skin-alone"}}}) {
    start();
  }
};
TEST_F(TreatModalitiesBarred, R27_what_is_barred_says_why) {
  Browser her = signed_in("ana");
  const std::string page = text_of(her.get(path("/session")));
  EXPECT_TRUE(has(page, "Heat makes the illness worse."));
  auto sent = her.post(path("/tap"), {{"put_on", "heat-moist"}, {"place", "low-back.R"}});
  EXPECT_EQ(sent.status, 409);
}

}  // namespace
}  // namespace fascia::web
