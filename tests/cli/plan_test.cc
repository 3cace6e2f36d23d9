// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "run_command.h"

namespace fascia::cli {
namespace {

double minutes_of(const boost::json::value& plan) {
  double sum = 0;
  for (const auto& segment : plan.at("segments").as_array())
    sum += segment.at("minutes").to_number<double>();
  return sum;
}

TEST(PlanCommand, prints_a_plan_whose_minutes_sum) {
  for (int minutes : {30, 45, 60, 75, 90}) {
    Ran ran = run({"plan", "--intake", example("intake-go-ahead.json"), "--minutes",
                   std::to_string(minutes), "--json"});
    ASSERT_EQ(ran.exit_code, kDone) << ran.err;
    auto plan = ran.json();
    EXPECT_EQ(minutes_of(plan), plan.at("minutes").to_number<double>());
    EXPECT_LE(plan.at("minutes").to_number<int>(), minutes);
    EXPECT_LE(plan.at("visits").to_number<int>(), 6);
    EXPECT_FALSE(plan.at("recommendations").as_array().empty());
    EXPECT_EQ(plan.at("screening").at("decision"), "proceed");
  }
}

// What a therapist reads of the places adds up to their block, to the tenth of a minute.
TEST(PlanCommand, the_minutes_of_the_places_add_up_to_their_block) {
  std::size_t shared = 0;
  for (int minutes : {30, 45, 60, 75, 90}) {
    Ran ran = run({"plan", "--intake", example("intake-go-ahead.json"), "--minutes",
                   std::to_string(minutes), "--json"});
    const boost::json::value plan = ran.json();
    for (const auto& segment : plan.at("segments").as_array()) {
      const auto& places = segment.at("regions").as_array();
      if (places.empty()) continue;
      shared += places.size() > 1 ? 1 : 0;
      long tenths = 0;
      for (const auto& place : places)
        tenths += std::lround(place.at("minutes").to_number<double>() * 10);
      EXPECT_EQ(tenths, std::lround(segment.at("minutes").to_number<double>() * 10));
    }
  }
  EXPECT_GT(shared, 0u);
}

TEST(PlanCommand, the_same_intake_gives_the_same_bytes) {
  std::vector<std::string> line{"plan",      "--intake", example("intake-changes.json"),
                                "--minutes", "60",       "--json"};
  EXPECT_EQ(run(line).out, run(line).out);
}

TEST(PlanCommand, an_emergency_is_no_and_nothing_is_planned_for_the_hands) {
  Ran ran =
      run({"plan", "--intake", example("intake-emergency.json"), "--minutes", "60", "--json"});
  EXPECT_EQ(ran.exit_code, kNo);
  auto plan = ran.json();
  for (const auto& segment : plan.at("segments").as_array())
    EXPECT_TRUE(segment.at("regions").as_array().empty());
  EXPECT_EQ(plan.at("deep_minutes"), 0);
}

TEST(PlanCommand, bad_use_is_two_and_a_missing_file_three) {
  std::string file = example("intake-go-ahead.json");
  EXPECT_EQ(run({"plan", "--intake", file, "--minutes", "5"}).exit_code, kBadInput);
  EXPECT_EQ(run({"plan", "--intake", file, "--minutes", "500"}).exit_code, kBadInput);
  EXPECT_EQ(run({"plan", "--intake", file}).exit_code, kBadInput);
  EXPECT_EQ(run({"plan", "--minutes", "60"}).exit_code, kBadInput);
  EXPECT_EQ(run({"plan", "--appointment", "2k6wr1n3s9vy5"}).exit_code, kBadInput);
  EXPECT_EQ(run({"plan", "--appointment", "x", "--intake", file, "--data", "/x"}).exit_code,
            kBadInput);
  EXPECT_EQ(run({"plan", "--intake", "/nowhere.json", "--minutes", "60"}).exit_code, kUnreachable);
  Ran unknown = run({"plan", "--intake", file, "--minutes", "60", "--condition", "no-such"});
  EXPECT_EQ(unknown.exit_code, kBadInput);
  EXPECT_NE(unknown.err.find("no-such"), std::string::npos) << unknown.err;
}

TEST(PlanCommand, a_named_condition_and_a_gentler_service_change_the_plan) {
  std::string file = example("intake-go-ahead.json");
  auto plan =
      run({"plan", "--intake", file, "--minutes", "60", "--condition", "fibromyalgia", "--json"})
          .json();
  EXPECT_EQ(plan.at("condition"), "fibromyalgia");
  plan =
      run({"plan", "--intake", file, "--minutes", "60", "--service", "swedish", "--json"}).json();
  EXPECT_EQ(plan.at("service"), "swedish");
  EXPECT_EQ(plan.at("deep_minutes"), 0);
}

TEST(PlanCommand, a_grade_that_the_condition_does_not_know_is_an_error) {
  std::string file = example("intake-go-ahead.json");
  for (auto [condition, grade] : {std::pair("whiplash", "Z"), std::pair("frozen-shoulder", "2"),
                                  std::pair("chronic-low-back-pain", "II")}) {
    Ran ran = run(
        {"plan", "--intake", file, "--minutes", "60", "--condition", condition, "--grade", grade});
    EXPECT_EQ(ran.exit_code, kBadInput) << condition;
    EXPECT_NE(ran.err.find("(grade)"), std::string::npos) << ran.err;
  }
}

TEST(PlanCommand, a_grade_limits_the_work) {
  std::string file = example("intake-go-ahead.json");
  Ran ran = run({"plan", "--intake", file, "--minutes", "60", "--condition", "whiplash", "--grade",
                 "III", "--json"});
  ASSERT_EQ(ran.exit_code, kDone) << ran.err;
  auto plan = ran.json();
  for (const auto& segment : plan.at("segments").as_array())
    for (const auto& place : segment.at("regions").as_array())
      EXPECT_LE(place.at("depth").to_number<int>(), 2);
}

TEST(PlanCommand, dose_evidence_and_what_to_watch_for_are_told) {
  std::string file = example("intake-go-ahead.json");
  auto plan = run({"plan", "--intake", file, "--minutes", "60", "--json"}).json();
  EXPECT_EQ(plan.at("evidence").at("level"), "low");
  EXPECT_EQ(plan.at("evidence").as_object().contains("to"), false);
  const std::vector<std::string> chronic{
      "plan", "--intake", file, "--minutes", "60", "--condition", "chronic-low-back-pain"};
  const std::string english = "How sure studies are on this: low to moderate. ",
                    french = "Certitude des études à ce sujet\u00a0: faible à modérée. ";
  for (bool fr : {false, true}) {
    std::vector<std::string> words = chronic;
    words.insert(words.end(), {"--language", fr ? "fr" : "en"});
    EXPECT_NE(run(words).out.find(fr ? french : english), std::string::npos) << fr;
    words.push_back("--json");
    const auto told = run(words).json();
    EXPECT_EQ(told.at("evidence").at("to"), "moderate");
    EXPECT_TRUE(
        std::string(told.at("evidence").at("text").as_string()).starts_with(fr ? french : english));
  }
  EXPECT_GT(plan.at("course").to_number<int>(), 0);
  EXPECT_GT(plan.at("reassess_in_days").to_number<int>(), 0);
  EXPECT_FALSE(plan.at("watch").as_array().empty());
  for (const auto& segment : plan.at("segments").as_array()) {
    double sum = 0;
    for (const auto& place : segment.at("regions").as_array())
      sum += place.at("minutes").to_number<double>();
    if (!segment.at("regions").as_array().empty()) {
      EXPECT_NEAR(sum, segment.at("minutes").to_number<double>(), 1.0);
    }
  }
  EXPECT_NE(run({"plan", "--intake", file, "--minutes", "60"}).out.find("measured again at visit"),
            std::string::npos);
}

TEST(PlanCommand, words_for_people_in_both_languages) {
  std::string file = example("intake-go-ahead.json");
  EXPECT_NE(run({"plan", "--intake", file, "--minutes", "60"}).out.find("You marked"),
            std::string::npos);
  EXPECT_NE(run({"plan", "--intake", file, "--minutes", "60", "--language", "fr"})
                .out.find("Vous avez indiqu"),
            std::string::npos);
}

}  // namespace
}  // namespace fascia::cli
