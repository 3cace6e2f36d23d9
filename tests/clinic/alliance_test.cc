// SPDX-License-Identifier: Apache-2.0
// How it was with the therapist: asked of the client alone, and what follows (sheet c 7.9, S36).
#include "clinic/alliance.h"

#include "clinic/client_curve.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class AllianceOfVisit : public ::testing::Test, public FollowedVisit {
 protected:
  // The visit is over and its first check-in asked; `before` visits went before it.
  OpenLink asked(int before = 0) {
    finish();
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      auto a = *store::find_appointment(tx, clinic->tenant, id);
      for (int visit = before; visit > 0; --visit) {
        store::Appointment earlier = a;
        earlier.id = random.id<AppointmentId>();
        earlier.start = a.start - days_of_24h(7 * visit);
        earlier.manage_hash = earlier.id.text();
        store::add_appointment(tx, clinic->tenant, earlier, clock.now());
        store::TreatmentSession s{random.id<SessionId>(), earlier.id, a.client, ana,
                                  earlier.start,          {}};
        FASCIA_TRY_DONE(store::start_session(tx, clinic->tenant, s));
        FASCIA_TRY_DONE(store::end_session(tx, clinic->tenant, s.id, earlier.start + hours(1)));
      }
      return {};
    }));
    later(24);
    auto kept = store->read([&](store::Connection& c) {
      return store::check_ins_of(c, clinic->tenant, *sealer, session.id);
    });
    EXPECT_EQ(kept.size(), 1U);
    return kept.empty() ? OpenLink{} : OpenLink{kept.front().id.value, kept.front().client};
  }
  // What was said after an earlier visit.
  void said(const char* measure, int value) {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      boost::json::object body{{"value", value}, {"when", "alliance"}, {"source", "self"}};
      store::add_outcome(tx, clinic->tenant, *sealer,
                         {random.id<store::OutcomeId>(), session.client, AppointmentId{}, measure,
                          session.started - days_of_24h(20), 1, PrivateText(json::write(body))});
      return {};
    }));
  }
  int offers() {
    int found = 0;
    for (const auto& task :
         store->read([&](store::Connection& c) { return store::open_tasks(c, clinic->tenant); })) {
      if (task.kind != "offer_change") continue;
      EXPECT_EQ(task.role, store::Role::owner) << "not the therapist";
      ++found;
    }
    return found;
  }
};

TEST_F(AllianceOfVisit, CHK_S36_is_asked_after_the_first_and_the_fourth_visit_alone) {
  OpenLink link = asked();
  auto first = alliance_after(*clinic, link);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->asked.size(), 5U);
  EXPECT_FALSE(first->offer_change);
  auto told = answer_alliance(*clinic, link, {{"trust_plan", "5"}, {"all_heard", "9"}});
  ASSERT_TRUE(told) << told.error().message;
  EXPECT_TRUE(told->asked.empty()) << "asked once";
  EXPECT_FALSE(told->offer_change) << "five once";
  EXPECT_EQ(offers(), 0);
  EXPECT_EQ(answer_alliance(*clinic, link, {{"trust_plan", "5"}}).error().message, "alliance_over");
}

TEST_F(AllianceOfVisit, CHK_S36_is_not_asked_after_the_second) {
  OpenLink link = asked(1);
  auto second = alliance_after(*clinic, link);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->asked.empty());
}

TEST_F(AllianceOfVisit, CHK_S36_five_or_less_twice_offers_another_therapist_to_the_client) {
  OpenLink link = asked(3);
  said("trust_plan", 5);
  auto fourth = alliance_after(*clinic, link);
  ASSERT_TRUE(fourth);
  EXPECT_EQ(fourth->asked.size(), 5U);
  auto told = answer_alliance(*clinic, link, {{"trust_plan", "5"}});
  ASSERT_TRUE(told) << told.error().message;
  EXPECT_TRUE(told->offer_change);
  EXPECT_EQ(offers(), 1);
}

TEST_F(AllianceOfVisit, CHK_S36_six_after_five_offers_nothing) {
  OpenLink link = asked(3);
  said("comfort_therapist", 5);
  auto told = answer_alliance(*clinic, link, {{"comfort_therapist", "6"}, {"trust_plan", "5"}});
  ASSERT_TRUE(told) << told.error().message;
  EXPECT_FALSE(told->offer_change);
  EXPECT_EQ(offers(), 0);
}

TEST_F(AllianceOfVisit, what_cannot_be_is_named_and_nothing_is_kept) {
  OpenLink link = asked();
  auto wrong = answer_alliance(*clinic, link, {{"trust_plan", "11"}, {"all_goal", "x"}});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().field, "trust_plan");
  ASSERT_EQ(wrong.error().also.size(), 1U);
  EXPECT_EQ(wrong.error().also.front().field, "all_goal");
  EXPECT_EQ(answer_alliance(*clinic, link, {}).error().message, "nothing_measured");
  EXPECT_FALSE(alliance_after(*clinic, link)->asked_before);
}

TEST_F(AllianceOfVisit, no_therapist_reads_it_by_name) {
  OpenLink link = asked();
  ASSERT_TRUE(answer_alliance(*clinic, link, {{"trust_plan", "2"}, {"sat_visit", "3"}}));
  auto curve = curve_of_client(*clinic, ana_actor, session.client);
  ASSERT_TRUE(curve);
  for (const CurveOfMeasure& line : curve->measures) {
    EXPECT_NE(line.measure->id, "trust_plan");
    EXPECT_NE(line.measure->id, "sat_visit");
  }
}

}  // namespace
}  // namespace fascia::clinic
