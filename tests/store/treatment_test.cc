// SPDX-License-Identifier: Apache-2.0
#include "store/treatment.h"

#include "treated_clinic.h"

namespace fascia::store {
namespace {

class Treatment : public TreatedClinic {
 protected:
  static constexpr AppointmentId kVisit{21};
  static constexpr SessionId kSession{31};
  static constexpr StaffId kMia{41};

  TreatmentSession session() { return {kSession, kVisit, kAnn, {51}, kStart, std::nullopt}; }
  ChartEntry draft(ChartEntryId id = {61}) {
    ChartEntry entry;
    entry.id = id;
    entry.session = kSession;
    entry.client = kAnn;
    entry.author = kMia;
    entry.body = PrivateText("tight left hip");
    entry.created = kStart;
    return entry;
  }
  ChartEntry beside(ChartEntryId amends, ChartStatus status, ChartEntryId id = {62}) {
    ChartEntry entry = draft(id);
    entry.amends = amends;
    entry.status = status;
    entry.body = PrivateText("the right hip, not the left");
    entry.created = kStart + hours(3);
    return entry;
  }
  void keep_signed_entry() {
    write([&](Transaction& tx) {
      ASSERT_TRUE(start_session(tx, kTenant, session()));
      add_chart_draft(tx, kTenant, sealer, draft());
      ASSERT_TRUE(sign_chart(tx, kTenant, {61}, kStart + hours(2)));
    });
  }
  std::optional<ChartEntry> entry(ChartEntryId id) {
    return read([&](Connection& c) { return find_chart_entry(c, kTenant, sealer, id); });
  }
};

TEST_F(Treatment, consents_stand_in_the_order_they_were_given) {
  write([&](Transaction& tx) {
    add_consent(tx, kTenant, sealer, {{2}, kAnn, kVisit, kStart + minutes(5), PrivateText("no")});
    add_consent(tx, kTenant, sealer, {{1}, kAnn, {22}, kStart, PrivateText("another visit")});
    add_consent(tx, kTenant, sealer, {{3}, kAnn, kVisit, kStart, PrivateText("yes")});
  });
  auto all = read([&](Connection& c) { return consents_of(c, kTenant, sealer, kVisit); });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].body.reveal(), "yes");
  EXPECT_EQ(all[1].body.reveal(), "no");
  EXPECT_EQ(all[1].client, kAnn);
  EXPECT_EQ(all[1].at, kStart + minutes(5));
}

TEST_F(Treatment, the_newest_plan_is_the_plan) {
  write([&](Transaction& tx) {
    add_plan(tx, kTenant, sealer, {{9}, kAnn, kVisit, kStart, PrivateText("first")});
    add_plan(tx, kTenant, sealer, {{4}, kAnn, kVisit, kStart + minutes(1), PrivateText("second")});
  });
  read([&](Connection& c) {
    EXPECT_EQ(plan_of(c, kTenant, sealer, kVisit)->body.reveal(), "second");
    EXPECT_EQ(find_plan(c, kTenant, sealer, {9})->body.reveal(), "first");
    EXPECT_EQ(find_plan(c, kTenant, sealer, {9})->appointment, kVisit);
    EXPECT_FALSE(plan_of(c, kTenant, sealer, {22}));
    EXPECT_FALSE(find_plan(c, {8}, sealer, {9})) << "another tenant's";
    return 0;
  });
}

TEST_F(Treatment, an_appointment_has_one_session_that_ends_once) {
  write([&](Transaction& tx) {
    EXPECT_TRUE(start_session(tx, kTenant, session()));
    TreatmentSession again = session();
    again.id = {32};
    EXPECT_EQ(start_session(tx, kTenant, again).error().message, "session_started");
    EXPECT_EQ(end_session(tx, kTenant, {32}, kStart).error().message, "session_missing");
    EXPECT_FALSE(find_session(tx, kTenant, kSession)->ended);
    EXPECT_TRUE(end_session(tx, kTenant, kSession, kStart + hours(1)));
    EXPECT_EQ(end_session(tx, kTenant, kSession, kStart + hours(2)).error().message,
              "session_ended");
  });
  auto kept = read([&](Connection& c) { return session_of(c, kTenant, kVisit); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->id, kSession);
  EXPECT_EQ(kept->practitioner, PractitionerId{51});
  EXPECT_EQ(kept->ended, kStart + hours(1));
}

TEST_F(Treatment, sessions_are_found_by_person_and_by_time) {
  write([&](Transaction& tx) {
    for (int i = 0; i < 3; ++i)
      ASSERT_TRUE(start_session(
          tx, kTenant,
          {{100 - i}, {200 + i}, i == 1 ? kBob : kAnn, {51}, kStart + hours(i), std::nullopt}));
  });
  read([&](Connection& c) {
    auto of_ann = sessions_of(c, kTenant, kAnn);
    EXPECT_EQ(of_ann.size(), 2u);
    EXPECT_EQ(of_ann.front().started, kStart);
    auto between = sessions_between(c, kTenant, kStart + hours(1), kStart + hours(2));
    EXPECT_EQ(between.size(), 1u) << "the end does not belong to it";
    EXPECT_EQ(between.front().client, kBob);
    return 0;
  });
}

TEST_F(Treatment, what_is_tapped_is_kept_once_at_its_true_time) {
  write([&](Transaction& tx) {
    ASSERT_TRUE(start_session(tx, kTenant, session()));
    EXPECT_EQ(next_session_entry(tx, kTenant, kSession), 1);
    EXPECT_TRUE(add_session_entry(
        tx, kTenant, sealer, {{72}, kSession, 2, kStart + minutes(9), PrivateText("depth 4")}));
    EXPECT_TRUE(add_session_entry(
        tx, kTenant, sealer, {{73}, kSession, 1, kStart + minutes(2), PrivateText("depth 2")}));
    EXPECT_FALSE(add_session_entry(tx, kTenant, sealer,
                                   {{74}, kSession, 2, kStart + minutes(9), PrivateText("again")}));
    EXPECT_EQ(next_session_entry(tx, kTenant, kSession), 3);
  });
  auto all = read([&](Connection& c) { return session_entries(c, kTenant, sealer, kSession); });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].body.reveal(), "depth 2");
  EXPECT_EQ(all[1].body.reveal(), "depth 4");
  EXPECT_EQ(all[1].at, kStart + minutes(9));
  EXPECT_EQ(all[1].seq, 2);
}

TEST_F(Treatment, a_draft_changes_until_it_is_signed_and_never_after) {
  write([&](Transaction& tx) {
    ASSERT_TRUE(start_session(tx, kTenant, session()));
    add_chart_draft(tx, kTenant, sealer, draft());
    EXPECT_TRUE(change_chart_draft(tx, kTenant, sealer, {61}, PrivateText("tight right hip")));
    EXPECT_TRUE(sign_chart(tx, kTenant, {61}, kStart + hours(2)));
    EXPECT_EQ(change_chart_draft(tx, kTenant, sealer, {61}, PrivateText("another")).error().message,
              "chart_signed");
    EXPECT_EQ(sign_chart(tx, kTenant, {61}, kStart + hours(4)).error().message, "chart_signed");
    EXPECT_EQ(sign_chart(tx, kTenant, {99}, kStart).error().message, "chart_missing");
  });
  auto kept = entry({61});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->status, ChartStatus::locked);
  EXPECT_EQ(kept->body.reveal(), "tight right hip");
  EXPECT_EQ(kept->author, kMia);
  EXPECT_EQ(kept->signed_at, kStart + hours(2));
  EXPECT_EQ(kept->digest.size(), 64u);
}

TEST_F(Treatment, a_signed_entry_that_was_changed_behind_our_back_is_not_shown) {
  keep_signed_entry();
  ASSERT_NO_THROW(entry({61}));
  write([](Transaction& tx) {
    tx.run("UPDATE chart_entry SET signed_at = signed_at - 60 WHERE tenant = $1", {kTenant});
  });
  EXPECT_THROW(entry({61}), std::logic_error);
  write([](Transaction& tx) {
    tx.run("UPDATE chart_entry SET status = 'draft', signed_at = NULL WHERE tenant = $1",
           {kTenant});
  });
  EXPECT_THROW(entry({61}), std::logic_error) << "a draft again, with the digest of the signed one";
}

TEST_F(Treatment, an_amendment_stands_beside_what_it_amends) {
  keep_signed_entry();
  write([&](Transaction& tx) {
    add_chart_draft(tx, kTenant, sealer, draft({63}));
    EXPECT_EQ(add_amendment(tx, kTenant, sealer, beside({63}, ChartStatus::locked)).error().message,
              "chart_unsigned");
    EXPECT_EQ(add_amendment(tx, kTenant, sealer, beside({99}, ChartStatus::locked)).error().message,
              "chart_missing");
    // Whatever the caller says, it belongs to the person of the first entry.
    ChartEntry amendment = beside({61}, ChartStatus::locked);
    amendment.client = kBob;
    EXPECT_TRUE(add_amendment(tx, kTenant, sealer, amendment));
  });
  EXPECT_EQ(entry({61})->body.reveal(), "tight left hip");
  EXPECT_EQ(entry({61})->status, ChartStatus::locked);
  auto amendment = entry({62});
  EXPECT_EQ(amendment->amends, ChartEntryId{61});
  EXPECT_EQ(amendment->client, kAnn);
  EXPECT_EQ(amendment->signed_at, kStart + hours(3));
  auto all = read([&](Connection& c) { return chart_of(c, kTenant, sealer, kSession); });
  EXPECT_EQ(all.size(), 3u);
  EXPECT_EQ(all.back().id, ChartEntryId{62});
  EXPECT_EQ(read([&](Connection& c) { return chart_of_client(c, kTenant, sealer, kAnn); }).size(),
            3u);
  EXPECT_TRUE(
      read([&](Connection& c) { return chart_of_client(c, kTenant, sealer, kBob); }).empty());
}

TEST_F(Treatment, R17_an_entry_on_the_wrong_client_is_marked_once_and_stays_as_it_was) {
  keep_signed_entry();
  write([&](Transaction& tx) {
    EXPECT_TRUE(add_amendment(tx, kTenant, sealer, beside({61}, ChartStatus::error)));
    EXPECT_EQ(
        add_amendment(tx, kTenant, sealer, beside({61}, ChartStatus::locked, {64})).error().message,
        "chart_in_error");
    EXPECT_EQ(
        add_amendment(tx, kTenant, sealer, beside({62}, ChartStatus::locked, {64})).error().message,
        "chart_in_error");
  });
  EXPECT_EQ(entry({61})->body.reveal(), "tight left hip");
  EXPECT_EQ(entry({62})->status, ChartStatus::error);
}

TEST_F(Treatment, R31_sessions_without_a_signed_chart_are_listed) {
  auto waiting = [&] {
    return read([](Connection& c) { return unsigned_sessions(c, kTenant); }).size();
  };
  write([&](Transaction& tx) { ASSERT_TRUE(start_session(tx, kTenant, session())); });
  EXPECT_EQ(waiting(), 0u) << "it has not ended";
  write([&](Transaction& tx) {
    ASSERT_TRUE(end_session(tx, kTenant, kSession, kStart + hours(1)));
    add_chart_draft(tx, kTenant, sealer, draft());
  });
  EXPECT_EQ(waiting(), 1u);
  write([&](Transaction& tx) { ASSERT_TRUE(sign_chart(tx, kTenant, {61}, kStart + hours(2))); });
  EXPECT_EQ(waiting(), 0u);
}

}  // namespace
}  // namespace fascia::store
