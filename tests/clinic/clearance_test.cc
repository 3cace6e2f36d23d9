// SPDX-License-Identifier: Apache-2.0
// The letter to a physician about a visit: there, back, and too late (R40).
#include "clinic/record_rights.h"
#include "waiting_letter.h"

namespace fascia::clinic {
namespace {

using care::RuleLetter;
using store::LetterStatus;

const std::string kPdf = "%PDF-1.7\n letter";
constexpr std::string_view kRule = "med-anticoagulant";

TEST(Letter, R40_a_visit_that_needs_one_stays_requested_and_its_letter_is_wanted) {
  WaitingForLetter at;
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  EXPECT_TRUE(at.holds(at.tasks(), "clearance_missing"));
  ClearanceLetter letter = at.letter();
  ASSERT_EQ(letter.asked.size(), 1u);
  EXPECT_EQ(letter.asked[0].rule, kRule);
  ASSERT_EQ(letter.steps.size(), 1u);
  EXPECT_EQ(letter.steps[0].who, "");
}

TEST(Letter, R40_it_is_read_and_sent_by_who_treats_and_chased_by_anybody) {
  WaitingForLetter at;
  EXPECT_EQ(read_letter(*at.clinic, at.desk, at.visit.id).error().message, "forbidden");
  EXPECT_EQ(chase_letter(*at.clinic, at.desk, at.visit.id).error().message, "letter_not_sent");
  ASSERT_TRUE(give_letter(*at.clinic, at.therapist, at.visit.id));
  at.clock.seconds += 3600;
  ASSERT_TRUE(chase_letter(*at.clinic, at.desk, at.visit.id));
  auto steps = at.letter().steps;
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[1].status, LetterStatus::given);
  EXPECT_EQ(steps[1].who, "Ana Silva");
  EXPECT_EQ(steps[2].status, LetterStatus::chased);
  EXPECT_EQ(steps[2].at, at.clinic->now());
}

TEST(Letter, R40_nothing_is_faxed_without_consent_to_disclose) {
  WaitingForLetter at;
  FaxLetter fax{"Dr. Lee", "780 555 0199", false};
  auto refused = fax_letter(*at.clinic, at.therapist, at.visit.id, fax);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "letter_consent_missing");
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  fax.consent = true;
  ASSERT_TRUE(fax_letter(*at.clinic, at.therapist, at.visit.id, fax));
  ClearanceLetter letter = at.letter();
  EXPECT_EQ(letter.row->status, LetterStatus::faxed);
  EXPECT_EQ(letter.content.consent_by, at.therapist.staff.text());
  EXPECT_EQ(letter.content.consent_at, at.clinic->now());
  EXPECT_EQ(letter.content.recipient, "Dr. Lee");
  // R25: it stands in the log of what of the record was given on.
  auto given = disclosures_of(*at.clinic, at.therapist, at.visit.client);
  ASSERT_EQ(given->size(), 1u);
  EXPECT_EQ(given->at(0).given.to, "Dr. Lee");
  fax.recipient = " ";
  EXPECT_EQ(fax_letter(*at.clinic, at.therapist, at.visit.id, fax).error().field, "recipient");
}

TEST(Letter, R40_a_reply_is_a_photo_or_pdf_of_some_size) {
  WaitingForLetter at;
  auto attach = [&](const std::string& bytes) {
    auto done = attach_reply(*at.clinic, at.desk, at.visit.id, bytes);
    return done ? std::string() : done.error().message;
  };
  EXPECT_EQ(attach(""), "letter_file_missing");
  EXPECT_EQ(attach("<html>"), "letter_file_type");
  EXPECT_EQ(attach("GIF89a"), "letter_file_type");
  std::string big = kPdf;
  big.resize(at.clinic->upload_limit + 1);
  EXPECT_EQ(attach(big), "letter_file_size");
  big.resize(at.clinic->upload_limit);
  EXPECT_EQ(attach(big), "");
  EXPECT_EQ(attach("\xff\xd8\xff photo"), "");
  EXPECT_EQ(attach(std::string("\x89PNG\r\n\x1a\n", 8)), "");
  EXPECT_TRUE(at.holds(at.tasks(), "clearance_reply"));
  auto files = at.letter().files;
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(read_reply_file(*at.clinic, at.desk, at.visit.id, files[0].id).error().message,
            "forbidden");
  auto read = read_reply_file(*at.clinic, at.therapist, at.visit.id, files[0].id);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->type, "application/pdf");
  EXPECT_TRUE(read->bytes.reveal() == big);
  // Sealed: neither as it came nor as base64.
  auto row = at.clinic->store.read(
      [](store::Connection& c) { return c.first("SELECT sealed FROM clearance_file"); });
  ASSERT_TRUE(row);
  EXPECT_EQ(row->text(0).find("%PDF-1.7"), std::string::npos);
  EXPECT_EQ(row->text(0).find("JVBERi0xLjcK"), std::string::npos);
}

TEST(Letter, R40_a_telephone_note_needs_a_second_name_and_a_paper_its_file) {
  WaitingForLetter at;
  auto tried = [&](const AnswerLetter& in) {
    auto done = answer_letter(*at.clinic, at.therapist, at.visit.id, in);
    return done ? std::string() : done.error().message;
  };
  AnswerLetter in = at.reply(RuleLetter::Answer::yes);
  in.second_name = "";
  EXPECT_EQ(tried(in), "letter_second_name_missing");
  in.second_name = "ana  silva";
  EXPECT_EQ(tried(in), "letter_second_name_same");
  in.second_name = "Dr Lee";
  EXPECT_EQ(tried(in), "letter_second_name_same");
  in = at.reply(RuleLetter::Answer::yes);
  in.way = "paper";
  EXPECT_EQ(tried(in), "letter_file_missing");
  in = at.reply(RuleLetter::Answer::yes);
  in.signed_on = at.monday + 1;
  EXPECT_EQ(tried(in), "date_in_future");
  in = at.reply(RuleLetter::Answer::limits);
  EXPECT_EQ(tried(in), "letter_limits_missing");
  in.answers[0].limits = "not on the calf";
  EXPECT_EQ(tried(in), "letter_depth_missing");
  in.answers[0].max_depth = 2;
  in.answers[0].until = at.monday - 1;
  EXPECT_EQ(tried(in), "letter_until_before");
  in.answers = {{"no-such-rule", RuleLetter::Answer::yes, {}, {}, {}}};
  EXPECT_EQ(tried(in), "letter_answer_missing");
  EXPECT_EQ(at.now().status, store::Status::requested);
  in = at.reply(RuleLetter::Answer::yes);
  in.way = "paper";
  ASSERT_TRUE(attach_reply(*at.clinic, at.desk, at.visit.id, kPdf));
  EXPECT_EQ(tried(in), "");
  EXPECT_EQ(at.now().status, store::Status::confirmed);
}

TEST(Letter, R40_a_yes_with_limits_enters_the_screening_of_the_visit_and_confirms_it) {
  WaitingForLetter at;
  AnswerLetter in = at.reply(RuleLetter::Answer::limits);
  in.answers[0].limits = "light on the legs";
  in.answers[0].max_depth = 3;  // deeper than gentle work goes here
  in.answers[0].until = at.visit.wall.date;
  ASSERT_TRUE(answer_letter(*at.clinic, at.therapist, at.visit.id, in));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_FALSE(at.now().intake_due_by);
  ClearanceLetter letter = at.letter();
  EXPECT_EQ(letter.screening.decision, care::Decision::modify);
  EXPECT_EQ(letter.screening.limits.max_depth, 3);
  EXPECT_EQ(letter.row->status, LetterStatus::back);
  ASSERT_EQ(letter.content.replies.size(), 1u);
  EXPECT_EQ(letter.content.replies[0].second_name, "Ben Roy");
  EXPECT_EQ(letter.content.replies[0].entered_by, "Ana Silva");
  EXPECT_FALSE(at.holds(at.tasks(), "clearance_missing"));
  EXPECT_TRUE(at.holds(at.mails(), "confirmed"));
  // A day that the letter does not reach decides again.
  auto moved = move_appointment(*at.clinic, at.visit.id, {at.program, {}}, at.at(4, 10));
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().message, "screening_refuses");
}

TEST(Letter, R40_a_letter_in_date_serves_the_next_visit_too) {
  WaitingForLetter at;
  ASSERT_TRUE(
      answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::yes)));
  store::Appointment next = at.book(at.at(9, 10), "next");
  at.answer_intake(next);
  EXPECT_EQ(find_visit(*at.clinic, next.id, {at.program, {}})->status, store::Status::confirmed);
}

TEST(Letter, R40_a_fall_told_for_the_next_visit_ends_it_and_a_physician_is_asked_again) {
  WaitingForLetter at;
  ASSERT_TRUE(
      answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::yes)));
  auto next = [&](int day, const char* key, care::AnswerMap said) {
    return at.book(at.at(day, 10), key,
                   answered(at, at.deep, at.monday + day, std::move(said))->token);
  };
  care::AnswerMap said = on_a_blood_thinner();
  EXPECT_EQ(next(9, "next", said).status, store::Status::confirmed);
  said["fall"] = std::vector<std::string>{"unhurt"};
  store::Appointment after = next(16, "after", said);
  EXPECT_EQ(after.status, store::Status::requested);
  auto letter = read_letter(*at.clinic, at.therapist, after.id);
  ASSERT_TRUE(letter);
  ASSERT_EQ(letter->asked.size(), 1u);
  const auto& findings = letter->screening.findings;
  auto ended = std::find_if(findings.begin(), findings.end(),
                            [](const care::Finding& one) { return one.letter_ended.has_value(); });
  ASSERT_NE(ended, findings.end());
  EXPECT_EQ(ended->letter_ended->event.en, "a fall, a knock or a crash");
}

TEST(Letter, R40_not_back_a_day_before_the_visit_becomes_the_gentler_service) {
  WaitingForLetter at;
  Instant due = at.visit.start - hours(24);
  at.walk_to({due.seconds - 1});
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_EQ(at.now().service, at.deep);
  at.walk_to(due);
  store::Appointment now = at.now();
  EXPECT_EQ(now.status, store::Status::confirmed);
  EXPECT_EQ(now.service, at.swedish);
  EXPECT_EQ(now.start, at.visit.start);
  EXPECT_EQ(now.practitioner, at.ana);
  EXPECT_LE(now.price.cents, at.visit.price.cents);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::gentler);
  EXPECT_TRUE(at.holds(at.tasks(), "letter_gentler"));
  EXPECT_FALSE(at.holds(at.tasks(), "clearance_missing"));
  EXPECT_TRUE(at.holds(at.mails(), "gentler"));
  // The time is the visit's alone still.
  BookAppointment other = at.booking(at.visit.start, "other");
  other.practitioner = at.ana;
  other.actor = at.program;
  EXPECT_FALSE(book_appointment(*at.clinic, other));
}

TEST(Letter, R40_where_nothing_gentler_fits_the_time_is_given_back_free_of_charge) {
  WaitingForLetter at;
  // The gentle service takes longer than the time that was booked.
  store::Service longer = SmallClinic::service("relaxation-60", "Relaxation 90", "swedish");
  longer.id = at.swedish;
  longer.minutes = 90;
  ASSERT_TRUE(edit_service(*at.clinic, at.program, longer));
  at.walk_to(at.visit.start - hours(24));
  EXPECT_EQ(at.now().status, store::Status::cancelled);  // not late: nothing is owed
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::released);
  EXPECT_TRUE(at.holds(at.tasks(), "letter_released"));
  EXPECT_TRUE(at.holds(at.mails(), "released"));
  at.clock.seconds = (at.visit.start - hours(25)).seconds;
  BookAppointment other = at.booking(at.visit.start, "other");
  other.practitioner = at.ana;
  other.service = at.deep;
  other.actor = at.program;
  EXPECT_TRUE(book_appointment(*at.clinic, other));
}

TEST(Letter, R40_a_reply_before_that_hour_keeps_the_visit_as_it_is) {
  WaitingForLetter at;
  at.walk_to({(at.visit.start - hours(24)).seconds - 1});
  ASSERT_TRUE(
      answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::yes)));
  at.walk_to(at.visit.start - hours(23));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_EQ(at.now().service, at.deep);
}

TEST(Letter, R40_a_no_makes_it_gentler_at_once) {
  WaitingForLetter at;
  auto done =
      answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::no));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->status, store::Status::requested);
  do_due_work(*at.clinic, 50);
  EXPECT_EQ(at.now().service, at.swedish);
  EXPECT_EQ(at.now().status, store::Status::confirmed);
}

}  // namespace
}  // namespace fascia::clinic
