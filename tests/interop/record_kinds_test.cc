// SPDX-License-Identifier: Apache-2.0
// Sheet a 3.1 and 4.4: signs that are told apart from each other, names and kinds of resources as
// systems write them.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

bool is_open(const Answered& a, const std::string& question) {
  const auto& all = a.deep.missing;
  return std::find(all.begin(), all.end(), question) != all.end();
}

bool has_rule(const Answered& a, const std::string& rule) {
  return std::any_of(a.deep.findings.begin(), a.deep.findings.end(),
                     [&](const care::Finding& one) { return one.rule == rule; });
}

Answered the_two(const std::string& a, int days_a, const std::string& b, int days_b) {
  return answer_of(
      {condition(a, "active", onset(days_a)), condition(b, "active", onset(days_b), "c2")});
}

// 3.1 redflag-cauda-equina: new retention or incontinence beside pain of back or leg.
TEST(RecordSigns, what_the_bladder_does_beside_back_pain_is_an_emergency) {
  for (const std::string& sign :
       {icd10("R33"), icd10("R32"), icd10("R15"), snomed("267064002"), words("Urinary retention"),
        words("Rétention urinaire"), words("Fecal incontinence")}) {
    for (const std::string& pain :
         {icd10("M54.5"), icd10("M54.3"), icd10("M54.4"), snomed("279039007"),
          words("Low back pain"), words("Lombalgie aiguë"), words("Lombosciatalgie gauche"),
          words("Leg pain"), words("Chronic low back pain")}) {
      Answered a = the_two(sign, 2, pain, 20);
      EXPECT_EQ(a.decision(), Decision::emergency) << sign << pain;
      EXPECT_EQ(a.deep.urgency, care::Urgency::ed_today) << sign << pain;
      EXPECT_EQ(the_two(pain, 20, sign, 2).decision(), Decision::emergency) << sign << pain;
    }
    // By itself it is asked; of unknown length it is unsure; a pain that is over is none.
    Answered alone = answer_of({condition(sign, "active", onset(2))});
    EXPECT_EQ(alone.decision(), Decision::proceed) << sign;
    EXPECT_TRUE(is_open(alone, "saddle_signs")) << sign;
    EXPECT_EQ(the_two(sign, 15, icd10("M54.5"), 20).decision(), Decision::do_not_treat) << sign;
    EXPECT_EQ(the_two(sign, 14, icd10("M54.5"), 20).decision(), Decision::emergency) << sign;
    Answered over = answer_of({condition(sign, "active", onset(2)),
                               condition(icd10("M54.5"), "resolved", onset(90) + abated(60), "b")});
    EXPECT_EQ(over.decision(), Decision::proceed) << sign;
  }
  EXPECT_EQ(the_two(words("No urinary retention"), 2, icd10("M54.5"), 20).decision(),
            Decision::proceed);
  EXPECT_EQ(the_two(words("Stress urinary incontinence"), 2, icd10("M54.5"), 20).decision(),
            Decision::proceed);
}

TEST(RecordSigns, a_pressed_cord_is_an_emergency_while_it_is_current) {
  for (const std::string& code :
       {icd10("G95.2"), snomed("71286001"), words("Spinal cord compression"),
        words("Compression médullaire"), words("Suspected cord compression")}) {
    Answered a = answer_of({condition(code, "active", onset(2))});
    EXPECT_EQ(a.decision(), Decision::emergency) << code;
    EXPECT_TRUE(has_rule(a, "redflag-neuro-progressive")) << code;
    EXPECT_EQ(answer_of({condition(code, "resolved", onset(900) + abated(800))}).decision(),
              Decision::proceed)
        << code;
  }
  EXPECT_LT(answer_of({condition(words("No cord compression"), "active", onset(2))}).decision(),
            Decision::modify);
}

TEST(RecordSigns, new_back_pain_weighs_beside_cancer_and_fever_and_alone_decides_nothing) {
  for (const std::string& pain : {snomed("279039007"), icd10("M54.5"), words("Low back pain"),
                                  words("Mal de dos"), icd10("M54.2")}) {
    Answered cancer = the_two(icd10("Z85.3"), 4000, pain, 9);
    EXPECT_EQ(cancer.decision(), Decision::clearance) << pain;
    EXPECT_TRUE(has_rule(cancer, "redflag-malignancy")) << pain;
    EXPECT_TRUE(has_rule(cancer, "x-cancer-back")) << pain;
    Answered fever =
        answer_of({condition(pain, "active", onset(9)), measured("8310-5", "38.5", "Cel", 0)});
    EXPECT_TRUE(has_rule(fever, "redflag-spinal-infection")) << pain;
    EXPECT_TRUE(has_rule(fever, "x-fever-back")) << pain;
    EXPECT_EQ(fever.deep.urgency, care::Urgency::doctor_24h) << pain;
    EXPECT_EQ(answer_of({condition(pain, "active", onset(9))}).decision(), Decision::proceed);
    // Older than six weeks it is not new, and asked.
    Answered old = the_two(icd10("Z85.3"), 4000, pain, 43);
    EXPECT_FALSE(has_rule(old, "x-cancer-back")) << pain;
    EXPECT_TRUE(is_open(old, "back_new")) << pain;
    EXPECT_TRUE(has_rule(the_two(icd10("Z85.3"), 4000, pain, 42), "x-cancer-back")) << pain;
  }
}

TEST(RecordSigns, a_pregnancy_outside_the_womb_is_an_emergency) {
  for (const std::string& code :
       {snomed("79586000"), snomed("34801009"), icd10("O00.1"), icd10("O00"),
        words("Ectopic pregnancy"), words("Grossesse ectopique"), words("GEU")}) {
    Answered a = answer_of({condition(code, "active", onset(1))});
    EXPECT_EQ(a.decision(), Decision::emergency) << code;
    EXPECT_EQ(a.deep.urgency, care::Urgency::now_911) << code;
    EXPECT_FALSE(
        answer_of({condition(code, "resolved", onset(400) + abated(380))}).told("ectopic_signs"))
        << code;
  }
  EXPECT_FALSE(answer_of({condition(words("History of ectopic pregnancy"), "active", onset(1))})
                   .told("ectopic_signs"));
}

TEST(RecordSigns, a_deep_vein_inflamed_is_no_superficial_one) {
  for (const char* text : {"Thrombophlébite profonde du mollet droit", "Deep thrombophlebitis",
                           "ATCD de phlébite profonde"}) {
    Answered a = answer_of({condition(words(text), "active", onset(9))});
    EXPECT_TRUE(a.told("blood_clot")) << text;
    EXPECT_FALSE(a.told("vein_cord")) << text;
  }
  EXPECT_TRUE(answer_of({condition(words("Phlébite superficielle"), "active", onset(9))})
                  .told("vein_cord"));
}

TEST(RecordCodes, a_system_is_known_in_each_of_its_spellings) {
  for (const char* uri :
       {"http://fhir.infoway-inforoute.ca/CodeSystem/icd-10-ca",
        "https://fhir.infoway-inforoute.ca/CodeSystem/icd-10-ca",
        "https://fhir.infoway-inforoute.ca/CodeSystem/ICD-10-CA/", "HTTP://hl7.org/fhir/sid/icd-10",
        "http://hl7.org/fhir/sid/icd-10-ca|2022", "ICD-10-CA", "urn:oid:2.16.840.1.113883.6.3.2"})
    for (const char* code : {"I21.9", "i21.9", "I21.-", " I21.9 ", "I219"}) {
      Answered a = answer_of({condition(coded(uri, code), "active", onset(2))});
      EXPECT_EQ(a.decision(), Decision::do_not_treat) << uri << code;
      EXPECT_TRUE(a.record.warnings.empty()) << uri << code;
    }
  EXPECT_EQ(answer_of({condition(snomed(" 22298006 "), "active", onset(2))}).decision(),
            Decision::do_not_treat);
  EXPECT_TRUE(answer_of({condition(coded("http://x.example/icd-10", "I21.9"), "active", onset(2))})
                  .warned("unknown_code"));
}

std::string observation(const std::string& code, const std::string& value, int days = 0) {
  return "{'resourceType':'Observation','id':'o','status':'final','code':" + code +
         ",'effectiveDateTime':'" + days_ago(days) + "'" + value + "}";
}

std::string components(const std::string& upper, const std::string& lower, int a, int b) {
  auto part = [](const std::string& code, int value) {
    return "{'code':" + code + ",'valueQuantity':{'value':" + std::to_string(value) +
           ",'unit':'mmHg'}}";
  };
  return ",'component':[" + part(upper, a) + "," + part(lower, b) + "]";
}

TEST(RecordObservation, a_pressure_is_read_by_code_name_or_in_words) {
  const std::string panel = coded("http://loinc.org", "85354-9");
  for (const std::string& one :
       {observation(panel, components(words("Systolic"), words("Diastolic"), 192, 120)),
        observation(snomed("75367002"),
                    components(snomed("271649006"), snomed("271650006"), 192, 120)),
        observation(words("Tension artérielle"),
                    components(words("Systolique"), words("Diastolique"), 192, 120)),
        observation(words("Blood pressure"),
                    components(words("Systolic blood pressure"), words("Diastolic blood pressure"),
                               192, 120)),
        observation(panel, ",'valueString':'192/120'"),
        observation(words("Tension artérielle"), ",'valueString':'192/120 mmHg'"),
        observation(words("TA"), ",'valueString':'192 / 120'"),
        observation(words("BP"), ",'valueString':'left arm 192/120 mmHg, sitting'"),
        observation(panel, ",'valueString':'25.6/16 kPa'")}) {
    Answered a = answer_of({one});
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << one;
    EXPECT_EQ(a.deep.urgency, care::Urgency::doctor_24h) << one;
    EXPECT_TRUE(a.record.warnings.empty()) << one;
  }
  EXPECT_EQ(answer_of({observation(panel, ",'valueString':'118/76'")}).decision(),
            Decision::proceed);
  // What only words call so shows no coded reading of that day to be wrong.
  EXPECT_EQ(answer_of({pressure(192, 120, days_ago(0)),
                       observation(words("Target blood pressure"), ",'valueString':'118/76'")})
                .decision(),
            Decision::do_not_treat);
}

TEST(RecordObservation, a_pressure_that_cannot_be_read_is_said_and_measured) {
  for (const std::string& one :
       {observation(coded("http://loinc.org", "85354-9"), ",'valueString':'high'"),
        observation(coded("http://loinc.org", "85354-9"), ""),
        observation(words("Tension"), ",'valueString':'1920/1200'"),
        observation(words("Vitals at the desk"), ",'valueString':'192/120'"),
        observation(words("Cuff"), ",'valueQuantity':{'value':192,'unit':'mmHg'}")}) {
    Answered a = answer_of({one});
    EXPECT_TRUE(a.warned("unread_value")) << one;
    EXPECT_TRUE(is_open(a, "bp.systolic")) << one;
  }
  // Members are Observations of their own; a stroke between other numbers is none.
  EXPECT_TRUE(answer_of({observation(coded("http://loinc.org", "85354-9"),
                                     ",'hasMember':[{'reference':'Observation/x'}]")})
                  .record.warnings.empty());
  for (const char* value : {"20/40", "2026/11/24", "1/2"})
    EXPECT_FALSE(
        answer_of({observation(words("Vision"), ",'valueString':'" + std::string(value) + "'")})
            .warned("unread_value"))
        << value;
}

TEST(RecordObservation, the_value_is_read_whatever_the_code_is_called) {
  auto told = [](const std::string& name, const std::string& value, const std::string& question) {
    return answer_of({observation(name, value, 4)}).told(question);
  };
  const std::string status =
      "{'coding':[{'system':'http://loinc.org','code':'82810-3','display':'Pregnancy status'}]}";
  auto concept_ = [](const std::string& code) { return ",'valueCodeableConcept':" + code; };
  EXPECT_TRUE(told(status, concept_(snomed("77386006")), "pregnant"));
  EXPECT_TRUE(told(status, concept_(words("Pregnant")), "pregnant"));
  EXPECT_TRUE(told(words("Statut de grossesse"), concept_(words("Enceinte")), "pregnant"));
  EXPECT_TRUE(told(coded("http://loinc.org", "2106-3"), concept_(words("Positive")), "pregnant"));
  EXPECT_TRUE(told(words("Pregnancy test"), ",'valueString':'positive'", "pregnant"));
  EXPECT_TRUE(told(words("Test de grossesse"), ",'valueBoolean':true", "pregnant"));
  EXPECT_TRUE(told(words("DVT status"), concept_(words("DVT")), "blood_clot"));
  EXPECT_TRUE(told(words("DVT status"), ",'valueString':'DVT left leg, no PE'", "blood_clot"));
  EXPECT_TRUE(told(words("Stroke type"), concept_(words("Ischemic stroke")), "stroke"));
  EXPECT_TRUE(
      told(words("Cancer history"), concept_(words("Breast cancer, active treatment")), "cancer"));
  EXPECT_TRUE(told(words("Diagnosis"), ",'valueString':'DVT left leg'", "blood_clot"));
  EXPECT_FALSE(told(status, concept_(snomed("60001007")), "pregnant"));
  EXPECT_FALSE(told(status, concept_(words("Not pregnant")), "pregnant"));
  EXPECT_FALSE(told(words("Pregnancy test"), ",'valueString':'negative'", "pregnant"));
  EXPECT_FALSE(told(coded("http://loinc.org", "2106-3"), concept_(words("Negative")), "pregnant"));
  EXPECT_FALSE(told(words("DVT status"), concept_(words("No DVT")), "blood_clot"));
  EXPECT_FALSE(told(words("Family history"), concept_(words("Stroke")), "stroke"));
  EXPECT_FALSE(told(words("Antécédents familiaux"), ",'valueString':'AVC'", "stroke"));
}

TEST(RecordBundle, a_subject_in_other_letters_is_the_same_and_one_nobody_knows_counts) {
  auto of = [](const std::string& subject) {
    std::string own = condition(snomed("128053003"), "active", onset(9));
    own.replace(own.find("Patient/p"), 9, subject);
    std::string text = bundle_of({own});
    text.replace(text.find("\"gender\""), 0,
                 "\"identifier\":[{\"system\":\"https://x\",\"value\":\"123\"}],");
    return answer(text);
  };
  for (const char* own : {"urn:uuid:P", "URN:UUID:p", "Patient/P",
                          "Patient?identifier=https://x|123", "Patient?identifier=123"}) {
    EXPECT_EQ(of(own).decision(), Decision::do_not_treat) << own;
    EXPECT_FALSE(of(own).warned("unclear_person")) << own;
  }
  for (const char* unclear : {"Patient?identifier=https://x|999", "Patient?name=x",
                              "Patient?identifier=https://y|123", "urn:uuid:nobody"}) {
    EXPECT_EQ(of(unclear).decision(), Decision::do_not_treat) << unclear;
    EXPECT_TRUE(of(unclear).warned("unclear_person")) << unclear;
  }
  EXPECT_TRUE(of("Patient/2").passed("another_person"));
}

TEST(RecordKinds, reports_flags_and_older_orders_are_read) {
  const std::string clot = snomed("128053003");
  auto report = [](const std::string& more, const std::string& status = "final") {
    return answer_of({"{'resourceType':'DiagnosticReport','id':'r','status':'" + status +
                      "','code':{'text':'Doppler'},'effectiveDateTime':'" + days_ago(5) + "'" +
                      more + "}"});
  };
  EXPECT_EQ(report(",'conclusionCode':[" + clot + "]").decision(), Decision::do_not_treat);
  EXPECT_EQ(report(",'conclusion':'Acute DVT of the left leg.'").decision(),
            Decision::do_not_treat);
  EXPECT_EQ(report(",'conclusion':'Pas de TVP.'").decision(), Decision::proceed);
  EXPECT_EQ(report(",'conclusionCode':[" + clot + "]", "cancelled").decision(), Decision::proceed);
  EXPECT_EQ(report(",'conclusionCode':[" + clot + "]", "entered-in-error").decision(),
            Decision::proceed);
  EXPECT_TRUE(is_open(report(",'conclusion':'Zorbitis'"), "record:DiagnosticReport/r"));
  EXPECT_TRUE(report("").record.warnings.empty());
  auto order = [](const std::string& status, int days) {
    return answer_of({"{'resourceType':'MedicationOrder','id':'m','status':'" + status +
                      "','dateWritten':'" + days_ago(days) +
                      "','medicationCodeableConcept':" + atc("B01AA03") + "}"});
  };
  EXPECT_TRUE(order("active", 20).told("blood_thinner"));
  EXPECT_FALSE(is_open(order("active", 20), "blood_thinner.x"));
  EXPECT_FALSE(order("stopped", 900).told("blood_thinner"));
  auto flag = [](const std::string& text, const std::string& status) {
    return answer_of(
        {"{'resourceType':'Flag','id':'f','status':'" + status + "','code':" + words(text) + "}"});
  };
  EXPECT_TRUE(flag("Anticoagulated", "active").told("blood_thinner"));
  EXPECT_TRUE(flag("DVT", "active").told("blood_clot"));
  EXPECT_FALSE(flag("DVT", "entered-in-error").told("blood_clot"));
  EXPECT_FALSE(flag("Anticoagulated", "inactive").told("blood_thinner"));
  EXPECT_TRUE(is_open(flag("Zorbitis", "active"), "record:Flag/f"));
}

TEST(RecordKinds, a_vaccine_of_yesterday_and_a_device_in_use_are_read) {
  auto vaccine = [](int days, const std::string& status = "completed") {
    return answer_of({"{'resourceType':'Immunization','id':'v','status':'" + status +
                      "','occurrenceDateTime':'" + days_ago(days) +
                      "','vaccineCode':{'text':'Flu'},'site':{'text':'left arm'}}"});
  };
  Answered fresh = vaccine(1);
  EXPECT_TRUE(has_rule(fresh, "vaccine-recent"));
  EXPECT_EQ(fresh.decision(), Decision::avoid_region);
  EXPECT_EQ(vaccine(30).decision(), Decision::proceed);
  EXPECT_EQ(vaccine(1, "not-done").decision(), Decision::proceed);
  auto device = [](const std::string& status, const std::string& name) {
    return answer_of({"{'resourceType':'DeviceUseStatement','id':'d','status':'" + status +
                      "','device':" + name + "}"});
  };
  const std::string pacemaker = "{'display':'Cardiac pacemaker'}";
  EXPECT_TRUE(device("active", pacemaker).told("pacemaker"));
  EXPECT_TRUE(is_open(device("completed", pacemaker), "pacemaker"));
  EXPECT_FALSE(device("entered-in-error", pacemaker).told("pacemaker"));
  EXPECT_TRUE(device("active", "{'reference':'Device/none'}").warned("unnamed"));
}

TEST(RecordKinds, a_night_in_hospital_without_a_reason_is_asked_about) {
  auto stay = [](const std::string& kind, int days, const std::string& more = "") {
    return answer_of({"{'resourceType':'Encounter','id':'e','status':'finished','class':{'code':'" +
                      kind + "'},'period':{'end':'" + days_ago(days) + "'}" + more + "}"});
  };
  EXPECT_TRUE(stay("IMP", 2).warned("stay"));
  EXPECT_TRUE(is_open(stay("IMP", 28), "record:Encounter/e"));
  EXPECT_TRUE(is_open(stay("IMP", 2, ",'reasonCode':[{'text':'Zorbitis'}]"), "record:Encounter/e"));
  EXPECT_FALSE(stay("IMP", 29).warned("stay"));
  EXPECT_FALSE(stay("AMB", 2).warned("stay"));
  Answered told = stay("IMP", 2, ",'reasonCode':[{'text':'DVT'}]");
  EXPECT_FALSE(told.warned("stay"));
  EXPECT_TRUE(told.told("blood_clot"));
  EXPECT_TRUE(stay("IMP", 2, ",'diagnosis':[{'condition':{'display':'DVT'}}]").told("blood_clot"));
}

TEST(RecordKinds, what_a_relative_has_is_never_the_persons_own) {
  auto relative = [](const std::string& code, const std::string& status = "completed") {
    return answer_of({"{'resourceType':'FamilyMemberHistory','id':'f','status':'" + status +
                      "','relationship':{'text':'father'},'condition':[{'code':" + code + "}]}"});
  };
  // A widened main artery of a relative is a risk of its own (sheet a, 3.1 redflag-aortic a4).
  for (const std::string& artery : {snomed("233985008"), icd10("I71.4"), words("AAA")}) {
    Answered a = relative(artery);
    EXPECT_TRUE(a.passed("family")) << artery;
    EXPECT_FALSE(a.told("aneurysm")) << artery;
    EXPECT_TRUE(a.told("artery_risk")) << artery;
    EXPECT_LT(a.decision(), Decision::modify) << artery;
  }
  EXPECT_TRUE(
      answer_of({condition(words("Family history of aortic aneurysm"), "active", onset(30))})
          .told("artery_risk"));
  EXPECT_FALSE(relative(words("No AAA")).told("artery_risk"));
  EXPECT_FALSE(relative(snomed("233985008"), "entered-in-error").told("artery_risk"));
  EXPECT_FALSE(relative(snomed("22298006")).told("heart_attack"));
  EXPECT_FALSE(relative(snomed("22298006")).told("artery_risk"));
}

TEST(RecordKinds, a_kind_that_is_not_read_is_said_once) {
  Answered a = answer_of({"{'resourceType':'QuestionnaireResponse','id':'a'}",
                          "{'resourceType':'QuestionnaireResponse','id':'b'}",
                          "{'resourceType':'Composition'}", "{'resourceType':'Zorb','id':'z'}",
                          "{'resourceType':'Practitioner','id':'d'}",
                          condition(snomed("128053003"), "active", onset(9))});
  std::vector<std::string> places;
  for (const RecordNote& note : a.record.warnings)
    if (note.what == "kind_unread") places.push_back(note.place);
  EXPECT_EQ(places,
            (std::vector<std::string>{"QuestionnaireResponse/a", "/entry/3/resource", "Zorb/z"}));
  EXPECT_EQ(a.decision(), Decision::do_not_treat);
}

TEST(RecordMedicine, that_the_words_deny_or_end_is_not_taken_as_before) {
  for (const char* text : {"Not on warfarin", "No warfarin", "Ne prend pas de warfarine"}) {
    Answered a = answer_of({statement(words(text), "active")});
    EXPECT_FALSE(a.told("blood_thinner")) << text;
    EXPECT_TRUE(is_open(a, "blood_thinner")) << text;
  }
  for (const char* text : {"Warfarin discontinued", "Warfarine cessée", "Stop Eliquis",
                           "Warfarin 5 mg stopped", "Arrêt de la warfarine"}) {
    // Since when nobody says: it may still be felt, and is asked.
    Answered a = answer_of({statement(words(text), "active")});
    EXPECT_TRUE(a.told("blood_thinner")) << text;
    EXPECT_TRUE(is_open(a, "blood_thinner")) << text;
    const std::string ended = ",'effectivePeriod':{'start':'2026-01-01','end':'";
    EXPECT_FALSE(answer_of({statement(words(text), "active", ended + days_ago(40) + "'}")})
                     .told("blood_thinner"))
        << text;
  }
  EXPECT_FALSE(is_open(answer_of({statement(words("Warfarin 5 mg"), "active")}), "blood_thinner"));
  // What keeps a clot away is taken, and what is past beside it is another thing.
  for (const char* text : {"Enoxaparin prophylaxis", "Prophylaxie héparine",
                           "Prevention of stroke apixaban", "Apixaban DVT resolved"})
    EXPECT_EQ(
        answer_of({statement(words(text), "active", ",'effectivePeriod':{'start':'2026-01-01'}")})
            .decision(),
        answer_of(
            {statement(words("Apixaban"), "active", ",'effectivePeriod':{'start':'2026-01-01'}")})
            .decision())
        << text;
  // Words of medicines leave conditions alone.
  EXPECT_TRUE(answer_of({condition(words("Not on anticoagulation DVT"), "active", onset(3))})
                  .told("blood_clot"));
}

TEST(RecordBundle, begins_with_the_mark_of_UTF_8_on_some_systems) {
  const std::string text = bundle_of({condition(snomed("128053003"), "active", onset(9))});
  EXPECT_EQ(answer("\xEF\xBB\xBF" + text).decision(), Decision::do_not_treat);
  EXPECT_FALSE(read_record("\xEF\xBB" + text, protocol(), codes(), kVisit));
}

}  // namespace
}  // namespace fascia::interop
