// SPDX-License-Identifier: Apache-2.0
// The fee and the deposit on the pages of clients, the desk and the owner (R36).
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "page/policy_words.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

using store::Charge;

class FeePages : public ::testing::Test, public SmallSite {
 protected:
  void SetUp() override {
    ASSERT_TRUE(clinic::add_staff(*small.clinic, small.program,
                                  {"desk", "Dora Desk", store::Role::desk, {}, kPassword}));
    ASSERT_TRUE(clinic::edit_policy(*small.clinic, small.program,
                                    {24,
                                     "",
                                     "",
                                     {Charge::Kind::share, 50},
                                     {Charge::Kind::share, 100},
                                     {Charge::Kind::amount, 2000}}));
    clinic::BookAppointment in = small.booking(small.at(3, 10), "k");
    in.policy = clinic::AgreedPolicy{2, "the words"};
    auto booked = clinic::book_appointment(*small.clinic, in);
    ASSERT_TRUE(booked) << booked.error().message;
    id = booked->appointment.id;
    path = "/visit/" + id.text() + "/" + booked->manage_token;
    desk_path = "/desk/visit/" + id.text();
  }
  Browser signed_in(const std::string& name) { return sign_in(router, name); }
  void on_the_day() { small.clock.seconds = small.at(3, 8).seconds; }
  AppointmentId id;
  std::string path, desk_path;
};

TEST_F(FeePages, R36_the_policy_says_in_words_what_it_costs_and_that_no_payment_is_taken) {
  const auto policy = clinic::policy_now(*small.clinic);
  const std::string en = page::policy_text(page::Language::en, policy);
  EXPECT_TRUE(has(en,
                  "free of charge until 24 hours before the visit. If you cancel later, you pay "
                  "50 % of the price. If you do not come, you pay the full price."));
  EXPECT_TRUE(
      has(en, "We ask for a deposit before the visit: $20.00, but never more than the price."));
  EXPECT_TRUE(has(en, "This program takes no payment."));
  EXPECT_TRUE(has(en, "never charge when you are ill or have an emergency"));
  EXPECT_TRUE(lacks(en, "we may charge"));
  EXPECT_TRUE(has(page::policy_text(page::Language::fr, policy), "vous payez le prix entier."));
  store::CancelPolicy free = policy;
  free.late = free.no_show = {Charge::Kind::none, 0};
  const std::string nothing = page::policy_text(page::Language::en, free);
  EXPECT_TRUE(has(nothing,
                  "free of charge until the visit begins. If you do not come, you pay "
                  "nothing."));
}

TEST_F(FeePages, R36_who_books_reads_fee_and_deposit_in_money_before_confirming) {
  Browser maya(*this);
  std::string form = text_of(
      maya.follow(maya.post("/book/hold", {{"service", "relaxation-60"},
                                           {"start", to_rfc3339(small.at(2, 9), small.zone)},
                                           {"practitioner", ""}})));
  EXPECT_TRUE(has(form, "<dt>If you cancel late</dt><dd>$47.50</dd>"));
  EXPECT_TRUE(has(form, "<dt>If you do not come</dt><dd>$95.00</dd>"));
  EXPECT_TRUE(has(form, "<dt>Deposit, before the visit</dt><dd>$20.00</dd>"));
  EXPECT_LT(form.find("$47.50"), form.rfind("Agree and book this visit"));
  std::string visit = text_of(maya.get(path));
  EXPECT_TRUE(has(visit, "a deposit of $20.00 before the visit"));
  EXPECT_TRUE(has(visit, "This page takes no payment."));
}

TEST_F(FeePages, R36_a_client_sees_the_fee_before_cancelling_and_pays_none_when_ill) {
  Browser maya(*this);
  EXPECT_TRUE(has(text_of(maya.get(path + "/cancel")), "It costs you nothing to cancel now."));
  on_the_day();
  std::string page = text_of(maya.get(path + "/cancel"));
  EXPECT_TRUE(has(page, "It costs $47.50 to cancel now"));
  EXPECT_TRUE(has(page, "value=\"ill\""));
  EXPECT_TRUE(lacks(page, "value=\"kindness\""));
  EXPECT_LT(page.find("$47.50"), page.rfind("Cancel my visit"));
  auto wrong = maya.post(path + "/cancel", {{"why", "clinic"}});
  EXPECT_EQ(wrong.status, 422);
  auto done = maya.post(path + "/cancel", {{"why", "ill"}});
  page = text_of(maya.follow(done));
  EXPECT_TRUE(has(page, "You pay nothing for this visit."));
  EXPECT_TRUE(lacks(page, "Ill")) << "a private link says nothing of why";
}

TEST_F(FeePages, R36_without_a_reason_the_client_is_told_what_is_due_and_whom_to_call) {
  on_the_day();
  Browser maya(*this);
  std::string page = text_of(maya.follow(maya.post(path + "/cancel", {})));
  EXPECT_TRUE(has(page, "You pay $47.50 for this visit, to the clinic."));
  EXPECT_TRUE(has(page, "Please call us"));
}

TEST_F(FeePages, R36_the_desk_picks_the_reason_and_the_fee_stands_on_the_visit) {
  on_the_day();
  Browser desk = signed_in("desk");
  std::string page = text_of(desk.get(desk_path));
  EXPECT_TRUE(has(page, "Cancelled late costs $47.50"));
  EXPECT_TRUE(has(page, "Not coming costs $95.00."));
  auto silent = desk.post(desk_path + "/status", {{"to", "late_cancelled"}});
  EXPECT_EQ(silent.status, 422);
  EXPECT_TRUE(has(text_of(silent), "href=\"#why\""));
  auto done = desk.post(desk_path + "/status", {{"to", "late_cancelled"}, {"why", "none"}});
  EXPECT_TRUE(has(text_of(desk.follow(done)), "Due: $47.50"));
  auto changed = desk.post(desk_path + "/fee", {{"why", "kindness"}, {"fee_note", ""}});
  EXPECT_EQ(changed.status, 422);
  EXPECT_TRUE(has(text_of(changed), "href=\"#fee_note\""));
  changed = desk.post(desk_path + "/fee", {{"why", "kindness"}, {"fee_note", "first time"}});
  page = text_of(desk.follow(changed));
  EXPECT_TRUE(has(page, "Nothing to pay (it would be $47.50): We let it go"));
  EXPECT_TRUE(has(page, "Said by Dora Desk"));
  auto undone = desk.post(desk_path + "/undo", {});
  EXPECT_TRUE(lacks(text_of(desk.follow(undone)), "id=\"fee\""));
}

TEST_F(FeePages, R36_the_owner_sets_the_three_and_a_wrong_one_names_its_field) {
  Browser owner = signed_in("owner");
  std::string page = text_of(owner.get("/owner/policy"));
  EXPECT_TRUE(has(page, "name=\"late_kind\" value=\"share\" checked"));
  EXPECT_TRUE(has(page, "name=\"deposit_value\" type=\"text\" value=\"20.00\""));
  http::Pairs form = {{"hours", "24"},         {"more_en", ""},          {"more_fr", ""},
                      {"late_kind", "amount"}, {"late_value", "3"},      {"no_show_kind", "none"},
                      {"no_show_value", ""},   {"deposit_kind", "none"}, {"deposit_value", ""}};
  form[4].second = "a lot";
  auto wrong = owner.post("/owner/policy", form);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#late_value\""));
  EXPECT_TRUE(has(text_of(wrong), "value=\"a lot\""));
  form[4].second = "30,00";
  page = text_of(owner.follow(owner.post("/owner/policy", form)));
  EXPECT_TRUE(has(page, "If you cancel later, you pay $30.00, but never more than the price."));
  EXPECT_EQ(clinic::policy_now(*small.clinic).no_show.kind, Charge::Kind::none);
  // The visit that was booked keeps what it agreed to.
  on_the_day();
  Browser maya(*this);
  EXPECT_TRUE(has(text_of(maya.get(path + "/cancel")), "It costs $47.50 to cancel now"));
}

}  // namespace
}  // namespace fascia::web
