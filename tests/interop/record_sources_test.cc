// SPDX-License-Identifier: Apache-2.0
// What the programs of hospitals and family doctors write: summaries with nothing to list, marks of
// older releases, bundles of answers, documents that no program reads.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

const std::string kAbsent = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";

// The International Patient Summary has an entry for "none known" and for "no information".
TEST(RecordSources, a_summary_with_nothing_to_list_tells_nothing_and_is_no_answer) {
  for (const char* code : {"no-known-problems", "no-problem-info"}) {
    Answered a = answer_of({condition(coded(kAbsent, code))});
    EXPECT_TRUE(a.record.intake.answers.empty()) << code;
    EXPECT_TRUE(a.record.unmatched.empty()) << code;
    EXPECT_TRUE(a.record.warnings.empty()) << code;
    EXPECT_TRUE(a.passed("denied")) << code;
    EXPECT_FALSE(a.deep.missing.empty()) << code;
  }
  for (const char* code : {"no-known-medications", "no-medication-info"})
    EXPECT_TRUE(answer_of({statement(coded(kAbsent, code), "unknown")}).record.unmatched.empty());
  EXPECT_TRUE(answer_of({procedure(coded(kAbsent, "no-known-procedures"), "completed", "")})
                  .passed("denied"));
  EXPECT_TRUE(answer_of({"{'resourceType':'AllergyIntolerance','id':'a','code':" +
                         snomed("716186003") + "}"})
                  .record.unmatched.empty());
  // Another code without words may be anything.
  EXPECT_TRUE(answer_of({condition(coded(kAbsent, "something-else"))}).told("blood_clot"));
}

TEST(RecordSources, a_mark_of_an_older_release_that_it_was_not_done_holds) {
  const std::string hip = words("Total hip replacement");
  for (const char* mark : {"notDone", "notPerformed"}) {
    const std::string key = std::string(",'") + mark + "':";
    EXPECT_FALSE(
        answer_of({procedure(hip, "completed", performed(20) + key + "true")}).told("surgery"));
    EXPECT_TRUE(
        answer_of({procedure(hip, "completed", performed(20) + key + "false")}).told("surgery"));
  }
  const std::string warfarin = words("warfarin");
  for (const char* mark : {",'wasNotTaken':true", ",'taken':'n'"}) {
    Answered a = answer_of({statement(warfarin, "active", mark)});
    EXPECT_FALSE(a.told("blood_thinner")) << mark;
    EXPECT_TRUE(a.record.ask.contains("blood_thinner")) << mark;
  }
  for (const char* mark : {",'wasNotTaken':false", ",'taken':'y'", ",'taken':'unk'"})
    EXPECT_TRUE(answer_of({statement(warfarin, "active", mark)}).told("blood_thinner")) << mark;
}

TEST(RecordSources, a_report_in_a_document_alone_is_said) {
  const std::string head =
      "{'resourceType':'DiagnosticReport','id':'d','status':'final','code':" + words("CT chest") +
      ",'effectiveDateTime':'2026-11-20'";
  const std::string form = ",'presentedForm':[{'contentType':'application/pdf'}]";
  EXPECT_TRUE(answer_of({head + form + "}"}).warned("document"));
  EXPECT_FALSE(
      answer_of({head + form + ",'result':[{'reference':'Observation/o'}]}"}).warned("document"));
  EXPECT_FALSE(answer_of({head + form + ",'conclusion':'Normal.'}"}).warned("document"));
}

TEST(RecordSources, bundles_of_every_kind_are_read) {
  const std::string clot =
      "{'resourceType':'Condition','id':'c','code':{'text':'DVT'},'onsetDateTime':'2026-11-01'}";
  const std::string outcome =
      "{'resourceType':'OperationOutcome','issue':[{'severity':'warning','code':'processing'}]}";
  for (const std::string& inside :
       {"'type':'searchset','total':9,'entry':[{'search':{'mode':'outcome'},'resource':" + outcome +
            "},{'search':{'mode':'match'},'resource':" + clot + "}]",
        "'type':'transaction','entry':[{'fullUrl':'urn:uuid:1','resource':" + clot +
            ",'request':{'method':'POST','url':'Condition'}},{'request':{'method':'DELETE','url':"
            "'Condition/4'}}]",
        "'type':'batch-response','entry':[{'response':{'status':'200'},'resource':{'resourceType':"
        "'Bundle','type':'searchset','entry':[{'resource':" +
            clot + "}]}},{'response':{'status':'404','outcome':" + outcome + "}}]"}) {
    Answered a = answer(quoted("{'resourceType':'Bundle'," + inside + "}"));
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << inside;
    EXPECT_TRUE(a.record.warnings.empty()) << inside;
  }
}

TEST(RecordSources, a_status_with_a_capital_letter_is_that_status) {
  Answered a = answer_of({condition(words("Breast cancer"), "Inactive", onset(3000))});
  EXPECT_TRUE(a.told("cancer_past"));
  EXPECT_FALSE(a.told("cancer"));
  EXPECT_TRUE(a.record.warnings.empty());
  EXPECT_FALSE(
      answer_of({condition(words("open wound"), "Resolved", onset(40) + abated(20))}).told("skin"));
}

// An accent may be a letter of its own behind the one that it stands on.
TEST(RecordSources, an_accent_of_its_own_is_read) {
  EXPECT_TRUE(
      answer_of({condition(words("E\u0301pilepsie"), "active", onset(30))}).told("seizures"));
  EXPECT_TRUE(answer_of({procedure(words("ce\u0301sarienne"), "completed", performed(10))})
                  .told("surgery"));
}

TEST(RecordSources, a_visit_tells_of_the_diagnosis_that_it_holds) {
  auto visit = [](const char* id) {
    return "{'resourceType':'Encounter','id':'e','status':'finished','class':{'code':'EMER'},"
           "'period':{'start':'" +
           days_ago(14) + "','end':'" + days_ago(14) +
           "'},'contained':[{'resourceType':'Condition','id':'c1','code':{'text':'Concussion'}}],"
           "'diagnosis':[{'condition':{'reference':'" +
           id + "'}}]}";
  };
  EXPECT_TRUE(answer_of({visit("#c1")}).told("head_knock"));
  EXPECT_FALSE(answer_of({visit("#c2")}).told("head_knock"));
}

// Set with plates is an operation as well as metal.
TEST(RecordSources, a_bone_that_was_set_was_operated_on) {
  for (const char* text : {"ORIF left distal radius", "Ostéosynthèse du radius gauche"}) {
    Answered a = answer_of({procedure(words(text), "completed", performed(50))});
    EXPECT_TRUE(a.told("metal")) << text;
    EXPECT_TRUE(a.told("surgery")) << text;
    EXPECT_EQ(a.decision(), Decision::clearance) << text;
  }
}

TEST(RecordSources, a_code_system_is_known_with_its_edition_and_version) {
  for (const char* uri : {"http://snomed.info/sct/20611000087101/version/20250331",
                          "http://snomed.info/sct/731000124108",
                          "http://snomed.info/sct|http://snomed.info/sct/900000000000207008",
                          "http://snomed.info/id"})
    EXPECT_TRUE(
        answer_of({condition(coded(uri, "59282003"), "active", onset(9))}).told("lung_clot"))
        << uri;
  EXPECT_FALSE(
      answer_of({condition(coded("http://clinic.example/sct", "59282003"))}).told("lung_clot"));
}

// The answers of PHQ-9: "not at all" is the one no.
TEST(RecordSources, a_questionnaire_that_asks_for_thoughts_of_suicide_is_read) {
  auto asked = [](const std::string& value) {
    return answer_of({"{'resourceType':'Observation','id':'o','status':'final','code':" +
                      coded("http://loinc.org", "44260-8") + ",'effectiveDateTime':'" +
                      days_ago(5) + "','valueCodeableConcept':" + value + "}"});
  };
  for (const std::string& value : {coded("http://loinc.org", "LA6569-3"), words("Several days"),
                                   words("Presque tous les jours")})
    EXPECT_TRUE(asked(value).told("self_harm")) << value;
  for (const std::string& value : {coded("http://loinc.org", "LA6568-5"), words("Not at all")}) {
    EXPECT_FALSE(asked(value).told("self_harm")) << value;
    EXPECT_TRUE(asked(value).passed("denied")) << value;
  }
}

TEST(RecordSources, short_forms_of_real_problem_lists) {
  struct Row {
    const char* text;
    const char* question;
  };
  for (Row row : {Row{"vWD type 1", "bleeding_disorder"},
                  Row{"PPM 2021", "pacemaker"},
                  Row{"ESRD on HD via L AVF", "kidney_disease"},
                  Row{"rhabdo", "rhabdo"},
                  Row{"WAD II", "whiplash"},
                  Row{"R ICA stenosis 80%", "neck_artery"},
                  Row{"Viable IUP", "pregnant"},
                  Row{"EDD 2027-03-01", "pregnant"},
                  Row{"CAD s/p DES to LAD", "heart_attack"},
                  Row{"lap chole", "surgery"},
                  Row{"Polycythemia vera", "cancer"},
                  Row{"Testicular ca 1999", "cancer"},
                  Row{"PPROM", "pregnant"},
                  Row{"Hyperemesis", "pregnant"},
                  Row{"PAD ABI 0.5", "artery_disease"},
                  Row{"GCA", "immune_vessel"},
                  Row{"PMR on pred 15", "immune_vessel"},
                  Row{"Ascites", "liver"},
                  Row{"PD catheter", "kidney_disease"},
                  Row{"T12 burst #", "fracture"},
                  Row{"hep C", "blood_virus"},
                  Row{"SDH", "stroke"}})
    EXPECT_TRUE(answer_of({condition(words(row.text), "active", onset(10))}).told(row.question))
        << row.text;
  for (Row row : {Row{"Hoffa fat pad", "artery_disease"}, Row{"knee pad", "artery_disease"},
                  Row{"HBV immune", "blood_virus"}, Row{"hep B vaccination", "blood_virus"},
                  Row{"RCC 4.5", "cancer"}, Row{"CAD$ 20", "heart_attack"}})
    EXPECT_FALSE(answer_of({condition(words(row.text), "active", onset(10))}).told(row.question))
        << row.text;
  Answered over = answer_of({condition(words("Hyperemesis"), "resolved", onset(60) + abated(9))});
  EXPECT_FALSE(over.told("birth"));
  EXPECT_TRUE(over.record.ask.contains("pregnant"));
  EXPECT_EQ(answer_of({condition(words("ESRD on HD"), "active", onset(10))})
                .record.intake.answers.at("kidney_disease"),
            care::Answer(std::string("haemodialysis")));
  EXPECT_EQ(answer_of({condition(words("Fx col fémoral G"), "active", onset(70))})
                .record.intake.answers.at("fracture"),
            care::Answer(std::string("core")));
}

}  // namespace
}  // namespace fascia::interop
