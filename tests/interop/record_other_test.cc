// SPDX-License-Identifier: Apache-2.0
// Sheet a 4.4: procedures, medicines, observations.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;
const std::string kBelly = snomed("80146002");
const std::string kApixaban = atc("B01AF02");

bool asks(const Answered& a, const std::string& question) {
  const auto& all = a.deep.missing;
  return std::find(all.begin(), all.end(), question) != all.end();
}

TEST(RecordProcedure, counts_by_the_day_it_was_done) {
  EXPECT_EQ(answer_of({procedure(kBelly, "completed", performed(41))}).decision(),
            Decision::do_not_treat);
  Answered later = answer_of({procedure(kBelly, "completed", performed(60))});
  EXPECT_EQ(later.decision(), Decision::clearance);
  EXPECT_EQ(*later.record.evidence.at("surgery").begin(), "Procedure/op");
  EXPECT_FALSE(answer_of({procedure(kBelly, "completed", performed(3650))}).told("surgery"));
  // The end of the period, not its start.
  EXPECT_EQ(answer_of({procedure(kBelly, "completed",
                                 ",'performedPeriod':{'start':'2026-01-01','end':'" + days_ago(10) +
                                     "'}")})
                .decision(),
            Decision::do_not_treat);
}

TEST(RecordProcedure, planned_cancelled_or_in_error_is_none) {
  for (const char* status : {"preparation", "not-done", "entered-in-error", "on-hold"}) {
    Answered a = answer_of({procedure(kBelly, status, performed(3))});
    EXPECT_EQ(a.decision(), Decision::proceed) << status;
    EXPECT_FALSE(a.told("surgery")) << status;
  }
  EXPECT_FALSE(answer_of({procedure(words("Appendectomy planned"), "completed", performed(3))})
                   .told("surgery"));
  EXPECT_FALSE(answer_of({condition(words("Knee replacement cancelled"), "active", onset(3))})
                   .told("surgery"));
  EXPECT_TRUE(
      answer_of({procedure(words("Appendicectomie"), "completed", performed(3))}).told("surgery"));
}

TEST(RecordProcedure, without_a_day_it_is_today_and_asked) {
  Answered a = answer_of({procedure(kBelly, "completed", "")});
  EXPECT_EQ(a.decision(), Decision::do_not_treat);
  EXPECT_TRUE(asks(a, "surgery"));
  EXPECT_EQ(
      answer_of({procedure(kBelly, "in-progress", ",'performedPeriod':{'start':'2026-01-01'}")})
          .decision(),
      Decision::do_not_treat);
  Answered stopped = answer_of({procedure(kBelly, "stopped", performed(3))});
  EXPECT_FALSE(stopped.told("surgery"));
  EXPECT_TRUE(asks(stopped, "surgery"));
}

TEST(RecordProcedure, of_two_operations_neither_hides_the_other) {
  Answered small = answer_of({procedure(snomed("86273004"), "completed", performed(200)),
                              procedure(kBelly, "completed", performed(20))});
  EXPECT_EQ(small.decision(), Decision::do_not_treat);
  Answered turned = answer_of({procedure(kBelly, "completed", performed(20)),
                               procedure(snomed("86273004"), "completed", performed(200))});
  EXPECT_EQ(turned.decision(), Decision::do_not_treat);
}

TEST(RecordMedicine, is_taken_while_the_statement_or_the_order_says_so) {
  EXPECT_EQ(answer_of({statement(kApixaban, "active")}).decision(), Decision::clearance);
  EXPECT_EQ(
      answer_of({order(kApixaban, "active", ",'authoredOn':'" + days_ago(100) + "'")}).decision(),
      Decision::clearance);
  // An order of more than a year, or a status nobody knows: as taken until asked, for these.
  for (const std::string& one :
       {order(kApixaban, "active", ",'authoredOn':'" + days_ago(400) + "'"),
        statement(kApixaban, "unknown"), statement(kApixaban, "on-hold")}) {
    Answered a = answer_of({one});
    EXPECT_EQ(a.decision(), Decision::clearance) << one;
    EXPECT_TRUE(asks(a, "blood_thinner")) << one;
  }
  for (const std::string& one :
       {order(kApixaban, "draft"), order(kApixaban, "cancelled"), statement(kApixaban, "not-taken"),
        statement(kApixaban, "entered-in-error"),
        order(kApixaban, "active", ",'doNotPerform':true,'authoredOn':'" + days_ago(9) + "'")})
    EXPECT_FALSE(answer_of({one}).told("blood_thinner")) << one;
}

TEST(RecordMedicine, stopped_counts_until_it_has_left_the_body) {
  auto stopped = [](int days) {
    return answer_of(
        {statement(kApixaban, "stopped",
                   ",'effectivePeriod':{'start':'2026-01-01','end':'" + days_ago(days) + "'}")});
  };
  EXPECT_TRUE(stopped(2).told("blood_thinner"));
  EXPECT_FALSE(stopped(3).told("blood_thinner"));
  EXPECT_TRUE(stopped(3).passed("over"));
  // Nobody says when: asked, and as stopped today.
  Answered open = answer_of({statement(kApixaban, "stopped")});
  EXPECT_TRUE(open.told("blood_thinner"));
  EXPECT_TRUE(asks(open, "blood_thinner"));
}

// 4.4: "not taking; ask once": leaving it out is a risk of its own.
TEST(RecordMedicine, a_blood_thinner_that_is_not_taken_is_asked_about) {
  Answered apixaban = answer_of({statement(kApixaban, "not-taken")});
  EXPECT_FALSE(apixaban.told("blood_thinner"));
  EXPECT_TRUE(asks(apixaban, "blood_thinner"));
  EXPECT_FALSE(asks(answer_of({statement(words("aspirin"), "not-taken")}), "antiplatelet"));
}

TEST(RecordMedicine, is_known_by_code_name_and_brand) {
  for (const std::string& medicine :
       {atc("B01AA03"), coded("http://www.nlm.nih.gov/research/umls/rxnorm", "11289"),
        words("Warfarin 5 mg"), words("Coumadin"), words("warfarine 2 mg par jour"),
        words("Eliquis 5 mg"), words("Xarelto")})
    EXPECT_TRUE(answer_of({statement(medicine, "active")}).told("blood_thinner")) << medicine;
  EXPECT_FALSE(answer_of({statement(words("Vitamin D"), "active")}).told("blood_thinner"));
}

TEST(RecordMedicine, dose_and_form_count) {
  auto kind = [](const Answered& a) {
    return std::get<std::vector<std::string>>(a.record.intake.answers.at("antiplatelet"));
  };
  EXPECT_EQ(kind(answer_of({statement(words("Aspirin 81 MG Oral Tablet"), "active")})),
            std::vector<std::string>{"aspirin-low"});
  EXPECT_EQ(kind(answer_of({statement(words("aspirin 325 mg"), "active")})),
            std::vector<std::string>{"aspirin-high"});
  EXPECT_EQ(kind(answer_of({statement(words("aspirin"), "active")})),
            std::vector<std::string>{"aspirin-high"});
  // Twice a day 81 mg is more than 100.
  EXPECT_EQ(kind(answer_of({statement(
                words("aspirin 81 mg"), "active",
                ",'dosage':[{'timing':{'repeat':{'frequency':2,'period':1,'periodUnit':'d'}},"
                "'doseAndRate':[{'doseQuantity':{'value':81,'code':'mg'}}]}]")})),
            std::vector<std::string>{"aspirin-high"});
  EXPECT_FALSE(
      answer_of({statement(words("heparin gel, topical"), "active")}).told("blood_thinner"));
  const std::string since = ",'effectivePeriod':{'start':'" + days_ago(120) + "'}";
  EXPECT_TRUE(answer_of({statement(words("prednisone 10 mg"), "active", since)}).told("steroids"));
  EXPECT_FALSE(
      answer_of({statement(words("hydrocortisone 1 % cream"), "active", since)}).told("steroids"));
  EXPECT_FALSE(answer_of({statement(words("prednisone 10 mg"), "active",
                                    ",'effectivePeriod':{'start':'" + days_ago(20) + "'}")})
                   .told("steroids"));
}

TEST(RecordMedicine, is_followed_to_what_is_contained_or_stands_elsewhere) {
  Answered inside = answer_of(
      {"{'resourceType':'MedicationRequest','id':'m','status':'active','intent':'order','"
       "authoredOn':'" +
       days_ago(9) + "','contained':[{'resourceType':'Medication','id':'med1','code':" + kApixaban +
       "}],'medicationReference':{'reference':'#med1'}}"});
  EXPECT_EQ(inside.decision(), Decision::clearance);
  Answered elsewhere = answer_of(
      {"{'resourceType':'Medication','id':'w','code':{'text':'x'},'ingredient':[{"
       "'itemCodeableConcept':" +
           atc("B01AA03") + "}]}",
       "{'resourceType':'MedicationStatement','id':'m','status':'active','medicationReference':{"
       "'reference':'Medication/w'}}"});
  EXPECT_EQ(elsewhere.decision(), Decision::clearance);
}

TEST(RecordMedicine, that_nothing_names_may_be_a_blood_thinner) {
  for (const char* medicine :
       {"'medicationReference':{'reference':'Medication/gone'}",
        "'medicationCodeableConcept':{'coding':[{'system':'http://x.example','code':'77'}]}"}) {
    Answered a = answer_of(
        {std::string("{'resourceType':'MedicationStatement','id':'m','status':'active',") +
         medicine + "}"});
    EXPECT_EQ(a.record.intake.answers.at("blood_thinner"), care::Answer(care::Said::not_sure));
    EXPECT_TRUE(asks(a, "blood_thinner"));
    EXPECT_TRUE(a.warned("unnamed"));
  }
}

TEST(RecordObservation, pressure_decides_for_30_days_and_then_only_asks_to_measure) {
  EXPECT_EQ(answer_of({pressure(182, 100, days_ago(0))}).decision(), Decision::do_not_treat);
  EXPECT_EQ(answer_of({pressure(182, 100, days_ago(30))}).decision(), Decision::do_not_treat);
  Answered old = answer_of({pressure(178, 104, days_ago(40))});
  EXPECT_EQ(old.decision(), Decision::proceed);
  EXPECT_TRUE(old.passed("old"));
  EXPECT_EQ(old.record.intake.told_on.at("bp.systolic"), kVisit - 40);
}

// End to end, case 13 of the sheet: a note, the time stays, the start waits for a reading. The
// person says no to high pressure, so that nothing but the old reading can ask for it.
TEST(RecordObservation, case_13_an_old_high_pressure_is_a_note_and_is_measured_on_arrival) {
  const care::Intake healthy = well_person();
  care::Screening alone = care::screen(protocol(), healthy, care::ServiceKind::deep, kVisit);
  ASSERT_TRUE(alone.measure_on_arrival.empty());
  const std::vector<std::string> kBoth{"bp.systolic", "bp.diastolic"};
  for (int days : {31, 40, 180}) {
    Answered old = beside(bundle_of({pressure(178, 104, days_ago(days))}), healthy);
    EXPECT_EQ(old.decision(), Decision::proceed) << days;
    EXPECT_FALSE(old.deep.hold) << days;
    EXPECT_EQ(old.deep.measure_on_arrival, kBoth) << days;
    ASSERT_EQ(old.deep.findings.size(), 1u) << days;
    EXPECT_EQ(old.deep.findings.front().rule, "blood-pressure-high");
    EXPECT_EQ(old.deep.findings.front().decision, Decision::note);
    auto json = to_json(old.deep, old.record, codes());
    EXPECT_EQ(json.at("findings").at(0).at("evidence").at("resources").at(0), "Observation/bp");
  }
  // On this side of the edge it decides, on the other it says nothing.
  EXPECT_EQ(beside(bundle_of({pressure(178, 104, days_ago(30))}), healthy).decision(),
            Decision::clearance);
  Answered gone = beside(bundle_of({pressure(178, 104, days_ago(181))}), healthy);
  EXPECT_TRUE(gone.deep.findings.empty());
  EXPECT_TRUE(gone.deep.measure_on_arrival.empty());
  // A reading that was well says nothing either, and an old one of a pregnant person is no alarm.
  Answered well = beside(bundle_of({pressure(124, 78, days_ago(40))}), healthy);
  EXPECT_TRUE(well.deep.findings.empty());
  care::Intake pregnant = healthy;
  pregnant.answers["pregnant"] = std::string("could-be");
  EXPECT_LT(beside(bundle_of({pressure(178, 104, days_ago(40))}), pregnant).decision(),
            Decision::do_not_treat);
}

TEST(RecordObservation, of_another_day_pressure_proves_nothing) {
  const std::string high = condition(snomed("38341003"), "active", onset(900));
  Answered alone = answer_of({high});
  EXPECT_EQ(alone.decision(), Decision::clearance);
  EXPECT_EQ(answer_of({high, pressure(136, 84, days_ago(20))}).decision(), Decision::clearance);
  EXPECT_EQ(answer_of({high, pressure(136, 84, days_ago(0))}).decision(), Decision::modify);
}

TEST(RecordObservation, the_newest_counts_and_not_the_one_issued_last) {
  EXPECT_EQ(answer_of({pressure(185, 100, days_ago(20), "final", "a"),
                       pressure(136, 84, days_ago(2), "final", "b")})
                .decision(),
            answer_of({pressure(136, 84, days_ago(2))}).decision());
  EXPECT_EQ(answer_of({pressure(136, 84, days_ago(20), "final", "a"),
                       pressure(185, 100, days_ago(2), "final", "b")})
                .decision(),
            Decision::do_not_treat);
}

TEST(RecordObservation, of_one_time_the_mean_of_the_last_two) {
  Answered a = answer_of({pressure(162, 98, days_ago(0) + "T09:00:00-06:00", "final", "a"),
                          pressure(152, 94, days_ago(0) + "T09:05:00-06:00", "final", "b")});
  EXPECT_EQ(std::get<double>(a.record.intake.answers.at("bp.systolic")), 157);
  EXPECT_EQ(std::get<double>(a.record.intake.answers.at("bp.diastolic")), 96);
  // Without a clock nobody knows the order: the higher one.
  Answered b = answer_of(
      {pressure(162, 98, days_ago(0), "final", "a"), pressure(152, 94, days_ago(0), "final", "b")});
  EXPECT_EQ(std::get<double>(b.record.intake.answers.at("bp.systolic")), 162);
}

TEST(RecordObservation, status_counts) {
  for (const char* status : {"entered-in-error", "cancelled", "registered", "unknown"})
    EXPECT_FALSE(answer_of({pressure(182, 100, days_ago(0), status)}).told("bp.systolic"))
        << status;
  for (const char* status : {"final", "amended", "corrected", "preliminary"})
    EXPECT_TRUE(answer_of({pressure(182, 100, days_ago(0), status)}).told("bp.systolic")) << status;
  EXPECT_FALSE(answer_of({pressure(118, 74, days_ago(0), "preliminary")}).told("bp.systolic"));
  EXPECT_TRUE(answer_of({pressure(118, 74, days_ago(0))}).told("bp.systolic"));
}

TEST(RecordObservation, units_are_turned_into_ours) {
  auto value = [](const Answered& a, const char* question) {
    return std::get<double>(a.record.intake.answers.at(question));
  };
  EXPECT_NEAR(value(answer_of({measured("8480-6", "24", "kPa", 0)}), "bp.systolic"), 180, 0.1);
  EXPECT_NEAR(value(answer_of({measured("8310-5", "101.3", "[degF]", 0)}), "temperature"), 38.5,
              0.01);
  EXPECT_NEAR(value(answer_of({measured("2345-7", "72", "mg/dL", 0)}), "diabetes.glucose"), 4.0,
              0.01);
  Answered unit = answer_of({measured("8480-6", "180", "bananas", 0)});
  EXPECT_FALSE(unit.told("bp.systolic"));
  EXPECT_TRUE(unit.warned("unit"));
  Answered wild = answer_of({measured("8480-6", "400", "mm[Hg]", 0)});
  EXPECT_FALSE(wild.told("bp.systolic"));
  EXPECT_TRUE(wild.warned("implausible"));
}

TEST(RecordObservation, a_symptom_is_what_its_value_says) {
  auto fever = [](const std::string& value) {
    return answer_of(
        {"{'resourceType':'Observation','id':'o','status':'final','code':" + snomed("386661006") +
         ",'effectiveDateTime':'" + days_ago(0) + "'" + value + "}"});
  };
  EXPECT_TRUE(fever(",'valueBoolean':true").told("fever"));
  EXPECT_TRUE(fever(",'valueString':'present'").told("fever"));
  EXPECT_TRUE(fever(",'valueCodeableConcept':" + snomed("373066001")).told("fever"));
  EXPECT_FALSE(fever(",'valueBoolean':false").told("fever"));
  EXPECT_FALSE(fever(",'valueString':'not present'").told("fever"));
  EXPECT_FALSE(fever(",'valueCodeableConcept':" + snomed("260385009")).told("fever"));
  EXPECT_FALSE(fever("").told("fever"));
  EXPECT_EQ(fever("").record.ask.count("fever"), 1u);
}

TEST(RecordObservation, a_state_may_be_the_value) {
  auto status = [](const std::string& value, int days) {
    return answer_of({"{'resourceType':'Observation','id':'o','status':'final','code':" +
                      coded("http://loinc.org", "82810-3") + ",'effectiveDateTime':'" +
                      days_ago(days) + "','valueCodeableConcept':" + value + "}"});
  };
  EXPECT_TRUE(status(snomed("77386006"), 30).told("pregnant"));
  EXPECT_FALSE(status(snomed("77386006"), 281).told("pregnant"));
  EXPECT_FALSE(status(snomed("60001007"), 30).told("pregnant"));
}

TEST(RecordObservation, an_old_bone_reading_still_worries_and_never_reassures) {
  EXPECT_TRUE(answer_of({measured("38267-1", "-2.8", "1", 3000)}).told("bones.t_score"));
  EXPECT_FALSE(answer_of({measured("38267-1", "0.2", "1", 3000)}).told("bones.t_score"));
  EXPECT_TRUE(answer_of({measured("38267-1", "0.2", "1", 700)}).told("bones.t_score"));
}

}  // namespace
}  // namespace fascia::interop
