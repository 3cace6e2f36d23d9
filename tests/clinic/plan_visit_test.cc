// SPDX-License-Identifier: Apache-2.0
#include "clinic/plan_visit.h"

#include "clinic/change_appointment.h"
#include "clinic/client_curve.h"
#include "clinic/match_therapists.h"
#include "core/json.h"
#include "followed_visit.h"
#include "store/clinic_profile.h"

namespace fascia::clinic {
namespace {

std::string text_of(const care::Plan& plan) { return json::write(care::write_plan(plan)); }

bool works_on(const care::Plan& plan, const care::Region& region) {
  for (const care::Segment& segment : plan.segments)
    for (const care::WorkedPlace& place : segment.places)
      if (place.region == region) return true;
  return false;
}

PlanVisit of(AppointmentId id) {
  PlanVisit in;
  in.appointment = id;
  return in;
}

const care::Region kButtock{"buttock-upper", care::Side::right};

TEST(PlanVisit, a_plan_is_made_from_the_bound_answers_and_reads_back_as_it_was_kept) {
  TreatedVisit visit;
  auto made = plan_visit(*visit.clinic, visit.ana_actor, of(visit.id));
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_TRUE(works_on(made->plan, kBack));
  EXPECT_EQ(made->plan.minutes, 60);
  EXPECT_EQ(made->client, visit.client);
  auto kept = kept_plan(*visit.clinic, visit.ana_actor, visit.id);
  ASSERT_TRUE(kept) << kept.error().message;
  ASSERT_TRUE(*kept);
  EXPECT_EQ((*kept)->id, made->id);
  EXPECT_EQ(text_of((*kept)->plan), text_of(made->plan));
  // Invariant 4: what was decided is kept with the version that decided it.
  EXPECT_EQ((*kept)->plan.version, visit.clinic->plans.version);
  for (const care::Recommendation& one : (*kept)->plan.recommendations) {
    EXPECT_FALSE(one.basis.rule.empty()) << one.id;
    EXPECT_FALSE(one.basis.source.empty()) << one.id;
    EXPECT_FALSE(one.basis.version.empty()) << one.id;
  }
}

TEST(PlanVisit, R12_a_place_without_consent_is_in_no_kept_plan) {
  TreatedVisit visit({{kBack, 7}, {kButtock, 5}});
  auto all = plan_visit(*visit.clinic, visit.ana_actor, of(visit.id));
  ASSERT_TRUE(all);
  ASSERT_TRUE(works_on(all->plan, kButtock));
  PlanVisit in;
  in.appointment = visit.id;
  in.declined = {kButtock, {"buttock-upper", care::Side::left}};
  in.ceiling = 3;
  ASSERT_TRUE(plan_visit(*visit.clinic, visit.ana_actor, in));
  auto kept = kept_plan(*visit.clinic, visit.ana_actor, visit.id);
  ASSERT_TRUE(kept && *kept);
  EXPECT_FALSE(works_on((*kept)->plan, kButtock));
  EXPECT_TRUE(works_on((*kept)->plan, kBack));
  EXPECT_EQ((*kept)->plan.discomfort.ceiling, 3);
}

TEST(PlanVisit, only_who_may_open_the_chart_plans_or_reads) {
  TreatedVisit visit;
  Actor client;
  EXPECT_FALSE(plan_visit(*visit.clinic, client, of(visit.id)));
  EXPECT_FALSE(kept_plan(*visit.clinic, client, visit.id));
  EXPECT_FALSE(kept_plan(*visit.clinic, visit.ben_actor, visit.id));
  auto unknown = plan_visit(*visit.clinic, visit.program, of(AppointmentId{77}));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message, "appointment_unknown");
  PlanVisit in;
  in.appointment = visit.id;
  in.named = {"no-such-plan"};
  EXPECT_EQ(plan_visit(*visit.clinic, visit.ana_actor, in).error().message, "condition_unknown");
}

TEST(PlanVisit, a_visit_without_answers_gets_no_plan) {
  SmallClinic small;
  auto booked = book_appointment(*small.clinic, small.booking(small.at(2, 10), "k"));
  ASSERT_TRUE(booked);
  auto none = plan_visit(*small.clinic, small.program, of(booked->appointment.id));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "screening_missing");
  auto kept = kept_plan(*small.clinic, small.program, booked->appointment.id);
  ASSERT_TRUE(kept);
  EXPECT_FALSE(*kept);
}

// Sheet b 4.2: the side of the neck has a ceiling of four, whatever was agreed for the rest.
TEST(PlanVisit, R26_the_side_of_the_neck_has_its_own_ceiling_in_the_room) {
  TreatedVisit visit(
      {{{"interscapular", care::Side::right}, 7}, {{"mid-back", care::Side::right}, 4}});
  visit.start();
  ASSERT_TRUE(visit.work("interscapular.R", "petrissage", 2));
  auto felt = visit.feels(5);
  ASSERT_TRUE(felt);
  EXPECT_EQ(felt->advice, Advice::fine);
  ASSERT_TRUE(visit.work("neck-side.R", "petrissage", 2));
  felt = visit.feels(5);
  ASSERT_TRUE(felt);
  EXPECT_EQ(felt->ceiling, 4);
  EXPECT_EQ(felt->advice, Advice::over_agreed);
}

// ---- what was measured and answered changes the next plan

// One visit is over; the next one, a week on, has its answers too.
class NextPlan : public ::testing::Test, public FollowedVisit {
 protected:
  NextPlan() { finish(); }

  AppointmentId next_visit() {
    Date visit = zone.date(at(9, 10));
    care::Intake intake;
    intake.pains = {{kBack, 7}};
    intake.since = "a year";
    intake.sex = "female";
    intake.answers = all_no(intake, visit);
    ScreenVisit screen;
    screen.service = deep;
    screen.visit_date = visit;
    screen.birth_date = Date::of(1988, 5, 4);
    screen.intake = intake;
    auto screened = screen_visit(*clinic, screen);
    EXPECT_TRUE(screened);
    auto in = booking(at(9, 10), "next");
    in.service = deep;
    in.practitioner = ana;
    in.screening = screened->token;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    if (booked) newest = booked->appointment.id;
    return newest;
  }
  // An answered check-in of the visit that is over, as it is kept.
  void answered(store::CheckInKind kind, std::vector<std::pair<const char*, int>> numbers,
                int ceiling_change = 0) {
    boost::json::object answers;
    for (auto [question, number] : numbers) answers[question] = number;
    PrivateText body(
        json::write(boost::json::object{{"answers", answers}, {"ceiling_change", ceiling_change}}));
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::CheckIn check_in{
          random.id<store::CheckInId>(), session.id, client, kind, at(3, 10), std::nullopt, {}};
      EXPECT_TRUE(store::add_check_in(tx, clinic->tenant, *sealer, check_in));
      return store::answer_check_in(tx, clinic->tenant, *sealer, check_in.id, body, at(5, 10));
    }));
  }
  care::Plan plan_next() {
    AppointmentId next = next_visit();
    auto made = plan_visit(*clinic, ana_actor, of(next));
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return made ? made->plan : care::Plan{};
  }
  void rated(const std::vector<double>& values) {
    const care::Measure* pain = care::measure_for(clinic->follow_up.measures, "pain_average");
    ASSERT_NE(pain, nullptr);
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      for (std::size_t i = 0; i < values.size(); ++i) {
        int treatments = std::max(0, static_cast<int>(i) - 1);
        boost::json::object body{{"value", values[i]}, {"when", "before"}};
        store::add_outcome(tx, clinic->tenant, *sealer,
                           {random.id<store::OutcomeId>(),
                            client,
                            {},
                            pain->id,
                            at(-40 + 4 * static_cast<int>(i), 9),
                            treatments,
                            PrivateText(json::write(body))});
      }
      return {};
    }));
  }
  care::Verdict verdict() {
    return store
        ->read([&](store::Connection& c) { return curve_of(c, *clinic, client, at(9, 10)); })
        .verdict.verdict;
  }
  static int deepest(const care::Plan& plan) {
    int depth = 0;
    for (const care::Segment& segment : plan.segments) depth = std::max(depth, segment.depth());
    return depth;
  }
  static bool told(const care::Plan& plan, std::string_view rule) {
    for (const auto* all : {&plan.recommendations, &plan.for_client})
      for (const care::Recommendation& one : *all)
        if (one.id == rule) return true;
    return false;
  }
  AppointmentId newest;
};

// CHK-S28 (sheet c 8.6, B21): what was much too strong lowers the ceiling of the next session to
// the pressure that was felt less two, one at least.
TEST_F(NextPlan, CHK_S28_a_check_in_that_was_too_strong_lowers_the_next_ceiling) {
  int felt = store->read([&](store::Connection& c) {
    return summarise(read_log(c, *clinic, session.id), comfort_steps(*clinic), session.started,
                     session.ended.value_or(clock.now()))
        .highest_discomfort;
  });
  ASSERT_GT(felt, 2);
  int before = plan_next().discomfort.ceiling;
  ASSERT_TRUE(cancel_appointment(*clinic, newest, {program, {}}));
  answered(store::CheckInKind::after_24h, {}, -2);
  care::Plan lower = plan_next();
  EXPECT_EQ(lower.discomfort.ceiling,
            std::min(before, std::max(clinic->follow_up.check_ins.lowest_ceiling, felt - 2)));
  EXPECT_LT(lower.discomfort.ceiling, before);
}

TEST_F(NextPlan, R10_without_enough_ratings_it_is_too_early_and_goes_on) {
  care::Plan plan = plan_next();
  EXPECT_EQ(verdict(), care::Verdict::too_early);
  EXPECT_TRUE(told(plan, "verdict_too_early"));
  EXPECT_GT(plan.visits, 0);
  EXPECT_LE(plan.visits, 6);
  EXPECT_EQ(deepest(plan), 4);
}

TEST_F(NextPlan, R10_responding_continues_as_planned) {
  rated({8, 8, 6, 5, 4, 3, 3});
  ASSERT_EQ(verdict(), care::Verdict::responding);
  care::Plan plan = plan_next();
  EXPECT_TRUE(told(plan, "verdict_responding"));
  EXPECT_GT(plan.visits, 0);
  EXPECT_EQ(deepest(plan), 4);
}

TEST_F(NextPlan, R10_a_plateau_books_fewer_visits_and_says_to_change_the_plan) {
  rated({8, 7, 6, 5, 5, 5, 5, 5});
  ASSERT_EQ(verdict(), care::Verdict::plateau);
  care::Plan plan = plan_next();
  EXPECT_TRUE(told(plan, "verdict_plateau"));
  EXPECT_EQ(plan.visits, 3);
}

TEST_F(NextPlan, R10_not_responding_is_lighter_and_refers_on) {
  rated({7, 7, 7, 7, 7, 7, 7, 7});
  ASSERT_EQ(verdict(), care::Verdict::not_responding);
  care::Plan plan = plan_next();
  EXPECT_TRUE(told(plan, "verdict_not_responding"));
  EXPECT_EQ(plan.visits, 2);  // another approach, twice at most
  EXPECT_TRUE(told(plan, "change_technique"));
  EXPECT_EQ(deepest(plan), 3);
}

TEST_F(NextPlan, R10_worse_is_light_work_alone_and_refers_on) {
  rated({4, 4, 5, 7, 8, 8, 9, 9});
  ASSERT_EQ(verdict(), care::Verdict::worse);
  care::Plan plan = plan_next();
  EXPECT_TRUE(told(plan, "verdict_worse"));
  EXPECT_EQ(plan.visits, 0);
  EXPECT_EQ(deepest(plan), 2);
}

TEST_F(NextPlan, a_plateau_puts_other_techniques_first) {
  care::Plan before = plan_next();
  auto first = [](const care::Plan& plan) {
    for (const care::Segment& segment : plan.segments)
      if (segment.phase == care::Phase::general)
        for (const care::WorkedPlace& place : segment.places)
          if (place.region == kBack) return place.techniques.front();
    return std::string();
  };
  ASSERT_EQ(first(before), "petrissage");  // used the last time, see FollowedVisit
  rated({8, 7, 6, 5, 5, 5, 5, 5});
  auto after = plan_visit(*clinic, ana_actor, of(newest));
  ASSERT_TRUE(after);
  EXPECT_NE(first(after->plan), "petrissage");
  EXPECT_TRUE(told(after->plan, "change_technique"));
}

TEST_F(NextPlan, soreness_past_three_days_makes_it_lighter) {
  answered(store::CheckInKind::after_72h, {{"Q1", 3}});
  care::Plan plan = plan_next();
  EXPECT_TRUE(told(plan, "last_sore"));
  EXPECT_EQ(deepest(plan), 3);
}

TEST_F(NextPlan, what_was_done_when_the_pain_fell_comes_first) {
  EXPECT_FALSE(told(plan_next(), "last_eased"));
  answered(store::CheckInKind::after_48h, {{"Q3", 2}});  // it was 6 before
  auto plan = plan_visit(*clinic, ana_actor, of(newest));
  ASSERT_TRUE(plan);
  EXPECT_TRUE(told(plan->plan, "last_eased"));
}

TEST_F(NextPlan, staff_and_client_name_conditions_and_the_gentlest_leads) {
  PlanVisit in = of(next_visit());
  in.named = {"posture-problems", "fibromyalgia"};
  auto made = plan_visit(*clinic, ana_actor, in);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->plan.condition, "fibromyalgia");
  EXPECT_EQ(made->plan.also, std::vector<std::string>{"posture-problems"});
}

// ---- matching

class Matching : public SmallClinic {
 public:
  Matching() {
    for (PractitionerId id : {ana, ben}) {
      change(id, [](store::Practitioner& p) {
        for (const care::Technique& one : shipped_knowledge().plan.techniques)
          p.techniques.push_back(one.id);
        p.languages = {"en"};
        p.since_year = 2020;
      });
      credential(id, Date::of(2027, 3, 31));
    }
    in.service = deep;
    care::PlanInput input;
    input.pains = {{kBack, 7}};
    in.plan = care::make_plan(shipped_knowledge().plan, input);
    in.day = monday + 1;
    in.audience = care::Audience::staff;
  }
  template <class Change>
  void change(PractitionerId id, Change what) {
    store::Practitioner p = *clinic->availability.get()->practitioner(id);
    what(p);
    EXPECT_TRUE(edit_practitioner(*clinic, program, p));
  }
  void credential(PractitionerId id, Date until) {
    EXPECT_TRUE(add_credential(*clinic, program,
                               {0, id, "CMMOTA", "T-" + id.text(), Date::of(2020, 1, 1), until}));
  }
  MatchedTherapists match() {
    auto matched = match_therapists(*clinic, in);
    EXPECT_TRUE(matched);
    return matched ? *matched : MatchedTherapists{};
  }
  MatchTherapists in;
};

TEST(MatchTherapists, two_who_differ_in_one_thing_swap_and_the_reason_says_so) {
  Matching clinic;
  clinic.change(clinic.ben, [](store::Practitioner& p) { p.languages = {"en", "fr"}; });
  clinic.in.wishes.language = "fr";
  MatchedTherapists matched = clinic.match();
  ASSERT_EQ(matched.listed.size(), 2u);
  EXPECT_EQ(matched.listed[0].id, clinic.ben);
  EXPECT_EQ(matched.listed[0].reasons[0].id, "language");
  clinic.change(clinic.ben, [](store::Practitioner& p) { p.languages = {"en"}; });
  clinic.change(clinic.ana, [](store::Practitioner& p) { p.since_year = 2010; });
  matched = clinic.match();
  EXPECT_EQ(matched.listed[0].id, clinic.ana);
  EXPECT_EQ(matched.listed[0].reasons[0].id, "experience_year");
}

TEST(MatchTherapists, the_next_free_times_are_real) {
  Matching clinic;
  MatchedTherapists matched = clinic.match();
  ASSERT_EQ(matched.listed.size(), 2u);
  ASSERT_EQ(matched.listed[0].starts.size(), 3u);
  EXPECT_EQ(matched.listed[0].starts[0], clinic.at(1, 9));
  auto in = clinic.booking(clinic.at(1, 9), "first");
  in.practitioner = matched.listed[0].id;
  ASSERT_TRUE(book_appointment(*clinic.clinic, in));
  for (const MatchedTherapist& one : clinic.match().listed) {
    if (one.id == in.practitioner) {
      EXPECT_GT(one.starts[0], clinic.at(1, 10));
    }
  }
}

// R32: a therapist's hands are protected.
TEST(MatchTherapists, R32_deep_minutes_a_day_and_rest_are_settings_that_starts_keep) {
  Matching clinic;
  auto set = [&](std::string_view name, std::string_view value) {
    ASSERT_TRUE(clinic.store->write([&](store::Transaction& tx) -> Done {
      store::set_setting(tx, clinic.clinic->tenant, name, value);
      return {};
    }));
    load_availability(*clinic.clinic);
  };
  auto book = [&](Instant start, const char* key) {
    auto in = clinic.booking(start, key);
    in.service = clinic.deep;
    in.practitioner = clinic.ana;
    ASSERT_TRUE(book_appointment(*clinic.clinic, in)) << key;
  };
  auto first_after = [&](Instant from) {
    for (const MatchedTherapist& one : clinic.match().listed)
      if (one.id == clinic.ana)
        for (Instant start : one.starts)
          if (start >= from) return start;
    return Instant{};
  };
  clinic.in.most_starts = 60;
  set("rest_minutes", "45");
  book(clinic.at(1, 9), "first");
  EXPECT_EQ(first_after(clinic.at(1, 9)), clinic.at(1, 10, 45));
  set("deep_minutes_a_day", "60");
  EXPECT_GE(first_after(clinic.at(1, 9)), clinic.at(2, 9));
  // And it is said that others have more room that week.
  for (const MatchedTherapist& one : clinic.match().listed)
    for (const care::MatchReason& reason : one.reasons)
      if (reason.id == "rested") {
        EXPECT_EQ(reason.points == 40, one.id == clinic.ben);
      }
}

TEST(MatchTherapists, S20_without_a_valid_credential_nobody_is_listed) {
  Matching clinic;
  clinic.in.day = Date::of(2027, 3, 31);
  EXPECT_EQ(clinic.match().listed.size(), 2u);
  clinic.in.day = Date::of(2027, 4, 1);
  MatchedTherapists matched = clinic.match();
  EXPECT_TRUE(matched.listed.empty());
  ASSERT_EQ(matched.left_out.size(), 2u);
  EXPECT_EQ(matched.left_out[0].why, "match.credential");
  // A client is not told who is missing a credential.
  clinic.in.audience = care::Audience::client;
  EXPECT_TRUE(clinic.match().left_out.empty());
  clinic.credential(clinic.ben, Date::of(2028, 3, 31));
  matched = clinic.match();
  ASSERT_EQ(matched.listed.size(), 1u);
  EXPECT_EQ(matched.listed[0].id, clinic.ben);
}

TEST(MatchTherapists, who_is_not_trained_for_the_plan_is_left_out_and_staff_see_why) {
  Matching clinic;
  clinic.change(clinic.ana, [](store::Practitioner& p) { std::erase(p.techniques, "stripping"); });
  MatchedTherapists matched = clinic.match();
  ASSERT_EQ(matched.listed.size(), 1u);
  ASSERT_EQ(matched.left_out.size(), 1u);
  EXPECT_EQ(matched.left_out[0].id, clinic.ana);
  EXPECT_EQ(matched.left_out[0].why, "match.not_trained");
}

}  // namespace
}  // namespace fascia::clinic
