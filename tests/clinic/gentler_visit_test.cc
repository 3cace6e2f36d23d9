// SPDX-License-Identifier: Apache-2.0
// Answers that come after the booking and allow gentle work alone where deep tissue is booked (R4).
#include "clinic/gentler_visit.h"

#include "answered.h"
#include "clinic/answer_intake.h"
#include "clinic/day_sheet.h"
#include "clinic/due_work.h"
#include "clinic/speak_with_client.h"
#include "clinic/tasks.h"
#include "clinic/therapist_day.h"
#include "waiting_letter.h"

namespace fascia::clinic {
namespace {

// Addison's disease, well: depth 3 at most, wherever.
const care::AnswerMap kGentle{{"any.organs", care::Said::yes},
                              {"adrenal", std::string("addison")},
                              {"adrenal.ill", care::Said::no}};
const care::AnswerMap kDoubt{{"any.organs", care::Said::yes}, {"adrenal", care::Said::not_sure}};

struct BookedDeep : SmallClinic {
  store::Appointment visit;
  Actor desk{Actor::Kind::staff, random.id<StaffId>(), store::Role::desk, {}};
  Actor therapist{Actor::Kind::staff, random.id<StaffId>(), store::Role::therapist, ana};
  std::string token;

  explicit BookedDeep(Instant start) {
    BookAppointment in = booking(start, "deep");
    in.service = deep;
    in.practitioner = ana;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked);
    visit = booked->appointment;
    token = booked->manage_token;
  }
  BookedDeep() : BookedDeep(SmallClinic().at(3, 10)) {}
  void answer(const care::AnswerMap& said) {
    auto draft = begin_intake(*clinic, "browser", visit.id, "web", {});
    ASSERT_TRUE(draft) << draft.error().message;
    auto& answers = draft->intake.answers;
    answers = said;
    for (int page = 0; page < 30; ++page) {
      care::Step step = next_questions(*clinic, *draft);
      if (step.what != care::Step::What::ask) break;
      answers = care::none_of_these(clinic->protocol, step.group, answers);
      for (const auto& [question, one] : said) answers[question] = one;
    }
    auto screened = screen_draft(*clinic, "browser", *draft);
    ASSERT_TRUE(screened);
    ASSERT_TRUE(finish_intake(*clinic, {}, *draft, *screened));
  }
  store::Appointment now() { return *find_visit(*clinic, visit.id, {program, {}}); }
  std::vector<std::string> tasks() {
    std::vector<std::string> out;
    for (const WaitingTask& one : waiting_tasks(*clinic, program)) out.push_back(one.task.kind);
    std::sort(out.begin(), out.end());
    return out;
  }
};

TEST(GentlerVisit, R4_answers_that_allow_gentle_work_alone_hold_the_deep_visit_and_call_the_desk) {
  BookedDeep at;
  at.answer(kGentle);
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_EQ(at.now().service, at.deep);
  EXPECT_EQ(at.tasks(), std::vector<std::string>{"offer_gentler"});
  for (const WaitingTask& one : waiting_tasks(*at.clinic, at.desk)) {
    EXPECT_TRUE(one.may_act);
    EXPECT_FALSE(read_task(*at.clinic, at.desk, one.task.id));  // never why
  }
  auto seen = desk_visit(*at.clinic, at.desk, at.visit.id);
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->gentle_alone);
  auto day = therapist_day(*at.clinic, at.therapist, at.visit.wall.date);
  ASSERT_TRUE(day);
  ASSERT_EQ(day->visits.size(), 1u);
  EXPECT_TRUE(day->visits[0].gentle_alone);
  at.all_sound();
}

TEST(GentlerVisit, R4_well_answers_confirm_the_deep_visit_and_offer_nothing) {
  BookedDeep at;
  at.answer({});
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_TRUE(at.tasks().empty());
  EXPECT_FALSE(gentler_offer(*at.clinic, at.now()));
  EXPECT_EQ(take_gentler(*at.clinic, at.visit.id, {{}, at.token}).error().message,
            "gentler_not_offered");
  EXPECT_FALSE(therapist_day(*at.clinic, at.therapist, at.visit.wall.date)->visits[0].gentle_alone);
}

TEST(GentlerVisit, R4_one_tap_makes_it_the_gentle_service_at_the_same_start_for_no_more) {
  BookedDeep at;
  store::Service cheap = SmallClinic::service("relaxation-60", "Relaxation 60", "swedish");
  cheap.id = at.swedish;
  cheap.price = {8000, "CAD"};
  ASSERT_TRUE(edit_service(*at.clinic, at.program, cheap));
  at.answer(kGentle);
  auto offered = gentler_offer(*at.clinic, at.now());
  ASSERT_TRUE(offered);
  EXPECT_EQ(offered->service.id, at.swedish);
  EXPECT_EQ(offered->price.cents, 8000);
  EXPECT_EQ(take_gentler(*at.clinic, at.visit.id, {{}, "wrong"}).error().message,
            "appointment_unknown");
  auto taken = take_gentler(*at.clinic, at.visit.id, {{}, at.token});
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->service, at.swedish);
  EXPECT_EQ(taken->status, store::Status::confirmed);
  EXPECT_EQ(taken->start, at.visit.start);
  EXPECT_EQ(taken->finish, at.visit.finish);
  EXPECT_EQ(taken->practitioner, at.ana);
  EXPECT_EQ(taken->price.cents, 8000);
  EXPECT_TRUE(at.tasks().empty());
  EXPECT_FALSE(gentler_offer(*at.clinic, at.now()));
  auto trail = at.audit_trail(at.visit.client);
  EXPECT_EQ(std::count(trail.begin(), trail.end(), "appointment.gentler|"), 1);
  at.all_sound();
}

TEST(GentlerVisit, R4_nobody_pays_more_for_the_gentle_visit) {
  BookedDeep at;
  store::Service dear = SmallClinic::service("relaxation-60", "Relaxation 60", "swedish");
  dear.id = at.swedish;
  dear.price = {12000, "CAD"};
  ASSERT_TRUE(edit_service(*at.clinic, at.program, dear));
  at.answer(kGentle);
  EXPECT_EQ(gentler_offer(*at.clinic, at.now())->price.cents, 9500);
  EXPECT_EQ(take_gentler(*at.clinic, at.visit.id, {at.desk, {}})->price.cents, 9500);
}

TEST(GentlerVisit, R5_a_doubt_keeps_the_time_for_a_talk_and_offers_the_gentle_visit_meanwhile) {
  BookedDeep at;
  at.answer(kDoubt);
  EXPECT_EQ(at.now().status, store::Status::requested);
  EXPECT_EQ(at.tasks(), std::vector<std::string>{"call_before_visit"});
  EXPECT_FALSE(desk_visit(*at.clinic, at.desk, at.visit.id)->gentle_alone);
  ASSERT_TRUE(gentler_offer(*at.clinic, at.now()));
  auto taken = take_gentler(*at.clinic, at.visit.id, {{}, at.token});
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->service, at.swedish);
}

TEST(GentlerVisit, R4_an_intake_that_refuses_deep_work_offers_the_gentle_visit_in_one_tap_too) {
  WaitingForLetter at;  // a blood thinner: deep work asks a physician, gentle work does not
  ASSERT_TRUE(gentler_offer(*at.clinic, at.now()));
  auto taken = take_gentler(*at.clinic, at.visit.id, {at.desk, {}});
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->service, at.swedish);
  EXPECT_EQ(taken->status, store::Status::confirmed);
  // Nothing waits for the letter any more, and nobody has a call to make.
  EXPECT_TRUE(at.tasks().empty()) << at.tasks().front();
  at.all_sound();
}

TEST(GentlerVisit, R40_a_physician_who_allows_gentle_work_alone_makes_it_the_gentle_visit) {
  for (int depth : {2, 3}) {
    WaitingForLetter at;
    AnswerLetter reply = at.reply(care::RuleLetter::Answer::limits);
    for (AnsweredRule& one : reply.answers) {
      one.max_depth = depth;
      one.limits = "light work";
    }
    ASSERT_TRUE(answer_letter(*at.clinic, at.therapist, at.visit.id, reply));
    at.walk_to(at.clock.now() + minutes(1));
    // Gentle work goes to depth 2 here: 3 is more than that, as the physician was asked.
    EXPECT_EQ(at.now().service, depth == 2 ? at.swedish : at.deep) << depth;
    EXPECT_EQ(at.now().status, store::Status::confirmed) << depth;
    at.all_sound();
  }
}

TEST(GentlerVisit, R3_what_needs_a_talk_first_is_not_settled_by_a_tap) {
  BookedDeep at;
  at.answer({{"any.organs", care::Said::yes},
             {"adrenal", std::string("addison")},
             {"adrenal.ill", care::Said::yes}});
  ASSERT_EQ(at.now().status, store::Status::requested);
  at.answer(kGentle);  // milder than what refused: a therapist speaks with the person first
  EXPECT_FALSE(gentler_offer(*at.clinic, at.now()));
  EXPECT_EQ(take_gentler(*at.clinic, at.visit.id, {{}, at.token}).error().message,
            "gentler_not_offered");
}

TEST(GentlerVisit, where_this_therapist_gives_no_gentle_service_nothing_is_offered) {
  BookedDeep at;
  at.answer(kGentle);
  auto offer = current_offer(*at.clinic);
  store::Practitioner ana = *offer->practitioner(at.ana);
  ana.services = {at.deep};
  ASSERT_TRUE(edit_practitioner(*at.clinic, at.program, ana));
  EXPECT_FALSE(gentler_offer(*at.clinic, at.now()));
  EXPECT_EQ(at.tasks(), std::vector<std::string>{"offer_gentler"});  // the desk still calls
}

TEST(GentlerVisit, once_the_visit_begins_nobody_is_to_be_called_about_it) {
  BookedDeep at;
  at.answer(kGentle);
  at.clock.seconds = at.now().start.seconds - 60;
  do_due_work(*at.clinic);
  const auto before = at.tasks();
  EXPECT_NE(std::ranges::find(before, "offer_gentler"), before.end());
  at.clock.seconds += 120;
  do_due_work(*at.clinic);
  const auto after = at.tasks();
  EXPECT_EQ(std::ranges::find(after, "offer_gentler"), after.end());
}

}  // namespace
}  // namespace fascia::clinic
