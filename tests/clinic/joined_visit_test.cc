// SPDX-License-Identifier: Apache-2.0
// Several services one after the other in one visit, which is one thing in all that happens to it.
#include <thread>

#include "clinic/answered.h"
#include "clinic/booking_limits.h"
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/day_sheet.h"
#include "clinic/due_work.h"
#include "clinic/holds.h"
#include "clinic/join_services.h"
#include "clinic/reseat.h"
#include "clinic/screen_visit.h"
#include "clinic/visit_series.h"
#include "clinic/wait_list.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

struct JoinedVisit : ::testing::Test, SmallClinic {
  const Actor desk{Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  const Actor anybody{};

  void TearDown() override {
    for (const CheckLine& line : check_clinic(*clinic))
      EXPECT_TRUE(line.what == "zone_data" || line.sound)
          << line.what << (line.faults.empty() ? "" : ": " + line.faults.front());
  }
  ServiceId join(const std::vector<ServiceId>& parts) {
    auto out = join_services(*clinic, anybody, parts);
    EXPECT_TRUE(out) << (out ? "" : out.error().message);
    return out ? *out : ServiceId{};
  }
  std::string why(const std::vector<ServiceId>& parts, const Actor& actor = {}) {
    auto out = join_services(*clinic, actor, parts);
    return out ? "" : out.error().field + ": " + out.error().message;
  }
  Result<Booked> book(ServiceId service, Instant start, PractitionerId who = {},
                      const std::string& screening = {}) {
    BookAppointment in = booking(start, "key " + std::to_string(++keys));
    in.service = service;
    in.practitioner = who;
    in.screening = screening;
    return book_appointment(*clinic, in);
  }
  // By somebody else each time.
  std::string tried(ServiceId service, Instant start, PractitionerId who = {}) {
    BookAppointment in = booking(start, "key " + std::to_string(++keys));
    in.service = service;
    in.practitioner = who;
    in.client.name = "Guest " + std::to_string(keys);
    auto out = book_appointment(*clinic, in);
    return out ? "booked" : out.error().message;
  }
  store::Appointment now(AppointmentId id) {
    return find_visit(*clinic, id, {program, {}}).value();
  }
  const store::Service& of(ServiceId id) { return *clinic->availability.get()->service(id); }
  std::vector<std::string> mails() {
    std::vector<std::string> out;
    store->read([&](store::Connection& c) {
      for (const auto& m : store::waiting_messages(c, clinic->tenant, *sealer, {1LL << 40}, 1000))
        out.push_back(m.kind);
      return 0;
    });
    return out;
  }
  int keys = 0;
};

TEST_F(JoinedVisit, the_same_parts_in_the_same_order_are_one_service) {
  const ServiceId both = join({deep, swedish});
  EXPECT_EQ(join({deep, swedish}), both);
  EXPECT_NE(join({swedish, deep}), both);
  EXPECT_EQ(join({deep}), deep);
  EXPECT_EQ(of(both).name_en, "Deep tissue 60, then Relaxation 60");
  EXPECT_EQ(of(both).minutes, 120);
  EXPECT_EQ(of(both).price.cents, 19000);
  const ServiceId three = *join_services(*clinic, desk, {both, swedish});
  EXPECT_EQ(of(three).parts, (std::vector<ServiceId>{deep, swedish, swedish}));
  EXPECT_EQ(why({three, deep}, desk), "then: too_many_services");
  EXPECT_EQ(why({deep, ServiceId{9}}), "then: service_unknown");
  auto offer = clinic->availability.get();
  EXPECT_EQ(offer->services.size(), 2u) << "no list of services has it";
  EXPECT_EQ(followers(*clinic, *offer, desk, of(both)),
            std::vector<const store::Service*>{offer->service(deep)});
  EXPECT_TRUE(followers(*clinic, *offer, desk, of(three)).empty());
  // It is there after a new start, and for another program.
  load_availability(*clinic);
  EXPECT_EQ(of(both).minutes, 120);
  EXPECT_EQ(join({deep, swedish}), both);
}

TEST_F(JoinedVisit, what_no_therapist_and_no_room_can_give_in_one_visit_is_said) {
  store::Service cups = service("cupping-30", "Cupping 30", "other");
  cups.minutes = 30;
  cups.online = false;
  const ServiceId cupping = *edit_service(*clinic, program, cups);
  EXPECT_EQ(why({deep, cupping}, desk), "then: nobody_gives_all");
  store::Practitioner p = read_house(*clinic, program)->practitioners.front();
  p.services.push_back(cupping);
  ASSERT_TRUE(edit_practitioner(*clinic, program, p));
  EXPECT_EQ(why({deep, cupping}, desk), "");
  EXPECT_EQ(why({deep, cupping}), "then: service_unknown") << "not booked online";
  const ServiceId with_cups = *join_services(*clinic, desk, {deep, cupping});
  EXPECT_EQ(tried(with_cups, at(1, 10)), "service_unknown");
  BookAppointment in = booking(at(1, 10), "by phone");
  in.service = with_cups;
  in.actor = desk;
  auto booked = book_appointment(*clinic, in);
  ASSERT_TRUE(booked) << booked.error().message;
  EXPECT_EQ(booked->appointment.practitioner, p.id) << "she alone gives both";
  in.start = at(1, 11);
  in.idempotency_key = in.body = "an hour later";
  EXPECT_EQ(book_appointment(*clinic, in).error().message, "start_taken");
  store::Service gym = service("gym-30", "Gym 30", "other");
  gym.room_kind = "gym";
  const ServiceId elsewhere = *edit_service(*clinic, program, gym);
  EXPECT_EQ(why({deep, elsewhere}), "then: nobody_gives_all");
}

TEST_F(JoinedVisit, it_is_booked_as_one_stretch_with_one_link_one_mail_and_the_sum_of_prices) {
  auto booked = book(join({deep, swedish}), at(1, 10), ana);
  ASSERT_TRUE(booked) << booked.error().message;
  const store::Appointment& a = booked->appointment;
  EXPECT_EQ((a.finish - a.start).value, 120 * 60);
  EXPECT_EQ((a.busy_until - a.start).value, 135 * 60) << "one buffer, after the last";
  EXPECT_EQ(a.price.cents, 19000);
  EXPECT_EQ(mails(), std::vector<std::string>{"booked"});
  // All of it is taken, its middle and its end too.
  for (int minute : {0, 30, 60, 75, 120})
    EXPECT_EQ(tried(swedish, at(1, 10, minute), ana), "start_taken") << minute;
  EXPECT_EQ(tried(swedish, at(1, 12, 15), ana), "booked");
  EXPECT_EQ(tried(join({deep, swedish}), at(1, 8), ana), "start_outside_hours");
  // The last start leaves room for all parts.
  EXPECT_EQ(tried(join({deep, swedish}), at(2, 15), ana), "start_outside_hours");
}

TEST_F(JoinedVisit, R38_a_hold_keeps_all_parts) {
  const ServiceId both = join({deep, swedish});
  HoldStart in;
  in.service = both;
  in.start = at(1, 10);
  in.practitioner = ana;
  in.browser = "maya";
  auto held = hold_start(*clinic, in);
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_EQ(tried(swedish, at(1, 11), ana), "start_taken");
  BookAppointment mine = booking(at(1, 10), "mine");
  mine.service = both;
  mine.practitioner = ana;
  mine.hold = held->token;
  EXPECT_TRUE(book_appointment(*clinic, mine));
}

TEST_F(JoinedVisit, twenty_race_for_the_whole_and_its_middle) {
  ASSERT_TRUE(remove_room(*clinic, program, read_house(*clinic, program)->rooms.back().id));
  const ServiceId both = join({deep, swedish});
  std::atomic<bool> go = false;
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 20; ++t)
    threads.emplace_back([&, t] {
      BookAppointment in = booking(at(1, 10, t % 2 == 0 ? 0 : 60), "race " + std::to_string(t));
      in.service = t % 2 == 0 ? both : swedish;
      in.client.name += " " + std::to_string(t);
      while (!go) std::this_thread::yield();
      if (book_appointment(*clinic, in)) ++won;
    });
  go = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(won, 1);
}

TEST_F(JoinedVisit, it_moves_is_cancelled_and_comes_back_whole) {
  const ServiceId both = join({deep, swedish});
  auto booked = book(both, at(1, 10), ana);
  ASSERT_TRUE(booked);
  const AppointmentId id = booked->appointment.id;
  const Key link{{}, booked->manage_token};
  // Half of the new place is taken: nothing moves.
  ASSERT_EQ(tried(swedish, at(2, 11), ana), "booked");
  EXPECT_EQ(move_appointment(*clinic, id, link, at(2, 10)).error().message, "start_taken");
  EXPECT_EQ(now(id).start, at(1, 10));
  auto moved = move_appointment(*clinic, id, link, at(2, 13));
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ((moved->finish - moved->start).value, 120 * 60);
  EXPECT_EQ(tried(swedish, at(2, 14), ana), "start_taken");
  EXPECT_EQ(tried(swedish, at(1, 11), ana), "booked") << "the old time is free";
  // To another therapist, all of it.
  moved = move_appointment(*clinic, id, {desk, {}}, at(2, 13), ben);
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->practitioner, ben);
  EXPECT_EQ(tried(swedish, at(2, 14), ben), "start_taken");
  EXPECT_EQ(tried(swedish, at(2, 14), ana), "booked");
  ASSERT_TRUE(set_status(*clinic, desk, id, store::Status::late_cancelled));
  ASSERT_TRUE(undo_status(*clinic, desk, id));
  EXPECT_EQ(tried(swedish, at(2, 14), ben), "start_taken");
  ASSERT_TRUE(cancel_appointment(*clinic, id, link));
  EXPECT_EQ(tried(deep, at(2, 13), ben), "booked");
  EXPECT_EQ(tried(swedish, at(2, 14, 30), ben), "booked");
}

TEST_F(JoinedVisit, R37_a_reseat_takes_it_whole_to_somebody_who_gives_all) {
  store::Practitioner p;
  p.name = "Cleo Fox";
  p.position = -1;  // asked first
  p.services = {swedish};
  const PractitionerId cleo = *edit_practitioner(*clinic, program, p);
  for (int day = 1; day <= 7; ++day)
    ASSERT_TRUE(
        add_shift(*clinic, program, {cleo, day, 540, 1020, {}, {}, Date::of(2020, 1, 1), {}}));
  auto booked = book(join({deep, swedish}), at(1, 10), ana);
  ASSERT_TRUE(booked);
  auto made = reseat_day(*clinic, desk, {ana, {}, monday + 1});
  ASSERT_TRUE(made) << made.error().message;
  auto calls = call_list(*clinic, desk, *made);
  ASSERT_TRUE(calls);
  ASSERT_EQ(calls->calls.size(), 1u);
  EXPECT_EQ(calls->calls[0].service.name_en, "Deep tissue 60, then Relaxation 60");
  EXPECT_EQ(calls->calls[0].item.practitioner, ben);
  EXPECT_EQ(tried(swedish, at(1, 11), ben), "start_taken") << "kept while the desk calls";
}

TEST_F(JoinedVisit, R1_the_strictest_part_decides_and_the_gentler_one_alone_is_free) {
  const ServiceId both = join({swedish, deep});
  auto answers = answered(*this, both, monday + 1, on_a_blood_thinner());
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->screening.decision, care::Decision::clearance);
  auto found = find_answer(*clinic, answers->token);
  ASSERT_TRUE(found);
  EXPECT_TRUE(refuses(decide(*clinic, found->content, of(deep), monday + 1)));
  EXPECT_FALSE(refuses(decide(*clinic, found->content, of(swedish), monday + 1)));
  auto soon = book(both, at(0, 12), {}, answers->token);
  ASSERT_FALSE(soon);
  EXPECT_EQ(soon.error().message, "letter_too_soon");
  auto waits = book(both, at(1, 10), {}, answers->token);
  ASSERT_TRUE(waits) << waits.error().message;
  EXPECT_EQ(waits->appointment.status, store::Status::requested);
  auto again = answered(*this, swedish, monday + 1, on_a_blood_thinner());
  auto gentle = book(join({swedish, swedish}), at(1, 13), {}, again->token);
  ASSERT_TRUE(gentle) << gentle.error().message;
  EXPECT_EQ(gentle->appointment.status, store::Status::confirmed);
}

TEST_F(JoinedVisit, R40_a_letter_that_is_not_back_leaves_the_gentle_part_of_the_visit) {
  store::Service warm = service("warm-30", "Warm 30", "swedish");
  warm.minutes = 30;
  const ServiceId warm_id = *edit_service(*clinic, program, warm);
  const auto house = read_house(*clinic, program);
  for (store::Practitioner p : house->practitioners) {
    p.services.push_back(warm_id);
    ASSERT_TRUE(edit_practitioner(*clinic, program, p));
  }
  const ServiceId both = join({warm_id, deep});
  auto answers = answered(*this, both, monday + 2, on_a_blood_thinner());
  ASSERT_TRUE(answers);
  auto booked = book(both, at(2, 10), ana, answers->token);
  ASSERT_TRUE(booked) << booked.error().message;
  ASSERT_EQ(booked->appointment.status, store::Status::requested);
  clock.seconds = (at(2, 10) - hours(24)).seconds;
  do_due_work(*clinic, 100);
  const store::Appointment left = now(booked->appointment.id);
  EXPECT_EQ(left.status, store::Status::confirmed);
  EXPECT_EQ(of(left.service).name_en, "Warm 30") << "not Relaxation 60, which was never asked for";
  EXPECT_EQ((left.finish - left.start).value, 30 * 60);
}

TEST_F(JoinedVisit, R32_its_minutes_count_for_the_day_of_a_therapist) {
  BookingLimits limits;
  limits.deep_minutes_a_day = 180;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  const ServiceId both = join({deep, swedish});
  ASSERT_EQ(tried(both, at(1, 9), ana), "booked");
  EXPECT_EQ(schedule::deep_minutes_on(current_offer(*clinic)->times, ana, monday + 1), 60)
      << "those of its deep part";
  ASSERT_EQ(tried(both, at(1, 12), ana), "booked");
  ASSERT_EQ(tried(deep, at(1, 14, 30), ana), "booked");
  EXPECT_EQ(schedule::deep_minutes_on(current_offer(*clinic)->times, ana, monday + 1), 180);
  EXPECT_NE(tried(deep, at(1, 15, 45), ana), "booked");
  EXPECT_EQ(tried(swedish, at(1, 15, 45), ana), "booked");
}

TEST_F(JoinedVisit, R32_no_visit_is_longer_than_a_therapist_works_without_a_break) {
  auto sold = [&](const char* slug, const char* kind, int minutes) {
    store::Service s = service(slug, slug, kind);
    s.minutes = minutes;
    const ServiceId id = *edit_service(*clinic, program, s);
    const auto house = read_house(*clinic, program);
    for (store::Practitioner p : house->practitioners) {
      p.services.push_back(id);
      EXPECT_TRUE(edit_practitioner(*clinic, program, p));
    }
    return id;
  };
  const ServiceId long_one = sold("relaxation-90", "swedish", 90),
                  longer = sold("relaxation-95", "swedish", 95), day = sold("day", "other", 480),
                  deep_90 = sold("deep-90", "deep", 90);
  EXPECT_EQ(why({day, day, day}, desk), "then: visit_too_long");
  EXPECT_EQ(why({deep, long_one}), "");
  EXPECT_EQ(why({deep, longer}), "then: visit_too_long") << "155 minutes";
  EXPECT_EQ(why({deep, longer}, desk), "");
  EXPECT_EQ(why({long_one, long_one}, desk), "");
  EXPECT_EQ(why({long_one, longer}, desk), "then: visit_too_long") << "185 minutes";
  EXPECT_EQ(why({deep_90, deep_90}), "then: visit_too_long");
  auto offer = clinic->availability.get();
  for (const store::Service* next : followers(*clinic, *offer, anybody, of(deep)))
    EXPECT_LE(next->minutes, 90);
  // More deep work than the clinic lets a therapist do in one day.
  EXPECT_EQ(why({deep, deep_90}), "");
  BookingLimits limits;
  limits.deep_minutes_a_day = 120;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  EXPECT_EQ(why({deep, deep_90}), "then: visit_too_deep");
  EXPECT_EQ(why({deep, deep}), "");
}

TEST_F(JoinedVisit, R3_a_part_that_changes_its_room_leaves_the_visits_ahead_whole) {
  const ServiceId both = join({swedish, deep});
  auto booked = book(both, at(1, 10), ana);
  ASSERT_TRUE(booked);
  const AppointmentId id = booked->appointment.id;
  ASSERT_EQ(booked->appointment.status, store::Status::requested) << "its questions are due";
  auto answers = answered(*this, both, monday + 1, {});
  ASSERT_TRUE(answers) << answers.error().message;
  store::Service part = of(swedish);
  part.room_kind = "gym";
  ASSERT_TRUE(edit_service(*clinic, program, part));
  auto offer = clinic->availability.get();
  EXPECT_TRUE(is_in_turn(*offer, both));
  ASSERT_NE(offer->service(both), nullptr);
  EXPECT_EQ(of(both).name_en, "Relaxation 60, then Deep tissue 60");
  EXPECT_EQ(schedule::deep_minutes_on(offer->times, ana, monday + 1), 60);
  // Who comes new has the parts in turn, as soon as there is a room for each.
  EXPECT_EQ(tried(both, at(2, 10), ana), "start_taken");
  HoldStart hold;
  hold.service = both;
  hold.start = at(2, 10);
  EXPECT_EQ(hold_start(*clinic, hold).error().message, "start_taken");
  // The client sends the answers of the visit, and cancels it.
  const Key link{{}, booked->manage_token};
  auto bound = bind_intake(*clinic, id, link, answers->token);
  ASSERT_TRUE(bound) << bound.error().message;
  EXPECT_EQ(bound->status, store::Status::confirmed);
  EXPECT_EQ(move_appointment(*clinic, id, link, at(2, 10)).error().message,
            "practitioner_not_for_service");
  EXPECT_TRUE(cancel_appointment(*clinic, id, link));
}

TEST_F(JoinedVisit, a_part_that_is_sold_no_more_stays_in_the_visits_ahead) {
  const ServiceId both = join({deep, swedish});
  ASSERT_TRUE(book(both, at(1, 10), ana));
  ASSERT_TRUE(book(swedish, at(1, 14), ana));
  ASSERT_TRUE(remove_service(*clinic, program, swedish));
  auto offer = clinic->availability.get();
  ASSERT_NE(offer->service(both), nullptr);
  ASSERT_NE(offer->service(swedish), nullptr) << "one by itself too";
  EXPECT_EQ(of(swedish).name_en, "Relaxation 60");
  EXPECT_EQ(schedule::deep_minutes_on(offer->times, ana, monday + 1), 60);
  EXPECT_EQ(tried(swedish, at(2, 14), ana), "service_unknown");
  EXPECT_EQ(why({deep, swedish}, desk), "then: service_unknown");
  EXPECT_TRUE(reseat_day(*clinic, desk, {ana, {}, monday + 1})) << "the desk calls their clients";
}

TEST_F(JoinedVisit, a_visit_of_what_is_sold_no_more_still_moves_and_nobody_new_gets_it) {
  const ServiceId both = join({deep, swedish});
  auto whole = book(both, at(1, 10), ana), one = book(swedish, at(1, 14), ana);
  ASSERT_TRUE(whole && one);
  ASSERT_TRUE(remove_service(*clinic, program, swedish));
  for (const auto* visit : {&*whole, &*one}) {
    const Key link{{}, visit->manage_token};
    const Instant to = visit == &*whole ? at(2, 9) : at(2, 13);
    auto moved = move_appointment(*clinic, visit->appointment.id, link, to);
    ASSERT_TRUE(moved) << moved.error().message;
    EXPECT_EQ(moved->start, to);
    EXPECT_EQ(moved->finish - to, visit->appointment.finish - visit->appointment.start);
    EXPECT_EQ(tried(visit->appointment.service, at(3, 9), ana), "service_unknown");
    HoldStart hold;
    hold.service = visit->appointment.service;
    hold.start = at(3, 9);
    EXPECT_EQ(hold_start(*clinic, hold).error().message, "service_unknown");
    RepeatVisit repeat;
    repeat.first = visit->appointment.id;
    repeat.count = 2;
    EXPECT_EQ(plan_repeat(*clinic, desk, repeat).error().message, "service_unknown");
    EXPECT_EQ(repeat_visit(*clinic, desk, repeat).error().message, "service_unknown");
  }
  EXPECT_EQ(tried(deep, at(2, 10), ana), "start_taken") << "the whole stands there";
}

TEST_F(JoinedVisit, what_nobody_came_back_for_is_forgotten) {
  auto kept = [&](ServiceId id) {
    auto all = store->read(
        [&](store::Connection& c) { return store::list_all_services(c, clinic->tenant); });
    return std::ranges::find(all, id, &store::Service::id) != all.end();
  };
  const ServiceId looked_at = join({deep, swedish}), booked = join({swedish, deep}),
                  waited_for = join({swedish, swedish});
  ASSERT_TRUE(book(booked, at(1, 10), ana));
  JoinWaitList wish;
  wish.service = waited_for;
  wish.from = monday + 1;
  wish.until = monday + 7;
  wish.name = "Maya Roy";
  wish.birth_date = Date::of(1988, 5, 4);
  wish.email = "maya@example.invalid";
  auto waits = join_wait_list(*clinic, wish);
  ASSERT_TRUE(waits) << waits.error().message;
  clock.seconds += 30 * 60;
  ASSERT_TRUE(forget_what_ended(*clinic));
  EXPECT_TRUE(kept(looked_at)) << "somebody is still choosing";
  clock.seconds += 31 * 60;
  ASSERT_TRUE(forget_what_ended(*clinic));
  EXPECT_FALSE(kept(looked_at));
  EXPECT_EQ(clinic->availability.get()->service(looked_at), nullptr);
  EXPECT_TRUE(kept(booked));
  EXPECT_TRUE(kept(waited_for));
  // Who still had its page open gets it again.
  EXPECT_EQ(offer_with(*clinic, "deep-tissue-60~relaxation-60")->joined.size(), 2u);
  auto again = offer_to_hold(*clinic, anybody, "deep-tissue-60~relaxation-60");
  EXPECT_NE(again->service_by_slug("deep-tissue-60~relaxation-60"), nullptr);
}

TEST_F(JoinedVisit, one_made_by_another_program_is_found_by_its_slug) {
  Clinic other(*store, *sealer, random, clock, shipped_knowledge(), clinic->tenant);
  load_availability(other);
  const ServiceId both = join({deep, swedish});
  const std::string slug = "deep-tissue-60~relaxation-60";
  ASSERT_EQ(other.availability.get()->service_by_slug(slug), nullptr) << "it is behind";
  auto offer = offer_with(other, slug);
  ASSERT_NE(offer->service_by_slug(slug), nullptr);
  EXPECT_EQ(offer->service_by_slug(slug)->id, both);
  EXPECT_EQ(offer_with(other, "relaxation-60~relaxation-60")->joined.size(), 1u);
}

TEST_F(JoinedVisit, its_parts_in_an_older_or_newer_offer_are_never_none) {
  const ServiceId both = join({deep, swedish});
  const store::Service whole = of(both);
  Offer without = *clinic->availability.get();
  without.services.clear();
  EXPECT_EQ(parts_of(without, whole), std::vector<const store::Service*>{&whole});
  without.services.push_back(*clinic->availability.get()->service(deep));
  ASSERT_EQ(parts_of(without, whole).size(), 1u);
  EXPECT_EQ(parts_of(without, whole)[0]->id, deep);
}

TEST_F(JoinedVisit, the_desk_sees_one_visit_and_a_part_stays_while_it_is_ahead) {
  auto booked = book(join({deep, swedish}), at(1, 10), ana);
  ASSERT_TRUE(booked);
  auto sheet = day_sheet(*clinic, desk, monday + 1);
  ASSERT_TRUE(sheet);
  int seen = 0;
  for (const auto& visit : sheet->visits)
    if (visit.service.name_en == "Deep tissue 60, then Relaxation 60") ++seen;
  EXPECT_EQ(sheet->visits.size(), 1u);
  EXPECT_EQ(seen, 1);
  auto removed = remove_service(*clinic, program, swedish);
  ASSERT_TRUE(removed);
  EXPECT_TRUE(removed->switched_off);
  EXPECT_EQ(removed->ahead, 1);
}

TEST_F(JoinedVisit, it_repeats_as_a_series) {
  auto booked = book(join({deep, swedish}), at(1, 10), ana);
  ASSERT_TRUE(booked);
  RepeatVisit repeat;
  repeat.first = booked->appointment.id;
  repeat.count = 3;
  auto more = repeat_visit(*clinic, desk, repeat);
  ASSERT_TRUE(more) << more.error().message;
  for (const Booked& one : *more) {
    const AppointmentId id = one.appointment.id;
    EXPECT_EQ((now(id).finish - now(id).start).value, 120 * 60);
  }
}

}  // namespace
}  // namespace fascia::clinic
