// SPDX-License-Identifier: Apache-2.0
// A questionnaire that the clinic is licensed for: read, scored, refused where a score would lie.
#include "interop/questionnaire.h"

#include <gtest/gtest.h>

namespace fascia::interop {
namespace {

// Three made-up items; the third is reversed.
std::string file(const std::string& scoring, const std::string& third = R"("type":"integer",
   "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
                {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":4}])") {
  auto choice = [](const char* link) {
    return std::string(R"({"linkId":")") + link + R"(","type":"choice","text":"How was it?",
      "_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
        {"url":"lang","valueCode":"fr"},{"url":"content","valueString":"Comment était-ce?"}]}]},
      "answerOption":[
       {"valueCoding":{"code":"never","display":"Never"},"extension":[
         {"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}]},
       {"valueCoding":{"code":"often","display":"Often"},"extension":[
         {"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":4}]}]})";
  };
  return R"({"resourceType":"Questionnaire","id":"demo-3","version":"1","title":"Three questions",
    "extension":[{"url":"urn:fascia:questionnaire-scoring","extension":[)" +
         scoring + R"(]}],"item":[{"linkId":"g","type":"group","item":[)" + choice("a") + "," +
         choice("b") + R"(]},{"linkId":"h","type":"display","text":"Nearly done"},
         {"linkId":"c","text":"How much?",)" +
         third + "}]}";
}
const std::string kLicence = R"({"url":"licence","valueString":"Demo clinic, 2026"})";
const std::string kSum = R"({"url":"method","valueCode":"sum"},)" + kLicence;
const std::string kReverse = R"(,{"url":"reverse","valueString":"c"})";

std::string fault(const std::string& text) {
  auto read = read_questionnaire(text);
  return read ? "none" : read.error().message + " " + read.error().field;
}
std::optional<double> scored(const std::string& scoring, care::QuestionnaireAnswers answers) {
  auto read = read_questionnaire(file(scoring));
  EXPECT_TRUE(read) << (read ? "" : read.error().field);
  auto out = care::score(*read, answers);
  EXPECT_TRUE(out);
  return out ? out->value : std::nullopt;
}

TEST(Questionnaire, items_of_groups_come_in_order_in_both_languages) {
  auto read = read_questionnaire(file(kSum));
  ASSERT_TRUE(read) << read.error().field;
  ASSERT_EQ(read->items.size(), 3U);
  EXPECT_EQ(read->items[0].link, "a");
  EXPECT_EQ(read->items[0].text.fr, "Comment était-ce?");
  EXPECT_EQ(read->items[2].high, 4);
  EXPECT_EQ(read->lowest(), 0);
  EXPECT_EQ(read->highest(), 12);
  EXPECT_EQ(care::measure_of(*read).id, "q.demo-3");
}

TEST(Questionnaire, sum_mean_and_reversed_items) {
  care::QuestionnaireAnswers all{{"a", "often"}, {"b", "never"}, {"c", "1"}};
  EXPECT_EQ(scored(kSum, all), 5);
  EXPECT_EQ(scored(kSum + kReverse, all), 7);  // 4 + 0 + (4 - 1)
  EXPECT_EQ(scored(R"({"url":"method","valueCode":"mean"},)" + kLicence + kReverse, all), 7.0 / 3);
}

TEST(Questionnaire, too_few_answers_give_no_score_and_open_items_count_as_the_mean) {
  const std::string two = kSum + R"(,{"url":"least-items","valueInteger":2})";
  EXPECT_EQ(scored(kSum, {{"a", "often"}, {"b", "often"}}), std::nullopt);
  EXPECT_EQ(scored(two, {{"a", "often"}}), std::nullopt);
  EXPECT_EQ(scored(two, {{"a", "often"}, {"b", "often"}}), 12);
  EXPECT_EQ(scored(two, {{"a", "often"}, {"b", "often"}, {"c", ""}}), 12);
}

TEST(Questionnaire, without_an_item_that_is_required_there_is_no_score) {
  const std::string two = kSum + R"(,{"url":"least-items","valueInteger":2})";
  for (bool required : {true, false}) {
    auto read = read_questionnaire(
        file(two, R"("type":"boolean","required":)" + std::string(required ? "true" : "false")));
    ASSERT_TRUE(read) << read.error().field;
    auto out = care::score(*read, {{"a", "often"}, {"b", "often"}});
    ASSERT_TRUE(out);
    EXPECT_EQ(out->value.has_value(), !required);
    EXPECT_TRUE(care::score(*read, {{"a", "often"}, {"c", "yes"}})->value);
  }
}

TEST(Questionnaire, words_change_at_their_cut_off) {
  auto read = read_questionnaire(file(kSum + R"(,
    {"url":"cut-off","extension":[{"url":"from","valueDecimal":0},{"url":"words","valueString":"low"}]},
    {"url":"cut-off","extension":[{"url":"from","valueDecimal":5},{"url":"words","valueString":"high"},
                                  {"url":"words-fr","valueString":"haut"}]})"));
  ASSERT_TRUE(read) << read.error().field;
  auto words = [&](const char* c) {
    return care::score(*read, {{"a", "often"}, {"b", "never"}, {"c", c}})->words->en;
  };
  EXPECT_EQ(words("0"), "low");   // 4
  EXPECT_EQ(words("1"), "high");  // 5
}

TEST(Questionnaire, an_answer_that_is_none_of_its_own_is_refused) {
  auto read = read_questionnaire(file(kSum));
  ASSERT_TRUE(read);
  auto said = [&](care::QuestionnaireAnswers answers) {
    auto out = care::score(*read, answers);
    return out ? std::string("none") : out.error().message + " " + out.error().field;
  };
  EXPECT_EQ(said({{"a", "sometimes"}}), "questionnaire_option a");
  EXPECT_EQ(said({{"c", "5"}}), "questionnaire_range c");
  EXPECT_EQ(said({{"c", "4"}}), "none");
  EXPECT_EQ(said({{"c", "1.5"}}), "questionnaire_range c");
  EXPECT_EQ(said({{"c", "nan"}}), "questionnaire_range c");
  EXPECT_EQ(said({{"z", "1"}}), "questionnaire_item_unknown z");
}

TEST(Questionnaire, what_cannot_be_scored_is_refused_with_its_place) {
  EXPECT_EQ(fault("[]"), "questionnaire_malformed /resourceType");
  EXPECT_NE(fault("{"), "none");
  EXPECT_EQ(fault(file(R"({"url":"method","valueCode":"sum"})")),
            "questionnaire_unlicensed /extension");
  EXPECT_EQ(fault(file(R"({"url":"method","valueCode":"median"},)" + kLicence)),
            "questionnaire_malformed /extension");
  EXPECT_EQ(fault(file(kSum + R"(,{"url":"reverse","valueString":"x"})")),
            "questionnaire_malformed /extension");
  EXPECT_EQ(fault(file(kSum, R"("type":"string")")), "questionnaire_malformed /item/2");
  EXPECT_EQ(fault(file(kSum, R"("type":"integer")")), "questionnaire_malformed /item/2");
  EXPECT_EQ(fault(file(kSum, R"("type":"boolean","enableWhen":[])")),
            "questionnaire_malformed /item/2");
  EXPECT_EQ(fault(file(kSum, R"("type":"boolean")")), "none");
  EXPECT_EQ(
      fault(file(R"({"url":"method","valueCode":"sum"},{"url":"licence","valueString":"  "})")),
      "questionnaire_unlicensed /extension");
  EXPECT_EQ(fault(file(kSum, R"("type":"boolean","modifierExtension":[])")),
            "questionnaire_malformed /item/2/modifierExtension");
}

TEST(Questionnaire, one_that_was_withdrawn_is_refused_and_a_draft_is_not) {
  auto with_status = [](const std::string& status) {
    std::string text = file(kSum, R"("type":"boolean")");
    return text.insert(1, R"("status":")" + status + R"(",)");
  };
  EXPECT_EQ(fault(with_status("retired")), "questionnaire_retired /status");
  EXPECT_EQ(fault(with_status("old")), "questionnaire_malformed /status");
  for (const char* status : {"active", "draft", "unknown"})
    EXPECT_EQ(fault(with_status(status)), "none");
}

TEST(Questionnaire, a_cut_off_that_no_score_reaches_is_refused) {
  auto from = [](const std::string& points) {  // the three items give 0 to 12
    return fault(file(kSum + R"(,{"url":"cut-off","extension":[{"url":"from","valueDecimal":)" +
                      points + R"(},{"url":"words","valueString":"high"}]})"));
  };
  EXPECT_EQ(from("12"), "none");
  EXPECT_EQ(from("0"), "none");
  EXPECT_EQ(from("12.5"), "questionnaire_malformed /extension");
  EXPECT_EQ(from("-1"), "questionnaire_malformed /extension");
}

}  // namespace
}  // namespace fascia::interop
