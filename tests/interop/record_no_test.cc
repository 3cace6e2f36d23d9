// SPDX-License-Identifier: Apache-2.0
// What a person's "no" does to what a record states (sheet a, end of 4.4; R5): nothing, until staff
// have settled it.
#include "interop/record_told.h"
#include "interop/record_union.h"
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

bool tells_conflict(const Answered& a, const std::string& question) {
  return std::any_of(a.record.conflicts.begin(), a.record.conflicts.end(),
                     [&](const RecordConflict& one) { return one.question == question; });
}

// Who answered these one by one, and not with a no to the line that names them.
care::Intake outright() {
  care::Intake person = well_person();
  for (const char* id : {"blood_clot", "heart_attack", "stroke", "cancer", "self_harm"})
    person.answers[id] = care::Said::no;
  person.answers["lung_signs"] = std::vector<std::string>{};
  for (const char* id : {"blood_thinner", "diabetes", "high_pressure"}) {
    const care::Question* question = protocol().question(id);
    person.answers[id] = question->kind == care::Kind::tri ? care::Answer(care::Said::no)
                                                           : care::Answer(std::string("none"));
  }
  return person;
}

struct Stated {
  const char* what;
  std::string resource, question;
  Decision least;
};

std::vector<Stated> stated() {
  const std::string today = onset(0), five = onset(5);
  return {
      {"coughs blood", condition(snomed("66857006"), "active", today), "lung_signs",
       Decision::emergency},
      {"thoughts of suicide", condition(snomed("6471006"), "active", five), "self_harm",
       Decision::do_not_treat},
      {"chest pain", condition(snomed("29857009"), "active", today), "chest_pain",
       Decision::do_not_treat},
      {"one leg swollen", condition(snomed("449614009"), "active", onset(2)), "leg_signs",
       Decision::do_not_treat},
      {"foot drop", condition(snomed("6077001"), "active", onset(2)), "weakness_growing",
       Decision::do_not_treat},
      {"long use of a blood thinner", condition(icd10("Z79.01"), "active", onset(90)),
       "blood_thinner", Decision::clearance},
      {"long use against clots", condition(icd10("Z79.02"), "active", onset(90)), "antiplatelet",
       Decision::modify},
      {"dementia", condition(snomed("52448006"), "active", onset(400)), "capacity",
       Decision::proceed},
      {"insulin", statement(words("insulin glargine"), "active"), "diabetes", Decision::proceed},
  };
}

TEST(RecordBesideNo, R5_what_the_record_states_stands_against_a_no_and_is_told) {
  for (const Stated& one : stated()) {
    care::Intake person = well_person();
    if (one.question == "capacity") person.answers["capacity"] = std::string("none");
    const Answered alone = answer_of({one.resource});
    const Answered a = beside(bundle_of({one.resource}), person);
    EXPECT_GE(a.decision(), one.least) << one.what;
    EXPECT_GE(a.decision(), alone.decision()) << one.what;
    EXPECT_TRUE(tells_conflict(a, one.question)) << one.what;
    // What staff alone may say holds until they have.
    if (one.question == "capacity") {
      EXPECT_EQ(a.deep.missing, std::vector<std::string>{"capacity"});
    }
  }
}

TEST(RecordBesideNo, a_doubt_or_a_guess_of_the_record_is_settled_by_a_no) {
  const std::vector<std::string> doubts = {
      condition(snomed("66857006"), "active", onset(0) + verified("unconfirmed")),
      condition(words("possible thoughts of suicide, suspected suicidal ideation"), "active",
                onset(5)),
      statement(words("amlodipine 5 mg"), "active"),
      statement(words("metformin 500 mg"), "active"),
  };
  for (const std::string& resource : doubts) {
    ASSERT_FALSE(answer_of({resource}).record.doubted.empty()) << resource;
    const Answered a = beside(bundle_of({resource}), outright());
    EXPECT_EQ(a.decision(), Decision::proceed) << resource;
    EXPECT_TRUE(a.record.conflicts.empty()) << resource;
  }
  // Of two that say so one is sure: no doubt any more.
  const Answered both =
      beside(bundle_of({condition(snomed("6471006"), "active", onset(5) + verified("unconfirmed")),
                        condition(snomed("6471006"), "active", onset(5), "c2")}),
             well_person());
  EXPECT_EQ(both.decision(), Decision::do_not_treat);
}

TEST(RecordBesideNo, what_is_kept_of_a_record_knows_a_doubt_from_a_statement) {
  const std::set<std::string> doubted = {"self_harm"};
  const Record doubt =
      answer_of({condition(snomed("6471006"), "active", onset(5) + verified("unconfirmed"))})
          .record;
  const Record stated = answer_of({condition(snomed("6471006"), "active", onset(5))}).record;
  ASSERT_EQ(doubt.doubted, doubted);
  ASSERT_TRUE(stated.doubted.empty());
  auto back = read_told(write_told(doubt), protocol());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->doubted, doubted);
  // Kept before anything said so: it counts as stated.
  bj::object old = write_told(doubt);
  old.erase("doubted");
  EXPECT_TRUE(read_told(old, protocol())->doubted.empty());
  EXPECT_EQ(unite_records(protocol(), {doubt, doubt}).doubted, doubted);
  EXPECT_TRUE(unite_records(protocol(), {doubt, stated}).doubted.empty());
  EXPECT_TRUE(unite_records(protocol(), {stated, doubt}).doubted.empty());
}

TEST(RecordBesideNo, what_cannot_be_read_holds_until_somebody_has_looked) {
  const std::vector<std::string> unread = {
      condition(coded("http://snomed.info/sct", "999999990989121104"), "active", onset(5)),
      "{'resourceType':'Condition','id':'c1','subject':{'reference':'Patient/p'}}",
      order(coded("http://www.nlm.nih.gov/research/umls/rxnorm", "99999999"), "active",
            ",'authoredOn':'" + days_ago(20) + "'"),
  };
  for (const std::string& resource : unread) {
    EXPECT_EQ(answer_of({resource}).decision(), Decision::clearance) << resource;
    const Answered a = beside(bundle_of({resource}), outright());
    EXPECT_EQ(a.decision(), Decision::proceed) << resource;
    EXPECT_TRUE(a.deep.hold) << resource;
    ASSERT_EQ(a.deep.missing.size(), 1u) << resource;
    EXPECT_TRUE(a.deep.missing.front().starts_with("record:")) << resource;
  }
}

TEST(RecordBesideNo, a_number_that_says_enough_by_itself_is_not_hidden_by_a_no) {
  const Answered a = beside(bundle_of({measured("6301-6", "4.5", "1", 3)}), well_person());
  EXPECT_EQ(a.decision(), Decision::do_not_treat);
  EXPECT_TRUE(tells_conflict(a, "blood_thinner"));
  const Answered well = beside(bundle_of({measured("6301-6", "1.0", "1", 3)}), well_person());
  EXPECT_EQ(well.decision(), Decision::proceed);
  EXPECT_TRUE(well.record.conflicts.empty());
}

// It is not known that all is well with somebody of whom nothing stands there.
TEST(RecordBesideNo, a_record_of_another_person_alone_decides_nothing) {
  const Answered a = answer_of(
      {"{'resourceType':'Condition','id':'c1','subject':{'reference':'Patient/other'},'code':" +
           words("Deep vein thrombosis") + "}",
       "{'resourceType':'Patient','id':'other'}"});
  EXPECT_TRUE(a.passed("another_person"));
  EXPECT_TRUE(a.record.tells_nothing);
}

}  // namespace
}  // namespace fascia::interop
