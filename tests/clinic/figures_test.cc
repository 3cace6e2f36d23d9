// SPDX-License-Identifier: Apache-2.0
#include "clinic/clinic_figures.h"
#include "followed_visit.h"
#include "store/tasks.h"

namespace fascia::clinic {
namespace {

class Figures : public ::testing::Test, public FollowedVisit {
 protected:
  struct Visits {
    int count = 5;
    int from = -60;  // days from the Monday
    int every = 5;
  };
  // A client with five treatments by this therapist whose pain goes from `first` to `last`.
  void treated(int number, PractitionerId by, double first, double last, ServiceId service = {}) {
    came(number, {by}, first, last, service, {});
  }
  // The therapists take turns.
  void came(int number, std::vector<PractitionerId> by, double first, double last,
            ServiceId service, Visits visits) {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::Client person;
      person.id = random.id<ClientId>();
      person.name = "Person " + std::to_string(number);
      person.wrapped_key = sealer->new_wrapped_key(person.id.value);
      store::add_client(tx, clinic->tenant, person, clock.now());
      auto a = *store::find_appointment(tx, clinic->tenant, id);
      for (int visit = 0; visit < visits.count; ++visit) {
        PractitionerId whose = by[static_cast<std::size_t>(visit) % by.size()];
        a.id = random.id<AppointmentId>();
        a.client = person.id;
        a.practitioner = whose;
        if (service) a.service = service;
        a.status = store::Status::completed;
        a.start = at(visits.from + visit * visits.every, 10);
        a.manage_hash = a.id.text();
        store::add_appointment(tx, clinic->tenant, a, clock.now());
        store::TreatmentSession s{random.id<SessionId>(), a.id, person.id, whose, a.start, {}};
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
  // In public from 30 people, rounded to whole 5 in 100 (sheet c 7c).
  ASSERT_TRUE(all->in_public);
  EXPECT_FALSE(all->in_public->shown);
  for (int n = 20; n < 30; ++n) treated(n, ana, 7, n < 25 ? 3 : 7);
  auto enough = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(enough && enough->in_public && enough->in_public->shown);
  EXPECT_NEAR(enough->clinic.interval.share, 17.0 / 30, 0.001);
  EXPECT_NEAR(enough->in_public->interval.share, 0.55, 0.001);
}

TEST_F(Figures, who_came_once_hides_no_figure_and_counts_among_all_who_began) {
  for (int n = 0; n < 20; ++n) treated(n, ana, 7, n < 12 ? 3 : 7);
  for (int n = 20; n < 60; ++n) came(n, {ana}, 7, 3, {}, {.count = 1});
  auto all = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->started, 60);
  EXPECT_EQ(all->eligible, 20);
  EXPECT_EQ(all->measured, 20);
  ASSERT_TRUE(all->clinic.shown) << all->clinic.hidden_because;
  EXPECT_NEAR(all->clinic.interval.share, 12.0 / 20, 0.001);
  ASSERT_TRUE(all->of_all_started.shown);
  EXPECT_NEAR(all->of_all_started.interval.share, 12.0 / 60, 0.001);
  EXPECT_FALSE(all->very_high);
  // Of those who could be measured, fewer than six in ten were.
  for (int n = 60; n < 75; ++n) came(n, {ana}, 7, 3, {}, {.count = 4, .every = 57});
  for (int n = 75; n < 79; ++n) treated(n, ana, 7, 3);
  EXPECT_EQ(clinic_figures(*clinic, owner_actor)->eligible, 24)
      << "a visit each 57 days is an episode of its own each time";
}

TEST_F(Figures, a_month_counts_once_it_is_over_and_a_year_later_no_more) {
  for (int n = 0; n < 20; ++n) came(n, {ana}, 7, n < 12 ? 3 : 7, {}, {.from = -21, .every = 4});
  auto last_visits = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(last_visits);
  EXPECT_EQ(last_visits->eligible, 0) << "the fourth visit was this month";
  EXPECT_FALSE(last_visits->clinic.shown);
  clock.seconds += hours(24 * 35).value;
  auto over = clinic_figures(*clinic, owner_actor);
  EXPECT_EQ(over->measured, 20);
  EXPECT_EQ(over->window.from,
            Date::of(over->window.until.year() - 1, over->window.until.month(), 1));
  EXPECT_EQ(over->window.until.day(), 1);
  clock.seconds += hours(24 * 366).value;
  EXPECT_EQ(clinic_figures(*clinic, owner_actor)->started, 0);
}

TEST_F(Figures, the_lead_sees_each_therapist_by_name_and_drawn_towards_the_clinic) {
  for (int n = 0; n < 30; ++n) came(n, {ana}, 7, 3, {}, {.from = -200});
  for (int n = 30; n < 60; ++n) came(n, {ben}, 7, 7, {}, {.from = -200});
  for (int n = 60; n < 65; ++n) came(n, {ana, ben}, 7, 3, {}, {.count = 6, .from = -200});
  auto lead = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(lead);
  ASSERT_EQ(lead->therapists.size(), 2U);
  const TherapistFigure &hers = lead->therapists[0], &his = lead->therapists[1];
  EXPECT_LT(hers.name, his.name);
  EXPECT_EQ(hers.figure.cases, 30) << "who was shared evenly is nobody's";
  ASSERT_TRUE(hers.figure.shown && his.figure.shown);
  const double p0 = 35.0 / 65;
  EXPECT_NEAR(hers.figure.interval.share, (30 + 20 * p0) / 50, 1e-6);
  EXPECT_NEAR(his.figure.interval.share, 20 * p0 / 50, 1e-6);
  EXPECT_TRUE(hers.different && his.different);
  EXPECT_GT(hers.adjusted.share, his.adjusted.share);
  auto own = clinic_figures(*clinic, ana_actor);
  ASSERT_TRUE(own);
  EXPECT_TRUE(own->therapists.empty());
}

TEST_F(Figures, who_differs_in_one_quarter_alone_is_not_said_to_differ) {
  for (int n = 0; n < 30; ++n) came(n, {ana}, 7, 3, {}, {.from = -60});
  for (int n = 30; n < 60; ++n) came(n, {ben}, 7, 7, {}, {.from = -60});
  auto lead = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(lead);
  ASSERT_EQ(lead->therapists.size(), 2U);
  for (const TherapistFigure& one : lead->therapists) EXPECT_FALSE(one.different) << one.name;
}

TEST_F(Figures, calls_after_check_ins_are_counted_in_100_visits) {
  for (int n = 0; n < 20; ++n) treated(n, ana, 7, 3);
  auto none = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->calls, 0);
  EXPECT_NEAR(none->calls_per_visit.high, 3.0 / 100, 1e-9) << "0 of 100 visits: the rule of three";
  EXPECT_TRUE(none->very_high);
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    for (const char* kind : {"check_in_call", "check_in_call", "mail_bounced"}) {
      store::Task task;
      task.id = random.id<store::TaskId>();
      task.kind = kind;
      task.due = task.created = at(-50, 10);
      store::add_task(tx, clinic->tenant, *sealer, task, {});
    }
    return {};
  }));
  auto two = clinic_figures(*clinic, owner_actor);
  EXPECT_EQ(two->calls, 2);
  EXPECT_NEAR(two->calls_per_visit.share, 0.02, 1e-9);
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
  EXPECT_FALSE(own->in_public);  // what to tell in public is for the lead to decide
  auto owner = clinic_figures(*clinic, owner_actor);
  ASSERT_TRUE(owner);
  EXPECT_FALSE(owner->own);
  EXPECT_FALSE(clinic_figures(*clinic, desk_actor));
}

}  // namespace
}  // namespace fascia::clinic
