// SPDX-License-Identifier: Apache-2.0
#include "clinic/consent.h"

#include <gtest/gtest.h>

#include "clinic/chart.h"
#include "clinic/open_client.h"
#include "clinic/plan_visit.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

using care::Side;

TEST(DayQuestions, R1_no_session_starts_before_the_day_was_asked) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  DayScreening before = v.today();
  auto asked = [&](const char* question) {
    return std::find(before.open.begin(), before.open.end(), question) != before.open.end();
  };
  EXPECT_TRUE(asked("fever"));
  EXPECT_TRUE(asked("alcohol"));
  EXPECT_TRUE(asked("anything_new"));
  EXPECT_EQ(v.refusal(), "day_questions_open");
  // Each of them is needed: one left open keeps the door shut.
  for (const std::string& left : before.open) {
    TreatedVisit other;
    ASSERT_TRUE(give_consent(*other.clinic, other.ana_actor, other.id, other.full_consent()));
    auto answers = other.quiet_day();
    answers.erase(left);
    ASSERT_TRUE(answer_day(*other.clinic, other.ana_actor, {other.id, answers, false}));
    EXPECT_EQ(other.refusal(), "day_questions_open") << left;
  }
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  EXPECT_EQ(v.refusal(), "started");
}

TEST(DayQuestions, R1_a_fever_today_decides_again_and_refuses) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  auto answers = v.quiet_day();
  answers["fever"] = std::vector<std::string>{"fever"};
  auto day = answer_day(*v.clinic, v.ana_actor, {v.id, answers, false});
  ASSERT_TRUE(day);
  EXPECT_TRUE(day->refuses());
  ASSERT_FALSE(day->screening.findings.empty());
  EXPECT_EQ(v.refusal(), "screening_refuses_today");
}

TEST(DayQuestions, R1_not_sure_today_stays_open_and_something_new_is_spoken_about) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  auto answers = v.quiet_day();
  answers["fever"] = care::Said::not_sure;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, answers, false}));
  EXPECT_EQ(v.refusal(), "day_questions_open");
  answers = v.quiet_day();
  answers["anything_new"] = care::Said::yes;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, answers, false}));
  EXPECT_EQ(v.refusal(), "must_speak");
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, {}, true}));
  EXPECT_EQ(v.refusal(), "started");
}

TEST(DayQuestions, R1_yesterday_is_too_early_and_somebody_elses_client_is_not_asked) {
  TreatedVisit v;
  EXPECT_EQ(answer_day(*v.clinic, v.ben_actor, {v.id, {}, false}).error().message,
            "not_your_visit");
  v.clock.seconds = v.at(1, 10).seconds;
  EXPECT_EQ(answer_day(*v.clinic, v.ana_actor, {v.id, {}, false}).error().message,
            "visit_not_today");
  EXPECT_EQ(v.refusal(), "visit_not_today");
}

TEST(DayQuestions, R1_high_pressure_is_measured_before_the_start) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  auto answers = v.quiet_day();
  answers["high_pressure"] = care::Said::yes;
  auto day = answer_day(*v.clinic, v.ana_actor, {v.id, answers, false});
  ASSERT_TRUE(day);
  EXPECT_NE(std::find(day->open.begin(), day->open.end(), "bp.systolic"), day->open.end());
  auto measured = v.quiet_day();
  measured["bp.systolic"] = 185.0;
  measured["bp.diastolic"] = 95.0;
  day = answer_day(*v.clinic, v.ana_actor, {v.id, measured, false});
  ASSERT_TRUE(day);
  EXPECT_TRUE(day->refuses());
}

TEST(Consent, R12_no_session_without_consent_for_this_therapist) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  EXPECT_EQ(v.refusal(), "consent_not_given");
  EXPECT_EQ(give_consent(*v.clinic, v.ben_actor, v.id, v.full_consent()).error().message,
            "not_your_visit");
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  // The visit goes to Ben: what was agreed with Ana does not hold for him (R12).
  ASSERT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
    auto a = store::find_appointment(tx, v.clinic->tenant, v.id);
    a->practitioner = v.ben;
    store::update_appointment(tx, v.clinic->tenant, *a);
    return {};
  }));
  EXPECT_EQ(start_session(*v.clinic, v.ben_actor, {v.id, {}, {}}).error().message,
            "consent_other_therapist");
  EXPECT_EQ(v.refusal(), "not_your_visit");
}

TEST(Consent, R12_each_point_is_agreed_and_signed) {
  TreatedVisit v;
  auto refused = [&](auto change) {
    Consent c = v.full_consent();
    change(c);
    auto out = give_consent(*v.clinic, v.ana_actor, v.id, c);
    return out ? std::string("given") : out.error().field + " " + out.error().message;
  };
  EXPECT_EQ(refused([](Consent& c) { c.treatment = false; }), "treatment consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.draping = false; }), "draping consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.pressure = false; }), "pressure consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.stop_word = false; }), "stop_word consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.support = false; }), "support consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.depth = 6; }), "depth consent_depth");
  EXPECT_EQ(refused([](Consent& c) { c.ceiling = 11; }), "ceiling consent_ceiling");
  EXPECT_EQ(refused([](Consent& c) { c.word.clear(); }), "word consent_word_missing");
  EXPECT_EQ(refused([](Consent& c) { c.signed_by.clear(); }),
            "signed_by consent_signature_missing");
  EXPECT_EQ(refused([](Consent&) {}), "given");
}

std::vector<care::Pain> buttock() { return {{{"buttock-upper", Side::right}, 7}}; }

TEST(Consent, R12_a_sensitive_place_needs_reason_alternative_and_signature_this_time) {
  TreatedVisit v(buttock());
  auto places = v.own_places();
  ASSERT_FALSE(places.empty());
  Consent c = v.bare_consent();
  auto refusal = [&] {
    auto out = give_consent(*v.clinic, v.ana_actor, v.id, c);
    return out ? std::string("given") : out.error().message;
  };
  EXPECT_EQ(refusal(), "region_answer_missing");
  for (const auto& place : places)
    c.regions.push_back({place, RegionConsent::Says::yes, "why", "what else", "M.R."});
  for (auto member :
       {&RegionConsent::reason, &RegionConsent::alternative, &RegionConsent::signed_by}) {
    std::string kept = std::exchange(c.regions.front().*member, "");
    EXPECT_NE(refusal(), "given");
    c.regions.front().*member = kept;
  }
  EXPECT_EQ(refusal(), "given");
}

TEST(Consent, R12_a_no_makes_a_plan_without_that_place) {
  TreatedVisit v(buttock());
  auto places = v.own_places();
  ASSERT_FALSE(places.empty());
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent(RegionConsent::Says::no)));
  auto file = open_client(*v.clinic, v.ana_actor, v.id);
  ASSERT_TRUE(file);
  for (const auto& segment : file->room.plan.segments)
    for (const auto& worked : segment.places)
      EXPECT_EQ(std::find(places.begin(), places.end(), worked.region), places.end())
          << worked.region.text();
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  ASSERT_EQ(v.refusal(), "started");
  EXPECT_EQ(v.work(places.front().text().c_str(), "petrissage", 2).error().message,
            "region_blocked");
}

TEST(Consent, R12_withdrawn_is_one_tap_blocks_the_place_and_is_charted) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  ASSERT_TRUE(
      withdraw_consent(*v.clinic, v.ana_actor, v.id, care::Region{"low-back", Side::right}));
  EXPECT_EQ(v.work("low-back.R", "effleurage", 1).error().message, "region_blocked");
  EXPECT_TRUE(v.work("mid-back.R", "effleurage", 1));
  // It cannot be tapped away.
  Tap undo;
  undo.kind = Tap::Kind::undo;
  ASSERT_TRUE(log_tap(*v.clinic, v.ana_actor, {v.id, undo, 0}));
  ASSERT_TRUE(log_tap(*v.clinic, v.ana_actor, {v.id, undo, 0}));
  EXPECT_EQ(v.work("low-back.R", "effleurage", 1).error().message, "region_blocked");
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->summary.withdrawn.size(), 1u);
  EXPECT_EQ(chart->summary.withdrawn.front().text(), "low-back.R");
}

TEST(Consent, R12_all_withdrawn_before_the_start_keeps_the_session_from_starting) {
  TreatedVisit v;
  v.make_ready();
  ASSERT_TRUE(withdraw_consent(*v.clinic, v.ana_actor, v.id, {}));
  EXPECT_EQ(v.refusal(), "consent_withdrawn");
}

TEST(Consent, R12_a_sensitive_place_that_was_not_asked_about_is_not_touched) {
  TreatedVisit v;
  v.start();
  EXPECT_EQ(v.work("chest-upper.L", "effleurage", 1).error().message, "region_blocked");
  EXPECT_EQ(v.work("thigh-inner.L", "effleurage", 1).error().message, "region_blocked");
}

TEST(Consent, R12_a_place_without_its_own_yes_is_in_no_plan_that_starts) {
  TreatedVisit v(buttock());
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent(RegionConsent::Says::no)));
  ASSERT_EQ(v.refusal(), "started");
  auto plan = kept_plan(*v.clinic, v.ana_actor, v.id);
  ASSERT_TRUE(plan && *plan);
  EXPECT_TRUE((*plan)->plan.own_consent.empty());
  EXPECT_GT((*plan)->plan.minutes, 0);
}

}  // namespace
}  // namespace fascia::clinic
