// SPDX-License-Identifier: Apache-2.0
#include "clinic/client_curve.h"
#include "clinic/plan_visit.h"
#include "clinic/record_outcomes.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class Outcomes : public ::testing::Test, public FollowedVisit {
 protected:
  void course(const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i)
      rated(static_cast<int>(i) * 4, i == 0 ? 0 : static_cast<int>(i) - 1, values[i]);
  }
  ClientCurve curve() {
    return store->read(
        [&](store::Connection& c) { return curve_of(c, *clinic, client, clock.now()); });
  }
  const CurveOfMeasure* line(const ClientCurve& all, std::string_view measure) {
    for (const auto& one : all.measures)
      if (one.measure->id == measure) return &one;
    return nullptr;
  }
};

// CHK-S16: what is measured first follows from the reason for the visit.
TEST(MeasureForm, CHK_S16_a_sore_neck_is_turned_first_and_a_sore_back_reaches) {
  TreatedVisit neck({{{"neck-back", care::Side::right}, 6}});
  auto form = measure_form(*neck.clinic, neck.ana_actor, neck.id);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->first_movement, "crom_rot_l");
  TreatedVisit back;
  form = measure_form(*back.clinic, back.ana_actor, back.id);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->first_movement, "") << "the reach has its own field";
  ASSERT_EQ(form->feelings.size(), 2u) << "stress and ease are asked of everybody";
}

// CHK-S10: pain is asked before and after; what is rated right after never enters the verdict.
TEST_F(Outcomes, R10_CHK_S10_the_verdict_runs_on_ratings_before_sessions_alone) {
  course({8, 7, 6, 5, 5, 5, 5, 5});
  EXPECT_EQ(curve().verdict.verdict, care::Verdict::plateau);
  rated(29, 7, 0, "after");
  rated(29, 7, 0, "check_in");
  EXPECT_EQ(curve().verdict.verdict, care::Verdict::plateau);
  EXPECT_EQ(line(curve(), "nprs_avg7")->points.size(), 8U);
}

// Sheet c 7b.1: now, average and worst as one number tell a change with less doubt, where each
// rating has all three; else the average alone counts.
TEST_F(Outcomes, a_course_is_judged_by_the_mean_of_three_answers_where_all_have_them) {
  course({6, 6, 5, 5, 4, 4});
  ASSERT_TRUE(curve().verdict.estimate);
  double alone = curve().verdict.estimate->sd;
  auto add = [&](const char* use, const std::vector<double>& values) {
    const care::Measure* measure = care::measure_for(clinic->follow_up.measures, use);
    ASSERT_NE(measure, nullptr);
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      for (std::size_t i = 0; i < values.size(); ++i) {
        boost::json::object body{{"value", values[i]}, {"when", "before"}};
        store::add_outcome(tx, clinic->tenant, *sealer,
                           {random.id<store::OutcomeId>(),
                            client,
                            {},
                            measure->id,
                            at(-30 + static_cast<int>(i) * 4, 9),
                            i == 0 ? 0 : static_cast<int>(i) - 1,
                            PrivateText(json::write(body))});
      }
      return {};
    }));
  };
  add("pain_now", {6, 5, 4, 4, 3, 3});
  add("pain_worst", {7, 7, 6, 6, 5});
  EXPECT_EQ(curve().verdict.estimate->sd, alone);  // one rating lacks its worst
  add("pain_worst", {7, 7, 6, 6, 5, 5});
  EXPECT_LT(curve().verdict.estimate->sd, alone);
  EXPECT_EQ(curve().verdict.ratings, 6);
}

TEST_F(Outcomes, R10_words_say_what_changed_and_never_that_massage_did_it) {
  for (const care::NextStep& step : clinic->plans.next)
    for (const char* never : {"thanks to", "because of massage", "massage made", "massage helped"})
      EXPECT_EQ(step.client.en.find(never), std::string::npos) << step.message;
}

TEST_F(Outcomes, one_bad_rating_does_not_take_the_verdict_away) {
  course({8, 7, 6, 5, 5, 5, 5, 5});
  rated(28, 6, 12);
  EXPECT_EQ(curve().verdict.verdict, care::Verdict::plateau);
}

TEST_F(Outcomes, a_plateau_changes_the_next_plan) {
  finish();
  care::PlanInput before, after;
  auto second = booking(at(9, 10), "second");
  second.service = deep;
  second.practitioner = ana;
  auto booked = book_appointment(*clinic, second);
  ASSERT_TRUE(booked);
  auto input = [&](care::PlanInput& in) {
    store->read([&](store::Connection& c) {
      add_history(c, *clinic, *clinic->availability.get(), booked->appointment, in);
      return 0;
    });
  };
  input(before);
  EXPECT_EQ(before.verdict, care::Verdict::too_early);
  EXPECT_EQ(before.visits_done, 1);
  course({8, 7, 6, 5, 5, 5, 5});
  // The rating at the start of the finished visit was 5, and it had no treatment before it: it is
  // the newest, so the course above stands before it in time only.
  input(after);
  EXPECT_EQ(after.verdict, curve().verdict.verdict);
  EXPECT_NE(after.verdict, care::Verdict::too_early);
  auto visits = [&](care::PlanInput in) {
    in.pains = {{{"low-back", care::Side::right}, 7}};
    return care::make_plan(clinic->plans, in);
  };
  auto told = [](const care::Plan& plan, std::string_view rule) {
    for (const auto& line : plan.recommendations)
      if (line.id == rule) return true;
    return false;
  };
  EXPECT_TRUE(told(visits(after), "verdict_plateau"));
  EXPECT_FALSE(told(visits(before), "verdict_plateau"));
}

TEST_F(Outcomes, the_therapist_keeps_activities_and_movement_before_the_session) {
  make_ready();
  RecordOutcomes in{id, {{"psfs", 3, "Lifting my daughter"}, {"ftf", 24, ""}}};
  ASSERT_TRUE(record_outcomes(*clinic, ana_actor, in));
  auto kept = curve();
  ASSERT_NE(line(kept, "psfs"), nullptr);
  EXPECT_EQ(line(kept, "psfs")->activity, "Lifting my daughter");
  EXPECT_EQ(line(kept, "ftf")->points.front().value, 24);
  auto form = measure_form(*clinic, ana_actor, id);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->activities.front(), "Lifting my daughter");
  EXPECT_EQ(form->global, nullptr);
}

TEST_F(Outcomes, values_outside_their_scale_are_refused_by_name) {
  make_ready();
  struct Row {
    Measurement value;
    const char* error;
  } rows[] = {{{"psfs", 11, "x"}, "measure_range"},
              {{"psfs", 4, ""}, "activity_missing"},
              {{"ftf", 400, ""}, "measure_range"},
              {{"none", 1, ""}, "measure_unknown"},
              {{"groc11", 2, ""}, "measure_too_early"}};
  for (const Row& row : rows) {
    auto done = record_outcomes(*clinic, ana_actor, {id, {row.value}});
    ASSERT_FALSE(done) << row.error;
    EXPECT_EQ(done.error().message, row.error);
  }
  EXPECT_EQ(record_outcomes(*clinic, ana_actor, {id, {}}).error().message, "nothing_measured");
  EXPECT_FALSE(record_outcomes(*clinic, desk_actor, {id, {{"ftf", 4, ""}}}));
  for (const CurveOfMeasure& kept : curve().measures)  // the health form's alone
    for (const auto& point : kept.points) EXPECT_EQ(point.source, MeasuredBy::intake);
}

TEST_F(Outcomes, R20_a_curve_opens_for_the_clients_own_therapist_alone) {
  finish();
  ben_actor.practitioner = ben;
  EXPECT_TRUE(curve_of_client(*clinic, ana_actor, client));
  for (const Actor& actor : {ben_actor, desk_actor, owner_actor})
    EXPECT_FALSE(curve_of_client(*clinic, actor, client));
}

}  // namespace
}  // namespace fascia::clinic
