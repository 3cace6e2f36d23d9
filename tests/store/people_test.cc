// SPDX-License-Identifier: Apache-2.0
#include "keys/token.h"
#include "store/appointments.h"
#include "store/erasure.h"
#include "store/name_words.h"
#include "store/staff.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class People : public TreatedClinic {
 protected:
  void add(ClientId id, const std::string& name, const char* born, const std::string& phone) {
    write([&](Transaction& tx) {
      Client client;
      client.id = id;
      client.name = name;
      client.birth_date = parse_date(born);
      client.phone = phone;
      client.wrapped_key = sealer.new_wrapped_key(id.value);
      add_client(tx, kTenant, client, kStart);
    });
  }
  std::vector<std::int64_t> found(const std::string& text) {
    std::vector<std::int64_t> out;
    for (const Client& client :
         read([&](Connection& c) { return search_clients(c, kTenant, text, 10); }))
      out.push_back(client.id.value);
    return out;
  }
};

TEST_F(People, names_are_found_without_accents_from_any_word) {
  add({101}, "Chloé  Le Roux", "1990-02-01", "780-555-0134");
  add({102}, "Zoë O'Neil-Brown", "1991-02-01", "+1 780 555 0199");
  EXPECT_EQ(folded_name("Chloé  LE ROUX"), "chloe le roux");
  EXPECT_EQ(found("chlo"), std::vector<std::int64_t>{101});
  EXPECT_EQ(found("Roux"), std::vector<std::int64_t>{101});
  EXPECT_EQ(found("oneil"), std::vector<std::int64_t>{102});
  EXPECT_EQ(found("ZOË o'neil brown"), std::vector<std::int64_t>{102});
  EXPECT_EQ(found("5550134"), std::vector<std::int64_t>{101});
  EXPECT_EQ(found("555-01").size(), 2u);
  EXPECT_TRUE(found("%").empty());
  EXPECT_TRUE(found("o_r").empty());
}

TEST_F(People, a_slip_of_the_finger_another_order_and_the_middle_of_a_name_find_somebody) {
  add({101}, "Lise Tremblay", "1990-02-01", "780-555-0134");
  add({102}, "Anne Bouchard", "1991-02-01", "780-555-0199");
  add({103}, "Élise Trembley", "1992-02-01", "780-555-0177");
  add({104}, "Marie Claude Bouchard", "1993-02-01", "");
  using All = std::vector<std::int64_t>;
  EXPECT_EQ(found("Bouchrad"), (All{102, 104}));
  EXPECT_EQ(found("chard"), (All{102, 104}));
  EXPECT_EQ(found("ouch"), (All{102, 104}));
  EXPECT_EQ(found("tremblay lise"), (All{101, 103})) << "the most alike first";
  EXPECT_EQ(found("Marie Bouchard"), (All{104, 102})) << "whose middle name is not known";
  EXPECT_EQ(found("Bouchard, Anne"), (All{102, 104}));
  EXPECT_EQ(found("tremblay"), All{101}) << "what begins so is not mixed with what is like it";
  EXPECT_TRUE(found("Schwarzenberg").empty());
  // Who is called otherwise is found so, and a word that nobody has any more is forgotten.
  write([&](Transaction& tx) {
    auto lise = find_client(tx, kTenant, {101}).value();
    lise.name = "Lise Gagnon";
    set_person(tx, kTenant, lise);
  });
  EXPECT_EQ(found("gangon"), All{101});
  auto words = [&](const char* word) {
    return read([&](Connection& c) {
      return c
          .query("SELECT part FROM name_trigram WHERE tenant = $1 AND word = $2", {kTenant, word})
          .size();
    });
  };
  EXPECT_EQ(words("tremblay"), 0u);
  EXPECT_EQ(words("bouchard"), 8u);
  write([&](Transaction& tx) { (void)delete_client_rows(tx, kTenant, {102}); });
  EXPECT_EQ(words("anne"), 0u);
  EXPECT_EQ(words("bouchard"), 8u) << "Marie Claude has it";
  // People of before there were such words.
  write([&](Transaction& tx) {
    tx.run("DELETE FROM name_trigram WHERE tenant = $1", {kTenant});
    auto first = learn_words_of_clients(tx, kTenant, {}, 3);
    ASSERT_TRUE(first);
    EXPECT_TRUE(learn_words_of_clients(tx, kTenant, *first, 100));
    EXPECT_FALSE(learn_words_of_clients(tx, kTenant, {104}, 100));
  });
  EXPECT_EQ(found("Bouchrad"), All{104});
}

// Of four letters one that is wrong changes three of the four parts.
TEST_F(People, a_name_of_three_or_four_letters_is_found_with_one_slip_in_it) {
  add({101}, "Kim Lund", "1990-02-01", "");
  add({102}, "Anna Berg", "1991-02-01", "");
  add({103}, "Oskar Ek", "1992-02-01", "");
  add({104}, "Lea Moe", "1993-02-01", "");
  for (const char* text : {"kum", "kin", "tim", "kmi", "kiim"})
    EXPECT_EQ(found(text), std::vector<std::int64_t>{101}) << text;
  for (const char* text : {"anba", "amna", "enna", "anan", "ynna", "nana", "nna"})
    EXPECT_EQ(found(text), std::vector<std::int64_t>{102}) << text;
  EXPECT_EQ(found("lund kum"), std::vector<std::int64_t>{101});
  EXPECT_EQ(found("Lxa"), std::vector<std::int64_t>{104});
  // Two slips, and another name.
  for (const char* text : {"kul", "onno", "oma", "xyz", "bob"})
    EXPECT_TRUE(found(text).empty()) << text;
}

TEST_F(People, R15_a_person_is_name_and_birth_date_never_a_phone) {
  add({101}, "Sam Lee", "1990-02-01", "780-555-0134");
  add({102}, "Sam Lee", "2015-06-30", "780-555-0134");
  read([&](Connection& c) {
    EXPECT_EQ(find_person(c, kTenant, "SAM  lee", parse_date("2015-06-30"))->id, ClientId{102});
    EXPECT_FALSE(find_person(c, kTenant, "Sam Lee", parse_date("2015-06-29")));
    EXPECT_FALSE(find_person(c, kTenant, "Sam Lee", std::nullopt));
    EXPECT_FALSE(find_person(c, {8}, "Sam Lee", parse_date("2015-06-30")));
    return 0;
  });
}

TEST_F(People, who_is_disabled_or_gets_a_new_password_is_signed_out) {
  Staff mia;
  mia.id = {41};
  mia.sign_in = "mia";
  mia.role = Role::therapist;
  mia.practitioner = {51};
  mia.password_hash = "x";
  std::string token = keys::token_hash("session");
  auto signed_in = [&] {
    return read([&](Connection& c) { return find_session(c, kTenant, token).has_value(); });
  };
  write([&](Transaction& tx) {
    add_staff(tx, kTenant, mia, kStart);
    add_session(tx, kTenant, {token, mia.id, kStart + hours(12)}, kStart);
  });
  EXPECT_TRUE(signed_in());
  write([&](Transaction& tx) { set_staff_active(tx, kTenant, mia.id, false); });
  EXPECT_FALSE(signed_in());
  write([&](Transaction& tx) {
    set_staff_active(tx, kTenant, mia.id, true);
    add_session(tx, kTenant, {token, mia.id, kStart + hours(12)}, kStart);
    set_staff_password(tx, kTenant, mia.id, "y");
  });
  EXPECT_FALSE(signed_in());
  auto kept = read([](Connection& c) { return find_staff_by_sign_in(c, kTenant, "mia"); });
  EXPECT_EQ(kept->role, Role::therapist);
  EXPECT_EQ(kept->practitioner, PractitionerId{51});
  EXPECT_EQ(kept->password_hash, "y");
}

Appointment visit(AppointmentId id, Instant start) {
  Appointment a;
  a.id = id;
  a.location = {3};
  a.service = {71};
  a.practitioner = {51};
  a.room = {61};
  a.client = {11};
  a.wall = *parse_wall("2026-11-24T14:30");
  a.zone = "America/Edmonton";
  a.zone_version = "2026f";
  a.start = start;
  a.finish = start + minutes(60);
  a.busy_from = start;
  a.busy_until = start + minutes(75);
  a.room_from = start - minutes(5);
  a.room_until = start + minutes(75);
  a.price = {12000, "CAD"};
  a.manage_hash = "h";
  return a;
}

TEST_F(People, an_appointment_reads_back_as_it_was_promised) {
  Appointment a = visit({21}, kStart);
  a.intake_due_by = kStart - hours(1);
  write([&](Transaction& tx) {
    add_appointment(tx, kTenant, a, kStart);
    add_appointment(tx, kTenant, visit({22}, kStart + hours(2)), kStart);
  });
  auto kept = read([](Connection& c) { return find_appointment(c, kTenant, {21}); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->wall, a.wall);
  EXPECT_EQ(kept->zone_version, "2026f");
  EXPECT_EQ(kept->price, a.price);
  EXPECT_EQ(kept->intake_due_by, a.intake_due_by);
  EXPECT_EQ(kept->status, Status::requested);
  EXPECT_EQ(busy_of(*kept).size(), 2u);
  auto listed =
      read([](Connection& c) { return list_appointments(c, kTenant, kStart, kStart + hours(2)); });
  ASSERT_EQ(listed.size(), 1u) << "the end does not belong to it";
  EXPECT_EQ(listed[0].id, AppointmentId{21});
}

TEST_F(People, the_busy_times_of_appointments_and_holds_are_the_masks) {
  Appointment a = visit({21}, kStart);
  Hold hold;
  hold.id = {31};
  hold.token_hash = "t";
  hold.service = {71};
  hold.practitioner = {51};
  hold.room = {61};
  hold.start = kStart + hours(3);
  hold.busy_from = hold.room_from = hold.start;
  hold.busy_until = hold.room_until = hold.start + minutes(60);
  hold.expires = kStart + minutes(10);
  write([&](Transaction& tx) {
    add_appointment(tx, kTenant, a, kStart);
    add_hold(tx, kTenant, hold, kStart);
    EXPECT_TRUE(take_cells(tx, kTenant, busy_of(a)));
    EXPECT_TRUE(take_cells(tx, kTenant, busy_of(hold)));
  });
  read([&](Connection& c) {
    std::vector<Busy> busy;
    for (const Appointment& kept : list_appointments(c, kTenant, kStart, kStart + hours(9)))
      for (const Busy& one : busy_of(kept)) busy.push_back(one);
    for (const Hold& kept : list_holds(c, kTenant))
      for (const Busy& one : busy_of(kept)) busy.push_back(one);
    EXPECT_EQ(mask_rows(c, kTenant), masks_of(busy));
    EXPECT_TRUE(expired_holds(c, kTenant, kStart + minutes(9)).empty());
    EXPECT_EQ(expired_holds(c, kTenant, kStart + minutes(10)).size(), 1u);
    return 0;
  });
}

}  // namespace
}  // namespace fascia::store
