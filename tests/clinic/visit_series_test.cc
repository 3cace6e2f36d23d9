// SPDX-License-Identifier: Apache-2.0
// Visits that come again, booked, moved and cancelled at the desk.
#include "clinic/visit_series.h"

#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/visit_fee.h"
#include "small_clinic.h"

namespace fascia::clinic {
namespace {

struct VisitSeries : SmallClinic, ::testing::Test {
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  AppointmentId first;
  void SetUp() override { first = book(1, 10, "Maya Roy"); }
  AppointmentId book(int day, int hour, const char* name) {
    auto in = booking(at(day, hour), name + std::to_string(day));
    in.practitioner = ana;
    in.client.name = name;
    in.actor = desk;
    in.reason = "asked for";
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    return booked ? booked->appointment.id : AppointmentId{};
  }
  store::Appointment visit(AppointmentId id) {
    return find_visit(*clinic, id, {program, {}}).value();
  }
  std::vector<store::Appointment> series() { return *series_of_visit(*clinic, desk, first); }
  void all_sound() {
    for (const CheckLine& line : check_clinic(*clinic))
      EXPECT_TRUE(line.sound) << line.what << " " << (line.faults.empty() ? "" : line.faults[0]);
  }
};

// E!A#969
TEST_F(VisitSeries, conflicts_are_listed_before_anything_is_written_and_it_is_booked_whole_or_not) {
  book(15, 10, "Rival Ray");
  auto plan = plan_repeat(*clinic, desk, {first, 1, 4, {}, {}});
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ(plan->size(), 3u);
  EXPECT_TRUE((*plan)[0].seat);
  ASSERT_TRUE((*plan)[1].error);
  EXPECT_EQ((*plan)[1].error->message, "start_taken");
  EXPECT_FALSE((*plan)[1].instead.empty());
  EXPECT_TRUE(series().empty());
  auto refused = repeat_visit(*clinic, desk, {first, 1, 4, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "start_taken");
  EXPECT_TRUE(series().empty());
  auto done = repeat_visit(*clinic, desk, {first, 1, 4, {}, {monday + 15}});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(series().size(), 3u);
  for (const store::Appointment& a : series()) {
    EXPECT_EQ(a.wall.minute, 10 * 60);
    EXPECT_EQ(a.practitioner, ana);
    EXPECT_EQ(a.client, visit(first).client);
  }
  EXPECT_EQ(repeat_visit(*clinic, desk, {first, 0, 4, {}, {}}).error().message, "series_every");
  EXPECT_EQ(plan_repeat(*clinic, Actor{}, {first, 1, 4, {}, {}}).error().code, Code::forbidden);
  all_sound();
}

TEST_F(VisitSeries, the_wall_time_is_the_promise_over_a_change_of_the_clock) {
  store::Location profile = clinic->availability.get()->location;
  profile.zone = "America/Toronto";  // it changes on 14 March 2027; Alberta no longer does
  ASSERT_TRUE(edit_profile(*clinic, program, profile, true));
  Zone toronto = *Zone::load("America/Toronto");
  clock.seconds = toronto.instant({Date::of(2027, 3, 1), 8 * 60}).seconds;
  auto in = booking(toronto.instant({Date::of(2027, 3, 9), 10 * 60}), "march");
  in.practitioner = ana;
  first = book_appointment(*clinic, in)->appointment.id;
  ASSERT_TRUE(repeat_visit(*clinic, desk, {first, 1, 2, {}, {}}));
  ASSERT_EQ(series().size(), 2u);
  EXPECT_EQ(series()[1].wall.minute, 10 * 60);
  EXPECT_EQ((series()[1].start - series()[0].start).value, (7 * 24 - 1) * 3600);
}

// E!A#1580, OEMR#2868, OEMR#3661: one that is moved or cancelled leaves the rest within reach.
TEST_F(VisitSeries, one_or_all_later_ones_are_moved_all_or_none) {
  ASSERT_TRUE(repeat_visit(*clinic, desk, {first, 1, 4, {}, {}}));
  AppointmentId second = series()[1].id, third = series()[2].id;
  ASSERT_TRUE(move_appointment(*clinic, second, {desk, {}}, at(8, 13)));  // one alone
  EXPECT_EQ(visit(third).start, at(15, 10));
  // A week on: each goes where the next one stood.
  auto plan = plan_move_rest(*clinic, desk, third, {monday + 22, 10 * 60});
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->size(), 2u);
  EXPECT_EQ((*plan)[0].conflict + (*plan)[1].conflict, "");
  auto moved = move_rest(*clinic, desk, third, {monday + 22, 10 * 60});
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(*moved, 2);
  EXPECT_EQ(visit(third).start, at(22, 10));
  EXPECT_EQ(visit(second).start, at(8, 13));
  book(24, 12, "Rival Ray");
  plan = plan_move_rest(*clinic, desk, third, {monday + 24, 12 * 60});
  EXPECT_EQ((*plan)[0].conflict, "start_taken");
  EXPECT_EQ((*plan)[1].conflict, "");
  EXPECT_EQ(move_rest(*clinic, desk, third, {monday + 24, 12 * 60}).error().message, "start_taken");
  EXPECT_EQ(visit(third).start, at(22, 10));
  all_sound();
}

// The page is that of one visit, and so is its new day: the others move by as much.
TEST_F(VisitSeries, from_a_visit_that_is_cancelled_or_over_the_later_ones_move_by_as_much) {
  ASSERT_TRUE(repeat_visit(*clinic, desk, {first, 1, 4, {}, {}}));
  AppointmentId second = series()[1].id, third = series()[2].id, fourth = series()[3].id;
  ASSERT_TRUE(cancel_appointment(*clinic, second, {desk, {}}));
  // Its own day at another time, as its page has it written already.
  auto plan = plan_move_rest(*clinic, desk, second, {monday + 8, 11 * 60});
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->size(), 2u);
  EXPECT_EQ((*plan)[0].to, (WallTime{monday + 15, 11 * 60}));
  ASSERT_TRUE(move_rest(*clinic, desk, second, {monday + 8, 11 * 60}));
  EXPECT_EQ(visit(third).start, at(15, 11));
  EXPECT_EQ(visit(fourth).start, at(22, 11));
  clock.seconds = at(3, 8).seconds;  // the first one is over
  ASSERT_TRUE(move_rest(*clinic, desk, first, {monday + 2, 12 * 60}));
  EXPECT_EQ(visit(third).start, at(16, 13));
  EXPECT_EQ(visit(fourth).start, at(23, 13));
  all_sound();
}

TEST_F(VisitSeries, R32_R35_what_is_too_much_for_the_client_is_listed_and_passed_with_a_reason) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic->tenant, "client_deep_week", "1");
    return {};
  }));
  auto in = booking(at(1, 14), "deep");
  in.service = deep;
  in.practitioner = ana;
  in.client.name = "Dee Park";
  first = book_appointment(*clinic, in)->appointment.id;
  RepeatVisit repeat{first, 1, {}, {}, {}, "FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH"};
  auto plan = plan_repeat(*clinic, desk, repeat);
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ(plan->size(), 3u);
  for (std::size_t i : {0u, 2u}) {  // the Thursdays
    ASSERT_TRUE((*plan)[i].error) << i;
    EXPECT_EQ((*plan)[i].error->message, "client_deep_limit");
    EXPECT_TRUE((*plan)[i].seat);
  }
  EXPECT_FALSE((*plan)[1].error);
  auto silent = repeat_visit(*clinic, desk, repeat);
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().message, "pass_reason_missing");
  EXPECT_EQ(silent.error().field, "reason");
  EXPECT_TRUE(series().empty());
  repeat.reason = "the therapist asked for it";
  ASSERT_TRUE(repeat_visit(*clinic, desk, repeat));
  EXPECT_EQ(series().size(), 4u);
  auto moves = plan_move_rest(*clinic, desk, first, {monday + 2, 14 * 60});
  ASSERT_TRUE(moves);
  EXPECT_EQ((*moves)[1].conflict, "client_deep_limit");
  EXPECT_TRUE((*moves)[1].with_reason);
  const WallTime to{monday + 2, 14 * 60};
  EXPECT_EQ(move_rest(*clinic, desk, first, to).error().field, "reason");
  ASSERT_TRUE(move_rest(*clinic, desk, first, to, "as before"));
  all_sound();
}

TEST_F(VisitSeries, what_lies_past_the_last_day_that_can_be_booked_says_so) {
  const Date last = clinic->availability.get()->times.last_day();
  auto plan = plan_repeat(*clinic, desk, {first, 1, 40, {}, {}});
  ASSERT_TRUE(plan);
  for (const schedule::SeriesVisit& one : *plan) {
    EXPECT_EQ(one.error.has_value(), one.wall.date > last) << to_iso(one.wall);
    if (one.error) {
      EXPECT_EQ(one.error->message, "start_too_far");
    }
  }
  EXPECT_GT(plan->back().wall.date, last);
}

TEST_F(VisitSeries, this_one_and_all_later_ones_are_cancelled_and_each_can_be_undone) {
  ASSERT_TRUE(repeat_visit(*clinic, desk, {first, 2, {}, monday + 45, {}}));
  ASSERT_EQ(series().size(), 4u);
  AppointmentId second = series()[1].id;
  EXPECT_EQ(*cancel_rest(*clinic, desk, second), 3);
  EXPECT_TRUE(store::takes_time(visit(first).status));
  EXPECT_EQ(visit(second).status, store::Status::cancelled);
  EXPECT_EQ(cancel_rest(*clinic, desk, second).error().message, "nothing_ahead");
  EXPECT_TRUE(undo_status(*clinic, desk, second));
  EXPECT_EQ(*cancel_rest(*clinic, desk, first), 2);
  EXPECT_EQ(cancel_rest(*clinic, desk, AppointmentId{5}).error().message, "appointment_unknown");
  all_sound();
}

// What was read out for a series binds each of its visits, as for a single one.
TEST_F(VisitSeries,
       R36_each_visit_of_a_series_carries_the_agreement_and_costs_what_a_single_one_does) {
  const store::Charge half{store::Charge::Kind::share, 50};
  ASSERT_TRUE(edit_policy(*clinic, program, {24, "", "", half, half, {}}));
  RepeatVisit repeat{first, 1, 3, {}, {}};
  repeat.policy = AgreedPolicy{1, "the words of before"};
  auto old = repeat_visit(*clinic, desk, repeat);
  ASSERT_FALSE(old);
  EXPECT_EQ(old.error().message, "policy_changed");
  EXPECT_EQ(old.error().field, "policy");
  EXPECT_TRUE(series().empty());
  repeat.policy = AgreedPolicy{2, "the words of now"};
  auto done = repeat_visit(*clinic, desk, repeat);
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_EQ(done->size(), 2u);
  for (const Booked& one : *done) {
    const AppointmentId id = one.appointment.id;
    auto kept = policy_of(*clinic, id);
    ASSERT_TRUE(kept.agreed);
    EXPECT_EQ(kept.agreed->version, 2);
    EXPECT_EQ(kept.agreed->staff, desk.staff);
    EXPECT_EQ(kept.text, "the words of now");
  }
  EXPECT_FALSE(policy_of(*clinic, first).agreed) << "the first one stands as it was booked";
  // A later version costs none of them more; an hour before, the one that comes costs its half.
  ASSERT_TRUE(
      edit_policy(*clinic, program, {24, "", "", {store::Charge::Kind::share, 100}, half, {}}));
  clock.seconds = (at(8, 9)).seconds;
  auto gone = set_status(*clinic, desk, done->front().appointment.id, store::Status::late_cancelled,
                         {"none", {}});
  ASSERT_TRUE(gone) << gone.error().message;
  auto fee = find_fee(*clinic, done->front().appointment.id);
  ASSERT_TRUE(fee);
  EXPECT_EQ(fee->kept.fee, (Money{4750, "CAD"}));
  EXPECT_FALSE(find_fee(*clinic, done->back().appointment.id));
}

TEST_F(VisitSeries, R36_a_series_that_nobody_agreed_to_costs_nothing) {
  const store::Charge whole{store::Charge::Kind::share, 100};
  ASSERT_TRUE(edit_policy(*clinic, program, {24, "", "", whole, whole, {}}));
  auto done = repeat_visit(*clinic, desk, {first, 1, 2, {}, {}});
  ASSERT_TRUE(done);
  EXPECT_FALSE(policy_of(*clinic, done->front().appointment.id).agreed);
  EXPECT_EQ(fee_if(*clinic, visit(done->front().appointment.id), store::Status::no_show).cents, 0);
}

// By the private link of the first visit, under every rule of a booking online.
TEST_F(VisitSeries, R10_who_holds_the_link_repeats_a_visit_online_at_most_six_times) {
  auto mine = book_appointment(*clinic, booking(at(3, 9), "mine"));
  ASSERT_TRUE(mine);
  first = mine->appointment.id;
  RepeatVisit in{first, 1, {}, {}, {}, "RRULE:FREQ=WEEKLY;COUNT=3"};
  EXPECT_EQ(repeat_visit(*clinic, Actor{}, in).error().code, Code::forbidden);
  in.token = "wrong";
  EXPECT_EQ(repeat_visit(*clinic, Actor{}, in).error().message, "appointment_unknown");
  in.token = mine->manage_token;
  in.rule = "FREQ=WEEKLY;COUNT=7";
  EXPECT_EQ(plan_repeat(*clinic, Actor{}, in).error().message, "series_online");
  in.rule = "FREQ=WEEKLY;COUNT=3";
  in.idempotency_key = "key";
  in.body = "body";
  auto done = repeat_visit(*clinic, Actor{}, in);
  ASSERT_TRUE(done) << done.error().message << " " << done.error().field;
  ASSERT_EQ(done->size(), 2u);
  EXPECT_EQ((*done)[0].client.id, mine->client.id);
  EXPECT_FALSE((*done)[0].manage_token.empty());
  // Once more is the same; another body is refused.
  auto again = repeat_visit(*clinic, Actor{}, in);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)[0].appointment.id, (*done)[0].appointment.id);
  EXPECT_EQ(series().size(), 3u);
  in.body = "other";
  EXPECT_EQ(repeat_visit(*clinic, Actor{}, in).error().message, "idempotency_key_reused");
  // What stands counts: three more would be seven.
  in.idempotency_key.clear();
  in.rule = "FREQ=WEEKLY;COUNT=4;BYDAY=TH,FR";
  EXPECT_TRUE(plan_repeat(*clinic, Actor{}, in));
  in.rule = "FREQ=WEEKLY;COUNT=6;BYDAY=TH,FR,SA";
  EXPECT_EQ(plan_repeat(*clinic, Actor{}, in).error().message, "series_online");
  // The horizon, the grid and the lead time hold for them.
  in.rule = "FREQ=WEEKLY;INTERVAL=20;COUNT=2";
  auto far = plan_repeat(*clinic, Actor{}, in);
  ASSERT_TRUE(far);
  EXPECT_EQ((*far)[0].error->message, "start_too_far");
  EXPECT_EQ(repeat_visit(*clinic, Actor{}, in).error().message, "start_too_far");
  auto standing = standing_series(*clinic, first, {Actor{}, mine->manage_token});
  ASSERT_TRUE(standing);
  EXPECT_EQ(standing->rule, "FREQ=WEEKLY;COUNT=3");
  ASSERT_TRUE(cancel_appointment(*clinic, (*done)[0].appointment.id, {desk, {}}));
  standing = standing_series(*clinic, first, {Actor{}, mine->manage_token});
  EXPECT_EQ(standing->rule, "FREQ=WEEKLY;INTERVAL=2;COUNT=2");
  EXPECT_EQ(standing_series(*clinic, first, {Actor{}, "wrong"}).error().message,
            "appointment_unknown");
  all_sound();
}

TEST_F(VisitSeries, a_day_that_is_left_out_is_one_of_the_series_and_stands_in_its_rule) {
  RepeatVisit in{first, 1, 4, {}, {monday + 16}};
  EXPECT_EQ(plan_repeat(*clinic, desk, in).error().field, "except");
  in.except = {monday + 15};
  ASSERT_TRUE(repeat_visit(*clinic, desk, in));
  auto standing = standing_series(*clinic, first, {desk, {}});
  EXPECT_EQ(standing->rule, "FREQ=WEEKLY;COUNT=4");
  EXPECT_EQ(standing->except, (std::vector<WallTime>{{monday + 15, 10 * 60}}));
}

}  // namespace
}  // namespace fascia::clinic
