// SPDX-License-Identifier: Apache-2.0
// What a physician's letter changes of a screening, and what it does not (R40; sheet a, 4.1(4),
// 4.1(8a)).
#include "care/clearance.h"

#include "screening_protocol.h"

namespace fascia::care {
namespace {

// The letter of every rule that asks, with this answer.
std::vector<RuleLetter> answered(const Intake& intake, ServiceKind service,
                                 RuleLetter::Answer answer) {
  std::vector<RuleLetter> all;
  for (const Finding& one : screen(shipped(), intake, service, kVisit).findings) {
    if (!asks_physician(one)) continue;
    RuleLetter letter;
    letter.rule = one.rule;
    letter.service = service;
    letter.answer = answer;
    letter.signed_on = kVisit;
    letter.about = one.about;
    letter.told = events_told(shipped(), intake.answers);
    all.push_back(std::move(letter));
  }
  EXPECT_FALSE(all.empty());
  return all;
}

Screening deep(const Intake& intake, const std::vector<RuleLetter>& letters, Date day = kVisit) {
  return screen(shipped(), intake, ServiceKind::deep, day, letters);
}

TEST(Clearance, R40_a_yes_makes_a_clearance_a_change_that_keeps_its_caps) {
  Intake intake = on_thinner();
  ASSERT_EQ(deep(intake, {}).decision, Decision::clearance);
  Screening now = deep(intake, answered(intake, ServiceKind::deep, RuleLetter::Answer::yes));
  EXPECT_EQ(now.decision, Decision::modify);
  EXPECT_EQ(now.limits, deep(intake, {}).limits);
  ASSERT_NE(finding(now, "med-anticoagulant"), nullptr);
  EXPECT_TRUE(finding(now, "med-anticoagulant")->letter);
}

TEST(Clearance, R40_it_serves_for_the_days_of_its_rule_and_to_the_day_that_it_names) {
  Intake intake = on_thinner();
  auto letters = answered(intake, ServiceKind::deep, RuleLetter::Answer::yes);
  int days = shipped().rule("med-anticoagulant")->clearance_days;
  ASSERT_GT(days, 30);
  auto on = [&](Date day) { return deep(intake, letters, day).decision; };
  EXPECT_EQ(on(kVisit + days), Decision::modify);
  EXPECT_EQ(on(kVisit + days + 1), Decision::clearance);
  EXPECT_EQ(on(kVisit - 1), Decision::clearance);  // not yet signed then
  letters.front().until = kVisit + 10;
  EXPECT_EQ(on(kVisit + 10), Decision::modify);
  EXPECT_EQ(on(kVisit + 11), Decision::clearance);
}

TEST(Clearance, R40_during_chemotherapy_a_letter_about_few_platelets_serves_a_week) {
  const std::string kRule = "platelets-low";
  auto low = [](const std::string& cancer) {
    return person(R"({"platelets":["low"],"cancer":)" + cancer + "}");
  };
  auto days = [&](const Intake& intake) {
    Screening now = deep(intake, {});
    const Finding* one = finding(now, kRule);
    return one == nullptr ? 0 : one->clearance_days;
  };
  Intake treated = low(R"("yes","cancer.chemo":"2026-11-14")");  // ten days before
  EXPECT_EQ(days(low(R"("no")")), 30);
  EXPECT_EQ(days(treated), 7);
  EXPECT_EQ(days(low(R"("yes","cancer.chemo":"2026-10-13")")), 7);  // 42 days
  EXPECT_EQ(days(low(R"("yes","cancer.chemo":"2026-10-12")")), 30);
  auto letters = answered(treated, ServiceKind::deep, RuleLetter::Answer::yes);
  auto answered_on = [&](Date day) {
    Screening then = deep(treated, letters, day);
    const Finding* one = finding(then, kRule);
    return one != nullptr && one->letter.has_value();
  };
  EXPECT_TRUE(answered_on(kVisit + 7));
  EXPECT_FALSE(answered_on(kVisit + 8));
}

TEST(Clearance, R40_limits_come_on_top_and_without_a_depth_they_are_careful) {
  Intake intake = on_thinner();
  auto letters = answered(intake, ServiceKind::deep, RuleLetter::Answer::limits);
  letters.front().max_depth = 2;
  EXPECT_EQ(deep(intake, letters).limits.max_depth, 2);
  letters.front().max_depth = 5;  // never above what the rule allows
  EXPECT_EQ(deep(intake, letters).limits.max_depth, 3);
  letters.front().max_depth.reset();
  EXPECT_LE(deep(intake, letters).limits.max_depth, 3);
}

TEST(Clearance, R40_a_no_ends_it_for_this_service_and_leaves_the_gentler_one) {
  Intake intake = on_thinner();
  Screening now = deep(intake, answered(intake, ServiceKind::deep, RuleLetter::Answer::no));
  EXPECT_EQ(now.decision, Decision::do_not_treat);
  ASSERT_TRUE(now.gentler);
  EXPECT_EQ(now.gentler->decision, Decision::modify);
}

TEST(Clearance, R40_a_yes_to_deep_work_covers_gentle_and_not_the_other_way_round) {
  Intake intake = person(
      R"({"blood_clot":"yes","blood_clot.date":"2026-08-01","blood_clot.worse":"no","blood_clot.treated":"yes"})");
  ASSERT_EQ(screen(shipped(), intake, ServiceKind::swedish, kVisit).decision, Decision::clearance);
  auto of_deep = answered(intake, ServiceKind::deep, RuleLetter::Answer::yes);
  EXPECT_LT(screen(shipped(), intake, ServiceKind::swedish, kVisit, of_deep).decision,
            Decision::clearance);
  auto of_gentle = answered(intake, ServiceKind::swedish, RuleLetter::Answer::yes);
  EXPECT_EQ(deep(intake, of_gentle).decision, Decision::clearance);
}

TEST(Clearance, R40_other_answers_are_another_question) {
  Intake intake = on_thinner();
  auto letters = answered(intake, ServiceKind::deep, RuleLetter::Answer::yes);
  EXPECT_EQ(deep(on_thinner("warfarin"), letters).decision, Decision::clearance);
}

TEST(Clearance, R40_it_cancels_no_refusal_and_no_emergency) {
  Intake intake = person(
      R"({"blood_clot":"yes","blood_clot.date":"2026-11-01","blood_clot.worse":"no","blood_clot.treated":"yes"})");
  Screening refused = deep(intake, {});
  ASSERT_EQ(refused.decision, Decision::do_not_treat);
  RuleLetter letter;
  letter.rule = "dvt-confirmed";
  letter.answer = RuleLetter::Answer::yes;
  letter.signed_on = kVisit;
  letter.about = "blood_clot=\"yes\";";
  EXPECT_EQ(deep(intake, {letter}).decision, Decision::do_not_treat);
}

// 4.1(4): the letter of somebody who fell, was operated, takes a new medicine, shows a new sign or
// is pregnant since then is no answer any more.
TEST(Clearance, R40_it_ends_at_a_new_event_told_after_it) {
  Intake before = on_thinner();
  auto letters = answered(before, ServiceKind::deep, RuleLetter::Answer::yes);
  for (RuleLetter& letter : letters) {
    letter.signed_on = kVisit - 20;
    letter.told = events_told(shipped(), before.answers);
  }
  ASSERT_EQ(deep(before, letters).decision, Decision::modify);
  auto asks_again = [&](const std::string& answers) {
    Intake after = before;
    for (auto& [id, answer] : person("{" + answers + "}").answers)
      if (id.rfind("blood_thinner", 0) != 0) after.answers[id] = answer;
    Screening now = deep(after, letters);
    const Finding* one = finding(now, "med-anticoagulant");
    EXPECT_NE(one, nullptr) << answers;
    if (one == nullptr) return false;
    EXPECT_EQ(one->letter.has_value(), !one->letter_ended.has_value()) << answers;
    if (one->letter_ended) {
      EXPECT_EQ(one->letter_ended->signed_on, kVisit - 20);
    }
    return one->letter_ended.has_value();
  };
  auto day = [](int days) { return '"' + to_iso(kVisit - days) + '"'; };
  EXPECT_FALSE(asks_again(R"("surgery":"minor","surgery.date":)" + day(20)));  // known to it
  EXPECT_TRUE(asks_again(R"("surgery":"minor","surgery.date":)" + day(19)));
  EXPECT_FALSE(asks_again(R"("injury":"yes","injury.date":)" + day(20)));
  EXPECT_TRUE(asks_again(R"("injury":"yes","injury.date":)" + day(19)));
  // A night in hospital without an operation, and a day that nobody is sure of.
  EXPECT_FALSE(asks_again(R"("hospital_stay":"yes","hospital_stay.date":)" + day(20)));
  EXPECT_TRUE(asks_again(R"("hospital_stay":"yes","hospital_stay.date":)" + day(19)));
  EXPECT_TRUE(asks_again(R"("hospital_stay":"yes","hospital_stay.date":"not_sure")"));
  EXPECT_FALSE(asks_again(R"("hospital_stay":"no")"));
  EXPECT_TRUE(asks_again(R"("fall":["unhurt"])"));
  EXPECT_TRUE(asks_again(R"("steroids":"yes")"));
  EXPECT_TRUE(asks_again(R"("pregnant":"could-be")"));
  EXPECT_TRUE(asks_again(R"("numb":"known")"));
  EXPECT_TRUE(asks_again(R"("statin":"not_sure")"));  // a doubt is no no
  EXPECT_FALSE(asks_again(R"("lump":"harmless")"));   // no event of these
}

TEST(Clearance, R40_what_was_told_when_it_was_asked_for_ends_it_not) {
  Intake with_pills = on_thinner();
  with_pills.answers["antiplatelet"] = std::vector<std::string>{"dipyridamole"};
  with_pills.answers["steroids"] = Said::yes;
  auto told = events_told(shipped(), with_pills.answers);
  EXPECT_EQ(told.at("steroids"), "\"yes\"");
  RuleLetter letter;
  letter.signed_on = kVisit - 5;
  letter.told = told;
  EXPECT_EQ(ended_by(shipped(), letter, with_pills.answers), nullptr);
  AnswerMap now = with_pills.answers;
  now["steroids"] = Said::no;  // milder
  now["antiplatelet"] = std::vector<std::string>();
  EXPECT_EQ(ended_by(shipped(), letter, now), nullptr);
  now["antiplatelet"] = std::vector<std::string>{"dipyridamole", "aspirin-low"};
  const LetterEnd* end = ended_by(shipped(), letter, now);
  ASSERT_NE(end, nullptr);
  EXPECT_EQ(end->id, "medicine");
}

// What an older letter was asked for with is unknown, but for what it is about: nothing else that
// is told now was surely known to the physician.
TEST(Clearance, R40_without_its_kept_answers_a_letter_ends_at_all_that_it_is_not_about) {
  Intake intake = on_thinner();
  auto letters = answered(intake, ServiceKind::deep, RuleLetter::Answer::yes);
  for (RuleLetter& letter : letters) letter.told.reset();
  EXPECT_EQ(deep(intake, letters).decision, Decision::modify);
  auto ended = [&](const char* question, const Answer& answer) {
    AnswerMap now = intake.answers;
    now[question] = answer;
    const LetterEnd* end = ended_by(shipped(), letters.front(), now);
    return end == nullptr ? std::string() : end->id;
  };
  EXPECT_EQ(ended("steroids", Said::no), "");
  EXPECT_EQ(ended("steroids", Said::yes), "medicine");
  EXPECT_EQ(ended("blood_thinner", std::string("warfarin")), "medicine");  // not what it is about
  EXPECT_EQ(ended("surgery.date", SaidDate{kVisit, to_iso(kVisit)}), "");  // signed on that day
  EXPECT_EQ(ended("surgery.date", SaidDate{kVisit + 1, to_iso(kVisit + 1)}), "operation");
}

TEST(Clearance, R40_a_no_is_not_undone_by_a_later_event_and_a_new_letter_counts_again) {
  Intake intake = on_thinner();
  auto no = answered(intake, ServiceKind::deep, RuleLetter::Answer::no);
  auto yes = answered(intake, ServiceKind::deep, RuleLetter::Answer::yes);
  for (auto* letters : {&no, &yes})
    for (RuleLetter& letter : *letters) {
      letter.signed_on = kVisit - 20;
      letter.told = events_told(shipped(), intake.answers);
    }
  intake.answers["pregnant"] = std::string("could-be");
  EXPECT_EQ(finding(deep(intake, no), "med-anticoagulant")->decision, Decision::do_not_treat);
  auto both = yes;
  both.push_back(yes.front());
  both.back().signed_on = kVisit - 1;
  both.back().told = events_told(shipped(), intake.answers);
  Screening now = deep(intake, both);
  ASSERT_TRUE(finding(now, "med-anticoagulant")->letter);
  EXPECT_EQ(finding(now, "med-anticoagulant")->letter->signed_on, kVisit - 1);
}

// Every rule that asks about a place alone: a yes opens the place and nothing else.
TEST(Clearance, R40_a_place_opens_when_its_letter_is_there) {
  int seen = 0;
  for (const Rule& rule : shipped().rules)
    for (const Case& one : rule.cases) {
      Intake intake = healthy(shipped());
      for (const auto& [id, answer] : one.answers) intake.answers[id] = answer;
      intake.birth_date = one.birth;
      Screening before = screen(shipped(), intake, ServiceKind::deep, one.visit);
      const Finding* asks = finding(before, rule.id);
      if (asks == nullptr || asks->there != Decision::clearance || ++seen > 40) continue;
      RuleLetter letter{rule.id, ServiceKind::deep, RuleLetter::Answer::yes, one.visit, {}, {},
                        {},      asks->about};
      Screening now = screen(shipped(), intake, ServiceKind::deep, one.visit, {letter});
      const Finding* open = finding(now, rule.id);
      ASSERT_NE(open, nullptr);
      EXPECT_FALSE(open->there) << rule.id << ' ' << one.name;
      EXPECT_LT(open->decision, Decision::clearance);
      EXPECT_LE(now.decision, before.decision);
    }
  EXPECT_GT(seen, 0);
}

TEST(Clearance, an_open_detail_of_an_emergency_comes_to_clearance_at_most) {
  int seen = 0;
  for (const Rule& rule : shipped().rules) {
    if (rule.gate != Gate::emergency_gate || rule.combination) continue;
    for (const Question& detail : shipped().questions) {
      if (detail.gate != Gate::emergency_gate || !detail.is_detail() || detail.if_unsure) continue;
      std::set<std::string> names;
      for (const Row& row : rule.rows) collect_names(row.when, names);
      if (names.count(detail.id) == 0) continue;
      const Question* parent = shipped().question(detail.parent);
      if (parent == nullptr || parent->kind != Kind::tri || parent->is_detail()) continue;
      Intake intake = healthy(shipped());
      intake.answers[parent->id] = parent->yes_is_safe ? Said::no : Said::yes;
      Screening open = screen(shipped(), intake, ServiceKind::deep, kVisit);
      const Finding* found = finding(open, rule.id);
      if (found == nullptr || !found->unsure) continue;
      ++seen;
      EXPECT_LE(found->decision, Decision::clearance) << rule.id << ' ' << detail.id;
    }
  }
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace fascia::care
