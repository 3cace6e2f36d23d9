// SPDX-License-Identifier: Apache-2.0
// Several programs on one PostgreSQL: what one books, the others offer no more.
#include <atomic>
#include <thread>

#include "clinic/booking_limits.h"
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/follow_store.h"
#include "clinic/holds.h"
#include "second_program.h"

namespace fascia::clinic {
namespace {

std::size_t seats_at(Clinic& clinic, const SmallClinic& small, Instant start) {
  schedule::Question q;
  q.service = small.swedish;
  q.now = clinic.now();
  std::size_t free = 0;
  for (PractitionerId who : {small.ana, small.ben}) {
    q.practitioner = who;
    if (schedule::choose_seat(clinic.availability.get()->times, q, start)) ++free;
  }
  return free;
}

class TwoPrograms : public testing::Test {
 protected:
  void SetUp() override {
    if (!store::on_postgresql()) GTEST_SKIP() << "of PostgreSQL alone";
  }
};

TEST_F(TwoPrograms, what_one_books_moves_and_cancels_the_other_offers_as_it_is) {
  SmallClinic small;
  Beside other(small);
  Instant ten = small.at(1, 10), noon = small.at(1, 12);
  EXPECT_EQ(seats_at(other.clinic, small, ten), 2u);
  auto booked = book_appointment(*small.clinic, small.booking(ten, "a"));
  ASSERT_TRUE(booked);
  EXPECT_TRUE(follow_store(other.clinic));
  EXPECT_FALSE(follow_store(other.clinic));
  EXPECT_EQ(seats_at(other.clinic, small, ten), 1u);
  // Whoever changed it knew at once and reads nothing.
  EXPECT_FALSE(follow_store(*small.clinic));
  Key key{{}, booked->manage_token};
  ASSERT_TRUE(move_appointment(other.clinic, booked->appointment.id, key, noon, {}, {}));
  EXPECT_FALSE(follow_store(other.clinic));
  EXPECT_TRUE(follow_store(*small.clinic));
  EXPECT_EQ(seats_at(*small.clinic, small, ten), 2u);
  EXPECT_EQ(seats_at(*small.clinic, small, noon), 1u);
  ASSERT_TRUE(cancel_appointment(*small.clinic, booked->appointment.id, key));
  EXPECT_TRUE(follow_store(other.clinic));
  EXPECT_EQ(seats_at(other.clinic, small, noon), 2u);
}

TEST_F(TwoPrograms, a_hold_of_one_is_a_hold_for_both) {
  SmallClinic small;
  Beside other(small);
  HoldStart hold;
  hold.service = small.swedish;
  hold.start = small.at(1, 10);
  hold.browser = "one";
  ASSERT_TRUE(hold_start(*small.clinic, hold));
  EXPECT_TRUE(follow_store(other.clinic));
  EXPECT_EQ(seats_at(other.clinic, small, hold.start), 1u);
  // When its time is over, one of them frees it and both know.
  small.clock.seconds += 3600;
  current_offer(other.clinic);
  EXPECT_EQ(seats_at(other.clinic, small, hold.start), 2u);
  EXPECT_TRUE(follow_store(*small.clinic));
  EXPECT_EQ(seats_at(*small.clinic, small, hold.start), 2u);
}

TEST_F(TwoPrograms, what_the_owner_edits_in_one_the_other_offers) {
  SmallClinic small;
  Beside other(small);
  store::Location profile = small.clinic->availability.get()->location;
  profile.phone = "780-555-0100";
  ASSERT_TRUE(edit_profile(*small.clinic, small.program, profile));
  EXPECT_TRUE(follow_store(other.clinic));
  EXPECT_EQ(other.clinic.availability.get()->location.phone, "780-555-0100");
}

TEST_F(TwoPrograms, R32_the_deep_minutes_that_one_booked_count_for_the_other) {
  SmallClinic small;
  BookingLimits limits;
  limits.deep_minutes_a_day = 240;
  ASSERT_TRUE(edit_booking_limits(*small.clinic, small.program, limits));
  Beside other(small);
  auto deep = [&](int minute) {
    auto in = small.booking(small.at(1, 0) + minutes(minute), std::to_string(minute));
    in.client.name = "Client " + std::to_string(minute);
    in.service = small.deep;
    in.practitioner = small.ana;
    return in;
  };
  for (int minute : {540, 615, 690, 765})
    ASSERT_TRUE(book_appointment(*small.clinic, deep(minute)));
  auto fifth = book_appointment(other.clinic, deep(840));  // its memory is behind
  ASSERT_FALSE(fifth);
  EXPECT_EQ(fifth.error().message, "work_full");
}

// The other's memory is behind on purpose: the write decides, not what is offered.
TEST_F(TwoPrograms, people_who_press_at_once_in_two_programs_never_share_a_seat) {
  SmallClinic small;
  Beside other(small);
  std::atomic<int> won = 0, lost = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 12; ++i)
    people.emplace_back([&, i] {
      auto in = small.booking(small.at(1, 10) + minutes(15 * (i % 3)), std::to_string(i));
      in.client.name = "Maya Roy " + std::string(1, static_cast<char>('a' + i));
      auto booked = book_appointment(i % 2 == 0 ? *small.clinic : other.clinic, in);
      if (booked)
        ++won;
      else if (booked.error().message == "start_taken")
        ++lost;
      else
        ADD_FAILURE() << booked.error().message;
    });
  for (auto& person : people) person.join();
  EXPECT_EQ(won, 2);  // two therapists, two rooms, starts that all overlap
  EXPECT_EQ(lost, 10);
  follow_store(other.clinic);
  follow_store(*small.clinic);
  for (Clinic* clinic : {small.clinic.get(), &other.clinic})
    for (const CheckLine& line : check_clinic(*clinic))
      if (line.what != "zone_data") {
        EXPECT_TRUE(line.sound) << line.what << line.faults.front();
      }
}

}  // namespace
}  // namespace fascia::clinic
