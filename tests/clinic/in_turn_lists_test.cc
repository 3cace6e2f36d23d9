// SPDX-License-Identifier: Apache-2.0
// A visit in turn on the wait list and as a series: whole or not at all.
#include <algorithm>

#include "clinic/cancel_policy.h"
#include "clinic/due_work.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/in_turn_clinic.h"
#include "clinic/reseat.h"
#include "clinic/visit_series.h"
#include "clinic/wait_list.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

struct InTurnWaits : InTurnClinic {
  // Ten o'clock on Tuesday, and nothing else.
  JoinWaitList wish(const char* name) {
    JoinWaitList in;
    in.service = both;
    in.from = in.until = monday + 1;
    in.from_minute = 10 * 60;
    in.until_minute = 10 * 60 + 15;
    in.name = name;
    in.email = "wait@example.invalid";
    in.birth_date = Date::of(1980, 1, 1);
    return in;
  }
  void join(const char* name) {
    auto id = join_wait_list(*clinic, wish(name));
    EXPECT_TRUE(id) << (id ? "" : id.error().message + " " + id.error().field);
    clock.seconds += 1;
    work();
  }
  void work() {
    while (do_due_work(*clinic) > 0) {
    }
  }
  std::optional<Waiting> offered() {
    auto list = wait_list(*clinic, desk);
    for (const Waiting& one : *list)
      if (one.offer) return one;
    return std::nullopt;
  }
  std::string who_is_offered() {
    auto one = offered();
    return one ? one->entry.name : "";
  }
  WaitAnswer by_desk() {
    WaitAnswer out;
    if (auto one = offered()) out.id = one->offer->id;
    out.actor = desk;
    return out;
  }
  // The newest mail of an offer holds the only copy of its token.
  WaitAnswer by_mail(boost::json::object* told = nullptr) {
    WaitAnswer out;
    out.policy = AgreedPolicy{policy_now(*clinic).version, "the words"};
    for (auto& mail : mails()) {
      if (mail["kind"].as_string() != "wait_offer") continue;
      const std::string path(mail["path"].as_string());
      const auto slash = path.rfind('/');
      const auto id = store::WaitOfferId::parse(path.substr(6, slash - 6));
      auto found = id ? find_offer(*clinic, *id, path.substr(slash + 1)) : not_found("none");
      if (!found || !found->open) continue;
      out.id = *id;
      out.token = path.substr(slash + 1);
      if (told != nullptr) *told = mail;
    }
    return out;
  }
  // Ben is not free for the second part.
  AppointmentId take_second_part() {
    BookAppointment in = asked(at(1, 11));
    in.service = swedish;
    in.practitioner = ben;
    auto out = book_appointment(*clinic, in);
    EXPECT_TRUE(out);
    return out ? out->appointment.id : AppointmentId{};
  }
};

TEST_F(InTurnWaits, a_freed_time_is_offered_only_when_all_parts_have_a_seat_and_is_kept_whole) {
  const AppointmentId taken = take_second_part();
  join("Ann First");
  join("Bea Second");
  EXPECT_EQ(who_is_offered(), "") << "the first part alone is no visit";
  ASSERT_TRUE(cancel_appointment(*clinic, taken, {program, {}}));
  work();
  ASSERT_EQ(who_is_offered(), "Ann First");
  EXPECT_EQ(offered()->by, (std::vector<PractitionerId>{ana, ben}));
  EXPECT_EQ(alone(deep, at(1, 10), ana), "start_taken");
  EXPECT_EQ(alone(stones, at(1, 11), ben), "start_taken");
  all_sound();
  boost::json::object told;
  WaitAnswer yes = by_mail(&told);
  ASSERT_EQ(told["turns"].as_array().size(), 2u);
  EXPECT_EQ(told["turns"].as_array()[1].as_object().at("therapist").as_string(), "Ben");
  auto visit = accept_offer(*clinic, yes);
  ASSERT_TRUE(visit) << visit.error().message;
  ASSERT_EQ(visit->then.size(), 1u);
  EXPECT_EQ(now(visit->then[0].id).practitioner, ben);
  EXPECT_EQ(now(visit->then[0].id).start, at(1, 11));
  work();
  EXPECT_EQ(who_is_offered(), "") << "there is no second such time";
  all_sound();
}

TEST_F(InTurnWaits,
       a_no_and_a_deadline_give_every_part_to_the_next_and_the_desk_says_yes_for_them) {
  join("Ann First");
  join("Bea Second");
  join("Cara Third");
  ASSERT_EQ(who_is_offered(), "Ann First");
  ASSERT_TRUE(decline_offer(*clinic, by_mail(), true));
  work();
  ASSERT_EQ(who_is_offered(), "Bea Second");
  all_sound();
  clock.seconds = offered()->offer->expires.seconds;
  work();
  ASSERT_EQ(who_is_offered(), "Cara Third");
  const WaitAnswer mailed = by_mail();
  auto visit = accept_offer(*clinic, by_desk());
  ASSERT_TRUE(visit) << visit.error().message;
  ASSERT_EQ(visit->then.size(), 1u) << "all of what was kept answered to the desk";
  EXPECT_EQ(accept_offer(*clinic, mailed).error().message, "wait_offer_unknown");
  work();
  all_sound();
}

TEST_F(InTurnWaits, who_wishes_for_a_woman_is_offered_no_part_by_a_man) {
  // From the house: what they give in turn is none of their own services.
  auto is = [&](PractitionerId who, const char* gender) {
    const auto house = read_house(*clinic, program);
    for (store::Practitioner p : house->practitioners)
      if (p.id == who) {
        p.gender = gender;
        ASSERT_TRUE(edit_practitioner(*clinic, program, p));
      }
  };
  is(ana, "woman");
  is(ben, "man");
  ann_wished_for("woman", at(3, 9), ana);
  join("Ann First");
  EXPECT_EQ(who_is_offered(), "") << "Ben would give the second part";
  const PractitionerId cleo = add_therapist("Cleo Fox", 2);
  gives(cleo, {stones});
  is(cleo, "woman");
  work();
  ASSERT_EQ(who_is_offered(), "Ann First") << "somebody new is looked at without a press";
  EXPECT_EQ(offered()->by, (std::vector<PractitionerId>{ana, cleo}));
}

TEST_F(InTurnWaits, what_was_offered_with_somebody_who_fell_ill_is_taken_back_and_offered_anew) {
  const PractitionerId cleo = add_therapist("Cleo Fox", 2);
  gives(cleo, {stones});
  join("Ann First");
  ASSERT_EQ(who_is_offered(), "Ann First");
  ASSERT_EQ(offered()->by, (std::vector<PractitionerId>{ana, ben}));
  const auto first = offered()->offer->id;
  ASSERT_TRUE(reseat_day(*clinic, desk, {ben, {}, monday + 1}));
  work();
  ASSERT_EQ(who_is_offered(), "Ann First");
  EXPECT_NE(offered()->offer->id, first);
  EXPECT_EQ(offered()->by, (std::vector<PractitionerId>{ana, cleo})) << "at the very same time";
  all_sound();
  // Nobody is left to give it; when he comes after all, nobody has to press.
  ASSERT_TRUE(add_time_off(*clinic, program, {cleo, {monday + 1, 0}, {monday + 2, 0}}));
  work();
  EXPECT_EQ(who_is_offered(), "");
  const auto away = time_off_ahead(*clinic, program);
  auto his = std::ranges::find(*away, ben, [](const auto& one) { return one.off.practitioner; });
  ASSERT_NE(his, away->end());
  ASSERT_TRUE(remove_time_off(*clinic, desk, his->id));
  work();
  EXPECT_EQ(who_is_offered(), "Ann First");
  EXPECT_EQ(offered()->by, (std::vector<PractitionerId>{ana, ben}));
  all_sound();
}

struct InTurnSeries : InTurnClinic {
  RepeatVisit repeat_of(AppointmentId first, int count) {
    RepeatVisit in;
    in.first = first;
    in.count = count;
    return in;
  }
};

TEST_F(InTurnSeries, each_dates_conflicts_are_listed_and_all_parts_of_all_are_written_or_none) {
  const Booked visit = booked(at(1, 10));
  ASSERT_EQ(alone(swedish, at(8, 11), ben), "booked") << "his part of the second date";
  const std::size_t before = visits();
  // By its second part, which is the same visit.
  RepeatVisit in = repeat_of(visit.then[0].id, 3);
  auto plan = plan_repeat(*clinic, desk, in);
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ(plan->size(), 2u);
  ASSERT_TRUE(plan->at(0).error);
  EXPECT_EQ(plan->at(0).error->message, "start_taken");
  EXPECT_FALSE(plan->at(0).instead.empty());
  ASSERT_TRUE(plan->at(1).seat) << plan->at(1).error->message;
  EXPECT_EQ(plan->at(1).seat->then.size(), 1u);
  auto all = repeat_visit(*clinic, desk, in);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().field, "except");
  EXPECT_EQ(visits(), before);
  in.except = {monday + 8};
  all = repeat_visit(*clinic, desk, in);
  ASSERT_TRUE(all) << all.error().message << " " << all.error().field;
  ASSERT_EQ(all->size(), 1u);
  ASSERT_EQ(all->front().then.size(), 1u);
  EXPECT_EQ(now(all->front().appointment.id).practitioner, ana);
  const Appointment second = now(all->front().then[0].id);
  EXPECT_EQ(second.start, at(15, 11));
  EXPECT_EQ(second.practitioner, ben);
  EXPECT_EQ(visits(), before + 2);
  // Any part knows the series, which has each visit once.
  auto series = series_of_visit(*clinic, desk, second.id);
  ASSERT_TRUE(series);
  ASSERT_EQ(series->size(), 2u);
  EXPECT_EQ(series->front().id, visit.appointment.id);
  auto told = mails();
  std::erase_if(told, [](auto& mail) { return mail["kind"].as_string() != "series"; });
  ASSERT_EQ(told.size(), 1u) << "one mail of all of them";
  const auto& last = told[0]["visits"].as_array().back().as_object();
  EXPECT_EQ(last.at("therapists").as_string(), "Ana, Ben");
  EXPECT_EQ(last.at("minutes").as_int64(), 90);
  all_sound();
}

TEST_F(InTurnSeries, the_rest_of_it_moves_and_is_cancelled_with_all_parts) {
  const Booked visit = booked(at(1, 10));
  auto all = repeat_visit(*clinic, desk, repeat_of(visit.appointment.id, 3));
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 2u);
  const AppointmentId part = all->front().then[0].id;
  // Half an hour later: each goes where its own parts stand now.
  const WallTime to{monday + 8, 10 * 60 + 30};
  auto plan = plan_move_rest(*clinic, desk, part, to);
  ASSERT_TRUE(plan) << plan.error().message;
  for (const MovedVisit& one : *plan) EXPECT_EQ(one.conflict, "");
  auto moved = move_rest(*clinic, desk, part, to);
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(*moved, 2);
  EXPECT_EQ(now(visit.appointment.id).start, at(1, 10));
  EXPECT_EQ(now(part).start, at(8, 11, 30));
  EXPECT_EQ(now(all->back().appointment.id).start, at(15, 10, 30));
  EXPECT_EQ(now(all->back().then[0].id).start, at(15, 11, 30));
  // Where one part cannot go, none of them goes.
  ASSERT_EQ(alone(stones, at(15, 14), ben), "booked");
  EXPECT_EQ(plan_move_rest(*clinic, desk, part, {monday + 8, 13 * 60})->back().conflict,
            "start_taken");
  EXPECT_FALSE(move_rest(*clinic, desk, part, {monday + 8, 13 * 60}));
  EXPECT_EQ(now(part).start, at(8, 11, 30));
  auto gone = cancel_rest(*clinic, desk, part);
  ASSERT_TRUE(gone) << gone.error().message;
  EXPECT_EQ(*gone, 2);
  EXPECT_EQ(now(part).status, Status::cancelled);
  EXPECT_EQ(now(all->back().then[0].id).status, Status::cancelled);
  EXPECT_NE(now(visit.then[0].id).status, Status::cancelled);
  all_sound();
}

TEST_F(InTurnSeries, R32_a_deep_part_counts_and_R10_a_link_repeats_it_six_times_at_most) {
  const Booked visit = booked(at(1, 10));
  RepeatVisit in = repeat_of(visit.appointment.id, 7);
  in.token = visit.manage_token;
  EXPECT_EQ(plan_repeat(*clinic, {}, in).error().message, "series_online");
  in.count = 3;
  in.idempotency_key = in.body = "again";
  in.policy = AgreedPolicy{policy_now(*clinic).version, "the words"};
  auto all = repeat_visit(*clinic, {}, in);
  ASSERT_TRUE(all) << all.error().message << " " << all.error().field;
  EXPECT_EQ(all->size(), 2u);
  EXPECT_EQ(repeat_visit(*clinic, {}, in)->front().repeated, true) << "the same key again";
  EXPECT_EQ(visits(), 6u);
  // Four in seven days are one deep visit too many.
  RepeatVisit daily;
  daily.first = booked(at(22, 10)).appointment.id;
  daily.rule = "FREQ=WEEKLY;COUNT=4;BYDAY=TU,WE,TH,FR";
  auto plan = plan_repeat(*clinic, desk, daily);
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ(plan->size(), 3u);
  ASSERT_TRUE(plan->back().error);
  EXPECT_EQ(plan->back().error->message, "client_deep_limit");
}

}  // namespace
}  // namespace fascia::clinic
