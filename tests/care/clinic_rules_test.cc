// SPDX-License-Identifier: Apache-2.0
// A clinic's own rule files: they add and tighten; what they loosen has a name and shows.
#include "care/clinic_rules.h"

#include <random>

#include "screening_protocol.h"

namespace fascia::care {
namespace {

std::string own_file(std::string_view body) { return "kind = \"clinic\"\n" + std::string(body); }

Result<Protocol> with_own(std::string_view body) {
  auto files = shipped_files();
  files.push_back({"own/house.toml", own_file(body)});
  return read_protocol(files);
}

// Beside two rules and a setting, which are read in a moment.
std::vector<File> small_files() {
  return {{"a.toml", R"(kind = "screening"
regions = ["low-back.L", "low-back.R"]
[protocol]
name = "small"
number = "1"
[[source]]
id = "WER"
title = "A book"
[[group]]
id = "medicine"
title = { en = "Medicines", fr = "Médicaments" }
[[setting]]
id = "dvt.stop_days"
title = { en = "Days", fr = "Jours" }
why = { en = "So.", fr = "Ainsi." }
value = 90
sources = ["WER"]
confidence = "low"
[[setting]]
id = "call"
title = { en = "A call", fr = "Un choix" }
why = { en = "So.", fr = "Ainsi." }
decision = "clearance"
sources = ["WER"]
confidence = "low"
[[question]]
id = "thinner"
group = "medicine"
kind = "tri"
gate = "safety"
text = { en = "A thinner?", fr = "Un anticoagulant?" }
[[rule]]
id = "med-anticoagulant"
title = { en = "Thinner", fr = "Anticoagulant" }
gate = "safety"
reason = { en = "It bleeds.", fr = "Cela saigne." }
sources = ["WER"]
mark = "k"
confidence = "low"
clearance_days = 30
[[rule.rows]]
when = 'thinner'
both = "setting:call"
[[rule.cases]]
name = "yes"
answers = { "thinner" = "yes" }
both = "clearance"
)"}};
}

Result<Protocol> small_with(std::string_view body) {
  auto files = small_files();
  files.push_back({"own/house.toml", own_file(body)});
  return read_protocol(files);
}

std::string fault(std::string_view body) {
  auto read = small_with(body);
  return read ? "none" : describe(read.error());
}

constexpr std::string_view kTattoo = R"(
[[source]]
id = "own-house"
title = "House rules"
year = 2026

[[question]]
id = "own.sunbed"
group = "medicine"
kind = "tri"
gate = "safety"
text = { en = "Did you use a sunbed today?", fr = "Avez-vous été au solarium aujourd’hui?" }

[[rule]]
id = "own-sunbed"
title = { en = "Sunbed today", fr = "Solarium aujourd’hui" }
gate = "safety"
reason = { en = "Warm skin feels less.", fr = "La peau chaude sent moins." }
sources = ["own-house"]
mark = "p"
confidence = "low"
clearance_days = 30

[[rule.rows]]
when = 'own.sunbed'
deep = "do_not_treat"
swedish = "modify"

[[rule.cases]]
name = "yes"
answers = { "own.sunbed" = "yes" }
deep = "do_not_treat"
swedish = "modify"
)";

constexpr std::string_view kLoosen = R"(
[[loosen]]
rule = "med-anticoagulant"
deep = "modify"
by = "Ana Silva"
credential = "RMT 12345"
on = 2026-11-20
reason = { en = "Our doctor sees each client.", fr = "Notre médecin voit chaque client." }
)";

TEST(ClinicRules, it_adds_a_question_and_a_rule_with_cases_that_run) {
  auto own = with_own(kTattoo);
  ASSERT_TRUE(own) << describe(own.error());
  EXPECT_TRUE(own->rule("own-sunbed")->own);
  EXPECT_TRUE(run_cases(*small_with(kTattoo)).empty());
  EXPECT_NE(own->version, shipped().version);
  Intake intake = healthy(shipped());
  EXPECT_TRUE(screen(*own, intake, ServiceKind::deep, kVisit).hold);  // not asked yet
  intake.answers["own.sunbed"] = Said::yes;
  EXPECT_EQ(screen(*own, intake, ServiceKind::deep, kVisit).decision, Decision::do_not_treat);
  EXPECT_TRUE(own->loosened.empty());
}

TEST(ClinicRules, it_tightens_a_shipped_rule_by_one_of_its_own_that_looks_at_it) {
  auto own = with_own(R"(
[[rule]]
id = "own-no-thinner"
title = { en = "No deep work with a blood thinner", fr = "Pas de massage profond avec un anticoagulant" }
gate = "safety"
reason = { en = "We do not do this here.", fr = "Nous ne faisons pas cela ici." }
sources = ["WER"]
mark = "p"
confidence = "low"
combination = true
[[rule.rows]]
when = 'raised("med-anticoagulant")'
deep = "do_not_treat"
swedish = "none"
)");
  ASSERT_TRUE(own) << describe(own.error());
  EXPECT_EQ(screen(*own, on_thinner(), ServiceKind::deep, kVisit).decision, Decision::do_not_treat);
  EXPECT_EQ(screen(shipped(), on_thinner(), ServiceKind::deep, kVisit).decision,
            Decision::clearance);
}

TEST(ClinicRules, a_loosening_has_a_person_a_day_and_a_reason_and_shows_on_each_screening) {
  auto own = with_own(kLoosen);
  ASSERT_TRUE(own) << describe(own.error());
  Screening now = screen(*own, on_thinner(), ServiceKind::deep, kVisit);
  EXPECT_EQ(now.decision, Decision::modify);
  EXPECT_EQ(now.limits.max_depth, 3);  // what the rule changes stays
  ASSERT_EQ(now.loosened.size(), 1u);
  bool shown = false;
  for (const Finding& one : now.findings)
    if (one.rule == "med-anticoagulant") {
      ASSERT_TRUE(one.loosened);
      EXPECT_EQ(one.loosened->by, "Ana Silva");
      EXPECT_EQ(one.before_loosening, Decision::clearance);
      shown = true;
    }
  EXPECT_TRUE(shown);
  EXPECT_NE(now.warnings.end(),
            std::find(now.warnings.begin(), now.warnings.end(), "loosened:med-anticoagulant"));
  auto json = to_json(now);
  EXPECT_EQ(json.at("loosened").at(0).at("by").as_string(), "Ana Silva");
  // Also where it did not act.
  EXPECT_EQ(screen(*own, healthy(shipped()), ServiceKind::deep, kVisit).loosened.size(), 1u);
  EXPECT_TRUE(run_cases(*small_with(kLoosen)).empty());  // a rule's cases are about the rule
  EXPECT_FALSE(
      to_json(screen(shipped(), on_thinner(), ServiceKind::deep, kVisit)).contains("loosened"));
}

TEST(ClinicRules, without_a_person_nothing_is_loosened) {
  for (const char* key : {"by", "credential", "on", "reason"}) {
    std::string text(kLoosen);
    std::size_t at = text.find("\n" + std::string(key) + " = ");
    ASSERT_NE(at, text.npos);
    text.erase(at, text.find('\n', at + 1) - at);
    std::string said = fault(text);
    EXPECT_NE(said.find("protocol_key_missing"), said.npos) << key << ": " << said;
    EXPECT_NE(said.find(std::string("key=loosen[0].") + key), said.npos) << said;
    EXPECT_NE(said.find("file=own/house.toml"), said.npos) << said;
    EXPECT_NE(said.find("line=3"), said.npos) << said;
  }
}

TEST(ClinicRules, an_emergency_and_a_refusal_cannot_be_hidden_behind_a_setting_or_an_id) {
  EXPECT_EQ(fault(R"(
[[set]]
setting = "dvt.stop_days"
value = 10
)")
                .find("protocol_key_missing"),
            0u);
  std::string duplicate = std::string(kTattoo);
  duplicate.replace(duplicate.find("own-sunbed\"\ntitle"), 10, "med-anticoagulant");
  EXPECT_NE(fault(duplicate).find("protocol_value"), std::string::npos) << fault(duplicate);
  for (const char* body :
       {"[[setting]]\nid = \"x\"\n", "[[section]]\nid = \"x\"\n", "[[group]]\nid = \"x\"\n",
        "[protocol]\nname = \"x\"\n", "[techniques]\nx = []\n"})
    EXPECT_EQ(fault(body).find("protocol_key_unknown"), 0u) << body << fault(body);
  EXPECT_NE(fault("[[loosen]]\nrule = \"no-such\"\ndeep = \"modify\"\n").find("unknown_name"),
            std::string::npos);
  std::string text(kLoosen);
  text.replace(text.find("\"modify\""), 8, "\"do_not_treat\"");
  EXPECT_NE(fault(text).find("protocol_value"), std::string::npos);
}

TEST(ClinicRules, a_setting_may_become_stricter_freely_and_milder_by_name) {
  auto decided = [](const std::string& body) {
    auto own = small_with(body);
    EXPECT_TRUE(own) << describe(own.error());
    Intake intake;
    intake.birth_date = Date::of(1990, 1, 1);
    intake.answers["thinner"] = Said::yes;
    return own ? screen(*own, intake, ServiceKind::deep, kVisit) : Screening{};
  };
  const std::string set = "[[set]]\nsetting = \"call\"\ndecision = ";
  Screening stricter = decided(set + "\"do_not_treat\"\n");
  EXPECT_EQ(stricter.decision, Decision::do_not_treat);
  EXPECT_TRUE(stricter.loosened.empty());
  EXPECT_EQ(fault(set + "\"note\"\n").find("protocol_key_missing"), 0U);
  Screening milder = decided(set + R"("modify"
by = "Ana Silva"
credential = "RMT 12345"
on = 2026-11-20
reason = { en = "So.", fr = "Ainsi." }
)");
  EXPECT_EQ(milder.decision, Decision::modify);
  ASSERT_EQ(milder.loosened.size(), 1U);
  EXPECT_EQ(milder.loosened[0].setting, "call");
}

TEST(ClinicRules, a_loosened_rule_that_says_emergency_says_it_still) {
  std::string text(kLoosen);
  text.replace(text.find("med-anticoagulant"), 17, "dvt-suspected");
  auto own = with_own(text);
  ASSERT_TRUE(own) << describe(own.error());
  int seen = 0;
  for (const Case& one : own->rule("dvt-suspected")->cases) {
    if (one.deep != Decision::emergency) continue;
    ++seen;
    Intake intake = healthy(shipped());
    for (const auto& [id, answer] : one.answers) intake.answers[id] = answer;
    intake.pains.clear();
    for (const Region& region : one.pains) intake.pains.push_back({region, one.pain});
    EXPECT_EQ(screen(*own, intake, ServiceKind::deep, one.visit).decision, Decision::emergency)
        << one.name;
  }
  EXPECT_GT(seen, 0);
}

// Rows over shipped questions, of any strictness, in a file without a named loosening.
std::string row_of(const Question& question, std::size_t n, Decision deep, Decision swedish) {
  std::string when = question.kind == Kind::tri ? question.id : "given(" + question.id + ")";
  auto word = [](Decision d) {
    return d == Decision::proceed ? std::string("none") : std::string(to_string(d));
  };
  std::string id = "own-" + std::to_string(n);
  return "\n[[rule]]\nid = \"" + id + "\"\ntitle = { en = \"" + id + "\", fr = \"" + id +
         "\" }\ngate = \"safety\"\nreason = { en = \"A reason.\", fr = \"Une raison.\" }\n"
         "sources = [\"WER\"]\nmark = \"p\"\nconfidence = \"low\"\nclearance_days = 30\n"
         "[[rule.rows]]\nwhen = '" +
         when + "'\ndeep = \"" + word(deep) + "\"\nswedish = \"" + word(swedish) +
         "\"\nat = [\"low-back\"]\n"
         "advice = { en = \"Call.\", fr = \"Appelez.\" }\nchanges = [{ depth = 2 }]\n";
}

TEST(ClinicRules, without_a_named_loosening_no_file_loosens_a_decision) {
  // A few files, each tried on many people: reading the rules is what takes time.
  for (unsigned seed = 1; seed <= 2; ++seed) {
    std::mt19937 chance(seed);
    auto below = [&](std::size_t n) {
      return std::uniform_int_distribution<std::size_t>(0, n - 1)(chance);
    };
    std::string body;
    const auto& questions = shipped().questions;
    for (std::size_t n = 0; n < 12; ++n) {
      auto deep = static_cast<Decision>(below(7));
      auto swedish = static_cast<Decision>(below(static_cast<std::size_t>(deep) + 1));
      body += row_of(questions[below(questions.size())], n, deep, swedish);
    }
    auto own = with_own(body);
    ASSERT_TRUE(own) << describe(own.error());
    ASSERT_TRUE(own->loosened.empty());
    for (int person = 0; person < 8; ++person) {
      Intake intake = healthy(shipped());
      for (int k = 0; k < 8; ++k) {
        const Question& q = questions[below(questions.size())];
        if (q.kind == Kind::tri) intake.answers[q.id] = static_cast<Said>(below(4));
        if (q.kind == Kind::choice && !q.options.empty())
          intake.answers[q.id] = q.options[below(q.options.size())].id;
      }
      for (ServiceKind kind : {ServiceKind::deep, ServiceKind::swedish}) {
        Screening before = screen(shipped(), intake, kind, kVisit);
        Screening after = screen(*own, intake, kind, kVisit);
        EXPECT_GE(after.decision, before.decision) << "seed " << seed;
        EXPECT_GE(after.urgency, before.urgency);
        EXPECT_LE(after.limits.max_depth, before.limits.max_depth);
        for (const Region& region : shipped().regions)
          EXPECT_LE(after.limits.depth_at(region), before.limits.depth_at(region));
        EXPECT_TRUE(std::includes(after.limits.techniques.begin(), after.limits.techniques.end(),
                                  before.limits.techniques.begin(),
                                  before.limits.techniques.end()));
        EXPECT_GE(after.hold, before.hold);
      }
    }
  }
}

}  // namespace
}  // namespace fascia::care
