// SPDX-License-Identifier: Apache-2.0
#include "clinic/consent.h"

#include <gtest/gtest.h>

#include "clinic/change_appointment.h"
#include "clinic/chart.h"
#include "clinic/open_client.h"
#include "clinic/plan_visit.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

using care::Side;

// CHK-S22: no visit starts while one question of the day, "anything new?" too, is open.
TEST(DayQuestions, R1_no_session_starts_before_the_day_was_asked) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  DayScreening before = v.today();
  auto asked = [&](const char* question) {
    return std::find(before.open.begin(), before.open.end(), question) != before.open.end();
  };
  EXPECT_TRUE(asked("fever"));
  EXPECT_TRUE(asked("alcohol"));
  EXPECT_TRUE(asked("anything_new"));
  EXPECT_EQ(v.refusal(), "day_questions_open");
  // Each of them is needed: one left open keeps the door shut.
  for (const std::string& left : before.open) {
    TreatedVisit other;
    ASSERT_TRUE(give_consent(*other.clinic, other.ana_actor, other.id, other.full_consent()));
    auto answers = other.quiet_day();
    answers.erase(left);
    ASSERT_TRUE(answer_day(*other.clinic, other.ana_actor, {other.id, answers, false}));
    EXPECT_EQ(other.refusal(), "day_questions_open") << left;
  }
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  EXPECT_EQ(v.refusal(), "started");
}

TEST(DayQuestions, R1_a_fever_today_decides_again_and_refuses) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  auto answers = v.quiet_day();
  answers["fever"] = std::vector<std::string>{"fever"};
  auto day = answer_day(*v.clinic, v.ana_actor, {v.id, answers, false});
  ASSERT_TRUE(day);
  EXPECT_TRUE(day->refuses());
  ASSERT_FALSE(day->screening.findings.empty());
  EXPECT_EQ(v.refusal(), "screening_refuses_today");
}

TEST(DayQuestions, R1_not_sure_today_stays_open_and_something_new_is_spoken_about) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  auto answers = v.quiet_day();
  answers["fever"] = care::Said::not_sure;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, answers, false}));
  EXPECT_EQ(v.refusal(), "day_questions_open");
  answers = v.quiet_day();
  answers["anything_new"] = care::Said::yes;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, answers, false}));
  EXPECT_EQ(v.refusal(), "must_speak");
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, {}, true}));
  EXPECT_EQ(v.refusal(), "started");
}

TEST(DayQuestions, R1_yesterday_is_too_early_and_somebody_elses_client_is_not_asked) {
  TreatedVisit v;
  EXPECT_EQ(answer_day(*v.clinic, v.ben_actor, {v.id, {}, false}).error().message,
            "not_your_visit");
  v.clock.seconds = v.at(1, 10).seconds;
  EXPECT_EQ(answer_day(*v.clinic, v.ana_actor, {v.id, {}, false}).error().message,
            "visit_not_today");
  EXPECT_EQ(v.refusal(), "visit_not_today");
}

TEST(DayQuestions, R1_what_was_said_on_the_day_does_not_move_with_the_visit) {
  TreatedVisit v;
  v.clock.seconds = v.at(2, 9, 30).seconds;
  auto day = answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false});
  ASSERT_TRUE(day && day->complete());
  ASSERT_TRUE(move_appointment(*v.clinic, v.id, {v.desk_actor, ""}, v.at(3, 10)));
  v.clock.seconds = v.at(3, 9, 55).seconds;
  EXPECT_TRUE(v.today().today.empty());
  EXPECT_FALSE(v.today().complete());
  day = answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false});
  ASSERT_TRUE(day) << day.error().message;
  EXPECT_TRUE(day->complete());
}

TEST(DayQuestions, R1_high_pressure_is_measured_before_the_start) {
  TreatedVisit v;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  auto answers = v.quiet_day();
  answers["high_pressure"] = care::Said::yes;
  auto day = answer_day(*v.clinic, v.ana_actor, {v.id, answers, false});
  ASSERT_TRUE(day);
  EXPECT_NE(std::find(day->open.begin(), day->open.end(), "bp.systolic"), day->open.end());
  auto measured = v.quiet_day();
  measured["bp.systolic"] = 185.0;
  measured["bp.diastolic"] = 95.0;
  day = answer_day(*v.clinic, v.ana_actor, {v.id, measured, false});
  ASSERT_TRUE(day);
  EXPECT_TRUE(day->refuses());
}

TEST(Consent, R12_no_session_without_consent_for_this_therapist) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  EXPECT_EQ(v.refusal(), "consent_not_given");
  EXPECT_EQ(give_consent(*v.clinic, v.ben_actor, v.id, v.full_consent()).error().message,
            "not_your_visit");
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  // The visit goes to Ben: what was agreed with Ana does not hold for him (R12).
  ASSERT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
    auto a = store::find_appointment(tx, v.clinic->tenant, v.id);
    a->practitioner = v.ben;
    store::update_appointment(tx, v.clinic->tenant, *a);
    return {};
  }));
  EXPECT_EQ(start_session(*v.clinic, v.ben_actor, {v.id, {}, {}}).error().message,
            "consent_other_therapist");
  EXPECT_EQ(v.refusal(), "not_your_visit");
}

// CHK-S24: what stays on and how one is covered has a tick of its own.
TEST(Consent, R12_each_point_is_agreed_and_signed) {
  TreatedVisit v;
  auto refused = [&](auto change) {
    Consent c = v.full_consent();
    change(c);
    auto out = give_consent(*v.clinic, v.ana_actor, v.id, c);
    return out ? std::string("given") : out.error().field + " " + out.error().message;
  };
  EXPECT_EQ(refused([](Consent& c) { c.treatment = false; }), "treatment consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.draping = false; }), "draping consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.pressure = false; }), "pressure consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.stop_word = false; }), "stop_word consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.support = false; }), "support consent_item_missing");
  EXPECT_EQ(refused([](Consent& c) { c.depth = 6; }), "depth consent_depth");
  EXPECT_EQ(refused([](Consent& c) { c.ceiling = 11; }), "ceiling consent_ceiling");
  EXPECT_EQ(refused([](Consent& c) { c.word.clear(); }), "word consent_word_missing");
  EXPECT_EQ(refused([](Consent& c) { c.signed_by.clear(); }),
            "signed_by consent_signature_missing");
  EXPECT_EQ(refused([](Consent&) {}), "given");
}

// CHK-S24: with all clothes on there is no oil; with some on there is.
TEST(Consent, CHK_S24_who_stays_dressed_is_worked_on_without_oil) {
  for (const char* clothing : {"clothed", "underwear"}) {
    TreatedVisit v;
    v.make_ready();
    Consent consent = v.full_consent();
    consent.clothing = "naked";
    EXPECT_EQ(give_consent(*v.clinic, v.ana_actor, v.id, consent).error().message,
              "clothing_unknown");
    consent.clothing = clothing;
    ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, consent));
    v.start_ready();
    auto oil = v.work("low-back.R", "effleurage", 2);
    EXPECT_EQ(oil ? "" : oil.error().message,
              clothing == std::string("clothed") ? "technique_needs_oil" : "");
    EXPECT_TRUE(v.work("low-back.R", "petrissage", 2)) << "kneads through cloth";
  }
}

std::vector<care::Pain> buttock() { return {{{"buttock-upper", Side::right}, 7}}; }

TEST(Consent, R12_a_sensitive_place_needs_reason_alternative_and_signature_this_time) {
  TreatedVisit v(buttock());
  auto places = v.own_places();
  ASSERT_FALSE(places.empty());
  Consent c = v.bare_consent();
  auto refusal = [&] {
    auto out = give_consent(*v.clinic, v.ana_actor, v.id, c);
    return out ? std::string("given") : out.error().message;
  };
  EXPECT_EQ(refusal(), "region_answer_missing");
  for (const auto& place : places)
    c.regions.push_back({place, RegionConsent::Says::yes, "why", "what else", "M.R."});
  for (auto member :
       {&RegionConsent::reason, &RegionConsent::alternative, &RegionConsent::signed_by}) {
    std::string kept = std::exchange(c.regions.front().*member, "");
    EXPECT_NE(refusal(), "given");
    c.regions.front().*member = kept;
  }
  EXPECT_EQ(refusal(), "given");
}

TEST(Consent, R12_a_no_makes_a_plan_without_that_place) {
  TreatedVisit v(buttock());
  auto places = v.own_places();
  ASSERT_FALSE(places.empty());
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent(RegionConsent::Says::no)));
  auto file = open_client(*v.clinic, v.ana_actor, v.id);
  ASSERT_TRUE(file);
  for (const auto& segment : file->room.plan.segments)
    for (const auto& worked : segment.places)
      EXPECT_EQ(std::find(places.begin(), places.end(), worked.region), places.end())
          << worked.region.text();
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  ASSERT_EQ(v.refusal(), "started");
  EXPECT_EQ(v.work(places.front().text().c_str(), "petrissage", 2).error().message,
            "region_blocked");
}

TEST(Consent, R12_withdrawn_is_one_tap_blocks_the_place_and_is_charted) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  ASSERT_TRUE(
      withdraw_consent(*v.clinic, v.ana_actor, v.id, care::Region{"low-back", Side::right}));
  EXPECT_EQ(v.work("low-back.R", "effleurage", 1).error().message, "region_blocked");
  EXPECT_TRUE(v.work("mid-back.R", "effleurage", 1));
  // It cannot be tapped away.
  Tap undo;
  undo.kind = Tap::Kind::undo;
  ASSERT_TRUE(log_tap(*v.clinic, v.ana_actor, {v.id, undo, 0}));
  ASSERT_TRUE(log_tap(*v.clinic, v.ana_actor, {v.id, undo, 0}));
  EXPECT_EQ(v.work("low-back.R", "effleurage", 1).error().message, "region_blocked");
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->summary.withdrawn.size(), 1u);
  EXPECT_EQ(chart->summary.withdrawn.front().text(), "low-back.R");
}

TEST(Consent, R12_all_withdrawn_before_the_start_keeps_the_session_from_starting) {
  TreatedVisit v;
  v.make_ready();
  ASSERT_TRUE(withdraw_consent(*v.clinic, v.ana_actor, v.id, {}));
  EXPECT_EQ(v.refusal(), "consent_withdrawn");
}

TEST(Consent, R12_a_sensitive_place_that_was_not_asked_about_is_not_touched) {
  TreatedVisit v;
  v.start();
  EXPECT_EQ(v.work("chest-upper.L", "effleurage", 1).error().message, "region_blocked");
  EXPECT_EQ(v.work("thigh-inner.L", "effleurage", 1).error().message, "region_blocked");
}

TEST(Consent, R12_a_place_without_its_own_yes_is_in_no_plan_that_starts) {
  TreatedVisit v(buttock());
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent(RegionConsent::Says::no)));
  ASSERT_EQ(v.refusal(), "started");
  auto plan = kept_plan(*v.clinic, v.ana_actor, v.id);
  ASSERT_TRUE(plan && *plan);
  EXPECT_TRUE((*plan)->plan.own_consent.empty());
  EXPECT_GT((*plan)->plan.minutes, 0);
}

// The birth date on file is put right after the booking.
void born_on(TreatedVisit& v, Date day) {
  ASSERT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
    tx.run("UPDATE client SET birth_date = $3 WHERE tenant = $1 AND id = $2",
           {v.clinic->tenant, v.client, to_iso(day)});
    return {};
  }));
}
const Date kSixteen = Date::of(2010, 5, 4), kThirteen = Date::of(2013, 5, 4);

TEST(Consent, R15_under_18_a_guardian_consents_with_name_and_relation) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  born_on(v, kSixteen);
  Consent c = v.full_consent();
  auto refusal = [&] {
    auto out = give_consent(*v.clinic, v.ana_actor, v.id, c);
    return out ? std::string("given") : out.error().field + " " + out.error().message;
  };
  EXPECT_EQ(refusal(), "guardian guardian_missing");
  c.guardian = "Lea Roy";
  EXPECT_EQ(refusal(), "guardian_relation guardian_relation_missing");
  c.guardian_relation = "mother";
  EXPECT_EQ(refusal(), "given");  // at 16 she need not be in the room
  auto kept = open_client(*v.clinic, v.ana_actor, v.id)->consent;
  EXPECT_EQ(kept->guardian, "Lea Roy");
  EXPECT_EQ(kept->guardian_relation, "mother");
  EXPECT_EQ(v.refusal(), "started");
}

TEST(Consent, R15_under_14_the_guardian_is_in_the_room) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  born_on(v, kThirteen);
  Consent c = v.full_consent();
  c.guardian = "Lea Roy";
  c.guardian_relation = "mother";
  EXPECT_EQ(give_consent(*v.clinic, v.ana_actor, v.id, c).error().message, "guardian_not_present");
  c.guardian_present = true;
  EXPECT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
}

TEST(Consent, R15_a_consent_from_before_the_birth_date_was_put_right_starts_nothing) {
  TreatedVisit v;
  v.make_ready();
  born_on(v, kSixteen);
  EXPECT_EQ(v.refusal(), "guardian_missing");
  Consent c = v.full_consent();
  c.guardian = "Lea Roy";
  c.guardian_relation = "mother";
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
  born_on(v, kThirteen);
  EXPECT_EQ(v.refusal(), "guardian_not_present");
  c.guardian_present = true;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
  EXPECT_EQ(v.refusal(), "started");
}

TEST(Consent, R15_R12_under_18_sensitive_places_are_off) {
  TreatedVisit v(buttock());
  auto grown = v.own_places();
  ASSERT_FALSE(grown.empty());
  born_on(v, kSixteen);
  EXPECT_TRUE(v.own_places().empty());
  Consent c = v.bare_consent();
  c.guardian = "Lea Roy";
  c.guardian_relation = "mother";
  c.regions.push_back({grown.front(), RegionConsent::Says::yes, "why", "what else", "L.R."});
  EXPECT_EQ(give_consent(*v.clinic, v.ana_actor, v.id, c).error().message, "region_off_under_18");
  c.regions.clear();
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  auto file = open_client(*v.clinic, v.ana_actor, v.id);
  for (const auto& segment : file->room.plan.segments)
    for (const auto& place : segment.places)
      EXPECT_EQ(std::find(grown.begin(), grown.end(), place.region), grown.end());
  ASSERT_EQ(v.refusal(), "started");
  EXPECT_EQ(v.work(grown.front().text().c_str(), "petrissage", 1).error().message,
            "region_blocked");
}

TEST(Arrival, R6_what_is_measured_decides_again_at_once) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  auto high = measure_on_arrival(*v.clinic, v.desk_actor,
                                 {v.id, {{"bp.systolic", 185.0}, {"bp.diastolic", 95.0}}});
  ASSERT_TRUE(high) << high.error().message;
  EXPECT_TRUE(high->refuses());
  EXPECT_EQ(v.refusal(), "screening_refuses_today");
  auto rested = measure_on_arrival(*v.clinic, v.ana_actor,
                                   {v.id, {{"bp.systolic", 128.0}, {"bp.diastolic", 80.0}}});
  ASSERT_TRUE(rested);
  EXPECT_FALSE(rested->refuses());
  auto hot = measure_on_arrival(*v.clinic, v.desk_actor, {v.id, {{"temperature", 38.4}}});
  ASSERT_TRUE(hot);
  EXPECT_TRUE(hot->refuses());
  EXPECT_EQ(v.refusal(), "screening_refuses_today");
}

TEST(Arrival, R6_only_measures_are_taken_and_only_on_the_day_before_the_start) {
  TreatedVisit v;
  auto refusal = [&](const Actor& actor, care::AnswerMap measured) {
    auto out = measure_on_arrival(*v.clinic, actor, {v.id, std::move(measured)});
    return out ? std::string("kept") : out.error().message;
  };
  // The desk cannot answer a health question by this way.
  EXPECT_EQ(refusal(v.desk_actor, {{"cancer", care::Said::no}}), "measure_unknown");
  EXPECT_EQ(refusal(v.desk_actor, {}), "nothing_measured");
  EXPECT_EQ(refusal(v.desk_actor, {{"temperature", 366.0}}), "number_wanted");
  EXPECT_EQ(refusal(Actor{}, {{"temperature", 36.6}}), "forbidden");
  v.clock.seconds = v.at(1, 10).seconds;
  EXPECT_EQ(refusal(v.desk_actor, {{"temperature", 36.6}}), "visit_not_today");
  v.clock.seconds = v.at(2, 10).seconds;
  EXPECT_EQ(refusal(v.desk_actor, {{"temperature", 36.6}}), "kept");
  v.start();
  EXPECT_EQ(refusal(v.desk_actor, {{"temperature", 39.0}}), "session_started");
}

// A visit for somebody who said yes to high blood pressure, without a number of now.
std::string booked_with_pressure(TreatedVisit& v, Instant start, const std::string& key,
                                 AppointmentId& id) {
  ScreenVisit screen;
  screen.service = v.swedish;
  screen.visit_date = v.zone.date(start);
  screen.birth_date = Date::of(1988, 5, 4);
  screen.intake.pains = {{{"low-back", Side::right}, 5}};
  screen.intake.sex = "female";
  screen.intake.answers = TreatedVisit::all_no(screen.intake, screen.visit_date);
  screen.intake.answers["high_pressure"] = care::Said::yes;
  auto screened = screen_visit(*v.clinic, screen);
  if (!screened) return screened.error().message;
  if (screened->screening.measure_on_arrival.empty()) return "nothing to measure";
  auto in = v.booking(start, key);
  in.practitioner = v.ana;
  in.screening = screened->token;
  auto booked = book_appointment(*v.clinic, in);
  if (!booked) return booked.error().message;
  id = booked->appointment.id;
  return {};
}

TEST(Arrival, R6_a_visit_that_is_measured_first_keeps_its_time_with_ten_more_minutes) {
  TreatedVisit v;
  AppointmentId id;
  ASSERT_EQ(booked_with_pressure(v, v.at(3, 10), "measured", id), "");
  auto of = [&](AppointmentId one) {
    return v.store->read(
        [&](store::Connection& c) { return *store::find_appointment(c, v.clinic->tenant, one); });
  };
  store::Appointment plain = of(v.id), measured = of(id);
  EXPECT_EQ((measured.busy_until - measured.finish).value,
            (plain.busy_until - plain.finish).value + 600);
  EXPECT_GE(measured.room_until, measured.busy_until);
  // Where the next visit stands already, it keeps its time without them.
  auto next = v.booking(v.at(4, 11, 15), "next");
  next.practitioner = v.ana;
  ASSERT_TRUE(book_appointment(*v.clinic, next));
  ASSERT_EQ(booked_with_pressure(v, v.at(4, 10), "tight", id), "");
  EXPECT_EQ(of(id).busy_until, v.at(4, 11, 15));
}

}  // namespace
}  // namespace fascia::clinic
