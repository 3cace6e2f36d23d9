// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "clinic/chart.h"
#include "store/follow_up.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

using Kind = Tap::Kind;

TEST(Session, starts_only_for_the_visits_own_therapist_and_once) {
  TreatedVisit v;
  v.make_ready();
  EXPECT_EQ(start_session(*v.clinic, v.ben_actor, {v.id, {}, {}}).error().message,
            "not_your_visit");
  EXPECT_EQ(start_session(*v.clinic, v.owner_actor, {v.id, {}, {}}).error().code, Code::forbidden);
  EXPECT_EQ(start_session(*v.clinic, v.desk_actor, {v.id, {}, {}}).error().code, Code::forbidden);
  EXPECT_EQ(v.refusal(), "started");
  EXPECT_EQ(v.refusal(), "session_started");
}

TEST(Session, R1_without_a_decided_screening_it_does_not_start) {
  TreatedVisit v;
  auto other = v.booking(v.at(2, 14), "unscreened");
  other.practitioner = v.ana;
  auto booked = book_appointment(*v.clinic, other);
  ASSERT_TRUE(booked);
  EXPECT_EQ(start_session(*v.clinic, v.ana_actor, {booked->appointment.id, {}, {}}).error().message,
            "screening_missing");
}

TEST(Session, R26_depth_and_discomfort_are_two_numbers) {
  TreatedVisit v;
  v.start();
  auto worked = v.work("low-back.R", "petrissage", 3);
  ASSERT_TRUE(worked) << worked.error().message;
  auto felt = v.feels(4);
  ASSERT_TRUE(felt);
  EXPECT_EQ(felt->advice, Advice::fine);
  EXPECT_EQ(felt->state.depth, 3);
  EXPECT_EQ(felt->state.discomfort, 4);
  EXPECT_EQ(v.feels(11).error().message, "discomfort_range");
  EXPECT_EQ(v.work("low-back.R", "petrissage", 6).error().message, "depth_range");
}

TEST(Session, R26_seven_eases_one_level_and_stays_eased) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  auto felt = v.feels(7);
  ASSERT_TRUE(felt);
  EXPECT_EQ(felt->advice, Advice::ease);
  EXPECT_EQ(felt->state.depth, 2);
  auto again = v.work("low-back.R", "petrissage", 3);
  EXPECT_EQ(again.error().message, "depth_over_limit");
  EXPECT_TRUE(v.work("low-back.R", "petrissage", 2));
  EXPECT_TRUE(v.work("mid-back.R", "petrissage", 3));
}

// CHK-S25: nine is above what the clinic works at, whatever was agreed.
TEST(Session, R26_eight_stops_that_place_for_today) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  auto felt = v.feels(8);
  EXPECT_EQ(felt->advice, Advice::stop);
  EXPECT_FALSE(felt->state.working);
  EXPECT_EQ(v.work("low-back.R", "effleurage", 1).error().message, "region_blocked");
  // A slip of the finger is taken back, and both taps stay in the log.
  Tap undo;
  undo.kind = Kind::undo;
  ASSERT_TRUE(log_tap(*v.clinic, v.ana_actor, {v.id, undo, 0}));
  EXPECT_TRUE(v.work("low-back.R", "effleurage", 1));
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->log.size(), 4u);
  EXPECT_TRUE(chart->log[1].undone);
  EXPECT_EQ(chart->log[2].tap.kind, Kind::undo);
  EXPECT_EQ(chart->log[2].tap.undone, chart->log[1].seq);
  EXPECT_EQ(chart->summary.highest_discomfort, -1);
  EXPECT_EQ(v.feels(9)->advice, Advice::stop);
}

// CHK-S21: one above the agreed ceiling is already too much.
TEST(Session, R26_the_stricter_ceiling_holds) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  Consent c = v.full_consent();
  c.ceiling = 3;  // less than the sheet's 5 on a first visit
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
  ASSERT_EQ(v.refusal(), "started");
  ASSERT_TRUE(v.work("low-back.R", "effleurage", 2));
  EXPECT_EQ(v.feels(3)->advice, Advice::fine);
  EXPECT_EQ(v.feels(4)->advice, Advice::over_agreed);
}

TEST(Session, R26_a_client_who_agrees_to_more_does_not_lift_the_sheets_ceiling) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  Consent c = v.full_consent();
  c.ceiling = 9;
  int sheet = open_client(*v.clinic, v.ana_actor, v.id)->room.plan.discomfort.ceiling;
  ASSERT_LE(sheet, 5);  // a first visit
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
  ASSERT_EQ(v.refusal(), "started");
  ASSERT_TRUE(v.work("low-back.R", "effleurage", 2));
  auto felt = v.feels(6);
  EXPECT_EQ(felt->ceiling, sheet);
  EXPECT_EQ(felt->advice, Advice::over_agreed);
}

TEST(Session, R26_the_agreed_depth_is_not_passed) {
  TreatedVisit v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  Consent c = v.full_consent();
  c.depth = 2;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
  ASSERT_EQ(v.refusal(), "started");
  auto out = v.work("low-back.R", "petrissage", 3);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().message, "depth_over_limit");
  EXPECT_EQ(out.error().args.front().second, "2");
}

TEST(Session, R26_stop_keeps_time_and_place) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  v.wait(3);
  Tap stop;
  stop.kind = Kind::stop;
  stop.cause = "stop_word";
  auto out = log_tap(*v.clinic, v.ana_actor, {v.id, stop, 0});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->advice, Advice::stop);
  EXPECT_EQ(v.work("low-back.R", "petrissage", 1).error().message, "technique_stopped");
  EXPECT_TRUE(v.work("low-back.R", "effleurage", 1));
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->summary.stops.size(), 1u);
  EXPECT_EQ(chart->summary.stops[0].region->text(), "low-back.R");
  EXPECT_EQ(chart->summary.stops[0].at, v.clock.now());
  EXPECT_EQ(chart->summary.stops[0].cause, "stop_word");
  stop.cause = "bored";
  EXPECT_EQ(log_tap(*v.clinic, v.ana_actor, {v.id, stop, 0}).error().message, "stop_unknown");
}

TEST(Session, R28_a_tap_that_is_sent_twice_is_kept_once) {
  TreatedVisit v;
  v.start();
  Tap tap;
  tap.region = care::parse_region("low-back.R");
  tap.technique = "effleurage";
  tap.depth = 2;
  auto first = log_tap(*v.clinic, v.ana_actor, {v.id, tap, 1});
  auto again = log_tap(*v.clinic, v.ana_actor, {v.id, tap, 1});
  ASSERT_TRUE(first && again);
  EXPECT_FALSE(first->repeated);
  EXPECT_TRUE(again->repeated);
  // Another tap from a page that counted wrong is kept under the next number, not lost.
  tap.technique = "petrissage";
  auto other = log_tap(*v.clinic, v.ana_actor, {v.id, tap, 1});
  EXPECT_EQ(other->entry.seq, 2);
}

TEST(Summary, R32_minutes_regions_and_deep_minutes_from_the_taps) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "effleurage", 2));
  v.wait(5);
  ASSERT_TRUE(v.work("low-back.R", "stripping", 3));
  v.wait(10);
  ASSERT_TRUE(v.feels(5));
  v.wait(2);
  ASSERT_TRUE(v.work("mid-back.R", "petrissage", 3));
  v.wait(7);
  auto summary = end_session(*v.clinic, v.ana_actor, {v.id, 4});
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->regions.size(), 2u);
  EXPECT_EQ(summary->regions[0].region.text(), "low-back.R");
  EXPECT_EQ(summary->regions[0].minutes, 17);
  EXPECT_EQ(summary->regions[0].highest_discomfort, 5);
  EXPECT_EQ(summary->regions[1].minutes, 7);
  EXPECT_EQ(summary->highest_discomfort, 5);
  EXPECT_EQ(summary->hands_on, 24);
  EXPECT_EQ(summary->deepest, 3);
  EXPECT_EQ(summary->deep_minutes, 0);
}

TEST(Summary, R32_counts_only_depth_four_and_more_as_deep) {
  ComfortSteps steps{7, 8};
  auto tap = [](int seq, std::int64_t minute, int depth) {
    LoggedTap out;
    out.seq = seq;
    out.at = {minute * 60};
    out.tap.region = care::Region{"low-back", care::Side::left};
    out.tap.technique = "stripping";
    out.tap.depth = depth;
    return out;
  };
  auto summary =
      summarise({tap(1, 0, 3), tap(2, 10, 4), tap(3, 16, 5), tap(4, 18, 3)}, steps, {0}, {1200});
  EXPECT_EQ(summary.deep_minutes, 8);
  EXPECT_EQ(summary.deepest, 5);
  EXPECT_EQ(summary.minutes_delivered, 20);
}

TEST(Summary, what_was_undone_does_not_count_and_a_stop_ends_the_minutes) {
  ComfortSteps steps{7, 8};
  std::vector<LoggedTap> log(3);
  log[0].seq = 1;
  log[0].tap.region = care::Region{"low-back", care::Side::left};
  log[0].tap.technique = "stripping";
  log[0].tap.depth = 3;
  log[1].seq = 2;
  log[1].at = {300};
  log[1].tap.kind = Kind::stop;
  log[1].tap.cause = "dizzy";
  log[1].tap.region = log[0].tap.region;
  EXPECT_EQ(summarise({log[0], log[1]}, steps, {0}, {1800}).hands_on, 5);
  log[1].undone = true;
  auto summary = summarise({log[0], log[1]}, steps, {0}, {1800});
  EXPECT_EQ(summary.hands_on, 30);
  EXPECT_TRUE(summary.stops.empty());
}

// CHK-S2: a deep visit is not closed as deep without a place and how strong it felt there.
TEST(EndSession, CHK_S2_a_deep_visit_ends_with_a_pressure_or_with_why_there_is_none) {
  TreatedVisit v;
  v.start();
  EndSession end{v.id, 3};
  auto refused = end_session(*v.clinic, v.ana_actor, end);
  EXPECT_EQ(refused.error().field + " " + refused.error().message, "not_deep no_pressure_noted");
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  EXPECT_FALSE(end_session(*v.clinic, v.ana_actor, end)) << "a place, and nobody asked";
  v.wait(5);
  ASSERT_TRUE(v.feels(0));
  auto ended = end_session(*v.clinic, v.ana_actor, end);
  ASSERT_TRUE(ended) << ended.error().message;
  EXPECT_EQ(ended->not_deep, "");
}

TEST(EndSession, CHK_S2_the_reason_stands_in_the_note) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.feels(4)) << "felt nowhere in particular: no place has it";
  EndSession end{v.id, 3};
  end.not_deep = "  ";
  EXPECT_FALSE(end_session(*v.clinic, v.ana_actor, end));
  end.not_deep = std::string(501, 'x');
  EXPECT_EQ(end_session(*v.clinic, v.ana_actor, end).error().message, "note_too_long");
  end.not_deep = "She felt unwell.";
  ASSERT_TRUE(end_session(*v.clinic, v.ana_actor, end));
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_TRUE(chart);
  EXPECT_EQ(chart->summary.not_deep, "She felt unwell.");
}

// CHK-S8: each place says how the strokes went; a note without it is not complete.
TEST(Charts, CHK_S8_a_note_without_the_pace_is_not_signed) {
  TreatedVisit v;
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "effleurage", 2));
  v.wait(5);
  EXPECT_EQ(v.pace("fast").error().message, "pace_unknown");
  ASSERT_TRUE(v.pace("slow"));
  ASSERT_TRUE(v.work("mid-back.R", "petrissage", 3));
  v.wait(5);
  ASSERT_TRUE(v.pace("usual"));
  v.wait(5);
  ASSERT_TRUE(v.feels(4));
  auto summary = end_session(*v.clinic, v.ana_actor, {v.id, 3});
  ASSERT_TRUE(summary);
  for (const WorkedRegion& one : summary->regions)
    EXPECT_EQ(one.paces, one.region.id == "mid-back" ? (std::vector<std::string>{"slow", "usual"})
                                                     : std::vector<std::string>{"slow"});
  EXPECT_TRUE(summary->without_pace().empty());
  EXPECT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, {"s", "o", "a", "p"}));

  TreatedVisit other;
  other.start();
  ASSERT_TRUE(other.work("low-back.R", "effleurage", 2));
  other.wait(5);
  ASSERT_TRUE(end_session(*other.clinic, other.ana_actor, TreatedVisit::over(other.id, 3)));
  Soap soap{"s", "o", "a", "p"};
  EXPECT_TRUE(keep_chart(*other.clinic, other.ana_actor, other.id, soap)) << "a draft may wait";
  auto refused = sign_chart(*other.clinic, other.ana_actor, other.id, soap);
  EXPECT_EQ(refused.error().field + " " + refused.error().message, "pace pace_missing");
  soap.pace = "sideways";
  EXPECT_EQ(sign_chart(*other.clinic, other.ana_actor, other.id, soap).error().message,
            "pace_unknown");
  soap.pace = "usual";
  EXPECT_TRUE(sign_chart(*other.clinic, other.ana_actor, other.id, soap));
  EXPECT_EQ(read_chart(*other.clinic, other.ana_actor, other.id)->signed_entry()->soap.pace,
            "usual");
}

// CHK-S26: comfort is asked twice while it runs and once at the end; four is a word to the
// therapist, five is not; what is reported is the mean.
TEST(Session, CHK_S26_comfort_is_asked_twice_and_at_the_end_and_its_mean_is_told) {
  const Instant start{0}, finish{3600};
  EXPECT_FALSE(comfort_is_due(start, finish, {1199}, 0));
  EXPECT_TRUE(comfort_is_due(start, finish, {1200}, 0));
  EXPECT_FALSE(comfort_is_due(start, finish, {2399}, 1));
  EXPECT_TRUE(comfort_is_due(start, finish, {2400}, 1));
  EXPECT_FALSE(comfort_is_due(start, finish, {3600}, 2));
  TreatedVisit v;
  v.start();
  EXPECT_EQ(v.at_ease(11).error().message, "comfort_range");
  EXPECT_EQ(v.at_ease(5)->advice, Advice::fine);
  EXPECT_EQ(v.at_ease(4)->advice, Advice::uneasy);
  EndSession end = TreatedVisit::over(v.id, 3);
  end.comfort = 11;
  EXPECT_EQ(end_session(*v.clinic, v.ana_actor, end).error().message, "comfort_range");
  end.comfort = 9;
  auto summary = end_session(*v.clinic, v.ana_actor, end);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->comfort, (std::vector<int>{5, 4, 9}));
  EXPECT_DOUBLE_EQ(summary->mean_comfort().value(), 6.0);
}

// CHK-S13: pressed with a yes to it alone, kept with place, count and tenderness, and beside what
// is found there the next time.
TEST(Session, CHK_S13_a_tender_spot_needs_a_yes_and_stands_in_the_next_session) {
  TreatedVisit v;
  v.make_ready();
  Consent no = v.full_consent();
  no.tender = false;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, no));
  v.start_ready();
  EXPECT_EQ(v.finds_tender("low-back.R", 6).error().message, "tender_no_consent");
  EXPECT_EQ(v.work("low-back.R", "trigger-point", 2).error().message, "tender_no_consent");
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, v.full_consent()));
  ASSERT_TRUE(v.work("low-back.R", "trigger-point", 2));
  EXPECT_EQ(v.finds_tender("low-back.R", 11).error().message, "tender_range");
  EXPECT_EQ(v.finds_tender("low-back.R", 6, 0).error().message, "tender_count");
  EXPECT_EQ(v.finds_tender("low-back.R", 6, 1, "nothing").error().message, "muscle_unknown");
  EXPECT_EQ(v.finds_tender("low-back.M", 6).error().message, "region_unknown");
  ASSERT_TRUE(v.finds_tender("low-back.R", 8, 2, "quadratus-lumborum"));
  ASSERT_TRUE(v.finds_tender("low-back.R", 6, 1, "quadratus-lumborum")) << "felt again: it counts";
  auto summary = end_session(*v.clinic, v.ana_actor, TreatedVisit::over(v.id, 3));
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->tender.size(), 1u);
  EXPECT_EQ(summary->tender[0].tenderness, 6);
  EXPECT_EQ(summary->tender[0].count, 1);

  PastVisit first, newer, wrong;
  first.session.started = {100};
  first.summary = *summary;
  newer = first;
  newer.session.started = {200};
  newer.summary.tender[0].tenderness = 4;
  wrong = newer;
  wrong.in_error = true;
  wrong.summary.tender[0].tenderness = 9;
  auto found = tender_before({wrong, newer, first});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].spot.tenderness, 4) << "the newest, and nobody else's";
  EXPECT_EQ(found[0].at, Instant{200});
}

TEST(EndSession, keeps_pain_before_and_after_and_completes_the_visit) {
  TreatedVisit v;
  v.start();
  v.wait(60);
  ASSERT_TRUE(end_session(*v.clinic, v.ana_actor, TreatedVisit::over(v.id, 3)));
  EXPECT_EQ(end_session(*v.clinic, v.ana_actor, TreatedVisit::over(v.id, 3)).error().message,
            "session_ended");
  EXPECT_EQ(v.work("low-back.R", "effleurage", 1).error().message, "session_ended");
  v.store->read([&](store::Connection& c) {
    EXPECT_EQ(store::find_appointment(c, v.clinic->tenant, v.id)->status, store::Status::completed);
    auto all = store::outcomes_of(c, v.clinic->tenant, *v.sealer, v.client);
    EXPECT_EQ(all.size(), 4u);
    auto count = [&](const char* measure, int treatments) {
      return std::count_if(all.begin(), all.end(), [&](const store::Outcome& o) {
        return o.measure == measure && o.treatments == treatments && o.appointment == v.id;
      });
    };
    EXPECT_EQ(count("nprs_now", 0), 1);
    EXPECT_EQ(count("nprs_now", 1), 1);
    EXPECT_EQ(count("nprs_avg7", 0), 1);
    EXPECT_EQ(count("nprs_worst7", 0), 1);
    return 0;
  });
}

TEST(EndSession, pain_out_of_range_is_told_by_its_field) {
  TreatedVisit v;
  v.make_ready();
  EXPECT_EQ(start_session(*v.clinic, v.ana_actor, {v.id, {11, {}, {}}, {}}).error().field,
            "pain_now");
  auto mixed = start_session(*v.clinic, v.ana_actor, {v.id, {4, 6, 5}, {}});
  EXPECT_EQ(mixed.error().message, "pain_worst_below");
}

TEST(Session, R17_it_starts_only_when_name_and_birth_date_were_spoken) {
  TreatedVisit v;
  v.make_ready();
  StartSession in{v.id, {}, findings_to_read(v.today().screening)};
  auto out = start_session(*v.clinic, v.ana_actor, in);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().field, "identity");
  EXPECT_EQ(out.error().message, "identity_unconfirmed");
  in.identity_spoken = true;
  EXPECT_TRUE(start_session(*v.clinic, v.ana_actor, in));
}

TEST(Session, R17_like_names_of_the_same_day_are_pointed_out) {
  EXPECT_TRUE(sounds_alike("Maya Roy", "Maia Roy"));
  EXPECT_TRUE(sounds_alike("Maya Roy", "Léa ROY"));
  EXPECT_TRUE(sounds_alike("Maya Roy", "Maya Singh"));
  EXPECT_TRUE(sounds_alike("Jon Lee", "Jan Lea"));
  EXPECT_FALSE(sounds_alike("Maya Roy", "Peter Singh"));
  TreatedVisit v;
  EXPECT_TRUE(open_client(*v.clinic, v.ana_actor, v.id)->like_names.empty());
  int number = 0;
  auto book = [&](const char* name, Instant start) {
    auto in = v.booking(start, "like" + std::to_string(++number));
    in.client.name = name;
    in.client.birth_date = Date::of(1990, 1, number);
    in.practitioner = v.ben;
    ASSERT_TRUE(book_appointment(*v.clinic, in));
  };
  book("Maia Roy", v.at(2, 13));
  book("Peter Singh", v.at(2, 15));
  book("Mya Roy", v.at(3, 13));  // another day
  auto alike = open_client(*v.clinic, v.ana_actor, v.id)->like_names;
  ASSERT_EQ(alike.size(), 1u);
  EXPECT_EQ(alike.front().name, "Maia Roy");
  EXPECT_EQ(alike.front().born, Date::of(1990, 1, 1));
}

TEST(Session, R28_a_tap_that_arrives_late_keeps_its_true_time_and_is_kept_once) {
  TreatedVisit v;
  v.start();
  Instant start = v.clock.now();
  v.wait(60);  // the server was away for an hour
  auto late = [&](const char* place, Instant at, int seq) {
    LogTap in;
    in.appointment = v.id;
    in.tap.region = care::parse_region(place);
    in.tap.technique = "petrissage";
    in.tap.depth = 2;
    in.seq = seq;
    in.at = at;
    return log_tap(*v.clinic, v.ana_actor, in);
  };
  auto first = late("low-back.R", start + minutes(5), 1);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->entry.at, start + minutes(5));
  // The answer was lost: it is sent once more, under its number.
  auto again = late("low-back.R", start + minutes(5), 1);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->repeated);
  auto second = late("mid-back.R", start + minutes(25), 2);
  EXPECT_EQ(second->entry.at, start + minutes(25));
  // A clock that is wrong moves no tap before the one it follows, nor into the future.
  EXPECT_EQ(late("low-back.R", start + minutes(-9), 3)->entry.at, start + minutes(25));
  EXPECT_EQ(late("mid-back.R", start + hours(9), 4)->entry.at, v.clock.now());
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  EXPECT_EQ(chart->log.size(), 4u);
  int low_back = 0;
  for (const WorkedRegion& w : chart->summary.regions)
    if (w.region.text() == "low-back.R") low_back = w.minutes;
  EXPECT_EQ(low_back, 55);
}

}  // namespace
}  // namespace fascia::clinic
