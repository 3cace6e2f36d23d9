// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "answered.h"
#include "clinic/answer_intake.h"
#include "clinic/change_appointment.h"
#include "clinic/clearance_due.h"
#include "clinic/clearance_reply.h"
#include "clinic/due_work.h"
#include "clinic/tasks.h"
#include "small_clinic.h"
#include "store/records.h"

namespace fascia::clinic {

// Maya takes a blood thinner: deep work needs a letter, gentle work does not.
struct WaitingForLetter : SmallClinic {
  enum class First { visit, answers };  // the intake came after the booking, or before it
  store::Appointment visit;
  Actor therapist, desk;

  explicit WaitingForLetter(First first = First::visit) {
    StaffId id = random.id<StaffId>();
    EXPECT_TRUE(clinic->store.write([&](store::Transaction& tx) -> Done {
      store::Staff staff;
      staff.id = id;
      staff.sign_in = "ana";
      staff.name = "Ana Silva";
      staff.role = store::Role::therapist;
      staff.practitioner = ana;
      store::add_staff(tx, clinic->tenant, staff, clock.now());
      return {};
    }));
    therapist = {Actor::Kind::staff, id, store::Role::therapist, ana};
    desk = {Actor::Kind::staff, random.id<StaffId>(), store::Role::desk, {}};
    if (first == First::answers) {
      visit =
          book(at(3, 10), "first", answered(*this, deep, monday + 3, on_a_blood_thinner())->token);
      return;
    }
    visit = book(at(3, 10), "first");
    answer_intake(visit);
  }
  BookAppointment wanted(Instant start, const char* key, const std::string& screening = {}) {
    BookAppointment in = booking(start, key);
    in.service = deep;
    in.practitioner = ana;
    in.screening = screening;
    return in;
  }
  store::Appointment book(Instant start, const char* key, const std::string& screening = {}) {
    auto booked = book_appointment(*clinic, wanted(start, key, screening));
    EXPECT_TRUE(booked) << booked.error().message;
    return booked->appointment;
  }
  void answer_intake(const store::Appointment& a) {
    std::string browser = "browser" + a.id.text();
    auto draft = begin_intake(*clinic, browser, a.id, "web", {});
    ASSERT_TRUE(draft);
    auto& answers = draft->intake.answers;
    answers = on_a_blood_thinner();
    for (int page = 0; page < 20; ++page) {
      care::Step step = next_questions(*clinic, *draft);
      if (step.what != care::Step::What::ask) break;
      answers = care::none_of_these(clinic->protocol, step.group, answers);
    }
    auto screened = screen_draft(*clinic, browser, *draft);
    ASSERT_TRUE(screened);
    ASSERT_TRUE(finish_intake(*clinic, {}, *draft, *screened));
  }
  store::Appointment now() { return *find_visit(*clinic, visit.id, {program, {}}); }
  ClearanceLetter letter() { return *read_letter(*clinic, therapist, visit.id); }
  void walk_to(Instant time) {
    clock.seconds = time.seconds;
    do_due_work(*clinic, 50);
  }
  // The whole answer, by telephone, heard by Ben.
  AnswerLetter reply(care::RuleLetter::Answer answer) {
    AnswerLetter in;
    in.way = "phone";
    in.signer = "Dr. Lee";
    in.role = "family physician";
    in.signed_on = monday;
    in.second_name = "Ben Roy";
    for (const care::Finding& one : letter().asked)
      in.answers.push_back({one.rule, answer, {}, {}, {}});
    return in;
  }
  std::vector<std::string> tasks() {
    std::vector<std::string> out;
    for (const WaitingTask& one : waiting_tasks(*clinic, program)) out.push_back(one.task.kind);
    std::sort(out.begin(), out.end());
    return out;
  }
  std::vector<std::string> mails() {
    std::vector<std::string> out;
    clinic->store.read([&](store::Connection& c) {
      for (const store::Message& m :
           store::waiting_messages(c, clinic->tenant, *sealer, clinic->now(), 50))
        out.push_back(m.kind);
      return true;
    });
    return out;
  }
  bool holds(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  }
};

}  // namespace fascia::clinic
