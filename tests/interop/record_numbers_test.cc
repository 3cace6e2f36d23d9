// SPDX-License-Identifier: Apache-2.0
// Numbers: told twice, of two places, or as no more than a bound (sheet a, 4.4).
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;
using Several = std::vector<std::string>;

std::string widened(const std::string& size, const std::string& id, int days) {
  return condition(
      "{'coding':[{'system':'http://snomed.info/sct','code':'233985008'}],'text':"
      "'Abdominal aortic aneurysm " +
          size + " cm'}",
      "active", onset(days), id);
}

std::string thin(const std::string& score, const std::string& id) {
  return condition(words("Osteoporosis, T-score " + score), "active", onset(30), id);
}

std::string density(const std::string& loinc, const std::string& value, int days,
                    const std::string& id) {
  std::string text = measured(loinc, value, "{T-score}", days);
  return text.replace(text.find("'id':'o'"), 8, "'id':'" + id + "'");
}

std::string bound(const std::string& loinc, const std::string& comparator, const std::string& value,
                  const std::string& unit) {
  return "{'resourceType':'Observation','id':'o','status':'final','code':" +
         coded("http://loinc.org", loinc) + ",'effectiveDateTime':'" + days_ago(0) +
         "','valueQuantity':{'value':" + value + ",'comparator':'" + comparator + "','code':'" +
         unit + "'}}";
}

std::string text_value(const std::string& loinc, const std::string& value) {
  return "{'resourceType':'Observation','id':'o','status':'final','code':" +
         coded("http://loinc.org", loinc) + ",'effectiveDateTime':'" + days_ago(1) +
         "','valueString':'" + value + "'}";
}

Decision swedish(const Several& resources) {
  auto record = read_record(bundle_of(resources), protocol(), codes(), kVisit);
  if (!record) return Decision::proceed;
  return screen_record(protocol(), *record, care::ServiceKind::swedish, kVisit).decision;
}

TEST(RecordNumbers, the_worse_of_two_counts_in_whatever_order_they_stand) {
  const std::string small = widened("4.0", "a", 20), wide = widened("5.5", "b", 10);
  EXPECT_EQ(swedish({wide}), Decision::do_not_treat);
  EXPECT_EQ(swedish({small, wide}), Decision::do_not_treat);
  EXPECT_EQ(swedish({wide, small}), Decision::do_not_treat);
  EXPECT_EQ(answer_of({thin("-2.6", "a")}).decision(), Decision::clearance);
  for (const Several& both : {Several{thin("-2.6", "a"), thin("-3.7", "b")},
                              Several{thin("-3.7", "a"), thin("-2.6", "b")},
                              Several{thin("-2.6", "a"), density("38267-1", "-3.7", 30, "o")},
                              Several{density("38267-1", "-3.7", 30, "o"), thin("-2.6", "a")}})
    EXPECT_EQ(answer_of(both).decision(), Decision::do_not_treat) << both.front();
}

TEST(RecordNumbers, bones_of_two_places_have_no_mean) {
  for (int lumbar_days : {5, 6, 40}) {
    const Answered a = answer_of(
        {density("38267-1", "-3.6", lumbar_days, "l"), density("38263-0", "-1.8", 5, "f")});
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << lumbar_days;
  }
  // Of one place the newer one counts.
  const Answered same =
      answer_of({density("38267-1", "-3.6", 400, "l"), density("38267-1", "-2.6", 5, "m")});
  EXPECT_EQ(same.decision(), Decision::clearance);
}

struct Bound {
  const char *loinc, *comparator, *value, *unit;
  Decision decision;
};

TEST(RecordNumbers, of_a_bound_the_stricter_side_counts) {
  const Bound bounds[] = {
      {"6301-6", ">", "4", "1", Decision::do_not_treat},
      {"718-7", "<", "70", "g/L", Decision::do_not_treat},
      {"718-7", "<", "7.0", "g/dL", Decision::do_not_treat},
      {"777-3", "<", "50", "10*9/L", Decision::do_not_treat},
      {"8480-6", "<", "90", "mm[Hg]", Decision::modify},
      {"8480-6", ">", "179", "mm[Hg]", Decision::do_not_treat},
      {"62238-1", ">", "60", "mL/min/{1.73_m2}", Decision::proceed},
      {"62238-1", ">=", "60", "mL/min/{1.73_m2}", Decision::proceed},
  };
  for (const Bound& one : bounds) {
    const Answered a = answer_of({bound(one.loinc, one.comparator, one.value, one.unit)});
    EXPECT_EQ(a.decision(), one.decision) << one.loinc << one.comparator << one.value;
  }
  EXPECT_EQ(swedish({bound("777-3", "<", "20", "10*9/L")}), Decision::do_not_treat);
  EXPECT_EQ(swedish({bound("777-3", ">", "20", "10*9/L")}), Decision::clearance);
  // Nobody knows how far above 120 it is: it is measured.
  EXPECT_TRUE(answer_of({bound("8480-6", ">", "120", "mm[Hg]")}).warned("unread_value"));
}

TEST(RecordNumbers, a_number_as_a_text_is_read) {
  EXPECT_EQ(answer_of({text_value("6301-6", "> 8.0")}).decision(), Decision::do_not_treat);
  EXPECT_EQ(answer_of({text_value("6301-6", "5,2")}).decision(), Decision::do_not_treat);
  EXPECT_EQ(answer_of({text_value("777-3", "< 50 10*9/L")}).decision(), Decision::do_not_treat);
  EXPECT_EQ(answer_of({text_value("777-3", "≤49 10*9/L")}).decision(), Decision::do_not_treat);
  for (const char* none : {"49", "see report", "4-5", "5.2.1 10*9/L"})
    EXPECT_TRUE(answer_of({text_value("777-3", none)}).record.measure.contains("platelets.count"))
        << none;
}

TEST(RecordNumbers, one_that_is_too_large_for_any_costs_no_more_than_its_own_value) {
  for (const std::string& huge : {std::string("1e999"), std::string(400, '9')}) {
    const Answered a = answer_of(
        {measured("6301-6", huge, "1", 3), condition(snomed("128053003"), "active", onset(5))});
    EXPECT_EQ(a.decision(), Decision::do_not_treat);
    EXPECT_TRUE(a.told("blood_clot"));
    EXPECT_TRUE(a.record.measure.contains("inr"));
  }
}

}  // namespace
}  // namespace fascia::interop
