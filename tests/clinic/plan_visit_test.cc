// SPDX-License-Identifier: Apache-2.0
#include "clinic/plan_visit.h"

#include "clinic/match_therapists.h"
#include "core/json.h"
#include "store/records.h"
#include "treated_visit.h"

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

const care::Region kBack{"low-back", care::Side::right};
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
  TreatedVisit visit;
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
