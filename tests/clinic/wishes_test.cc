// SPDX-License-Identifier: Apache-2.0
// A woman or a man, as they asked: two who come together, and a stranger who waits for a time.
#include <set>

#include "clinic/due_work.h"
#include "clinic/gender_wish.h"
#include "clinic/holds.h"
#include "clinic/two_people.h"
#include "clinic/wait_list.h"
#include "store/reseats.h"

namespace fascia::clinic {
namespace {

// Ana is a woman and Ben a man; Cleo told nothing.
struct Wishes : Couple {
  void SetUp() override {
    ana_is_a_woman_and_ben_a_man();
    ASSERT_TRUE(allow_couples_online(*clinic, program, true));
  }
  BookCouple online(Instant start, const std::string& first, const std::string& second) {
    BookCouple in = couple(start);
    in.actor = {};
    in.policy = AgreedPolicy{policy_now(*clinic).version, "words"};
    in.idempotency_key = in.body = to_rfc3339_utc(start) + first + second;
    in.first.gender_wish = first;
    in.second.gender_wish = second;
    return in;
  }
  CoupleTimes times(int day, const std::string& first, const std::string& second) {
    CoupleTimes out{deep, swedish, {}, {}, monday + day};
    out.staff = false;
    out.first_wish = first;
    out.second_wish = second;
    return out;
  }
  std::string said(const Result<BookedCouple>& of) {
    return of ? "booked" : of.error().field + " " + of.error().message;
  }
  void off(PractitionerId who, int day, int from, int until) {
    ASSERT_TRUE(add_time_off(*clinic, program, {who, {monday + day, from}, {monday + day, until}}));
  }
  void away(PractitionerId who, int day) {
    ASSERT_TRUE(add_time_off(*clinic, program, {who, {monday + day, 0}, {monday + day + 1, 0}}));
  }
  void work() {
    while (do_due_work(*clinic) > 0) {
    }
  }
  JoinWaitList waits(const std::string& gender) {
    JoinWaitList in;
    in.service = swedish;
    in.from = in.until = monday + 1;
    in.name = "Ann Stranger";
    in.email = "ann@example.invalid";
    in.birth_date = Date::of(1980, 1, 1);
    in.gender = gender;
    return in;
  }
};

// Against the kernel itself, start by start: what is shown is held with somebody who fits for each,
// and what is not shown is not.
TEST_F(Wishes, R37_two_who_wish_see_the_starts_that_they_can_have_and_no_others) {
  off(ana, 1, 13 * 60, 17 * 60);  // the only woman
  off(ben, 1, 9 * 60, 10 * 60);
  for (auto [one, other] : {std::pair("man", "woman"), {"", "man"}, {"any", "woman"}}) {
    std::set<std::int64_t> shown;
    for (const CoupleStart& start : couple_times(*clinic, times(1, one, other))) {
      shown.insert(start.at.seconds);
      auto offer = clinic->availability.get();
      EXPECT_TRUE(fits_wish(*offer->practitioner(start.first), one));
      EXPECT_TRUE(fits_wish(*offer->practitioner(start.second), other));
    }
    EXPECT_FALSE(shown.empty()) << one << other;
    for (int minute = 9 * 60; minute < 17 * 60; minute += 15) {
      HoldCouple in{deep, swedish, at(1, 0, minute), "a browser", ""};
      in.first_wish = one;
      in.second_wish = other;
      auto held = hold_couple(*clinic, in);
      EXPECT_EQ(bool(held), shown.contains(in.start.seconds)) << minute << one << other;
      if (!held) continue;
      auto two = holds_of(*clinic, held->token);
      ASSERT_EQ(two.size(), 2u);
      auto offer = clinic->availability.get();
      EXPECT_TRUE(fits_wish(*offer->practitioner(two[0].practitioner), one));
      EXPECT_TRUE(fits_wish(*offer->practitioner(two[1].practitioner), other));
      EXPECT_NE(two[0].practitioner, two[1].practitioner);
      ASSERT_TRUE(release_hold(*clinic, held->token));
    }
  }
  all_sound();
}

TEST_F(Wishes, R37_what_each_of_two_wished_for_is_booked_and_kept_for_next_time) {
  auto two = book_couple(*clinic, online(at(1, 10), "man", "woman"));
  ASSERT_TRUE(two) << said(two);
  EXPECT_EQ(two->first.appointment.practitioner, ben);
  EXPECT_EQ(two->second.appointment.practitioner, ana);
  EXPECT_EQ(gender_wish_of(*clinic, two->first.client.id), "man");
  EXPECT_EQ(gender_wish_of(*clinic, two->second.client.id), "woman");
  // Next time the first says another word for the second, who fits this visit; what the second
  // said stays.
  auto again = book_couple(*clinic, online(at(8, 10), "any", "man"));
  ASSERT_TRUE(again) << said(again);
  EXPECT_EQ(again->second.appointment.practitioner, ben);
  EXPECT_EQ(gender_wish_of(*clinic, again->first.client.id), "any");
  EXPECT_EQ(gender_wish_of(*clinic, again->second.client.id), "woman");
  // The only man is taken then: nobody else instead.
  EXPECT_EQ(alone(at(2, 10), ben), "booked");
  EXPECT_EQ(said(book_couple(*clinic, online(at(2, 10), "man", ""))), "start start_taken");
  all_sound();
}

TEST_F(Wishes, R37_what_cannot_come_true_is_said_at_the_one_who_wished_it) {
  auto answer = [&](const std::string& first, const std::string& second) {
    HoldCouple hold{deep, swedish, at(1, 10), "a browser", ""};
    hold.first_wish = first;
    hold.second_wish = second;
    auto held = hold_couple(*clinic, hold);
    const std::string booked = said(book_couple(*clinic, online(at(1, 10), first, second)));
    EXPECT_EQ(held ? "booked" : held.error().field + " " + held.error().message, booked);
    return booked;
  };
  EXPECT_EQ(answer("other", ""), "gender wish_fits_nobody");
  EXPECT_EQ(answer("", "other"), "gender2 wish_fits_nobody");
  EXPECT_EQ(answer("woman", "woman"), "gender2 wishes_fit_no_two");
  EXPECT_EQ(answer("cat", ""), "gender wish_unknown");
  EXPECT_EQ(answer("", "cat"), "gender2 wish_unknown");
  BookCouple named = online(at(1, 10), "woman", "");
  named.first.practitioner = ben;
  EXPECT_EQ(said(book_couple(*clinic, named)), "gender wish_other_therapist");
  EXPECT_EQ(visits(), 0u);
  // Staff who name somebody mean that one.
  named.actor = desk;
  named.policy.reset();
  auto done = book_couple(*clinic, named);
  ASSERT_TRUE(done) << said(done);
  EXPECT_EQ(done->first.appointment.practitioner, ben);
}

TEST_F(Wishes, R37_R38_a_hold_of_before_the_wish_gives_nobody_else) {
  away(cleo, 1);
  HoldCouple hold{deep, swedish, at(1, 10), "a browser", ""};
  hold.second_wish = "man";  // so that the first has Ana
  auto held = hold_couple(*clinic, hold);
  ASSERT_TRUE(held) << held.error().message;
  BookCouple in = online(at(1, 10), "man", "woman");
  in.hold = held->token;
  auto booked = book_couple(*clinic, in);
  ASSERT_TRUE(booked) << said(booked);
  EXPECT_EQ(booked->first.appointment.practitioner, ben);
  EXPECT_EQ(booked->second.appointment.practitioner, ana);
  EXPECT_TRUE(holds_of(*clinic, held->token).empty());
  all_sound();
}

TEST_F(Wishes, R37_a_stranger_who_waits_is_offered_no_time_but_with_somebody_who_fits) {
  off(ben, 1, 0, 10 * 60);
  off(ben, 1, 11 * 60 + 15, 17 * 60);
  auto taken = booking(at(1, 10), "taken");
  taken.practitioner = ben;
  auto first = book_appointment(*clinic, taken);
  ASSERT_TRUE(first);
  ASSERT_TRUE(join_wait_list(*clinic, waits("man")));
  work();
  auto offered = [&] { return wait_list(*clinic, desk)->front().offer; };
  EXPECT_FALSE(offered()) << "Ana and Cleo are free all day";
  ASSERT_TRUE(cancel_appointment(*clinic, first->appointment.id, {program, {}}));
  work();
  ASSERT_TRUE(offered());
  EXPECT_EQ(offered()->practitioner, ben);
  EXPECT_EQ(offered()->start, at(1, 10));
  WaitAnswer yes;
  yes.id = offered()->id;
  yes.actor = desk;
  auto booked = accept_offer(*clinic, yes);
  ASSERT_TRUE(booked) << booked.error().message;
  EXPECT_EQ(booked->appointment.practitioner, ben);
  EXPECT_EQ(gender_wish_of(*clinic, booked->client.id), "man") << "kept for next time";
  all_sound();
}

TEST_F(Wishes, R37_another_word_about_the_wish_keeps_the_place_in_the_line) {
  for (PractitionerId who : {ana, ben, cleo}) away(who, 1);
  auto first = join_wait_list(*clinic, waits(""));
  ASSERT_TRUE(first);
  clock.seconds += 60;
  EXPECT_EQ(join_wait_list(*clinic, waits("")).error().message, "wait_twice");
  auto again = join_wait_list(*clinic, waits("woman"));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, *first);
  EXPECT_EQ(join_wait_list(*clinic, waits("woman")).error().message, "wait_twice");
  EXPECT_EQ(join_wait_list(*clinic, waits("")).error().message, "wait_twice");
  JoinWaitList wider = waits("");
  wider.until = monday + 9;
  ASSERT_TRUE(join_wait_list(*clinic, wider));
  auto list = wait_list(*clinic, desk);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ(list->front().entry.gender, "woman") << "who says no more of it wishes for the same";
  EXPECT_EQ(list->front().entry.until, monday + 9);
  ASSERT_TRUE(join_wait_list(*clinic, waits("any")));
  EXPECT_EQ(wait_list(*clinic, desk)->front().entry.gender, "any");
  EXPECT_EQ(wait_list(*clinic, desk)->front().entry.until, monday + 9);
}

TEST_F(Wishes, R37_who_waits_for_what_nobody_can_give_is_told_at_once) {
  auto refused = [&](const std::string& gender, PractitionerId who = {}) {
    JoinWaitList in = waits(gender);
    in.practitioner = who;
    auto out = join_wait_list(*clinic, in);
    return out ? "waits" : out.error().field + " " + out.error().message;
  };
  EXPECT_EQ(refused("other"), "gender wish_fits_nobody");
  EXPECT_EQ(refused("cat"), "gender wish_unknown");
  EXPECT_EQ(refused("woman", ben), "gender wish_other_therapist");
  EXPECT_EQ(refused("man", ben), "waits");
}

}  // namespace
}  // namespace fascia::clinic
