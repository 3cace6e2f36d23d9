// SPDX-License-Identifier: Apache-2.0
// The rules of booking that staff pass with a reason (R35), and those that nobody passes.
#include "clinic/pass_rules.h"

#include "answered.h"
#include "clinic/change_appointment.h"
#include "small_clinic.h"

namespace fascia::clinic {
namespace {

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
  EXPECT_EQ(c.difference_from_store(), "");
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
  EXPECT_EQ(c.difference_from_store(), "");
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
  EXPECT_EQ(c.difference_from_store(), "");
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

}  // namespace
}  // namespace fascia::clinic
