// SPDX-License-Identifier: Apache-2.0
// What comes along from an earlier intake, and what is asked again (sheet a, 4.2; issue "Care").
#include "care/returning.h"

#include "care/interview.h"
#include "core/json.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

const Date kThen = Date::of(2026, 10, 12);

// A whole intake of 12 October: diabetes since long, an old sprain, and nothing else.
Intake told_then() {
  Intake intake = healthy(shipped());
  intake.visit_date = intake.answered_on = kThen;
  intake.answers["diabetes"] = Said::yes;
  for (const char* detail : {"diabetes.now", "diabetes.feet", "diabetes.low_risk"})
    intake.answers[detail] = std::vector<std::string>();
  for (const Question& question : shipped().questions)
    if (question.topic && question.section == "muscles")
      intake.answers[question.id] = question.kind == Kind::tri ? Answer(Said::no)
                                    : question.kind == Kind::choice
                                        ? Answer(std::string("none"))
                                        : Answer(std::vector<std::string>());
  intake.answers["any.muscles"] = intake.answers["injury"] = Said::yes;
  return intake;
}

Intake told_again(Date day = kVisit) {
  Intake intake = carry_answers(shipped(), told_then(), day);
  intake.answered_on = day;
  return intake;
}

std::vector<std::string> groups_asked(const Intake& intake) {
  std::vector<std::string> out;
  for (const Step& step : all_steps(shipped(), intake, ServiceKind::deep, kVisit + 3))
    if (!step.open.empty()) out.push_back(step.group);
  return out;
}

TEST(Returning, what_lasts_comes_along_with_its_day_and_what_may_have_changed_is_asked) {
  Intake intake = told_again();
  EXPECT_EQ(intake.answers.at("diabetes"), Answer(Said::yes));
  EXPECT_EQ(intake.told_on.at("diabetes"), kThen);
  EXPECT_EQ(intake.answers.at("high_pressure"), Answer(Said::no));
  for (const char* asked : {"blood_thinner", "pregnant", "fever", "fall", "weight_loss"})
    EXPECT_EQ(intake.answers.count(asked), 0u) << asked;
  EXPECT_EQ(groups_asked(intake),
            (std::vector<std::string>{"now", "heart", "medicine", "body", "pregnancy", "pain"}));
  std::map<std::string, std::set<std::string>> open;
  for (const Step& step : all_steps(shipped(), intake, ServiceKind::deep, kVisit + 3))
    open[step.group].insert(step.open.begin(), step.open.end());
  // Of the illnesses only the sprain, which may be over, and what changes in diabetes.
  EXPECT_EQ(open["body"], (std::set<std::string>{"injury", "diabetes.now", "diabetes.feet",
                                                 "diabetes.low_risk", "insulin_device"}));
  EXPECT_EQ(open["heart"], std::set<std::string>{"any.clots"});
}

// Sheet a 4.2: what was left open or was not sure is asked again, never taken as a no.
TEST(Returning, R5_a_doubt_and_a_gap_are_asked_again) {
  Intake earlier = told_then();
  earlier.answers["any.heart_vessels"] = Said::not_sure;
  earlier.answers["cancer"] = Said::rather_not_say;
  earlier.answers.erase("blood_clot");
  Intake intake = carry_answers(shipped(), earlier, kVisit);
  intake.answered_on = kVisit;
  Screening screening = screen(shipped(), intake, ServiceKind::deep, kVisit + 3);
  for (const char* id : {"any.heart_vessels", "cancer", "blood_clot"}) {
    EXPECT_EQ(intake.answers.count(id), 0u) << id;
    EXPECT_NE(std::find(screening.missing.begin(), screening.missing.end(), id),
              screening.missing.end())
        << id;
  }
  EXPECT_TRUE(screening.hold);
}

// Whatever the protocol says elsewhere: an alarm or an answer of the day never comes along.
TEST(Returning, R2_no_alarm_and_nothing_of_the_day_comes_along) {
  const Protocol& protocol = shipped();
  for (const Question& question : protocol.questions) {
    bool alarm = question.gate == Gate::emergency_gate || question.gate == Gate::day_of_visit ||
                 question.gate == Gate::measurement || question.gate == Gate::consent;
    const Group& group = *std::find_if(protocol.groups.begin(), protocol.groups.end(),
                                       [&](const Group& g) { return g.id == question.group; });
    if (alarm || group.gates) {
      EXPECT_EQ(question.again, Again::each_visit) << question.id;
    }
  }
  // Nothing that came along decides by itself that a visit goes ahead.
  EXPECT_FALSE(screen(protocol, told_again(), ServiceKind::deep, kVisit + 3).goes_ahead());
}

// CHK-S22: each answer serves 365 days from the day on which it was told, however often it came
// along since.
TEST(Returning, CHK_S22_an_answer_keeps_its_own_age) {
  Intake second = told_again(kThen + 300);
  Intake third = carry_answers(shipped(), second, kThen + 365);
  EXPECT_EQ(third.told_on.at("blood_clot"), kThen);
  EXPECT_EQ(carry_answers(shipped(), second, kThen + 366).answers.count("blood_clot"), 0u);
  third.answered_on = kThen + 365;
  auto is_missing = [&](Date visit) {
    auto missing = screen(shipped(), third, ServiceKind::deep, visit).missing;
    return std::find(missing.begin(), missing.end(), "blood_clot") != missing.end();
  };
  EXPECT_FALSE(is_missing(kThen + 365));
  EXPECT_TRUE(is_missing(kThen + 366)) << "a visit that moved";
}

TEST(Returning, a_section_comes_along_with_its_line_alone) {
  Intake earlier = told_then();
  Intake intake = told_again();
  EXPECT_EQ(intake.answers.at("any.bones"), Answer(Said::no)) << "nothing new: the no stands";
  EXPECT_EQ(intake.answers.at("any.muscles"), Answer(Said::yes)) << "it opens what is asked again";
  EXPECT_EQ(intake.answers.count("injury"), 0u);
  EXPECT_EQ(intake.answers.at("rhabdo"), Answer(Said::no));
  earlier.answers["any.muscles"] = Said::not_sure;
  intake = carry_answers(shipped(), earlier, kVisit);
  EXPECT_EQ(intake.answers.count("any.muscles") + intake.answers.count("rhabdo"), 0u);
}

// Before lines stood for them some things were asked one by one: a yes of that time, beside a no to
// the line, comes along whole, and the other things of the line are not asked anew for it.
TEST(Returning, R3_a_yes_beside_a_no_to_its_line_comes_along_and_opens_the_line) {
  Intake intake = told_again();
  EXPECT_EQ(told_then().answers.at("any.organs"), Answer(Said::no));
  EXPECT_EQ(intake.answers.at("any.organs"), Answer(Said::yes));
  EXPECT_EQ(intake.answers.at("diabetes"), Answer(Said::yes));
  EXPECT_EQ(intake.answers.at("collapsed_lung"), Answer(Said::no));
  EXPECT_EQ(intake.told_on.at("collapsed_lung"), kThen);
}

TEST(Returning, a_day_that_was_named_by_its_year_keeps_the_end_it_had) {
  Intake earlier = told_then();
  earlier.answers["heart_attack"] = Said::yes;
  earlier.answers["heart_attack.date"] = *read_said_date("2026", kThen);
  Intake intake = carry_answers(shipped(), earlier, kVisit);
  intake.answered_on = kVisit;
  auto read = read_intake_value(write_intake(intake), shipped());
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(*read, intake);
  EXPECT_EQ(std::get<SaidDate>(read->answers.at("heart_attack.date")).latest, kThen);
}

TEST(Returning, the_day_of_an_answer_lies_not_behind_the_day_of_the_intake) {
  auto said = [](const char* told) {
    return read_intake(std::string(R"({"visit_date":"2026-11-24","answers":{"diabetes":"no"},)") +
                           "\"told_on\":{" + told + "}}",
                       shipped());
  };
  EXPECT_TRUE(said(R"("diabetes":"2026-10-12")"));
  EXPECT_EQ(said(R"("diabetes":"2026-11-25")").error().field, "/told_on/diabetes");
  EXPECT_EQ(said(R"("diabetes":"soon")").error().message, "intake_date");
  EXPECT_EQ(said(R"("no_such":"2026-10-12")").error().message, "intake_key_unknown");
}

// "Not sure" is no "no": whoever counts the noes counts it with the doubts (R5).
TEST(Returning, R5_a_doubt_is_no_plain_no) {
  const Question& question = *shipped().question("diabetes");
  EXPECT_TRUE(is_plain_no(question, Said::no));
  for (Said doubt : {Said::not_sure, Said::rather_not_say})
    EXPECT_FALSE(is_plain_no(question, doubt));
}

}  // namespace
}  // namespace fascia::care
