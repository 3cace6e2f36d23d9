// SPDX-License-Identifier: Apache-2.0
#include "clinic/audit_chain.h"
#include "clinic/chart.h"
#include "clinic/check_clinic.h"
#include "store/treatment.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

template <class Work>
void behind_its_back(SmallClinic& small, Work work) {
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    work(tx);
    return {};
  }));
}

bool is_sound(Clinic& clinic, std::string_view what) {
  for (const auto& line : check_clinic(clinic))
    if (line.what == what) return line.sound;
  return false;
}

TEST(AuditChain, finds_what_was_changed_and_by_a_known_head_what_was_cut_off) {
  SmallClinic small;
  Clinic& clinic = *small.clinic;
  auto whole = verify_audit(clinic, std::nullopt);
  ASSERT_TRUE(whole.head);
  EXPECT_TRUE(whole.holds());
  EXPECT_GT(whole.events, 10);
  // What the owner has on paper is enough.
  auto paper = store::parse_audit_head(audit_end(clinic));
  ASSERT_TRUE(paper);
  EXPECT_TRUE(verify_audit(clinic, paper).holds());
  behind_its_back(small, [&](store::Transaction& tx) {
    tx.run("DELETE FROM audit_event WHERE tenant = $1 AND seq = $2",
           {clinic.tenant, whole.head->seq});
  });
  EXPECT_TRUE(verify_audit(clinic, std::nullopt).holds());  // the rest is a chain like any
  EXPECT_TRUE(verify_audit(clinic, paper).cut_off);
  EXPECT_TRUE(verify_audit(clinic, whole.head).cut_off);
  // Filled up again to its length it is another chain.
  behind_its_back(small, [&](store::Transaction& tx) {
    audit(tx, clinic, small.program, "clinic.profile", "clinic", 5);
  });
  EXPECT_TRUE(verify_audit(clinic, whole.head).cut_off);
  behind_its_back(small, [&](store::Transaction& tx) {
    tx.run("UPDATE audit_event SET reason = 'x' WHERE tenant = $1 AND seq = 4", {clinic.tenant});
  });
  EXPECT_EQ(verify_audit(clinic, std::nullopt).broken, 4);
}

TEST(AuditChain, the_store_of_keys_knows_its_end_and_is_not_taught_a_shorter_one) {
  SmallClinic small;
  Clinic& clinic = *small.clinic;
  ASSERT_TRUE(keep_audit_head(clinic));
  EXPECT_TRUE(is_sound(clinic, "audit"));
  auto head = verify_audit(clinic, std::nullopt).head;
  behind_its_back(small, [&](store::Transaction& tx) {
    tx.run("DELETE FROM audit_event WHERE tenant = $1 AND seq >= $2",
           {clinic.tenant, head->seq - 2});
  });
  ASSERT_TRUE(keep_audit_head(clinic));
  EXPECT_FALSE(is_sound(clinic, "audit"));
  EXPECT_FALSE(verify_audit(clinic, std::nullopt).holds());
}

TEST(AuditChain, a_signed_chart_is_in_it_and_one_that_was_changed_or_taken_out_is_found) {
  TreatedVisit v;
  v.start();
  v.wait(40);
  ASSERT_TRUE(end_session(*v.clinic, v.ana_actor, TreatedVisit::over(v.id, 3)));
  ASSERT_TRUE(
      sign_chart(*v.clinic, v.ana_actor, v.id, {"Sore", "Tight", "Better", "In a week", "slow"}));
  EXPECT_TRUE(is_sound(*v.clinic, "charts"));
  // Somebody with the key and the program's own functions signs another text in its place: its
  // digest is right, the chain knows another.
  behind_its_back(v, [&](store::Transaction& tx) {
    auto id = tx.first("SELECT id FROM chart_entry WHERE tenant = $1", {v.clinic->tenant})
                  ->id<ChartEntryId>(0);
    tx.run(
        "UPDATE chart_entry SET status = 'draft', digest = '', signed_at = NULL WHERE tenant = "
        "$1",
        {v.clinic->tenant});
    PrivateText other(R"({"subjective":"Fine","objective":"","assessment":"","plan":""})");
    ASSERT_TRUE(store::change_chart_draft(tx, v.clinic->tenant, *v.sealer, id, other));
    ASSERT_TRUE(store::sign_chart(tx, v.clinic->tenant, id, v.clock.now()));
  });
  EXPECT_FALSE(is_sound(*v.clinic, "charts"));
  behind_its_back(v, [&](store::Transaction& tx) {
    tx.run("DELETE FROM chart_entry WHERE tenant = $1", {v.clinic->tenant});
  });
  EXPECT_FALSE(is_sound(*v.clinic, "charts"));
}

}  // namespace
}  // namespace fascia::clinic
