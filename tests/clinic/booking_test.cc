// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <thread>

#include "answered.h"
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

std::string difference_from_store(SmallClinic& c) {
  auto fresh = c.store->read(
      [&](store::Connection& conn) { return build_offer(conn, c.clinic->tenant, c.clock.now()); });
  return schedule::difference(c.clinic->availability.get()->times, fresh->times);
}

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
  EXPECT_EQ(difference_from_store(c), "");
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
  EXPECT_EQ(difference_from_store(c), "");
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

std::string last_reason(SmallClinic& c, ClientId client) {
  auto events = c.store->read([&](store::Connection& x) {
    return store::audit_of_client(x, c.clinic->tenant, c.clinic->sealer, client);
  });
  return events.empty() ? std::string() : events.back().event.reason;
}

TEST(Rules, R35_staff_pass_lead_time_horizon_and_grid_with_a_reason_and_clients_never) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  struct Case {
    Instant start;
    const char* rule;
  };
  int n = 0;
  for (const Case& one : {Case{c.at(0, 9), "start_too_soon"}, Case{c.at(120, 9), "start_too_far"},
                          Case{c.at(2, 9, 5), "start_off_grid"}}) {
    BookAppointment in = c.booking(one.start, "k" + std::to_string(++n));
    in.reason = "we know them";
    EXPECT_EQ(book_appointment(*c.clinic, in).error().message, one.rule) << "a client";
    in.actor = desk;
    in.reason = "  ";
    auto silent = book_appointment(*c.clinic, in);
    EXPECT_EQ(silent.error().message, "pass_reason_missing") << one.rule;
    EXPECT_EQ(silent.error().field, "reason");
    in.reason = std::string(501, 'x');
    EXPECT_EQ(book_appointment(*c.clinic, in).error().message, "pass_reason_too_long");
    in.reason = "we know them";
    auto booked = book_appointment(*c.clinic, in);
    ASSERT_TRUE(booked) << one.rule << " " << booked.error().message;
    EXPECT_EQ(last_reason(c, booked->client.id), std::string(one.rule) + ": we know them");
  }
  // A start that keeps the rules needs none, and none is kept with it.
  BookAppointment plain = c.booking(c.at(3, 9), "plain");
  plain.actor = desk;
  plain.reason = "none needed";
  auto booked = book_appointment(*c.clinic, plain);
  ASSERT_TRUE(booked);
  EXPECT_EQ(last_reason(c, booked->client.id), "");
  auto moved = move_appointment(*c.clinic, booked->appointment.id, {desk, ""}, c.at(3, 11, 5));
  EXPECT_EQ(moved.error().message, "pass_reason_missing");
  ASSERT_TRUE(move_appointment(*c.clinic, booked->appointment.id, {desk, ""}, c.at(3, 11, 5), {},
                               "the bus is late"));
  EXPECT_EQ(last_reason(c, booked->client.id), "start_off_grid: the bus is late");
  EXPECT_EQ(difference_from_store(c), "");
}

TEST(Rules, R32_R35_a_fourth_deep_visit_within_seven_days_is_passed_by_staff_with_a_reason_alone) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  auto deep = [&](int day, const std::string& key) {
    BookAppointment in = c.booking(c.at(day, 10), key);
    in.service = c.deep;
    return in;
  };
  for (int day : {2, 4, 6})
    ASSERT_TRUE(book_appointment(*c.clinic, deep(day, std::to_string(day))));
  for (int day : {1, 3, 8})
    EXPECT_EQ(book_appointment(*c.clinic, deep(day, "x")).error().message, "client_deep_limit")
        << day;
  EXPECT_EQ(book_appointment(*c.clinic, deep(3, "x")).error().field, "start");
  EXPECT_TRUE(book_appointment(*c.clinic, c.booking(c.at(3, 10), "gentle"))) << "deep work counts";
  BookAppointment in = deep(5, "desk");
  in.actor = desk;
  EXPECT_EQ(book_appointment(*c.clinic, in).error().message, "pass_reason_missing");
  in.reason = "the therapist asked for it";
  auto booked = book_appointment(*c.clinic, in);
  ASSERT_TRUE(booked);
  EXPECT_EQ(last_reason(c, booked->client.id), "client_deep_limit: the therapist asked for it");
  EXPECT_TRUE(book_appointment(*c.clinic, deep(12, "later")));  // six days after the last
  // A move into the week meets the same limit.
  auto far = book_appointment(*c.clinic, deep(20, "far"));
  ASSERT_TRUE(far);
  Key mine{{}, far->manage_token};
  EXPECT_EQ(move_appointment(*c.clinic, far->appointment.id, mine, c.at(7, 10)).error().message,
            "client_deep_limit");
  EXPECT_TRUE(move_appointment(*c.clinic, far->appointment.id, mine, c.at(21, 10)));
  EXPECT_EQ(difference_from_store(c), "");
}

// E!A#1773
TEST(Rules, R35_the_desk_books_nothing_that_is_taken_or_outside_the_hours_whatever_the_reason) {
  SmallClinic c;
  BookAppointment in = c.booking(c.at(2, 20), "evening");
  in.actor = {Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  in.practitioner = c.ana;
  in.reason = "they insist";
  EXPECT_EQ(book_appointment(*c.clinic, in).error().message, "start_outside_hours");
  BookAppointment rival = c.booking(c.at(2, 10), "rival");
  rival.client.name = "Rival Ray";
  rival.practitioner = c.ana;
  ASSERT_TRUE(book_appointment(*c.clinic, rival));
  for (int minute : {0, 30}) {
    in.start = c.at(2, 10, minute);
    EXPECT_EQ(book_appointment(*c.clinic, in).error().message, "start_taken");
  }
}

// E!A#160
TEST(Rules, R35_one_person_is_not_booked_in_two_places_and_staff_pass_it_with_a_reason_alone) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  auto with = [&](PractitionerId who, Instant start, const char* key) {
    BookAppointment in = c.booking(start, key);
    in.practitioner = who;
    return in;
  };
  ASSERT_TRUE(book_appointment(*c.clinic, with(c.ana, c.at(2, 10), "first")));
  BookAppointment again = with(c.ben, c.at(2, 10, 30), "again");
  EXPECT_EQ(book_appointment(*c.clinic, again).error().message, "client_has_visit_then");
  EXPECT_EQ(book_appointment(*c.clinic, again).error().field, "start");
  // Who knows but the name and the birth date of somebody learns nothing of their visits.
  BookAppointment stranger = again;
  stranger.idempotency_key = stranger.body = "stranger";
  stranger.client.email = "somebody@example.invalid";
  EXPECT_TRUE(book_appointment(*c.clinic, stranger));
  ASSERT_TRUE(book_appointment(*c.clinic, with(c.ana, c.at(2, 13), "second")));
  auto later = book_appointment(*c.clinic, with(c.ben, c.at(2, 14), "later"));
  ASSERT_TRUE(later) << "they only touch";
  const AppointmentId id = later->appointment.id;
  EXPECT_EQ(move_appointment(*c.clinic, id, {{}, later->manage_token}, c.at(2, 13, 30), c.ben)
                .error()
                .message,
            "client_has_visit_then");
  auto silent = move_appointment(*c.clinic, id, {desk, ""}, c.at(2, 13, 30), c.ben);
  EXPECT_EQ(silent.error().message, "client_has_visit_then");
  EXPECT_EQ(silent.error().field, "reason");
  ASSERT_TRUE(move_appointment(*c.clinic, id, {desk, ""}, c.at(2, 13, 30), c.ben, "her son comes"));
  EXPECT_EQ(last_reason(c, later->client.id), "client_has_visit_then: her son comes");
  EXPECT_EQ(difference_from_store(c), "");
}

// CHK-S20: whose membership ran out is not booked from the day after.
TEST(Rules, R35_a_reason_passes_no_taken_time_no_closed_hour_no_screening_and_no_credential) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  auto refused = [&](BookAppointment in) {
    in.actor = desk;
    in.reason = "please";
    auto out = book_appointment(*c.clinic, in);
    return out ? std::string("booked") : out.error().message;
  };
  BookAppointment first = c.booking(c.at(2, 10), "k1");
  first.practitioner = c.ana;
  ASSERT_TRUE(book_appointment(*c.clinic, first));
  BookAppointment in = c.booking(c.at(2, 10, 5), "k2");
  in.practitioner = c.ana;
  EXPECT_EQ(refused(in), "start_taken");
  in.start = c.at(2, 20);
  EXPECT_EQ(refused(in), "start_outside_hours");
  BookAppointment screened = c.booking(c.at(3, 10), "k3");
  screened.service = c.deep;
  const care::AnswerMap emergency{{"stroke_now", std::vector<std::string>{"face"}}};
  screened.screening = answered(c, c.deep, c.monday + 3, emergency)->token;
  EXPECT_EQ(refused(screened), "screening_refuses");
  ASSERT_TRUE(add_credential(*c.clinic, c.program,
                             {0, c.ben, "CMMOTA", "7", Date::of(2020, 1, 1), c.monday + 4}));
  BookAppointment lapsed = c.booking(c.at(5, 10), "k4");
  lapsed.practitioner = c.ben;
  EXPECT_EQ(refused(lapsed), "credential_lapsed");
  EXPECT_EQ(book_appointment(*c.clinic, lapsed).error().field, "practitioner");
  lapsed.start = c.at(4, 10);
  EXPECT_EQ(refused(lapsed), "booked") << "valid to the end of its last day";
  // Nobody named: the one whose credential holds.
  BookAppointment anyone = c.booking(c.at(5, 10), "k5");
  EXPECT_EQ(book_appointment(*c.clinic, anyone)->appointment.practitioner, c.ana);
}

TEST(Move, keeps_the_old_time_when_the_new_one_is_gone) {
  SmallClinic c;
  auto mine = book_appointment(*c.clinic, c.booking(c.at(2, 10), "k1"));
  auto block = c.booking(c.at(2, 14), "k2");
  block.practitioner = c.ana;
  ASSERT_TRUE(book_appointment(*c.clinic, block));
  Key key{{}, mine->manage_token};
  EXPECT_EQ(move_appointment(*c.clinic, mine->appointment.id, key, c.at(2, 14)).error().message,
            "start_taken");
  EXPECT_EQ(find_visit(*c.clinic, mine->appointment.id, key)->start, c.at(2, 10));
  auto moved = move_appointment(*c.clinic, mine->appointment.id, key, c.at(2, 10, 30));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->sequence, 1);
  EXPECT_EQ(
      move_appointment(*c.clinic, mine->appointment.id, {{}, "wrong"}, c.at(2, 12)).error().message,
      "appointment_unknown");
  EXPECT_EQ(difference_from_store(c), "");
}

TEST(Cancel, gives_the_time_back_and_late_is_told_apart) {
  SmallClinic c;
  auto far = book_appointment(*c.clinic, c.booking(c.at(4, 10), "k1"));
  auto near = book_appointment(*c.clinic, c.booking(c.at(0, 14), "k2"));
  EXPECT_EQ(cancel_appointment(*c.clinic, far->appointment.id, {{}, far->manage_token})->status,
            Status::cancelled);
  EXPECT_EQ(cancel_appointment(*c.clinic, near->appointment.id, {{}, near->manage_token})->status,
            Status::late_cancelled);
  EXPECT_EQ(
      cancel_appointment(*c.clinic, far->appointment.id, {{}, far->manage_token}).error().message,
      "appointment_over");
  EXPECT_TRUE(book_appointment(*c.clinic, c.booking(c.at(4, 10), "k3")));
  EXPECT_EQ(difference_from_store(c), "");
}

TEST(Desk, R34_what_the_desk_says_can_be_undone) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  auto booked = book_appointment(*c.clinic, c.booking(c.at(0, 11), "k1"));
  AppointmentId id = booked->appointment.id;
  EXPECT_EQ(set_status(*c.clinic, desk, id, Status::late_cancelled)->status,
            Status::late_cancelled);
  auto other = c.booking(c.at(0, 11), "k2");
  other.practitioner = booked->appointment.practitioner;
  auto taken = book_appointment(*c.clinic, other);
  ASSERT_TRUE(taken);
  EXPECT_EQ(undo_status(*c.clinic, desk, id).error().message, "start_taken");
  ASSERT_TRUE(cancel_appointment(*c.clinic, taken->appointment.id, {desk, ""}));
  EXPECT_EQ(undo_status(*c.clinic, desk, id)->status, Status::requested);
  EXPECT_EQ(undo_status(*c.clinic, desk, id).error().message, "nothing_to_undo");
  EXPECT_EQ(set_status(*c.clinic, Actor{}, id, Status::arrived).error().code, Code::forbidden);
  EXPECT_EQ(difference_from_store(c), "");
}

TEST(Desk, R34_nobody_arrives_before_their_day_and_nobody_is_missed_before_the_visit_begins) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  AppointmentId id = book_appointment(*c.clinic, c.booking(c.at(2, 11), "k1"))->appointment.id;
  auto says = [&](Status to) {
    auto done = set_status(*c.clinic, desk, id, to);
    return done ? std::string("done") : done.error().message + " " + done.error().field;
  };
  EXPECT_EQ(says(Status::arrived), "not_its_day status");
  EXPECT_EQ(says(Status::no_show), "not_begun status");
  c.clock.seconds = c.at(1, 23, 59).seconds;
  EXPECT_EQ(says(Status::arrived), "not_its_day status");
  c.clock.seconds = c.at(2, 8).seconds;
  EXPECT_EQ(says(Status::no_show), "not_begun status");
  EXPECT_EQ(says(Status::arrived), "done");
  ASSERT_TRUE(undo_status(*c.clinic, desk, id));
  c.clock.seconds = c.at(2, 11).seconds;
  EXPECT_EQ(says(Status::no_show), "done");
  EXPECT_EQ(difference_from_store(c), "");
}

// Two desks had the page open: the second one does not undo what the first one agreed on.
TEST(Move, who_saw_it_elsewhere_overwrites_nothing) {
  SmallClinic c;
  Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  auto booked = book_appointment(*c.clinic, c.booking(c.at(2, 11), "k1"));
  const store::Appointment& a = booked->appointment;
  const Stood seen{a.start, a.practitioner};
  ASSERT_TRUE(move_appointment(*c.clinic, a.id, {desk, ""}, c.at(3, 10), {}, {}, seen));
  auto late = move_appointment(*c.clinic, a.id, {desk, ""}, c.at(4, 10), {}, {}, seen);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().message, "moved_meanwhile");
  EXPECT_EQ(late.error().code, Code::conflict);
  EXPECT_EQ(late.error().args.at(0).second, "2026-11-26T10:00");
  EXPECT_EQ(find_visit(*c.clinic, a.id, {desk, ""})->start, c.at(3, 10));
  // Another therapist at the same time is a move too.
  const PractitionerId other = a.practitioner == c.ana ? c.ben : c.ana;
  const Stood now{c.at(3, 10), a.practitioner};
  ASSERT_TRUE(move_appointment(*c.clinic, a.id, {desk, ""}, c.at(3, 10), other, {}, now));
  EXPECT_EQ(move_appointment(*c.clinic, a.id, {desk, ""}, c.at(4, 10), {}, {}, now).error().message,
            "moved_meanwhile");
}

TEST(Cancel, the_same_request_again_is_answered_as_the_first_time) {
  SmallClinic c;
  auto booked = book_appointment(*c.clinic, c.booking(c.at(4, 10), "k1"));
  const AppointmentId id = booked->appointment.id;
  const Key key{{}, booked->manage_token};
  auto first = cancel_appointment(*c.clinic, id, key, {}, {"k1", "{}"});
  ASSERT_TRUE(first) << first.error().message;  // the key of its booking is no obstacle
  auto again = cancel_appointment(*c.clinic, id, key, {}, {"k1", "{}"});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->status, first->status);
  EXPECT_EQ(again->sequence, first->sequence);
  EXPECT_EQ(cancel_appointment(*c.clinic, id, key, {}, {"k1", "other"}).error().message,
            "idempotency_key_reused");
  EXPECT_EQ(cancel_appointment(*c.clinic, id, key, {}, {"k2", "{}"}).error().message,
            "appointment_over");
  EXPECT_EQ(cancel_appointment(*c.clinic, id, {{}, "wrong"}, {}, {"k1", "{}"}).error().message,
            "appointment_unknown");
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
  EXPECT_EQ(difference_from_store(c), "");
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
