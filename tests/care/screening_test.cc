// SPDX-License-Identifier: Apache-2.0
#include "care/screening.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <sstream>

#include "care/screening_parts.h"
#include "core/json.h"
#include "screening_protocol.h"
#include "source_folder.h"

namespace fascia::care {
namespace {

Screening deep(const Intake& intake, Date visit = kVisit) {
  return screen(shipped(), intake, ServiceKind::deep, visit);
}
SaidDate day(Date date) { return {date, to_iso(date)}; }

TEST(Screening, a_healthy_person_goes_ahead) {
  Screening screening = deep(healthy(shipped()));
  EXPECT_EQ(screening.decision, Decision::proceed);
  EXPECT_TRUE(screening.findings.empty());
  EXPECT_FALSE(screening.hold) << screening.missing.front();
  EXPECT_TRUE(screening.goes_ahead());
  EXPECT_EQ(screening.limits.max_depth, 5);
  ASSERT_TRUE(screening.gentler);
  EXPECT_EQ(screening.gentler->limits.max_depth, 3);
}

TEST(Screening, R1_todays_fever_does_not_refuse_a_visit_in_ten_days) {
  Intake intake = healthy(shipped());
  intake.answers["fever"] = std::vector<std::string>{"fever"};
  Screening today = deep(intake);
  EXPECT_EQ(today.decision, Decision::do_not_treat);
  EXPECT_EQ(today.earliest, kVisit + 1);
  Screening later = deep(intake, kVisit + 10);
  EXPECT_EQ(later.decision, Decision::proceed);
  EXPECT_TRUE(later.goes_ahead());
  const auto& asked = later.ask_on_the_day;
  EXPECT_NE(std::find(asked.begin(), asked.end(), "fever"), asked.end());
}

TEST(Screening, R1_day_30_after_surgery_is_not_day_45_and_the_answer_names_the_day) {
  Intake intake = healthy(shipped());
  intake.answers["surgery"] = std::string("abdominal");
  intake.answers["surgery.date"] = day(kVisit - 30);
  intake.answers["surgery.wound"] = std::string("closed");
  Screening early = deep(intake);
  EXPECT_EQ(early.decision, Decision::do_not_treat);
  EXPECT_EQ(early.earliest, kVisit + 12);
  EXPECT_EQ(deep(intake, kVisit + 15).decision, Decision::clearance);
}

TEST(Screening, R2_one_gate_is_an_emergency_with_words_whatever_else_was_left_out) {
  Intake intake;
  intake.answers["chest_pain"] = std::string("now");
  Screening screening = deep(intake, kVisit + 10);
  EXPECT_EQ(screening.decision, Decision::emergency);
  EXPECT_EQ(screening.urgency, Urgency::now_911);
  EXPECT_NE(screening.findings.front().advice->en.find("911"), std::string::npos);
  EXPECT_NE(screening.findings.front().advice->fr.find("911"), std::string::npos);
  EXPECT_EQ(screening.limits.max_depth, 0);
}

TEST(Screening, R3_answers_made_milder_after_a_refusal_are_found) {
  const Protocol& protocol = shipped();
  AnswerMap before{{"blood_clot", Said::yes},
                   {"cancer", Said::no},
                   {"high_pressure.controlled", Said::no},
                   {"stroke", Said::no}};
  AnswerMap after{
      {"blood_clot", Said::no}, {"cancer", Said::yes}, {"high_pressure.controlled", Said::yes}};
  std::vector<Loosened> loosened = compare_answers(protocol, before, after);
  ASSERT_EQ(loosened.size(), 2u);
  EXPECT_EQ(loosened[0].question, "blood_clot");
  EXPECT_EQ(loosened[0].before, "\"yes\"");
  EXPECT_EQ(loosened[0].after, "\"no\"");
  EXPECT_EQ(loosened[1].question, "high_pressure.controlled");
  EXPECT_TRUE(compare_answers(protocol, before, before).empty());
}

TEST(Screening, R5_not_sure_and_rather_not_say_are_never_taken_as_no) {
  for (Said said : {Said::not_sure, Said::rather_not_say}) {
    Intake intake = healthy(shipped());
    intake.answers["self_harm"] = said;
    Screening gate = deep(intake);
    EXPECT_EQ(gate.decision, Decision::do_not_treat);
    EXPECT_TRUE(gate.staff_call);
    EXPECT_TRUE(gate.findings.front().unsure);
    intake = healthy(shipped());
    intake.answers["blood_thinner"] = said;
    EXPECT_EQ(deep(intake).decision, Decision::clearance);
  }
}

TEST(Screening, R5_simpler_questions_settle_a_doubt_or_make_it_a_yes) {
  Intake intake = healthy(shipped());
  intake.answers["blood_thinner"] = Said::not_sure;
  std::vector<std::string> simpler;
  for (const Question& question : shipped().questions)
    if (question.parent == "blood_thinner" && question.if_unsure) simpler.push_back(question.id);
  ASSERT_EQ(simpler.size(), 3u);
  // Not asked of who was sure.
  EXPECT_TRUE(deep(healthy(shipped())).missing.empty());
  Screening open = deep(intake);
  EXPECT_EQ(open.missing, simpler);
  EXPECT_TRUE(open.hold);
  EXPECT_TRUE(open.talk_first);
  for (const std::string& id : simpler) intake.answers[id] = Said::no;
  Screening settled = deep(intake);
  EXPECT_EQ(settled.decision, Decision::proceed);
  EXPECT_TRUE(settled.goes_ahead());
  EXPECT_FALSE(settled.talk_first);
  // One that stays unsure leaves the doubt; a person speaks with them first.
  intake.answers[simpler.front()] = Said::not_sure;
  Screening unsure = deep(intake);
  EXPECT_EQ(unsure.decision, Decision::clearance);
  EXPECT_TRUE(unsure.talk_first);
  EXPECT_FALSE(unsure.hold);
  EXPECT_FALSE(unsure.goes_ahead());
  intake.answers[simpler.front()] = Said::yes;
  EXPECT_EQ(deep(intake).decision, Decision::clearance);
}

TEST(Screening, R5_a_yes_to_a_simpler_question_counts_as_the_yes_itself) {
  Intake intake = healthy(shipped());
  intake.answers["blood_clot"] = Said::not_sure;
  intake.answers["blood_clot.simpler1"] = Said::yes;
  intake.answers["blood_clot.simpler2"] = Said::no;
  Screening screening = deep(intake);
  EXPECT_EQ(screening.decision, Decision::do_not_treat);  // no day is known: it counts as today
  EXPECT_FALSE(screening.talk_first);
}

TEST(Screening, R5_what_is_sure_refuses_whatever_is_unsure_beside_it) {
  Intake intake = healthy(shipped());
  intake.answers["cancer_bones"] = Said::yes;
  intake.answers["self_harm"] = Said::not_sure;
  EXPECT_FALSE(deep(intake).talk_first);
  intake.answers["cancer_bones"] = Said::no;
  EXPECT_TRUE(deep(intake).talk_first);
}

TEST(Screening, R5_every_question_takes_not_sure_and_rather_not_say) {
  for (const Question& question : shipped().questions)
    for (const char* said : {"not_sure", "rather_not_say"}) {
      auto answer = read_answer(question, boost::json::string(said), shipped(), "");
      ASSERT_TRUE(answer) << question.id;
      EXPECT_TRUE(std::holds_alternative<Said>(*answer)) << question.id;
    }
}

TEST(Screening, R5_no_doubt_has_more_than_three_simpler_questions) {
  std::map<std::string, int> count;
  for (const Question& question : shipped().questions)
    if (question.if_unsure) ++count[question.parent];
  EXPECT_GE(count.size(), 10u);
  for (const auto& [parent, simpler] : count) EXPECT_LE(simpler, 3) << parent;
}

TEST(Screening, R1_what_will_be_too_old_on_the_day_is_asked_again_then_and_holds_no_booking) {
  Intake intake = healthy(shipped());
  for (const auto& [id, answer] :
       std::map<std::string, Answer>{{"any.circulation", Said::yes},
                                     {"arrhythmia", Said::yes},
                                     {"arrhythmia.controlled", Said::yes},
                                     {"arrhythmia.now", std::vector<std::string>()}}) {
    intake.answers[id] = answer;
  }
  for (const Question& question : shipped().questions)
    if (question.section == "circulation" && question.topic &&
        intake.answers.count(question.id) == 0)
      intake.answers[question.id] =
          question.kind == Kind::tri ? Answer(Said::no) : Answer(std::vector<std::string>());
  intake.answers["vein_cord"] = std::string("none");
  Screening later = deep(intake, kVisit + 10);
  EXPECT_FALSE(later.hold) << later.missing.front();
  const auto& asked = later.ask_on_the_day;
  EXPECT_NE(std::find(asked.begin(), asked.end(), "arrhythmia.now"), asked.end());
  EXPECT_TRUE(deep(intake, kVisit + 400).hold);
}

// CHK-S22: a health form serves 365 days; on the day after, the whole of it is asked.
TEST(Screening, CHK_S22_a_form_of_366_days_is_asked_anew) {
  Intake intake = healthy(shipped());
  EXPECT_FALSE(deep(intake, kVisit + 365).hold);
  Screening old = deep(intake, kVisit + 366);
  EXPECT_TRUE(old.hold);
  EXPECT_FALSE(old.goes_ahead());
  EXPECT_GT(old.missing.size(), 30u);
}

TEST(Screening, half_of_the_sore_places_left_out_is_said_and_refuses_nothing) {
  Intake intake = healthy(shipped());
  Region calf{"calf", Side::left}, back{"low-back", Side::left}, neck{"neck-back", Side::left};
  intake.answers["numbing"] = std::string("freezing");
  intake.answers["numbing.numb"] = Said::yes;
  intake.answers["numbing.where"] = std::vector<Region>{calf};
  intake.pains = {{calf, 5}, {back, 5}};
  Screening half = deep(intake);
  EXPECT_EQ(half.decision, Decision::avoid_region);
  EXPECT_EQ(half.warnings, std::vector<std::string>{"focus_lost"});
  EXPECT_TRUE(half.goes_ahead());
  intake.pains.push_back({neck, 5});
  EXPECT_TRUE(deep(intake).warnings.empty());
}

TEST(Screening, R8_a_finding_carries_all_that_a_person_needs) {
  Intake intake = healthy(shipped());
  intake.answers["surgery"] = std::string("major");
  intake.answers["surgery.date"] = day(kVisit - 50);
  intake.answers["surgery.wound"] = std::string("closed");
  intake.answers["surgery.where"] = std::vector<Region>{{"forearm-front", Side::left}};
  Screening screening = deep(intake);
  boost::json::object out = to_json(screening);
  for (const char* key : {"decision", "findings", "limits", "earliest", "gentler", "missing",
                          "warnings", "protocol"}) {
    EXPECT_TRUE(out.contains(key)) << key;
  }
  const auto& finding = out.at("findings").as_array().at(0).as_object();
  for (const char* key :
       {"rule", "decision", "urgency", "regions", "changes", "reason", "source", "evidence"}) {
    EXPECT_TRUE(finding.contains(key)) << key;
  }
  EXPECT_EQ(finding.at("rule").as_string(), "surgery-major");
  EXPECT_EQ(out.at("gentler").as_object().at("decision").as_string(), "modify");
  EXPECT_EQ(out.at("earliest").as_string(), to_iso(kVisit + 34));
  Region site{"forearm-front", Side::left};
  EXPECT_EQ(screening.limits.depth_at(site), 2);
  EXPECT_FALSE(screening.limits.allows("cup-static", site));
  EXPECT_TRUE(screening.limits.allows("cup-static", {"forearm-front", Side::right}));
  EXPECT_EQ(screening.limits.max_depth, 3);
  EXPECT_NE(to_json(screening, "fr"), out);
}

// Whoever has to see a doctor reads it, whatever row says so.
TEST(Screening, R8_no_urgency_is_without_words) {
  int silent = 0, urgent = 0;
  for (const Rule& rule : shipped().rules) {
    for (const Row& row : rule.rows) {
      if (row.urgency == Urgency::none) continue;
      ++urgent;
      if (!row.advice.en.empty() && !row.advice.fr.empty()) continue;
      ++silent;
      auto words = shipped().urgency_advice.find(row.urgency);
      ASSERT_NE(words, shipped().urgency_advice.end()) << rule.id;
      EXPECT_FALSE(words->second.en.empty() || words->second.fr.empty()) << rule.id;
    }
  }
  EXPECT_GT(urgent, 150);
  EXPECT_GT(silent, 70);
}

TEST(Screening, R8_a_clot_that_gets_worse_is_told_what_to_do) {
  Intake intake =
      person(R"({"blood_clot":"yes","blood_clot.date":"2026-10","blood_clot.worse":"yes"})");
  for (ServiceKind kind : {ServiceKind::deep, ServiceKind::swedish}) {
    Screening answer = screen(shipped(), intake, kind, kVisit);
    bool found = false;
    for (const Finding& one : answer.findings) {
      if (one.urgency == Urgency::none) continue;
      found = true;
      EXPECT_FALSE(one.advice->en.empty()) << one.rule;
      EXPECT_FALSE(one.advice->fr.empty()) << one.rule;
    }
    EXPECT_TRUE(found);
    EXPECT_NE(json::write(to_json(answer, "en")).find("Call 811 or see a doctor today"),
              std::string::npos);
    EXPECT_NE(json::write(to_json(answer, "fr")).find("Appelez le 811 ou voyez"),
              std::string::npos);
  }
}

TEST(Screening, R8_an_urgency_without_words_is_a_fault_of_the_files) {
  std::vector<File> files = shipped_files();
  for (File& file : files) {
    auto at = file.text.find("doctor_soon = {");
    if (at != std::string::npos) file.text.erase(at, file.text.find('\n', at) - at + 1);
  }
  auto read = read_protocol(files);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "protocol_key_missing");
}

TEST(Screening, a_gate_left_out_holds_and_never_goes_ahead) {
  const Intake complete = healthy(shipped());
  for (const Question& question : shipped().questions) {
    bool blocks = question.gate == Gate::emergency_gate || question.gate == Gate::safety;
    if (!blocks || complete.answers.count(question.id) == 0) continue;
    // A line holds for what stands behind it (tests/care/alarm_lines_test.cc).
    if (question.id.rfind("any.", 0) == 0) continue;
    Facts facts = facts_of(shipped(), complete, ServiceKind::deep, kVisit);
    if (!is_asked(shipped(), facts, question.id)) continue;  // no pregnancy, no question on it
    Intake intake = complete;
    intake.answers.erase(question.id);
    Screening screening = deep(intake);
    EXPECT_TRUE(screening.hold) << question.id;
    EXPECT_FALSE(screening.goes_ahead()) << question.id;
    const auto& missing = screening.missing;
    EXPECT_NE(std::find(missing.begin(), missing.end(), question.id), missing.end());
  }
}

TEST(Screening, nothing_said_decides_nothing_and_holds) {
  Screening screening = deep(Intake{});
  EXPECT_TRUE(screening.hold);
  EXPECT_FALSE(screening.goes_ahead());
  EXPECT_TRUE(screening.findings.empty());
}

TEST(Screening, known_high_pressure_is_measured_on_arrival) {
  Intake intake = healthy(shipped());
  intake.answers["high_pressure"] = Said::yes;
  intake.answers["high_pressure.controlled"] = Said::yes;
  Screening screening = deep(intake);
  EXPECT_EQ(screening.measure_on_arrival,
            (std::vector<std::string>{"bp.systolic", "bp.diastolic"}));
  intake.answers["bp.systolic"] = 138.0;
  intake.answers["bp.diastolic"] = 88.0;
  EXPECT_TRUE(deep(intake).measure_on_arrival.empty());
  EXPECT_EQ(deep(intake, kVisit + 10).measure_on_arrival.size(), 2u);
}

// 4.4: a reading of 31 to 180 days only says "measure today"; of 30 days it decides, and what is
// not of today is measured again.
TEST(Screening, an_old_high_reading_is_a_note_and_is_measured_on_arrival) {
  Intake intake = healthy(shipped());
  intake.answers["bp.systolic"] = 178.0;
  intake.answers["bp.diastolic"] = 104.0;
  auto told = [&](int days) {
    intake.told_on["bp.systolic"] = intake.told_on["bp.diastolic"] = kVisit - days;
    return deep(intake);
  };
  EXPECT_EQ(told(30).decision, Decision::clearance);
  for (int days : {31, 180}) {
    Screening old = told(days);
    EXPECT_EQ(old.decision, Decision::proceed) << days;
    EXPECT_FALSE(old.hold);
    const Finding* note = finding(old, "blood-pressure-high");
    ASSERT_NE(note, nullptr) << days;
    EXPECT_EQ(note->decision, Decision::note);
    EXPECT_EQ(note->evidence.answers, (std::vector<std::string>{"bp.diastolic", "bp.systolic"}));
    EXPECT_EQ(old.measure_on_arrival, (std::vector<std::string>{"bp.systolic", "bp.diastolic"}));
  }
  EXPECT_EQ(finding(told(181), "blood-pressure-high"), nullptr);
  EXPECT_TRUE(told(181).measure_on_arrival.empty());
  intake.answers["bp.systolic"] = 129.0;
  intake.answers["bp.diastolic"] = 79.0;
  EXPECT_TRUE(told(40).measure_on_arrival.empty());
  EXPECT_TRUE(deep(healthy(shipped())).measure_on_arrival.empty());
}

TEST(Screening, end_to_end_blood_thinner_with_aspirin_is_for_the_gentler_service_with_clearance) {
  Intake intake = healthy(shipped());
  intake.answers["blood_thinner"] = std::string("doac");
  intake.answers["blood_thinner.stopped"] = Said::no;
  intake.answers["blood_thinner.signs"] = std::vector<std::string>();
  Screening one = deep(intake);
  EXPECT_EQ(one.decision, Decision::clearance);
  EXPECT_EQ(one.gentler->decision, Decision::modify);
  EXPECT_EQ(one.gentler->limits.max_depth, 2);
  EXPECT_EQ(one.limits.tools.count("cup-static"), 1u);
  intake.answers["antiplatelet"] = std::vector<std::string>{"aspirin-low"};
  EXPECT_EQ(deep(intake).decision, Decision::do_not_treat);
  EXPECT_EQ(deep(intake).gentler->decision, Decision::clearance);
}

TEST(Screening, end_to_end_30_weeks_144_over_88_and_headache_is_an_emergency) {
  Intake intake = healthy(shipped());
  intake.answers["pregnant"] = std::string("yes");
  intake.answers["pregnant.weeks"] = 30.0;
  intake.answers["bp.systolic"] = 144.0;
  intake.answers["bp.diastolic"] = 88.0;
  intake.answers["preeclampsia.signs"] = std::vector<std::string>{"headache"};
  EXPECT_EQ(deep(intake).decision, Decision::emergency);
  EXPECT_EQ(deep(intake).urgency, Urgency::ed_today);
}

// Any answers at all, reassuring or not.
Intake any_intake() {
  Intake intake = healthy(shipped());
  for (const Question& question : shipped().questions) {
    int pick = *rc::gen::inRange(0, 8);
    if (question.kind == Kind::tri && pick < 4) {
      intake.answers[question.id] = static_cast<Said>(pick);
    } else if (question.kind == Kind::date && pick < 6) {
      intake.answers[question.id] = day(kVisit - *rc::gen::inRange(0, pick < 3 ? 20 : 500));
    } else if (question.kind == Kind::number && pick < 3) {
      intake.answers[question.id] = question.low + (question.high - question.low) * pick / 3;
    } else if (!question.options.empty() && pick < 2) {
      const auto& option = *rc::gen::elementOf(question.options);
      if (question.kind == Kind::choice) intake.answers[question.id] = option.id;
      if (question.kind == Kind::multi) {
        intake.answers[question.id] = std::vector<std::string>{option.id};
      }
    }
  }
  return intake;
}

// A pair of answers to one question, of which the second says the greater risk.
struct Risk {
  std::string question;
  Answer less, more;
};

// Of numbers those that are worse the higher (or lower) they are, between two bounds; what has a
// good middle (sugar, pulse, weeks) is no risk by itself.
struct Worse {
  const char* question;
  double from, to;  // the worse end is the second
};
constexpr Worse kWorse[] = {
    {"bp.systolic", 120, 200},   {"bp.diastolic", 75, 120},       {"temperature", 36, 40},
    {"platelets.count", 200, 5}, {"aneurysm.size", 2, 7},         {"anaemia.hb", 130, 50},
    {"weak_immune.anc", 3, 0.1}, {"neck_artery.percent", 10, 95}, {"kidney_disease.egfr", 90, 5}};

// What lies nearer is never the smaller risk: of these days it is so by what they are.
constexpr const char* kFreshIsWorse[] = {
    "blood_clot.date", "lung_clot.date",     "heart_attack.date", "stroke.date", "tia.date",
    "surgery.date",    "newer_surgery.date", "fracture.date",     "rib.date",    "birth.date",
    "new_joint.date",  "cancer_past.end",    "injury.date",       "skin.healed", "joint_shot.date",
    "radiation.date",  "metal.date",         "vaccine.date",      "botox.date",  "cosmetic.date"};

// They tell a thing apart that was ticked before, so that an option is no risk by itself; a
// guardian's signature is none either.
bool tells_apart(const Question& question) {
  return question.is_detail() || question.id == "guardian" || question.staff;
}

Risk any_risk(const Intake& intake) {
  std::vector<const Question*> ticked;
  for (const Question& question : shipped().questions) {
    bool one_of = question.kind == Kind::choice && !tells_apart(question);
    bool any_of = question.kind == Kind::multi && question.id != "guardian";
    if (question.kind == Kind::tri || one_of || any_of) ticked.push_back(&question);
  }
  switch (*rc::gen::inRange(0, 6)) {
    case 0: {
      const char* id = *rc::gen::elementOf(
          std::vector<const char*>(std::begin(kFreshIsWorse), std::end(kFreshIsWorse)));
      int older = *rc::gen::inRange(1, 700);
      return {id, day(kVisit - older), day(kVisit - *rc::gen::inRange(0, older))};
    }
    case 1: {
      const Worse& one =
          *rc::gen::elementOf(std::vector<Worse>(std::begin(kWorse), std::end(kWorse)));
      auto at = [&](int tenths) { return one.from + (one.to - one.from) * tenths / 40; };
      int less = *rc::gen::inRange(0, 40);
      return {one.question, at(less), at(*rc::gen::inRange(less + 1, 41))};
    }
    default:
      break;
  }
  const Question& question = **rc::gen::elementOf(ticked);
  if (question.kind == Kind::tri)
    return {question.id, question.yes_is_safe ? Said::yes : Said::no,
            question.yes_is_safe ? Said::no : Said::yes};
  std::string option = (*rc::gen::elementOf(question.options)).id;
  if (question.kind == Kind::choice) return {question.id, std::string("none"), option};
  auto had = intake.answers.find(question.id);
  std::vector<std::string> ticks;
  if (had != intake.answers.end())
    if (const auto* all = std::get_if<std::vector<std::string>>(&had->second)) ticks = *all;
  Risk risk{question.id, ticks, {}};
  ticks.push_back(option);
  risk.more = ticks;
  return risk;
}

// What the first forbids the second forbids: everywhere, in each position, for as long.
std::string looser(const Limits& first, const Limits& second) {
  if (second.max_depth == 0) return {};  // no contact
  auto let = [&](const Forbidden& names, const Region& region) -> std::string {
    for (const std::string& name : names)
      if (second.allows(name, region)) return name + " at " + region.text();
    return {};
  };
  for (const Region& region : shipped().in_order) {
    if (second.depth_at(region) > first.depth_at(region)) return "deeper at " + region.text();
    if (second.depth_at(region) == 0) continue;
    for (const Forbidden& names : {first.techniques, first.tools})
      if (std::string way = let(names, region); !way.empty()) return way;
    const RegionLimit* here = first.regions.find(region);
    if (here == nullptr) continue;
    for (const Forbidden& names : {here->techniques, here->tools})
      if (std::string way = let(names, region); !way.empty()) return way;
  }
  for (const std::string& position : second.positions)
    if (std::count(first.positions.begin(), first.positions.end(), position) == 0) return position;
  if (first.minutes && second.minutes.value_or(1000) > *first.minutes) return "longer";
  return {};
}

// Two rules must meet before one can loosen the other, so that each intake is tried with many.
RC_GTEST_PROP(Screening, R2_adding_a_risk_never_loosens_the_decision_or_a_limit, ()) {
  constexpr int kRisks = 12;
  Intake intake = any_intake();
  for (int i = 0; i < kRisks; ++i) {
    Risk risk = any_risk(intake);
    Intake before = intake, after = intake;
    before.answers[risk.question] = risk.less;
    after.answers[risk.question] = risk.more;
    for (ServiceKind kind : {ServiceKind::deep, ServiceKind::swedish}) {
      Screening first = screen(shipped(), before, kind, kVisit);
      Screening second = screen(shipped(), after, kind, kVisit);
      std::string left = first.limits == second.limits ? "" : looser(first.limits, second.limits);
      if (second.decision >= first.decision && left.empty()) continue;
      RC_FAIL(risk.question + " " + json::write(write_intake(before)) + " then " +
              answer_text(after.answers, risk.question) + ": " +
              std::string(to_string(first.decision)) + ", " +
              std::string(to_string(second.decision)) + ", " + left);
    }
  }
}

RC_GTEST_PROP(Screening, the_same_intake_gets_the_same_answer_and_swedish_is_never_stricter, ()) {
  Intake intake = any_intake();
  Screening one = deep(intake);
  RC_ASSERT(to_json(one) == to_json(deep(intake)));
  RC_ASSERT(one.gentler->decision <= one.decision);
  Decision strictest = Decision::proceed;
  for (const Finding& finding : one.findings) strictest = std::max(strictest, finding.decision);
  if (strictest == Decision::note) strictest = Decision::proceed;
  RC_ASSERT(one.decision == strictest || !one.warnings.empty());
}

TEST(Intake, the_examples_in_docs_read_and_decide_as_they_are_called) {
  const std::vector<std::pair<std::string, Decision>> kExpected{{"go-ahead", Decision::proceed},
                                                                {"changes", Decision::modify},
                                                                {"emergency", Decision::emergency}};
  for (const auto& [name, decision] : kExpected) {
    std::stringstream text;
    text << std::ifstream(source_file("docs/examples/intake-") + name + ".json").rdbuf();
    auto intake = read_intake(text.str(), shipped());
    ASSERT_TRUE(intake) << name << ' ' << describe(intake.error());
    Screening screening = deep(*intake, *intake->visit_date);
    EXPECT_EQ(to_string(screening.decision), to_string(decision)) << name;
    EXPECT_FALSE(screening.hold) << name << ' ' << screening.missing.front();
    auto again = read_intake_value(write_intake(*intake), shipped());
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_EQ(*again, *intake);
  }
}

std::string refused(std::string_view text) {
  auto intake = read_intake(text, shipped());
  return intake ? "" : intake.error().message + ' ' + intake.error().field;
}

TEST(Intake, a_fault_names_the_field) {
  EXPECT_EQ(refused("{}"), "");
  EXPECT_EQ(refused(R"({"answers":{"blod_clot":"no"}})"), "intake_key_unknown /answers/blod_clot");
  EXPECT_EQ(read_intake(R"({"answers":{"blod_clot":"no"}})", shipped()).error().args.front().second,
            "blood_clot");
  EXPECT_EQ(refused(R"({"anwsers":{}})"), "intake_key_unknown /anwsers");
  EXPECT_EQ(refused(R"({"answers":{"bp.systolic":300}})"), "intake_range /answers/bp.systolic");
  EXPECT_EQ(refused(R"({"answers":{"blood_clot":3}})"), "intake_value /answers/blood_clot");
  EXPECT_EQ(refused(R"({"answers":{"surgery":"huge"}})"), "intake_option /answers/surgery");
  EXPECT_EQ(refused(R"({"pains":[{"region":"knee.L","intensity":3}]})"),
            "intake_region /pains/0/region");
  EXPECT_EQ(refused(R"({"pains":[{"region":"low-back.L","intensity":11}]})"),
            "intake_range /pains/0/intensity");
  EXPECT_EQ(refused(R"({"visit_date":"2026-02-30"})"), "intake_date /visit_date");
  EXPECT_EQ(refused(R"({"visit_date":"2026-11-24","answers":{"surgery.date":"2026-12"}})"),
            "date_in_future /answers/surgery.date");
  EXPECT_EQ(refused(R"({"visit_date":"2026-11-24","birth_date":"2027-01-01"})"),
            "date_in_future /birth_date");
}

TEST(Intake, an_incomplete_date_is_the_latest_possible_day) {
  EXPECT_EQ(read_said_date("2026-09", kVisit)->latest, Date::of(2026, 9, 30));
  EXPECT_EQ(read_said_date("2024-02", kVisit)->latest, Date::of(2024, 2, 29));
  EXPECT_EQ(read_said_date("2025-12", kVisit)->latest, Date::of(2025, 12, 31));
  EXPECT_EQ(read_said_date("2026", kVisit)->latest, kVisit);
  EXPECT_EQ(read_said_date("2026-11", kVisit)->latest, kVisit);
  EXPECT_FALSE(read_said_date("2027", kVisit));
  EXPECT_FALSE(read_said_date("2026-13", kVisit));
}

TEST(Intake, the_schema_names_every_question) {
  boost::json::value schema = intake_schema(shipped());
  const auto& answers = schema.at("properties").at("answers").at("properties").as_object();
  EXPECT_EQ(answers.size(), shipped().questions.size());
  EXPECT_EQ(schema.at("$defs").at("region").at("enum").as_array().size(), 110u);
}

}  // namespace
}  // namespace fascia::care
