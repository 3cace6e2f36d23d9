// SPDX-License-Identifier: Apache-2.0
#include "store/records.h"

#include "keys/token.h"
#include "store/client_keys.h"
#include "store/erasure.h"
#include "store/intakes.h"
#include "store/self_check.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class Records : public TreatedClinic {
 protected:
  AuditEvent event(const std::string& action, ClientId client, Instant at) {
    AuditEvent out;
    out.at = at;
    out.actor_kind = "staff";
    out.actor = 41;
    out.action = action;
    out.subject_kind = "client";
    out.subject = client.value;
    out.client = client;
    return out;
  }
  Message message(MessageId id, const std::string& payload) {
    Message out;
    out.id = id;
    out.kind = "booked";
    out.client = kAnn;
    out.language = "en";
    out.payload = PrivateText(payload);
    return out;
  }
  std::size_t waiting(Instant now) {
    return read(
        [&](Connection& c) { return waiting_messages(c, kTenant, sealer, now, 10).size(); });
  }
};

TEST_F(Records, audit_events_hang_together_and_a_change_is_noticed) {
  write([&](Transaction& tx) {
    add_audit(tx, kTenant, sealer, event("chart.read", kAnn, kStart));
    add_audit(tx, kTenant, sealer, event("chart.read", kBob, kStart));
    add_audit(tx, kTenant, sealer, event("chart.signed", kAnn, kStart + minutes(1)));
  });
  read([&](Connection& c) {
    auto of_ann = audit_of_client(c, kTenant, sealer, kAnn);
    EXPECT_EQ(of_ann.size(), 2u);
    EXPECT_EQ(of_ann.back().event.action, "chart.signed");
    EXPECT_EQ(of_ann.back().event.actor, 41);
    EXPECT_FALSE(broken_audit(c, kTenant));
    return 0;
  });
  write([](Transaction& tx) {
    tx.run("UPDATE audit_event SET client = 11 WHERE tenant = $1 AND seq = 2", {kTenant});
  });
  EXPECT_EQ(read([](Connection& c) { return broken_audit(c, kTenant); }), 2);
}

TEST_F(Records, R22_what_was_typed_stands_sealed_and_the_chain_holds_without_the_key) {
  AuditEvent typed = event("chart.read", kAnn, kStart);
  typed.reason = "her back went out";
  typed.from = "192.0.2.7";
  AuditEvent own = event("link.opened", kAnn, kStart + minutes(1));
  own.actor_kind = "client";
  own.actor = 0;
  own.from = "198.51.100.9";
  AuditEvent of_nobody = event("clinic.retention", {}, kStart);
  of_nobody.reason = "the lawyer says so";
  write([&](Transaction& tx) {
    for (const AuditEvent& one : {typed, own, of_nobody}) add_audit(tx, kTenant, sealer, one);
  });
  auto of_ann = [&] {
    return read([&](Connection& c) { return audit_of_client(c, kTenant, sealer, kAnn); });
  };
  ASSERT_EQ(of_ann().size(), 2u);
  EXPECT_EQ(of_ann()[0].event.reason, "her back went out");
  EXPECT_EQ(of_ann()[0].event.from, "192.0.2.7");
  EXPECT_EQ(of_ann()[1].event.from, "198.51.100.9");
  read([&](Connection& c) {
    for (const Row& row : c.query("SELECT reason, origin FROM audit_event WHERE tenant = $1 ORDER "
                                  "BY seq",
                                  {kTenant})) {
      EXPECT_EQ(row.text(0), "");
      EXPECT_NE(row.text(1), "198.51.100.9") << "a client's address goes with the client";
    }
    EXPECT_TRUE(check_sealed_cells(c, kTenant, sealer).faults.empty());
  });
  // Her key is destroyed: who looked and when stays, and the chain is whole.
  write([&](Transaction& tx) {
    (void)delete_client_rows(tx, kTenant, kAnn);
    add_erasure(tx, kTenant, {kAnn, kStart, {41}, 1});
    AuditEvent erased = event("client.erased", kAnn, kStart + minutes(2));
    erased.reason = "she asked for it";
    add_audit(tx, kTenant, sealer, erased);
  });
  write([](Transaction& tx) { destroy_key(tx, kTenant, {kAnn, kStart}); });
  sealer.forget(kTenant, kAnn);
  ASSERT_EQ(of_ann().size(), 3u);
  EXPECT_EQ(of_ann()[0].event.reason, "");
  EXPECT_EQ(of_ann()[0].event.from, "192.0.2.7");
  EXPECT_EQ(of_ann()[1].event.from, "");
  EXPECT_EQ(of_ann()[2].event.reason, "she asked for it") << "sealed with the clinic's own key";
  read([&](Connection& c) {
    EXPECT_FALSE(broken_audit(c, kTenant));
    EXPECT_TRUE(check_sealed_cells(c, kTenant, sealer).faults.empty());
  });
}

// One of before schema 0022, as it stands in old databases.
TEST_F(Records, audit_events_of_before_hold_by_their_own_rule_and_no_later_one_does) {
  std::string hash;
  write([&](Transaction& tx) {
    hash = keys::digest("\n1\n" + std::to_string(kStart.seconds) +
                        "\nstaff\n41\nchart.read\nclient\n11\n11\nI take over");
    tx.run(
        "INSERT INTO audit_event (tenant, chain, seq, at, actor_kind, actor, action, subject_kind, "
        "subject, client, reason, hash) VALUES ($1, 1, 1, $2, 'staff', 41, 'chart.read', 'client', "
        "11, 11, 'I take over', $3)",
        {kTenant, kStart, hash});
    add_audit(tx, kTenant, sealer, event("chart.read", kAnn, kStart));
  });
  EXPECT_FALSE(read([](Connection& c) { return broken_audit(c, kTenant); }));
  auto all = read([&](Connection& c) { return audit_of_client(c, kTenant, sealer, kAnn); });
  EXPECT_EQ(all.at(0).event.reason, "I take over");
  const Sql changes[] = {"UPDATE audit_event SET origin = 'x' WHERE tenant = $1 AND seq = 2",
                         "UPDATE audit_event SET sealed = 'x' WHERE tenant = $1 AND seq = 2"};
  for (const Sql& change : changes) {
    auto kept = store->write([&](Transaction& tx) -> Done {
      tx.run(change, {kTenant});
      EXPECT_EQ(broken_audit(tx, kTenant), 2);
      return conflict("not kept");
    });
    EXPECT_FALSE(kept);
  }
  // An event put in after it by the first rule, which says no address, is no event.
  write([&](Transaction& tx) {
    auto last = tx.first("SELECT hash FROM audit_event WHERE tenant = $1 AND seq = 2", {kTenant});
    tx.run(
        "INSERT INTO audit_event (tenant, chain, seq, at, actor_kind, actor, action, subject_kind, "
        "subject, client, reason, hash) VALUES ($1, 1, 3, $2, 'staff', 41, 'chart.read', 'client', "
        "11, 11, '', $3)",
        {kTenant, kStart,
         keys::digest(last->text(0) + "\n3\n" + std::to_string(kStart.seconds) +
                      "\nstaff\n41\nchart.read\nclient\n11\n11\n")});
  });
  EXPECT_EQ(read([](Connection& c) { return broken_audit(c, kTenant); }), 3);
}

TEST_F(Records, a_removed_audit_event_is_noticed) {
  write([&](Transaction& tx) {
    for (int i = 0; i < 3; ++i) add_audit(tx, kTenant, sealer, event("chart.read", kAnn, kStart));
    tx.run("DELETE FROM audit_event WHERE tenant = $1 AND seq = 2", {kTenant});
  });
  EXPECT_EQ(read([](Connection& c) { return broken_audit(c, kTenant); }), 2);
}

TEST_F(Records, a_message_waits_until_it_is_sent_or_given_up) {
  write([&](Transaction& tx) {
    add_message(tx, kTenant, sealer, message({1}, "to Ann"), kStart);
    add_message(tx, kTenant, sealer, message({2}, "to Ann again"), kStart);
  });
  EXPECT_EQ(waiting(kStart), 2u);
  write([](Transaction& tx) {
    message_sent(tx, kTenant, {1});
    message_failed(tx, kTenant, {2}, kStart + minutes(5));
  });
  EXPECT_EQ(waiting(kStart + minutes(4)), 0u);
  EXPECT_EQ(waiting(kStart + minutes(5)), 1u);
  write([](Transaction& tx) { message_failed(tx, kTenant, {2}, std::nullopt); });
  EXPECT_EQ(waiting(kStart + hours(99)), 0u);
  auto kept = read([&](Connection& c) { return find_message(c, kTenant, sealer, {2}); });
  EXPECT_EQ(kept->payload.reveal(), "to Ann again");
  EXPECT_EQ(kept->tries, 2);
}

TEST_F(Records, due_work_is_taken_by_one_and_comes_back_when_the_lease_ends) {
  auto take = [&](Instant now) {
    std::size_t taken = 0;
    write([&](Transaction& tx) {
      taken = take_due_work(tx, kTenant, now, now + minutes(2), 10).size();
    });
    return taken;
  };
  write([](Transaction& tx) {
    add_due_work(tx, kTenant, {{1}, "check_in.24h", 31, kStart});
    add_due_work(tx, kTenant, {{2}, "check_in.24h", 31, kStart + minutes(1)});
  });
  EXPECT_EQ(take(kStart), 0u) << "the second moved it";
  EXPECT_EQ(take(kStart + minutes(1)), 1u);
  EXPECT_EQ(take(kStart + minutes(2)), 0u) << "leased";
  EXPECT_EQ(take(kStart + minutes(3)), 1u);
  write([](Transaction& tx) { due_work_done(tx, kTenant, {1}, kStart + minutes(4)); });
  EXPECT_EQ(take(kStart + hours(9)), 0u);
}

TEST_F(Records, dropped_work_is_not_taken) {
  write([&](Transaction& tx) {
    add_due_work(tx, kTenant, {{1}, "hold.expires", 5, kStart});
    add_due_work(tx, kTenant, {{2}, "hold.expires", 6, kStart});
    drop_due_work(tx, kTenant, "hold.expires", 5);
    auto taken = take_due_work(tx, kTenant, kStart, kStart + minutes(1), 10);
    ASSERT_EQ(taken.size(), 1u);
    EXPECT_EQ(taken[0].subject, 6);
  });
}

TEST_F(Records, an_answer_is_remembered_by_its_key) {
  std::string key = keys::token_hash("key");
  write([&](Transaction& tx) {
    add_answer(tx, kTenant, sealer, {key, keys::digest("body"), {21}, PrivateText("{}")}, kStart);
  });
  read([&](Connection& c) {
    EXPECT_EQ(find_answer(c, kTenant, sealer, key)->answer.reveal(), "{}");
    EXPECT_EQ(find_answer(c, kTenant, sealer, key)->body_hash, keys::digest("body"));
    EXPECT_FALSE(find_answer(c, kTenant, sealer, keys::token_hash("other")));
    return 0;
  });
}

TEST_F(Records, R19_a_link_ends_and_counts_its_tries) {
  std::string hash = keys::token_hash("token");
  PrivateLink link{hash, "aftercare", 31, kAnn, kStart + hours(1), 5, ""};
  write([&](Transaction& tx) {
    add_link(tx, kTenant, link);
    for (int i = 0; i < 7; ++i) link_try_failed(tx, kTenant, hash);
  });
  read([&](Connection& c) {
    EXPECT_EQ(find_link(c, kTenant, hash, kStart)->tries_left, 0);
    EXPECT_FALSE(find_link(c, kTenant, hash, kStart + hours(1)));
    EXPECT_FALSE(find_link(c, kTenant, keys::token_hash("guess"), kStart));
    return 0;
  });
}

TEST_F(Records, R13_what_nobody_booked_is_deleted_and_what_was_booked_is_kept) {
  std::string browser = keys::token_hash("browser");
  auto screening = [&](ScreeningId id, const std::string& token) {
    KeptScreening out;
    out.id = id;
    out.token_hash = keys::token_hash(token);
    out.visit_date = *parse_date("2026-11-24");
    out.service = {71};
    out.content = PrivateText("answers");
    out.expires = kStart + hours(24);
    return out;
  };
  write([&](Transaction& tx) {
    put_draft(tx, kTenant, sealer, browser, PrivateText("half"), kStart + hours(24));
    put_draft(tx, kTenant, sealer, browser, PrivateText("more"), kStart + hours(24));
    EXPECT_EQ(find_draft(tx, kTenant, sealer, browser, kStart)->reveal(), "more");
    add_screening(tx, kTenant, sealer, screening({1}, "a"), kStart);
    add_screening(tx, kTenant, sealer, screening({2}, "b"), kStart);
    bind_screening(tx, kTenant, sealer, screening({2}, "b"), kAnn);
    EXPECT_EQ(forget_unbooked(tx, kTenant, kStart + hours(23)), 0);
    EXPECT_EQ(forget_unbooked(tx, kTenant, kStart + hours(24)), 2);
    EXPECT_FALSE(find_draft(tx, kTenant, sealer, browser, kStart));
    EXPECT_FALSE(find_screening(tx, kTenant, sealer, {1}));
    EXPECT_EQ(find_screening(tx, kTenant, sealer, {2})->content.reveal(), "answers");
    EXPECT_EQ(find_screening(tx, kTenant, sealer, {2})->client, kAnn);
  });
}

}  // namespace
}  // namespace fascia::store
