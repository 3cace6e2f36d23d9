// SPDX-License-Identifier: Apache-2.0
#include "clinic/access_request.h"
#include "clinic/backup.h"
#include "clinic/chart.h"
#include "clinic/check_clinic.h"
#include "clinic/client_keys.h"
#include "clinic/enter_in_error.h"
#include "clinic/erase_client.h"
#include "clinic/export_record.h"
#include "clinic/find_client.h"
#include "clinic/merge_clients.h"
#include "clinic/owner_records.h"
#include "clinic/tasks.h"
#include "store/appointments.h"
#include "store/client_keys.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

// Maya was treated today and has a chart; by phone somebody wrote "Maja Roy", who comes on Friday.
class Merging : public testing::Test {
 protected:
  Merging() {
    maya = v.client;
    maja = booked("Maja Roy", Date::of(1988, 5, 4), v.at(4, 10), "phone", "780 555 0142", "");
    EXPECT_NE(maya, maja);
  }
  ClientId booked(const char* name, std::optional<Date> born, Instant start, const char* key,
                  const char* phone, const char* email, const char* by = "") {
    BookAppointment in = v.booking(start, key);
    in.client.name = name;
    in.client.birth_date = born;
    in.client.email = email;
    in.client.phone = phone;
    in.booked_by = by;
    in.actor = v.program;
    auto done = book_appointment(clinic, in);
    EXPECT_TRUE(done) << (done ? "" : done.error().message + " " + done.error().field);
    return done ? done->client.id : ClientId{};
  }
  MergeClients into_maya(ClientId other) const { return {maya, other, {}, {}}; }
  std::string refused(const MergeClients& in) {
    auto done = merge_clients(clinic, v.program, in);
    return done ? "" : done.error().message;
  }
  void treat() {
    v.start();
    ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
    v.wait(50);
    ASSERT_TRUE(end_session(clinic, v.ana_actor, TreatedVisit::over(v.id, 3)));
    ASSERT_TRUE(sign_chart(clinic, v.ana_actor, v.id, {"sore", "tight", "less", "again", "slow"}));
  }
  void expect_sound() {
    for (const CheckLine& line : check_clinic(clinic)) {
      if (line.what == "zone_data") continue;
      EXPECT_TRUE(line.sound) << line.what << " "
                              << (line.faults.empty() ? "" : line.faults.front());
    }
  }
  std::size_t visits_of(ClientId client) {
    return v.store->read([&](store::Connection& c) {
      return store::list_of_client(c, clinic.tenant, client).size();
    });
  }
  std::vector<std::string> deeds(ClientId client) {
    std::vector<std::string> out;
    for (const auto& kept : v.store->read([&](store::Connection& c) {
           return store::audit_of_client(c, clinic.tenant, clinic.sealer, client);
         }))
      out.push_back(kept.event.action);
    return out;
  }

  TreatedVisit v;
  // What `fascia restore` finds in a copy of this hour when one was erased later: the newer copy of
  // the keys knows it.
  void erased_after_this_copy(ClientId client) {
    ASSERT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
      store::destroy_key(tx, clinic.tenant, {client, v.clock.now()});
      return {};
    }));
    for (ClientId one : {maya, maja}) clinic.sealer.forget(clinic.tenant, one);
    ASSERT_TRUE(settle_keys(clinic));
  }
  std::size_t consents(AppointmentId visit) {
    return v.store->read([&](store::Connection& c) {
      return store::consents_of(c, clinic.tenant, clinic.sealer, visit).size();
    });
  }

  Clinic& clinic = *v.clinic;
  ClientId maya, maja;
};

TEST_F(Merging, R15_likely_duplicates_are_shown_with_the_reason_and_nothing_happens_by_itself) {
  // A family shares a phone; twins share a birth date and a name as well, and somebody must look.
  booked("Eva Roy", Date::of(2018, 3, 1), v.at(5, 10), "child", "780 555 0142", "", "Maja Roy");
  booked("Maja Lee", Date::of(1950, 1, 1), v.at(6, 10), "house", "780 555 0142", "");
  booked("Ann Lee", std::nullopt, v.at(5, 12), "ann", "780 555 0199", "");
  booked("Ann Lee", Date::of(1970, 1, 1), v.at(5, 14), "ann2", "", "ann@example.invalid");
  auto found = like_records(clinic, v.program, v.monday, v.monday + 30);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  const LikePair& first = found->at(0).newer.id == maja ? found->at(0) : found->at(1);
  const LikePair& second = found->at(0).newer.id == maja ? found->at(1) : found->at(0);
  EXPECT_EQ(first.older.id, maya);
  EXPECT_TRUE(first.alike.same_birth_date && first.alike.like_name && !first.alike.same_name);
  EXPECT_TRUE(second.alike.same_name && !second.alike.births_differ);
  EXPECT_EQ(visits_of(maya), 1u);
  ASSERT_TRUE(keep_records_apart(clinic, v.program, maja, maya));
  EXPECT_EQ(like_records(clinic, v.program, v.monday, v.monday + 30)->size(), 1u);
  EXPECT_TRUE(like_this_record(clinic, v.program, maya)->empty());
}

TEST_F(Merging, R15_R17_a_merge_makes_one_person_and_its_undoing_makes_two_again) {
  treat();
  auto sight = look_at_both(clinic, v.program, {.kept = maya, .merged = maja});
  ASSERT_TRUE(sight);
  EXPECT_FALSE(sight->bar);
  EXPECT_FALSE(sight->needs_reason);
  EXPECT_EQ(sight->kept.visits + sight->merged.visits, 2);
  EXPECT_TRUE(sight->kept.last && sight->merged.next);
  MergeClients in = into_maya(maja);
  in.of_merged.phone = true;
  auto merge = merge_clients(clinic, v.program, in);
  ASSERT_TRUE(merge) << merge.error().message;
  EXPECT_EQ(visits_of(maya), 2u);
  auto person = find_one_client(clinic, v.program, maja);
  EXPECT_EQ(person->id, maya);
  EXPECT_EQ(person->name, "Maya Roy");
  EXPECT_EQ(person->phone, "780 555 0142");
  EXPECT_EQ(person->email, "maya@example.invalid");
  // The misspelt name, typed again, comes to the same record.
  EXPECT_EQ(
      booked("Maja Roy", Date::of(1988, 5, 4), v.at(12, 10), "again", "", "m@example.invalid"),
      maya);
  expect_sound();
  EXPECT_EQ(refused(into_maya(maja)), "merge_joined");
  EXPECT_EQ(erase_client(clinic, v.program, {maja, "Maja Roy", "x"}).error().message,
            "merge_joined");
  // Nothing new is written beside what was joined.
  EXPECT_EQ(add_record_note(clinic, v.program, maja, false, PrivateText("x")).error().message,
            "merge_joined");
  EXPECT_EQ(
      receive_request(clinic, v.program, maja, v.clock.now(), PrivateText("x")).error().message,
      "merge_joined");
  EXPECT_EQ(set_legal_hold(clinic, v.program, maja, PrivateText("x")).error().message,
            "merge_joined");
  EXPECT_EQ(merges_of(clinic, v.program, maya)->at(0).merged.name, "Maja Roy");
  EXPECT_FALSE(merges_of(clinic, v.program, maya)->at(0).bar);
  ASSERT_TRUE(unmerge_clients(clinic, v.program, *merge));
  EXPECT_EQ(visits_of(maja), 2u);  // with that of since, booked under the own name
  EXPECT_EQ(visits_of(maya), 1u);
  EXPECT_EQ(find_one_client(clinic, v.program, maja)->phone, "780 555 0142");
  auto alone = find_one_client(clinic, v.program, maya);
  EXPECT_EQ(alone->phone, "");
  // R22: what one wrote of oneself since is no address of the other.
  EXPECT_EQ(alone->email, "maya@example.invalid");
  EXPECT_EQ(find_one_client(clinic, v.program, maja)->email, "m@example.invalid");
  EXPECT_EQ(unmerge_clients(clinic, v.program, *merge).error().message, "merge_unknown");
  for (ClientId client : {maya, maja}) {
    auto all = deeds(client);
    EXPECT_EQ(std::count(all.begin(), all.end(), "client.merged"), 1);
    EXPECT_EQ(std::count(all.begin(), all.end(), "client.unmerged"), 1);
  }
  expect_sound();
}

TEST_F(Merging, R15_is_refused_where_it_would_join_two_people_or_a_record_that_must_stay) {
  EXPECT_EQ(refused(into_maya(maya)), "merge_same");
  EXPECT_EQ(refused(into_maya({12345})), "client_unknown");
  for (store::Role role : {store::Role::desk, store::Role::therapist}) {
    Actor staff{Actor::Kind::staff, {7}, role, v.ana};
    EXPECT_EQ(merge_clients(clinic, staff, into_maya(maja)).error().message, "forbidden");
    EXPECT_EQ(look_at_both(clinic, staff, {.kept = maya, .merged = maja}).error().message,
              "forbidden");
    EXPECT_EQ(like_records(clinic, staff, v.monday, v.monday).error().message, "forbidden");
    EXPECT_EQ(unmerge_clients(clinic, staff, {1}).error().message, "forbidden");
  }
  // Who books for a child is not the child, whatever phone they share.
  ClientId child =
      booked("Eva Roy", Date::of(2018, 3, 1), v.at(5, 10), "child", "780 555 0142", "", "Maya Roy");
  EXPECT_EQ(refused(into_maya(child)), "merge_two_people");
  // Another birth date needs a word why, and says of which person it is.
  ClientId wrong =
      booked("Maya Roy", Date::of(1988, 4, 5), v.at(6, 10), "wrong", "780 555 0142", "");
  EXPECT_EQ(refused(into_maya(wrong)), "merge_reason_missing");
  MergeClients why = into_maya(wrong);
  why.why = PrivateText("day and month were swapped");
  ASSERT_TRUE(set_legal_hold(clinic, v.program, wrong, PrivateText("a complaint")));
  EXPECT_EQ(refused(why), "merge_on_hold");
  ASSERT_TRUE(end_legal_hold(clinic, v.program, wrong));
  v.start();
  EXPECT_EQ(refused(why), "merge_session_runs");
  v.wait(50);
  ASSERT_TRUE(end_session(clinic, v.ana_actor, TreatedVisit::over(v.id, 3)));
  auto merge = merge_clients(clinic, v.program, why);
  ASSERT_TRUE(merge);
  EXPECT_EQ(merges_of(clinic, v.program, maya)->at(0).why.reveal(), "day and month were swapped");
  // Undone from the latest on, and not under a hold.
  v.wait(1);
  auto second = merge_clients(clinic, v.program, into_maya(maja));
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(unmerge_clients(clinic, v.program, *merge).error().message, "merge_not_latest");
  ASSERT_TRUE(set_legal_hold(clinic, v.program, maya, PrivateText("a complaint")));
  EXPECT_EQ(unmerge_clients(clinic, v.program, *second).error().message, "merge_on_hold");
  ASSERT_TRUE(end_legal_hold(clinic, v.program, maya));
  ASSERT_TRUE(unmerge_clients(clinic, v.program, *second));
  ASSERT_TRUE(unmerge_clients(clinic, v.program, *merge));
  EXPECT_EQ(find_one_client(clinic, v.program, wrong)->birth_date, Date::of(1988, 4, 5));
}

TEST_F(Merging, two_visits_at_once_are_told_and_both_stay) {
  ClientId other =
      booked("Maya Roi", Date::of(1988, 5, 4), v.at(4, 10, 30), "twice", "780 555 0142", "");
  auto sight = look_at_both(clinic, v.program, {.kept = maja, .merged = other});
  EXPECT_TRUE(sight->visits_overlap);
  EXPECT_FALSE(sight->bar);
  EXPECT_FALSE(look_at_both(clinic, v.program, {.kept = maya, .merged = maja})->visits_overlap);
  ASSERT_EQ(refused({maja, other, {}, {}}), "");
  EXPECT_EQ(visits_of(maja), 2u);
  expect_sound();
}

TEST_F(Merging, a_merge_stands_once_a_chart_of_what_it_moved_was_signed) {
  // Maya's own visit is the one that moves here.
  auto merge = merge_clients(clinic, v.program, {maja, maya, {}, {}});
  ASSERT_TRUE(merge);
  treat();
  EXPECT_EQ(unmerge_clients(clinic, v.program, *merge).error().message, "merge_chart_signed");
  EXPECT_EQ(merges_of(clinic, v.program, maja)->at(0).bar->message, "merge_chart_signed");
  expect_sound();
  // As the words of the refusal advise.
  ASSERT_TRUE(enter_in_error(clinic, v.ana_actor, {v.id, "the chart of somebody else", {}}));
  ASSERT_TRUE(unmerge_clients(clinic, v.program, *merge));
  EXPECT_EQ(visits_of(maya), 1u);
  expect_sound();
}

TEST_F(Merging, R25_the_export_has_what_both_records_held) {
  treat();
  ASSERT_TRUE(merge_clients(clinic, v.program, {maja, maya, {}, {}}));
  ASSERT_TRUE(receive_request(clinic, v.program, maja, v.clock.now(), PrivateText("all of it")));
  auto record = export_record(clinic, v.program, maja, "en");
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->name, "Maja Roy");
  EXPECT_EQ(record->visits.size(), 2u);
  auto has = [&](std::string_view kind) {
    return std::any_of(record->documents.begin(), record->documents.end(),
                       [&](const auto& one) { return one.kind == kind; });
  };
  for (const char* kind : {"intake", "consent", "session", "chart"}) EXPECT_TRUE(has(kind)) << kind;
  EXPECT_EQ(record_age(clinic, v.program, maja)->last_visit, v.zone.date(v.at(4, 10)));
}

TEST_F(Merging, R23_who_is_erased_is_forgotten_with_both_records_and_both_keys) {
  treat();
  ASSERT_TRUE(settle_keys(clinic));
  ASSERT_TRUE(merge_clients(clinic, v.program, into_maya(maja)));
  v.clock.seconds = v.zone.instant({Date::of(2037, 1, 5), 12 * 60}).seconds;
  auto due = records_due(clinic, v.program);
  ASSERT_EQ(due->due.size(), 1u);  // one person, once
  ASSERT_TRUE(erase_client(clinic, v.program, {maya, "Maya Roy", "its time"}));
  v.store->read([&](store::Connection& c) {
    for (ClientId client : {maya, maja}) {
      EXPECT_FALSE(store::find_key(c, clinic.tenant, client));
      EXPECT_EQ(store::find_client(c, clinic.tenant, client)->name, "");
    }
    EXPECT_TRUE(store::search_clients(c, clinic.tenant, "roy", 5).empty());
    EXPECT_FALSE(c.first("SELECT 1 FROM client_merge WHERE tenant = $1", {clinic.tenant}));
    EXPECT_FALSE(c.first("SELECT 1 FROM client_merge_row WHERE tenant = $1", {clinic.tenant}));
    EXPECT_FALSE(c.first("SELECT 1 FROM chart_entry WHERE tenant = $1", {clinic.tenant}));
  });
  expect_sound();
}

// The copy is of while they were one; they are two since, and one is erased.
TEST_F(Merging, R23_an_older_copy_erases_the_merged_record_again_and_leaves_the_kept_one) {
  treat();
  MergeClients in{maja, maya, {}, {}};
  in.of_merged.email = true;
  ASSERT_TRUE(merge_clients(clinic, v.program, in));
  ASSERT_TRUE(settle_keys(clinic));
  erased_after_this_copy(maya);
  EXPECT_EQ(consents(v.id), 0u);
  EXPECT_EQ(find_one_client(clinic, v.program, maya)->name, "");
  EXPECT_EQ(find_one_client(clinic, v.program, maja)->name, "Maja Roy");
  EXPECT_EQ(find_one_client(clinic, v.program, maja)->email, "");
  EXPECT_EQ(visits_of(maja), 1u);
  expect_sound();
}

TEST_F(Merging, R23_an_older_copy_erases_the_kept_record_again_and_leaves_the_merged_one) {
  treat();
  ASSERT_TRUE(merge_clients(clinic, v.program, {maja, maya, {}, {}}));
  std::size_t before = consents(v.id);
  ASSERT_GT(before, 0u);
  ASSERT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {  // since, under the other key
    store::add_consent(tx, clinic.tenant, clinic.sealer,
                       {{77}, maja, v.id, v.clock.now(), PrivateText("{}")});
    return {};
  }));
  EXPECT_EQ(consents(v.id), before + 1);
  ASSERT_TRUE(settle_keys(clinic));
  erased_after_this_copy(maja);
  EXPECT_EQ(find_one_client(clinic, v.program, maja)->name, "");
  EXPECT_EQ(find_one_client(clinic, v.program, maya)->name, "Maya Roy");
  EXPECT_EQ(visits_of(maya), 1u);
  EXPECT_EQ(consents(v.id), before);
  v.store->read([&](store::Connection& c) {  // her answers of before are hers
    auto visit = store::find_appointment(c, clinic.tenant, v.id);
    EXPECT_EQ(store::find_screening(c, clinic.tenant, clinic.sealer, visit->screening)->client,
              maya);
  });
  expect_sound();
}

TEST_F(Merging,
       R23_what_is_added_since_to_a_chart_of_before_is_erased_with_whom_it_was_signed_for) {
  treat();
  ASSERT_TRUE(settle_keys(clinic));
  auto merge = merge_clients(clinic, v.program, {maja, maya, {}, {}});
  ASSERT_TRUE(merge);
  ASSERT_TRUE(amend_chart(clinic, v.ana_actor, v.id, "It was the left side", "Wrong side"));
  ASSERT_TRUE(enter_in_error(clinic, v.ana_actor, {v.id, "the chart of somebody else", {}}));
  ASSERT_TRUE(unmerge_clients(clinic, v.program, *merge));
  expect_sound();
  v.clock.seconds = v.zone.instant({Date::of(2037, 1, 5), 12 * 60}).seconds;
  ASSERT_TRUE(erase_client(clinic, v.program, {maya, "Maya Roy", "its time"}));
  expect_sound();
}

TEST_F(Merging, R23_without_a_visit_the_time_runs_from_the_later_of_the_records) {
  ASSERT_TRUE(merge_clients(clinic, v.program, into_maya(maja)));
  ASSERT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
    tx.run("UPDATE appointment SET status = 'cancelled' WHERE tenant = $1", {clinic.tenant});
    tx.run("UPDATE client SET created = created - 864000 WHERE tenant = $1 AND id = $2",
           {clinic.tenant, maya});
    return {};
  }));
  EXPECT_EQ(record_age(clinic, v.program, maya)->last_visit, v.zone.date(v.clock.now()));
}

TEST_F(Merging, a_task_about_a_merged_record_is_about_the_person) {
  ASSERT_TRUE(merge_clients(clinic, v.program, into_maya(maja)));
  ASSERT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
    NewTask task;
    task.kind = "call";
    task.client = maja;
    task.due = v.clock.now();
    EXPECT_EQ(store::find_task(tx, clinic.tenant, add_task(tx, clinic, task))->client, maya);
    return {};
  }));
}

}  // namespace
}  // namespace fascia::clinic
