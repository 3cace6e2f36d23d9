// SPDX-License-Identifier: Apache-2.0
#include "care/check_in.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "follow_up_shipped.h"

namespace fascia::care {
namespace {

using Form = std::vector<std::pair<std::string, std::string>>;

const CheckInRules& check_in_rules() { return follow_up().check_ins; }
const Date kMonday = Date::of(2026, 11, 23);

Instant at(Date day, int hour, int minute = 0) {
  return edmonton().instant({day, hour * 60 + minute});
}

// Monday to Friday, 9 to 17.
std::vector<OpenSpan> weekdays() {
  std::vector<OpenSpan> open;
  for (int i = 0; i < 21; ++i) {
    Date day = kMonday + i;
    if (day.weekday() <= 5) open.push_back({at(day, 9), at(day, 17)});
  }
  return open;
}

CheckInResult answered(std::string_view moment, const Form& form, Instant now) {
  auto answers = read_check_in(check_in_rules(), moment, form);
  EXPECT_TRUE(answers.has_value());
  CheckInContext context;
  context.bleeding_risk = Tri::no;
  return check_in(check_in_rules(), follow_up().clock, *answers, context, now, edmonton(),
                  weekdays());
}

TEST(CheckIn, B15_to_B17_when_it_is_asked) {
  Zone zone = edmonton();
  auto late = plan_check_ins(check_in_rules(), at(kMonday, 22, 10), zone, std::nullopt);
  ASSERT_EQ(late.size(), 3u);
  EXPECT_EQ(late[0].send, at(kMonday + 2, 9));
  auto day = plan_check_ins(check_in_rules(), at(kMonday, 14), zone, std::nullopt);
  EXPECT_EQ(day[0].send, at(kMonday + 1, 14));
  EXPECT_EQ(day[1].send, at(kMonday + 2, 14));
  EXPECT_EQ(day[2].send, at(kMonday + 7, 14));
  EXPECT_EQ(day[0].remind, at(kMonday + 2, 9));  // 2 in the morning is no hour to remind
  EXPECT_EQ(day[0].expires, at(kMonday + 3, 2));
  auto before = plan_check_ins(check_in_rules(), at(kMonday, 14), zone, at(kMonday + 2, 10));
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before[0].moment, "24h");
  EXPECT_EQ(plan_check_ins(check_in_rules(), at(kMonday, 14), zone, std::nullopt, "72h").size(),
            4u);
}

// CHK-S33: which tips were used is asked once, at 48 hours, in the same answers as the soreness.
TEST(CheckIn, CHK_S33_at_48_hours_it_asks_which_tips_were_used_beside_the_soreness) {
  const Form form{{"Q0", "none"}, {"Q1", "3"}, {"Q8", "walk"}, {"Q8", "stretches"}};
  auto answers = read_check_in(check_in_rules(), "48h", form);
  ASSERT_TRUE(answers) << answers.error().message << " on " << answers.error().field;
  for (const char* moment : {"24h", "72h", "7d"}) {
    auto other = read_check_in(check_in_rules(), moment, form);
    ASSERT_FALSE(other) << moment;
    EXPECT_EQ(other.error().message, "check_in_question") << moment;
  }
  auto asked = questions_at(check_in_rules(), "48h");
  auto is_asked = [&](std::string_view id) {
    return std::any_of(asked.begin(), asked.end(), [&](auto* q) { return q->id == id; });
  };
  EXPECT_TRUE(is_asked("Q8"));
  EXPECT_TRUE(is_asked("Q1"));
  EXPECT_FALSE(read_check_in(check_in_rules(), "48h", {{"Q0", "none"}, {"Q8", "a swim"}}));
}

RC_GTEST_PROP(CheckIn, nothing_is_sent_at_night_or_early, ()) {
  Instant ended{1795000000 + *rc::gen::inRange(0, 40 * 86400)};
  Zone zone = edmonton();
  for (const PlannedCheckIn& one :
       plan_check_ins(check_in_rules(), ended, zone, std::nullopt, "72h")) {
    int minute = zone.wall(one.send).minute;
    RC_ASSERT(minute >= 9 * 60 && minute < 20 * 60);
    RC_ASSERT(one.send >= one.due && one.send - one.due <= hours(13));
    RC_ASSERT(one.remind < one.expires);
  }
}

TEST(CheckIn, R41_the_screen_is_complete_without_staff_and_says_when_the_clinic_opens) {
  CheckInResult open = answered("24h", {{"Q0", "none"}, {"Q1", "7"}}, at(kMonday, 10));
  ASSERT_EQ(open.screen.size(), 1u);
  EXPECT_EQ(open.screen[0].en, "Thank you for telling us. Your therapist will call you.");
  CheckInResult night = answered("24h", {{"Q0", "none"}, {"Q1", "7"}}, at(kMonday, 22));
  EXPECT_NE(night.screen[0].en.find("when we open at 9:00 am tomorrow"), std::string::npos);
  EXPECT_NE(night.screen[0].fr.find("9 h demain"), std::string::npos);
  EXPECT_EQ(night.lines, (std::vector<std::string>{"811"}));
  CheckInResult emergency = answered("24h", {{"Q0", "W01"}, {"Q1", "7"}}, at(kMonday, 22));
  EXPECT_EQ(emergency.screen.size(), 1u);
  EXPECT_EQ(emergency.lines, (std::vector<std::string>{"911"}));
  EXPECT_EQ(emergency.level, Level::emergency);
  EXPECT_EQ(emergency.escalations.size(), 2u);
  for (const EscalationRow& row : check_in_rules().rows) {
    EXPECT_FALSE(row.text.en.empty() || row.text.fr.empty()) << row.id;
  }
}

TEST(CheckIn, R41_calls_are_due_in_open_hours) {
  CheckInResult friday = answered("24h", {{"Q0", "none"}, {"Q1", "8"}}, at(kMonday + 4, 15));
  ASSERT_FALSE(friday.escalations.empty());
  EXPECT_EQ(friday.escalations[0].due, at(kMonday + 7, 11));  // 2 h on Friday, 2 h on Monday
  CheckInResult day = answered("7d", {{"Q0", "none"}, {"Q12", "yes"}}, at(kMonday + 4, 15));
  EXPECT_EQ(day.escalations[0].due, at(kMonday + 7, 17));
  CheckInResult urgent = answered("24h", {{"Q0", "W11"}}, at(kMonday, 10));
  EXPECT_GE(static_cast<int>(urgent.escalations[0].tries.size()), check_in_rules().least_tries);
  EXPECT_EQ(urgent.escalations[0].tries[0], at(kMonday, 11));
  EXPECT_EQ(urgent.escalations[0].tries[2], at(kMonday + 1, 9));
}

TEST(CheckIn, R41_urgent_rows_alert_people_in_words_without_health) {
  for (const EscalationRow& row : check_in_rules().rows) {
    if (row.level >= Level::urgent) {
      EXPECT_TRUE(row.alert) << row.id;
      EXPECT_FALSE(row.who.empty()) << row.id;
      EXPECT_FALSE(row.lines.empty()) << row.id;
    }
  }
  EXPECT_GT(check_in_rules().alert_repeat_minutes, 0);
  for (const std::string& word : {std::string("pain"), std::string("sore"), std::string("health"),
                                  std::string("symptom"), std::string("911"), std::string("811")}) {
    EXPECT_EQ(check_in_rules().alert_subject.en.find(word), std::string::npos);
    EXPECT_EQ(check_in_rules().alert_text.en.find(word), std::string::npos);
  }
}

TEST(CheckIn, R41_no_closing_without_an_outcome_or_three_tries) {
  EXPECT_EQ(check_in_rules().least_tries, 3);
  EXPECT_EQ(may_close(check_in_rules(), "", 9).error().message, "escalation_outcome");
  EXPECT_EQ(may_close(check_in_rules(), "no_answer", 2).error().message, "escalation_tries");
  EXPECT_TRUE(may_close(check_in_rules(), "no_answer", 3).has_value());
  EXPECT_TRUE(may_close(check_in_rules(), "reached", 1).has_value());
}

TEST(CheckIn, words_of_distress_are_answered_below_an_emergency_too) {
  CheckInResult both = answered("24h", {{"Q0", "W01"}, {"note", "I want to DIE"}}, at(kMonday, 10));
  ASSERT_EQ(both.screen.size(), 2u);
  EXPECT_EQ(both.lines, (std::vector<std::string>{"911", "988"}));
}

RC_GTEST_PROP(CheckIn, one_more_sign_never_makes_it_less_urgent, ()) {
  Form form{{"Q0", "none"}, {"Q1", std::to_string(*rc::gen::inRange(0, 11))}};
  auto before = answered("24h", form, at(kMonday, 10));
  const auto& signs = follow_up().aftercare.signs;
  form.emplace_back("Q0", signs[*rc::gen::inRange<std::size_t>(0, signs.size())].id);
  auto after = answered("24h", form, at(kMonday, 10));
  RC_ASSERT(after.level >= before.level && after.level >= Level::urgent);
  RC_ASSERT(!after.lines.empty());
}

RC_GTEST_PROP(CheckIn, any_form_is_read_or_refused, (Form form)) {
  auto read = read_check_in(check_in_rules(), "24h", form);
  if (read) answered("24h", form, at(kMonday, 10));
}

}  // namespace
}  // namespace fascia::care
