// SPDX-License-Identifier: Apache-2.0
// A therapist of a visit in turn falls ill (R37): somebody else at the part's time, else another
// time for all of it, else a call.
#include "clinic/due_work.h"
#include "clinic/in_turn.h"
#include "clinic/in_turn_clinic.h"
#include "clinic/reseat.h"

namespace fascia::clinic {
namespace {

using store::Appointment;

struct InTurnReseat : InTurnClinic {
  store::ReseatId lose(PractitionerId who, int day) {
    auto made = reseat_day(*clinic, desk, {who, {}, monday + day});
    EXPECT_TRUE(made) << (made ? "" : made.error().message + " " + made.error().field);
    return made ? *made : store::ReseatId{};
  }
  std::vector<Call> calls(store::ReseatId of) {
    auto list = call_list(*clinic, desk, of);
    EXPECT_TRUE(list);
    return list ? list->calls : std::vector<Call>();
  }
  PractitionerId add_cleo() {
    const PractitionerId cleo = add_therapist("Cleo Fox", 2);
    gives(cleo, {stones});
    return cleo;
  }
  void away(PractitionerId who, WallTime from, WallTime until) {
    EXPECT_TRUE(add_time_off(*clinic, program, {who, from, until}));
  }
};

TEST_F(InTurnReseat, R37_somebody_else_takes_the_part_at_its_time_and_the_rest_stays) {
  add_cleo();
  const Booked visit = booked(at(2, 10));
  const auto list = lose(ben, 2);
  const auto all = calls(list);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].item.start, at(2, 11));
  EXPECT_TRUE(all[0].parts.empty()) << "about this part alone";
  ASSERT_TRUE(answer_call(*clinic, desk, list, visit.then[0].id, CallWent::accepted));
  const Appointment part = now(visit.then[0].id);
  EXPECT_NE(part.practitioner, ben);
  EXPECT_EQ(part.start, at(2, 11));
  EXPECT_EQ(part.in_turn, visit.appointment.id);
  EXPECT_EQ(now(visit.appointment.id).start, at(2, 10));
  all_sound();
}

TEST_F(InTurnReseat,
       R37_where_nobody_can_the_whole_visit_is_offered_another_time_the_same_day_first) {
  const PractitionerId cleo = add_cleo();
  away(cleo, {monday + 1, 0}, {monday + 1, 13 * 60});  // not at the time of the part
  const Booked visit = booked(at(1, 10));
  ASSERT_EQ(visit.then[0].practitioner, ben);
  const auto list = lose(ben, 1);
  auto all = calls(list);
  ASSERT_EQ(all.size(), 1u) << "one call for both parts";
  ASSERT_EQ(all[0].parts.size(), 2u);
  EXPECT_EQ(all[0].was_who, "Ana, Ben");
  EXPECT_EQ(all[0].parts[0].who, "Ana") << "hers stays hers";
  EXPECT_EQ(all[0].parts[1].who, "Cleo");
  EXPECT_EQ(zone.date(all[0].parts[0].start), monday + 1) << "the same day";
  EXPECT_GE(all[0].parts[1].start, at(1, 13));
  EXPECT_EQ(all[0].parts[1].start, all[0].parts[0].start + minutes(60));
  EXPECT_TRUE(all[0].kept);
  EXPECT_EQ(now(visit.then[0].id).start, at(1, 11)) << "nobody is moved without a yes";
  const Instant first = all[0].parts[0].start, second = all[0].parts[1].start;
  EXPECT_EQ(alone(deep, first, ana), "start_taken") << "every part is kept meanwhile";
  EXPECT_EQ(alone(stones, second, cleo), "start_taken");
  all_sound();
  EXPECT_EQ(open_call_lists(*clinic).at(0).left, 1);
  // A no gives all of it back; its undoing keeps all of it again.
  ASSERT_TRUE(answer_call(*clinic, desk, list, visit.then[0].id, CallWent::declined));
  EXPECT_EQ(open_call_lists(*clinic).at(0).left, 0);
  all_sound();
  ASSERT_TRUE(undo_call(*clinic, desk, list, visit.appointment.id));
  EXPECT_EQ(alone(stones, second, cleo), "start_taken");
  all_sound();
  ASSERT_TRUE(answer_call(*clinic, desk, list, visit.appointment.id, CallWent::left_word));
  auto yes = answer_call(*clinic, desk, list, visit.then[0].id, CallWent::accepted);
  ASSERT_TRUE(yes) << yes.error().message;
  EXPECT_EQ(now(visit.appointment.id).start, first);
  EXPECT_EQ(now(visit.then[0].id).start, second);
  EXPECT_EQ(now(visit.then[0].id).practitioner, cleo);
  EXPECT_EQ(now(visit.then[0].id).in_turn, visit.appointment.id);
  EXPECT_EQ(alone(deep, at(1, 10), ana), "booked") << "what it left is free";
  all_sound();
}

TEST_F(InTurnReseat, R37_a_yes_that_was_none_puts_every_part_back_and_keeps_the_offer) {
  const Booked visit = booked(at(1, 10));
  const auto list = lose(ben, 1);
  const auto all = calls(list);
  ASSERT_EQ(all.size(), 1u);
  ASSERT_EQ(all[0].parts.size(), 2u);
  EXPECT_EQ(zone.date(all[0].parts[0].start), monday + 2) << "he is there again";
  EXPECT_EQ(all[0].parts[1].who, "Ben");
  ASSERT_TRUE(answer_call(*clinic, desk, list, visit.appointment.id, CallWent::accepted));
  EXPECT_EQ(answer_call(*clinic, desk, list, visit.then[0].id, CallWent::declined).error().message,
            "call_decided");
  const Instant there = now(visit.then[0].id).start;
  EXPECT_EQ(there, all[0].parts[1].start);
  ASSERT_TRUE(undo_call(*clinic, desk, list, visit.appointment.id));
  EXPECT_EQ(now(visit.appointment.id).start, at(1, 10));
  EXPECT_EQ(now(visit.then[0].id).start, at(1, 11));
  EXPECT_EQ(now(visit.then[0].id).practitioner, ben);
  EXPECT_EQ(alone(stones, there, ben), "start_taken") << "kept again";
  EXPECT_TRUE(calls(list).at(0).kept);
  ASSERT_TRUE(close_call_list(*clinic, desk, list, true));
  EXPECT_EQ(alone(stones, there, ben), "booked");
}

TEST_F(InTurnReseat, R37_when_the_other_therapist_falls_ill_too_there_is_one_new_offer) {
  const PractitionerId cleo = add_cleo();
  away(cleo, {monday + 1, 0}, {monday + 1, 13 * 60});
  const Booked visit = booked(at(1, 10));
  const auto list = lose(ben, 1);
  ASSERT_EQ(zone.date(calls(list).at(0).parts.at(0).start), monday + 1);
  const auto other = lose(ana, 1);
  auto again = calls(list);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_TRUE(again[0].changed);
  EXPECT_FALSE(again[0].gone);
  ASSERT_EQ(again[0].parts.size(), 2u);
  EXPECT_EQ(zone.date(again[0].parts[0].start), monday + 2);
  EXPECT_TRUE(calls(other).empty()) << "nobody is called twice about one visit";
  // Who would give the second part on Wednesday is entered as away then; the desk asks again.
  const std::string gives_it = again[0].parts[1].who;
  away(gives_it == "Cleo" ? cleo : ben, {monday + 2, 0}, {monday + 3, 0});
  EXPECT_TRUE(calls(list).at(0).gone);
  EXPECT_EQ(answer_call(*clinic, desk, list, visit.then[0].id, CallWent::accepted).error().message,
            "offer_gone");
  EXPECT_EQ(lose(ben, 1), list);
  again = calls(list);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_FALSE(again[0].gone);
  EXPECT_TRUE(again[0].kept);
  ASSERT_EQ(again[0].parts.size(), 2u);
  EXPECT_TRUE(again[0].parts[1].who != gives_it ||
              zone.date(again[0].parts[1].start) != monday + 2);
  all_sound();
}

TEST_F(InTurnReseat, R37_without_any_time_for_all_of_it_it_is_a_call) {
  for (PractitionerId who : {ana, ben}) away(who, {monday + 2, 0}, {monday + 10, 0});
  const Booked visit = booked(at(1, 10));
  const auto list = lose(ben, 1);
  const auto all = calls(list);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].item.why, "in_turn");
  EXPECT_FALSE(all[0].item.start);
  EXPECT_EQ(now(visit.then[0].id).start, at(1, 11)) << "nothing is torn apart";
}

TEST_F(InTurnReseat, R37_a_lost_room_moves_the_whole_visit_to_a_day_on_which_it_is_there) {
  const Booked visit = booked(at(1, 10));
  auto made = reseat_day(*clinic, desk, {{}, warm, monday + 1});
  ASSERT_TRUE(made) << made.error().message;
  const auto all = calls(*made);
  ASSERT_EQ(all.size(), 1u);
  ASSERT_EQ(all[0].parts.size(), 2u) << all[0].item.why;
  EXPECT_EQ(zone.date(all[0].parts[0].start), monday + 2);
  auto yes = answer_call(*clinic, desk, *made, visit.then[0].id, CallWent::accepted);
  ASSERT_TRUE(yes) << yes.error().message;
  EXPECT_EQ(now(visit.then[0].id).room, warm);
  EXPECT_EQ(alone(stones, at(1, 11), ben), "start_taken") << "the room stays closed";
  ASSERT_TRUE(undo_call(*clinic, desk, *made, visit.then[0].id));
  EXPECT_EQ(now(visit.then[0].id).start, at(1, 11));
}

}  // namespace
}  // namespace fascia::clinic
