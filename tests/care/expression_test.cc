// SPDX-License-Identifier: Apache-2.0
#include "care/expression.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fascia::care {
namespace {

const Names kNames{{"a", {Kind::tri, "", {}, {}}},
                   {"b", {Kind::tri, "", {}, {}}},
                   {"n", {Kind::number, "mmHg", {}, {}}},
                   {"d", {Kind::date, "", {}, {}}},
                   {"c", {Kind::choice, "", {"none", "x", "y"}, {}}},
                   {"m", {Kind::multi, "", {"none", "p", "q", "r"}, {}}},
                   {"w", {Kind::regions, "", {}, {}}},
                   {"s.high", {Kind::number, "mmHg", {}, 140.0}},
                   {"rule:one", {Kind::tri, "", {}, {}}},
                   {"rule:two", {Kind::tri, "", {}, {}}}};

Outcome judge(std::string_view text, const AnswerMap& answers) {
  auto condition = parse_condition(text, kNames);
  if (!condition) {
    ADD_FAILURE() << text << ": " << condition.error().args.back().second;
    return {};
  }
  Facts facts;
  facts.answers = &answers;
  facts.visit = Date::of(2026, 11, 24);
  facts.age = 70;
  facts.service = "deep";
  return evaluate(*condition, facts);
}
Tri value(std::string_view text, const AnswerMap& answers = {}) {
  return judge(text, answers).value;
}

TEST(Expression, three_values_follow_kleene) {
  AnswerMap yes{{"a", Said::yes}};
  AnswerMap no{{"a", Said::no}};
  EXPECT_EQ(value("a", yes), Tri::yes);
  EXPECT_EQ(value("a", no), Tri::no);
  EXPECT_EQ(value("a"), Tri::unknown);
  EXPECT_EQ(value("not a"), Tri::unknown);
  EXPECT_EQ(value("a and b", no), Tri::no);
  EXPECT_EQ(value("a and b", yes), Tri::unknown);
  EXPECT_EQ(value("a or b", yes), Tri::yes);
  EXPECT_EQ(value("a or b", no), Tri::unknown);
  EXPECT_EQ(value("answer(\"a\") and not (b or no)", yes), Tri::unknown);
}

// A number that was told so many days ago at most, whether it may still be looked at or not.
TEST(Expression, the_last_number_is_told_however_old_up_to_its_limit) {
  auto condition = parse_condition("last(n, 180 days) >= s.high", kNames);
  ASSERT_TRUE(condition);
  AnswerMap answers{{"n", 150.0}};
  Expression found = *condition;
  found.parts.front().parts.front().slot = 0;
  auto after = [&](int days, bool hidden = true) {
    Facts facts;
    facts.answers = &answers;
    facts.given.push_back(&answers.at("n"));
    facts.hidden.set(0, hidden);
    facts.days = days;
    return value_of(found, facts);
  };
  EXPECT_EQ(after(0, false), Tri::yes);
  EXPECT_EQ(after(180), Tri::yes);
  EXPECT_EQ(after(181), Tri::no);
  answers["n"] = 139.0;
  EXPECT_EQ(after(10), Tri::no);
  // Who told none has none: it is no, and asks nothing.
  Outcome none = judge("last(n, 180 days) >= 1", {});
  EXPECT_EQ(none.value, Tri::no);
  EXPECT_TRUE(none.missing.empty());
  for (const char* wrong : {"last(n)", "last(a, 180 days) >= 1", "last(n, 3 mmHg) >= 1",
                            "last(n, d) >= 1", "last(n, 180 days)"})
    EXPECT_FALSE(parse_condition(wrong, kNames)) << wrong;
}

TEST(Expression, a_term_stands_for_its_condition_in_brackets) {
  Names names = kNames;
  auto add = [&](const std::string& name, std::string_view means) {
    auto read = parse_condition(means, names);
    EXPECT_TRUE(read) << means;
    if (read) names[name].term = std::make_shared<const Expression>(*std::move(read));
  };
  add("sick", "a or n >= s.high");
  add("very", "sick and b");
  auto read = [&](std::string_view text) { return parse_condition(text, names); };
  EXPECT_EQ(*read("not sick and c == \"x\""), *read("not (a or n >= s.high) and c == \"x\""));
  EXPECT_EQ(*read("very"), *read("(a or n >= s.high) and b"));
  EXPECT_EQ(*read("count_yes(sick, b) >= 2"), *read("count_yes(a or n >= s.high, b) >= 2"));
  EXPECT_FALSE(read("sick >= 3"));       // it is yes or no, and no number
  EXPECT_FALSE(read("given(sick)"));     // nor a question
  EXPECT_FALSE(read("sickness and a"));  // no such name
  // Terms of terms may not grow without end.
  std::string last = "sick";
  for (int i = 0; i < 6; ++i) {
    add("t" + std::to_string(i), last + " or " + last);
    last = "t" + std::to_string(i);
  }
  EXPECT_TRUE(read("t5"));
  auto too_long = read("t5 or t5 or t5 or t5");
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().args.back().second, "the condition is too long with its terms");
}

TEST(Expression, says_which_answers_left_it_open) {
  Outcome open = judge("a and b", {{"a", Said::yes}});
  EXPECT_EQ(open.missing, std::set<std::string>{"b"});
  open = judge("a and b", {{"a", Said::yes}, {"b", Said::not_sure}});
  EXPECT_TRUE(open.missing.empty());
  EXPECT_EQ(open.unsure, std::set<std::string>{"b"});
  EXPECT_TRUE(judge("a and b", {{"a", Said::no}}).missing.empty());
}

TEST(Expression, an_exact_limit_is_inside) {
  AnswerMap at{{"n", 140.0}};
  EXPECT_EQ(value("n >= 140 mmHg", at), Tri::yes);
  EXPECT_EQ(value("n > 140", at), Tri::no);
  EXPECT_EQ(value("n < 140", at), Tri::no);
  EXPECT_EQ(value("n <= 140", at), Tri::yes);
  EXPECT_EQ(value("n == 140", at), Tri::yes);
  EXPECT_EQ(value("n != 140", at), Tri::no);
  EXPECT_EQ(value("age >= 70"), Tri::yes);
  EXPECT_EQ(value("age > 70 years"), Tri::no);
}

TEST(Expression, days_count_to_the_visit_and_no_date_counts_from_it) {
  AnswerMap day{{"d", SaidDate{Date::of(2026, 11, 24) - 42, ""}}};
  EXPECT_EQ(value("days_since(d) >= 6 weeks", day), Tri::yes);
  EXPECT_EQ(value("days_since(d) < 42", day), Tri::no);
  EXPECT_EQ(value("days_since(\"d\") < 43", day), Tri::yes);
  EXPECT_EQ(value("days_since(d) < 1"), Tri::yes);
  EXPECT_EQ(value("days_since(d) < 1", {{"d", Said::not_sure}}), Tri::yes);
  EXPECT_EQ(value("days_since(d) < 9999", {{"d", Said::long_ago}}), Tri::no);
}

TEST(Expression, counts_are_ranges_while_answers_are_open) {
  AnswerMap two{{"m", std::vector<std::string>{"p", "q"}}};
  EXPECT_EQ(value("count_of(m, \"p\", \"q\", \"r\") >= 2", two), Tri::yes);
  EXPECT_EQ(value("count_of(m, \"p\", \"q\", \"r\") + count_yes(a, b) >= 2", two), Tri::yes);
  EXPECT_EQ(value("count_yes(a, b) >= 1"), Tri::unknown);
  EXPECT_EQ(value("count_yes(a, b) >= 3"), Tri::no);
  EXPECT_EQ(value("count_yes(a, b) >= 1", {{"a", Said::yes}}), Tri::yes);
  EXPECT_EQ(value("any_of(m, \"r\")", two), Tri::no);
  EXPECT_EQ(value("c == \"x\" and service == \"deep\"", {{"c", std::string("x")}}), Tri::yes);
}

TEST(Expression, a_wrong_condition_is_refused_with_its_column) {
  for (std::string_view bad : {"", "a and", "a b", "zzz", "n", "n >= a", "n >= 3 Cel", "c == \"z\"",
                               "a + 1 > 2", "(a", "any_of(m, \"zz\")", "days_since(a) > 1",
                               "nope(a)", "\"x\"", "n > 1..2", "a == \"x", "%"}) {
    auto read = parse_condition(bad, kNames);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().message, "protocol_condition");
    EXPECT_EQ(read.error().args.front().first, "column");
  }
  EXPECT_EQ(parse_condition("a and zzz", kNames).error().args.front().second, "10");
}

TEST(Expression, depth_and_length_are_bounded) {
  EXPECT_FALSE(parse_condition(std::string(5000, '('), kNames));
  EXPECT_FALSE(parse_condition(std::string(200, '(') + "a" + std::string(200, ')'), kNames));
  std::string nots;
  for (int i = 0; i < 200; ++i) nots += "not ";
  EXPECT_FALSE(parse_condition(nots + "a", kNames));
}

RC_GTEST_PROP(Expression, any_text_is_read_or_refused_and_then_judged, ()) {
  static const std::vector<std::string> kPieces{
      "a",     "b",        "n",      "d",         "m",          "c",  "w", "and", "or",
      "not",   "(",        ")",      ",",         ">=",         "==", "<", "3",   "\"p\"",
      "\"x\"", "count_of", "any_of", "count_yes", "days_since", "+",  "-", "age", "yes"};
  auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces));
  std::string text;
  for (const std::string& piece : pieces) text += piece + ' ';
  if (auto condition = parse_condition(text, kNames)) evaluate(*condition, Facts{});
}

TEST(Expression, a_setting_is_the_number_a_reviewer_gave_it) {
  EXPECT_EQ(judge("n >= s.high", {{"n", 140.0}}).value, Tri::yes);
  EXPECT_EQ(judge("n >= s.high", {{"n", 139.0}}).value, Tri::no);
  std::set<std::string> names;
  collect_names(*parse_condition("n >= s.high", kNames), names);
  EXPECT_EQ(names, std::set<std::string>{"n"});
}

TEST(Expression, a_combination_looks_at_what_other_rules_came_to) {
  Facts facts;
  facts.raised = {"one"};
  auto value = [&](std::string_view text) {
    return evaluate(*parse_condition(text, kNames), facts).value;
  };
  EXPECT_EQ(value("raised(\"one\")"), Tri::yes);
  EXPECT_EQ(value("raised(\"two\")"), Tri::no);
  EXPECT_EQ(value("raised(\"*\")"), Tri::yes);
  EXPECT_EQ(value("count_raised(\"*\") >= 2"), Tri::no);
  facts.raised.emplace_back("two");
  EXPECT_EQ(value("count_raised(\"*\") >= 2"), Tri::yes);
  EXPECT_EQ(value("count_raised(\"one\", \"tw*\") >= 2"), Tri::yes);
  EXPECT_FALSE(parse_condition("raised(\"three\")", kNames));
}

}  // namespace
}  // namespace fascia::care
