// SPDX-License-Identifier: Apache-2.0
// Words that turn a thing into another, or do not (docs/health-records.md), and what is no matter.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

struct Said {
  const char* words;
  const char* question;
  bool told;
};

TEST(RecordWords, of_the_family_denied_or_meant_for_later_it_is_not_the_persons) {
  const Said all[] = {
      {"Father: colon cancer", "cancer", false},
      {"Mother: breast cancer at 50", "cancer", false},
      {"Maternal grandmother breast cancer", "cancer", false},
      {"Mère : cancer du sein", "cancer", false},
      {"Mother of two with breast cancer", "cancer", true},
      {"TVP éliminée", "blood_clot", false},
      {"TVP à éliminer", "blood_clot", true},
      {"TVP non éliminée", "blood_clot", true},
      {"neither DVT nor PE", "blood_clot", false},
      {"Ni TVP ni EP", "blood_clot", false},
      {"-ve for DVT", "blood_clot", false},
      {"+ve for DVT", "blood_clot", true},
      {"DVT +ve", "blood_clot", true},
      {"Considering pregnancy", "pregnant", false},
      {"Désir de grossesse", "pregnant", false},
      {"Pregnancy", "pregnant", true},
      {"Not on anticoagulants", "blood_thinner", false},
      {"On anticoagulants", "blood_thinner", true},
      {"Chemotherapy education", "cancer", false},
      {"Néoplasie bénigne", "cancer", false},
      {"Benign neoplasm of colon", "cancer", false},
      {"Macular edema", "puffy", false},
      {"Pulmonary edema", "puffy", false},
      {"Œdème cérébral", "puffy", false},
      {"Peripheral edema", "puffy", true},
      {"Unilateral leg edema", "puffy", false},
      {"Unilateral leg edema", "leg_signs", true},
      {"Osteoporosis - high fracture risk", "bones", true},
      {"Osteoporosis risk", "bones", false},
      {"DVT - ruled out", "blood_clot", false},
  };
  for (const Said& one : all)
    EXPECT_EQ(answer_of({condition(words(one.words), "active", onset(3))}).told(one.question),
              one.told)
        << one.words;
  EXPECT_TRUE(answer_of({condition(words("Considering pregnancy"), "active", onset(3))})
                  .record.ask.contains("pregnant"));
  EXPECT_TRUE(answer_of({"{'resourceType':'Flag','id':'f','status':'active','code':" +
                         words("On anticoagulants - bleeding risk") + "}"})
                  .told("blood_thinner"));
}

TEST(RecordWords, what_a_doctor_called_harmless_or_mild_is_so) {
  EXPECT_EQ(answer_of({condition(words("Benign breast lump"), "active", onset(20))})
                .record.intake.answers.at("lump"),
            care::Answer(std::string("harmless")));
  for (const char* code : {"431855005", "431856006"})
    EXPECT_EQ(answer_of({condition(snomed(code), "active", onset(20))})
                  .record.intake.answers.at("kidney_disease.stage"),
              care::Answer(std::string("milder")))
        << code;
  EXPECT_EQ(answer_of({condition(words("CKD stage 3, formerly stage 2"), "active", onset(20))})
                .record.intake.answers.at("kidney_disease.stage"),
            care::Answer(std::string("3")));
  // Coronary disease is no heart attack.
  const Answered ihd = answer_of({condition(snomed("414545008"), "active", onset(900))});
  EXPECT_FALSE(ihd.told("heart_attack"));
  EXPECT_LT(ihd.decision(), Decision::do_not_treat);
}

std::string category(const std::string& code) {
  return ",'category':[{'coding':[{'code':'" + code + "'}]}]";
}

TEST(RecordWords, what_is_no_matter_holds_no_visit) {
  const std::string years = ",'effectivePeriod':{'end':'" + days_ago(2900) + "'}";
  const std::vector<std::string> no_matter = {
      condition(words("Full-time employment (finding)"), "active", onset(900)),
      condition(words("Received higher education (finding)"), "active", onset(900)),
      condition(words("Primary dental caries"), "active", onset(90)),
      condition(words("Zorblax in the neighbourhood"), "active",
                onset(90) + category("social-history")),
      condition(words("Otitis media (disorder)"), "resolved", onset(60) + abated(50)),
      condition(words("Zorblax syndrome"), "resolved", onset(2400) + abated(2300)),
      statement(words("Amoxicillin 250 MG"), "stopped", years),
      statement(words("Zorblaxin"), "completed", years),
      statement(words("Cetirizine 10 mg"), "active"),
      procedure(words("Depression screening (procedure)"), "completed", performed(20)),
      procedure(words("Plain X-ray of wrist region"), "completed", performed(20)),
  };
  for (const std::string& resource : no_matter) {
    const Answered a = beside(bundle_of({resource}), well_person());
    EXPECT_EQ(a.decision(), Decision::proceed) << resource;
    EXPECT_FALSE(a.deep.hold) << resource;
    EXPECT_TRUE(a.passed("everyday") || a.passed("over_long")) << resource;
  }
}

TEST(RecordWords, what_may_matter_still_holds_it) {
  const std::vector<std::string> holds = {
      condition(words("Zorblax syndrome"), "active", onset(2400)),
      condition(words("Zorblax syndrome"), "resolved", onset(500) + abated(400)),
      condition(words("Abnormal chest X-ray"), "active", onset(10)),
      condition(words("Cannot keep any employment since the attacks of zorblax, seen by three "
                      "doctors, and nobody has found what it may be"),
                "active", onset(10)),
      condition(words("Otitis media (disorder)"), "active", onset(10)),
      statement(words("Zorblaxin"), "active"),
      statement(words("Zorblaxin"), "stopped", ",'effectivePeriod':{'end':'" + days_ago(90) + "'}"),
      procedure(words("Zorblaxectomy"), "completed", performed(20)),
  };
  for (const std::string& resource : holds) {
    const Answered a = beside(bundle_of({resource}), well_person());
    EXPECT_TRUE(a.deep.hold) << resource;
    EXPECT_EQ(a.deep.missing.size(), 1u) << resource;
  }
}

}  // namespace
}  // namespace fascia::interop
