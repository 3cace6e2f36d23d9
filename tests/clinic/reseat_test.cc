// SPDX-License-Identifier: Apache-2.0
// A therapist falls ill, or a room is lost (R37).
#include "clinic/reseat.h"

#include <thread>

#include "care/match.h"
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/gender_wish.h"
#include "clinic/holds.h"
#include "clinic/plan_visit.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

using store::ReseatId;

template <class Base>
struct WithThree : Base, ::testing::Test {
  PractitionerId cleo = this->add_therapist("Cleo Fox", 2);
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};

  void is(PractitionerId who, const char* gender, std::vector<std::string> languages,
          std::vector<std::string> techniques = {}) {
    store::Practitioner p = *this->clinic->availability.get()->practitioner(who);
    p.gender = gender;
    p.languages = std::move(languages);
    p.techniques = std::move(techniques);
    ASSERT_TRUE(edit_practitioner(*this->clinic, this->program, p));
  }
  AppointmentId book(const char* name, int day, int hour, PractitionerId who,
                     const char* language = "en") {
    auto in = this->booking(this->at(day, hour), name);
    in.practitioner = who;
    in.client.name = name;
    in.client.language = language;
    auto booked = book_appointment(*this->clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    return booked ? booked->appointment.id : AppointmentId{};
  }
  ReseatId lose(PractitionerId who, int day) {
    auto made = reseat_day(*this->clinic, desk, {who, {}, this->monday + day});
    EXPECT_TRUE(made) << (made ? "" : made.error().message + " " + made.error().field);
    return made ? *made : ReseatId{};
  }
  ReseatId lose_room(RoomId room, int day) {
    auto made = reseat_day(*this->clinic, desk, {{}, room, this->monday + day});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return made ? *made : ReseatId{};
  }
  CallList list(ReseatId of) {
    auto out = call_list(*this->clinic, desk, of);
    EXPECT_TRUE(out);
    return out ? *out : CallList{};
  }
  store::Appointment visit(AppointmentId of) {
    return find_visit(*this->clinic, of, {this->program, {}}).value();
  }
  std::string answer(ReseatId of, AppointmentId about, CallWent went) {
    auto done = answer_call(*this->clinic, desk, of, about, went);
    return done ? "done" : done.error().message;
  }
  // Masks, index, audit: what two parts say about the same thing.
  void all_sound() {
    for (const CheckLine& line : check_clinic(*this->clinic))
      EXPECT_TRUE(line.sound) << line.what << " " << (line.faults.empty() ? "" : line.faults[0]);
  }
};
using ReseatTest = WithThree<SmallClinic>;
struct Reseat : ReseatTest {};
struct ReseatTreated : WithThree<TreatedVisit> {};

TEST_F(Reseat, R37_the_call_list_is_in_order_of_time_and_offers_the_same_day_first) {
  AppointmentId late = book("Late Lee", 1, 14, ana), early = book("Early Eve", 1, 10, ana);
  book("Other Ott", 1, 10, ben);
  CallList calls = list(lose(ana, 1));
  EXPECT_EQ(calls.lost, "Ana Silva");
  ASSERT_EQ(calls.calls.size(), 2u);
  EXPECT_EQ(calls.calls[0].visit.id, early);
  EXPECT_EQ(calls.calls[1].visit.id, late);
  for (const Call& call : calls.calls) {
    ASSERT_TRUE(call.item.start);
    EXPECT_EQ(*call.item.start, call.visit.start);  // somebody else is free at the same time
    EXPECT_NE(call.item.practitioner, ana);
    EXPECT_TRUE(call.kept);
    EXPECT_EQ(call.client.email, "maya@example.invalid");
  }
  EXPECT_EQ(calls.calls[0].item.practitioner, cleo);  // Ben has a visit then
  EXPECT_EQ(lose(ana, 1), calls.reseat.id);           // once more: the same list
  all_sound();
}

TEST_F(Reseat, R37_nobody_gets_another_therapist_without_a_yes_and_a_no_gives_the_time_back) {
  AppointmentId id = book("Maya Roy", 1, 10, ana);
  ReseatId calls = lose(ana, 1);
  for (CallWent went : {CallWent::left_word, CallWent::reached}) {
    EXPECT_EQ(answer(calls, id, went), "done");
    EXPECT_EQ(visit(id).practitioner, ana);
    EXPECT_EQ(visit(id).start, at(1, 10));
  }
  EXPECT_EQ(answer(calls, id, CallWent::declined), "done");
  EXPECT_EQ(visit(id).practitioner, ana);
  EXPECT_FALSE(list(calls).calls[0].kept);
  EXPECT_EQ(answer(calls, id, CallWent::accepted), "call_decided");
  ASSERT_TRUE(undo_call(*clinic, desk, calls, id));
  EXPECT_TRUE(list(calls).calls[0].kept);
  EXPECT_EQ(answer(calls, id, CallWent::accepted), "done");
  EXPECT_NE(visit(id).practitioner, ana);
  EXPECT_EQ(visit(id).sequence, 1);
  ASSERT_TRUE(undo_call(*clinic, desk, calls, id));
  EXPECT_EQ(visit(id).practitioner, ana);
  EXPECT_EQ(visit(id).start, at(1, 10));
  EXPECT_TRUE(list(calls).calls[0].kept);
  all_sound();
}

TEST_F(Reseat, R37_the_times_are_held_while_the_desk_calls_and_free_when_the_list_is_closed) {
  is(cleo, "", {}, {});
  book("Maya Roy", 1, 10, ana);
  ReseatId calls = lose(ana, 1);
  PractitionerId offered = list(calls).calls[0].item.practitioner;
  auto rival = booking(at(1, 10), "rival");
  rival.client.name = "Rival Ray";
  rival.practitioner = offered;
  EXPECT_EQ(book_appointment(*clinic, rival).error().message, "start_taken");
  rival.practitioner = ana;  // who is away
  EXPECT_EQ(book_appointment(*clinic, rival).error().message, "start_outside_hours");
  ASSERT_TRUE(close_call_list(*clinic, desk, calls, false));
  rival.practitioner = offered;
  EXPECT_TRUE(book_appointment(*clinic, rival));
  EXPECT_EQ(answer(calls, visit(list(calls).calls[0].visit.id).id, CallWent::accepted),
            "reseat_closed");
  all_sound();
}

TEST_F(Reseat, R37_the_evening_ends_what_is_held_and_a_late_yes_still_asks_whether_it_is_free) {
  AppointmentId id = book("Maya Roy", 1, 10, ana);
  ReseatId calls = lose(ana, 1);
  PractitionerId offered = list(calls).calls[0].item.practitioner;
  clock.seconds = at(1, 0, 1).seconds;
  EXPECT_FALSE(list(calls).calls[0].kept);
  auto rival = booking(at(1, 10), "rival");
  rival.client.name = "Rival Ray";
  rival.practitioner = offered;
  ASSERT_TRUE(book_appointment(*clinic, rival));
  EXPECT_EQ(answer(calls, id, CallWent::accepted), "start_taken");
  EXPECT_EQ(visit(id).practitioner, ana);
  all_sound();
}

TEST_F(Reseat, R37_who_was_offered_somebody_who_is_away_too_gets_a_new_offer_and_is_called_again) {
  AppointmentId id = book("Maya Roy", 1, 10, ana);
  book("Other Ott", 1, 10, ben);  // so that Cleo alone is free at ten
  ReseatId first = lose(ana, 1);
  ASSERT_EQ(list(first).calls[0].item.practitioner, cleo);
  ASSERT_EQ(answer(first, id, CallWent::left_word), "done");
  ReseatId second = lose(cleo, 1);
  Call call = list(first).calls[0];
  ASSERT_TRUE(call.item.start);
  EXPECT_EQ(call.item.practitioner, ben);
  EXPECT_EQ(zone.date(*call.item.start), monday + 1);  // the same day first
  EXPECT_NE(*call.item.start, at(1, 10));
  EXPECT_TRUE(call.kept);
  EXPECT_TRUE(call.changed);
  EXPECT_FALSE(call.gone);
  EXPECT_EQ(call.item.state, "open") << "who was told of the old offer is called again";
  for (const OpenCallList& one : open_call_lists(*clinic))
    EXPECT_EQ(one.changed, one.reseat.id == first ? 1 : 0);
  EXPECT_EQ(answer(first, id, CallWent::accepted), "done");
  EXPECT_EQ(visit(id).practitioner, ben);
  EXPECT_NE(second, first);
  all_sound();
}

TEST_F(Reseat, R37_time_off_that_is_entered_meanwhile_ends_an_offer_and_looking_again_finds_one) {
  AppointmentId id = book("Maya Roy", 1, 10, ana);
  book("Other Ott", 1, 10, ben);
  ReseatId calls = lose(ana, 1);
  ASSERT_EQ(list(calls).calls[0].item.practitioner, cleo);
  ASSERT_TRUE(add_time_off(*clinic, program, {cleo, {monday + 1, 0}, {monday + 2, 0}}));
  EXPECT_TRUE(list(calls).calls[0].gone);
  EXPECT_FALSE(list(calls).calls[0].kept);
  EXPECT_EQ(answer(calls, id, CallWent::accepted), "offer_gone");
  EXPECT_EQ(lose(ana, 1), calls);  // the same list, with a new offer
  Call call = list(calls).calls[0];
  EXPECT_FALSE(call.gone);
  EXPECT_TRUE(call.kept);
  EXPECT_EQ(call.item.practitioner, ben);
  // A room that is lost then ends an offer too; the one who gives it may stay.
  const RoomId room = call.item.room;
  lose_room(room, 1);
  call = list(calls).calls[0];
  EXPECT_TRUE(call.changed);
  EXPECT_NE(call.item.room, room);
  all_sound();
}

TEST_F(Reseat, R37_a_gender_is_not_traded) {
  is(ana, "woman", {"en"});
  is(ben, "man", {"en"});
  is(cleo, "woman", {"en"});
  AppointmentId id = book("Maya Roy", 1, 10, ana);
  book("Other Ott", 1, 10, cleo);  // Cleo is not free at ten, Ben is
  ReseatId calls = lose(ana, 1);
  Call call = list(calls).calls[0];
  EXPECT_EQ(call.item.practitioner, cleo);
  EXPECT_NE(*call.item.start, at(1, 10));
  ASSERT_TRUE(close_call_list(*clinic, desk, calls, true));
  ASSERT_TRUE(note_gender_wish(*clinic, desk, id, "any"));
  call = list(lose(ana, 1)).calls[0];
  EXPECT_EQ(call.item.practitioner, ben);
  EXPECT_EQ(*call.item.start, at(1, 10));
  // Said while the desk is on the phone: the yes no longer fits.
  ASSERT_TRUE(note_gender_wish(*clinic, desk, id, "woman"));
  EXPECT_EQ(answer(call.item.reseat, id, CallWent::accepted), "place_no_longer_fits");
  EXPECT_EQ(note_gender_wish(*clinic, desk, id, "cat").error().message, "wish_unknown");
}

TEST_F(Reseat, R37_a_language_is_not_traded_and_who_finds_no_place_has_the_reason) {
  is(ana, "woman", {"en", "fr"});
  is(ben, "woman", {"en"});
  is(cleo, "woman", {"en"});
  AppointmentId id = book("Chloe Leroux", 1, 10, ana, "fr");
  book("Maya Roy", 1, 12, ana);
  // Ana is away all week: another day is no way out either.
  ASSERT_TRUE(add_time_off(*clinic, program, {ana, {monday + 2, 0}, {monday + 20, 0}}));
  CallList calls = list(lose(ana, 1));
  EXPECT_FALSE(calls.calls[0].item.start);
  EXPECT_EQ(calls.calls[0].item.why, "nobody_speaks");
  EXPECT_EQ(answer(calls.reseat.id, id, CallWent::accepted), "no_place");
  ASSERT_TRUE(calls.calls[1].item.start);
}

TEST_F(Reseat, R37_two_yes_never_get_the_same_place_however_they_race) {
  std::vector<AppointmentId> ids;
  const char* names[] = {"A One", "B Two", "C Three", "D Four"};
  for (int i = 0; i < 4; ++i) ids.push_back(book(names[i], 1, 9 + 2 * i, ana));
  ReseatId calls = lose(ana, 1);
  std::vector<std::thread> callers;
  std::atomic<int> yes = 0;
  for (AppointmentId id : ids)
    for (int twice = 0; twice < 2; ++twice)
      callers.emplace_back([&, id] {
        if (answer_call(*clinic, desk, calls, id, CallWent::accepted)) ++yes;
      });
  for (std::thread& one : callers) one.join();
  EXPECT_EQ(yes, 4);
  for (AppointmentId id : ids) EXPECT_NE(visit(id).practitioner, ana);
  all_sound();
}

TEST_F(Reseat, R37_a_lost_room_changes_the_room_alone_where_it_can_and_stays_closed) {
  AppointmentId id = book("Maya Roy", 1, 10, ana);
  RoomId lost = visit(id).room;
  ReseatId calls = lose_room(lost, 1);
  Call call = list(calls).calls[0];
  EXPECT_TRUE(call.only_room);
  EXPECT_EQ(call.item.practitioner, ana);
  EXPECT_EQ(answer(calls, id, CallWent::accepted), "done");
  EXPECT_EQ(visit(id).start, at(1, 10));
  EXPECT_NE(visit(id).room, lost);
  all_sound();
  // One room is left: one visit at a time, the one that was moved included.
  auto rival = booking(at(1, 10), "rival");
  rival.client.name = "Rival Ray";
  EXPECT_EQ(book_appointment(*clinic, rival).error().message, "start_taken");
  ASSERT_TRUE(undo_call(*clinic, desk, calls, id));
  EXPECT_EQ(visit(id).room, lost);
  EXPECT_TRUE(list(calls).calls[0].kept);
  all_sound();
  ASSERT_TRUE(close_call_list(*clinic, desk, calls, true));
  EXPECT_TRUE(book_appointment(*clinic, rival));
  all_sound();
}

TEST_F(Reseat, R37_what_ends_the_list_gives_the_day_back_when_the_therapist_comes_after_all) {
  AppointmentId id = book("Maya Roy", 1, 10, ana);
  ReseatId calls = lose(ana, 1);
  EXPECT_EQ(open_call_lists(*clinic).at(0).left, 1);
  ASSERT_TRUE(close_call_list(*clinic, desk, calls, true));
  EXPECT_TRUE(open_call_lists(*clinic).empty());
  auto in = booking(at(1, 12), "again");
  in.client.name = "Other Ott";
  in.practitioner = ana;
  EXPECT_TRUE(book_appointment(*clinic, in));
  EXPECT_EQ(visit(id).practitioner, ana);
  EXPECT_EQ(close_call_list(*clinic, desk, calls, false).error().message, "reseat_closed");
  const Actor nobody;
  EXPECT_EQ(reseat_day(*clinic, nobody, {ana, {}, monday + 1}).error().code, Code::forbidden);
  EXPECT_EQ(reseat_day(*clinic, desk, {ana, {}, monday - 1}).error().message, "day_over");
  EXPECT_EQ(reseat_day(*clinic, desk, {{}, {}, monday}).error().message, "lost_unknown");
}

TEST_F(ReseatTreated, R37_health_limits_are_not_traded_and_consent_is_asked_anew) {
  clock.seconds = at(2, 8).seconds;
  auto plan = store->read([&](store::Connection& c) {
    auto a = store::find_appointment(c, clinic->tenant, id);
    auto kept = store::find_screening(c, clinic->tenant, *sealer, a->screening);
    auto content = read_content(*clinic, *kept);
    auto offer = clinic->availability.get();
    const auto& service = *offer->service(a->service);
    return plan_ahead(
        *clinic,
        {*content, service, a->wall.date, decide(*clinic, *content, service, a->wall.date)},
        service);
  });
  auto needed = care::needed_techniques(plan);
  ASSERT_FALSE(needed.empty());
  is(ana, "woman", {"en"}, needed);
  is(ben, "woman", {"en"}, needed);
  is(cleo, "woman", {"en"}, {needed.begin() + 1, needed.end()});  // one is missing
  book("Other Ott", 2, 10, ben);                                  // only Cleo is free at ten
  auto day = answer_day(*clinic, ana_actor, {id, quiet_day(), false});
  ASSERT_TRUE(day);
  Consent consent = bare_consent();
  for (const care::Region& place : own_places())
    consent.regions.push_back({place, RegionConsent::Says::yes, "why", "what else", "M.R."});
  auto given = give_consent(*clinic, ana_actor, id, consent);
  ASSERT_TRUE(given) << given.error().field << " " << given.error().message;
  ReseatId calls = lose(ana, 2);
  Call call = list(calls).calls[0];
  ASSERT_TRUE(call.item.start);
  EXPECT_EQ(call.item.practitioner, ben);
  EXPECT_EQ(answer(calls, id, CallWent::accepted), "done");
  clock.seconds = call.item.start->seconds;
  auto offer = current_offer(*clinic);
  auto hindered = store->read([&](store::Connection& c) {
    return hindrances(c, *clinic, *offer, ben_actor,
                      *store::find_appointment(c, clinic->tenant, id));
  });
  EXPECT_TRUE(std::count(hindered.begin(), hindered.end(), "consent_other_therapist"));
}

}  // namespace
}  // namespace fascia::clinic
