// SPDX-License-Identifier: Apache-2.0
// Whom a service is for, and who books at the clinic alone.
#include "clinic/who_may_book.h"

#include "clinic/book_couple.h"
#include "clinic/change_appointment.h"
#include "clinic/join_services.h"
#include "clinic/small_clinic.h"
#include "clinic/tasks.h"
#include "clinic/wait_list.h"
#include "clinic/walk_in.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Status;

struct WhoMayBook : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{5}, store::Role::desk, {}};
  const Actor therapist{Actor::Kind::staff, StaffId{6}, store::Role::therapist, {}};
  const PrivateText why{"shouted at Dora"};

  void sell_for(bool for_new, bool for_returning) {
    store::Service s = *clinic->availability.get()->service(swedish);
    s.for_new = for_new;
    s.for_returning = for_returning;
    ASSERT_TRUE(edit_service(*clinic, program, s));
  }
  Booked maya(Instant start, const std::string& key, const Actor& actor = {}) {
    BookAppointment in = booking(start, key);
    in.actor = actor;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    return booked ? *booked : Booked{};
  }
  std::string refused(BookAppointment in) {
    auto booked = book_appointment(*clinic, in);
    EXPECT_FALSE(booked);
    return booked ? std::string() : booked.error().field + " " + booked.error().message;
  }
  std::string refused(Instant start, const std::string& key) {
    return refused(booking(start, key));
  }
  // The visit took place.
  void completed(AppointmentId id, Status as = Status::completed) {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      auto a = *store::find_appointment(tx, clinic->tenant, id);
      a.status = as;
      store::update_appointment(tx, clinic->tenant, a);
      return {};
    }));
  }
  std::int64_t count(store::Sql sql) {
    return store->read([&](store::Connection& c) { return c.first(sql)->integer(0); });
  }
};

TEST_F(WhoMayBook, a_visit_for_returning_clients_is_for_who_had_one_that_took_place) {
  sell_for(false, true);
  EXPECT_EQ(refused(at(2, 10), "a"), "service service_for_returning");
  Booked first = maya(at(1, 10), "b", desk);  // the desk goes on
  // Booked, missed or cancelled is not returning.
  EXPECT_EQ(refused(at(3, 10), "c"), "service service_for_returning");
  for (Status none : {Status::no_show, Status::cancelled, Status::late_cancelled}) {
    completed(first.appointment.id, none);
    EXPECT_EQ(refused(at(3, 10), "d"), "service service_for_returning");
  }
  completed(first.appointment.id);
  maya(at(3, 10), "e");
}

TEST_F(WhoMayBook, a_visit_for_new_clients_is_for_nobody_who_was_here) {
  sell_for(true, false);
  Booked first = maya(at(1, 10), "a");
  Booked second = maya(at(2, 10), "b");  // still new: none took place
  completed(first.appointment.id);
  EXPECT_EQ(refused(at(3, 10), "c"), "service service_for_new");
  maya(at(3, 10), "d", desk);
  // Whoever has the visit keeps it, and moves it.
  ASSERT_TRUE(
      move_appointment(*clinic, second.appointment.id, {{}, second.manage_token}, at(4, 14)));
}

TEST_F(WhoMayBook, R15_R20_a_name_and_a_birth_date_alone_tell_nobody_that_the_person_was_here) {
  Booked first = maya(at(1, 10), "a");
  completed(first.appointment.id);
  sell_for(false, true);
  BookAppointment stranger = booking(at(2, 10), "b");
  stranger.client.email = "somebody@example.invalid";
  BookAppointment unknown = stranger;
  unknown.client.name = "Nobody Here";
  unknown.idempotency_key = unknown.body = "c";
  EXPECT_EQ(refused(stranger), refused(unknown)) << "the same words for both";
  sell_for(true, false);
  // And who gives another address is somebody new, as everywhere.
  EXPECT_TRUE(book_appointment(*clinic, stranger));
  ASSERT_TRUE(block_online(*clinic, desk, first.client.id, why));
  stranger.start = at(2, 14);
  stranger.idempotency_key = stranger.body = "d";
  EXPECT_TRUE(book_appointment(*clinic, stranger));
}

// Identity is name and birth date, never an e-mail (R15): whoever types another one books, as an
// unknown person does, and the desk looks whether it is the same person.
TEST_F(WhoMayBook, R15_R20_the_desk_looks_when_somebody_like_a_blocked_client_books_online) {
  Booked first = maya(at(1, 10), "a");
  auto tasks = [&] {
    std::vector<std::string> out;
    for (const WaitingTask& t : waiting_tasks(*clinic, desk))
      if (t.task.kind == "like_not_online")
        out.push_back(t.client_name + " " + std::string(store::to_string(t.task.role)));
    return out;
  };
  BookAppointment other = booking(at(2, 10), "b");
  other.client.email = "somebody@example.invalid";
  ASSERT_TRUE(book_appointment(*clinic, other));
  EXPECT_TRUE(tasks().empty());  // nobody of that name is blocked
  ASSERT_TRUE(block_online(*clinic, desk, first.client.id, why));
  other.start = at(3, 10);
  other.idempotency_key = other.body = "c";
  other.client.name = "Maya  ROY";  // as names are compared
  other.client.email = "third@example.invalid";
  auto booked = book_appointment(*clinic, other);
  ASSERT_TRUE(booked) << booked.error().message;
  EXPECT_EQ(tasks(), std::vector<std::string>{"Maya  ROY desk"});
  other.start = at(4, 10);
  other.idempotency_key = other.body = "d";
  other.client.birth_date = Date::of(1988, 5, 5);  // somebody else
  ASSERT_TRUE(book_appointment(*clinic, other));
  other.start = at(5, 10);
  other.idempotency_key = other.body = "e";
  other.client.birth_date = Date::of(1988, 5, 4);
  other.actor = desk;  // who had the note while booking
  ASSERT_TRUE(book_appointment(*clinic, other));
  EXPECT_EQ(tasks().size(), 1u);
}

TEST_F(WhoMayBook, a_service_is_for_somebody_and_joined_ones_suit_each_of_their_parts) {
  store::Service s = *clinic->availability.get()->service(swedish);
  s.for_new = s.for_returning = false;
  auto nobody = edit_service(*clinic, program, s);
  EXPECT_EQ(nobody.error().message, "service_for_nobody");
  EXPECT_EQ(nobody.error().field, "clients");
  sell_for(false, true);
  auto joined = join_services(*clinic, {}, {swedish, deep});
  ASSERT_TRUE(joined) << joined.error().message;
  BookAppointment in = booking(at(1, 10), "a");
  in.service = *joined;
  EXPECT_EQ(refused(in), "service service_for_returning");
  s = *clinic->availability.get()->service(deep);
  s.for_returning = false;
  ASSERT_TRUE(edit_service(*clinic, program, s));
  auto odd = join_services(*clinic, {}, {deep, swedish});
  EXPECT_EQ(odd.error().message, "services_for_other_people");
  EXPECT_EQ(odd.error().field, "then");
}

TEST_F(WhoMayBook, who_is_not_to_book_online_is_asked_to_call_and_nothing_is_written) {
  Booked had = maya(at(1, 10), "a");
  auto before = count("SELECT COUNT(*) FROM appointment");
  ASSERT_TRUE(block_online(*clinic, desk, had.client.id, why));
  EXPECT_EQ(refused(at(2, 10), "b"), "client book_by_phone");
  EXPECT_EQ(move_appointment(*clinic, had.appointment.id, {{}, had.manage_token}, at(3, 14))
                .error()
                .message,
            "book_by_phone");
  EXPECT_EQ(count("SELECT COUNT(*) FROM appointment"), before);
  JoinWaitList wait;
  wait.service = swedish;
  wait.name = "Maya Roy";
  wait.birth_date = Date::of(1988, 5, 4);
  wait.email = "maya@example.invalid";
  auto waits = join_wait_list(*clinic, wait);
  EXPECT_EQ(waits.error().message, "book_by_phone");
  EXPECT_EQ(waits.error().field, "email");
  // What is booked stands and can be given back; the desk books.
  EXPECT_TRUE(maya(at(2, 10), "c", desk).appointment.id);
  EXPECT_TRUE(cancel_appointment(*clinic, had.appointment.id, {{}, had.manage_token}));
  ASSERT_TRUE(allow_online(*clinic, desk, had.client.id));
  maya(at(3, 10), "d");
}

TEST_F(WhoMayBook, of_two_who_come_together_the_one_who_books_learns_nothing_of_the_other) {
  store::Room two;
  two.name = "Room for two";
  two.tables = 2;
  ASSERT_TRUE(edit_room(*clinic, program, two));
  ASSERT_TRUE(allow_couples_online(*clinic, program, true));
  Booked had = maya(at(1, 10), "a");
  ASSERT_TRUE(block_online(*clinic, desk, had.client.id, why));
  BookCouple in;
  in.start = at(2, 10);
  in.first.service = in.second.service = swedish;
  in.second.client = booking(at(2, 10), "x").client;
  in.first.client.name = "Luc Tremblay";
  in.first.client.birth_date = Date::of(1985, 1, 2);
  in.first.client.email = "luc@example.invalid";
  in.policy = AgreedPolicy{1, "the words"};
  in.idempotency_key = "couple";
  auto booked = book_couple(*clinic, in);
  EXPECT_EQ(booked.error().message, "couple_call_us");
  std::swap(in.first.client, in.second.client);
  EXPECT_EQ(book_couple(*clinic, in).error().message, "book_by_phone");
}

TEST_F(WhoMayBook, the_reason_is_sealed_and_the_log_says_who_set_it_ended_it_and_read_it) {
  ClientId client = maya(at(1, 10), "a").client.id;
  EXPECT_EQ(block_online(*clinic, {}, client, why).error().code, Code::forbidden);
  EXPECT_EQ(block_online(*clinic, therapist, client, why).error().code, Code::forbidden);
  EXPECT_EQ(read_blocks(*clinic, therapist, client).error().code, Code::forbidden);
  auto blank = block_online(*clinic, desk, client, PrivateText(" "));
  EXPECT_EQ(blank.error().message, "block_reason_missing");
  EXPECT_EQ(blank.error().field, "why");
  EXPECT_EQ(
      block_online(*clinic, desk, client, PrivateText(std::string(1001, 'x'))).error().message,
      "block_reason_too_long");
  EXPECT_EQ(allow_online(*clinic, desk, client).error().message, "block_unknown");
  ASSERT_TRUE(block_online(*clinic, desk, client, why));
  EXPECT_EQ(block_online(*clinic, desk, client, why).error().message, "block_stands");
  auto state = read_blocks(*clinic, desk, client);
  ASSERT_TRUE(state);
  EXPECT_TRUE(state->blocked);
  EXPECT_EQ(state->blocks.at(0).why, "shouted at Dora");
  EXPECT_EQ(state->blocks.at(0).kept.staff, desk.staff);
  ASSERT_TRUE(allow_online(*clinic, program, client));
  EXPECT_FALSE(read_blocks(*clinic, desk, client)->blocked);
  const auto events = audit_trail(client);
  for (const char* event : {"client.online_ended|", "client.online_again|", "client.online_read|"})
    EXPECT_NE(std::ranges::find(events, event), events.end()) << event;
  EXPECT_EQ(count("SELECT COUNT(*) FROM client_block WHERE sealed LIKE '%Dora%'"), 0);
}

TEST_F(WhoMayBook, the_desk_is_told_before_it_books) {
  ClientId client = maya(at(1, 10), "a").client.id;
  const ClientDetails typed = booking(at(1, 10), "x").client;
  using Notices = std::vector<std::string>;
  EXPECT_EQ(booking_notices(*clinic, desk, typed, client, swedish), Notices());
  sell_for(false, true);
  EXPECT_EQ(booking_notices(*clinic, desk, typed, client, swedish), Notices{"for_returning"});
  ASSERT_TRUE(block_online(*clinic, desk, client, why));
  EXPECT_EQ(booking_notices(*clinic, desk, typed, client, {}), Notices{"not_online"});
  // By what was typed too, and of a like record that is not theirs.
  EXPECT_EQ(booking_notices(*clinic, therapist, typed, {}, {}), Notices{"not_online"});
  EXPECT_EQ(booking_notices(*clinic, {}, typed, client, swedish), Notices()) << "clients are not";
  BookAppointment other = booking(at(2, 10), "b");
  other.service = deep;
  other.client.email = "other@example.invalid";
  auto like = book_appointment(*clinic, other);
  ASSERT_TRUE(like) << like.error().message;
  ASSERT_NE(like->client.id, client);
  EXPECT_EQ(booking_notices(*clinic, desk, typed, like->client.id, {}), Notices{"like_not_online"});
}

}  // namespace
}  // namespace fascia::clinic
