// SPDX-License-Identifier: Apache-2.0
// Items 58-109 of the screening sheet where more than the decision counts: caps, places, tools,
// minutes. The rows and their edges stand as cases in the protocol files themselves.
#include <algorithm>
#include <array>

#include "core/json.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

// A healthy person of that age, but for these answers (a JSON object; "N days ago" is a date).
Screening of(const std::string& said, ServiceKind kind, int age) {
  Intake intake = healthy(shipped());
  intake.birth_date = Date::of(2026 - age, 1, 1);
  std::string text = said;
  for (std::size_t at; (at = text.find(" days ago")) != std::string::npos;) {
    std::size_t from = text.rfind('"', at) + 1;
    int days = std::stoi(text.substr(from, at - from));
    text.replace(from, at + 9 - from, to_iso(kVisit - days));
  }
  auto read = read_intake(R"({"visit_date":"2026-11-24","answers":)" + text + "}", shipped());
  if (!read) {
    ADD_FAILURE() << describe(read.error()) << ' ' << text;
    return {};
  }
  for (auto& [id, answer] : read->answers) intake.answers[id] = answer;
  return screen(shipped(), intake, kind, kVisit);
}

struct Cap {
  const char* name;
  const char* said;
  ServiceKind kind;
  Region region;
  int depth;
  const char* forbidden = "";  // a technique or tool, at the region
  int minutes = 0;             // 0: no limit expected
  int age = 40;
};

constexpr ServiceKind kDeep = ServiceKind::deep;
constexpr ServiceKind kSwedish = ServiceKind::swedish;

std::vector<Cap> caps() {
  const Region calf{"calf", Side::left}, back{"low-back", Side::left}, mid{"mid-back", Side::left};
  const Region thigh{"thigh-back", Side::left}, knee{"knee-front", Side::left};
  const Region neck{"neck-back", Side::left}, arm{"forearm-front", Side::left};
  const Region other_arm{"forearm-front", Side::right}, belly{"abdomen-lower", Side::left};
  const Region shin{"shin", Side::left}, jaw{"jaw", Side::left};
  return {
      {"new burn scar", R"({"skin_more":["burn"],"burn.closed":"yes","burn.date":"20 days ago",
        "burn.where":["calf.L"]})",
       kDeep, calf, 2, "heat-moist"},
      {"beside the burn", R"({"skin_more":["burn"],"burn.closed":"yes","burn.date":"20 days ago",
        "burn.where":["calf.L"]})",
       kDeep, thigh, 5},
      {"sore band after shingles", R"({"skin_more":["shingles"],"shingles.eye":"no",
        "shingles.state":"healed-pain","shingles.where":["mid-back.L"]})",
       kSwedish, mid, 1, "cup-static"},
      {"peeling sunburn", R"({"skin_more":["sunburn"],"sunburn.state":"peeling",
        "sunburn.where":["calf.L"]})",
       kDeep, calf, 2, "cold-pack"},
      {"allergy to tape", R"({"allergy":["tape"],"allergy.reaction":["itch"]})", kDeep, calf, 5,
       "tape"},
      {"thin bones, spine", R"({"bones":"osteopenia","bones.t_score":-2.5})", kDeep, mid, 2,
       "percussion-device"},
      {"thin bones, limbs", R"({"bones":"osteopenia","bones.t_score":-2.5})", kDeep, thigh, 3,
       "joint-mobilisation"},
      {"severe, Swedish", R"({"bones":"osteoporosis","bones.small_fall":"yes"})", kSwedish, thigh,
       2},
      {"a little thin, spine", R"({"bones":"osteopenia","bones.t_score":-1.0})", kDeep, mid, 3},
      {"a little thin, limbs", R"({"bones":"osteopenia","bones.t_score":-1.0})", kDeep, thigh, 4},
      {"break 42 days, Swedish", R"({"fracture":"limb","fracture.date":"42 days ago",
        "fracture.healed":"yes","fracture.cast":"no","fracture.alarm":"no",
        "fracture.where":["shin.L"]})",
       kSwedish, shin, 2},
      {"break 179 days", R"({"fracture":"limb","fracture.date":"179 days ago",
        "fracture.healed":"yes","fracture.cast":"no","fracture.alarm":"no",
        "fracture.where":["shin.L"]})",
       kDeep, shin, 4, "percussion-device"},
      {"old rib bruise, still sore", R"({"rib":"suspected","rib.date":"50 days ago",
        "rib.sore":"yes","rib.signs":[],"rib.where":["ribs-side.L"]})",
       kDeep, mid, 2},
      {"known disc", R"({"disc":"yes","disc.date":"400 days ago","disc.feeling":"none",
        "disc.foot_drop":"no","disc.both":"none","disc.seen":"yes","disc.where":["low-back.L"]})",
       kDeep, back, 3, "traction", 60},
      {"slipped bone", R"({"slip":"yes","slip.grade":"1-2","slip.weak":"no"})", kDeep, back, 3},
      {"narrow neck canal", R"({"stenosis":"yes","stenosis.level":"neck","stenosis.worse":"no",
        "stenosis.clumsy":"no"})",
       kDeep, neck, 3},
      {"fused spine", R"({"spine_inflamed":"yes","spine_inflamed.new_pain":"no",
        "spine_inflamed.flare":"no","spine_inflamed.fused":"yes"})",
       kDeep, mid, 2, "joint-mobilisation"},
      {"spine, stable", R"({"spine_inflamed":"yes","spine_inflamed.new_pain":"no",
        "spine_inflamed.flare":"no","spine_inflamed.fused":"no"})",
       kDeep, mid, 4},
      {"joints flare, elsewhere", R"({"rheumatoid":"yes","rheumatoid.years":3,
        "rheumatoid.flare":"yes","rheumatoid.joints":["knee-front.L"],"rheumatoid.neck":"no",
        "rheumatoid.neck_firm":"no","rheumatoid.nerve":"no"})",
       kDeep, thigh, 2, "heat-moist", 45},
      {"joints flare, the knee", R"({"rheumatoid":"yes","rheumatoid.years":3,
        "rheumatoid.flare":"yes","rheumatoid.joints":["knee-front.L"],"rheumatoid.neck":"no",
        "rheumatoid.neck_firm":"no","rheumatoid.nerve":"no"})",
       kDeep, knee, 0, "", 45},
      {"neck after 10 years of it", R"({"rheumatoid":"yes","rheumatoid.years":10,
        "rheumatoid.flare":"no","rheumatoid.neck":"no","rheumatoid.neck_firm":"no",
        "rheumatoid.nerve":"no"})",
       kDeep, neck, 0},
      {"vessel type, Swedish", R"({"loose_joints":"eds-vascular"})", kSwedish, thigh, 1,
       "cup-static"},
      {"brittle bones, Swedish", R"({"brittle_bones":"osteogenesis"})", kSwedish, thigh, 1},
      {"loose neck, Swedish", R"({"neck_loose":"yes"})", kSwedish, neck, 2},
      {"injury 13 days", R"({"injury":"yes","injury.date":"13 days ago","injury.signs":[],
        "injury.growing":"no","injury.bruise":"none","injury.where":["calf.L"]})",
       kDeep, calf, 2, "friction"},
      {"injury 14 days", R"({"injury":"yes","injury.date":"14 days ago","injury.signs":[],
        "injury.growing":"no","injury.bruise":"none","injury.where":["calf.L"]})",
       kDeep, calf, 3, "friction"},
      {"a bent part, elsewhere", R"({"injury":"yes","injury.date":"1 days ago",
        "injury.signs":["bent"],"injury.where":["calf.L"]})",
       kDeep, thigh, 3},
      {"shin sore in sport", R"({"shin_effort":"yes"})", kDeep, shin, 3, "cup-moving"},
      {"muscle disease, first visit", R"({"muscle_disease":"dystrophy","muscle_disease.breath":"no",
        "muscle_disease.flare":"no","muscle_disease.first":"yes"})",
       kDeep, thigh, 2, "trigger-point", 30},
      {"muscle disease, later", R"({"muscle_disease":"myasthenia","muscle_disease.breath":"no",
        "muscle_disease.flare":"no","muscle_disease.first":"no"})",
       kDeep, thigh, 2, "heat-moist", 45},
      {"hernia", R"({"hernia":["belly-or-groin"],"hernia.checked":"yes","hernia.trapped":"no"})",
       kDeep, belly, 0},
      {"MS", R"({"ms":"yes","ms.relapse":"long_ago"})", kDeep, thigh, 3, "hot-stone", 45},
      {"MS, a numb part", R"({"ms":"yes","ms.relapse":"long_ago","ms.numb":["calf.L"]})", kDeep,
       calf, 2, "", 45},
      {"below a cord injury", R"({"cord_injury":"yes","cord_injury.level":"below-t6",
        "cord_injury.ad":"no","cord_injury.where":["thigh-back.L"]})",
       kDeep, thigh, 2, "cold-pack"},
      {"migraine, Swedish", R"({"headache":"migraine-now","headache.flags":[]})", kSwedish, neck, 2,
       "scents"},
      {"usual headache", R"({"headache":"usual","headache.flags":[]})", kDeep, neck, 4},
      {"head knock 13 days", R"({"head_knock":"yes","head_knock.date":"13 days ago",
        "head_knock.symptoms":"no"})",
       kDeep, neck, 2, "traction", 30},
      {"head knock 14 days", R"({"head_knock":"yes","head_knock.date":"14 days ago",
        "head_knock.symptoms":"no"})",
       kDeep, thigh, 3, "", 45},
      {"whiplash 13 days", R"({"whiplash":"yes","whiplash.date":"13 days ago","whiplash.hurts":"no",
        "whiplash.limbs":"none","whiplash.grade":"none"})",
       kDeep, jaw, 2},
      {"whiplash 14 days", R"({"whiplash":"yes","whiplash.date":"14 days ago","whiplash.hurts":"no",
        "whiplash.limbs":"none","whiplash.grade":"none"})",
       kDeep, neck, 3, "traction"},
      {"CRPS with a plan", R"({"crps":"yes","crps.limb":"arm","crps.where":["forearm-front.L"],
        "crps.plan":"yes","crps.flare":"no"})",
       kDeep, arm, 2, "cold-pack"},
      {"the mirror limb", R"({"crps":"yes","crps.limb":"arm","crps.where":["forearm-front.L"],
        "crps.plan":"yes","crps.flare":"no"})",
       kDeep, other_arm, 2},
      {"pain all over, 7", R"({"pain_all_over":"yes","pain_all_over.now":7,
        "pain_all_over.flare":"no","pain_all_over.early":"yes"})",
       kDeep, thigh, 3, "cup-static", 45},
      {"pain all over, 8", R"({"pain_all_over":"yes","pain_all_over.now":8,
        "pain_all_over.flare":"no","pain_all_over.early":"no"})",
       kDeep, thigh, 2, "", 30},
      {"long COVID, first visit", R"({"effort_crash":"yes","effort_crash.first":"yes"})", kDeep,
       thigh, 2, "", 30},
      {"13 years, Swedish", R"({"guardian":["signed","present"]})", kSwedish, thigh, 2, "hot-stone",
       45, 13},
      {"15 years", R"({"guardian":["signed","present"]})", kDeep, thigh, 3, "cup-static", 45, 15},
      {"17 years", R"({"guardian":["signed"]})", kDeep, thigh, 4, "ashiatsu", 45, 17},
      {"85 years", R"({})", kDeep, thigh, 3, "iastm", 0, 85},
  };
}

TEST(ScreeningItems, R1_items_58_to_109_cap_depth_tools_and_minutes_as_the_sheet_says) {
  for (const Cap& cap : caps()) {
    Screening screening = of(cap.said, cap.kind, cap.age);
    // What stops the visit stops all depth; its caps stand in the findings.
    int depth = 5;
    if (cap.kind == kSwedish) depth = 3;
    std::optional<int> minutes;
    bool barred = false;
    for (const Finding& finding : screening.findings) {
      for (const AppliedChange& change : finding.changes) {
        const auto& at = change.regions;
        bool here = at.empty() || std::find(at.begin(), at.end(), cap.region) != at.end();
        if (change.minutes) minutes = std::min(minutes.value_or(*change.minutes), *change.minutes);
        if (!here) continue;
        depth = std::min(depth, change.max_depth.value_or(5));
        for (const auto* list : {&*change.tools, &*change.techniques})
          barred = barred || std::find(list->begin(), list->end(), cap.forbidden) != list->end();
      }
    }
    EXPECT_EQ(depth, cap.depth) << cap.name;
    EXPECT_TRUE(barred || *cap.forbidden == '\0') << cap.name << ' ' << cap.forbidden;
    EXPECT_EQ(minutes.value_or(0), cap.minutes) << cap.name;
  }
}

// The strictest that each item can reach by its own rows (the sheet's index, 2.0).
TEST(ScreeningItems, R1_items_58_to_109_reach_what_the_index_of_the_sheet_says) {
  // n note, m modify, a avoid_region, c clearance, d do_not_treat, e emergency; deep, Swedish.
  constexpr std::array<std::string_view, 52> kIndex{
      "ee", "dd", "dd", "ee", "da", "aa", "ee", "aa", "dd", "dd", "dd", "ee", "dd",
      "aa", "aa", "dd", "dm", "dd", "ee", "ee", "dd", "dd", "dd", "ee", "dd", "dc",
      "dc", "cm", "da", "aa", "ee", "ee", "ee", "ee", "aa", "dd", "ee", "cm", "ee",
      "ee", "aa", "ee", "ee", "ee", "aa", "mm", "mm", "dd", "ee", "dd", "dd", "mm"};
  constexpr std::string_view kLetters = "pnmacde";  // in the order of Decision
  for (std::size_t i = 0; i < kIndex.size(); ++i) {
    int item = 58 + static_cast<int>(i);
    Decision deep = Decision::proceed, swedish = Decision::proceed;
    std::string id;
    for (const Rule& rule : shipped().rules) {
      if (rule.item != item) continue;
      id = rule.id;
      EXPECT_GE(rule.cases.size(), 2u) << id;
      for (const Row& row : rule.rows) {
        deep = std::max(deep, row.deep);
        swedish = std::max(swedish, row.swedish);
      }
    }
    EXPECT_FALSE(id.empty()) << "item " << item << " has no rule";
    std::string got{kLetters[static_cast<std::size_t>(deep)],
                    kLetters[static_cast<std::size_t>(swedish)]};
    EXPECT_EQ(got, kIndex[i]) << item << ' ' << id;
  }
}

const char* kCrash = R"({"whiplash":"yes","whiplash.date":"5 days ago","whiplash.hurts":"yes",
  "whiplash.imaged":"no","whiplash.limbs":"none","whiplash.grade":"none","whiplash.high":"none",
  "whiplash.low":["simple-rear","sitting","walked","later-pain"],"whiplash.turn":"yes"})";

TEST(ScreeningItems, R1_sheet_case_19_a_crash_five_days_ago_turns_both_ways) {
  for (ServiceKind kind : {kDeep, kSwedish}) {
    Screening screening = of(kCrash, kind, 30);
    EXPECT_EQ(screening.decision, Decision::modify);
    for (const char* place : {"neck-back", "scapula", "jaw"})
      EXPECT_EQ(screening.limits.depth_at({place, Side::left}), 2) << place;
    EXPECT_FALSE(screening.limits.allows("joint-mobilisation", {"neck-back", Side::left}));
  }
}

TEST(ScreeningItems, R2_sheet_case_20_the_same_but_44_degrees_is_an_emergency) {
  std::string said = kCrash;
  said.replace(said.find(R"("whiplash.turn":"yes")"), 21, R"("whiplash.turn":"no")");
  Screening screening = of(said, kDeep, 30);
  EXPECT_EQ(screening.decision, Decision::emergency);
  EXPECT_EQ(screening.urgency, Urgency::ed_today);
  EXPECT_NE(screening.findings.front().advice->en.find("Keep your head still"), std::string::npos);
  EXPECT_EQ(of(said, kSwedish, 30).decision, Decision::emergency);
}

TEST(ScreeningItems, R2_nobody_is_asked_to_turn_the_head_beside_a_danger_sign) {
  auto asked = [](const char* high, int age) {
    Intake intake = healthy(shipped());
    intake.birth_date = Date::of(2026 - age, 1, 1);
    intake.answers["any.nerves"] = Said::yes;
    intake.answers["whiplash"] = Said::yes;
    intake.answers["whiplash.high"] = std::string(high);
    intake.answers["whiplash.low"] = std::vector<std::string>{"walked"};
    Facts facts = facts_of(shipped(), intake, kDeep, kVisit);
    return is_asked(shipped(), facts, "whiplash.turn");
  };
  EXPECT_TRUE(asked("none", 30));
  EXPECT_FALSE(asked("fall", 30));
  EXPECT_FALSE(asked("none", 65));
}

TEST(ScreeningItems, R1_sheet_case_25_a_tattoo_of_ten_days) {
  for (ServiceKind kind : {kDeep, kSwedish}) {
    Screening screening = of(R"({"skin_more":["skin-work"],"skin_work.kind":["tattoo"],
      "skin_work.date":"10 days ago","skin_work.healed":"no","skin_work.where":["calf.L"]})",
                             kind, 40);
    EXPECT_EQ(screening.decision, Decision::avoid_region);
    EXPECT_EQ(screening.limits.depth_at({"calf", Side::left}), 0);
    EXPECT_EQ(screening.limits.depth_at({"calf", Side::right}), kind == kDeep ? 5 : 3);
  }
}

TEST(ScreeningItems, R5_not_sure_of_what_would_change_the_work_means_depth_three) {
  for (const char* said : {R"({"shin_effort":"not_sure"})", R"({"injury":"not_sure"})",
                           R"({"spine_inflamed":"not_sure"})", R"({"tendon":"not_sure"})"}) {
    Screening screening = of(said, kDeep, 40);
    EXPECT_EQ(screening.decision, Decision::modify) << said;
    EXPECT_EQ(screening.limits.max_depth, 3) << said;
    EXPECT_TRUE(screening.findings.front().unsure) << said;
  }
}

TEST(ScreeningItems, R5_thoughts_of_suicide_stop_the_visit_and_a_plan_is_an_emergency) {
  Screening thoughts = of(R"({"self_harm":"yes","self_harm.plan":"no"})", kDeep, 40);
  EXPECT_EQ(thoughts.decision, Decision::do_not_treat);
  EXPECT_EQ(thoughts.urgency, Urgency::doctor_24h);
  EXPECT_NE(thoughts.findings.front().advice->en.find("9-8-8"), std::string::npos);
  EXPECT_NE(thoughts.findings.front().advice->fr.find("9-8-8"), std::string::npos);
  Screening plan = of(R"({"self_harm":"yes","self_harm.plan":"yes"})", kDeep, 40);
  EXPECT_EQ(plan.decision, Decision::emergency);
  EXPECT_EQ(plan.urgency, Urgency::now_911);
}

}  // namespace
}  // namespace fascia::care
