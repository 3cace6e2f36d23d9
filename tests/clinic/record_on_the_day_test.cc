// SPDX-License-Identifier: Apache-2.0
// A health record that is laid beside the answers on the day of the visit.
#include "clinic/visit_record.h"
#include "core/json.h"
#include "store/intakes.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

std::string bundle_of(const std::string& resource) {
  return R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":)"
         R"("Patient","id":"p","birthDate":"1988-05-04"}})" +
         (resource.empty() ? "" : "," + resource) + "]}";
}
const std::string kNothingNew = bundle_of(
    R"({"resource":{"resourceType":"Condition","id":"c1","verificationStatus":{"coding":[{"code":)"
    R"("refuted"}]},"code":{"text":"blood clot in the leg"}}})");
const std::string kClotTold = bundle_of(
    R"({"resource":{"resourceType":"Condition","id":"c7","clinicalStatus":{"coding":[{"code":)"
    R"("active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"128053003"}]},)"
    R"("onsetDateTime":"2026-11-01"}})");

struct RecordOfTheDay : ::testing::Test {
  TreatedVisit v;
  void lay(const std::string& text) {
    auto laid = lay_record(*v.clinic, v.desk_actor, v.id, text);
    ASSERT_TRUE(laid) << laid.error().field << " " << laid.error().message;
  }
  boost::json::value kept() {
    return v.store->read([&](store::Connection& c) {
      auto a = store::find_appointment(c, v.clinic->tenant, v.id);
      auto one = store::find_screening(c, v.clinic->tenant, v.clinic->sealer, a->screening);
      return json::read(one->content.reveal()).value();
    });
  }
};

TEST_F(RecordOfTheDay, R3_fever_of_today_still_stops_the_visit) {
  auto answers = v.quiet_day();
  answers["fever"] = std::vector<std::string>{"fever"};
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, answers, false}));
  ASSERT_TRUE(v.today().refuses());
  for (const std::string& text : {kNothingNew, bundle_of("")}) {
    lay(text);
    EXPECT_TRUE(v.today().refuses());
    EXPECT_EQ(v.today().today.at("fever"), care::Answer(std::vector<std::string>{"fever"}));
    EXPECT_EQ(v.refusal(), "screening_refuses_today");
  }
}

TEST_F(RecordOfTheDay, R1_what_the_day_has_still_to_ask_stays_open) {
  const std::vector<std::string> open = v.today().open;
  ASSERT_FALSE(open.empty());
  const Date told = *v.today().before.intake.answered_on;
  lay(kNothingNew);
  for (const std::string& question : open) {
    const auto now = v.today().open;
    EXPECT_NE(std::find(now.begin(), now.end(), question), now.end()) << question;
  }
  // Nothing of it was told today, nor by a second record.
  for (int laid = 1; laid <= 2; ++laid) {
    const care::Intake merged = v.today().before.intake;
    int answered_before = 0;
    for (const std::string& question : open) {
      if (merged.answers.count(question) == 0) continue;
      ++answered_before;
      EXPECT_EQ(care::told_day(merged, question, v.monday), told) << question;
    }
    EXPECT_GT(answered_before, 0);
    lay(kNothingNew);
  }
  EXPECT_EQ(v.refusal(), "day_questions_open");
}

TEST_F(RecordOfTheDay, R3_what_the_record_adds_is_spoken_about_though_they_spoke_before) {
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), true}));
  ASSERT_TRUE(v.today().spoken);
  lay(kNothingNew);
  lay(kClotTold);
  EXPECT_FALSE(v.today().spoken);
  EXPECT_TRUE(v.today().refuses());
  // What was said before stands there with its time.
  const auto value = kept();
  ASSERT_TRUE(value.as_object().contains("today_before"));
  EXPECT_FALSE(value.at("today_before").as_array().empty());
}

// The same where the person answers anew on the day, at the desk or at home.
struct AnsweredAnew : RecordOfTheDay {
  // Requested: somebody has to ask about what nobody understands.
  void SetUp() override {
    lay(bundle_of(
        R"({"resource":{"resourceType":"Condition","id":"c9","clinicalStatus":{"coding":[{"code":)"
        R"("active"}]},"code":{"text":"Zorblax syndrome"}}})"));
  }
  void answer_anew(const care::AnswerMap& changed = {}) {
    ScreenVisit anew;
    anew.service = v.deep;
    anew.visit_date = v.zone.date(v.at(2, 10));
    anew.birth_date = Date::of(1988, 5, 4);
    anew.intake = v.today().before.beside->person;
    for (const auto& [question, answer] : changed) anew.intake.answers[question] = answer;
    anew.asked = "paper";
    anew.asked_by = v.desk_actor.staff;
    auto screened = screen_visit(*v.clinic, anew);
    ASSERT_TRUE(screened) << screened.error().message;
    auto bound = bind_intake(*v.clinic, v.id, {v.desk_actor, {}}, screened->token);
    ASSERT_TRUE(bound) << bound.error().message;
  }
};
const care::Answer kFever = std::vector<std::string>{"fever"};

TEST_F(AnsweredAnew, R3_fever_of_today_still_stops_the_visit) {
  auto answers = v.quiet_day();
  answers["fever"] = kFever;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, answers, false}));
  answer_anew();
  EXPECT_EQ(v.today().today.at("fever"), kFever);
  EXPECT_TRUE(v.today().refuses());
  EXPECT_EQ(v.refusal(), "screening_refuses_today");
}

TEST_F(AnsweredAnew, R3_what_is_stricter_now_is_hidden_by_nothing_that_the_day_said) {
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), true}));
  ASSERT_TRUE(v.today().spoken);
  answer_anew({{"fever", kFever}});
  EXPECT_TRUE(v.today().refuses());
  EXPECT_FALSE(v.today().spoken) << "they did not speak about this";
  EXPECT_FALSE(kept().as_object().at("today_before").as_array().empty());
}

TEST_F(AnsweredAnew, R1_what_was_answered_on_the_day_is_not_asked_again) {
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  const auto said = v.today().today;
  answer_anew();
  EXPECT_EQ(v.today().today, said);
}

}  // namespace
}  // namespace fascia::clinic
