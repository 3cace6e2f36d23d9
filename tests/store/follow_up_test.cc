// SPDX-License-Identifier: Apache-2.0
#include "store/follow_up.h"

#include "store/records.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class FollowUp : public TreatedClinic {
 protected:
  static constexpr SessionId kSession{31};

  CheckIn check_in(CheckInId id, CheckInKind kind) {
    return {id,
            kSession,
            kAnn,
            kind,
            kStart + hours(kind == CheckInKind::after_24h ? 24 : 48),
            std::nullopt,
            PrivateText()};
  }
};

TEST_F(FollowUp, aftercare_stays_as_it_was_given) {
  write([&](Transaction& tx) {
    EXPECT_TRUE(add_aftercare(tx, kTenant, sealer,
                              {{1}, kSession, kAnn, kStart, PrivateText("rest today")}));
    EXPECT_FALSE(
        add_aftercare(tx, kTenant, sealer, {{2}, kSession, kAnn, kStart, PrivateText("other")}));
  });
  read([&](Connection& c) {
    EXPECT_EQ(aftercare_of(c, kTenant, sealer, kSession)->body.reveal(), "rest today");
    EXPECT_EQ(find_aftercare(c, kTenant, sealer, {1})->session, kSession);
    EXPECT_EQ(find_aftercare(c, kTenant, sealer, {1})->created, kStart);
    EXPECT_FALSE(find_aftercare(c, kTenant, sealer, {2}));
    EXPECT_FALSE(aftercare_of(c, {8}, sealer, kSession)) << "another tenant's";
    return 0;
  });
}

TEST_F(FollowUp, a_session_is_asked_once_of_each_kind_and_answered_once) {
  write([&](Transaction& tx) {
    EXPECT_TRUE(add_check_in(tx, kTenant, sealer, check_in({2}, CheckInKind::after_48h)));
    EXPECT_TRUE(add_check_in(tx, kTenant, sealer, check_in({1}, CheckInKind::after_24h)));
    EXPECT_FALSE(add_check_in(tx, kTenant, sealer, check_in({3}, CheckInKind::after_24h)));
    EXPECT_TRUE(answer_check_in(tx, kTenant, sealer, {1}, PrivateText("sore"), kStart + hours(25)));
    EXPECT_EQ(answer_check_in(tx, kTenant, sealer, {1}, PrivateText("fine"), kStart + hours(26))
                  .error()
                  .message,
              "check_in_answered");
    EXPECT_EQ(
        answer_check_in(tx, kTenant, sealer, {3}, PrivateText("fine"), kStart).error().message,
        "check_in_missing");
  });
  auto all = read([&](Connection& c) { return check_ins_of(c, kTenant, sealer, kSession); });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].kind, CheckInKind::after_24h);
  EXPECT_EQ(all[0].body.reveal(), "sore");
  EXPECT_EQ(all[0].answered, kStart + hours(25));
  EXPECT_EQ(all[1].kind, CheckInKind::after_48h);
  EXPECT_TRUE(all[1].body.empty());
  EXPECT_FALSE(all[1].answered);
}

TEST_F(FollowUp, who_was_asked_and_is_silent_is_found) {
  write([&](Transaction& tx) {
    EXPECT_TRUE(add_check_in(tx, kTenant, sealer, check_in({1}, CheckInKind::after_24h)));
    EXPECT_TRUE(add_check_in(tx, kTenant, sealer, check_in({2}, CheckInKind::after_48h)));
  });
  auto silent = [&](Instant before) {
    return read([&](Connection& c) { return silent_check_ins(c, kTenant, sealer, before); }).size();
  };
  EXPECT_EQ(silent(kStart + hours(24)), 0u);
  EXPECT_EQ(silent(kStart + hours(25)), 1u);
  EXPECT_EQ(silent(kStart + hours(49)), 2u);
  write([&](Transaction& tx) {
    EXPECT_TRUE(answer_check_in(tx, kTenant, sealer, {1}, PrivateText("sore"), kStart + hours(50)));
  });
  EXPECT_EQ(silent(kStart + hours(49)), 1u);
}

TEST_F(FollowUp, kinds_have_their_words) {
  for (CheckInKind kind : {CheckInKind::after_24h, CheckInKind::after_48h, CheckInKind::after_72h,
                           CheckInKind::after_7d})
    EXPECT_EQ(parse_check_in_kind(to_string(kind)), kind);
  EXPECT_FALSE(parse_check_in_kind("96h"));
}

TEST_F(FollowUp, what_was_told_before_a_visit_stands_once_in_its_newest_words) {
  write([&](Transaction& tx) {
    keep_before_visit(tx, kTenant, sealer, {{21}, kAnn, kStart, PrivateText("first")});
    keep_before_visit(tx, kTenant, sealer, {{21}, kAnn, kStart + hours(1), PrivateText("second")});
  });
  auto told = read([&](Connection& c) { return find_before_visit(c, kTenant, sealer, {21}); });
  ASSERT_TRUE(told);
  EXPECT_EQ(told->body.reveal(), "second");
  EXPECT_EQ(told->told, kStart + hours(1));
  EXPECT_FALSE(read([&](Connection& c) { return find_before_visit(c, kTenant, sealer, {22}); }));
}

TEST_F(FollowUp, work_that_plans_itself_anew_stays_open_for_its_new_time) {
  write([&](Transaction& tx) {
    add_due_work(tx, kTenant, {{1}, "alert", 0, kStart});
    ASSERT_EQ(take_due_work(tx, kTenant, kStart, kStart + hours(1), 5).size(), 1u);
    add_due_work(tx, kTenant, {{2}, "alert", 0, kStart + hours(2)});
    due_work_done(tx, kTenant, {1}, kStart);
    EXPECT_TRUE(take_due_work(tx, kTenant, kStart + hours(1), kStart + hours(2), 5).empty());
    auto again = take_due_work(tx, kTenant, kStart + hours(2), kStart + hours(3), 5);
    ASSERT_EQ(again.size(), 1u);
    due_work_done(tx, kTenant, again[0].id, kStart + hours(2));
    EXPECT_TRUE(take_due_work(tx, kTenant, kStart + hours(9), kStart + hours(10), 5).empty());
  });
}

TEST_F(FollowUp, outcomes_come_in_the_order_they_were_taken) {
  write([&](Transaction& tx) {
    add_outcome(tx, kTenant, sealer,
                {{3}, kAnn, {21}, "pain_now", kStart + days_of_24h(7), 1, PrivateText("4")});
    add_outcome(tx, kTenant, sealer, {{9}, kAnn, {}, "pain_now", kStart, 0, PrivateText("7")});
    add_outcome(tx, kTenant, sealer,
                {{5}, kBob, {22}, "function", kStart + days_of_24h(1), 2, PrivateText("3")});
  });
  auto of_ann = read([&](Connection& c) { return outcomes_of(c, kTenant, sealer, kAnn); });
  ASSERT_EQ(of_ann.size(), 2u);
  EXPECT_EQ(of_ann[0].body.reveal(), "7");
  EXPECT_FALSE(of_ann[0].appointment);
  EXPECT_EQ(of_ann[1].body.reveal(), "4");
  EXPECT_EQ(of_ann[1].appointment, AppointmentId{21});
  EXPECT_EQ(of_ann[1].treatments, 1);
  auto week = read([&](Connection& c) {
    return outcomes_between(c, kTenant, sealer, kStart + days_of_24h(1), kStart + days_of_24h(7));
  });
  ASSERT_EQ(week.size(), 1u) << "the end does not belong to it";
  EXPECT_EQ(week[0].measure, "function");
}

TEST_F(FollowUp, R22_which_measure_was_taken_is_sealed_and_those_of_before_are_brought_to_it) {
  const Outcome pain{{3}, kAnn, {}, "pain_now", kStart, 1, PrivateText("4\n5")};
  write([&](Transaction& tx) {
    for (std::int64_t id : {3, 4, 5}) {
      Outcome one = pain;
      one.id = {id};
      add_outcome(tx, kTenant, sealer, one);
    }
    // As rows of before schema 0022 stand.
    for (std::int64_t id : {4, 5})
      tx.run(
          "UPDATE outcome SET measure = 'pain_now', sealed = $3 WHERE tenant = $1 AND id = $2",
          {kTenant, id, sealer.seal(tx, kTenant, kAnn, "outcome.sealed", id, PrivateText("4\n5"))});
    tx.run("UPDATE outcome SET sealed = 'spoilt' WHERE tenant = $1 AND id = 5", {kTenant});
  });
  auto measures = [&] {
    std::string out;
    for (const Row& row : read([](Connection& c) {
           return c.query("SELECT measure FROM outcome WHERE tenant = $1 ORDER BY id", {kTenant});
         }))
      out += row.text(0) + ",";
    return out;
  };
  EXPECT_EQ(measures(), ",pain_now,pain_now,");
  write([&](Transaction& tx) {
    EXPECT_TRUE(has_open_measures(tx, kTenant, {}));
    EXPECT_EQ(seal_measures(tx, kTenant, sealer, {}, 1), OutcomeId{4});
    EXPECT_EQ(seal_measures(tx, kTenant, sealer, {4}, 1), OutcomeId{5});
    EXPECT_FALSE(has_open_measures(tx, kTenant, {5}));
    EXPECT_FALSE(seal_measures(tx, kTenant, sealer, {5}, 1));
  });
  EXPECT_EQ(measures(), ",,pain_now,") << "one that does not open stays for the check to find";
  write([](Transaction& tx) {
    tx.run("DELETE FROM outcome WHERE tenant = $1 AND id = 5", {kTenant});
  });
  auto of_ann = read([&](Connection& c) { return outcomes_of(c, kTenant, sealer, kAnn); });
  ASSERT_EQ(of_ann.size(), 2u);
  for (const Outcome& one : of_ann) {
    EXPECT_EQ(one.measure, "pain_now");
    EXPECT_EQ(one.body.reveal(), "4\n5");
  }
}

}  // namespace
}  // namespace fascia::store
