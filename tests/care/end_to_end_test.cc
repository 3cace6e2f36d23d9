// SPDX-License-Identifier: Apache-2.0
// The end-to-end cases of the screening sheet (section 6): one person, all rules together. Cases 11
// to 13 are of a health record and stand with its reader's tests.
#include "core/json.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

struct Both {
  Screening deep, swedish;
};
Both both(const Intake& intake) {
  return {screen(shipped(), intake, ServiceKind::deep, kVisit),
          screen(shipped(), intake, ServiceKind::swedish, kVisit)};
}

std::string why(const Screening& screening) {
  std::string text;
  for (const Finding& f : screening.findings)
    text += f.rule + ':' + std::string(to_string(f.decision)) + (f.unsure ? "? " : " ");
  for (const std::string& id : screening.missing) text += "missing " + id + ' ';
  return text;
}

void expect(const Both& got, Decision deep, Decision swedish) {
  EXPECT_EQ(to_string(got.deep.decision), to_string(deep)) << why(got.deep);
  EXPECT_EQ(to_string(got.swedish.decision), to_string(swedish)) << why(got.swedish);
}

bool raised(const Screening& screening, std::string_view rule) {
  for (const Finding& finding : screening.findings)
    if (finding.rule == rule) return true;
  return false;
}

int depth(const Screening& screening, std::string_view region) {
  return screening.limits.depth_at(parse_region(region).value());
}

bool lies(const Screening& screening, std::string_view position) {
  const auto& all = screening.limits.positions;
  return std::find(all.begin(), all.end(), position) != all.end();
}

TEST(EndToEnd, case_1_a_well_person_has_only_the_caps_that_everybody_has) {
  Both got = both(person(R"({"bp.systolic":118,"bp.diastolic":74})"));
  expect(got, Decision::proceed, Decision::proceed);
  EXPECT_FALSE(got.deep.hold) << why(got.deep);
  EXPECT_EQ(got.deep.limits.max_depth, 5);
  for (const char* region :
       {"neck-front.M", "armpit.L", "elbow-inner.R", "groin.L", "knee-back.R", "flank.L"})
    EXPECT_EQ(depth(got.deep, region), 2) << region;
  EXPECT_EQ(depth(got.deep, "eye-area.L"), 0);
  EXPECT_EQ(depth(got.deep, "low-back.L"), 5);
}

constexpr std::string_view kApixaban =
    R"("blood_thinner":"doac","blood_thinner.stopped":"no","blood_thinner.signs":"none",
       "any.circulation":"yes","arrhythmia":"yes","arrhythmia.controlled":"yes",
       "arrhythmia.now":"none","pulse":78,"bp.systolic":136,"bp.diastolic":82)";

TEST(EndToEnd, case_2_apixaban_for_a_steady_uneven_heart) {
  Both got = both(person("{" + std::string(kApixaban) + "}", Date::of(1958, 5, 2)));
  expect(got, Decision::clearance, Decision::modify);
  EXPECT_EQ(got.deep.limits.max_depth, 3);
  EXPECT_EQ(got.swedish.limits.max_depth, 2);
  EXPECT_EQ(depth(got.deep, "neck-front.M"), 0);
  EXPECT_LE(depth(got.swedish, "neck-front.M"), 2);
  EXPECT_FALSE(got.swedish.limits.allows("cup-moving", parse_region("calf.L").value()));
}

TEST(EndToEnd, case_3_the_same_with_aspirin_each_day) {
  Both got = both(person("{" + std::string(kApixaban) + R"(,"antiplatelet":["aspirin-low"]})",
                         Date::of(1958, 5, 2)));
  expect(got, Decision::do_not_treat, Decision::clearance);
  EXPECT_EQ(got.deep.gentler->limits.max_depth, 2);
}

TEST(EndToEnd, case_4_a_swollen_calf_30_days_after_a_knee_operation) {
  Both got = both(person(R"({"leg_signs":["calf-swollen"],"surgery":"major",
    "surgery.date":"2026-10-25","surgery.wound":"closed","surgery.where":["knee-front.L"]})"));
  expect(got, Decision::emergency, Decision::emergency);
  EXPECT_EQ(got.deep.urgency, Urgency::ed_today);
  EXPECT_EQ(got.deep.limits.max_depth, 0);
}

TEST(EndToEnd, case_5_both_ankles_puffy_of_a_known_vein_cause) {
  Both got = both(person(R"({"any.circulation":"yes","puffy":"yes","puffy.now":"none",
    "puffy.cause":"vein","puffy.where":["ankle-outer.L","ankle-outer.R"]})"));
  expect(got, Decision::modify, Decision::modify);
  EXPECT_EQ(depth(got.deep, "ankle-outer.L"), 2);
}

TEST(EndToEnd, case_6_the_mean_of_the_last_two_readings_counts) {
  Both got = both(person(R"({"bp.systolic":157,"bp.diastolic":96})"));
  expect(got, Decision::modify, Decision::modify);
  EXPECT_EQ(got.deep.limits.max_depth, 4);
  EXPECT_EQ(got.deep.limits.minutes, 60);
}

// CHK-S19b: 180 over 110 is not treated, with a sign it is 911; 179 over 109 is gentle only.
TEST(EndToEnd, CHK_S19b_blood_pressure_stops_at_180_over_110_and_is_gentle_from_160_over_100) {
  Both stop = both(person(R"({"bp.systolic":180,"bp.diastolic":110,"bp.alarm":"none"})"));
  expect(stop, Decision::do_not_treat, Decision::do_not_treat);
  EXPECT_EQ(stop.deep.urgency, Urgency::doctor_24h);
  Both signs = both(person(R"({"bp.systolic":180,"bp.diastolic":110,"bp.alarm":["sight"]})"));
  expect(signs, Decision::emergency, Decision::emergency);
  EXPECT_EQ(signs.deep.urgency, Urgency::now_911);
  Both gentle = both(person(R"({"bp.systolic":179,"bp.diastolic":109})"));
  expect(gentle, Decision::clearance, Decision::modify);
  EXPECT_EQ(gentle.swedish.limits.max_depth, 2);
  EXPECT_EQ(gentle.swedish.urgency, Urgency::doctor_soon);
  Both allowed = both(person(R"({"bp.systolic":159,"bp.diastolic":99})"));
  expect(allowed, Decision::modify, Decision::modify);
  EXPECT_TRUE(allowed.deep.goes_ahead()) << why(allowed.deep);
}

TEST(EndToEnd, a_clot_is_refused_and_a_swollen_calf_is_told_811_or_the_emergency_department) {
  Both clot = both(person(R"({"blood_clot":"yes","blood_clot.date":"2026-11-01",
    "blood_clot.worse":"no","blood_clot.treated":"no"})"));
  expect(clot, Decision::do_not_treat, Decision::do_not_treat);
  EXPECT_EQ(clot.deep.urgency, Urgency::doctor_24h);
  auto told = [](const Both& got, std::string_view words) {
    return got.deep.findings.front().advice->en.find(words) != std::string::npos;
  };
  Both calf = both(person(R"({"leg_signs":["calf-swollen","warm-or-red"]})"));
  expect(calf, Decision::do_not_treat, Decision::do_not_treat);
  EXPECT_TRUE(told(calf, "811"));
  Both two_signs = both(person(R"({"leg_signs":["calf-swollen","deep-vein-tender"]})"));
  expect(two_signs, Decision::emergency, Decision::emergency);
  EXPECT_TRUE(told(two_signs, "emergency department"));
}

TEST(EndToEnd, case_7_numb_feet_from_diabetes_bear_no_hot_stones) {
  Both got = both(person(R"({"diabetes":"yes","diabetes.now":"none","diabetes.feet":["numb"],
    "diabetes.glucose":7,"diabetes.insulin":"no","diabetes.low_risk":"none",
    "insulin_device":"none"})"));
  expect(got, Decision::modify, Decision::modify);
  EXPECT_EQ(depth(got.deep, "foot-sole.L"), 2);
  EXPECT_EQ(depth(got.deep, "calf.L"), 2);
  EXPECT_EQ(got.deep.limits.tools.count("hot-stone"), 1u);
  EXPECT_EQ(got.deep.limits.tools.count("heat-moist"), 1u);
}

Intake pregnant(int weeks, std::string_view more = "") {
  return person(R"({"pregnant":"yes","pregnant.weeks":)" + std::to_string(weeks) +
                R"(,"pregnant.low_risk":"yes","pregnant.said_no":"no","pregnant.risks":"none",
                   "pregnant.now":"none","bp.systolic":112,"bp.diastolic":70)" +
                std::string(more) + "}");
}

TEST(EndToEnd, case_8_22_weeks_low_risk) {
  Both got = both(pregnant(22));
  expect(got, Decision::modify, Decision::modify);
  EXPECT_EQ(got.deep.limits.max_depth, 3);
  EXPECT_FALSE(lies(got.deep, "prone"));
  EXPECT_FALSE(lies(got.deep, "supine"));
  EXPECT_EQ(depth(got.deep, "calf.L"), 2);
}

TEST(EndToEnd, lying_face_down_ends_with_13_weeks_and_flat_on_the_back_with_20) {
  EXPECT_TRUE(lies(both(pregnant(12)).deep, "prone"));
  EXPECT_FALSE(lies(both(pregnant(13)).deep, "prone"));
  EXPECT_TRUE(lies(both(pregnant(13)).deep, "supine"));
  EXPECT_TRUE(lies(both(pregnant(19)).deep, "supine"));
  EXPECT_FALSE(lies(both(pregnant(20)).deep, "supine"));
  // Weeks that nobody knows count as 20 or more.
  Intake unknown = pregnant(10);
  unknown.answers["pregnant.weeks"] = Said::not_sure;
  EXPECT_FALSE(lies(both(unknown).deep, "prone"));
  EXPECT_FALSE(lies(both(unknown).deep, "supine"));
  // Cups: nowhere in the first 13 weeks, later not on belly, low back and legs.
  Region shoulder = parse_region("shoulder-back.L").value();
  EXPECT_FALSE(both(pregnant(12)).deep.limits.allows("cup-moving", shoulder));
  EXPECT_TRUE(both(pregnant(13)).deep.limits.allows("cup-moving", shoulder));
  EXPECT_FALSE(
      both(pregnant(13)).deep.limits.allows("cup-moving", parse_region("low-back.L").value()));
}

TEST(EndToEnd, case_9_30_weeks_144_over_88_and_a_headache) {
  Intake intake = pregnant(30, R"(,"preeclampsia.signs":["headache"])");
  intake.answers["bp.systolic"] = 144.0;
  intake.answers["bp.diastolic"] = 88.0;
  Both got = both(intake);
  expect(got, Decision::emergency, Decision::emergency);
  EXPECT_EQ(got.deep.urgency, Urgency::ed_today);
}

TEST(EndToEnd, case_10_cancer_in_the_past_and_new_constant_night_pain) {
  Both got = both(person(R"({"cancer_past":"yes","cancer_past.end":"2023-11",
    "cancer_past.where":["chest-upper.L"],"any.cancer_surgery":"yes","nodes":"yes",
    "nodes.where":["armpit.L"],"nodes.swelling":"no","nodes.hot":"no",
    "back_new":["new-midline","worse-rest"]})"));
  expect(got, Decision::do_not_treat, Decision::do_not_treat);
  EXPECT_EQ(got.deep.urgency, Urgency::doctor_24h);
  EXPECT_EQ(got.deep.findings.front().rule, "redflag-malignancy");
}

TEST(EndToEnd, case_14_a_statin_sore_thighs_and_dark_urine) {
  Both got = both(person(R"({"any.medicines":"yes","statin":"yes",
    "statin.signs":["muscle-pain","dark-urine"],"statin.both_sides":"yes",
    "statin.explained":"no"})"));
  expect(got, Decision::emergency, Decision::emergency);
  EXPECT_EQ(got.deep.urgency, Urgency::ed_today);
}

TEST(EndToEnd, case_15_a_fentanyl_patch_and_heat) {
  Both got = both(person(R"({"any.medicines":"yes","patch":["opioid"],
    "patch.where":["shoulder-back.R"],"pills_today":"none"})"));
  EXPECT_EQ(depth(got.deep, "shoulder-back.R"), 0);
  EXPECT_EQ(got.deep.decision, Decision::avoid_region) << why(got.deep);
  EXPECT_EQ(got.deep.limits.tools.count("heat-moist"), 1u);
  EXPECT_EQ(got.deep.limits.tools.count("hot-stone"), 1u);
}

TEST(EndToEnd, case_16_old_mechanical_back_pain_at_72_is_a_note_at_most) {
  Intake intake = person(R"({"back_new":"none"})", Date::of(1954, 1, 1));
  intake.pains.push_back({parse_region("low-back.L").value(), 5});
  Both got = both(intake);
  expect(got, Decision::proceed, Decision::proceed);
}

TEST(EndToEnd, case_17_72_years_120_days_of_prednisone_and_new_pain_in_the_middle) {
  Both got = both(person(R"({"steroids":"yes","steroids.dose":10,"steroids.days":120,
    "back_new":["new-midline"]})",
                         Date::of(1954, 1, 1)));
  expect(got, Decision::do_not_treat, Decision::do_not_treat);
  EXPECT_EQ(got.deep.urgency, Urgency::doctor_24h);
  EXPECT_TRUE(raised(got.deep, "redflag-fracture"));
}

TEST(EndToEnd, case_18_numb_between_the_legs_since_yesterday) {
  Both got = both(person(R"({"saddle_signs":["numb-saddle"]})"));
  expect(got, Decision::emergency, Decision::emergency);
  EXPECT_EQ(got.deep.urgency, Urgency::ed_today);
  EXPECT_EQ(
      got.deep.findings.front().advice->en,
      "These can be signs that the nerves at the base of your spine are being squeezed. This "
      "cannot wait. Go to the nearest emergency department now, or call 911 if you cannot get "
      "there safely. Tell them: possible cauda equina.");
}

Intake crash(std::string_view turns) {
  return person(R"({"any.nerves":"yes","whiplash":"yes","whiplash.date":"2026-11-19",
    "whiplash.hurts":"yes","whiplash.imaged":"no","whiplash.limbs":"none","whiplash.grade":"none",
    "whiplash.high":"none","whiplash.low":["walked","later-pain"],"whiplash.turn":)" +
                    std::string(turns) + "}",
                Date::of(1996, 5, 2));
}

TEST(EndToEnd, case_19_a_slow_crash_and_a_head_that_turns_45_degrees_both_ways) {
  Both got = both(crash(R"("yes")"));
  expect(got, Decision::modify, Decision::modify);
  for (const char* region : {"neck-back.L", "scapula.L", "jaw.L"})
    EXPECT_EQ(depth(got.deep, region), 2) << region;
}

TEST(EndToEnd, case_20_the_same_with_44_degrees_to_one_side) {
  Both got = both(crash(R"("no")"));
  expect(got, Decision::emergency, Decision::emergency);
  EXPECT_EQ(got.deep.urgency, Urgency::ed_today);
}

Intake platelets(std::string_view day) {
  return person(R"({"any.blood":"yes","platelets":["low"],"platelets.count":49,
    "platelets.date":")" +
                std::string(day) + R"("})");
}

TEST(EndToEnd, case_21_and_22_a_platelet_count_serves_30_days) {
  Both got = both(platelets("2026-11-04"));
  expect(got, Decision::do_not_treat, Decision::clearance);
  EXPECT_EQ(got.swedish.limits.max_depth, 1);
  expect(both(platelets("2026-10-24")), Decision::clearance, Decision::clearance);
}

TEST(EndToEnd, case_23_a_skipped_question_on_blood_thinners_holds) {
  Intake intake = healthy(shipped());
  intake.answers.erase("blood_thinner");
  Both got = both(intake);
  EXPECT_TRUE(got.deep.hold && got.swedish.hold);
  EXPECT_EQ(got.deep.missing, std::vector<std::string>{"blood_thinner"});
}

TEST(EndToEnd, case_24_a_new_hip_of_60_days) {
  Both got = both(person(R"({"surgery":"major","surgery.date":"2026-09-25",
    "surgery.wound":"closed","surgery.where":["hip-side.R"],"surgery.released":"yes",
    "any.cancer_surgery":"yes","new_joint":["hip"],"new_joint.date":"2026-09-25",
    "new_joint.where":["hip-side.R"],"new_joint.hot":"no","new_joint.dislocated":"no"})"));
  expect(got, Decision::clearance, Decision::modify);
  EXPECT_FALSE(lies(got.deep, "prone"));
  EXPECT_EQ(depth(got.deep, "hip-side.R"), 2);
  EXPECT_EQ(got.deep.limits.max_depth, 3);
  EXPECT_EQ(depth(got.deep, "calf.L"), 2);
  EXPECT_EQ(depth(got.deep, "thigh-front.L"), 3);
}

TEST(EndToEnd, case_25_a_tattoo_of_10_days_on_the_calf) {
  Both got = both(person(R"({"skin_more":["skin-work"],"skin_work.kind":["tattoo"],
    "skin_work.date":"2026-11-14","skin_work.healed":"no","skin_work.where":["calf.L"]})"));
  expect(got, Decision::avoid_region, Decision::avoid_region);
  EXPECT_EQ(depth(got.deep, "calf.L"), 0);
  EXPECT_EQ(depth(got.deep, "calf.R"), 5);
}

}  // namespace
}  // namespace fascia::care
