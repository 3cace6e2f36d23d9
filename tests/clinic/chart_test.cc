// SPDX-License-Identifier: Apache-2.0
#include "clinic/chart.h"

#include <gtest/gtest.h>

#include "clinic/client_curve.h"
#include "clinic/enter_in_error.h"
#include "clinic/open_client.h"
#include "clinic/therapist_day.h"
#include "store/records.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

const Soap kSoap{"Low back sore since Monday", "Right side tight", "Less guarded",
                 "Again in a week", "slow"};

void treat(TreatedVisit& v, int whole_minutes = 55) {
  v.start();
  ASSERT_TRUE(v.work("low-back.R", "petrissage", 3));
  v.wait(whole_minutes);
  ASSERT_TRUE(end_session(*v.clinic, v.ana_actor, TreatedVisit::over(v.id, 3)));
}

int read_events(TreatedVisit& v, StaffId staff, const std::string& reason) {
  return v.store->read([&](store::Connection& c) {
    auto all = store::audit_of_client(c, v.clinic->tenant, v.clinic->sealer, v.client);
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const auto& kept) {
      return kept.event.action == "chart.read" && kept.event.actor == staff.value &&
             kept.event.reason == reason;
    }));
  });
}

TEST(Charts, R20_own_clients_open_others_only_with_a_typed_reason) {
  TreatedVisit v;
  EXPECT_EQ(read_events(v, v.ana_actor.staff, ""), 0);
  EXPECT_TRUE(open_client(*v.clinic, v.ana_actor, v.id));
  EXPECT_EQ(read_events(v, v.ana_actor.staff, ""), 1);
  auto without = open_client(*v.clinic, v.ben_actor, v.id);
  EXPECT_EQ(without.error().message, "chart_reason_missing");
  EXPECT_EQ(open_client(*v.clinic, v.ben_actor, v.id, "ok").error().message,
            "chart_reason_missing");
  EXPECT_EQ(read_events(v, v.ben_actor.staff, ""), 0);
  EXPECT_TRUE(open_client(*v.clinic, v.ben_actor, v.id, "Ana is ill, I take over"));
  EXPECT_EQ(read_events(v, v.ben_actor.staff, "Ana is ill, I take over"), 1);
}

TEST(Charts, R20_desk_and_an_owner_who_does_not_treat_open_none) {
  TreatedVisit v;
  treat(v);
  Actor desk_with_practitioner = v.desk_actor;
  desk_with_practitioner.practitioner = v.ana;
  for (const Actor& actor : {v.owner_actor, v.desk_actor, desk_with_practitioner, Actor{}}) {
    const std::string reason = "I would like to know";
    EXPECT_EQ(open_client(*v.clinic, actor, v.id, reason).error().code, Code::forbidden);
    EXPECT_EQ(read_chart(*v.clinic, actor, v.id, reason).error().code, Code::forbidden);
    EXPECT_EQ(therapist_day(*v.clinic, actor, v.monday).error().code, Code::forbidden);
    EXPECT_TRUE(unsigned_charts(*v.clinic, actor).empty());
  }
}

TEST(Charts, R20_each_reading_of_a_chart_is_an_event) {
  TreatedVisit v;
  treat(v);
  int before = read_events(v, v.ana_actor.staff, "");
  ASSERT_TRUE(read_chart(*v.clinic, v.ana_actor, v.id));
  ASSERT_TRUE(read_chart(*v.clinic, v.ana_actor, v.id));
  EXPECT_EQ(read_events(v, v.ana_actor.staff, ""), before + 2);
}

TEST(Charts, invariant3_signed_never_changes_and_an_amendment_stands_beside_it) {
  TreatedVisit v;
  treat(v);
  Soap first = kSoap;
  ASSERT_TRUE(keep_chart(*v.clinic, v.ana_actor, v.id, first));
  first.plan = "In two weeks";
  ASSERT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, first));
  std::string digest = read_chart(*v.clinic, v.ana_actor, v.id)->signed_entry()->digest;
  EXPECT_FALSE(digest.empty());
  EXPECT_EQ(keep_chart(*v.clinic, v.ana_actor, v.id, kSoap).error().message, "chart_signed");
  EXPECT_EQ(sign_chart(*v.clinic, v.ana_actor, v.id, kSoap).error().message, "chart_signed");
  v.wait(10);
  EXPECT_EQ(amend_chart(*v.clinic, v.ana_actor, v.id, "It was the left side", "").error().field,
            "reason");
  EXPECT_EQ(amend_chart(*v.clinic, v.ana_actor, v.id, "", "slip").error().field, "text");
  ASSERT_TRUE(amend_chart(*v.clinic, v.ana_actor, v.id, "It was the left side", "Wrong side"));
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->entries.size(), 2u);
  EXPECT_EQ(chart->signed_entry()->digest, digest);
  EXPECT_EQ(chart->signed_entry()->soap.plan, "In two weeks");
  const ChartEntry& beside = chart->entries.back();
  EXPECT_EQ(beside.amends, chart->signed_entry()->id);
  EXPECT_EQ(beside.reason, "Wrong side");
  EXPECT_EQ(beside.author, "Ana Silva");
  EXPECT_EQ(beside.created, v.clock.now());
}

TEST(Charts, only_the_visits_therapist_signs_and_an_empty_chart_is_not_signed) {
  TreatedVisit v;
  treat(v);
  EXPECT_EQ(sign_chart(*v.clinic, v.ben_actor, v.id, kSoap).error().message, "not_your_visit");
  EXPECT_EQ(sign_chart(*v.clinic, v.ana_actor, v.id, {}).error().message, "chart_empty");
  EXPECT_EQ(amend_chart(*v.clinic, v.ana_actor, v.id, "x", "y").error().message, "chart_unsigned");
}

TEST(Charts, R31_unsigned_charts_are_listed_until_they_are_signed) {
  TreatedVisit v;
  treat(v);
  ASSERT_EQ(unsigned_charts(*v.clinic, v.ana_actor).size(), 1u);
  EXPECT_TRUE(unsigned_charts(*v.clinic, v.ben_actor).empty());
  auto day = therapist_day(*v.clinic, v.ana_actor, v.monday + 9);
  ASSERT_EQ(day->unsigned_charts.size(), 1u);  // on any later day
  EXPECT_EQ(day->unsigned_charts[0].client, "Maya Roy");
  ASSERT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, kSoap));
  EXPECT_TRUE(unsigned_charts(*v.clinic, v.ana_actor).empty());
  EXPECT_TRUE(therapist_day(*v.clinic, v.ana_actor, v.monday + 9)->unsigned_charts.empty());
}

TEST(Charts, R31_the_end_of_a_session_sets_the_check_ins_going) {
  TreatedVisit v;
  treat(v);
  Instant ended = v.clock.now();
  auto due = [&](Instant when) {
    std::vector<std::string> out;
    EXPECT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
      for (const auto& work :
           store::take_due_work(tx, v.clinic->tenant, when, when + Seconds{1}, 50))
        if (work.what.starts_with("check_in.")) out.push_back(work.what);
      return {};
    }));
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_TRUE(due(ended + hours(23)).empty());
  EXPECT_EQ(due(ended + hours(24)), std::vector<std::string>{"check_in.24h"});
  EXPECT_EQ(due(ended + hours(48)), (std::vector<std::string>{"check_in.24h", "check_in.48h"}));
}

TEST(Charts, R44_what_a_receipt_needs_is_kept_as_it_was_on_that_day) {
  TreatedVisit v;
  auto credential = [&](const char* number, Date from, Date until) {
    store::Credential c;
    c.practitioner = v.ana;
    c.association = "MTAA";
    c.number = number;
    c.valid_from = from;
    c.valid_until = until;
    ASSERT_TRUE(add_credential(*v.clinic, v.program, c));
  };
  credential("old", Date::of(2024, 1, 1), Date::of(2025, 12, 31));
  credential("12345", Date::of(2026, 1, 1), Date::of(2026, 12, 31));
  credential("next", Date::of(2027, 1, 1), Date::of(2027, 12, 31));
  treat(v, 52);
  v.clock.seconds = v.at(60, 10).seconds;  // signed in the next year
  ASSERT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, kSoap));
  ReceiptFacts r = read_chart(*v.clinic, v.ana_actor, v.id)->signed_entry()->receipt;
  EXPECT_EQ(r.client, "Maya Roy");
  EXPECT_EQ(r.therapist, "Ana Silva");
  EXPECT_EQ(r.association, "MTAA");
  EXPECT_EQ(r.number, "12345");
  EXPECT_EQ(to_iso(*r.valid_until), "2026-12-31");
  EXPECT_EQ(r.minutes_delivered, 52);
  EXPECT_EQ(r.price.cents, 9500);
  EXPECT_EQ(to_iso(r.day), "2026-11-25");
}

TEST(Day, R20_the_day_lists_own_visits_with_what_waits_and_nothing_of_health) {
  TreatedVisit v;
  auto mine = therapist_day(*v.clinic, v.ana_actor, v.monday + 2);
  ASSERT_EQ(mine->visits.size(), 1u);
  EXPECT_EQ(mine->visits[0].client, "Maya Roy");
  EXPECT_EQ(mine->visits[0].waits.front(), "day_questions_open");
  EXPECT_EQ(mine->next, v.id);
  EXPECT_TRUE(therapist_day(*v.clinic, v.ben_actor, v.monday + 2)->visits.empty());
  treat(v);
  mine = therapist_day(*v.clinic, v.ana_actor, v.monday + 2);
  EXPECT_TRUE(mine->visits[0].ended);
  EXPECT_FALSE(mine->visits[0].chart_signed);
  EXPECT_FALSE(mine->next);
}

bool audited(TreatedVisit& v, ClientId client, const std::string& action) {
  return v.store->read([&](store::Connection& c) {
    auto all = store::audit_of_client(c, v.clinic->tenant, v.clinic->sealer, client);
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& kept) { return kept.event.action == action; });
  });
}

// The chain says of whom: what is exported of one client holds it (R20).
TEST(Charts, R20_who_read_a_session_and_signed_its_note_is_noted_with_the_client) {
  TreatedVisit v;
  v.start();
  for (int again = 0; again < 3; ++again)
    EXPECT_TRUE(running_session(*v.clinic, v.ana_actor, v.id));
  EXPECT_FALSE(running_session(*v.clinic, v.ben_actor, v.id));
  auto times = [&](const std::string& action) {
    return v.store->read([&](store::Connection& c) {
      auto all = store::audit_of_client(c, v.clinic->tenant, v.clinic->sealer, v.client);
      return std::count_if(all.begin(), all.end(),
                           [&](const auto& kept) { return kept.event.action == action; });
    });
  };
  EXPECT_EQ(times("session.read"), 1);
  EXPECT_TRUE(v.work("low-back.R", "petrissage", 3));
  v.wait(50);
  ASSERT_TRUE(end_session(*v.clinic, v.ana_actor, v.over(v.id, 3)));
  ASSERT_TRUE(keep_chart(*v.clinic, v.ana_actor, v.id, kSoap));
  ASSERT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, kSoap));
  EXPECT_EQ(times("chart.draft_kept"), 1);
  EXPECT_EQ(times("chart.signed"), 1);
}

TEST(Charts, R17_an_entry_in_error_stays_with_its_reason_and_leaves_the_clients_view) {
  TreatedVisit v;
  treat(v);
  const std::string reason = "Tapped on the chart of the wrong client";
  EXPECT_EQ(enter_in_error(*v.clinic, v.ana_actor, {v.id, reason, {}}).error().message,
            "chart_unsigned");
  ASSERT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, kSoap));
  EXPECT_EQ(enter_in_error(*v.clinic, v.ana_actor, {v.id, "oops", {}}).error().message,
            "error_reason_missing");
  EXPECT_EQ(enter_in_error(*v.clinic, v.ben_actor, {v.id, reason, {}}).error().message,
            "not_your_visit");
  auto curve = [&] {
    return v.store->read(
        [&](store::Connection& c) { return curve_of(c, *v.clinic, v.client, v.clock.now()); });
  };
  ASSERT_EQ(curve().visits, 1);
  ASSERT_TRUE(enter_in_error(*v.clinic, v.ana_actor, {v.id, reason, {}}));
  EXPECT_EQ(curve().visits, 0);
  ClientCurve after = curve();
  // What she wrote in her own health form stays hers; nothing of the session is left.
  for (const CurveOfMeasure& line : after.measures)
    for (const auto& point : line.points) EXPECT_EQ(point.source, MeasuredBy::intake);
  EXPECT_TRUE(audited(v, v.client, "chart.entered_in_error"));
  // Why stands in the entry, sealed (R22), and nowhere in the open.
  v.store->read([&](store::Connection& c) {
    EXPECT_FALSE(c.first("SELECT 1 FROM audit_event WHERE reason = $1", {reason}));
  });
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_TRUE(chart);
  ASSERT_NE(chart->signed_entry(), nullptr);  // what was signed still stands
  EXPECT_EQ(chart->signed_entry()->soap.subjective, kSoap.subjective);
  ASSERT_NE(chart->error_mark(), nullptr);
  EXPECT_EQ(chart->error_mark()->reason, reason);
  EXPECT_EQ(enter_in_error(*v.clinic, v.ana_actor, {v.id, reason, {}}).error().message,
            "chart_in_error");
  EXPECT_EQ(amend_chart(*v.clinic, v.ana_actor, v.id, "more", "because").error().message,
            "chart_in_error");
}

TEST(Charts, R17_links_of_the_wrong_client_no_longer_open_it) {
  TreatedVisit v;
  treat(v);
  ASSERT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, kSoap));
  auto sheets = [&] {
    return v.store->read([&](store::Connection& c) {
      auto row = c.first(
          "SELECT COUNT(*) FROM private_link WHERE tenant = $1 AND purpose = 'aftercare' "
          "AND expires > $2",
          {v.clinic->tenant, v.clock.now()});
      return row->number(0);
    });
  };
  ASSERT_EQ(sheets(), 1);
  ASSERT_TRUE(
      enter_in_error(*v.clinic, v.ana_actor, {v.id, "Tapped on the wrong client's chart", {}}));
  EXPECT_EQ(sheets(), 0);
}

TEST(Charts, R17_it_is_written_anew_under_the_right_client_and_both_are_audited) {
  TreatedVisit v;
  auto in = v.booking(v.at(2, 13), "the right one");
  in.client.name = "Maia Roy";
  in.client.birth_date = Date::of(1991, 2, 3);
  in.practitioner = v.ana;
  auto right = book_appointment(*v.clinic, in);
  ASSERT_TRUE(right);
  treat(v);
  ASSERT_TRUE(sign_chart(*v.clinic, v.ana_actor, v.id, kSoap));
  auto all = meant_for(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all.front().client, "Maia Roy");
  const std::string reason = "Like names: it was Maia, not Maya";
  EXPECT_EQ(enter_in_error(*v.clinic, v.ana_actor, {v.id, reason, v.id}).error().message,
            "visit_unknown");
  ASSERT_TRUE(enter_in_error(*v.clinic, v.ana_actor, {v.id, reason, right->appointment.id}));
  EXPECT_TRUE(audited(v, v.client, "chart.entered_in_error"));
  EXPECT_TRUE(audited(v, right->client.id, "chart.written_anew"));
  auto chart = read_chart(*v.clinic, v.ana_actor, right->appointment.id);
  ASSERT_TRUE(chart) << chart.error().message;
  ASSERT_NE(chart->draft(), nullptr);
  EXPECT_EQ(chart->draft()->soap.objective, kSoap.objective);
  EXPECT_EQ(chart->draft()->receipt.client, "Maia Roy");
  ASSERT_EQ(chart->summary.regions.size(), 1u);
  EXPECT_EQ(chart->summary.regions.front().region.text(), "low-back.R");
  EXPECT_EQ(chart->pain_after, 3);
}

}  // namespace
}  // namespace fascia::clinic
