// SPDX-License-Identifier: Apache-2.0
// What is over and does not say since when: it counts as recent and is asked (sheet a, 1 and 4.4).
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

bool is_missing(const Answered& a, const std::string& question) {
  return std::ranges::find(a.deep.missing, question) != a.deep.missing.end();
}
const std::string kBreast = snomed("254837009");

TEST(RecordOver, cancer_that_is_over_is_a_thing_of_the_past_whatever_its_status) {
  for (const char* status : {"remission", "resolved", "inactive"}) {
    Answered a = answer_of({condition(kBreast, status, onset(3000) + abated(200))});
    EXPECT_TRUE(a.told("cancer_past")) << status;
    EXPECT_FALSE(a.told("cancer")) << status;
    EXPECT_EQ(a.decision(), Decision::modify) << status;
  }
  for (const char* status : {"active", "recurrence", "relapse"}) {
    Answered a = answer_of({condition(kBreast, status, onset(3000))});
    EXPECT_TRUE(a.told("cancer")) << status;
    EXPECT_FALSE(a.told("cancer_past")) << status;
    EXPECT_EQ(a.decision(), Decision::clearance) << status;
  }
}

TEST(RecordOver, the_day_that_cancer_began_is_not_the_day_that_its_treatment_ended) {
  for (const char* end : {"", ",'abatementString':'some time ago'", ",'recordedDate':'2019-01-01'"})
    for (const char* status : {"remission", "resolved", "inactive"}) {
      Answered a = answer_of({condition(kBreast, status, onset(3000) + end)});
      EXPECT_EQ(a.decision(), Decision::clearance) << status << end;
      EXPECT_TRUE(is_missing(a, "cancer_past.end")) << status << end;
    }
  // Both sides of 180 days.
  Answered recent = answer_of({condition(kBreast, "remission", onset(3000) + abated(179))});
  EXPECT_EQ(recent.decision(), Decision::clearance);
  EXPECT_FALSE(is_missing(recent, "cancer_past.end"));
  EXPECT_EQ(answer_of({condition(kBreast, "remission", onset(3000) + abated(180))}).decision(),
            Decision::modify);
}

// What the record leaves open the person settles, and says nothing against it.
TEST(RecordOver, the_person_says_when_the_treatment_ended) {
  const std::string text = bundle_of({condition(kBreast, "remission", onset(3000))});
  care::Intake person = well_person();
  person.answers["cancer_past"] = care::Said::yes;
  person.answers["cancer_past.pills"] = care::Said::no;
  auto ended = [&](int days) {
    person.answers["cancer_past.end"] = care::SaidDate{kVisit - days, days_ago(days)};
    return beside(text, person);
  };
  Answered old = ended(1000);
  EXPECT_EQ(old.decision(), Decision::modify);
  EXPECT_TRUE(old.record.conflicts.empty());
  EXPECT_FALSE(is_missing(old, "cancer_past.end"));
  EXPECT_EQ(ended(100).decision(), Decision::clearance);
  // A no takes nothing away.
  EXPECT_GE(beside(text, well_person()).decision(), Decision::clearance);
}

// Sheet a, 4.4: a code or words that say "history of" count by their day.
TEST(RecordOver, a_history_has_its_own_day_and_a_remission_has_not) {
  for (const std::string& code :
       {icd10("Z85.3"), words("history of breast cancer"), words("ATCD de cancer du sein")}) {
    Answered a = answer_of({condition(code, "active", onset(3000))});
    EXPECT_EQ(a.decision(), Decision::modify) << code;
    EXPECT_FALSE(is_missing(a, "cancer_past.end")) << code;
  }
  for (const std::string& code :
       {icd10("C91.01"), words("breast cancer in remission"),
        words("Acute lymphoblastic leukemia, in remission"),
        words("Lymphoma, no evidence of disease"), words("cancer du sein, en rémission")}) {
    Answered a = answer_of({condition(code, "active", onset(3000))});
    EXPECT_FALSE(a.told("cancer")) << code;
    EXPECT_EQ(a.decision(), Decision::clearance) << code;
    EXPECT_TRUE(is_missing(a, "cancer_past.end")) << code;
    // It was over when somebody wrote it down.
    Answered noted = answer_of({condition(code, "active", ",'recordedDate':'2020-01-01'")});
    EXPECT_EQ(noted.decision(), Decision::modify) << code;
  }
  for (const std::string& code :
       {icd10("C91.00"), icd10("C91.02"), icd10("C91"), words("leukemia, remission failed"),
        words("breast cancer, in remission clinic")})
    EXPECT_TRUE(answer_of({condition(code, "active", onset(3000))}).told("cancer")) << code;
}

TEST(RecordOver, cancer_in_the_bone_that_is_over_leaves_the_bone_weak) {
  Answered a = answer_of({condition(snomed("94222008"), "remission", onset(3000) + abated(900))});
  EXPECT_TRUE(a.told("cancer_bones"));
  EXPECT_TRUE(a.told("cancer_past"));
  EXPECT_FALSE(a.told("cancer"));
  EXPECT_EQ(a.decision(), Decision::do_not_treat);
  EXPECT_TRUE(answer_of({condition(snomed("94222008"), "active", onset(90))}).told("cancer"));
}

TEST(RecordOver, a_treatment_without_a_day_counts_from_today_and_is_asked) {
  const std::string chemo = snomed("367336001");
  Answered undated = answer_of({procedure(chemo, "completed", "")});
  EXPECT_EQ(undated.decision(), Decision::do_not_treat);
  EXPECT_TRUE(is_missing(undated, "cancer"));
  EXPECT_EQ(answer_of({procedure(chemo, "completed", performed(2))}).decision(),
            Decision::do_not_treat);
  EXPECT_EQ(answer_of({procedure(chemo, "completed", performed(3))}).decision(),
            Decision::clearance);
  // Longer ago it tells of a cancer of the past; whether it is over is asked.
  Answered old = answer_of({procedure(chemo, "completed", performed(181))});
  EXPECT_FALSE(old.told("cancer"));
  EXPECT_EQ(old.decision(), Decision::modify);
  EXPECT_TRUE(is_missing(old, "cancer"));
  EXPECT_TRUE(answer_of({procedure(chemo, "completed", performed(180))}).told("cancer"));
}

TEST(RecordOver, radiation_tells_its_own_question) {
  const std::string radiation = words("radiation therapy to left breast");
  Answered fresh = answer_of({procedure(radiation, "completed", performed(20))});
  EXPECT_TRUE(fresh.told("radiation"));
  EXPECT_TRUE(fresh.told("cancer"));
  EXPECT_TRUE(fresh.told("radiation.where"));
  Answered old = answer_of({procedure(radiation, "completed", performed(4000))});
  EXPECT_TRUE(old.told("radiation"));
  EXPECT_TRUE(old.told("cancer_past"));
  EXPECT_FALSE(old.told("cancer"));
  EXPECT_FALSE(answer_of({procedure(radiation, "not-done", performed(20))}).told("radiation"));
}

TEST(RecordOver, a_pregnancy_that_is_over_may_have_gone_on_for_its_whole_time) {
  const std::string pregnancy = words("Pregnancy");
  // It can have ended 280 days after it began, and a birth counts for 84.
  Answered open = answer_of({condition(pregnancy, "resolved", onset(364))});
  EXPECT_TRUE(open.told("birth"));
  EXPECT_TRUE(is_missing(open, "birth.date"));
  EXPECT_FALSE(answer_of({condition(pregnancy, "resolved", onset(365))}).told("birth"));
  Answered ended = answer_of({condition(pregnancy, "resolved", onset(300) + abated(50))});
  EXPECT_TRUE(ended.told("birth.date"));
  EXPECT_FALSE(
      answer_of({condition(pregnancy, "resolved", onset(364) + abated(85))}).told("birth"));
}

// Item 53: bones that were joined are not known to have healed, whatever the year; a mesh stays.
TEST(RecordOver, an_old_operation_on_the_spine_and_a_mesh_still_count) {
  const std::string fusion = snomed("55705006");
  Answered old = answer_of({procedure(fusion, "completed", performed(4000))});
  EXPECT_TRUE(old.told("ever_operated"));
  EXPECT_FALSE(old.told("surgery"));
  EXPECT_EQ(old.decision(), Decision::clearance);
  EXPECT_TRUE(is_missing(old, "ever_operated.kind"));
  EXPECT_TRUE(answer_of({procedure(fusion, "completed", performed(730))}).told("surgery"));
  Answered disc = answer_of({procedure(words("L4 microdiscectomy"), "completed", performed(366))});
  EXPECT_EQ(disc.record.intake.answers.at("ever_operated.kind"), care::Answer(std::string("disc")));
  EXPECT_TRUE(answer_of({condition(icd10("Z98.1"), "active", onset(4000))}).told("ever_operated"));
  for (const char* text : {"Inguinal hernia repair with mesh", "Cure de hernie avec filet"}) {
    const std::string mesh = words(text);
    EXPECT_TRUE(answer_of({procedure(mesh, "completed", performed(1500))}).told("ever_operated"));
    EXPECT_TRUE(answer_of({procedure(mesh, "completed", performed(300))}).told("surgery.mesh"));
  }
  EXPECT_FALSE(answer_of({procedure(words("hernia repair"), "completed", performed(1500))})
                   .told("ever_operated"));
}

TEST(RecordOver, an_operation_without_a_day_has_that_of_its_visit) {
  auto visit = [](int days) {
    return "{'resourceType':'Encounter','id':'e','status':'finished','class':{'code':'AMB'},"
           "'period':{'start':'" +
           days_ago(days + 1) + "','end':'" + days_ago(days) + "'}}";
  };
  const std::string operation =
      procedure(words("thyroidectomy"), "completed", ",'encounter':{'reference':'Encounter/e'}");
  EXPECT_EQ(answer_of({operation}).decision(), Decision::do_not_treat);
  EXPECT_EQ(answer_of({visit(5), operation}).decision(), Decision::do_not_treat);
  EXPECT_EQ(answer_of({visit(20), operation}).decision(), Decision::clearance);
  EXPECT_FALSE(answer_of({visit(400), operation}).told("surgery"));
}

}  // namespace
}  // namespace fascia::interop
