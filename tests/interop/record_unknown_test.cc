// SPDX-License-Identifier: Apache-2.0
// Findings of Observations that no table knows: said with their place, unless they are of nearly
// everybody and no matter.
#include "core/json.h"
#include "record_bundles.h"

namespace fascia::interop {
namespace {

std::string seen(const std::string& code, const std::string& rest, const std::string& id = "o") {
  return "{'resourceType':'Observation','id':'" + id + "','status':'final','code':" + code +
         ",'effectiveDateTime':'" + days_ago(2) + "'" + rest + "}";
}
std::string text_value(const std::string& text) { return ",'valueString':'" + text + "'"; }

TEST(RecordUnknown, a_finding_that_nothing_knows_is_said_with_its_place_and_words) {
  Answered a = answer_of({seen(words("Leg exam"), text_value("Zorbed calf, gleebing")),
                          seen(coded("http://loinc.org", "99999-9"),
                               ",'valueCodeableConcept':" + words("Gleebs") + "", "p"),
                          seen(words("Frobnication of the hip"), "", "q"),
                          seen(words("Frobs"), ",'valueBoolean':true", "r")});
  ASSERT_EQ(a.record.warnings.size(), 4u);
  for (const RecordNote& note : a.record.warnings) EXPECT_EQ(note.what, "unknown_finding");
  EXPECT_EQ(a.record.warnings[0].place, "/entry/1/resource");
  EXPECT_EQ(a.record.warnings[0].words, "Leg exam: Zorbed calf, gleebing");
  EXPECT_EQ(a.record.warnings[1].words, "99999-9: Gleebs");
  EXPECT_EQ(a.record.warnings[2].words, "Frobnication of the hip");
  EXPECT_EQ(a.record.warnings[3].words, "Frobs");
  const bj::array said = to_json(a.deep, a.record, codes()).at("warnings").as_array();
  EXPECT_NE(json::write(said).find("/entry/1/resource (Leg exam: Zorbed calf, gleebing): "),
            std::string::npos);
  // It decides nothing.
  EXPECT_EQ(a.decision(), answer_of({}).decision());
  EXPECT_TRUE(a.record.unmatched.empty());
}

TEST(RecordUnknown, what_is_of_nearly_everybody_or_says_no_stays_silent) {
  const std::string category =
      ",'category':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/"
      "observation-category','code':'";
  const std::string normal = ",'interpretation':[" + coded("http://x/v3", "N") + "]";
  for (const std::string& one :
       {seen(coded("http://loinc.org", "72166-2"), text_value("Former smoker")),
        seen(coded("http://loinc.org", "5778-6"), text_value("Yellow")),
        seen(words("Housing"), text_value("Rents a flat") + category + "survey'}]}]"),
        seen(words("Work"), text_value("Farmer") + category + "social-history'}]}]"),
        seen(words("Gleebs in blood"), text_value("Few") + normal),
        seen(words("Skin"), text_value("Unremarkable")), seen(words("Peau"), text_value("RAS")),
        seen(words("Gleebs"), text_value("Not detected")),
        seen(words("Gleebs"), text_value("none")), seen(words("Gleebs"), ",'valueBoolean':false"),
        seen(words("Gleebs"), ",'dataAbsentReason':" + words("unknown")),
        seen(words("Last gleeb"), ",'valueDateTime':'2026-10-01'"),
        seen(words("Panel of gleebs"), ",'hasMember':[{'reference':'Observation/x'}]"),
        seen(words("Mother had gleebs"), text_value("in 1990"))}) {
    Answered a = answer_of({one});
    EXPECT_TRUE(a.record.warnings.empty()) << one << a.record.warnings.front().words;
  }
  // A no in a longer text is of one thing among others; "not normal" is not the word "normal".
  for (const char* text : {"No gleebs, but a zorbed calf", "not normal"})
    EXPECT_TRUE(answer_of({seen(words("Leg exam"), text_value(text))}).warned("unknown_finding"))
        << text;
}

TEST(RecordUnknown, what_is_seen_again_and_again_is_said_a_few_times) {
  std::vector<std::string> resources;
  for (int i = 0; i < 40; ++i) {
    resources.push_back(seen(words("Skin exam"), text_value("Zorbed"), "s" + std::to_string(i)));
    resources.push_back(seen(words("Note"), text_value("Zorb number " + std::to_string(i)),
                             "n" + std::to_string(i)));
  }
  EXPECT_EQ(answer_of(resources).record.warnings.size(), 4u);
}

TEST(RecordUnknown, what_the_tables_know_is_no_unknown_finding) {
  for (const std::string& one : {seen(words("Pregnancy status"), text_value("pregnant")),
                                 seen(words("Ultrasound of the leg"), text_value("DVT present")),
                                 measured("8867-4", "70", "/min", 0)})
    EXPECT_FALSE(answer_of({one}).warned("unknown_finding")) << one;
}

}  // namespace
}  // namespace fascia::interop
