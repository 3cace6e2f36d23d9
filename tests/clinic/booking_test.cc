// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "care/interview.h"
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "clinic/holds.h"
#include "clinic/screen_visit.h"
#include "clinic/visit_draft.h"
#include "keys/token.h"
#include "small_clinic.h"
#include "store/appointments.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Status;

// Cancer that ended on 1 June: deep work wants a letter until 180 days have passed, 28 November.
std::string screening_from_28_november(SmallClinic& c, const char* birth_date = "1988-05-04") {
  VisitDraft draft;
  draft.consent = true;
  draft.service = "deep-tissue-60";
  draft.visit_date = Date::of(2026, 12, 1);
  draft.intake.birth_date = parse_date(birth_date);
  draft.intake.pains = {{{"low-back", care::Side::left}, 5}};
  draft.intake.answers["cancer_past"] = care::Said::yes;
  draft.intake.answers["cancer_past.end"] = *care::read_said_date("2026-06-01", std::nullopt);
  for (int page = 0; page < 30; ++page) {
    care::Step step = next_questions(*c.clinic, draft);
    if (step.what != care::Step::What::ask) break;
    draft.intake.answers =
        care::none_of_these(c.clinic->protocol, step.group, draft.intake.answers);
    draft.intake.answers["cancer_past"] = care::Said::yes;
    draft.intake.answers["cancer_past.where"] =
        std::vector<care::Region>{{"calf", care::Side::left}};
  }
  auto screened = screen_visit(
      *c.clinic,
      {c.deep, *draft.visit_date, *draft.intake.birth_date, draft.intake, {}, "web", {}, {}});
  EXPECT_TRUE(screened) << screened.error().message;
  EXPECT_FALSE(refuses(screened->screening));
  return screened->token;
}

TEST(Book, a_start_is_taken_once_and_memory_follows_the_store) {
  SmallClinic c;
  auto first = book_appointment(*c.clinic, c.booking(c.at(2, 10), "k1"));
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->appointment.practitioner, c.ana);
  EXPECT_EQ(to_iso(first->appointment.wall), "2026-11-25T10:00");
  EXPECT_EQ(first->appointment.price.cents, 9500);
  auto other = c.booking(c.at(2, 10), "k2");
  other.client.name = "Rival Ray";
  auto second = book_appointment(*c.clinic, other);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->appointment.practitioner, c.ben);
  EXPECT_NE(second->appointment.room, first->appointment.room);
  EXPECT_NE(second->client.id, first->client.id);
  auto later = book_appointment(*c.clinic, c.booking(c.at(3, 10), "later"));
  ASSERT_TRUE(later);
  EXPECT_EQ(later->client.id, first->client.id);  // the same name and birth date
  auto third = c.booking(c.at(2, 10), "k3");
  EXPECT_EQ(book_appointment(*c.clinic, third).error().message, "start_taken");
  auto near = alternatives(*c.clinic, third);
  ASSERT_FALSE(near.empty());
  EXPECT_EQ(c.difference_from_store(), "");
}

TEST(Book, R4_without_a_screening_it_is_requested_and_the_intake_is_due) {
  SmallClinic c;
  auto booked = book_appointment(*c.clinic, c.booking(c.at(3, 10), "k"));
  ASSERT_TRUE(booked);
  EXPECT_EQ(booked->appointment.status, Status::requested);
  ASSERT_TRUE(booked->appointment.intake_due_by);
  EXPECT_LE(*booked->appointment.intake_due_by, booked->appointment.start);
}

// A name and a birth date are known to others: who types them with an address of their own is sent
// nothing of the person, and takes nothing over.
TEST(Book, R15_R20_a_name_and_a_birth_date_alone_are_not_the_person) {
  SmallClinic c;
  auto booked_as = [&](int day, const std::string& email, const std::string& phone) {
    BookAppointment in = c.booking(c.at(day, 10), email + phone);
    in.client.email = email;
    in.client.phone = phone;
    auto booked = book_appointment(*c.clinic, in);
    EXPECT_TRUE(booked);
    return c.store
        ->read([&](store::Connection& db) {
          return store::find_client(db, c.clinic->tenant, booked->appointment.client);
        })
        .value();
  };
  auto maya = booked_as(1, "maya@example.invalid", "");
  auto stranger = booked_as(2, "somebody.else@example.invalid", "780 555 0199");
  EXPECT_NE(stranger.id, maya.id);
  // By the address that is hers it is her, and what is new beside it is hers too.
  auto again = booked_as(3, "maya@example.invalid", "780 555 0123");
  EXPECT_EQ(again.id, maya.id);
  EXPECT_EQ(again.phone, "780 555 0123");
  EXPECT_EQ(booked_as(4, "maya@new.invalid", "(780) 555-0123").id, maya.id);
}

TEST(Book, the_same_key_books_once_and_another_body_is_refused) {
  SmallClinic c;
  auto first = book_appointment(*c.clinic, c.booking(c.at(2, 10), "k"));
  auto again = book_appointment(*c.clinic, c.booking(c.at(2, 10), "k"));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->appointment.id, first->appointment.id);
  EXPECT_EQ(again->manage_token, first->manage_token);
  auto other = c.booking(c.at(2, 11), "k");
  other.body = "another";
  EXPECT_EQ(book_appointment(*c.clinic, other).error().message, "idempotency_key_reused");
  other.idempotency_key.clear();
  EXPECT_EQ(book_appointment(*c.clinic, other).error().message, "idempotency_key_missing");
}

TEST(Book, R16_a_client_needs_a_name_and_one_of_email_and_phone) {
  SmallClinic c;
  auto in = c.booking(c.at(2, 10), "k");
  auto refused = [&](auto change) {
    auto copy = in;
    change(copy.client);
    auto out = book_appointment(*c.clinic, copy);
    EXPECT_FALSE(out);
    return out ? std::string() : out.error().field + " " + out.error().message;
  };
  EXPECT_EQ(refused([](auto& x) { x.name.clear(); }), "client.name name_missing");
  EXPECT_EQ(refused([](auto& x) { x.email.clear(); }), "client.email email_or_phone_missing");
  EXPECT_EQ(refused([](auto& x) { x.email = "maya@"; }), "client.email email_domain_invalid");
  EXPECT_EQ(refused([](auto& x) { x.phone = "12"; }), "client.phone phone_invalid");
  EXPECT_EQ(refused([](auto& x) { x.birth_date = Date::of(2030, 1, 1); }),
            "client.birth_date date_in_future");
  in.client.email.clear();
  in.client.phone = "780-555-0123";
  EXPECT_TRUE(book_appointment(*c.clinic, in));
}

TEST(Book, R15_two_people_who_share_an_address_are_two_clients) {
  SmallClinic c;
  auto mother = book_appointment(*c.clinic, c.booking(c.at(2, 10), "k1"));
  auto child = c.booking(c.at(2, 12), "k2");
  child.client.name = "Leo Roy";
  child.client.birth_date = Date::of(2012, 1, 1);
  EXPECT_NE(book_appointment(*c.clinic, child)->client.id, mother->client.id);
}

TEST(Hold, keeps_a_start_for_its_browser_and_ends_by_the_clock) {
  SmallClinic c;
  HoldStart in;
  in.service = c.swedish;
  in.start = c.at(2, 10);
  in.practitioner = c.ana;
  in.browser = "b1";
  in.address = "192.0.2.1";
  auto hold = hold_start(*c.clinic, in);
  ASSERT_TRUE(hold);
  auto other = c.booking(in.start, "k1");
  other.practitioner = c.ana;
  EXPECT_EQ(book_appointment(*c.clinic, other).error().message, "start_taken");
  auto own = other;
  own.hold = hold->token;
  own.idempotency_key = "k2";
  ASSERT_TRUE(book_appointment(*c.clinic, own));
  // A second hold of the browser gives up its first; and one that is over frees its time.
  in.start = c.at(2, 12);
  auto second = hold_start(*c.clinic, in);
  ASSERT_TRUE(second);
  in.start = c.at(2, 14);
  ASSERT_TRUE(hold_start(*c.clinic, in));
  other.start = c.at(2, 12);
  other.idempotency_key = "k3";
  EXPECT_TRUE(book_appointment(*c.clinic, other));
  other.start = c.at(2, 14);
  other.idempotency_key = "k4";
  EXPECT_EQ(book_appointment(*c.clinic, other).error().message, "start_taken");
  c.clock.seconds += 601;
  EXPECT_TRUE(book_appointment(*c.clinic, other));
  EXPECT_EQ(c.difference_from_store(), "");
}

TEST(Hold, an_address_has_three_and_a_hold_can_be_extended) {
  SmallClinic c;
  HoldStart in;
  in.service = c.swedish;
  in.address = "192.0.2.1";
  std::string token;
  for (int i = 0; i < 3; ++i) {
    in.browser = "b" + std::to_string(i);
    in.start = c.at(2, 9 + 2 * i);
    auto hold = hold_start(*c.clinic, in);
    ASSERT_TRUE(hold);
    token = hold->token;
  }
  in.browser = "b9";
  EXPECT_EQ(hold_start(*c.clinic, in).error().message, "too_many_holds");
  c.clock.seconds += 500;
  ASSERT_TRUE(extend_hold(*c.clinic, token));
  c.clock.seconds += 400;
  EXPECT_EQ(current_offer(*c.clinic)->times.taken.size(), 1u);
  EXPECT_TRUE(release_hold(*c.clinic, token));
  EXPECT_EQ(extend_hold(*c.clinic, token).error().message, "hold_gone");
}

TEST(Hold, R38_it_is_kept_longer_ten_times_at_most_and_choosing_it_again_is_one_of_them) {
  SmallClinic c;
  HoldStart in;
  in.service = c.swedish;
  in.start = c.at(2, 10);
  in.browser = "b";
  in.address = "192.0.2.1";
  std::string token = hold_start(*c.clinic, in)->token;
  for (int i = 0; i < kMostExtensions - 1; ++i) {
    c.clock.seconds += 60;
    auto until = extend_hold(*c.clinic, token);
    ASSERT_TRUE(until) << i;
    EXPECT_EQ(*until, c.clock.now() + kHoldTime);
  }
  c.clock.seconds += 60;
  auto again = hold_start(*c.clinic, in);  // the tenth: the same browser, the same time
  ASSERT_TRUE(again);
  EXPECT_EQ(again->expires, c.clock.now() + kHoldTime);
  EXPECT_EQ(extend_hold(*c.clinic, again->token).error().message, "hold_no_more");
  c.clock.seconds += 60;
  auto more = hold_start(*c.clinic, in);
  ASSERT_TRUE(more);
  EXPECT_EQ(more->expires, again->expires) << "no more time than it had";
  EXPECT_EQ(find_hold(*c.clinic, more->token)->extensions, kMostExtensions);
  c.clock.seconds += 601;
  EXPECT_TRUE(hold_start(*c.clinic, in)) << "over and still free: it is taken again";
}

TEST(Policy, R36_a_visit_keeps_the_version_and_the_words_that_were_agreed_to) {
  SmallClinic c;
  BookAppointment in = c.booking(c.at(2, 10), "k1");
  in.policy = AgreedPolicy{1, "Free until 24 hours before."};
  auto first = book_appointment(*c.clinic, in);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(edit_policy(*c.clinic, c.program, {48, "Half the price.", ""}).value(), 2);
  EXPECT_EQ(edit_policy(*c.clinic, c.program, {48, "Half the price.", ""}).value(), 2);
  PolicyOfVisit kept = policy_of(*c.clinic, first->appointment.id);
  ASSERT_TRUE(kept.agreed);
  EXPECT_EQ(kept.agreed->version, 1);
  EXPECT_EQ(kept.agreed->digest, keys::digest("Free until 24 hours before."));
  EXPECT_EQ(kept.text, "Free until 24 hours before.");
  EXPECT_EQ(kept.policy.hours, 24);
  in.start = c.at(2, 12);
  in.idempotency_key = in.body = "k2";
  auto old = book_appointment(*c.clinic, in);
  EXPECT_EQ(old.error().message, "policy_changed");
  EXPECT_EQ(old.error().field, "policy");
  in.policy->version = 0;
  EXPECT_EQ(book_appointment(*c.clinic, in).error().message, "policy_not_agreed");
  in.policy->version = 2;
  auto second = book_appointment(*c.clinic, in);
  ASSERT_TRUE(second);
  // 30 hours before: late under 48 hours, not under the 24 that the first one agreed to.
  c.clock.seconds = (c.at(2, 10) - hours(30)).seconds;
  EXPECT_FALSE(cancels_late(*c.clinic, first->appointment));
  EXPECT_TRUE(cancels_late(*c.clinic, second->appointment));
}

TEST(Policy, R36_only_an_owner_edits_it_within_a_week) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  EXPECT_EQ(edit_policy(*c.clinic, desk, {12, "", ""}).error().code, Code::forbidden);
  EXPECT_EQ(edit_policy(*c.clinic, c.program, {169, "", ""}).error().field, "hours");
  EXPECT_EQ(edit_policy(*c.clinic, c.program, {12, std::string(1001, 'x'), ""}).error().field,
            "more_en");
  EXPECT_EQ(policy_now(*c.clinic).version, 1);
}

TEST(Move, R1_moving_a_visit_decides_again_for_the_new_day) {
  SmallClinic c;
  BookAppointment in = c.booking(c.at(8, 10), "k");  // Tuesday 1 December
  in.service = c.deep;
  in.screening = screening_from_28_november(c);
  auto booked = book_appointment(*c.clinic, in);
  ASSERT_TRUE(booked) << booked.error().message;
  Key key{{}, booked->manage_token};
  auto sooner = move_appointment(*c.clinic, booked->appointment.id, key, c.at(3, 10));
  ASSERT_FALSE(sooner);
  EXPECT_EQ(sooner.error().message, "screening_refuses");
  EXPECT_EQ(sooner.error().field, "start");
  EXPECT_EQ(find_visit(*c.clinic, booked->appointment.id, key)->start, c.at(8, 10));
  EXPECT_EQ(c.difference_from_store(), "");
  EXPECT_TRUE(move_appointment(*c.clinic, booked->appointment.id, key, c.at(5, 10)));
}

TEST(Book, R1_a_screening_is_for_a_day_and_the_times_begin_on_the_first_that_could_be_yes) {
  SmallClinic c;
  BookAppointment in = c.booking(c.at(3, 10), "k");
  in.service = c.deep;
  in.screening = screening_from_28_november(c);
  EXPECT_EQ(book_appointment(*c.clinic, in).error().message, "screening_refuses");
  in.service = c.swedish;  // the gentler visit is open to the same answers
  EXPECT_TRUE(book_appointment(*c.clinic, in));
}

TEST(Book, R15_a_screening_serves_no_other_person) {
  SmallClinic c;
  BookAppointment in = c.booking(c.at(8, 10), "k");
  in.service = c.deep;
  in.screening = screening_from_28_november(c, "1970-01-01");
  EXPECT_EQ(book_appointment(*c.clinic, in).error().message, "screening_other_person");
}

TEST(Rights, R33_only_an_owner_edits_and_a_disabled_person_is_out_at_once) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  EXPECT_EQ(edit_room(*c.clinic, desk, {{}, {}, "Attic"}).error().code, Code::forbidden);
  EXPECT_EQ(edit_room(*c.clinic, c.program, {{}, {}, ""}).error().field, "name");
  auto twice = SmallClinic::service("relaxation-60", "Other", "swedish");
  EXPECT_EQ(edit_service(*c.clinic, c.program, twice).error().message, "slug_taken");
  twice.slug = "other";
  twice.minutes = 61;
  EXPECT_EQ(edit_service(*c.clinic, c.program, twice).error().field, "minutes");
}

}  // namespace
}  // namespace fascia::clinic
