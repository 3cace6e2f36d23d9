// SPDX-License-Identifier: Apache-2.0
// For how long what ended still counts (sheet a, 4.4), and what is of today.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

std::string given(const std::string& medicine, int days) {
  return "{'resourceType':'MedicationAdministration','id':'g','status':'completed',"
         "'medicationCodeableConcept':" +
         words(medicine) + ",'effectiveDateTime':'" + days_ago(days) + "'}";
}
std::string ended(const std::string& medicine, int days) {
  return statement(
      words(medicine), "completed",
      ",'effectivePeriod':{'start':'" + days_ago(days + 30) + "','end':'" + days_ago(days) + "'}");
}
std::string seen(const std::string& code, int days) {
  return "{'resourceType':'Observation','id':'s','status':'final','code':" + snomed(code) +
         ",'effectiveDateTime':'" + days_ago(days) + "','valueBoolean':true}";
}
std::string heat(const std::string& degrees) { return measured("8310-5", degrees, "Cel", 0); }

struct Ended {
  std::vector<std::string> resources;
  Decision decision;
};

TEST(RecordDays, a_medicine_counts_for_as_long_as_the_sheet_says) {
  const std::vector<Ended> all = {
      {{ended("paclitaxel", 30)}, Decision::clearance},
      {{given("paclitaxel", 30)}, Decision::clearance},
      {{given("paclitaxel", 2)}, Decision::do_not_treat},
      {{given("paclitaxel", 3)}, Decision::clearance},
      {{given("docetaxel", 8), heat("38.0")}, Decision::emergency},
      {{given("paclitaxel", 1), procedure(words("Chemotherapy"), "completed", performed(30))},
       Decision::do_not_treat},
      {{statement(words("paclitaxel"), "active"),
        procedure(words("Chemotherapy"), "completed", performed(30))},
       Decision::do_not_treat},
      {{given("morphine 5 mg", 0)}, Decision::modify},
      {{ended("oxycodone 5 mg", 0)}, Decision::modify},
      {{ended("oxycodone 5 mg", 2)}, Decision::proceed},
      {{ended("ciprofloxacin", 31)}, Decision::proceed},
      {{ended("isotretinoin", 30)}, Decision::modify},
      {{ended("isotretinoin", 31)}, Decision::proceed},
  };
  for (const Ended& one : all)
    EXPECT_EQ(answer_of(one.resources).decision(), one.decision) << one.resources.front();
  EXPECT_TRUE(answer_of({ended("ciprofloxacin", 30)}).told("fluoroquinolone"));
  EXPECT_FALSE(answer_of({ended("ciprofloxacin", 31)}).told("fluoroquinolone"));
}

TEST(RecordDays, what_may_still_be_felt_is_asked) {
  EXPECT_TRUE(answer_of({ended("oxycodone 5 mg", 1)}).record.ask.contains("pills_today"));
  EXPECT_TRUE(answer_of({given("rituximab", 60)}).record.ask.contains("weak_immune"));
  EXPECT_TRUE(answer_of({ended("paclitaxel", 500)}).record.ask.contains("cancer"));
  EXPECT_TRUE(answer_of({given("lidocaine 1% nerve block", 0)}).told("numbing"));
  // An order that ended some day says nothing of the last hours.
  const Answered order_over = answer_of(
      {order(words("oxycodone 5 mg"), "completed", ",'authoredOn':'" + days_ago(100) + "'")});
  EXPECT_FALSE(order_over.told("pills_today"));
  EXPECT_TRUE(order_over.record.ask.contains("pills_today"));
}

TEST(RecordDays, a_pregnancy_that_ended_counts_as_a_birth) {
  const std::string born = condition(snomed("72892002"), "resolved", onset(290) + abated(10));
  const std::string delivered = procedure(snomed("177184002"), "completed", performed(10));
  EXPECT_GE(answer_of({born}).decision(), Decision::modify);
  EXPECT_EQ(answer_of({born}).decision(), answer_of({delivered}).decision());
  const Answered denied = beside(bundle_of({born}), well_person());
  EXPECT_GE(denied.decision(), Decision::modify);
  ASSERT_EQ(denied.record.conflicts.size(), 1u);
  EXPECT_EQ(denied.record.conflicts.front().question, "birth");
  EXPECT_EQ(answer_of({born, pressure(144, 92, days_ago(0))}).decision(), Decision::do_not_treat);
  EXPECT_TRUE(answer_of({condition(snomed("398254007"), "resolved", onset(40) + abated(10))})
                  .told("birth"));
  EXPECT_FALSE(answer_of({condition(snomed("72892002"), "resolved", onset(400) + abated(85))})
                   .told("birth"));
}

TEST(RecordDays, what_is_seen_today_is_the_thing_itself) {
  EXPECT_EQ(answer_of({seen("66857006", 0)}).decision(), Decision::emergency);
  EXPECT_EQ(answer_of({seen("66857006", 0)}).deep.urgency, care::Urgency::now_911);
  EXPECT_EQ(answer_of({condition(words("Hemoptysis (finding)"), "active", onset(0))}).decision(),
            Decision::emergency);
  EXPECT_EQ(answer_of({condition(words("hémoptysie"), "active", onset(3))}).decision(),
            Decision::proceed);
  EXPECT_TRUE(answer_of({condition(words("hémoptysie"), "active", onset(3))})
                  .record.ask.contains("lung_signs"));
}

TEST(RecordDays, pain_at_night_is_read_beside_the_back) {
  const std::string had = condition(snomed("266987004"), "active", onset(900), "h");
  for (const char* said :
       {"Low back pain, night pain", "Night back pain, mid back", "Lombalgie nocturne"}) {
    const Answered a = answer_of({condition(words(said), "active", onset(8)), had});
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << said;
    EXPECT_EQ(a.deep.urgency, care::Urgency::doctor_24h) << said;
  }
  EXPECT_EQ(answer_of({condition(words("Low back pain, no night pain"), "active", onset(8)), had})
                .decision(),
            Decision::clearance);
}

TEST(RecordDays, a_break_that_healed_half_a_year_ago_is_over) {
  const std::string arm = snomed("65966004");
  EXPECT_FALSE(answer_of({condition(arm, "resolved", onset(260) + abated(200))}).told("fracture"));
  EXPECT_TRUE(answer_of({condition(arm, "resolved", onset(260) + abated(180))}).told("fracture"));
}

}  // namespace
}  // namespace fascia::interop
