// SPDX-License-Identifier: Apache-2.0
// Invariant 4, R9: what was decided keeps the version it was decided with; what is to come is
// judged by the rules of today, and nothing loosens by itself.
#include "clinic/answered.h"
#include "clinic/changed_rules.h"
#include "clinic/plan_visit.h"
#include "clinic/speak_with_client.h"
#include "clinic/treated_visit.h"
#include "clinic/visit_plan.h"
#include "no_backs.h"

namespace fascia::clinic {
namespace {

const Knowledge& house_rules(const std::string& text) {
  static std::map<std::string, Knowledge> all;
  auto at = all.find(text);
  if (at == all.end()) {
    auto read = read_knowledge_with({{"own/house.toml", "kind = \"clinic\"\n" + text}});
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    at = all.emplace(text, std::move(*read)).first;
  }
  return at->second;
}

// The same clinic after its server was started with other rules.
std::unique_ptr<Clinic> restarted(SmallClinic& of, const Knowledge& rules) {
  auto out = std::make_unique<Clinic>(*of.store, *of.sealer, of.random, of.clock, rules,
                                      of.clinic->tenant);
  load_availability(*out);
  EXPECT_TRUE(acknowledge_unreviewed(*out, of.program));
  return out;
}

class KeptRules : public ::testing::Test, public TreatedVisit {
 protected:
  Result<ClientFile> file_under(const Knowledge& rules) {
    auto later = restarted(*this, rules);
    return open_client(*later, ana_actor, id);
  }
  std::vector<std::string> open_kinds(Clinic& of) {
    std::vector<std::string> out;
    for (const WaitingTask& one : waiting_tasks(of, owner_actor)) out.push_back(one.task.kind);
    return out;
  }
};

TEST_F(KeptRules, invariant_4_a_finished_visit_is_as_it_was_decided_and_planned) {
  start();
  ASSERT_FALSE(HasFatalFailure());
  ASSERT_TRUE(work("low-back.R", "effleurage", 2));
  wait(40);
  ASSERT_TRUE(end_session(*clinic, ana_actor, over(id, 3)));
  auto then = open_client(*clinic, ana_actor, id);
  ASSERT_TRUE(then);
  auto now = file_under(house_rules(kNoBacks));
  ASSERT_TRUE(now);
  EXPECT_TRUE(now->room.day->begun);
  EXPECT_FALSE(now->room.day->then);
  EXPECT_EQ(care::write_screening(now->room.day->screening),
            care::write_screening(then->room.day->screening));
  EXPECT_EQ(now->room.day->screening.protocol_version, shipped_knowledge().screening.version);
  EXPECT_FALSE(now->room.plan.segments.empty());
  EXPECT_EQ(care::write_plan(now->room.plan), care::write_plan(then->room.plan));
  EXPECT_EQ(now->room.plan.screening_version, shipped_knowledge().screening.version);
  // As `fascia plan --appointment` reads it.
  auto later = restarted(*this, house_rules(kNoBacks));
  auto printed = visit_plan(*later, id, "the client asked for it");
  ASSERT_TRUE(printed);
  EXPECT_EQ(care::write_plan(printed->room.plan), care::write_plan(then->room.plan));
}

TEST_F(KeptRules, a_session_that_runs_keeps_the_decision_of_its_start) {
  start();
  ASSERT_FALSE(HasFatalFailure());
  auto now = file_under(house_rules(kNoBacks));
  ASSERT_TRUE(now);
  EXPECT_EQ(now->room.day->screening.decision, today().screening.decision);
  EXPECT_FALSE(now->room.plan.segments.empty());
}

TEST_F(KeptRules,
       invariant_4_a_visit_to_come_is_judged_by_the_rules_of_today_beside_those_of_then) {
  auto now = file_under(house_rules(kNoBacks));
  ASSERT_TRUE(now);
  const DayScreening& day = *now->room.day;
  EXPECT_EQ(day.screening.decision, care::Decision::do_not_treat);
  ASSERT_TRUE(day.then);
  EXPECT_LT(day.then->decision, care::Decision::clearance);
  EXPECT_EQ(day.then->protocol_version, shipped_knowledge().screening.version);
  EXPECT_EQ(day.screening.protocol_version, house_rules(kNoBacks).screening.version);
  // The plan names both versions, so that two answers are never one version.
  auto same = file_under(shipped_knowledge());
  ASSERT_TRUE(same);
  EXPECT_FALSE(same->room.day->then);
  EXPECT_NE(same->room.plan.screening_version, now->room.plan.screening_version);
}

TEST_F(KeptRules, rules_that_say_the_same_of_this_person_are_no_change) {
  std::string other = kNoBacks;
  other.replace(other.find("low-back"), 8, "jaw");
  auto now = file_under(house_rules(other));
  ASSERT_TRUE(now);
  EXPECT_FALSE(now->room.day->then);
  EXPECT_FALSE(now->room.day->must_speak);
}

TEST_F(KeptRules, R20_a_newly_refused_visit_makes_one_task_for_the_desk_without_a_word_of_health) {
  auto later = restarted(*this, house_rules(kNoBacks));
  auto found = look_at_changed_rules(*later);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, 1);
  auto tasks = waiting_tasks(*later, owner_actor);
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].task.kind, "rules_changed");
  EXPECT_EQ(tasks[0].task.role, store::Role::desk);
  EXPECT_EQ(tasks[0].task.appointment, id);
  auto content = store->read([&](store::Connection& c) {
    return store::task_content(c, clinic->tenant, *sealer, tasks[0].task.id);
  });
  EXPECT_TRUE(content.payload.empty());
  // Once for these rules, however often the server starts and whatever became of the task.
  ASSERT_TRUE(take_task(*later, desk_actor, tasks[0].task.id));
  ASSERT_TRUE(close_task(*later, desk_actor, tasks[0].task.id, "spoke", PrivateText()));
  EXPECT_EQ(*look_at_changed_rules(*later), 0);
  EXPECT_EQ(*look_at_changed_rules(*restarted(*this, house_rules(kNoBacks))), 0);
  EXPECT_TRUE(waiting_tasks(*later, owner_actor).empty());
}

TEST_F(KeptRules, R20_rules_that_refuse_nobody_make_no_task) {
  EXPECT_EQ(*look_at_changed_rules(*clinic), 0);
  EXPECT_TRUE(waiting_tasks(*clinic, owner_actor).empty());
}

// ---- a no that the rules of today would not say

class KeptNo : public ::testing::Test, public SmallClinic {
 protected:
  KeptNo() { clinic = restarted(*this, house_rules(kNoBacks)); }
  Result<Screened> sore_back(const std::vector<std::string>& earlier = {}) {
    return answered(*this, deep, Date::of(2026, 11, 25), {}, earlier, {{kBack, 6}});
  }
};

TEST_F(KeptNo, R3_stays_a_no_until_the_person_answers_anew) {
  auto told = sore_back();
  ASSERT_TRUE(told) << told.error().message;
  ASSERT_TRUE(refuses(told->screening));
  clinic = restarted(*this, shipped_knowledge());
  auto found = find_answer(*clinic, told->token);
  ASSERT_TRUE(found);
  EXPECT_FALSE(refuses(found->screening));
  EXPECT_TRUE(found->content.rules_hold);
  EXPECT_TRUE(found->content.must_speak);
  EXPECT_TRUE(found->content.ask_anew);
  ASSERT_TRUE(found->content.then);
  EXPECT_TRUE(refuses(*found->content.then));
  auto in = booking(at(2, 10), "kept-no");
  in.service = deep;
  in.practitioner = ana;
  in.screening = told->token;
  auto booked = book_appointment(*clinic, in);
  ASSERT_FALSE(booked);
  EXPECT_EQ(booked.error().message, "screening_rules_changed");
  // The same answers, given anew, decide by the rules of today.
  auto anew = sore_back({told->token});
  ASSERT_TRUE(anew);
  EXPECT_FALSE(anew->must_speak);
  in.screening = anew->token;
  booked = book_appointment(*clinic, in);
  ASSERT_TRUE(booked) << booked.error().message;
  EXPECT_EQ(booked->appointment.status, store::Status::confirmed);
}

TEST_F(KeptNo, R3_a_kept_yes_that_is_a_no_today_is_asked_anew_as_well) {
  clinic = restarted(*this, shipped_knowledge());
  auto told = sore_back();
  ASSERT_TRUE(told);
  clinic = restarted(*this, house_rules(kNoBacks));
  auto found = find_answer(*clinic, told->token);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->content.ask_anew);
  EXPECT_FALSE(found->content.rules_hold);
  EXPECT_TRUE(refuses(found->screening));
}

class KeptNoToday : public KeptRules {
 protected:
  // Answered on the day while the stricter rules were in force.
  void refuse_today() {
    clinic = restarted(*this, house_rules(kNoBacks));
    auto day = answer_day(*clinic, ana_actor, {id, quiet_day(), true});
    ASSERT_TRUE(day) << day.error().message;
    ASSERT_TRUE(day->refuses());
    clinic = restarted(*this, shipped_knowledge());
  }
};

TEST_F(KeptNoToday, R3_a_no_of_the_day_waits_for_the_therapist_who_says_they_spoke) {
  refuse_today();
  ASSERT_FALSE(HasFatalFailure());
  DayScreening day = today();
  EXPECT_FALSE(day.refuses());
  EXPECT_TRUE(day.must_speak);
  EXPECT_FALSE(day.complete());
  ASSERT_TRUE(day.then);
  EXPECT_EQ(day.then->decision, care::Decision::do_not_treat);
  ASSERT_TRUE(give_consent(*clinic, ana_actor, id, full_consent()));
  EXPECT_EQ(refusal(), "must_speak");
  auto spoken = answer_day(*clinic, ana_actor, {id, {}, true});
  ASSERT_TRUE(spoken);
  EXPECT_TRUE(spoken->complete());
  EXPECT_EQ(refusal(), "started");
}

}  // namespace
}  // namespace fascia::clinic
