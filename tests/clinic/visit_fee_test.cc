// SPDX-License-Identifier: Apache-2.0
// What cancelling late or not coming costs, and when nobody pays (R36).
#include "clinic/visit_fee.h"

#include "clinic/answered.h"
#include "clinic/book_couple.h"
#include "clinic/change_appointment.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Charge;
using store::Status;

struct VisitFees : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  const Charge half{Charge::Kind::share, 50}, whole{Charge::Kind::share, 100};

  void SetUp() override {
    ASSERT_TRUE(edit_policy(*clinic, program, {24, "", "", half, whole, {}}));
  }
  Booked agreed(Instant start, const std::string& key, bool agrees = true) {
    BookAppointment in = booking(start, key);
    if (agrees) in.policy = AgreedPolicy{policy_now(*clinic).version, "the words"};
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    return booked ? *booked : Booked{};
  }
  void an_hour_before(Instant start) { clock.seconds = (start - hours(1)).seconds; }
};

TEST(Charges, R36_a_share_is_of_the_price_half_a_cent_up_and_an_amount_never_more_than_it) {
  const Money price{9501, "CAD"};
  EXPECT_EQ(charge_of({Charge::Kind::share, 50}, price), (Money{4751, "CAD"}));
  EXPECT_EQ(charge_of({Charge::Kind::share, 100}, price), price);
  EXPECT_EQ(charge_of({Charge::Kind::amount, 3000}, price), (Money{3000, "CAD"}));
  EXPECT_EQ(charge_of({Charge::Kind::amount, 20000}, price), price);
  EXPECT_EQ(charge_of({Charge::Kind::none, 50}, price), (Money{0, "CAD"}));
  EXPECT_EQ(charge_of({Charge::Kind::unsaid, 50}, price), (Money{0, "CAD"}));
}

TEST_F(VisitFees, R36_a_late_cancel_costs_what_was_agreed_to_and_one_in_time_costs_nothing) {
  Booked early = agreed(at(3, 10), "a"), late = agreed(at(3, 12), "b");
  EXPECT_EQ(fee_if(*clinic, early.appointment, Status::late_cancelled).cents, 0);
  ASSERT_TRUE(cancel_appointment(*clinic, early.appointment.id, {{}, early.manage_token}));
  EXPECT_FALSE(find_fee(*clinic, early.appointment.id));
  an_hour_before(at(3, 12));
  EXPECT_EQ(fee_if(*clinic, late.appointment, Status::late_cancelled), (Money{4750, "CAD"}));
  EXPECT_EQ(fee_if(*clinic, late.appointment, Status::no_show), (Money{9500, "CAD"}));
  auto gone = cancel_appointment(*clinic, late.appointment.id, {{}, late.manage_token});
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->status, Status::late_cancelled);
  auto fee = find_fee(*clinic, late.appointment.id);
  ASSERT_TRUE(fee);
  EXPECT_TRUE(fee->kept.due);
  EXPECT_EQ(fee->kept.fee, (Money{4750, "CAD"}));
  EXPECT_EQ(fee->kept.what, "late_cancelled");
  EXPECT_EQ(fee->reason.why, "none");
}

TEST_F(VisitFees, R36_nobody_owes_under_a_policy_that_they_did_not_agree_to) {
  Booked silent = agreed(at(3, 10), "a", false);
  an_hour_before(at(3, 10));
  EXPECT_EQ(fee_if(*clinic, silent.appointment, Status::late_cancelled).cents, 0);
  ASSERT_TRUE(cancel_appointment(*clinic, silent.appointment.id, {{}, silent.manage_token}));
  EXPECT_FALSE(find_fee(*clinic, silent.appointment.id));
}

TEST_F(VisitFees, R36_a_later_version_costs_nobody_more_who_booked_before) {
  Booked booked = agreed(at(3, 10), "a");
  ASSERT_TRUE(edit_policy(*clinic, program, {24, "", "", whole, whole, {}}));
  an_hour_before(at(3, 10));
  EXPECT_EQ(fee_if(*clinic, booked.appointment, Status::late_cancelled), (Money{4750, "CAD"}));
}

// What was sold as deep tissue and can be gentle work alone costs nothing to give up; a visit that
// the answers leave as it is costs what was agreed to.
TEST_F(VisitFees, R36_a_deep_visit_that_the_answers_make_gentle_costs_nothing_to_give_up) {
  const care::AnswerMap organs{{"any.organs", care::Said::yes}};
  for (const char* said : {"addison", "doubt", "well"}) {
    const std::string key(said);
    BookAppointment in = booking(key == "well" ? at(4, 10) : at(3, key == "doubt" ? 13 : 10), key);
    in.service = deep;
    in.client.name = "Maya " + key;
    in.policy = AgreedPolicy{policy_now(*clinic).version, "the words"};
    auto booked = book_appointment(*clinic, in);
    ASSERT_TRUE(booked) << booked.error().message;
    care::AnswerMap answers = key == "well" ? care::AnswerMap{} : organs;
    if (key == "addison") {
      answers["adrenal"] = key;
      answers["adrenal.ill"] = care::Said::no;
    }
    if (key == "doubt") answers["adrenal"] = care::Said::not_sure;
    auto bound = bind_intake(*clinic, booked->appointment.id, {program, {}},
                             answered(*this, deep, booked->appointment.wall.date, answers)->token);
    ASSERT_TRUE(bound) << bound.error().message;
    an_hour_before(booked->appointment.start);
    EXPECT_EQ(fee_if(*clinic, *bound, Status::late_cancelled).cents, key == "well" ? 4750 : 0)
        << key;
    clock.seconds = at(0, 8).seconds;
  }
}

TEST_F(VisitFees, R36_illness_an_emergency_and_the_weather_cost_nothing_whoever_says_so) {
  int hour = 9;
  for (const char* why : {"ill", "emergency", "weather"}) {
    Booked one = agreed(at(3, hour), why), other = agreed(at(4, hour), std::string(why) + "2");
    clock.seconds = at(3, 8, 30).seconds;
    ASSERT_TRUE(cancel_appointment(*clinic, one.appointment.id, {{}, one.manage_token}, {why, {}}));
    clock.seconds = at(4, 8, 30).seconds;
    ASSERT_TRUE(set_status(*clinic, desk, other.appointment.id, Status::late_cancelled, {why, {}}));
    for (AppointmentId id : {one.appointment.id, other.appointment.id}) {
      auto fee = find_fee(*clinic, id);
      ASSERT_TRUE(fee) << why;
      EXPECT_FALSE(fee->kept.due) << why;
      EXPECT_EQ(fee->reason.why, why);
    }
    clock.seconds = at(0, 8).seconds;
    ++hour;
  }
}

TEST_F(VisitFees, R36_what_is_the_clinics_own_doing_is_said_by_the_clinic_alone) {
  Booked one = agreed(at(3, 10), "a");
  an_hour_before(at(3, 10));
  Key key{{}, one.manage_token};
  auto claimed = cancel_appointment(*clinic, one.appointment.id, key, {"clinic", {}});
  EXPECT_EQ(claimed.error().message, "fee_reason_invalid");
  EXPECT_EQ(claimed.error().field, "why");
  EXPECT_EQ(find_visit(*clinic, one.appointment.id, key)->status, Status::requested);
  auto silent = set_status(*clinic, desk, one.appointment.id, Status::late_cancelled);
  EXPECT_EQ(silent.error().message, "fee_reason_missing");
  EXPECT_EQ(silent.error().field, "why");
  auto bare =
      set_status(*clinic, desk, one.appointment.id, Status::late_cancelled, {"kindness", " "});
  EXPECT_EQ(bare.error().message, "fee_note_missing");
  EXPECT_EQ(bare.error().field, "fee_note");
  ASSERT_TRUE(
      set_status(*clinic, desk, one.appointment.id, Status::late_cancelled, {"clinic", {}}));
  EXPECT_FALSE(find_fee(*clinic, one.appointment.id)->kept.due);
}

TEST_F(VisitFees, R36_who_did_not_come_owes_until_the_reason_is_known_and_an_undo_takes_it_back) {
  Booked one = agreed(at(3, 10), "a");
  clock.seconds = at(3, 11).seconds;
  ASSERT_TRUE(set_status(*clinic, desk, one.appointment.id, Status::no_show));
  auto fee = find_fee(*clinic, one.appointment.id);
  ASSERT_TRUE(fee);
  EXPECT_TRUE(fee->kept.due);
  EXPECT_EQ(fee->kept.fee, (Money{9500, "CAD"}));
  EXPECT_EQ(change_fee(*clinic, {}, one.appointment.id, {"ill", {}}).error().code, Code::forbidden);
  ASSERT_TRUE(change_fee(*clinic, desk, one.appointment.id, {"ill", {}}));
  fee = find_fee(*clinic, one.appointment.id);
  EXPECT_FALSE(fee->kept.due);
  EXPECT_EQ(fee->kept.staff, desk.staff);
  EXPECT_EQ(fee->kept.what, "no_show");
  ASSERT_TRUE(change_fee(*clinic, desk, one.appointment.id, {"none", {}}));
  EXPECT_TRUE(find_fee(*clinic, one.appointment.id)->kept.due);
  ASSERT_TRUE(undo_status(*clinic, desk, one.appointment.id));
  EXPECT_FALSE(find_fee(*clinic, one.appointment.id));
  EXPECT_EQ(change_fee(*clinic, desk, one.appointment.id, {"ill", {}}).error().message,
            "fee_unknown");
  // Who did it is in the log, and no word of why.
  auto events = audit_trail(one.client.id);
  for (const char* event : {"visit.fee_due|", "visit.fee_waived|", "visit.fee_undone|"})
    EXPECT_NE(std::ranges::find(events, event), events.end()) << event;
}

TEST_F(VisitFees, R4_R36_answers_that_stop_the_visit_cost_nothing) {
  Date day = zone.date(at(3, 10));
  auto said = answered(*this, swedish, day, {});
  ASSERT_TRUE(said) << said.error().message;
  BookAppointment in = booking(at(3, 10), "a");
  in.screening = said->token;
  in.policy = AgreedPolicy{policy_now(*clinic).version, "the words"};
  auto fine = book_appointment(*clinic, in);
  ASSERT_TRUE(fine) << fine.error().message;
  // A letter alone is missing for deep work: the time is kept, and giving it back is free.
  auto thin = answered(*this, deep, day, on_a_blood_thinner());
  ASSERT_TRUE(thin) << thin.error().message;
  in = booking(at(3, 12), "b");
  in.service = deep;
  in.screening = thin->token;
  in.policy = AgreedPolicy{policy_now(*clinic).version, "the words"};
  auto waits = book_appointment(*clinic, in);
  ASSERT_TRUE(waits) << waits.error().message;
  clock.seconds = at(3, 8).seconds;
  EXPECT_EQ(fee_if(*clinic, fine->appointment, Status::late_cancelled).cents, 4750);
  EXPECT_EQ(fee_if(*clinic, waits->appointment, Status::late_cancelled).cents, 0);
  EXPECT_EQ(fee_if(*clinic, waits->appointment, Status::no_show).cents, 0);
  ASSERT_TRUE(set_status(*clinic, desk, waits->appointment.id, Status::late_cancelled));
  EXPECT_FALSE(find_fee(*clinic, waits->appointment.id));
}

TEST_F(VisitFees, R36_a_charge_of_the_policy_is_checked_and_names_its_field) {
  using Asks = Charge::Kind;
  for (std::int64_t percent : {0, 101}) {
    auto bad = edit_policy(*clinic, program, {24, "", "", {Asks::share, percent}, {}, {}});
    EXPECT_EQ(bad.error().message, "charge_share_invalid");
    EXPECT_EQ(bad.error().field, "late_value");
  }
  auto bad = edit_policy(*clinic, program, {24, "", "", {}, {Asks::amount, 0}, {}});
  EXPECT_EQ(bad.error().message, "charge_amount_invalid");
  EXPECT_EQ(bad.error().field, "no_show_value");
  bad = edit_policy(*clinic, program, {24, "", "", {}, {}, {Asks::amount, 100'001}});
  EXPECT_EQ(bad.error().field, "deposit_value");
  EXPECT_EQ(policy_now(*clinic).version, 2) << "nothing is half done";
  // The same once more is no new version; another deposit is one.
  EXPECT_EQ(edit_policy(*clinic, program, {24, "", "", half, whole, {}}).value(), 2);
  EXPECT_EQ(edit_policy(*clinic, program, {24, "", "", half, whole, {Asks::share, 20}}).value(), 3);
  EXPECT_EQ(policy_now(*clinic).deposit, (Charge{Asks::share, 20}));
  EXPECT_EQ(list_policies(*clinic, program)->at(2).late, Charge{}) << "the first said nothing";
}

}  // namespace
}  // namespace fascia::clinic
