// SPDX-License-Identifier: Apache-2.0
#include "clinic/clinic_figures.h"
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class Figures : public ::testing::Test, public FollowedVisit {
 protected:
  // A client with five treatments by this therapist whose pain goes from `first` to `last`.
  void treated(int number, PractitionerId by, double first, double last, ServiceId service = {}) {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::Client person;
      person.id = random.id<ClientId>();
      person.name = "Person " + std::to_string(number);
      person.wrapped_key = sealer->new_wrapped_key(person.id.value);
      store::add_client(tx, clinic->tenant, person, clock.now());
      auto a = *store::find_appointment(tx, clinic->tenant, id);
      for (int visit = 0; visit < 5; ++visit) {
        a.id = random.id<AppointmentId>();
        a.client = person.id;
        a.practitioner = by;
        if (service) a.service = service;
        a.status = store::Status::completed;
        a.start = at(-60 + visit * 5, 10);
        a.manage_hash = a.id.text();
        store::add_appointment(tx, clinic->tenant, a, clock.now());
        store::TreatmentSession s{random.id<SessionId>(), a.id, person.id, by, a.start, {}};
        FASCIA_TRY_DONE(store::start_session(tx, clinic->tenant, s));
        FASCIA_TRY_DONE(store::end_session(tx, clinic->tenant, s.id, a.start + hours(1)));
        boost::json::object body{{"value", visit < 2 ? first : last}, {"when", "before"}};
        store::add_outcome(tx, clinic->tenant, *sealer,
                           {random.id<store::OutcomeId>(), person.id, a.id, "nprs_avg7", a.start,
                            visit, PrivateText(json::write(body))});
      }
      return {};
    }));
  }
};

TEST_F(Figures, few_clients_are_hidden_and_enough_are_counted_from_the_store) {
  for (int n = 0; n < 4; ++n) treated(n, ana, 7, 3);
  auto few = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(few);
  EXPECT_FALSE(few->clinic.shown);
  EXPECT_EQ(few->started, 4);
  for (int n = 4; n < 20; ++n) treated(n, n % 2 == 0 ? ana : ben, 7, n < 12 ? 3 : 7);
  auto all = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->measured, 20);
  ASSERT_TRUE(all->clinic.shown) << all->clinic.hidden_because;
  EXPECT_EQ(all->clinic.cases, 20);
  EXPECT_NEAR(all->clinic.interval.share, 12.0 / 20, 0.001);
  EXPECT_LT(all->clinic.interval.low, all->clinic.interval.share);
}

TEST_F(Figures, CHK_S14_both_styles_stand_beside_each_other_with_their_intervals) {
  for (int n = 0; n < 12; ++n) treated(n, ana, 7, n < 6 ? 3 : 7, deep);
  for (int n = 12; n < 16; ++n) treated(n, ana, 7, 3, swedish);
  auto few = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(few);
  EXPECT_TRUE(few->deep.shown);
  EXPECT_FALSE(few->relaxing.shown) << "four are too few";
  for (int n = 16; n < 28; ++n) treated(n, ana, 7, n < 20 ? 3 : 7, swedish);
  auto both = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(both);
  ASSERT_TRUE(both->deep.shown && both->relaxing.shown);
  EXPECT_EQ(both->deep.cases, 12);
  EXPECT_NEAR(both->deep.interval.share, 6.0 / 12, 0.001);
  EXPECT_EQ(both->relaxing.cases, 16);
  EXPECT_NEAR(both->relaxing.interval.share, 8.0 / 16, 0.001);
  EXPECT_LT(both->relaxing.interval.low, both->relaxing.interval.share);
  EXPECT_GT(both->relaxing.interval.high, both->relaxing.interval.share);
}

TEST_F(Figures, a_therapist_sees_their_own_and_the_desk_none) {
  for (int n = 0; n < 20; ++n) treated(n, n < 12 ? ana : ben, 7, 3);
  auto own = clinic_figures(*clinic, ana_actor);
  ASSERT_TRUE(own && own->own);
  auto owner = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(owner);
  EXPECT_FALSE(owner->own);
  EXPECT_FALSE(clinic_figures(*clinic, desk_actor));
}

}  // namespace
}  // namespace fascia::clinic
