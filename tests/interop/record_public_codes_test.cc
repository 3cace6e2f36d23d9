// SPDX-License-Identifier: Apache-2.0
// Codes as real records carry them, with the display under which a public list has them: what each
// makes of a screening, by the code alone and with its words beside it.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

constexpr const char* kSnomed = "http://snomed.info/sct";
constexpr const char* kIcd10 = "http://hl7.org/fhir/sid/icd-10-cm";
constexpr const char* kRxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm";

struct PublicCode {
  const char* system;
  const char* code;
  const char* display;
  const char* question;  // that is answered
  const char* value;     // with this; empty: yes, whatever it is
  Decision deep;         // of deep work, by the code alone
};

std::string displayed(const PublicCode& row, bool with_words) {
  std::string out =
      std::string("{'coding':[{'system':'") + row.system + "','code':'" + row.code + "'";
  if (with_words) out += std::string(",'display':'") + row.display + "'";
  return out + "}]}";
}

std::string choice(const Answered& a, const std::string& question) {
  auto at = a.record.intake.answers.find(question);
  if (at == a.record.intake.answers.end()) return "";
  if (const auto* one = std::get_if<std::string>(&at->second)) return *one;
  const auto* list = std::get_if<std::vector<std::string>>(&at->second);
  return list != nullptr && !list->empty() ? list->front() : "";
}

// The code alone decides as it should; its published words beside it never make it milder.
template <class Resource>
void expect_read(const PublicCode& row, Resource resource) {
  const std::string name = std::string(row.code) + ' ' + row.display;
  Answered bare = answer_of({resource(displayed(row, false))});
  EXPECT_TRUE(bare.told(row.question)) << name << ": " << row.question;
  if (*row.value != '\0') {
    EXPECT_EQ(choice(bare, row.question), row.value) << name;
  }
  EXPECT_EQ(bare.decision(), row.deep) << name;
  EXPECT_TRUE(bare.record.unmatched.empty()) << name;
  Answered both = answer_of({resource(displayed(row, true))});
  EXPECT_TRUE(both.told(row.question)) << name << ": " << row.question;
  EXPECT_GE(both.decision(), bare.decision()) << name;
}

TEST(RecordPublicCodes, R3_conditions_decide_by_their_code_as_by_its_words) {
  for (const PublicCode& row : {
           // Synthea's modules.
           PublicCode{kSnomed, "132281000119108", "Acute deep venous thrombosis (disorder)",
                      "blood_clot", "", Decision::do_not_treat},
           PublicCode{kSnomed, "706870000", "Acute pulmonary embolism (disorder)", "lung_clot", "",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "22298006", "Myocardial infarction (disorder)", "heart_attack", "",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "230690007", "Cerebrovascular accident (disorder)", "stroke", "",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "88805009", "Chronic congestive heart failure (disorder)",
                      "heart_failure", "", Decision::clearance},
           PublicCode{kSnomed, "359817006", "Closed fracture of hip (disorder)", "fracture", "core",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "15724005",
                      "Fracture of vertebral column without spinal cord injury", "fracture", "core",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "65966004", "Fracture of forearm (disorder)", "fracture", "limb",
                      Decision::clearance},
           PublicCode{kSnomed, "1734006", "Fracture of vertebral column with spinal cord injury",
                      "cord_injury", "", Decision::do_not_treat},
           PublicCode{kSnomed, "403191005", "Second degree burn (disorder)", "skin_more", "burn",
                      Decision::avoid_region},
           PublicCode{kSnomed, "72892002", "Normal pregnancy (finding)", "pregnant", "",
                      Decision::modify},
           PublicCode{kSnomed, "368581000119106",
                      "Neuropathy due to type 2 diabetes mellitus (disorder)", "diabetes.feet",
                      "numb", Decision::clearance},
           // The code lists of studies of the health service of England.
           PublicCode{kSnomed, "133971000119108", "Chronic pulmonary embolism", "lung_clot", "",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "54329005", "Acute myocardial infarction of anterior wall",
                      "heart_attack", "", Decision::do_not_treat},
           PublicCode{kSnomed, "95460007", "Cerebellar infarction", "stroke", "",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "440028005", "Permanent atrial fibrillation", "arrhythmia", "",
                      Decision::clearance},
           PublicCode{kSnomed, "63491006", "Intermittent claudication", "artery_disease",
                      "diagnosed", Decision::clearance},
           PublicCode{kSnomed, "203451004", "Osteoporotic fracture of thoracic vertebra",
                      "bones.small_fall", "", Decision::do_not_treat},
           PublicCode{kSnomed, "361118003", "Open fracture of hip (disorder)", "fracture", "core",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "430984009", "Closed fracture of facial bone (disorder)", "fracture",
                      "limb", Decision::clearance},
           PublicCode{kIcd10, "O22.3", "Deep phlebothrombosis in pregnancy", "blood_clot", "",
                      Decision::do_not_treat},
           PublicCode{kIcd10, "O88.2", "Obstetric blood-clot embolism", "lung_clot", "",
                      Decision::do_not_treat},
           PublicCode{kIcd10, "I82.9", "Embolism and thrombosis of unspecified vein", "blood_clot",
                      "", Decision::do_not_treat},
           PublicCode{kIcd10, "I72.6", "Aneurysm and dissection of vertebral artery", "neck_artery",
                      "torn", Decision::do_not_treat},
           // The value sets of quality measures of the United States.
           PublicCode{kSnomed, "281595001", "Thrombosis of inferior vena cava (disorder)",
                      "blood_clot", "", Decision::do_not_treat},
           PublicCode{kIcd10, "Z95.810",
                      "Presence of automatic (implantable) cardiac defibrillator", "pacemaker", "",
                      Decision::clearance},
           // Of a table of SNOMED CT beside ICD-10-CM.
           PublicCode{kSnomed, "52486002", "Necrotizing fasciitis", "skin", "hot-fast",
                      Decision::emergency},
           PublicCode{kIcd10, "M72.6", "Necrotizing fasciitis", "skin", "hot-fast",
                      Decision::emergency},
           PublicCode{kSnomed, "7180009", "Meningitis", "tb", "", Decision::clearance},
           PublicCode{kSnomed, "26929004", "Alzheimer disease", "capacity", "", Decision::proceed},
       })
    expect_read(row, [](const std::string& code) { return condition(code, "active", onset(5)); });
}

TEST(RecordPublicCodes, R3_operations_decide_by_their_code_as_by_its_words) {
  for (const PublicCode& row : {
           PublicCode{kSnomed, "609588000", "Total knee replacement (procedure)", "new_joint",
                      "knee", Decision::do_not_treat},
           PublicCode{kSnomed, "265157000",
                      "Total prosthetic replacement of hip joint using cement (procedure)",
                      "new_joint", "hip", Decision::do_not_treat},
           PublicCode{kSnomed, "447365002",
                      "Insertion of biventricular implantable cardioverter defibrillator",
                      "pacemaker", "", Decision::clearance},
           PublicCode{kSnomed, "79733001", "Amputation of right leg", "artificial_limb", "",
                      Decision::do_not_treat},
           PublicCode{kSnomed, "233296007", "Endarterectomy of internal carotid artery (procedure)",
                      "neck_artery", "operated", Decision::clearance},
           PublicCode{kSnomed, "45595009", "Laparoscopic Removal of Gall Bladder", "surgery",
                      "abdominal", Decision::do_not_treat},
           PublicCode{kSnomed, "238318009", "Continuous ambulatory peritoneal dialysis (procedure)",
                      "kidney_disease", "peritoneal", Decision::clearance},
           PublicCode{kSnomed, "88039007", "Transplant of lung (procedure)", "transplant", "",
                      Decision::do_not_treat},
       })
    expect_read(row,
                [](const std::string& code) { return procedure(code, "completed", performed(5)); });
}

TEST(RecordPublicCodes, R3_medicines_decide_by_their_code_as_by_its_words) {
  for (const PublicCode& row : {
           PublicCode{kRxNorm, "855332", "Warfarin Sodium 5 MG Oral Tablet", "blood_thinner",
                      "warfarin", Decision::clearance},
           PublicCode{kRxNorm, "1659263", "1 ML heparin sodium, porcine 5000 UNT/ML Injection",
                      "blood_thinner", "heparin", Decision::clearance},
           PublicCode{kRxNorm, "1049221",
                      "Acetaminophen 325 MG / Oxycodone Hydrochloride 5 MG Oral Tablet",
                      "pills_today", "opioid", Decision::modify},
           PublicCode{kRxNorm, "105585", "Methotrexate 2.5 MG Oral Tablet", "weak_immune",
                      "medicine", Decision::modify},
           PublicCode{kRxNorm, "1736854", "Cisplatin 50 MG Injection", "cancer.chemo_had", "",
                      Decision::do_not_treat},
       })
    expect_read(row, [](const std::string& code) { return statement(code, "active"); });
}

// What a public list names otherwise than these tables did.
TEST(RecordPublicCodes, a_code_is_not_taken_for_its_neighbour) {
  auto is = [](const std::string& code) {
    return answer_of({condition(code, "active", onset(5))});
  };
  // "Ischemic heart disease" is no heart attack: it is asked.
  Answered narrow = is(snomed("414545008"));
  EXPECT_FALSE(narrow.told("heart_attack"));
  EXPECT_TRUE(narrow.record.ask.count("heart_attack"));
  // "Family history of cancer" is nobody's own, whatever cancer the words name.
  EXPECT_FALSE(is(snomed("429011007")).told("cancer_past"));
  Answered family = is(
      "{'coding':[{'system':'http://snomed.info/sct','code':'429011007'}],'text':'Breast cancer'}");
  EXPECT_FALSE(family.told("cancer"));
  EXPECT_TRUE(family.passed("family"));
  EXPECT_TRUE(is(snomed("429087003")).told("cancer_past"));
  // "Neurostimulator" is no pacemaker.
  Answered stimulator = is(snomed("25937001"));
  EXPECT_FALSE(stimulator.told("pacemaker"));
  EXPECT_EQ(choice(stimulator, "implanted_device"), "stimulator");
  // "Renal dialysis" is no operation, a clot in a vein under the skin none of the deep ones.
  Answered dialysis = answer_of({procedure(snomed("265764009"), "completed", performed(5))});
  EXPECT_FALSE(dialysis.told("surgery"));
  EXPECT_EQ(choice(dialysis, "kidney_disease"), "haemodialysis");
  Answered shallow = is(icd10("I82.811"));
  EXPECT_FALSE(shallow.told("blood_clot"));
  EXPECT_EQ(choice(shallow, "vein_cord"), "now");
  // A defibrillator is no port, and chemotherapy once no steroid.
  EXPECT_FALSE(is(icd10("Z95.810")).told("line"));
  EXPECT_TRUE(is(icd10("Z95.828")).told("line"));
  EXPECT_FALSE(is(icd10("Z92.21")).told("steroids"));
  EXPECT_TRUE(is(icd10("Z92.241")).told("steroids"));
  // "Unspecified fall" is one, not many.
  Answered fell = is(icd10("W19.XXXA"));
  EXPECT_FALSE(fell.told("falls"));
  EXPECT_TRUE(fell.record.ask.count("falls"));
}

}  // namespace
}  // namespace fascia::interop
