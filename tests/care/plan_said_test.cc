// SPDX-License-Identifier: Apache-2.0
// What the client said, before the visit and after the last one; what stands beside the hands.
#include <gtest/gtest.h>

#include <algorithm>

#include "follow_up_shipped.h"
#include "plan_inputs.h"

namespace fascia::care {
namespace {

PlanInput input_of(const Intake& intake) {
  Screening screening;
  screening.visit_date = Date::of(2026, 11, 24);
  return plan_input(plans(), intake, screening, 60);
}

TEST(PlanSaid, an_answer_is_said_by_yes_by_an_option_or_by_anything_ticked) {
  AnswerMap answers;
  answers["yes"] = Said::yes;
  answers["no"] = Said::no;
  answers["unsure"] = Said::not_sure;
  answers["choice"] = std::string("two");
  answers["nothing"] = std::string("none");
  answers["many"] = std::vector<std::string>{"a", "b"};
  answers["none"] = std::vector<std::string>{};
  struct Row {
    const char* question;
    std::vector<std::string> is;
    bool plain, unsure;
  };
  for (const Row& row :
       {Row{"yes", {}, true, true}, Row{"yes", {"yes"}, true, true}, Row{"no", {}, false, false},
        Row{"unsure", {}, false, true}, Row{"choice", {"two"}, true, true},
        Row{"choice", {"one"}, false, false}, Row{"choice", {}, true, true},
        Row{"nothing", {}, false, false}, Row{"many", {"b"}, true, true},
        Row{"many", {"c"}, false, false}, Row{"many", {}, true, true},
        Row{"none", {}, false, false}, Row{"absent", {}, false, false}}) {
    SaidAnswer wanted{row.question, row.is};
    EXPECT_EQ(was_said(answers, wanted), row.plain) << row.question;
    EXPECT_EQ(was_said(answers, wanted, true), row.unsure) << row.question;
  }
}

// Each answer that names a condition leads to its plan, with grade and day.
TEST(PlanSaid, a_condition_that_the_client_names_reaches_the_plan) {
  std::set<std::string> named;
  for (const Condition& condition : plans().conditions) {
    for (const SaidCondition& said : condition.said) {
      Intake intake;
      intake.pains = pains({{"low-back.R", 6}});
      if (said.answer.is.empty() || said.answer.is.front() == "yes") {
        intake.answers[said.answer.question] = Said::yes;
      } else {
        intake.answers[said.answer.question] = said.answer.is.front();
      }
      if (!said.since.empty()) {
        intake.answers[said.since] = SaidDate{Date::of(2026, 11, 14), "2026-11-14"};
      }
      PlanInput input = input_of(intake);
      ASSERT_FALSE(input.named.empty()) << condition.id;
      EXPECT_EQ(make_plan(plans(), input).condition, condition.id);
      if (!said.grade.empty()) {
        EXPECT_EQ(input.grades[condition.id], said.grade);
      }
      if (!said.since.empty()) {
        EXPECT_EQ(input.began[condition.id], 10);
      }
      named.insert(condition.id);
    }
  }
  for (const char* id : {"fibromyalgia", "whiplash", "tmj-disorder"}) {
    EXPECT_EQ(named.count(id), 1u) << id;
  }
}

// The names stand in the protocol's questions, so that a typing error cannot hide.
TEST(PlanSaid, answers_that_plans_listen_to_exist_in_the_questions) {
  auto check = [](const SaidAnswer& said, const std::string& who) {
    const Question* question = shipped().question(said.question);
    ASSERT_NE(question, nullptr) << who << ": " << said.question;
    for (const std::string& one : said.is) {
      bool known = question->kind == Kind::tri ? one == "yes" : false;
      for (const Question::Option& option : question->options) known = known || option.id == one;
      EXPECT_TRUE(known) << who << ": " << said.question << " " << one;
    }
  };
  for (const Condition& condition : plans().conditions) {
    for (const SaidCondition& said : condition.said) check(said.answer, condition.id);
  }
  for (const Modality& modality : plans().modalities) {
    for (const ModalityBar& bar : modality.bars) {
      for (const SaidAnswer& said : bar.any_of) check(said, modality.id);
    }
  }
}

// The suggestion of a grade listens to answers that exist, and names grades that the stages know.
TEST(PlanSaid, what_suggests_a_grade_exists_in_the_questions_and_among_the_stages) {
  int hints = 0;
  for (const Condition& condition : plans().conditions) {
    const std::vector<std::string> grades = grades_of(condition);
    for (const GradeHint& hint : condition.hints) {
      ++hints;
      EXPECT_EQ(std::count(grades.begin(), grades.end(), hint.grade), 1) << hint.grade;
      for (const GradeSign& sign : hint.signs) {
        const Question* question = shipped().question(sign.question);
        ASSERT_NE(question, nullptr) << sign.question;
        std::vector<std::string> words = sign.is;
        if (!sign.lacks.empty()) words.push_back(sign.lacks);
        for (const std::string& one : words) {
          bool known = question->kind == Kind::tri
                           ? one == "yes" || one == "no" || one == "not_sure"
                           : one == "none";
          for (const Question::Option& option : question->options)
            known = known || option.id == one;
          EXPECT_TRUE(known) << sign.question << " " << one;
        }
      }
    }
  }
  EXPECT_EQ(hints, 3);
  EXPECT_EQ(grades_of(*plans().condition("whiplash")),
            (std::vector<std::string>{"I", "II", "III", "IV"}));
}

// Sheet b 6.8, Quebec Task Force: pain alone is I, sore bones or less motion II, nerve signs III.
TEST(PlanSaid, a_whiplash_is_given_a_suggested_grade_by_the_answers_with_its_reasons) {
  const Condition& whiplash = *plans().condition("whiplash");
  const std::string none = "none";
  AnswerMap calm{{"whiplash.hurts", Said::yes},
                 {"whiplash.limbs", none},
                 {"whiplash.high", none},
                 {"whiplash.low", std::vector<std::string>{"walked", "no-bone-pain"}},
                 {"whiplash.turn", Said::yes}};
  auto with = [&](const char* question, Answer answer) {
    AnswerMap out = calm;
    out[question] = std::move(answer);
    return suggested_grade(whiplash, out);
  };
  struct Row {
    const char* question;
    Answer answer;
    const char* grade;  // empty: none
    std::size_t reasons;
  };
  for (const Row& row :
       {Row{"whiplash.hurts", Said::yes, "I", 3}, Row{"whiplash.hurts", Said::no, "", 0},
        Row{"whiplash.turn", Said::no, "II", 1}, Row{"whiplash.turn", Said::not_sure, "II", 1},
        Row{"whiplash.low", std::vector<std::string>{"walked"}, "II", 1},
        Row{"whiplash.limbs", std::string("unchanged"), "III", 1},
        Row{"whiplash.limbs", std::string("new-or-worse"), "III", 1},
        Row{"whiplash.high", std::string("tingling"), "III", 1}}) {
    auto suggested = with(row.question, row.answer);
    ASSERT_EQ(suggested.has_value(), *row.grade != '\0') << row.question;
    if (!suggested) continue;
    EXPECT_EQ(suggested->grade, row.grade) << row.question;
    EXPECT_EQ(suggested->reasons.size(), row.reasons) << row.question;
    EXPECT_FALSE(suggested->reasons.front().fr.empty());
    EXPECT_EQ(suggested->source, "Quebec Task Force 1995");
  }
  // Who is 65 or older is not asked to turn the head: nothing is suggested.
  calm.erase("whiplash.turn");
  EXPECT_FALSE(suggested_grade(whiplash, calm));
  EXPECT_FALSE(suggested_grade(*plans().condition("fibromyalgia"), calm));
}

TEST(PlanSaid, a_grade_of_staff_counts_before_the_clients_and_days_are_those_of_the_condition) {
  PlanInput input;
  input.named = {"whiplash"};
  input.pains = pains({{"neck-back.R", 6}});
  input.days_since_start = 400;
  input.first_visit = false;
  auto deepest = [&] {
    int depth = 0;
    for (const Segment& segment : make_plan(plans(), input).segments) {
      depth = std::max(depth, segment.depth());
    }
    return depth;
  };
  input.grades["whiplash"] = "I";
  int chronic = deepest();
  input.began["whiplash"] = 10;  // the pain is old, the crash is not
  EXPECT_LT(deepest(), chronic);
  input.grade = "III";
  EXPECT_EQ(deepest(), 0);
}

// ---- what was answered after the last visit

TEST(PlanHeard, soreness_past_three_days_or_not_easing_makes_the_next_plan_lighter) {
  struct Row {
    const char* what;
    const char* moment;
    std::map<std::string, std::vector<std::string>, std::less<>> said;
    bool lighter;
  };
  for (const Row& row :
       {Row{"sore at 72 h", "72h", {{"Q1", {"1"}}}, true},
        Row{"not sore at 72 h", "72h", {{"Q1", {"0"}}}, false},
        Row{"sore at 48 h, more", "48h", {{"Q1", {"4"}}, {"Q2", {"more"}}}, true},
        Row{"sore at 48 h, less", "48h", {{"Q1", {"4"}}, {"Q2", {"less"}}}, false},
        Row{"a little sore at 48 h", "48h", {{"Q1", {"3"}}, {"Q2", {"same"}}}, false},
        Row{"sore at 24 h is usual", "24h", {{"Q1", {"6"}}, {"Q2", {"more"}}}, false}}) {
    PlanInput input = back_pain();
    hear(plans(), {{row.moment, row.said, std::nullopt}}, {"stripping"}, input.last);
    EXPECT_EQ(!input.last.lighter.empty(), row.lighter) << row.what;
    int depth = 0;
    Plan plan = make_plan(plans(), input);
    for (const Segment& segment : plan.segments) depth = std::max(depth, segment.depth());
    EXPECT_EQ(depth, row.lighter ? 3 : 4) << row.what;
    bool told = std::any_of(plan.recommendations.begin(), plan.recommendations.end(),
                            [&](const Recommendation& one) {
                              return row.lighter && one.id == input.last.lighter.front();
                            });
    EXPECT_EQ(told, row.lighter) << row.what;
  }
}

// The questions stand in the check-ins, so that a typing error cannot hide.
TEST(PlanHeard, answers_that_plans_listen_to_exist_in_the_check_ins) {
  const CheckInRules& rules = follow_up().check_ins;
  ASSERT_FALSE(plans().heard.empty());
  for (const HeardRule& rule : plans().heard) {
    for (const std::string& moment : rule.moments) {
      for (const HeardAnswer& asked : rule.asked) {
        std::vector<const CheckInQuestion*> all = questions_at(rules, moment);
        auto found = std::find_if(all.begin(), all.end(), [&](const CheckInQuestion* question) {
          return question->id == asked.question;
        });
        ASSERT_NE(found, all.end()) << rule.id << " " << moment << " " << asked.question;
        for (const std::string& one : asked.is) {
          EXPECT_TRUE(std::any_of((*found)->options.begin(), (*found)->options.end(),
                                  [&](const Question::Option& option) { return option.id == one; }))
              << rule.id << " " << one;
        }
      }
    }
  }
}

TEST(PlanHeard, what_was_done_when_the_pain_fell_comes_first) {
  LastSession last;
  hear(plans(), {{"48h", {{"Q3", {"5"}}}, 6}}, {"myofascial"}, last);
  EXPECT_TRUE(last.eased.empty());  // one point is noise
  hear(plans(), {{"48h", {{"Q3", {"4"}}}, std::nullopt}}, {"myofascial"}, last);
  EXPECT_TRUE(last.eased.empty());  // nothing to compare with
  hear(plans(), {{"48h", {{"Q3", {"4"}}}, 6}}, {"myofascial"}, last);
  EXPECT_EQ(last.eased, std::vector<std::string>{"myofascial"});
}

// ---- modalities

// A back plan with this modality beside it.
Plan beside(const std::string& modality, const Intake& intake, int age = 40) {
  PlanProtocol protocol = plans();
  for (Condition& condition : protocol.conditions) condition.modalities = {modality};
  PlanInput input = input_of(intake);
  input.pains = pains({{"mid-back.R", 6}});
  input.days_since_start = 200;
  input.first_visit = false;
  input.age = age;
  return make_plan(protocol, input);
}

TEST(PlanModalities, each_has_its_own_contraindications_and_they_hold) {
  for (const Modality& modality : plans().modalities) {
    ASSERT_EQ(beside(modality.id, {}).beside.size(), 1u) << modality.id;
    EXPECT_FALSE(beside(modality.id, {}).beside.front().ask) << modality.id;
    EXPECT_FALSE(modality.bars.empty()) << modality.id;
    EXPECT_NE(modality.barred.en.substr(0, 3), "as ") << modality.id;
    int bars = 0;
    for (const ModalityBar& bar : modality.bars) {
      if (!bar.regions.empty()) continue;
      for (const SaidAnswer& said : bar.any_of) {
        Intake intake;
        if (said.is.empty()) {
          intake.answers[said.question] = Said::yes;
        } else {
          intake.answers[said.question] = std::vector<std::string>{said.is.front()};
        }
        Plan plan = beside(modality.id, intake);
        if (bar.caution) {
          ASSERT_EQ(plan.beside.size(), 1u) << modality.id << " " << said.question;
          EXPECT_TRUE(plan.beside.front().ask) << modality.id << " " << said.question;
          continue;
        }
        ++bars;
        EXPECT_TRUE(plan.beside.empty()) << modality.id << " " << said.question;
        bool why = std::any_of(plan.avoid.begin(), plan.avoid.end(), [&](const Avoid& avoid) {
          return avoid.what == modality.id && avoid.reason == bar.why &&
                 !avoid.basis.source.empty();
        });
        EXPECT_TRUE(why) << modality.id << " " << said.question;
        intake.answers[said.question] = Said::not_sure;  // in doubt it stays away
        EXPECT_TRUE(beside(modality.id, intake).beside.empty())
            << modality.id << " " << said.question;
      }
    }
    EXPECT_GT(bars, 0) << modality.id;
  }
}

// CHK-S9: what is added to the hands is left out for what speaks against it, with the reason.
TEST(PlanModalities, CHK_S9_no_cold_with_raynaud_and_no_heat_where_the_skin_feels_less) {
  struct Row {
    const char* modality;
    const char* question;
    Answer said;
    const char* why;
  };
  const std::vector<Row> rows = {{"cold-pack", "heat_cold", std::vector<std::string>{"raynaud"},
                                  "Cold does harm with this illness."},
                                 {"heat-moist", "numb", Said::yes, "Part of the skin feels less."}};
  for (const Row& row : rows) {
    Intake intake;
    intake.answers[row.question] = row.said;
    Plan plan = beside(row.modality, intake);
    EXPECT_TRUE(plan.beside.empty()) << row.modality;
    EXPECT_TRUE(std::any_of(plan.avoid.begin(), plan.avoid.end(), [&](const Avoid& avoid) {
      return avoid.what == row.modality && avoid.reason.en == row.why;
    })) << row.modality;
  }
}

TEST(PlanModalities, cups_stay_away_from_blood_thinners_and_heat_from_fresh_hurt_and_faces) {
  Intake intake;
  intake.answers["blood_thinner"] = std::string("doac");
  EXPECT_TRUE(beside("cup-static", intake).beside.empty());
  EXPECT_FALSE(beside("heat-moist", intake).beside.empty());
  PlanProtocol protocol = plans();
  for (Condition& condition : protocol.conditions) condition.modalities = {"heat-moist"};
  PlanInput input = back_pain();
  input.days_since_start = 2;
  for (const Beside& one : make_plan(protocol, input).beside) {
    EXPECT_EQ(std::count(one.regions.begin(), one.regions.end(), Region{"low-back", Side::right}),
              0);
  }
  input = PlanInput{};
  input.named = {"tmj-disorder"};
  input.pains = pains({{"jaw.R", 6}});
  for (const Beside& one : make_plan(protocol, input).beside) {
    for (const Region& region : one.regions) EXPECT_NE(region.id, "jaw");
  }
}

TEST(PlanModalities, from_age_75_the_therapist_decides_about_heat_and_cold) {
  EXPECT_FALSE(beside("heat-moist", {}, 74).beside.front().ask);
  Plan plan = beside("heat-moist", {}, 75);
  ASSERT_EQ(plan.beside.size(), 1u);
  EXPECT_TRUE(plan.beside.front().ask);
  EXPECT_EQ(plan.watch.front().id, "modality_caution");
}

TEST(PlanModalities, one_in_half_an_hour_two_in_an_hour) {
  PlanProtocol protocol = plans();
  for (Condition& condition : protocol.conditions) {
    condition.modalities = {"heat-moist", "cold-pack", "cup-moving"};
  }
  PlanInput input = back_pain();
  EXPECT_EQ(make_plan(protocol, input).beside.size(), 2u);
  input.minutes = 30;
  EXPECT_EQ(make_plan(protocol, input).beside.size(), 1u);
}

// ---- discomfort, places to avoid, what to watch for

TEST(PlanPlaces, the_side_of_the_neck_has_its_own_ceiling_of_four) {
  PlanInput input;
  input.pains = pains({{"neck-side.R", 7}, {"neck-back.R", 6}});
  input.first_visit = false;
  input.days_since_start = 400;
  Plan plan = make_plan(plans(), input);
  EXPECT_EQ(plan.discomfort.ceiling, 6);
  EXPECT_EQ(plan.discomfort.at({"neck-side", Side::right}), 4);
  EXPECT_EQ(plan.discomfort.at({"neck-back", Side::right}), 6);
  input.client_ceiling = 3;
  plan = make_plan(plans(), input);
  EXPECT_EQ(plan.discomfort.at({"neck-side", Side::right}), 3);
  EXPECT_TRUE(plan.discomfort.places.empty());
}

TEST(PlanPlaces, spots_to_keep_off_lie_in_worked_places_of_the_body_map) {
  Plan plan = make_plan(plans(), back_pain());
  std::vector<SpotOnMap> spots = spots_on_map(plans(), plan);
  ASSERT_FALSE(spots.empty());
  for (const SpotOnMap& spot : spots) {
    EXPECT_FALSE(spot.regions.empty()) << spot.zone;
    EXPECT_FALSE(spot.where.en.empty() || spot.where.fr.empty() || spot.rule.fr.empty());
    for (const Region& region : spot.regions) EXPECT_TRUE(exists(plans().anatomy, region));
  }
}

TEST(PlanPlaces, what_to_watch_for_names_stop_rules_and_what_else_it_can_be) {
  PlanInput input = back_pain();
  Plan plan = make_plan(plans(), input);
  auto has = [&](std::string_view id, std::string_view part) {
    return std::any_of(plan.watch.begin(), plan.watch.end(), [&](const Recommendation& one) {
      return one.id == id && one.text.en.find(part) != std::string::npos && !one.text.fr.empty() &&
             !one.basis.source.empty();
    });
  };
  EXPECT_TRUE(has("watch_stop", "saddle numbness"));
  EXPECT_TRUE(has("watch_always", "numbness"));
  EXPECT_TRUE(has("watch_other", "kidney"));  // beside quadratus lumborum
}

// ---- sheet b 6: the sixteen templates

TEST(PlanTemplates, R10_all_sixteen_with_frequency_course_reassessment_and_evidence) {
  struct Row {
    const char* id;
    int depth, ceiling, minutes, week, week_most, course;
    std::vector<int> reassess;
    const char *evidence, *to;  // sheet b 6.0
    bool noted;
  };
  const std::vector<Row> rows = {
      {"chronic-low-back-pain", 4, 6, 60, 1, 2, 10, {4, 10}, "low", "moderate", false},
      {"acute-subacute-low-back-pain", 4, 4, 30, 1, 2, 4, {3}, "low", "", false},
      {"neck-pain-stiff-neck", 4, 6, 60, 2, 3, 8, {4, 8}, "low", "moderate", true},
      {"upper-back-tension", 4, 6, 60, 1, 2, 5, {3}, "very low", "", false},
      {"tight-legs", 4, 6, 45, 1, 2, 4, {3}, "low", "", false},
      {"sore-shoulders", 4, 5, 45, 1, 2, 6, {3}, "low", "", true},
      {"limited-mobility", 4, 5, 60, 1, 1, 8, {4, 8}, "very low", "moderate", true},
      {"whiplash", 4, 5, 30, 1, 2, 6, {2}, "low", "", false},
      {"after-fall", 4, 4, 30, 1, 1, 4, {2}, "very low", "", false},
      {"posture-problems", 4, 6, 60, 1, 1, 4, {4}, "very low", "", false},
      {"stress-tension", 3, 4, 60, 1, 1, 5, {3}, "moderate", "", true},
      {"tension-headache", 3, 4, 45, 2, 2, 12, {6}, "low", "", false},
      {"frozen-shoulder", 4, 6, 45, 1, 2, 6, {4}, "low", "", false},
      {"tmj-disorder", 3, 4, 45, 1, 2, 6, {3}, "moderate", "", true},
      {"fibromyalgia", 3, 4, 30, 1, 2, 8, {3, 5}, "low", "", false},
      {"sports-soreness", 3, 5, 30, 1, 1, 1, {1}, "low", "moderate", false}};
  ASSERT_EQ(rows.size(), plans().conditions.size());
  for (const Row& row : rows) {
    const Condition* one = plans().condition(row.id);
    ASSERT_NE(one, nullptr) << row.id;
    EXPECT_EQ(one->depth_max, row.depth) << row.id;
    EXPECT_EQ(one->ceiling, row.ceiling) << row.id;
    EXPECT_EQ(one->minutes, row.minutes) << row.id;
    EXPECT_EQ(one->visits_a_week, row.week) << row.id;
    EXPECT_EQ(one->visits_a_week_max, row.week_most) << row.id;
    EXPECT_EQ(one->course, row.course) << row.id;
    EXPECT_EQ(one->reassess, row.reassess) << row.id;
    EXPECT_EQ(one->evidence.level, row.evidence) << row.id;
    EXPECT_EQ(one->evidence.to, row.to) << row.id;
    EXPECT_EQ(!one->evidence.note.en.empty(), row.noted) << row.id;
    for (const std::string* text : {&one->goals.fr, &one->stop.en, &one->client.fr, &one->studies,
                                    &one->source, &one->measures}) {
      EXPECT_FALSE(text->empty()) << row.id;
    }
    PlanInput input;
    input.named = {row.id};
    input.pains = pains({{one->blocks[1].regions.front() + ".R", 6}});
    input.days_since_start = 500;
    input.first_visit = false;
    input.minutes = 60;
    Plan plan = make_plan(plans(), input);
    EXPECT_EQ(plan.condition, row.id);
    EXPECT_EQ(plan.evidence, one->evidence);
    EXPECT_EQ(plan.course, row.course);
    EXPECT_LE(plan.visits, 6) << row.id;
    EXPECT_EQ(plan.visits, std::min({6, row.reassess.front(), row.course})) << row.id;
    EXPECT_EQ(plan.reassess_at, std::min(6, row.reassess.front())) << row.id;
    EXPECT_EQ(plan.reassess_in_days, (plan.reassess_at * 7 + row.week - 1) / row.week) << row.id;
    EXPECT_FALSE(plan.segments.empty()) << row.id;
  }
}

// ---- how sure studies are: a closed list

TEST(PlanEvidence, the_list_is_closed_and_goes_from_weak_to_sure) {
  std::vector<std::string> ids;
  for (const EvidenceLevel& one : plans().evidence) ids.push_back(one.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"very low", "low", "moderate", "high"}));
}

TEST(PlanEvidence, it_is_told_in_both_languages_with_what_it_means_and_hangs_on) {
  auto told = [](const char* id) {
    return evidence_text(plans(), plans().condition(id)->evidence);
  };
  EXPECT_EQ(told("upper-back-tension").en,
            "How sure studies are on this: very low. Nobody can say yet how well it works.");
  // Of a span the weaker end says what it means.
  EXPECT_EQ(told("chronic-low-back-pain").en,
            "How sure studies are on this: low to moderate. New studies may well change this.");
  EXPECT_EQ(told("chronic-low-back-pain").fr,
            "Certitude des études à ce sujet\u00a0: faible à modérée. De nouvelles études peuvent "
            "bien changer cela.");
  EXPECT_TRUE(told("sore-shoulders").en.ends_with(" The studies do not agree with each other."));
  EXPECT_TRUE(told("sore-shoulders").fr.ends_with(" Les études ne s’accordent pas entre elles."));
  EXPECT_EQ(evidence_text(plans(), {}), Words());
  EXPECT_EQ(evidence_text(plans(), {"of a list to come", "", {}}), Words());
}

TEST(PlanEvidence, a_plan_kept_before_the_list_reads_as_one_of_it) {
  boost::json::object kept = write_plan(make_plan(plans(), back_pain()));
  struct Row {
    const char *kept, *level, *to;
  };
  for (const Row& row : {Row{"low–moderate", "low", "moderate"}, Row{"very low", "very low", ""},
                         Row{"low, mixed", "low", ""}, Row{"moderate, short term", "moderate", ""},
                         Row{"moderate (knee arthritis), else very low", "moderate", ""},
                         Row{"moderate (guideline strong)", "moderate", ""}}) {
    kept["evidence"] = row.kept;
    auto plan = read_plan(kept);
    ASSERT_TRUE(plan) << row.kept;
    EXPECT_EQ(plan->evidence.level, row.level) << row.kept;
    EXPECT_EQ(plan->evidence.to, row.to) << row.kept;
    EXPECT_FALSE(evidence_text(plans(), plan->evidence).en.empty()) << row.kept;
  }
}

}  // namespace
}  // namespace fascia::care
