// SPDX-License-Identifier: Apache-2.0
// Invariant 4: what was decided is kept with the version that decided it, and reads as it did then.
#include <boost/json/serialize.hpp>

#include "care/screening_protocol.h"

namespace fascia::care {
namespace {

std::vector<Screening> some() {
  const Protocol& rules = shipped();
  std::vector<Screening> out;
  for (const Intake& intake :
       {healthy(rules), on_thinner(), person(R"({"pregnant":"yes"})"),
        person(R"({"fever":["fever"]})"), person(R"({"blood_clot":"not_sure"})"), Intake{}})
    for (ServiceKind service : {ServiceKind::deep, ServiceKind::swedish})
      out.push_back(screen(rules, intake, service, kVisit));
  RuleLetter letter;
  letter.rule = "med-anticoagulant";
  letter.answer = RuleLetter::Answer::limits;
  letter.signed_on = kVisit - 3;
  letter.max_depth = 2;
  letter.limits = "gently";
  letter.about = finding(out[2], letter.rule)->about;
  out.push_back(screen(rules, on_thinner(), ServiceKind::deep, kVisit, {letter}));
  return out;
}

TEST(ScreeningKept, invariant_4_reads_back_what_was_decided_with_its_words_and_version) {
  for (const Screening& was : some()) {
    auto read = read_screening(write_screening(was));
    ASSERT_TRUE(read) << boost::json::serialize(write_screening(was));
    EXPECT_EQ(write_screening(*read), write_screening(was));
    EXPECT_EQ(to_json(*read, "fr"), to_json(was, "fr"));
    for (const Region& region : shipped().regions) {
      EXPECT_EQ(read->limits.depth_at(region), was.limits.depth_at(region)) << region.text();
      if (was.limits.depth_at(region) == 0) continue;
      for (const char* what : {"stripping", "cup-static"})
        EXPECT_EQ(read->limits.allows(what, region), was.limits.allows(what, region));
    }
    EXPECT_EQ(read->deep_work, was.deep_work);
    EXPECT_EQ(read->protocol_version, shipped().version);
    EXPECT_TRUE(says_the_same(*read, was));
  }
}

TEST(ScreeningKept, what_was_kept_in_english_alone_is_english_in_both) {
  const Screening was = screen(shipped(), on_thinner(), ServiceKind::deep, kVisit);
  auto read = read_screening(to_json(was));
  ASSERT_TRUE(read);
  ASSERT_FALSE(read->findings.empty());
  EXPECT_EQ(read->findings[0].reason->fr, was.findings[0].reason->en);
  EXPECT_TRUE(says_the_same(*read, was));
}

TEST(ScreeningKept, another_decision_limit_or_rule_is_not_the_same_and_other_words_are) {
  const Screening was = screen(shipped(), on_thinner(), ServiceKind::deep, kVisit);
  Screening other = was;
  other.limits.max_depth = std::max(0, was.limits.max_depth - 1);
  EXPECT_FALSE(says_the_same(was, other));
  other = was;
  other.findings.pop_back();
  EXPECT_FALSE(says_the_same(was, other));
  other = was;
  other.decision = Decision::emergency;
  EXPECT_FALSE(says_the_same(was, other));
  other = was;
  other.protocol_version = "2+0";
  other.findings[0].reason = Words{"Other words.", "D’autres mots."};
  EXPECT_TRUE(says_the_same(was, other));
}

TEST(ScreeningKept, what_is_no_screening_is_refused) {
  for (const char* key : {"decision", "service", "visit_date", "findings", "limits"}) {
    boost::json::object kept =
        write_screening(screen(shipped(), on_thinner(), ServiceKind::deep, kVisit));
    kept[key] = 7;
    EXPECT_FALSE(read_screening(kept)) << key;
  }
  EXPECT_FALSE(read_screening(boost::json::value("no")));
}

}  // namespace
}  // namespace fascia::care
