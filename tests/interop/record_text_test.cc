// SPDX-License-Identifier: Apache-2.0
// Text without a code, English and French: what is said, and what only looks so.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

struct Row {
  const char* text;
  const char* question;
};

TEST(RecordText, what_is_said_is_found) {
  for (Row row :
       {Row{"Deep vein thrombosis, left leg", "blood_clot"}, Row{"DVT 2026", "blood_clot"},
        Row{"Thrombose veineuse profonde du mollet gauche", "blood_clot"}, Row{"TVP", "blood_clot"},
        Row{"blood clots", "blood_clot"}, Row{"Embolie pulmonaire", "lung_clot"},
        Row{"Essential hypertension (disorder)", "high_pressure"},
        Row{"History of hypertension", "high_pressure"},
        Row{"Hypertension artérielle", "high_pressure"}, Row{"MI in 2026", "heart_attack"},
        Row{"Infarctus du myocarde", "heart_attack"}, Row{"CVA with left weakness", "stroke"},
        Row{"AVC", "stroke"}, Row{"Malignant neoplasm of breast (disorder)", "cancer"},
        Row{"Adénocarcinome du côlon", "cancer"},
        Row{"cancer, not responding to treatment", "cancer"},
        Row{"breast cancer, HER2 negative", "cancer"},
        Row{"mother of two with breast cancer", "cancer"},
        Row{"no change in breast cancer", "cancer"},
        Row{"scheduled for chemo for breast cancer", "cancer"},
        Row{"No chest pain. DVT in the calf", "blood_clot"},
        Row{"no chest pain, DVT in the calf", "blood_clot"}, Row{"no stroke but DVT", "blood_clot"},
        Row{"pas d’AVC mais TVP", "blood_clot"},
        // What is denied is another thing than what it is said of.
        Row{"No resolution of PE", "lung_clot"}, Row{"N’a pas guéri de sa TVP", "blood_clot"},
        Row{"Never treated DVT", "blood_clot"}, Row{"No anticoagulation for DVT", "blood_clot"},
        Row{"No compliance with warfarin for DVT", "blood_clot"},
        Row{"No surgery for AAA 5 cm", "aneurysm"}, Row{"No known cause of stroke", "stroke"},
        Row{"No clear cause for DVT", "blood_clot"}, Row{"No cause found for PE", "lung_clot"},
        Row{"Aucune cause trouvée: AVC", "stroke"},
        Row{"Sans cause connue de thrombose veineuse profonde", "blood_clot"},
        Row{"Pas de chirurgie de l’AAA 5 cm", "aneurysm"},
        Row{"No warfarin for DVT or PE", "lung_clot"}, Row{"Never operated AAA 5 cm", "aneurysm"},
        Row{"Family doctor: DVT", "blood_clot"}, Row{"DVT despite prophylaxis", "blood_clot"},
        Row{"No complications of diabetes", "diabetes"},
        Row{"DVT no anticoagulation", "blood_clot"}, Row{"Cancer non traité", "cancer"},
        Row{"TVP : aucune anticoagulation", "blood_clot"}, Row{"Ostéoporose", "bones"},
        Row{"Diabète de type 2", "diabetes"}, Row{"Enceinte de 20 semaines", "pregnant"}}) {
    Answered a = answer_of({condition(words(row.text), "active", onset(30))});
    EXPECT_TRUE(a.told(row.question)) << row.text;
  }
}

TEST(RecordText, what_is_denied_of_the_family_a_risk_or_another_thing_is_not_found) {
  for (Row row : {Row{"no history of clots", "blood_clot"},
                  Row{"No history of clots, strokes or cancer", "cancer"},
                  Row{"No history of clots, strokes or cancer", "stroke"},
                  Row{"denies DVT", "blood_clot"},
                  Row{"Patient denies any history of stroke", "stroke"},
                  Row{"DVT ruled out", "blood_clot"},
                  Row{"DVT excluded by ultrasound", "blood_clot"},
                  Row{"no evidence of pulmonary embolism", "lung_clot"},
                  Row{"negative for cancer", "cancer"},
                  Row{"pas d’antécédent de thrombose veineuse profonde", "blood_clot"},
                  Row{"aucun antécédent d’AVC", "stroke"},
                  Row{"sans embolie pulmonaire", "lung_clot"},
                  Row{"n’a jamais eu de cancer", "cancer"},
                  Row{"TVP exclue", "blood_clot"},
                  Row{"family history of stroke", "stroke"},
                  Row{"FHx: breast cancer", "cancer"},
                  Row{"mother had a heart attack", "heart_attack"},
                  Row{"Mother: stroke", "stroke"},
                  Row{"antécédents familiaux de cancer", "cancer"},
                  Row{"père a eu un infarctus", "heart_attack"},
                  Row{"No history of cancer", "cancer_past"},
                  Row{"Family history of cancer", "cancer_past"},
                  Row{"Pas d’antécédent de cancer", "cancer_past"},
                  Row{"Aucun antécédent de cancer", "cancer_past"},
                  Row{"Sans antécédent de cancer", "cancer_past"},
                  Row{"Antécédent de cancer : aucun", "cancer_past"},
                  Row{"Cancer: none", "cancer"},
                  Row{"Cancer: non", "cancer"},
                  Row{"DVT: no. Diabetes: none", "diabetes"},
                  Row{"No history of cancer of the breast or stroke", "stroke"},
                  Row{"No signs or symptoms of DVT", "blood_clot"},
                  Row{"Never been diagnosed with cancer", "cancer"},
                  Row{"Pas d’antécédent de cancer ni de TVP", "blood_clot"},
                  Row{"Aucun signe de TVP", "blood_clot"},
                  Row{"Aucun épisode d’AVC", "stroke"},
                  Row{"Family Hx: MI", "heart_attack"},
                  Row{"Fam hx stroke", "stroke"},
                  Row{"Hérédité: infarctus", "heart_attack"},
                  Row{"ATCD familiaux: cancer du côlon", "cancer"},
                  Row{"ATCD fam. cancer", "cancer"},
                  Row{"Tante maternelle cancer du sein", "cancer"},
                  Row{"Prophylaxie TVP", "blood_clot"},
                  Row{"at risk for DVT", "blood_clot"},
                  Row{"DVT prophylaxis", "blood_clot"},
                  Row{"risque de thrombose veineuse", "blood_clot"},
                  Row{"screening for breast cancer", "cancer"},
                  Row{"dépistage du cancer du sein", "cancer"},
                  Row{"heat stroke", "stroke"},
                  Row{"coup de chaleur", "stroke"},
                  Row{"fear of stroke", "stroke"},
                  Row{"prediabetes", "diabetes"},
                  Row{"negative pregnancy test", "pregnant"}}) {
    Answered a = answer_of({condition(words(row.text), "active", onset(30))});
    EXPECT_FALSE(a.told(row.question)) << row.text;
    EXPECT_EQ(a.decision(), Decision::proceed) << row.text;
  }
}

TEST(RecordText, what_is_suspected_is_unsure_and_a_clot_counts) {
  for (const char* text :
       {"suspected DVT", "DVT not ruled out", "cannot rule out DVT", "r/o DVT", "suspicion de TVP",
        "TVP à éliminer", "TVP ne peut être exclue", "TVP ne peut pas être exclue",
        "TVP n’a pas été exclue", "DVT has not been excluded", "DVT not yet completely ruled out",
        "Sans doute TVP", "Sans doute une TVP", "TVP sans doute"}) {
    Answered a = answer_of({condition(words(text), "active", onset(3))});
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << text;
  }
  Answered sugar = answer_of({condition(words("possible diabetes"), "active", onset(3))});
  EXPECT_EQ(sugar.record.intake.answers.at("diabetes"), care::Answer(care::Said::not_sure));
}

TEST(RecordText, what_is_past_counts_by_its_day) {
  EXPECT_EQ(answer_of({condition(words("history of DVT"), "active", onset(60))}).decision(),
            Decision::do_not_treat);
  Answered old = answer_of({condition(words("history of breast cancer"), "active", onset(3000))});
  EXPECT_TRUE(old.told("cancer_past"));
  EXPECT_FALSE(old.told("cancer"));
  EXPECT_FALSE(
      answer_of({condition(words("history of open wound"), "active", onset(30))}).told("skin"));
}

TEST(RecordText, an_unknown_code_leaves_it_to_the_words) {
  std::string code =
      "{'coding':[{'system':'http://snomed.info/sct','code':'999000999','display':'Acute deep "
      "venous thrombosis of femoral vein (disorder)'}]}";
  EXPECT_EQ(answer_of({condition(code, "active", onset(9))}).decision(), Decision::do_not_treat);
  std::string local = "{'coding':[{'system':'http://clinic.example/codes','code':'128053003'}]}";
  // The number of another table is not ours.
  Answered other = answer_of({condition(local, "active", onset(9))});
  EXPECT_TRUE(other.warned("unknown_code"));
  EXPECT_EQ(std::get<care::Said>(other.record.intake.answers.at("blood_clot")),
            care::Said::not_sure);
}

// Of SNOMED CT the tables hold single codes: a more specific one is not found by them. Its words
// are read; without any, what it could have told is unsure.
TEST(RecordText, a_code_that_is_unknown_and_has_no_words_is_never_a_no) {
  const std::string bare = snomed("999000999");
  Answered a = answer_of({condition(bare, "active", onset(9))});
  EXPECT_TRUE(a.warned("unknown_code"));
  EXPECT_TRUE(a.told("blood_clot"));
  EXPECT_GE(a.decision(), Decision::clearance);
  EXPECT_TRUE(a.record.ask.count("cancer"));
  Answered done = answer_of({procedure(bare, "completed", performed(9))});
  EXPECT_TRUE(done.warned("unknown_code"));
  EXPECT_TRUE(done.told("surgery"));
  Answered device = answer_of(
      {"{'resourceType':'Device','id':'d','status':'active','patient':{'reference':'Patient/p'},"
       "'type':" +
       bare + "}"});
  EXPECT_TRUE(device.warned("unknown_code"));
  EXPECT_TRUE(device.told("pacemaker"));
}

TEST(RecordText, an_unknown_code_whose_words_mean_nothing_is_said_and_loosens_nothing) {
  const std::string code =
      "{'coding':[{'system':'http://snomed.info/sct','code':'999000999','display':'Zorbitis of "
      "the gleeb (disorder)'}]}";
  Answered a = answer_of({condition(code, "active", onset(9))});
  EXPECT_TRUE(a.warned("unmatched"));
  ASSERT_EQ(a.record.warnings.size(), 1u);
  EXPECT_EQ(a.record.warnings[0].place, "/entry/1/resource");
  ASSERT_EQ(a.record.unmatched.size(), 1u);
  // What is missing names the resource, and says what stands there.
  const std::string name = a.record.unmatched.front();
  auto said = to_json(a.deep, a.record, codes()).at("missing_words").as_object();
  EXPECT_EQ(said.size(), 1u);
  EXPECT_EQ(said.at("record:" + name), "Zorbitis of the gleeb (disorder)");
  const std::string clot = condition(snomed("128053003"), "active", onset(9), "clot");
  EXPECT_EQ(answer_of({clot, condition(code, "active", onset(9))}).decision(),
            answer_of({clot}).decision());
  // Beside it, a code of ICD-10 was looked up with all that is below it: there is nothing to doubt.
  const std::string both =
      "{'coding':[{'system':'http://snomed.info/sct','code':'999000999'},{'system':"
      "'http://hl7.org/fhir/sid/icd-10-cm','code':'J20.9','display':'Acute bronchitis'}]}";
  EXPECT_TRUE(answer_of({condition(both, "active", onset(9))}).record.warnings.empty());
}

TEST(Wording, folds_case_accents_and_apostrophes) {
  Wording wording("L’Œdème, DÉJÀ vu; 5.2 cm.");
  std::vector<std::string> got(wording.words.begin(), wording.words.end());
  EXPECT_EQ(got,
            (std::vector<std::string>{"l", "oedeme", ",", "deja", "vu", ".", "5", "2", "cm", "."}));
}

TEST(Wording, a_long_text_takes_time_in_step_with_its_length) {
  std::string text;
  while (text.size() < 60000) text += "no dvt ";
  auto found = codes().vocabulary.find(Wording(text));
  EXPECT_FALSE(found.empty());
}

}  // namespace
}  // namespace fascia::interop
