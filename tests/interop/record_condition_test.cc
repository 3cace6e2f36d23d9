// SPDX-License-Identifier: Apache-2.0
// Sheet a 4.4: what the statuses, days and codes of a Condition mean, both sides of each rule.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;
const std::string kClot = snomed("128053003");

TEST(RecordCondition, a_clot_of_today_decides_and_names_its_resource) {
  Answered a = answer_of({condition(kClot, "active", onset(10))});
  EXPECT_EQ(a.decision(), Decision::do_not_treat);
  auto json = to_json(a.deep, a.record, codes());
  const auto& finding = json.at("findings").as_array().front().as_object();
  EXPECT_EQ(finding.at("evidence").at("resources").as_array().front(), "Condition/c1");
  EXPECT_EQ(json.at("decision"), "do_not_treat");
  EXPECT_FALSE(a.deep.missing.empty());
  EXPECT_FALSE(a.deep.goes_ahead());
}

TEST(RecordCondition, without_an_id_the_entry_names_it) {
  std::string text = quoted(
      "{'resourceType':'Bundle','entry':[{'fullUrl':'urn:uuid:7f','resource':{'resourceType':"
      "'Condition','code':{'coding':[{'system':'http://snomed.info/sct','code':'128053003'}]},"
      "'onsetDateTime':'2026-11-01'}}]}");
  Answered a = answer(text);
  EXPECT_EQ(*a.record.evidence.at("blood_clot").begin(), "urn:uuid:7f");
}

TEST(RecordCondition, refuted_and_entered_in_error_are_nothing) {
  for (const char* status : {"refuted", "entered-in-error"}) {
    Answered a = answer_of({condition(kClot, "active", onset(10) + verified(status))});
    EXPECT_EQ(a.decision(), Decision::proceed) << status;
    EXPECT_FALSE(a.told("blood_clot")) << status;
    EXPECT_EQ(a.record.passed.size(), 1u) << status;
  }
  EXPECT_EQ(answer_of({condition(kClot, "active", onset(10) + verified("confirmed"))}).decision(),
            Decision::do_not_treat);
}

TEST(RecordCondition, unconfirmed_is_unsure_and_a_clot_counts_at_once) {
  for (const char* status : {"unconfirmed", "provisional", "differential"}) {
    Answered clot = answer_of({condition(kClot, "active", onset(10) + verified(status))});
    EXPECT_EQ(clot.decision(), Decision::do_not_treat) << status;
    Answered sugar =
        answer_of({condition(snomed("73211009"), "active", onset(10) + verified(status))});
    EXPECT_EQ(sugar.record.intake.answers.at("diabetes"), care::Answer(care::Said::not_sure));
  }
}

TEST(RecordCondition, what_is_over_counts_by_the_day_it_ended) {
  // Resolved 60 days ago still stops; 100 days ago asks for a letter.
  EXPECT_EQ(answer_of({condition(kClot, "resolved", onset(400) + abated(60))}).decision(),
            Decision::do_not_treat);
  EXPECT_EQ(answer_of({condition(kClot, "resolved", onset(400) + abated(100))}).decision(),
            Decision::clearance);
  // What has no such limit is nothing once it is over.
  Answered wound = answer_of({condition(snomed("125643001"), "resolved", onset(40) + abated(20))});
  EXPECT_EQ(wound.decision(), Decision::proceed);
  EXPECT_TRUE(wound.passed("over"));
  // What does not go away stays.
  EXPECT_TRUE(answer_of({condition(snomed("67362008"), "inactive", onset(900))}).told("aneurysm"));
}

TEST(RecordCondition, an_end_without_a_status_is_an_end) {
  const std::string code = snomed("125643001");
  auto bare = [&](const std::string& more) {
    return "{'resourceType':'Condition','id':'c1','code':" + code + more + "}";
  };
  EXPECT_FALSE(answer_of({bare(onset(40) + abated(20))}).told("skin"));
  EXPECT_TRUE(answer_of({bare(onset(40))}).told("skin"));
}

TEST(RecordCondition, active_with_an_end_in_the_past_is_active) {
  Answered a = answer_of({condition(kClot, "active", onset(400) + abated(20))});
  EXPECT_EQ(a.decision(), Decision::do_not_treat);
  EXPECT_EQ(a.record.ask.count("blood_clot"), 1u);
}

TEST(RecordCondition, cancer_in_remission_is_past_cancer) {
  Answered a = answer_of({condition(snomed("254837009"), "remission", onset(900) + abated(100))});
  EXPECT_TRUE(a.told("cancer_past"));
  EXPECT_FALSE(a.told("cancer"));
  Answered now = answer_of({condition(snomed("254837009"), "active", onset(900))});
  EXPECT_TRUE(now.told("cancer"));
  EXPECT_GT(now.decision(), Decision::avoid_region);
}

TEST(RecordCondition, days_are_read_as_the_latest_they_can_mean) {
  auto date = [](const Answered& a) {
    return std::get<care::SaidDate>(a.record.intake.answers.at("blood_clot.date")).latest;
  };
  EXPECT_EQ(date(answer_of({condition(kClot, "active", ",'onsetDateTime':'2025'")})),
            Date::of(2025, 12, 31));
  EXPECT_EQ(date(answer_of({condition(kClot, "active", ",'onsetDateTime':'2026-11'")})), kVisit);
  EXPECT_EQ(
      date(answer_of({condition(kClot, "active", ",'onsetDateTime':'2026-02-03T08:00:00Z'")})),
      Date::of(2026, 2, 3));
  EXPECT_EQ(date(answer_of({condition(
                kClot, "active", ",'onsetPeriod':{'start':'2025-01-01','end':'2025-03-01'}")})),
            Date::of(2025, 3, 1));
  // At 39: up to the day before the fortieth birthday.
  EXPECT_EQ(date(answer_of({condition(kClot, "active",
                                      ",'onsetAge':{'value':39,'unit':'years','code':'a'}")})),
            Date::of(2026, 5, 1));
  EXPECT_EQ(date(answer_of({condition(kClot, "active", ",'recordedDate':'2026-07-01'")})),
            Date::of(2026, 7, 1));
}

TEST(RecordCondition, no_day_or_one_to_come_counts_as_today_and_is_asked) {
  for (const char* day : {"", ",'onsetString':'as a child'", ",'onsetDateTime':'2031-01-01'",
                          ",'onsetDateTime':'yesterday'"}) {
    Answered a = answer_of({condition(kClot, "active", day)});
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << day;
    EXPECT_EQ(a.record.ask.count("blood_clot"), 1u) << day;
  }
}

TEST(RecordCondition, an_old_diagnosis_of_a_visit_is_asked_unless_it_lasts) {
  const std::string visit =
      ",'category':[" +
      coded("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis") +
      "]";
  EXPECT_FALSE(
      answer_of({condition(icd10("S82.1"), "active", visit + onset(370))}).told("fracture"));
  EXPECT_TRUE(
      answer_of({condition(icd10("S82.1"), "active", visit + onset(100))}).told("fracture"));
  EXPECT_TRUE(
      answer_of({condition(snomed("73211009"), "active", visit + onset(3000))}).told("diabetes"));
}

TEST(RecordCondition, icd10_goes_by_prefix_with_its_exceptions) {
  EXPECT_TRUE(answer_of({condition(icd10("I82.401"), "active", onset(9))}).told("blood_clot"));
  EXPECT_TRUE(answer_of({condition(icd10("I82401"), "active", onset(9))}).told("blood_clot"));
  EXPECT_TRUE(answer_of({condition(coded("http://hl7.org/fhir/sid/icd-10-ca", "I80.2"), "active",
                                   onset(9))})
                  .told("blood_clot"));
  EXPECT_FALSE(answer_of({condition(icd10("I83.9"), "active", onset(9))}).told("blood_clot"));
  // Below the table's own, with and without the dot; beside it; and less than it tells apart.
  const char* const canada = "http://hl7.org/fhir/sid/icd-10-ca";
  for (const char* code : {"I80.20", "I8020", "i80.2", "I80.28"})
    EXPECT_TRUE(answer_of({condition(coded(canada, code), "active", onset(9))}).told("blood_clot"))
        << code;
  for (const char* code : {"I80.0", "I80.8", "I81", "I8", "I90"})
    EXPECT_FALSE(answer_of({condition(coded(canada, code), "active", onset(9))}).told("blood_clot"))
        << code;
  Answered category = answer_of({condition(coded(canada, "I80"), "active", onset(9))});
  EXPECT_TRUE(category.told("blood_clot"));
  EXPECT_GE(category.decision(), Decision::clearance);
  EXPECT_TRUE(answer_of({condition(icd10("G45.9"), "active", onset(9))}).told("tia"));
  EXPECT_FALSE(answer_of({condition(icd10("G45.4"), "active", onset(9))}).told("tia"));
  EXPECT_TRUE(answer_of({condition(icd10("C50.911"), "active", onset(9))}).told("cancer"));
}

TEST(RecordCondition, a_history_code_is_past_and_one_of_the_family_is_nobodys) {
  Answered past = answer_of({condition(icd10("Z86.718"), "active", onset(60))});
  EXPECT_EQ(past.decision(), Decision::do_not_treat);
  Answered old = answer_of({condition(icd10("Z85.3"), "active", onset(4000))});
  EXPECT_TRUE(old.told("cancer_past"));
  EXPECT_FALSE(old.told("cancer"));
  Answered family = answer_of({condition(icd10("Z82.3"), "active", ",'note':[{'text':'stroke'}]")});
  EXPECT_EQ(family.decision(), Decision::proceed);
  Answered relative = answer_of(
      {"{'resourceType':'FamilyMemberHistory','id':'f','status':'completed','relationship':{'text':"
       "'mother'},'condition':[{'code':" +
       snomed("22298006") + "}]}"});
  EXPECT_EQ(relative.decision(), Decision::proceed);
  EXPECT_TRUE(relative.passed("family"));
}

TEST(RecordCondition, another_persons_resource_is_left_out) {
  std::string other = condition(kClot, "active", onset(9));
  other.replace(other.find("Patient/p"), 9, "Patient/x");
  Answered a = answer_of({other});
  EXPECT_EQ(a.decision(), Decision::proceed);
  EXPECT_TRUE(a.passed("another_person"));
  for (const char* mine :
       {"urn:uuid:p", "https://x.example/fhir/Patient/p", "Patient/p/_history/3"}) {
    std::string own = condition(kClot, "active", onset(9));
    own.replace(own.find("Patient/p"), 9, mine);
    EXPECT_EQ(answer_of({own}).decision(), Decision::do_not_treat) << mine;
  }
}

TEST(RecordCondition, the_side_and_place_come_from_site_and_words) {
  Answered left = answer_of({condition(
      "{'coding':[{'system':'http://snomed.info/sct','code':'128053003'}],'text':'DVT left leg'}",
      "active", onset(9))});
  const auto& where =
      std::get<std::vector<care::Region>>(left.record.intake.answers.at("blood_clot.where"));
  EXPECT_NE(std::find(where.begin(), where.end(), care::Region{"calf", care::Side::left}),
            where.end());
  EXPECT_EQ(std::find(where.begin(), where.end(), care::Region{"calf", care::Side::right}),
            where.end());
  // Nobody said where: left open, which is the whole body.
  EXPECT_FALSE(answer_of({condition(kClot, "active", onset(9))}).told("blood_clot.where"));
}

TEST(RecordCondition, words_beside_a_code_only_make_it_stricter) {
  auto with = [](const char* note) {
    return answer_of({condition(snomed("38341003"), "active",
                                onset(900) + ",'note':[{'text':'" + note + "'}]")});
  };
  EXPECT_TRUE(with("poorly controlled").told("high_pressure.controlled"));
  EXPECT_TRUE(with("mal contrôlée").told("high_pressure.controlled"));
  EXPECT_FALSE(with("well looked after").told("high_pressure.controlled"));
  // "No clot" beside the code of a clot does not take it away.
  EXPECT_EQ(
      answer_of({condition("{'coding':[{'system':'http://snomed.info/sct','code':'128053003'}],"
                           "'text':'no DVT'}",
                           "active", onset(9))})
          .decision(),
      Decision::do_not_treat);
}

TEST(RecordCondition, a_reason_of_a_visit_is_unconfirmed) {
  Answered a =
      answer_of({"{'resourceType':'Encounter','id':'e','status':'finished','period':{'end':'" +
                 days_ago(20) + "'},'reasonCode':[" + snomed("73211009") + "]}"});
  EXPECT_EQ(a.record.intake.answers.at("diabetes"), care::Answer(care::Said::not_sure));
}

TEST(RecordCondition, a_sex_on_file_hides_no_pregnancy) {
  std::string text = bundle_of({condition(snomed("77386006"), "active", onset(90))});
  text.replace(text.find("female"), 6, "male");
  Answered a = answer(text);
  EXPECT_GE(a.decision(), Decision::modify);
  EXPECT_TRUE(a.record.intake.sex.empty());
}

}  // namespace
}  // namespace fascia::interop
