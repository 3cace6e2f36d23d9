// SPDX-License-Identifier: Apache-2.0
// A questionnaire of the clinic's own from the owner's file to a score in the visit.
#include "clinic/manage_clinic.h"
#include "clinic/questionnaires.h"
#include "clinic/treated_visit.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

const std::string kFile =
    R"({"resourceType":"Questionnaire","id":"demo-2","version":"1","title":"Two questions",
 "extension":[{"url":"urn:fascia:questionnaire-scoring","extension":[{"url":"method","valueCode":"sum"},
  {"url":"licence","valueString":"Licensed to this clinic"},
  {"url":"cut-off","extension":[{"url":"from","valueDecimal":3},{"url":"words","valueString":"a good deal"}]}]}],
 "item":[{"linkId":"a","type":"boolean","text":"Does it wake you?"},
  {"linkId":"b","type":"integer","text":"How much?","extension":[
   {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
   {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":4}]}]})";

class Questionnaires : public ::testing::Test, public clinic::TreatedVisit, public ServedPages {
 protected:
  Questionnaires() {
    serve(*clinic);
    clinic::Actor owner{clinic::Actor::Kind::program, {}, store::Role::owner, {}};
    EXPECT_TRUE(clinic::reset_password(*clinic, owner, ana_actor.staff, kPassword));
    EXPECT_TRUE(
        clinic::add_staff(*clinic, owner, {"olga", "olga", store::Role::owner, {}, kPassword}));
    EXPECT_TRUE(
        clinic::add_staff(*clinic, owner, {"dana", "dana", store::Role::desk, {}, kPassword}));
  }
  Browser signed_in(const std::string& name) { return sign_in(router, name); }
};

TEST_F(Questionnaires, the_owner_brings_a_file_and_the_therapist_asks_and_keeps_a_score) {
  Browser olga = signed_in("olga");
  EXPECT_EQ(olga.upload("/owner/questionnaires", "file", "{}").status, 422);
  ASSERT_EQ(olga.upload("/owner/questionnaires", "file", kFile).status, 303);
  EXPECT_TRUE(has(text_of(olga.get("/owner/questionnaires")), "Licensed to this clinic"));
  Browser ana_browser = signed_in("ana");
  const std::string visit = "/treat/" + id.text();
  EXPECT_TRUE(has(text_of(ana_browser.get(visit + "/measures")), "Two questions"));
  const std::string path = visit + "/questionnaire/demo-2";
  auto few = ana_browser.post(path, {{"item.a", "yes"}});
  EXPECT_EQ(few.status, 422);
  EXPECT_TRUE(has(text_of(few), "Too few questions"));
  auto wrong = ana_browser.post(path, {{"item.a", "yes"}, {"item.b", "9"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "Give a number from 0 to 4"));
  EXPECT_TRUE(has(text_of(wrong), "value=\"9\""));
  ASSERT_EQ(ana_browser.post(path, {{"item.a", "yes"}, {"item.b", "2"}}).status, 303);
  std::string page = text_of(ana_browser.get(path));
  EXPECT_TRUE(has(page, "<strong>3</strong>"));
  EXPECT_TRUE(has(page, "a good deal"));
  // Beside the pain, with the publisher's cut-off, as chart and table; retired or not.
  const std::string progress = "/treat/client/" + client.text() + "/progress";
  page = text_of(ana_browser.get(progress));
  for (const char* text :
       {"<h2>Two questions</h2>", "class=\"cut-off\"", "a good deal, from 3",
        "<th scope=\"col\">Means</th>", "<td class=\"figure-cell\">3</td><td>a good deal</td>"})
    EXPECT_TRUE(has(page, text)) << text;
  clock.seconds += 60;
  ASSERT_EQ(ana_browser.post(path, {{"item.a", "yes"}, {"item.b", "1"}}).status, 303);
  page = text_of(ana_browser.get(progress));
  EXPECT_TRUE(has(page, "<td class=\"figure-cell\">2</td>")) << "the newest of a day";
  EXPECT_FALSE(has(page, "<td class=\"figure-cell\">3</td>"));
  EXPECT_EQ(signed_in("dana").get(progress).status, 403);
  EXPECT_EQ(signed_in("dana").get(path).status, 403);
  EXPECT_EQ(signed_in("dana").get("/owner/questionnaires").status, 403);
  ASSERT_EQ(olga.post("/owner/questionnaires/remove", {{"id", "demo-2"}}).status, 303);
  EXPECT_EQ(ana_browser.get(path).status, 404);
  EXPECT_TRUE(has(text_of(ana_browser.get(progress)), "<h2>Two questions</h2>"));
}

}  // namespace
}  // namespace fascia::web
