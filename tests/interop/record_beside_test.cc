// SPDX-License-Identifier: Apache-2.0
// A health record beside an intake (sheet a, 4.3 x-record-conflict; end to end, case 11).
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

const std::string kLegClot = snomed("128053003");

bool has_finding(const Answered& a, std::string_view rule) {
  return std::any_of(a.deep.findings.begin(), a.deep.findings.end(),
                     [&](const care::Finding& one) { return one.rule == rule; });
}

TEST(RecordBeside, case_11_a_clot_of_60_days_against_no_clots_is_refused_and_said) {
  const std::string record = bundle_of({condition(kLegClot, "resolved", onset(120) + abated(60))});
  for (auto service : {care::ServiceKind::deep, care::ServiceKind::swedish}) {
    Answered a = beside(record, well_person(), service);
    EXPECT_EQ(a.decision(), Decision::do_not_treat);
    ASSERT_TRUE(has_finding(a, "x-record-conflict"));
    ASSERT_EQ(a.record.conflicts.size(), 1u);
    const RecordConflict& one = a.record.conflicts.front();
    EXPECT_EQ(one.question, "blood_clot");
    EXPECT_EQ(one.record, care::Answer(care::Said::yes));
    EXPECT_EQ(one.person, care::Answer(care::Said::no));
    EXPECT_EQ(one.resources, std::set<std::string>{"Condition/c1"});
    // Both are kept: what the person said stands beside what decided.
    EXPECT_EQ(a.record.person->answers.at("blood_clot"), care::Answer(care::Said::no));
    EXPECT_EQ(a.record.intake.answers.at("blood_clot"), care::Answer(care::Said::yes));
  }
  Answered a = beside(record, well_person());
  auto json = to_json(a.deep, a.record, codes());
  const bj::object* said = nullptr;
  for (const bj::value& finding : json.at("findings").as_array())
    if (finding.at("rule") == "x-record-conflict") said = &finding.at("evidence").as_object();
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->at("resources").at(0), "Condition/c1");
  EXPECT_EQ(said->at("conflicts").at(0).at("record"), "yes");
  EXPECT_EQ(said->at("conflicts").at(0).at("person"), "no");
  EXPECT_EQ(json.at("record").at("conflicts").as_array().size(), 1u);
}

TEST(RecordBeside, what_agrees_or_speaks_alone_is_no_conflict) {
  Answered nothing = beside(bundle_of({}), well_person());
  EXPECT_EQ(nothing.decision(), Decision::proceed);
  EXPECT_FALSE(nothing.record.tells_nothing);
  EXPECT_FALSE(nothing.deep.hold);
  EXPECT_FALSE(has_finding(nothing, "x-record-conflict"));
  care::Intake person = well_person();
  person.answers["blood_clot"] = care::Said::yes;
  person.answers["blood_clot.date"] = care::SaidDate{kVisit - 60, to_iso(kVisit - 60)};
  person.answers["blood_clot.worse"] = care::Said::no;
  Answered same = beside(bundle_of({condition(kLegClot, "resolved", abated(60))}), person);
  EXPECT_EQ(same.decision(), Decision::do_not_treat);
  EXPECT_TRUE(same.record.conflicts.empty());
  // A record that is silent never says no.
  EXPECT_EQ(beside(bundle_of({}), person).decision(), Decision::do_not_treat);
}

TEST(RecordBeside, a_day_that_differs_is_a_conflict_where_it_decides_otherwise) {
  care::Intake person = well_person();
  person.answers["blood_clot"] = care::Said::yes;
  person.answers["blood_clot.worse"] = care::Said::no;
  auto with = [&](int said, int record) {
    person.answers["blood_clot.date"] = care::SaidDate{kVisit - said, to_iso(kVisit - said)};
    return beside(bundle_of({condition(kLegClot, "resolved", abated(record))}), person);
  };
  // The stop of 90 days lies between the two, whoever says which.
  for (auto [said, record] : {std::pair{200, 60}, std::pair{60, 200}}) {
    Answered a = with(said, record);
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << said;
    ASSERT_EQ(a.record.conflicts.size(), 1u) << said;
    EXPECT_EQ(a.record.conflicts.front().question, "blood_clot.date");
  }
  Answered near = with(61, 60);
  EXPECT_EQ(near.decision(), Decision::do_not_treat);
  EXPECT_TRUE(near.record.conflicts.empty());
}

TEST(RecordBeside, a_doubt_of_the_record_is_settled_by_who_was_asked) {
  // On its own the record raises a blood thinner that it says is not taken, and asks.
  const std::string record =
      bundle_of({"{'resourceType':'MedicationStatement','id':'m','status':'active',"
                 "'medicationReference':{'reference':'Medication/gone'}}"});
  ASSERT_TRUE(answer(record).record.ask.count("blood_thinner") != 0);
  Answered a = beside(record, well_person());
  EXPECT_EQ(a.decision(), Decision::proceed);
  EXPECT_EQ(a.record.ask.count("blood_thinner"), 0u);
  EXPECT_FALSE(has_finding(a, "x-record-conflict"));
  care::Intake unsure = well_person();
  unsure.answers["blood_thinner"] = care::Said::not_sure;
  EXPECT_EQ(beside(record, unsure).decision(), Decision::clearance);
  EXPECT_EQ(beside(record, unsure).record.ask.count("blood_thinner"), 1u);
}

TEST(RecordBeside, a_thing_that_the_person_did_not_tick_is_said) {
  const std::string aspirin = bundle_of({statement(words("aspirin 81 mg daily"), "active")});
  care::Intake person = well_person();
  person.answers["antiplatelet"] = std::vector<std::string>{"clopidogrel"};
  Answered a = beside(aspirin, person);
  ASSERT_EQ(a.record.conflicts.size(), 1u);
  EXPECT_EQ(a.record.intake.answers.at("antiplatelet"),
            care::Answer(std::vector<std::string>{"aspirin-low", "clopidogrel"}));
  person.answers["antiplatelet"] = std::vector<std::string>{"aspirin-low", "clopidogrel"};
  EXPECT_TRUE(beside(aspirin, person).record.conflicts.empty());
}

TEST(RecordBeside, is_never_looser_than_the_person_alone) {
  const std::vector<std::string> records = {
      bundle_of({condition(kLegClot, "resolved", abated(400))}),
      bundle_of({pressure(118, 74, days_ago(0))}),
      bundle_of({condition(snomed("38341003"), "active", onset(900))}),
      bundle_of({statement(words("apixaban"), "stopped")}),
      bundle_of({condition(words("no history of clots"))})};
  for (const care::Rule& rule : protocol().rules)
    for (const care::Case& one : rule.cases) {
      if (one.visit != kVisit || one.deep < Decision::clearance) continue;
      care::Intake person = well_person();
      for (const auto& [id, answer] : one.answers) person.answers[id] = answer;
      person.sex = one.sex;
      auto alone = care::screen(protocol(), person, care::ServiceKind::deep, kVisit).decision;
      const std::string& record = records[rule.cases.size() % records.size()];
      EXPECT_GE(beside(record, person).decision(), alone) << rule.id << ' ' << one.name;
    }
}

TEST(RecordBeside, of_another_person_is_refused) {
  care::Intake person = well_person();
  person.birth_date = Date::of(1990, 1, 1);
  auto record = read_record(bundle_of({}), protocol(), codes(), kVisit);
  ASSERT_TRUE(record);
  auto laid = lay_beside(protocol(), codes(), *record, person, kVisit);
  ASSERT_FALSE(laid);
  EXPECT_EQ(laid.error().message, "screening_other_person");
}

// What means nothing to the protocol is listed in `missing`, and holds until somebody read it.
TEST(RecordBeside, what_is_not_known_holds_until_it_was_read) {
  Answered a = beside(bundle_of({condition(words("Zorblax syndrome"))}), well_person());
  EXPECT_EQ(a.decision(), Decision::proceed);
  EXPECT_EQ(a.deep.missing, std::vector<std::string>{"record:Condition/c1"});
  EXPECT_TRUE(a.deep.hold);
  EXPECT_TRUE(beside(bundle_of({}), well_person()).deep.missing.empty());
}

}  // namespace
}  // namespace fascia::interop
