// SPDX-License-Identifier: Apache-2.0
#include "clinic/session_modalities.h"

#include <gtest/gtest.h>

#include "clinic/aftercare_sheet.h"
#include "clinic/change_plan.h"
#include "clinic/chart.h"
#include "clinic/tasks.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

using Kind = Tap::Kind;

const char* const kHere = "low-back.R";
const char* const kThere = "mid-back.R";

struct ModalityRoom : TreatedVisit {
  explicit ModalityRoom(const care::AnswerMap& told = {})
      : TreatedVisit({{kBack, 7}, {{"mid-back", care::Side::right}, 4}}, told) {}

  const care::Modality& modality(const char* what) { return *clinic->plans.modality(what); }
  Tap tap_on(const char* what, const char* where) {
    Tap tap;
    tap.kind = Kind::put_on;
    tap.modality = what;
    tap.region = care::parse_region(where);
    for (const auto& check : modality(what).checks) tap.checked.push_back(check.id);
    return tap;
  }
  Result<Logged> put_on(const char* what, const char* where) { return tapped(tap_on(what, where)); }
  std::string refused(const char* what, const char* where) {
    auto out = put_on(what, where);
    return out ? "on" : out.error().message;
  }
  Result<Logged> skin(Kind kind, int of, std::string_view how) {
    Tap tap;
    tap.kind = kind;
    tap.of = of;
    tap.skin = how;
    return tapped(tap);
  }
  Result<Logged> look(const Logged& on) { return skin(Kind::look, on.entry.seq, kSkinFine); }
  Result<Logged> off(const Logged& on, std::string_view how = kSkinFine) {
    return skin(Kind::take_off, on.entry.seq, how);
  }
  std::string depth_refused(const char* where, const char* technique, int depth) {
    auto out = work(where, technique, depth);
    return out ? "worked" : out.error().message;
  }
};

TEST(SessionModalities, R27_nothing_is_put_on_before_the_skin_was_tested) {
  ModalityRoom v;
  v.start();
  for (const care::Modality& modality : v.clinic->plans.modalities)
    EXPECT_EQ(modality.checks.front().id, "felt") << modality.id;
  Tap tap = v.tap_on("heat-moist", kHere);
  const auto all = tap.checked;
  tap.checked.clear();
  auto none = v.tapped(tap);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "modality_unsure");
  EXPECT_EQ(none.error().field, "sure.felt");
  EXPECT_EQ(none.error().also.size() + 1, all.size());
  tap.checked = {all.begin() + 1, all.end()};
  EXPECT_EQ(v.tapped(tap).error().field, "sure.felt");
  tap.checked = all;
  auto on = v.tapped(tap);
  ASSERT_TRUE(on) << on.error().message;
  ASSERT_EQ(on->state.applied.size(), 1u);
  EXPECT_TRUE(on->state.applied.front().is_on());
}

TEST(SessionModalities, R27_what_the_answers_bar_is_not_put_on) {
  ModalityRoom healthy;
  healthy.start();
  EXPECT_EQ(healthy.refused("heat-moist", kHere), "on");
  ModalityRoom numb({{"heat_cold", std::vector<std::string>{"skin-alone"}}});
  numb.start();
  EXPECT_EQ(numb.refused("heat-moist", kHere), "modality_barred");
  EXPECT_EQ(numb.refused("hot-stone", kHere), "modality_barred");
  Tap unknown = numb.tap_on("heat-moist", kHere);
  unknown.modality = "no-such";
  EXPECT_EQ(numb.tapped(unknown).error().message, "modality_unknown");
  // Where the body itself rules it out.
  EXPECT_EQ(healthy.refused("cup-static", "neck-side.R"), "modality_barred");
}

// What makes it a matter of care is weighed by name, each time.
TEST(SessionModalities, R27_a_caution_wants_its_own_yes) {
  ModalityRoom v({{"antiplatelet", std::vector<std::string>{"aspirin-low"}}});
  v.start();
  auto plain = v.put_on("cup-moving", kHere);
  ASSERT_FALSE(plain);
  EXPECT_EQ(plain.error().message, "modality_unsure");
  EXPECT_EQ(plain.error().field, "sure.caution");
  Tap tap = v.tap_on("cup-moving", kHere);
  tap.checked.emplace_back(kCautionSeen);
  EXPECT_TRUE(v.tapped(tap));
}

TEST(SessionModalities, R27_the_skin_is_looked_at_and_taking_off_says_how_it_is) {
  ModalityRoom v;
  v.start();
  auto on = v.put_on("heat-moist", kHere);
  ASSERT_TRUE(on);
  EXPECT_EQ(v.skin(Kind::look, on->entry.seq, "so-so").error().message, "skin_unknown");
  EXPECT_EQ(v.skin(Kind::look, on->entry.seq + 7, kSkinFine).error().message, "modality_not_on");
  v.wait(5);
  auto looked = v.look(*on);
  ASSERT_TRUE(looked);
  EXPECT_TRUE(looked->state.applied.front().looked.has_value());
  EXPECT_TRUE(looked->state.applied.front().is_on());
  v.wait(5);
  auto off = v.off(*on);
  ASSERT_TRUE(off);
  EXPECT_FALSE(off->state.applied.front().is_on());
  EXPECT_EQ(v.off(*on).error().message, "modality_not_on");
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->summary.applied.size(), 1u);
  const Applied& one = chart->summary.applied.front();
  EXPECT_EQ((*one.until - one.from).value, 600);
  EXPECT_EQ((*one.looked - one.from).value, 300);
  EXPECT_EQ(one.skin, kSkinFine);
  EXPECT_EQ(chart->summary.hands_on, 10);  // it counts, nothing else was done
}

TEST(SessionModalities, R27_bad_skin_ends_it_leaves_the_place_alone_and_tells_the_lead) {
  ModalityRoom v;
  v.start();
  auto on = v.put_on("cold-pack", kHere);
  ASSERT_TRUE(on) << on.error().message;
  v.wait(5);
  auto bad = v.skin(Kind::look, on->entry.seq, kSkinBad);
  ASSERT_TRUE(bad);
  EXPECT_EQ(bad->advice, Advice::skin);
  EXPECT_FALSE(bad->state.applied.front().is_on());
  EXPECT_EQ(v.depth_refused(kHere, "effleurage", 1), "region_blocked");
  EXPECT_EQ(v.depth_refused(kThere, "effleurage", 1), "worked");
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  ASSERT_EQ(chart->summary.stops.size(), 1u);
  EXPECT_EQ(chart->summary.stops.front().cause, "skin");
  auto tasks = waiting_tasks(*v.clinic, v.owner_actor);
  EXPECT_EQ(std::count_if(tasks.begin(), tasks.end(),
                          [](const auto& one) { return one.task.kind == "visit_for_lead"; }),
            1);
}

TEST(SessionModalities, R27_no_longer_than_its_time_on_one_place) {
  ModalityRoom v;
  v.start();
  const care::Modality& heat = v.modality("heat-moist");
  EXPECT_EQ(heat.look_after, 5);
  auto first = v.put_on("heat-moist", kHere);
  ASSERT_TRUE(first);
  RoomRules rules;
  rules.modalities.first_visit = true;
  auto times = times_of(*v.clinic, rules, first->state, first->state.applied.front());
  EXPECT_EQ(times.look, 5);
  EXPECT_EQ(times.aim, heat.minutes_low);
  EXPECT_EQ(times.most, heat.minutes_max);
  rules.modalities.first_visit = false;
  times = times_of(*v.clinic, rules, first->state, first->state.applied.front());
  EXPECT_EQ(times.aim, heat.minutes_high);
  v.wait(heat.minutes_max - 4);
  ASSERT_TRUE(v.off(*first));
  auto second = v.put_on("heat-moist", kHere);
  ASSERT_TRUE(second);
  EXPECT_EQ(times_of(*v.clinic, rules, second->state, second->state.applied.back()).most, 4);
  v.wait(4);
  ASSERT_TRUE(v.off(*second));
  EXPECT_EQ(v.refused("heat-moist", kHere), "modality_spent");
  EXPECT_EQ(v.refused("heat-moist", kThere), "on");
}

TEST(SessionModalities, R27_after_cold_the_place_is_worked_lightly) {
  ModalityRoom v;
  v.start();
  auto on = v.put_on("cold-pack", kHere);
  ASSERT_TRUE(on);
  EXPECT_EQ(v.depth_refused(kHere, "effleurage", 1), "modality_there");
  v.wait(10);
  ASSERT_TRUE(v.off(*on));
  EXPECT_EQ(v.depth_refused(kHere, "petrissage", 3), "depth_after_cold");
  EXPECT_EQ(v.depth_refused(kHere, "petrissage", 2), "worked");
  EXPECT_EQ(v.depth_refused(kThere, "petrissage", 3), "worked");
  v.wait(19);
  EXPECT_EQ(v.depth_refused(kHere, "petrissage", 3), "depth_after_cold");
  v.wait(1);
  EXPECT_EQ(v.depth_refused(kHere, "petrissage", 3), "worked");
  // Friction never follows ice; the cold comes back after its pause alone.
  EXPECT_EQ(v.depth_refused(kHere, "friction", 3), "technique_after_cold");
  EXPECT_EQ(v.refused("cold-pack", kHere), "modality_gap");
  v.wait(20);
  EXPECT_EQ(v.refused("cold-pack", kHere), "on");
}

TEST(SessionModalities, R27_two_kinds_in_an_hour) {
  ModalityRoom v;
  v.start();
  EXPECT_EQ(v.refused("heat-moist", kHere), "on");
  EXPECT_EQ(v.refused("heat-moist", kHere), "modality_there");
  EXPECT_EQ(v.refused("cup-moving", kThere), "on");
  auto third = v.put_on("cold-pack", kThere);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().message, "modality_most");
  EXPECT_EQ(third.error().args.front().second, "2");
}

// Cups that the hands move end when the hands go elsewhere; a pack stays, and the hands may work
// elsewhere meanwhile.
TEST(SessionModalities, R27_hands_move_a_cup_and_a_pack_lies) {
  ModalityRoom v;
  v.start();
  ASSERT_TRUE(v.work(kHere, "effleurage", 2));
  auto pack = v.put_on("heat-moist", kHere);
  ASSERT_TRUE(pack);
  EXPECT_FALSE(pack->state.working);  // nobody works under it
  auto worked = v.work(kThere, "effleurage", 2);
  ASSERT_TRUE(worked);
  EXPECT_TRUE(worked->state.applied.front().is_on());
  auto cup = v.put_on("cup-moving", kThere);
  ASSERT_TRUE(cup);
  EXPECT_FALSE(cup->state.working);
  auto away = v.work("mid-back.L", "effleurage", 1);
  ASSERT_TRUE(away) << away.error().message;
  EXPECT_TRUE(away->state.applied[0].is_on());
  EXPECT_FALSE(away->state.applied[1].is_on());
  EXPECT_EQ(away->state.applied[1].skin, "");
  ASSERT_TRUE(v.off(*cup));  // the word about the skin is still asked
}

TEST(SessionModalities, R27_a_stop_takes_everything_off) {
  ModalityRoom v;
  v.start();
  ASSERT_TRUE(v.put_on("heat-moist", kHere));
  ASSERT_TRUE(v.work(kThere, "effleurage", 2));
  Tap stop;
  stop.kind = Kind::stop;
  stop.cause = "dizzy";
  auto out = v.tapped(stop);
  ASSERT_TRUE(out);
  EXPECT_FALSE(out->state.applied.front().is_on());
}

TEST(SessionModalities, R12_taking_back_consent_takes_it_off) {
  ModalityRoom v;
  v.start();
  ASSERT_TRUE(v.put_on("heat-moist", kHere));
  ASSERT_TRUE(withdraw_consent(*v.clinic, v.ana_actor, v.id, care::parse_region(kHere)));
  auto chart = read_chart(*v.clinic, v.ana_actor, v.id);
  EXPECT_FALSE(state_after(chart->log, comfort_steps(*v.clinic)).applied.front().is_on());
  EXPECT_EQ(v.refused("heat-moist", kHere), "region_blocked");
}

TEST(SessionModalities, R12_through_clothes_no_cups) {
  ModalityRoom v;
  ASSERT_TRUE(answer_day(*v.clinic, v.ana_actor, {v.id, v.quiet_day(), false}));
  Consent c = v.full_consent();
  c.clothing = kClothed;
  ASSERT_TRUE(give_consent(*v.clinic, v.ana_actor, v.id, c));
  ASSERT_EQ(v.refusal(), "started");
  EXPECT_EQ(v.refused("cup-static", kHere), "modality_needs_skin");
  EXPECT_EQ(v.refused("heat-moist", kHere), "on");
}

TEST(SessionModalities, R27_a_slip_is_taken_back) {
  ModalityRoom v;
  v.start();
  auto on = v.put_on("heat-moist", kHere);
  v.wait(3);
  ASSERT_TRUE(v.off(*on));
  Tap undo;
  undo.kind = Kind::undo;
  auto back = v.tapped(undo);
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->state.applied.front().is_on());
  back = v.tapped(undo);
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->state.applied.empty());
}

TEST(SessionModalities, R27_no_session_ends_with_something_on) {
  ModalityRoom v;
  v.start();
  auto on = v.put_on("heat-moist", kHere);
  v.wait(10);
  auto end = end_session(*v.clinic, v.ana_actor, v.over(v.id, 3));
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().message, "modality_on");
  // Hands elsewhere end moving cups; how the skin was is still open.
  auto cup = v.put_on("cup-moving", kThere);
  ASSERT_TRUE(cup);
  v.wait(3);
  ASSERT_TRUE(v.work("mid-back.L", "effleurage", 1));
  ASSERT_TRUE(v.off(*on));
  EXPECT_EQ(end_session(*v.clinic, v.ana_actor, v.over(v.id, 3)).error().message,
            "modality_skin_open");
  ASSERT_TRUE(v.off(*cup));
  EXPECT_TRUE(end_session(*v.clinic, v.ana_actor, v.over(v.id, 3)));
}

// R31: who had cups is told of the marks, and rests for a day.
TEST(SessionModalities, R31_the_sheet_after_cups_tells_of_the_marks) {
  auto told = [](const char* what) {
    ModalityRoom v;
    v.start();
    auto on = v.put_on(what, kHere);
    EXPECT_TRUE(on);
    v.wait(3);
    EXPECT_TRUE(v.off(*on));
    EXPECT_TRUE(v.work(kThere, "effleurage", 2));
    v.wait(10);
    EXPECT_TRUE(end_session(*v.clinic, v.ana_actor, v.over(v.id, 3)));
    auto sheet = aftercare_of_visit(*v.clinic, v.ana_actor, v.id);
    EXPECT_TRUE(sheet);
    std::set<std::string> out;
    for (const auto& advice : sheet->sheet.advice) out.insert(advice.id);
    return out;
  };
  auto cups = told("cup-static");
  EXPECT_EQ(cups.count("A-CUPMARK"), 1u);
  EXPECT_EQ(cups.count("A-BRUISE"), 1u);
  auto heat = told("heat-moist");
  EXPECT_EQ(heat.count("A-CUPMARK"), 0u);
}

// Kept with the start: what bars it does not change with the rules of another day.
TEST(SessionModalities, what_holds_for_it_is_kept_with_the_session) {
  ModalityRoom v({{"diabetes", care::Said::yes}});
  v.start();
  auto running = running_session(*v.clinic, v.ana_actor, v.id);
  ASSERT_TRUE(running);
  const RoomRules& rules = running->room.rules;
  EXPECT_EQ(rules.modalities.most_kinds, 2);
  EXPECT_TRUE(rules.modalities.first_visit);
  EXPECT_EQ(rules.modalities.age, 38);
  EXPECT_EQ(rules.modalities.limits.size(), running->file.room.modalities.limits.size());
  ASSERT_FALSE(rules.modalities.limits.empty());
  EXPECT_EQ(rules.modalities.limits.front().why.fr,
            running->file.room.modalities.limits.front().why.fr);
}

}  // namespace
}  // namespace fascia::clinic
