// SPDX-License-Identifier: Apache-2.0
#include "clinic/match_records.h"

#include <boost/json/object.hpp>

#include "clinic/due_work.h"
#include "clinic/match_therapists.h"
#include "clinic/plan_visit.h"
#include "core/json.h"
#include "store/clinic_profile.h"
#include "store/follow_up.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

// Two therapists, each with people who were treated four times and rated before the first visit
// and before the last.
class Records : public ::testing::Test, public TreatedVisit {
 protected:
  care::Plan back_plan() {
    care::PlanInput input;
    input.pains = {{kBack, 7}};
    input.days_since_start = 400;
    return care::make_plan(clinic->plans, input);
  }
  void person(PractitionerId therapist, double better) {
    store::Client person;
    person.id = random.id<ClientId>();
    person.name = "Somebody";
    person.wrapped_key = sealer->new_wrapped_key(person.id.value);
    care::Plan plan = back_plan();
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::add_client(tx, clinic->tenant, person, at(-40, 9));
      for (int i = 0; i < 4; ++i) {
        AppointmentId visit = random.id<AppointmentId>();
        SessionId session = random.id<SessionId>();
        Instant start = at(-35 + 7 * i, 9);
        FASCIA_TRY_DONE(store::start_session(
            tx, clinic->tenant, {session, visit, person.id, therapist, start, std::nullopt}));
        FASCIA_TRY_DONE(store::end_session(tx, clinic->tenant, session, start + hours(1)));
        store::add_plan(tx, clinic->tenant, *sealer,
                        {random.id<PlanId>(), person.id, visit, start,
                         PrivateText(json::write(care::write_plan(plan)))});
      }
      for (int i = 0; i < 4; ++i) {
        rate(tx, person.id, at(-35 + 7 * i, 8), i, i == 0 ? 7 : 7 - better);
      }
      return {};
    }));
  }
  void rate(store::Transaction& tx, ClientId who, Instant when, int treatments, double value) {
    boost::json::object body{{"value", value}, {"when", "before"}};
    const care::Measure* pain = care::measure_for(clinic->follow_up.measures, "pain_average");
    ASSERT_NE(pain, nullptr);
    store::add_outcome(tx, clinic->tenant, *sealer,
                       {random.id<store::OutcomeId>(),
                        who,
                        {},
                        pain->id,
                        when,
                        treatments,
                        PrivateText(json::write(body))});
  }
  void people(PractitionerId therapist, int count, double better) {
    for (int i = 0; i < count; ++i) person(therapist, better + (i % 3 - 1) * 0.5);
  }
  MatchRecords counted() {
    return store->read([&](store::Connection& c) { return count_records(c, *clinic); });
  }
  MatchedTherapists matched() {
    for (PractitionerId one_of : {ana, ben}) {
      store::Practitioner p = *clinic->availability.get()->practitioner(one_of);
      p.techniques.clear();
      for (const care::Technique& one : clinic->plans.techniques) p.techniques.push_back(one.id);
      EXPECT_TRUE(edit_practitioner(*clinic, program, p));
      if (!has_credential) {
        EXPECT_TRUE(add_credential(*clinic, program,
                                   {0, one_of, "CMMOTA", "T-" + one_of.text(), Date::of(2020, 1, 1),
                                    Date::of(2027, 3, 31)}));
      }
    }
    has_credential = true;
    MatchTherapists in;
    in.service = deep;
    in.plan = back_plan();
    in.day = monday + 4;
    auto out = match_therapists(*clinic, in);
    EXPECT_TRUE(out);
    return out ? *out : MatchedTherapists{};
  }
  const care::MatchReason* reason(const MatchedTherapists& all, PractitionerId who,
                                  std::string_view named) {
    for (const MatchedTherapist& one : all.listed)
      for (const care::MatchReason& r : one.reasons)
        if (one.id == who && r.id == named) return &r;
    return nullptr;
  }
  bool has_credential = false;
};

TEST_F(Records, R11_measured_results_reach_matching_from_the_store_as_a_band) {
  people(ana, 40, 4);
  people(ben, 40, 1);
  MatchRecords records = counted();
  const std::string condition = back_plan().condition;
  const MatchRecord& hers = records.by_problem[{condition, ana}];
  EXPECT_EQ(hers.treated, 40);
  EXPECT_EQ(hers.measured, 40);
  EXPECT_EQ(hers.band, care::Band::above);
  MatchRecord his = records.by_problem[{condition, ben}];
  EXPECT_EQ(his.band, care::Band::below);
  MatchedTherapists all = matched();
  ASSERT_EQ(all.listed.size(), 2u);
  EXPECT_EQ(all.listed[0].id, ana);
  EXPECT_NE(reason(all, ana, "above"), nullptr);
  EXPECT_NE(reason(all, ben, "below"), nullptr);
  EXPECT_NE(all.listed[0].why.en.find("40 measured cases"), std::string::npos)
      << all.listed[0].why.en;
}

TEST_F(Records, R11_nothing_is_said_below_twenty_measured_and_ten_treated) {
  people(ana, 9, 4);
  people(ben, 19, 1);
  MatchedTherapists all = matched();
  for (const char* band : {"above", "below", "not_clearly_different"})
    for (PractitionerId who : {ana, ben}) EXPECT_EQ(reason(all, who, band), nullptr) << band;
  EXPECT_EQ(reason(all, ana, "treated"), nullptr);
  EXPECT_NE(reason(all, ben, "treated"), nullptr);
}

TEST_F(Records, R11_alike_is_not_clearly_different) {
  people(ana, 25, 2);
  people(ben, 25, 2);
  MatchedTherapists all = matched();
  EXPECT_NE(reason(all, ana, "not_clearly_different"), nullptr);
  EXPECT_NE(reason(all, ben, "not_clearly_different"), nullptr);
}

TEST_F(Records, counts_are_kept_by_due_work_and_no_small_number_stands_in_the_clear) {
  people(ana, 12, 4);
  people(ben, 3, 4);
  auto made = plan_visit(*clinic, ana_actor, [&] {
    PlanVisit in;
    in.appointment = id;
    return in;
  }());
  ASSERT_TRUE(made) << made.error().message;
  clock.seconds = at(7, 5).seconds;  // past the night to Monday
  do_due_work(*clinic);
  auto kept = store->read(
      [&](store::Connection& c) { return store::setting(c, clinic->tenant, "match_records"); });
  ASSERT_TRUE(kept);
  auto value = json::read(*kept);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->at("rows").as_array().size(), 1u);
  MatchRecords records = match_records(*clinic);
  EXPECT_EQ((records.by_problem[{back_plan().condition, ana}].treated), 12);
  EXPECT_EQ(records.people[ben], 3);
  // What happened since is not there before the next count.
  people(ben, 10, 4);
  EXPECT_EQ((match_records(*clinic).by_problem[{back_plan().condition, ben}].treated), 0);
  clock.seconds = at(21, 5).seconds;  // a count that is too old is not believed
  EXPECT_EQ((match_records(*clinic).by_problem[{back_plan().condition, ben}].treated), 13);
}

}  // namespace
}  // namespace fascia::clinic
