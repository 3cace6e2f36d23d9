// SPDX-License-Identifier: Apache-2.0
// Several records of one person: all that they tell counts, and what they tell alike counts once.
#include "interop/record_union.h"

#include "interop/record_told.h"
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

Record told_by(const std::vector<std::string>& resources) {
  return answer(bundle_of(resources)).record;
}
Answered both(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  Answered out;
  out.record = unite_records(protocol(), {told_by(one), told_by(other)});
  out.deep = screen_record(protocol(), out.record, care::ServiceKind::deep, kVisit);
  return out;
}
bool holds_all(const care::Screening& all, const care::Screening& one) {
  return std::ranges::all_of(one.findings, [&](const care::Finding& finding) {
    return std::ranges::any_of(all.findings, [&](const care::Finding& other) {
      return other.rule == finding.rule && other.decision >= finding.decision;
    });
  });
}

const std::string kOldClot = condition(snomed("128053003"), "resolved", onset(400) + abated(300));
const std::string kNewClot =
    condition(snomed("128053003"), "resolved", onset(120) + abated(60), "c2");
const std::string kThinner = statement(words("warfarin 5 mg"), "active");

TEST(RecordUnion, R3_what_either_tells_decides_and_neither_makes_the_other_milder) {
  const std::vector<std::vector<std::string>> records = {
      {kOldClot},
      {kNewClot},
      {kThinner},
      {pressure(182, 95, days_ago(3))},
      {pressure(120, 75, days_ago(2))},
      {procedure(snomed("86481000"), "completed", performed(20))},
      {procedure(snomed("55705006"), "completed", performed(300))},
      {}};
  for (const auto& one : records)
    for (const auto& other : records) {
      const Answered all = both(one, other);
      for (const auto& alone : {one, other}) {
        const Answered by_itself = answer_of(alone);
        EXPECT_GE(all.decision(), by_itself.decision()) << bundle_of(one) << bundle_of(other);
        EXPECT_TRUE(holds_all(all.deep, by_itself.deep)) << bundle_of(one) << bundle_of(other);
      }
    }
}

TEST(RecordUnion, what_both_tell_alike_counts_once) {
  const Answered once = answer_of({kNewClot, kThinner});
  const Answered twice = both({kNewClot, kThinner}, {kThinner, kNewClot});
  EXPECT_TRUE(twice.record.others.empty());
  EXPECT_EQ(twice.record.intake.answers, once.record.intake.answers);
  EXPECT_EQ(twice.record.evidence, once.record.evidence);
  EXPECT_EQ(twice.record.named, once.record.named);
  EXPECT_EQ(twice.deep.findings.size(), once.deep.findings.size());
}

// "When" of one operation is not the day of another.
TEST(RecordUnion, R3_a_day_of_one_record_is_not_the_day_of_what_another_tells) {
  const std::string old = procedure(snomed("55705006"), "completed", performed(60));
  const std::string undated = procedure(snomed("86481000"), "completed", "");
  const Answered all = both({old}, {undated});
  EXPECT_FALSE(all.record.others.empty());
  EXPECT_TRUE(holds_all(all.deep, answer_of({undated}).deep));
  EXPECT_EQ(all.record.evidence.at("surgery").size(), 1u) << "both are called Procedure/op";
}

TEST(RecordUnion, an_old_measurement_gives_way_to_a_newer_one) {
  const std::vector<std::string> high = {pressure(172, 95, days_ago(60))};
  const std::vector<std::string> well = {pressure(120, 75, days_ago(0))};
  ASSERT_TRUE(told_by(high).intake.told_on.contains("bp.systolic"));
  for (const Answered& all : {both(high, well), both(well, high)}) {
    EXPECT_FALSE(all.record.intake.told_on.contains("bp.systolic"));
    EXPECT_EQ(all.record.intake.answers.at("bp.systolic"), care::Answer(120.0));
  }
  // Nothing newer: it stands with its day.
  const Answered alone = both(high, {kThinner});
  EXPECT_EQ(alone.record.intake.told_on.at("bp.systolic"), kVisit - 60);
}

TEST(RecordUnion, more_ways_than_can_be_weighed_are_asked_about) {
  std::vector<std::string> ones, others;
  int days = 3;
  for (const char* code : {"86273004", "86481000", "55705006", "387731002"})
    ones.push_back(procedure(snomed(code), "completed", performed(days += 7)));
  for (const char* code : {"11466000", "387713003", "86273004", "55705006"})
    others.push_back(procedure(snomed(code), "completed", performed(days += 50)));
  const Answered all = both(ones, others);
  EXPECT_LT(all.record.others.size(), 24u);
  EXPECT_GE(all.decision(), answer_of(ones).decision());
  EXPECT_GE(all.decision(), answer_of(others).decision());
}

// As files of several houses are screened together: what each tells is called after it.
TEST(RecordUnion, named_records_keep_all_that_stands_with_each) {
  const std::string strange = condition(words("Zorbitis of the gleeb"), "active", onset(9));
  const std::string refuted =
      condition(snomed("22298006"), "active", onset(9) + verified("refuted"), "mi");
  auto united = unite_named_records(
      protocol(), {{"ward.json", told_by({kNewClot, strange})}, {"home.json", told_by({refuted})}});
  ASSERT_TRUE(united);
  EXPECT_EQ(united->evidence.at("blood_clot"), std::set<std::string>{"ward.json#Condition/c2"});
  EXPECT_EQ(united->unmatched, std::vector<std::string>{"ward.json#Condition/c1"});
  EXPECT_EQ(united->unmatched_words.at("ward.json#Condition/c1"), "Zorbitis of the gleeb");
  EXPECT_TRUE(united->named.contains("ward.json#Condition/c2"));
  ASSERT_EQ(united->passed.size(), 1u);
  EXPECT_EQ(united->passed.front().place, "home.json#Condition/mi");
  EXPECT_EQ(united->resources, 3u);
  EXPECT_FALSE(united->tells_nothing);
}

TEST(RecordUnion, named_records_are_of_one_person_and_an_empty_one_adds_nothing) {
  const Record empty = answer("{\"resourceType\":\"Bundle\"}").record;
  auto with_empty =
      unite_named_records(protocol(), {{"a", empty}, {"b", told_by({kNewClot})}, {"c", empty}});
  ASSERT_TRUE(with_empty);
  EXPECT_FALSE(with_empty->tells_nothing);
  EXPECT_TRUE(with_empty->intake.answers.contains("blood_clot"));
  EXPECT_EQ(with_empty->warnings.size(), 2u);
  EXPECT_TRUE(unite_named_records(protocol(), {{"a", empty}, {"b", empty}})->tells_nothing);
  Record other = told_by({kOldClot});
  other.intake.birth_date = Date::of(1990, 1, 1);
  auto refused = unite_named_records(protocol(), {{"a", told_by({})}, {"b", other}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "screening_other_person");
  EXPECT_EQ(refused.error().field, "b");
}

TEST(RecordUnion, what_is_told_keeps_the_words_of_its_resources) {
  const Record record = told_by(
      {condition("{'coding':[{'system':'http://snomed.info/sct','code':'128053003','display':"
                 "'Deep vein thrombosis'}]}"),
       kThinner});
  EXPECT_EQ(record.named.at("Condition/c1"), (NamedThing{"Condition", "Deep vein thrombosis"}));
  EXPECT_EQ(record.named.at("MedicationStatement/m"),
            (NamedThing{"MedicationStatement", "warfarin 5 mg"}));
  auto back = read_told(write_told(record), protocol());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->named, record.named);
  // Kept before the words were: still read.
  bj::object old = write_told(record);
  old.erase("named");
  EXPECT_TRUE(read_told(old, protocol()));
}

}  // namespace
}  // namespace fascia::interop
