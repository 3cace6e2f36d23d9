// SPDX-License-Identifier: Apache-2.0
#include "clinic/tasks.h"

#include <fstream>
#include <iterator>

#include "clinic/check_in.h"
#include "clinic/small_clinic.h"

namespace fascia::clinic {
namespace {

constexpr const char* kAnswer = "numb left leg since the session";

struct Tasks : ::testing::Test {
  SmallClinic small;
  Clinic& clinic = *small.clinic;
  const Actor desk{Actor::Kind::staff, StaffId{11}, store::Role::desk, {}};
  const Actor owner{Actor::Kind::staff, StaffId{12}, store::Role::owner, {}};
  const Actor ana{Actor::Kind::staff, StaffId{13}, store::Role::therapist, small.ana};
  const Actor ben{Actor::Kind::staff, StaffId{14}, store::Role::therapist, small.ben};
  const Actor client{};

  store::TaskId add(NewTask in) {
    in.due = clinic.now() + hours(4);
    auto id = clinic.store.write(
        [&](store::Transaction& tx) -> Result<store::TaskId> { return add_task(tx, clinic, in); });
    EXPECT_TRUE(id);
    return *id;
  }
  store::TaskId add_check_in() {
    NewTask in;
    in.kind = "check_in_answer";
    in.urgent = true;
    in.practitioner = small.ana;
    in.payload = PrivateText(kAnswer);
    return add(in);
  }
  std::string file_bytes() {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(small.folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
  }
};

TEST_F(Tasks, R20_the_desk_sees_that_something_waits_who_and_by_when_never_why) {
  auto id = add_check_in();
  for (const Actor& actor : {desk, owner}) {
    auto seen = waiting_tasks(clinic, actor);
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].task.kind, "check_in_answer");
    EXPECT_TRUE(seen[0].task.urgent);
    EXPECT_EQ(seen[0].practitioner_name, "Ana Silva");
    EXPECT_EQ(seen[0].task.due, clinic.now() + hours(4));
    EXPECT_FALSE(seen[0].may_read);
    EXPECT_FALSE(seen[0].may_act);
    auto content = read_task(clinic, actor, id);
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().message, "forbidden");
  }
  auto content = read_task(clinic, ana, id);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->payload.reveal(), kAnswer);
}

TEST_F(Tasks, R22_what_was_answered_is_sealed_in_the_file) {
  auto id = add_check_in();
  ASSERT_TRUE(close_task(clinic, ana, id, "spoke", PrivateText("told to see a physician")));
  std::string bytes = file_bytes();
  EXPECT_NE(bytes.find("check_in_answer"), std::string::npos);
  EXPECT_EQ(bytes.find("numb left leg"), std::string::npos);
  EXPECT_EQ(bytes.find("see a physician"), std::string::npos);
}

TEST_F(Tasks, R20_a_therapist_sees_own_tasks_and_those_of_nobody) {
  add_check_in();
  NewTask anybody;
  anybody.kind = "call_before_visit";
  add(anybody);
  NewTask desk_call;
  desk_call.kind = "mail_bounced";
  desk_call.role = store::Role::desk;
  add(desk_call);
  EXPECT_EQ(waiting_tasks(clinic, ana).size(), 2u);
  EXPECT_EQ(waiting_tasks(clinic, ben).size(), 1u);
  EXPECT_EQ(waiting_tasks(clinic, desk).size(), 3u);
  EXPECT_TRUE(waiting_tasks(clinic, client).empty());
}

TEST_F(Tasks, a_colleague_reads_it_only_after_taking_it) {
  auto id = add_check_in();
  EXPECT_FALSE(read_task(clinic, ben, id));
  ASSERT_TRUE(take_task(clinic, ben, id));
  EXPECT_TRUE(read_task(clinic, ben, id));
  auto second = take_task(clinic, ana, id);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "task_taken");
  ASSERT_TRUE(give_back_task(clinic, ben, id));
  EXPECT_TRUE(take_task(clinic, ana, id));
}

TEST_F(Tasks, nobody_closes_one_without_an_outcome) {
  auto id = add_check_in();
  auto closed = close_task(clinic, ana, id, "", {});
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().field, "outcome");
  EXPECT_EQ(closed.error().message, "outcome_missing");
  EXPECT_FALSE(close_task(clinic, desk, id, "spoke", {}));
  ASSERT_TRUE(close_task(clinic, ana, id, "spoke", PrivateText("calls again tomorrow")));
  EXPECT_TRUE(waiting_tasks(clinic, desk).empty());
  EXPECT_EQ(close_task(clinic, ana, id, "spoke", {}).error().message, "task_closed");
  auto content = read_task(clinic, ana, id);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->note.reveal(), "calls again tomorrow");
  ASSERT_TRUE(reopen_task(clinic, ana, id));
  EXPECT_EQ(waiting_tasks(clinic, desk).size(), 1u);
}

TEST_F(Tasks, the_same_need_about_one_visit_waits_once_and_gets_more_urgent) {
  NewTask in;
  in.kind = "check_in_answer";
  in.appointment = AppointmentId{77};
  in.payload = PrivateText("first");
  auto first = add(in);
  in.urgent = true;
  in.payload = PrivateText("second");
  EXPECT_EQ(add(in), first);
  auto seen = waiting_tasks(clinic, desk);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_TRUE(seen[0].task.urgent);
  EXPECT_EQ(read_task(clinic, ben, first)->payload.reveal(), "first\nsecond");
}

TEST_F(Tasks, R20_a_colleague_closes_nothing_unread_and_reads_with_a_reason) {
  BookAppointment visit = small.booking(small.at(1, 10), "her visit");
  visit.practitioner = small.ana;
  auto booked = book_appointment(clinic, visit);
  ASSERT_TRUE(booked);
  NewTask in;
  in.kind = "check_in_answer";
  in.practitioner = small.ana;
  in.client = booked->client.id;
  in.payload = PrivateText(kAnswer);
  auto id = add(in);
  EXPECT_EQ(close_task(clinic, ben, id, "spoke", {}).error().message, "task_unread");
  ASSERT_TRUE(take_task(clinic, ben, id));
  EXPECT_EQ(close_task(clinic, ben, id, "spoke", {}).error().message, "task_unread");
  EXPECT_EQ(note_call(clinic, ben, id, "reached", {}).error().message, "task_unread");
  // Taking it is no right to a stranger's answers: that needs a typed reason.
  EXPECT_EQ(read_task(clinic, ben, id).error().message, "chart_reason_missing");
  EXPECT_EQ(close_task(clinic, ben, id, "spoke", {}).error().message, "task_unread");
  auto read = read_task(clinic, ben, id, "Ana is away, I call for her");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->payload.reveal(), kAnswer);
  EXPECT_TRUE(read_task(clinic, ben, id));  // it was said once
  EXPECT_TRUE(close_task(clinic, ben, id, "spoke", {}));
}

}  // namespace
}  // namespace fascia::clinic
