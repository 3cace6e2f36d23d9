// SPDX-License-Identifier: Apache-2.0
// What belongs to no client yet has a key of its own, and keys that something is wrong with are
// named.
#include <algorithm>

#include "keys/token.h"
#include "store/client_keys.h"
#include "store/intakes.h"
#include "store/self_check.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class Unbound : public TreatedClinic {
 protected:
  static KeptScreening screening(ScreeningId id, const std::string& token) {
    KeptScreening out;
    out.id = id;
    out.token_hash = keys::token_hash(token);
    out.visit_date = Date::of(2026, 11, 24);
    out.service = {71};
    out.content = PrivateText("answers");
    out.expires = kStart + hours(24);
    return out;
  }
};

TEST_F(Unbound, R22_each_has_a_key_of_its_own_for_as_long_as_it_belongs_to_nobody) {
  const std::string browser = keys::token_hash("browser");
  write([&](Transaction& tx) {
    auto keys = [&] { return unbound_owners(tx, kTenant).size(); };
    put_draft(tx, kTenant, sealer, browser, PrivateText("half"), kStart + hours(24));
    put_draft(tx, kTenant, sealer, browser, PrivateText("more"), kStart + hours(24));
    EXPECT_EQ(keys(), 1u);
    add_screening(tx, kTenant, sealer, screening({1}, "a"), kStart);
    add_screening(tx, kTenant, sealer, screening({2}, "b"), kStart);
    EXPECT_EQ(keys(), 3u);
    bind_screening(tx, kTenant, sealer, screening({2}, "b"), kAnn);
    EXPECT_EQ(keys(), 2u);
    put_key(tx, kTenant, {unbound_owner(99), sealer.new_wrapped_key(-99)});  // of an older copy
    EXPECT_EQ(forget_unbooked(tx, kTenant, kStart + hours(23)), 0);
    EXPECT_EQ(keys(), 2u);
    remove_draft(tx, kTenant, browser);
    EXPECT_EQ(keys(), 1u);
    EXPECT_EQ(forget_unbooked(tx, kTenant, kStart + hours(24)), 1);
    EXPECT_EQ(keys(), 0u);
    EXPECT_EQ(find_screening(tx, kTenant, sealer, {2})->content.reveal(), "answers");
  });
}

TEST_F(Unbound, R22_a_draft_of_an_older_program_opens_and_one_whose_key_is_gone_is_not_there) {
  const std::string browser = keys::token_hash("browser");
  write([&](Transaction& tx) {
    put_draft(tx, kTenant, sealer, browser, PrivateText("half"), kStart + hours(24));
    const std::string of_tenant = sealer.seal(tx, kTenant, {}, "intake_draft.sealed",
                                              draft_row(browser).value(), PrivateText("as it was"));
    forget_key(tx, kTenant, unbound_owner(draft_row(browser).value()));
    EXPECT_FALSE(find_draft(tx, kTenant, sealer, browser, kStart));
    EXPECT_TRUE(check_sealed_cells(tx, kTenant, sealer).faults.empty());
    tx.run("UPDATE intake_draft SET sealed = $2 WHERE tenant = $1", {kTenant, of_tenant});
    EXPECT_EQ(find_draft(tx, kTenant, sealer, browser, kStart)->reveal(), "as it was");
    // Its next page is sealed by its own; a cell that was moved there does not open.
    put_draft(tx, kTenant, sealer, browser, PrivateText("more"), kStart + hours(24));
    EXPECT_EQ(find_draft(tx, kTenant, sealer, browser, kStart)->reveal(), "more");
    tx.run("UPDATE intake_draft SET sealed = $2 WHERE tenant = $1", {kTenant, of_tenant});
    EXPECT_EQ(
        check_sealed_cells(tx, kTenant, sealer).faults,
        std::vector<std::string>{"intake_draft.sealed " + id_text(draft_row(browser).value())});
  });
}

TEST_F(Unbound, a_draft_whose_row_is_malformed_is_named_and_the_others_are_looked_at) {
  const std::string browser = keys::token_hash("browser");
  write([&](Transaction& tx) {
    put_draft(tx, kTenant, sealer, browser, PrivateText("half"), kStart + hours(24));
    const auto sound = check_sealed_cells(tx, kTenant, sealer);
    EXPECT_TRUE(sound.faults.empty());
    for (const char* name : {"zz\x01 not ours", "zzz"})
      tx.run(
          "INSERT INTO intake_draft (tenant, token_hash, sealed, expires) VALUES ($1, $2, 'x', $3)",
          {kTenant, name, kStart + hours(24)});
    auto checked = check_sealed_cells(tx, kTenant, sealer);
    std::ranges::sort(checked.faults);
    EXPECT_EQ(checked.faults, (std::vector<std::string>{"intake_draft.sealed \"zz??not?ours\"",
                                                        "intake_draft.sealed \"zzz\""}));
    EXPECT_EQ(checked.looked_at, sound.looked_at + 2);
    // Who asks for one, and the sweep, pass it over; it goes when its time is over.
    EXPECT_FALSE(find_draft(tx, kTenant, sealer, "zzz", kStart));
    EXPECT_EQ(forget_unbooked(tx, kTenant, kStart + hours(23)), 0);
    EXPECT_EQ(find_draft(tx, kTenant, sealer, browser, kStart)->reveal(), "half");
    EXPECT_EQ(forget_unbooked(tx, kTenant, kStart + hours(24)), 3);
  });
}

TEST_F(Unbound, R23_the_check_names_a_client_without_a_key_and_keys_of_nobody) {
  write([&](Transaction& tx) {
    auto before = check_keys(tx, kTenant, sealer);
    EXPECT_TRUE(before.faults.empty()) << before.faults.front();
    EXPECT_TRUE(before.notes.empty());
    put_key(tx, kTenant, {{4711}, sealer.new_wrapped_key(4711)});
    auto more = check_keys(tx, kTenant, sealer);
    EXPECT_TRUE(more.faults.empty());
    ASSERT_EQ(more.notes.size(), 1u);
    EXPECT_NE(more.notes.at(0).find(id_text(4711)), std::string::npos);
    put_key(tx, kTenant, {{4711}, sealer.new_wrapped_key(4712)});
    EXPECT_EQ(check_keys(tx, kTenant, sealer).faults.size(), 1u);
    forget_key(tx, kTenant, {4711});
    forget_key(tx, kTenant, kAnn);
    tx.run("UPDATE client SET wrapped_key = '' WHERE tenant = $1 AND id = $2", {kTenant, kAnn});
    EXPECT_EQ(check_keys(tx, kTenant, sealer).faults,
              std::vector<std::string>{"client " + kAnn.text() + " has none"});
  });
}

}  // namespace
}  // namespace fascia::store
