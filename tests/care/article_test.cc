// SPDX-License-Identifier: Apache-2.0
// Rows of the article's sheet (c 1) that screening and measures hold.
#include "care/outcomes.h"
#include "follow_up_shipped.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

// A yes of a physician to all that is asked, written on the day of the visit.
std::vector<RuleLetter> yes_to(const Screening& screening, Date day) {
  std::vector<RuleLetter> all;
  for (const Finding& one : screening.findings)
    if (asks_physician(one))
      all.push_back(
          {one.rule, screening.service, RuleLetter::Answer::yes, day, {}, {}, {}, one.about});
  return all;
}

// CHK-S19c: 41 days after an operation its place is not touched; from 42 days on it takes the
// surgeon's word, and with it the deep work is allowed there, with its caps.
TEST(Article, CHK_S19c_an_operation_at_41_and_42_days) {
  auto after = [&](int days) {
    return person(R"({"surgery":"major","surgery.where":["low-back.L"],"surgery.wound":"closed",
      "surgery.released":"yes","surgery.date":")" +
                  to_iso(kVisit - days) + "\"}");
  };
  const Region place = *parse_region("low-back.L");
  Screening at_41 = screen(shipped(), after(41), ServiceKind::deep, kVisit);
  EXPECT_EQ(at_41.decision, Decision::clearance);
  EXPECT_EQ(at_41.limits.depth_at(place), 0);
  Screening at_42 = screen(shipped(), after(42), ServiceKind::deep, kVisit);
  EXPECT_EQ(at_42.decision, Decision::clearance);
  EXPECT_EQ(at_42.limits.depth_at(place), 2);
  Screening with = screen(shipped(), after(42), ServiceKind::deep, kVisit, yes_to(at_42, kVisit));
  EXPECT_EQ(with.decision, Decision::modify);
  EXPECT_EQ(with.limits.depth_at(place), 2);
  // The letter of day 41 was about other answers only where the day of the operation changed.
  Screening early = screen(shipped(), after(41), ServiceKind::deep, kVisit, yes_to(at_41, kVisit));
  EXPECT_EQ(early.limits.depth_at(place), 0);
}

// CHK-S19d: a known clot is not treated and says to see a doctor; signs of one are urgent; after it
// was treated and cleared there is no deep work on that leg.
TEST(Article, CHK_S19d_a_clot_is_refused_and_its_signs_are_urgent) {
  for (int days : {0, 30, 89}) {
    Screening known =
        screen(shipped(),
               person(R"({"blood_clot":"yes","blood_clot.worse":"no","blood_clot.treated":"yes",
          "blood_clot.where":["calf.L"],"blood_clot.date":")" +
                      to_iso(kVisit - days) + "\"}"),
               ServiceKind::deep, kVisit);
    EXPECT_EQ(known.decision, Decision::do_not_treat) << days;
    ASSERT_TRUE(known.gentler);
    EXPECT_EQ(known.gentler->decision, Decision::do_not_treat) << days;
  }
  int signs = 0;
  for (const Case& one : shipped().rule("dvt-suspected")->cases) {
    if (one.deep < Decision::do_not_treat) continue;
    ++signs;
    Intake intake = healthy(shipped());
    for (const auto& [id, answer] : one.answers) intake.answers[id] = answer;
    for (const Region& region : one.pains) intake.pains.push_back({region, one.pain});
    Screening now = screen(shipped(), intake, ServiceKind::deep, one.visit);
    const Finding* found = finding(now, "dvt-suspected");
    ASSERT_NE(found, nullptr) << one.name;
    EXPECT_GE(now.decision, Decision::do_not_treat) << one.name;
    EXPECT_TRUE(found->unsure || now.urgency >= Urgency::doctor_24h) << one.name;
  }
  EXPECT_GT(signs, 0);
  Intake old = person(R"({"blood_clot":"yes","blood_clot.worse":"no","blood_clot.treated":"yes",
      "blood_clot.where":["calf.L"],"blood_clot.date":")" +
                      to_iso(kVisit - 100) + "\"}");
  Screening asked = screen(shipped(), old, ServiceKind::deep, kVisit);
  Screening cleared = screen(shipped(), old, ServiceKind::deep, kVisit, yes_to(asked, kVisit));
  EXPECT_EQ(cleared.decision, Decision::modify);
  for (const char* leg : {"calf.L", "thigh-back.L", "knee-back.L"})
    EXPECT_LE(cleared.limits.depth_at(*parse_region(leg)), 2) << leg;
}

// CHK-S18c: how far something moves: a change below the error of measuring is "no clear change".
TEST(Article, CHK_S18c_a_change_of_movement_below_the_error_is_no_clear_change) {
  int seen = 0;
  for (const Measure& m : follow_up().measures) {
    if (m.group != "movement" || !m.mdc) continue;
    ++seen;
    double sign = m.higher_is_better ? 1 : -1;
    double first = (m.low + m.high) / 2;
    EXPECT_EQ(change(m, first, first + sign * (*m.mdc - 0.5)).word, ChangeWord::no_clear_change)
        << m.id;
    EXPECT_NE(change(m, first, first + sign * (*m.mdc + 0.5)).word, ChangeWord::no_clear_change)
        << m.id;
    EXPECT_EQ(change(m, first, first - sign * (*m.mdc + 0.5)).word, ChangeWord::clear_loss) << m.id;
  }
  EXPECT_GT(seen, 5);
}

}  // namespace
}  // namespace fascia::care
