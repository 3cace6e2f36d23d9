// SPDX-License-Identifier: Apache-2.0
// Words, names and short forms as real records write them: what each decides, and what only looks
// like one (docs/health-records.md).
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

struct Written {
  const char* words;
  int days;  // ago
  Decision deep, swedish;
};

Decision swedish_of(Answered a) {
  return screen_record(protocol(), a.record, care::ServiceKind::swedish, kVisit).decision;
}

template <class Resource>
void expect_decided(const std::vector<Written>& all, Resource resource) {
  for (const Written& one : all) {
    const Answered a = answer_of({resource(one)});
    EXPECT_EQ(a.decision(), one.deep) << one.words;
    EXPECT_EQ(swedish_of(a), one.swedish) << one.words;
    EXPECT_FALSE(a.record.intake.answers.empty()) << one.words;
  }
}

// clang-format off
const std::vector<Written> kConditions = {
    {"Thrombosis of femoral vein", 5, Decision::do_not_treat, Decision::do_not_treat},
    {"Thrombosis of left iliac vein", 5, Decision::do_not_treat, Decision::do_not_treat},
    {"Thrombose de la veine fémorale", 5, Decision::do_not_treat, Decision::do_not_treat},
    {"Saddle embolus of pulmonary artery", 5, Decision::do_not_treat, Decision::do_not_treat},
    {"AMI", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"SCA ST+", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"Cardiac arrest", 40, Decision::clearance, Decision::clearance},
    {"HFrEF", 200, Decision::clearance, Decision::clearance},
    {"AF", 200, Decision::clearance, Decision::clearance},
    {"PAF", 200, Decision::clearance, Decision::clearance},
    {"FA", 200, Decision::clearance, Decision::clearance},
    {"ACFA", 200, Decision::clearance, Decision::clearance},
    {"Fibrillation atriale", 200, Decision::clearance, Decision::clearance},
    {"Aortic root aneurysm", 90, Decision::do_not_treat, Decision::clearance},
    {"Dissection of thoracic aorta", 90, Decision::do_not_treat, Decision::clearance},
    {"Carotid artery occlusion", 90, Decision::avoid_region, Decision::avoid_region},
    {"Aortic valve stenosis", 90, Decision::clearance, Decision::clearance},
    {"Severe aortic valve stenosis", 90, Decision::clearance, Decision::clearance},
    {"Subdural haematoma", 20, Decision::do_not_treat, Decision::clearance},
    {"Hématome sous-dural", 20, Decision::do_not_treat, Decision::clearance},
    {"Intracranial hemorrhage", 20, Decision::do_not_treat, Decision::clearance},
    {"ICH", 20, Decision::do_not_treat, Decision::clearance},
    {"SAH", 20, Decision::do_not_treat, Decision::clearance},
    {"Cerebral venous sinus thrombosis", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"Brain tumour", 90, Decision::clearance, Decision::clearance},
    {"Brain tumor", 90, Decision::clearance, Decision::clearance},
    {"Tumeur cérébrale", 90, Decision::clearance, Decision::clearance},
    {"Glioma", 90, Decision::clearance, Decision::clearance},
    {"Mesothelioma", 90, Decision::clearance, Decision::clearance},
    {"Seminoma", 90, Decision::clearance, Decision::clearance},
    {"Neuroblastoma", 90, Decision::clearance, Decision::clearance},
    {"DCIS", 90, Decision::clearance, Decision::clearance},
    {"Bone mets", 90, Decision::do_not_treat, Decision::clearance},
    {"Br ca mets to bone", 90, Decision::do_not_treat, Decision::clearance},
    {"Breast ca", 90, Decision::clearance, Decision::clearance},
    {"Ca breast", 90, Decision::clearance, Decision::clearance},
    {"Ca prostate", 90, Decision::clearance, Decision::clearance},
    {"Néo du sein", 90, Decision::clearance, Decision::clearance},
    {"CLL", 90, Decision::clearance, Decision::clearance},
    {"NHL", 90, Decision::clearance, Decision::clearance},
    {"ITP", 20, Decision::clearance, Decision::clearance},
    {"Myelodysplastic syndrome", 90, Decision::clearance, Decision::clearance},
    {"Fx distal radius", 20, Decision::clearance, Decision::clearance},
    {"Wrist fx", 20, Decision::clearance, Decision::clearance},
    {"# NOF", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"Odontoid fracture", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"C2 fracture", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"Fracture de L1", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"RA", 90, Decision::clearance, Decision::clearance},
    {"MS", 90, Decision::clearance, Decision::modify},
    {"SEP", 90, Decision::clearance, Decision::modify},
    {"ESRF", 90, Decision::clearance, Decision::clearance},
    {"IRC stade 4", 90, Decision::clearance, Decision::clearance},
    {"CKD3b", 90, Decision::clearance, Decision::clearance},
    {"Pulmonary TB", 20, Decision::clearance, Decision::clearance},
    {"Septic shock", 20, Decision::clearance, Decision::clearance},
    {"Bacteremia", 20, Decision::clearance, Decision::clearance},
    {"Pott disease", 20, Decision::clearance, Decision::clearance},
    {"Mal de Pott", 20, Decision::clearance, Decision::clearance},
    {"Prolapsed lumbar disc", 20, Decision::clearance, Decision::clearance},
    {"Disease caused by severe acute respiratory syndrome coronavirus 2", 3, Decision::do_not_treat, Decision::do_not_treat},
    {"Suicide attempt", 3, Decision::do_not_treat, Decision::do_not_treat},
    {"Calf pain", 2, Decision::do_not_treat, Decision::do_not_treat},
    {"Swelling of left lower leg", 2, Decision::do_not_treat, Decision::do_not_treat},
    {"Acute embolism and thrombosis of unspecified deep veins of left lower extremity", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"Long term (current) use of anticoagulants", 20, Decision::clearance, Decision::clearance},
    {"Tear of meniscus", 20, Decision::avoid_region, Decision::avoid_region},
    {"Rupture of patellar tendon", 20, Decision::avoid_region, Decision::avoid_region},
    {"Injury of knee", 20, Decision::avoid_region, Decision::avoid_region},
    {"On Eliquis", 20, Decision::clearance, Decision::clearance},
    {"Sous Coumadin", 20, Decision::clearance, Decision::clearance},
    {"Currently on warfarin", 20, Decision::clearance, Decision::clearance},
    {"Takes blood thinners", 20, Decision::clearance, Decision::clearance},
    {"Bilateral leg swelling", 20, Decision::clearance, Decision::clearance},
    {"Necrotizing fasciitis", 3, Decision::emergency, Decision::emergency},
    {"Long term (current) use of aspirin", 20, Decision::modify, Decision::modify},
};

const std::vector<Written> kOperations = {
    {"Endovascular repair of abdominal aortic aneurysm", 20, Decision::do_not_treat, Decision::clearance},
    {"Repair of abdominal aortic aneurysm", 20, Decision::do_not_treat, Decision::clearance},
    {"Transcatheter aortic valve implantation", 20, Decision::clearance, Decision::clearance},
    {"ACDF", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"THA", 20, Decision::do_not_treat, Decision::clearance},
    {"TKR", 20, Decision::do_not_treat, Decision::clearance},
    {"PTG", 20, Decision::do_not_treat, Decision::clearance},
    {"PTH", 20, Decision::do_not_treat, Decision::clearance},
    {"LSCS", 20, Decision::clearance, Decision::clearance},
    {"Thrombectomy of leg vein", 20, Decision::clearance, Decision::clearance},
    {"Catheter ablation", 20, Decision::clearance, Decision::clearance},
    {"Kyphoplasty", 20, Decision::do_not_treat, Decision::do_not_treat},
    {"Vasectomy", 5, Decision::avoid_region, Decision::avoid_region},
    {"Tonsillectomy", 20, Decision::clearance, Decision::clearance},
    {"Bunionectomy", 20, Decision::clearance, Decision::clearance},
    {"TURP", 20, Decision::clearance, Decision::clearance},
    {"Hemicolectomy", 20, Decision::do_not_treat, Decision::clearance},
    {"Thrombectomie", 20, Decision::clearance, Decision::clearance},
};

const std::vector<Written> kMedicines = {
    {"nadroparin", 0, Decision::clearance, Decision::clearance},
    {"nicoumalone", 0, Decision::clearance, Decision::clearance},
    {"argatroban", 0, Decision::clearance, Decision::clearance},
    {"bivalirudin", 0, Decision::clearance, Decision::clearance},
    {"Rivasa", 0, Decision::modify, Decision::modify},
    {"Kardegic 75 mg", 0, Decision::modify, Decision::proceed},
    {"palbociclib", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"epirubicin", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"imatinib", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"pembrolizumab", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"temozolomide", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"ibrutinib", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"neratinib", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"lapatinib", 0, Decision::do_not_treat, Decision::do_not_treat},
    {"fulvestrant", 0, Decision::clearance, Decision::clearance},
    {"leuprolide", 0, Decision::clearance, Decision::clearance},
    {"bicalutamide", 0, Decision::clearance, Decision::clearance},
    {"upadacitinib", 0, Decision::modify, Decision::modify},
    {"secukinumab", 0, Decision::modify, Decision::modify},
    {"golimumab", 0, Decision::modify, Decision::modify},
    {"ciclosporin", 0, Decision::modify, Decision::modify},
    {"meperidine", 0, Decision::modify, Decision::modify},
    {"tapentadol", 0, Decision::modify, Decision::modify},
    {"Hydromorph Contin", 0, Decision::modify, Decision::modify},
    {"Statex", 0, Decision::modify, Decision::modify},
    {"Tylenol no 3", 0, Decision::modify, Decision::modify},
    {"norfloxacin", 0, Decision::avoid_region, Decision::avoid_region},
    {"ofloxacin", 0, Decision::avoid_region, Decision::avoid_region},
    {"carvedilol", 0, Decision::clearance, Decision::modify},
    {"captopril", 0, Decision::clearance, Decision::modify},
    {"Yaz", 0, Decision::proceed, Decision::proceed},
    {"Seasonique", 0, Decision::proceed, Decision::proceed},
};

const std::vector<Written> kAllergies = {
    {"Lanolin", 0, Decision::modify, Decision::modify},
    {"Wool alcohols", 0, Decision::modify, Decision::modify},
    {"Arnica", 0, Decision::modify, Decision::modify},
    {"Menthol", 0, Decision::modify, Decision::modify},
    {"Eucalyptus", 0, Decision::modify, Decision::modify},
};
// clang-format on

TEST(RecordRealWords, R3_conditions_decide_as_people_write_them) {
  expect_decided(kConditions, [](const Written& one) {
    return condition(words(one.words), "active", onset(one.days));
  });
}

TEST(RecordRealWords, R3_operations_decide_by_their_names_and_short_forms) {
  expect_decided(kOperations, [](const Written& one) {
    return procedure(words(one.words), "completed", performed(one.days));
  });
}

TEST(RecordRealWords, R3_medicines_and_allergies_decide_by_their_names) {
  expect_decided(kMedicines,
                 [](const Written& one) { return statement(words(one.words), "active"); });
  expect_decided(kAllergies, [](const Written& one) {
    return "{'resourceType':'AllergyIntolerance','id':'a','clinicalStatus':" +
           coded("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active") +
           ",'code':" + words(one.words) + "}";
  });
}

TEST(RecordRealWords, what_only_looks_like_one_of_them_tells_nothing) {
  for (const char* text : {
           "No AF",
           "Family history of MS",
           "Lives with un ami proche",
           "SpO2 98% on RA",
           "SpO2 97% RA",
           "QTc 450 ms",
           "MS Contin 30 mg",
           "12 Sep 2026 visit",
           "ICH GCP training",
           "NHL player",
           "Exercise test: 10 METS",
           "Screening for DVT",
           "BRCA1 positive",
           "Total Ca 2.4",
           "GI fx normal",
           "Latent TB infection",
           "TB skin test",
           "Retinal FA",
           "DCIS ruled out",
           "No calf pain",
           "Pes planus",
           "Not on warfarin",
           "Avoid use of anticoagulants",
           "No suicide attempt",
           "Amitriptyline",
           "Family history: bone mets",
           "Fear of cardiac arrest",
           "ckd screening",
           "MSK pain",
           "Afebrile",
           "Tumeur cérébrale éliminée",
           "Temporomandibular disc displacement",
           "Elevated PTH",
           "Hallux valgus",
           "Whipple disease",
           "Douleur MS droit",
           "Optic disc bulge",
           "Target THR",
           "LV fx normal",
           "NOF of tibia",
           "En cas d’arrêt cardiaque",
           "Sep 2026",
       }) {
    const Answered a = answer_of({condition(words(text), "active", onset(5))});
    EXPECT_TRUE(a.record.intake.answers.empty()) << text;
    EXPECT_TRUE(a.record.ask.empty()) << text;
  }
  for (const char* text : {
           "PTH measurement",
           "Aneurysm screening",
           "Cancelled TKR",
           "Thrombosis prophylaxis",
           "CA 125 measurement",
           "Dosage de la PTH",
       }) {
    const Answered a = answer_of({procedure(words(text), "completed", performed(5))});
    EXPECT_TRUE(a.record.intake.answers.empty()) << text;
  }
}

TEST(RecordRealWords, what_may_be_more_is_asked) {
  const std::pair<const char*, const char*> conditions[] = {
      {"Coronary artery disease", "heart_attack"},
      {"Cardiopathie ischémique", "chest_pain"},
      {"Headache (finding)", "headache"},
      {"Céphalée", "headache"},
      {"Anxiety disorder", "touch"},
  };
  for (const auto& [text, question] : conditions)
    EXPECT_TRUE(
        answer_of({condition(words(text), "active", onset(10))}).record.ask.contains(question))
        << text;
  const std::pair<const char*, const char*> medicines[] = {
      {"Nitroglycerin 0.4 mg sublingual spray", "chest_pain"},
      {"Levetiracetam 500 mg", "seizures"},
      {"Botox", "botox"},
      {"Voltaren Emulgel", "cream"},
  };
  for (const auto& [text, question] : medicines)
    EXPECT_TRUE(answer_of({statement(words(text), "active")}).record.ask.contains(question))
        << text;
  const std::pair<const char*, const char*> by_code[] = {
      {"C01DA02", "chest_pain"}, {"N03AX14", "seizures"}, {"M03AX01", "botox"},
      {"N01BB02", "numbing"},    {"M02AA15", "cream"},
  };
  for (const auto& [code, question] : by_code)
    EXPECT_TRUE(answer_of({statement(atc(code), "active")}).record.ask.contains(question)) << code;
}

// Pregnant, 144/88 and a headache of today (sheet a, x-preg-head-bp).
TEST(RecordRealWords, R3_a_headache_in_pregnancy_with_a_high_pressure_is_an_emergency) {
  const std::string pregnant = condition(words("Normal pregnancy"), "active", onset(180));
  for (const std::string& headache : {snomed("25064002"), words("Mal de tête")}) {
    const std::vector<std::string> all = {pregnant, pressure(144, 88, days_ago(0)),
                                          condition(headache, "active", onset(0), "c2")};
    EXPECT_EQ(answer_of(all).decision(), Decision::emergency) << headache;
    EXPECT_LT(answer_of({all[1], all[2]}).decision(), Decision::emergency) << headache;
  }
}

struct ByCode {
  const char* uri;
  const char* code;
  Decision deep;
};

TEST(RecordRealWords, R3_codes_of_the_sheet_and_their_neighbours_decide) {
  const char* const icd = "http://hl7.org/fhir/sid/icd-10-ca";
  const char* const sct = "http://snomed.info/sct";
  for (const ByCode& one : {
           ByCode{icd, "D05.1", Decision::clearance},
           ByCode{icd, "D46.9", Decision::clearance},
           ByCode{icd, "S06.5", Decision::do_not_treat},
           ByCode{icd, "M72.6", Decision::emergency},
           ByCode{icd, "Z79.02", Decision::modify},
           ByCode{sct, "72960004", Decision::do_not_treat},
           ByCode{sct, "308133005", Decision::avoid_region},
           ByCode{sct, "57201002", Decision::modify},
           ByCode{sct, "82313006", Decision::do_not_treat},
       })
    EXPECT_EQ(answer_of({condition(coded(one.uri, one.code), "active", onset(10))}).decision(),
              one.deep)
        << one.code;
  // Shingles once: whether there is any now is asked.
  const Answered once = answer_of({condition(snomed("681221000119108"), "active", onset(10))});
  EXPECT_TRUE(once.record.intake.answers.empty());
  EXPECT_TRUE(once.record.ask.contains("skin_more"));
  for (const auto& [code, deep] :
       {std::pair("L02BB03", Decision::clearance), std::pair("L02AE02", Decision::clearance),
        std::pair("B01AC56", Decision::modify), std::pair("B01AE03", Decision::clearance)})
    EXPECT_EQ(answer_of({statement(atc(code), "active")}).decision(), deep) << code;
}

struct Value {
  const char* name;
  const char* value;
  const char* unit;
  Decision deep;
};

TEST(RecordRealWords, R3_what_was_measured_is_known_by_its_name_and_its_usual_units) {
  for (const Value& one : {
           Value{"Body temperature", "38.6", "deg C", Decision::do_not_treat},
           Value{"Température", "39", "Celsius", Decision::do_not_treat},
           Value{"Temp", "101.9", "deg F", Decision::do_not_treat},
           Value{"Temperature", "36.6", "°C", Decision::proceed},
           Value{"Hemoglobin", "6.5", "g/dL", Decision::do_not_treat},
           Value{"Hémoglobine", "65", "g/L", Decision::do_not_treat},
           Value{"Hb", "65", "g/l", Decision::do_not_treat},
           Value{"Platelet count", "49", "10^9/L", Decision::do_not_treat},
           Value{"Plaquettes", "49", "x10^9/L", Decision::do_not_treat},
           Value{"PLT", "49", "K/µL", Decision::do_not_treat},
           Value{"eGFR", "20", "mL/min/1.73m²", Decision::clearance},
           Value{"DFGe", "20", "ml/min", Decision::clearance},
           Value{"T-score lumbar spine", "-3.6", "", Decision::do_not_treat},
           Value{"Score T", "-3.6", "", Decision::do_not_treat},
           // Other things with a like name.
           Value{"Hemoglobin A1c", "6.5", "%", Decision::proceed},
           Value{"Fetal heart rate", "140", "/min", Decision::proceed},
           Value{"Mean platelet volume", "9", "fL", Decision::proceed},
       }) {
    const std::string seen =
        "{'resourceType':'Observation','id':'o','status':'final','code':" + words(one.name) +
        ",'effectiveDateTime':'" + days_ago(0) + "','valueQuantity':{'value':" + one.value +
        ",'unit':'" + one.unit + "'}}";
    const Answered a = answer_of({seen});
    EXPECT_EQ(a.decision(), one.deep) << one.name << ' ' << one.value << ' ' << one.unit;
  }
  const std::string inr =
      "{'resourceType':'Observation','id':'o','status':'final','code':" + words("INR") +
      ",'effectiveDateTime':'" + days_ago(10) + "','valueQuantity':{'value':5.2}}";
  EXPECT_EQ(answer_of({statement(words("Warfarin"), "active"), inr}).decision(),
            Decision::do_not_treat);
}

}  // namespace
}  // namespace fascia::interop
