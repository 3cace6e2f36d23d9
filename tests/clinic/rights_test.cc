// SPDX-License-Identifier: Apache-2.0
#include "clinic/access_request.h"
#include "clinic/erase_client.h"
#include "clinic/open_client.h"
#include "clinic/record_rights.h"
#include "clinic/sign_in.h"
#include "small_clinic.h"

namespace fascia::clinic {
namespace {

class RecordRights : public testing::Test {
 protected:
  RecordRights() {
    auto booked = book_appointment(*small.clinic, small.booking(small.at(1, 10), "maya"));
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    visit = booked->appointment.id;
    maya = booked->client.id;
  }
  void be_at(const char* wall) {
    small.clock.seconds = small.zone.instant(*parse_wall(wall)).seconds;
  }
  store::AccessRequest asked(const char* wall) {
    be_at(wall);
    auto x = receive_request(*small.clinic, small.program, maya, small.clock.now(),
                             PrivateText("my whole chart"));
    EXPECT_TRUE(x) << (x ? "" : x.error().message);
    return *x;
  }

  SmallClinic small;
  AppointmentId visit;
  ClientId maya;
};

TEST_F(RecordRights, R25_an_access_request_has_its_45_days_an_extension_and_a_clock_that_stands) {
  auto x = asked("2026-12-01T23:50");  // still that day in Edmonton
  EXPECT_EQ(to_iso(x.due), "2027-01-15");
  auto later = extend_request(*small.clinic, small.program, x.id);
  ASSERT_TRUE(later);
  EXPECT_EQ(to_iso(later->due), "2027-02-14");
  EXPECT_EQ(extend_request(*small.clinic, small.program, x.id).error().message, "request_extended");
  // An estimate on day 10, accepted twelve days later: the due day moves by twelve.
  auto second = asked("2027-03-01T09:00");
  EXPECT_EQ(to_iso(second.due), "2027-04-15");
  be_at("2027-03-11T09:00");
  EXPECT_EQ(accept_estimate(*small.clinic, small.program, second.id).error().message,
            "request_not_estimated");
  ASSERT_TRUE(send_estimate(*small.clinic, small.program, second.id));
  be_at("2027-03-23T09:00");
  auto open = open_requests(*small.clinic, small.program);
  ASSERT_EQ(open->size(), 2u);
  EXPECT_EQ(open->at(0).days_left, -37);  // the first is late
  EXPECT_EQ(open->at(1).days_left, 35);   // and this one's clock stands
  EXPECT_FALSE(open->at(1).withdrawn);
  auto accepted = accept_estimate(*small.clinic, small.program, second.id);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(to_iso(accepted->due), "2027-04-27");
  // One that nobody answers is withdrawn after thirty days.
  ASSERT_TRUE(send_estimate(*small.clinic, small.program, second.id));
  be_at("2027-04-23T09:00");
  EXPECT_TRUE(open_requests(*small.clinic, small.program)->at(1).withdrawn);
  ASSERT_TRUE(close_request(*small.clinic, small.program, second.id, AccessOutcome::withdrawn));
  EXPECT_EQ(open_requests(*small.clinic, small.program)->size(), 1u);
  EXPECT_EQ(
      close_request(*small.clinic, small.program, second.id, AccessOutcome::given).error().message,
      "request_closed");
  Actor desk{Actor::Kind::staff, {9}, store::Role::desk, {}};
  EXPECT_EQ(open_requests(*small.clinic, desk).error().message, "forbidden");
}

TEST_F(RecordRights, R25_a_refused_correction_stands_beside_the_record_in_the_persons_words) {
  EXPECT_EQ(
      add_record_note(*small.clinic, small.program, maya, false, PrivateText(" ")).error().message,
      "statement_missing");
  ASSERT_TRUE(add_record_note(*small.clinic, small.program, maya, false,
                              PrivateText("It was the right knee, she says")));
  ASSERT_TRUE(add_record_note(*small.clinic, small.program, maya, true,
                              PrivateText("Birth date was wrong")));
  auto notes =
      small.store->read([&](store::Connection& c) { return record_notes(c, *small.clinic, maya); });
  ASSERT_EQ(notes.size(), 2u);
  int corrected = 0;
  for (const auto& note : notes) corrected += note.corrected ? 1 : 0;
  EXPECT_EQ(corrected, 1);
}

TEST_F(RecordRights, R25_each_disclosure_is_logged_with_receiver_content_and_ground) {
  Disclosure given{"Dr. Poe", "the letter of 23 November", ""};
  auto missing = log_disclosure(*small.clinic, small.program, maya, given);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().field, "ground");
  given.ground = "written consent";
  ASSERT_TRUE(log_disclosure(*small.clinic, small.program, maya, given));
  auto kept = disclosures_of(*small.clinic, small.program, maya);
  ASSERT_EQ(kept->size(), 1u);
  EXPECT_EQ(kept->at(0).given.to, "Dr. Poe");
  EXPECT_EQ(kept->at(0).given.ground, "written consent");
  Actor desk{Actor::Kind::staff, {9}, store::Role::desk, {}};
  EXPECT_EQ(disclosures_of(*small.clinic, desk, maya).error().message, "forbidden");
}

TEST_F(RecordRights, R25_a_breach_record_has_each_field_of_the_regulation_and_its_own_deadline) {
  BreachRecord record{"a tablet was stolen",
                      "22 November, at night",
                      "names and phones",
                      "low: it was locked",
                      "about 40",
                      "signed out at once",
                      "mail to each",
                      "Ana, 555-0100"};
  for (auto field : {&BreachRecord::circumstances, &BreachRecord::period, &BreachRecord::kinds,
                     &BreachRecord::harm, &BreachRecord::people, &BreachRecord::steps_harm,
                     &BreachRecord::steps_notify, &BreachRecord::contact}) {
    BreachRecord without = record;
    (without.*field).clear();
    EXPECT_EQ(
        record_breach(*small.clinic, small.program, small.clock.now(), without).error().message,
        "breach_incomplete");
  }
  auto id = record_breach(*small.clinic, small.program, small.clock.now(), record);
  ASSERT_TRUE(id);
  ASSERT_TRUE(note_breach_step(*small.clinic, small.program, *id, BreachStep::commissioner_told));
  auto all = breaches(*small.clinic, small.program);
  ASSERT_EQ(all->size(), 1u);
  EXPECT_EQ(all->at(0).tell_by, small.clock.now() + hours(72));
  EXPECT_TRUE(all->at(0).commissioner_told);
  EXPECT_FALSE(all->at(0).people_told);
  EXPECT_EQ(all->at(0).record.people, "about 40");
}

TEST_F(RecordRights, R25_a_person_sees_who_opened_their_record_and_no_one_elses) {
  store::Staff staff{
      small.random.id<StaffId>(), "ana", "Ana Silva", store::Role::therapist, small.ana, "", true};
  ASSERT_TRUE(small.store->write([&](store::Transaction& tx) -> Done {
    store::add_staff(tx, small.clinic->tenant, staff, small.clock.now());
    return {};
  }));
  auto seen = [&](ClientId client) {
    auto all = openings_of_link(*small.clinic, {client.value, client, true, 5});
    EXPECT_TRUE(all);
    return *all;
  };
  EXPECT_TRUE(seen(maya).empty());
  ASSERT_TRUE(open_client(*small.clinic, actor_of(staff), visit, "the visit of tomorrow"));
  ASSERT_EQ(seen(maya).size(), 1u);
  EXPECT_EQ(seen(maya).at(0).by, "Ana");
  EXPECT_EQ(seen(maya).at(0).what, "read");
  EXPECT_TRUE(seen({99}).empty());
  // Without the birth date given, nothing.
  EXPECT_EQ(openings_of_link(*small.clinic, {maya.value, maya, false, 5}).error().message,
            "forbidden");
  ASSERT_TRUE(openings_of_client(*small.clinic, small.program, maya));
}

}  // namespace
}  // namespace fascia::clinic
