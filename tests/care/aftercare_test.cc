// SPDX-License-Identifier: Apache-2.0
#include "care/aftercare.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "follow_up_shipped.h"
#include "plan_protocol.h"

namespace fascia::care {
namespace {

const AftercareRules& aftercare_rules() { return follow_up().aftercare; }

SessionFacts session(Preference preference = Preference::none) {
  SessionFacts facts;
  facts.worked = {{{"low-back", Side::right}, 30, 3}};
  facts.highest_discomfort = 5;
  facts.preference = preference;
  facts.ended = edmonton().instant({Date::of(2026, 11, 24), 14 * 60});
  return facts;
}

AnswerMap all_no() {
  AnswerMap flags;
  for (const HealthFlag& flag : aftercare_rules().flags) flags[flag.id] = Said::no;
  return flags;
}

Aftercare sheet(const AnswerMap& flags, const SessionFacts& facts) {
  auto made =
      aftercare(aftercare_rules(), follow_up().clock, flags, facts, edmonton(), "587-555-0100");
  EXPECT_TRUE(made.has_value());
  return made ? *made : Aftercare{};
}

bool says(const Aftercare& sheet, std::string_view id) {
  return std::any_of(sheet.advice.begin(), sheet.advice.end(),
                     [&](const Advice& one) { return one.id == id; });
}

RC_GTEST_PROP(Aftercare, a_new_risk_never_allows_a_pack_or_a_stretch, ()) {
  AnswerMap flags;
  for (const HealthFlag& flag : aftercare_rules().flags) {
    int answer = *rc::gen::inRange(0, 6);  // mostly no
    if (answer < 4) flags[flag.id] = Said::no;
    if (answer == 5) flags[flag.id] = Said::yes;
  }
  auto preference = static_cast<Preference>(*rc::gen::inRange(0, 3));
  Aftercare before = sheet(flags, session(preference));
  AnswerMap worse = flags;
  worse[aftercare_rules()
            .flags[*rc::gen::inRange<std::size_t>(0, aftercare_rules().flags.size())]
            .id] = Said::yes;
  Aftercare after = sheet(worse, session(preference));
  // With a wish, the wished pack can only be lost; and no stretch is gained by being more at risk,
  // beyond moving up in the same list.
  for (const char* pack : {"A-HEAT", "A-COLD"}) {
    if (preference == Preference::none) continue;
    RC_ASSERT(says(before, pack) || !says(after, pack));
  }
  RC_ASSERT(after.stretches.size() <= before.stretches.size());
  RC_ASSERT(!(says(after, "A-HEAT") && says(after, "A-COLD")));
}

RC_GTEST_PROP(Aftercare, unknown_is_never_looser_than_yes_is_strict, ()) {
  AnswerMap flags = all_no();
  const std::string& id =
      aftercare_rules().flags[*rc::gen::inRange<std::size_t>(0, aftercare_rules().flags.size())].id;
  AnswerMap unknown = flags, yes = flags;
  unknown.erase(id);
  yes[id] = Said::yes;
  const HealthFlag& flag =
      *std::find_if(aftercare_rules().flags.begin(), aftercare_rules().flags.end(),
                    [&](const HealthFlag& one) { return one.id == id; });
  if (flag.counts_as_no()) return;
  for (const char* pack : {"A-HEAT", "A-COLD"}) {
    for (Preference wish : {Preference::heat, Preference::cold}) {
      RC_ASSERT(says(sheet(unknown, session(wish)), pack) == says(sheet(yes, session(wish)), pack));
    }
  }
}

RC_GTEST_PROP(Aftercare, the_same_facts_give_the_same_sheet, ()) {
  AnswerMap flags;
  for (const HealthFlag& flag : aftercare_rules().flags) {
    if (*rc::gen::inRange(0, 2) == 0) flags[flag.id] = Said::no;
  }
  RC_ASSERT(to_json(sheet(flags, session()), "fr") == to_json(sheet(flags, session()), "fr"));
}

// CHK-S31: six hours are hours that pass, over midnight and where clocks change.
TEST(Aftercare, rest_holds_over_midnight_and_over_a_clock_change) {
  Zone zone = edmonton();
  Instant evening = zone.instant({Date::of(2026, 11, 24), 19 * 60 + 30});
  EXPECT_EQ(rest_until(aftercare_rules(), evening, false, zone), evening + hours(6));
  Instant morning = zone.instant({Date::of(2026, 11, 24), 10 * 60});
  EXPECT_EQ(rest_until(aftercare_rules(), morning, false, zone),
            zone.start_of(Date::of(2026, 11, 25)));
  EXPECT_EQ(rest_until(aftercare_rules(), morning, true, zone), morning + hours(24));
  // Where clocks go forward at 2:00, six hours stay six hours that pass.
  auto toronto = Zone::load("America/Toronto");
  ASSERT_TRUE(toronto.has_value());
  Instant night = toronto->instant({Date::of(2026, 3, 7), 22 * 60});
  EXPECT_EQ(toronto->wall(rest_until(aftercare_rules(), night, false, *toronto)).minute, 5 * 60);
  Instant autumn = toronto->instant({Date::of(2026, 10, 31), 22 * 60});
  EXPECT_EQ(toronto->wall(rest_until(aftercare_rules(), autumn, false, *toronto)).minute, 3 * 60);
}

TEST(Aftercare, spoken_times) {
  Zone zone = edmonton();
  const ClockWords& words = follow_up().clock;
  Date tuesday = Date::of(2026, 11, 24);
  Instant now = zone.instant({tuesday, 14 * 60});
  EXPECT_EQ(spoken_time(zone.start_of(tuesday + 1), now, zone, words).fr, "minuit ce soir (mardi)");
  Words early = spoken_time(zone.instant({tuesday + 1, 90}), now, zone, words);
  EXPECT_EQ(early.en, "1:30 am tomorrow (Wednesday)");
  EXPECT_EQ(early.fr, "1 h 30 demain (mercredi)");
  Words monday = spoken_time(zone.instant({tuesday + 6, 9 * 60}), now, zone, words);
  EXPECT_EQ(monday.en, "9:00 am on Monday");
  EXPECT_EQ(monday.fr, "9 h lundi");
}

TEST(Aftercare, R31_the_sheet_is_complete_and_due_within_15_minutes) {
  EXPECT_EQ(aftercare_rules().leave_within_minutes, 15);
  Aftercare made = sheet(all_no(), session(Preference::heat));
  EXPECT_TRUE(says(made, "A-HEAT"));
  std::size_t signs = 0;
  for (const SignGroup& group : made.signs) signs += group.signs.size();
  EXPECT_EQ(signs, 17u);
  EXPECT_EQ(made.signs.front().line, "911");
  EXPECT_NE(made.clinic_line.fr.find("587-555-0100"), std::string::npos);
  std::string text;
  for (const Advice& one : made.advice) text += one.text.en + one.text.fr;
  EXPECT_EQ(text.find('{'), std::string::npos) << text;
}

// CHK-S29: nothing that the rules do not allow gets onto the sheet.
TEST(Aftercare, an_item_can_be_taken_off_and_none_put_on) {
  Aftercare made = sheet(all_no(), session(Preference::heat));
  auto less = without(made, "A-HEAT");
  ASSERT_TRUE(less.has_value());
  EXPECT_FALSE(says(*less, "A-HEAT"));
  EXPECT_TRUE(less->pack.empty());
  EXPECT_TRUE(without(made, "A-STRETCH")->stretches.empty());
  EXPECT_EQ(without(made, "A-COLD").error().message, "aftercare_item_unknown");
  EXPECT_EQ(without(made, "A-REST-UP").error().message, "aftercare_item_stays");
}

TEST(Aftercare, flags_from_the_health_answers) {
  Intake intake = healthy(shipped());
  auto flags = [&] {
    return health_flags(aftercare_rules(), facts_of(shipped(), intake, ServiceKind::deep, kVisit));
  };
  AnswerMap calm = flags();
  EXPECT_EQ(calm.at("pregnant"), Answer(Said::no));
  EXPECT_EQ(calm.at("fever_infection"), Answer(Said::no));
  EXPECT_EQ(calm.at("raynaud"), Answer(Said::no));
  EXPECT_EQ(calm.at("hypermobile"), Answer(Said::no));
  EXPECT_EQ(calm.count("no_walking"), 0u);  // the health form does not ask
  intake.answers.erase("any.heat");
  EXPECT_EQ(flags().count("raynaud"), 0u);
  intake.answers["heat_cold"] = std::vector<std::string>{"raynaud"};
  EXPECT_EQ(flags().at("raynaud"), Answer(Said::yes));
  intake.answers["pregnant"] = std::string("yes");
  EXPECT_EQ(flags().count("pregnant_20_weeks"), 0u);
  intake.answers["pregnant.weeks"] = 19.0;
  EXPECT_EQ(flags().at("pregnant_20_weeks"), Answer(Said::no));
  intake.answers["pregnant.weeks"] = 20.0;
  EXPECT_EQ(flags().at("pregnant_20_weeks"), Answer(Said::yes));
  intake.answers["fever"] = std::vector<std::string>{"chills"};
  EXPECT_EQ(flags().at("fever_infection"), Answer(Said::yes));
  intake.answers["numb"] = Said::not_sure;
  EXPECT_EQ(flags().count("low_sensation_area"), 0u);
}

// Sheet c, 8.2 and 8.7: what the interview asks reaches the sheet, on both sides of each edge.
TEST(Aftercare, joints_ribs_and_pain_all_over_reach_the_sheet) {
  Intake intake = healthy(shipped());
  std::vector<std::string> conditions;
  auto flags = [&] {
    return health_flags(aftercare_rules(), facts_of(shipped(), intake, ServiceKind::deep, kVisit),
                        conditions);
  };
  auto says_yes = [&](const char* id) {
    AnswerMap all = flags();
    return all.count(id) != 0 && all.at(id) == Answer(Said::yes);
  };
  auto stretches = [&](const char* region) {
    SessionFacts session_there = session();
    session_there.worked = {{*parse_region(region), 20, 3}};
    std::vector<std::string> ids;
    for (const ChosenStretch& one : sheet(flags(), session_there).stretches) ids.push_back(one.id);
    return ids;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(stretches("buttock-upper.L"), (Ids{"ST10", "ST07", "ST08"}));
  intake.answers["new_joint"] = std::vector<std::string>{"hip"};
  intake.answers["new_joint.date"] = SaidDate{kVisit - 84, ""};
  EXPECT_TRUE(says_yes("hip_replaced"));
  EXPECT_FALSE(says_yes("hip_replaced_recently"));
  EXPECT_EQ(stretches("buttock-upper.L"), (Ids{"ST07", "ST08"}));
  intake.answers["new_joint.date"] = SaidDate{kVisit - 83, ""};
  EXPECT_TRUE(says_yes("hip_replaced_recently"));
  EXPECT_EQ(stretches("buttock-upper.L"), Ids{});
  intake = healthy(shipped());
  EXPECT_EQ(stretches("shoulder-front.L"), (Ids{"ST06", "ST05", "ST04"}));
  intake.answers["new_joint"] = std::vector<std::string>{"shoulder"};
  intake.answers["new_joint.date"] = SaidDate{kVisit - 84, ""};
  EXPECT_EQ(stretches("shoulder-front.L"), (Ids{"ST05", "ST04"}));
  intake.answers["new_joint.date"] = SaidDate{kVisit - 83, ""};
  EXPECT_EQ(stretches("shoulder-front.L"), Ids{"ST05"});
  intake = healthy(shipped());
  intake.answers["rib"] = std::string("broken");
  EXPECT_EQ(stretches("shoulder-front.L"), (Ids{"ST06", "ST05"}));
  intake.answers["rib"] = std::string("sore-joints");
  EXPECT_FALSE(says_yes("rib_fracture"));
  intake.answers["loose_joints"] = std::string("hypermobile");
  EXPECT_TRUE(says_yes("hypermobile"));
  intake = healthy(shipped());
  EXPECT_FALSE(says_yes("fibromyalgia"));
  intake.answers["pain_all_over"] = Said::yes;
  EXPECT_TRUE(says_yes("fibromyalgia"));
  intake = healthy(shipped());
  conditions = {"fibromyalgia", "frozen-shoulder"};
  EXPECT_TRUE(says_yes("fibromyalgia"));
  EXPECT_TRUE(says_yes("frozen_shoulder"));
}

TEST(Aftercare, every_flag_can_become_true) {
  for (const HealthFlag& flag : aftercare_rules().flags) {
    EXPECT_TRUE(flag.asked || !flag.conditions.empty() || flag.in_room) << flag.id;
    for (const std::string& id : flag.conditions) {
      EXPECT_NE(shipped_plans().condition(id), nullptr) << flag.id << ": " << id;
    }
  }
  std::vector<File> files = shipped_files();
  for (File& file : files) {
    const std::string only_room = "id = \"no_walking\"";
    auto at = file.text.find(only_room);
    if (at == std::string::npos) continue;
    auto way = file.text.find("in_room = true\n", at);
    ASSERT_NE(way, std::string::npos);
    file.text.erase(way, std::string_view("in_room = true\n").size());
  }
  auto read = read_follow_up_protocol(files, shipped());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "protocol_key_missing");
}

// What the form cannot know the therapist says, for the places of the day alone.
TEST(Aftercare, the_therapist_is_asked_what_counts_for_the_places_of_the_day) {
  auto asked = [&](const char* region, const AnswerMap& flags) {
    return flags_at(aftercare_rules(), flags, {{*parse_region(region), 20, 3}});
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(asked("calf.L", {}),
            (Ids{"no_walking", "sciatica_worse", "hamstring_torn", "achilles_torn"}));
  EXPECT_EQ(asked("neck-back.L", {}), (Ids{"no_walking"}));
  EXPECT_EQ(asked("shoulder-front.L", {{"shoulder_surgery", Said::yes}}),
            (Ids{"no_walking", "shoulder_dislocated", "frozen_shoulder"}));
  SessionFacts calf = session();
  calf.worked = {{*parse_region("calf.L"), 20, 3}};
  EXPECT_EQ(sheet(all_no(), calf).taken_as_no, Ids{});
  EXPECT_EQ(sheet({}, calf).taken_as_no, asked("calf.L", {}));
}

// Who answered the whole health form and has nothing that speaks against it gets the pack they
// like.
TEST(Aftercare, a_healthy_form_leads_to_heat_or_cold_and_one_tick_takes_it_away) {
  Intake intake = healthy(shipped());
  auto given = [&](Preference wish) {
    return sheet(
        health_flags(aftercare_rules(), facts_of(shipped(), intake, ServiceKind::deep, kVisit)),
        session(wish));
  };
  EXPECT_TRUE(says(given(Preference::heat), "A-HEAT"));
  EXPECT_TRUE(says(given(Preference::cold), "A-COLD"));
  intake.answers["heat_cold"] = std::vector<std::string>{"raynaud"};
  EXPECT_FALSE(says(given(Preference::cold), "A-COLD"));
  intake.answers.erase("heat_cold");
  intake.answers.erase("any.heat");
  EXPECT_FALSE(says(given(Preference::heat), "A-HEAT"));
}

TEST(Aftercare, what_it_does_not_know_is_refused) {
  auto made = aftercare(aftercare_rules(), follow_up().clock, {{"hat", Said::yes}}, session(),
                        edmonton(), "");
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().message, "aftercare_flag");
}

}  // namespace
}  // namespace fascia::care
