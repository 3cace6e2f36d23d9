// SPDX-License-Identifier: Apache-2.0
// Several services one after the other in one visit, which is one thing in all that happens to it.
#include <thread>

#include "clinic/answered.h"
#include "clinic/booking_limits.h"
#include "clinic/cancel_policy.h"
#include "clinic/change_appointment.h"
#include "clinic/check_clinic.h"
#include "clinic/day_sheet.h"
#include "clinic/holds.h"
#include "clinic/join_services.h"
#include "clinic/reseat.h"
#include "clinic/screen_visit.h"
#include "clinic/visit_series.h"
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
  const ServiceId three = join({both, swedish});
  EXPECT_EQ(of(three).parts, (std::vector<ServiceId>{deep, swedish, swedish}));
  EXPECT_EQ(why({three, deep}), "then: too_many_services");
  EXPECT_EQ(why({deep, ServiceId{9}}), "then: service_unknown");
  auto offer = clinic->availability.get();
  EXPECT_EQ(offer->services.size(), 2u) << "no list of services has it";
  EXPECT_EQ(followers(*offer, anybody, of(both)),
            std::vector<const store::Service*>{offer->service(deep)});
  EXPECT_TRUE(followers(*offer, anybody, of(three)).empty());
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
  EXPECT_EQ(why({deep, elsewhere}), "then: services_need_different_rooms");
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
  ASSERT_TRUE(set_status(*clinic, desk, id, store::Status::no_show));
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

TEST_F(JoinedVisit, R32_its_minutes_count_for_the_day_of_a_therapist) {
  BookingLimits limits;
  limits.deep_minutes_a_day = 180;
  ASSERT_TRUE(edit_booking_limits(*clinic, program, limits));
  const ServiceId both = join({deep, swedish});
  ASSERT_EQ(tried(both, at(1, 9), ana), "booked");
  EXPECT_EQ(schedule::deep_minutes_on(current_offer(*clinic)->times, ana, monday + 1), 120)
      << "any of its minutes may be worked deep: it is planned as one";
  EXPECT_NE(tried(both, at(1, 12), ana), "booked");
  EXPECT_EQ(tried(deep, at(1, 12), ana), "booked");
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
  for (AppointmentId id : *more) EXPECT_EQ((now(id).finish - now(id).start).value, 120 * 60);
}

}  // namespace
}  // namespace fascia::clinic
