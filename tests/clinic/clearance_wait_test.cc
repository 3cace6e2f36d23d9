// SPDX-License-Identifier: Apache-2.0
// A visit is booked on answers that want a physician's letter: its time is kept until that is there
// (R40).
#include "clinic/clearance_wait.h"

#include "clinic/reseat.h"
#include "clinic/speak_with_client.h"
#include "waiting_letter.h"

namespace fascia::clinic {
namespace {

using care::RuleLetter;
using store::LetterStatus;
using store::Status;
using First = WaitingForLetter::First;

std::string tried(WaitingForLetter& at, const BookAppointment& in) {
  auto booked = book_appointment(*at.clinic, in);
  return booked ? std::string(store::to_string(booked->appointment.status))
                : booked.error().message;
}

// Milder answers than those that wanted the letter: the talk comes first now (R3).
void answer_all_no(WaitingForLetter& at) {
  auto draft = begin_intake(*at.clinic, "later", at.visit.id, "web", {});
  ASSERT_TRUE(draft);
  for (int page = 0; page < 20; ++page) {
    care::Step step = next_questions(*at.clinic, *draft);
    if (step.what != care::Step::What::ask) break;
    draft->intake.answers =
        care::none_of_these(at.clinic->protocol, step.group, draft->intake.answers);
  }
  auto screened = screen_draft(*at.clinic, "later", *draft);
  ASSERT_TRUE(screened);
  ASSERT_EQ(screened->screening.decision, care::Decision::proceed);
  ASSERT_TRUE(screened->must_speak);
  ASSERT_TRUE(finish_intake(*at.clinic, {}, *draft, *screened));
}

TEST(LetterFirst, R40_answers_that_want_a_letter_keep_the_time_as_requested) {
  WaitingForLetter at(First::answers);
  EXPECT_EQ(at.now().status, Status::requested);
  EXPECT_FALSE(at.now().intake_due_by) << "the answers are in";
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  EXPECT_EQ(at.tasks(), std::vector<std::string>{"clearance_missing"}) << "nobody has to call";
  auto awaited = awaited_letter(*at.clinic, at.now());
  ASSERT_TRUE(awaited);
  EXPECT_EQ(awaited->due, at.visit.start - hours(24));
  // The time is nobody else's meanwhile.
  BookAppointment other = at.booking(at.visit.start, "other");
  other.practitioner = at.ana;
  EXPECT_EQ(tried(at, other), "start_taken");
  ASSERT_TRUE(
      answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::yes)));
  EXPECT_EQ(at.now().status, Status::confirmed);
  EXPECT_FALSE(awaited_letter(*at.clinic, at.now()));
  at.walk_to(at.visit.start - hours(23));
  EXPECT_EQ(at.now().service, at.deep);
}

TEST(LetterFirst, R40_without_an_answer_a_day_before_it_becomes_the_gentler_service) {
  WaitingForLetter at(First::answers);
  at.walk_to({(at.visit.start - hours(24)).seconds - 1});
  EXPECT_EQ(at.now().status, Status::requested);
  at.walk_to(at.visit.start - hours(24));
  EXPECT_EQ(at.now().status, Status::confirmed);
  EXPECT_EQ(at.now().service, at.swedish);
  EXPECT_EQ(letter_of_client(*at.clinic, at.visit.id, "").error().message, "letter_not_needed");
}

TEST(LetterFirst, R40_a_start_that_leaves_no_day_for_the_answer_is_too_soon) {
  WaitingForLetter at(First::answers);
  auto token = [&] { return answered(at, at.deep, at.monday + 1, on_a_blood_thinner())->token; };
  at.clock.seconds = at.at(0, 9).seconds;
  BookAppointment in = at.wanted(at.at(1, 9), "soon", token());
  in.client.name = "Lea Roy";
  EXPECT_EQ(tried(at, in), "letter_too_soon");
  EXPECT_EQ(book_appointment(*at.clinic, in).error().field, "start");
  --at.clock.seconds;
  EXPECT_EQ(tried(at, in), "requested");
  EXPECT_EQ(first_letter_day(*at.clinic, *at.clinic->availability.get()), at.monday + 2);
}

TEST(LetterFirst, R40_no_letter_opens_what_must_not_be_treated) {
  WaitingForLetter at(First::answers);
  care::AnswerMap stroke;
  stroke["stroke_now"] = std::vector<std::string>{"face"};
  auto emergency = answered(at, at.deep, at.monday + 9, stroke);
  ASSERT_TRUE(emergency);
  EXPECT_EQ(emergency->screening.decision, care::Decision::emergency);
  EXPECT_EQ(tried(at, at.wanted(at.at(9, 10), "a", emergency->token)), "screening_refuses");
  care::AnswerMap surgery;
  surgery["surgery"] = std::string("major");
  surgery["surgery.date"] = *care::read_said_date("2026-11-20", std::nullopt);
  surgery["surgery.wound"] = std::string("closed");
  surgery["surgery.released"] = care::Said::yes;
  surgery["surgery.where"] = std::vector<care::Region>{{"knee-front", care::Side::left}};
  auto untouched = answered(at, at.deep, at.monday + 9, surgery);
  ASSERT_TRUE(untouched);
  EXPECT_EQ(untouched->screening.decision, care::Decision::do_not_treat);
  EXPECT_EQ(tried(at, at.wanted(at.at(9, 10), "b", untouched->token)), "screening_refuses");
}

// CHK-S19a: active cancer: no deep work is booked; gentle work is, once the care team says yes.
TEST(LetterFirst, CHK_S19a_active_cancer_is_booked_as_gentle_work_alone_and_waits_for_a_yes) {
  WaitingForLetter at(First::answers);
  care::AnswerMap cancer;
  cancer["cancer"] = care::Said::yes;
  cancer["cancer.kind"] = std::string("usual");
  cancer["cancer.chemo_had"] = care::Said::no;
  const care::Region place{"calf", care::Side::left};
  cancer["cancer.where"] = std::vector<care::Region>{place};
  auto deep = answered(at, at.deep, at.monday + 9, cancer);
  ASSERT_TRUE(deep);
  BookAppointment in = at.wanted(at.at(9, 10), "a", deep->token);
  in.client.name = "Lea Roy";
  EXPECT_EQ(tried(at, in), "screening_refuses");
  auto gentle = answered(at, at.swedish, at.monday + 9, cancer);
  EXPECT_LE(gentle->screening.limits.max_depth, 2);
  EXPECT_EQ(gentle->screening.limits.depth_at(place), 0) << "never where it is";
  in = at.booking(at.at(9, 10), "b");
  in.client.name = "Lea Roy";
  in.screening = gentle->token;
  EXPECT_EQ(tried(at, in), "requested");
}

TEST(LetterFirst, R3_milder_answers_after_a_refusal_want_the_letter_and_the_talk) {
  WaitingForLetter at(First::answers);
  auto first = answered(at, at.deep, at.monday + 9, [] {
    care::AnswerMap said = on_a_blood_thinner();
    said["stroke_now"] = std::vector<std::string>{"face"};
    return said;
  }());
  ASSERT_TRUE(first);
  auto second = answered(at, at.deep, at.monday + 9, on_a_blood_thinner(), {first->token});
  ASSERT_TRUE(second);
  ASSERT_TRUE(second->must_speak);
  store::Appointment visit = at.book(at.at(9, 10), "second", second->token);
  EXPECT_EQ(visit.status, Status::requested);
  EXPECT_TRUE(at.holds(at.tasks(), "call_before_visit"));
  EXPECT_EQ(letter_status(*at.clinic, visit.id), LetterStatus::wanted);
  // The talk is one thing, the physician's word another.
  auto spoken = speak_with_client(*at.clinic, at.therapist, visit.id, PrivateText("No stroke."));
  ASSERT_TRUE(spoken) << spoken.error().message;
  EXPECT_EQ(spoken->status, Status::requested);
  EXPECT_EQ(letter_status(*at.clinic, visit.id), LetterStatus::wanted);
}

TEST(LetterFirst, R3_R40_milder_answers_close_no_letter_before_somebody_has_spoken) {
  WaitingForLetter at;
  ASSERT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  answer_all_no(at);
  EXPECT_EQ(at.now().status, Status::requested);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  EXPECT_TRUE(at.holds(at.tasks(), "clearance_missing"));
  EXPECT_TRUE(at.holds(at.tasks(), "call_before_visit"));
  EXPECT_FALSE(awaited_letter(*at.clinic, at.now())) << "the talk comes first";
  // A move changes nothing about that.
  Key key{at.program, {}};
  ASSERT_TRUE(move_appointment(*at.clinic, at.visit.id, key, at.at(8, 10)));
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  auto spoken = speak_with_client(*at.clinic, at.therapist, at.visit.id,
                                  PrivateText("She stopped it last year."));
  ASSERT_TRUE(spoken) << spoken.error().message;
  EXPECT_EQ(spoken->status, Status::confirmed);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::needless);
  EXPECT_FALSE(at.holds(at.tasks(), "clearance_missing"));
}

TEST(LetterFirst, R3_R40_a_letter_still_open_when_the_visit_begins_without_the_talk_has_lapsed) {
  WaitingForLetter at;
  answer_all_no(at);
  at.walk_to(at.visit.start - hours(24));
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted) << "the talk may come";
  at.walk_to({at.visit.start.seconds - 1});
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed"));
  at.walk_to(at.visit.start);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::lapsed);
  EXPECT_FALSE(at.holds(at.tasks(), "clearance_missing"));
  EXPECT_EQ(at.now().status, Status::requested) << "nothing is loosened";
  bool for_her = false;
  for (const WaitingTask& one : waiting_tasks(*at.clinic, at.therapist))
    for_her = for_her || (one.task.kind == "letter_lapsed" && one.may_act);
  EXPECT_TRUE(for_her);
  // They speak at the door after all.
  auto spoken = speak_with_client(*at.clinic, at.therapist, at.visit.id,
                                  PrivateText("She stopped it last year."));
  ASSERT_TRUE(spoken) << spoken.error().message;
  EXPECT_EQ(spoken->status, Status::confirmed);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::lapsed);
  EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed"));
}

// The look that was left for the old start finds nothing to end, and gives nothing away.
TEST(LetterFirst, R3_R40_a_moved_visit_loses_nothing_at_its_old_start) {
  WaitingForLetter at;
  answer_all_no(at);
  at.walk_to(at.visit.start - hours(24));
  Key key{at.program, {}};
  ASSERT_TRUE(move_appointment(*at.clinic, at.visit.id, key, at.at(9, 10)));
  // Asked once more, she does take the blood thinner.
  at.answer_intake(at.visit);
  ASSERT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  auto as_it_was = [&] {
    EXPECT_EQ(at.now().status, Status::requested);
    EXPECT_EQ(at.now().service, at.deep);
    EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
    EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed"));
  };
  at.walk_to(at.visit.start);
  as_it_was();
  // Nor by the look itself, if one is left of an earlier program.
  ASSERT_TRUE(at.clinic->store.write([&](store::Transaction& tx) -> Done {
    plan_due_work(tx, *at.clinic, kLetterStart, at.visit.id.value, at.clinic->now());
    return {};
  }));
  at.walk_to(at.visit.start + hours(1));
  as_it_was();
  at.walk_to({(at.at(8, 10)).seconds - 1});
  as_it_was();
  at.walk_to(at.at(8, 10));
  EXPECT_NE(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted) << "its own day";
}

TEST(LetterFirst, R40_a_yes_on_the_call_list_that_was_none_takes_the_letter_back_to_the_old_time) {
  WaitingForLetter at(First::answers);
  auto rival = at.booking(at.visit.start, "rival");
  rival.practitioner = at.ben;
  rival.client.name = "Rival Ray";
  ASSERT_TRUE(book_appointment(*at.clinic, rival));
  auto list = reseat_day(*at.clinic, at.desk, {at.ana, {}, at.monday + 3});
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_TRUE(answer_call(*at.clinic, at.desk, *list, at.visit.id, CallWent::accepted));
  ASSERT_GT(at.now().start, at.visit.start);
  ASSERT_TRUE(undo_call(*at.clinic, at.desk, *list, at.visit.id));
  ASSERT_EQ(at.now().start, at.visit.start);
  ASSERT_TRUE(close_call_list(*at.clinic, at.desk, *list, true)) << "she is well again";
  at.walk_to(at.visit.start - hours(24));
  EXPECT_EQ(at.now().service, at.swedish) << "the letter was due by this time";
}

// Where the program stood still, the letter lapses with the first look after the start.
TEST(LetterFirst, R3_R40_a_letter_lapses_once_and_no_talk_after_the_start_brings_its_task_back) {
  WaitingForLetter at(First::answers);
  at.walk_to(at.visit.start);
  ASSERT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::lapsed);
  ASSERT_TRUE(at.holds(at.tasks(), "letter_lapsed"));
  auto spoken =
      speak_with_client(*at.clinic, at.therapist, at.visit.id, PrivateText("She still takes it."));
  ASSERT_TRUE(spoken) << spoken.error().message;
  EXPECT_EQ(spoken->status, Status::requested) << "a physician is still to be asked";
  for (int looks = 0; looks < 3; ++looks) {
    at.walk_to(at.visit.start + minutes(10 * (looks + 1)));
    EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::lapsed);
    EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed"));
    EXPECT_FALSE(at.holds(at.tasks(), "clearance_missing"));
  }
  // The page of the letter asks for it too: it is given out at the door, and comes back.
  ASSERT_TRUE(give_letter(*at.clinic, at.therapist, at.visit.id));
  at.walk_to(at.visit.start + minutes(40));
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::given);
  EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed"));
  ASSERT_TRUE(
      answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::yes)));
  EXPECT_EQ(at.now().status, Status::confirmed);
  at.walk_to(at.visit.start + hours(1));
  EXPECT_FALSE(at.holds(at.tasks(), "clearance_missing"));
  EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed"));
}

TEST(LetterFirst, R40_the_task_of_a_lapsed_letter_ends_with_the_visit_and_with_the_reply) {
  for (bool came : {false, true}) {
    WaitingForLetter at(First::answers);
    at.walk_to(at.visit.start);
    ASSERT_TRUE(at.holds(at.tasks(), "letter_lapsed"));
    if (came)
      EXPECT_TRUE(
          answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::yes)));
    else
      EXPECT_TRUE(set_status(*at.clinic, at.desk, at.visit.id, Status::cancelled));
    EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed")) << came;
  }
}

// What the clock had to do while the visit was cancelled found nothing to do, and is planned anew.
TEST(LetterFirst, R40_a_cancellation_that_is_undone_waits_for_its_letter_again) {
  WaitingForLetter at(First::answers);
  ASSERT_TRUE(set_status(*at.clinic, at.desk, at.visit.id, Status::cancelled));
  at.walk_to(at.visit.start - hours(24));
  ASSERT_EQ(at.now().status, Status::cancelled);
  ASSERT_TRUE(undo_status(*at.clinic, at.desk, at.visit.id));
  ASSERT_EQ(at.now().status, Status::requested);
  ASSERT_EQ(at.now().service, at.deep);
  at.walk_to(at.visit.start - hours(23));
  EXPECT_EQ(at.now().service, at.swedish) << "no answer a day before";
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::gentler);
}

TEST(LetterFirst, R40_undone_in_time_the_letter_is_due_a_day_before_as_ever) {
  WaitingForLetter at(First::answers);
  ASSERT_TRUE(set_status(*at.clinic, at.desk, at.visit.id, Status::cancelled));
  ASSERT_TRUE(undo_status(*at.clinic, at.desk, at.visit.id));
  at.walk_to({(at.visit.start - hours(24)).seconds - 1});
  EXPECT_EQ(at.now().service, at.deep);
  EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::wanted);
  at.walk_to(at.visit.start - hours(24));
  EXPECT_EQ(at.now().service, at.swedish);
}

// R3, R40: nothing is loosened by an undo after the start: the letter lapses, and its task is there
// again where the cancellation had ended it.
TEST(LetterFirst, R3_R40_a_cancellation_undone_after_the_start_leaves_it_to_the_therapist) {
  for (bool lapsed_before : {false, true}) {
    WaitingForLetter at(First::answers);
    if (lapsed_before) at.walk_to(at.visit.start);
    ASSERT_TRUE(set_status(*at.clinic, at.desk, at.visit.id, Status::cancelled));
    at.walk_to(at.visit.start + minutes(1));
    EXPECT_FALSE(at.holds(at.tasks(), "letter_lapsed")) << lapsed_before;
    ASSERT_TRUE(undo_status(*at.clinic, at.desk, at.visit.id));
    at.walk_to(at.visit.start + minutes(2));
    EXPECT_EQ(at.now().status, Status::requested) << lapsed_before;
    EXPECT_EQ(letter_status(*at.clinic, at.visit.id), LetterStatus::lapsed) << lapsed_before;
    EXPECT_TRUE(at.holds(at.tasks(), "letter_lapsed")) << lapsed_before;
  }
}

TEST(LetterFirst, R40_a_letter_in_date_serves_the_next_booking_too) {
  WaitingForLetter at(First::answers);
  ASSERT_TRUE(
      answer_letter(*at.clinic, at.therapist, at.visit.id, at.reply(RuleLetter::Answer::yes)));
  auto next = answered(at, at.deep, at.monday + 9, on_a_blood_thinner());
  EXPECT_EQ(at.book(at.at(9, 10), "next", next->token).status, Status::confirmed);
  // Somebody else with the same answers has no letter.
  auto other = answered(at, at.deep, at.monday + 9, on_a_blood_thinner());
  BookAppointment in = at.wanted(at.at(9, 14), "other", other->token);
  in.client.name = "Lea Roy";
  EXPECT_EQ(tried(at, in), "requested");
}

TEST(LetterFirst, R40_a_waiting_visit_may_be_moved_and_its_letter_is_due_by_the_new_time) {
  WaitingForLetter at(First::answers);
  Key key{at.program, {}};
  at.clock.seconds = at.at(1, 12).seconds;
  EXPECT_EQ(move_appointment(*at.clinic, at.visit.id, key, at.at(2, 11)).error().message,
            "letter_too_soon");
  auto moved = move_appointment(*at.clinic, at.visit.id, key, at.at(8, 10));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->status, Status::requested);
  at.walk_to(at.visit.start);
  EXPECT_EQ(at.now().service, at.deep) << "the old hour is over, the letter may still come";
  at.walk_to(at.at(7, 10));
  EXPECT_EQ(at.now().service, at.swedish);
  EXPECT_EQ(at.now().start, at.at(8, 10));
}

// A letter that nobody needs any more is closed with the reason.
TEST(LetterFirst, R40_a_letter_that_became_needless_by_a_move_is_closed) {
  WaitingForLetter at;
  // From the ninetieth day after a fit no physician is asked.
  care::AnswerMap fit;
  fit["any.nerves"] = fit["seizures"] = care::Said::yes;
  fit["seizures.date"] = *care::read_said_date(to_iso(at.monday + 10 - 89), std::nullopt);
  fit["seizures.today"] = fit["seizures.first_unseen"] = care::Said::no;
  store::Appointment visit =
      at.book(at.at(10, 10), "fit", answered(at, at.deep, at.monday + 10, fit)->token);
  auto status = [&] {
    return at.clinic->store.read([&](store::Connection& c) {
      return store::clearance_of(c, at.clinic->tenant, *at.sealer, visit.id)->status;
    });
  };
  auto wanted = [&] {
    auto all = waiting_tasks(*at.clinic, at.program);
    return std::any_of(all.begin(), all.end(), [&](const WaitingTask& one) {
      return one.task.kind == "clearance_missing" && one.task.appointment == visit.id;
    });
  };
  EXPECT_EQ(visit.status, Status::requested);
  EXPECT_EQ(status(), LetterStatus::wanted);
  EXPECT_TRUE(wanted());
  Key key{at.program, {}};
  auto moved = move_appointment(*at.clinic, visit.id, key, at.at(12, 10));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->status, Status::confirmed);
  EXPECT_EQ(status(), LetterStatus::needless);
  EXPECT_FALSE(wanted());
  EXPECT_FALSE(awaited_letter(*at.clinic, *moved));
  // No move makes a letter wanted that was not.
  EXPECT_EQ(move_appointment(*at.clinic, visit.id, key, at.at(10, 10)).error().message,
            "screening_refuses");
  EXPECT_EQ(status(), LetterStatus::needless);
}

TEST(LetterFirst, R18_its_mail_speaks_of_a_paper_and_not_of_health) {
  WaitingForLetter at(First::answers);
  bool seen = at.clinic->store.read([&](store::Connection& c) {
    for (const store::Message& m :
         store::waiting_messages(c, at.clinic->tenant, *at.sealer, at.clinic->now(), 50))
      if (m.kind == "booked")
        return m.payload.reveal().find("\"paper_wanted\":true") != std::string::npos;
    return false;
  });
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace fascia::clinic
